/* post_store.h - the statements of the outbox */
#ifndef POST_POST_STORE_H
#define POST_POST_STORE_H

#include "post/post_queue.h"

typedef struct PostRow { /* a letter that begins */
    Letter letter;
    Str hash; /* of the addressee, keyed */
} PostRow;

/* False: this very letter was there. */
MUST_USE Fault post_store_add(Work *w, const PostRow *row, bool *ret_new);
MUST_USE Fault post_store_withdraw(Work *w, PostReason reason, int64_t subject);
MUST_USE Fault post_store_withdraw_one(Work *w, PostReason reason, int64_t subject,
                                       int64_t occasion, bool *ret);
/* Sign-in letters since that instant: to one address; to those without account. */
MUST_USE Fault post_store_signs_to(Work *w, Str hash, int64_t since, int64_t *ret);
MUST_USE Fault post_store_signs_all(Work *w, int64_t since, int64_t *ret);
/* Of the others that are limited and due since that instant, when the rank-th
 * from the last (1: the last) is: to one address; of strangers.  0: there aren't
 * so many. */
MUST_USE Fault post_store_pace_to(Work *w, Str hash, int64_t since, int64_t rank, int64_t *ret);
MUST_USE Fault post_store_pace_all(Work *w, int64_t since, int64_t rank, int64_t *ret);

extern const DbQuery *const post_store_all[];

#endif
