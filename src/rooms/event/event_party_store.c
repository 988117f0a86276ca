#include "db/db.h"
#include "rooms/event/event_store.h"
#include "work/work.h"

enum { MANY_MAX = 1440 };

static const DbQuery q_clear = {
    .name = "party_clear",
    .sql = "DELETE FROM event_party WHERE event_id = $1",
};

static const DbQuery q_put = {
    .name = "party_put",
    .sql = "INSERT INTO event_party (event_id, role, place, name, url)"
           " VALUES ($1, $2, $3, $4, $5)",
};

static const DbQuery q_list = {
    .name = "party_list",
    .sql = "SELECT role, name, url FROM event_party WHERE event_id = $1"
           " ORDER BY role, place LIMIT 60",
};

static const DbQuery q_many = {
    .name = "party_many",
    .sql = "SELECT event_id, role, name, url FROM event_party"
           " WHERE event_id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
           " $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
           " ORDER BY event_id, role, place LIMIT 1440",
};

static const DbQuery q_change = {
    .name = "change_add",
    .sql = "INSERT INTO event_change (event_id, number, at, was, becomes, reason, who,"
           " account_id, sequence)"
           " VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM event_change"
           "              WHERE event_id = $1), $2, $3, $4, $5, $6, $7, $8)",
};

#define CHANGE "SELECT at, was, becomes, reason, who, account_id, sequence FROM event_change"

static const DbQuery q_last = {
    .name = "change_last",
    .sql = CHANGE " WHERE event_id = $1 AND becomes = $2 AND was <> becomes"
                  " ORDER BY number DESC LIMIT 1",
};

static const DbQuery q_word = {
    .name = "change_word",
    .sql = CHANGE " WHERE event_id = $1 AND reason <> '' ORDER BY number DESC LIMIT 1",
};

static const DbQuery q_changes = {
    .name = "change_list",
    .sql = CHANGE " WHERE event_id = $1 ORDER BY number DESC LIMIT 100",
};

const DbQuery *const event_party_store_all[] = {
    &q_clear, &q_put, &q_list, &q_many, &q_change, &q_last, &q_word, &q_changes, NULL,
};

static const DbCol party_cols[] = { DB_COL(Party, role), DB_COL(Party, name),
                                    DB_COL(Party, url) };
static const DbRow party_row = DB_ROW(Party, party_cols);

typedef struct Attendance {
    EventId event_id;
    Party party;
} Attendance;

static const DbCol attendance_cols[] = {
    DB_COL(Attendance, event_id),
    DB_COL_AS(Attendance, party.role, "role"),
    DB_COL_AS(Attendance, party.name, "name"),
    DB_COL_AS(Attendance, party.url, "url"),
};
static const DbRow attendance_row = DB_ROW(Attendance, attendance_cols);

static const DbCol change_cols[] = {
    DB_COL(Change, at),       DB_COL(Change, was), DB_COL(Change, becomes),
    DB_COL(Change, reason),   DB_COL(Change, who), DB_COL(Change, account_id),
    DB_COL(Change, sequence),
};
static const DbRow change_row = DB_ROW(Change, change_cols);

Fault event_party_store_put(Work *w, EventId id, Parties parties)
{
    TRY(work_run(w, &q_clear, DB_ARGS(DB_I(id.v))));
    for (size_t i = 0; i < parties.len; i++) {
        const Party *p = &parties.at[i];
        TRY(work_run(
            w, &q_put,
            DB_ARGS(DB_I(id.v), DB_I(p->role), DB_I((int64_t)i), DB_T(p->name), DB_T(p->url))));
    }
    return FAULT_NONE;
}

Fault event_party_store_list(Work *w, EventId id, Parties *ret)
{
    return work_list(w, &q_list, DB_ARGS(DB_I(id.v)), &party_row, 60, &ret->at, &ret->len);
}

static Parties of_event(Arena *mem, const Attendance *all, size_t n, EventId id)
{
    Parties own = { .at = NEW_ARRAY(mem, Party, n + 1) };

    for (size_t i = 0; i < n; i++) {
        if (all[i].event_id.v == id.v) {
            own.at[own.len++] = all[i].party;
        }
    }
    return own;
}

Fault event_party_store_many(Work *w, const Event *events, size_t n, Parties *ret)
{
    DbArg args[EVENTS_AT_ONCE];
    Attendance *all;
    size_t len;

    for (size_t i = 0; i < EVENTS_AT_ONCE; i++) {
        args[i] = DB_I(i < n ? events[i].id.v : 0);
    }
    TRY(work_list(w, &q_many, args, EVENTS_AT_ONCE, &attendance_row, MANY_MAX, &all, &len));
    for (size_t i = 0; i < n; i++) {
        ret[i] = of_event(w->mem, all, len, events[i].id);
    }
    return FAULT_NONE;
}

Fault event_change_store_add(Work *w, EventId id, const Change *c)
{
    return work_run(w, &q_change,
                    DB_ARGS(DB_I(id.v), DB_I(c->at), DB_I(c->was), DB_I(c->becomes),
                            DB_T(c->reason), DB_T(c->who), DB_I(c->account_id.v),
                            DB_I(c->sequence)));
}

Fault event_change_store_word(Work *w, EventId id, Change *ret)
{
    return work_one(w, &q_word, DB_ARGS(DB_I(id.v)), &change_row, ret);
}

Fault event_change_store_last(Work *w, EventId id, EventState becomes, Change *ret)
{
    return work_one(w, &q_last, DB_ARGS(DB_I(id.v), DB_I(becomes)), &change_row, ret);
}

Fault event_change_store_list(Work *w, EventId id, Change **ret, size_t *ret_len)
{
    return work_list(w, &q_changes, DB_ARGS(DB_I(id.v)), &change_row, 100, ret, ret_len);
}
