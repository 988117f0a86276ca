/* account_factor_store.h - the rows of second factors and recovery codes */
#ifndef ROOMS_ACCOUNT_ACCOUNT_FACTOR_STORE_H
#define ROOMS_ACCOUNT_ACCOUNT_FACTOR_STORE_H

#include "rooms/account/account_factor.h"
#include "work/work.h"

extern const DbQuery *const account_factor_store_all[]; /* ends with NULL */

typedef struct Factor {
    Str box;
    int64_t since, step, left;
} Factor;

MUST_USE Fault account_factor_store_load(Work *w, AccountId id, Factor *ret);
/* *ret false: there is one already. */
MUST_USE Fault account_factor_store_set(Work *w, AccountId id, const Factor *f, bool *ret);
MUST_USE Fault account_factor_store_remove(Work *w, AccountId id);
/* *ret false: there were too many since FACTOR_WAIT_SECONDS. */
MUST_USE Fault account_factor_store_try(Work *w, AccountId id, bool *ret);
/* *ret false: this step, or a later one, was taken before. */
MUST_USE Fault account_factor_store_take(Work *w, AccountId id, int64_t step, bool *ret);
MUST_USE Fault account_factor_store_right(Work *w, AccountId id); /* forgets the tries */
MUST_USE Fault account_factor_store_code(Work *w, AccountId id, Str hash);
/* *ret false: there is none like that, or it is used. */
MUST_USE Fault account_factor_store_use(Work *w, AccountId id, Str hash, bool *ret);
MUST_USE Fault account_factor_store_drop_codes(Work *w, AccountId id);
/* Its sessions lose their proof. */
MUST_USE Fault account_factor_store_unprove(Work *w, AccountId id);

#endif
