#include "app/control_store.h"

#define KEPT                                         \
    "SELECT (SELECT count(*) FROM event) AS events," \
    " (SELECT count(*) FROM signup) AS signups,"     \
    " (SELECT count(*) FROM account) AS accounts,"   \
    " (SELECT count(*) FROM letter) AS letters,"
#define JOB "SELECT id AS id, kind, subject, due_at, tries, last_error, done_at FROM job"

/* How large a database is, no two engines say alike. */
static const DbQuery q_kept = {
    .name = "control_kept",
    .sql = KEPT " (SELECT page_count FROM pragma_page_count())"
                " * (SELECT page_size FROM pragma_page_size()) AS bytes",
    .pg = KEPT " pg_database_size(current_database()) AS bytes",
};

static const DbQuery q_job_counts = {
    .name = "control_job_counts",
    .sql = "SELECT count(*) AS waiting,"
           " count(CASE WHEN tries > 0 THEN 1 END) AS failed FROM job WHERE done_at = 0",
};

static const DbQuery q_failed = {
    .name = "control_failed",
    .sql = JOB " WHERE done_at = 0 AND tries > 0 ORDER BY due_at DESC, id LIMIT $1",
};

static const DbQuery q_waiting = {
    .name = "control_waiting",
    .sql = JOB " WHERE done_at = 0 AND tries = 0 ORDER BY due_at, id LIMIT $1",
};

static const DbQuery q_done = {
    .name = "control_done",
    .sql = JOB " WHERE done_at > 0 ORDER BY done_at DESC, id DESC LIMIT $1",
};

const DbQuery *const control_store_all[] = {
    &q_kept, &q_job_counts, &q_failed, &q_waiting, &q_done, NULL,
};

static const DbCol kept_cols[] = {
    DB_COL(Kept, events),  DB_COL(Kept, signups), DB_COL(Kept, accounts),
    DB_COL(Kept, letters), DB_COL(Kept, bytes),
};
static const DbRow kept_row = DB_ROW(Kept, kept_cols);

static const DbCol job_counts_cols[] = { DB_COL(JobCounts, waiting),
                                         DB_COL(JobCounts, failed) };
static const DbRow job_counts_row = DB_ROW(JobCounts, job_counts_cols);

static const DbCol job_cols[] = {
    DB_COL(Job, id),    DB_COL(Job, kind),       DB_COL(Job, subject), DB_COL(Job, due_at),
    DB_COL(Job, tries), DB_COL(Job, last_error), DB_COL(Job, done_at),
};
static const DbRow job_row = DB_ROW(Job, job_cols);

Fault control_store_kept(Work *w, Kept *ret)
{
    return work_one(w, &q_kept, DB_NO_ARGS, &kept_row, ret);
}

Fault control_store_job_counts(Work *w, JobCounts *ret)
{
    return work_one(w, &q_job_counts, DB_NO_ARGS, &job_counts_row, ret);
}

static Fault jobs(Work *w, const DbQuery *q, size_t max, Job **ret, size_t *ret_len)
{
    return work_list(w, q, DB_ARGS(DB_I((int64_t)max)), &job_row, max, ret, ret_len);
}

Fault control_store_failed(Work *w, size_t max, Job **ret, size_t *ret_len)
{
    return jobs(w, &q_failed, max, ret, ret_len);
}

Fault control_store_waiting(Work *w, size_t max, Job **ret, size_t *ret_len)
{
    return jobs(w, &q_waiting, max, ret, ret_len);
}

Fault control_store_done(Work *w, size_t max, Job **ret, size_t *ret_len)
{
    return jobs(w, &q_done, max, ret, ret_len);
}
