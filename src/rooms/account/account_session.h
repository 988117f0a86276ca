/* account_session.h - a browser that is signed in
 *
 * Its cookie "s" holds 32 random bytes; the table holds their keyed hash.  A
 * session ends 14 days after it was last used, 30 days after it began; that
 * of whoever has a role or owns a café after 12 hours and 7 days.  It gets
 * another cookie whenever what it may do grows. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_SESSION_H
#define ROOMS_ACCOUNT_ACCOUNT_SESSION_H

#include "rooms/account/account.h"

enum {
    SESSION_IDLE = 14 * 86400,
    SESSION_MOST = 30 * 86400,
    SESSION_IDLE_STAFF = 12 * 3600,
    SESSION_MOST_STAFF = 7 * 86400,
};

typedef struct SessionWish {
    AccountId account;
    bool proven;  /* with a second factor, just now */
    Str agent;    /* "Firefox, Android" */
    Str id_token; /* of OpenID Connect; empty */
} SessionWish;

/* The account of this address, made when there is none.  Within the caller's
 * transaction. */
MUST_USE Fault account_make(Work *w, Str mail, AccountId *ret);
/* Within the caller's transaction; *ret_cookie is what the cookie "s" holds. */
MUST_USE Fault account_session_open(Work *w, const SessionWish *wish, Str *ret_cookie);
/* The end of a sign-in, by whatever door: the same, for the browser that asks;
 * the session that it had is closed, w->person is who came in.  Deed "sign-in";
 * fact "account.signed_in", subject the account. */
MUST_USE Fault account_session_begin(Work *w, const Request *rq, const SessionWish *wish,
                                     Str *ret_cookie);
/* After the commit: the cookies of whoever came in; then where they were going. */
Fault account_session_welcome(Work *w, const Request *rq, Reply *rp, Str cookie, Str next);
/* Another cookie for the session of w->person, proven now, within the caller's
 * transaction: what it may do grows. */
MUST_USE Fault account_session_prove(Work *w, Str *ret_cookie);

/* One transaction each: of w->person, that one; or all but this one. */
MUST_USE Fault account_session_close(Work *w, SessionId id);
MUST_USE Fault account_session_close_others(Work *w);
/* Within a transaction, of the sessions that are over, and of the letters asked
 * for to sign in, a day later: erased, or counted; *ret: how many. */
MUST_USE Fault account_session_tidy(Work *w, int64_t *ret);
MUST_USE Fault account_session_tidy_count(Work *w, int64_t *ret);
MUST_USE Fault account_sign_in_tidy(Work *w, int64_t *ret);
MUST_USE Fault account_sign_in_tidy_count(Work *w, int64_t *ret);

#endif
