/* moment.h - dates, hours and time zones as people say them; pure
 *
 * An instant is int64_t seconds since 1970 UTC.  A Zone knows its rule: the
 * European one (last Sundays of March and October, 01:00 UTC, since 1996),
 * the North American one (Miquelon), or none. */
#ifndef TEXT_MOMENT_H
#define TEXT_MOMENT_H

#include "base/fault.h"
#include "text/say.h"

/* clang-format off */
#define EACH_ZONE(X) \
    X(ZONE_PARIS,      "Europe/Paris")       X(ZONE_GUADELOUPE, "America/Guadeloupe") \
    X(ZONE_MARTINIQUE, "America/Martinique") X(ZONE_CAYENNE,    "America/Cayenne") \
    X(ZONE_REUNION,    "Indian/Reunion")     X(ZONE_MAYOTTE,    "Indian/Mayotte") \
    X(ZONE_MIQUELON,   "America/Miquelon")   X(ZONE_NOUMEA,     "Pacific/Noumea") \
    X(ZONE_TAHITI,     "Pacific/Tahiti")     X(ZONE_WALLIS,     "Pacific/Wallis") \
    X(ZONE_UTC,        "UTC")
#define ZONE_ENUM(z, name) z,
typedef enum Zone { EACH_ZONE(ZONE_ENUM) ZONE_COUNT } Zone;
/* clang-format on */

typedef struct Day { /* a civil date; year 1..9999 */
    int year, month, day;
} Day;

typedef struct Civil { /* a wall clock */
    Day date;
    int hour, minute, second;
} Civil;

const char *zone_name(Zone zone); /* IANA */
MUST_USE bool zone_find(Str name, Zone *ret);
/* The zone of a département ("974" -> Réunion; "41" -> Paris). */
Zone zone_of_department(Str code);
int64_t zone_offset(Zone zone, int64_t at); /* seconds east of UTC at that instant */

Civil civil_at(Zone zone, int64_t at);
/* The instant of a wall clock; in the hour that is skipped, one hour later; in
 * the one that comes twice, the first.  The date must be a real one. */
int64_t civil_instant(Zone zone, Civil c);
bool day_is_real(Day d);
int64_t day_number(Day d); /* days since 1970-01-01 */
Day day_from_number(int64_t n);
int day_weekday(Day d); /* 0: Monday */
Day day_of(Zone zone, int64_t at);
int64_t day_start(Zone zone, Day d); /* the instant of its midnight */

/* "2024-07-04", also "04/07/2024" and "4/7/2024" as the French type it. */
MUST_USE bool day_read(Str s, Day *ret);
/* "13:30", "13h30", "13 h 30", "13h", "9:05": minutes since midnight. */
MUST_USE bool hour_read(Str s, int *ret_minutes);
/* ISO 8601 with offset or Z: "2024-06-21T12:00:00+02:00", seconds optional. */
MUST_USE bool instant_read(Str s, int64_t *ret);

/* How a moment is said.  ends 0: unknown.  hour_known false: only days. */
typedef struct Moment {
    int64_t starts, ends;
    Zone zone;
    bool hour_known;
} Moment;

/* "jeudi 4 juillet 2024, 13 h 30 – 15 h" / "Thursday 4 July 2024, 1:30 – 3 pm";
 * "mercredi 25 et jeudi 26 septembre 2024" without hours on two days.  The
 * year is left out when it is that of now.  Overseas the zone is said after
 * the hour ("heure de La Réunion").  A no-break space stands before "h", and
 * around it; between two hours an en dash. */
Str moment_say(Arena *mem, Lang lang, Moment m, int64_t now);
Str moment_say_day(Arena *mem, Lang lang, Moment m, int64_t now); /* "jeudi 4 juillet" */
Str moment_say_hours(Arena *mem, Lang lang, Moment m);            /* "13 h 30 – 15 h"; "" */
Str moment_iso(Arena *mem, Zone zone, int64_t at);                /* with offset */
Str day_iso(Arena *mem, Day d);                                   /* "2024-07-04" */
Str day_say(Arena *mem, Lang lang, Day d);                        /* "jeudi 4 juillet 2024" */

#endif
