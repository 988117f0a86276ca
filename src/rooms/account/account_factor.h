/* account_factor.h - the second factor: six figures of a telephone, or a code
 * that was written down
 *
 * Its secret is sealed at rest.  Ten recovery codes, each good once, are kept
 * as slow hashes.  Five tries in ten minutes, then one waits.  Whatever is set
 * or removed is done by w->person and ends their other sessions; a letter tells
 * them, in case it wasn't them. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_FACTOR_H
#define ROOMS_ACCOUNT_ACCOUNT_FACTOR_H

#include "rooms/account/account.h"

enum {
    FACTOR_TRIES = 5,
    FACTOR_WAIT_SECONDS = 600,
    FACTOR_BEGIN_SECONDS = 3600, /* how long the page that sets it up may stay open */
    RECOVERY_CODES = 10,
    RECOVERY_LEN = 12, /* letters: 60 bits */
};

typedef enum FactorOutcome {
    FACTOR_DONE,
    FACTOR_WRONG,
    FACTOR_WAIT, /* too many tries */
} FactorOutcome;

typedef struct Recovery {
    Str at[RECOVERY_CODES]; /* "k3f9-x2mq-7rtp"; shown once */
} Recovery;

/* A new secret for w->person, and the box in which the page carries it: nothing
 * is stored before the first code is right. */
Str account_factor_begin(Work *w, Str *ret_secret);
/* FAULT_INPUT: not one of ours, for somebody else, or too old. */
MUST_USE Fault account_factor_begun(Work *w, Str box, Str *ret_secret);
/* FAULT_DENIED when there is one already.  *ret_cookie: of the session, which
 * has another one now, and is proven. */
MUST_USE Fault account_factor_set(Work *w, Str box, Str code, Recovery *ret, Str *ret_cookie,
                                  FactorOutcome *ret_how);
/* A code of the telephone, or a recovery code, as it was typed. */
MUST_USE Fault account_factor_prove(Work *w, Str typed, Str *ret_cookie,
                                    FactorOutcome *ret_how);
/* FAULT_DENIED unless it was proven in this session. */
MUST_USE Fault account_factor_renew(Work *w, Recovery *ret);
MUST_USE Fault account_factor_remove(Work *w);
/* When it was set up, and how many recovery codes are left. */
MUST_USE Fault account_factor_state(Work *w, int64_t *ret_since, int64_t *ret_left);
/* For whoever has lost both, on the word of an operator: no factor any more, no
 * session. */
MUST_USE Fault account_factor_forget(Work *w, AccountId id);

#endif
