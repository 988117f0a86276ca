/* signup_kinds.h - a sign-up as it is stored, and what becomes of it */
#ifndef ROOMS_SIGNUP_SIGNUP_KINDS_H
#define ROOMS_SIGNUP_SIGNUP_KINDS_H

#include "base/str.h"

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
    SIGNUP_SEATS_MAX = 10,     /* of one party */
    SIGNUP_WAITING_MAX = 1000, /* people on one list: beyond, nobody has a chance */
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
    bool quiet; /* wants no messages of the organiser; reminders and changes still come */
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
    SIGNUP_CROWDED, /* the list has SIGNUP_WAITING_MAX people */
    SIGNUP_OUTCOMES
} SignupOutcome;

#endif
