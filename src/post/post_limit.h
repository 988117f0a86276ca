/* post_limit.h - how many letters anybody may cause
 *
 * Who types an address hasn't proven that it is theirs: without a limit they
 * would fill a stranger's mailbox, or lose us the trust of all others.  In an
 * hour an address gets three such letters, ten in a day; the whole site writes
 * as many as the setting strangers-hour says to addresses without an account.
 *
 * Sign-in letters are counted apart, so that nothing else keeps anybody from
 * signing in, and those to an address that has an account don't count for the
 * site: beyond the limit they aren't written, for such a letter is of no use
 * later.  All others are put off until there is room again; one that would
 * leave in more than a day isn't written.  Neither happens in silence. */
#ifndef POST_POST_LIMIT_H
#define POST_POST_LIMIT_H

#include "post/post.h"

/* Of this process, since it started. */
typedef struct PostLimits {
    int64_t dropped;   /* letters that weren't written */
    int64_t put_off;   /* that wait because too many strangers cause letters */
    int64_t this_hour; /* of the dropped ones: in this hour of the clock */
} PostLimits;

PostLimits post_limits(const Work *w);

/* When a letter to this address may leave, or that there are too many; within
 * the transaction that puts it. */
MUST_USE Fault post_limit(Work *w, const PostLetter *l, Str hash, int64_t *ret_due,
                          bool *ret_many);

#endif
