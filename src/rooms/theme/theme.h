/* theme.h - what cafés are about: data, never named by a page
 *
 * A theme brings the words that pages use for it: what such a café is called,
 * a line under the title, three sentences that say what it is. */
#ifndef ROOMS_THEME_THEME_H
#define ROOMS_THEME_THEME_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"
#include "db/db.h"

typedef struct Theme {
    int64_t number;
    Str code;                /* "parentalite", in addresses and data */
    Str name, cafe, tagline; /* in the reader's language */
    Str what;                /* sentences, one a line */
} Theme;

enum { THEMES_MAX = 50 };

/* All of them, in order; read once a unit. */
MUST_USE Fault theme_list(Work *w, Theme **ret, size_t *ret_len);
/* The one of this code, FAULT_ABSENT; and of the site itself (its main theme,
 * else the first). */
MUST_USE Fault theme_find(Work *w, Str code, Theme *ret);
MUST_USE Fault theme_main(Work *w, Theme *ret);
MUST_USE Fault theme_load(Work *w, int64_t number, Theme *ret);

extern const DbQuery *const theme_store_all[];

#endif
