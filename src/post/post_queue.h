/* post_queue.h - the outbox as the postman sees it
 *
 * A letter is WAITING until somebody takes it; who has TAKEN it says that it
 * is IN_DOUBT before its body leaves, and what became of it as soon as that
 * is known.  Each of these is a transaction of its own.
 *
 *     post_take -> connect, MAIL, RCPT, DATA accepted -> post_doubt
 *               -> the body, the last dot -> post_sent | post_refused | post_later
 *
 * Who doesn't come back within POST_LEASE seconds is taken for dead: what was
 * TAKEN waits again; what is IN_DOUBT waits again when it is transactional,
 * else stays so, for people to decide. */
#ifndef POST_POST_QUEUE_H
#define POST_POST_QUEUE_H

#include "post/post.h"

enum {
    POST_LEASE = 600,
    POST_DELAY_FIRST = 60,     /* then twice as long each time */
    POST_DELAY_MAX = 6 * 3600, /* seconds */
    POST_TRIES_MAX = 28,       /* about five days of them; then it is refused */
    POST_TRIES_DENIED = 10,    /* of these, so many are counted when it is us that is refused */
    POST_DOUBTED = 5 * 86400,  /* its words, when it is in doubt: people may send it again */
    POST_ERASED_AFTER = 86400, /* its words, once it went or was refused */
    POST_KEPT = 30 * 86400,    /* the rest of it */
    POST_ERROR_MAX = 500,      /* octets of last_error that are kept */
};

typedef struct Letter {
    LetterId id;
    int64_t reason; /* PostReason */
    int64_t subject, occasion;
    int64_t state; /* PostState */
    int64_t due_at, until_at, urgency;
    int64_t trust; /* PostTrust, in who caused it */
    Str lang, address, name, title, body_text, body_html, calendar;
    int64_t method; /* IcsMethod, of the calendar */
    Str unsubscribe, reply_to;
    int64_t tries;
    Str last_error;
    int64_t taken_at, sent_at, made_at; /* sent_at: also refused, boxed */
} Letter;

/* May be sent twice rather than never. */
bool post_is_transactional(PostReason reason);
/* The same at each try, without < and >. */
Str post_message_id(const Work *w, LetterId id);

/* What the relay is given; the same bytes at each try.  FAULT_INPUT: it can't be sent at all.
 */
MUST_USE Fault post_bytes(const Work *w, const Letter *letter, Str *ret);

/* Those that are due, at most max, the urgent first; nobody else has them.  What
 * waited until it was of no use is forgotten. */
MUST_USE Fault post_take(Work *w, size_t max, Letter **ret, size_t *ret_len);
/* Its body is about to leave.  False: it was withdrawn, or another has it; it
 * must not leave. */
MUST_USE Fault post_doubt(Work *w, LetterId id, bool *ret_go);
MUST_USE Fault post_sent(Work *w, LetterId id);
MUST_USE Fault post_refused(Work *w, LetterId id, Str why);
/* Its turn comes again, later each time; refused when that lasts too long. */
MUST_USE Fault post_later(Work *w, LetterId id, Str why);
/* The relay doesn't want it from us, whoever it is for: its turn comes again,
 * later each time, and it isn't refused as long as it is kept. */
MUST_USE Fault post_denied(Work *w, LetterId id, Str why);
/* Nobody looked at it: the relay itself can't be reached.  It waits as before,
 * and why is written down. */
MUST_USE Fault post_give_back(Work *w, LetterId id, Str why);
/* Once at start: what a process left that died.  With several nodes, only what
 * has outlived its lease. */
MUST_USE Fault post_recover(Work *w);
/* Developer mode: those that are due go into the mailbox page. */
MUST_USE Fault post_box(Work *w, int64_t *ret_count);

MUST_USE Fault post_load(Work *w, LetterId id, Letter *ret);
/* Of that state, newest first, before that one (0: from the newest). */
MUST_USE Fault post_list(Work *w, PostState state, LetterId before, size_t max, Letter **ret,
                         size_t *ret_len);
MUST_USE Fault post_counts(Work *w, int64_t ret[POST_STATES]);
/* By hand: due now, its tries forgotten.  False: it went, or its words are gone. */
MUST_USE Fault post_again(Work *w, LetterId id, bool *ret_found);
/* The same for all that were refused and whose words are still there. */
MUST_USE Fault post_again_refused(Work *w, int64_t *ret_count);
/* Within a transaction, of what is past its time; *ret: how many letters.  The
 * words and the address of what went, then the rest of it: erased, or counted. */
MUST_USE Fault post_erase(Work *w, int64_t *ret);
MUST_USE Fault post_erase_count(Work *w, int64_t *ret);
MUST_USE Fault post_forget(Work *w, int64_t *ret);
MUST_USE Fault post_forget_count(Work *w, int64_t *ret);

#endif
