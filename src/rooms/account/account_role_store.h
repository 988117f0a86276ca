/* account_role_store.h - roles and deeds, as they are stored */
#ifndef ROOMS_ACCOUNT_ACCOUNT_ROLE_STORE_H
#define ROOMS_ACCOUNT_ACCOUNT_ROLE_STORE_H

#include "rooms/account/account.h"
#include "rooms/account/account_role.h"

extern const DbQuery *const account_role_store_all[]; /* ends with NULL */

/* New, or with another end. */
MUST_USE Fault account_role_store_put(Work *w, const Holder *holder);
/* *ret: there was one. */
MUST_USE Fault account_role_store_drop(Work *w, const Holder *holder, bool *ret);
/* Those of everybody, or of one event, after that id. */
MUST_USE Fault account_role_store_list(Work *w, int64_t after, size_t max, Holder **ret,
                                       size_t *ret_len);
MUST_USE Fault account_role_store_of_event(Work *w, Str event, Holder **ret, size_t *ret_len);

/* Signs an account out everywhere; or only asks for its second factor again. */
MUST_USE Fault account_role_store_close(Work *w, AccountId id);
MUST_USE Fault account_role_store_unprove(Work *w, AccountId id);

MUST_USE Fault account_deed_store_add(Work *w, AccountId who, Str act, int64_t subject);

#endif
