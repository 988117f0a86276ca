/* event_front.h - what other rooms show of the cafés: cards, the next ones, the
 * small map, the columns of the data
 *
 * Words are already in the reader's language, addresses begin with '/', codes
 * are those of docs/WORDS.md.  Each template is named before its struct. */
#ifndef ROOMS_EVENT_EVENT_FRONT_H
#define ROOMS_EVENT_EVENT_FRONT_H

#include "geo/geo.h"
#include "rooms/event/event.h"
#include "rooms/event/event.h"
#include "web/frame.h"
#include "work/work.h"

/* event_card.html - one café in a list */
typedef struct EventCard {
    Str id, url; /* /cafes/ID/SLUG */
    Str title, summary;
    Str day_say, day_iso;           /* "jeudi 4 juillet", "2024-07-04" */
    Str hours;                      /* "13 h 30 – 15 h"; empty: the hour is not known yet */
    Str starts_iso;                 /* with the hour, when it is known */
    Str kind_say;                   /* empty for the usual kind */
    Str mode_say;                   /* empty when on site */
    Str theme_say;                  /* the page of a café only; empty for the site's own */
    Str audience_say;               /* empty when for all */
    Str state_say;                  /* empty when simply published, or held */
    Str venue, commune, department; /* "Médiathèque", "Blois", "41" */
    Str department_say;             /* "Loir-et-Cher" */
    Str distance;                   /* "à 12 km"; empty when no place was asked */
    Str organizers;                 /* "Loir-et-Cher Tech; ..." */
    bool full;                      /* no seat is free: one waits */
    bool crossed;                   /* cancelled: the title is struck through */
    bool demo;
} EventCard;
void event_card_html(Buf *out, Lang lang, const EventCard *v);
/* event_row.html - the same under the heading of its day: only the hour is said */
void event_row_html(Buf *out, Lang lang, const EventCard *v);
/* event_where.html - what both have in common */
void event_where_html(Buf *out, Lang lang, const EventCard *v);

typedef struct EventCards {
    EventCard *at;
    size_t len;
} EventCards;

/* One choice of a <select>, a radio button or a check box. */
typedef struct Choice {
    Str value, say;
    bool chosen;
} Choice;

typedef struct Choices {
    Choice *at;
    size_t len;
} Choices;

/* "Which Merville?" - a commune to choose */
typedef struct PlaceChoice {
    Str url, name, department_say, postal;
    int64_t population;
} PlaceChoice;

typedef struct PlaceChoices {
    PlaceChoice *at;
    size_t len;
} PlaceChoices;

typedef struct Words {
    Str *at;
    size_t len;
} Words;

/* The next ones everywhere, at most max. */
MUST_USE Fault event_front_next(Work *w, size_t max, EventCards *ret);
/* One of them, as a list shows it. */
EventCard event_front_card(Work *w, const Event *e);
/* "3 places libres sur 12": in words, since "0/3" is misread; may be empty. */
Str event_front_seats(const Work *w, const Event *e);
/* Other cafés to come within 20 km that have a seat, at most max. */
MUST_USE Fault event_front_near(Work *w, const Event *e, size_t max, EventCards *ret);
/* Other dates to come of its series that have a seat, the next first. */
MUST_USE Fault event_front_later(Work *w, const Event *e, size_t max, EventCards *ret);
/* The dates of its series that one may sign up for here, from now on. */
MUST_USE Fault event_front_dates(Work *w, SeriesId id, size_t max, Str *ret_title,
                                 Event **ret, size_t *ret_len);
/* A small map of France with a mark for each département that has some. */
MUST_USE Fault event_front_map(Work *w, Html *ret);

typedef struct EventColumn { /* of /cafes.csv */
    Str name, type, say, example;
} EventColumn;

typedef struct EventColumns {
    EventColumn *at;
    size_t len;
} EventColumns;

EventColumns event_front_columns(const Work *w);

/* ---- an event in words ---- */

typedef struct CardPlace { /* where the reader looks from */
    bool near;
    GeoPoint point;
} CardPlace;
EventCard event_card(Work *w, const Event *e, const CardPlace *from);
EventCards event_cards(Work *w, const Event *list, size_t n, const CardPlace *from);
Str event_url(Arena *mem, const Event *e);         /* /cafes/ID/SLUG */
Str event_when(const Work *w, const Event *e);     /* the whole moment, said */
Str event_address_say(Arena *mem, const Event *e); /* "8 avenue X, 23000 Guéret" */
Str event_state_say(const Work *w, int64_t state);

#endif
