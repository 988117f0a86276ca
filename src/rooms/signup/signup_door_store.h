/* signup_door_store.h - the SQL of the door: who is expected, who came */
#ifndef ROOMS_SIGNUP_SIGNUP_DOOR_STORE_H
#define ROOMS_SIGNUP_SIGNUP_DOOR_STORE_H

#include "db/db.h"
#include "rooms/signup/signup_door.h"

extern const DbQuery *const signup_door_store_all[]; /* ends with NULL */

enum { DOOR_ROWS_MAX = 6000, DOOR_WALK_INS_MAX = 500 };

/* A guest of a sign-up; a sign-up none of whose guests is known has one row
 * with number 0.  In the order of sign-ups and guests. */
typedef struct DoorRow {
    SignupId id;
    int64_t state, seats;
    Str name, mail, needs, expects;
    bool relay;
    int64_t number;
    Str guest;
    int64_t came;
} DoorRow;
/* Of those who have a seat, or wait. */
MUST_USE Fault signup_door_store_rows(Work *w, EventId id, DoorRow **ret, size_t *ret_len);
MUST_USE Fault signup_door_store_walk_ins(Work *w, EventId id, DoorWalkIn **ret,
                                          size_t *ret_len);
/* Of somebody with a seat at this event, or waiting for one; *ret false: there is none. */
MUST_USE Fault signup_door_store_tick(Work *w, EventId id, SignupId signup, int64_t number,
                                      int64_t came, bool *ret);
/* The same form counts once. */
MUST_USE Fault signup_door_store_walk_in(Work *w, EventId id, Str name, Str form_token);
/* *ret false: there was none. */
MUST_USE Fault signup_door_store_walk_out(Work *w, EventId id, int64_t walk_in, bool *ret);
/* Counts who came into attendance, when somebody was ticked or walked in. */
MUST_USE Fault signup_door_store_count(Work *w, EventId id, AccountId owner);
/* Counts again what was counted before. */
MUST_USE Fault signup_door_store_recount(Work *w, EventId id);
MUST_USE Fault signup_door_store_counts(Work *w, EventId id, DoorCounts *ret);
MUST_USE Fault signup_door_store_past(Work *w, AccountId owner, DoorPast *ret);
MUST_USE Fault signup_door_store_forget(Work *w, EventId id);

#endif
