#include "text/moment.h"

enum { HOUR = 3600, NIGHT_ENDS = 6, NOON = 12, ISO_MAX = 32 };

static Str weekday(Lang lang, Day d)
{
    return say(lang, (Say)((int)SAY_text_monday + day_weekday(d)));
}

static Str month(Lang lang, Day d)
{
    return say(lang, (Say)((int)SAY_text_january + d.month - 1));
}

static SayArg day_of_month(Lang lang, Day d)
{
    return d.day == 1 ? say_arg_str(say(lang, SAY_text_first)) : say_arg_int(d.day);
}

/* How much of a date is said. */
typedef enum Detail { DETAIL_DAY, DETAIL_MONTH, DETAIL_YEAR } Detail;

static Str say_day(Arena *mem, Lang lang, Day d, Detail detail)
{
    static const Say keys[] = { [DETAIL_DAY] = SAY_text_day,
                                [DETAIL_MONTH] = SAY_text_day_month,
                                [DETAIL_YEAR] = SAY_text_day_month_year };
    SayArg args[] = { say_arg_str(weekday(lang, d)), day_of_month(lang, d),
                      say_arg_str(month(lang, d)), say_arg_int(d.year) };

    return say_with(mem, lang, keys[detail], args, (size_t)detail + 2);
}

static bool after_noon(Civil c)
{
    return c.hour >= NOON;
}

/* The hour without "am" or "pm". */
static Str say_clock(Arena *mem, Lang lang, Civil c)
{
    int hour = lang == LANG_EN ? (c.hour + 11) % 12 + 1 : c.hour;
    Str minute = str_format(mem, "%02d", c.minute);

    return say_with(mem, lang, c.minute ? SAY_text_clock : SAY_text_sharp,
                    SAY_ARGS(say_arg_int(hour), say_arg_str(minute)));
}

static Str say_hour(Arena *mem, Lang lang, Civil c)
{
    return say_with(mem, lang, after_noon(c) ? SAY_text_pm : SAY_text_am,
                    SAY_ARGS(say_arg_str(say_clock(mem, lang, c))));
}

/* From wall clock to wall clock. */
typedef struct Span {
    Civil from, to;
    Day last;     /* that it touches: what ends at midnight doesn't touch the next */
    int64_t days; /* between the first and the last */
    bool one_day; /* or an evening that goes on after midnight */
} Span;

static Span span_of(Moment m)
{
    Span s = { .from = civil_at(m.zone, m.starts), .to = civil_at(m.zone, m.ends) };

    s.last = m.ends > m.starts ? day_of(m.zone, m.ends - 1) : s.from.date;
    s.days = day_number(s.last) - day_number(s.from.date);
    s.one_day = s.days == 0 || (m.hour_known && s.days == 1 &&
                                m.ends - m.starts <= NOON * HOUR && s.to.hour < NIGHT_ENDS);
    return s;
}

Str moment_say_hours(Arena *mem, Lang lang, Moment m)
{
    Span s = span_of(m);

    if (!m.hour_known || !s.one_day) {
        return (Str){ 0 };
    }
    if (m.ends <= m.starts) {
        return say_hour(mem, lang, s.from);
    }
    bool same_half = after_noon(s.from) == after_noon(s.to) && s.to.date.day == s.from.date.day;
    Str first = same_half ? say_clock(mem, lang, s.from) : say_hour(mem, lang, s.from);
    return say_with(mem, lang, SAY_text_range,
                    SAY_ARGS(say_arg_str(first), say_arg_str(say_hour(mem, lang, s.to))));
}

Str moment_say_day(Arena *mem, Lang lang, Moment m, int64_t now)
{
    Span s = span_of(m);
    Day from = s.from.date, to = s.last;
    bool this_year = from.year == to.year && from.year == day_of(m.zone, now).year;
    Detail whole = this_year ? DETAIL_MONTH : DETAIL_YEAR;
    Detail short_one = from.year != to.year     ? DETAIL_YEAR
                       : from.month != to.month ? DETAIL_MONTH
                                                : DETAIL_DAY;

    if (s.one_day) {
        return say_day(mem, lang, from, whole);
    }
    Say key = s.days == 1 ? SAY_text_two_days : SAY_text_many_days;
    return say_with(mem, lang, key,
                    SAY_ARGS(say_arg_str(say_day(mem, lang, from, short_one)),
                             say_arg_str(say_day(mem, lang, to, whole))));
}

static Say zone_key(Zone zone)
{
    /* clang-format off */
    static const Say keys[ZONE_COUNT] = {
        [ZONE_PARIS] = SAY_text_zone_paris, [ZONE_GUADELOUPE] = SAY_text_zone_guadeloupe,
        [ZONE_MARTINIQUE] = SAY_text_zone_martinique, [ZONE_CAYENNE] = SAY_text_zone_cayenne,
        [ZONE_REUNION] = SAY_text_zone_reunion, [ZONE_MAYOTTE] = SAY_text_zone_mayotte,
        [ZONE_MIQUELON] = SAY_text_zone_miquelon, [ZONE_NOUMEA] = SAY_text_zone_noumea,
        [ZONE_TAHITI] = SAY_text_zone_tahiti, [ZONE_WALLIS] = SAY_text_zone_wallis,
        [ZONE_UTC] = SAY_text_zone_utc,
    };
    /* clang-format on */
    return keys[zone];
}

Str moment_say(Arena *mem, Lang lang, Moment m, int64_t now)
{
    Str day = moment_say_day(mem, lang, m, now), hours = moment_say_hours(mem, lang, m);

    if (hours.len == 0) {
        return day;
    }
    Str both = say_with(mem, lang, SAY_text_date_hours,
                        SAY_ARGS(say_arg_str(day), say_arg_str(hours)));
    if (m.zone == ZONE_PARIS) {
        return both;
    }
    return say_with(mem, lang, SAY_text_with_zone,
                    SAY_ARGS(say_arg_str(both), say_arg_str(say(lang, zone_key(m.zone)))));
}

/* A list says several dates a line: vsnprintf would be a tenth of its cost. */
static void add_digits(Buf *out, int v, int digits)
{
    for (int unit = digits == 4 ? 1000 : 10; unit > 0; unit /= 10) {
        buf_char(out, (char)('0' + v / unit % 10));
    }
}

static void add_day(Buf *out, Day d)
{
    add_digits(out, d.year, 4);
    buf_char(out, '-');
    add_digits(out, d.month, 2);
    buf_char(out, '-');
    add_digits(out, d.day, 2);
}

Str moment_iso(Arena *mem, Zone zone, int64_t at)
{
    Civil c = civil_at(zone, at);
    int64_t offset = zone_offset(zone, at);
    int minutes = (int)(offset < 0 ? -offset : offset) / 60;
    const int parts[] = { c.hour, c.minute, c.second, minutes / 60, minutes % 60 };
    const char before[] = { 'T', ':', ':', offset < 0 ? '-' : '+', ':' };
    Buf out = buf_new(mem, ISO_MAX);

    add_day(&out, c.date);
    for (size_t i = 0; i < COUNT(parts); i++) {
        buf_char(&out, before[i]);
        add_digits(&out, parts[i], 2);
    }
    return buf_str(&out);
}

Str day_iso(Arena *mem, Day d)
{
    Buf out = buf_new(mem, ISO_MAX);

    add_day(&out, d);
    return buf_str(&out);
}

Str day_say(Arena *mem, Lang lang, Day d)
{
    return say_day(mem, lang, d, DETAIL_YEAR);
}
