#include "rooms/event/event_turn.h"

#include "rooms/event/event_room.h"

Fault event_turn_dates(Work *w, EventId id, EventState to, Str reason, Event *ret_e,
                       EventOutcome *ret)
{
    Event *list, other;
    size_t n;

    TRY(event_store_load(w, id, ret_e));
    bool proposed = ret_e->state == EVENT_PROPOSED;
    TRY(event_turn(w, id, to, reason, 0, ret_e, ret));
    if (*ret != EVENT_OK || !proposed || ret_e->series_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_of_series(w, ret_e->series_id, 0, SERIES_DATES_MAX, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (list[i].state == EVENT_PROPOSED) {
            TRY(event_turn(w, list[i].id, to, reason, 0, &other, ret));
        }
    }
    return FAULT_NONE;
}

static const Change *last_turn(const Change *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].was != list[i].becomes) {
            return &list[i];
        }
    }
    return NULL;
}

/* *ret_at: when the decision was taken that is undone; 0: it can't be. */
static Fault turn_back(Work *w, Event *e, int64_t since, int64_t *ret_at)
{
    Change *list;
    size_t n;
    int64_t taken, people;

    TRY(event_change_store_list(w, e->id, &list, &n));
    TRY(event_expected(w, e->id, &taken, &people));
    const Change *last = last_turn(list, n);
    bool theirs = last && str_eq(last->who, STR("moderator")) && last->at >= since &&
                  last->becomes == e->state;
    if (!theirs || people > 0) { /* whoever counts on it would be left alone */
        *ret_at = 0;
        return FAULT_NONE;
    }
    EventState was = (EventState)e->state;
    e->state = last->was;
    *ret_at = last->at;
    return event_save_state(w, e, was, (Str){ 0 });
}

Fault event_turn_back(Work *w, EventId id, int64_t since, Event *ret_e, EventOutcome *ret)
{
    Event *list;
    size_t n;
    int64_t at, ignored;

    TRY(event_store_load(w, id, ret_e));
    int64_t was = ret_e->state;
    TRY(turn_back(w, ret_e, since, &at));
    *ret = at > 0 ? EVENT_OK : EVENT_NOT_ALLOWED;
    if (at == 0 || ret_e->series_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_of_series(w, ret_e->series_id, 0, SERIES_DATES_MAX, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (list[i].state == was && list[i].changed_at == at) {
            TRY(turn_back(w, &list[i], at, &ignored));
        }
    }
    return FAULT_NONE;
}

Fault event_mark_read(Work *w, EventId id)
{
    return event_store_unread(w, id, 0);
}
