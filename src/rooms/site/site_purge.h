/* site_purge.h - personal data is erased on its day, and not before
 *
 * personal.def says what is kept and by which rule it goes; purge.def says how,
 * or the rooms of accounts and letters do.  An hourly job and "cafeia purge" run
 * the same list; with --dry-run it counts what it would erase. */
#ifndef ROOMS_SITE_SITE_PURGE_H
#define ROOMS_SITE_SITE_PURGE_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

enum { PURGE_EVERY = 3600 };

typedef struct PurgeLine {
    const char *rule, *part;
    int64_t days;  /* after what the rule says */
    int64_t count; /* rows that were erased, or would be */
} PurgeLine;

/* The job: within its transaction. */
MUST_USE Fault site_purge(Work *w, int64_t subject);
/* What it did, or would do now. */
MUST_USE Fault site_purge_run(Work *w, PurgeLine **ret, size_t *ret_len);
MUST_USE Fault site_purge_report(Work *w, PurgeLine **ret, size_t *ret_len);
/* Of a line of personal.def: does the list see to it, or is it public? */
bool site_purge_knows(Str rule);

#endif
