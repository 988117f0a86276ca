/* event.h - a rencontre: café, open café, training, gathering...
 *
 * The door of the room.  Inside: event_rule decides, event_store remembers,
 * event_shelf_store is the search index, event_search reads it, event_card
 * puts an event into words, event_web_* speak HTML, event_face_* the other
 * forms, event_import_* read what others bring.
 *
 * An event is declared (proposed, or kept as a draft), published or refused by
 * a moderator, then may be cancelled, postponed to another date or moved
 * online; once its time has passed it is held.  It is never deleted once it
 * was published.  Internal ones are never found by a public search. */
#ifndef ROOMS_EVENT_EVENT_H
#define ROOMS_EVENT_EVENT_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

/* The numbers are stored: they never change. */
typedef enum EventState {
    EVENT_DRAFT,
    EVENT_PROPOSED,
    EVENT_PUBLISHED,
    EVENT_CANCELLED,
    EVENT_POSTPONED,
    EVENT_MOVED_ONLINE,
    EVENT_HELD,
    EVENT_REFUSED,
    EVENT_STATES
} EventState;

typedef enum EventKind {
    EVENT_CAFE,
    EVENT_OPEN,         /* café ouvert: open_session */
    EVENT_FACILITATION, /* café animation: facilitation_session */
    EVENT_WEBINAR,
    EVENT_TRAINING,
    EVENT_GATHERING,
    EVENT_KINDS
} EventKind;

typedef enum EventMode { EVENT_ON_SITE, EVENT_ONLINE, EVENT_HYBRID, EVENT_MODES } EventMode;

typedef enum EventAudience {
    EVENT_PUBLIC,
    EVENT_INTERNAL,
    EVENT_SCHOOL,
    EVENT_AUDIENCES
} EventAudience;

/* How well we know where it is. */
typedef enum EventPoint {
    EVENT_POINT_NONE,
    EVENT_POINT_EXACT,
    EVENT_POINT_COMMUNE,
    EVENT_POINT_ABOUT, /* the commune's point is itself an estimate */
} EventPoint;

typedef enum EventRole {
    EVENT_ORGANIZER,
    EVENT_SUPPORTER,
    EVENT_FACILITATOR,
    EVENT_ROLES
} EventRole;

/* Accessibility of the place: bits of Event.access. */
typedef enum EventAccess {
    ACCESS_STEP_FREE = 1, /* no step, or a ramp or lift */
    ACCESS_TOILET = 2,    /* accessible toilets */
    ACCESS_HEARING = 4,   /* hearing loop */
    ACCESS_SIGN = 8,      /* sign language on request */
    ACCESS_PARKING = 16,  /* reserved parking */
    ACCESS_TRANSPORT = 32, /* public transport nearby */
} EventAccess;
enum { ACCESS_COUNT = 6 };

/* Where it stands, as the row says; closed lists are enums in int64_t, because
 * a row fills them.  A brief one (lists) has no body nor practical details. */
typedef struct Event {
    EventId id;
    int64_t state, kind, mode, audience, theme;
    Str title, slug, summary, body;
    int64_t starts_at, ends_at, until_at; /* ends_at 0: not said; until_at: over for sure */
    bool hour_known;
    Str zone;            /* IANA */
    int64_t previous_at; /* postponed: when it was to be */
    Str commune, commune_name, department, postal;
    double lat, lon;
    int64_t point;
    Str venue, address, address_extra, venue_kind, venue_site, acceslibre;
    int64_t access;
    Str access_note, directions;
    Str online_url; /* never public */
    Str signup_url, contact, audience_note;
    int64_t capacity;
    Str organizers;
    EventId parent_id;
    SeriesId series_id;
    int64_t series_at;
    Str lang, source, external_id;
    Str edit_hash, form_token;
    bool demo;
    int64_t sequence, made_at, changed_at, published_at;
} Event;

typedef struct Party {
    int64_t role;
    Str name, url;
} Party;

typedef struct Parties {
    Party *at;
    size_t len;
} Parties;

/* ---- actions: each is one transaction ---- */

typedef enum EventOutcome {
    EVENT_OK,
    EVENT_TWICE,      /* this very form was already received: *ret_id is that event */
    EVENT_UNCHANGED,  /* an import or an edit brought nothing new */
    EVENT_NOT_ALLOWED, /* this state can't become that one */
    EVENT_OUTCOMES
} EventOutcome;

/* Declares an event: e->state is EVENT_PROPOSED or EVENT_DRAFT (a moderator's
 * or an operator's may be published at once).  Fills what follows from the
 * rest: id, slug, until_at, organizers.  Facts: "event.declared", and
 * "event.published" when it is. */
MUST_USE Fault event_declare(Work *w, Event *e, Parties parties, EventOutcome *ret);
/* Changes what it says; a change of time or place grows its sequence.  The
 * state stays.  Fact: "event.changed". */
MUST_USE Fault event_edit(Work *w, const Event *e, Parties parties, EventOutcome *ret);
/* Changes where it stands.  to EVENT_POSTPONED: new_at is the new beginning,
 * else 0.  Facts: "event.published", "event.cancelled"... */
MUST_USE Fault event_become(Work *w, EventId id, EventState to, Str reason, int64_t new_at,
                            EventOutcome *ret);
/* New or changed, by e->external_id: what imports use, within a transaction of
 * their own.  *ret: EVENT_OK with *ret_new, or EVENT_UNCHANGED. */
MUST_USE Fault event_put(Work *w, Event *e, Parties parties, bool *ret_new, EventOutcome *ret);
/* The same without a transaction of its own nor near-duplicates: for imports,
 * series and samples, which hold theirs. */
MUST_USE Fault event_add(Work *w, Event *e, Parties parties);
/* Removes every demonstration event (they alone may be deleted). */
MUST_USE Fault event_forget_demo(Work *w, int64_t *ret_count);

/* ---- reading ---- */

/* Any state; FAULT_ABSENT when there is none. */
MUST_USE Fault event_load(Work *w, EventId id, Event *ret);
MUST_USE Fault event_parties(Work *w, EventId id, Parties *ret);
/* What a visitor may see: published, or what became of it. */
bool event_is_public(const Event *e);
/* EVENT_HELD once it is over, whatever the row says. */
EventState event_state_shown(const Event *e, int64_t now);

/* Proposed ones for "cafeia moderate list", oldest first. */
MUST_USE Fault event_list_proposed(Work *w, size_t max, Event **ret, size_t *ret_len);

/* Fills commune_name, department, postal, point and zone from the gazetteer.
 * False: there is no such commune. */
bool event_place(const Geo *geo, Str insee_code, Event *e);

/* ---- words of addresses (French) and of data (English) ---- */

Str event_kind_address(int64_t kind);  /* "ouvert" */
Str event_kind_code(int64_t kind);     /* "open_session" */
Str event_mode_address(int64_t mode);  /* "presentiel" */
Str event_mode_code(int64_t mode);     /* "on_site" */
Str event_state_address(int64_t state); /* "en-ligne" */
Str event_state_code(int64_t state);    /* "moved_online" */
Str event_audience_address(int64_t audience); /* "interne" */
Str event_audience_code(int64_t audience);    /* "internal" */
/* Either word is understood; false: none of ours. */
bool event_kind_read(Str s, int64_t *ret);
bool event_mode_read(Str s, int64_t *ret);
bool event_audience_read(Str s, int64_t *ret);
bool event_state_read(Str s, int64_t *ret);

/* ---- the pages ---- */

MUST_USE Fault event_web_list(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_embed(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_page(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_series(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_map(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_new(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_declare(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_declared(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_edit(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_save(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_become(Work *w, const Request *rq, Reply *rp);

/* ---- the other faces: of a search, of one, of a series ---- */

MUST_USE Fault event_face_list_json(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_atom(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_csv(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_geojson(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_json(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_series_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_schema(Work *w, const Request *rq, Reply *rp); /* Table Schema of the CSV */

#endif
