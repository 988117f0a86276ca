/* verb_run.c - a verb in a process of its own, or through the running server */
#include "app/admin.h"
#include "app/site.h"
#include "app/verbs.h"

static int run_here(VerbIo *io, House *house)
{
    io->site = &house->site;
    io->made = house->made;
    int code = io->verb->run(io);
    site_close(house);
    return code;
}

int verbs_run(VerbIo *io, int argc, char **argv)
{
    static const SiteUse uses[] = {
        [NEED_READ] = SITE_READ, [NEED_WRITE] = SITE_WRITE, [NEED_MAKE] = SITE_MAKE
    };
    House house;
    Str why;
    int code;

    if (!verbs_read(io, argc, argv, &code)) {
        return code;
    }
    if (io->verb->need == NEED_NOTHING) {
        return io->verb->run(io);
    }
    Fault f = site_open(io->mem, io->settings, uses[io->verb->need], &house, &why);
    if (!f) {
        return run_here(io, &house);
    }
    if (f == FAULT_DENIED && admin_ask(io, argc, argv, &code)) {
        return code;
    }
    return verb_fail(io, "cafeia: %.*s", STR_ARG(why));
}
