/* event_twins.c - is it likely the same café, announced twice? */
#include "rooms/event/event_room.h"
#include "rooms/event/event_turn.h"
#include "text/compare.h"

enum { DAY = 86400, TWIN_LIKENESS = 50, TWINS_LOOKED_AT = 2000 };

static const double twin_metres = 5000;

static bool same_place(const Event *a, const Event *b)
{
    if (a->point == EVENT_POINT_NONE || b->point == EVENT_POINT_NONE) {
        return a->point == b->point && a->mode != EVENT_ON_SITE && b->mode != EVENT_ON_SITE;
    }
    return (a->commune.len > 0 && str_eq(a->commune, b->commune)) ||
           geo_distance((GeoPoint){ a->lat, a->lon }, (GeoPoint){ b->lat, b->lon }) <=
               twin_metres;
}

bool event_twins(Arena *mem, const Event *a, const Event *b)
{
    int64_t apart = a->starts_at - b->starts_at;

    return apart < DAY && apart > -DAY && same_place(a, b) &&
           compare_titles(mem, a->title, b->title) >= TWIN_LIKENESS;
}

static Fault find(Work *w, const Event *e, size_t max, bool waiting, Event **ret,
                  size_t *ret_len)
{
    Event *list, *twins = NEW_ARRAY(w->mem, Event, max + 1);
    size_t n, found = 0;

    TRY(event_store_day(w, e->starts_at - DAY, e->starts_at + DAY, TWINS_LOOKED_AT, &list, &n));
    for (size_t i = 0; i < n && found < max; i++) {
        bool wanted = event_is_public(&list[i]) || (waiting && list[i].state == EVENT_PROPOSED);
        if (wanted && list[i].id.v != e->id.v && event_twins(w->mem, e, &list[i])) {
            twins[found++] = list[i];
        }
    }
    *ret = twins;
    *ret_len = found;
    return FAULT_NONE;
}

Fault event_find_twins(Work *w, const Event *e, size_t max, Event **ret, size_t *ret_len)
{
    return find(w, e, max, false, ret, ret_len);
}

Fault event_find_twins_waiting(Work *w, const Event *e, size_t max, Event **ret,
                               size_t *ret_len)
{
    return find(w, e, max, true, ret, ret_len);
}
