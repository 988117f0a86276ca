/* control_store.h - what /admin counts */
#ifndef APP_CONTROL_STORE_H
#define APP_CONTROL_STORE_H

#include "work/job.h"

typedef struct Kept {
    int64_t events, signups, accounts, letters, bytes; /* bytes: of the database */
} Kept;

typedef struct JobCounts {
    int64_t waiting, failed; /* failed: at least once, and not done yet */
} JobCounts;

MUST_USE Fault control_store_kept(Work *w, Kept *ret);
MUST_USE Fault control_store_job_counts(Work *w, JobCounts *ret);
/* Those that failed and wait for another try, the last first. */
MUST_USE Fault control_store_failed(Work *w, size_t max, Job **ret, size_t *ret_len);
/* Those that never failed, the first due first. */
MUST_USE Fault control_store_waiting(Work *w, size_t max, Job **ret, size_t *ret_len);
MUST_USE Fault control_store_done(Work *w, size_t max, Job **ret, size_t *ret_len);

extern const DbQuery *const control_store_all[];

#endif
