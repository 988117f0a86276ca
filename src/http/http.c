#include "http/http.h"

#include <assert.h>
#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes percent-escapes where they stand: the result is never longer. */
static Fault unescape(char *at, size_t *len)
{
    size_t n = 0;

    for (size_t i = 0; i < *len; i++) {
        char c = at[i];
        if (c == '%') {
            int hi = *len - i > 2 ? hex(at[i + 1]) : -1;
            int lo = hi >= 0 ? hex(at[i + 2]) : -1;
            if (lo < 0) {
                return FAULT_INPUT;
            }
            c = (char)(unsigned char)(hi * 16 + lo);
            i += 2;
        }
        at[n++] = c;
    }
    *len = n;
    return FAULT_NONE;
}

static Fault decode_text(char *at, size_t len, Str *ret)
{
    size_t chars;

    TRY(unescape(at, &len));
    if (!str_is_text((Str){ at, len }, &chars)) {
        return FAULT_INPUT;
    }
    /* The analyzer believes that unescape may write over ret itself. */
    *ret = (Str){ at, len }; /* NOLINT(clang-analyzer-core.NullDereference) */
    return FAULT_NONE;
}

/* In a form a space travels as '+'. */
static Fault decode_form(Arena *mem, Str s, Str *ret)
{
    char *at = arena_alloc(mem, s.len + 1);

    for (size_t i = 0; i < s.len; i++) {
        at[i] = s.at[i] == '+' ? ' ' : s.at[i];
    }
    return decode_text(at, s.len, ret);
}

static size_t count_parts(Str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        n += s.at[i] != '&' && (i == 0 || s.at[i - 1] == '&');
    }
    return n;
}

Fault http_pairs(Arena *mem, Str s, Pairs *ret)
{
    Pairs pairs = { .len = 0 };
    size_t count = count_parts(s);
    Str rest = s, part, name, value;

    if (count > HTTP_FIELDS_MAX) {
        return FAULT_LIMIT;
    }
    pairs.at = count > 0 ? NEW_ARRAY(mem, Pair, count) : NULL;
    while (rest.len > 0) {
        (void)str_cut(rest, '&', &part, &rest);
        if (part.len == 0) {
            continue;
        }
        (void)str_cut(part, '=', &name, &value);
        TRY(decode_form(mem, name, &pairs.at[pairs.len].name));
        TRY(decode_form(mem, value, &pairs.at[pairs.len].value));
        pairs.len++;
    }
    *ret = pairs;
    return FAULT_NONE;
}

Fault http_find(const Pairs *pairs, Str name, Str *ret)
{
    for (size_t i = 0; i < pairs->len; i++) {
        if (str_eq(pairs->at[i].name, name)) {
            *ret = pairs->at[i].value;
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}

/* "http://host/x" (RFC 9112 3.2.2) asks for /x; who we are, we know. */
static Str without_authority(Str target)
{
    static const Str schemes[] = { STR_INIT("http://"), STR_INIT("https://") };

    for (size_t i = 0; i < COUNT(schemes); i++) {
        if (str_starts(target, schemes[i])) {
            Str rest = str_slice(target, schemes[i].len, target.len);
            const char *slash = rest.len > 0 ? memchr(rest.at, '/', rest.len) : NULL;
            return slash ? str_slice(rest, (size_t)(slash - rest.at), rest.len) : STR("/");
        }
    }
    return target;
}

static bool has_control(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f) {
            return true;
        }
    }
    return false;
}

Fault http_target(Arena *mem, Str target, Request *rq)
{
    Str path, query, decoded;
    Pairs pairs;

    (void)str_cut(without_authority(target), '?', &path, &query);
    if (path.len == 0 || path.at[0] != '/' || str_has(target, STR("#"))) {
        return FAULT_INPUT;
    }
    TRY(decode_text(str_c(mem, path), path.len, &decoded));
    if (has_control(decoded)) {
        return FAULT_INPUT;
    }
    TRY(http_pairs(mem, query, &pairs));
    rq->target = target;
    rq->path = decoded;
    rq->query = pairs;
    return FAULT_NONE;
}

/* "0.5" as 500; what can't be read counts as 0, so is not used. */
static int read_weight(Str s)
{
    static const int steps[] = { 100, 10, 1 };

    if (s.len == 0 || s.len > 5 || (s.at[0] != '0' && s.at[0] != '1') ||
        (s.len > 1 && s.at[1] != '.')) {
        return 0;
    }
    int weight = s.at[0] == '1' ? 1000 : 0;
    for (size_t i = 2; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9') {
            return 0;
        }
        weight += (s.at[i] - '0') * steps[i - 2];
    }
    return weight <= 1000 ? weight : 0;
}

/* The q of "gzip;q=0.5", from what stands after the first ';'. */
static int weight_of(Str parameters)
{
    Str rest = parameters, part;

    while (rest.len > 0) {
        (void)str_cut(rest, ';', &part, &rest);
        part = str_trim(part);
        if (part.len >= 2 && (part.at[0] | 0x20) == 'q' && part.at[1] == '=') {
            return read_weight(str_slice(part, 2, part.len));
        }
    }
    return 1000;
}

/* Fills what the client says of each encoding; -1: not mentioned. */
static void read_weights(Str value, int weights[ENCODING_COUNT], int *ret_others)
{
    static const Str names[] = {
        [IDENTITY] = STR_INIT("identity"), [GZIP] = STR_INIT("gzip"), [BROTLI] = STR_INIT("br")
    };
    Str rest = value, part, name, parameters;

    while (rest.len > 0) {
        (void)str_cut(rest, ',', &part, &rest);
        (void)str_cut(part, ';', &name, &parameters);
        name = str_trim(name);
        if (str_eq(name, STR("*"))) {
            *ret_others = weight_of(parameters);
        }
        for (size_t i = 0; i < ENCODING_COUNT; i++) {
            if (str_eq_nocase(name, names[i])) {
                weights[i] = weight_of(parameters);
            }
        }
    }
}

Encoding http_accept_encoding(Str value)
{
    int weights[ENCODING_COUNT] = { -1, -1, -1 }, others = -1;
    Encoding best = IDENTITY;

    read_weights(value, weights, &others);
    for (size_t i = 0; i < ENCODING_COUNT; i++) {
        weights[i] = weights[i] < 0 ? others : weights[i];
    }
    if (weights[GZIP] > 0 && weights[GZIP] >= weights[IDENTITY]) {
        best = GZIP;
    }
    if (weights[BROTLI] > 0 && weights[BROTLI] >= weights[best]) {
        best = BROTLI;
    }
    return best;
}

void http_header(Reply *rp, const char *name, Str value)
{
    assert(rp->header_count < COUNT(rp->headers));
    if (rp->header_count < COUNT(rp->headers)) {
        rp->headers[rp->header_count++] = (Header){ name, value };
    }
}

/* What is between the quotes, without W/ and without the suffix of an encoding. */
static Str tag_of(Str etag)
{
    Str s = str_trim(etag);

    s = str_starts(s, STR("W/")) ? str_slice(s, 2, s.len) : s;
    if (s.len < 2 || s.at[0] != '"' || s.at[s.len - 1] != '"') {
        return (Str){ 0 };
    }
    s = str_slice(s, 1, s.len - 2);
    return str_ends(s, STR("-gz")) || str_ends(s, STR("-br")) ? str_slice(s, 0, s.len - 3) : s;
}

static bool holds_tag(Str held, Str etag)
{
    Str rest = held, one, want = tag_of(etag);

    if (want.len == 0) {
        return false;
    }
    while (rest.len > 0) {
        (void)str_cut(rest, ',', &one, &rest);
        if (str_eq(str_trim(one), STR("*")) || str_eq(tag_of(one), want)) {
            return true;
        }
    }
    return false;
}

bool http_not_modified(const Request *rq, const Reply *rp)
{
    int64_t since;

    if ((rq->method != GET && rq->method != HEAD) || rp->status != 200) {
        return false;
    }
    if (rq->headers.if_none_match.len > 0) {
        return holds_tag(rq->headers.if_none_match, rp->etag);
    }
    return rp->last_modified != 0 &&
           http_date_read(rq->headers.if_modified_since, &since) == FAULT_NONE &&
           rp->last_modified <= since;
}

Fault http_cookie(Str cookies, Str name, Str *ret)
{
    Str rest = cookies, one, key, value;

    while (rest.len > 0) {
        (void)str_cut(rest, ';', &one, &rest);
        if (str_cut(one, '=', &key, &value) && str_eq(str_trim(key), name)) {
            *ret = str_trim(value);
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}
