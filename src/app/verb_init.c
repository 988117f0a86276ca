/* verb_init.c - the database, its key, and something to look at */
#include "app/site.h"
#include "app/verbs.h"
#include "rooms/event/event_sample.h"
#include "rooms/signup/signup_sample.h"

static int sample(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("import"));
    bool there = false;
    Fault f = site_demo(&w, &there);

    if (!f && there) {
        verb_say(io, "The sample caf\303\251s are there already.");
        return VERB_DONE;
    }
    f = f ? f : event_sample_real(&w);
    f = f ? f : event_sample_demo(&w);
    f = f ? f : signup_sample(&w);
    f = f ? f : site_demo_set(&w, true);
    if (f) {
        return verb_fault(io, &w, "the sample data", f);
    }
    if (io->changed) {
        io->changed(io->ctx);
    }
    verb_say(io, "The sample caf\303\251s are there: the known ones of 2024 and 2025, and "
                 "demonstrations in the coming weeks.");
    return VERB_DONE;
}

int verb_init(VerbIo *io)
{
    Str where = setting(io->settings, SETTING_DB);

    verb_say(io,
             io->made ? "The database is ready: %.*s" : "The database is as it should be: %.*s",
             STR_ARG(where));
    return verb_flag(io, "sample", NULL) ? sample(io) : VERB_DONE;
}
