#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool str_eq(Str a, Str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (lower(a.at[i]) != lower(b.at[i])) {
            return false;
        }
    }
    return true;
}

int str_cmp(Str a, Str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int way = n > 0 ? memcmp(a.at, b.at, n) : 0;

    return way ? way : (a.len > b.len) - (a.len < b.len);
}

bool str_has(Str s, Str part)
{
    return part.len == 0 || (s.len > 0 && memmem(s.at, s.len, part.at, part.len));
}

bool str_starts(Str s, Str head)
{
    return s.len >= head.len && str_eq(str_slice(s, 0, head.len), head);
}

bool str_ends(Str s, Str tail)
{
    return s.len >= tail.len && str_eq(str_slice(s, s.len - tail.len, tail.len), tail);
}

Str str_from(const char *c)
{
    return c ? (Str){ c, strlen(c) } : (Str){ 0 };
}

Str str_slice(Str s, size_t from, size_t len)
{
    if (from >= s.len) {
        return (Str){ 0 };
    }
    return (Str){ s.at + from, len < s.len - from ? len : s.len - from };
}

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str str_trim(Str s)
{
    while (s.len > 0 && blank(s.at[0])) {
        s.at++;
        s.len--;
    }
    while (s.len > 0 && blank(s.at[s.len - 1])) {
        s.len--;
    }
    return s;
}

char *str_c(Arena *a, Str s)
{
    char *p = arena_alloc(a, s.len + 1);

    if (s.len > 0) {
        memcpy(p, s.at, s.len);
    }
    return p;
}

Str str_copy(Arena *a, Str s)
{
    return (Str){ str_c(a, s), s.len };
}

Str str_format(Arena *a, const char *fmt, ...)
{
    char usual[256];
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(usual, sizeof usual, fmt, ap);
    va_end(ap);
    if (n < 0) {
        return (Str){ 0 };
    }
    char *at = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof usual) {
        memcpy(at, usual, (size_t)n);
    } else {
        va_start(ap, fmt);
        vsnprintf(at, (size_t)n + 1, fmt, ap);
        va_end(ap);
    }
    return (Str){ at, (size_t)n };
}

Str str_join(Arena *a, const Str *parts, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        len += parts[i].len;
    }
    char *at = arena_alloc(a, len + 1);
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].len > 0) {
            memcpy(at + to, parts[i].at, parts[i].len);
        }
        to += parts[i].len;
    }
    return (Str){ at, len };
}

/* Eight bytes at a time: multiplied to 128 bits, whose halves are mixed. */
uint64_t str_hash(Str s)
{
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15); /* the golden ratio */
    uint64_t h = s.len * odd + 1;

    for (size_t i = 0; i < s.len; i += sizeof h) {
        uint64_t word = 0;
        size_t n = s.len - i < sizeof word ? s.len - i : sizeof word;
        memcpy(&word, s.at + i, n);
        unsigned __int128 wide = (unsigned __int128)(h ^ word) * odd;
        h = (uint64_t)wide ^ (uint64_t)(wide >> 64) ^ word;
    }
    return h ^ h >> 32;
}

bool str_cut(Str s, char sep, Str *ret_head, Str *ret_tail)
{
    const char *p = s.len ? memchr(s.at, sep, s.len) : NULL;

    if (!p) {
        *ret_head = s;
        *ret_tail = (Str){ 0 };
        return false;
    }
    size_t n = (size_t)(p - s.at);
    *ret_head = (Str){ s.at, n };
    *ret_tail = (Str){ p + 1, s.len - n - 1 };
    return true;
}

/* How many bytes the character that begins with c takes; 0: none begins so. */
static size_t utf8_size(unsigned char c)
{
    if (c < 0x80) {
        return c > 0;
    }
    return c >= 0xc2 && c <= 0xdf ? 2 : (c & 0xf0) == 0xe0 ? 3 : c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

/* Longer than needed, a surrogate, or beyond U+10FFFF: forbidden. */
static bool utf8_bad_second(unsigned char c, unsigned char next)
{
    return (c == 0xe0 && next < 0xa0) || (c == 0xed && next > 0x9f) ||
           (c == 0xf0 && next < 0x90) || (c == 0xf4 && next > 0x8f);
}

/* The bytes of the character at p, of at most max; 0 when it is none. */
static size_t utf8_whole(const unsigned char *p, size_t max)
{
    size_t n = utf8_size(p[0]);

    if (n == 0 || n > max || (n > 1 && utf8_bad_second(p[0], p[1]))) {
        return 0;
    }
    for (size_t k = 1; k < n; k++) {
        if ((p[k] & 0xc0) != 0x80) {
            return 0;
        }
    }
    return n;
}

bool str_is_text(Str s, size_t *ret_chars)
{
    const unsigned char *p = (const unsigned char *)s.at;
    size_t chars = 0;

    for (size_t i = 0, n; i < s.len; i += n, chars++) {
        n = utf8_whole(p + i, s.len - i);
        if (n == 0) {
            return false;
        }
    }
    *ret_chars = chars;
    return true;
}

uint32_t str_next_char(Str s, size_t *at)
{
    static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    const unsigned char *p = (const unsigned char *)s.at + *at;
    size_t n = utf8_whole(p, s.len - *at);

    if (n == 0) {
        (*at)++;
        return 0xfffd;
    }
    uint32_t c = p[0] & mask[n];
    for (size_t k = 1; k < n; k++) {
        c = c << 6 | (p[k] & 0x3f);
    }
    *at += n;
    return c;
}

bool str_to_int(Str s, int64_t *ret)
{
    bool minus = s.len > 1 && s.at[0] == '-';
    int64_t v = 0;

    s = str_slice(s, minus, s.len);
    if (s.len == 0 || s.len > 19) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || __builtin_mul_overflow(v, 10, &v) ||
            __builtin_add_overflow(v, s.at[i] - '0', &v)) {
            return false;
        }
    }
    *ret = minus ? -v : v;
    return true;
}

bool str_to_double(Str s, double *ret)
{
    char text[32];
    char *end;

    if (s.len == 0 || s.len >= sizeof text) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        if (!((c >= '0' && c <= '9') || c == '.' || (i == 0 && (c == '-' || c == '+')))) {
            return false;
        }
        text[i] = c;
    }
    text[s.len] = '\0';
    double v = strtod(text, &end); /* the program never leaves the "C" locale */
    if (end != text + s.len) {
        return false;
    }
    *ret = v;
    return true;
}
