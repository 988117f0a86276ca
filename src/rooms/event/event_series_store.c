/* event_series_store.c - the SQL about series */
#include "rooms/event/event_store.h"
#include "work/work.h"

#define SERIES_COLUMNS                                                               \
    "SELECT id AS id, title, slug, body, rule, zone, except_at, starts_at, ends_at," \
    " known_until, sequence, made_at, changed_at FROM series"

static const DbQuery q_add = {
    .name = "series_add",
    .sql = "INSERT INTO series (id, title, slug, body, rule, zone, starts_at, ends_at,"
           " except_at, known_until, sequence, made_at, changed_at)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
};

static const DbQuery q_load = {
    .name = "series_load",
    .sql = SERIES_COLUMNS " WHERE id = $1",
};

static const DbQuery q_known = {
    .name = "series_known",
    .sql = "UPDATE series SET known_until = $2 WHERE id = $1",
};

static const DbQuery q_due = {
    .name = "series_due",
    .sql = SERIES_COLUMNS " WHERE known_until < $1"
                          " ORDER BY known_until, id LIMIT $2",
};

const DbQuery *const event_series_store_all[] = { &q_add, &q_load, &q_known, &q_due, NULL };

static const DbCol series_cols[] = {
    DB_COL(Series, id),          DB_COL(Series, title),     DB_COL(Series, slug),
    DB_COL(Series, body),        DB_COL(Series, rule),      DB_COL(Series, zone),
    DB_COL(Series, except_at),   DB_COL(Series, starts_at), DB_COL(Series, ends_at),
    DB_COL(Series, known_until), DB_COL(Series, sequence),  DB_COL(Series, made_at),
    DB_COL(Series, changed_at),
};
static const DbRow series_row = DB_ROW(Series, series_cols);

Fault event_series_store_add(Work *w, const Series *s)
{
    return work_run(w, &q_add,
                    DB_ARGS(DB_I(s->id.v), DB_T(s->title), DB_T(s->slug), DB_T(s->body),
                            DB_T(s->rule), DB_T(s->zone), DB_I(s->starts_at), DB_I(s->ends_at),
                            DB_T(s->except_at), DB_I(s->known_until), DB_I(s->sequence),
                            DB_I(s->made_at), DB_I(s->changed_at)));
}

Fault event_series_store_load(Work *w, SeriesId id, Series *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &series_row, ret);
}

Fault event_series_store_known(Work *w, SeriesId id, int64_t known_until)
{
    return work_run(w, &q_known, DB_ARGS(DB_I(id.v), DB_I(known_until)));
}

Fault event_series_store_due(Work *w, int64_t before, size_t max, Series **ret, size_t *ret_len)
{
    return work_list(w, &q_due, DB_ARGS(DB_I(before), DB_I((int64_t)max)), &series_row, max,
                     ret, ret_len);
}
