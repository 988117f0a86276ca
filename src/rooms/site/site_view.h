/* site_view.h - what the home page and the pages about the site itself show */
#ifndef ROOMS_SITE_SITE_VIEW_H
#define ROOMS_SITE_SITE_VIEW_H

#include "rooms/event/event_front.h"

/* site_home.html - / */
typedef struct SiteHome {
    Frame frame;
    Str cafe;          /* "Café IA": the word of the main theme */
    Str tagline;       /* one line under the title */
    Words what;        /* three sentences: what such a café is */
    Words how;         /* three short steps: how to hold one */
    EventCards next;   /* the next six */
    bool empty;
    Html map;          /* small SVG of France with marks, linked to /carte */
    int64_t coming;    /* how many cafés are to come, at most 999 counted */
} SiteHome;
void site_home_html(Buf *out, Lang lang, const SiteHome *v);

typedef struct SiteField { /* a line of the description of the data */
    Str name, type, say, example;
} SiteField;

typedef struct SiteFields {
    SiteField *at;
    size_t len;
} SiteFields;

/* site_data.html - /donnees */
typedef struct SiteData {
    Frame frame;
    SiteFields csv, json, parameters;
} SiteData;
void site_data_html(Buf *out, Lang lang, const SiteData *v);

typedef struct SiteDatum { /* a personal datum that is kept: from the inventory */
    Str what, why, basis, kept, seen_by;
} SiteDatum;

typedef struct SiteInventory {
    SiteDatum *at;
    size_t len;
} SiteInventory;

typedef struct SiteCookie {
    Str name, what, kept;
} SiteCookie;

typedef struct SiteCookies {
    SiteCookie *at;
    size_t len;
} SiteCookies;

/* site_legal.html - /mentions-legales, site_access.html - /accessibilite,
 * site_privacy.html - /donnees-personnelles */
typedef struct SiteText {
    Frame frame;
    Str publisher, host, contact; /* from the settings; may be empty */
    SiteInventory inventory;      /* privacy page only */
    SiteCookies cookies;          /* the same */
} SiteText;
void site_legal_html(Buf *out, Lang lang, const SiteText *v);
void site_access_html(Buf *out, Lang lang, const SiteText *v);
void site_privacy_html(Buf *out, Lang lang, const SiteText *v);

#endif
