/* control_jobs.c - /admin/taches: what is done later, and what failed */
#include "app/control.h"
#include "app/control_room.h"
#include "app/control_store.h"
#include "app/control_view.h"
#include "rooms/account/account.h"
#include "web/guard.h"

enum { SHOWN = 10 };

typedef Fault Lister(Work *w, size_t max, Job **ret, size_t *ret_len);

static Fault fill(Work *w, Lister *list_of, ControlJobList *ret)
{
    Job *list;
    size_t n;

    TRY(list_of(w, SHOWN, &list, &n));
    *ret = (ControlJobList){ .at = NEW_ARRAY(w->mem, ControlJob, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        const Job *j = &list[i];
        ret->at[i] = (ControlJob){
            .id = work_id_text(w->mem, j->id.v),
            .kind = j->kind,
            .when = control_when(w, j->done_at > 0 ? j->done_at : j->due_at),
            .error = j->last_error,
            .tries = j->tries,
            .given_up = j->tries >= JOB_TRIES_MAX,
        };
    }
    return FAULT_NONE;
}

Fault control_web_jobs(Work *w, const Request *rq, Reply *rp)
{
    JobCounts counts = { 0 };

    TRY(control_may(w));
    TRY(control_store_job_counts(w, &counts));
    ControlJobs v = { .frame = control_frame(w, rq, rp, SAY_control_jobs),
                      .token = guard_token(w),
                      .again = web_query(rq, "fait").len > 0,
                      .say_counts =
                          say_with(w->mem, w->lang, SAY_control_jobs_words,
                                   SAY_ARGS(SAY_ARG(counts.waiting), SAY_ARG(counts.failed))) };
    TRY(fill(w, control_store_failed, &v.failed));
    TRY(fill(w, control_store_waiting, &v.waiting));
    TRY(fill(w, control_store_done, &v.done));
    control_jobs_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault control_web_job_again(Work *w, const Request *rq, Reply *rp)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool found = false;
    JobId id;

    TRY(control_may(w));
    TRY(control_read_id(w, rq, &id.v));
    TRY(job_again(w, id, &found));
    if (!found) {
        return FAULT_ABSENT;
    }
    TRY(work_begin(w, &tx));
    TRY(account_deed(w, "admin.job", id.v));
    TRY(work_commit(&tx));
    return web_see_other(rp, STR("/admin/taches?fait=1"));
}
