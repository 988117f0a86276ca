/* verb_job.c - the queue, seen and pushed */
#include "app/listeners.h"
#include "app/runner.h"
#include "app/verbs.h"
#include "text/moment.h"

enum { LIST_MAX = 200 };

static void say_one(VerbIo *io, const Job *j)
{
    Str id = work_id_text(io->mem, j->id.v);
    Str at = moment_iso(io->mem, ZONE_UTC, j->done_at ? j->done_at : j->due_at);
    const char *state = j->done_at ? "done" : j->tries >= JOB_TRIES_MAX ? "given up" : "due";

    verb_say(io, "%.*s\t%.*s\t%s %.*s\t%lld tries\t%.*s", STR_ARG(id), STR_ARG(j->kind), state,
             STR_ARG(at), (long long)j->tries, STR_ARG(j->last_error));
}

int verb_job_list(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    Job *list = NULL;
    size_t n = 0;
    Fault f = job_list(&w, LIST_MAX, &list, &n);

    if (f) {
        return verb_fault(io, &w, "the list", f);
    }
    for (size_t i = 0; i < n; i++) {
        say_one(io, &list[i]);
    }
    return VERB_DONE;
}

int verb_job_run(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("job"));
    int64_t count = 0;
    Fault f = job_plan(&w, app_jobs);

    f = f ? f : runner_run_due(&w, NULL, &count);
    if (f) {
        return verb_fault(io, &w, "the jobs", f);
    }
    verb_say(io, "%lld done.", (long long)count);
    return VERB_DONE;
}

int verb_job_again(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    bool found = false;
    int64_t id;

    if (!verb_id(io, &id)) {
        return VERB_FAILED;
    }
    Fault f = job_again(&w, (JobId){ id }, &found);
    if (f) {
        return verb_fault(io, &w, "the job", f);
    }
    if (!found) {
        return verb_fail(io, "cafeia: %.*s: no job waits with this id", STR_ARG(io->words[0]));
    }
    verb_say(io, "%.*s: due now.", STR_ARG(io->words[0]));
    return VERB_DONE;
}
