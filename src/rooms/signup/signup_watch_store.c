#include "rooms/signup/signup_watch_store.h"

#include "work/work.h"

static const DbCol watch_cols[] = {
    DB_COL(Watch, id),      DB_COL(Watch, mail),    DB_COL(Watch, mail_hash),
    DB_COL(Watch, lang),    DB_COL(Watch, commune), DB_COL(Watch, radius_km),
    DB_COL(Watch, theme),   DB_COL(Watch, made_at), DB_COL(Watch, confirmed_at),
    DB_COL(Watch, told_at),
};
static const DbRow watch_row = DB_ROW(Watch, watch_cols);

typedef struct Find {
    EventId event_id;
} Find;
static const DbCol find_cols[] = { DB_COL(Find, event_id) };
static const DbRow find_row = DB_ROW(Find, find_cols);

#define WATCH                                                                     \
    "SELECT id AS id, mail, mail_hash, lang, commune, radius_km, theme, made_at," \
    " confirmed_at, told_at FROM watch"

static const DbQuery q_add = {
    .name = "watch_add",
    .sql = "INSERT INTO watch (id, mail, mail_hash, lang, commune, radius_km, theme,"
           " secret_hash, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
           " ON CONFLICT DO NOTHING",
};

/* Nobody who doesn't read its letters changes what was confirmed. */
static const DbQuery q_again = {
    .name = "watch_again",
    .sql = "UPDATE watch SET radius_km = $4, lang = $5, made_at = $6"
           " WHERE mail_hash = $1 AND commune = $2 AND theme = $3 AND confirmed_at = 0",
};

static const DbQuery q_same = {
    .name = "watch_same",
    .sql = WATCH " WHERE mail_hash = $1 AND commune = $2 AND theme = $3",
};

static const DbQuery q_load = {
    .name = "watch_load",
    .sql = WATCH " WHERE id = $1",
};

static const DbQuery q_confirm = {
    .name = "watch_confirm",
    .sql = "UPDATE watch SET confirmed_at = $2 WHERE id = $1 AND confirmed_at = 0",
};

static const DbQuery q_forget_finds = {
    .name = "watch_forget_finds",
    .sql = "DELETE FROM watch_find WHERE watch_id = $1",
};

static const DbQuery q_forget = {
    .name = "watch_forget",
    .sql = "DELETE FROM watch WHERE id = $1",
};

static const DbQuery q_forget_unconfirmed = {
    .name = "watch_forget_unconfirmed",
    .sql = "DELETE FROM watch WHERE confirmed_at = 0 AND made_at < $1",
};

static const DbQuery q_forget_found = {
    .name = "watch_forget_found",
    .sql = "DELETE FROM watch_find WHERE told_at > 0 AND told_at < $1",
};

static const DbQuery q_list = {
    .name = "watch_list",
    .sql = WATCH " WHERE confirmed_at > 0 AND commune >= $1 AND commune <= $2"
                 " AND (commune > $3 OR (commune = $3 AND id > $4))"
                 " ORDER BY commune, id LIMIT $5",
};

static const DbQuery q_find = {
    .name = "watch_find",
    .sql = "INSERT INTO watch_find (watch_id, event_id, found_at) VALUES ($1, $2, $3)"
           " ON CONFLICT DO NOTHING",
};

static const DbQuery q_due = {
    .name = "watch_due",
    .sql = WATCH " WHERE id IN (SELECT watch_id FROM watch_find WHERE told_at = 0)"
                 " AND told_at <= $1 ORDER BY id LIMIT $2",
};

static const DbQuery q_finds = {
    .name = "watch_finds",
    .sql = "SELECT event_id FROM watch_find WHERE watch_id = $1 AND told_at = 0"
           " ORDER BY event_id LIMIT $2",
};

static const DbQuery q_told_finds = {
    .name = "watch_told_finds",
    .sql = "UPDATE watch_find SET told_at = $2 WHERE watch_id = $1 AND told_at = 0",
};

static const DbQuery q_told = {
    .name = "watch_told",
    .sql = "UPDATE watch SET told_at = $2 WHERE id = $1",
};

const DbQuery *const signup_watch_store_all[] = {
    &q_add,     &q_again,        &q_same,   &q_load,
    &q_confirm, &q_forget_finds, &q_forget, &q_forget_unconfirmed,
    &q_list,    &q_forget_found, &q_find,   &q_due,
    &q_finds,   &q_told_finds,   &q_told,   NULL,
};

Fault signup_watch_store_put(Work *w, const Watch *x, Watch *ret)
{
    TRY(work_run(w, &q_add,
                 DB_ARGS(DB_I(x->id), DB_T(x->mail), DB_T(x->mail_hash), DB_T(x->lang),
                         DB_T(x->commune), DB_I(x->radius_km), DB_I(x->theme),
                         DB_T(x->secret_hash), DB_I(x->made_at))));
    TRY(work_run(w, &q_again,
                 DB_ARGS(DB_T(x->mail_hash), DB_T(x->commune), DB_I(x->theme),
                         DB_I(x->radius_km), DB_T(x->lang), DB_I(x->made_at))));
    return work_one(w, &q_same, DB_ARGS(DB_T(x->mail_hash), DB_T(x->commune), DB_I(x->theme)),
                    &watch_row, ret);
}

Fault signup_watch_store_load(Work *w, int64_t id, Watch *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id)), &watch_row, ret);
}

Fault signup_watch_store_confirm(Work *w, int64_t id)
{
    return work_run(w, &q_confirm, DB_ARGS(DB_I(id), DB_I(w->now)));
}

Fault signup_watch_store_forget(Work *w, int64_t id)
{
    TRY(work_run(w, &q_forget_finds, DB_ARGS(DB_I(id))));
    return work_run(w, &q_forget, DB_ARGS(DB_I(id)));
}

Fault signup_watch_store_forget_old(Work *w, int64_t watches, int64_t finds)
{
    TRY(work_run(w, &q_forget_unconfirmed, DB_ARGS(DB_I(watches))));
    return work_run(w, &q_forget_found, DB_ARGS(DB_I(finds)));
}

Fault signup_watch_store_list(Work *w, const WatchRange *r, size_t max, Watch **ret,
                              size_t *ret_len)
{
    return work_list(w, &q_list,
                     DB_ARGS(DB_T(r->from), DB_T(r->to), DB_T(r->after_commune),
                             DB_I(r->after_id), DB_I((int64_t)max)),
                     &watch_row, max, ret, ret_len);
}

Fault signup_watch_store_find(Work *w, int64_t watch, EventId event)
{
    return work_run(w, &q_find, DB_ARGS(DB_I(watch), DB_I(event.v), DB_I(w->now)));
}

Fault signup_watch_store_due(Work *w, int64_t before, size_t max, Watch **ret, size_t *ret_len)
{
    return work_list(w, &q_due, DB_ARGS(DB_I(before), DB_I((int64_t)max)), &watch_row, max, ret,
                     ret_len);
}

Fault signup_watch_store_finds(Work *w, int64_t watch, size_t max, EventId **ret,
                               size_t *ret_len)
{
    Find *list;

    TRY(work_list(w, &q_finds, DB_ARGS(DB_I(watch), DB_I((int64_t)max)), &find_row, max, &list,
                  ret_len));
    *ret = NEW_ARRAY(w->mem, EventId, *ret_len + 1);
    for (size_t i = 0; i < *ret_len; i++) {
        (*ret)[i] = list[i].event_id;
    }
    return FAULT_NONE;
}

Fault signup_watch_store_told(Work *w, int64_t watch)
{
    TRY(work_run(w, &q_told_finds, DB_ARGS(DB_I(watch), DB_I(w->now))));
    return work_run(w, &q_told, DB_ARGS(DB_I(watch), DB_I(w->now)));
}
