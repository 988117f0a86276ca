/* say_test.c - the forms of a sentence, with sentences of its own */
#include "text/say.h"

#include "tests/unit.h"

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

static void each_language_has_its_own_idea_of_one(void **state)
{
    static const struct {
        Lang lang;
        int64_t n;
        const char *want;
    } cases[] = {
        { LANG_FR, 0, "Il reste 0 place sur 5" },  { LANG_FR, 1, "Il reste 1 place sur 5" },
        { LANG_FR, 2, "Il reste 2 places sur 5" }, { LANG_FR, -1, "Il reste -1 place sur 5" },
        { LANG_EN, 0, "0 seats left of 5" },       { LANG_EN, 1, "1 seat left of 5" },
        { LANG_EN, 2, "2 seats left of 5" },       { LANG_EN, -1, "-1 seats left of 5" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = say_with(&mem, cases[i].lang, SAY_seats_left,
                           SAY_ARGS(SAY_ARG(cases[i].n), SAY_ARG((int64_t)5)));
        assert_string_equal(str_c(&mem, got), cases[i].want);
    }
}

static void the_first_number_chooses_wherever_it_stands(void **state)
{
    Buf page = buf_new(&mem, 1000);
    const SayArg args[] = { SAY_ARG(STR("<b>")), SAY_ARG((int64_t)1) };

    (void)state;
    say_html(&page, LANG_FR, SAY_seats_of, args, COUNT(args));
    assert_string_equal(str_c(&mem, buf_str(&page)), "1 &lt;place&gt; pour &lt;b&gt;");
    Str text = say_with(&mem, LANG_EN, SAY_seats_of, args, COUNT(args));
    assert_string_equal(str_c(&mem, text), "1 <seat> for <b>");
}

static void one_may_go_without_saying(void **state)
{
    (void)state;
    assert_string_equal(
        str_c(&mem, say_with(&mem, LANG_FR, SAY_days, SAY_ARGS(SAY_ARG((int64_t)1)))),
        "tous les jours");
    assert_string_equal(
        str_c(&mem, say_with(&mem, LANG_FR, SAY_days, SAY_ARGS(SAY_ARG((int64_t)3)))),
        "tous les 3 jours");
    assert_int_equal(SAY_HOLES_days, 1);
    assert_int_equal(SAY_HOLES_seats_left, 2);
    assert_int_equal(SAY_COUNT, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_language_has_its_own_idea_of_one, forget),
        cmocka_unit_test_teardown(the_first_number_chooses_wherever_it_stands, forget),
        cmocka_unit_test_teardown(one_may_go_without_saying, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
