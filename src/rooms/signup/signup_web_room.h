/* signup_web_room.h - what the pages of this room share */
#ifndef ROOMS_SIGNUP_SIGNUP_WEB_ROOM_H
#define ROOMS_SIGNUP_SIGNUP_WEB_ROOM_H

#include "rooms/signup/signup_form.h"
#include "web/web.h"

/* The café of this address; FAULT_ABSENT when one doesn't sign up for it here. */
MUST_USE Fault signup_web_open(Work *w, const Request *rq, Event *ret);
/* "/cafes/ID/inscription" and what follows. */
Str signup_web_url(Work *w, EventId id, const char *page);
Str signup_web_token(Work *w, const Request *rq);
void signup_web_prefill(const Work *w, SignupForm *in);
Str signup_web_watch(Work *w, const Event *e);
/* Of the private page, all but its frame and what has just happened; the lapse
 * of an offer is already in *s.  absent: guests that were ticked, bit n is number n. */
MUST_USE Fault signup_web_view(Work *w, const Signup *s, const Event *e, Str key,
                               uint64_t absent, SignupPage *ret);
/* Other dates with a seat, other cafés, and how to hear of the next one. */
MUST_USE Fault signup_web_elsewhere(Work *w, const Event *e, SignupElsewhere *ret);
bool signup_web_by_letter(const Signup *s);

#endif
