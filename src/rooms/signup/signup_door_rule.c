#include "rooms/signup/signup_door_rule.h"

enum { ONE_IN = 8, QUARTER = 4 };

/* Of an A4 in two columns. */
enum {
    SHEET_ROWS = 36,
    BLANKS_MIN = 4,
    BLANKS_ALONE = 20,
    WAITING_MIN = 3, /* printed, if so many wait */
    WAITING_MAX = 10,
    WAITING_TITLE = 4,
    NEEDS_LETTERS = 32, /* on one line */
    NEEDS_LINES = 3,    /* as cafeia.css cuts them */
};

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

bool signup_door_day(Zone zone, int64_t starts_at, int64_t now)
{
    return day_number(day_of(zone, now)) >= day_number(day_of(zone, starts_at));
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* What is left, but never less than that. */
static size_t left(size_t all, size_t taken, size_t min)
{
    return all > taken + min ? all - taken : min;
}

size_t signup_door_rows(Str needs)
{
    size_t lines = least(NEEDS_LINES, 1 + needs.len / NEEDS_LETTERS);

    return needs.len == 0 ? 1 : lines;
}

DoorSheet signup_door_sheet(size_t listed, size_t people, int64_t chairs, size_t waiting)
{
    size_t seats = chairs > 0 ? (size_t)chairs : 0;
    size_t want = (seats > people ? seats - people : 0) + BLANKS_MIN;
    DoorSheet sheet = { 0 };

    if (waiting > 0) {
        sheet.waiting = left(SHEET_ROWS, listed + BLANKS_MIN + WAITING_TITLE, WAITING_MIN);
        sheet.waiting = least(waiting, least(sheet.waiting, WAITING_MAX));
        listed += sheet.waiting + WAITING_TITLE;
    }
    want = seats == 0 && want < BLANKS_ALONE ? BLANKS_ALONE : want;
    sheet.blanks = least(want, left(SHEET_ROWS, listed, BLANKS_MIN));
    return sheet;
}
