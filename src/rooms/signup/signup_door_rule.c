#include "rooms/signup/signup_door_rule.h"

enum { ONE_IN = 8, QUARTER = 4 };

bool signup_door_known(const DoorPast *past)
{
    return past->seats > 0 && (past->cafes >= DOOR_CAFES_MIN || past->seats >= DOOR_SEATS_MIN);
}

/* Of n people who each come with probability p, more than chairs: summed from
 * n downwards, each term from the one above it. */
static double too_many(int64_t n, int64_t chairs, double p)
{
    double term = 1, sum = 0;

    for (int64_t i = 0; i < n; i++) {
        term *= p;
    }
    for (int64_t came = n; came > chairs; came--) {
        sum += term;
        term *= (double)came / (double)(n - came + 1) * (1 - p) / p;
    }
    return sum;
}

int64_t signup_door_advice(const DoorPast *past, int64_t chairs)
{
    int64_t n = chairs, most = chairs + chairs / QUARTER;

    if (!signup_door_known(past) || past->came <= 0 || past->came >= past->seats ||
        chairs <= 0 || chairs > DOOR_CHAIRS_MAX) {
        return chairs;
    }
    double p = (double)past->came / (double)past->seats;
    while (n < most && too_many(n + 1, chairs, p) * ONE_IN <= 1) {
        n++;
    }
    return n;
}
