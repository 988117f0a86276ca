#include "rooms/signup/signup_remind_rule.h"

enum { AT_HOUR = 10, ORGANIZER_HOUR = 16, SAME_DAY = 3 * 3600 };

static bool among(const int64_t *list, size_t n, int64_t days)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i] == days) {
            return true;
        }
    }
    return false;
}

size_t signup_remind_days(Str typed, int64_t ret[REMIND_MAX])
{
    size_t n = 0;
    int64_t days;
    Str one;

    while (typed.len > 0 && n < REMIND_MAX) {
        str_cut(typed, ',', &one, &typed);
        if (str_to_int(str_trim(one), &days) && days >= 0 && days <= REMIND_DAYS_MAX &&
            !among(ret, n, days)) {
            ret[n++] = days;
        }
    }
    return n;
}

int64_t signup_remind_due(Zone zone, int64_t starts_at, int64_t days)
{
    int64_t before = days == REMIND_ORGANIZER ? 1 : days;
    int hour = days == REMIND_ORGANIZER ? ORGANIZER_HOUR : AT_HOUR;
    Day day = day_from_number(day_number(day_of(zone, starts_at)) - before);

    return days == 0 ? starts_at - SAME_DAY
                     : civil_instant(zone, (Civil){ .date = day, .hour = hour });
}

size_t signup_remind_rule(Str typed, Zone zone, int64_t starts_at, int64_t now,
                          Remind ret[REMIND_MAX + 1])
{
    int64_t days[REMIND_MAX + 1];
    size_t n = signup_remind_days(typed, days), planned = 0;

    days[n++] = REMIND_ORGANIZER;
    for (size_t i = 0; i < n; i++) {
        Remind one = { .days = days[i], .due_at = signup_remind_due(zone, starts_at, days[i]) };
        if (one.due_at > now) {
            ret[planned++] = one;
        }
    }
    return planned;
}
