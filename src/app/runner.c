#include "app/runner.h"

#include "app/listeners.h"
#include "post/post_queue.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { WAKE_SECONDS = 1 };

struct Runner {
    const Site *site;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    _Atomic bool stop;
};

/* What a job allocates ends with it: ten thousand letters don't add up. */
static Fault run_one(Work *w, Arena *mem, bool *ret_ran)
{
    Work unit = { .mem = mem, .site = w->site, .now = sys_now(), .who = w->who };
    Fault f = job_run_one(&unit, app_jobs, ret_ran);

    w->why = f && unit.why ? str_c(w->mem, str_from(unit.why)) : NULL;
    work_done(&unit);
    arena_reset(mem);
    return f;
}

Fault runner_run_due(Work *w, const _Atomic bool *stop, int64_t *ret_count)
{
    SCOPED(arena_done) Arena mem = { 0 };
    bool ran = true;

    *ret_count = 0;
    work_done(w); /* a thread has one connection */
    while (ran && !(stop && atomic_load(stop))) {
        TRY(run_one(w, &mem, &ran));
        *ret_count += ran;
    }
    return FAULT_NONE;
}

static void log_fault(const Work *w, Fault f)
{
    if (f && f != FAULT_AGAIN) {
        LOG(LEVEL_ERROR, "job.stuck", log_text("fault", str_from(fault_name(f))),
            log_text("why", str_from(w->why)));
    }
}

/* Each round is a unit of its own: its memory ends with it. */
static void round_of(Runner *r, Arena *mem, bool plan)
{
    SCOPED(work_done)
    Work w = { .mem = mem, .site = r->site, .now = sys_now(), .who = STR("job") };
    int64_t count;

    if (plan) {
        log_fault(&w, job_plan(&w, app_jobs));
    }
    log_fault(&w, runner_run_due(&w, &r->stop, &count));
    if (w.site->mail.boxed) {
        w.now = sys_now();
        log_fault(&w, post_box(&w, &count));
    }
}

static void sleep_a_while(Runner *r)
{
    struct timespec until;

    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += WAKE_SECONDS;
    (void)pthread_mutex_lock(&r->lock);
    while (!atomic_load(&r->stop) && pthread_cond_timedwait(&r->wake, &r->lock, &until) == 0) {
    }
    (void)pthread_mutex_unlock(&r->lock);
}

static void *run(void *ctx)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Runner *r = ctx;

    for (bool first = true; !atomic_load(&r->stop); first = false) {
        round_of(r, &mem, first);
        arena_reset(&mem);
        sleep_a_while(r);
    }
    return NULL;
}

static bool ready(Runner *r)
{
    pthread_condattr_t monotonic;

    return pthread_mutex_init(&r->lock, NULL) == 0 && pthread_condattr_init(&monotonic) == 0 &&
           pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
           pthread_cond_init(&r->wake, &monotonic) == 0 &&
           pthread_create(&r->thread, NULL, run, r) == 0;
}

Runner *runner_start(const Site *site)
{
    Runner *r = calloc(1, sizeof *r);

    if (r) {
        r->site = site;
    }
    if (!r || !ready(r)) {
        free(r);
        return NULL;
    }
    return r;
}

void runner_stop(Runner **runner)
{
    Runner *r = *runner;

    *runner = NULL;
    if (r) {
        atomic_store(&r->stop, true);
        (void)pthread_mutex_lock(&r->lock);
        (void)pthread_cond_signal(&r->wake);
        (void)pthread_mutex_unlock(&r->lock);
        (void)pthread_join(r->thread, NULL);
        free(r);
    }
}
