/* event_seats_store.h - the statements of event_seats.c */
#ifndef ROOMS_EVENT_EVENT_SEATS_STORE_H
#define ROOMS_EVENT_EVENT_SEATS_STORE_H

#include "db/db.h"
#include "rooms/event/event_seats.h"

extern const DbQuery *const event_seats_store_all[]; /* ends with NULL */
/* FAULT_ABSENT: it has no book. */
MUST_USE Fault event_seats_store_load(Work *w, EventId id, EventSeats *ret);
/* Never below what is taken. */
MUST_USE Fault event_seats_store_set(Work *w, EventId id, int64_t seats, EventSeats *ret);
MUST_USE Fault event_seats_store_move(Work *w, EventId id, int64_t confirmed, int64_t offered,
                                      int64_t waiting, int64_t *ret_changed);
MUST_USE Fault event_seats_store_silent(Work *w, EventId id, int64_t *ret);

#endif
