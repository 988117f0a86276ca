/* signup_door.c - the list at the door: who is expected, who came */
#include "rooms/signup/signup_door.h"

#include <stdlib.h>

#include "rooms/signup/signup_door_store.h"
#include "rooms/signup/signup_room.h"
#include "text/fold.h"
#include "work/job.h"

enum { CAME = 1, NOT_SAID = 0 };

/* A sign-up, and where its guests stand among the rows. */
typedef struct DoorParty {
    Str order; /* its name, folded */
    const DoorRow *rows;
    size_t len;
    SignupId id;
} DoorParty;

static int by_name(const void *a, const void *b)
{
    const DoorParty *x = a, *y = b;
    int c = str_cmp(x->order, y->order);

    return c ? c : (x->id.v > y->id.v) - (x->id.v < y->id.v);
}

static const DoorRow *guest_of(const DoorParty *p, int64_t number)
{
    for (size_t i = 0; i < p->len; i++) {
        if (p->rows[i].number == number) {
            return &p->rows[i];
        }
    }
    return NULL;
}

/* Who signs up others doesn't come: their names stand alone.  Else the first
 * of the party is who signed up. */
static DoorPerson person_of(const DoorParty *p, int64_t guest)
{
    const DoorRow *s = &p->rows[0], *g = guest_of(p, guest);
    bool named = g && g->guest.len > 0;
    DoorPerson one = {
        .signup = s->id, .guest = guest, .came = g ? g->came : NOT_SAID, .relay = s->relay
    };

    if (guest == 1) {
        one.name = s->relay && named ? g->guest : s->name;
        one.party = s->relay && named ? s->name : (Str){ 0 };
        one.needs = s->needs;
        one.expects = s->expects;
        one.mail = s->mail;
    } else {
        one.name = named ? g->guest : (Str){ 0 };
        one.party = s->name;
    }
    return one;
}

static void add_party(DoorList *list, const DoorParty *p)
{
    for (int64_t guest = 1; guest <= p->rows[0].seats; guest++) {
        DoorPerson one = person_of(p, guest);
        one.number = (int64_t)list->len + 1;
        list->came += one.came == CAME;
        list->people[list->len++] = one;
    }
}

static void add_waiting(DoorList *list, const DoorRow *r, size_t len)
{
    int64_t came = 0;

    for (size_t i = 0; i < len; i++) {
        came += r[i].came == CAME;
    }
    list->waiting[list->waiting_len++] = (DoorWaiting){ .signup = r->id,
                                                        .came = came,
                                                        .name = r->name,
                                                        .mail = r->mail,
                                                        .needs = r->needs,
                                                        .expects = r->expects,
                                                        .seats = r->seats };
    list->waiting_seats += r->seats;
    list->waiting_came += came;
}

/* Rows of one sign-up stand together. */
static size_t parties_of(Arena *mem, const DoorRow *rows, size_t n, DoorList *list,
                         DoorParty *ret)
{
    size_t len = 0;

    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && rows[next].id.v == rows[i].id.v; next++) {
        }
        if (rows[i].state == SIGNUP_WAITING) {
            add_waiting(list, &rows[i], next - i);
        } else {
            ret[len] = (DoorParty){ .order = fold(mem, rows[i].name),
                                    .rows = &rows[i],
                                    .len = next - i,
                                    .id = rows[i].id };
            len++;
        }
    }
    return len;
}

Fault signup_door_list(Work *w, EventId id, DoorList *ret)
{
    DoorRow *rows;
    size_t n, seats = 0;

    *ret = (DoorList){ 0 };
    TRY(signup_door_store_rows(w, id, &rows, &n));
    TRY(signup_door_store_walk_ins(w, id, &ret->walk_ins, &ret->walk_in_len));
    DoorParty *parties = NEW_ARRAY(w->mem, DoorParty, n + 1);
    ret->waiting = NEW_ARRAY(w->mem, DoorWaiting, n + 1);
    size_t len = parties_of(w->mem, rows, n, ret, parties);
    qsort(parties, len, sizeof *parties, by_name);
    for (size_t i = 0; i < len; i++) {
        seats += (size_t)parties[i].rows[0].seats;
    }
    ret->people = NEW_ARRAY(w->mem, DoorPerson, seats + 1);
    for (size_t i = 0; i < len; i++) {
        add_party(ret, &parties[i]);
    }
    return FAULT_NONE;
}

/* What was said at the door is counted once the café is over, and the names of
 * those who walked in are erased with all others. */
static Fault plan(Work *w, const Event *e)
{
    TRY(job_add(w, "door_count", e->id.v, e->until_at + DOOR_COUNT_SECONDS));
    return job_add(w, "door_forget", e->id.v, e->until_at + SIGNUP_KEPT_SECONDS);
}

Fault signup_door_tick(Work *w, const Event *e, SignupId signup, int64_t guest, bool came,
                       bool *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(signup_door_store_tick(w, e->id, signup, guest, came ? CAME : NOT_SAID, ret));
    if (!*ret) { /* nothing to count again: the names may be erased already */
        return FAULT_NONE;
    }
    TRY(signup_door_store_recount(w, e->id));
    TRY(plan(w, e));
    return work_commit(&tx);
}

/* Seats that are free are for whoever is here. */
static Fault seat(Work *w, const Event *e, Signup *s)
{
    EventSeats book;

    TRY(event_seats_load(w, e->id, &book));
    return book.confirmed + book.offered + s->seats <= book.seats
               ? signup_ledger_become(w, s, SIGNUP_CONFIRMED, 0)
               : FAULT_NONE;
}

Fault signup_door_tick_waiting(Work *w, const Event *e, SignupId id, bool came, bool *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Signup s;
    bool found;

    *ret = false;
    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    Fault f = signup_load(w, id, &s);
    if (f == FAULT_ABSENT || (!f && (s.event_id.v != e->id.v || s.state != SIGNUP_WAITING))) {
        return FAULT_NONE; /* gone, or seated meanwhile */
    }
    TRY(f);
    TRY(came ? seat(w, e, &s) : FAULT_NONE);
    for (int64_t guest = 1; guest <= s.seats; guest++) {
        TRY(signup_door_store_tick(w, e->id, id, guest, came ? CAME : NOT_SAID, &found));
    }
    TRY(signup_door_store_recount(w, e->id));
    TRY(plan(w, e));
    *ret = true;
    return work_commit(&tx);
}

Fault signup_door_walk_in(Work *w, const Event *e, Str name, Str form_token)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    if (e->until_at + SIGNUP_KEPT_SECONDS <= w->now) {
        return FAULT_DENIED; /* its names are erased, its counts are final */
    }
    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(signup_door_store_walk_in(w, e->id, name, form_token));
    TRY(signup_door_store_recount(w, e->id));
    TRY(plan(w, e));
    return work_commit(&tx);
}

Fault signup_door_walk_out(Work *w, const Event *e, int64_t walk_in)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool gone;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(signup_door_store_walk_out(w, e->id, walk_in, &gone));
    if (!gone) {
        return FAULT_NONE;
    }
    TRY(signup_door_store_recount(w, e->id));
    return work_commit(&tx);
}

Fault signup_door_finish(Work *w, const Event *e)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(signup_door_store_count(w, e->id, e->owner_id));
    return work_commit(&tx);
}

Fault signup_door_counts(Work *w, EventId id, DoorCounts *ret)
{
    return signup_door_store_counts(w, id, ret);
}

Fault signup_door_past(Work *w, AccountId owner, DoorPast *ret)
{
    return signup_door_store_past(w, owner, ret);
}

Fault signup_door_count_job(Work *w, int64_t subject)
{
    Event e;
    Fault f = event_load(w, (EventId){ subject }, &e);

    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    return signup_door_store_count(w, e.id, e.owner_id);
}

Fault signup_door_forget_job(Work *w, int64_t subject)
{
    return signup_door_store_forget(w, (EventId){ subject });
}
