/* listeners.h - who acts on which fact, and how jobs are done: two tables */
#ifndef APP_LISTENERS_H
#define APP_LISTENERS_H

#include "work/job.h"

extern const Listener app_listeners[]; /* ends with a NULL fact */
extern const JobKind app_jobs[];       /* ends with a NULL name */

#endif
