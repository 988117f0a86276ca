/* visible.h - text that is what it looks like
 *
 * What people write comes with characters that nobody sees: some turn the
 * direction of the lines around them, so that a name or a title reads as
 * another; some make two words that look alike differ.  They say nothing, so
 * they are taken away at the door rather than refused: nobody could find them
 * in what they typed. */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

#include "base/str.h"

/* Without direction controls, characters of no width and controls beyond
 * ASCII; separators of lines and paragraphs become a space.  Spaces of all
 * widths stay (no-break ones too), and so do the joiners that write emoji,
 * Arabic or Hindi, between two such characters.  s itself when there is
 * nothing to take away; bytes that are no UTF-8 stay as they are. */
Str visible(Arena *mem, Str s);

#endif
