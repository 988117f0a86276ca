/* event_rhythm.h - an RRULE, read by libical and kept within bounds; pure
 *
 * What comes from outside may ask for a million dates: nothing faster than a
 * day is read, and no walk goes beyond 500 dates, 24 months or 20,000 steps. */
#ifndef ROOMS_EVENT_EVENT_RHYTHM_H
#define ROOMS_EVENT_EVENT_RHYTHM_H

#include "rooms/event/event_series.h"

/* The dates of a rule in [from, until), the first one possible at dtstart. */
MUST_USE Fault event_rhythm_dates(Arena *mem, Str rule, Zone zone, int64_t dtstart,
                                  int64_t from, int64_t until, SeriesDates *ret);
/* That many months later on the same clock; the last day of a shorter month. */
int64_t event_rhythm_months(Zone zone, int64_t at, int months);
/* "tous les jeudis"; empty when the rule can't be read. */
Str event_rhythm_say(Arena *mem, Lang lang, Str rule, Zone zone, int64_t dtstart);

#endif
