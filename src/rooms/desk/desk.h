/* desk.h - what an organiser has on their desk: my cafés
 *
 * Each café shows what to do next, before, during and after it, from what is
 * known rather than from boxes one ticks.  From there one copies it into a new
 * one and writes to those who have a seat: twice a day and six times in all,
 * on record.  Letters leave by a job, so many at a time. */
#ifndef ROOMS_DESK_DESK_H
#define ROOMS_DESK_DESK_H

#include "base/fault.h"
#include "base/forward.h"
#include "rooms/event/event.h"

enum {
    DESK_TITLE_MAX = 120,
    DESK_BODY_MAX = 3000,
    DESK_BATCH = 200, /* letters at a time */
};

/* The same café at another date, its people left behind.  token: of the form,
 * which counts once.  *ret is the new one, or that of before. */
MUST_USE Fault desk_again(Work *w, const Event *e, int64_t starts_at, bool hour_known,
                          Str token, EventId *ret);
/* Accepts so many sign-ups, and offers what is free to who waits. */
MUST_USE Fault desk_seats(Work *w, const Event *e, int64_t seats);

typedef enum DeskOutcome {
    DESK_SENT,
    DESK_TWICE,  /* this very form was received before */
    DESK_NOBODY, /* nobody with a seat has an address */
    DESK_TODAY,  /* twice in a day already */
    DESK_ENOUGH, /* six times already */
    DESK_OUTCOMES
} DeskOutcome;
MUST_USE Fault desk_write(Work *w, const Event *e, Str title, Str body, Str reply_to, Str token,
                          DeskOutcome *ret);

/* Job of app/listeners.c, "desk_letters"; subject: the message. */
MUST_USE Fault desk_letters_job(Work *w, int64_t subject);

#endif
