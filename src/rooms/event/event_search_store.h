/* event_search_store.h - one walk of the index; see event_shelf.h */
#ifndef ROOMS_EVENT_EVENT_SEARCH_STORE_H
#define ROOMS_EVENT_EVENT_SEARCH_STORE_H

#include "rooms/event/event_search.h"
#include "rooms/event/event_shelf.h"

/* What every walk keeps to. */
typedef struct Walk {
    int64_t from, to;     /* of at */
    int64_t since_below;  /* a longer one shows its first day within the span only */
    int64_t alive;
    int64_t mask, want;   /* facets */
    Spot spot;
    int64_t reach;        /* squared metres */
    bool past;            /* latest first */
    EventCursor after;    /* always set */
    int64_t max;
} Walk;

enum { WORDS_ASKED_MAX = 8 };

/* The words asked for: as the index of words wants them, and as patterns of
 * LIKE, "%" where there are fewer. */
typedef struct Asking {
    Str expression;
    Str patterns[WORDS_ASKED_MAX];
} Asking;

extern const DbQuery *const event_search_store_all[];
MUST_USE Fault event_search_store_walk(Work *w, int64_t shelf, const Walk *walk, bool near,
                                       EventHit **ret, size_t *ret_len);
/* Along the index of words: good for words that few events have. */
MUST_USE Fault event_search_store_words(Work *w, Str words, const Walk *walk, EventHit **ret,
                                        size_t *ret_len);
/* Along a shelf, looking at the words of each row: good for words that many
 * events have.  The same order as along the words: date, then slot. */
MUST_USE Fault event_search_store_said(Work *w, int64_t shelf, const Asking *asking,
                                       const Walk *walk, EventHit **ret, size_t *ret_len);
/* How many rows of the span have these words; counts no further than max. */
MUST_USE Fault event_search_store_common(Work *w, Str words, const Walk *walk, int64_t max,
                                         int64_t *ret);
MUST_USE Fault event_search_store_nearest(Work *w, int64_t shelf, const Walk *walk,
                                          EventHit **ret, size_t *ret_len);
MUST_USE Fault event_search_store_counts(Work *w, int64_t from, EventCount **ret,
                                         size_t *ret_len);

#endif
