/* fold.h - letters without their accents, for searching and for addresses */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include "base/str.h"

/* Lower case, no accents, œ as oe, æ as ae, ß as ss; every other run of what
 * is neither letter nor digit becomes one space; trimmed.
 * "Saint-Étienne-du-Rouvray" -> "saint etienne du rouvray" */
Str fold(Arena *mem, Str s);
/* The same with hyphens, at most 60 bytes, cut between words; "x" when nothing
 * is left.  "Café IA à Blois !" -> "cafe-ia-a-blois" */
Str slug(Arena *mem, Str s);

#endif
