/* site.h - from settings to an open house: database, key, communes, names */
#ifndef APP_SITE_H
#define APP_SITE_H

#include "app/settings.h"
#include "seal/token.h"
#include "work/work.h"

typedef enum SiteUse {
    SITE_READ,  /* beside whoever writes */
    SITE_WRITE, /* alone (SQLite) */
    SITE_SERVE, /* the same, with connections for all threads; migrates */
    SITE_MAKE,  /* makes the database when there is none, and its key; migrates */
} SiteUse;

typedef struct House {
    Site site;
    SealKey key;
    Geo *geo;
    bool made; /* it was not as it should be, and is now */
} House;

/* *ret_why, on a fault: a sentence for the operator.  FAULT_DENIED: a running
 * server holds this database.  ret must stay where it is. */
MUST_USE Fault site_open(Arena *mem, const Settings *settings, SiteUse use, House *ret,
                         Str *ret_why);
void site_close(House *house);

/* Are demonstration events there, as far as anybody has said? */
MUST_USE Fault site_demo(Work *w, bool *ret);
MUST_USE Fault site_demo_set(Work *w, bool demo);

/* "http://127.0.0.1:8080" for an address that http_serve reads. */
Str site_address(Arena *mem, Str listen);
/* Names the site by its public address, or by where it listens when there is
 * none in the settings. */
void site_set_address(Arena *mem, const Settings *settings, Str listen, Site *ret);

#endif
