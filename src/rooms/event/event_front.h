/* event_front.h - what other rooms show of the cafés: the next ones, the small
 * map, the columns of the data */
#ifndef ROOMS_EVENT_EVENT_FRONT_H
#define ROOMS_EVENT_EVENT_FRONT_H

#include "rooms/event/event_view.h"
#include "work/work.h"

/* The next ones everywhere, at most max. */
MUST_USE Fault event_front_next(Work *w, size_t max, EventCards *ret);
/* A small map of France with a mark for each département that has some. */
MUST_USE Fault event_front_map(Work *w, Html *ret);

typedef struct EventColumn { /* of /cafes.csv */
    Str name, type, say, example;
} EventColumn;

typedef struct EventColumns {
    EventColumn *at;
    size_t len;
} EventColumns;

EventColumns event_front_columns(const Work *w);

#endif
