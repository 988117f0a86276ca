#include "rooms/signup/signup_notice_store.h"

#include "work/work.h"

static const DbCol reminder_cols[] = {
    DB_COL(Reminder, event_id), DB_COL(Reminder, days),  DB_COL(Reminder, starts_at),
    DB_COL(Reminder, due_at),   DB_COL(Reminder, after),
};
static const DbRow reminder_row = DB_ROW(Reminder, reminder_cols);

static const DbCol told_cols[] = {
    DB_COL(Told, event_id),  DB_COL(Told, sequence), DB_COL(Told, state),
    DB_COL(Told, starts_at), DB_COL(Told, ends_at),  DB_COL(Told, hour_known),
    DB_COL(Told, place),     DB_COL(Told, made_at),  DB_COL(Told, after),
    DB_COL(Told, done_at),
};
static const DbRow told_row = DB_ROW(Told, told_cols);

/* What a letter needs to know. */
static const DbCol reader_cols[] = {
    DB_COL(Signup, id),      DB_COL(Signup, event_id),   DB_COL(Signup, state),
    DB_COL(Signup, seats),   DB_COL(Signup, name),       DB_COL(Signup, mail),
    DB_COL(Signup, lang),    DB_COL(Signup, relay),      DB_COL(Signup, secret_hash),
    DB_COL(Signup, code),    DB_COL(Signup, form_token), DB_COL(Signup, offered_until),
    DB_COL(Signup, made_at), DB_COL(Signup, changed_at),
};
static const DbRow reader_row = DB_ROW(Signup, reader_cols);

typedef struct Days {
    int64_t days;
} Days;
static const DbCol days_cols[] = { DB_COL(Days, days) };
static const DbRow days_row = DB_ROW(Days, days_cols);

typedef struct Was {
    int64_t was;
} Was;
static const DbCol was_cols[] = { DB_COL(Was, was) };
static const DbRow was_row = DB_ROW(Was, was_cols);

static const DbQuery q_unplan = {
    .name = "reminder_unplan",
    .sql = "DELETE FROM reminder WHERE event_id = $1 AND done_at = 0"
           " AND (starts_at <> $2 OR due_at > $3)",
};

static const DbQuery q_plan = {
    .name = "reminder_plan",
    .sql = "INSERT INTO reminder (event_id, days, starts_at, due_at) VALUES ($1, $2, $3, $4)"
           " ON CONFLICT DO NOTHING",
};

static const DbQuery q_due = {
    .name = "reminder_due",
    .sql = "SELECT event_id, days, starts_at, due_at, after FROM reminder"
           " WHERE done_at = 0 AND due_at <= $1 ORDER BY due_at, event_id, days LIMIT $2",
};

/* That of the organiser, of days -1, is none of theirs. */
static const DbQuery q_later = {
    .name = "reminder_later",
    .sql = "SELECT days FROM reminder WHERE event_id = $1 AND starts_at = $2 AND days >= 0"
           " AND due_at > $3 AND due_at <= $4 LIMIT 1",
};

static const DbQuery q_reminded = {
    .name = "reminder_reminded",
    .sql = "UPDATE reminder SET after = $4, done_at = $5"
           " WHERE event_id = $1 AND days = $2 AND starts_at = $3",
};

#define TOLD                                                                            \
    "SELECT event_id, sequence, state, starts_at, ends_at, hour_known, place, made_at," \
    " after, done_at FROM told"

static const DbQuery q_tell = {
    .name = "told_tell",
    .sql = "INSERT INTO told (event_id, sequence, state, starts_at, ends_at, hour_known,"
           " place, made_at, after, done_at)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
};

static const DbQuery q_last = {
    .name = "told_last",
    .sql = TOLD " WHERE event_id = $1 ORDER BY sequence DESC LIMIT 1",
};

static const DbQuery q_before = {
    .name = "told_before",
    .sql = TOLD " WHERE event_id = $1 AND sequence < $2 ORDER BY sequence DESC LIMIT 1",
};

static const DbQuery q_told = {
    .name = "told_told",
    .sql = "UPDATE told SET after = $3, done_at = $4 WHERE event_id = $1 AND sequence = $2",
};

static const DbQuery q_overtake = {
    .name = "told_overtake",
    .sql = "UPDATE told SET done_at = $3 WHERE event_id = $1 AND sequence < $2"
           " AND done_at = 0",
};

#define READER                                                                             \
    "SELECT id AS id, event_id, state, seats, name, mail, lang, relay, secret_hash, code," \
    " form_token, offered_until, made_at, changed_at FROM signup WHERE event_id = $1"

/* The states are those of signup.h: 3 confirmed, 2 offered, 1 waiting. */
static const DbQuery q_seated = {
    .name = "signup_readers_seated",
    .sql = READER " AND state = 3 AND mail <> '' AND id > $2 ORDER BY id LIMIT $3",
};

static const DbQuery q_all_of = {
    .name = "signup_readers",
    .sql = READER " AND state IN (1, 2, 3) AND mail <> '' AND made_at <= $2 AND id > $3"
                  " ORDER BY id LIMIT $4",
};

static const DbQuery q_was = {
    .name = "signup_was",
    .sql = "SELECT was FROM seat_move WHERE event_id = $1 AND signup_id = $2"
           " ORDER BY number DESC LIMIT 1",
};

const DbQuery *const signup_notice_store_all[] = {
    &q_unplan, &q_plan, &q_due, &q_later,    &q_reminded, &q_tell,   &q_last,
    &q_before, &q_told, &q_was, &q_overtake, &q_seated,   &q_all_of, NULL,
};

Fault signup_notice_store_unplan(Work *w, EventId id, int64_t starts_at, int64_t now)
{
    return work_run(w, &q_unplan, DB_ARGS(DB_I(id.v), DB_I(starts_at), DB_I(now)));
}

Fault signup_notice_store_plan(Work *w, const Reminder *r)
{
    return work_run(
        w, &q_plan,
        DB_ARGS(DB_I(r->event_id.v), DB_I(r->days), DB_I(r->starts_at), DB_I(r->due_at)));
}

Fault signup_notice_store_due(Work *w, int64_t now, size_t max, Reminder **ret, size_t *ret_len)
{
    return work_list(w, &q_due, DB_ARGS(DB_I(now), DB_I((int64_t)max)), &reminder_row, max, ret,
                     ret_len);
}

Fault signup_notice_store_later(Work *w, const Reminder *r, int64_t now, bool *ret)
{
    Days later;
    Fault f =
        work_one(w, &q_later,
                 DB_ARGS(DB_I(r->event_id.v), DB_I(r->starts_at), DB_I(r->due_at), DB_I(now)),
                 &days_row, &later);

    *ret = !f;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

Fault signup_notice_store_reminded(Work *w, const Reminder *r, int64_t done_at)
{
    return work_run(w, &q_reminded,
                    DB_ARGS(DB_I(r->event_id.v), DB_I(r->days), DB_I(r->starts_at),
                            DB_I(r->after), DB_I(done_at)));
}

Fault signup_notice_store_tell(Work *w, const Told *t)
{
    return work_run(w, &q_tell,
                    DB_ARGS(DB_I(t->event_id.v), DB_I(t->sequence), DB_I(t->state),
                            DB_I(t->starts_at), DB_I(t->ends_at), DB_I(t->hour_known),
                            DB_T(t->place), DB_I(t->made_at), DB_I(t->after),
                            DB_I(t->done_at)));
}

Fault signup_notice_store_last(Work *w, EventId id, Told *ret)
{
    return work_one(w, &q_last, DB_ARGS(DB_I(id.v)), &told_row, ret);
}

Fault signup_notice_store_before(Work *w, EventId id, int64_t sequence, Told *ret)
{
    return work_one(w, &q_before, DB_ARGS(DB_I(id.v), DB_I(sequence)), &told_row, ret);
}

Fault signup_notice_store_told(Work *w, const Told *t)
{
    return work_run(
        w, &q_told,
        DB_ARGS(DB_I(t->event_id.v), DB_I(t->sequence), DB_I(t->after), DB_I(t->done_at)));
}

Fault signup_notice_store_overtake(Work *w, EventId id, int64_t sequence, int64_t now)
{
    return work_run(w, &q_overtake, DB_ARGS(DB_I(id.v), DB_I(sequence), DB_I(now)));
}

Fault signup_notice_store_seated(Work *w, EventId id, int64_t after, size_t max, Signup **ret,
                                 size_t *ret_len)
{
    return work_list(w, &q_seated, DB_ARGS(DB_I(id.v), DB_I(after), DB_I((int64_t)max)),
                     &reader_row, max, ret, ret_len);
}

Fault signup_notice_store_all_of(Work *w, EventId id, int64_t before, int64_t after, size_t max,
                                 Signup **ret, size_t *ret_len)
{
    return work_list(w, &q_all_of,
                     DB_ARGS(DB_I(id.v), DB_I(before), DB_I(after), DB_I((int64_t)max)),
                     &reader_row, max, ret, ret_len);
}

Fault signup_notice_store_was(Work *w, EventId id, SignupId signup, int64_t *ret)
{
    Was was = { 0 };
    Fault f = work_one(w, &q_was, DB_ARGS(DB_I(id.v), DB_I(signup.v)), &was_row, &was);

    *ret = was.was;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}
