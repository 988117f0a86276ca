/* jose_test.c - tokens made by another program (node:crypto), and their forgeries */
#include "seal/jose.h"
#include "tests/unit.h"

#include <string.h>

static const char key_set[] =
    "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"leFyBDKTd65Czc0Y3a_zBB8BkA2lo7nlcZ52CVd814nqufoSz"
    "UplJvOqA7xW0jkjqnre_fXUYhm46enNGQQrN1QEBkkbD8Xwba5y0u7tM3iwR92JKiIEcNZCMbo7r"
    "Vwybqgm7E9JNSsBggZOQhqSOnoRKSPC8Dh_-ZBUbdFoWKnScgOZgqSxGyuDcRdmPzxyknQI6OXa8"
    "5vIOWOLEUkMGfyzmYv4PFz0L6MYt7oHKaomUaEi1rP4kMVHYjygy2sPQnHVqlqQ039Ue4ZirdyH4"
    "OA54ph43y2YAHQ1COPBNa8Ve-UuYZSpkIIJX_A7KJoCi-nPIMfnFGCs5rBoDRHhPw\",\"e\":\"AQAB"
    "\",\"kid\":\"r1\",\"use\":\"sig\",\"alg\":\"RS256\"},{\"kty\":\"EC\",\"x\":\"9BWJl7j2MIbKCz_UzcE"
    "lS8dA-z8NaMzHn--9wy5bqug\",\"y\":\"cgdH20IXikv25VV00Bx1OnvduuUi5F0R9Vmo5YLZmVk\","
    "\"crv\":\"P-256\",\"kid\":\"e1\",\"use\":\"sig\"},{\"kty\":\"RSA\",\"n\":\"1Keo5U98jyCBaEgvJwel"
    "ouA3g2baoWytPpN-vdRoc2RPNfhMeEWGXEupiBgpGtPpvvl98uxNIdhAuhOsmuTbudd9hKiLaWkT"
    "mxwgiq8Jd72hMQEQuuID8HDCsMgNC7f5QQZgdOVQCe4nQW3MOPKhBD5CM7mL98NfaklBYtJbPgU\""
    ",\"e\":\"AQAB\",\"kid\":\"s1\"}]}";

static const char rs256[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIxIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lk"
    "LmV4YW1wbGUiLCJzdWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.KsuZyRkMz9pLXvog5sRQh6lWBOS4"
    "p0xh0Qq9mKl44AnEShj23TtJUv25ETA9cDMu624uQE6ccdOdqi28LHluE09_ClLIHZgLcjRWk71D"
    "orJIsaKQBHT7-eAdEl1jDoN8ZmAJABflPrb3Uw8dtWrFAYWnkKJrLZakTPJklqxO-P85SQj8lfrg"
    "6-zSwdt-QHmPQd99RLDq3RcRmBaIhR-TiM19yhwfiNgTtiYv4i3keevT24-2vlYRaGRdb2zma5N8"
    "EtJtFwKNw2qQvx5KComRLrfBZd-UEJ0_04xk1Ht7smEuJ8g-SH7tWHjRov-WMXKWbZF2S_Et4YAw"
    "HKzIrVbjNw";

static const char es256[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImUxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.r3WVNZ3mhDFv-OFTM1fyKEmHM0t-CeqLfmmt3DLT8d6C"
    "E-5quntc4jrVZB4Jv8OoeDX-Ja0PSFY_qqzfSJqC8Q";

static const char small_key[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InMxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.IRZaqjPZ1WfJtOkOfaBPoyffwpqmJwqNh5DoBHaXXhSz"
    "38ANWSp_-I0_6CN-80GBCtbqUU3aKSk2TNVnmpw47VRuC-VMSbbXwtI41wEN9JC0T6OG6OPr-OaI"
    "TIE-p6Z8LyNHCC5Rf6pUIABtnmQHNZHLT9Jatk6mZVw09mbSuW0";

static const char critical[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIxIiwiY3JpdCI6WyJ4Il0sIngiOjF9.eyJpc3MiOiJodHR"
    "wczovL2lkLmV4YW1wbGUiLCJzdWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.Pt6-Np6OWgWzyayDZ5Q"
    "r3jzdN25OlPQRQbHF6VY6l8S-6QmFuqa5Bm9WQCbXwhyI51HY1TT7DGZy1YgLGo5vvOeUZFd-Sza"
    "TpDyCyAQL3E3_ThNlk4jqq798fO42rCNxpOLSmL2VJBS3Z1u1uiDIAecmiTIVEW91jbPHpNDWTKH"
    "8wDz3CFuAMNZujiRtJPgHu57PeuWzwq-iJICCHnZllHrebvP068i0TAcGXX_qwlJrK6uH5nVdabP"
    "urmJy18E8zUJYHhSeY3TAIMrEykwpjJSrf_W_DJBb5gUBUbeLfi7yNfRHnksWy873c6nQK2c9Hs9"
    "z-OvPniEtWtvAazasvQ";

static const char other_key[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.X1BhpFqXcRnaHoVZV-pmBWxV4isDMDn757CoMw1kcvr6"
    "YkWY7N7BofZzVzKKow46C01ykSq5rejnGsWiPtUyPUTLEO75nGDc5ASqTYiMCfGbML-B1jwyyHS9"
    "cj_PAFn25F2PtAUjWazV2xlmhHba89aCybQLaOlnsGlGgEZeDjs";

static const char unknown_key[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6Inp6In0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.W2L6exHrmnJHSubsAWFA7VLOIIaIYXSNzKHACpgq25Vh"
    "Uc7bgKO4c5BPTcN5q6wOVrbNKPzk1KS36MFiVKxoiff_JxXspDrfaURoHA9cufYPXJGi0G-zpQuM"
    "2kXlr6tzfnJtY4BS0OO0bTtsGiyeNsipbkKvBcyp4EgFWgtgxWcETXKtPFzmIeq2HM3fKt_OmHnz"
    "W8DJo7Rg1K9P6cnJ_gjLHTgeGl7Rchz5vRF9Q9NOrpQj2qLDBHg24qRD6ZJYVTYtTSuWHL_1XeCx"
    "9j7qiB7iKDpncpDYJ9M7K8XPwkpyaVjHiILgSz7jbrikrDGC2PQdI2-91XhAJDB2cNoBpA";

static const char hmac[] =
    "eyJhbGciOiJIUzI1NiIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.HtpEJnjLaqaCc3ftgWLCHS0atjheyv9w8cFaW-ihyDs";

static const char none[] =
    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiI0MiIsIm5h"
    "bWUiOiJab8OpIn0.";

static const char mixed[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6InIxIn0.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJz"
    "dWIiOiI0MiIsIm5hbWUiOiJab8OpIn0.HbWt3I2x28oH-h4t7NvPdVmUfR_Uqn8BEXfeqhVVazlK"
    "HcG1f5sQesPGTlCWQ0fB8HpVFpWZrcL3PLm6x75k4g";

static Fault verify(Arena *mem, const char *token, Str *ret)
{
    return jose_verify(mem, str_from(token), str_from(key_set), ret);
}

static void what_its_keys_signed_is_read(void **state)
{
    static const char *const good[] = { rs256, es256 };
    SCOPED(arena_done) Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        Str claims = { 0 };
        assert_int_equal(verify(&mem, good[i], &claims), FAULT_NONE);
        assert_true(str_has(claims, STR("\"sub\":\"42\"")));
        assert_true(str_has(claims, STR("Zoé")));
    }
}

static void forgeries_are_refused(void **state)
{
    static const struct {
        const char *token;
        Fault want;
    } rows[] = {
        { small_key, FAULT_INPUT },      { critical, FAULT_INPUT },
        { other_key, FAULT_DENIED },     { unknown_key, FAULT_ABSENT },
        { hmac, FAULT_DENIED },          { none, FAULT_INPUT },
        { mixed, FAULT_ABSENT },         { "", FAULT_INPUT },
        { "a.b", FAULT_INPUT },          { "a.b.c", FAULT_INPUT },
        { "e30.e30.e30", FAULT_DENIED },
    };
    SCOPED(arena_done) Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        Str claims = { 0 };
        assert_int_equal(verify(&mem, rows[i].token, &claims), rows[i].want);
        assert_int_equal(claims.len, 0);
    }
}

/* Not one character of a token may be another. */
static void a_changed_token_is_refused(void **state)
{
    static const char *const good[] = { rs256, es256 };
    SCOPED(arena_done) Arena mem = { 0 };

    (void)state;
    for (size_t k = 0; k < COUNT(good); k++) {
        for (size_t i = 0; i + 4 < strlen(good[k]); i++) {
            char *token = str_c(&mem, str_from(good[k]));
            Str claims;
            token[i] = token[i] == 'A' ? 'B' : 'A';
            assert_int_not_equal(verify(&mem, token, &claims), FAULT_NONE);
        }
        arena_reset(&mem);
    }
}

static void what_is_too_large_isnt_looked_at(void **state)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Str claims, large = { arena_alloc(&mem, JOSE_KEYS_MAX + 1), JOSE_KEYS_MAX + 1 };

    (void)state;
    assert_int_equal(
        jose_verify(&mem, str_slice(large, 0, JOSE_TOKEN_MAX + 1), str_from(key_set), &claims),
        FAULT_LIMIT);
    assert_int_equal(jose_verify(&mem, str_from(rs256), large, &claims), FAULT_LIMIT);
    assert_int_equal(jose_verify(&mem, str_from(rs256), STR("{\"keys\":{}}"), &claims),
                     FAULT_INPUT);
    assert_int_equal(jose_verify(&mem, str_from(rs256), STR("{\"keys\":[1,{}]}"), &claims),
                     FAULT_ABSENT);
}

/* The example of RFC 7636, appendix B. */
static void a_challenge_is_that_of_the_standard(void **state)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Str got = jose_challenge(&mem, STR("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));

    (void)state;
    assert_true(str_eq(got, STR("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_its_keys_signed_is_read),
        cmocka_unit_test(forgeries_are_refused),
        cmocka_unit_test(a_changed_token_is_refused),
        cmocka_unit_test(what_is_too_large_isnt_looked_at),
        cmocka_unit_test(a_challenge_is_that_of_the_standard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
