/* runner.h - the thread that does jobs */
#ifndef APP_RUNNER_H
#define APP_RUNNER_H

#include "work/work.h"

typedef struct Runner Runner;

/* Wakes every few seconds and does what is due.  NULL: no thread could be had. */
Runner *runner_start(const Site *site);
/* Ends after the job that runs, if any.  Accepts NULL. */
void runner_stop(Runner **runner);

/* Does what is due, until nothing is; *stop, when not NULL, ends it sooner. */
MUST_USE Fault runner_run_due(Work *w, const _Atomic bool *stop, int64_t *ret_count);

#endif
