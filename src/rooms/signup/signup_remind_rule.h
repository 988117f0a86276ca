/* signup_remind_rule.h - when people are reminded; pure */
#ifndef ROOMS_SIGNUP_SIGNUP_REMIND_RULE_H
#define ROOMS_SIGNUP_SIGNUP_REMIND_RULE_H

#include "text/moment.h"

enum {
    REMIND_MAX = 5,        /* reminders of one café */
    REMIND_DAYS_MAX = 60,  /* before it */
    REMIND_ORGANIZER = -1, /* stands for days in the plan: the head-count, the day before */
};

typedef struct Remind {
    int64_t days;   /* before: 7, 1; 0: the same day */
    int64_t due_at; /* 10:00 where the café is; the same day, three hours before */
} Remind;

/* "7,1": what can't be read is left out; each number once. */
size_t signup_remind_days(Str typed, int64_t ret[REMIND_MAX]);
/* When a reminder so many days before is due. */
int64_t signup_remind_due(Zone zone, int64_t starts_at, int64_t days);
/* All that are still to come, with that of the organiser; at most REMIND_MAX + 1. */
size_t signup_remind_rule(Str typed, Zone zone, int64_t starts_at, int64_t now,
                          Remind ret[REMIND_MAX + 1]);

#endif
