/* event_import_csv.c - a table of events, as our own export writes it
 *
 * The first row names the columns, in any order, in English as the export or
 * in French.  What a spreadsheet adds against formulas is taken off again. */
#include "rooms/event/event_entry.h"
#include "rooms/event/event_face.h"

#include "text/csv.h"
#include "text/fold.h"

#include <string.h>

enum { NAMES = 6, SERIES_RULE_TEXT_MAX = 500 };

typedef struct Cell {
    Entries *all;
    Entry *e;
    Str name, value;
} Cell;

typedef struct Heading {
    const char *names[NAMES]; /* the first is ours */
    size_t max;               /* with at: a plain text of that many characters */
    size_t at;                /* the Str of Entry that it fills */
    bool lines;
    void (*read)(const Cell *c); /* instead */
} Heading;

static void refuse_word(const Cell *c)
{
    entry_refuse(c->e, SAY_import_word, c->name, c->value);
}

/* "Café ouvert", "ouvert", "open_session" are one word. */
static bool word_read(const Cell *c, bool (*read)(Str s, int64_t *ret), int64_t *ret)
{
    Str folded = fold(c->all->mem, c->value), head = STR("cafe ");

    return c->value.len == 0 || read(c->value, ret) || read(folded, ret) ||
           (str_starts(folded, head) && read(str_slice(folded, head.len, folded.len), ret));
}

static void read_kind(const Cell *c)
{
    if (!word_read(c, event_kind_read, &c->e->event.kind) &&
        !str_eq(fold(c->all->mem, c->value), STR("cafe ia"))) {
        refuse_word(c);
    }
}

static void read_mode(const Cell *c)
{
    static const struct {
        Str said;
        int64_t mode;
    } others[] = {
        { STR_INIT("sur place"), EVENT_ON_SITE },
        { STR_INIT("a distance"), EVENT_ONLINE },
        { STR_INIT("en ligne"), EVENT_ONLINE },
        { STR_INIT("visio"), EVENT_ONLINE },
    };
    Str folded = fold(c->all->mem, c->value);

    c->e->mode_said = c->value.len > 0;
    for (size_t i = 0; i < COUNT(others); i++) {
        if (str_eq(folded, others[i].said)) {
            c->e->event.mode = others[i].mode;
            return;
        }
    }
    if (!word_read(c, event_mode_read, &c->e->event.mode)) {
        refuse_word(c);
    }
}

static void read_audience(const Cell *c)
{
    Str folded = fold(c->all->mem, c->value);

    if (!str_eq(folded, STR("tous")) && !str_eq(folded, STR("tout public")) &&
        !word_read(c, event_audience_read, &c->e->event.audience)) {
        refuse_word(c);
    }
}

/* A held one was published: time says that it is over. */
static void read_state(const Cell *c)
{
    if (!word_read(c, event_state_read, &c->e->event.state)) {
        refuse_word(c);
    } else if (c->e->event.state == EVENT_HELD) {
        c->e->event.state = EVENT_PUBLISHED;
    }
}

static void read_day(const Cell *c, Day *ret)
{
    Str day = str_slice(c->value, 0, 10);

    if (c->value.len == 0) {
        return;
    }
    /* A date may be followed by an hour, as in ISO 8601. */
    bool timed = c->value.len > 10 && (c->value.at[10] == 'T' || c->value.at[10] == ' ');
    if (!day_read(timed ? day : c->value, ret)) {
        entry_refuse(c->e, SAY_import_date, c->value, (Str){ 0 });
    }
}

static void read_date(const Cell *c)
{
    EntryWhen *when = &c->e->when;

    if (str_starts(c->value, STR("+"))) {
        when->relative = true;
        if (!str_to_int(str_slice(c->value, 1, c->value.len), &when->in_days) ||
            when->in_days > 1000) {
            entry_refuse(c->e, SAY_import_date, c->value, (Str){ 0 });
        }
        return;
    }
    read_day(c, &when->date);
}

static void read_last(const Cell *c)
{
    read_day(c, &c->e->when.last);
}

/* "13:30", or the instant that our export writes. */
static void read_hour(const Cell *c, int *ret_minutes, int64_t *ret_instant)
{
    if (c->value.len == 0) {
        return;
    }
    if (c->value.len > 10 && instant_read(c->value, ret_instant)) {
        return;
    }
    if (!hour_read(c->value, ret_minutes)) {
        entry_refuse(c->e, SAY_import_hour, c->value, (Str){ 0 });
    }
}

static void read_start(const Cell *c)
{
    EntryWhen *when = &c->e->when;

    when->starts_at = 0;
    read_hour(c, &when->from, &when->starts_at);
    when->instant = when->starts_at != 0;
}

static void read_end(const Cell *c)
{
    read_hour(c, &c->e->when.to, &c->e->when.ends_at);
}

static void read_zone(const Cell *c)
{
    Zone zone;

    if (c->value.len == 0) {
        return;
    }
    if (zone_find(c->value, &zone)) {
        c->e->event.zone = str_from(zone_name(zone));
    } else {
        entry_refuse(c->e, SAY_import_zone, c->value, (Str){ 0 });
    }
}

/* A spreadsheet eats the zero that begins a code. */
static Str code_of(Arena *mem, Str s)
{
    bool number = s.len == 4;

    for (size_t i = 0; i < s.len; i++) {
        number = number && s.at[i] >= '0' && s.at[i] <= '9';
    }
    return number ? str_format(mem, "0%.*s", STR_ARG(s)) : s;
}

static void read_code(const Cell *c)
{
    c->e->event.commune = code_of(c->all->mem, str_slice(c->value, 0, 10));
}

static void read_postal(const Cell *c)
{
    c->e->event.postal = code_of(c->all->mem, str_slice(c->value, 0, 10));
}

static void read_capacity(const Cell *c)
{
    int64_t v = 0;

    if (c->value.len > 0 && (!str_to_int(c->value, &v) || v < 0 || v > EVENT_CAPACITY_MAX)) {
        entry_refuse(c->e, SAY_import_number, c->name,
                     str_format(c->all->mem, "%d", EVENT_CAPACITY_MAX));
        return;
    }
    c->e->event.capacity = v;
}

static void read_organizers(const Cell *c)
{
    entry_parties(c->all, c->e, EVENT_ORGANIZER, c->value);
}

static void read_supporters(const Cell *c)
{
    entry_parties(c->all, c->e, EVENT_SUPPORTER, c->value);
}

static void read_facilitators(const Cell *c)
{
    entry_parties(c->all, c->e, EVENT_FACILITATOR, c->value);
}

static void read_signup(const Cell *c)
{
    entry_url(c->all, c->e, c->name, c->value, &c->e->event.signup_url);
}

static void read_online(const Cell *c)
{
    entry_url(c->all, c->e, c->name, c->value, &c->e->event.online_url);
}

static void read_site(const Cell *c)
{
    entry_url(c->all, c->e, c->name, c->value, &c->e->event.venue_site);
}

static void read_acceslibre(const Cell *c)
{
    entry_url(c->all, c->e, c->name, c->value, &c->e->event.acceslibre);
}

/* Degrees; both or none make a point. */
static void read_degrees(const Cell *c, double *ret)
{
    if (c->value.len > 0 && !str_to_double(c->value, ret)) {
        entry_refuse(c->e, SAY_import_point, (Str){ 0 }, (Str){ 0 });
    }
}

static void read_latitude(const Cell *c)
{
    read_degrees(c, &c->e->event.lat);
}

static void read_longitude(const Cell *c)
{
    read_degrees(c, &c->e->event.lon);
}

/* Only a point that was exact is one; the commune gives the others again. */
static void read_precision(const Cell *c)
{
    if (c->value.len > 0 && !str_eq(c->value, face_point_code(EVENT_POINT_EXACT))) {
        c->e->event.point = EVENT_POINT_COMMUNE;
    }
}

static bool access_bit(Str word, int64_t *bits)
{
    for (int i = 0; i < ACCESS_COUNT; i++) {
        if (str_eq(word, face_access_code(i))) {
            *bits |= INT64_C(1) << i;
            return true;
        }
    }
    return word.len == 0;
}

static void read_access(const Cell *c)
{
    Str one, rest = c->value;

    while (rest.len > 0) {
        str_cut(rest, '|', &one, &rest);
        if (!access_bit(str_trim(one), &c->e->event.access)) {
            refuse_word(c);
            return;
        }
    }
}

static void pass(const Cell *c)
{
    (void)c; /* said again by other columns, or ours to give */
}

/* clang-format off */
#define PLAIN(f, n) .at = offsetof(Entry, f), .max = (n)
#define LINE(f) PLAIN(f, EVENT_LINE_MAX)
#define NOTE(f) PLAIN(f, EVENT_NOTE_MAX), .lines = true
static const Heading headings[] = {
    { { "id", "identifiant" }, LINE(event.external_id) },
    { { "title", "titre", "nom" }, PLAIN(event.title, EVENT_TITLE_MAX) },
    { { "summary", "chapo", "resume" }, PLAIN(event.summary, EVENT_SUMMARY_MAX) },
    { { "description", "texte" }, PLAIN(event.body, EVENT_BODY_MAX), .lines = true },
    { { "theme" }, LINE(theme) },
    { { "municipality", "commune", "ville", "commune_name" }, LINE(place) },
    { { "venue", "lieu", "nom_lieu" }, LINE(event.venue) },
    { { "address", "adresse" }, LINE(event.address) },
    { { "address_extra", "complement_adresse" }, LINE(event.address_extra) },
    { { "venue_kind", "typologie" }, LINE(event.venue_kind) },
    { { "access_note", "precisions_accessibilite" }, NOTE(event.access_note) },
    { { "directions", "itineraire" }, NOTE(event.directions) },
    { { "contact" }, LINE(event.contact) },
    { { "audience_note", "public_vise", "precision_public" }, LINE(event.audience_note) },
    { { "parent", "parent_id", "dans" }, LINE(parent) },
    { { "series", "serie" }, LINE(series) },
    { { "series_title", "titre_serie" }, PLAIN(series_title, EVENT_TITLE_MAX) },
    { { "rule", "repetition" }, PLAIN(rule, SERIES_RULE_TEXT_MAX) },
    { { "rhythm", "rythme" }, PLAIN(rhythm, SERIES_RULE_TEXT_MAX) },
    { { "except", "sauf" }, PLAIN(except_days, EVENT_NOTE_MAX) },
    { { "lang", "langue" }, PLAIN(event.lang, 2) },
    { { "kind", "type", "nature" }, .read = read_kind },
    { { "mode", "modalite" }, .read = read_mode },
    { { "audience", "public" }, .read = read_audience },
    { { "state", "etat", "statut" }, .read = read_state },
    { { "date", "jour", "date_debut" }, .read = read_date },
    { { "end_date", "date_fin" }, .read = read_last },
    { { "start", "debut", "heure_debut", "starts_at" }, .read = read_start },
    { { "end", "fin", "heure_fin", "ends_at" }, .read = read_end },
    { { "timezone", "fuseau", "fuseau_horaire" }, .read = read_zone },
    { { "insee_code", "code_insee" }, .read = read_code },
    { { "postal_code", "code_postal" }, .read = read_postal },
    { { "capacity", "places", "jauge" }, .read = read_capacity },
    { { "organizers", "organisateurs", "organisateur" }, .read = read_organizers },
    { { "supporters", "soutiens", "soutien" }, .read = read_supporters },
    { { "facilitators", "animateurs" }, .read = read_facilitators },
    { { "signup_url", "inscription", "lien_inscription" }, .read = read_signup },
    { { "online_url", "lien_visio" }, .read = read_online },
    { { "venue_site", "venue_url", "site_web" }, .read = read_site },
    { { "acceslibre", "fiche_acces_libre" }, .read = read_acceslibre },
    { { "latitude", "lat" }, .read = read_latitude },
    { { "longitude", "lon" }, .read = read_longitude },
    { { "point", "precision", "position" }, .read = read_precision },
    { { "access", "accessibility", "accessibilite" }, .read = read_access },
    { { "url", "adresse_page" }, .read = pass },
    { { "department", "departement", "department_name" }, .read = pass },
    { { "region", "epci", "series_id", "series_url", "hour_known" }, .read = pass },
    { { "source", "license", "licence", "demo", "demonstration" }, .read = pass },
    { { "updated", "changed_at", "modified", "updated_at", "published_at", "made_at" },
      .read = pass },
    { { "sequence", "previous_date", "previous_at", "previous_start" }, .read = pass },
};
/* clang-format on */

/* "Code INSEE", "code-insee" and "code_insee" are one name. */
static bool named(Str folded, const char *name)
{
    if (folded.len != strlen(name)) {
        return false;
    }
    for (size_t i = 0; i < folded.len; i++) {
        char c = name[i] == '_' ? ' ' : name[i];
        if (folded.at[i] != c) {
            return false;
        }
    }
    return true;
}

static const Heading *heading_of(Arena *mem, Str cell)
{
    Str folded = fold(mem, cell);

    for (size_t i = 0; i < COUNT(headings); i++) {
        for (size_t k = 0; k < NAMES && headings[i].names[k]; k++) {
            if (named(folded, headings[i].names[k])) {
                return &headings[i];
            }
        }
    }
    return NULL;
}

typedef struct Table {
    CsvReader csv;
    const Heading *column[CSV_COLUMNS];
    size_t columns;
} Table;

static void note(Entries *all, int64_t line, Say what, Str about)
{
    if (all->notes < COUNT(all->note)) {
        all->note[all->notes++] = (EntryNote){ line, what, str_copy(all->mem, about) };
    }
}

static bool has(const Table *t, const Heading *h)
{
    for (size_t i = 0; i < t->columns; i++) {
        if (t->column[i] == h && h->read != pass) {
            return true;
        }
    }
    return false;
}

static void refuse_file(Entries *all, int64_t line, Say why, Str about)
{
    Entry *e = entry_new(all, line);

    if (e) {
        entry_refuse(e, why, about, (Str){ 0 });
    }
}

static bool read_headings(Entries *all, Table *t)
{
    static const Str needed[] = { STR_INIT("title"), STR_INIT("date") };

    for (size_t i = 0; i < t->csv.cells; i++) {
        Str cell = str_trim(csv_cell(&t->csv, i));
        const Heading *h = heading_of(all->mem, cell);
        if (h && has(t, h)) {
            refuse_file(all, t->csv.line, SAY_import_column_twice, cell);
            return false;
        }
        if (!h && cell.len > 0) {
            note(all, t->csv.line, SAY_import_column_ignored, cell);
        }
        t->column[t->columns++] = h;
    }
    for (size_t i = 0; i < COUNT(needed); i++) {
        if (!has(t, heading_of(all->mem, needed[i]))) {
            refuse_file(all, t->csv.line, SAY_import_column_missing, needed[i]);
            return false;
        }
    }
    return true;
}

/* What an export puts before = + - @ so that no spreadsheet computes it. */
static Str without_guard(Str s)
{
    bool guarded = s.len > 1 && s.at[0] == '\'' && strchr("=+-@\t\r\n", s.at[1]);

    return guarded ? str_slice(s, 1, s.len) : s;
}

static void read_cell(const Heading *h, const Cell *c)
{
    Str *field = (Str *)(void *)((char *)c->e + h->at);

    if (h->read) {
        h->read(c);
    } else if (h->lines) {
        entry_lines(c->all, c->e, c->name, c->value, h->max, field);
    } else {
        entry_text(c->all, c->e, c->name, c->value, h->max, field);
    }
}

static bool row_is_empty(const CsvReader *csv)
{
    for (size_t i = 0; i < csv->cells; i++) {
        if (str_trim(csv_cell(csv, i)).len > 0) {
            return false;
        }
    }
    return true;
}

/* Hours stand beside a date of their own: an instant wins over it. */
static void settle(Entry *e)
{
    if (e->event.point != EVENT_POINT_COMMUNE && (e->event.lat != 0 || e->event.lon != 0)) {
        entry_point(e, e->event.lat, e->event.lon);
    }
    if (e->event.title.len == 0) {
        entry_refuse(e, SAY_import_title_missing, (Str){ 0 }, (Str){ 0 });
    }
    if (e->when.date.year == 0 && !e->when.instant && !e->when.relative) {
        entry_refuse(e, SAY_import_date_missing, (Str){ 0 }, (Str){ 0 });
    }
}

static bool read_row(Entries *all, const Table *t)
{
    Entry *e = entry_new(all, t->csv.line);

    if (!e) {
        return false;
    }
    for (size_t i = 0; i < t->columns; i++) {
        Str name = t->column[i] ? str_from(t->column[i]->names[0]) : (Str){ 0 };
        Str value = without_guard(str_trim(csv_cell(&t->csv, i)));
        size_t chars;
        if (!str_is_text(value, &chars)) {
            entry_refuse(e, SAY_import_no_text, name, (Str){ 0 });
        } else if (t->column[i]) {
            read_cell(t->column[i], &(Cell){ all, e, name, value });
        }
    }
    settle(e);
    return true;
}

static void tell_problem(Entries *all, const CsvReader *csv)
{
    switch (csv->problem) {
    case CSV_FINE: return;
    case CSV_NO_TEXT: refuse_file(all, csv->line, SAY_import_no_text, STR("CSV")); return;
    case CSV_QUOTE_OPEN:
    case CSV_QUOTE_STRAY:
        refuse_file(all, csv->line, SAY_import_csv_quotes, (Str){ 0 });
        return;
    case CSV_TOO_LONG:
    case CSV_TOO_MANY_ROWS:
    case CSV_TOO_MANY_COLUMNS:
    case CSV_CELL_TOO_LONG: refuse_file(all, csv->line, SAY_import_csv_limits, (Str){ 0 });
    }
}

Entries entries_of_csv(Arena *mem, Str bytes)
{
    Entries all = { .mem = mem };
    Table *t = NEW(mem, Table);

    t->csv = csv_open(mem, bytes);
    if (csv_next(&t->csv) && read_headings(&all, t)) {
        while (csv_next(&t->csv)) {
            if (!row_is_empty(&t->csv) && !read_row(&all, t)) {
                break;
            }
        }
    }
    tell_problem(&all, &t->csv);
    if (all.len == 0) {
        refuse_file(&all, 1, SAY_import_empty, (Str){ 0 });
    }
    return all;
}
