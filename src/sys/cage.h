/* cage.h - a process gives up what it doesn't need
 *
 * For good: nothing here can be undone, and children inherit it. */
#ifndef SYS_CAGE_H
#define SYS_CAGE_H

#include "base/fault.h"

/* Files can be read below these paths, and nothing else of the file system can
 * be read, written or run; what was open stays so.  paths ends with NULL; one
 * that doesn't exist is skipped.  FAULT_ABSENT: this kernel has no Landlock, or
 * the one who started us forbids it, and nothing has changed. */
MUST_USE Fault cage_read_only(const char *const *paths);
/* No program that is run from here gains rights that we don't have.  Landlock
 * wants this first. */
MUST_USE Fault cage_no_new_rights(void);
/* At most that many open files, and no core. */
MUST_USE Fault cage_limit(int files);

#endif
