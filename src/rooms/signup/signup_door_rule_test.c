/* signup_door_rule_test.c - who didn't come, and how many to accept */
#include "rooms/signup/signup_door_rule.h"

#include "tests/unit.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_cafes_and_few_seats_say_nothing),
        cmocka_unit_test(advice_leaves_a_chair_to_nearly_everybody),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
