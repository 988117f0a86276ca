/* site_purge_store.h - the statements of purge.def */
#ifndef ROOMS_SITE_SITE_PURGE_STORE_H
#define ROOMS_SITE_SITE_PURGE_STORE_H

#include "rooms/site/site_purge.h"

extern const DbQuery *const site_purge_store_all[]; /* ends with NULL */

size_t site_purge_store_len(void);
PurgeLine site_purge_store_line(size_t i);
MUST_USE Fault site_purge_store_count(Work *w, size_t i, int64_t *ret);
MUST_USE Fault site_purge_store_erase(Work *w, size_t i, int64_t *ret);

/* An account that nobody has used for long. */
typedef struct Faded {
    AccountId id;
    Str mail, name, lang;
} Faded;
/* Unused since seen, and never told. */
MUST_USE Fault site_purge_store_faded(Work *w, int64_t seen, Faded **ret, size_t *ret_len);
/* Unused since seen, the deed "told" done by at, the deed "next" not yet. */
MUST_USE Fault site_purge_store_fading(Work *w, Str told, int64_t at, Str next, int64_t seen,
                                       Faded **ret, size_t *ret_len);

#endif
