/* moment_zone.h - the rules of the zones, for moment and ics only */
#ifndef TEXT_MOMENT_ZONE_H
#define TEXT_MOMENT_ZONE_H

#include "text/moment.h"

/* The clock goes forward or back on the nth Sunday of a month (-1: the last),
 * at an hour of UTC. */
typedef struct ZoneTurn {
    int month, nth, utc_hour;
} ZoneTurn;

/* Summer time is one hour more than standard, each year from since on. */
typedef struct ZoneSummer {
    int since;
    ZoneTurn begins, ends;
} ZoneSummer;

typedef struct ZoneRule {
    const char *name;
    int hours;                /* standard, east of UTC */
    const ZoneSummer *summer; /* NULL: none */
} ZoneRule;

ZoneRule zone_rule(Zone zone);
/* The instant of this turn in this year. */
int64_t zone_turn(const ZoneTurn *turn, int year);

#endif
