/* event_room.h - what the files of this room share, and nobody else sees */
#ifndef ROOMS_EVENT_EVENT_ROOM_H
#define ROOMS_EVENT_EVENT_ROOM_H

#include "geo/geo.h"
#include "rooms/event/event.h"
#include "rooms/event/event_form_view.h"
#include "rooms/event/event_list_view.h"
#include "rooms/event/event_page_view.h"
#include "rooms/event/event_rule.h"
#include "rooms/event/event_search.h"
#include "rooms/event/event_store.h"
#include "rooms/event/event_web.h"
#include "rooms/event/event_words.h"
#include "text/moment.h"
#include "work/work.h"

/* event.c */
/* First of all in the unit of a declaration: one declares at a time, so that
 * the same form sent twice is found, not met. */
MUST_USE Fault event_hold_declaring(Work *w);
/* How many have a seat or hold an offer, and how many count on it in all. */
MUST_USE Fault event_expected(Work *w, EventId id, int64_t *ret_taken, int64_t *ret_people);
/* Saves e, which was in that state: its history, its shelves, the fact. */
MUST_USE Fault event_save_state(Work *w, Event *e, EventState was, Str reason);

/* event_owner.c: whose good cafés count for this one.  Its owner's, when they are
 * here: an address proves nothing, nor does a link. */
AccountId event_trusted(const Work *w, const Event *e);

/* event_twins.c */
/* Is it likely the same one? Same day, within 5 km or the same commune (or both
 * online), titles alike by half. */
bool event_twins(Arena *mem, const Event *a, const Event *b);

/* event_card.c - an event in words; more of it in event_front.h */
Str event_kind_say(const Work *w, int64_t kind);
Str event_mode_say(const Work *w, int64_t mode);
Str event_audience_say(const Work *w, int64_t audience);
Words event_access_words(const Work *w, int64_t access);
Json event_json_ld(Work *w, const Event *e, Parties parties); /* schema.org Event */

/* event_asked.c - what an address of a search asks for */
typedef struct Asked {
    EventSearch search;
    CardPlace from;
    Zone zone; /* whose days are meant: of the place, else of Paris */
    Str place_typed, place_name; /* "blois", "Blois" */
    Str words, theme, from_iso, to_iso;
    int64_t radius_km;
    GeoMatch *matches; /* several places have this name or postal code */
    size_t match_count;
    bool place_unknown;
    Str problem;
    Str address; /* the query again, normalized, without the cursor: "lieu=41018&rayon=30" */
    Str heading; /* "Cafés près de Blois" */
} Asked;
MUST_USE Fault event_asked(Work *w, const Request *rq, Asked *ret);
/* False: which place was meant has to be asked first. */
bool event_asked_somewhere(const Asked *asked);

/* event_series.c - dates that follow a rule */
enum { SERIES_DATES_MAX = 500 };
/* Every beginning of rule from dtstart (RFC 5545, in that zone, exceptions left
 * out) before until; at most SERIES_DATES_MAX within 24 months.  FAULT_INPUT:
 * the rule can't be read. */
MUST_USE Fault event_rule_dates(Arena *mem, Str rule, Zone zone, int64_t dtstart,
                                int64_t until, int64_t **ret, size_t *ret_len);
/* A series and its dates up to 24 months, each an event like e; within the
 * caller's transaction.  except: beginnings left out. */
MUST_USE Fault event_series_add(Work *w, Series *s, const Event *e, Parties parties,
                                size_t *ret_dates);
/* The same as a declaration of its own: e->id is the first date. */
MUST_USE Fault event_declare_series(Work *w, Event *e, Parties parties, Str rule,
                                    int64_t *ret_dates, EventOutcome *ret);
Str event_series_rhythm(const Work *w, const Series *s); /* "tous les jeudis" */
Str event_series_url(Arena *mem, const Series *s);

#endif
