/* account_next.h - where somebody goes once they have signed in */
#ifndef ROOMS_ACCOUNT_ACCOUNT_NEXT_H
#define ROOMS_ACCOUNT_ACCOUNT_NEXT_H

#include "base/str.h"

enum { ACCOUNT_NEXT_MAX = 1000 };

/* The address if it is one of this site, without its language; else "/compte".
 * An address is believed to be of this site when it begins with one slash and
 * a letter, and nothing in it could make a browser read another host. */
Str account_next(Str asked);

#endif
