/* signup_rule.h - what is decided about seats; pure */
#ifndef ROOMS_SIGNUP_SIGNUP_RULE_H
#define ROOMS_SIGNUP_SIGNUP_RULE_H

#include "rooms/signup/signup_kinds.h"

enum {
    SIGNUP_HOLD_SECONDS = 2 * 3600, /* to confirm an address */
    SIGNUP_LAST_SECONDS = 2 * 3600, /* before the start nothing is offered any more */
    SIGNUP_CODE_LEN = 6,
    SIGNUP_DATES_MAX = 24, /* of a series, on one form */
};

/* The ledger: what may follow what.  SIGNUP_FREE is where all begins. */
bool signup_rule_may_become(SignupState from, SignupState to);
/* Until when a seat from the list is offered: a day; 6 hours when the café
 * begins in less than three days, 2 when in less than one; never beyond two
 * hours before it begins.  0: it is too late to offer. */
int64_t signup_rule_offer_until(int64_t now, int64_t starts_at);
/* Until when a seat waits for its address to be confirmed. */
int64_t signup_rule_hold_until(int64_t now, int64_t until_at);
/* So late before the start that free seats are for whoever comes first? */
bool signup_rule_is_late(int64_t now, int64_t starts_at);

/* What a newcomer gets: SIGNUP_CONFIRMED, SIGNUP_OFFERED when the address is to
 * be confirmed, or SIGNUP_WAITING; and how many seats. */
typedef struct SignupPlan {
    SignupState state;
    int64_t seats;
} SignupPlan;
SignupPlan signup_rule_join(int64_t free, int64_t seats, bool fewer, bool confirm);

/* Who waits, as far as choosing the next one goes. */
typedef struct SignupWaiting {
    SignupId id;
    int64_t rank_at, seats;
    bool fewer;
    Str mail_hash;
} SignupWaiting;

/* The first of the list that fits (or accepts fewer), never who released nor
 * the same address; list_len: nobody.  *ret_seats: how many they get. */
size_t signup_rule_next(const SignupWaiting *list, size_t list_len, int64_t free,
                        const Signup *releaser, int64_t *ret_seats);

/* What a move of so many seats changes in the book. */
typedef struct SignupDelta {
    int64_t confirmed, offered, waiting;
} SignupDelta;
SignupDelta signup_rule_delta(SignupState was, SignupState becomes, int64_t seats);

/* Six letters and digits that nobody confuses, from at least six bytes. */
Str signup_rule_code(Arena *mem, const unsigned char *bytes);
/* As a person types it: small letters, spaces, hyphens; "" when it is none. */
Str signup_rule_code_read(Arena *mem, Str typed);

#endif
