#include "rooms/signup/signup_change_rule.h"

/* What weighs most is said first: one letter, one title. */
SignupChange signup_change_rule(const SignupFacts *was, const SignupFacts *is)
{
    bool when = was->starts_at != is->starts_at || was->ends_at != is->ends_at ||
                was->hour_known != is->hour_known;
    bool where = !str_eq(was->place, is->place);

    if (is->cancelled || was->cancelled) {
        return is->cancelled == was->cancelled ? SIGNUP_CHANGE_NONE
               : is->cancelled                 ? SIGNUP_CHANGE_CANCELLED
                                               : SIGNUP_CHANGE_BACK;
    }
    if (is->postponed && was->starts_at != is->starts_at) {
        return SIGNUP_CHANGE_POSTPONED;
    }
    if (is->online && !was->online) {
        return SIGNUP_CHANGE_ONLINE;
    }
    if (when) {
        return where ? SIGNUP_CHANGE_BOTH : SIGNUP_CHANGE_WHEN;
    }
    return where ? SIGNUP_CHANGE_WHERE : SIGNUP_CHANGE_NONE;
}
