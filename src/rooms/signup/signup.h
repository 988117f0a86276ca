/* signup.h - taking a seat, waiting for one, giving it back
 *
 * The door of the room.  One ledger of seats:
 *
 *     free -> offered(to, until) -> confirmed -> released
 *
 * offered + confirmed never exceeds the seats.  A release offers at once to
 * the first of the waiting list that fits, never to who released.  Inside:
 * signup_rule decides, signup_store remembers, signup_web_* speak HTML,
 * signup_letter writes, signup_door is the list of the day. */
#ifndef ROOMS_SIGNUP_SIGNUP_H
#define ROOMS_SIGNUP_SIGNUP_H

#include "base/fault.h"
#include "base/forward.h"
#include "rooms/event/event_seats.h"
#include "rooms/signup/signup_kinds.h"

/* What somebody brings.  The secret follows from the form's token. */
typedef struct SignupWish {
    EventId event_id;
    int64_t seats;
    Str name, mail;
    const Str *guests; /* names of the others; may be fewer than seats - 1 */
    size_t guest_count;
    bool relay, fewer;
    bool quiet; /* no letter of its own: signup_series.h writes one for several */
    Str needs, expects, form_token, source;
} SignupWish;

/* Each is one transaction.  Facts told, subject the sign-up: "signup.seated",
 * "signup.held", "signup.queued", "signup.offered", "signup.released",
 * "signup.lapsed"; letters are put by the room itself (signup_letter.c). */
MUST_USE Fault signup_join(Work *w, const SignupWish *wish, Signup *ret,
                           SignupOutcome *ret_how);
/* Takes the seat that is offered. *ret false: the offer has lapsed. */
MUST_USE Fault signup_accept(Work *w, SignupId id, bool *ret);
/* The same without a letter: one for several follows. */
MUST_USE Fault signup_accept_quietly(Work *w, SignupId id, bool *ret);
/* Gives back the seat, or leaves the list, or declines the offer. */
MUST_USE Fault signup_release(Work *w, SignupId id);
/* Of a party, keeps so many; the others are given back. */
MUST_USE Fault signup_shrink(Work *w, SignupId id, int64_t seats);
/* The same for those of its guests who don't come: bit n of absent is number n.
 * Nobody, or all of them: nothing happens. */
MUST_USE Fault signup_excuse(Work *w, SignupId id, uint64_t absent);
/* Offers what is free to who waits: after a release, a lapse, or more seats.
 * Within the caller's transaction, the event held. */
MUST_USE Fault signup_offer_free(Work *w, EventId id);

/* FAULT_ABSENT when there is none. */
MUST_USE Fault signup_load(Work *w, SignupId id, Signup *ret);
MUST_USE Fault signup_guests(Work *w, SignupId id, Guest **ret, size_t *ret_len);
/* Those with a seat, or those who wait, in order: at most max after that one. */
MUST_USE Fault signup_list(Work *w, EventId id, SignupState state, SignupId after, size_t max,
                           Signup **ret, size_t *ret_len);
/* 1 is the next one; all that wait before are counted, one by one. */
MUST_USE Fault signup_rank(Work *w, const Signup *s, int64_t *ret);
/* The address of its private page, without base_url: "/inscriptions/ID?cle=SECRET".
 * The secret can be made again from the form token and the key of the house. */
Str signup_url(Work *w, const Signup *s);
/* Where the organiser's messages are stopped, without base_url; its key opens
 * nothing else, for mail programs post to it by themselves. */
Str signup_quiet_url(Work *w, const Signup *s);

#endif
