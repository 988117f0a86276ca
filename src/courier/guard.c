#include "courier/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

enum { HTTPS_PORT = 443, HTTP_PORT = 80, LABEL_MAX = 63, PORT_DIGITS = 5, PORT_MOST = 65535 };

typedef struct Range4 {
    uint32_t from; /* in the order of this machine */
    int bits;
    GuardSort sort;
} Range4;

typedef struct Range6 {
    uint8_t from[16];
    int bits;
    GuardSort sort;
} Range6;

/* The special registries of IANA; the first that fits holds. */
/* clang-format off */
static const Range4 ranges4[] = {
    { 0x00000000, 8, GUARD_THIS_HOST },      /* 0.0.0.0/8 */
    { 0x0a000000, 8, GUARD_PRIVATE },        /* 10.0.0.0/8 */
    { 0x64400000, 10, GUARD_SHARED },        /* 100.64.0.0/10 */
    { 0x7f000000, 8, GUARD_LOOPBACK },       /* 127.0.0.0/8 */
    { 0xa9fe0000, 16, GUARD_LINK_LOCAL },    /* 169.254.0.0/16 */
    { 0xac100000, 12, GUARD_PRIVATE },       /* 172.16.0.0/12 */
    { 0xc0000000, 24, GUARD_RESERVED },      /* 192.0.0.0/24 */
    { 0xc0000200, 24, GUARD_DOCUMENTATION }, /* 192.0.2.0/24 */
    { 0xc01fc400, 24, GUARD_RESERVED },      /* 192.31.196.0/24, AS112 */
    { 0xc034c100, 24, GUARD_RESERVED },      /* 192.52.193.0/24, AMT */
    { 0xc0586300, 24, GUARD_TUNNEL },        /* 192.88.99.0/24, relays of 6to4 */
    { 0xc0a80000, 16, GUARD_PRIVATE },       /* 192.168.0.0/16 */
    { 0xc0af3000, 24, GUARD_RESERVED },      /* 192.175.48.0/24, AS112 */
    { 0xc6120000, 15, GUARD_BENCHMARK },     /* 198.18.0.0/15 */
    { 0xc6336400, 24, GUARD_DOCUMENTATION }, /* 198.51.100.0/24 */
    { 0xcb007100, 24, GUARD_DOCUMENTATION }, /* 203.0.113.0/24 */
    { 0xe0000000, 4, GUARD_MULTICAST },      /* 224.0.0.0/4 */
    { 0xffffffff, 32, GUARD_BROADCAST },
    { 0xf0000000, 4, GUARD_RESERVED },       /* 240.0.0.0/4 */
};

/* Only 2000::/3 has ever been given out; what isn't listed there is public. */
static const Range6 ranges6[] = {
    { { 0 }, 128, GUARD_THIS_HOST },                                /* :: */
    { { [15] = 1 }, 128, GUARD_LOOPBACK },                          /* ::1 */
    { { [10] = 0xff, 0xff }, 96, GUARD_TUNNEL },                    /* ::ffff:0:0/96 */
    { { 0 }, 96, GUARD_TUNNEL },                                    /* ::/96, IPv4 within */
    { { 0, 0x64, 0xff, 0x9b }, 96, GUARD_TUNNEL },                  /* 64:ff9b::/96, NAT64 */
    { { 0, 0x64, 0xff, 0x9b, 0, 1 }, 48, GUARD_TUNNEL },            /* 64:ff9b:1::/48 */
    { { 0x01 }, 64, GUARD_RESERVED },                               /* 100::/64, discarded */
    { { 0x20, 0x01, 0, 0 }, 32, GUARD_TUNNEL },                     /* 2001::/32, Teredo */
    { { 0x20, 0x01, 0, 2, 0, 0 }, 48, GUARD_BENCHMARK },            /* 2001:2::/48 */
    { { 0x20, 0x01, 0, 0 }, 23, GUARD_RESERVED },                   /* 2001::/23, protocols */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32, GUARD_DOCUMENTATION },        /* 2001:db8::/32 */
    { { 0x20, 0x02 }, 16, GUARD_TUNNEL },                           /* 2002::/16, 6to4 */
    { { 0x26, 0x20, 0, 0x4f, 0x80, 0 }, 48, GUARD_RESERVED },       /* 2620:4f:8000::/48 */
    { { 0x3f, 0xff, 0 }, 20, GUARD_DOCUMENTATION },                 /* 3fff::/20 */
    { { 0x3f, 0xfe }, 16, GUARD_RESERVED },                         /* 3ffe::/16, 6bone */
    { { 0x20 }, 3, GUARD_PUBLIC },                                  /* 2000::/3 */
    { { 0xfc }, 7, GUARD_PRIVATE },                                 /* fc00::/7 */
    { { 0xfe, 0x80 }, 10, GUARD_LINK_LOCAL },                       /* fe80::/10 */
    { { 0xfe, 0xc0 }, 10, GUARD_PRIVATE },                          /* fec0::/10 */
    { { 0xff }, 8, GUARD_MULTICAST },                               /* ff00::/8 */
};
/* clang-format on */

GuardSort guard_ip4(const uint8_t address[4])
{
    uint32_t a = (uint32_t)address[0] << 24 | (uint32_t)address[1] << 16 |
                 (uint32_t)address[2] << 8 | address[3];

    for (size_t i = 0; i < COUNT(ranges4); i++) {
        if ((a ^ ranges4[i].from) >> (32 - ranges4[i].bits) == 0) {
            return ranges4[i].sort;
        }
    }
    return GUARD_PUBLIC;
}

static bool begins(const uint8_t *a, const uint8_t *from, int bits)
{
    size_t whole = (size_t)bits / 8;
    int left = bits % 8;

    return memcmp(a, from, whole) == 0 &&
           (left == 0 || (a[whole] ^ from[whole]) >> (8 - left) == 0);
}

GuardSort guard_ip6(const uint8_t address[16])
{
    for (size_t i = 0; i < COUNT(ranges6); i++) {
        if (begins(address, ranges6[i].from, ranges6[i].bits)) {
            return ranges6[i].sort;
        }
    }
    return GUARD_RESERVED;
}

GuardSort guard_address(const struct sockaddr *address)
{
    struct sockaddr_in in4;
    struct sockaddr_in6 in6;
    uint8_t four[4];

    if (address->sa_family == AF_INET) {
        memcpy(&in4, address, sizeof in4);
        memcpy(four, &in4.sin_addr, sizeof four);
        return guard_ip4(four);
    }
    if (address->sa_family == AF_INET6) {
        memcpy(&in6, address, sizeof in6);
        return guard_ip6(in6.sin6_addr.s6_addr);
    }
    return GUARD_FAMILY;
}

bool guard_literal(Str text, GuardSort *ret)
{
    char copy[INET6_ADDRSTRLEN] = "";
    uint8_t at[16];

    if (text.len == 0 || text.len >= sizeof copy || memchr(text.at, '\0', text.len)) {
        return false;
    }
    memcpy(copy, text.at, text.len);
    if (inet_pton(AF_INET, copy, at) == 1) { /* refuses 0x7f.1, 127.1 and 010.0.0.1 */
        *ret = guard_ip4(at);
        return true;
    }
    if (inet_pton(AF_INET6, copy, at) == 1) {
        *ret = guard_ip6(at);
        return true;
    }
    return false;
}

const char *guard_sort_name(GuardSort sort)
{
    static const char *const names[GUARD_SORTS] = {
        [GUARD_PUBLIC] = "public",
        [GUARD_THIS_HOST] = "this host",
        [GUARD_LOOPBACK] = "loopback",
        [GUARD_PRIVATE] = "private",
        [GUARD_LINK_LOCAL] = "link local",
        [GUARD_SHARED] = "of a carrier",
        [GUARD_MULTICAST] = "multicast",
        [GUARD_BROADCAST] = "broadcast",
        [GUARD_DOCUMENTATION] = "documentation",
        [GUARD_BENCHMARK] = "benchmark",
        [GUARD_RESERVED] = "reserved",
        [GUARD_TUNNEL] = "tunnel",
        [GUARD_FAMILY] = "of another family",
    };

    return (unsigned)sort < GUARD_SORTS ? names[sort] : "unknown";
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static Str lower(Arena *mem, Str s)
{
    char *to = arena_alloc(mem, s.len + 1);

    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        to[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return (Str){ to, s.len };
}

static bool is_label(Str s)
{
    bool fine = s.len > 0 && s.len <= LABEL_MAX && s.at[0] != '-' && s.at[s.len - 1] != '-';

    for (size_t i = 0; fine && i < s.len; i++) {
        fine = is_alnum(s.at[i]) || s.at[i] == '-';
    }
    return fine;
}

/* Names whose last label begins with a digit are numbers in disguise: some
 * resolvers read 127.1, 0x7f.1 and 2130706433 as 127.0.0.1. */
static bool is_name(Str s)
{
    Str label, rest = s;

    if (s.len > GUARD_HOST_MAX) {
        return false;
    }
    while (str_cut(rest, '.', &label, &rest)) {
        if (!is_label(label)) {
            return false;
        }
    }
    return is_label(label) && !is_digit(label.at[0]);
}

static bool is_path(Str s)
{
    static const Str never = STR_INIT("\\\"<>^`{|}#");

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] <= 0x20 || s.at[i] >= 0x7f || str_has(never, str_slice(s, i, 1))) {
            return false;
        }
    }
    return true;
}

static bool read_port(Str s, int *ret)
{
    int64_t v;

    if (s.len == 0 || s.len > PORT_DIGITS || s.at[0] == '-' || s.at[0] == '0' ||
        !str_to_int(s, &v) || v > PORT_MOST) {
        return false;
    }
    *ret = (int)v;
    return true;
}

/* "host:port", of which the operator named a few, between spaces or commas. */
static bool is_allowed(Str allow, Str host_port)
{
    for (size_t from = 0, to; from < allow.len; from = to + 1) {
        to = from;
        while (to < allow.len && allow.at[to] != ' ' && allow.at[to] != ',') {
            to++;
        }
        if (str_eq_nocase(str_slice(allow, from, to - from), host_port)) {
            return true;
        }
    }
    return false;
}

/* "[::1]:8443" to "::1" and ":8443"; "name:8443" to "name" and ":8443". */
static bool cut_port(Str authority, Str *ret_host, Str *ret_port, bool *ret_bracketed)
{
    char end = authority.len > 0 && authority.at[0] == '[' ? ']' : ':';
    const char *at = authority.len > 0 ? memchr(authority.at, end, authority.len) : NULL;
    size_t here = at ? (size_t)(at - authority.at) : authority.len;

    *ret_bracketed = end == ']';
    if (end == ']' && !at) {
        return false;
    }
    *ret_host = end == ']' ? str_slice(authority, 1, here - 1) : str_slice(authority, 0, here);
    here += end == ']';
    *ret_port = str_slice(authority, here, authority.len);
    return ret_port->len == 0 || ret_port->at[0] == ':';
}

static bool read_host(Arena *mem, Str host, bool bracketed, GuardTarget *t, GuardSort *ret)
{
    t->host = lower(mem, host);
    t->literal = guard_literal(t->host, ret);
    bool six = t->literal && memchr(t->host.at, ':', t->host.len) != NULL;
    return t->literal ? six == bracketed : !bracketed && is_name(t->host);
}

static bool read_authority(Arena *mem, Str authority, GuardTarget *t, GuardSort *ret)
{
    bool bracketed;
    Str host, port;

    t->port = t->https ? HTTPS_PORT : HTTP_PORT;
    if (!cut_port(authority, &host, &port, &bracketed) ||
        !read_host(mem, host, bracketed, t, ret)) {
        return false;
    }
    return port.len == 0 || read_port(str_slice(port, 1, port.len), &t->port);
}

static bool cut_url(Str url, GuardTarget *t, Str *ret_authority, Str *ret_path)
{
    static const Str heads[] = { STR_INIT("http://"), STR_INIT("https://") };
    size_t end, from = 0;

    for (size_t i = 0; i < COUNT(heads); i++) {
        if (str_eq_nocase(str_slice(url, 0, heads[i].len), heads[i])) {
            t->https = i == 1;
            from = heads[i].len;
        }
    }
    for (end = from; end < url.len && url.at[end] != '/' && url.at[end] != '?'; end++) {
    }
    *ret_authority = str_slice(url, from, end - from);
    *ret_path = str_slice(url, end, url.len);
    return from > 0;
}

static Fault refuse(Fault f, const char *why, const char **ret_why)
{
    *ret_why = why;
    return f;
}

static Fault judge(Arena *mem, Str allow, GuardTarget *t, GuardSort sort, const char **ret_why)
{
    bool six = memchr(t->host.at, ':', t->host.len) != NULL;
    Str named = str_format(mem, "%s%.*s%s:%d", six ? "[" : "", STR_ARG(t->host), six ? "]" : "",
                           t->port);

    t->allowed = is_allowed(allow, named);
    if (t->allowed) {
        return FAULT_NONE;
    }
    if (!t->https || t->port != HTTPS_PORT) {
        return refuse(FAULT_DENIED, "only https, on its own port", ret_why);
    }
    if (t->literal && sort != GUARD_PUBLIC) {
        return refuse(FAULT_DENIED, guard_sort_name(sort), ret_why);
    }
    if (!t->literal && !memchr(t->host.at, '.', t->host.len)) {
        return refuse(FAULT_DENIED, "a name of the neighbourhood", ret_why);
    }
    return FAULT_NONE;
}

Fault guard_url(Arena *mem, Str url, Str allow, GuardTarget *ret, const char **ret_why)
{
    GuardTarget t = { 0 };
    GuardSort sort = GUARD_PUBLIC;
    Str authority, path;

    if (url.len == 0 || url.len > GUARD_URL_MAX || !cut_url(url, &t, &authority, &path)) {
        return refuse(FAULT_INPUT, "no address of the web", ret_why);
    }
    if (!read_authority(mem, authority, &t, &sort) || !is_path(path)) {
        return refuse(FAULT_INPUT, "an address that is written oddly", ret_why);
    }
    TRY(judge(mem, allow, &t, sort, ret_why));
    *ret = t;
    return FAULT_NONE;
}

bool guard_header(Str name, Str value)
{
    static const Str ours[] = {
        STR_INIT("host"),       STR_INIT("content-length"), STR_INIT("transfer-encoding"),
        STR_INIT("connection"), STR_INIT("expect"),         STR_INIT("upgrade")
    };

    for (size_t i = 0; i < COUNT(ours); i++) {
        if (str_eq_nocase(name, ours[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < name.len; i++) {
        if (!is_alnum(name.at[i]) && name.at[i] != '-') {
            return false;
        }
    }
    for (size_t i = 0; i < value.len; i++) {
        if ((uint8_t)value.at[i] < 0x20 || value.at[i] == 0x7f) {
            return false;
        }
    }
    return name.len > 0 && value.len > 0;
}
