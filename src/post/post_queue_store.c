#include "post/post_queue_store.h"

#define LETTER                                                                           \
    "SELECT id AS id, reason, subject, occasion, state, due_at, urgency, trust, lang,"   \
    " address, name, title, body_text, body_html, calendar, method, unsubscribe, tries," \
    " reply_to, until_at,"                                                               \
    " last_error, taken_at, sent_at, made_at FROM letter"

static const DbCol letter_cols[] = {
    DB_COL(Letter, id),         DB_COL(Letter, reason),      DB_COL(Letter, subject),
    DB_COL(Letter, occasion),   DB_COL(Letter, state),       DB_COL(Letter, due_at),
    DB_COL(Letter, urgency),    DB_COL(Letter, trust),       DB_COL(Letter, lang),
    DB_COL(Letter, address),    DB_COL(Letter, name),        DB_COL(Letter, title),
    DB_COL(Letter, body_text),  DB_COL(Letter, body_html),   DB_COL(Letter, calendar),
    DB_COL(Letter, method),     DB_COL(Letter, unsubscribe), DB_COL(Letter, tries),
    DB_COL(Letter, last_error), DB_COL(Letter, taken_at),    DB_COL(Letter, sent_at),
    DB_COL(Letter, made_at),    DB_COL(Letter, reply_to),    DB_COL(Letter, until_at),
};
static const DbRow letter_row = DB_ROW(Letter, letter_cols);

/* Each urgency by itself, so that those of tomorrow aren't walked through. */
static const DbQuery q_due = {
    .name = "letter_due",
    .sql = LETTER " WHERE state = 0 AND urgency = $1 AND due_at <= $2"
                  " ORDER BY due_at, id LIMIT $3",
};

static const DbQuery q_any = {
    .name = "letter_any",
    .sql = "SELECT CASE WHEN EXISTS (SELECT 1 FROM letter WHERE state = 0"
           " AND urgency IN (0, 1, 2) AND due_at <= $1)"
           " OR EXISTS (SELECT 1 FROM letter WHERE state = 1 AND taken_at < $2)"
           " OR EXISTS (SELECT 1 FROM letter WHERE state = 2 AND taken_at < $2"
           " AND urgency < 2) THEN 1 ELSE 0 END AS n",
};

static const DbQuery q_expire_taken = {
    .name = "letter_expire_taken",
    .sql = "UPDATE letter SET state = 0 WHERE state = 1 AND taken_at < $1",
};

static const DbQuery q_expire_doubt = {
    .name = "letter_expire_doubt",
    .sql = "UPDATE letter SET state = 0 WHERE state = 2 AND taken_at < $1 AND urgency <= $2",
};

static const DbQuery q_drop = {
    .name = "letter_drop",
    .sql = "DELETE FROM letter WHERE state = 0 AND until_at > 0 AND until_at <= $1",
};

static const DbQuery q_move = {
    .name = "letter_move",
    .sql = "UPDATE letter SET state = $3, taken_at = $4 WHERE id = $1 AND state = $2",
};

static const DbQuery q_gone = {
    .name = "letter_gone",
    .sql = "UPDATE letter SET state = $2, last_error = $3, sent_at = $4"
           " WHERE id = $1 AND state IN (0, 1, 2)",
};

static const DbQuery q_wait = {
    .name = "letter_wait",
    .sql = "UPDATE letter SET state = 0, due_at = $2, tries = $3, last_error = $4"
           " WHERE id = $1 AND state IN (1, 2)",
};

static const DbQuery q_load = {
    .name = "letter_load",
    .sql = LETTER " WHERE id = $1",
};

static const DbQuery q_list = {
    .name = "letter_list",
    .sql = LETTER " WHERE state = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
};

static const DbQuery q_counts = {
    .name = "letter_counts",
    .sql = "SELECT state, count(*) AS n FROM letter GROUP BY state LIMIT 6",
};

static const DbQuery q_again = {
    .name = "letter_again",
    .sql = "UPDATE letter SET state = 0, due_at = $2, tries = 0"
           " WHERE id = $1 AND state IN (0, 2, 4) AND address <> ''"
           " AND (until_at = 0 OR until_at > $2)",
};

static const DbQuery q_again_refused = {
    .name = "letter_again_refused",
    .sql = "UPDATE letter SET state = 0, due_at = $1, tries = 0"
           " WHERE state = 4 AND address <> '' AND (until_at = 0 OR until_at > $1)",
};

#define ERASABLE                                                      \
    " WHERE address <> '' AND ((state IN (3, 4, 5) AND sent_at < $1)" \
    " OR (state = 2 AND taken_at < $2))"
#define FORGETTABLE                                          \
    " WHERE (made_at < $1 AND due_at < $1 AND sent_at < $1)" \
    " OR (state = 0 AND until_at > 0 AND until_at <= $2)"

/* An answer of the other side often holds the address. */
static const DbQuery q_erase = {
    .name = "letter_erase",
    .sql =
        "UPDATE letter SET address = '', name = '', title = '', body_text = '',"
        " body_html = '', calendar = '', unsubscribe = '', reply_to = '', last_error = ''" ERASABLE,
};

static const DbQuery q_erasable = {
    .name = "letter_erasable",
    .sql = "SELECT count(*) AS n FROM letter" ERASABLE,
};

static const DbQuery q_forget = {
    .name = "letter_forget",
    .sql = "DELETE FROM letter" FORGETTABLE,
};

static const DbQuery q_forgettable = {
    .name = "letter_forgettable",
    .sql = "SELECT count(*) AS n FROM letter" FORGETTABLE,
};

const DbQuery *const post_queue_store_all[] = {
    &q_due,           &q_any,   &q_expire_taken, &q_expire_doubt, &q_drop,        &q_move,
    &q_gone,          &q_wait,  &q_load,         &q_list,         &q_counts,      &q_again,
    &q_again_refused, &q_erase, &q_forget,       &q_erasable,     &q_forgettable, NULL,
};

typedef struct Count {
    int64_t state, n;
} Count;

static const DbCol any_cols[] = { DB_COL(Count, n) };
static const DbRow any_row = DB_ROW(Count, any_cols);
static const DbCol count_cols[] = { DB_COL(Count, state), DB_COL(Count, n) };
static const DbRow count_row = DB_ROW(Count, count_cols);

Fault post_queue_store_any(Work *w, bool *ret)
{
    Count count;

    TRY(work_one(w, &q_any, DB_ARGS(DB_I(w->now), DB_I(w->now - POST_LEASE)), &any_row,
                 &count));
    *ret = count.n > 0;
    return FAULT_NONE;
}

Fault post_queue_store_due(Work *w, int64_t urgency, size_t max, Letter **ret, size_t *ret_len)
{
    return work_list(w, &q_due, DB_ARGS(DB_I(urgency), DB_I(w->now), DB_I((int64_t)max)),
                     &letter_row, max, ret, ret_len);
}

Fault post_queue_store_expire(Work *w, int64_t before, int64_t urgency)
{
    TRY(work_run(w, &q_expire_taken, DB_ARGS(DB_I(before))));
    return work_run(w, &q_expire_doubt, DB_ARGS(DB_I(before), DB_I(urgency)));
}

Fault post_queue_store_drop(Work *w, int64_t *ret_count)
{
    return work_change(w, &q_drop, DB_ARGS(DB_I(w->now)), ret_count);
}

Fault post_queue_store_move(Work *w, LetterId id, PostState from, PostState to, bool *ret_moved)
{
    int64_t changed;

    TRY(work_change(w, &q_move,
                    DB_ARGS(DB_I(id.v), DB_I((int64_t)from), DB_I((int64_t)to), DB_I(w->now)),
                    &changed));
    *ret_moved = changed > 0;
    return FAULT_NONE;
}

Fault post_queue_store_gone(Work *w, LetterId id, PostState state, Str why)
{
    return work_run(w, &q_gone,
                    DB_ARGS(DB_I(id.v), DB_I((int64_t)state), DB_T(why), DB_I(w->now)));
}

Fault post_queue_store_wait(Work *w, LetterId id, int64_t due_at, int64_t tries, Str why)
{
    return work_run(w, &q_wait, DB_ARGS(DB_I(id.v), DB_I(due_at), DB_I(tries), DB_T(why)));
}

Fault post_queue_store_load(Work *w, LetterId id, Letter *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &letter_row, ret);
}

Fault post_queue_store_list(Work *w, PostState state, int64_t before, size_t max, Letter **ret,
                            size_t *ret_len)
{
    return work_list(w, &q_list,
                     DB_ARGS(DB_I((int64_t)state), DB_I(before), DB_I((int64_t)max)),
                     &letter_row, max, ret, ret_len);
}

Fault post_queue_store_counts(Work *w, int64_t ret[POST_STATES])
{
    Count *list;
    size_t len;

    TRY(work_list(w, &q_counts, DB_NO_ARGS, &count_row, POST_STATES, &list, &len));
    for (size_t i = 0; i < POST_STATES; i++) {
        ret[i] = 0;
    }
    for (size_t i = 0; i < len; i++) {
        if (list[i].state >= 0 && list[i].state < POST_STATES) {
            ret[list[i].state] = list[i].n;
        }
    }
    return FAULT_NONE;
}

Fault post_queue_store_again(Work *w, LetterId id, bool *ret_found)
{
    int64_t changed;

    TRY(work_change(w, &q_again, DB_ARGS(DB_I(id.v), DB_I(w->now)), &changed));
    *ret_found = changed > 0;
    return FAULT_NONE;
}

Fault post_queue_store_again_refused(Work *w, int64_t *ret_count)
{
    return work_change(w, &q_again_refused, DB_ARGS(DB_I(w->now)), ret_count);
}

Fault post_queue_store_erase(Work *w, int64_t sent_before, int64_t doubt_before, int64_t *ret)
{
    return work_change(w, &q_erase, DB_ARGS(DB_I(sent_before), DB_I(doubt_before)), ret);
}

Fault post_queue_store_erasable(Work *w, int64_t sent_before, int64_t doubt_before,
                                int64_t *ret)
{
    Count count = { 0 };

    TRY(work_one(w, &q_erasable, DB_ARGS(DB_I(sent_before), DB_I(doubt_before)), &any_row,
                 &count));
    *ret = count.n;
    return FAULT_NONE;
}

Fault post_queue_store_forget(Work *w, int64_t before, int64_t *ret)
{
    return work_change(w, &q_forget, DB_ARGS(DB_I(before), DB_I(w->now)), ret);
}

Fault post_queue_store_forgettable(Work *w, int64_t before, int64_t *ret)
{
    Count count = { 0 };

    TRY(work_one(w, &q_forgettable, DB_ARGS(DB_I(before), DB_I(w->now)), &any_row, &count));
    *ret = count.n;
    return FAULT_NONE;
}
