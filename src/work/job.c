#include "work/job.h"

#include "sys/log.h"

static const DbQuery q_add = {
    .name = "job_add",
    .sql = "INSERT INTO job (id, kind, subject, due_at) VALUES ($1, $2, $3, $4)"
           " ON CONFLICT DO NOTHING",
};

static const DbQuery q_next = {
    .name = "job_next",
    .sql = "SELECT id AS id, kind, subject, due_at, tries, last_error, done_at FROM job"
           " WHERE done_at = 0 AND due_at <= $1 AND tries < $2"
           " ORDER BY due_at, id LIMIT 1",
};

static const DbQuery q_done = {
    .name = "job_done",
    .sql = "UPDATE job SET done_at = $2, last_error = '' WHERE id = $1 AND done_at = 0",
};

static const DbQuery q_failed = {
    .name = "job_failed",
    .sql = "UPDATE job SET tries = tries + 1, due_at = $2, last_error = $3 WHERE id = $1",
};

static const DbQuery q_list = {
    .name = "job_list",
    .sql = "SELECT id AS id, kind, subject, due_at, tries, last_error, done_at FROM job"
           " ORDER BY CASE WHEN done_at = 0 THEN 0 ELSE 1 END, due_at DESC, id LIMIT $1",
};

static const DbQuery q_again = {
    .name = "job_again",
    .sql = "UPDATE job SET tries = 0, due_at = $2 WHERE id = $1 AND done_at = 0",
};

static const DbQuery q_forget_jobs = {
    .name = "job_forget",
    .sql = "DELETE FROM job WHERE done_at > 0 AND done_at < $1",
};

static const DbQuery q_forget_facts = {
    .name = "fact_forget",
    .sql = "DELETE FROM fact WHERE at < $1",
};

const DbQuery *const job_queries_all[] = {
    &q_add,   &q_next,        &q_done,         &q_failed, &q_list,
    &q_again, &q_forget_jobs, &q_forget_facts, NULL,
};

static const DbCol job_cols[] = {
    DB_COL(Job, id),    DB_COL(Job, kind),       DB_COL(Job, subject), DB_COL(Job, due_at),
    DB_COL(Job, tries), DB_COL(Job, last_error), DB_COL(Job, done_at),
};
static const DbRow job_row = DB_ROW(Job, job_cols);

Fault job_add(Work *w, const char *kind, int64_t subject, int64_t due_at)
{
    return work_run(w, &q_add,
                    DB_ARGS(DB_I(work_new_id(w)), DB_T(str_from(kind)), DB_I(subject),
                            DB_I(due_at)));
}

Fault job_plan(Work *w, const JobKind *kinds)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    for (const JobKind *k = kinds; k->name; k++) {
        if (k->every > 0) {
            TRY(job_add(w, k->name, 0, w->now));
        }
    }
    return work_commit(&tx);
}

static const JobKind *kind_of(const JobKind *kinds, Str name)
{
    for (const JobKind *k = kinds; k->name; k++) {
        if (str_eq(str_from(k->name), name)) {
            return k;
        }
    }
    return NULL;
}

/* Somebody else may have done it since: then the mark changes nothing, and
 * what the handler would do is not done twice. */
static Fault attempt(Work *w, const JobKind *kind, const Job *job)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t marked;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, job->id.v));
    TRY(work_change(w, &q_done, DB_ARGS(DB_I(job->id.v), DB_I(w->now)), &marked));
    if (marked == 0) {
        return FAULT_NONE;
    }
    TRY(kind->handler(w, job->subject));
    if (kind->every > 0) {
        TRY(job_add(w, kind->name, 0, w->now + kind->every));
    }
    return work_commit(&tx);
}

static int64_t back_off(int64_t tries)
{
    int64_t wait = INT64_C(60) << (tries < 11 ? tries : 11);

    return wait < 86400 ? wait : 86400;
}

static Fault put_off(Work *w, const Job *job, Fault fault)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Str why = str_format(w->mem, "%s: %s", fault_name(fault), w->why ? w->why : "");

    TRY(work_begin(w, &tx));
    TRY(work_run(w, &q_failed,
                 DB_ARGS(DB_I(job->id.v), DB_I(w->now + back_off(job->tries)), DB_T(why))));
    return work_commit(&tx);
}

Fault job_run_one(Work *w, const JobKind *kinds, bool *ret_ran)
{
    Job job;
    Fault f = work_one(w, &q_next, DB_ARGS(DB_I(w->now), DB_I(JOB_TRIES_MAX)), &job_row, &job);

    *ret_ran = !f;
    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    const JobKind *kind = kind_of(kinds, job.kind);
    f = kind ? attempt(w, kind, &job) : FAULT_BUG;
    if (!f) {
        return FAULT_NONE;
    }
    LOG(LEVEL_WARN, "job.failed", log_text("kind", job.kind),
        log_text("fault", str_from(fault_name(f))), log_text("why", str_from(w->why)));
    return put_off(w, &job, f);
}

Fault job_list(Work *w, size_t max, Job **ret, size_t *ret_len)
{
    return work_list(w, &q_list, DB_ARGS(DB_I((int64_t)max)), &job_row, max, ret, ret_len);
}

Fault job_again(Work *w, JobId id, bool *ret_found)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t changed;

    TRY(work_begin(w, &tx));
    TRY(work_change(w, &q_again, DB_ARGS(DB_I(id.v), DB_I(w->now)), &changed));
    *ret_found = changed > 0;
    return work_commit(&tx);
}

Fault job_forget(Work *w, int64_t before)
{
    TRY(work_run(w, &q_forget_jobs, DB_ARGS(DB_I(before))));
    return work_run(w, &q_forget_facts, DB_ARGS(DB_I(before)));
}
