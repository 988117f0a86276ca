/* kept.h - finished pages, kept as long as they are true
 *
 * A page is kept under the database's generation and the minute: after any
 * acknowledged change, or when the clock moves on, it is made again.  Bounded
 * in bytes; the oldest go first. */
#ifndef WEB_KEPT_H
#define WEB_KEPT_H

#include "http/serve.h"

typedef struct KeptKey {
    Str name;            /* language and target */
    uint64_t generation; /* of the database */
    int64_t minute;
} KeptKey;

/* Counted up for the caller; NULL when it isn't there. */
HttpPage *kept_find(KeptKey key);
/* Keeps it and counts it up. */
void kept_put(KeptKey key, HttpPage *page);
/* How many were found, and how many had to be made. */
void kept_counters(int64_t *ret_found, int64_t *ret_made, int64_t *ret_bytes);
void kept_forget_all(void);

#endif
