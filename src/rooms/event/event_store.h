/* event_store.h - the SQL of this room: events, who holds them, what became of
 * them, the series, and the shelves of the search index */
#ifndef ROOMS_EVENT_EVENT_STORE_H
#define ROOMS_EVENT_EVENT_STORE_H

#include "db/db.h"
#include "rooms/event/event.h"

extern const DbQuery *const event_store_all[]; /* ends with NULL */
MUST_USE Fault event_store_add(Work *w, const Event *e);
MUST_USE Fault event_store_update(Work *w, const Event *e);
MUST_USE Fault event_store_unread(Work *w, EventId id, int64_t unread_at);
MUST_USE Fault event_store_load(Work *w, EventId id, Event *ret);
MUST_USE Fault event_store_by_external(Work *w, Str external_id, Event *ret);
MUST_USE Fault event_store_by_form(Work *w, Str form_token, Event *ret);
/* Many at once, in the order of ids; absent ones are left out. */
MUST_USE Fault event_store_briefs(Work *w, const EventId *ids, size_t n, Event **ret,
                                  size_t *ret_len);
MUST_USE Fault event_store_fulls(Work *w, const EventId *ids, size_t n, Event **ret,
                                 size_t *ret_len);
MUST_USE Fault event_store_day(Work *w, int64_t from, int64_t to, size_t max, Event **ret,
                               size_t *ret_len);
MUST_USE Fault event_store_children(Work *w, EventId parent, Event **ret, size_t *ret_len);
/* The dates of a series from that instant on. */
MUST_USE Fault event_store_of_series(Work *w, SeriesId series, int64_t from, size_t max,
                                     Event **ret, size_t *ret_len);
MUST_USE Fault event_store_proposed(Work *w, size_t max, Event **ret, size_t *ret_len);
MUST_USE Fault event_store_demo(Work *w, size_t max, Event **ret, size_t *ret_len);
MUST_USE Fault event_store_erase(Work *w, EventId id); /* demonstration ones only */

/* event_party_store.c - who holds it, and what became of it */
extern const DbQuery *const event_party_store_all[];
MUST_USE Fault event_party_store_put(Work *w, EventId id, Parties parties);
MUST_USE Fault event_party_store_list(Work *w, EventId id, Parties *ret);
/* Of each of at most EVENTS_AT_ONCE events: ret has a place for each. */
enum { EVENTS_AT_ONCE = 24 };
MUST_USE Fault event_party_store_many(Work *w, const Event *events, size_t n, Parties *ret);
MUST_USE Fault event_change_store_add(Work *w, EventId id, const Change *change);
/* The last one with a word; FAULT_ABSENT. */
MUST_USE Fault event_change_store_word(Work *w, EventId id, Change *ret);
/* The last one that changed its state to that one; FAULT_ABSENT. */
MUST_USE Fault event_change_store_last(Work *w, EventId id, EventState becomes, Change *ret);
MUST_USE Fault event_change_store_list(Work *w, EventId id, Change **ret, size_t *ret_len);

/* event_shelf_store.c - the search index */
extern const DbQuery *const event_shelf_store_all[];
/* Puts it on its shelves, or takes it off, as it is now. */
MUST_USE Fault event_shelve(Work *w, const Event *e);

typedef struct Series {
    SeriesId id;
    Str title, slug, body, rule, zone, except_at;
    int64_t starts_at, ends_at, known_until, sequence, made_at, changed_at;
} Series;
/* event_owner_store.c - to whom it belongs */
extern const DbQuery *const event_owner_store_all[];
MUST_USE Fault event_owner_store_set(Work *w, EventId id, AccountId owner, Str mail);
/* Its token and hash; all dates of its series that the same link opened. */
MUST_USE Fault event_owner_store_relink(Work *w, const Event *e);
/* Those that nobody owns yet and that were declared with this address. */
MUST_USE Fault event_owner_store_claim(Work *w, AccountId owner, Str mail);
/* How many cafés of an account were published; the dates of a series are one. */
MUST_USE Fault event_owner_store_good(Work *w, AccountId owner, int64_t *ret);
/* The token of the form that declared it, or its series; empty: there is none. */
MUST_USE Fault event_owner_store_form(Work *w, EventId id, Str *ret);

extern const DbQuery *const event_series_store_all[];
MUST_USE Fault event_series_store_add(Work *w, const Series *s);
MUST_USE Fault event_series_store_load(Work *w, SeriesId id, Series *ret);
MUST_USE Fault event_series_store_known(Work *w, SeriesId id, int64_t known_until);
MUST_USE Fault event_series_store_due(Work *w, int64_t before, size_t max, Series **ret,
                                      size_t *ret_len);

#endif
