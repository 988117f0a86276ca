#include "post/post_store.h"

static const DbQuery q_add = {
    .name = "letter_add",
    .sql = "INSERT INTO letter (id, reason, subject, occasion, address_hash, state, due_at,"
           " urgency, trust, lang, address, name, title, body_text, body_html, calendar,"
           " method, unsubscribe, reply_to, made_at, until_at)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
           " $17, $18, $19, $20, $21) ON CONFLICT DO NOTHING",
};

/* One that a courier has is told when it asks whether the body may leave. */
static const DbQuery q_withdraw = {
    .name = "letter_withdraw",
    .sql = "DELETE FROM letter WHERE reason = $1 AND subject = $2 AND state IN (0, 1)",
};

static const DbQuery q_withdraw_one = {
    .name = "letter_withdraw_one",
    .sql = "DELETE FROM letter WHERE reason = $1 AND subject = $2 AND occasion = $3"
           " AND state IN (0, 1)",
};

/* Their conditions are those of the indexes in 0002_letters.sql, word for word. */
static const DbQuery q_signs_to = {
    .name = "letter_signs_to",
    .sql = "SELECT count(*) AS n FROM letter"
           " WHERE address_hash = $1 AND made_at > $2 AND reason = 0 AND trust > 0",
};

static const DbQuery q_signs_all = {
    .name = "letter_signs_all",
    .sql = "SELECT count(*) AS n FROM letter WHERE made_at > $1 AND reason = 0 AND trust = 2",
};

static const DbQuery q_pace_to = {
    .name = "letter_pace_to",
    .sql = "SELECT due_at AS n FROM letter"
           " WHERE address_hash = $1 AND due_at > $2 AND reason > 0 AND trust > 0"
           " ORDER BY due_at DESC LIMIT 1 OFFSET $3",
};

static const DbQuery q_pace_all = {
    .name = "letter_pace_all",
    .sql = "SELECT due_at AS n FROM letter WHERE due_at > $1 AND reason > 0 AND trust = 2"
           " ORDER BY due_at DESC LIMIT 1 OFFSET $2",
};

const DbQuery *const post_store_all[] = { &q_add,      &q_withdraw,  &q_withdraw_one,
                                          &q_signs_to, &q_signs_all, &q_pace_to,
                                          &q_pace_all, NULL };

typedef struct Count {
    int64_t n;
} Count;

static const DbCol count_cols[] = { DB_COL(Count, n) };
static const DbRow count_row = DB_ROW(Count, count_cols);

Fault post_store_add(Work *w, const PostRow *row, bool *ret_new)
{
    const Letter *l = &row->letter;
    int64_t changed;

    TRY(work_change(w, &q_add,
                    DB_ARGS(DB_I(l->id.v), DB_I(l->reason), DB_I(l->subject), DB_I(l->occasion),
                            DB_T(row->hash), DB_I(l->state), DB_I(l->due_at), DB_I(l->urgency),
                            DB_I(l->trust), DB_T(l->lang), DB_T(l->address), DB_T(l->name),
                            DB_T(l->title), DB_T(l->body_text), DB_T(l->body_html),
                            DB_T(l->calendar), DB_I(l->method), DB_T(l->unsubscribe),
                            DB_T(l->reply_to), DB_I(l->made_at), DB_I(l->until_at)),
                    &changed));
    *ret_new = changed > 0;
    return FAULT_NONE;
}

Fault post_store_withdraw(Work *w, PostReason reason, int64_t subject)
{
    return work_run(w, &q_withdraw, DB_ARGS(DB_I((int64_t)reason), DB_I(subject)));
}

Fault post_store_withdraw_one(Work *w, PostReason reason, int64_t subject, int64_t occasion,
                              bool *ret)
{
    int64_t gone = 0;

    TRY(work_change(w, &q_withdraw_one,
                    DB_ARGS(DB_I((int64_t)reason), DB_I(subject), DB_I(occasion)), &gone));
    *ret = gone > 0;
    return FAULT_NONE;
}

static Fault number(Work *w, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret)
{
    Count count = { 0 };
    Fault f = work_one(w, q, args, n, &count_row, &count);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    *ret = count.n;
    return FAULT_NONE;
}

Fault post_store_signs_to(Work *w, Str hash, int64_t since, int64_t *ret)
{
    return number(w, &q_signs_to, DB_ARGS(DB_T(hash), DB_I(since)), ret);
}

Fault post_store_signs_all(Work *w, int64_t since, int64_t *ret)
{
    return number(w, &q_signs_all, DB_ARGS(DB_I(since)), ret);
}

Fault post_store_pace_to(Work *w, Str hash, int64_t since, int64_t rank, int64_t *ret)
{
    return number(w, &q_pace_to, DB_ARGS(DB_T(hash), DB_I(since), DB_I(rank - 1)), ret);
}

Fault post_store_pace_all(Work *w, int64_t since, int64_t rank, int64_t *ret)
{
    return number(w, &q_pace_all, DB_ARGS(DB_I(since), DB_I(rank - 1)), ret);
}
