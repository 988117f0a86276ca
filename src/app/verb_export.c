/* verb_export.c - the public faces of all events, page after page
 *
 * What /cafes.csv, .json and .ics give to anybody, joined into one file. */
#include "app/verbs.h"
#include "http/http.h"
#include "rooms/event/event_web.h"

enum { ZONES_MAX = 16 };

typedef struct Export {
    VerbIo *io;
    Arena page; /* emptied after each */
    bool first;
    Str zones[ZONES_MAX]; /* of a calendar: those that were written */
    size_t zone_count;
} Export;

typedef struct Format {
    const char *name, *begins; /* where its first page is */
    Fault (*face)(Work *w, const Request *rq, Reply *rp);
    void (*add)(Export *x, Str body);
    const char *ends; /* what closes the file */
} Format;

/* The first line names the columns, once. */
static void add_csv(Export *x, Str body)
{
    Str head, rest;

    str_cut(body, '\n', &head, &rest);
    verb_write(x->io, x->first ? body : rest);
}

/* What stands between the first bracket and the last: the items. */
static void add_json(Export *x, Str body)
{
    size_t from = 0, to = body.len;

    while (from < body.len && body.at[from] != '[') {
        from++;
    }
    while (to > from && body.at[to - 1] != ']') {
        to--;
    }
    Str items = to > from + 1 ? str_slice(body, from + 1, to - from - 2) : (Str){ 0 };
    verb_write(x->io, x->first ? STR("{\"items\":[\n") : items.len > 0 ? STR(",\n") : STR(""));
    verb_write(x->io, items);
}

static bool is_new_zone(Export *x, Str part)
{
    for (size_t i = 0; i < x->zone_count; i++) {
        if (str_eq(x->zones[i], part)) {
            return false;
        }
    }
    if (x->zone_count < ZONES_MAX) {
        x->zones[x->zone_count++] = str_copy(x->io->mem, part);
    }
    return true;
}

/* One whole component, or the lines before the first. */
static void add_part(Export *x, Str part)
{
    bool zone = str_starts(part, STR("BEGIN:VTIMEZONE"));
    bool event = str_starts(part, STR("BEGIN:VEVENT"));

    if (zone ? is_new_zone(x, part) : event || x->first) {
        verb_write(x->io, part);
    }
}

static void add_ics(Export *x, Str body)
{
    Str rest = body, part = { body.at, 0 }, line;

    while (rest.len > 0 && !str_starts(rest, STR("END:VCALENDAR"))) {
        if (str_starts(rest, STR("BEGIN:VTIMEZONE")) || str_starts(rest, STR("BEGIN:VEVENT"))) {
            add_part(x, part);
            part = (Str){ rest.at, 0 };
        }
        str_cut(rest, '\n', &line, &rest);
        part.len += line.len + 1;
    }
    add_part(x, part);
}

/* clang-format off */
static const Format formats[] = {
    { "csv",  "/cafes.csv?du=1970-01-01",  event_face_list_csv,  add_csv,  "" },
    { "json", "/cafes.json?du=1970-01-01", event_face_list_json, add_json, "\n]}\n" },
    { "ics",  "/cafes.ics?du=1970-01-01",  event_face_list_ics,  add_ics,  "END:VCALENDAR\r\n" },
};
/* clang-format on */

/* Where the next page is: <ADDRESS>; rel="next". */
static Str next_of(const Reply *rp)
{
    Str address, rest;

    for (size_t i = 0; i < rp->header_count; i++) {
        Str v = rp->headers[i].value;
        if (str_eq_nocase(str_from(rp->headers[i].name), STR("Link")) &&
            str_ends(v, STR("; rel=\"next\""))) {
            str_cut(v, '>', &address, &rest);
            return str_slice(address, 1, address.len);
        }
    }
    return (Str){ 0 };
}

/* ret_next: in the memory of the verb, empty after the last page. */
static Fault page(Export *x, Work *w, const Format *format, Str target, Str *ret_next)
{
    Request rq = { .method = GET };
    Reply rp = { .status = 200, .body = buf_new(&x->page, HTTP_REPLY_MAX) };

    TRY(http_target(&x->page, target, &rq));
    TRY(format->face(w, &rq, &rp));
    if (rp.status != 200 || rp.body.cut) {
        return FAULT_BUG;
    }
    format->add(x, buf_str(&rp.body));
    *ret_next = str_copy(x->io->mem, next_of(&rp));
    return FAULT_NONE;
}

static int export(VerbIo *io, const Format *format)
{
    Export x = { .io = io, .first = true };
    Str next = str_from(format->begins);
    Fault f = FAULT_NONE;

    while (!f && next.len > 0) {
        SCOPED(work_done) Work w = verb_work(io, STR("operator"));
        w.mem = &x.page;
        f = page(&x, &w, format, next, &next);
        if (f) {
            (void)verb_fault(io, &w, "the export", f);
        }
        work_done(&w);
        arena_reset(&x.page);
        x.first = false;
    }
    verb_write(io, f ? STR("") : str_from(format->ends));
    arena_done(&x.page);
    return f ? VERB_FAILED : VERB_DONE;
}

int verb_export_cafes(VerbIo *io)
{
    Str name = STR("csv");

    (void)verb_flag(io, "format", &name);
    for (size_t i = 0; i < COUNT(formats); i++) {
        if (str_eq(name, str_from(formats[i].name))) {
            return export(io, &formats[i]);
        }
    }
    (void)verb_fail(io, "cafeia export cafes: no format \"%.*s\"; there are csv, json and ics",
                    STR_ARG(name));
    return VERB_USAGE;
}
