/* desk_rule.h - what an organiser does next, from what is known; pure */
#ifndef ROOMS_DESK_DESK_RULE_H
#define ROOMS_DESK_DESK_RULE_H

#include "base/str.h"

typedef struct DeskFacts {
    bool draft, proposed, refused, off; /* off: cancelled, postponed to no date */
    bool today, over;                   /* of the day of the café; its time has passed */
    bool has_hour, has_place, has_access, has_seats;
    bool signs_up;                 /* one signs up here */
    int64_t seats, taken, waiting; /* people, as in the book */
    int64_t capacity;
    bool counted;    /* who came is known */
    bool names_live; /* letters can still be written to those who came */
    bool thanked;    /* somebody wrote to them after the end */
    bool again;      /* another one by this organiser comes later */
} DeskFacts;

typedef enum DeskPhase { DESK_BEFORE, DESK_DURING, DESK_AFTER, DESK_PHASES } DeskPhase;

typedef enum DeskStep {
    DESK_PUBLISH, /* a draft: finish it */
    DESK_ANSWER,  /* refused: see why */
    DESK_LOOKED,  /* a moderator reads it */
    DESK_HOUR,
    DESK_PLACE,
    DESK_ACCESS,
    DESK_SEATS,
    DESK_SHARE,  /* print, tell */
    DESK_SECOND, /* the waiting list is long: a second café */
    DESK_TEAM,
    DESK_DOOR, /* the list at the door */
    DESK_COUNT,
    DESK_THANK,
    DESK_AGAIN,
    DESK_STEPS
} DeskStep;

typedef struct DeskItem {
    DeskStep step;
    DeskPhase phase;
    bool done;
    bool offer; /* may be done; nobody is asked to */
} DeskItem;

/* The steps that make sense now, in their order; how many. */
size_t desk_rule_items(const DeskFacts *facts, DeskItem ret[DESK_STEPS]);
/* The first one that waits to be done; DESK_STEPS when none does. */
DeskStep desk_rule_next(const DeskFacts *facts);
/* Is the list so long that a second café would fill by half? */
bool desk_rule_second(int64_t capacity, int64_t waiting);

enum { DESK_LETTERS_A_DAY = 2, DESK_LETTERS_MAX = 6 };
typedef enum DeskMayWrite {
    DESK_MAY_WRITE,
    DESK_WROTE_TODAY, /* twice in a day already */
    DESK_WROTE_ENOUGH /* six times already */
} DeskMayWrite;
DeskMayWrite desk_rule_may_write(int64_t in_a_day, int64_t in_all);

#endif
