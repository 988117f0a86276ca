/* event_view.h - what the pages about cafés show; all faces are fed from here
 *
 * Words are already in the reader's language, addresses begin with '/', codes
 * are those of docs/WORDS.md.  Each template is named before its struct. */
#ifndef ROOMS_EVENT_EVENT_VIEW_H
#define ROOMS_EVENT_EVENT_VIEW_H

#include "web/frame.h"

/* event_card.html - one café in a list */
typedef struct EventCard {
    Str id, url, url_absolute; /* url: /cafes/ID/SLUG */
    Str title, summary;
    Str day_say, day_iso; /* "jeudi 4 juillet", "2024-07-04" */
    Str hours;            /* "13 h 30 – 15 h"; empty: the hour is not known yet */
    Str starts_iso, ends_iso;
    Str kind, kind_say;   /* "cafe", "Café"; kind_say is empty for the usual kind */
    Str mode, mode_say;   /* "presentiel"; mode_say empty when on site */
    Str theme, theme_say;
    Str audience, audience_say; /* audience_say empty when for all */
    Str state, state_say;       /* state_say empty when simply published */
    Str venue, commune, department; /* "Médiathèque", "Blois", "41" */
    Str department_say;             /* "Loir-et-Cher" */
    Str distance;         /* "à 12 km"; empty when no place was asked */
    Str organizers;       /* "Loir-et-Cher Tech, ..." */
    Str changed_iso;
    int64_t distance_m;   /* -1: none */
    double lat, lon;      /* 0, 0: none */
    bool estimated;       /* the point is about right */
    bool crossed;         /* cancelled or postponed: the title is struck through */
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

/* The cafés of one day, under one heading. */
typedef struct EventDay {
    Str say, iso; /* "Mercredi 26 juin" */
    EventCards cards;
} EventDay;

typedef struct EventDays {
    EventDay *at;
    size_t len;
} EventDays;

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

/* event_list.html - /cafes */
typedef struct EventListPage {
    Frame frame;
    Str heading;         /* "Cafés près de Blois", "Tous les cafés" */
    EventDays days;
    bool empty;
    /* what was asked, to fill the filters again */
    Str place_typed, words, from_iso, to_iso;
    Choices radii, kinds, themes, modes, audiences;
    Choices periods;     /* links: all, this week, this month; value is an address */
    bool filtered;       /* anything but the place was asked: filters are open */
    /* which place was meant */
    PlaceChoices choices; /* len > 0: ask which */
    Str place_unknown;    /* what was typed and fits nothing */
    Str problem;          /* a date that can't be read, say; empty: none */
    /* nothing within the radius */
    bool none_near;      /* a place was asked and nothing is there */
    Str none_say;        /* "Aucun café à moins de 30 km de Blois pour l'instant." */
    EventCards nearest;  /* the three nearest beyond */
    EventCards online;   /* the next ones online */
    /* ongoing: begun before today and still on; not repeated */
    Str next_url, first_url; /* paging; empty: none */
    Str archive_url;     /* the past of the same search; empty when we are in it */
    Str upcoming_url;    /* when in the archive: back to what comes */
    bool archive;
    Str ics_url, atom_url, json_url, csv_url, geojson_url, embed_url, map_url;
    Str webcal_url;      /* webcal://... for a calendar to subscribe */
} EventListPage;
void event_list_html(Buf *out, Lang lang, const EventListPage *v);

/* event_embed.html - /cafes/integrer: the list alone, for an <iframe> */
typedef struct EventEmbedPage {
    Str title, site, style;
    EventCards cards; /* their url is absolute, opened in a new page */
    bool empty;
    Str all_url;      /* absolute: the same search on the site */
} EventEmbedPage;
void event_embed_html(Buf *out, Lang lang, const EventEmbedPage *v);

typedef struct EventParty {
    Str name, url; /* url may be empty */
} EventParty;

typedef struct EventParties {
    EventParty *at;
    size_t len;
} EventParties;

typedef struct Words {
    Str *at;
    size_t len;
} Words;

/* event_page.html - /cafes/ID/SLUG: everything one needs to come */
typedef struct EventPage {
    Frame frame;
    EventCard card;
    Str when;             /* "jeudi 4 juillet, 13 h 30 – 15 h" */
    Str state_reason;     /* why it was cancelled, postponed...; with state_say */
    Str state_at;         /* "le 3 juin" */
    Str previous_when;    /* postponed: when it was to be */
    Html body;            /* the organiser's text, from Markdown */
    EventParties organizers, supporters, facilitators;
    Str address;          /* "8 avenue Fayolle, 23000 Guéret"; may be empty */
    Str address_extra;    /* "2e étage, salle bleue" */
    Str venue_site, venue_acceslibre;
    Str directions;       /* plan of access as text */
    Words access;         /* "Entrée de plain-pied", "Boucle magnétique"... */
    Str access_note;
    Str audience_note;    /* "élus et secrétaires de mairie" */
    int64_t capacity;     /* 0: not said */
    Str signup_url;       /* external sign-up link; may be empty */
    Str contact;          /* a public, generic contact: e-mail, phone, or words */
    Str contact_url;      /* mailto: or tel: when the contact is one */
    bool online, online_hidden; /* can be joined online; its address comes on sign-up */
    Str parent_url, parent_title;  /* the day that contains it */
    EventCards children;           /* what happens within it */
    Str series_url, series_title;  /* the series it belongs to */
    EventCards next_dates;         /* the next dates of the series */
    Str ics_url, json_url, share_text;
    Html qr;              /* SVG of this page's address, for the print */
    Str printed_url;      /* the same, to read: "cafe.example/cafes/..." */
    bool past;            /* it took place */
    Str map_url, directions_url; /* our map of its département; geo: link */
    bool price_free;      /* always true today: "gratuit" */
} EventPage;
void event_page_html(Buf *out, Lang lang, const EventPage *v);

/* event_series.html - /series/ID/SLUG: the dates of a series */
typedef struct EventSeriesPage {
    Frame frame;
    Str title, rhythm; /* "tous les jeudis, 13 h 30 – 15 h" */
    Html body;
    EventCards coming, past;
    Str ics_url;
} EventSeriesPage;
void event_series_html(Buf *out, Lang lang, const EventSeriesPage *v);

/* One field of a form: what was typed, and what is wrong with it. */
typedef struct Input {
    Str value, problem; /* problem empty: none */
    int64_t max;        /* characters */
} Input;

/* event_form.html - /cafes/nouveau and /cafes/ID/modifier */
typedef struct EventFormPage {
    Frame frame;
    Str action;           /* where it is sent */
    Str token;            /* hidden: proves the form is ours, makes it count once */
    Str key;              /* hidden when editing: the secret of the edit link */
    bool editing;
    bool has_problems;    /* a summary on top links to the fields */
    Str problem;          /* one that belongs to no field; empty: none */
    /* step 1: what and when */
    Input title, date, start, end;
    Choices kinds, themes;
    /* step 2: where */
    Choices modes;
    Input commune, venue, address, address_extra, directions, access_note;
    PlaceChoices communes; /* len > 0: ask which; radio buttons named "code" */
    Choices access;        /* check boxes named "access" */
    Input online_url;
    /* step 3: more, all optional */
    Input summary, body, organizers, supporters, audience_note, capacity, signup_url, contact;
    Choices audiences;
    Input repeat_count;    /* how many weeks in a row; empty: once */
    Choices repeats;       /* none, weekly, every two weeks, monthly */
    /* the likely twin: side by side */
    EventCards twins;      /* len > 0: "is it one of these?" */
    Str code;              /* hidden: the commune that was chosen */
    Str state_say;         /* editing: where it stands ("proposé : ...") */
    Str reason;            /* editing: the word said with a change of state */
    Input state_reason, new_date; /* editing: cancel, postpone, move online */
    bool can_cancel;       /* editing a published one: the second form is shown */
    Str state_action;      /* where the second form is sent */
} EventFormPage;
void event_form_html(Buf *out, Lang lang, const EventFormPage *v);

/* event_declared.html - thank you, here is your link */
typedef struct EventDeclaredPage {
    Frame frame;
    EventCard card;
    Str when;
    Str edit_url; /* absolute, with its secret */
    Html qr;      /* SVG of edit_url */
    int64_t dates; /* how many dates of a series were made; 1: one café */
    bool draft;    /* kept as a draft, not proposed yet */
} EventDeclaredPage;
void event_declared_html(Buf *out, Lang lang, const EventDeclaredPage *v);

/* The same as a list: a territory or a commune, and how many. */
typedef struct MapLine {
    Str url, name;
    int64_t count;
} MapLine;

typedef struct MapLines {
    MapLine *at;
    size_t len;
} MapLines;

/* event_map.html - /carte, /carte?region=24, /carte?dep=41 */
typedef struct EventMapPage {
    Frame frame;
    Str heading;       /* "La carte des cafés", "Loir-et-Cher" */
    Html svg;          /* the drawing, with its links */
    MapLines lines;  /* says everything that the map says */
    int64_t online;    /* how many online, which no map can show */
    Str online_url;
    Str up_url, up_say;   /* one step out: France, or the région */
    Str list_url;         /* the same as a list of cafés */
    Choices territories;  /* <select name="dep">: go to a département */
    bool empty;
} EventMapPage;
void event_map_html(Buf *out, Lang lang, const EventMapPage *v);

#endif
