/* compare.h - how alike are two titles? */
#ifndef TEXT_COMPARE_H
#define TEXT_COMPARE_H

#include "base/str.h"

/* The share of words they have in common, 0 to 100, without regard to
 * accents, case, order and repetition.  Only the first 32 words count; two
 * titles without words are not alike. */
int compare_titles(Arena *mem, Str a, Str b);

#endif
