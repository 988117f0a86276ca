/* names.h - the names of communes as one types them, compared without a copy
 *
 * Folding is that of text/fold.h for the letters that French names have (a test
 * holds the two together over the whole table), done letter by letter so that
 * 35,000 folded names need not be kept beside the names. */
#ifndef GEO_NAMES_H
#define GEO_NAMES_H

#include "base/str.h"

/* How name, from byte at on, stands to what was folded already: -1 when it comes
 * before all that begin so, 0 when it begins so, 1 when after.
 * *ret_whole: it is so and nothing more. */
int name_compare(Str name, size_t at, Str folded, bool *ret_whole);

/* The order of two names from a byte on: as their folded forms, by bytes. */
int name_order(Str a, size_t a_at, Str b, size_t b_at);

/* Does a new word begin at this byte? */
bool name_word_begins(Str name, size_t at);
/* Is the word at this byte one that begins too many names: "saint", "sur"...? */
bool name_word_common(Str name, size_t at);
/* The length of a leading "le ", "la ", "les " or "l'", else 0. */
size_t name_article(Str name);

#endif
