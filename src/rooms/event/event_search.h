/* event_search.h - find events by place, date, kind, theme, words
 *
 * Nearest date first (or, in the archive, latest first), then distance.  One
 * or a few ordered walks of the index, whatever the number of events; paging
 * by key. */
#ifndef ROOMS_EVENT_EVENT_SEARCH_H
#define ROOMS_EVENT_EVENT_SEARCH_H

#include "geo/geo.h"
#include "rooms/event/event.h"

enum { SEARCH_AREAS_MAX = 16 };

/* Where a page ended: the next begins after it. */
typedef struct EventCursor {
    bool set;
    int64_t at, far, slot;
} EventCursor;

typedef struct EventSearch {
    bool near;
    GeoPoint point;
    int64_t radius_m; /* with near */
    Str departments[SEARCH_AREAS_MAX]; /* one, or those of a région */
    size_t department_count;
    int64_t from, to; /* instants, [from, to); to 0: no end */
    int64_t kind, mode, audience, theme; /* -1: any; EVENT_ON_SITE and EVENT_ONLINE include hybrid */
    Str words;        /* folded by the search */
    bool past;        /* latest first, before from */
    int64_t common;   /* words that so many rows have are common; 0: the usual number */
    int64_t alive;    /* only what isn't over at that instant; 0: whatever */
    EventCursor after;
} EventSearch;

EventSearch event_search_all(void); /* no filter at all */

/* One found row. */
typedef struct EventHit {
    EventId event_id;
    int64_t at, far, slot; /* far: squared metres, as the crow digs; 0 without near */
} EventHit;

/* At most max hits; *ret_more says that there are others. */
MUST_USE Fault event_search(Work *w, const EventSearch *s, size_t max, EventHit **ret,
                            size_t *ret_len, bool *ret_more);
/* The nearest ones by distance, from `from` on, whatever the radius. */
MUST_USE Fault event_search_nearest(Work *w, const EventSearch *s, size_t max, EventHit **ret,
                                    size_t *ret_len);

/* How many are to come, per département: for the map.  Online ones count under
 * "" (empty). */
typedef struct EventCount {
    Str department;
    int64_t count;
} EventCount;
MUST_USE Fault event_search_counts(Work *w, int64_t from, EventCount **ret, size_t *ret_len);

/* "1718956800.0.3": a cursor as it stands in an address; and back. */
Str event_cursor_text(Arena *mem, const EventHit *last);
MUST_USE bool event_cursor_read(Str s, EventCursor *ret);

#endif
