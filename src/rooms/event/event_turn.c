#include "rooms/event/event_turn.h"

#include "rooms/event/event_room.h"

/* Who acts, in the line of the history that takes a decision back. */
static const Str by_undo = STR_INIT("undo");

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

bool event_turn_is_decision(const Event *e, const Change *last, int64_t since)
{
    return last && str_eq(last->who, STR("moderator")) && last->at >= since &&
           last->becomes == e->state;
}

bool event_turn_is_undo(const Change *change)
{
    return str_eq(change->who, by_undo);
}

/* *ret: the decision that is undone; its at is 0: none can be. */
static Fault turn_back(Work *w, Event *e, int64_t since, Change *ret)
{
    Change *list;
    size_t n;
    int64_t taken, people;

    TRY(event_change_store_list(w, e->id, &list, &n));
    TRY(event_expected(w, e->id, &taken, &people));
    const Change *last = last_turn(list, n);
    if (!event_turn_is_decision(e, last, since) || people > 0) {
        *ret = (Change){ 0 }; /* whoever counts on it would be left alone */
        return FAULT_NONE;
    }
    EventState was = (EventState)e->state;
    e->state = last->was;
    *ret = *last;
    return event_save_state(w, e, was, (Str){ 0 });
}

Fault event_turn_back(Work *w, EventId id, int64_t since, Event *ret_e, Change *ret_undone,
                      EventOutcome *ret)
{
    Event *list;
    size_t n;
    Change ignored;

    TRY(event_store_load(w, id, ret_e));
    int64_t was = ret_e->state;
    w->who = by_undo;
    TRY(turn_back(w, ret_e, since, ret_undone));
    *ret = ret_undone->at > 0 ? EVENT_OK : EVENT_NOT_ALLOWED;
    if (*ret != EVENT_OK || ret_e->series_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_of_series(w, ret_e->series_id, 0, SERIES_DATES_MAX, &list, &n));
    for (size_t i = 0; i < n; i++) {
        if (list[i].state == was && list[i].changed_at == ret_undone->at) {
            TRY(turn_back(w, &list[i], ret_undone->at, &ignored));
        }
    }
    return FAULT_NONE;
}

Fault event_mark_read(Work *w, EventId id)
{
    return event_store_unread(w, id, 0);
}
