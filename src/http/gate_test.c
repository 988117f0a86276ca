#include "http/gate.h"

#include <stdlib.h>
#include <string.h>

#include "http/http.h"
#include "tests/unit.h"

#define HOST "Host: a\r\n"
#define FORM "POST / HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n"
#define CHUNKED FORM "Transfer-Encoding: chunked\r\n\r\n"

typedef struct Case {
    Str bytes;
    int status; /* 0: all passes */
} Case;

/* Offers the bytes step by step, as a socket would. */
static Gate feed(Str bytes, size_t step, size_t *ret_passed)
{
    Gate g = { 0 };
    size_t passed = 0;
    char *copy = malloc(bytes.len + 1);

    assert_non_null(copy);
    memcpy(copy, bytes.at, bytes.len);
    for (size_t here = 0; here < bytes.len && g.phase != GATE_SHUT;) {
        here = here + step < bytes.len ? here + step : bytes.len;
        passed += gate_look(&g, copy + passed, here - passed);
    }
    free(copy);
    *ret_passed = passed;
    return g;
}

static void check(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t step = 1; step <= cases[i].bytes.len; step++) {
            size_t passed;
            Gate g = feed(cases[i].bytes, step, &passed);
            if (g.status != cases[i].status) {
                fail_msg("case %zu, %zu bytes at a time: %d", i, step, g.status);
            }
            assert_true(cases[i].status != 0 || passed == cases[i].bytes.len);
            assert_true(cases[i].status == 0 || (g.phase == GATE_SHUT && g.refusal_len > 0));
        }
    }
}

static void a_well_formed_stream_passes_whole(void **state)
{
    static const Case cases[] = {
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "\r\n"), 0 },
        { STR_INIT("GET / HTTP/1.0\r\nhOsT:[::1]:80 \r\n\r\n"), 0 },
        { STR_INIT("GET /?a=b&c=\xc3\xa9 HTTP/1.1\r\n" HOST "A: \t\xc3\xa9 \r\nB:\r\n\r\n"),
          0 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "\r\nHEAD /b HTTP/1.1\r\n" HOST "\r\n"), 0 },
        { STR_INIT(FORM "Content-Length: 3\r\n\r\na=bGET / HTTP/1.1\r\n" HOST "\r\n"), 0 },
        { STR_INIT(CHUNKED "3\r\na=b\r\n00000001;x=y\r\nc\r\n0\r\n\r\nGET / HTTP/1.1\r\n" HOST
                           "\r\n"),
          0 },
    };

    (void)state;
    check(cases, COUNT(cases));
}

static void a_head_that_two_readers_may_read_differently_is_refused(void **state)
{
    static const Case cases[] = {
        { STR_INIT("GET / HTTP/1.1\n" HOST "\r\n"), 400 },                 /* bare LF */
        { STR_INIT("GET / HTTP/1.1\r\nHost: a\n\n"), 400 },                /* bare LF */
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "A: b\rC: d\r\n\r\n"), 400 }, /* bare CR */
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "A: b\0c\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "A: b\r\n c\r\n\r\n"), 400 }, /* folded */
        { STR_INIT("GET / HTTP/1.1\r\n Host: a\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\nHost : a\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "A b\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST ": b\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST "~a: b\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n\r\n"), 400 }, /* no Host */
        { STR_INIT("GET / HTTP/1.1\r\nHost:\r\n\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\n" HOST HOST "\r\n"), 400 },
        { STR_INIT("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400 },
        { STR_INIT("\r\nGET / HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("get / HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("r431 / HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET  / HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET / x HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET /\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET / HTTP/2.0\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET /#a HTTP/1.1\r\n" HOST "\r\n"), 400 },
        { STR_INIT("GET /\x01 HTTP/1.1\r\n" HOST "\r\n"), 400 },
    };

    (void)state;
    check(cases, COUNT(cases));
}

static void a_body_has_one_length_or_chunks(void **state)
{
    static const Case cases[] = {
        { STR_INIT(FORM "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: 3\r\nContent-Length: 3\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: +3\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: -3\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: 3, 3\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: 0x3\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length:\r\n\r\n"), 400 },
        { STR_INIT(FORM "Content-Length: 9999999999999999\r\n\r\n"), 400 },
        { STR_INIT(FORM "Transfer-Encoding: gzip, chunked\r\n\r\n"), 400 },
        { STR_INIT(FORM "Transfer-Encoding: chunked, chunked\r\n\r\n"), 400 },
        { STR_INIT(FORM "Transfer-Encoding: identity\r\n\r\n"), 400 },
        { STR_INIT(FORM "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"),
          400 },
        { STR_INIT("POST / HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n"), 400 },
        { STR_INIT(CHUNKED "3\na=b\r\n0\r\n\r\n"), 400 },
        { STR_INIT(CHUNKED "3\r\na=bc\r\n"), 400 },
        { STR_INIT(CHUNKED "3\r\na=b\n0\r\n\r\n"), 400 },
        { STR_INIT(CHUNKED "\r\n"), 400 },
        { STR_INIT(CHUNKED " 3\r\n"), 400 },
        { STR_INIT(CHUNKED "3 \r\n"), 400 },
        { STR_INIT(CHUNKED "0x3\r\n"), 400 },
        { STR_INIT(CHUNKED "-3\r\n"), 400 },
        { STR_INIT(CHUNKED "000000003\r\n"), 400 }, /* nine digits */
        { STR_INIT(CHUNKED "fffffffff\r\n"), 400 },
        { STR_INIT(CHUNKED "10001\r\n"), 413 },
        { STR_INIT(CHUNKED "0\r\nA: b\r\n\r\n"), 400 }, /* a trailer */
        { STR_INIT(CHUNKED "0\r\n\n"), 400 },
    };

    (void)state;
    check(cases, COUNT(cases));
}

static Str chunk_with_extension(Arena *mem, size_t size)
{
    Buf b = buf_new(mem, 1024);

    buf_add(&b, STR(CHUNKED "3;"));
    for (size_t i = 1; i < size; i++) {
        buf_char(&b, 'x');
    }
    buf_add(&b, STR("\r\na=b\r\n0\r\n\r\n"));
    return buf_str(&b);
}

static void a_chunk_extension_has_64_bytes_at_most(void **state)
{
    Arena mem = { 0 };
    const Case cases[] = { { chunk_with_extension(&mem, 63), 0 },
                           { chunk_with_extension(&mem, 64), 0 },
                           { chunk_with_extension(&mem, 65), 400 } };

    (void)state;
    check(cases, COUNT(cases));
    arena_done(&mem);
}

static void the_target_and_the_cookie_pass_hidden_and_come_back(void **state)
{
    char bytes[] = "GET /a?b?c HTTP/1.1\r\n" HOST "COOKIE: a=b\r\n\r\n";
    char target[] = "/a#b#c";
    Gate g = { 0 };

    (void)state;
    assert_int_equal(gate_look(&g, bytes, sizeof bytes - 1), sizeof bytes - 1);
    assert_string_equal(bytes, "GET /a#b#c HTTP/1.1\r\n" HOST "~ookie: a=b\r\n\r\n");
    gate_restore_target(target);
    assert_string_equal(target, "/a?b?c");
}

static void a_refusal_carries_its_status_and_no_client_can(void **state)
{
    Gate g = { 0 };

    (void)state;
    gate_refuse(&g, 431);
    assert_true(
        str_eq((Str){ g.refusal, g.refusal_len }, STR("r431 / HTTP/1.1\r\nHost: -\r\n\r\n")));
    assert_int_equal(gate_method_status(STR("r431")), 431);
    assert_int_equal(gate_method_status(STR("r200")), 0);
    assert_int_equal(gate_method_status(STR("GET")), 0);
    assert_int_equal(gate_method_status(STR("HEAD")), 0);
}

static void a_body_too_long_by_its_length_stays_outside(void **state)
{
    static const Str bytes = STR_INIT(FORM "Content-Length: 65537\r\n\r\naaaa");
    size_t passed;

    (void)state;
    Gate g = feed(bytes, bytes.len, &passed);
    assert_int_equal(passed, bytes.len - 4);
    assert_int_equal(g.phase, GATE_SHUT);
    assert_int_equal(g.status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_well_formed_stream_passes_whole),
        cmocka_unit_test(a_head_that_two_readers_may_read_differently_is_refused),
        cmocka_unit_test(a_body_has_one_length_or_chunks),
        cmocka_unit_test(a_chunk_extension_has_64_bytes_at_most),
        cmocka_unit_test(the_target_and_the_cookie_pass_hidden_and_come_back),
        cmocka_unit_test(a_refusal_carries_its_status_and_no_client_can),
        cmocka_unit_test(a_body_too_long_by_its_length_stays_outside),
    };

    return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
