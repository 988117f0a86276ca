#include "http/http.h"

#include <string.h>

#include "tests/unit.h"

static void a_form_is_read_decoded_once_in_order(void **state)
{
    Arena mem = { 0 };
    Pairs got;
    Str value = { 0 };

    (void)state;
    assert_int_equal(http_pairs(&mem, STR("a=1&b=x+y%2B&a=2&&c&%C3%A9=%2541"), &got),
                     FAULT_NONE);
    assert_int_equal(got.len, 5);
    assert_true(str_eq(got.at[1].value, STR("x y+")));
    assert_true(str_eq(got.at[2].value, STR("2")));
    assert_true(str_eq(got.at[3].name, STR("c")) && got.at[3].value.len == 0);
    assert_true(str_eq(got.at[4].name, STR("é")));
    assert_true(str_eq(got.at[4].value, STR("%41")));
    assert_int_equal(http_find(&got, STR("a"), &value), FAULT_NONE);
    assert_true(str_eq(value, STR("1")));
    assert_int_equal(http_find(&got, STR("z"), &value), FAULT_ABSENT);
    arena_done(&mem);
}

static void what_is_no_text_is_refused_in_a_form(void **state)
{
    static const char *const bad[] = { "a=%",   "a=%4",  "a=%zz",     "%4=b",
                                       "a=%ff", "a=%00", "a=\xc0\xaf" };
    Arena mem = { 0 };
    Pairs got = { .len = 7 };

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(http_pairs(&mem, str_from(bad[i]), &got), FAULT_INPUT);
        assert_int_equal(got.len, 7);
    }
    arena_done(&mem);
}

static Str many_fields(Arena *mem, int n)
{
    Buf b = buf_new(mem, 4096);

    for (int i = 0; i < n; i++) {
        buf_add(&b, STR("&a=b"));
    }
    return buf_str(&b);
}

static void a_form_has_200_fields_at_most(void **state)
{
    Arena mem = { 0 };
    Pairs got;

    (void)state;
    assert_int_equal(http_pairs(&mem, many_fields(&mem, 199), &got), FAULT_NONE);
    assert_int_equal(http_pairs(&mem, many_fields(&mem, 200), &got), FAULT_NONE);
    assert_int_equal(got.len, 200);
    assert_int_equal(http_pairs(&mem, many_fields(&mem, 201), &got), FAULT_LIMIT);
    arena_done(&mem);
}

static void a_target_is_split_and_decoded_once(void **state)
{
    static const struct {
        const char *target, *path; /* NULL: refused */
        size_t pairs;
    } cases[] = {
        { "/", "/", 0 },
        { "/cafes/12/caf%C3%A9?lieu=41018&rayon=50", "/cafes/12/café", 2 },
        { "/a+b%2541", "/a+b%41", 0 },
        { "/?", "/", 0 },
        { "http://a.fr/x?y=z", "/x", 1 },
        { "https://a.fr", "/", 0 },
        { "*", NULL, 0 },
        { "", NULL, 0 },
        { "cafes", NULL, 0 },
        { "/%ff", NULL, 0 },
        { "/%00", NULL, 0 },
        { "/%0a", NULL, 0 },
        { "/%", NULL, 0 },
        { "/a#b", NULL, 0 },
        { "/?a=%", NULL, 0 },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Request rq = { 0 };
        Fault f = http_target(&mem, str_from(cases[i].target), &rq);
        assert_int_equal(f, cases[i].path ? FAULT_NONE : FAULT_INPUT);
        assert_true(str_eq(rq.path, str_from(cases[i].path)));
        assert_int_equal(rq.query.len, cases[i].pairs);
    }
    arena_done(&mem);
}

static void the_best_encoding_is_what_the_client_prefers(void **state)
{
    static const struct {
        const char *value;
        Encoding want;
    } cases[] = {
        { "", IDENTITY },
        { "gzip", GZIP },
        { "x-gzip", IDENTITY },
        { "gzip, deflate, br, zstd", BROTLI },
        { "br;q=0.5, gzip;q=0.8", GZIP },
        { "br;q=1.0, gzip;q=1.000", BROTLI },
        { "BR", BROTLI },
        { "gzip;q=0", IDENTITY },
        { "gzip;q=0.0, br;q=0.000", IDENTITY },
        { "*", BROTLI },
        { "*;q=0, gzip", GZIP },
        { "br;q=0, *", GZIP },
        { "identity, gzip;q=0.5", IDENTITY },
        { "identity;q=0.5, gzip;q=0.6", GZIP },
        { "gzip;q=2", IDENTITY },
        { "gzip;q=0.1234", IDENTITY },
        { "gzip;q=1.5", IDENTITY },
        { "gzip;q=", IDENTITY },
        { "gzip ; q=0.5 ,,;", GZIP },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (http_accept_encoding(str_from(cases[i].value)) != cases[i].want) {
            fail_msg("%s", cases[i].value);
        }
    }
}

static void a_date_is_written_and_read_back(void **state)
{
    static const struct {
        int64_t at;
        const char *text;
    } cases[] = {
        { 784111777, "Sun, 06 Nov 1994 08:49:37 GMT" },
        { 0, "Thu, 01 Jan 1970 00:00:00 GMT" },
        { 951782400, "Tue, 29 Feb 2000 00:00:00 GMT" },
        { -1, "Wed, 31 Dec 1969 23:59:59 GMT" },
        { 4107542400, "Mon, 01 Mar 2100 00:00:00 GMT" },
        { 253402300799, "Fri, 31 Dec 9999 23:59:59 GMT" },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        int64_t at = 7;
        assert_true(str_eq(http_date(&mem, cases[i].at), str_from(cases[i].text)));
        assert_int_equal(http_date_read(str_from(cases[i].text), &at), FAULT_NONE);
        assert_int_equal(at, cases[i].at);
    }
    arena_done(&mem);
}

static void what_is_no_date_is_told(void **state)
{
    static const char *const bad[] = {
        "",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 30 Feb 2000 00:00:00 GMT",
        "Sun, 29 Feb 2100 00:00:00 GMT",
        "Sun, 06 Nop 1994 08:49:37 GMT",
        "Sun, 0x Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 32 Jan 2000 00:00:00 GMT",
    };
    int64_t at = 7;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(http_date_read(str_from(bad[i]), &at), FAULT_INPUT);
    }
    assert_int_equal(at, 7);
}

static void what_the_client_holds_is_not_sent_again(void **state)
{
    static const char date[] = "Sun, 06 Nov 1994 08:49:37 GMT";
    static const struct {
        Method method;
        int status;
        const char *etag, *held, *since;
        int64_t modified;
        bool want;
    } cases[] = {
        { GET, 200, "\"a\"", "\"a\"", "", 0, true },
        { HEAD, 200, "\"a\"", "\"a\"", "", 0, true },
        { POST, 200, "\"a\"", "\"a\"", "", 0, false },
        { GET, 404, "\"a\"", "\"a\"", "", 0, false },
        { GET, 200, "W/\"a\"", "\"b\", W/\"a\"", "", 0, true },
        { GET, 200, "\"a\"", "W/\"a\"", "", 0, true },
        { GET, 200, "\"a\"", "\"a-gz\"", "", 0, true },
        { GET, 200, "\"a\"", "\"a-br\"", "", 0, true },
        { GET, 200, "\"a\"", "\"a-xx\"", "", 0, false },
        { GET, 200, "\"a\"", "*", "", 0, true },
        { GET, 200, "", "*", "", 0, false },
        { GET, 200, "\"a\"", "a", "", 0, false },
        { GET, 200, "", "\"\"", "", 0, false },
        { GET, 200, "", "", date, 784111777, true },
        { GET, 200, "", "", date, 784111778, false },
        { GET, 200, "", "", date, 0, false },
        { GET, 200, "\"a\"", "\"b\"", date, 784111777, false }, /* the tag decides */
        { GET, 200, "", "", "yesterday", 784111777, false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Request rq = { .method = cases[i].method };
        Reply rp = { .status = cases[i].status, .last_modified = cases[i].modified };
        rq.headers.if_none_match = str_from(cases[i].held);
        rq.headers.if_modified_since = str_from(cases[i].since);
        rp.etag = str_from(cases[i].etag);
        if (http_not_modified(&rq, &rp) != cases[i].want) {
            fail_msg("case %zu", i);
        }
    }
}

static void a_cookie_is_found_by_its_whole_name(void **state)
{
    static const struct {
        const char *cookies, *name, *want; /* NULL: absent */
    } cases[] = {
        { "a=b", "a", "b" },         { "xa=1; a=2", "a", "2" }, { "a=1;a=2", "a", "1" },
        { " a = b ;c=d", "a", "b" }, { "a=b=c", "a", "b=c" },   { "a=", "a", "" },
        { "a", "a", NULL },          { "A=b", "a", NULL },      { "", "a", NULL },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = STR("none");
        Fault f = http_cookie(str_from(cases[i].cookies), str_from(cases[i].name), &got);
        assert_int_equal(f, cases[i].want ? FAULT_NONE : FAULT_ABSENT);
        assert_true(str_eq(got, cases[i].want ? str_from(cases[i].want) : STR("none")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_read_decoded_once_in_order),
        cmocka_unit_test(what_is_no_text_is_refused_in_a_form),
        cmocka_unit_test(a_form_has_200_fields_at_most),
        cmocka_unit_test(a_target_is_split_and_decoded_once),
        cmocka_unit_test(the_best_encoding_is_what_the_client_prefers),
        cmocka_unit_test(a_date_is_written_and_read_back),
        cmocka_unit_test(what_is_no_date_is_told),
        cmocka_unit_test(what_the_client_holds_is_not_sent_again),
        cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
    };

    return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
