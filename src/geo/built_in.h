/* built_in.h - the file of data/ that is inside the program */
#ifndef GEO_BUILT_IN_H
#define GEO_BUILT_IN_H

#include "base/str.h"

Str geo_built_in_gazetteer(void); /* see gazetteer.h */

#endif
