/* signup_change_rule.h - what of a café changed for those who come; pure */
#ifndef ROOMS_SIGNUP_SIGNUP_CHANGE_RULE_H
#define ROOMS_SIGNUP_SIGNUP_CHANGE_RULE_H

#include "base/str.h"

typedef enum SignupChange {
    SIGNUP_CHANGE_NONE, /* of words only: nobody needs a letter */
    SIGNUP_CHANGE_CANCELLED,
    SIGNUP_CHANGE_BACK, /* it takes place after all */
    SIGNUP_CHANGE_POSTPONED,
    SIGNUP_CHANGE_ONLINE,
    SIGNUP_CHANGE_WHEN,
    SIGNUP_CHANGE_WHERE,
    SIGNUP_CHANGE_BOTH,
    SIGNUP_CHANGES
} SignupChange;

typedef struct SignupFacts {           /* what people knew, or know now */
    bool cancelled, postponed, online; /* its state */
    int64_t starts_at, ends_at;
    bool hour_known;
    Str place;
} SignupFacts;

SignupChange signup_change_rule(const SignupFacts *was, const SignupFacts *is);

#endif
