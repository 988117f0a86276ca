#include "rooms/event/event_front.h"

#include "rooms/event/event_face.h"

enum { LONGEST_DAY = 25 * 3600 };

Fault event_front_next(Work *w, size_t max, EventCards *ret)
{
    EventSearch s = event_search_all();
    EventId *ids = NEW_ARRAY(w->mem, EventId, max);
    EventHit *hits;
    Event *list;
    size_t n, len;
    bool more;

    s.from = w->now - LONGEST_DAY; /* somewhere it is still that day */
    s.alive = w->now;
    TRY(event_search(w, &s, max, &hits, &n, &more));
    for (size_t i = 0; i < n; i++) {
        ids[i] = hits[i].event_id;
    }
    TRY(event_store_briefs(w, ids, n, &list, &len));
    *ret = event_cards(w, list, len, NULL);
    return FAULT_NONE;
}

EventCard event_front_card(Work *w, const Event *e)
{
    return event_card(w, e, NULL);
}

Str event_front_seats(const Work *w, const Event *e)
{
    int64_t seats = event_seats_shown(e), free = seats - e->taken;

    if (event_is_full(e)) {
        return e->waiting > 0 ? say_with(w->mem, w->lang, SAY_event_full_waiting,
                                         SAY_ARGS(SAY_ARG(e->waiting)))
                              : say(w->lang, SAY_event_full_nobody);
    }
    return seats > 0 ? say_with(w->mem, w->lang, SAY_event_seats_free,
                                SAY_ARGS(SAY_ARG(free), SAY_ARG(seats)))
                     : (Str){ 0 };
}

static bool has_room(const Event *e, const Event *beside, int64_t now)
{
    return e->id.v != beside->id.v && e->starts_at > now && event_signup_open(e, now) &&
           !event_is_full(e);
}

Fault event_front_near(Work *w, const Event *e, size_t max, EventCards *ret)
{
    enum { RADIUS_M = 20000, LOOKED_AT = 24 };
    EventSearch s = event_search_all();
    EventId ids[LOOKED_AT];
    EventHit *hits;
    Event *list;
    size_t n, len, kept = 0;
    bool more;

    *ret = (EventCards){ 0 };
    if (e->mode == EVENT_ONLINE || e->point == EVENT_POINT_NONE) {
        return FAULT_NONE;
    }
    CardPlace here = { .near = true, .point = { e->lat, e->lon } };
    s.near = true;
    s.point = here.point;
    s.radius_m = RADIUS_M;
    s.from = w->now;
    s.audience = EVENT_PUBLIC;
    s.alive = w->now;
    TRY(event_search(w, &s, LOOKED_AT, &hits, &n, &more));
    for (size_t i = 0; i < n; i++) {
        ids[i] = hits[i].event_id;
    }
    TRY(event_store_briefs(w, ids, n, &list, &len));
    for (size_t i = 0; i < len && kept < max; i++) {
        double metres = geo_distance(here.point, (GeoPoint){ list[i].lat, list[i].lon });
        if (metres <= RADIUS_M && has_room(&list[i], e, w->now)) {
            list[kept++] = list[i];
        }
    }
    *ret = event_cards(w, list, kept, &here);
    return FAULT_NONE;
}

Fault event_front_dates(Work *w, SeriesId id, size_t max, Str *ret_title, Event **ret,
                        size_t *ret_len)
{
    Series series;
    size_t n, kept = 0;

    TRY(event_series_store_load(w, id, &series));
    TRY(event_store_of_series(w, id, w->now - LONGEST_DAY, max, ret, &n));
    for (size_t i = 0; i < n; i++) {
        if (event_signup_open(&(*ret)[i], w->now)) {
            (*ret)[kept++] = (*ret)[i];
        }
    }
    *ret_title = series.title;
    *ret_len = kept;
    return FAULT_NONE;
}

Fault event_front_later(Work *w, const Event *e, size_t max, EventCards *ret)
{
    enum { LOOKED_AT = 52 };
    Event *list;
    size_t n, kept = 0;
    Str title;

    *ret = (EventCards){ 0 };
    if (e->series_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_front_dates(w, e->series_id, LOOKED_AT, &title, &list, &n));
    for (size_t i = 0; i < n && kept < max; i++) {
        if (has_room(&list[i], e, w->now)) {
            list[kept++] = list[i];
        }
    }
    *ret = event_cards(w, list, kept, NULL);
    return FAULT_NONE;
}

static Str type_of(ColumnKind kind)
{
    switch (kind) {
    case COLUMN_TEXT: return STR("string");
    case COLUMN_INTEGER: return STR("integer");
    case COLUMN_NUMBER: return STR("number");
    case COLUMN_FLAG: return STR("boolean");
    case COLUMN_DATE: return STR("date");
    case COLUMN_INSTANT: return STR("datetime");
    case COLUMN_ADDRESS: return STR("uri");
    }
    return STR("string");
}

EventColumns event_front_columns(const Work *w)
{
    EventColumns all = { .at = NEW_ARRAY(w->mem, EventColumn, face_column_count) };

    for (size_t i = 0; i < face_column_count; i++) {
        all.at[all.len++] = (EventColumn){ .name = face_columns[i].name,
                                           .type = type_of(face_columns[i].kind),
                                           .say = say(w->lang, face_columns[i].say) };
    }
    return all;
}
