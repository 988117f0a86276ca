/* totp_test.c - the published codes, boxes, slow hashes */
#include "seal/totp.h"

#include "seal/box.h"
#include "tests/unit.h"

static const Str published = STR_INIT("12345678901234567890");

/* RFC 6238, appendix B, SHA-1: the last six of the eight digits. */
static void the_codes_are_those_of_the_rfc(void **state)
{
    static const struct {
        int64_t at;
        const char *want;
    } cases[] = {
        { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char code[TOTP_DIGITS + 1];
        assert_int_equal(totp_code(published, cases[i].at / TOTP_STEP, code), FAULT_NONE);
        assert_string_equal(code, cases[i].want);
    }
}

static void a_code_holds_one_step_around_and_once(void **state)
{
    enum { NOW = 1111111111, STEP = NOW / TOTP_STEP };
    static const struct {
        const char *code;
        int64_t now, used;
        Fault want;
    } cases[] = {
        { "050471", NOW, 0, FAULT_NONE },          { "050471", NOW + 30, 0, FAULT_NONE },
        { "050471", NOW - 30, 0, FAULT_NONE },     { "050471", NOW + 60, 0, FAULT_DENIED },
        { "050471", NOW - 60, 0, FAULT_DENIED },   { "050471", NOW, STEP, FAULT_DENIED },
        { "050471", NOW, STEP + 1, FAULT_DENIED }, { "050471", NOW, STEP - 1, FAULT_NONE },
        { "050472", NOW, 0, FAULT_DENIED },        { "50471", NOW, 0, FAULT_DENIED },
        { "0504711", NOW, 0, FAULT_DENIED },       { "", NOW, 0, FAULT_DENIED },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t step = 0;
        Fault f =
            totp_check(published, str_from(cases[i].code), cases[i].now, cases[i].used, &step);
        assert_int_equal(f, cases[i].want);
        assert_int_equal(step, f ? 0 : STEP);
    }
}

/* RFC 4648, section 10, without its padding. */
static void a_secret_is_said_in_base_32(void **state)
{
    static const char *const cases[][2] = {
        { "", "" },         { "f", "MY" },         { "fo", "MZXQ" },
        { "foo", "MZXW6" }, { "foob", "MZXW6YQ" }, { "foobar", "MZXW6YTBOI" },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(str_eq(totp_letters(&mem, str_from(cases[i][0])), str_from(cases[i][1])));
    }
    assert_int_equal(totp_secret(&mem).len, TOTP_SECRET_BYTES);
    assert_false(str_eq(totp_secret(&mem), totp_secret(&mem)));
    arena_done(&mem);
}

static void a_box_opens_for_its_house_and_its_purpose_only(void **state)
{
    static const SealKey ours = { { 1 } }, theirs = { { 2 } };
    Arena mem = { 0 };
    Str box = seal_box(&mem, &ours, "factor", STR("secret")), plain;

    (void)state;
    assert_false(str_eq(box, seal_box(&mem, &ours, "factor", STR("secret"))));
    assert_int_equal(seal_unbox(&mem, &ours, "factor", box, &plain), FAULT_NONE);
    assert_true(str_eq(plain, STR("secret")));
    assert_int_equal(seal_unbox(&mem, &theirs, "factor", box, &plain), FAULT_INPUT);
    assert_int_equal(seal_unbox(&mem, &ours, "other", box, &plain), FAULT_INPUT);
    assert_int_equal(seal_unbox(&mem, &ours, "factor", (Str){ 0 }, &plain), FAULT_INPUT);
    for (size_t i = 0; i < box.len; i++) {
        char *changed = str_c(&mem, box);
        changed[i] = changed[i] == '0' ? '1' : '0';
        assert_int_equal(seal_unbox(&mem, &ours, "factor", (Str){ changed, box.len }, &plain),
                         FAULT_INPUT);
        assert_int_equal(seal_unbox(&mem, &ours, "factor", str_slice(box, 0, i), &plain),
                         FAULT_INPUT);
    }
    arena_done(&mem);
}

static void a_slow_hash_depends_on_house_owner_and_secret(void **state)
{
    static const SealKey ours = { { 1 } }, theirs = { { 2 } };
    Arena mem = { 0 };
    Str hash, same, other[3];

    (void)state;
    assert_int_equal(seal_slow_hash(&mem, &ours, 7, STR("code"), &hash), FAULT_NONE);
    assert_int_equal(seal_slow_hash(&mem, &ours, 7, STR("code"), &same), FAULT_NONE);
    assert_int_equal(seal_slow_hash(&mem, &theirs, 7, STR("code"), &other[0]), FAULT_NONE);
    assert_int_equal(seal_slow_hash(&mem, &ours, 8, STR("code"), &other[1]), FAULT_NONE);
    assert_int_equal(seal_slow_hash(&mem, &ours, 7, STR("cod"), &other[2]), FAULT_NONE);
    assert_true(str_eq(hash, same));
    for (size_t i = 0; i < COUNT(other); i++) {
        assert_false(str_eq(hash, other[i]));
    }
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
        cmocka_unit_test(the_codes_are_those_of_the_rfc),
        cmocka_unit_test(a_code_holds_one_step_around_and_once),
        cmocka_unit_test(a_secret_is_said_in_base_32),
        cmocka_unit_test(a_box_opens_for_its_house_and_its_purpose_only),
        cmocka_unit_test(a_slow_hash_depends_on_house_owner_and_secret),
    };

    return cmocka_run_group_tests_name("totp", tests, begin, NULL);
}
