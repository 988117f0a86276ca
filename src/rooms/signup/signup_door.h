/* signup_door.h - the list at the door, and who came
 *
 * Ticking says who of those with a seat came; a walk-in came without a seat.
 * The head-counts go to attendance: when the organiser has finished, or by a
 * job six hours after the end if anybody was ticked.  They stay when the names
 * are erased.  Guards are the caller's business. */
#ifndef ROOMS_SIGNUP_SIGNUP_DOOR_H
#define ROOMS_SIGNUP_SIGNUP_DOOR_H

#include "base/fault.h"
#include "base/forward.h"
#include "rooms/event/event.h"
#include "rooms/signup/signup.h"
#include "rooms/signup/signup_door_rule.h"

enum { DOOR_NAME_MAX = SIGNUP_NAME_MAX, DOOR_COUNT_SECONDS = 6 * 3600 };

/* One who is expected.  A party stands together, in the order of its name. */
typedef struct DoorPerson {
    int64_t number; /* 1, 2, 3... of the list */
    SignupId signup;
    int64_t guest;   /* 1, 2, 3... of the party */
    Str name, party; /* party: whom this one comes with; empty for the first */
    Str needs, expects, mail;
    int64_t came; /* 0 not said, 1 came, 2 did not */
    bool relay;   /* the party only signed this one up, and doesn't come */
} DoorPerson;

typedef struct DoorWalkIn {
    int64_t id;
    Str name; /* may be empty */
} DoorWalkIn;

typedef struct DoorWaiting {
    SignupId signup;
    Str name, mail, needs, expects;
    int64_t seats, came; /* how many of them are here all the same */
} DoorWaiting;

typedef struct DoorList {
    DoorPerson *people;
    size_t len;
    DoorWaiting *waiting; /* in their order */
    size_t waiting_len;
    int64_t waiting_seats, waiting_came;
    DoorWalkIn *walk_ins;
    size_t walk_in_len;
    int64_t came;
} DoorList;
MUST_USE Fault signup_door_list(Work *w, EventId id, DoorList *ret);

/* Each is one transaction.  *ret false: nobody of that number has a seat. */
MUST_USE Fault signup_door_tick(Work *w, const Event *e, SignupId signup, int64_t guest,
                                bool came, bool *ret);
/* All of a party that waits: they take seats when enough are free; else they
 * keep their place in the list, and count as having walked in. */
MUST_USE Fault signup_door_tick_waiting(Work *w, const Event *e, SignupId signup, bool came,
                                        bool *ret);
MUST_USE Fault signup_door_walk_in(Work *w, const Event *e, Str name, Str form_token);
MUST_USE Fault signup_door_walk_out(Work *w, const Event *e, int64_t walk_in);
/* "I have finished counting." */
MUST_USE Fault signup_door_finish(Work *w, const Event *e);

typedef struct DoorCounts {
    int64_t seats, came, walk_in;
    int64_t counted_at; /* 0: not yet; the others are 0 too */
} DoorCounts;
MUST_USE Fault signup_door_counts(Work *w, EventId id, DoorCounts *ret);
/* The last cafés of this organiser that were counted. */
MUST_USE Fault signup_door_past(Work *w, AccountId owner, DoorPast *ret);

/* Jobs of app/listeners.c; subject: the event. */
MUST_USE Fault signup_door_count_job(Work *w, int64_t subject);  /* "door_count" */
MUST_USE Fault signup_door_forget_job(Work *w, int64_t subject); /* "door_forget" */

#endif
