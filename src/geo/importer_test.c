#include "geo/built_in.h"
#include "geo/importer.h"
#include "geo/table.h"
#include "tests/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Geo *geo;
static Arena mem;

static int begin(void **state)
{
    (void)state;
    return geo_open_built_in(&geo) == FAULT_NONE ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    arena_done(&mem);
    geo_close(&geo);
    return 0;
}

static Str file(const char *name)
{
    Str path = str_format(&mem, "%s/%s", TEST_DATA, name);
    char *bytes = arena_alloc(&mem, 1 << 16);
    FILE *f = fopen(path.at, "rb");

    assert_non_null(f);
    size_t len = fread(bytes, 1, 1 << 16, f);
    fclose(f);
    return (Str){ bytes, len };
}

static Geo *import(Str bytes, GeoReport *ret_report)
{
    Geo *ret = NULL;
    Str made;

    assert_int_equal(geo_import(&mem, geo, bytes, &made, ret_report), FAULT_NONE);
    assert_int_equal(geo_open(made, &ret), FAULT_NONE);
    return ret;
}

static Commune commune(const Geo *from, const char *code)
{
    Commune c;

    assert_true(geo_commune(from, str_from(code), &c));
    return c;
}

static void a_table_written_again_is_the_same_to_the_byte(void **state)
{
    Str want = geo_built_in_gazetteer(), got;
    GeoTable table = geo_table(&mem, geo);

    (void)state;
    assert_int_equal(geo_table_write(&table, &got), FAULT_NONE);
    assert_int_equal(got.len, want.len);
    assert_memory_equal(got.at, want.at, want.len);
}

static void the_official_table_replaces_points_and_names(void **state)
{
    GeoReport report;
    Geo *made = import(file("api_geo.json"), &report);
    GeoMatch found[5];
    Str postal[5];
    size_t exact;

    (void)state;
    Commune c = commune(made, "41018");
    assert_int_equal(c.population, 47500);
    assert_false(c.estimated);
    assert_true(geo_distance(c.point, (GeoPoint){ 47.5813, 1.3254 }) < 20);
    assert_true(commune(geo, "41128").estimated);
    assert_false(commune(made, "41128").estimated);
    assert_true(geo_distance(commune(made, "41128").point, (GeoPoint){ 47.6475, 1.3005 }) < 20);
    assert_int_equal(geo_search(made, &mem, STR("nouvelle ville"), found, 5, &exact), 1);
    assert_true(str_eq(found[0].commune.department, STR("41")));
    assert_int_equal(geo_postal_codes(made, STR("41999"), postal, 5), 2);
    assert_true(str_eq(postal[0], STR("41000")));
    assert_int_equal(geo_count(made), geo_count(geo) + 1);
    for (const char *const *k = (const char *const[]){ "97411", "2A004", "98818", NULL }; *k;
         k++) {
        assert_true(geo_distance(commune(made, *k).point, commune(geo, *k).point) < 40);
    }
    geo_close(&made);
}

static void the_report_says_what_was_refused_and_where(void **state)
{
    static const struct {
        int64_t line;
        GeoReason why;
    } want[] = {
        { 5, GEO_REASON_POINT },  { 6, GEO_REASON_POINT },  { 7, GEO_REASON_CODE },
        { 8, GEO_REASON_NAME },   { 9, GEO_REASON_POSTAL }, { 10, GEO_REASON_POPULATION },
        { 11, GEO_REASON_TWICE }, { 12, GEO_REASON_CODE },
    };
    GeoReport report;
    Geo *made = import(file("api_geo.json"), &report);

    (void)state;
    geo_close(&made);
    assert_int_equal(report.read, 12);
    assert_int_equal(report.added, 1);
    assert_int_equal(report.added + report.changed + report.unchanged + report.refused, 12);
    assert_int_equal(report.refusal_count, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        assert_int_equal(report.refusals[i].line, want[i].line);
        assert_int_equal(report.refusals[i].why, want[i].why);
    }
}

static void the_same_file_twice_changes_nothing(void **state)
{
    static const char *const names[] = { "api_geo.json", "la_poste.csv" };
    GeoReport first, second;

    (void)state;
    for (size_t i = 0; i < COUNT(names); i++) {
        Str once, twice;
        Geo *made = NULL;
        assert_int_equal(geo_import(&mem, geo, file(names[i]), &once, &first), FAULT_NONE);
        assert_int_equal(geo_open(once, &made), FAULT_NONE);
        assert_int_equal(geo_import(&mem, made, file(names[i]), &twice, &second), FAULT_NONE);
        assert_true(first.changed > 0);
        assert_int_equal(second.changed, 0);
        assert_int_equal(second.added, 0);
        assert_int_equal(second.refused, first.refused);
        geo_close(&made);
    }
}

static void the_post_office_gives_points_and_postal_codes(void **state)
{
    static const struct {
        int64_t line;
        GeoReason why;
    } want[] = { { 10, GEO_REASON_UNKNOWN },
                 { 11, GEO_REASON_UNKNOWN },
                 { 12, GEO_REASON_POSTAL },
                 { 13, GEO_REASON_POINT } };
    GeoReport report;
    Geo *made = import(file("la_poste.csv"), &report);
    Str postal[9];

    (void)state;
    assert_false(commune(made, "41128").estimated);
    assert_true(str_eq(commune(made, "41128").name, STR("Marolles")));
    assert_int_equal(commune(made, "41128").population, commune(geo, "41128").population);
    assert_int_equal(geo_postal_codes(made, STR("33063"), postal, 9), 5);
    assert_int_equal(geo_postal_codes(made, STR("2A004"), postal, 9), 1);
    assert_int_equal(report.read, 12);
    assert_int_equal(report.changed + report.unchanged, 4);
    assert_int_equal(report.refusal_count, COUNT(want));
    for (size_t i = 0; i < COUNT(want); i++) {
        assert_int_equal(report.refusals[i].line, want[i].line);
        assert_int_equal(report.refusals[i].why, want[i].why);
    }
    geo_close(&made);
}

static void what_is_neither_is_refused(void **state)
{
    static const char *const files[] = { "",         "[",
                                         "[]",       "{}",
                                         "[1",       "a;b\n1;2\n",
                                         "\xff\xfe", "Code_commune_INSEE;Code_postal",
                                         "null" };
    GeoReport report;
    Str made;

    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        assert_int_equal(geo_import(&mem, geo, str_from(files[i]), &made, &report),
                         FAULT_INPUT);
    }
    Str huge = { "[", (size_t)GEO_IMPORT_MAX + 1 };
    assert_int_equal(geo_import(&mem, geo, huge, &made, &report), FAULT_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_written_again_is_the_same_to_the_byte),
        cmocka_unit_test(the_official_table_replaces_points_and_names),
        cmocka_unit_test(the_report_says_what_was_refused_and_where),
        cmocka_unit_test(the_same_file_twice_changes_nothing),
        cmocka_unit_test(the_post_office_gives_points_and_postal_codes),
        cmocka_unit_test(what_is_neither_is_refused),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
