/* account_letter.h - whoever's key changes is told, whoever changed it
 *
 * Within the caller's transaction, in the language of who reads it. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_LETTER_H
#define ROOMS_ACCOUNT_ACCOUNT_LETTER_H

#include "rooms/account/account.h"

typedef enum KeyChange {
    KEY_SET,
    KEY_CODES,   /* new rescue codes */
    KEY_REMOVED, /* by whoever was signed in */
    KEY_LOST,    /* by an operator */
    KEY_CHANGES
} KeyChange;

MUST_USE Fault account_letter_key(Work *w, AccountId id, KeyChange what);

#endif
