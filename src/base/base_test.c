#include "base/buf.h"
#include "tests/unit.h"

static void numbers_are_read_whole_or_not_at_all(void **state)
{
    static const struct {
        const char *text;
        bool good;
        int64_t want;
    } cases[] = {
        { "0", true, 0 },
        { "-12", true, -12 },
        { "9223372036854775807", true, INT64_MAX },
        { "9223372036854775808", false, 0 },
        { "", false, 0 },
        { "-", false, 0 },
        { "1x", false, 0 },
        { " 1", false, 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t got = 0;
        assert_int_equal(str_to_int(str_from(cases[i].text), &got), cases[i].good);
        assert_int_equal(got, cases[i].want);
    }
}

static void text_is_utf8_without_nul(void **state)
{
    static const struct {
        Str s;
        bool good;
        size_t chars;
    } cases[] = {
        { STR_INIT("Café"), true, 4 },       { STR_INIT("a\0b"), false, 0 },
        { STR_INIT("\xed\xa0\x80"), false, 0 }, { STR_INIT("\xc0\xaf"), false, 0 },
        { STR_INIT("\xf0\x9f\x98\x80"), true, 1 }, { STR_INIT("\xc3"), false, 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t chars = 0;
        assert_int_equal(str_is_text(cases[i].s, &chars), cases[i].good);
        assert_int_equal(chars, cases[i].chars);
    }
}

static void a_buffer_keeps_its_limit_and_says_so(void **state)
{
    Arena mem = { 0 };
    Buf b = buf_new(&mem, 5);

    (void)state;
    buf_add(&b, STR("abc"));
    buf_int(&b, -7);
    assert_false(b.cut);
    buf_char(&b, '!');
    assert_true(b.cut);
    assert_true(str_eq(buf_str(&b), STR("abc-7")));
    arena_done(&mem);
}

static void a_buffer_grows_without_losing_a_byte(void **state)
{
    Arena mem = { 0 };
    Buf b = buf_new(&mem, 1 << 20);

    (void)state;
    for (int i = 0; i < 100000; i++) {
        buf_char(&b, (char)('a' + i % 26));
        if (i % 1000 == 0) {
            arena_alloc(&mem, 10); /* somebody else takes the next place */
        }
    }
    assert_int_equal(b.len, 100000);
    for (size_t i = 0; i < b.len; i++) {
        assert_int_equal(b.at[i], 'a' + (int)(i % 26));
    }
    arena_done(&mem);
}

static void what_is_cut_can_be_put_together_again(void **state)
{
    Str head, tail;

    (void)state;
    assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
    assert_true(str_eq(head, STR("a")) && str_eq(tail, STR("b=c")));
    assert_false(str_cut(STR("abc"), '=', &head, &tail));
    assert_true(str_eq(head, STR("abc")) && tail.len == 0);
    assert_true(str_eq(str_trim(STR(" \t x \n")), STR("x")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        cmocka_unit_test(text_is_utf8_without_nul),
        cmocka_unit_test(a_buffer_keeps_its_limit_and_says_so),
        cmocka_unit_test(a_buffer_grows_without_losing_a_byte),
        cmocka_unit_test(what_is_cut_can_be_put_together_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
