/* verb_erased.c - a copy that is put back doesn't bring back who was erased since */
#include "app/site.h"
#include "app/verbs.h"
#include "rooms/site/site_mine.h"

#include <string.h>
#include <unistd.h>

typedef struct Pair {
    House old, back;
    Str why;
} Pair;

static Fault open_at(VerbIo *io, Str where, SiteUse use, House *ret, Str *ret_why)
{
    Settings settings = *io->settings;

    settings.at[SETTING_DB].value = where;
    return site_open(io->mem, &settings, use, ret, ret_why);
}

/* Addresses are remembered by hashes that only their own house can compute. */
static Fault erase(VerbIo *io, Pair *p, int64_t *ret)
{
    Work ledger = { .mem = io->mem, .site = &p->old.site, .who = STR("operator") };
    VerbIo beside = *io;
    beside.site = &p->back.site;
    Work w = verb_work(&beside, STR("operator"));

    if (memcmp(p->old.key.at, p->back.key.at, sizeof p->old.key.at) != 0) {
        p->why = STR("the copy isn't one of that database");
        return FAULT_INPUT;
    }
    Fault f = site_mine_replay(&ledger, &w, ret);
    if (f) {
        p->why = str_from(w.why ? w.why : ledger.why ? ledger.why : fault_name(f));
    }
    work_done(&w);
    work_done(&ledger);
    return f;
}

static Fault replay(VerbIo *io, Str from, Str to, Pair *p, int64_t *ret)
{
    TRY(open_at(io, from, SITE_READ, &p->old, &p->why));
    Fault f = open_at(io, to, SITE_MAKE, &p->back, &p->why);
    if (!f) {
        f = erase(io, p, ret);
        site_close(&p->back);
    }
    site_close(&p->old);
    return f;
}

/* That of the settings, when the copy goes elsewhere and it still stands. */
static bool stands_beside(const VerbIo *io, Str to, Str *ret)
{
    Str engine, file;

    *ret = setting(io->settings, SETTING_DB);
    return !str_eq(*ret, to) && str_cut(*ret, ':', &engine, &file) &&
           str_eq(engine, STR("sqlite")) && access(str_c(io->mem, file), F_OK) == 0;
}

bool verb_erase_again(VerbIo *io, const char *to)
{
    Str from = { 0 }, where = str_format(io->mem, "sqlite:%s", to);
    bool asked = verb_flag(io, "erased", &from);
    Pair p = { 0 };
    int64_t n = 0;

    if (!asked && !stands_beside(io, where, &from)) {
        verb_note(io, "cafeia: whoever was erased since this copy is in it again: say "
                      "--erased, with the database that knows them");
        return true;
    }
    Fault f = replay(io, from, where, &p, &n);
    if (f) {
        verb_note(io, "cafeia: %.*s doesn't say who was erased since: %.*s", STR_ARG(from),
                  STR_ARG(p.why));
        return !asked;
    }
    verb_say(io, "Erased again, as %.*s remembers: %lld.", STR_ARG(from), (long long)n);
    return true;
}
