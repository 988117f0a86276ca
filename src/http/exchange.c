#include "http/exchange.h"

#include <stdlib.h>
#include <time.h>

#include "sys/clock.h"

enum { KEPT_MAX = 256 }; /* about 16 MiB of memory that waits for the next rush */

void exchanges_init(Exchanges *all)
{
    pthread_condattr_t monotonic;

    *all = (Exchanges){ 0 };
    if (pthread_mutex_init(&all->lock, NULL) != 0 || pthread_condattr_init(&monotonic) != 0 ||
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) != 0 ||
        pthread_cond_init(&all->none_left, &monotonic) != 0) {
        abort();
    }
    (void)pthread_condattr_destroy(&monotonic);
}

void exchanges_done(Exchanges *all)
{
    while (all->free) {
        Exchange *x = all->free;
        all->free = x->next;
        arena_done(&x->mem);
        free(x);
    }
    (void)pthread_cond_destroy(&all->none_left);
    (void)pthread_mutex_destroy(&all->lock);
}

static Exchange *take(Exchanges *all)
{
    (void)pthread_mutex_lock(&all->lock);
    Exchange *x = all->free;
    if (x) {
        all->free = x->next;
        all->kept--;
    }
    all->open++;
    (void)pthread_mutex_unlock(&all->lock);
    return x;
}

Exchange *exchange_begin(Exchanges *all, Str target)
{
    Exchange *x = take(all);

    if (!x) {
        x = calloc(1, sizeof *x);
    }
    if (!x) {
        abort();
    }
    *x = (Exchange){ .mem = x->mem };
    x->target = str_c(&x->mem, target);
    x->rq.target = (Str){ x->target, target.len };
    return x;
}

void exchange_end(Exchanges *all, Exchange *x)
{
    arena_reset(&x->mem);
    (void)pthread_mutex_lock(&all->lock);
    bool keep = all->kept < KEPT_MAX;
    if (keep) {
        x->next = all->free;
        all->free = x;
        all->kept++;
    }
    if (--all->open == 0) {
        (void)pthread_cond_broadcast(&all->none_left);
    }
    (void)pthread_mutex_unlock(&all->lock);
    if (!keep) {
        arena_done(&x->mem);
        free(x);
    }
}

bool exchanges_wait(Exchanges *all, int64_t until_ns)
{
    struct timespec until = { .tv_sec = until_ns / 1000000000,
                              .tv_nsec = until_ns % 1000000000 };
    int failed = 0;

    (void)pthread_mutex_lock(&all->lock);
    while (all->open > 0 && !failed) {
        failed = pthread_cond_timedwait(&all->none_left, &all->lock, &until);
    }
    bool none = all->open == 0;
    (void)pthread_mutex_unlock(&all->lock);
    return none;
}
