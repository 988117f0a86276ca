/* verb_sample.c - many plausible events, or no demonstration any more */
#include "app/site.h"
#include "app/verbs.h"
#include "rooms/event/event_sample.h"

static void progress(void *ctx, int64_t done, int64_t count)
{
    verb_note(ctx, "%lld of %lld", (long long)done, (long long)count);
}

static int remove_demo(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    int64_t count = 0;
    Fault f = event_forget_demo(&w, &count);

    f = f ? f : site_demo_set(&w, false);
    if (f) {
        return verb_fault(io, &w, "the demonstration", f);
    }
    if (io->changed) {
        io->changed(io->ctx);
    }
    verb_say(io, "%lld demonstration caf\303\251s were removed.", (long long)count);
    return VERB_DONE;
}

int verb_sample(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("import"));
    int64_t events = 0, seed = 1;

    if (verb_flag(io, "remove-demo", NULL)) {
        return remove_demo(io);
    }
    if (!verb_number(io, "events", 1, &events) ||
        (verb_flag(io, "seed", NULL) && !verb_number(io, "seed", 0, &seed))) {
        return VERB_USAGE;
    }
    Fault f = event_sample_many(&w, events, seed, progress, io);
    if (f) {
        return verb_fault(io, &w, "the sample", f);
    }
    verb_say(io, "%lld caf\303\251s were added.", (long long)events);
    return VERB_DONE;
}
