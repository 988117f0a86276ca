/* event_page_view.h - what the page of a café, or of a series, shows */
#ifndef ROOMS_EVENT_EVENT_PAGE_VIEW_H
#define ROOMS_EVENT_EVENT_PAGE_VIEW_H

#include "rooms/event/event_front.h"

typedef struct EventParty {
    Str name, url; /* url may be empty */
} EventParty;

typedef struct EventParties {
    EventParty *at;
    size_t len;
} EventParties;

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
    Str signup_page;      /* "/cafes/ID/inscription": our own; may be empty */
    bool signup_free;     /* one simply comes */
    Str seats_say;        /* "3 places libres sur 12"; may be empty */
    Str contact;          /* a public, generic contact: e-mail, phone, or words */
    Str contact_url;      /* mailto: or tel: when the contact is one */
    bool online;          /* can be joined online; its address isn't public */
    Str parent_url, parent_title;  /* the day that contains it */
    EventCards children;           /* what happens within it */
    Str series_url, series_title;  /* the series it belongs to */
    EventCards next_dates;         /* the next dates of the series */
    Str ics_url, share_text;
    Str report_url;       /* empty: a demonstration one */
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
    Str signup_page; /* "/series/ID/inscription"; empty: one doesn't sign up here */
} EventSeriesPage;
void event_series_html(Buf *out, Lang lang, const EventSeriesPage *v);

#endif
