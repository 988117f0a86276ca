#include "rooms/event/event_seats_store.h"
#include "work/work.h"

static const DbCol cols[] = {
    DB_COL(EventSeats, event_id), DB_COL(EventSeats, seats),   DB_COL(EventSeats, confirmed),
    DB_COL(EventSeats, offered),  DB_COL(EventSeats, waiting),
};
static const DbRow row = DB_ROW(EventSeats, cols);

static const DbQuery q_load = {
    .name = "event_seats_load",
    .sql = "SELECT event_id, seats, confirmed, offered, waiting FROM seat_book"
           " WHERE event_id = $1",
};

static const DbQuery q_set = {
    .name = "event_seats_set",
    .sql = "INSERT INTO seat_book (event_id, seats) VALUES ($1, $2)"
           " ON CONFLICT (event_id) DO UPDATE SET seats ="
           " CASE WHEN excluded.seats < seat_book.confirmed + seat_book.offered"
           " THEN seat_book.confirmed + seat_book.offered ELSE excluded.seats END"
           " RETURNING event_id, seats, confirmed, offered, waiting",
};

static const DbQuery q_move = {
    .name = "event_seats_move",
    .sql = "UPDATE seat_book SET confirmed = confirmed + $2, offered = offered + $3,"
           " waiting = waiting + $4"
           " WHERE event_id = $1 AND confirmed + $2 >= 0 AND offered + $3 >= 0"
           " AND waiting + $4 >= 0 AND confirmed + offered + $2 + $3 <= seats",
};

/* The states are those of signup.h: 3 confirmed, 2 offered, 1 waiting. */
static const DbQuery q_silent = {
    .name = "event_seats_silent",
    .sql = "SELECT CAST(coalesce(sum(seats), 0) AS bigint) AS n FROM signup"
           " WHERE event_id = $1 AND state IN (1, 2, 3) AND mail = ''",
};

const DbQuery *const event_seats_store_all[] = { &q_load, &q_set, &q_move, &q_silent, NULL };

typedef struct Number {
    int64_t n;
} Number;
static const DbCol number_cols[] = { DB_COL(Number, n) };
static const DbRow number_row = DB_ROW(Number, number_cols);

Fault event_seats_store_load(Work *w, EventId id, EventSeats *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &row, ret);
}

Fault event_seats_store_set(Work *w, EventId id, int64_t seats, EventSeats *ret)
{
    return work_one(w, &q_set, DB_ARGS(DB_I(id.v), DB_I(seats)), &row, ret);
}

Fault event_seats_store_move(Work *w, EventId id, int64_t confirmed, int64_t offered,
                             int64_t waiting, int64_t *ret_changed)
{
    return work_change(w, &q_move,
                       DB_ARGS(DB_I(id.v), DB_I(confirmed), DB_I(offered), DB_I(waiting)),
                       ret_changed);
}

Fault event_seats_store_silent(Work *w, EventId id, int64_t *ret)
{
    Number number;

    TRY(work_one(w, &q_silent, DB_ARGS(DB_I(id.v)), &number_row, &number));
    *ret = number.n;
    return FAULT_NONE;
}
