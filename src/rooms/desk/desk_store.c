#include "rooms/desk/desk_store.h"

#include "work/work.h"

/* States: 0 draft, 7 refused, 3 cancelled. */
#define ROW                                                                              \
    "SELECT e.id AS event_id, e.starts_at AS starts_at, coalesce(b.seats, 0) AS seats,"  \
    " coalesce(b.confirmed + b.offered, 0) AS taken, coalesce(b.waiting, 0) AS waiting," \
    " coalesce(a.counted_at, 0) AS counted_at, coalesce(a.came, 0) AS came,"             \
    " coalesce(a.walk_in, 0) AS walk_in,"                                                \
    " coalesce((SELECT o.id FROM event o WHERE o.owner_id = e.owner_id"                  \
    "   AND o.owner_id <> 0 AND o.starts_at > e.starts_at AND o.state NOT IN (3, 7)"     \
    "   ORDER BY o.starts_at, o.id LIMIT 1), 0) AS again,"                               \
    " EXISTS (SELECT 1 FROM message m WHERE m.event_id = e.id AND m.at >= e.until_at)"   \
    "   AS thanked"                                                                      \
    " FROM event e LEFT JOIN seat_book b ON b.event_id = e.id"                           \
    " LEFT JOIN attendance a ON a.event_id = e.id"

static const DbQuery q_coming = {
    .name = "desk_coming",
    .sql = ROW " WHERE e.owner_id = $1 AND e.owner_id <> 0 AND e.state <> 0"
               " AND e.until_at > $2 AND (e.starts_at > $3 OR (e.starts_at = $3 AND e.id > $4))"
               " ORDER BY e.starts_at, e.id LIMIT $5",
};

static const DbQuery q_past = {
    .name = "desk_past",
    .sql = ROW " WHERE e.owner_id = $1 AND e.owner_id <> 0 AND e.state <> 0"
               " AND e.until_at <= $2"
               " AND (e.starts_at < $3 OR (e.starts_at = $3 AND e.id < $4))"
               " ORDER BY e.starts_at DESC, e.id DESC LIMIT $5",
};

static const DbQuery q_drafts = {
    .name = "desk_drafts",
    .sql = ROW " WHERE e.owner_id = $1 AND e.owner_id <> 0 AND e.state = 0"
               " ORDER BY e.starts_at DESC, e.id DESC LIMIT $2",
};

/* Who holds those to come: names can't be folded here.  Drafts are nobody else's. */
static const DbQuery q_held = {
    .name = "desk_held",
    .sql = "SELECT e.id AS event_id, e.starts_at AS starts_at, p.name AS name"
           " FROM event e JOIN event_party p ON p.event_id = e.id"
           " WHERE p.role = 0 AND e.state <> 0 AND e.until_at > $1"
           " AND (e.starts_at > $2 OR (e.starts_at = $2 AND e.id > $3))"
           " ORDER BY e.starts_at, e.id LIMIT $4",
};

static const DbQuery q_one = {
    .name = "desk_one",
    .sql = ROW " WHERE e.id = $1",
};

static const DbQuery q_expect_count = {
    .name = "desk_expect_count",
    .sql = "SELECT count(*) AS n FROM signup"
           " WHERE event_id = $1 AND state IN (1, 3) AND expects <> ''",
};

static const DbQuery q_expects = {
    .name = "desk_expects",
    .sql = "SELECT expects FROM signup WHERE event_id = $1 AND state IN (1, 3)"
           " AND expects <> '' ORDER BY id LIMIT $2",
};

static const DbQuery q_message_add = {
    .name = "message_add",
    .sql = "INSERT INTO message (id, event_id, account_id, at, title, body, reply_to, people,"
           " form_token) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
};

#define MESSAGE                                                                          \
    "SELECT id, event_id, account_id, at, title, body, reply_to, people, after, done_at" \
    " FROM message"

static const DbQuery q_message = {
    .name = "message",
    .sql = MESSAGE " WHERE id = $1",
};

static const DbQuery q_messages = {
    .name = "message_list",
    .sql = MESSAGE " WHERE event_id = $1 ORDER BY id DESC LIMIT $2",
};

static const DbQuery q_sent = {
    .name = "message_sent",
    .sql = "UPDATE message SET after = $2, done_at = $3 WHERE id = $1",
};

static const DbQuery q_written = {
    .name = "message_written",
    .sql = "SELECT (SELECT count(*) FROM message WHERE event_id = $1 AND at > $2) AS since,"
           " (SELECT count(*) FROM message WHERE event_id = $1) AS total,"
           " (SELECT count(*) FROM signup WHERE event_id = $1 AND state = 3 AND mail <> ''"
           "   AND quiet = 0) AS people,"
           " (SELECT count(*) FROM signup WHERE event_id = $1 AND state = 3 AND mail <> ''"
           "   AND quiet = 1) AS quiet,"
           " (SELECT CAST(coalesce(sum(seats), 0) AS bigint) FROM signup"
           "   WHERE event_id = $1 AND state = 3 AND mail = '') AS silent",
};

const DbQuery *const desk_store_all[] = {
    &q_coming,  &q_past,     &q_drafts, &q_one,     &q_expect_count, &q_expects, &q_message_add,
    &q_message, &q_messages, &q_sent,   &q_written, &q_held,         NULL,
};

/* clang-format off */
static const DbCol row_cols[] = {
    DB_COL(DeskRow, event_id), DB_COL(DeskRow, starts_at), DB_COL(DeskRow, seats),
    DB_COL(DeskRow, taken), DB_COL(DeskRow, waiting), DB_COL(DeskRow, counted_at),
    DB_COL(DeskRow, came), DB_COL(DeskRow, walk_in), DB_COL(DeskRow, again),
    DB_COL(DeskRow, thanked),
};
static const DbRow row_row = DB_ROW(DeskRow, row_cols);

static const DbCol held_cols[] = {
    DB_COL(DeskHeld, event_id), DB_COL(DeskHeld, starts_at), DB_COL(DeskHeld, name),
};
static const DbRow held_row = DB_ROW(DeskHeld, held_cols);

static const DbCol expects_cols[] = { DB_COL(DeskExpects, expects) };
static const DbRow expects_row = DB_ROW(DeskExpects, expects_cols);

static const DbCol message_cols[] = {
    DB_COL(Message, id), DB_COL(Message, event_id), DB_COL(Message, account_id),
    DB_COL(Message, at), DB_COL(Message, title), DB_COL(Message, body),
    DB_COL(Message, reply_to), DB_COL(Message, people), DB_COL(Message, after),
    DB_COL(Message, done_at),
};
static const DbRow message_row = DB_ROW(Message, message_cols);

static const DbCol written_cols[] = {
    DB_COL(DeskWritten, since), DB_COL(DeskWritten, total), DB_COL(DeskWritten, people),
    DB_COL(DeskWritten, silent), DB_COL(DeskWritten, quiet),
};
static const DbRow written_row = DB_ROW(DeskWritten, written_cols);
/* clang-format on */

typedef struct Number {
    int64_t n;
} Number;
static const DbCol number_cols[] = { DB_COL(Number, n) };
static const DbRow number_row = DB_ROW(Number, number_cols);

Fault desk_store_coming(Work *w, AccountId owner, DeskKey after, size_t max, DeskRow **ret,
                        size_t *ret_len)
{
    return work_list(w, &q_coming,
                     DB_ARGS(DB_I(owner.v), DB_I(w->now), DB_I(after.starts_at),
                             DB_I(after.id.v), DB_I((int64_t)max)),
                     &row_row, max, ret, ret_len);
}

Fault desk_store_past(Work *w, AccountId owner, DeskKey before, size_t max, DeskRow **ret,
                      size_t *ret_len)
{
    int64_t from = before.starts_at > 0 ? before.starts_at : INT64_MAX;

    return work_list(
        w, &q_past,
        DB_ARGS(DB_I(owner.v), DB_I(w->now), DB_I(from), DB_I(before.id.v), DB_I((int64_t)max)),
        &row_row, max, ret, ret_len);
}

Fault desk_store_drafts(Work *w, AccountId owner, size_t max, DeskRow **ret, size_t *ret_len)
{
    return work_list(w, &q_drafts, DB_ARGS(DB_I(owner.v), DB_I((int64_t)max)), &row_row, max,
                     ret, ret_len);
}

Fault desk_store_held(Work *w, DeskKey after, size_t max, DeskHeld **ret, size_t *ret_len)
{
    return work_list(
        w, &q_held,
        DB_ARGS(DB_I(w->now), DB_I(after.starts_at), DB_I(after.id.v), DB_I((int64_t)max)),
        &held_row, max, ret, ret_len);
}

Fault desk_store_one(Work *w, EventId id, DeskRow *ret)
{
    return work_one(w, &q_one, DB_ARGS(DB_I(id.v)), &row_row, ret);
}

Fault desk_store_expect_count(Work *w, EventId id, int64_t *ret)
{
    Number number;

    TRY(work_one(w, &q_expect_count, DB_ARGS(DB_I(id.v)), &number_row, &number));
    *ret = number.n;
    return FAULT_NONE;
}

Fault desk_store_expects(Work *w, EventId id, size_t max, DeskExpects **ret, size_t *ret_len)
{
    return work_list(w, &q_expects, DB_ARGS(DB_I(id.v), DB_I((int64_t)max)), &expects_row, max,
                     ret, ret_len);
}

Fault desk_store_message_add(Work *w, const Message *m, Str form_token, bool *ret)
{
    int64_t changed = 0;

    TRY(work_change(w, &q_message_add,
                    DB_ARGS(DB_I(m->id), DB_I(m->event_id.v), DB_I(m->account_id.v),
                            DB_I(m->at), DB_T(m->title), DB_T(m->body), DB_T(m->reply_to),
                            DB_I(m->people), DB_T(form_token)),
                    &changed));
    *ret = changed > 0;
    return FAULT_NONE;
}

Fault desk_store_message(Work *w, int64_t id, Message *ret)
{
    return work_one(w, &q_message, DB_ARGS(DB_I(id)), &message_row, ret);
}

Fault desk_store_message_list(Work *w, EventId id, size_t max, Message **ret, size_t *ret_len)
{
    return work_list(w, &q_messages, DB_ARGS(DB_I(id.v), DB_I((int64_t)max)), &message_row, max,
                     ret, ret_len);
}

Fault desk_store_message_sent(Work *w, int64_t id, int64_t after, int64_t done_at)
{
    return work_run(w, &q_sent, DB_ARGS(DB_I(id), DB_I(after), DB_I(done_at)));
}

Fault desk_store_written(Work *w, EventId id, int64_t since, DeskWritten *ret)
{
    return work_one(w, &q_written, DB_ARGS(DB_I(id.v), DB_I(since)), &written_row, ret);
}
