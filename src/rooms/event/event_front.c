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
