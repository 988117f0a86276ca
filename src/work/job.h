/* job.h - work that is done later, or again and again
 *
 * A job is a row: its kind, its subject, when it is due.  The handler runs in
 * one transaction together with the mark that it is done: killed at any point,
 * it has happened entirely or not at all, and is tried again.  After a fault
 * it waits 1, 2, 4... minutes, a day at most; after ten tries it stays in the
 * queue, shown by "cafeia job list", until somebody asks for it again. */
#ifndef WORK_JOB_H
#define WORK_JOB_H

#include "work/work.h"

enum { JOB_TRIES_MAX = 10 };

typedef Fault JobHandler(Work *w, int64_t subject);

typedef struct JobKind {
    const char *name;
    JobHandler *handler; /* called within a transaction */
    int64_t every;       /* seconds; > 0: made again when done; subject 0 */
} JobKind;

/* Puts a job in the queue, once per (kind, subject) waiting. */
MUST_USE Fault job_add(Work *w, const char *kind, int64_t subject, int64_t due_at);
/* Makes sure that each clocked kind has a row. */
MUST_USE Fault job_plan(Work *w, const JobKind *kinds);
/* Runs the first job that is due, if any.  kinds ends with a NULL name. */
MUST_USE Fault job_run_one(Work *w, const JobKind *kinds, bool *ret_ran);

typedef struct Job {
    JobId id;
    Str kind, last_error;
    int64_t subject, due_at, tries, done_at;
} Job;

/* The waiting ones first, then the last done: at most max. */
MUST_USE Fault job_list(Work *w, size_t max, Job **ret, size_t *ret_len);
/* Due now, with its tries forgotten. */
MUST_USE Fault job_again(Work *w, JobId id, bool *ret_found);
/* Forgets what was done, and facts told, before that instant. */
MUST_USE Fault job_forget(Work *w, int64_t before);

extern const DbQuery *const job_queries_all[];

#endif
