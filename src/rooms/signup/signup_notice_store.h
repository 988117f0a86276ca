/* signup_notice_store.h - the SQL of reminders and of what people were told */
#ifndef ROOMS_SIGNUP_SIGNUP_NOTICE_STORE_H
#define ROOMS_SIGNUP_SIGNUP_NOTICE_STORE_H

#include "db/db.h"
#include "rooms/signup/signup.h"

extern const DbQuery *const signup_notice_store_all[]; /* ends with NULL */

typedef struct Reminder { /* who has a seat then is reminded at due_at */
    EventId event_id;
    int64_t days, starts_at, due_at, after;
} Reminder;

/* Forgets what was planned: for another date than this, or later than now. */
MUST_USE Fault signup_notice_store_unplan(Work *w, EventId id, int64_t starts_at, int64_t now);
/* Once for each (event, days, date). */
MUST_USE Fault signup_notice_store_plan(Work *w, const Reminder *r);
MUST_USE Fault signup_notice_store_due(Work *w, int64_t now, size_t max, Reminder **ret,
                                       size_t *ret_len);
/* Is a later one of the same date due too?  *ret. */
MUST_USE Fault signup_notice_store_later(Work *w, const Reminder *r, int64_t now, bool *ret);
/* Those up to r->after have their letter; done_at 0: not all of them. */
MUST_USE Fault signup_notice_store_reminded(Work *w, const Reminder *r, int64_t done_at);

typedef struct Told { /* what those who signed up know of a café */
    EventId event_id;
    int64_t sequence, state, starts_at, ends_at;
    bool hour_known;
    Str place;
    int64_t made_at, after, done_at;
} Told;

/* Once for each (event, sequence). */
MUST_USE Fault signup_notice_store_tell(Work *w, const Told *t);
/* What is to be told now, and what was told before it: FAULT_ABSENT. */
MUST_USE Fault signup_notice_store_last(Work *w, EventId id, Told *ret);
MUST_USE Fault signup_notice_store_before(Work *w, EventId id, int64_t sequence, Told *ret);
MUST_USE Fault signup_notice_store_told(Work *w, const Told *t);
/* What is still being told is out of date: a newer sequence follows. */
MUST_USE Fault signup_notice_store_overtake(Work *w, EventId id, int64_t sequence, int64_t now);

/* Who can be written to, in the order of their ids, after that one: who has a
 * seat, or also who waits and who is offered one. */
MUST_USE Fault signup_notice_store_seated(Work *w, EventId id, int64_t after, size_t max,
                                          Signup **ret, size_t *ret_len);
/* Only who signed up before that instant. */
MUST_USE Fault signup_notice_store_all_of(Work *w, EventId id, int64_t before, int64_t after,
                                          size_t max, Signup **ret, size_t *ret_len);
/* What its last move left: SIGNUP_CONFIRMED when it gave back a seat. */
MUST_USE Fault signup_notice_store_was(Work *w, EventId id, SignupId signup, int64_t *ret);

#endif
