/* app_store.h - what the program remembers of itself: settings, assets */
#ifndef APP_APP_STORE_H
#define APP_APP_STORE_H

#include "work/work.h"

/* Empty when nothing has that name. */
MUST_USE Fault app_store_setting(Work *w, Str name, Str *ret);
/* Within a transaction.  keep: what stands there already stays. */
MUST_USE Fault app_store_set(Work *w, Str name, Str value, bool keep);
/* One more than last time; 1 the first time.  Within a transaction. */
MUST_USE Fault app_store_count(Work *w, Str name, int64_t *ret);

/* The database was copied now, within a transaction; when it last was, 0: never. */
MUST_USE Fault app_store_copied(Work *w);
MUST_USE Fault app_store_copied_at(Work *w, int64_t *ret);

/* FAULT_ABSENT when there is none. */
MUST_USE Fault app_store_asset(Work *w, Str name, Str *ret);
MUST_USE Fault app_store_put_asset(Work *w, Str name, Str bytes); /* within a transaction */

MUST_USE Fault app_store_jobs_waiting(Work *w, int64_t *ret);

extern const DbQuery *const app_store_all[];

#endif
