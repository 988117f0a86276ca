#include "rooms/event/event_search.h"

#include "rooms/event/event_search_store.h"
#include "text/fold.h"
#include "work/work.h"

#include <stdlib.h>

enum { WORD_LETTERS = 8, WORDS_BYTES = 1000, SLOT_MAX = (1 << 24) - 1, COMMON = 20000 };

static const int64_t end_of_time = INT64_C(253402300799); /* year 9999 */
static const int64_t everywhere = INT64_MAX / 4;          /* squared metres */

EventSearch event_search_all(void)
{
    return (EventSearch){ .kind = -1, .mode = -1, .audience = -1, .theme = -1 };
}

static EventCursor cursor_of(const EventSearch *s)
{
    if (s->after.set) {
        return s->after;
    }
    return s->past ? (EventCursor){ true, end_of_time, -1, SLOT_MAX }
                   : (EventCursor){ true, -1, -1, -1 };
}

static Walk walk_of(const EventSearch *s, size_t max)
{
    Walk v = { .from = s->from,
               .to = s->to > 0 ? s->to : end_of_time,
               .since_below = s->past       ? 1
                              : s->from > 0 ? s->from
                                            : 1,
               .alive = s->alive,
               .spot = s->near ? shelf_spot(s->point) : (Spot){ 0 },
               .reach = s->near ? shelf_reach(s->radius_m) : everywhere,
               .past = s->past,
               .after = cursor_of(s),
               .max = (int64_t)max };

    shelf_mask(s, &v.mask, &v.want);
    return v;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_coming(const void *a, const void *b)
{
    const EventHit *x = a, *y = b;
    int way = compare(x->at, y->at);

    way = way ? way : compare(x->far, y->far);
    return way ? way : compare(x->slot, y->slot);
}

static int by_past(const void *a, const void *b)
{
    const EventHit *x = a, *y = b;
    int way = compare(y->at, x->at);

    way = way ? way : compare(x->far, y->far);
    return way ? way : compare(y->slot, x->slot);
}

static int by_distance(const void *a, const void *b)
{
    const EventHit *x = a, *y = b;
    int way = compare(x->far, y->far);

    return way ? way : by_coming(a, b);
}

typedef int Order(const void *, const void *);

/* What several walks brought, put in order and cut. */
typedef struct Gathering {
    EventHit *at;
    size_t len;
} Gathering;

static void gather(Gathering *g, const EventHit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g->at[g->len++] = hits[i];
    }
}

static void put_in_order(Gathering *g, Order *order)
{
    if (g->len > 1) {
        qsort(g->at, g->len, sizeof g->at[0], order);
    }
}

/* Its first letters: "débutantes" finds "débutants". */
static Str beginning(Str word)
{
    size_t end = 0;

    for (int n = 0; n < WORD_LETTERS && end < word.len; n++) {
        (void)str_next_char(word, &end);
    }
    return str_slice(word, 0, end);
}

/* "cafe"* "blois"* for SQLite, cafe:* & blois:* for PostgreSQL.  Folded words
 * hold letters and digits only.  A letter alone is a word, not a beginning:
 * too many begin so. */
static void add_word(Work *w, Buf *out, Str word, size_t n, Str *ret_pattern)
{
    bool postgres = db_is_postgres(w->site->house);
    bool whole = word.len <= 1; /* a letter alone is a word, not a beginning */

    if (postgres) {
        buf_addf(out, "%s%.*s%s", n > 0 ? " & " : "", STR_ARG(word), whole ? "" : ":*");
    } else {
        buf_addf(out, "%s\"%.*s\"%s", n > 0 ? " " : "", STR_ARG(word), whole ? "" : "*");
    }
    *ret_pattern = str_format(w->mem, whole ? "%% %.*s %%" : "%% %.*s%%", STR_ARG(word));
}

static Asking asking_of(Work *w, Str typed)
{
    Buf out = buf_new(w->mem, WORDS_BYTES);
    Str rest = fold(w->mem, typed), word;
    Asking a;

    for (size_t n = 0; n < WORDS_ASKED_MAX; n++) {
        str_cut(rest, ' ', &word, &rest);
        a.patterns[n] = STR("%");
        if (word.len > 0) {
            add_word(w, &out, beginning(word), n, &a.patterns[n]);
        }
    }
    a.expression = out.cut ? (Str){ 0 } : buf_str(&out);
    return a;
}

/* A département is among the facets: the words' index has no shelves. */
static Fault search_words(Work *w, const EventSearch *s, Walk v, Str words, Gathering *g)
{
    size_t areas = s->department_count > 0 && !s->near ? s->department_count : 1;
    EventHit *hits;
    size_t n;

    for (size_t i = 0; i < areas; i++) {
        Walk one = v;
        if (s->department_count > 0 && !s->near) {
            shelf_mask_department(s->departments[i], &one.mask, &one.want);
        }
        TRY(event_search_store_words(w, words, &one, &hits, &n));
        gather(g, hits, n);
    }
    return FAULT_NONE;
}

static Fault search_shelves(Work *w, const EventSearch *s, Walk v, Gathering *g)
{
    int64_t shelves[SEARCH_AREAS_MAX];
    size_t areas = shelf_plan(s, shelves), n;
    EventHit *hits;

    for (size_t i = 0; i < areas; i++) {
        TRY(event_search_store_walk(w, shelves[i], &v, s->near, &hits, &n));
        gather(g, hits, n);
    }
    return FAULT_NONE;
}

/* Words that many have are looked for on the shelves, where the walk soon finds
 * enough; words that few have along their own index, where there are few to
 * look at.  Without a place or a rare kind there is only the index of words. */
static Fault search_said(Work *w, const EventSearch *s, Walk v, const Asking *a, Gathering *g)
{
    int64_t shelves[SEARCH_AREAS_MAX];
    size_t areas = shelf_plan(s, shelves), n;
    int64_t common = s->common > 0 ? s->common : COMMON, many = 0;
    EventHit *hits;

    if (shelves[0] != SHELF_ALL) {
        TRY(event_search_store_common(w, a->expression, &v, common, &many));
    }
    if (many < common) {
        return search_words(w, s, v, a->expression, g);
    }
    for (size_t i = 0; i < areas; i++) {
        TRY(event_search_store_said(w, shelves[i], a, &v, &hits, &n));
        gather(g, hits, n);
    }
    return FAULT_NONE;
}

Fault event_search(Work *w, const EventSearch *s, size_t max, EventHit **ret, size_t *ret_len,
                   bool *ret_more)
{
    Walk v = walk_of(s, max + 1);
    Asking asking = asking_of(w, s->words);
    Gathering g = { .at = NEW_ARRAY(w->mem, EventHit, (max + 1) * SEARCH_AREAS_MAX) };

    if (asking.expression.len > 0) {
        TRY(search_said(w, s, v, &asking, &g));
    } else {
        TRY(search_shelves(w, s, v, &g));
    }
    put_in_order(&g, s->past ? by_past : by_coming);
    *ret_more = g.len > max;
    *ret = g.at;
    *ret_len = g.len < max ? g.len : max;
    return FAULT_NONE;
}

Fault event_search_nearest(Work *w, const EventSearch *s, size_t max, EventHit **ret,
                           size_t *ret_len)
{
    static const int64_t radii[] = { 60000, 150000, 450000 };
    Gathering g = { .at = NEW_ARRAY(w->mem, EventHit, max * SEARCH_AREAS_MAX) };
    int64_t shelves[CELLS_MAX];
    EventSearch wider = *s;
    EventHit *hits;
    size_t n;

    for (size_t r = 0; r < COUNT(radii) && g.len < max; r++) {
        wider.radius_m = radii[r];
        Walk v = walk_of(&wider, max);
        size_t cells = shelf_cells(s->point, radii[r], shelves);
        g.len = 0;
        for (size_t i = 0; i < cells; i++) {
            TRY(event_search_store_nearest(w, shelves[i], &v, &hits, &n));
            gather(&g, hits, n);
        }
    }
    put_in_order(&g, by_distance);
    *ret = g.at;
    *ret_len = g.len < max ? g.len : max;
    return FAULT_NONE;
}

Fault event_search_counts(Work *w, int64_t from, EventCount **ret, size_t *ret_len)
{
    return event_search_store_counts(w, from, ret, ret_len);
}

Str event_cursor_text(Arena *mem, const EventHit *last)
{
    return str_format(mem, "%lld.%lld.%lld", (long long)last->at, (long long)last->far,
                      (long long)last->slot);
}

bool event_cursor_read(Str s, EventCursor *ret)
{
    Str at, far, slot, rest;
    EventCursor c = { .set = true };

    str_cut(s, '.', &at, &rest);
    str_cut(rest, '.', &far, &slot);
    if (!str_to_int(at, &c.at) || !str_to_int(far, &c.far) || !str_to_int(slot, &c.slot)) {
        return false;
    }
    bool sane =
        c.at >= 0 && c.at <= end_of_time && c.far >= 0 && c.slot >= 0 && c.slot <= SLOT_MAX;
    if (sane) {
        *ret = c;
    }
    return sane;
}
