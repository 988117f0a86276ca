/* account_oidc_store.h - which account an issuer's subject is */
#ifndef ROOMS_ACCOUNT_ACCOUNT_OIDC_STORE_H
#define ROOMS_ACCOUNT_ACCOUNT_OIDC_STORE_H

#include "db/db.h"
#include "rooms/account/account.h"

extern const DbQuery *const account_oidc_store_all[]; /* ends with NULL */

/* subject: "issuer subject".  FAULT_ABSENT. */
MUST_USE Fault account_oidc_store_find(Work *w, Str subject, AccountId *ret);
/* From now on this account is that subject; its name, if it had none. */
MUST_USE Fault account_oidc_store_bind(Work *w, AccountId id, Str subject, Str name);

#endif
