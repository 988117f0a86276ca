#include "geo/table.h"

#include "base/buf.h"
#include "geo/gazetteer.h"
#include "geo/names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 16 << 20, EPCIS_MAX = 4096, WORDS_EACH = 12, CODE = 5, SIREN = 9 };
enum { NEW_MAX = 5000 }; /* looked up one by one: a new country isn't an update */

typedef struct Box { /* 1e-6 degrees */
    double south, west, north, east;
} Box;

typedef struct Word {
    size_t commune, at;
} Word;

typedef struct Writer {
    GeoTable *table;
    Buf part[GEO_PARTS];
    size_t count[GEO_PARTS];
    Str *postals, *epcis;
    size_t postal_count, epci_count;
    bool full;
} Writer;

static void fill(GeoTable *t, size_t i)
{
    Str postals[GEO_POSTALS_MAX];
    GeoRow *row = &t->rows[i];

    row->commune = geo_commune_at(t->base, i);
    size_t n = geo_postal_codes(t->base, row->commune.code, postals, COUNT(postals));
    row->postals = NEW_ARRAY(t->mem, Str, n + 1);
    geo_row_postals(row, postals, n);
}

GeoTable geo_table(Arena *mem, const Geo *base)
{
    size_t len = geo_count(base);
    GeoTable t = { .mem = mem, .base = base, .len = len, .sorted = len };

    t.size = len + NEW_MAX < GEO_NONE ? len + NEW_MAX : GEO_NONE - 1;
    t.rows = NEW_ARRAY(mem, GeoRow, t.size);
    for (size_t i = 0; i < len; i++) {
        fill(&t, i);
    }
    return t;
}

GeoRow *geo_table_find(GeoTable *table, Str code)
{
    size_t i = geo_find(table->base, code);

    if (i != GEO_NONE) {
        return &table->rows[i];
    }
    for (i = table->sorted; i < table->len; i++) {
        if (str_eq(table->rows[i].commune.code, code)) {
            return &table->rows[i];
        }
    }
    return NULL;
}

GeoRow *geo_table_add(GeoTable *table)
{
    return table->len < table->size ? &table->rows[table->len++] : NULL;
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static size_t sort_once(Str *all, size_t count)
{
    size_t n = 0;

    if (count > 1) {
        qsort(all, count, sizeof *all, by_text);
    }
    for (size_t i = 0; i < count; i++) {
        if (n == 0 || !str_eq(all[n - 1], all[i])) {
            all[n++] = all[i];
        }
    }
    return n;
}

void geo_row_postals(GeoRow *row, Str *postals, size_t count)
{
    row->postal_count = sort_once(postals, count);
    if (row->postal_count > 0) {
        memcpy(row->postals, postals, row->postal_count * sizeof *postals);
    }
}

const Area *geo_area_of_code(const Geo *geo, Str code)
{
    bool overseas = str_starts(code, STR("97")) || str_starts(code, STR("98"));
    Str head = str_slice(code, 0, overseas ? 3 : 2);

    for (size_t i = 0; i < geo->part[GEO_DEPARTMENTS].count; i++) {
        if (str_eq(geo->departments[i].code, head)) {
            return &geo->departments[i];
        }
    }
    return NULL;
}

static void put(Writer *w, GeoPart part, uint64_t v, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        buf_char(&w->part[part], (char)(unsigned char)(v >> (8 * i)));
    }
}

static void put_code(Writer *w, GeoPart part, Str code, size_t size)
{
    buf_add(&w->part[part], str_slice(code, 0, size));
    put(w, part, 0, size - (code.len < size ? code.len : size));
}

static size_t put_text(Writer *w, Str s)
{
    size_t at = w->part[GEO_TEXT].len;

    buf_add(&w->part[GEO_TEXT], s);
    return at;
}

static size_t index_of(const Str *all, size_t count, Str s)
{
    const Str *found = count > 0 ? bsearch(&s, all, count, sizeof s, by_text) : NULL;

    return found ? (size_t)(found - all) : GEO_NONE;
}

static void collect(Writer *w)
{
    const GeoTable *t = w->table;
    size_t known = t->base->part[GEO_EPCIS].count, postals = 0, codes = 0;
    Str name;

    w->epcis = NEW_ARRAY(t->mem, Str, known + t->len);
    for (; w->epci_count < known; w->epci_count++) {
        w->epcis[w->epci_count] = geo_epci_at(t->base, w->epci_count, &name);
    }
    for (size_t i = 0; i < t->len; i++) {
        postals += t->rows[i].postal_count;
        if (t->rows[i].commune.epci.len > 0) {
            w->epcis[w->epci_count++] = t->rows[i].commune.epci;
        }
    }
    w->postals = NEW_ARRAY(t->mem, Str, postals + 1);
    for (size_t i = 0; i < t->len; i++) {
        for (size_t k = 0; k < t->rows[i].postal_count; k++) {
            w->postals[codes++] = t->rows[i].postals[k];
        }
    }
    w->epci_count = sort_once(w->epcis, w->epci_count);
    w->postal_count = sort_once(w->postals, codes);
    w->full = w->full || w->epci_count > EPCIS_MAX || postals >= GEO_NONE;
}

static void write_regions(Writer *w)
{
    const Geo *base = w->table->base;

    w->count[GEO_REGIONS] = base->part[GEO_REGIONS].count;
    for (size_t i = 0; i < w->count[GEO_REGIONS]; i++) {
        put_code(w, GEO_REGIONS, base->regions[i].code, 4);
        put(w, GEO_REGIONS, put_text(w, base->regions[i].name), 4);
        put(w, GEO_REGIONS, base->regions[i].name.len, 2);
    }
}

/* The rows of one département, from *at on, which moves behind them. */
static Box box_of(const GeoTable *t, const Area *area, size_t *at)
{
    Box box = { 90e6, 180e6, -90e6, -180e6 };

    for (; *at < t->len && geo_area_of_code(t->base, t->rows[*at].commune.code) == area;
         (*at)++) {
        GeoPoint p = t->rows[*at].commune.point;
        box.south = fmin(box.south, round(p.lat * 1e6));
        box.north = fmax(box.north, round(p.lat * 1e6));
        box.west = fmin(box.west, round(p.lon * 1e6));
        box.east = fmax(box.east, round(p.lon * 1e6));
    }
    return box;
}

static void put_degrees(Writer *w, double micro)
{
    put(w, GEO_DEPARTMENTS, (uint32_t)(int32_t)micro, 4);
}

static size_t region_index(const Geo *base, Str code)
{
    size_t i = 0;

    while (!str_eq(base->regions[i].code, code)) {
        i++;
    }
    return i;
}

static void write_department(Writer *w, const Area *a, size_t first, Box box)
{
    put_code(w, GEO_DEPARTMENTS, a->code, 4);
    put(w, GEO_DEPARTMENTS, put_text(w, a->name), 4);
    put(w, GEO_DEPARTMENTS, a->name.len, 2);
    put(w, GEO_DEPARTMENTS, region_index(w->table->base, a->region), 2);
    put(w, GEO_DEPARTMENTS, first, 2);
    put_degrees(w, box.south);
    put_degrees(w, box.west);
    put_degrees(w, box.north);
    put_degrees(w, box.east);
}

static size_t within(double v, double low, double high)
{
    double part = high > low ? (v * 1e6 - low) / (high - low) : 0;

    return (size_t)round(fmin(1, fmax(0, part)) * 65535);
}

static void write_postals_of(Writer *w, size_t i)
{
    const GeoRow *row = &w->table->rows[i];

    for (size_t k = 0; row->postal_count > 1 && k < row->postal_count; k++) {
        put(w, GEO_SEVERAL, i, 2);
        put(w, GEO_SEVERAL, index_of(w->postals, w->postal_count, row->postals[k]), 2);
        w->count[GEO_SEVERAL]++;
    }
}

static void write_commune(Writer *w, size_t i, Box box)
{
    const GeoRow *row = &w->table->rows[i];
    const Commune *c = &row->commune;
    size_t flags = (c->estimated ? GEO_ESTIMATED : 0u) | (c->district ? GEO_DISTRICT : 0u);
    Str postal = row->postal_count == 1 ? row->postals[0] : (Str){ 0 };
    size_t at = put_text(w, c->name);

    if (i % GEO_BLOCK == 0) {
        put(w, GEO_BLOCKS, at, 4);
        w->count[GEO_BLOCKS]++;
    }
    put_code(w, GEO_COMMUNES, c->code, CODE);
    put(w, GEO_COMMUNES, c->name.len | flags, 1);
    put(w, GEO_COMMUNES, index_of(w->epcis, w->epci_count, c->epci), 2);
    put(w, GEO_COMMUNES, (uint64_t)c->population, 3);
    put(w, GEO_COMMUNES, within(c->point.lat, box.south, box.north), 2);
    put(w, GEO_COMMUNES, within(c->point.lon, box.west, box.east), 2);
    put(w, GEO_COMMUNES, index_of(w->postals, w->postal_count, postal), 2);
    write_postals_of(w, i);
}

static void write_epcis(Writer *w)
{
    w->count[GEO_EPCIS] = w->epci_count;
    for (size_t i = 0; i < w->epci_count; i++) {
        Str name = w->epcis[i];
        geo_epci(w->table->base, w->epcis[i], &name);
        put_code(w, GEO_EPCIS, w->epcis[i], SIREN);
        put(w, GEO_EPCIS, put_text(w, name), 4);
        put(w, GEO_EPCIS, name.len, 1);
    }
}

/* Départements, then EPCIs, then communes: the order of the text. */
static void write_areas(Writer *w)
{
    const GeoTable *t = w->table;
    size_t count = t->base->part[GEO_DEPARTMENTS].count, at = 0, first = 0;
    Box *boxes = NEW_ARRAY(t->mem, Box, count);
    size_t *ends = NEW_ARRAY(t->mem, size_t, count);

    w->count[GEO_DEPARTMENTS] = count;
    for (size_t d = 0; d < count; d++) {
        first = at;
        boxes[d] = box_of(t, &t->base->departments[d], &at);
        ends[d] = at;
        w->full = w->full || at == first;
        write_department(w, &t->base->departments[d], first, boxes[d]);
    }
    w->full = w->full || at != t->len;
    write_epcis(w);
    w->count[GEO_COMMUNES] = t->len;
    for (size_t i = 0, d = 0; i < t->len && !w->full; i++) {
        while (i >= ends[d]) {
            d++;
        }
        write_commune(w, i, boxes[d]);
    }
}

static void write_postals(Writer *w)
{
    const GeoTable *t = w->table;
    size_t *members = NEW_ARRAY(t->mem, size_t, w->postal_count + 1);

    for (size_t i = 0; i < t->len; i++) {
        for (size_t k = 0; k < t->rows[i].postal_count; k++) {
            members[index_of(w->postals, w->postal_count, t->rows[i].postals[k]) + 1]++;
        }
    }
    for (size_t i = 0; i < w->postal_count; i++) {
        put_code(w, GEO_POSTALS, w->postals[i], CODE);
        put(w, GEO_POSTALS, members[i], 2);
        members[i + 1] += members[i];
    }
    size_t total = members[w->postal_count];
    size_t *order = NEW_ARRAY(t->mem, size_t, total + 1);
    for (size_t i = 0; i < t->len; i++) {
        for (size_t k = 0; k < t->rows[i].postal_count; k++) {
            order[members[index_of(w->postals, w->postal_count, t->rows[i].postals[k])]++] = i;
        }
    }
    for (size_t i = 0; i < total; i++) {
        put(w, GEO_MEMBERS, order[i], 2);
    }
    w->count[GEO_POSTALS] = w->postal_count;
    w->count[GEO_MEMBERS] = total;
}

static int by_words(const void *a, const void *b, void *rows)
{
    const Word *x = a, *y = b;
    const GeoRow *all = rows;
    int way =
        name_order(all[x->commune].commune.name, x->at, all[y->commune].commune.name, y->at);

    if (way == 0) {
        way = (x->commune > y->commune) - (x->commune < y->commune);
    }
    return way ? way : (x->at > y->at) - (x->at < y->at);
}

static size_t inner_words(const Commune *c, size_t commune, Word *ret)
{
    size_t n = 0;

    for (size_t at = 1; at < c->name.len && n < WORDS_EACH && !c->district; at++) {
        if (name_word_begins(c->name, at) && !name_word_common(c->name, at)) {
            ret[n++] = (Word){ commune, at };
        }
    }
    return n;
}

static void write_orders(Writer *w)
{
    const GeoTable *t = w->table;
    Word *names = NEW_ARRAY(t->mem, Word, t->len);
    Word *words = NEW_ARRAY(t->mem, Word, t->len * WORDS_EACH);
    size_t n = 0;

    for (size_t i = 0; i < t->len; i++) {
        names[i] = (Word){ i, 0 };
        n += inner_words(&t->rows[i].commune, i, words + n);
    }
    w->full = w->full || n >= GEO_NONE;
    qsort_r(names, t->len, sizeof *names, by_words, t->rows);
    if (n > 1) {
        qsort_r(words, n, sizeof *words, by_words, t->rows);
    }
    for (size_t i = 0; i < t->len; i++) {
        put(w, GEO_BY_NAME, names[i].commune, 2);
    }
    for (size_t i = 0; i < n; i++) {
        put(w, GEO_BY_WORD, words[i].commune, 2);
        put(w, GEO_BY_WORD, words[i].at, 1);
    }
    w->count[GEO_BY_NAME] = t->len;
    w->count[GEO_BY_WORD] = n;
}

static Fault assemble(Writer *w, Str *ret)
{
    Buf out = buf_new(w->table->mem, FILE_MAX);
    Buf head = buf_new(w->table->mem, GEO_HEAD);
    size_t at = GEO_HEAD;

    w->count[GEO_TEXT] = w->part[GEO_TEXT].len;
    buf_add(&head, STR("CAFEGEO1"));
    for (size_t k = 0; k < GEO_PARTS; k++) {
        for (size_t i = 0; i < 8; i++) {
            size_t v = i < 4 ? at : w->count[k];
            buf_char(&head, (char)(unsigned char)(v >> (8 * (i % 4))));
        }
        at += w->part[k].len;
        w->full = w->full || w->part[k].cut;
    }
    buf_add(&out, buf_str(&head));
    for (size_t k = 0; k < GEO_PARTS; k++) {
        buf_add(&out, buf_str(&w->part[k]));
    }
    if (w->full || out.cut) {
        return FAULT_LIMIT;
    }
    *ret = buf_str(&out);
    return FAULT_NONE;
}

static int by_code(const void *a, const void *b)
{
    return str_cmp(((const GeoRow *)a)->commune.code, ((const GeoRow *)b)->commune.code);
}

Fault geo_table_write(GeoTable *table, Str *ret)
{
    Writer w = { .table = table };

    for (size_t k = 0; k < GEO_PARTS; k++) {
        w.part[k] = buf_new(table->mem, FILE_MAX);
    }
    qsort(table->rows, table->len, sizeof *table->rows, by_code);
    collect(&w);
    write_regions(&w);
    write_areas(&w);
    write_postals(&w);
    write_orders(&w);
    return assemble(&w, ret);
}
