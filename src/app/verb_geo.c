/* verb_geo.c - the official table of communes in place of the built-in one */
#include "app/app_store.h"
#include "app/courier_link.h"
#include "app/verbs.h"
#include "geo/importer.h"

#define API_GEO                                                                      \
    "https://geo.api.gouv.fr/communes?fields=code,nom,centre,codesPostaux,codeEpci," \
    "codeDepartement,codeRegion,population&format=json"

enum { STATUS_OK = 200 };

static const char *const reasons[] = {
    [GEO_REASON_CODE] = "no INSEE code, or of no known d\303\251partement",
    [GEO_REASON_NAME] = "the name is missing, too long, or no text",
    [GEO_REASON_POINT] = "the point is missing, or far outside of its d\303\251partement",
    [GEO_REASON_POSTAL] = "this is no postal code",
    [GEO_REASON_POPULATION] = "the population can't be right",
    [GEO_REASON_UNKNOWN] = "this commune isn't known",
    [GEO_REASON_TWICE] = "it was read before",
    [GEO_REASON_ROOM] = "too many new communes",
};

static void say_report(VerbIo *io, const GeoReport *r)
{
    for (size_t i = 0; i < r->refusal_count; i++) {
        const GeoRefusal *no = &r->refusals[i];
        verb_say(io, "%lld: \"%.*s\" refused: %s", (long long)no->line, STR_ARG(no->code),
                 reasons[no->why]);
    }
    verb_say(io, "%lld read: %lld new, %lld changed, %lld unchanged, %lld refused",
             (long long)r->read, (long long)r->added, (long long)r->changed,
             (long long)r->unchanged, (long long)r->refused);
}

static Fault keep(Work *w, Str bytes)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(app_store_put_asset(w, STR("gazetteer"), bytes));
    return work_commit(&tx);
}

/* Says what would change, and changes it with --apply. */
static int apply(VerbIo *io, Str from, Str file)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    GeoReport report = { 0 };
    Str bytes;

    Fault f = geo_import(io->mem, io->site->geo, file, &bytes, &report);
    say_report(io, &report);
    if (f) {
        return verb_fail(io, "cafeia: %.*s: %s", STR_ARG(from),
                         f == FAULT_LIMIT ? "this is more than a table of communes may hold"
                                          : "neither the JSON of API G\303\251o nor the CSV of "
                                            "La Poste");
    }
    if (!verb_flag(io, "apply", NULL)) {
        verb_say(io, "Nothing was written: --apply does it.");
        return VERB_DONE;
    }
    f = keep(&w, bytes);
    if (f) {
        return verb_fault(io, &w, "the table of communes", f);
    }
    verb_say(io, "Applied: servers use it from their next start on.");
    return VERB_DONE;
}

int verb_geo_import(VerbIo *io)
{
    Str file;

    return verb_file(io, GEO_IMPORT_MAX, &file) ? apply(io, io->words[0], file) : VERB_FAILED;
}

/* Through the courier of the server that runs this verb, or one of our own. */
static Fault fetch(VerbIo *io, Str url, FetchAnswer *ret)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    CourierLink *own =
        io->site->fetch ? NULL : courier_link_open(io->settings, STR("localhost"));
    FetchAsk ask = { .url = url, .max = GEO_IMPORT_MAX, .seconds = FETCH_SECONDS_MAX };

    Fault f = courier_fetch(&w, &ask, ret);
    courier_link_close(&own);
    return f;
}

int verb_geo_update(VerbIo *io)
{
    Str from = STR(API_GEO);
    FetchAnswer answer;

    (void)verb_flag(io, "from", &from);
    Fault f = fetch(io, from, &answer);
    if (f) {
        return verb_fail(io, "cafeia: %.*s: %s: %.*s", STR_ARG(from), fault_name(f),
                         STR_ARG(answer.why));
    }
    if (answer.status != STATUS_OK) {
        return verb_fail(io, "cafeia: %.*s: it answers %d", STR_ARG(from), answer.status);
    }
    return apply(io, from, answer.body);
}
