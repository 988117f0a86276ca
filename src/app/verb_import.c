/* verb_import.c - what others bring: a table, a calendar, an agenda */
#include "app/verbs.h"
#include "rooms/event/event_import.h"

enum { IMPORT_MAX = 32 << 20, TRIES_MAX = 6 };

static void say_report(VerbIo *io, const EventReport *r)
{
    for (size_t i = 0; i < r->line_count; i++) {
        const EventReportLine *l = &r->lines[i];
        verb_say(io, "line %lld: %s%.*s", (long long)l->line, l->refused ? "refused: " : "",
                 STR_ARG(l->reason));
    }
    verb_say(io, "%lld read: %lld new, %lld changed, %lld unchanged, %lld refused",
             (long long)r->read, (long long)r->fresh, (long long)r->changed,
             (long long)r->unchanged, (long long)r->refused);
}

/* Two units that meet is nothing the operator should hear of. */
static Fault import(VerbIo *io, Work *w, EventImportKind kind, Str bytes, EventReport *ret)
{
    Fault f = FAULT_AGAIN;

    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = event_import(w, kind, bytes, verb_flag(io, "apply", NULL), ret);
    }
    return f;
}

static int conclude(VerbIo *io, const EventReport *r)
{
    bool apply = verb_flag(io, "apply", NULL);

    if (r->refused > 0) {
        return verb_fail(io,
                         "cafeia: nothing was written; correct what is refused, then import "
                         "the whole file again");
    }
    if (apply && !r->applied) {
        return verb_fail(io, "cafeia: nothing was written");
    }
    verb_say(io, apply ? "Applied." : "Nothing was written: --apply does it.");
    return VERB_DONE;
}

static int run(VerbIo *io, EventImportKind kind, Str bytes)
{
    SCOPED(work_done) Work w = verb_work(io, STR("import"));
    EventReport report = { 0 };
    Fault f = import(io, &w, kind, bytes, &report);

    if (f) {
        return verb_fault(io, &w, "the import", f);
    }
    say_report(io, &report);
    return conclude(io, &report);
}

static bool is_calendar(Str name, Str bytes)
{
    Str bom = STR("\357\273\277");
    Str text = str_starts(bytes, bom) ? str_slice(bytes, bom.len, bytes.len) : bytes;

    return str_starts(str_trim(str_slice(text, 0, 200)), STR("BEGIN:VCALENDAR")) ||
           str_ends(name, STR(".ics"));
}

int verb_import_cafes(VerbIo *io)
{
    Str bytes;

    if (!verb_file(io, IMPORT_MAX, &bytes)) {
        return VERB_FAILED;
    }
    return run(io, is_calendar(io->words[0], bytes) ? EVENT_IMPORT_ICS : EVENT_IMPORT_CSV,
               bytes);
}

int verb_import_openagenda(VerbIo *io)
{
    Str bytes;

    return verb_file(io, IMPORT_MAX, &bytes) ? run(io, EVENT_IMPORT_OPENAGENDA, bytes)
                                             : VERB_FAILED;
}
