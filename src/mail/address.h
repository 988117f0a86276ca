/* address.h - an e-mail address as people type it
 *
 * The part of RFC 5321 that is in use: local@domain, ASCII, one @, no quotes,
 * no comments, no literal; local of at most 64 characters, 254 in all; the
 * domain has a dot. */
#ifndef MAIL_ADDRESS_H
#define MAIL_ADDRESS_H

#include "base/fault.h"
#include "base/str.h"

enum { MAIL_ADDRESS_MAX = 254 };

/* Trimmed, its domain in lower case.  FAULT_INPUT when it is none. */
MUST_USE Fault mail_address_read(Arena *mem, Str typed, Str *ret);
/* Has it letters that no address we can write to has: accents, other alphabets? */
bool mail_address_beyond(Str typed);
/* All in lower case: by what two are told to be the same. */
Str mail_address_fold(Arena *mem, Str address);

#endif
