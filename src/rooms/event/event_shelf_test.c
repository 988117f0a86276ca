/* event_shelf_test.c - no circle is left uncovered, no event missed or told twice */
#include "rooms/event/event_shelf.h"

#include <math.h>

#include "tests/unit.h"

enum { POINTS = 10000, RADIUS_MAX = 450000 };

static uint64_t seed = 41018;

static uint64_t next(void) /* xorshift */
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static double within(double from, double to)
{
    return from + (to - from) * (double)(next() >> 11) / 9007199254740992.0;
}

static int64_t below(int64_t n)
{
    return (int64_t)(next() % (uint64_t)n);
}

/* France, in Europe and overseas. */
static GeoPoint anywhere(void)
{
    static const double boxes[][4] = {
        { 41.3, 51.1, -5.2, 9.6 },      { 41.3, 51.1, -5.2, 9.6 },
        { 14.3, 18.2, -63.2, -60.8 },   { -21.4, -12.6, 45.0, 55.9 },
        { 2.1, 5.8, -54.7, -51.6 },     { 46.7, 47.2, -56.5, -56.1 },
        { -23.0, -19.5, 163.5, 168.2 }, { -27.7, -7.8, -154.7, -134.4 },
    };
    const double *b = boxes[below(COUNT(boxes))];

    return (GeoPoint){ .lat = within(b[0], b[1]), .lon = within(b[2], b[3]) };
}

/* Some way from p; mostly within the circle, often near its edge. */
static GeoPoint away(GeoPoint p, double metres)
{
    double degrees = metres / 111195.0, way = within(0, 2 * M_PI);

    return (GeoPoint){ .lat = p.lat + degrees * cos(way),
                       .lon = p.lon + degrees * sin(way) / cos(p.lat * M_PI / 180) };
}

static size_t shared(const int64_t *a, size_t n, const int64_t *b, size_t m)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < m; j++) {
            found += a[i] == b[j];
        }
    }
    return found;
}

static void the_cells_of_a_circle_cover_it(void **state)
{
    int inside = 0;

    (void)state;
    for (int i = 0; i < POINTS; i++) {
        int64_t radius = 1 + below(below(2) ? 60000 : RADIUS_MAX), cells[CELLS_MAX];
        GeoPoint p = anywhere(), q = away(p, within(0.8, 1.02) * (double)radius);
        int64_t own[SHELVES_MAX];
        Spot spot = shelf_spot(q);
        size_t n = shelf_cells(p, radius, cells), m = shelf_numbers(0, spot, own);
        assert_in_range(n, 1, CELLS_MAX);
        if (geo_distance(p, q) <= (double)radius) {
            inside++;
            if (shared(cells, n, own, m) != 1) {
                fail_msg("%.6f,%.6f is missed from %.6f,%.6f within %lld m", q.lat, q.lon,
                         p.lat, p.lon, (long long)radius);
            }
        }
    }
    assert_in_range(inside, POINTS / 2, POINTS);
}

static void distances_are_the_same_in_metres_and_squared(void **state)
{
    (void)state;
    for (int i = 0; i < POINTS; i++) {
        GeoPoint p = anywhere(), q = away(p, within(0, RADIUS_MAX));
        Spot a = shelf_spot(p), b = shelf_spot(q);
        int64_t far =
            (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) + (a.z - b.z) * (a.z - b.z);
        double metres = geo_distance(p, q);
        assert_true(fabs((double)shelf_ground(far) - metres) <= 3);
        assert_true(far <= shelf_reach((int64_t)metres + 3));
        assert_true(metres < 4 || far > shelf_reach((int64_t)metres - 3));
    }
}

static void a_circle_too_wide_has_no_cells(void **state)
{
    int64_t cells[CELLS_MAX];

    (void)state;
    assert_int_equal(shelf_cells((GeoPoint){ 47, 2 }, 5000000, cells), 0);
}

static Event some_event(void)
{
    static const char *const departments[] = { "41", "2A", "974", "01", "75" };

    return (Event){ .kind = below(EVENT_KINDS),
                    .mode = below(EVENT_MODES),
                    .audience = below(EVENT_AUDIENCES),
                    .theme = 1 + below(3),
                    .department = str_from(departments[below(COUNT(departments))]) };
}

static EventSearch some_search(const Event *e, GeoPoint around)
{
    EventSearch s = event_search_all();

    s.kind = below(2) ? e->kind : -1;
    s.theme = below(2) ? e->theme : -1;
    s.audience = below(3) ? -1 : e->audience;
    s.mode = below(2) ? -1 : e->mode != EVENT_HYBRID ? e->mode : below(EVENT_MODES);
    if (e->mode != EVENT_ONLINE && below(3) == 0) {
        s.near = true;
        s.point = around;
        s.radius_m = 20000 + below(300000);
    } else if (e->mode != EVENT_ONLINE && below(2)) {
        s.departments[s.department_count++] = STR("38");
        s.departments[s.department_count++] = e->department;
    }
    return s;
}

static void what_is_searched_stands_on_exactly_one_shelf_of_the_plan(void **state)
{
    (void)state;
    for (int i = 0; i < POINTS; i++) {
        Event e = some_event();
        GeoPoint p = anywhere();
        EventSearch s = some_search(&e, away(p, 15000));
        Spot spot = e.mode == EVENT_ONLINE ? (Spot){ 0 } : shelf_spot(p);
        int64_t own[SHELVES_MAX], plan[SEARCH_AREAS_MAX], mask, want;
        size_t m = shelf_numbers(shelf_facets(&e), spot, own), n = shelf_plan(&s, plan);
        assert_in_range(m, 2, SHELVES_MAX);
        assert_int_equal(shared(plan, n, own, m), 1);
        shelf_mask(&s, &mask, &want);
        assert_int_equal(shelf_facets(&e) & mask, want);
    }
}

static void facets_keep_apart_what_differs(void **state)
{
    static const struct {
        int64_t searched, mode;
        bool found;
    } modes[] = {
        { EVENT_ON_SITE, EVENT_ON_SITE, true }, { EVENT_ON_SITE, EVENT_ONLINE, false },
        { EVENT_ON_SITE, EVENT_HYBRID, true },  { EVENT_ONLINE, EVENT_ON_SITE, false },
        { EVENT_ONLINE, EVENT_ONLINE, true },   { EVENT_ONLINE, EVENT_HYBRID, true },
        { EVENT_HYBRID, EVENT_ON_SITE, false }, { EVENT_HYBRID, EVENT_ONLINE, false },
        { EVENT_HYBRID, EVENT_HYBRID, true },
    };
    int64_t mask, want;

    (void)state;
    for (size_t i = 0; i < COUNT(modes); i++) {
        EventSearch s = event_search_all();
        s.mode = modes[i].searched;
        shelf_mask(&s, &mask, &want);
        Event e = { .mode = modes[i].mode, .theme = 1 };
        assert_int_equal((shelf_facets(&e) & mask) == want, modes[i].found);
    }
    EventSearch s = event_search_all();
    s.kind = EVENT_CAFE; /* the number 0 is a kind too */
    shelf_mask(&s, &mask, &want);
    assert_int_not_equal(shelf_facets(&(Event){ .kind = EVENT_OPEN, .theme = 1 }) & mask, want);
}

static void shelves_keep_their_numbers(void **state)
{
    static const struct {
        const char *code;
        int64_t shelf;
    } cases[] = { { "01", 10000001 }, { "41", 10000145 },      { "2A", 10000082 },
                  { "2B", 10000083 }, { "974", 10011920 + 0 }, { "976", 10011922 } };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(shelf_of_department(str_from(cases[i].code)), cases[i].shelf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cells_of_a_circle_cover_it),
        cmocka_unit_test(distances_are_the_same_in_metres_and_squared),
        cmocka_unit_test(a_circle_too_wide_has_no_cells),
        cmocka_unit_test(what_is_searched_stands_on_exactly_one_shelf_of_the_plan),
        cmocka_unit_test(facets_keep_apart_what_differs),
        cmocka_unit_test(shelves_keep_their_numbers),
    };

    return cmocka_run_group_tests_name("event_shelf", tests, NULL, NULL);
}
