#include "rooms/signup/signup_jobs.h"

#include "rooms/signup/signup_room.h"
#include "work/job.h"

enum { EVENTS_AT_ONCE_LAPSING = 100 };

Fault signup_lapse(Work *w, int64_t subject)
{
    EventId *list;
    size_t n;

    (void)subject; /* a clocked job has none */
    TRY(signup_store_forget_codes(w, w->now / 3600 - 1));
    TRY(signup_store_lapsing(w, w->now, EVENTS_AT_ONCE_LAPSING, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(job_add(w, "signup_settle", list[i].v, w->now));
    }
    return FAULT_NONE;
}

Fault signup_settle(Work *w, int64_t subject)
{
    TRY(work_hold(w, subject));
    return signup_offer_free(w, (EventId){ subject });
}
