/* event_seats.h - how many seats a café has, and how many are taken
 *
 * The numbers only; who sits there is the business of signup.  Within the
 * caller's transaction, after work_hold(w, id.v). */
#ifndef ROOMS_EVENT_EVENT_SEATS_H
#define ROOMS_EVENT_EVENT_SEATS_H

#include "rooms/event/event.h"

enum { EVENT_UNCOUNTED = 5000 }; /* seats of a café that said no number */

typedef struct EventSeats {
    EventId event_id;
    int64_t seats;     /* capacity, and overbooking that was accepted; 0: no book */
    int64_t confirmed, /* offered + confirmed never exceeds seats */
        offered, waiting;
} EventSeats;

/* All zero when there is no book. */
MUST_USE Fault event_seats_load(Work *w, EventId id, EventSeats *ret);
/* Opens its book, or changes the number of seats: never below what is taken;
 * *ret_seats is what it has now.  Fact: "seats.free", when somebody waits and
 * there is room. */
MUST_USE Fault event_seats_set(Work *w, EventId id, int64_t seats, int64_t *ret_seats);
/* Fact "seats.free", when somebody waits and there is room. */
MUST_USE Fault event_seats_tell(Work *w, EventId id);
/* How many of those who count on it left no address: no letter reaches them. */
MUST_USE Fault event_seats_silent(Work *w, EventId id, int64_t *ret);
/* Adds these (they may be negative), all or nothing; *ret: it fitted. */
MUST_USE Fault event_seats_move(Work *w, EventId id, int64_t confirmed, int64_t offered,
                                int64_t waiting, bool *ret);

#endif
