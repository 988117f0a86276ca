/* post.h - the outbox: letters that are owed, in the database
 *
 * A letter is put here in the transaction of what causes it, so that nothing
 * is forgotten; once for each (reason, subject, addressee, occasion), so that
 * nothing is sent twice.  The postman (app/) hands those that are due to the
 * courier, and writes down what became of them.
 *
 * All letters have one shape, letter.html and letter.txt: what happened, the
 * facts, one thing to do, who writes and why.  Sentences come from .msg files,
 * in the language of the reader.  Nothing in a letter tells anybody that it
 * was read. */
#ifndef POST_POST_H
#define POST_POST_H

#include "text/ics.h"
#include "work/work.h"

/* The numbers are stored: they never change. */
typedef enum PostReason {
    POST_SIGN_IN,       /* subject: account or 0; urgent */
    POST_SEAT,          /* a seat, a place in the waiting list; subject: sign-up */
    POST_OFFER,         /* a seat became free; subject: sign-up */
    POST_REMINDER,      /* occasion: the day reminded of; subject: sign-up */
    POST_CHANGE,        /* time, place or state; occasion: the event's sequence */
    POST_CANCEL,        /* it won't take place, or one's seat is given back */
    POST_DECLARED,      /* to who declared a café: its links */
    POST_REVIEW,        /* published, refused, asked for a change, reported */
    POST_ORGANIZER,     /* to the organiser: the list is long, ... */
    POST_MESSAGE,       /* from the organiser to those who come; not transactional */
    POST_WATCH,         /* a new café near you; not transactional */
    POST_WATCH_CONFIRM, /* do you want the former? */
    POST_ACCOUNT,       /* what opens one's account has changed; subject: account */
    POST_REASONS
} PostReason;

typedef enum PostState {
    POST_WAITING,
    POST_TAKEN,    /* a courier has it; its body hasn't left */
    POST_IN_DOUBT, /* its body has left, and no answer came */
    POST_SENT,
    POST_REFUSED, /* for good: the address doesn't exist... */
    POST_BOXED,   /* in the mailbox page of the developer mode */
    POST_STATES
} PostState;

/* Who caused the letter, which decides how many there may be: post_limit.h.  The
 * numbers are stored: they never change. */
typedef enum PostTrust {
    POST_OURS,     /* the house, or who has proven that the address is theirs: no limit */
    POST_KNOWN,    /* anybody, but the address has an account: limited for the address */
    POST_STRANGER, /* anybody: limited for the address, and for the whole site */
} PostTrust;

typedef struct PostFact {
    Str name, value; /* "When", "jeudi 4 juillet, 13 h 30" */
} PostFact;

enum { POST_PARAS_MAX = 6, POST_FACTS_MAX = 8 };

typedef struct PostLetter {
    PostReason reason;
    int64_t subject, occasion;
    Str to, to_name; /* an address that mail_address_read accepts; a name or "" */
    Lang lang;       /* of the reader */
    int64_t due_at;  /* 0: now */
    int64_t until;   /* of no use afterwards: it doesn't leave any more; 0: for ever */
    PostTrust trust;
    Str title; /* subject line, and heading */
    Str paras[POST_PARAS_MAX];
    PostFact facts[POST_FACTS_MAX];
    Str action, action_url; /* the one thing to do; the address is absolute */
    Str code;               /* to be typed, shown large; "" */
    Str note;               /* after the action: "This link works for ten minutes." */
    Str reply_to;           /* an address where answers go; "": the usual one */
    Str why;                /* who writes, and why to you; never empty */
    Str unsubscribe_url;    /* absolute; empty for what is only transactional */
    Str unsubscribe;        /* what its link says; "": to stop receiving these messages */
    Str ics;                /* text/calendar, made by text/ics.h; "" */
    IcsMethod method;
} PostLetter;

typedef enum PostOutcome {
    POST_PUT,
    POST_TWICE,    /* this very letter was put before */
    POST_TOO_MANY, /* not written: anybody may have caused it, and there were too many */
} PostOutcome;

/* Before a letter that anybody may cause, if it can be, and before anything is
 * read: one unit at a time counts those.  Without it two that meet are both
 * tried again, and meet again. */
MUST_USE Fault post_hold_strangers(Work *w);
/* Within the caller's transaction.  It may be put off: see post_limit.h. */
MUST_USE Fault post_put(Work *w, const PostLetter *letter, PostOutcome *ret);
/* Those not yet sent of this reason and subject won't go: the seat was given
 * back before its reminder left. */
MUST_USE Fault post_withdraw(Work *w, PostReason reason, int64_t subject);
/* The same of one occasion.  *ret: there was one, and nobody will have read it. */
MUST_USE Fault post_withdraw_one(Work *w, PostReason reason, int64_t subject, int64_t occasion,
                                 bool *ret);

#endif
