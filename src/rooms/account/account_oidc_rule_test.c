/* account_oidc_rule_test.c - which id tokens are for us, now */
#include "rooms/account/account_oidc.h"
#include "tests/unit.h"

enum { NOW = 1718964000 };

static const Str issuer = STR_INIT("https://id.example");

static bool holds(const char *json)
{
    SCOPED(arena_done) Arena mem = { 0 };
    OidcClaims c;

    return !oidc_claims_read(&mem, str_from(json), &c) &&
           oidc_claims_hold(&c, issuer, STR("cafeia"), STR("n1"), NOW);
}

#define CLAIMS(iss, aud, nonce, exp, iat, more)                                  \
    "{\"iss\":\"" iss "\",\"aud\":" aud ",\"nonce\":\"" nonce "\",\"exp\":" #exp \
    ",\"iat\":" #iat ",\"sub\":\"42\"" more "}"

static void a_token_is_for_us_now_and_for_this_visit(void **state)
{
    static const struct {
        const char *json;
        bool want;
    } rows[] = {
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718964300, 1718964000, ""), true },
        { CLAIMS("https://id.example", "[\"cafeia\"]", "n1", 1718964300, 1718964000, ""),
          true },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718964300, 1718964000,
                 ",\"azp\":\"cafeia\""),
          true },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718963941, 1718963000, ""), true },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718963940, 1718963000, ""), false },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718965000, 1718964059, ""), true },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718965000, 1718964060, ""), false },
        { CLAIMS("https://id.example", "\"cafeia\"", "n2", 1718964300, 1718964000, ""), false },
        { CLAIMS("https://id.example", "\"cafeia\"", "", 1718964300, 1718964000, ""), false },
        { CLAIMS("https://id.example", "\"other\"", "n1", 1718964300, 1718964000, ""), false },
        { CLAIMS("https://id.example", "[\"cafeia\",\"b\"]", "n1", 1718964300, 1718964000, ""),
          false },
        { CLAIMS("https://id.example", "\"cafeia\"", "n1", 1718964300, 1718964000,
                 ",\"azp\":\"b\""),
          false },
        { CLAIMS("https://id.example.evil", "\"cafeia\"", "n1", 1718964300, 1718964000, ""),
          false },
        { "{}", false },
        { "[]", false },
        { "{\"iss\":", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(holds(rows[i].json), rows[i].want);
    }
}

/* One that the same issuer signed for another site says nothing to us. */
static void a_signed_answer_is_from_them_and_for_us(void **state)
{
    static const struct {
        const char *json;
        bool want;
    } rows[] = {
        { "{\"iss\":\"https://id.example\",\"aud\":\"cafeia\",\"sub\":\"42\"}", true },
        { "{\"iss\":\"https://id.example\",\"aud\":[\"cafeia\"],\"sub\":\"42\"}", true },
        { "{\"iss\":\"https://id.example\",\"aud\":\"other\",\"sub\":\"42\"}", false },
        { "{\"iss\":\"https://evil.example\",\"aud\":\"cafeia\",\"sub\":\"42\"}", false },
        { "{\"iss\":\"https://id.example\",\"sub\":\"42\"}", false },
        { "{\"aud\":\"cafeia\",\"sub\":\"42\"}", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        SCOPED(arena_done) Arena mem = { 0 };
        OidcClaims c;
        assert_int_equal(oidc_claims_read(&mem, str_from(rows[i].json), &c), FAULT_NONE);
        assert_int_equal(oidc_said_hold(&c, issuer, STR("cafeia")), rows[i].want);
    }
}

static void an_address_said_unverified_is_told_apart(void **state)
{
    SCOPED(arena_done) Arena mem = { 0 };
    OidcClaims c;

    (void)state;
    assert_int_equal(
        oidc_claims_read(&mem, STR("{\"email\":\"a@b.example\",\"email_verified\":false}"), &c),
        FAULT_NONE);
    assert_true(c.mail_unverified);
    assert_int_equal(oidc_claims_read(&mem, STR("{\"email\":\"a@b.example\"}"), &c),
                     FAULT_NONE);
    assert_false(c.mail_unverified);
}

static void an_issuer_says_where_all_is(void **state)
{
    static const char whole[] =
        "{\"issuer\":\"https://id.example\",\"authorization_endpoint\":\"https://id.example/a\","
        "\"token_endpoint\":\"https://id.example/t\",\"userinfo_endpoint\":"
        "\"https://id.example/u\",\"jwks_uri\":\"https://id.example/k\"}";
    SCOPED(arena_done) Arena mem = { 0 };
    OidcIssuer found;

    (void)state;
    assert_int_equal(oidc_issuer_read(&mem, str_from(whole), &found), FAULT_NONE);
    assert_true(str_eq(found.token, STR("https://id.example/t")));
    assert_int_equal(oidc_issuer_read(&mem, STR("{\"issuer\":\"https://id.example\"}"), &found),
                     FAULT_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_is_for_us_now_and_for_this_visit),
        cmocka_unit_test(a_signed_answer_is_from_them_and_for_us),
        cmocka_unit_test(an_address_said_unverified_is_told_apart),
        cmocka_unit_test(an_issuer_says_where_all_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
