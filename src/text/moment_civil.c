#include "text/moment.h"

#include <assert.h>
#include <inttypes.h>

enum {
    HOUR = 3600,
    DAY_SECONDS = 86400,
    YEAR_MAX = 9999,
    EPOCH = 719162, /* days from 0001-01-01 to 1970-01-01 */
    DAYS_400 = 146097
};

static bool leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days of the year before this month; month 13: the whole year. */
static int before_month(int year, int month)
{
    static const int days[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

    assert(month >= 1 && month <= 13);
    return days[month - 1] + (month > 2 && leap(year));
}

/* Days from 0001-01-01 to the first of this year. */
static int64_t before_year(int64_t year)
{
    int64_t y = year - 1;

    return y * 365 + y / 4 - y / 100 + y / 400;
}

bool day_is_real(Day d)
{
    return d.year >= 1 && d.year <= YEAR_MAX && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
           d.day <= before_month(d.year, d.month + 1) - before_month(d.year, d.month);
}

int64_t day_number(Day d)
{
    return before_year(d.year) + before_month(d.year, d.month) + d.day - 1 - EPOCH;
}

/* What lies outside the years 1 to 9999 becomes their border. */
static int64_t clamp(int64_t v, int64_t least, int64_t most)
{
    return v < least ? least : v > most ? most : v;
}

/* Years are counted from 1 March, so that the odd day comes last; 400 of them
 * always have as many days, and five months from March on 153. */
Day day_from_number(int64_t n)
{
    enum { MARCH = 306, DAYS_4 = 1460, DAYS_100 = 36524, DAYS_5_MONTHS = 153 };
    int64_t days = clamp(n, -EPOCH, before_year(YEAR_MAX + 1) - 1 - EPOCH) + EPOCH + MARCH;
    int cycle = (int)(days / DAYS_400), day = (int)(days % DAYS_400);
    int year = (day - day / DAYS_4 + day / DAYS_100 - day / (DAYS_400 - 1)) / 365;
    int rest = day - (365 * year + year / 4 - year / 100);
    int month = (5 * rest + 2) / DAYS_5_MONTHS; /* 0: March */
    int date = rest - (DAYS_5_MONTHS * month + 2) / 5 + 1;
    bool next_year = month >= 10;

    return (Day){ 400 * cycle + year + next_year, next_year ? month - 9 : month + 3, date };
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int day_weekday(Day d)
{
    int64_t n = day_number(d) + EPOCH; /* 0001-01-01 was a Monday */

    return (int)(n % 7);
}

Civil civil_at(Zone zone, int64_t at)
{
    int64_t last = (before_year(YEAR_MAX + 1) - EPOCH) * DAY_SECONDS - 1;
    int64_t first = -(int64_t)EPOCH * DAY_SECONDS;
    int64_t seconds = clamp(at, first, last);

    if (zone != ZONE_UTC) {
        seconds = clamp(seconds + zone_offset(zone, seconds), first, last);
    }
    int64_t n = floor_div(seconds, DAY_SECONDS);
    int rest = (int)(seconds - n * DAY_SECONDS);
    return (Civil){ day_from_number(n), rest / HOUR, rest % HOUR / 60, rest % 60 };
}

int64_t civil_instant(Zone zone, Civil c)
{
    int64_t wall = day_number(c.date) * DAY_SECONDS + c.hour * HOUR + c.minute * 60 + c.second;
    int64_t january = day_number((Day){ c.date.year, 1, 1 }) * DAY_SECONDS;
    int64_t standard = zone_offset(zone, january); /* winter in all our zones */
    int64_t in_summer = wall - standard - HOUR;

    /* In summer time?  It is also the first of the two when an hour comes
     * twice; in the hour that is skipped neither holds, and standard time
     * gives one hour later. */
    if (zone_offset(zone, in_summer) == standard + HOUR) {
        return in_summer;
    }
    return wall - standard;
}

Day day_of(Zone zone, int64_t at)
{
    return civil_at(zone, at).date;
}

int64_t day_start(Zone zone, Day d)
{
    return civil_instant(zone, (Civil){ .date = d });
}

/* Digits at *at, from least to most of them, as a number. */
static bool digits(Str s, size_t *at, size_t least, size_t most, int *ret)
{
    size_t n = 0;
    int v = 0;

    while (n < most && *at + n < s.len && s.at[*at + n] >= '0' && s.at[*at + n] <= '9') {
        v = v * 10 + (s.at[*at + n++] - '0');
    }
    if (n < least) {
        return false;
    }
    *at += n;
    *ret = v;
    return true;
}

/* Passes over one byte, if it stands there. */
static bool mark(Str s, size_t *at, char c)
{
    bool there = *at < s.len && s.at[*at] == c;

    *at += there;
    return there;
}

static bool day_iso_at(Str s, size_t *at, Day *ret)
{
    return digits(s, at, 4, 4, &ret->year) && mark(s, at, '-') &&
           digits(s, at, 2, 2, &ret->month) && mark(s, at, '-') &&
           digits(s, at, 2, 2, &ret->day);
}

static bool day_french_at(Str s, size_t *at, Day *ret)
{
    return digits(s, at, 1, 2, &ret->day) && mark(s, at, '/') &&
           digits(s, at, 1, 2, &ret->month) && mark(s, at, '/') &&
           digits(s, at, 4, 4, &ret->year);
}

bool day_read(Str s, Day *ret)
{
    Str t = str_trim(s);
    size_t iso = 0, french = 0;
    Day d = { 0 };

    if (!(day_iso_at(t, &iso, &d) && iso == t.len) &&
        !(day_french_at(t, &french, &d) && french == t.len)) {
        return false;
    }
    if (!day_is_real(d)) {
        return false;
    }
    *ret = d;
    return true;
}

/* Ordinary, no-break and narrow no-break spaces. */
static void pass_spaces(Str s, size_t *at)
{
    static const Str spaces[] = { STR_INIT(" "), STR_INIT("\u00a0"), STR_INIT("\u202f") };
    bool more = true;

    while (more) {
        more = false;
        for (size_t i = 0; i < COUNT(spaces); i++) {
            if (str_starts(str_slice(s, *at, s.len), spaces[i])) {
                *at += spaces[i].len;
                more = true;
            }
        }
    }
}

bool hour_read(Str s, int *ret_minutes)
{
    Str t = str_trim(s);
    size_t at = 0;
    int hour, minute = 0;

    if (!digits(t, &at, 1, 2, &hour)) {
        return false;
    }
    pass_spaces(t, &at);
    bool h = mark(t, &at, 'h') || mark(t, &at, 'H');
    if (!h && !mark(t, &at, ':')) {
        return false;
    }
    pass_spaces(t, &at);
    if (!(h && at == t.len) && !digits(t, &at, 2, 2, &minute)) {
        return false;
    }
    if (at != t.len || hour > 23 || minute > 59) {
        return false;
    }
    *ret_minutes = hour * 60 + minute;
    return true;
}

/* "Z", "+02:00", "-0400": seconds east of UTC. */
static bool offset_at(Str s, size_t *at, int *ret)
{
    int hours, minutes;

    if (mark(s, at, 'Z') || mark(s, at, 'z')) {
        *ret = 0;
        return true;
    }
    bool west = mark(s, at, '-');
    if ((!west && !mark(s, at, '+')) || !digits(s, at, 2, 2, &hours)) {
        return false;
    }
    mark(s, at, ':');
    if (!digits(s, at, 2, 2, &minutes) || hours > 23 || minutes > 59) {
        return false;
    }
    *ret = (west ? -1 : 1) * (hours * HOUR + minutes * 60);
    return true;
}

static bool wall_at(Str s, size_t *at, Civil *ret)
{
    if (!day_iso_at(s, at, &ret->date) || (!mark(s, at, 'T') && !mark(s, at, 't')) ||
        !digits(s, at, 2, 2, &ret->hour) || !mark(s, at, ':') ||
        !digits(s, at, 2, 2, &ret->minute)) {
        return false;
    }
    if (!mark(s, at, ':')) {
        return true;
    }
    int part; /* of a second: read, not kept */
    return digits(s, at, 2, 2, &ret->second) &&
           (!mark(s, at, '.') || digits(s, at, 1, 9, &part));
}

bool instant_read(Str s, int64_t *ret)
{
    Str t = str_trim(s);
    Civil c = { 0 };
    size_t at = 0;
    int offset;

    if (!wall_at(t, &at, &c) || !offset_at(t, &at, &offset) || at != t.len ||
        !day_is_real(c.date) || c.hour > 23 || c.minute > 59 || c.second > 59) {
        return false;
    }
    *ret = civil_instant(ZONE_UTC, c) - offset;
    return true;
}
