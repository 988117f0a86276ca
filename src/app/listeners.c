#include "app/listeners.h"

#include "rooms/event/event.h"
#include "rooms/event/event_series.h"
#include "rooms/signup/signup_door.h"
#include "rooms/signup/signup_jobs.h"

enum { DAY = 86400, KEPT_DAYS = 30 };

/* What was done, and facts told, are of no use after a month. */
static Fault tidy(Work *w, int64_t subject)
{
    (void)subject;
    return job_forget(w, w->now - (int64_t)KEPT_DAYS * DAY);
}

const Listener app_listeners[] = {
    { "seats.free", "signup_settle" },
    { "account.signed_in", "event_claim" },
    { 0 },
};

const JobKind app_jobs[] = {
    { "signup_lapse", signup_lapse, SIGNUP_LAPSE_EVERY },
    { "signup_settle", signup_settle, 0 },
    { "event_claim", event_claim_mail, 0 },
    { "door_count", signup_door_count_job, 0 },
    { "door_forget", signup_door_forget_job, 0 },
    { "series_extend", event_series_extend, SERIES_EVERY },
    { "tidy", tidy, DAY },
    { 0 },
};
