/* signup_door_rule.h - who didn't come before, and what follows; pure */
#ifndef ROOMS_SIGNUP_SIGNUP_DOOR_RULE_H
#define ROOMS_SIGNUP_SIGNUP_DOOR_RULE_H

#include "text/moment.h"

/* The last cafés of an organiser whose people were counted. */
typedef struct DoorPast {
    int64_t cafes, seats; /* how many, and the seats taken in all of them */
    int64_t came;         /* of these seats */
} DoorPast;

enum {
    DOOR_PAST_CAFES = 10, /* so many of the last ones count */
    DOOR_CAFES_MIN = 3,   /* fewer cafés, and fewer seats, say nothing */
    DOOR_SEATS_MIN = 20,
    DOOR_CHAIRS_MAX = 500, /* above, nobody is advised */
};

/* Is there enough to speak of a habit? */
bool signup_door_known(const DoorPast *past);
/* How many sign-ups to accept for so many chairs: as many as leave somebody
 * without a chair one time in eight at most, each coming as often as people
 * did; never more than a quarter above the chairs.  The chairs themselves when
 * there is nothing to go by. */
int64_t signup_door_advice(const DoorPast *past, int64_t chairs);

/* Is it the day of the café where it takes place, or later?  Nobody can have
 * come before: until then the list is only there to be printed. */
bool signup_door_day(Zone zone, int64_t starts_at, int64_t now);

/* What one sheet of paper takes: rows of the list, empty ones for those who
 * walk in, and the first of those who wait.  The others are on the screen. */
typedef struct DoorSheet {
    size_t blanks, waiting;
} DoorSheet;
/* listed: rows that are taken, those of long needs counted as more. */
DoorSheet signup_door_sheet(size_t listed, size_t people, int64_t chairs, size_t waiting);
/* How many rows somebody with these needs takes on paper, where they are cut. */
size_t signup_door_rows(Str needs);

#endif
