/* verb_purge.c - what the hourly job erases, seen and done by hand */
#include "app/verbs.h"
#include "rooms/site/site_purge.h"

enum { TRIES_MAX = 6 };

static Fault purge(Work *w, PurgeLine **ret, size_t *ret_len)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(site_purge_run(w, ret, ret_len));
    return work_commit(&tx);
}

int verb_purge(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("job"));
    bool dry = verb_flag(io, "dry-run", NULL);
    Fault f = FAULT_AGAIN;
    PurgeLine *lines = NULL;
    size_t n = 0;

    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = dry ? site_purge_report(&w, &lines, &n) : purge(&w, &lines, &n);
    }
    if (f) {
        return verb_fault(io, &w, "the purge", f);
    }
    for (size_t i = 0; i < n; i++) {
        verb_say(io, "%s\t%s\t%lld days\t%lld", lines[i].rule, lines[i].part,
                 (long long)lines[i].days, (long long)lines[i].count);
    }
    return VERB_DONE;
}
