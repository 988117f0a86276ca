/* account_sign_in.h - proving that one reads the letters of an address
 *
 * A letter holds a link and six figures.  Both serve once, for ten minutes,
 * and only in the browser that asked: its cookie "pre" says which it is.  The
 * figures may be typed five times.  Asking says nothing about whether there is
 * an account: it is made when somebody comes in for the first time. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_SIGN_IN_H
#define ROOMS_ACCOUNT_ACCOUNT_SIGN_IN_H

#include "rooms/account/account_session.h"

enum { SIGN_IN_SECONDS = 600, SIGN_IN_TRIES = 5, SIGN_IN_KEPT = 86400, SIGN_IN_DIGITS = 6 };

typedef enum SignInOutcome {
    SIGN_IN_DONE,
    SIGN_IN_OVER,      /* unknown, used, or too old */
    SIGN_IN_ELSEWHERE, /* good, but another browser asked */
    SIGN_IN_WRONG,     /* these are not the figures */
} SignInOutcome;

/* Puts the letter; browser is what the cookie "pre" holds.  The same to do for
 * every address, known or not. */
MUST_USE Fault account_sign_in_ask(Work *w, Str mail, Str next, Str browser);
/* What a link would do, without doing it. */
MUST_USE Fault account_sign_in_look(Work *w, Str secret, Str browser, SignInOutcome *ret);
/* The address that this browser last asked for; empty: none. */
MUST_USE Fault account_sign_in_asked(Work *w, Str browser, Str *ret_mail);

/* Who has come in: what to give to their browser, where to send it. */
typedef struct SignedIn {
    Str cookie, next;
} SignedIn;

/* One transaction each: the link or the figures are used, the account made,
 * the former session of this browser closed, another opened.  Tells
 * "account.signed_in", subject the account. */
MUST_USE Fault account_sign_in_by_link(Work *w, const Request *rq, Str secret, SignedIn *ret,
                                       SignInOutcome *ret_how);
MUST_USE Fault account_sign_in_by_code(Work *w, const Request *rq, Str code, SignedIn *ret,
                                       SignInOutcome *ret_how);

#endif
