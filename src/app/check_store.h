/* check_store.h - what should never be found */
#ifndef APP_CHECK_STORE_H
#define APP_CHECK_STORE_H

#include "work/work.h"

typedef struct CheckCounts {
    int64_t events, jobs_given_up;
    int64_t
        bare_shelves;  /* rows of the search index whose event isn't there, or isn't public */
    int64_t unshelved; /* events that a search should find and can't */
    int64_t wordless;  /* rows of the index without their words */
} CheckCounts;

MUST_USE Fault check_store_counts(Work *w, CheckCounts *ret);
/* Communes that events name: distinct INSEE codes. */
MUST_USE Fault check_store_communes(Work *w, Str **ret, size_t *ret_len);

extern const DbQuery *const check_store_all[];

#endif
