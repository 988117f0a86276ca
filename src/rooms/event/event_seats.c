#include "rooms/event/event_seats_store.h"
#include "work/work.h"

bool event_signup_open(const Event *e, int64_t now)
{
    bool stands = e->state == EVENT_PUBLISHED || e->state == EVENT_POSTPONED ||
                  e->state == EVENT_MOVED_ONLINE;

    return stands && e->signup == EVENT_SIGNUP_HERE && e->until_at > now;
}

int64_t event_seats_shown(const Event *e)
{
    if (e->signup != EVENT_SIGNUP_HERE || (e->capacity == 0 && e->seats == EVENT_UNCOUNTED)) {
        return 0;
    }
    return e->seats > 0 ? e->seats : e->capacity;
}

bool event_is_full(const Event *e)
{
    return e->signup == EVENT_SIGNUP_HERE && e->seats > 0 && e->taken >= e->seats;
}

Fault event_seats_load(Work *w, EventId id, EventSeats *ret)
{
    EventSeats found = { 0 };
    Fault f = event_seats_store_load(w, id, &found);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    *ret = found;
    return FAULT_NONE;
}

static Fault tell(Work *w, EventId id, const EventSeats *book)
{
    bool room = book->confirmed + book->offered < book->seats;

    return book->waiting > 0 && room ? work_tell(w, "seats.free", id.v) : FAULT_NONE;
}

Fault event_seats_tell(Work *w, EventId id)
{
    EventSeats book;

    TRY(event_seats_load(w, id, &book));
    return tell(w, id, &book);
}

Fault event_seats_silent(Work *w, EventId id, int64_t *ret)
{
    return event_seats_store_silent(w, id, ret);
}

Fault event_seats_set(Work *w, EventId id, int64_t seats, int64_t *ret_seats)
{
    EventSeats book = { 0 };

    TRY(event_seats_store_set(w, id, seats, &book));
    *ret_seats = book.seats;
    return tell(w, id, &book);
}

Fault event_seats_move(Work *w, EventId id, int64_t confirmed, int64_t offered, int64_t waiting,
                       bool *ret)
{
    int64_t changed = 0;

    TRY(event_seats_store_move(w, id, confirmed, offered, waiting, &changed));
    *ret = changed == 1;
    return FAULT_NONE;
}
