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

/* The numbers are stored: they never change. */
typedef enum SignupState {
    SIGNUP_FREE, /* of the ledger only: nobody's */
    SIGNUP_WAITING,
    SIGNUP_OFFERED, /* a seat is held until offered_until: from the list, or until the
                       address is confirmed */
    SIGNUP_CONFIRMED,
    SIGNUP_RELEASED, /* given back, or no longer waiting */
    SIGNUP_LAPSED,   /* the offer wasn't taken in time */
    SIGNUP_STATES
} SignupState;

enum {
    SIGNUP_SEATS_MAX = 10, /* of one party */
    SIGNUP_NAME_MAX = 60,
    SIGNUP_NEEDS_MAX = 300,
    SIGNUP_EXPECTS_MAX = 300,
    SIGNUP_KEPT_SECONDS = 30 * 86400, /* after the café: then all but counts is erased */
    SIGNUP_NEEDS_SECONDS = 2 * 86400,
};

typedef struct Signup {
    SignupId id;
    EventId event_id;
    int64_t state, seats;
    Str name, mail, mail_hash, lang;
    bool relay, fewer;
    Str needs, expects, secret_hash, code, form_token;
    int64_t rank_at, skipped, offered_until, made_at, changed_at;
    Str source;
} Signup;

typedef struct Guest {
    int64_t number;
    Str name;
    int64_t came; /* 0 not said, 1 came, 2 did not */
} Guest;

typedef enum SignupOutcome {
    SIGNUP_SEATED,  /* confirmed */
    SIGNUP_HELD,    /* offered: confirm the address in time */
    SIGNUP_QUEUED,  /* on the waiting list */
    SIGNUP_TWICE,   /* this very form was received before: *ret is that one */
    SIGNUP_ALREADY, /* this address has signed up here before: a letter says so */
    SIGNUP_CLOSED,  /* cancelled, over, or not by us */
    SIGNUP_OUTCOMES
} SignupOutcome;

/* What somebody brings.  The secret follows from the form's token. */
typedef struct SignupWish {
    EventId event_id;
    int64_t seats;
    Str name, mail;
    const Str *guests; /* names of the others; may be fewer than seats - 1 */
    size_t guest_count;
    bool relay, fewer;
    Str needs, expects, form_token, source;
} SignupWish;

/* Each is one transaction.  Facts told, subject the sign-up: "signup.seated",
 * "signup.held", "signup.queued", "signup.offered", "signup.released",
 * "signup.lapsed"; letters are put by the room itself (signup_letter.c). */
MUST_USE Fault signup_join(Work *w, const SignupWish *wish, Signup *ret,
                           SignupOutcome *ret_how);
/* Takes the seat that is offered. *ret false: the offer has lapsed. */
MUST_USE Fault signup_accept(Work *w, SignupId id, bool *ret);
/* Gives back the seat, or leaves the list, or declines the offer. */
MUST_USE Fault signup_release(Work *w, SignupId id);
/* Of a party, keeps so many; the others are given back. */
MUST_USE Fault signup_shrink(Work *w, SignupId id, int64_t seats);
/* Offers what is free to who waits: after a release, a lapse, or more seats.
 * Within the caller's transaction, the event held. */
MUST_USE Fault signup_offer_free(Work *w, EventId id);

/* FAULT_ABSENT when there is none. */
MUST_USE Fault signup_load(Work *w, SignupId id, Signup *ret);
MUST_USE Fault signup_guests(Work *w, SignupId id, Guest **ret, size_t *ret_len);
/* Those with a seat, or those who wait, in order: at most max after that one. */
MUST_USE Fault signup_list(Work *w, EventId id, SignupState state, SignupId after, size_t max,
                           Signup **ret, size_t *ret_len);
/* 1 is the next one. */
MUST_USE Fault signup_rank(Work *w, const Signup *s, int64_t *ret);
/* The address of its private page, without base_url: "/inscriptions/ID?cle=SECRET".
 * The secret can be made again from the form token and the key of the house. */
Str signup_url(Work *w, const Signup *s);

#endif
