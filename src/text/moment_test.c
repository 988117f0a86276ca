#include "text/moment.h"

#include "tests/unit.h"

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

#define assert_says(s, want) assert_string_equal(str_c(&mem, (s)), (want))

static int64_t instant(const char *iso)
{
    int64_t at = 0;

    assert_true(instant_read(str_from(iso), &at));
    return at;
}

static void days_are_counted_both_ways(void **state)
{
    static const struct {
        Day day;
        int64_t number;
        int weekday;
    } cases[] = {
        { { 1970, 1, 1 }, 0, 3 },         { { 1969, 12, 31 }, -1, 2 },
        { { 2000, 2, 29 }, 11016, 1 },    { { 2024, 2, 29 }, 19782, 3 },
        { { 2024, 7, 4 }, 19908, 3 },     { { 1, 1, 1 }, -719162, 0 },
        { { 9999, 12, 31 }, 2932896, 4 }, { { 1900, 3, 1 }, -25508, 3 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(day_number(cases[i].day), cases[i].number);
        assert_int_equal(day_weekday(cases[i].day), cases[i].weekday);
    }
    for (int64_t n = -719162; n <= 2932896; n++) {
        Day d = day_from_number(n);
        if (!day_is_real(d) || day_number(d) != n) {
            fail_msg("day %lld isn't itself", (long long)n);
        }
    }
}

static void only_real_days_are_real(void **state)
{
    static const struct {
        Day day;
        bool real;
    } cases[] = {
        { { 2024, 2, 29 }, true }, { { 2023, 2, 29 }, false }, { { 1900, 2, 29 }, false },
        { { 2000, 2, 29 }, true }, { { 2024, 4, 31 }, false }, { { 2024, 13, 1 }, false },
        { { 2024, 0, 1 }, false }, { { 2024, 1, 0 }, false },  { { 0, 1, 1 }, false },
        { { 1, 1, 1 }, true },     { { 9999, 12, 31 }, true }, { { 10000, 1, 1 }, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(day_is_real(cases[i].day), cases[i].real);
    }
}

static void instants_beyond_the_calendar_stay_in_it(void **state)
{
    (void)state;
    assert_int_equal(civil_at(ZONE_PARIS, INT64_MAX).date.year, 9999);
    assert_int_equal(civil_at(ZONE_TAHITI, INT64_MIN).date.year, 1);
    assert_int_equal(civil_at(ZONE_PARIS, INT64_MIN).date.year, 1);
    assert_int_equal(day_from_number(INT64_MIN).year, 1);
    assert_int_equal(day_from_number(INT64_MAX).year, 9999);
}

static void each_zone_has_its_hour(void **state)
{
    static const struct {
        const char *utc, *zone, *want;
    } cases[] = {
        { "2024-01-15T12:00:00Z", "Europe/Paris", "2024-01-15T13:00:00+01:00" },
        { "2024-07-15T12:00:00Z", "Europe/Paris", "2024-07-15T14:00:00+02:00" },
        { "2024-03-31T00:59:59Z", "Europe/Paris", "2024-03-31T01:59:59+01:00" },
        { "2024-03-31T01:00:00Z", "Europe/Paris", "2024-03-31T03:00:00+02:00" },
        { "2024-10-27T00:59:59Z", "Europe/Paris", "2024-10-27T02:59:59+02:00" },
        { "2024-10-27T01:00:00Z", "Europe/Paris", "2024-10-27T02:00:00+01:00" },
        { "2026-03-29T01:00:00Z", "Europe/Paris", "2026-03-29T03:00:00+02:00" },
        { "1995-07-01T12:00:00Z", "Europe/Paris", "1995-07-01T13:00:00+01:00" },
        { "2024-07-15T12:00:00Z", "America/Guadeloupe", "2024-07-15T08:00:00-04:00" },
        { "2024-07-15T12:00:00Z", "America/Martinique", "2024-07-15T08:00:00-04:00" },
        { "2024-07-15T12:00:00Z", "America/Cayenne", "2024-07-15T09:00:00-03:00" },
        { "2024-07-15T12:00:00Z", "Indian/Reunion", "2024-07-15T16:00:00+04:00" },
        { "2024-07-15T12:00:00Z", "Indian/Mayotte", "2024-07-15T15:00:00+03:00" },
        { "2024-07-15T12:00:00Z", "America/Miquelon", "2024-07-15T10:00:00-02:00" },
        { "2024-01-15T12:00:00Z", "America/Miquelon", "2024-01-15T09:00:00-03:00" },
        { "2024-03-10T04:59:59Z", "America/Miquelon", "2024-03-10T01:59:59-03:00" },
        { "2024-03-10T05:00:00Z", "America/Miquelon", "2024-03-10T03:00:00-02:00" },
        { "2024-11-03T03:59:59Z", "America/Miquelon", "2024-11-03T01:59:59-02:00" },
        { "2024-11-03T04:00:00Z", "America/Miquelon", "2024-11-03T01:00:00-03:00" },
        { "2024-07-15T12:00:00Z", "Pacific/Noumea", "2024-07-15T23:00:00+11:00" },
        { "2024-07-15T12:00:00Z", "Pacific/Tahiti", "2024-07-15T02:00:00-10:00" },
        { "2024-07-15T12:00:00Z", "Pacific/Wallis", "2024-07-16T00:00:00+12:00" },
        { "2024-07-15T12:00:00Z", "UTC", "2024-07-15T12:00:00+00:00" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Zone zone = ZONE_COUNT;
        assert_true(zone_find(str_from(cases[i].zone), &zone));
        assert_string_equal(zone_name(zone), cases[i].zone);
        assert_says(moment_iso(&mem, zone, instant(cases[i].utc)), cases[i].want);
        assert_int_equal(instant(cases[i].want), instant(cases[i].utc));
    }
}

static void an_unknown_zone_is_not_found(void **state)
{
    Zone zone = ZONE_PARIS;

    (void)state;
    assert_false(zone_find(STR("Europe/Berlin"), &zone));
    assert_false(zone_find(STR(""), &zone));
}

static void a_wall_clock_is_an_instant(void **state)
{
    static const struct {
        Zone zone;
        Civil wall;
        const char *want;
    } cases[] = {
        { ZONE_PARIS, { { 2024, 7, 4 }, 13, 30, 0 }, "2024-07-04T11:30Z" },
        { ZONE_PARIS, { { 2024, 12, 4 }, 13, 30, 0 }, "2024-12-04T12:30Z" },
        /* skipped: one hour later, 03:30 */
        { ZONE_PARIS, { { 2024, 3, 31 }, 2, 30, 0 }, "2024-03-31T01:30Z" },
        { ZONE_PARIS, { { 2024, 3, 31 }, 1, 59, 59 }, "2024-03-31T00:59:59Z" },
        { ZONE_PARIS, { { 2024, 3, 31 }, 3, 0, 0 }, "2024-03-31T01:00Z" },
        /* twice: the first */
        { ZONE_PARIS, { { 2024, 10, 27 }, 2, 30, 0 }, "2024-10-27T00:30Z" },
        { ZONE_PARIS, { { 2024, 10, 27 }, 3, 0, 0 }, "2024-10-27T02:00Z" },
        { ZONE_PARIS, { { 2024, 1, 1 }, 0, 0, 0 }, "2023-12-31T23:00Z" },
        { ZONE_MIQUELON, { { 2024, 3, 10 }, 2, 30, 0 }, "2024-03-10T05:30Z" },
        { ZONE_MIQUELON, { { 2024, 11, 3 }, 1, 30, 0 }, "2024-11-03T03:30Z" },
        { ZONE_TAHITI, { { 2024, 7, 4 }, 23, 0, 0 }, "2024-07-05T09:00Z" },
        { ZONE_UTC, { { 2024, 2, 29 }, 12, 0, 1 }, "2024-02-29T12:00:01Z" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(civil_instant(cases[i].zone, cases[i].wall), instant(cases[i].want));
    }
    assert_int_equal(day_start(ZONE_REUNION, (Day){ 2024, 7, 4 }),
                     instant("2024-07-03T20:00Z"));
}

static void a_department_has_its_zone(void **state)
{
    static const struct {
        const char *code;
        Zone zone;
    } cases[] = {
        { "41", ZONE_PARIS },       { "2A", ZONE_PARIS },    { "971", ZONE_GUADELOUPE },
        { "972", ZONE_MARTINIQUE }, { "973", ZONE_CAYENNE }, { "974", ZONE_REUNION },
        { "975", ZONE_MIQUELON },   { "976", ZONE_MAYOTTE }, { "977", ZONE_GUADELOUPE },
        { "978", ZONE_GUADELOUPE }, { "986", ZONE_WALLIS },  { "987", ZONE_TAHITI },
        { "988", ZONE_NOUMEA },     { "", ZONE_PARIS },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(zone_of_department(str_from(cases[i].code)), cases[i].zone);
    }
}

static void days_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "2024-07-04", "2024-07-04" },
        { "04/07/2024", "2024-07-04" },
        { "4/7/2024", "2024-07-04" },
        { " 2024-02-29 ", "2024-02-29" },
        { "2023-02-29", NULL },
        { "31/4/2024", NULL },
        { "2024-7-4", NULL },
        { "0000-01-01", NULL },
        { "0001-01-01", "0001-01-01" },
        { "9999-12-31", "9999-12-31" },
        { "12024-01-01", NULL },
        { "2024-07-04x", NULL },
        { "4/7/24", NULL },
        { "", NULL },
        { "2024-07-0", NULL },
        { "-024-07-04", NULL },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Day d = { 1, 2, 3 };
        assert_int_equal(day_read(str_from(cases[i].text), &d), cases[i].want != NULL);
        assert_says(day_iso(&mem, d), cases[i].want ? cases[i].want : "0001-02-03");
    }
}

static void hours_are_read_as_people_type_them(void **state)
{
    static const struct {
        const char *text;
        int want;
    } cases[] = {
        { "13:30", 810 },
        { "13h30", 810 },
        { "13 h 30", 810 },
        { "13h", 780 },
        { "9:05", 545 },
        { "13 H", 780 },
        { "0h", 0 },
        { "23:59", 1439 },
        { "13\u00a0h\u00a0"
          "30",
          810 },
        { "24:00", -1 },
        { "13:60", -1 },
        { "13", -1 },
        { "13:", -1 },
        { "13:3", -1 },
        { "h30", -1 },
        { "", -1 },
        { "13:300", -1 },
        { "133:00", -1 },
        { "13h30x", -1 },
        { "-1:00", -1 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int got = -1;
        assert_int_equal(hour_read(str_from(cases[i].text), &got), cases[i].want >= 0);
        assert_int_equal(got, cases[i].want);
    }
}

static void what_is_no_instant_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "2024-06-21",
        "2024-06-21T12:00",
        "2024-06-21 12:00Z",
        "2024-06-21T24:00Z",
        "2024-06-21T12:60Z",
        "2024-06-21T12:00:60Z",
        "2024-06-21T12:00:00+2",
        "2024-06-21T12:00:00+24:00",
        "2024-06-21T12:00:00.Z",
        "2024-02-30T12:00Z",
        "2024-06-21T12:00:00Zx",
    };
    int64_t at = 7;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(instant_read(str_from(bad[i]), &at));
        assert_int_equal(at, 7);
    }
    assert_int_equal(instant("2024-06-21T12:00:00.25+0200"), instant("2024-06-21T10:00Z"));
    assert_int_equal(instant("1969-12-31T23:59:59Z"), -1);
}

typedef struct SayCase {
    Lang lang;
    Zone zone;
    bool hours;
    const char *starts, *ends, *want;
} SayCase;

#define NB "\u00a0"

static const SayCase said[] = {
    { LANG_FR, ZONE_PARIS, true, "2024-07-04T11:30Z", "2024-07-04T13:00Z",
      "jeudi 4 juillet 2024, 13" NB "h" NB "30" NB "– 15" NB "h" },
    { LANG_EN, ZONE_PARIS, true, "2024-07-04T11:30Z", "2024-07-04T13:00Z",
      "Thursday 4 July 2024, 1:30" NB "– 3" NB "pm" },
    { LANG_EN, ZONE_PARIS, true, "2024-07-04T09:30Z", "2024-07-04T10:00Z",
      "Thursday 4 July 2024, 11:30" NB "am" NB "– 12" NB "pm" },
    { LANG_EN, ZONE_PARIS, true, "2024-07-03T22:05Z", NULL,
      "Thursday 4 July 2024, 12:05" NB "am" },
    { LANG_FR, ZONE_PARIS, true, "2025-05-01T07:05Z", NULL, "jeudi 1er mai, 9" NB "h" NB "05" },
    { LANG_EN, ZONE_PARIS, true, "2025-05-01T07:05Z", NULL, "Thursday 1 May, 9:05" NB "am" },
    /* an evening that goes on after midnight is one day */
    { LANG_FR, ZONE_PARIS, true, "2025-05-01T18:00Z", "2025-05-01T23:00Z",
      "jeudi 1er mai, 20" NB "h" NB "– 1" NB "h" },
    { LANG_FR, ZONE_PARIS, true, "2025-05-01T18:00Z", "2025-05-01T22:00Z",
      "jeudi 1er mai, 20" NB "h" NB "– 0" NB "h" },
    { LANG_FR, ZONE_PARIS, true, "2024-09-25T07:00Z", "2024-09-26T15:00Z",
      "mercredi 25 et jeudi 26 septembre 2024" },
    { LANG_EN, ZONE_PARIS, true, "2024-09-25T07:00Z", "2024-09-26T15:00Z",
      "Wednesday 25 and Thursday 26 September 2024" },
    { LANG_FR, ZONE_PARIS, true, "2025-09-30T07:00Z", "2025-10-01T15:00Z",
      "mardi 30 septembre et mercredi 1er octobre" },
    { LANG_FR, ZONE_PARIS, true, "2024-12-31T07:00Z", "2025-01-01T15:00Z",
      "mardi 31 décembre 2024 et mercredi 1er janvier 2025" },
    { LANG_FR, ZONE_PARIS, true, "2025-09-22T07:00Z", "2025-09-26T15:00Z",
      "du lundi 22 au vendredi 26 septembre" },
    { LANG_FR, ZONE_PARIS, false, "2025-07-03T22:00Z", "2025-07-04T22:00Z",
      "vendredi 4 juillet" },
    { LANG_FR, ZONE_PARIS, false, "2025-07-03T22:00Z", "2025-07-05T22:00Z",
      "vendredi 4 et samedi 5 juillet" },
    { LANG_FR, ZONE_REUNION, true, "2025-07-04T05:00Z", "2025-07-04T07:30Z",
      "vendredi 4 juillet, 9" NB "h" NB "– 11" NB "h" NB "30 (heure de La Réunion)" },
    { LANG_EN, ZONE_TAHITI, true, "2025-07-04T05:00Z", NULL,
      "Thursday 3 July, 7" NB "pm (Tahiti time)" },
    { LANG_FR, ZONE_PARIS, true, "2028-02-29T11:00Z", "2028-02-29T12:00Z",
      "mardi 29 février 2028, 12" NB "h" NB "– 13" NB "h" },
};

static void a_moment_is_said_as_people_say_it(void **state)
{
    int64_t now = instant("2025-03-01T12:00Z");

    (void)state;
    for (size_t i = 0; i < COUNT(said); i++) {
        const SayCase *c = &said[i];
        Moment m = { instant(c->starts), c->ends ? instant(c->ends) : 0, c->zone, c->hours };
        assert_says(moment_say(&mem, c->lang, m, now), c->want);
    }
}

static void the_parts_of_a_moment_are_said_alone(void **state)
{
    Moment m = { instant("2025-07-04T11:30Z"), 0, ZONE_PARIS, true };
    int64_t now = instant("2025-03-01T12:00Z");

    (void)state;
    assert_says(moment_say_day(&mem, LANG_FR, m, now), "vendredi 4 juillet");
    assert_says(moment_say_hours(&mem, LANG_FR, m), "13" NB "h" NB "30");
    m.hour_known = false;
    assert_int_equal(moment_say_hours(&mem, LANG_FR, m).len, 0);
    assert_says(day_say(&mem, LANG_FR, (Day){ 1, 1, 1 }), "lundi 1er janvier 1");
    assert_says(day_say(&mem, LANG_EN, (Day){ 9999, 12, 31 }), "Friday 31 December 9999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(days_are_counted_both_ways, forget),
        cmocka_unit_test_teardown(only_real_days_are_real, forget),
        cmocka_unit_test_teardown(instants_beyond_the_calendar_stay_in_it, forget),
        cmocka_unit_test_teardown(each_zone_has_its_hour, forget),
        cmocka_unit_test_teardown(an_unknown_zone_is_not_found, forget),
        cmocka_unit_test_teardown(a_wall_clock_is_an_instant, forget),
        cmocka_unit_test_teardown(a_department_has_its_zone, forget),
        cmocka_unit_test_teardown(days_are_read_as_people_type_them, forget),
        cmocka_unit_test_teardown(hours_are_read_as_people_type_them, forget),
        cmocka_unit_test_teardown(what_is_no_instant_is_refused, forget),
        cmocka_unit_test_teardown(a_moment_is_said_as_people_say_it, forget),
        cmocka_unit_test_teardown(the_parts_of_a_moment_are_said_alone, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
