/* event_search_test.c - what the index finds is what is there: against a search
 * that looks at every event, one by one */
#include "rooms/event/event_search.h"

#include <stdlib.h>

#include "rooms/event/event_room.h"
#include "rooms/event/event_search_store.h"
#include "rooms/event/event_seats_store.h"
#include "rooms/theme/theme.h"
#include "tests/house.h"
#include "text/fold.h"

enum { EVENTS = 2000, SEARCHES = 500, DAY = 86400, HOUR = 3600 };

static const double close_by = 3; /* metres */

/* What was stored, and what the index should know of it. */
typedef struct Known {
    Event e;
    int64_t days[EVENT_DAYS_MAX]; /* its beginning, then each midnight */
    size_t day_count;
    Str words; /* " cafe ia blois " */
    GeoPoint point;
    bool placed;
} Known;

static Known known[EVENTS];
static size_t known_count;
static uint64_t seed;

static uint64_t next(void) /* xorshift */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static int64_t below(int64_t n)
{
    return (int64_t)(next() % (uint64_t)n);
}

/* ---- events ---- */

static Str some_title(House *h)
{
    static const char *const words[] = { "Café",      "IA",        "débat", "École",
                                         "débutants", "été",       "œuvre", "images",
                                         "travail",   "l’énergie", "santé", "numérique",
                                         "parents",   "2024",      "Noël" };

    return str_format(&h->mem, "%s %s %s", words[below(COUNT(words))],
                      words[below(COUNT(words))], words[below(COUNT(words))]);
}

/* Half of them around Blois and Orléans, so that searches find some. */
static void some_place(House *h, Event *e)
{
    static const char *const crowded[] = {
        "41018", "45234", "37261", "41194", "75056", "33063"
    };
    Commune c = geo_commune_at(h->geo, (size_t)below((int64_t)geo_count(h->geo)));
    Str code = below(2) ? str_from(crowded[below(COUNT(crowded))]) : c.code;

    assert_true(event_place(h->geo, code, e));
    if (below(3) == 0) {
        e->point = EVENT_POINT_EXACT;
        e->lat += (double)below(1000) / 10000 - 0.05;
        e->lon += (double)below(1000) / 10000 - 0.05;
    }
}

static Event some_event(House *h)
{
    static const EventState states[] = { EVENT_PUBLISHED, EVENT_PUBLISHED, EVENT_PUBLISHED,
                                         EVENT_PUBLISHED, EVENT_CANCELLED, EVENT_POSTPONED,
                                         EVENT_HELD,      EVENT_DRAFT,     EVENT_PROPOSED,
                                         EVENT_REFUSED };
    Event e = { .state = states[below(COUNT(states))],
                .kind = below(EVENT_KINDS),
                .mode = below(4) ? EVENT_ON_SITE : below(EVENT_MODES),
                .audience = below(3) ? EVENT_PUBLIC : below(EVENT_AUDIENCES),
                .theme = 1 + below(3),
                .title = some_title(h),
                .hour_known = below(6) != 0 };

    if (e.mode != EVENT_ONLINE) {
        some_place(h, &e);
    }
    /* Whole hours of sixty days: many begin at the same instant. */
    e.starts_at = HOUSE_NOON - 30 * DAY + below(60 * 24) * HOUR;
    if (!e.hour_known) {
        e.starts_at = day_start(event_zone(&e), day_of(event_zone(&e), e.starts_at));
    }
    int64_t lasts = below(10) == 0 ? (1 + below(6)) * DAY : below(3) * HOUR;
    e.ends_at = lasts > 0 ? e.starts_at + lasts : 0;
    return e;
}

static void know(House *h, const Event *e)
{
    Known *k = &known[known_count++];
    Zone zone = event_zone(e);
    Area department = { 0 };
    int64_t day = day_number(day_of(zone, e->starts_at)), at = e->starts_at;

    *k = (Known){ .e = *e, .placed = e->mode != EVENT_ONLINE, .point = { e->lat, e->lon } };
    for (; at < e->until_at; at = day_start(zone, day_from_number(++day))) {
        k->days[k->day_count++] = at;
    }
    geo_department(h->geo, e->department, &department);
    Str all = str_format(&h->mem, "%.*s %.*s %.*s %.*s %.*s", STR_ARG(e->title),
                         STR_ARG(e->organizers), STR_ARG(e->commune_name),
                         STR_ARG(department.name), STR_ARG(e->postal));
    k->words = str_format(&h->mem, " %.*s ", STR_ARG(fold(&h->mem, all)));
}

static void fill_house(House *h, size_t count)
{
    static const char *const names[] = { "Mairie de Blois", "Médiathèque", "Collège Ø" };
    Work w = house_work(h, "test");

    known_count = 0;
    while (known_count < count) {
        SCOPED(work_undo) WorkTx tx = { 0 };
        assert_fine(work_begin(&w, &tx));
        for (int i = 0; i < 200 && known_count < count; i++) {
            Party party = { EVENT_ORGANIZER, str_from(names[below(COUNT(names))]), { 0 } };
            Event e = some_event(h);
            assert_fine(event_add(&w, &e, (Parties){ &party, 1 }));
            know(h, &e);
        }
        assert_fine(work_commit(&tx));
    }
}

/* ---- searches ---- */

static EventSearch some_search(House *h)
{
    static const char *const words[] = { "cafe",           "Débat ia",     "ecol",
                                         "œuvre",          "blois",        "2024",
                                         "41000",          "MAIRIE",       "energie",
                                         "images parents", "noel",         "zzz",
                                         "mediatheque ia", "loir et cher", "débutantes" };
    static const char *const departments[] = { "41", "45", "75", "974" };
    EventSearch s = event_search_all();
    const Known *k = &known[below((int64_t)known_count)];

    s.past = below(3) == 0;
    s.from = below(4) == 0 ? 0 : HOUSE_NOON - 20 * DAY + below(40 * 24) * HOUR;
    s.to = below(2) ? 0 : (s.from ? s.from : HOUSE_NOON) + below(20 * 24) * HOUR;
    s.alive = s.past || below(2) ? 0 : s.from;
    s.kind = below(4) ? -1 : below(EVENT_KINDS);
    s.mode = below(4) ? -1 : below(EVENT_MODES);
    s.audience = below(5) ? -1 : below(EVENT_AUDIENCES);
    s.theme = below(4) ? -1 : 1 + below(3);
    if (below(2)) {
        s.near = true;
        s.point = k->placed ? k->point : (GeoPoint){ 47.6, 1.33 };
        s.radius_m = 1000 * (1 + below(below(2) ? 60 : 400));
    } else if (below(3) == 0) {
        s.department_count = 1 + (size_t)below(3);
        for (size_t i = 0; i < s.department_count; i++) {
            s.departments[i] = str_from(departments[i]);
        }
    }
    if (below(4) == 0) {
        s.words = str_copy(&h->mem, str_from(words[below(COUNT(words))]));
        s.common = below(2); /* 1: along the shelves; 0: along the words, for they are few */
    }
    return s;
}

static bool mode_fits(int64_t searched, int64_t mode)
{
    return searched < 0 || searched == mode ||
           (searched != EVENT_HYBRID && mode == EVENT_HYBRID);
}

static bool department_fits(const EventSearch *s, const Known *k)
{
    bool any = s->department_count == 0 || s->near;

    for (size_t i = 0; i < s->department_count; i++) {
        any = any || (k->placed && str_eq(s->departments[i], k->e.department));
    }
    return any;
}

static bool words_fit(House *h, Str typed, const Known *k)
{
    Str rest = fold(&h->mem, typed), word;

    while (rest.len > 0) {
        str_cut(rest, ' ', &word, &rest);
        word = str_slice(word, 0, 8); /* "débutantes" finds "débutants" */
        if (!str_has(k->words, str_format(&h->mem, " %.*s", STR_ARG(word)))) {
            return false;
        }
    }
    return true;
}

static bool facets_fit(const EventSearch *s, const Known *k)
{
    return event_is_public(&k->e) && k->e.audience != EVENT_INTERNAL &&
           (s->kind < 0 || s->kind == k->e.kind) && mode_fits(s->mode, k->e.mode) &&
           (s->audience < 0 || s->audience == k->e.audience) &&
           (s->theme < 0 || s->theme == k->e.theme) && department_fits(s, k) &&
           k->e.until_at > s->alive;
}

/* The day on which it is found; 0: it isn't.  The past shows first days only,
 * and so does a search that begins nowhere. */
static int64_t found_at(const EventSearch *s, const Known *k)
{
    bool first_only = s->past || s->from == 0;

    for (size_t i = 0; i < (first_only ? 1 : k->day_count); i++) {
        int64_t at = k->days[i];
        if (at >= s->from) {
            return s->to == 0 || at < s->to ? at : 0;
        }
    }
    return 0;
}

typedef enum Verdict { NO, YES, EITHER } Verdict;

static Verdict near_fits(const EventSearch *s, const Known *k)
{
    double metres = geo_distance(s->point, k->point);

    if (!s->near) {
        return YES;
    }
    if (!k->placed || metres > (double)s->radius_m + close_by) {
        return NO;
    }
    return metres < (double)s->radius_m - close_by ? YES : EITHER;
}

static Verdict judge(House *h, const EventSearch *s, const Known *k)
{
    if (!facets_fit(s, k) || found_at(s, k) == 0 || !words_fit(h, s->words, k)) {
        return NO;
    }
    return near_fits(s, k);
}

/* ---- comparing ---- */

static const EventHit *hit_of(const EventHit *hits, size_t n, EventId id, size_t *ret_times)
{
    const EventHit *found = NULL;

    *ret_times = 0;
    for (size_t i = 0; i < n; i++) {
        if (hits[i].event_id.v == id.v) {
            found = &hits[i];
            ++*ret_times;
        }
    }
    return found;
}

static void check_each(House *h, const EventSearch *s, const EventHit *hits, size_t n)
{
    for (size_t i = 0; i < known_count; i++) {
        const Known *k = &known[i];
        size_t times;
        const EventHit *hit = hit_of(hits, n, k->e.id, &times);
        Verdict want = judge(h, s, k);
        if ((want == YES && times != 1) || (want == NO && times != 0) || times > 1) {
            fail_msg("event %zu: %d, found %zu times (near %d %lld past %d words %.*s)", i,
                     want, times, s->near, (long long)s->radius_m, s->past, STR_ARG(s->words));
        }
        if (hit) {
            assert_int_equal(hit->at, found_at(s, k));
        }
        if (hit && s->near && s->words.len == 0) {
            double apart = (double)shelf_ground(hit->far) - geo_distance(s->point, k->point);
            assert_true(apart <= close_by && apart >= -close_by);
        }
    }
}

static void check_order(const EventSearch *s, const EventHit *hits, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const EventHit *a = &hits[i - 1], *b = &hits[i];
        assert_true(s->past ? a->at >= b->at : a->at <= b->at);
        assert_true(a->at != b->at || a->far <= b->far);
        bool tie = a->at == b->at && a->far == b->far;
        assert_true(!tie || (s->past ? a->slot > b->slot : a->slot < b->slot));
    }
}

static void check_pages(House *h, Work *w, EventSearch s, const EventHit *all, size_t n)
{
    size_t size = 1 + (size_t)below(30), seen = 0, len;
    EventHit *page;
    bool more = true;

    while (more) {
        assert_fine(event_search(w, &s, size, &page, &len, &more));
        assert_true(len == size || !more);
        for (size_t i = 0; i < len; i++) {
            assert_in_range(seen, 0, n - 1);
            assert_int_equal(page[i].event_id.v, all[seen].event_id.v);
            seen++;
        }
        if (more) { /* as it travels in an address */
            Str text = event_cursor_text(&h->mem, &page[len - 1]);
            assert_true(event_cursor_read(text, &s.after));
        }
    }
    assert_int_equal(seen, n);
}

static void searches_find_what_is_there_once_in_order_on_every_page(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    size_t n, total = 0;
    EventHit *hits;
    bool more;

    seed = 20240621;
    fill_house(h, EVENTS);
    for (int i = 0; i < SEARCHES; i++) {
        Arena own = { 0 };
        EventSearch s = some_search(h);
        w.mem = &own;
        assert_fine(event_search(&w, &s, EVENTS, &hits, &n, &more));
        assert_false(more);
        check_each(h, &s, hits, n);
        check_order(&s, hits, n);
        if (i % 5 == 0 && n > 0) {
            check_pages(h, &w, s, hits, n);
        }
        total += n;
        work_done(&w);
        arena_done(&own);
    }
    assert_in_range(total, 20 * SEARCHES, 1000 * SEARCHES); /* they did look for something */
}

static int by_metres(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void the_nearest_ones_are_the_nearest(void **state)
{
    enum { MAX = 5, REACH = 450000 };
    House *h = *state;
    Work w = house_work(h, "test");
    double *metres = NEW_ARRAY(&h->mem, double, EVENTS);
    EventHit *hits;
    size_t n;

    seed = 7;
    fill_house(h, 300);
    for (int i = 0; i < 50; i++) {
        EventSearch s = some_search(h);
        s.words = (Str){ 0 };
        s.past = false;
        s.near = true;
        s.to = 0;
        s.radius_m = REACH;
        s.point = known[below(300)].placed ? known[below(300)].point : (GeoPoint){ 43.6, 3.9 };
        size_t want = 0;
        for (size_t j = 0; j < known_count; j++) {
            if (judge(h, &s, &known[j]) == YES) {
                metres[want++] = geo_distance(s.point, known[j].point);
            }
        }
        qsort(metres, want, sizeof metres[0], by_metres);
        assert_fine(event_search_nearest(&w, &s, MAX, &hits, &n));
        assert_int_equal(n, want < MAX ? want : MAX);
        for (size_t j = 0; j < n; j++) {
            double apart = (double)shelf_ground(hits[j].far) - metres[j];
            assert_true(apart <= close_by && apart >= -close_by);
        }
    }
    work_done(&w);
}

/* ---- what a random one might not meet ---- */

static Event at_place(House *h, const char *code, int64_t starts_at, int64_t ends_at)
{
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = STR("Café IA"),
                .starts_at = starts_at,
                .ends_at = ends_at,
                .hour_known = true };

    assert_true(event_place(h->geo, str_from(code), &e));
    return e;
}

static EventId add(House *h, Event e)
{
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_fine(work_begin(&w, &tx));
    assert_fine(event_add(&w, &e, (Parties){ 0 }));
    assert_fine(work_commit(&tx));
    return e.id;
}

static size_t search(House *h, EventSearch s, EventHit **ret)
{
    Work w = house_work(h, "test");
    size_t n;
    bool more;

    assert_fine(event_search(&w, &s, 100, ret, &n, &more));
    work_done(&w);
    return n;
}

static void of_the_same_instant_the_nearest_comes_first(void **state)
{
    House *h = *state;
    EventHit *hits;
    EventSearch s = event_search_all();
    int64_t evening = HOUSE_NOON + 6 * HOUR;
    EventId orleans = add(h, at_place(h, "45234", evening, 0));
    EventId blois = add(h, at_place(h, "41018", evening, 0));
    EventId vineuil = add(h, at_place(h, "41295", evening, 0));
    EventId tours_sooner = add(h, at_place(h, "37261", evening - HOUR, 0));

    s.from = HOUSE_NOON;
    s.near = true;
    s.point = (GeoPoint){ 47.588, 1.333 }; /* Blois */
    s.radius_m = 100000;
    for (int past = 0; past < 2; past++) {
        s.past = past;
        assert_int_equal(search(h, s, &hits), 4);
        size_t first = past ? 0 : 1;
        assert_int_equal(hits[first].event_id.v, blois.v);
        assert_int_equal(hits[first + 1].event_id.v, vineuil.v);
        assert_int_equal(hits[first + 2].event_id.v, orleans.v);
        assert_int_equal(hits[past ? 3 : 0].event_id.v, tours_sooner.v);
    }
}

static void one_of_several_days_is_found_on_each_of_them_once(void **state)
{
    static const struct {
        int from, to; /* days after its first */
        size_t want;
    } cases[] = { { -1, 0, 0 }, { -1, 1, 1 }, { 0, 1, 1 },  { 1, 2, 1 },
                  { 2, 3, 1 },  { 3, 4, 0 },  { -5, 9, 1 }, { 1, 9, 1 } };
    House *h = *state;
    EventHit *hits;
    EventSearch s = event_search_all();
    int64_t midnight = HOUSE_NOON - 12 * HOUR;

    add(h, at_place(h, "73065", HOUSE_NOON, HOUSE_NOON + 2 * DAY));
    for (size_t i = 0; i < COUNT(cases); i++) {
        s.from = midnight + cases[i].from * DAY;
        s.to = midnight + cases[i].to * DAY;
        if (search(h, s, &hits) != cases[i].want) {
            fail_msg("case %zu", i);
        }
    }
}

static void what_changed_its_mind_is_found_where_it_is_now(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    EventHit *hits;
    EventOutcome outcome;
    EventSearch s = event_search_all();
    EventId id = add(h, at_place(h, "41018", HOUSE_NOON + DAY, HOUSE_NOON + 3 * DAY));

    s.from = HOUSE_NOON;
    s.words = STR("blois");
    assert_int_equal(search(h, s, &hits), 1);
    assert_fine(
        event_become(&w, id, EVENT_POSTPONED, STR("pluie"), HOUSE_NOON + 9 * DAY, &outcome));
    assert_int_equal(search(h, s, &hits), 1);
    assert_int_equal(hits[0].at, HOUSE_NOON + 9 * DAY);
    Event e = at_place(h, "45234", HOUSE_NOON + 9 * DAY, 0);
    e.id = id;
    assert_fine(event_edit(&w, &e, (Parties){ 0 }, (Str){ 0 }, &outcome));
    assert_int_equal(search(h, s, &hits), 0);
    s.words = (Str){ 0 };
    s.departments[s.department_count++] = STR("41");
    assert_int_equal(search(h, s, &hits), 0);
    s.departments[0] = STR("45");
    assert_int_equal(search(h, s, &hits), 1);
    /* Refused after all: on no shelf, and none of its days is left. */
    assert_fine(event_become(&w, id, EVENT_CANCELLED, STR("-"), 0, &outcome));
    assert_int_equal(search(h, s, &hits), 1);
    work_done(&w);
}

static void the_map_counts_each_territory_and_what_is_online(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    EventCount *counts;
    size_t n;
    Event hybrid = at_place(h, "92075", HOUSE_NOON + DAY, 0);
    Event internal = at_place(h, "75056", HOUSE_NOON + DAY, 0);

    hybrid.mode = EVENT_HYBRID;
    internal.audience = EVENT_INTERNAL;
    add(h, hybrid);
    add(h, internal);
    add(h, at_place(h, "41018", HOUSE_NOON + DAY, HOUSE_NOON + 4 * DAY));
    add(h, at_place(h, "41018", HOUSE_NOON - DAY, HOUSE_NOON + DAY));
    add(h, at_place(h, "41018", HOUSE_NOON - DAY, 0));
    assert_fine(event_search_counts(&w, HOUSE_NOON - 12 * HOUR, &counts, &n));
    assert_int_equal(n, 3); /* "" online, 41, 92; nothing says that 75 has an internal one */
    assert_str("", counts[0].department);
    assert_int_equal(counts[0].count, 1);
    assert_str("41", counts[1].department);
    assert_int_equal(counts[1].count, 2);
    assert_str("92", counts[2].department);
    assert_int_equal(counts[2].count, 1);
    work_done(&w);
}

static void a_cursor_that_was_not_ours_is_not_read(void **state)
{
    static const char *const bad[] = { "",
                                       "1",
                                       "1.2",
                                       "1.2.3.4",
                                       "a.b.c",
                                       "-1.0.0",
                                       "1.-2.3",
                                       "1.2.-3",
                                       "1.2.16777216",
                                       "253402300800.0.0",
                                       "99999999999999999999.0.0",
                                       "1 .2.3",
                                       "1.2.3\n" };
    EventCursor c;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(event_cursor_read(str_from(bad[i]), &c));
    }
    assert_true(event_cursor_read(STR("1718956800.0.3"), &c));
    assert_int_equal(c.at, 1718956800);
    assert_int_equal(c.slot, 3);
}

static void every_statement_of_the_rooms_prepares(void **state)
{
    const DbQuery *const *const lists[] = { event_store_all,        event_party_store_all,
                                            event_shelf_store_all,  event_series_store_all,
                                            event_search_store_all, event_seats_store_all,
                                            event_owner_store_all,  theme_store_all };

    for (size_t i = 0; i < COUNT(lists); i++) {
        house_prepares(*state, lists[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(searches_find_what_is_there_once_in_order_on_every_page),
        HOUSE_TEST(the_nearest_ones_are_the_nearest),
        HOUSE_TEST(of_the_same_instant_the_nearest_comes_first),
        HOUSE_TEST(one_of_several_days_is_found_on_each_of_them_once),
        HOUSE_TEST(what_changed_its_mind_is_found_where_it_is_now),
        HOUSE_TEST(the_map_counts_each_territory_and_what_is_online),
        HOUSE_TEST(a_cursor_that_was_not_ours_is_not_read),
        HOUSE_TEST(every_statement_of_the_rooms_prepares),
    };

    return cmocka_run_group_tests_name("event_search", tests, NULL, NULL);
}
