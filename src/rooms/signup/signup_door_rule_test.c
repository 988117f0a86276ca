/* signup_door_rule_test.c - who didn't come, and how many to accept */
#include "rooms/signup/signup_door_rule.h"

#include "tests/unit.h"

#include <string.h>

static void few_cafes_and_few_seats_say_nothing(void **state)
{
    static const struct {
        DoorPast past;
        bool known;
    } cases[] = {
        { { 0, 0, 0 }, false }, { { 1, 19, 10 }, false }, { { 2, 19, 19 }, false },
        { { 3, 12, 9 }, true }, { { 1, 20, 15 }, true },  { { 5, 60, 45 }, true },
        { { 3, 0, 0 }, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(signup_door_known(&cases[i].past), cases[i].known);
    }
}

static void advice_leaves_a_chair_to_nearly_everybody(void **state)
{
    static const struct {
        DoorPast past;
        int64_t chairs, advice;
    } cases[] = {
        { { 5, 12, 9 }, 12, 14 },   /* the example of the page: three of twelve stay away */
        { { 5, 60, 60 }, 12, 12 },  /* all came */
        { { 5, 60, 0 }, 12, 12 },   /* nobody was ticked: nothing to go by */
        { { 2, 12, 6 }, 12, 12 },   /* too little is known */
        { { 5, 60, 57 }, 12, 12 },  /* one in twenty */
        { { 5, 60, 54 }, 12, 12 },  /* one in ten: 13 would overflow one time in four */
        { { 5, 100, 50 }, 12, 15 }, /* never above a quarter more */
        { { 5, 100, 50 }, 3, 3 },   /* of three chairs a quarter is none */
        { { 5, 100, 80 }, 30, 34 },
        { { 5, 100, 80 }, 0, 0 }, /* the number of chairs isn't known */
        { { 5, 100, 80 }, 501, 501 },
        { { 9, 4000, 3200 }, 500, 611 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(signup_door_advice(&cases[i].past, cases[i].chairs), cases[i].advice);
    }
}

static void a_sheet_takes_the_list_first_then_who_waits_then_empty_rows(void **state)
{
    static const struct {
        size_t listed, people;
        int64_t chairs;
        size_t waiting, blanks, printed;
    } cases[] = {
        { 0, 0, 0, 0, 20, 0 },   /* nobody counts chairs */
        { 0, 0, 12, 0, 16, 0 },  /* up to the chairs, and a few more */
        { 12, 12, 12, 0, 4, 0 }, /* full */
        { 15, 15, 12, 0, 4, 0 }, /* fuller */
        { 2, 2, 400, 0, 34, 0 }, /* no second sheet for empty rows */
        { 50, 50, 60, 0, 4, 0 }, /* nor is there room for none at all */
        { 14, 12, 12, 8, 4, 8 }, /* long needs take rows */
        { 12, 12, 12, 40, 4, 10 }, { 30, 30, 30, 20, 4, 3 }, { 30, 30, 30, 2, 4, 2 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        DoorSheet sheet = signup_door_sheet(cases[i].listed, cases[i].people, cases[i].chairs,
                                            cases[i].waiting);
        assert_int_equal(sheet.blanks, cases[i].blanks);
        assert_int_equal(sheet.waiting, cases[i].printed);
    }
}

static void needs_take_rows_of_paper_up_to_where_they_are_cut(void **state)
{
    static const struct {
        size_t letters, rows;
    } cases[] = { { 0, 1 }, { 10, 1 }, { 31, 1 }, { 32, 2 }, { 70, 3 }, { 300, 3 } };
    char needs[301];

    (void)state;
    memset(needs, 'a', sizeof needs);
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str s = { needs, cases[i].letters };
        assert_int_equal(signup_door_rows(s), cases[i].rows);
    }
}

static void the_day_is_that_of_the_place(void **state)
{
    enum { MIDNIGHT = 1719784800, HOUR = 3600 }; /* 2024-07-01T00:00:00+02:00 */
    static const struct {
        Zone zone;
        int64_t now;
        bool day;
    } cases[] = {
        { ZONE_PARIS, MIDNIGHT - 1, false },
        { ZONE_PARIS, MIDNIGHT, true },
        { ZONE_PARIS, MIDNIGHT + 100 * HOUR, true },
        { ZONE_REUNION, MIDNIGHT - 2 * HOUR, true },
        { ZONE_REUNION, MIDNIGHT - 2 * HOUR - 1, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(signup_door_day(cases[i].zone, MIDNIGHT + 12 * HOUR, cases[i].now),
                         cases[i].day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_cafes_and_few_seats_say_nothing),
        cmocka_unit_test(advice_leaves_a_chair_to_nearly_everybody),
        cmocka_unit_test(a_sheet_takes_the_list_first_then_who_waits_then_empty_rows),
        cmocka_unit_test(needs_take_rows_of_paper_up_to_where_they_are_cut),
        cmocka_unit_test(the_day_is_that_of_the_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
