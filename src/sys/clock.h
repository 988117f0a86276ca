/* clock.h - the only clock of the program
 *
 * The clock that people read may be moved once, at the start (--now): it then
 * begins at that instant and runs.  Limits and time-outs use the monotonic
 * one, which nobody moves. */
#ifndef SYS_CLOCK_H
#define SYS_CLOCK_H

#include "base/base.h"

/* Call before the first thread.  instant: seconds since 1970, UTC. */
void sys_clock_start(int64_t instant);
int64_t sys_now(void);    /* seconds since 1970, UTC */
int64_t sys_now_ms(void); /* the same clock, in milliseconds */
int64_t sys_monotonic_ns(void);
/* This thread waits so long, or a little less. */
void sys_pause_ns(int64_t ns);

#endif
