#include "courier/guard.h"

#include "tests/unit.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct Address {
    const char *text;
    GuardSort sort;
} Address;

/* clang-format off */
static const Address addresses[] = {
    { "8.8.8.8", GUARD_PUBLIC }, { "1.1.1.1", GUARD_PUBLIC }, { "185.75.143.24", GUARD_PUBLIC },
    { "9.255.255.255", GUARD_PUBLIC }, { "11.0.0.0", GUARD_PUBLIC },
    { "100.63.255.255", GUARD_PUBLIC }, { "100.128.0.0", GUARD_PUBLIC },
    { "126.255.255.255", GUARD_PUBLIC }, { "128.0.0.0", GUARD_PUBLIC },
    { "169.253.255.255", GUARD_PUBLIC }, { "169.255.0.0", GUARD_PUBLIC },
    { "172.15.255.255", GUARD_PUBLIC }, { "172.32.0.0", GUARD_PUBLIC },
    { "192.0.1.0", GUARD_PUBLIC }, { "192.167.255.255", GUARD_PUBLIC }, { "192.169.0.0", GUARD_PUBLIC },
    { "198.17.255.255", GUARD_PUBLIC }, { "198.20.0.0", GUARD_PUBLIC }, { "223.255.255.255", GUARD_PUBLIC },
    { "0.0.0.0", GUARD_THIS_HOST }, { "0.1.2.3", GUARD_THIS_HOST }, { "0.255.255.255", GUARD_THIS_HOST },
    { "10.0.0.0", GUARD_PRIVATE }, { "10.255.255.255", GUARD_PRIVATE },
    { "100.64.0.0", GUARD_SHARED }, { "100.127.255.255", GUARD_SHARED },
    { "127.0.0.0", GUARD_LOOPBACK }, { "127.0.0.1", GUARD_LOOPBACK }, { "127.255.255.255", GUARD_LOOPBACK },
    { "169.254.0.0", GUARD_LINK_LOCAL }, { "169.254.169.254", GUARD_LINK_LOCAL },
    { "169.254.255.255", GUARD_LINK_LOCAL },
    { "172.16.0.0", GUARD_PRIVATE }, { "172.31.255.255", GUARD_PRIVATE },
    { "192.0.0.1", GUARD_RESERVED }, { "192.0.0.255", GUARD_RESERVED },
    { "192.0.2.1", GUARD_DOCUMENTATION }, { "192.31.196.1", GUARD_RESERVED },
    { "192.52.193.1", GUARD_RESERVED }, { "192.88.99.1", GUARD_TUNNEL },
    { "192.168.0.0", GUARD_PRIVATE }, { "192.168.255.255", GUARD_PRIVATE },
    { "192.175.48.1", GUARD_RESERVED }, { "198.18.0.0", GUARD_BENCHMARK },
    { "198.19.255.255", GUARD_BENCHMARK }, { "198.51.100.1", GUARD_DOCUMENTATION },
    { "203.0.113.255", GUARD_DOCUMENTATION }, { "224.0.0.0", GUARD_MULTICAST },
    { "239.255.255.255", GUARD_MULTICAST }, { "240.0.0.0", GUARD_RESERVED },
    { "255.255.255.254", GUARD_RESERVED }, { "255.255.255.255", GUARD_BROADCAST },
    { "2a00:1450:4007::1", GUARD_PUBLIC }, { "2606:4700::1111", GUARD_PUBLIC },
    { "2001:200::1", GUARD_PUBLIC }, { "2003::1", GUARD_PUBLIC }, { "3fff:1000::1", GUARD_PUBLIC },
    { "::", GUARD_THIS_HOST }, { "::1", GUARD_LOOPBACK },
    { "::ffff:127.0.0.1", GUARD_TUNNEL }, { "::ffff:8.8.8.8", GUARD_TUNNEL },
    { "::ffff:7f00:1", GUARD_TUNNEL }, { "::127.0.0.1", GUARD_TUNNEL }, { "::8.8.8.8", GUARD_TUNNEL },
    { "::ffff:0:127.0.0.1", GUARD_RESERVED },
    { "64:ff9b::127.0.0.1", GUARD_TUNNEL }, { "64:ff9b::8.8.8.8", GUARD_TUNNEL },
    { "64:ff9b:1::a00:1", GUARD_TUNNEL }, { "100::1", GUARD_RESERVED },
    { "2001::1", GUARD_TUNNEL }, { "2001:0:7f00:1::", GUARD_TUNNEL },
    { "2001:2::1", GUARD_BENCHMARK }, { "2001:10::1", GUARD_RESERVED }, { "2001:1ff::1", GUARD_RESERVED },
    { "2001:db8::1", GUARD_DOCUMENTATION }, { "2002:7f00:1::", GUARD_TUNNEL },
    { "2002:a9fe:a9fe::1", GUARD_TUNNEL }, { "2620:4f:8000::1", GUARD_RESERVED },
    { "3ffe::1", GUARD_RESERVED }, { "3fff::1", GUARD_DOCUMENTATION },
    { "4000::1", GUARD_RESERVED }, { "1000::1", GUARD_RESERVED }, { "fc00::1", GUARD_PRIVATE },
    { "fd12:3456:789a::1", GUARD_PRIVATE }, { "fdff::", GUARD_PRIVATE }, { "fe00::1", GUARD_RESERVED },
    { "fe80::1", GUARD_LINK_LOCAL }, { "febf::1", GUARD_LINK_LOCAL }, { "fec0::1", GUARD_PRIVATE },
    { "ff02::1", GUARD_MULTICAST }, { "ff0e::1", GUARD_MULTICAST },
};

static const char *const no_literals[] = {
    "", "0x7f.1", "127.1", "0x7f000001", "2130706433", "017700000001", "0177.0.0.1", "127.0.0.01",
    "127.0.0.1.", "127.0.0", "127.0.0.256", "1.2.3.4.5", " 127.0.0.1", "127.0.0.1 ", "fe80::1%lo",
    "[::1]", "::1::", "12345::", "localhost",
};

typedef struct Url {
    const char *text;
    Fault fault;
} Url;

static const Url urls[] = {
    { "https://geo.api.gouv.fr/communes?fields=code,nom&format=json", FAULT_NONE },
    { "https://id.example", FAULT_NONE }, { "HTTPS://ID.Example/", FAULT_NONE },
    { "https://id.example:443/x", FAULT_NONE }, { "https://8.8.8.8/", FAULT_NONE },
    { "https://[2606:4700::1111]/", FAULT_NONE }, { "https://xn--caf-dma.example/", FAULT_NONE },
    { "https://a.example?x=1", FAULT_NONE },
    { "http://id.example/", FAULT_DENIED }, { "https://id.example:80/", FAULT_DENIED },
    { "https://id.example:8443/", FAULT_DENIED }, { "https://id.example:22/", FAULT_DENIED },
    { "https://127.0.0.1/", FAULT_DENIED }, { "https://[::1]/", FAULT_DENIED },
    { "https://10.0.0.1/", FAULT_DENIED }, { "https://169.254.169.254/latest", FAULT_DENIED },
    { "https://[::ffff:127.0.0.1]/", FAULT_DENIED }, { "https://[64:ff9b::7f00:1]/", FAULT_DENIED },
    { "https://localhost/", FAULT_DENIED }, { "https://intranet/", FAULT_DENIED },
    { "https://255.255.255.255/", FAULT_DENIED },
    { "ftp://id.example/", FAULT_INPUT }, { "file:///etc/passwd", FAULT_INPUT },
    { "gopher://id.example/", FAULT_INPUT }, { "//id.example/", FAULT_INPUT },
    { "https:id.example", FAULT_INPUT }, { "https:/id.example/", FAULT_INPUT },
    { "https:\\\\id.example\\", FAULT_INPUT }, { "https:///x", FAULT_INPUT },
    { "https://", FAULT_INPUT }, { "", FAULT_INPUT }, { " https://id.example/", FAULT_INPUT },
    { "https://user@id.example/", FAULT_INPUT }, { "https://user:word@id.example/", FAULT_INPUT },
    { "https://id.example@127.0.0.1/", FAULT_INPUT }, { "https://127.0.0.1#@id.example/", FAULT_INPUT },
    { "https://id.example\\@127.0.0.1/", FAULT_INPUT }, { "https://id.example:443@127.0.0.1/", FAULT_INPUT },
    { "https://0x7f.1/", FAULT_INPUT }, { "https://127.1/", FAULT_INPUT },
    { "https://2130706433/", FAULT_INPUT }, { "https://0177.0.0.1/", FAULT_INPUT },
    { "https://0x7f000001/", FAULT_INPUT }, { "https://127.0.0.1./", FAULT_INPUT },
    { "https://id.example./", FAULT_INPUT }, { "https://.id.example/", FAULT_INPUT },
    { "https://id..example/", FAULT_INPUT }, { "https://-id.example/", FAULT_INPUT },
    { "https://id_x.example/", FAULT_INPUT }, { "https://caf\303\251.example/", FAULT_INPUT },
    { "https://\357\274\221\357\274\222\357\274\227.0.0.1/", FAULT_INPUT },
    { "https://127%2e0.0.1/", FAULT_INPUT }, { "https://id.example:/", FAULT_INPUT },
    { "https://id.example:0443/", FAULT_INPUT }, { "https://id.example:+443/", FAULT_INPUT },
    { "https://id.example:99999/", FAULT_INPUT }, { "https://id.example:443443/", FAULT_INPUT },
    { "https://id.example:0/", FAULT_INPUT }, { "https://id.example:443x/", FAULT_INPUT },
    { "https://[::1/", FAULT_INPUT }, { "https://[::1]x/", FAULT_INPUT },
    { "https://[8.8.8.8]/", FAULT_INPUT }, { "https://::1/", FAULT_INPUT },
    { "https://[fe80::1%25lo]/", FAULT_INPUT }, { "https://[id.example]/", FAULT_INPUT },
    { "https://id.example/\r\nX: y", FAULT_INPUT }, { "https://id.example/a b", FAULT_INPUT },
    { "https://id.example/\t", FAULT_INPUT }, { "https://id.example/#x", FAULT_INPUT },
    { "https://id.example/\\x", FAULT_INPUT }, { "https://id.exam\rple/", FAULT_INPUT },
    { "https://id.example/caf\303\251", FAULT_INPUT },
};
/* clang-format on */

static void an_address_has_its_sort(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(addresses); i++) {
        GuardSort sort = GUARD_SORTS;
        print_message("address %s\n", addresses[i].text);
        assert_true(guard_literal(str_from(addresses[i].text), &sort));
        assert_int_equal(sort, addresses[i].sort);
    }
}

static void what_is_written_oddly_is_no_address(void **state)
{
    GuardSort sort = GUARD_SORTS;

    (void)state;
    for (size_t i = 0; i < COUNT(no_literals); i++) {
        print_message("not %s\n", no_literals[i]);
        assert_false(guard_literal(str_from(no_literals[i]), &sort));
    }
    assert_false(guard_literal(STR("127.0.0.1\0x"), &sort));
    assert_int_equal(sort, GUARD_SORTS);
}

static void sockets_are_judged_as_their_addresses(void **state)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    struct sockaddr local = { .sa_family = AF_UNIX };

    (void)state;
    assert_int_equal(inet_pton(AF_INET, "192.168.1.1", &four.sin_addr), 1);
    assert_int_equal(inet_pton(AF_INET6, "2606:4700::1111", &six.sin6_addr), 1);
    assert_int_equal(guard_address((const struct sockaddr *)&four), GUARD_PRIVATE);
    assert_int_equal(guard_address((const struct sockaddr *)&six), GUARD_PUBLIC);
    assert_int_equal(guard_address(&local), GUARD_FAMILY);
}

static void only_https_to_public_names_is_asked(void **state)
{
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(urls); i++) {
        GuardTarget target = { 0 };
        const char *why = NULL;
        print_message("url %s\n", urls[i].text);
        Fault f = guard_url(&mem, str_from(urls[i].text), STR(""), &target, &why);
        assert_int_equal(f, urls[i].fault);
        assert_true((why != NULL) == (f != FAULT_NONE));
        assert_true((target.port == 443) == (f == FAULT_NONE));
        assert_false(target.allowed);
    }
    arena_done(&mem);
}

static void what_the_operator_named_is_allowed(void **state)
{
    static const Str allow = STR_INIT("127.0.0.1:8025, [::1]:99 id.test:80");
    static const Url cases[] = {
        { "http://127.0.0.1:8025/x", FAULT_NONE },
        { "https://127.0.0.1:8025/x", FAULT_NONE },
        { "http://[::1]:99/", FAULT_NONE },
        { "http://ID.test/", FAULT_NONE },
        { "http://127.0.0.1:8026/", FAULT_DENIED },
        { "http://127.0.0.1/", FAULT_DENIED },
        { "http://other.test/", FAULT_DENIED },
        { "http://x.id.test/", FAULT_DENIED },
        { "https://u@127.0.0.1:8025/", FAULT_INPUT },
        { "http://127.1:8025/", FAULT_INPUT },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        GuardTarget target = { 0 };
        const char *why;
        print_message("url %s\n", cases[i].text);
        Fault f = guard_url(&mem, str_from(cases[i].text), allow, &target, &why);
        assert_int_equal(f, cases[i].fault);
        assert_true(target.allowed == (f == FAULT_NONE));
    }
    arena_done(&mem);
}

static void a_field_makes_no_second_one(void **state)
{
    static const char *const cases[][2] = {
        { "Host", "x" },
        { "content-length", "1" },
        { "Transfer-Encoding", "chunked" },
        { "X", "a\r\nY: b" },
        { "X", "a\nb" },
        { "X\r\nY", "b" },
        { "X:", "b" },
        { "X Y", "b" },
        { "", "b" },
        { "X", "" },
        { "X", "a\177" },
        { "Connection", "close" },
    };

    (void)state;
    assert_true(guard_header(STR("Content-Type"), STR("application/x-www-form-urlencoded")));
    assert_true(guard_header(STR("Authorization"), STR("Bearer a.b-c_d")));
    assert_false(guard_header(STR("X"), STR("a\0b")));
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_false(guard_header(str_from(cases[i][0]), str_from(cases[i][1])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_has_its_sort),
        cmocka_unit_test(what_is_written_oddly_is_no_address),
        cmocka_unit_test(sockets_are_judged_as_their_addresses),
        cmocka_unit_test(only_https_to_public_names_is_asked),
        cmocka_unit_test(what_the_operator_named_is_allowed),
        cmocka_unit_test(a_field_makes_no_second_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
