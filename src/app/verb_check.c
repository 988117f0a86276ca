/* verb_check.c - is everything as it should be?  If not, what to do */
#include "app/app_store.h"
#include "app/check_store.h"
#include "app/verbs.h"
#include "geo/geo.h"

enum { SHOWN_MAX = 20, DAY = 86400, COPY_DAYS = 7 };

typedef struct Check {
    VerbIo *io;
    Work *work;
    bool bad;
} Check;

static const char restore[] = "stop the server and restore the last good copy (cafeia restore)";

static void complain(Check *c, int64_t count, const char *what, const char *then)
{
    if (count > 0) {
        (void)verb_fail(c->io, "wrong: %lld %s; %s", (long long)count, what, then);
        c->bad = true;
    }
}

/* The engine's own opinion of its files. */
static Fault check_files(Check *c)
{
    Str said, line;

    TRY(db_integrity(c->io->site->house, c->work->mem, &said));
    if (str_eq(said, STR("ok"))) {
        verb_say(c->io, "integrity: ok");
        return FAULT_NONE;
    }
    for (int i = 0; i < SHOWN_MAX && said.len > 0; i++) {
        str_cut(said, '\n', &line, &said);
        (void)verb_fail(c->io, "wrong: %.*s", STR_ARG(line));
    }
    (void)verb_fail(c->io, "what to do: %s", restore);
    c->bad = true;
    return FAULT_NONE;
}

static Fault check_index(Check *c)
{
    static const char again[] = "export what is there, and restore the last good copy";
    CheckCounts n = { 0 };

    TRY(check_store_counts(c->work, &n));
    verb_say(c->io, "events: %lld", (long long)n.events);
    complain(c, n.bare_shelves, "rows of the search index have no public event", restore);
    complain(c, n.unshelved, "public events are not in the search index", again);
    complain(c, n.wordless, "rows of the search index have no words", again);
    complain(c, n.jobs_given_up, "jobs were given up",
             "see \"cafeia job list\", then \"cafeia job again ID\"");
    return FAULT_NONE;
}

static Fault check_communes(Check *c)
{
    const Geo *geo = c->io->site->geo;
    int64_t unknown = 0;
    Commune commune;
    Str *codes;
    size_t n;

    TRY(check_store_communes(c->work, &codes, &n));
    for (size_t i = 0; i < n; i++) {
        unknown += !geo_commune(geo, codes[i], &commune);
    }
    verb_say(c->io, "communes: %zu in the table, %zu with events", geo_count(geo), n);
    complain(c, unknown, "communes of events are not in the table of communes",
             "import a newer one (cafeia geo import)");
    return FAULT_NONE;
}

/* No copy at all is a site that begins; an old one is a copy that was forgotten. */
static Fault check_copy(Check *c)
{
    int64_t at;

    TRY(app_store_copied_at(c->work, &at));
    int64_t days = (c->work->now - at) / DAY;
    if (at == 0) {
        verb_say(c->io, "last copy: never noted");
    } else {
        verb_say(c->io, "last copy: %lld days ago", (long long)days);
    }
    if (at > 0 && days >= COPY_DAYS) {
        verb_note(c->io, "warning: the last copy is old; make one (cafeia backup FILE)");
    }
    return FAULT_NONE;
}

/* That the tables are those of this program was seen when it was opened. */
int verb_check(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    Check c = { .io = io, .work = &w };
    Fault f = check_files(&c);

    f = f ? f : check_index(&c);
    f = f ? f : check_communes(&c);
    f = f ? f : check_copy(&c);
    if (f) {
        (void)verb_fault(io, &w, "the check", f);
        return verb_fail(io, "what to do: %s", restore);
    }
    verb_say(io, c.bad ? "Something is wrong: see above." : "All is well.");
    return c.bad ? VERB_FAILED : VERB_DONE;
}
