#include "text/moment_zone.h"

enum { HOUR = 3600, DAY_SECONDS = 86400, THURSDAY = 3 /* 1970-01-01, Monday being 0 */ };

static const ZoneSummer europe = { 1996, { 3, -1, 1 }, { 10, -1, 1 } };
/* 02:00 on the wall: 05:00 UTC in March, 04:00 UTC in November. */
static const ZoneSummer miquelon = { 2007, { 3, 2, 5 }, { 11, 1, 4 } };

/* clang-format off */
static const struct {
    int hours;
    const ZoneSummer *summer;
} rules[ZONE_COUNT] = {
    [ZONE_PARIS]    = { 1, &europe }, [ZONE_GUADELOUPE] = { -4, NULL },
    [ZONE_MARTINIQUE] = { -4, NULL }, [ZONE_CAYENNE]    = { -3, NULL },
    [ZONE_REUNION]    = {  4, NULL }, [ZONE_MAYOTTE]    = {  3, NULL },
    [ZONE_MIQUELON] = { -3, &miquelon }, [ZONE_NOUMEA]  = { 11, NULL },
    [ZONE_TAHITI]   = { -10, NULL },  [ZONE_WALLIS]     = { 12, NULL },
    [ZONE_UTC]        = {  0, NULL },
};
#define ZONE_TEXT(z, name) [z] = name,
static const char *const names[ZONE_COUNT] = { EACH_ZONE(ZONE_TEXT) };
/* clang-format on */

const char *zone_name(Zone zone)
{
    return names[zone];
}

bool zone_find(Str name, Zone *ret)
{
    for (Zone z = 0; z < ZONE_COUNT; z++) {
        if (str_eq(name, str_from(names[z]))) {
            *ret = z;
            return true;
        }
    }
    return false;
}

Zone zone_of_department(Str code)
{
    static const struct {
        Str code;
        Zone zone;
    } far[] = {
        { STR_INIT("971"), ZONE_GUADELOUPE }, { STR_INIT("972"), ZONE_MARTINIQUE },
        { STR_INIT("973"), ZONE_CAYENNE },    { STR_INIT("974"), ZONE_REUNION },
        { STR_INIT("975"), ZONE_MIQUELON },   { STR_INIT("976"), ZONE_MAYOTTE },
        { STR_INIT("977"), ZONE_GUADELOUPE }, { STR_INIT("978"), ZONE_GUADELOUPE },
        { STR_INIT("986"), ZONE_WALLIS },     { STR_INIT("987"), ZONE_TAHITI },
        { STR_INIT("988"), ZONE_NOUMEA },
    };

    for (size_t i = 0; i < COUNT(far); i++) {
        if (str_eq(code, far[i].code)) {
            return far[i].zone;
        }
    }
    return ZONE_PARIS;
}

ZoneRule zone_rule(Zone zone)
{
    return (ZoneRule){ names[zone], rules[zone].hours, rules[zone].summer };
}

int64_t zone_turn(const ZoneTurn *turn, int year)
{
    /* The last Sunday is the one within seven days of the next month's first. */
    Day from = { year, turn->month + (turn->nth < 0), 1 };
    int64_t first = day_number(from) - (turn->nth < 0 ? 7 : 0);
    int64_t sunday = first + 6 - (first + THURSDAY) % 7;

    return (sunday + (turn->nth > 0 ? 7 * (turn->nth - 1) : 0)) * DAY_SECONDS +
           turn->utc_hour * HOUR;
}

/* Only the two months in which clocks turn need a closer look. */
static bool is_summer(const ZoneSummer *summer, Day d, int64_t at)
{
    if (d.year < summer->since || d.month < summer->begins.month ||
        d.month > summer->ends.month) {
        return false;
    }
    if (d.month == summer->begins.month) {
        return at >= zone_turn(&summer->begins, d.year);
    }
    return d.month < summer->ends.month || at < zone_turn(&summer->ends, d.year);
}

int64_t zone_offset(Zone zone, int64_t at)
{
    const ZoneSummer *summer = rules[zone].summer;
    int64_t standard = (int64_t)rules[zone].hours * HOUR;

    if (!summer) {
        return standard;
    }
    return standard + (is_summer(summer, civil_at(ZONE_UTC, at).date, at) ? HOUR : 0);
}
