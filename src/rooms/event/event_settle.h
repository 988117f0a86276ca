/* event_settle.h - from what a file says to what an event is; no database */
#ifndef ROOMS_EVENT_EVENT_SETTLE_H
#define ROOMS_EVENT_EVENT_SETTLE_H

#include "rooms/event/event_entry.h"

/* Finds its commune; refuses what is unknown, missing or ambiguous, and names
 * the choices.  What is online stands nowhere. */
void entry_place(const Geo *geo, Arena *mem, Entry *e);
/* Its instants, in its zone (that of its place, else Paris). */
void entry_when(Arena *mem, int64_t now, Entry *e);
/* Fills starts_at, ends_at, hour_known. */
void entry_instants(const EntryWhen *when, Zone zone, int64_t now, Event *e);
/* As series.except_at has them. */
Str entry_exceptions(Arena *mem, const Entry *e);

#endif
