#include "rooms/event/event_rhythm.h"

#include <libical/ical.h>
#include <string.h>

enum { STEPS_MAX = 20000, YEAR_MIN = 1970, YEAR_MAX = 2200, WEEK = 7 };

typedef struct icalrecurrencetype Rule;

/* libical prints and guesses when it meets the unexpected: only these letters
 * ever make a rule. */
static bool is_plain(Str rule)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789=;,+-";

    for (size_t i = 0; i < rule.len; i++) {
        if (rule.at[i] == '\0' || !strchr(letters, rule.at[i])) {
            return false;
        }
    }
    return rule.len > 0 && rule.len <= SERIES_RULE_MAX && !str_has(rule, STR("RSCALE")) &&
           !str_has(rule, STR("SKIP"));
}

static bool is_slow(const Rule *r)
{
    bool by_day_at_most = r->freq == ICAL_DAILY_RECURRENCE ||
                          r->freq == ICAL_WEEKLY_RECURRENCE ||
                          r->freq == ICAL_MONTHLY_RECURRENCE || r->freq == ICAL_YEARLY_RECURRENCE;

    return by_day_at_most && r->by_second[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           r->by_minute[0] == ICAL_RECURRENCE_ARRAY_MAX &&
           r->by_hour[0] == ICAL_RECURRENCE_ARRAY_MAX;
}

static Civil civil_of(icaltimetype t)
{
    return (Civil){ { t.year, t.month, t.day }, t.hour, t.minute, t.second };
}

static icaltimetype floating(Civil c)
{
    icaltimetype t = icaltime_null_time();

    t.year = c.date.year;
    t.month = c.date.month;
    t.day = c.date.day;
    t.hour = c.hour;
    t.minute = c.minute;
    t.second = c.second;
    return t;
}

/* The rule walks on the wall clock, and so must its end: "until 11:30 UTC" is
 * 13:30 in Paris, and a day without an hour is that whole day. */
static bool settle_until(Rule *r, Zone zone)
{
    if (icaltime_is_null_time(r->until)) {
        return true;
    }
    Civil c = civil_of(r->until);
    if (!day_is_real(c.date)) {
        return false;
    }
    if (r->until.is_date) {
        c = (Civil){ c.date, 23, 59, 59 };
    } else if (icaltime_is_utc(r->until)) {
        c = civil_at(zone, civil_instant(ZONE_UTC, c));
    }
    r->until = floating(c);
    return true;
}

static bool rule_read(Arena *mem, Str text, Zone zone, Rule *ret)
{
    Str head = STR("RRULE:");
    Str s = str_starts(text, head) ? str_slice(text, head.len, text.len) : text;

    if (!is_plain(s)) {
        return false;
    }
    icalerror_set_errors_are_fatal(false);
    *ret = icalrecurrencetype_from_string(str_c(mem, s));
    return is_slow(ret) && ret->interval >= 1 && ret->count >= 0 && settle_until(ret, zone);
}

static void iterator_free(icalrecur_iterator **it)
{
    if (*it) {
        icalrecur_iterator_free(*it);
    }
}

/* Puts the dates of [from, until) into ret, whose at has SERIES_DATES_MAX. */
static void walk(icalrecur_iterator *it, Zone zone, int64_t from, int64_t until,
                 SeriesDates *ret)
{
    int64_t last = INT64_MIN;

    for (int steps = 0; steps < STEPS_MAX; steps++) {
        icaltimetype t = icalrecur_iterator_next(it);
        Civil c = civil_of(t);
        if (icaltime_is_null_time(t) || !day_is_real(c.date)) {
            ret->over = true;
            return;
        }
        int64_t at = civil_instant(zone, c);
        if (at >= until || ret->len == SERIES_DATES_MAX) {
            ret->known_until = at < until ? at : until;
            return;
        }
        /* Two walls may be one instant when an hour is skipped. */
        if (at >= from && at > last) {
            ret->at[ret->len++] = at;
            last = at;
        }
    }
    ret->over = true; /* too slow to be followed any further */
}

Fault event_rhythm_dates(Arena *mem, Str rule, Zone zone, int64_t dtstart, int64_t from,
                         int64_t until, SeriesDates *ret)
{
    SCOPED(iterator_free) icalrecur_iterator *it = NULL;
    SeriesDates dates = { .at = NEW_ARRAY(mem, int64_t, SERIES_DATES_MAX),
                          .known_until = until };
    Civil start = civil_at(zone, dtstart);
    Rule r;

    if (start.date.year < YEAR_MIN || start.date.year > YEAR_MAX ||
        !rule_read(mem, rule, zone, &r)) {
        return FAULT_INPUT;
    }
    it = icalrecur_iterator_new(r, floating(start));
    if (!it) {
        return FAULT_INPUT;
    }
    walk(it, zone, from, until, &dates);
    *ret = dates;
    return FAULT_NONE;
}

Fault event_rule_dates(Arena *mem, Str rule, Zone zone, int64_t dtstart, int64_t until,
                       int64_t **ret, size_t *ret_len)
{
    int64_t limit = event_rhythm_months(zone, dtstart, SERIES_MONTHS_MAX);
    SeriesDates dates;

    TRY(event_rhythm_dates(mem, rule, zone, dtstart, dtstart, until < limit ? until : limit,
                           &dates));
    *ret = dates.at;
    *ret_len = dates.len;
    return FAULT_NONE;
}

int64_t event_rhythm_months(Zone zone, int64_t at, int months)
{
    Civil c = civil_at(zone, at);
    int month = c.date.year * 12 + c.date.month - 1 + months;

    c.date.year = month / 12;
    c.date.month = month % 12 + 1;
    while (!day_is_real(c.date) && c.date.day > 28) {
        c.date.day--;
    }
    return civil_instant(zone, c);
}

/* The only weekday of a weekly rule, 0: Monday; -1: several. */
static int weekday_of(const Rule *r, Zone zone, int64_t dtstart)
{
    if (r->by_day[0] == ICAL_RECURRENCE_ARRAY_MAX) {
        return day_weekday(day_of(zone, dtstart));
    }
    if (r->by_day[1] != ICAL_RECURRENCE_ARRAY_MAX) {
        return -1;
    }
    /* libical counts from 1: Sunday. */
    return ((int)icalrecurrencetype_day_day_of_week(r->by_day[0]) + WEEK - 2) % WEEK;
}

static Str weekly_say(Arena *mem, Lang lang, const Rule *r, int weekday)
{
    if (weekday >= 0 && r->interval == 1) {
        return say(lang, (Say)((int)SAY_series_monday + weekday));
    }
    if (weekday >= 0 && r->interval == 2) {
        return say(lang, (Say)((int)SAY_series_other_monday + weekday));
    }
    return say_with(mem, lang, SAY_series_weeks, SAY_ARGS(say_arg_int(r->interval)));
}

Str event_rhythm_say(Arena *mem, Lang lang, Str rule, Zone zone, int64_t dtstart)
{
    Rule r;

    if (!rule_read(mem, rule, zone, &r)) {
        return (Str){ 0 };
    }
    if (r.freq == ICAL_WEEKLY_RECURRENCE) {
        return weekly_say(mem, lang, &r, weekday_of(&r, zone, dtstart));
    }
    Say key = r.freq == ICAL_DAILY_RECURRENCE     ? SAY_series_days
              : r.freq == ICAL_MONTHLY_RECURRENCE ? SAY_series_months
                                                  : SAY_series_years;
    return say_with(mem, lang, key, SAY_ARGS(say_arg_int(r.interval)));
}
