#include "sys/clock.h"

#include <time.h>

static int64_t moved_ms;

static int64_t read_ns(clockid_t clock)
{
    struct timespec t = { 0 };

    (void)clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void sys_clock_start(int64_t instant)
{
    moved_ms = instant * 1000 - read_ns(CLOCK_REALTIME) / 1000000;
}

int64_t sys_now_ms(void)
{
    return read_ns(CLOCK_REALTIME) / 1000000 + moved_ms;
}

int64_t sys_now(void)
{
    int64_t ms = sys_now_ms();

    return ms / 1000 - (ms % 1000 < 0);
}

int64_t sys_monotonic_ns(void)
{
    return read_ns(CLOCK_MONOTONIC);
}

void sys_pause_ns(int64_t ns)
{
    struct timespec t = { .tv_sec = ns / 1000000000, .tv_nsec = (long)(ns % 1000000000) };

    (void)nanosleep(&t, NULL);
}
