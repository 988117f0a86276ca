/* desk_rule_test.c - what an organiser does next */
#include "rooms/desk/desk_rule.h"

#include "tests/unit.h"

#define READY .has_hour = true, .has_place = true, .has_access = true, .has_seats = true

/* clang-format off */
static const struct {
    const char *when;
    DeskFacts facts;
    DeskStep next;
} cases[] = {
    { "a draft is finished first", { .draft = true }, DESK_PUBLISH },
    { "refused: why?", { .refused = true, READY }, DESK_ANSWER },
    { "a moderator looks: one waits", { .proposed = true, READY }, DESK_STEPS },
    { "a moderator looks: the hour is missing", { .proposed = true }, DESK_HOUR },
    { "the hour is missing", { .has_place = true }, DESK_HOUR },
    { "the place is missing", { .has_hour = true }, DESK_PLACE },
    { "access isn't said", { .has_hour = true, .has_place = true, .has_seats = true }, DESK_ACCESS },
    { "how many may come", { .has_hour = true, .has_place = true, .has_access = true }, DESK_SEATS },
    { "nobody came yet: tell them", { READY, .seats = 12, .taken = 5, .capacity = 12 }, DESK_SHARE },
    { "half full is fine", { READY, .seats = 12, .taken = 6, .capacity = 12 }, DESK_STEPS },
    { "seven wait for twelve chairs", { READY, .seats = 12, .taken = 12, .capacity = 12, .waiting = 7 }, DESK_SECOND },
    { "six don't", { READY, .seats = 12, .taken = 12, .capacity = 12, .waiting = 6 }, DESK_STEPS },
    { "a second one stands", { READY, .seats = 12, .taken = 12, .capacity = 12, .waiting = 7, .again = true }, DESK_STEPS },
    { "today the door is first", { .today = true, .has_hour = true }, DESK_DOOR },
    { "counted on the day", { READY, .today = true, .counted = true, .seats = 2, .taken = 2 }, DESK_STEPS },
    { "over: count", { .over = true, .taken = 4, .names_live = true }, DESK_COUNT },
    { "then thank", { .over = true, .counted = true, .taken = 4, .names_live = true }, DESK_THANK },
    { "nobody to thank", { .over = true, .counted = true, .names_live = true }, DESK_AGAIN },
    { "names are erased", { .over = true, .counted = true, .taken = 4 }, DESK_AGAIN },
    { "thanked", { .over = true, .counted = true, .taken = 4, .names_live = true, .thanked = true }, DESK_AGAIN },
    { "all done", { .over = true, .counted = true, .thanked = true, .again = true }, DESK_STEPS },
    { "cancelled: once more?", { .off = true }, DESK_AGAIN },
    { "an old draft: once more?", { .over = true, .draft = true }, DESK_AGAIN },
};
/* clang-format on */

static void each_standing_has_its_next_step(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        DeskStep next = desk_rule_next(&cases[i].facts);
        if (next != cases[i].next) {
            fail_msg("%s: %d, not %d", cases[i].when, (int)next, (int)cases[i].next);
        }
    }
}

static void a_second_cafe_is_for_a_list_of_more_than_half(void **state)
{
    (void)state;
    assert_false(desk_rule_second(12, 6));
    assert_true(desk_rule_second(12, 7));
    assert_true(desk_rule_second(1, 1));
    assert_false(desk_rule_second(0, 50));
}

static void one_writes_twice_a_day_and_six_times_in_all(void **state)
{
    static const struct {
        int64_t in_a_day, in_all;
        DeskMayWrite may;
    } table[] = {
        { 0, 0, DESK_MAY_WRITE },    { 1, 5, DESK_MAY_WRITE },    { 2, 2, DESK_WROTE_TODAY },
        { 0, 6, DESK_WROTE_ENOUGH }, { 2, 6, DESK_WROTE_ENOUGH },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        assert_int_equal(desk_rule_may_write(table[i].in_a_day, table[i].in_all), table[i].may);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_standing_has_its_next_step),
        cmocka_unit_test(a_second_cafe_is_for_a_list_of_more_than_half),
        cmocka_unit_test(one_writes_twice_a_day_and_six_times_in_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
