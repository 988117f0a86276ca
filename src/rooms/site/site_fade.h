/* site_fade.h - an account that nobody uses for two years
 *
 * A letter 60 days before, another 15 days before, then it is erased as if its
 * holder had asked.  Whoever signs in again in between keeps it.  Never without
 * both letters, each in its time: a server that slept for a year erases nobody
 * on its first day. */
#ifndef ROOMS_SITE_SITE_FADE_H
#define ROOMS_SITE_SITE_FADE_H

#include "base/fault.h"
#include "base/forward.h"

enum { FADE_DAYS = 730, FADE_FIRST_DAYS = 60, FADE_LAST_DAYS = 15 };

/* Within the caller's transaction; *ret: how many accounts are gone. */
MUST_USE Fault site_fade(Work *w, int64_t *ret);
/* How many would be. */
MUST_USE Fault site_fade_count(Work *w, int64_t *ret);

#endif
