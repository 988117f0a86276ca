#include "geo/project.h"
#include "tests/unit.h"

#include <math.h>
#include <string.h>

enum { POINTS = 1000 };

typedef struct Shape { /* the rings of an outline; NAN begins a new one */
    double x[POINTS], y[POINTS];
    size_t len;
} Shape;

static Geo *geo;

static int begin(void **state)
{
    (void)state;
    return geo_open_built_in(&geo) == FAULT_NONE ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    geo_close(&geo);
    return 0;
}

static double read_number(Str path, size_t *at)
{
    size_t from = *at + (path.at[*at] == ' ');
    double v;

    *at = from + 1;
    while (*at < path.len && strchr("0123456789.", path.at[*at])) {
        (*at)++;
    }
    assert_true(str_to_double(str_slice(path, from, *at - from), &v));
    return v;
}

static void add(Shape *s, double x, double y)
{
    assert_true(s->len < POINTS);
    s->x[s->len] = x;
    s->y[s->len++] = y;
}

static void read_path(Str path, Shape *ret)
{
    double x = 0, y = 0, start_x = 0, start_y = 0;

    ret->len = 0;
    for (size_t at = 0; at < path.len;) {
        bool begins = path.at[at] == 'm';
        if (path.at[at] == 'z') {
            add(ret, start_x, start_y);
            x = start_x;
            y = start_y;
            at++;
            continue;
        }
        at += begins;
        x += read_number(path, &at);
        y += read_number(path, &at);
        if (begins) {
            add(ret, NAN, NAN);
            start_x = x;
            start_y = y;
        }
        add(ret, x, y);
    }
}

static bool inside(const Shape *s, double x, double y)
{
    bool ret = false;

    for (size_t i = 1; i < s->len; i++) {
        double x0 = s->x[i - 1], y0 = s->y[i - 1], x1 = s->x[i], y1 = s->y[i];
        if ((y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0) {
            ret = !ret;
        }
    }
    return ret;
}

static void count_inside(Str department, size_t *known, size_t *good)
{
    static Shape shape;
    Commune c;
    Str path = geo_outline(department);

    if (path.len == 0) {
        return;
    }
    read_path(path, &shape);
    for (int n = 0; n < 1000; n++) {
        Arena mem = { 0 };
        Str code = str_format(&mem, department.len == 3 ? "%.*s%02d" : "%.*s%03d",
                              STR_ARG(department), n);
        double x, y;
        if (code.len == 5 && geo_commune(geo, code, &c) && !c.estimated && !c.district) {
            assert_true(geo_project(c.point, department, &x, &y));
            *known += 1;
            *good += inside(&shape, x, y);
        }
        arena_done(&mem);
    }
}

static void known_communes_fall_inside_their_own_departement(void **state)
{
    const Area *areas;
    size_t n = geo_departments(geo, &areas), known = 0, good = 0, drawn = 0;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        drawn += geo_outline(areas[i].code).len > 0;
        count_inside(areas[i].code, &known, &good);
    }
    print_message("%zu of %zu known communes are inside, %.2f %%\n", good, known,
                  100.0 * (double)good / (double)known);
    assert_int_equal(drawn, 101);
    assert_true(known > 8300);
    assert_true(good * 100 >= known * 99);
}

static void every_frame_holds_its_outline(void **state)
{
    const Area *areas;
    size_t n = geo_regions(geo, &areas), drawn = 0;
    static Shape shape;
    GeoFrame frame;

    (void)state;
    for (size_t i = 0; i < n; i++) {
        bool framed = geo_region_frame(areas[i].code, &frame);
        assert_int_equal(framed, geo_region_outline(areas[i].code).len > 0);
        drawn += framed;
        read_path(geo_region_outline(areas[i].code), &shape);
        for (size_t k = 0; framed && k < shape.len; k++) {
            bool in = shape.x[k] >= frame.x && shape.x[k] <= frame.x + frame.width &&
                      shape.y[k] >= frame.y && shape.y[k] <= frame.y + frame.height;
            assert_true(in || isnan(shape.x[k]));
            assert_true(!in || (shape.x[k] >= 0 && shape.x[k] <= (double)GEO_MAP_WIDTH &&
                                shape.y[k] >= 0 && shape.y[k] <= (double)GEO_MAP_HEIGHT));
        }
    }
    assert_int_equal(drawn, 18);
    assert_true(geo_frame(STR("41"), &frame));
    assert_true(frame.width > 50 && frame.width < 200);
}

static void what_is_not_drawn_says_so(void **state)
{
    static const char *const codes[] = { "", "20", "975", "977", "988", "99", "2a" };
    GeoFrame frame;
    double x, y;

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        assert_false(geo_project((GeoPoint){ 47, 2 }, str_from(codes[i]), &x, &y));
        assert_false(geo_frame(str_from(codes[i]), &frame));
        assert_int_equal(geo_outline(str_from(codes[i])).len, 0);
    }
    assert_false(geo_project((GeoPoint){ NAN, 2 }, STR("41"), &x, &y));
    assert_false(geo_project((GeoPoint){ 90, 2 }, STR("41"), &x, &y));
}

static void the_south_is_down_and_the_east_is_right(void **state)
{
    double x0, y0, x1, y1;

    (void)state;
    assert_true(geo_project((GeoPoint){ 50.6, 3.06 }, STR("59"), &x0, &y0)); /* Lille */
    assert_true(geo_project((GeoPoint){ 43.7, 7.26 }, STR("06"), &x1, &y1)); /* Nice */
    assert_true(x1 > x0 + 200 && y1 > y0 + 500);
    assert_true(geo_project((GeoPoint){ -20.88, 55.45 }, STR("974"), &x0, &y0));
    assert_true(y0 > 960 && y0 < 1100 && x0 > 600 && x0 < 800);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_communes_fall_inside_their_own_departement),
        cmocka_unit_test(every_frame_holds_its_outline),
        cmocka_unit_test(what_is_not_drawn_says_so),
        cmocka_unit_test(the_south_is_down_and_the_east_is_right),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
