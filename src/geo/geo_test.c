#include "geo/built_in.h"
#include "geo/geo.h"
#include "geo/names.h"
#include "tests/unit.h"
#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

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

static void the_whole_country_is_there(void **state)
{
    const Area *areas;
    size_t districts = 0, exact = 0;

    (void)state;
    assert_int_equal(geo_count(geo), 34969 + 45);
    assert_int_equal(geo_departments(geo, &areas), 109);
    assert_int_equal(geo_regions(geo, &areas), 26);
    for (int64_t n = 0; n < 100000; n++) {
        Arena mem = { 0 };
        Commune c;
        if (geo_commune(geo, str_format(&mem, "%05d", (int)n), &c)) {
            districts += c.district;
            exact += !c.estimated;
        }
        arena_done(&mem);
    }
    assert_int_equal(districts, 45);
    assert_true(exact > 8300);
}

static void a_commune_is_found_by_its_code(void **state)
{
    static const struct {
        const char *code, *name, *department, *region, *postal;
        size_t postals;
        int64_t population;
        bool district;
    } cases[] = {
        { "41018", "Blois", "41", "24", "41000", 1, 47219, false },
        { "33063", "Bordeaux", "33", "75", "33000", 5, 268000, false },
        { "2A004", "Ajaccio", "2A", "94", "20000", 3, 74000, false },
        { "2B205", "Patrimonio", "2B", "94", "20253", 1, 897, false },
        { "75056", "Paris", "75", "11", "75001", 21, 2103778, false },
        { "75111", "Paris 11e Arrondissement", "75", "11", "75011", 1, 138170, true },
        { "69123", "Lyon", "69", "84", "69001", 9, 520000, false },
        { "69381", "Lyon 1er Arrondissement", "69", "84", "69001", 1, 29000, true },
        { "13216", "Marseille 16e Arrondissement", "13", "93", "13016", 1, 16000, true },
        { "97411", "Saint-Denis", "974", "04", "97400", 3, 156000, false },
        { "97105", "Basse-Terre", "971", "01", "97100", 1, 9800, false },
        { "97209", "Fort-de-France", "972", "02", "97200", 2, 75000, false },
        { "97302", "Cayenne", "973", "03", "97300", 1, 64000, false },
        { "97611", "Mamoudzou", "976", "06", "97600", 2, 71000, false },
        { "97502", "Saint-Pierre", "975", "975", "97500", 1, 5194, false },
        { "97701", "Saint-Barthélemy", "977", "977", "97133", 1, 10660, false },
        { "97801", "Saint-Martin", "978", "978", "97150", 1, 31160, false },
        { "98613", "Uvea", "986", "986", "98600", 1, 8000, false },
        { "98735", "Papeete", "987", "987", "98714", 1, 26654, false },
        { "98818", "Nouméa", "988", "988", "98800", 1, 85976, false },
        { "88087", "Chantraine", "88", "44", "88000", 1, 3000, false },
        { "26220", "Nyons", "26", "84", "26110", 1, 6500, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Commune c;
        Str code = str_from(cases[i].code), postal[32];
        assert_true(geo_commune(geo, code, &c));
        assert_true(str_eq(c.code, code));
        assert_true(str_eq(c.name, str_from(cases[i].name)));
        assert_true(str_eq(c.department, str_from(cases[i].department)));
        assert_true(str_eq(c.region, str_from(cases[i].region)));
        assert_int_equal(c.district, cases[i].district);
        assert_in_range(c.population, cases[i].population * 9 / 10,
                        cases[i].population * 11 / 10);
        size_t n = geo_postal_codes(geo, code, postal, 32);
        if (n != cases[i].postals) {
            fail_msg("%s has %zu postal codes", cases[i].name, n);
        }
        assert_true(str_eq(postal[0], str_from(cases[i].postal)));
    }
}

static void what_is_no_commune_is_not_found(void **state)
{
    static const char *const codes[] = { "",      "4101",  "410180", "00000",
                                         "99999", "2a004", "20004" };
    Commune c;
    Str postal[2];

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        assert_false(geo_commune(geo, str_from(codes[i]), &c));
        assert_int_equal(geo_postal_codes(geo, str_from(codes[i]), postal, 2), 0);
    }
}

/* want: the codes that come first, separated by spaces. */
static const struct {
    const char *words, *want;
    size_t exact;
} asked[] = {
    { "Blois", "41018", 1 },
    { "blois", "41018", 1 },
    { " BLOIS ", "41018", 1 },
    { "blo", "41018", 0 },
    { "41000", "41018", 0 },
    { "41018", "41018", 1 },
    { "2A004", "2A004", 1 },
    { "2b205", "2B205", 1 },
    { "20253", "2B205", 0 },
    { "75011", "75111", 1 },
    { "Paris", "75056", 1 },
    { "paris 11", "75111", 1 },
    { "Paris 11e", "75111", 1 },
    { "Paris 11ème arrondissement", "75111", 1 },
    { "Paris 11e Arrondissement", "75111", 1 },
    { "lyon 3e", "69383", 1 },
    { "Lyon 1er", "69381", 1 },
    { "MARSEILLE 2nd", "13202", 1 },
    { "Saint-Denis", "97411 93066 11339 30247", 4 },
    { "st denis", "97411 93066 11339 30247", 4 },
    { "Merville", "59400 31341", 2 },
    { "Merville (59)", "59400", 1 },
    { "merville nord", "59400", 1 },
    { "Merville Haute-Garonne", "31341", 1 },
    { "59660 Merville", "59400", 1 },
    { "Merville 31330", "31341", 1 },
    { "saint denis la reunion", "97411", 1 },
    { "Saint-Denis (Réunion)", "97411", 1 },
    { "saint-denis 974", "97411", 1 },
    { "St-Etienne", "42218", 1 },
    { "saint etienne du rouvray", "76575", 1 },
    { "couronne", "16113 76319", 1 },
    { "Etienne du Rouvray", "76575", 0 },
    { "Le Havre", "76351", 1 },
    { "havre", "76351", 1 },
    { "Le Mans", "72181", 1 },
    { "mans", "72181", 1 },
    { "rochelle", "17300", 0 },
    { "L'Haÿ-les-Roses", "94038", 1 },
    { "l’hay les roses", "94038", 1 },
    { "hay les roses", "94038", 1 },
    { "Œuilly", "51410", 0 },
    { "oeuilly", "51410", 0 },
    { "Noumea", "98818", 1 },
    { "Ste Marie", "97418", 0 },
    { "patrimonio", "2B205", 1 },
};

static void people_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(asked); i++) {
        Arena mem = { 0 };
        GeoMatch got[10];
        size_t exact, n = geo_search(geo, &mem, str_from(asked[i].words), got, 10, &exact);
        Str code, rest = str_from(asked[i].want);
        bool more = true;
        for (size_t k = 0; more; k++) {
            more = str_cut(rest, ' ', &code, &rest);
            if (k >= n || !str_eq(got[k].commune.code, code)) {
                Str other = k < n ? got[k].commune.name : STR("missing");
                fail_msg("\"%s\": %zu is %.*s", asked[i].words, k, STR_ARG(other));
            }
        }
        if (asked[i].exact > 0 && exact != asked[i].exact) {
            fail_msg("\"%s\": %zu exact", asked[i].words, exact);
        }
        arena_done(&mem);
    }
}

static void a_word_inside_a_name_comes_after_the_beginnings(void **state)
{
    Arena mem = { 0 };
    GeoMatch got[40];
    size_t exact, n = geo_search(geo, &mem, STR("Rouvray"), got, 40, &exact), inside = 0;

    (void)state;
    assert_in_range(exact, 1, 5);
    for (size_t i = 0; i < n; i++) {
        bool begins = str_starts(got[i].commune.name, STR("Rouvray"));
        assert_false(begins && inside > 0);
        inside += !begins;
        if (inside == 1 && !begins) {
            assert_true(str_eq(got[i].commune.code, STR("76575")));
        }
    }
    assert_true(inside > 1);
    arena_done(&mem);
}

static void what_nobody_is_called_finds_nothing(void **state)
{
    static const char *const words[] = {
        "",       " ",  "-",           "xyzzy",    "4",
        "410000", "00", "Paris 21e x", "\xff\xfe", "qe\xcc\x81\xcc\x81"
    };

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        Arena mem = { 0 };
        GeoMatch got[5];
        size_t exact = 9;
        if (geo_search(geo, &mem, str_from(words[i]), got, 5, &exact) > 0) {
            fail_msg("\"%s\" finds %.*s", words[i], STR_ARG(got[0].commune.name));
        }
        assert_int_equal(exact, 0);
        arena_done(&mem);
    }
}

static void the_postal_code_that_was_typed_is_shown(void **state)
{
    Arena mem = { 0 };
    GeoMatch got[5];
    size_t exact;

    (void)state;
    assert_true(geo_search(geo, &mem, STR("33800"), got, 5, &exact) >= 1);
    assert_true(str_eq(got[0].commune.code, STR("33063")));
    assert_true(str_eq(got[0].postal, STR("33800")));
    assert_true(geo_search(geo, &mem, STR("bordeaux"), got, 5, &exact) >= 1);
    assert_true(str_eq(got[0].postal, STR("33000")));
    assert_int_equal(geo_search(geo, &mem, STR("saint"), got, 5, &exact), 5);
    assert_int_equal(geo_search(geo, &mem, STR("saint"), got, 0, &exact), 0);
    arena_done(&mem);
}

static void names_fold_as_text_folds_them(void **state)
{
    static const char *const more[] = { "Œuilly", "L'Haÿ-les-Roses", "ÆGÆ", "A--b  c", "(Ça)",
                                        "Øß" };
    GeoMatch *all = calloc(1, sizeof *all);
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(more); i++) {
        bool whole = false;
        assert_int_equal(
            name_compare(str_from(more[i]), 0, fold(&mem, str_from(more[i])), &whole), 0);
        assert_true(whole);
    }
    for (int digit = '0'; digit <= '9'; digit++) {
        size_t exact, max = 5000;
        all = realloc(all, max * sizeof *all);
        size_t n = geo_search(geo, &mem, (Str){ (char[2]){ (char)digit, '1' }, 2 }, all, max, &exact);
        assert_true(n > 0 || digit == '0' || digit == '9');
        for (size_t i = 0; i < n; i++) {
            bool whole = false;
            Str name = all[i].commune.name;
            assert_int_equal(name_compare(name, 0, fold(&mem, name), &whole), 0);
            assert_true(whole);
        }
    }
    free(all);
    arena_done(&mem);
}

static void an_area_is_found_by_its_name(void **state)
{
    static const struct {
        const char *words, *code;
        bool found, region;
    } cases[] = {
        { "Loir-et-Cher", "41", true, false },
        { "41", "41", true, false },
        { "2a", "2A", true, false },
        { "reunion", "974", true, false },
        { "La Réunion", "974", true, false },
        { "bretagne", "53", true, true },
        { "ILE DE FRANCE", "11", true, true },
        { "Corse", "94", true, true },
        { "Haute Corse", "2B", true, false },
        { "Blois", "", false, false },
        { "", "", false, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Arena mem = { 0 };
        Area a = { 0 };
        bool region = false;
        assert_int_equal(geo_area_search(geo, &mem, str_from(cases[i].words), &a, &region),
                         cases[i].found);
        assert_true(str_eq(a.code, str_from(cases[i].code)));
        assert_int_equal(region, cases[i].region);
        arena_done(&mem);
    }
}

static GeoPoint point_of(const char *code)
{
    Commune c;

    assert_true(geo_commune(geo, str_from(code), &c));
    return c.point;
}

static void distances_are_those_of_the_field(void **state)
{
    static const struct {
        const char *from, *to;
        double km, give;
    } cases[] = {
        { "45234", "41018", 55.5, 2 },  { "37261", "41018", 53, 2 },
        { "75056", "92075", 6, 2 },     { "26198", "26220", 38, 2 },
        { "33063", "41018", 339, 2 },   { "88160", "88087", 1, 2 },
        { "41018", "41018", 0, 0.001 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double km = geo_distance(point_of(cases[i].from), point_of(cases[i].to)) / 1000;
        if (km < cases[i].km - cases[i].give || km > cases[i].km + cases[i].give) {
            fail_msg("%s to %s: %.1f km", cases[i].from, cases[i].to, km);
        }
    }
    assert_true(geo_distance((GeoPoint){ 0, 179.9 }, (GeoPoint){ 0, -179.9 }) < 23000);
}

static void the_commune_of_a_point_is_the_nearest(void **state)
{
    static const struct {
        GeoPoint p;
        const char *code;
    } cases[] = {
        { { 47.586, 1.336 }, "41018" },    { { 48.859, 2.380 }, "75111" },
        { { -20.882, 55.450 }, "97411" },  { { 41.919, 8.738 }, "2A004" },
        { { -22.276, 166.457 }, "98818" },
    };
    Commune c;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(geo_nearest(geo, cases[i].p, &c));
        assert_true(str_eq(c.code, str_from(cases[i].code)));
    }
    assert_false(geo_nearest(geo, (GeoPoint){ 30, -40 }, &c));
    assert_false(geo_nearest(geo, (GeoPoint){ 90, 0 }, &c));
}

static void every_commune_is_inside_the_box_of_its_areas(void **state)
{
    static const char *const codes[] = { "41018", "2B205", "97411", "98735", "75056", "98414" };
    Area a;
    Commune c;

    (void)state;
    for (size_t i = 0; i < COUNT(codes); i++) {
        assert_true(geo_commune(geo, str_from(codes[i]), &c));
        for (int k = 0; k < 2; k++) {
            assert_true(k ? geo_region(geo, c.region, &a)
                          : geo_department(geo, c.department, &a));
            assert_true(a.name.len > 0);
            assert_true(c.point.lat >= a.south_west.lat && c.point.lat <= a.north_east.lat);
            assert_true(c.point.lon >= a.south_west.lon && c.point.lon <= a.north_east.lon);
        }
    }
    assert_false(geo_department(geo, STR("20"), &a));
    assert_false(geo_region(geo, STR(""), &a));
}

static void an_epci_has_a_name(void **state)
{
    Commune c;
    Str name;

    (void)state;
    assert_true(geo_commune(geo, STR("41018"), &c));
    assert_true(geo_epci(geo, c.epci, &name));
    assert_true(str_has(name, STR("Agglopolys")));
    assert_false(geo_epci(geo, STR(""), &name));
    assert_false(geo_epci(geo, STR("999999999"), &name));
}

static unsigned next(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void whatever_is_typed_is_answered(void **state)
{
    static const char letters[] = "abcdelrstno  '-0123456789éèœ\xff\xc3";
    unsigned seed = 7;
    Arena mem = { 0 };

    (void)state;
    for (int i = 0; i < 10000; i++) {
        char words[160];
        size_t len = next(&seed) % (i % 50 == 0 ? sizeof words : 12), exact;
        GeoMatch got[20];
        for (size_t k = 0; k < len; k++) {
            words[k] = letters[next(&seed) % (sizeof letters - 1)];
        }
        size_t n = geo_search(geo, &mem, (Str){ words, len }, got, 20, &exact);
        assert_true(n <= 20 && exact <= n);
        for (size_t k = 0; k < n; k++) {
            assert_true(got[k].commune.name.len > 0);
        }
        arena_reset(&mem);
    }
    arena_done(&mem);
}

static void use(const Geo *other)
{
    Arena mem = { 0 };
    GeoMatch got[20];
    Commune c;
    size_t exact;

    geo_search(other, &mem, STR("saint"), got, 20, &exact);
    geo_search(other, &mem, STR("41"), got, 20, &exact);
    geo_search(other, &mem, STR("merville nord"), got, 20, &exact);
    geo_nearest(other, (GeoPoint){ 47.5, 1.3 }, &c);
    arena_done(&mem);
}

static void hostile_bytes_are_refused_or_harmless(void **state)
{
    Str good = geo_built_in_gazetteer();
    char *bytes = malloc(good.len);
    unsigned seed = 11;

    (void)state;
    for (size_t len = 0; len < 200; len++) {
        Geo *other = NULL;
        memcpy(bytes, good.at, good.len);
        assert_int_equal(geo_open((Str){ bytes, len }, &other), FAULT_INPUT);
    }
    for (int i = 0; i < 400; i++) {
        Geo *other = NULL;
        memcpy(bytes, good.at, good.len);
        size_t reach = i % 2 ? 96 : good.len; /* the heads, or anywhere */
        for (int k = 0; k < 1 + i % 8; k++) {
            bytes[next(&seed) * 256u % reach] = (char)next(&seed);
        }
        if (geo_open((Str){ bytes, good.len }, &other) == FAULT_NONE) {
            use(other);
            geo_close(&other);
        }
        assert_null(other);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_country_is_there),
        cmocka_unit_test(a_commune_is_found_by_its_code),
        cmocka_unit_test(what_is_no_commune_is_not_found),
        cmocka_unit_test(people_are_understood),
        cmocka_unit_test(a_word_inside_a_name_comes_after_the_beginnings),
        cmocka_unit_test(what_nobody_is_called_finds_nothing),
        cmocka_unit_test(the_postal_code_that_was_typed_is_shown),
        cmocka_unit_test(names_fold_as_text_folds_them),
        cmocka_unit_test(an_area_is_found_by_its_name),
        cmocka_unit_test(distances_are_those_of_the_field),
        cmocka_unit_test(the_commune_of_a_point_is_the_nearest),
        cmocka_unit_test(every_commune_is_inside_the_box_of_its_areas),
        cmocka_unit_test(an_epci_has_a_name),
        cmocka_unit_test(whatever_is_typed_is_answered),
        cmocka_unit_test(hostile_bytes_are_refused_or_harmless),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
