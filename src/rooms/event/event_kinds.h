/* event_kinds.h - the closed lists of this room */
#ifndef ROOMS_EVENT_EVENT_KINDS_H
#define ROOMS_EVENT_EVENT_KINDS_H

/* The numbers are stored: they never change. */
typedef enum EventState {
    EVENT_DRAFT,
    EVENT_PROPOSED,
    EVENT_PUBLISHED,
    EVENT_CANCELLED,
    EVENT_POSTPONED,
    EVENT_MOVED_ONLINE,
    EVENT_HELD,
    EVENT_REFUSED,
    EVENT_STATES
} EventState;

typedef enum EventKind {
    EVENT_CAFE,
    EVENT_OPEN,         /* café ouvert: open_session */
    EVENT_FACILITATION, /* café animation: facilitation_session */
    EVENT_WEBINAR,
    EVENT_TRAINING,
    EVENT_GATHERING,
    EVENT_KINDS
} EventKind;

typedef enum EventMode { EVENT_ON_SITE, EVENT_ONLINE, EVENT_HYBRID, EVENT_MODES } EventMode;

typedef enum EventAudience {
    EVENT_PUBLIC,
    EVENT_INTERNAL,
    EVENT_SCHOOL,
    EVENT_AUDIENCES
} EventAudience;

/* How one takes a seat. */
typedef enum EventSignup {
    EVENT_SIGNUP_NONE, /* one simply comes, or signs up at signup_url */
    EVENT_SIGNUP_HERE,
    EVENT_SIGNUPS
} EventSignup;

/* How well we know where it is. */
typedef enum EventPoint {
    EVENT_POINT_NONE,
    EVENT_POINT_EXACT,
    EVENT_POINT_COMMUNE,
    EVENT_POINT_ABOUT, /* the commune's point is itself an estimate */
} EventPoint;

typedef enum EventRole {
    EVENT_ORGANIZER,
    EVENT_SUPPORTER,
    EVENT_FACILITATOR,
    EVENT_ROLES
} EventRole;

/* Accessibility of the place: bits of Event.access. */
typedef enum EventAccess {
    ACCESS_STEP_FREE = 1, /* no step, or a ramp or lift */
    ACCESS_TOILET = 2,    /* accessible toilets */
    ACCESS_HEARING = 4,   /* hearing loop */
    ACCESS_SIGN = 8,      /* sign language on request */
    ACCESS_PARKING = 16,  /* reserved parking */
    ACCESS_TRANSPORT = 32, /* public transport nearby */
} EventAccess;
enum { ACCESS_COUNT = 6 };

/* What became of an action. */
typedef enum EventOutcome {
    EVENT_OK,
    EVENT_TWICE,       /* this very form was already received: *ret_id is that event */
    EVENT_UNCHANGED,   /* an import or an edit brought nothing new */
    EVENT_NOT_ALLOWED, /* this state can't become that one */
    EVENT_WANTS_WORD,  /* people have signed up: they are told why */
    EVENT_TAKEN,       /* more seats are taken than it would have */
    EVENT_PAST,        /* what is still to come can't be put into the past */
    EVENT_WANTS_ROOM,  /* people have signed up: online, they need an address */
    EVENT_OUTCOMES
} EventOutcome;

#endif
