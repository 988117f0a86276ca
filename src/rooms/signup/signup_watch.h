/* signup_watch.h - "tell me about the next one here", without an account
 *
 * Asked by a form, confirmed by a letter, stopped in one tap; what was never
 * confirmed is forgotten after a week.  A café that is published near leaves a
 * row; the letter that tells it goes once a day at most. */
#ifndef ROOMS_SIGNUP_SIGNUP_WATCH_H
#define ROOMS_SIGNUP_SIGNUP_WATCH_H

#include "rooms/signup/signup_watch_store.h"

enum {
    WATCH_RADIUS_MAX = 50,           /* km */
    WATCH_KEPT_SECONDS = 7 * 86400,  /* until it is confirmed */
    WATCH_APART_SECONDS = 86400,     /* between two letters */
    WATCH_FOUND_SECONDS = 60 * 86400 /* what was told is remembered so long */
};

/* What its links hold: its number and a secret that follows from it. */
Str signup_watch_key(Work *w, int64_t id);
/* FAULT_ABSENT: there is no such watch (any more), or this isn't its key. */
MUST_USE Fault signup_watch_open(Work *w, Str key, Watch *ret);
Str signup_watch_where(const Work *w, const Watch *watch); /* "Blois" */

/* Each is one transaction.  Asks, and writes to the address; nobody learns
 * whether it was known. */
MUST_USE Fault signup_watch_ask(Work *w, Str mail, Str commune, int64_t radius_km,
                                int64_t theme);
MUST_USE Fault signup_watch_confirm(Work *w, const Watch *watch);
MUST_USE Fault signup_watch_stop(Work *w, const Watch *watch);

#endif
