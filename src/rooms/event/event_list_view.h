/* event_list_view.h - what a list of cafés shows, the map being one */
#ifndef ROOMS_EVENT_EVENT_LIST_VIEW_H
#define ROOMS_EVENT_EVENT_LIST_VIEW_H

#include "rooms/event/event_front.h"

/* The cafés of one day, under one heading. */
typedef struct EventDay {
    Str say, iso; /* "Mercredi 26 juin" */
    EventCards cards;
} EventDay;

typedef struct EventDays {
    EventDay *at;
    size_t len;
} EventDays;

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
    Str which_say;        /* the question */
    Str place_unknown;    /* what was typed and fits nothing */
    Str problem;          /* a date that can't be read, say; empty: none */
    /* nothing within the radius */
    bool none_near;      /* a place was asked and nothing is there */
    Str watch_url;       /* to be told of the next one near that place */
    Str none_say;        /* "Aucun café à moins de 30 km de Blois pour l'instant." */
    EventCards nearest;  /* the three nearest beyond */
    EventCards online;   /* the next ones online */
    /* ongoing: begun before today and still on; not repeated */
    Str next_url, first_url; /* paging; empty: none */
    Str archive_url;     /* the past of the same search; empty when we are in it */
    Str upcoming_url;    /* when in the archive: back to what comes */
    bool archive;
    Str ics_url, atom_url, csv_url, embed_url, map_url;
    Str webcal_url;      /* webcal://... for a calendar to subscribe */
} EventListPage;
void event_list_html(Buf *out, Lang lang, const EventListPage *v);

/* event_embed.html - /cafes/integrer: the list alone, for an <iframe> */
typedef struct EventEmbedPage {
    Str title, site, style, icon;
    EventCards cards; /* their url is absolute, opened in a new page */
    bool empty;
    Str all_url;      /* absolute: the same search on the site */
} EventEmbedPage;
void event_embed_html(Buf *out, Lang lang, const EventEmbedPage *v);

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
