#include "http/http.h"

#include <string.h>

/* The Gregorian calendar by counting days from 1 March of year 0, so that the
 * leap day comes last; dates of this form only (RFC 9110 5.6.7), the two
 * obsolete ones are seen in no living client. */

enum { DAY = 86400, FORM_SIZE = 29 };

static const char week_days[] = "ThuFriSatSunMonTueWed"; /* 1 January 1970: a Thursday */
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t m = month <= 2 ? month + 9 : month - 3;

    return 365 * y + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400) +
           (153 * m + 2) / 5 + day - 1 - 719468;
}

typedef struct Date {
    int64_t year, month, day;
} Date;

static Date date_of(int64_t days)
{
    int64_t z = days + 719468, era = floor_div(z, 146097), rest = z - era * 146097;
    int64_t y = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int64_t in_year = rest - (365 * y + y / 4 - y / 100), m = (5 * in_year + 2) / 153;

    return (Date){ .year = y + era * 400 + (m >= 10),
                   .month = m < 10 ? m + 3 : m - 9,
                   .day = in_year - (153 * m + 2) / 5 + 1 };
}

Str http_date(Arena *mem, int64_t at)
{
    int64_t days = floor_div(at, DAY), s = at - days * DAY;
    Date d = date_of(days);

    return str_format(mem, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
                      week_days + 3 * (days - 7 * floor_div(days, 7)), (int)d.day,
                      months + 3 * (d.month - 1), (int)d.year, (int)(s / 3600),
                      (int)(s / 60 % 60), (int)(s % 60));
}

/* The number of exactly len digits at that place, or -1. */
static int64_t digits(Str s, size_t at, size_t len)
{
    int64_t v = 0;

    for (size_t i = at; i < at + len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') {
            return -1;
        }
        v = v * 10 + (s.at[i] - '0');
    }
    return v;
}

static int64_t month_at(Str s, size_t at)
{
    for (size_t i = 0; i < 12; i++) {
        if (memcmp(s.at + at, months + 3 * i, 3) == 0) {
            return (int64_t)i + 1;
        }
    }
    return -1;
}

static bool has_form(Str s)
{
    static const char form[] = "???, ?? ??? ???? ??:??:?? GMT";

    if (s.len != FORM_SIZE) {
        return false;
    }
    for (size_t i = 0; i < FORM_SIZE; i++) {
        if (form[i] != '?' && form[i] != s.at[i]) {
            return false;
        }
    }
    return true;
}

Fault http_date_read(Str s, int64_t *ret)
{
    if (!has_form(s)) {
        return FAULT_INPUT;
    }
    Date d = { digits(s, 12, 4), month_at(s, 8), digits(s, 5, 2) };
    int64_t h = digits(s, 17, 2), m = digits(s, 20, 2), sec = digits(s, 23, 2);
    if (d.year < 0 || d.month < 0 || d.day < 1 || h < 0 || h > 23 || m < 0 || m > 59 ||
        sec < 0 || sec > 60) {
        return FAULT_INPUT;
    }
    int64_t days = days_of(d.year, d.month, d.day);
    if (date_of(days).month != d.month) { /* 30 February */
        return FAULT_INPUT;
    }
    *ret = days * DAY + h * 3600 + m * 60 + sec;
    return FAULT_NONE;
}
