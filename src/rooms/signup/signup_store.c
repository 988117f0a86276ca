#include "rooms/signup/signup_store.h"
#include "work/work.h"

#define FULL                                                                                      \
    "SELECT id, event_id, state, seats, name, mail, mail_hash, lang, relay, fewer, quiet, needs," \
    " expects, secret_hash, code, form_token, rank_at, skipped, offered_until, made_at,"          \
    " changed_at, source FROM signup"

/* clang-format off */
static const DbCol full_cols[] = {
    DB_COL(Signup, id), DB_COL(Signup, event_id), DB_COL(Signup, state), DB_COL(Signup, seats),
    DB_COL(Signup, name), DB_COL(Signup, mail), DB_COL(Signup, mail_hash), DB_COL(Signup, lang),
    DB_COL(Signup, relay), DB_COL(Signup, fewer), DB_COL(Signup, quiet), DB_COL(Signup, needs), DB_COL(Signup, expects),
    DB_COL(Signup, secret_hash), DB_COL(Signup, code), DB_COL(Signup, form_token),
    DB_COL(Signup, rank_at), DB_COL(Signup, skipped), DB_COL(Signup, offered_until),
    DB_COL(Signup, made_at), DB_COL(Signup, changed_at), DB_COL(Signup, source),
};
static const DbRow full_row = DB_ROW(Signup, full_cols);

static const DbCol waiting_cols[] = {
    DB_COL(SignupWaiting, id), DB_COL(SignupWaiting, rank_at), DB_COL(SignupWaiting, seats),
    DB_COL(SignupWaiting, fewer), DB_COL(SignupWaiting, mail_hash),
};
static const DbRow waiting_row = DB_ROW(SignupWaiting, waiting_cols);

static const DbCol guest_cols[] = {
    DB_COL(Guest, number), DB_COL(Guest, name), DB_COL(Guest, came),
};
static const DbRow guest_row = DB_ROW(Guest, guest_cols);

static const DbCol move_cols[] = {
    DB_COL(SeatMove, number), DB_COL(SeatMove, at), DB_COL(SeatMove, signup_id),
    DB_COL(SeatMove, seats), DB_COL(SeatMove, was), DB_COL(SeatMove, becomes),
    DB_COL(SeatMove, who),
};
static const DbRow move_row = DB_ROW(SeatMove, move_cols);
/* clang-format on */

typedef struct Number {
    int64_t n;
} Number;
static const DbCol number_cols[] = { DB_COL(Number, n) };
static const DbRow number_row = DB_ROW(Number, number_cols);

typedef struct EventRow {
    EventId event_id;
} EventRow;
static const DbCol event_cols[] = { DB_COL(EventRow, event_id) };
static const DbRow event_row = DB_ROW(EventRow, event_cols);

static const DbQuery q_add = {
    .name = "signup_add",
    .sql = "INSERT INTO signup (id, event_id, state, seats, name, mail, mail_hash, lang,"
           " relay, fewer, needs, expects, secret_hash, code, form_token, rank_at,"
           " offered_until, made_at, changed_at, source)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
           " $16, $17, $18, $19, $20)",
};

static const DbQuery q_update = {
    .name = "signup_update",
    .sql = "UPDATE signup SET state = $2, seats = $3, offered_until = $4, changed_at = $5,"
           " relay = $6 WHERE id = $1",
};

static const DbQuery q_quiet = {
    .name = "signup_quiet",
    .sql = "UPDATE signup SET quiet = $2 WHERE id = $1",
};

static const DbQuery q_load = {
    .name = "signup_load",
    .sql = FULL " WHERE id = $1",
};

static const DbQuery q_by_form = {
    .name = "signup_by_form",
    .sql = FULL " WHERE form_token = $1",
};

static const DbQuery q_by_forms = {
    .name = "signup_by_forms",
    .sql =
        FULL " WHERE form_token IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
             " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) ORDER BY event_id",
};

static const DbQuery q_wrong_code = {
    .name = "signup_wrong_code",
    .sql =
        "INSERT INTO wrong_code (event_id, name_hash, hour, tries) VALUES ($1, $2, $3, 1)"
        " ON CONFLICT (event_id, name_hash, hour) DO UPDATE SET tries = wrong_code.tries + 1",
};

static const DbQuery q_wrong_codes = {
    .name = "signup_wrong_codes",
    .sql = "SELECT coalesce(max(tries), 0) AS n FROM wrong_code"
           " WHERE event_id = $1 AND name_hash = $2 AND hour = $3",
};

static const DbQuery q_forget_codes = {
    .name = "signup_forget_codes",
    .sql = "DELETE FROM wrong_code WHERE hour < $1",
};

static const DbQuery q_by_code = {
    .name = "signup_by_code",
    .sql = FULL " WHERE event_id = $1 AND code = $2",
};

static const DbQuery q_by_mail = {
    .name = "signup_by_mail",
    .sql = FULL " WHERE mail_hash = $2 AND mail_hash <> '' AND event_id = $1"
                " AND state IN (1, 2, 3) ORDER BY id LIMIT 1",
};

static const DbQuery q_list = {
    .name = "signup_list",
    .sql = FULL " WHERE event_id = $1 AND state = $2 AND rank_at > $3"
                " ORDER BY rank_at, id LIMIT $4",
};

static const DbQuery q_waiting = {
    .name = "signup_waiting",
    .sql = "SELECT id, rank_at, seats, fewer, mail_hash FROM signup"
           " WHERE event_id = $1 AND state = 1 AND rank_at > $2"
           " ORDER BY rank_at, id LIMIT $3",
};

static const DbQuery q_skip = {
    .name = "signup_skip",
    .sql = "UPDATE signup SET skipped = skipped + 1"
           " WHERE event_id = $1 AND state = 1 AND rank_at < $2 AND seats > $3",
};

static const DbQuery q_rank = {
    .name = "signup_rank",
    .sql = "SELECT CAST(coalesce(sum(seats), 0) AS bigint) + 1 AS n FROM signup"
           " WHERE event_id = $1 AND state = 1 AND rank_at < $2",
};

static const DbQuery q_lapsed = {
    .name = "signup_lapsed",
    .sql = FULL " WHERE event_id = $1 AND state = 2 AND offered_until > 0"
                " AND offered_until <= $2 ORDER BY rank_at, id LIMIT $3",
};

static const DbQuery q_lapsing = {
    .name = "signup_lapsing",
    .sql = "SELECT DISTINCT event_id FROM signup"
           " WHERE offered_until > 0 AND offered_until <= $1 LIMIT $2",
};

static const DbQuery q_add_guest = {
    .name = "signup_add_guest",
    .sql = "INSERT INTO guest (signup_id, number, name, came) VALUES ($1, $2, $3, $4)",
};

static const DbQuery q_guests = {
    .name = "signup_guests",
    .sql =
        "SELECT number, name, came FROM guest WHERE signup_id = $1 ORDER BY number LIMIT 100",
};

static const DbQuery q_drop_guests = {
    .name = "signup_drop_guests",
    .sql = "DELETE FROM guest WHERE signup_id = $1 AND number > $2",
};

static const DbQuery q_add_move = {
    .name = "signup_add_move",
    .sql = "INSERT INTO seat_move (event_id, number, at, signup_id, seats, was, becomes, who)"
           " SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7"
           " FROM seat_move WHERE event_id = $1",
};

static const DbQuery q_moves = {
    .name = "signup_moves",
    .sql = "SELECT number, at, signup_id, seats, was, becomes, who FROM seat_move"
           " WHERE event_id = $1 AND number > $2 ORDER BY number LIMIT $3",
};

const DbQuery *const signup_store_all[] = {
    &q_add,      &q_update,     &q_quiet,       &q_load,         &q_by_form,  &q_by_code,
    &q_by_mail,  &q_list,       &q_waiting,     &q_skip,         &q_rank,     &q_lapsed,
    &q_lapsing,  &q_add_guest,  &q_guests,      &q_drop_guests,  &q_add_move, &q_moves,
    &q_by_forms, &q_wrong_code, &q_wrong_codes, &q_forget_codes, NULL,
};

Fault signup_store_add(Work *w, const Signup *s)
{
    return work_run(w, &q_add,
                    DB_ARGS(DB_I(s->id.v), DB_I(s->event_id.v), DB_I(s->state), DB_I(s->seats),
                            DB_T(s->name), DB_T(s->mail), DB_T(s->mail_hash), DB_T(s->lang),
                            DB_I(s->relay), DB_I(s->fewer), DB_T(s->needs), DB_T(s->expects),
                            DB_T(s->secret_hash), DB_T(s->code), DB_T(s->form_token),
                            DB_I(s->rank_at), DB_I(s->offered_until), DB_I(s->made_at),
                            DB_I(s->changed_at), DB_T(s->source)));
}

Fault signup_store_update(Work *w, const Signup *s)
{
    return work_run(w, &q_update,
                    DB_ARGS(DB_I(s->id.v), DB_I(s->state), DB_I(s->seats),
                            DB_I(s->offered_until), DB_I(s->changed_at), DB_I(s->relay)));
}

Fault signup_store_quiet(Work *w, SignupId id, bool quiet)
{
    return work_run(w, &q_quiet, DB_ARGS(DB_I(id.v), DB_I(quiet)));
}

Fault signup_store_load(Work *w, SignupId id, Signup *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &full_row, ret);
}

Fault signup_store_by_form(Work *w, Str form_token, Signup *ret)
{
    return work_one(w, &q_by_form, DB_ARGS(DB_T(form_token)), &full_row, ret);
}

Fault signup_store_by_forms(Work *w, const Str *tokens, Signup **ret, size_t *ret_len)
{
    DbArg args[SIGNUP_DATES_MAX];

    for (size_t i = 0; i < SIGNUP_DATES_MAX; i++) {
        args[i] = DB_T(tokens[i]);
    }
    return work_list(w, &q_by_forms, args, SIGNUP_DATES_MAX, &full_row, SIGNUP_DATES_MAX, ret,
                     ret_len);
}

Fault signup_store_wrong_code(Work *w, EventId id, Str name_hash, int64_t hour)
{
    return work_run(w, &q_wrong_code, DB_ARGS(DB_I(id.v), DB_T(name_hash), DB_I(hour)));
}

Fault signup_store_wrong_codes(Work *w, EventId id, Str name_hash, int64_t hour, int64_t *ret)
{
    Number found = { 0 };

    TRY(work_one(w, &q_wrong_codes, DB_ARGS(DB_I(id.v), DB_T(name_hash), DB_I(hour)),
                 &number_row, &found));
    *ret = found.n;
    return FAULT_NONE;
}

Fault signup_store_forget_codes(Work *w, int64_t before_hour)
{
    return work_run(w, &q_forget_codes, DB_ARGS(DB_I(before_hour)));
}

Fault signup_store_by_code(Work *w, EventId id, Str code, Signup *ret)
{
    return work_one(w, &q_by_code, DB_ARGS(DB_I(id.v), DB_T(code)), &full_row, ret);
}

Fault signup_store_by_mail(Work *w, EventId id, Str mail_hash, Signup *ret)
{
    return work_one(w, &q_by_mail, DB_ARGS(DB_I(id.v), DB_T(mail_hash)), &full_row, ret);
}

Fault signup_store_list(Work *w, EventId id, SignupState state, SignupId after, size_t max,
                        Signup **ret, size_t *ret_len)
{
    return work_list(
        w, &q_list,
        DB_ARGS(DB_I(id.v), DB_I((int64_t)state), DB_I(after.v), DB_I((int64_t)max)), &full_row,
        max, ret, ret_len);
}

Fault signup_store_waiting(Work *w, EventId id, int64_t after, size_t max, SignupWaiting **ret,
                           size_t *ret_len)
{
    return work_list(w, &q_waiting, DB_ARGS(DB_I(id.v), DB_I(after), DB_I((int64_t)max)),
                     &waiting_row, max, ret, ret_len);
}

Fault signup_store_skip(Work *w, EventId id, int64_t rank_at, int64_t free)
{
    return work_run(w, &q_skip, DB_ARGS(DB_I(id.v), DB_I(rank_at), DB_I(free)));
}

Fault signup_store_rank(Work *w, EventId id, int64_t rank_at, int64_t *ret)
{
    Number found = { 0 };

    TRY(work_one(w, &q_rank, DB_ARGS(DB_I(id.v), DB_I(rank_at)), &number_row, &found));
    *ret = found.n;
    return FAULT_NONE;
}

Fault signup_store_lapsed(Work *w, EventId id, int64_t now, size_t max, Signup **ret,
                          size_t *ret_len)
{
    return work_list(w, &q_lapsed, DB_ARGS(DB_I(id.v), DB_I(now), DB_I((int64_t)max)),
                     &full_row, max, ret, ret_len);
}

Fault signup_store_lapsing(Work *w, int64_t now, size_t max, EventId **ret, size_t *ret_len)
{
    return work_list(w, &q_lapsing, DB_ARGS(DB_I(now), DB_I((int64_t)max)), &event_row, max,
                     ret, ret_len);
}

Fault signup_store_add_guest(Work *w, SignupId id, const Guest *guest)
{
    return work_run(
        w, &q_add_guest,
        DB_ARGS(DB_I(id.v), DB_I(guest->number), DB_T(guest->name), DB_I(guest->came)));
}

Fault signup_store_guests(Work *w, SignupId id, Guest **ret, size_t *ret_len)
{
    return work_list(w, &q_guests, DB_ARGS(DB_I(id.v)), &guest_row, 100, ret, ret_len);
}

Fault signup_store_drop_guests(Work *w, SignupId id, int64_t above)
{
    return work_run(w, &q_drop_guests, DB_ARGS(DB_I(id.v), DB_I(above)));
}

Fault signup_store_add_move(Work *w, EventId id, const SeatMove *move)
{
    return work_run(w, &q_add_move,
                    DB_ARGS(DB_I(id.v), DB_I(w->now), DB_I(move->signup_id.v),
                            DB_I(move->seats), DB_I(move->was), DB_I(move->becomes),
                            DB_T(w->who)));
}

Fault signup_store_moves(Work *w, EventId id, int64_t after, size_t max, SeatMove **ret,
                         size_t *ret_len)
{
    return work_list(w, &q_moves, DB_ARGS(DB_I(id.v), DB_I(after), DB_I((int64_t)max)),
                     &move_row, max, ret, ret_len);
}
