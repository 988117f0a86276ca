#include "rooms/event/event_rhythm.h"

#include <libical/ical.h>
#include <string.h>

enum { STEPS_MAX = 20000, YEAR_MIN = 1970, YEAR_MAX = 2200, WEEK = 7, STAMP = 17 };

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
    bool by_day_at_most =
        r->freq == ICAL_DAILY_RECURRENCE || r->freq == ICAL_WEEKLY_RECURRENCE ||
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

/* Every day; every three days. */
static Str every(Arena *mem, Lang lang, int interval, Say one, Say many)
{
    return interval == 1 ? say(lang, one)
                         : say_with(mem, lang, many, SAY_ARGS(say_arg_int(interval)));
}

static Str weekly_say(Arena *mem, Lang lang, const Rule *r, int weekday)
{
    if (weekday >= 0 && r->interval <= 2) {
        Say first = r->interval == 1 ? SAY_series_monday : SAY_series_other_monday;
        return say(lang, (Say)((int)first + weekday));
    }
    return every(mem, lang, r->interval, SAY_series_weekly, SAY_series_weeks);
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
    if (r.freq == ICAL_DAILY_RECURRENCE) {
        return every(mem, lang, r.interval, SAY_series_daily, SAY_series_days);
    }
    return r.freq == ICAL_MONTHLY_RECURRENCE
               ? every(mem, lang, r.interval, SAY_series_monthly, SAY_series_months)
               : every(mem, lang, r.interval, SAY_series_yearly, SAY_series_years);
}

Zone event_series_zone(const Series *s)
{
    Zone zone;

    return zone_find(s->zone, &zone) ? zone : ZONE_PARIS;
}

static bool excepted(Str except_at, int64_t at)
{
    Str one, rest = except_at;
    int64_t v;

    while (rest.len > 0) {
        str_cut(rest, ',', &one, &rest);
        if (str_to_int(str_trim(one), &v) && v == at) {
            return true;
        }
    }
    return false;
}

Fault event_series_dates(Arena *mem, const Series *s, int64_t from, SeriesDates *ret)
{
    Zone zone = event_series_zone(s);
    int64_t until = event_rhythm_months(zone, from, SERIES_MONTHS_MAX);
    SeriesDates dates;
    size_t kept = 0;

    TRY(event_rhythm_dates(mem, s->rule, zone, s->starts_at, from, until, &dates));
    for (size_t i = 0; i < dates.len; i++) {
        if (!excepted(s->except_at, dates.at[i])) {
            dates.at[kept++] = dates.at[i];
        }
    }
    dates.len = kept;
    *ret = dates;
    return FAULT_NONE;
}

/* A wall clock as a number: seconds since 1970 as if it were in UTC. */
static int64_t wall(Zone zone, int64_t at)
{
    return civil_instant(ZONE_UTC, civil_at(zone, at));
}

int64_t event_series_end(const Series *s, int64_t at)
{
    Zone zone = event_series_zone(s);

    if (s->ends_at <= s->starts_at) {
        return 0;
    }
    int64_t length = wall(zone, s->ends_at) - wall(zone, s->starts_at);
    return civil_instant(zone, civil_at(ZONE_UTC, wall(zone, at) + length));
}

/* Does a stamp "+20240704T113000Z" end this? */
static bool is_stamped(Str s)
{
    return s.len > STAMP && s.at[s.len - STAMP] == '+' && s.at[s.len - 1] == 'Z' &&
           s.at[s.len - 8] == 'T';
}

Str event_series_date_id(Arena *mem, Str external_id, int64_t at)
{
    size_t cut = external_id.len;
    Civil c = civil_at(ZONE_UTC, at);

    while (cut > 0 && external_id.at[cut - 1] != '@') {
        cut--;
    }
    if (external_id.len == 0) {
        return (Str){ 0 };
    }
    size_t end = cut > 0 ? cut - 1 : external_id.len;
    Str base = str_slice(external_id, 0, end);
    Str source = str_slice(external_id, end, external_id.len);
    if (is_stamped(base)) {
        base.len -= STAMP;
    }
    return str_format(mem, "%.*s+%04d%02d%02dT%02d%02d%02dZ%.*s", STR_ARG(base), c.date.year,
                      c.date.month, c.date.day, c.hour, c.minute, c.second, STR_ARG(source));
}
