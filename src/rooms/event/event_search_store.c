/* $1 shelf or words, $2 $3 the span of at, $4 since below, $5 alive at, $6 $7
 * facets; then, with a place, $8 $9 $10 the spot and $11 how far; then after
 * what, except among words; then how many.
 *
 * The span begins or ends at the cursor (span_from, span_to), so what is left
 * to say of the cursor is "not this instant, or further within it".  Were it
 * "at > x OR (at = x AND ...)", SQLite would enter the index at x instead of
 * at the span. */
#include "rooms/event/event_search_store.h"

#include "db/db.h"
#include "work/work.h"

enum { COUNT_MAX = 100, AREAS_MAX = 140, SLOTS = 1 << 24 };

#define HIT(far) "SELECT event_id, at, slot, " far " AS far"
#define FAR "((x - $8) * (x - $8) + (y - $9) * (y - $9) + (z - $10) * (z - $10))"
#define FACETS " since < $4 AND until_at > $5 AND (facets & $6) = $7"
#define SPAN " at >= $2 AND at < $3 AND" FACETS
#define NEAR " AND " FAR " <= $11"

static const DbQuery q_coming = {
    .name = "shelf_coming",
    .sql = HIT("0") " FROM shelf WHERE shelf = $1 AND" SPAN " AND (at <> $8 OR slot > $9)"
                    " ORDER BY at, slot LIMIT $10",
};

static const DbQuery q_past = {
    .name = "shelf_past",
    .sql = HIT("0") " FROM shelf WHERE shelf = $1 AND" SPAN " AND (at <> $8 OR slot < $9)"
                    " ORDER BY at DESC, slot DESC LIMIT $10",
};

static const DbQuery q_coming_near = {
    .name = "shelf_coming_near",
    .sql = HIT(FAR) " FROM shelf WHERE shelf = $1 AND" SPAN NEAR " AND (at <> $12 OR " FAR
                    " > $13 OR (" FAR " = $13 AND slot > $14))"
                    " ORDER BY at, far, slot LIMIT $15",
};

static const DbQuery q_past_near = {
    .name = "shelf_past_near",
    .sql = HIT(FAR) " FROM shelf WHERE shelf = $1 AND" SPAN NEAR " AND (at <> $12 OR " FAR
                    " > $13 OR (" FAR " = $13 AND slot < $14))"
                    " ORDER BY at DESC, far, slot DESC LIMIT $15",
};

static const DbQuery q_nearest = {
    .name = "shelf_nearest",
    .sql = HIT(FAR) " FROM shelf WHERE shelf = $1 AND" SPAN NEAR
                    " ORDER BY far, at, slot LIMIT $12",
};

/* The words' table first: its rows come in order of date.  $2 and $3 bound its
 * keys, cursor included: a second bound might be the one that FTS5 takes. */
#define LITE_WORDS                                                  \
    HIT("0")                                                        \
    " FROM shelf_words CROSS JOIN shelf WHERE shelf_words MATCH $1" \
    " AND shelf_words.rowid > $2 AND shelf_words.rowid < $3"        \
    " AND shelf = 0 AND at = shelf_words.rowid >> 24"               \
    " AND slot = (shelf_words.rowid & 16777215) AND" FACETS NEAR

#define PG_WORDS                                                                \
    HIT("0")                                                                    \
    " FROM shelf_words JOIN shelf ON shelf = 0 AND at = at_slot >> 24"          \
    " AND slot = (at_slot & 16777215) WHERE vector @@ to_tsquery('simple', $1)" \
    " AND at_slot > $2 AND at_slot < $3 AND" FACETS NEAR

static const DbQuery q_words_coming = {
    .name = "words_coming",
    .sql = LITE_WORDS " ORDER BY shelf_words.rowid LIMIT $12",
    .pg = PG_WORDS " ORDER BY at_slot LIMIT $12",
};

static const DbQuery q_words_past = {
    .name = "words_past",
    .sql = LITE_WORDS " ORDER BY shelf_words.rowid DESC LIMIT $12",
    .pg = PG_WORDS " ORDER BY at_slot DESC LIMIT $12",
};

/* The shelf first, each of its rows with its words. */
#define SAID                                                                      \
    NEAR " AND (' ' || words || ' ') LIKE $14 AND (' ' || words || ' ') LIKE $15" \
         " AND (' ' || words || ' ') LIKE $16 AND (' ' || words || ' ') LIKE $17" \
         " AND (' ' || words || ' ') LIKE $18 AND (' ' || words || ' ') LIKE $19" \
         " AND (' ' || words || ' ') LIKE $20 AND (' ' || words || ' ') LIKE $21"
#define LITE_SHELF                                    \
    HIT("0")                                          \
    " FROM shelf CROSS JOIN shelf_words"              \
    " WHERE shelf_words.rowid = at * 16777216 + slot" \
    " AND shelf = $1 AND" SPAN SAID
#define PG_SHELF                                                     \
    HIT("0")                                                         \
    " FROM shelf JOIN shelf_words ON at_slot = at * 16777216 + slot" \
    " WHERE shelf = $1 AND" SPAN SAID

static const DbQuery q_said_coming = {
    .name = "said_coming",
    .sql = LITE_SHELF " AND (at <> $12 OR slot > $13) ORDER BY at, slot LIMIT $22",
    .pg = PG_SHELF " AND (at <> $12 OR slot > $13) ORDER BY at, slot LIMIT $22",
};

static const DbQuery q_said_past = {
    .name = "said_past",
    .sql = LITE_SHELF " AND (at <> $12 OR slot < $13) ORDER BY at DESC, slot DESC LIMIT $22",
    .pg = PG_SHELF " AND (at <> $12 OR slot < $13) ORDER BY at DESC, slot DESC LIMIT $22",
};

static const DbQuery q_common = {
    .name = "words_common",
    .sql = "SELECT count(*) AS count FROM (SELECT 1 FROM shelf_words WHERE shelf_words MATCH $1"
           " AND rowid > $2 AND rowid < $3 LIMIT $4) c",
    .pg = "SELECT count(*) AS count FROM (SELECT 1 FROM shelf_words"
          " WHERE vector @@ to_tsquery('simple', $1) AND at_slot > $2 AND at_slot < $3"
          " LIMIT $4) c",
};

/* Each territory's count stops at a hundred: the map says "99 and more". */
static const DbQuery q_counts = {
    .name = "shelf_counts",
    .sql = "SELECT code AS department, (SELECT count(*) FROM (SELECT 1 FROM shelf s"
           " WHERE s.shelf = a.shelf AND s.at >= $1 AND s.since < $1 LIMIT $2) c) AS count"
           " FROM area a ORDER BY code LIMIT $3",
};

const DbQuery *const event_search_store_all[] = {
    &q_coming,     &q_past,        &q_coming_near, &q_past_near, &q_nearest, &q_words_coming,
    &q_words_past, &q_said_coming, &q_said_past,   &q_common,    &q_counts,  NULL,
};

static const DbCol hit_cols[] = {
    DB_COL(EventHit, event_id),
    DB_COL(EventHit, at),
    DB_COL(EventHit, slot),
    DB_COL(EventHit, far),
};
static const DbRow hit_row = DB_ROW(EventHit, hit_cols);

static const DbCol count_cols[] = { DB_COL(EventCount, department), DB_COL(EventCount, count) };
static const DbRow count_row = DB_ROW(EventCount, count_cols);

static const DbCol common_cols[] = { DB_COL(EventCount, count) };
static const DbRow common_row = DB_ROW(EventCount, common_cols);

/* The index is entered where the last page ended. */
static int64_t span_from(const Walk *v)
{
    return !v->past && v->after.at > v->from ? v->after.at : v->from;
}

static int64_t span_to(const Walk *v)
{
    return v->past && v->after.at < v->to ? v->after.at + 1 : v->to;
}

static int64_t words_key(int64_t at, int64_t slot)
{
    return at * SLOTS + slot;
}

static int64_t words_above(const Walk *v)
{
    int64_t from = words_key(v->from, 0) - 1, after = words_key(v->after.at, v->after.slot);

    return !v->past && after > from ? after : from;
}

static int64_t words_below(const Walk *v)
{
    int64_t to = words_key(v->to, 0), after = words_key(v->after.at, v->after.slot);

    return v->past && after < to ? after : to;
}

#define FACET_ARGS(v) DB_I((v)->since_below), DB_I((v)->alive), DB_I((v)->mask), DB_I((v)->want)
#define WALK_ARGS(v) DB_I(span_from(v)), DB_I(span_to(v)), FACET_ARGS(v)
#define SPOT_ARGS(v) DB_I((v)->spot.x), DB_I((v)->spot.y), DB_I((v)->spot.z), DB_I((v)->reach)

Fault event_search_store_walk(Work *w, int64_t shelf, const Walk *v, bool near, EventHit **ret,
                              size_t *ret_len)
{
    size_t max = (size_t)v->max;

    if (near) {
        return work_list(w, v->past ? &q_past_near : &q_coming_near,
                         DB_ARGS(DB_I(shelf), WALK_ARGS(v), SPOT_ARGS(v), DB_I(v->after.at),
                                 DB_I(v->after.far), DB_I(v->after.slot), DB_I(v->max)),
                         &hit_row, max, ret, ret_len);
    }
    return work_list(w, v->past ? &q_past : &q_coming,
                     DB_ARGS(DB_I(shelf), WALK_ARGS(v), DB_I(v->after.at), DB_I(v->after.slot),
                             DB_I(v->max)),
                     &hit_row, max, ret, ret_len);
}

Fault event_search_store_words(Work *w, Str words, const Walk *v, EventHit **ret,
                               size_t *ret_len)
{
    return work_list(w, v->past ? &q_words_past : &q_words_coming,
                     DB_ARGS(DB_T(words), DB_I(words_above(v)), DB_I(words_below(v)),
                             FACET_ARGS(v), SPOT_ARGS(v), DB_I(v->max)),
                     &hit_row, (size_t)v->max, ret, ret_len);
}

Fault event_search_store_said(Work *w, int64_t shelf, const Asking *a, const Walk *v,
                              EventHit **ret, size_t *ret_len)
{
    const Str *p = a->patterns;

    return work_list(w, v->past ? &q_said_past : &q_said_coming,
                     DB_ARGS(DB_I(shelf), WALK_ARGS(v), SPOT_ARGS(v), DB_I(v->after.at),
                             DB_I(v->after.slot), DB_T(p[0]), DB_T(p[1]), DB_T(p[2]),
                             DB_T(p[3]), DB_T(p[4]), DB_T(p[5]), DB_T(p[6]), DB_T(p[7]),
                             DB_I(v->max)),
                     &hit_row, (size_t)v->max, ret, ret_len);
}

Fault event_search_store_common(Work *w, Str words, const Walk *v, int64_t max, int64_t *ret)
{
    int64_t above = words_key(v->from, 0) - 1, below = words_key(v->to, 0);
    EventCount count;

    TRY(work_one(w, &q_common, DB_ARGS(DB_T(words), DB_I(above), DB_I(below), DB_I(max)),
                 &common_row, &count));
    *ret = count.count;
    return FAULT_NONE;
}

Fault event_search_store_nearest(Work *w, int64_t shelf, const Walk *v, EventHit **ret,
                                 size_t *ret_len)
{
    return work_list(w, &q_nearest,
                     DB_ARGS(DB_I(shelf), WALK_ARGS(v), SPOT_ARGS(v), DB_I(v->max)), &hit_row,
                     (size_t)v->max, ret, ret_len);
}

Fault event_search_store_counts(Work *w, int64_t from, EventCount **ret, size_t *ret_len)
{
    return work_list(w, &q_counts, DB_ARGS(DB_I(from), DB_I(COUNT_MAX), DB_I(AREAS_MAX)),
                     &count_row, AREAS_MAX, ret, ret_len);
}
