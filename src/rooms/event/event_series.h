/* event_series.h - dates that follow a rule, and go on following it
 *
 * A rule is an RRULE of RFC 5545.  It is expanded on the wall clock of its
 * zone: Thursdays at 13:30 stay at 13:30 when summer time begins or ends.  A
 * series knows its dates 24 months ahead; the clocked job series_extend adds
 * the next ones as time passes. */
#ifndef ROOMS_EVENT_EVENT_SERIES_H
#define ROOMS_EVENT_EVENT_SERIES_H

#include "rooms/event/event_room.h"

enum { SERIES_RULE_MAX = 500, SERIES_MONTHS_MAX = 24, SERIES_EVERY = 86400 };

/* The known_until of a series that has no other date. */
extern const int64_t series_over;

typedef struct SeriesDates {
    int64_t *at; /* ascending */
    size_t len;
    bool over;           /* the rule gives no other date */
    int64_t known_until; /* all dates before that instant are there */
} SeriesDates;

Zone event_series_zone(const Series *s);
/* The dates of s in [from, from + 24 months), exceptions left out.  FAULT_INPUT:
 * its rule can't be read, or is faster than a day. */
MUST_USE Fault event_series_dates(Arena *mem, const Series *s, int64_t from, SeriesDates *ret);
/* Fills what follows from the rest (id, slug, instants) and stores it. */
MUST_USE Fault event_series_begin(Work *w, Series *s, const SeriesDates *dates);
/* The end of the date that begins at that instant: as long on the wall clock
 * as the first one; 0 when its end isn't known. */
int64_t event_series_end(const Series *s, int64_t at);
/* Who this date is for whoever brought the series: "UID@ics" is, on the 4th,
 * "UID+20240704T113000Z@ics".  Empty stays empty. */
Str event_series_date_id(Arena *mem, Str external_id, int64_t at);

/* JobHandler of the clocked job "series_extend", every SERIES_EVERY seconds;
 * within the transaction of the job. */
MUST_USE Fault event_series_extend(Work *w, int64_t subject);

#endif
