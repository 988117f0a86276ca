#include "base/buf.h"
#include "geo/gazetteer.h"
#include "geo/names.h"
#include "text/fold.h"

#include <string.h>

enum { WORDS_MAX = 120, TOKENS = 16, CODE = 5 };

/* How well a commune answers; the better first. */
typedef enum Rank { RANK_EXACT, RANK_BEGINS, RANK_INSIDE } Rank;

typedef struct Hit {
    Rank rank;
    int64_t population;
    size_t commune;
} Hit;

typedef struct Hits { /* the best max so far, in order */
    const Geo *geo;
    Hit *at;
    size_t len, max;
    Str department, region; /* only there, unless "" */
    size_t postal;          /* only with it, unless GEO_NONE */
} Hits;

typedef struct Tokens {
    Str at[TOKENS];
    size_t len;
} Tokens;

static bool better(const Hit *a, const Hit *b)
{
    if (a->rank != b->rank) {
        return a->rank < b->rank;
    }
    return a->population != b->population ? a->population > b->population
                                          : a->commune < b->commune;
}

static bool has_postal(const Geo *geo, size_t commune, size_t postal)
{
    size_t first, end = geo_postal_members(geo, postal, &first);

    for (; first < end; first++) {
        if (geo_u16(geo_at(geo, GEO_MEMBERS, first)) == commune) {
            return true;
        }
    }
    return false;
}

static bool allowed(const Hits *h, size_t commune)
{
    const Area *a = &h->geo->departments[geo_department_at(h->geo, commune)];

    return (h->department.len == 0 || str_eq(a->code, h->department)) &&
           (h->region.len == 0 || str_eq(a->region, h->region)) &&
           (h->postal == GEO_NONE || has_postal(h->geo, commune, h->postal));
}

static void move_in(Hits *h, Hit hit)
{
    size_t at = h->len;

    while (at > 0 && better(&hit, &h->at[at - 1])) {
        at--;
    }
    if (at == h->max) {
        return;
    }
    h->len += h->len < h->max;
    memmove(&h->at[at + 1], &h->at[at], (h->len - at - 1) * sizeof hit);
    h->at[at] = hit;
}

/* Keep it if it is among the best; once, with its best rank. */
static void offer(Hits *h, size_t commune, Rank rank)
{
    Hit hit = { rank, geo_population_at(h->geo, commune), commune };

    if ((h->len == h->max && (h->max == 0 || !better(&hit, &h->at[h->max - 1]))) ||
        !allowed(h, commune)) {
        return;
    }
    for (size_t i = 0; i < h->len; i++) {
        if (h->at[i].commune == commune) {
            if (rank >= h->at[i].rank) {
                return;
            }
            memmove(&h->at[i], &h->at[i + 1], (h->len - i - 1) * sizeof hit);
            h->len--;
        }
    }
    move_in(h, hit);
}

/* The name in this entry of an order, and from which byte it counts there. */
static size_t entry(const Geo *geo, GeoPart order, size_t i, size_t *ret_at)
{
    const unsigned char *p = geo_at(geo, order, i);

    *ret_at = order == GEO_BY_WORD ? p[2] : 0;
    return geo_u16(p);
}

/* The first entry that stands so to the name: 0 the first that begins so, 1 the
 * first after these. */
static size_t bound(const Geo *geo, GeoPart order, Str name, int stand)
{
    size_t low = 0, high = geo->part[order].count, at;
    bool whole;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        size_t commune = entry(geo, order, mid, &at);
        if (name_compare(geo_name_at(geo, commune), at, name, &whole) < stand) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static Rank rank_of(const Geo *geo, GeoPart order, size_t commune, size_t at, bool whole)
{
    enum { ARTICLE_MAX = 4 };

    if (order == GEO_BY_NAME) {
        return whole ? RANK_EXACT : RANK_BEGINS;
    }
    if (at > ARTICLE_MAX || at != name_article(geo_name_at(geo, commune))) {
        return RANK_INSIDE;
    }
    return whole ? RANK_EXACT : RANK_BEGINS; /* "Havre" for "Le Havre" */
}

/* Whole names come first among those that begin so: one compare too many, no more. */
static void search_order(Hits *h, GeoPart order, Str name)
{
    size_t end = bound(h->geo, order, name, 1), at;
    bool whole = true;

    for (size_t i = bound(h->geo, order, name, 0); i < end; i++) {
        size_t commune = entry(h->geo, order, i, &at);
        if (whole) {
            name_compare(geo_name_at(h->geo, commune), at, name, &whole);
        }
        offer(h, commune, rank_of(h->geo, order, commune, at, whole));
    }
}

static void search_name(Hits *h, Str name)
{
    if (name.len > 0) {
        search_order(h, GEO_BY_NAME, name);
        search_order(h, GEO_BY_WORD, name);
    }
}

static bool all_digits(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') {
            return false;
        }
    }
    return s.len > 0;
}

static size_t postal_from(const Geo *geo, Str code)
{
    size_t low = 0, high = geo->part[GEO_POSTALS].count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (str_cmp(geo_postal_at(geo, mid), code) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static size_t postal_find(const Geo *geo, Str code)
{
    size_t at = postal_from(geo, code);

    return code.len == CODE && at < geo->part[GEO_POSTALS].count &&
                   str_eq(geo_postal_at(geo, at), code)
               ? at
               : GEO_NONE;
}

/* 75011 is an arrondissement of its own: then Paris as a whole isn't meant. */
static bool mother_of_district(const Geo *geo, size_t first, size_t end, size_t commune)
{
    Str code = geo_code_at(geo, commune);
    bool mother =
        str_eq(code, STR("75056")) || str_eq(code, STR("69123")) || str_eq(code, STR("13055"));

    for (; mother && first < end; first++) {
        if (geo_is_district_at(geo, geo_u16(geo_at(geo, GEO_MEMBERS, first)))) {
            return true;
        }
    }
    return false;
}

static void offer_members(Hits *h, size_t postal, Rank rank)
{
    size_t first, end = geo_postal_members(h->geo, postal, &first);

    for (size_t i = first; i < end; i++) {
        size_t commune = geo_u16(geo_at(h->geo, GEO_MEMBERS, i));
        if (rank != RANK_EXACT || !mother_of_district(h->geo, first, end, commune)) {
            offer(h, commune, rank);
        }
    }
}

/* "41000", "410", "41": postal codes that begin so; a whole one is exact. */
static void search_postal(Hits *h, Str digits)
{
    if (digits.len < 2 || digits.len > CODE) {
        return;
    }
    for (size_t i = postal_from(h->geo, digits); i < h->geo->part[GEO_POSTALS].count; i++) {
        if (!str_starts(geo_postal_at(h->geo, i), digits)) {
            return;
        }
        offer_members(h, i, digits.len == CODE ? RANK_EXACT : RANK_BEGINS);
    }
}

static void search_code(Hits *h, Str word)
{
    char code[CODE];

    if (word.len == CODE) {
        memcpy(code, word.at, CODE);
        code[1] = code[1] == 'a' ? 'A' : code[1] == 'b' ? 'B' : code[1];
        size_t commune = geo_find(h->geo, (Str){ code, CODE });
        if (commune != GEO_NONE) {
            offer(h, commune, RANK_EXACT);
        }
    }
    if (all_digits(word)) {
        search_postal(h, word);
    }
}

static Str expanded(Str word)
{
    return str_eq(word, STR("st"))    ? STR("saint")
           : str_eq(word, STR("ste")) ? STR("sainte")
                                      : word;
}

static Tokens tokens_of(Str folded)
{
    Tokens t = { 0 };
    Str head, rest = folded;
    bool more = folded.len > 0;

    while (more && t.len < TOKENS) {
        more = str_cut(rest, ' ', &head, &rest);
        t.at[t.len++] = expanded(head);
    }
    return t;
}

static Str join(Arena *mem, const Tokens *t, size_t from, size_t to)
{
    Buf b = buf_new(mem, 2 * WORDS_MAX);

    for (size_t i = from; i < to; i++) {
        if (i > from) {
            buf_char(&b, ' ');
        }
        buf_add(&b, t->at[i]);
    }
    return buf_str(&b);
}

static void drop_token(Tokens *t, size_t i)
{
    memmove(&t->at[i], &t->at[i + 1], (t->len - i - 1) * sizeof t->at[0]);
    t->len--;
}

/* The number of "11", "11e", "1er", "2nd", "3eme"; 0 when it is none. */
static size_t ordinal(Str word)
{
    static const Str ends[] = { STR_INIT(""),    STR_INIT("e"),  STR_INIT("er"),
                                STR_INIT("eme"), STR_INIT("nd"), STR_INIT("ieme"),
                                STR_INIT("de") };
    size_t digits = 0, n = 0;

    for (; digits < word.len && digits < 2 && all_digits(str_slice(word, digits, 1));
         digits++) {
        n = n * 10 + (size_t)(word.at[digits] - '0');
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (str_eq(str_slice(word, digits, word.len), ends[i])) {
            return n;
        }
    }
    return 0;
}

/* "paris 11e", "lyon 3", "marseille 1er arrondissement". */
static bool search_district(Hits *h, Arena *mem, const Tokens *t)
{
    static const struct {
        Str city, head;
        size_t from, count;
    } cities[] = {
        { STR_INIT("paris"), STR_INIT("75"), 100, 20 },
        { STR_INIT("lyon"), STR_INIT("69"), 380, 9 },
        { STR_INIT("marseille"), STR_INIT("13"), 200, 16 },
    };

    if (t->len < 2 || t->len > 3 ||
        (t->len == 3 && !str_starts(STR("arrondissement"), t->at[2]))) {
        return false;
    }
    size_t n = ordinal(t->at[1]);
    for (size_t i = 0; i < COUNT(cities); i++) {
        if (str_eq(t->at[0], cities[i].city) && n >= 1 && n <= cities[i].count) {
            search_code(
                h, str_format(mem, "%.*s%zu", STR_ARG(cities[i].head), cities[i].from + n));
            return h->len > 0;
        }
    }
    return false;
}

static bool named(const Area *a, Str folded)
{
    size_t article = name_article(a->name);
    bool whole;

    return (name_compare(a->name, 0, folded, &whole) == 0 && whole) ||
           (article > 0 && name_compare(a->name, article, folded, &whole) == 0 && whole);
}

static const Area *area_named(const Area *areas, size_t count, Str folded)
{
    for (size_t i = 0; i < count; i++) {
        if (named(&areas[i], folded) || str_eq_nocase(areas[i].code, folded)) {
            return &areas[i];
        }
    }
    return NULL;
}

/* A région's code is never meant by two digits: 75 is Paris. */
static const Area *region_named(const Geo *geo, Str folded)
{
    return all_digits(folded) ? NULL
                              : area_named(geo->regions, geo->part[GEO_REGIONS].count, folded);
}

static const Area *department_named(const Geo *geo, Str folded)
{
    return area_named(geo->departments, geo->part[GEO_DEPARTMENTS].count, folded);
}

/* A postal code or the code of a département beside a name: only there. */
static void take_codes(Hits *h, Tokens *t)
{
    for (size_t i = t->len; i-- > 0 && t->len > 1;) {
        size_t postal = postal_find(h->geo, t->at[i]);
        bool short_code = t->at[i].len <= 3 && t->at[i].at[0] >= '0' && t->at[i].at[0] <= '9';
        const Area *a = short_code ? department_named(h->geo, t->at[i]) : NULL;
        if (postal != GEO_NONE) {
            h->postal = postal;
            drop_token(t, i);
        } else if (a) {
            h->department = a->code;
            drop_token(t, i);
        }
    }
}

/* "merville nord", "saint denis la reunion": the last words name an area. */
static void search_within(Hits *h, Arena *mem, const Tokens *t)
{
    for (size_t cut = 1; cut < t->len && h->len == 0; cut++) {
        Str last = join(mem, t, cut, t->len);
        const Area *department = department_named(h->geo, last);
        const Area *region = region_named(h->geo, last);
        if (department || region) {
            h->department = department ? department->code : (Str){ 0 };
            h->region = department ? (Str){ 0 } : region->code;
            search_name(h, join(mem, t, 0, cut));
        }
    }
}

static void search_tokens(Hits *h, Arena *mem, Tokens *t)
{
    if (t->len == 1) {
        search_code(h, t->at[0]);
    }
    if (h->len > 0 || search_district(h, mem, t)) {
        return;
    }
    take_codes(h, t);
    search_name(h, join(mem, t, 0, t->len));
    if (h->len == 0) {
        search_within(h, mem, t);
    }
}

/* The postal code to show: the one that was typed, else the first. */
static Str shown_postal(const Geo *geo, size_t commune, Str typed)
{
    size_t postals[64], n = geo_postals_at(geo, commune, postals, COUNT(postals));

    for (size_t i = 0; i < n; i++) {
        Str code = geo_postal_at(geo, postals[i]);
        if (typed.len > 0 && str_starts(code, typed)) {
            return code;
        }
    }
    return n > 0 ? geo_postal_at(geo, postals[0]) : (Str){ 0 };
}

static Str typed_digits(const Hits *h, const Tokens *t)
{
    if (h->postal != GEO_NONE) {
        return geo_postal_at(h->geo, h->postal);
    }
    return t->len == 1 && all_digits(t->at[0]) ? t->at[0] : (Str){ 0 };
}

size_t geo_search(const Geo *geo, Arena *mem, Str words, GeoMatch *ret, size_t max,
                  size_t *ret_exact)
{
    Tokens t = tokens_of(fold(mem, str_slice(words, 0, WORDS_MAX)));
    Hits h = { .geo = geo, .at = NEW_ARRAY(mem, Hit, max + 1), .max = max, .postal = GEO_NONE };
    size_t exact = 0;

    search_tokens(&h, mem, &t);
    Str digits = typed_digits(&h, &t);
    for (size_t i = 0; i < h.len; i++) {
        ret[i] = (GeoMatch){ geo_commune_at(geo, h.at[i].commune),
                             shown_postal(geo, h.at[i].commune, digits) };
        exact += h.at[i].rank == RANK_EXACT;
    }
    *ret_exact = exact;
    return h.len;
}

bool geo_area_search(const Geo *geo, Arena *mem, Str words, Area *ret, bool *ret_region)
{
    Tokens t = tokens_of(fold(mem, str_slice(words, 0, WORDS_MAX)));
    Str folded = join(mem, &t, 0, t.len);
    const Area *department = department_named(geo, folded);
    const Area *region = department ? NULL : region_named(geo, folded);

    if (!department && !region) {
        return false;
    }
    *ret = department ? *department : *region;
    *ret_region = !department;
    return true;
}
