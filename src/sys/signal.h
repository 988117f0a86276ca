/* signal.h - signals become something that one thread waits for
 *
 * SIGTERM, SIGINT and SIGHUP are blocked everywhere and taken by whoever
 * calls signal_wait; SIGPIPE is ignored: a broken pipe is an error of write. */
#ifndef SYS_SIGNAL_H
#define SYS_SIGNAL_H

#include "base/base.h"

/* Call before the first thread: those that come later inherit it. */
void signal_block(void);
/* Sleeps until one of the three comes, and says which. */
int signal_wait(void);
/* The same, at most that long; 0 when none came. */
int signal_wait_ms(int64_t ms);

#endif
