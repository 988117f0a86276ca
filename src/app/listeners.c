#include "app/listeners.h"

#include "rooms/desk/desk.h"
#include "rooms/desk/desk_team.h"
#include "rooms/event/event.h"
#include "rooms/event/event_claim.h"
#include "rooms/event/event_series.h"
#include "rooms/signup/signup_door.h"
#include "rooms/signup/signup_jobs.h"
#include "rooms/signup/signup_notices.h"
#include "rooms/site/site_purge.h"

enum { DAY = 86400, KEPT_DAYS = 30 };

/* What was done, and facts told, are of no use after a month. */
static Fault tidy(Work *w, int64_t subject)
{
    (void)subject;
    return job_forget(w, w->now - (int64_t)KEPT_DAYS * DAY);
}

/* clang-format off */
const Listener app_listeners[] = {
    { "seats.free", "signup_settle", NULL },
    { "event.published", "signup_notice", NULL },
    { "event.changed", "signup_notice", NULL },
    { "event.cancelled", "signup_notice", NULL },
    { "event.refused", "signup_notice", NULL },
    { "event.postponed", "signup_notice", NULL },
    { "event.moved_online", "signup_notice", NULL },
    { "event.published", "signup_watch", NULL },
    { "signup.queued", "signup_long", NULL },
    { "account.signed_in", NULL, event_claim_mail },
    { "event.declared", "event_claim", NULL },
    { "role.given", "desk_team", NULL },
    { 0 },
};
/* clang-format on */

const JobKind app_jobs[] = {
    { "signup_lapse", signup_lapse, SIGNUP_LAPSE_EVERY },
    { "signup_settle", signup_settle, 0 },
    { "desk_letters", desk_letters_job, 0 },
    { "desk_team", desk_team_tell, 0 },
    { "door_count", signup_door_count_job, 0 },
    { "door_forget", signup_door_forget_job, 0 },
    { "signup_notice", signup_notice, 0 },
    { "signup_change", signup_change, 0 },
    { "signup_remind", signup_remind, SIGNUP_REMIND_EVERY },
    { "signup_remind_on", signup_remind, 0 },
    { "signup_long", signup_long, 0 },
    { "signup_series", signup_series, 0 },
    { "purge", site_purge, PURGE_EVERY },
    { "signup_watch", signup_watch, 0 },
    { "signup_watch_tell", signup_watch_tell, SIGNUP_WATCH_EVERY },
    { "signup_watch_on", signup_watch_tell, 0 },
    { "event_claim", event_claim_declared, 0 },
    { "series_extend", event_series_extend, SERIES_EVERY },
    { "tidy", tidy, DAY },
    { 0 },
};
