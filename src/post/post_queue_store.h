/* post_queue_store.h - the statements of the postman */
#ifndef POST_POST_QUEUE_STORE_H
#define POST_POST_QUEUE_STORE_H

#include "post/post_queue.h"

/* Is a letter due, or a lease over? */
MUST_USE Fault post_queue_store_any(Work *w, bool *ret);
MUST_USE Fault post_queue_store_due(Work *w, int64_t urgency, size_t max, Letter **ret,
                                    size_t *ret_len);
/* Those whose lease began before that instant: TAKEN wait again, and IN_DOUBT
 * of that urgency or more urgent. */
MUST_USE Fault post_queue_store_expire(Work *w, int64_t before, int64_t urgency);
/* Those that wait and are of no use any more. */
MUST_USE Fault post_queue_store_drop(Work *w, int64_t *ret_count);
/* From one state into another; false: it wasn't in that state. */
MUST_USE Fault post_queue_store_move(Work *w, LetterId id, PostState from, PostState to,
                                     bool *ret_moved);
/* What became of one that was taken. */
MUST_USE Fault post_queue_store_gone(Work *w, LetterId id, PostState state, Str why);
MUST_USE Fault post_queue_store_wait(Work *w, LetterId id, int64_t due_at, int64_t tries,
                                     Str why);
MUST_USE Fault post_queue_store_load(Work *w, LetterId id, Letter *ret);
MUST_USE Fault post_queue_store_list(Work *w, PostState state, int64_t before, size_t max,
                                     Letter **ret, size_t *ret_len);
MUST_USE Fault post_queue_store_counts(Work *w, int64_t ret[POST_STATES]);
MUST_USE Fault post_queue_store_again(Work *w, LetterId id, bool *ret_found);
MUST_USE Fault post_queue_store_again_refused(Work *w, int64_t *ret_count);
/* Words of what went before sent_before, or is in doubt since doubt_before. */
MUST_USE Fault post_queue_store_erase(Work *w, int64_t sent_before, int64_t doubt_before,
                                      int64_t *ret);
MUST_USE Fault post_queue_store_erasable(Work *w, int64_t sent_before, int64_t doubt_before,
                                         int64_t *ret);
MUST_USE Fault post_queue_store_forget(Work *w, int64_t before, int64_t *ret);
MUST_USE Fault post_queue_store_forgettable(Work *w, int64_t before, int64_t *ret);

extern const DbQuery *const post_queue_store_all[];

#endif
