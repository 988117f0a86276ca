#include "geo/importer.h"

#include "geo/gazetteer.h"
#include "geo/table.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

enum { CODE = 5, SIREN = 9, POPULATION_MAX = 0xffffff };

static const double SAME = 25.0;  /* metres: what the file's precision can't tell apart */
static const double ASTRAY = 1.0; /* degrees outside of the box of a département */

typedef struct Import {
    GeoTable table;
    GeoReport *report;
    int64_t line;
} Import;

static void refuse(Import *in, GeoReason why, Str code)
{
    GeoReport *r = in->report;

    r->refused++;
    if (r->refusal_count < GEO_REFUSALS) {
        Str shown = str_copy(in->table.mem, str_slice(code, 0, 20));
        r->refusals[r->refusal_count++] = (GeoRefusal){ in->line, why, shown };
    }
}

static bool plain(Str s, size_t len)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!((s.at[i] >= '0' && s.at[i] <= '9') || s.at[i] == 'A' || s.at[i] == 'B')) {
            return false;
        }
    }
    return s.len == len;
}

/* A commune of the Pacific may be far from the others of its collectivité. */
static bool plausible(const Area *area, GeoPoint p)
{
    double give = str_starts(area->code, STR("9")) && area->code.len == 3 ? 15 : ASTRAY;

    return p.lat >= area->south_west.lat - give && p.lat <= area->north_east.lat + give &&
           p.lon >= area->south_west.lon - give && p.lon <= area->north_east.lon + give &&
           fabs(p.lat) <= 90 && fabs(p.lon) <= 180;
}

static bool same_postals(const GeoRow *row, Str *postals, size_t count)
{
    bool same = row->postal_count == count;

    for (size_t i = 0; same && i < count; i++) {
        same = str_eq(row->postals[i], postals[i]);
    }
    return same;
}

/* The JSON of API Géo. */

typedef struct Entry { /* one commune of it, checked */
    Str code, name, epci;
    int64_t population;
    GeoPoint point;
    bool has_point, has_epci, has_population, has_postals;
    Str postals[GEO_POSTALS_MAX];
    size_t postal_count;
} Entry;

static Str text_of(const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);

    return json_is_string(v) ? (Str){ json_string_value(v), json_string_length(v) }
                             : (Str){ 0 };
}

static bool read_point(const json_t *object, Entry *ret)
{
    const json_t *pair = json_object_get(json_object_get(object, "centre"), "coordinates");
    const json_t *lon = json_array_get(pair, 0), *lat = json_array_get(pair, 1);

    ret->has_point = json_is_number(lon) && json_is_number(lat);
    ret->point = (GeoPoint){ json_number_value(lat), json_number_value(lon) };
    return ret->has_point || !pair;
}

static bool read_postals(const json_t *object, Entry *ret)
{
    const json_t *list = json_object_get(object, "codesPostaux");
    size_t n = json_array_size(list);

    ret->has_postals = json_is_array(list);
    for (size_t i = 0; i < n; i++) {
        const json_t *v = json_array_get(list, i);
        Str s = json_is_string(v) ? (Str){ json_string_value(v), json_string_length(v) }
                                  : (Str){ 0 };
        if (!plain(s, CODE) || ret->postal_count == GEO_POSTALS_MAX) {
            return false;
        }
        ret->postals[ret->postal_count++] = s;
    }
    return true;
}

static bool read_population(const json_t *object, Entry *ret)
{
    const json_t *v = json_object_get(object, "population");

    ret->has_population = json_is_integer(v);
    ret->population = json_integer_value(v);
    return !ret->has_population || (ret->population >= 0 && ret->population <= POPULATION_MAX);
}

/* True when it is fit; else it was refused. */
static bool read_entry(Import *in, const json_t *object, Entry *ret)
{
    size_t letters;

    ret->code = text_of(object, "code");
    ret->name = text_of(object, "nom");
    ret->epci = text_of(object, "codeEpci");
    ret->has_epci = plain(ret->epci, SIREN);
    const Area *area =
        plain(ret->code, CODE) ? geo_area_of_code(in->table.base, ret->code) : NULL;
    if (!area) {
        refuse(in, GEO_REASON_CODE, ret->code);
    } else if (ret->name.len == 0 || ret->name.len > GEO_NAME_MAX ||
               !str_is_text(ret->name, &letters)) {
        refuse(in, GEO_REASON_NAME, ret->code);
    } else if (!read_point(object, ret) || (ret->has_point && !plausible(area, ret->point))) {
        refuse(in, GEO_REASON_POINT, ret->code);
    } else if (!read_postals(object, ret)) {
        refuse(in, GEO_REASON_POSTAL, ret->code);
    } else if (!read_population(object, ret)) {
        refuse(in, GEO_REASON_POPULATION, ret->code);
    } else {
        return true;
    }
    return false;
}

/* What the file holds goes into the row; the strings are copied out of the JSON. */
static bool differs(const GeoRow *row, Entry *e)
{
    const Commune *c = &row->commune;

    return !str_eq(c->name, e->name) || (e->has_epci && !str_eq(c->epci, e->epci)) ||
           (e->has_population && c->population != e->population) ||
           (e->has_point && (c->estimated || geo_distance(c->point, e->point) > SAME)) ||
           (e->has_postals && !same_postals(row, e->postals, e->postal_count));
}

static void take(GeoTable *t, GeoRow *row, Entry *e)
{
    Commune *c = &row->commune;

    c->code = str_copy(t->mem, e->code);
    c->name = str_copy(t->mem, e->name);
    c->epci = e->has_epci ? str_copy(t->mem, e->epci) : c->epci;
    c->population = e->has_population ? e->population : c->population;
    if (e->has_point) {
        c->point = e->point;
        c->estimated = false;
    }
    if (e->has_postals) {
        row->postals = NEW_ARRAY(t->mem, Str, e->postal_count + 1);
        for (size_t i = 0; i < e->postal_count; i++) {
            e->postals[i] = str_copy(t->mem, e->postals[i]);
        }
        geo_row_postals(row, e->postals, e->postal_count);
    }
}

static void sort_entry(Entry *e)
{
    Str room[GEO_POSTALS_MAX];
    GeoRow row = { .postals = room };

    geo_row_postals(&row, e->postals, e->postal_count);
    e->postal_count = row.postal_count;
}

static void import_entry(Import *in, const json_t *object)
{
    Entry e = { 0 };

    if (!read_entry(in, object, &e)) {
        return;
    }
    sort_entry(&e);
    GeoRow *row = geo_table_find(&in->table, e.code);
    if (row && row->seen) {
        refuse(in, GEO_REASON_TWICE, e.code);
        return;
    }
    if (!row && !e.has_point) {
        refuse(in, GEO_REASON_POINT, e.code);
        return;
    }
    bool known = row != NULL;
    row = known ? row : geo_table_add(&in->table);
    if (!row) {
        refuse(in, GEO_REASON_ROOM, e.code);
        return;
    }
    row->seen = true;
    int64_t *count = !known             ? &in->report->added
                     : differs(row, &e) ? &in->report->changed
                                        : &in->report->unchanged;
    (*count)++;
    if (count != &in->report->unchanged) {
        take(&in->table, row, &e);
    }
}

static Fault import_json(Import *in, Str file)
{
    json_t *root = json_loadb(file.at, file.len, JSON_REJECT_DUPLICATES, NULL);
    size_t n = json_array_size(root);

    if (!json_is_array(root) || n == 0) {
        json_decref(root);
        return FAULT_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        in->line = (int64_t)i + 1;
        in->report->read++;
        import_entry(in, json_array_get(root, i));
    }
    json_decref(root);
    return FAULT_NONE;
}

/* The CSV of La Poste. */

enum { COLUMNS = 12 };

typedef struct Poste {
    Str cell[COLUMNS];
    size_t cells, code, postal, point;
} Poste;

static Str unquoted(Str s)
{
    s = str_trim(s);
    return s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"' ? str_slice(s, 1, s.len - 2)
                                                                  : s;
}

static void read_cells(Str line, Poste *p)
{
    Str head;
    bool more = true;

    for (p->cells = 0; more && p->cells < COLUMNS; p->cells++) {
        more = str_cut(line, ';', &head, &line);
        p->cell[p->cells] = unquoted(head);
    }
}

static Str cell(const Poste *p, size_t i)
{
    return i < p->cells ? p->cell[i] : (Str){ 0 };
}

/* The columns by their names, which change a little from year to year. */
static bool read_head(Str line, Poste *p)
{
    if (str_starts(line, STR("\xef\xbb\xbf"))) {
        line = str_slice(line, 3, line.len);
    }
    read_cells(str_starts(line, STR("#")) ? str_slice(line, 1, line.len) : line, p);
    p->code = p->postal = p->point = COLUMNS;
    for (size_t i = 0; i < p->cells; i++) {
        if (str_eq_nocase(p->cell[i], STR("code_commune_insee"))) {
            p->code = i;
        } else if (str_eq_nocase(p->cell[i], STR("code_postal"))) {
            p->postal = i;
        } else if (str_eq_nocase(p->cell[i], STR("coordonnees_gps")) ||
                   str_eq_nocase(p->cell[i], STR("_geopoint"))) {
            p->point = i;
        }
    }
    return p->code < COLUMNS && p->postal < COLUMNS;
}

/* "47.58,1.33"; an empty one is fine and changes nothing. */
static bool read_geopoint(Str s, GeoPoint *ret, bool *ret_there)
{
    Str lat, lon;

    *ret_there = s.len > 0;
    return s.len == 0 ||
           (str_cut(s, ',', &lat, &lon) && str_to_double(str_trim(lat), &ret->lat) &&
            str_to_double(str_trim(lon), &ret->lon));
}

static void add_postal(GeoTable *t, GeoRow *row, Str postal)
{
    Str all[GEO_POSTALS_MAX];
    size_t n = row->seen ? row->postal_count : 0; /* the first line begins anew */

    for (size_t i = 0; i < n; i++) {
        all[i] = row->postals[i];
    }
    if (n < GEO_POSTALS_MAX) {
        all[n++] = str_copy(t->mem, postal);
    }
    row->postals = NEW_ARRAY(t->mem, Str, n);
    geo_row_postals(row, all, n);
}

static void import_line(Import *in, const Poste *p)
{
    GeoTable *t = &in->table;
    Str code = cell(p, p->code), postal = cell(p, p->postal);
    GeoRow *row = geo_table_find(t, code);
    GeoPoint point = { 0 };
    bool there;

    if (!row) {
        refuse(in, GEO_REASON_UNKNOWN, code);
    } else if (!plain(postal, CODE)) {
        refuse(in, GEO_REASON_POSTAL, code);
    } else if (!read_geopoint(cell(p, p->point), &point, &there) ||
               (there && !plausible(geo_area_of_code(t->base, code), point))) {
        refuse(in, GEO_REASON_POINT, code);
    } else {
        if (there && (row->commune.estimated || !row->seen)) {
            row->commune.point = point;
            row->commune.estimated = false;
        }
        add_postal(t, row, postal);
        row->seen = true;
    }
}

/* A commune has a line for each postal code: what changed is told at the end. */
static void count_changes(Import *in)
{
    GeoTable *t = &in->table;

    for (size_t i = 0; i < t->len; i++) {
        Str old[GEO_POSTALS_MAX];
        GeoRow *row = &t->rows[i];
        if (row->seen) {
            Commune was = geo_commune_at(t->base, i);
            size_t n = geo_postal_codes(t->base, was.code, old, COUNT(old));
            bool same = was.estimated == row->commune.estimated && same_postals(row, old, n) &&
                        geo_distance(was.point, row->commune.point) <= SAME;
            in->report->changed += !same;
            in->report->unchanged += same;
        }
    }
}

static Fault import_poste(Import *in, Str file)
{
    Poste p = { 0 };
    Str line, rest;
    bool more = str_cut(file, '\n', &line, &rest);

    if (!read_head(line, &p)) {
        return FAULT_INPUT;
    }
    for (in->line = 2; more; in->line++) {
        more = str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len > 0) {
            in->report->read++;
            read_cells(line, &p);
            import_line(in, &p);
        }
    }
    count_changes(in);
    return in->report->read > 0 ? FAULT_NONE : FAULT_INPUT;
}

Fault geo_import(Arena *mem, const Geo *base, Str file, Str *ret_bytes, GeoReport *ret_report)
{
    Import in = { .report = ret_report };

    *ret_report = (GeoReport){ 0 };
    if (file.len > GEO_IMPORT_MAX) {
        return FAULT_LIMIT;
    }
    in.table = geo_table(mem, base);
    if (str_starts(str_trim(file), STR("["))) {
        TRY(import_json(&in, file));
    } else {
        TRY(import_poste(&in, file));
    }
    return geo_table_write(&in.table, ret_bytes);
}
