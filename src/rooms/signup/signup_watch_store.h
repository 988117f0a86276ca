/* signup_watch_store.h - the SQL of "tell me about the next one here" */
#ifndef ROOMS_SIGNUP_SIGNUP_WATCH_STORE_H
#define ROOMS_SIGNUP_SIGNUP_WATCH_STORE_H

#include "db/db.h"
#include "rooms/signup/signup.h"

extern const DbQuery *const signup_watch_store_all[]; /* ends with NULL */

typedef struct Watch {
    int64_t id;
    Str mail, mail_hash, lang;
    Str commune;              /* INSEE code */
    int64_t radius_km, theme; /* theme 0: any */
    Str secret_hash;
    int64_t made_at, confirmed_at, told_at;
} Watch;

/* Once for each (address, commune, theme): *ret is what is there afterwards. */
MUST_USE Fault signup_watch_store_put(Work *w, const Watch *watch, Watch *ret);
MUST_USE Fault signup_watch_store_load(Work *w, int64_t id, Watch *ret);
MUST_USE Fault signup_watch_store_confirm(Work *w, int64_t id);
MUST_USE Fault signup_watch_store_forget(Work *w, int64_t id);
/* Those that nobody confirmed, and finds, before these instants. */
MUST_USE Fault signup_watch_store_forget_old(Work *w, int64_t watches, int64_t finds);

/* Confirmed ones of the communes from..to, in the order of (commune, id), after
 * that one; only what choosing needs. */
typedef struct WatchRange {
    Str from, to;      /* "41000", "41999" */
    Str after_commune; /* "" at first */
    int64_t after_id;
} WatchRange;
MUST_USE Fault signup_watch_store_list(Work *w, const WatchRange *range, size_t max,
                                       Watch **ret, size_t *ret_len);
/* This café is for that watch: once. */
MUST_USE Fault signup_watch_store_find(Work *w, int64_t watch, EventId event);

/* Those with something to tell, not told since that instant, after that one. */
MUST_USE Fault signup_watch_store_due(Work *w, int64_t before, size_t max, Watch **ret,
                                      size_t *ret_len);
MUST_USE Fault signup_watch_store_finds(Work *w, int64_t watch, size_t max, EventId **ret,
                                        size_t *ret_len);
MUST_USE Fault signup_watch_store_told(Work *w, int64_t watch);

#endif
