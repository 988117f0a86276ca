/* random.h - bytes that nobody can guess, from the system */
#ifndef SYS_RANDOM_H
#define SYS_RANDOM_H

#include "base/base.h"

/* Fills all of it, or ends the process: a guessable secret is worse. */
void sys_random(void *to, size_t size);

#endif
