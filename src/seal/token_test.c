#include "seal/token.h"

#include <string.h>

#include "tests/unit.h"

static const SealKey key_a = { { 1 } }, key_b = { { 2 } };

static void a_token_is_26_letters_that_can_be_read_aloud(void **state)
{
    Arena mem = { 0 };
    Str a = seal_token(&mem), b = seal_token(&mem);

    (void)state;
    assert_int_equal(a.len, SEAL_TOKEN_LEN);
    assert_false(str_eq(a, b));
    for (size_t i = 0; i < a.len; i++) {
        assert_non_null(memchr("0123456789abcdefghjkmnpqrstvwxyz", a.at[i], 32));
    }
    arena_done(&mem);
}

static void a_token_is_read_as_people_type_it(void **state)
{
    static const struct {
        const char *typed, *want; /* want NULL: refused */
    } cases[] = {
        { "00000000000000000000000000", "00000000000000000000000000" },
        { "OooO-iLl0 0000-000000-00000000", "00001110000000000000000000" },
        { "0123456789abcdefghjkmnpqr0", "0123456789abcdefghjkmnpqr0" },
        { "0123456789ABCDEFGHJKMNPQR0", "0123456789abcdefghjkmnpqr0" },
        { "0123456789abcdefghjkmnpqr1", NULL }, /* spare bits are not zero */
        { "0123456789abcdefghjkmnpqu0", NULL }, /* no u */
        { "0000000000000000000000000", NULL },
        { "000000000000000000000000000", NULL },
        { "", NULL },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = { 0 };
        Fault f = seal_token_read(&mem, str_from(cases[i].typed), &got);
        assert_int_equal(f, cases[i].want ? FAULT_NONE : FAULT_INPUT);
        assert_true(str_eq(got, str_from(cases[i].want)));
    }
    arena_done(&mem);
}

static void every_token_reads_back_as_itself(void **state)
{
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < 100; i++) {
        Str token = seal_token(&mem), got = { 0 };
        assert_int_equal(seal_token_read(&mem, token, &got), FAULT_NONE);
        assert_true(str_eq(got, token));
    }
    arena_done(&mem);
}

static void a_hash_depends_on_the_secret_and_the_pepper(void **state)
{
    (void)state;
    assert_true(seal_same(seal_hash(&key_a, STR("x")), seal_hash(&key_a, STR("x"))));
    assert_false(seal_same(seal_hash(&key_a, STR("x")), seal_hash(&key_a, STR("y"))));
    assert_false(seal_same(seal_hash(&key_a, STR("x")), seal_hash(&key_b, STR("x"))));
    assert_true(seal_same_text(&key_a, STR("xy"), STR("xy")));
    assert_false(seal_same_text(&key_a, STR("xy"), STR("x")));
    assert_false(seal_same_text(&key_a, (Str){ 0 }, (Str){ 0 }));
}

static void a_key_is_read_from_64_digits(void **state)
{
    static const char good[] = "01000000000000000000000000000000"
                               "00000000000000000000000000000000";
    SealKey key = { { 9 } };

    (void)state;
    assert_int_equal(seal_key_read((Str){ good, 62 }, &key), FAULT_INPUT);
    assert_int_equal(seal_key_read(STR("x"), &key), FAULT_INPUT);
    assert_int_equal(key.at[0], 9);
    assert_int_equal(seal_key_read((Str){ good, 64 }, &key), FAULT_NONE);
    assert_memory_equal(&key, &key_a, sizeof key);
}

static void a_form_token_holds_for_its_purpose_and_its_time(void **state)
{
    enum { NOW = 1717660800 };
    static const struct {
        const SealKey *key;
        Str purpose;
        int64_t now;
        Fault want;
    } cases[] = {
        { &key_a, STR_INIT("/cafes/nouveau"), NOW, FAULT_NONE },
        { &key_a, STR_INIT("/cafes/nouveau"), NOW + SEAL_FORM_SECONDS, FAULT_NONE },
        { &key_a, STR_INIT("/cafes/nouveau"), NOW + SEAL_FORM_SECONDS + 1, FAULT_DENIED },
        { &key_a, STR_INIT("/cafes/nouveau"), NOW - 1, FAULT_DENIED },
        { &key_a, STR_INIT("/cafes/autre"), NOW, FAULT_INPUT },
        { &key_b, STR_INIT("/cafes/nouveau"), NOW, FAULT_INPUT },
    };
    Arena mem = { 0 };
    Str token = seal_form_token(&mem, &key_a, STR("/cafes/nouveau"), NOW);

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(seal_form_check(cases[i].key, cases[i].purpose, cases[i].now, token),
                         cases[i].want);
    }
    assert_false(str_eq(token, seal_form_token(&mem, &key_a, STR("/cafes/nouveau"), NOW)));
    arena_done(&mem);
}

static void a_form_token_with_any_letter_changed_is_refused(void **state)
{
    Arena mem = { 0 };
    Str token = seal_form_token(&mem, &key_a, STR("p"), 1000);

    (void)state;
    for (size_t i = 0; i < token.len; i++) {
        char *other = str_c(&mem, token);
        other[i] = other[i] == '7' ? '8' : '7';
        assert_int_equal(seal_form_check(&key_a, STR("p"), 1000, (Str){ other, token.len }),
                         FAULT_INPUT);
    }
    assert_int_equal(seal_form_check(&key_a, STR("p"), 1000, STR("")), FAULT_INPUT);
    assert_int_equal(seal_form_check(&key_a, STR("p"), 1000, str_slice(token, 0, 63)),
                     FAULT_INPUT);
    arena_done(&mem);
}

/* The value is that of `b2sum -l 256` for "abc". */
static void a_content_has_its_published_hash(void **state)
{
    Arena mem = { 0 };

    (void)state;
    assert_true(
        str_eq(seal_hex(&mem, STR("abc"), 64),
               STR("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")));
    assert_true(str_eq(seal_hex(&mem, STR("abc"), 8), STR("bddd813c")));
    arena_done(&mem);
}

static int begin(void **state)
{
    (void)state;
    return seal_init() == FAULT_NONE ? 0 : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_26_letters_that_can_be_read_aloud),
        cmocka_unit_test(a_token_is_read_as_people_type_it),
        cmocka_unit_test(every_token_reads_back_as_itself),
        cmocka_unit_test(a_hash_depends_on_the_secret_and_the_pepper),
        cmocka_unit_test(a_key_is_read_from_64_digits),
        cmocka_unit_test(a_form_token_holds_for_its_purpose_and_its_time),
        cmocka_unit_test(a_form_token_with_any_letter_changed_is_refused),
        cmocka_unit_test(a_content_has_its_published_hash),
    };

    return cmocka_run_group_tests_name("seal", tests, begin, NULL);
}
