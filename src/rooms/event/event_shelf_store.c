#include "db/db.h"
#include "rooms/event/event_rule.h"
#include "rooms/event/event_shelf.h"
#include "text/fold.h"
#include "work/work.h"

enum { WORDS_MAX = 2400, SLOT_BITS = 24 };

/* SQLite, left to itself, would read the whole of shelf 0. */
#define ROWS(index)                                      \
    "SELECT at, slot, facets, x, y, z FROM shelf " index \
    "WHERE shelf = 0 AND event_id = $1 ORDER BY at LIMIT 40"

static const DbQuery q_rows = {
    .name = "shelf_rows",
    .sql = ROWS("INDEXED BY shelf_event "),
    .pg = ROWS(""),
};

static const DbQuery q_take = {
    .name = "shelf_take",
    .sql = "DELETE FROM shelf WHERE at = $1 AND slot = $2"
           " AND shelf IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
};

static const DbQuery q_slot = {
    .name = "shelf_slot",
    .sql = "SELECT coalesce(max(slot) + 1, 0) AS slot FROM shelf WHERE shelf = 0 AND at = $1",
};

static const DbQuery q_put = {
    .name = "shelf_put",
    .sql = "INSERT INTO shelf (shelf, at, slot, event_id, since, until_at, facets, x, y, z)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};

static const DbQuery q_area = {
    .name = "shelf_area",
    .sql = "INSERT INTO area (shelf, code) VALUES ($1, $2) ON CONFLICT DO NOTHING",
};

static const DbQuery q_words_put = {
    .name = "shelf_words_put",
    .sql = "INSERT INTO shelf_words (rowid, words) VALUES ($1, $2)",
    .pg = "INSERT INTO shelf_words (at_slot, words) VALUES ($1, $2)",
};

static const DbQuery q_words_take = {
    .name = "shelf_words_take",
    .sql = "DELETE FROM shelf_words WHERE rowid = $1",
    .pg = "DELETE FROM shelf_words WHERE at_slot = $1",
};

const DbQuery *const event_shelf_store_all[] = {
    &q_rows, &q_take, &q_slot, &q_put, &q_area, &q_words_put, &q_words_take, NULL,
};

typedef struct ShelfRow {
    int64_t at, slot, facets, x, y, z;
} ShelfRow;

static const DbCol row_cols[] = {
    DB_COL(ShelfRow, at), DB_COL(ShelfRow, slot), DB_COL(ShelfRow, facets),
    DB_COL(ShelfRow, x),  DB_COL(ShelfRow, y),    DB_COL(ShelfRow, z),
};
static const DbRow shelf_row = DB_ROW(ShelfRow, row_cols);

static const DbCol slot_cols[] = { DB_COL(ShelfRow, slot) };
static const DbRow slot_row = DB_ROW(ShelfRow, slot_cols);

static int64_t words_key(int64_t at, int64_t slot)
{
    return (int64_t)((uint64_t)at << SLOT_BITS) + slot;
}

static Fault take_row(Work *w, const ShelfRow *row)
{
    int64_t numbers[SHELVES_MAX];
    DbArg args[2 + SHELVES_MAX] = { DB_I(row->at), DB_I(row->slot) };
    size_t n = shelf_numbers(row->facets, (Spot){ row->x, row->y, row->z }, numbers);

    for (size_t i = 0; i < SHELVES_MAX; i++) {
        args[2 + i] = DB_I(i < n ? numbers[i] : SHELF_ALL);
    }
    TRY(work_run(w, &q_take, args, COUNT(args)));
    return work_run(w, &q_words_take, DB_ARGS(DB_I(words_key(row->at, row->slot))));
}

static Fault take_off(Work *w, EventId id)
{
    ShelfRow *rows;
    size_t n;

    TRY(work_list(w, &q_rows, DB_ARGS(DB_I(id.v)), &shelf_row, 40, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(take_row(w, &rows[i]));
    }
    return FAULT_NONE;
}

static Str words_of(Work *w, const Event *e)
{
    Area department = { 0 };
    Buf all = buf_new(w->mem, 16384);

    geo_department(w->site->geo, e->department, &department);
    const Str parts[] = { e->title,        e->organizers, e->venue,   e->commune_name,
                          department.name, e->postal,     e->summary, e->body };
    for (size_t i = 0; i < COUNT(parts); i++) {
        buf_add(&all, parts[i]);
        buf_char(&all, ' ');
    }
    Str words = fold(w->mem, buf_str(&all));
    while (words.len > WORDS_MAX) {
        words.len--;
        while (words.len > 0 && words.at[words.len - 1] != ' ') {
            words.len--;
        }
    }
    return words;
}

/* One day of it, on all its shelves. */
static Fault put_day(Work *w, const Event *e, int64_t at, int64_t since, Spot spot, Str words)
{
    int64_t numbers[SHELVES_MAX];
    int64_t facets = shelf_facets(e);
    size_t n = shelf_numbers(facets, spot, numbers);
    ShelfRow row;

    TRY(work_hold(w, at));
    TRY(work_one(w, &q_slot, DB_ARGS(DB_I(at)), &slot_row, &row));
    for (size_t i = 0; i < n; i++) {
        TRY(work_run(w, &q_put,
                     DB_ARGS(DB_I(numbers[i]), DB_I(at), DB_I(row.slot), DB_I(e->id.v),
                             DB_I(since), DB_I(e->until_at), DB_I(facets), DB_I(spot.x),
                             DB_I(spot.y), DB_I(spot.z))));
    }
    return work_run(w, &q_words_put, DB_ARGS(DB_I(words_key(at, row.slot)), DB_T(words)));
}

static Fault put_days(Work *w, const Event *e, Spot spot)
{
    Zone zone = event_zone(e);
    int64_t day = day_number(day_of(zone, e->starts_at)), at = e->starts_at, since = 0;
    Str words = words_of(w, e);

    for (int i = 0; i < EVENT_DAYS_MAX && at < e->until_at; i++) {
        TRY(put_day(w, e, at, since, spot, words));
        since = at;
        at = day_start(zone, day_from_number(++day));
    }
    return FAULT_NONE;
}

/* A hybrid one counts in its département and among those online. */
static Fault note_areas(Work *w, const Event *e)
{
    if (e->mode != EVENT_ONLINE && e->department.len > 0) {
        TRY(work_run(w, &q_area,
                     DB_ARGS(DB_I(shelf_of_department(e->department)), DB_T(e->department))));
    }
    if (e->mode == EVENT_ON_SITE) {
        return FAULT_NONE;
    }
    return work_run(w, &q_area, DB_ARGS(DB_I(SHELF_ONLINE), DB_T((Str){ 0 })));
}

Fault event_shelve(Work *w, const Event *e)
{
    bool placed = e->mode != EVENT_ONLINE && e->point != EVENT_POINT_NONE;
    Spot spot = placed ? shelf_spot((GeoPoint){ e->lat, e->lon }) : (Spot){ 0 };

    TRY(take_off(w, e->id));
    if (!event_is_public(e) || e->audience == EVENT_INTERNAL) {
        return FAULT_NONE;
    }
    TRY(note_areas(w, e));
    return put_days(w, e, spot);
}
