#include "work/work.h"

static const DbQuery q_tell = {
    .name = "work_tell",
    .sql = "INSERT INTO fact (id, kind, subject, at) VALUES ($1, $2, $3, $4)",
};

/* The same work twice in the queue is once too often. */
static const DbQuery q_listen = {
    .name = "work_listen",
    .sql = "INSERT INTO job (id, kind, subject, due_at) VALUES ($1, $2, $3, $4)"
           " ON CONFLICT DO NOTHING",
};

const DbQuery *const work_queries_all[] = { &q_tell, &q_listen, NULL };

static Fault keep_why(Work *w, Fault f)
{
    if (f && f != FAULT_ABSENT && w->db) {
        w->why = str_c(w->mem, str_from(db_why(w->db)));
    }
    return f;
}

static void give_back(Work *w)
{
    if (w->db) {
        w->queries += db_count(w->db);
        db_give(&w->db);
    }
    w->writing = false;
}

static Fault connect(Work *w)
{
    return w->db ? FAULT_NONE : db_reader(w->site->house, &w->db);
}

void work_done(Work *w)
{
    give_back(w);
}

Fault work_begin(Work *w, WorkTx *ret)
{
    give_back(w); /* what was read before may be old: the action reads again */
    TRY(db_writer(w->site->house, &w->db));
    Fault f = keep_why(w, db_begin(w->db));
    if (f) {
        give_back(w);
        return f;
    }
    w->writing = true;
    ret->work = w;
    return FAULT_NONE;
}

Fault work_hold(Work *w, int64_t id)
{
    return keep_why(w, db_hold(w->db, id));
}

Fault work_commit(WorkTx *tx)
{
    Work *w = tx->work;
    Fault f = keep_why(w, db_commit(w->db));

    if (f) {
        db_undo(w->db);
    }
    tx->work = NULL;
    give_back(w);
    return f;
}

void work_undo(WorkTx *tx)
{
    if (tx->work) {
        db_undo(tx->work->db);
        give_back(tx->work);
        tx->work = NULL;
    }
}

Fault work_change(Work *w, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed)
{
    TRY(connect(w));
    return keep_why(w, db_run(w->db, q, args, n, ret_changed));
}

Fault work_run(Work *w, const DbQuery *q, const DbArg *args, size_t n)
{
    return work_change(w, q, args, n, NULL);
}

Fault work_one(Work *w, const DbQuery *q, const DbArg *args, size_t n, const DbRow *row,
               void *ret)
{
    TRY(connect(w));
    return keep_why(w, db_one(w->db, w->mem, q, args, n, row, ret));
}

Fault work_list(Work *w, const DbQuery *q, const DbArg *args, size_t n, const DbRow *row,
                size_t max, void *ret_at, size_t *ret_len)
{
    TRY(connect(w));
    return keep_why(w, db_list(w->db, w->mem, q, args, n, row, max, ret_at, ret_len));
}

int64_t work_queries(const Work *w)
{
    return w->queries + (w->db ? db_count(w->db) : 0);
}

Fault work_tell(Work *w, const char *fact, int64_t subject)
{
    Str kind = str_from(fact);

    TRY(work_run(w, &q_tell,
                 DB_ARGS(DB_I(work_new_id(w)), DB_T(kind), DB_I(subject), DB_I(w->now))));
    for (const Listener *l = w->site->listeners; l && l->fact; l++) {
        if (!str_eq(str_from(l->fact), kind)) {
            continue;
        }
        if (l->at_once) {
            TRY(l->at_once(w, subject));
        } else {
            TRY(work_run(w, &q_listen,
                         DB_ARGS(DB_I(work_new_id(w)), DB_T(str_from(l->job)), DB_I(subject),
                                 DB_I(w->now))));
        }
    }
    return FAULT_NONE;
}
