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
#include "rooms/event/event_kinds.h"

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
    AccountId owner_id; /* 0: nobody has claimed it */
    Str owner_mail;     /* of who declared it; never public */
    int64_t signup;     /* EventSignup */
    bool confirm_mail;  /* a seat counts once its address is confirmed */
    Str remind;         /* "7,1": days before, when people are reminded */
    int64_t seats, taken, waiting; /* of its book, read only; seats 0: it has none yet */
    bool demo;
    int64_t sequence, made_at, changed_at, published_at;
    int64_t unread_at; /* changed by its organiser since somebody looked at it; 0: no */
} Event;

typedef struct Party {
    int64_t role;
    Str name, url;
} Party;

typedef struct Parties {
    Party *at;
    size_t len;
} Parties;

/* What became of it; an edit has its state twice. */
typedef struct Change {
    int64_t at, was, becomes;
    Str reason, who;      /* who: a role, "organizer", "moderator", "import", "undo" */
    AccountId account_id; /* 0: nobody who has signed in */
    int64_t sequence;     /* of the event, after it */
} Change;

/* ---- actions: each is one transaction ---- */

/* Declares an event: e->state is EVENT_PROPOSED or EVENT_DRAFT (a moderator's
 * or an operator's may be published at once).  Fills what follows from the
 * rest: id, slug, until_at, organizers.  Facts: "event.declared", and
 * "event.published" when it is. */
MUST_USE Fault event_declare(Work *w, Event *e, Parties parties, EventOutcome *ret);
/* Changes what it says; a change of time or place grows its sequence, and
 * wants a word for those who signed up.  The state and the owner stay.  Facts:
 * "event.changed", "event.seats" when it has more or fewer. */
MUST_USE Fault event_edit(Work *w, const Event *e, Parties parties, Str word,
                          EventOutcome *ret);
/* Changes where it stands.  to EVENT_POSTPONED: new_at is the new beginning,
 * else 0; from EVENT_CANCELLED to EVENT_PUBLISHED: it takes place after all.
 * Facts: "event.published", "event.cancelled"... */
MUST_USE Fault event_become(Work *w, EventId id, EventState to, Str reason, int64_t new_at,
                            EventOutcome *ret);
/* To EVENT_MOVED_ONLINE; room: where people meet, empty: the one it has. */
MUST_USE Fault event_move_online(Work *w, EventId id, Str reason, Str room, EventOutcome *ret);
/* New or changed, by e->external_id: what imports use, within a transaction of
 * their own.  *ret: EVENT_OK with *ret_new, or EVENT_UNCHANGED. */
MUST_USE Fault event_put(Work *w, Event *e, Parties parties, bool *ret_new, EventOutcome *ret);
/* The same without a transaction of its own nor near-duplicates: for imports,
 * series and samples, which hold theirs. */
MUST_USE Fault event_add(Work *w, Event *e, Parties parties);
/* Removes every demonstration event (they alone may be deleted) and its sign-ups. */
MUST_USE Fault event_forget_demo(Work *w, int64_t *ret_count);

/* ---- who looks after it: event_owner.c; event_claim.h ---- */

/* What an account may do something on; of a whole event. */
struct Thing; /* account.h */
MUST_USE Fault event_thing(Work *w, const Event *e, struct Thing *ret);
/* What a new one by this account begins as: published at once after enough good
 * ones (site.trust_after), else proposed. */
MUST_USE Fault event_first_state(Work *w, AccountId owner, EventState *ret);
/* Gives it the token of its form, and the hash of the edit link that follows. */
void event_take_form(Work *w, Event *e, Str token);
/* The absolute address of its edit link, secret included; empty when it has none. */
MUST_USE Fault event_edit_url(Work *w, EventId id, Str *ret);

/* ---- reading ---- */

/* Any state; FAULT_ABSENT when there is none. */
MUST_USE Fault event_load(Work *w, EventId id, Event *ret);
MUST_USE Fault event_parties(Work *w, EventId id, Parties *ret);
/* The last word of the organiser to those who come; FAULT_ABSENT. */
MUST_USE Fault event_last_word(Work *w, EventId id, Change *ret);
/* What a visitor may see: published, or what became of it. */
bool event_is_public(const Event *e);
/* May one sign up here, on this site, at that instant? */
bool event_signup_open(const Event *e, int64_t now);
/* Those of its book, else what it says of itself; 0: nobody counts them. */
int64_t event_seats_shown(const Event *e);
bool event_is_full(const Event *e);
/* EVENT_HELD once it is over, whatever the row says. */
EventState event_state_shown(const Event *e, int64_t now);

/* Proposed ones for "cafeia moderate list", oldest first. */
MUST_USE Fault event_list_proposed(Work *w, size_t max, Event **ret, size_t *ret_len);

/* Fills commune_name, department, postal, point and zone from the gazetteer.
 * False: there is no such commune. */
bool event_place(const Geo *geo, Str insee_code, Event *e);

#endif
