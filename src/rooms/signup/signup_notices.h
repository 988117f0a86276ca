/* signup_notices.h - letters that leave by themselves: handlers of
 * app/listeners.c
 *
 * Each does at most SIGNUP_LETTERS_AT_ONCE letters in its transaction and asks
 * to be called again: pages and sign-ups go on in between. */
#ifndef ROOMS_SIGNUP_SIGNUP_NOTICES_H
#define ROOMS_SIGNUP_SIGNUP_NOTICES_H

#include "base/fault.h"
#include "base/forward.h"

enum {
    SIGNUP_REMIND_EVERY = 60,
    SIGNUP_WATCH_EVERY = 600,
};

/* "signup_notice", when a café was published, changed, cancelled...: plans its
 * reminders again, and sees what there is to tell. */
MUST_USE Fault signup_notice(Work *w, int64_t event);
/* "signup_change": tells those who signed up what changed. */
MUST_USE Fault signup_change(Work *w, int64_t event);
/* "signup_remind", clocked, and "signup_remind_on": reminders that are due. */
MUST_USE Fault signup_remind(Work *w, int64_t subject);
/* "signup_long", when somebody waits: is the list long?  The organiser hears
 * of it once.  Subject: the sign-up. */
MUST_USE Fault signup_long(Work *w, int64_t signup);
/* "signup_series": the one letter for several dates, if it isn't written yet.
 * Subject: one of its sign-ups. */
MUST_USE Fault signup_series(Work *w, int64_t signup);
/* "signup_watch", when a café was published: who asked to hear of it? */
MUST_USE Fault signup_watch(Work *w, int64_t event);
/* "signup_watch_tell", clocked, and "signup_watch_on": tells them, and forgets
 * those who never confirmed. */
MUST_USE Fault signup_watch_tell(Work *w, int64_t subject);

#endif
