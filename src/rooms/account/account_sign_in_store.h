/* account_sign_in_store.h - the rows of those who asked for a letter */
#ifndef ROOMS_ACCOUNT_ACCOUNT_SIGN_IN_STORE_H
#define ROOMS_ACCOUNT_ACCOUNT_SIGN_IN_STORE_H

#include "rooms/account/account_sign_in.h"
#include "work/work.h"

enum { SIGN_IN_ROWS_MAX = 20 };

extern const DbQuery *const account_sign_in_store_all[]; /* ends with NULL */

typedef struct SignIn {
    Str hash, browser_hash, code_hash, mail, next;
    int64_t made_at, tries, used_at;
} SignIn;

MUST_USE Fault account_sign_in_store_add(Work *w, const SignIn *s);
MUST_USE Fault account_sign_in_store_load(Work *w, Str hash, SignIn *ret); /* FAULT_ABSENT */
/* The last one of a browser that hasn't gone out of date. */
MUST_USE Fault account_sign_in_store_last(Work *w, Str browser_hash, SignIn *ret);
/* Counts a try of the figures; then those that may still be meant. */
MUST_USE Fault account_sign_in_store_try(Work *w, Str browser_hash);
MUST_USE Fault account_sign_in_store_live(Work *w, Str browser_hash, SignIn **ret,
                                          size_t *ret_len);
/* Once: FAULT_ABSENT when it is used, too old, or of another browser. */
MUST_USE Fault account_sign_in_store_use(Work *w, Str hash, Str browser_hash, SignIn *ret);
/* The others of that browser. */
MUST_USE Fault account_sign_in_store_end(Work *w, Str browser_hash);
MUST_USE Fault account_sign_in_store_forget(Work *w, int64_t before, int64_t *ret);
MUST_USE Fault account_sign_in_store_forgettable(Work *w, int64_t before, int64_t *ret);

#endif
