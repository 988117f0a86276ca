/* event_words.h - the words of addresses (French) and of data (English); see
 * docs/WORDS.md.  Partners rely on both: they never change. */
#ifndef ROOMS_EVENT_EVENT_WORDS_H
#define ROOMS_EVENT_EVENT_WORDS_H

#include "base/str.h"

Str event_kind_address(int64_t kind);  /* "ouvert" */
Str event_kind_code(int64_t kind);     /* "open_session" */
Str event_mode_address(int64_t mode);  /* "presentiel" */
Str event_mode_code(int64_t mode);     /* "on_site" */
Str event_state_code(int64_t state);    /* "moved_online" */
Str event_audience_address(int64_t audience); /* "interne" */
Str event_audience_code(int64_t audience);    /* "internal" */
/* Either word is understood; false: none of ours. */
bool event_kind_read(Str s, int64_t *ret);
bool event_mode_read(Str s, int64_t *ret);
bool event_audience_read(Str s, int64_t *ret);
bool event_state_read(Str s, int64_t *ret);

#endif
