/* event_room.h - what the files of this room share, and nobody else sees */
#ifndef ROOMS_EVENT_EVENT_ROOM_H
#define ROOMS_EVENT_EVENT_ROOM_H

#include "geo/geo.h"
#include "rooms/event/event.h"
#include "rooms/event/event_search.h"
#include "rooms/event/event_view.h"
#include "text/moment.h"
#include "work/work.h"

enum {
    EVENT_TITLE_MAX = 140, /* as OpenAgenda */
    EVENT_SUMMARY_MAX = 200,
    EVENT_BODY_MAX = 10000,
    EVENT_LINE_MAX = 255,
    EVENT_NOTE_MAX = 1000,
    EVENT_PARTIES_MAX = 12, /* of one role */
    EVENT_CAPACITY_MAX = 5000,
    EVENT_DAYS_MAX = 31, /* the longest one lasts a month */
    EVENT_LIST_PAGE = 20,
};

/* event_rule.c - pure */
bool event_rule_may_become(EventState from, EventState to);
/* Over for sure: the end, else two hours after the beginning, else midnight. */
int64_t event_rule_until(const Event *e);
/* The parts that follow from the others: slug, until_at, zone, organizers. */
void event_rule_complete(Arena *mem, Event *e, Parties parties);
/* Does this change what a calendar shows (time, place, state)? */
bool event_rule_moves(const Event *was, const Event *is);
bool event_rule_same(const Event *was, const Event *is); /* nothing at all changed */
/* Is it likely the same one? Same day, within 5 km or the same commune (or both
 * online), titles alike by half. */
bool event_rule_twins(Arena *mem, const Event *a, const Event *b);
Zone event_zone(const Event *e);
Moment event_moment(const Event *e);

/* event_store.c - the SQL about events */
extern const DbQuery *const event_store_all[]; /* ends with NULL */
MUST_USE Fault event_store_add(Work *w, const Event *e);
MUST_USE Fault event_store_update(Work *w, const Event *e);
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
typedef struct Change {
    int64_t at, was, becomes;
    Str reason, who;
} Change;
MUST_USE Fault event_change_store_add(Work *w, EventId id, const Change *change);
/* The last one to that state; FAULT_ABSENT. */
MUST_USE Fault event_change_store_last(Work *w, EventId id, EventState becomes, Change *ret);
MUST_USE Fault event_change_store_list(Work *w, EventId id, Change **ret, size_t *ret_len);

/* event_shelf_store.c - the search index */
extern const DbQuery *const event_shelf_store_all[];
/* Puts it on its shelves, or takes it off, as it is now. */
MUST_USE Fault event_shelve(Work *w, const Event *e);

/* event_card.c - an event in words */
typedef struct CardPlace { /* where the reader looks from */
    bool near;
    GeoPoint point;
} CardPlace;
EventCard event_card(Work *w, const Event *e, const CardPlace *from);
EventCards event_cards(Work *w, const Event *list, size_t n, const CardPlace *from);
Str event_url(Arena *mem, const Event *e);        /* /cafes/ID/SLUG */
Str event_when(const Work *w, const Event *e);    /* the whole moment, said */
Str event_address_say(Arena *mem, const Event *e); /* "8 avenue X, 23000 Guéret" */
Str event_state_say(const Work *w, int64_t state);
Str event_kind_say(const Work *w, int64_t kind);
Str event_mode_say(const Work *w, int64_t mode);
Str event_audience_say(const Work *w, int64_t audience);
Words event_access_words(const Work *w, int64_t access);
Json event_json_ld(Work *w, const Event *e, Parties parties); /* schema.org Event */

/* event_asked.c - what an address of a search asks for */
typedef struct Asked {
    EventSearch search;
    CardPlace from;
    Str place_typed, place_name; /* "blois", "Blois" */
    Str words, from_iso, to_iso;
    int64_t radius_km;
    GeoMatch *matches; /* several places have this name */
    size_t match_count;
    bool place_unknown;
    Str problem;
    Str address; /* the query again, normalized, without the cursor: "lieu=41018&rayon=30" */
    Str heading; /* "Cafés près de Blois" */
} Asked;
MUST_USE Fault event_asked(Work *w, const Request *rq, Asked *ret);

/* event_series.c - dates that follow a rule */
typedef struct Series {
    SeriesId id;
    Str title, slug, body, rule, zone, except_at;
    int64_t starts_at, ends_at, known_until, sequence, made_at, changed_at;
} Series;
enum { SERIES_DATES_MAX = 500 };
/* Every beginning of rule from dtstart (RFC 5545, in that zone, exceptions left
 * out) before until; at most SERIES_DATES_MAX within 24 months.  FAULT_INPUT:
 * the rule can't be read. */
MUST_USE Fault event_rule_dates(Arena *mem, Str rule, Zone zone, int64_t dtstart,
                                int64_t until, int64_t **ret, size_t *ret_len);
extern const DbQuery *const event_series_store_all[];
MUST_USE Fault event_series_store_add(Work *w, const Series *s);
MUST_USE Fault event_series_store_load(Work *w, SeriesId id, Series *ret);
MUST_USE Fault event_series_store_known(Work *w, SeriesId id, int64_t known_until);
MUST_USE Fault event_series_store_due(Work *w, int64_t before, size_t max, Series **ret,
                                      size_t *ret_len);
/* A series and its dates up to 24 months, each an event like e; within the
 * caller's transaction.  except: beginnings left out. */
MUST_USE Fault event_series_add(Work *w, Series *s, const Event *e, Parties parties,
                                size_t *ret_dates);
Str event_series_rhythm(const Work *w, const Series *s); /* "tous les jeudis" */
Str event_series_url(Arena *mem, const Series *s);

#endif
