/* signup_room.h - what the files of this room share, and nobody else sees */
#ifndef ROOMS_SIGNUP_SIGNUP_ROOM_H
#define ROOMS_SIGNUP_SIGNUP_ROOM_H

#include "rooms/signup/signup.h"
#include "rooms/signup/signup_rule.h"
#include "rooms/signup/signup_store.h"
#include "work/work.h"

/* signup_letter.c - what a letter says to who signed up.  Nothing when there is
 * no address; within the caller's transaction. */
typedef enum SignupNews {
    SIGNUP_NEWS_SEATED,   /* you have a seat */
    SIGNUP_NEWS_HELD,     /* a seat is held: confirm your address in time */
    SIGNUP_NEWS_QUEUED,   /* you are on the waiting list */
    SIGNUP_NEWS_OFFERED,  /* a seat became free: take it in time */
    SIGNUP_NEWS_RELEASED, /* your seat, or your place in the list, is given back */
    SIGNUP_NEWS_LAPSED,   /* the offer wasn't taken in time */
    SIGNUP_NEWS_SHRUNK,   /* you have a seat, and are fewer now: s->seats */
    SIGNUP_NEWS_ALREADY,  /* somebody typed your address again: here is your page */
    SIGNUP_NEWS_COUNT
} SignupNews;
MUST_USE Fault signup_letter(Work *w, const Signup *s, SignupNews what);

/* signup_ledger.c - seats change hands, within the caller's transaction, the
 * event held.  Each writes the book, the ledger and the row. */
MUST_USE Fault signup_ledger_add(Work *w, const Signup *s);
MUST_USE Fault signup_ledger_become(Work *w, Signup *s, SignupState to, int64_t offered_until);
/* Of its seats, keeps so many, and the first so many guests. */
MUST_USE Fault signup_ledger_shrink(Work *w, Signup *s, int64_t seats);
/* Lapses what wasn't taken in time, then offers what is free, but not to who
 * released (NULL: nobody).  What is beyond one batch is left to a job. */
MUST_USE Fault signup_ledger_settle(Work *w, const Event *e, const Signup *releaser);

/* signup.c */
/* Is its seat held until its address is confirmed?  Then it has never moved;
 * what was offered from the list has. */
bool signup_is_held(const Signup *s);
/* Has it a seat, an offer or a place in the list, that can be given back? */
bool signup_is_live(const Signup *s);
/* The same address gives the same: letters, watches and sign-ups agree. */
Str signup_mail_hash(Work *w, Str mail);
/* The same for a name, however it is typed. */
Str signup_name_hash(Work *w, Str name);
/* Is this the secret of its page?  Takes the same time whatever it is. */
bool signup_secret_good(Work *w, const Signup *s, Str secret);
/* Finds it by the code on the slip and the name; FAULT_ABSENT. */
MUST_USE Fault signup_by_code(Work *w, EventId id, Str code, Str name, Signup *ret);

#endif
