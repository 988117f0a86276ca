/* event.c - what may be done with an event; load, decide, save, tell */
#include "rooms/account/account.h"
#include "rooms/event/event_letter.h"
#include "rooms/event/event_room.h"
#include "rooms/event/event_seats.h"
#include "rooms/event/event_turn.h"

enum { DEMO_AT_ONCE = 500 };

Fault event_load(Work *w, EventId id, Event *ret)
{
    return event_store_load(w, id, ret);
}

Fault event_parties(Work *w, EventId id, Parties *ret)
{
    return event_party_store_list(w, id, ret);
}

Fault event_last_word(Work *w, EventId id, Change *ret)
{
    return event_change_store_word(w, id, ret);
}

Fault event_list_proposed(Work *w, size_t max, Event **ret, size_t *ret_len)
{
    return event_store_proposed(w, max, ret, ret_len);
}

bool event_place(const Geo *geo, Str insee_code, Event *e)
{
    Commune c;
    Str postal[1];

    if (!geo_commune(geo, insee_code, &c)) {
        return false;
    }
    e->commune = c.code;
    e->commune_name = c.name;
    e->department = c.department;
    if (e->postal.len == 0 && geo_postal_codes(geo, c.code, postal, 1) == 1) {
        e->postal = postal[0];
    }
    if (e->point != EVENT_POINT_EXACT) {
        e->point = c.estimated ? EVENT_POINT_ABOUT : EVENT_POINT_COMMUNE;
        e->lat = c.point.lat;
        e->lon = c.point.lon;
    }
    if (e->zone.len == 0) {
        e->zone = str_from(zone_name(zone_of_department(c.department)));
    }
    return true;
}

static const char *fact_of(EventState state)
{
    switch (state) {
    case EVENT_DRAFT: return "event.drafted";
    case EVENT_PROPOSED: return "event.proposed";
    case EVENT_PUBLISHED: return "event.published";
    case EVENT_CANCELLED: return "event.cancelled";
    case EVENT_POSTPONED: return "event.postponed";
    case EVENT_MOVED_ONLINE: return "event.moved_online";
    case EVENT_HELD: return "event.held";
    case EVENT_REFUSED: return "event.refused";
    case EVENT_STATES: break;
    }
    return "event.changed";
}

static Fault write_down(Work *w, const Event *e, int64_t was, Str reason)
{
    Change change = { .at = w->now,
                      .was = was,
                      .becomes = e->state,
                      .reason = reason,
                      .who = w->who,
                      .account_id = w->person ? w->person->id : (AccountId){ 0 },
                      .sequence = e->sequence };

    return event_change_store_add(w, e->id, &change);
}

static Fault open_book(Work *w, const Event *e)
{
    int64_t seats;

    /* Without a number there is room enough. */
    TRY(event_seats_set(w, e->id, e->capacity > 0 ? e->capacity : EVENT_UNCOUNTED, &seats));
    return work_tell(w, "event.seats", e->id.v);
}

/* A new one, whole; its first change says how it came. */
Fault event_add(Work *w, Event *e, Parties parties)
{
    e->id.v = work_new_id(w);
    e->made_at = e->changed_at = w->now;
    e->published_at = event_is_public(e) ? w->now : 0;
    event_rule_complete(w->mem, e, parties);
    TRY(event_store_add(w, e));
    TRY(event_party_store_put(w, e->id, parties));
    TRY(write_down(w, e, e->state, (Str){ 0 }));
    TRY(event_shelve(w, e));
    if (e->signup == EVENT_SIGNUP_HERE) {
        TRY(open_book(w, e));
    }
    return work_tell(w, fact_of((EventState)e->state), e->id.v);
}

static Fault find_by_form(Work *w, const Event *e, Event *ret)
{
    return e->form_token.len > 0 ? event_store_by_form(w, e->form_token, ret) : FAULT_ABSENT;
}

Fault event_hold_declaring(Work *w)
{
    enum { DECLARING = 1 }; /* no event bears this number */

    return work_hold(w, DECLARING);
}

Fault event_declare(Work *w, Event *e, Parties parties, EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event before;

    TRY(work_begin(w, &tx));
    TRY(event_hold_declaring(w));
    Fault f = find_by_form(w, e, &before);
    if (!f) {
        e->id = before.id;
        *ret = EVENT_TWICE;
        return FAULT_NONE;
    }
    if (f != FAULT_ABSENT) {
        return f;
    }
    TRY(event_add(w, e, parties));
    TRY(work_tell(w, "event.declared", e->id.v));
    TRY(event_letter_declared(w, e));
    *ret = EVENT_OK;
    return work_commit(&tx);
}

/* What an edit can't touch is taken from what was. */
static void keep_history(Event *e, const Event *was)
{
    e->id = was->id;
    e->series_id = was->series_id;
    e->series_at = was->series_at;
    e->previous_at = was->previous_at;
    e->made_at = was->made_at;
    e->published_at = was->published_at;
    e->edit_hash = was->edit_hash;
    e->owner_id = was->owner_id;
    e->owner_mail = was->owner_mail;
    e->sequence = was->sequence;
}

static Fault save(Work *w, Event *e, const Event *was, Parties parties)
{
    if (event_rule_moves(was, e)) {
        e->sequence++;
    }
    e->changed_at = w->now;
    TRY(event_store_update(w, e));
    TRY(event_party_store_put(w, e->id, parties));
    TRY(event_shelve(w, e));
    return work_tell(w, "event.changed", e->id.v);
}

static bool same_parties(Parties a, Parties b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (a.at[i].role != b.at[i].role || !str_eq(a.at[i].name, b.at[i].name) ||
            !str_eq(a.at[i].url, b.at[i].url)) {
            return false;
        }
    }
    return true;
}

/* Writes what changed, within the caller's transaction. */
static Fault put_changes(Work *w, Event *e, const Event *was, Parties parties,
                         EventOutcome *ret)
{
    Parties before;

    keep_history(e, was);
    event_rule_complete(w->mem, e, parties);
    TRY(event_party_store_list(w, e->id, &before));
    if (event_rule_same(was, e) && same_parties(before, parties)) {
        *ret = EVENT_UNCHANGED;
        return FAULT_NONE;
    }
    *ret = EVENT_OK;
    return save(w, e, was, parties);
}

/* How many have a seat, and how many count on one. */
Fault event_expected(Work *w, EventId id, int64_t *ret_taken, int64_t *ret_people)
{
    EventSeats seats;

    TRY(event_seats_load(w, id, &seats));
    *ret_taken = seats.confirmed + seats.offered;
    *ret_people = *ret_taken + seats.waiting;
    return FAULT_NONE;
}

/* Whoever counts on it is told why, and keeps the seat. */
static Fault may_edit(Work *w, const Event *was, const Event *e, Str word, EventOutcome *ret)
{
    int64_t taken, people;

    TRY(event_expected(w, was->id, &taken, &people));
    if (event_rule_past(was, e, w->now)) {
        *ret = EVENT_PAST;
    } else if (people > 0 && (e->signup != EVENT_SIGNUP_HERE || e->capacity < taken)) {
        *ret = EVENT_TAKEN;
    } else if (people > 0 && event_rule_loses_room(was, e)) {
        *ret = EVENT_WANTS_ROOM;
    } else if (people > 0 && event_rule_elsewhere(was, e) && word.len == 0) {
        *ret = EVENT_WANTS_WORD;
    } else {
        *ret = EVENT_OK;
    }
    return FAULT_NONE;
}

/* An edit of what everybody can read is kept for the record; a stranger's is
 * looked at again. */
static Fault after_edit(Work *w, const Event *e, const Event *was, Str word)
{
    EventState first = EVENT_PROPOSED;

    if (e->signup == EVENT_SIGNUP_HERE &&
        (was->signup != e->signup || was->capacity != e->capacity)) {
        TRY(open_book(w, e));
    }
    TRY(write_down(w, e, e->state, word));
    if (!event_is_public(e) || !str_eq(w->who, STR("organizer"))) {
        return FAULT_NONE;
    }
    TRY(event_first_state(w, event_trusted(w, e), &first));
    return first == EVENT_PUBLISHED || was->unread_at > 0
               ? FAULT_NONE
               : event_store_unread(w, e->id, w->now);
}

Fault event_edit(Work *w, const Event *edited, Parties parties, Str word, EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event was, e = *edited;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, edited->id.v));
    TRY(event_store_load(w, edited->id, &was));
    e.state = was.state;
    TRY(may_edit(w, &was, &e, word, ret));
    if (*ret != EVENT_OK) {
        return FAULT_NONE;
    }
    TRY(put_changes(w, &e, &was, parties, ret));
    if (*ret == EVENT_OK) {
        TRY(after_edit(w, &e, &was, word));
    }
    return work_commit(&tx);
}

/* A file knows nothing of how people sign up here. */
static void keep_signup(Event *e, const Event *was)
{
    e->signup = was->signup;
    e->confirm_mail = was->confirm_mail;
    e->remind = was->remind;
}

Fault event_put(Work *w, Event *e, Parties parties, bool *ret_new, EventOutcome *ret)
{
    Event was;
    Fault f = event_store_by_external(w, e->external_id, &was);

    *ret_new = f == FAULT_ABSENT;
    if (*ret_new) {
        *ret = EVENT_OK;
        return event_add(w, e, parties);
    }
    TRY(f);
    keep_signup(e, &was);
    return put_changes(w, e, &was, parties, ret);
}

static void postpone(Event *e, int64_t new_at)
{
    int64_t lasts = e->ends_at > 0 ? e->ends_at - e->starts_at : 0;

    e->previous_at = e->starts_at;
    e->starts_at = new_at;
    e->ends_at = lasts > 0 ? new_at + lasts : 0;
    e->until_at = event_rule_until(e);
}

Fault event_save_state(Work *w, Event *e, EventState was, Str reason)
{
    e->sequence++;
    e->changed_at = w->now;
    if (e->published_at == 0 && event_is_public(e)) {
        e->published_at = w->now;
    }
    TRY(event_store_update(w, e));
    TRY(write_down(w, e, was, reason));
    TRY(event_shelve(w, e));
    return work_tell(w, fact_of((EventState)e->state), e->id.v);
}

/* Is it told to come when it is over already? */
static bool turns_past(const Event *was, const Event *is, int64_t now)
{
    bool back = was->state == EVENT_CANCELLED && is->state == EVENT_PUBLISHED;

    return (is->state == EVENT_POSTPONED || back) && is->until_at <= now;
}

static Fault may_turn(Work *w, const Event *was, const Event *is, Str reason, EventOutcome *ret)
{
    int64_t taken, people = 0;
    bool homeless = event_rule_loses_room(was, is);

    *ret = EVENT_NOT_ALLOWED;
    if (!event_rule_may_become((EventState)was->state, (EventState)is->state) ||
        is->starts_at == 0) {
        return FAULT_NONE;
    }
    if ((reason.len == 0 || homeless) && event_is_public(was) && is->state != EVENT_HELD) {
        TRY(event_expected(w, is->id, &taken, &people));
    }
    *ret = turns_past(was, is, w->now)     ? EVENT_PAST
           : people > 0 && reason.len == 0 ? EVENT_WANTS_WORD
           : people > 0 && homeless        ? EVENT_WANTS_ROOM
                                           : EVENT_OK;
    return FAULT_NONE;
}

/* As it will be. */
static Event turned(const Event *was, EventState to, int64_t new_at)
{
    Event e = *was;

    e.state = (int64_t)to;
    if (to == EVENT_POSTPONED) {
        postpone(&e, new_at);
    } else if (to == EVENT_MOVED_ONLINE) {
        e.mode = EVENT_ONLINE;
    }
    return e;
}

/* While it was called off nobody was offered what was given back. */
static Fault after_turn(Work *w, const Event *e, EventState was)
{
    return was == EVENT_CANCELLED && event_is_public(e) ? event_seats_tell(w, e->id)
                                                        : FAULT_NONE;
}

static Fault turn(Work *w, const Event *was, const Event *is, Str reason, Event *ret_e,
                  EventOutcome *ret)
{
    Event e = *is;

    TRY(may_turn(w, was, &e, reason, ret));
    if (*ret != EVENT_OK) {
        *ret_e = *was;
        return FAULT_NONE;
    }
    TRY(event_save_state(w, &e, (EventState)was->state, reason));
    TRY(after_turn(w, &e, (EventState)was->state));
    *ret_e = e;
    return FAULT_NONE;
}

Fault event_turn(Work *w, EventId id, EventState to, Str reason, int64_t new_at, Event *ret_e,
                 EventOutcome *ret)
{
    Event was;

    TRY(event_store_load(w, id, &was));
    Event is = turned(&was, to, new_at);
    return turn(w, &was, &is, reason, ret_e, ret);
}

Fault event_become(Work *w, EventId id, EventState to, Str reason, int64_t new_at,
                   EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, id.v));
    TRY(event_turn(w, id, to, reason, new_at, &e, ret));
    return *ret == EVENT_OK ? work_commit(&tx) : FAULT_NONE;
}

Fault event_move_online(Work *w, EventId id, Str reason, Str room, EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event was, e;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, id.v));
    TRY(event_store_load(w, id, &was));
    Event is = turned(&was, EVENT_MOVED_ONLINE, 0);
    is.online_url = room.len > 0 ? room : was.online_url;
    TRY(turn(w, &was, &is, reason, &e, ret));
    return *ret == EVENT_OK ? work_commit(&tx) : FAULT_NONE;
}

static Fault forget_some(Work *w, size_t *ret_len)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event *list;
    size_t n;

    TRY(work_begin(w, &tx));
    TRY(event_store_demo(w, DEMO_AT_ONCE, &list, &n));
    for (size_t i = 0; i < n; i++) {
        list[i].state = EVENT_DRAFT; /* off its shelves */
        TRY(event_shelve(w, &list[i]));
        TRY(event_store_erase(w, list[i].id));
    }
    *ret_len = n;
    return work_commit(&tx);
}

Fault event_forget_demo(Work *w, int64_t *ret_count)
{
    int64_t count = 0;
    size_t some;

    do {
        TRY(forget_some(w, &some));
        count += (int64_t)some;
    } while (some == DEMO_AT_ONCE);
    *ret_count = count;
    return FAULT_NONE;
}
