#include "rooms/signup/signup_door_store.h"

#include "work/work.h"

static const DbQuery q_rows = {
    .name = "door_rows",
    .sql = "SELECT s.id AS id, s.state AS state, s.seats AS seats, s.name AS name,"
           " s.mail AS mail, s.needs AS needs, s.expects AS expects, s.relay AS relay,"
           " g.number AS number, g.name AS guest, g.came AS came"
           " FROM signup s LEFT JOIN guest g ON g.signup_id = s.id AND g.number <= s.seats"
           " WHERE s.event_id = $1 AND s.state IN (1, 3)"
           " ORDER BY s.state, s.rank_at, s.id, g.number LIMIT 6000",
};

static const DbQuery q_walk_ins = {
    .name = "door_walk_ins",
    .sql = "SELECT id, name FROM walk_in WHERE event_id = $1 ORDER BY id LIMIT 500",
};

static const DbQuery q_tick = {
    .name = "door_tick",
    .sql = "INSERT INTO guest (signup_id, number, came)"
           " SELECT s.id, $3, $4 FROM signup s WHERE s.id = $2 AND s.event_id = $1"
           " AND s.state IN (1, 3) AND s.seats >= $3"
           " ON CONFLICT (signup_id, number) DO UPDATE SET came = excluded.came",
};

static const DbQuery q_walk_in = {
    .name = "door_walk_in",
    .sql = "INSERT INTO walk_in (id, event_id, name, form_token, made_at)"
           " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
};

static const DbQuery q_walk_out = {
    .name = "door_walk_out",
    .sql = "DELETE FROM walk_in WHERE event_id = $1 AND id = $2",
};

#define SEATS \
    "(SELECT coalesce(sum(s.seats), 0) FROM signup s WHERE s.event_id = $1 AND s.state = 3)"
#define CAME                                                            \
    "(SELECT count(*) FROM signup s JOIN guest g ON g.signup_id = s.id" \
    " AND g.number <= s.seats WHERE s.event_id = $1 AND s.state = 3 AND g.came = 1)"
/* Who waited and is here all the same had no seat either. */
#define WALKED                                                             \
    "((SELECT count(*) FROM walk_in v WHERE v.event_id = $1)"              \
    " + (SELECT count(*) FROM signup s JOIN guest g ON g.signup_id = s.id" \
    " AND g.number <= s.seats WHERE s.event_id = $1 AND s.state = 1 AND g.came = 1))"

/* Before anybody was ticked, nothing is known. */
static const DbQuery q_count = {
    .name = "door_count",
    .sql = "INSERT INTO attendance (event_id, owner_id, seats, came, walk_in, counted_at)"
           " SELECT $1, $2, " SEATS ", " CAME ", " WALKED ", $3"
           " WHERE " CAME " + " WALKED " > 0"
           " ON CONFLICT (event_id) DO UPDATE SET seats = excluded.seats,"
           " came = excluded.came, walk_in = excluded.walk_in",
};

static const DbQuery q_recount = {
    .name = "door_recount",
    .sql = "UPDATE attendance SET came = " CAME ", walk_in = " WALKED " WHERE event_id = $1",
};

static const DbQuery q_counts = {
    .name = "door_counts",
    .sql = "SELECT seats, came, walk_in, counted_at FROM attendance WHERE event_id = $1",
};

static const DbQuery q_past = {
    .name = "door_past",
    .sql =
        "SELECT count(*) AS cafes, CAST(coalesce(sum(a.seats), 0) AS bigint)"
        " AS seats, CAST(coalesce(sum(a.came), 0) AS bigint) AS came FROM (SELECT seats, came FROM attendance"
        " WHERE owner_id = $1 AND seats > 0 ORDER BY counted_at DESC LIMIT 10) a",
};

static const DbQuery q_forget = {
    .name = "door_forget",
    .sql = "DELETE FROM walk_in WHERE event_id = $1",
};

const DbQuery *const signup_door_store_all[] = {
    &q_rows,    &q_walk_ins, &q_tick, &q_walk_in, &q_walk_out, &q_count,
    &q_recount, &q_counts,   &q_past, &q_forget,  NULL,
};

/* clang-format off */
static const DbCol row_cols[] = {
    DB_COL(DoorRow, id), DB_COL(DoorRow, state), DB_COL(DoorRow, seats), DB_COL(DoorRow, name),
    DB_COL(DoorRow, mail), DB_COL(DoorRow, needs), DB_COL(DoorRow, expects),
    DB_COL(DoorRow, relay), DB_COL(DoorRow, number), DB_COL(DoorRow, guest),
    DB_COL(DoorRow, came),
};
static const DbRow row_row = DB_ROW(DoorRow, row_cols);

static const DbCol walk_in_cols[] = { DB_COL(DoorWalkIn, id), DB_COL(DoorWalkIn, name) };
static const DbRow walk_in_row = DB_ROW(DoorWalkIn, walk_in_cols);

static const DbCol counts_cols[] = {
    DB_COL(DoorCounts, seats), DB_COL(DoorCounts, came), DB_COL(DoorCounts, walk_in),
    DB_COL(DoorCounts, counted_at),
};
static const DbRow counts_row = DB_ROW(DoorCounts, counts_cols);

static const DbCol past_cols[] = {
    DB_COL(DoorPast, cafes), DB_COL(DoorPast, seats), DB_COL(DoorPast, came),
};
static const DbRow past_row = DB_ROW(DoorPast, past_cols);
/* clang-format on */

Fault signup_door_store_rows(Work *w, EventId id, DoorRow **ret, size_t *ret_len)
{
    return work_list(w, &q_rows, DB_ARGS(DB_I(id.v)), &row_row, DOOR_ROWS_MAX, ret, ret_len);
}

Fault signup_door_store_walk_ins(Work *w, EventId id, DoorWalkIn **ret, size_t *ret_len)
{
    return work_list(w, &q_walk_ins, DB_ARGS(DB_I(id.v)), &walk_in_row, DOOR_WALK_INS_MAX, ret,
                     ret_len);
}

Fault signup_door_store_tick(Work *w, EventId id, SignupId signup, int64_t number, int64_t came,
                             bool *ret)
{
    int64_t changed = 0;

    TRY(work_change(w, &q_tick, DB_ARGS(DB_I(id.v), DB_I(signup.v), DB_I(number), DB_I(came)),
                    &changed));
    *ret = changed > 0;
    return FAULT_NONE;
}

Fault signup_door_store_walk_in(Work *w, EventId id, Str name, Str form_token)
{
    return work_run(
        w, &q_walk_in,
        DB_ARGS(DB_I(work_new_id(w)), DB_I(id.v), DB_T(name), DB_T(form_token), DB_I(w->now)));
}

Fault signup_door_store_walk_out(Work *w, EventId id, int64_t walk_in, bool *ret)
{
    int64_t changed = 0;

    TRY(work_change(w, &q_walk_out, DB_ARGS(DB_I(id.v), DB_I(walk_in)), &changed));
    *ret = changed > 0;
    return FAULT_NONE;
}

Fault signup_door_store_count(Work *w, EventId id, AccountId owner)
{
    return work_run(w, &q_count, DB_ARGS(DB_I(id.v), DB_I(owner.v), DB_I(w->now)));
}

Fault signup_door_store_recount(Work *w, EventId id)
{
    return work_run(w, &q_recount, DB_ARGS(DB_I(id.v)));
}

Fault signup_door_store_counts(Work *w, EventId id, DoorCounts *ret)
{
    Fault f = work_one(w, &q_counts, DB_ARGS(DB_I(id.v)), &counts_row, ret);

    if (f == FAULT_ABSENT) {
        *ret = (DoorCounts){ 0 };
        return FAULT_NONE;
    }
    return f;
}

Fault signup_door_store_past(Work *w, AccountId owner, DoorPast *ret)
{
    return work_one(w, &q_past, DB_ARGS(DB_I(owner.v)), &past_row, ret);
}

Fault signup_door_store_forget(Work *w, EventId id)
{
    return work_run(w, &q_forget, DB_ARGS(DB_I(id.v)));
}
