#include "http/gate.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "http/http.h"

enum { CHUNK_DIGITS = 8, CHUNK_EXTENSION = 64, METHOD_MAX = 16, LENGTH_DIGITS = 15 };

/* Each phase needs other words to end the request that libmicrohttpd sees. */
void gate_refuse(Gate *g, int status)
{
    static const struct {
        const char *before, *after;
    } words[] = {
        [GATE_HEAD] = { "r", " / HTTP/1.1\r\nHost: -\r\n\r\n" },
        [GATE_CHUNK_SIZE] = { "0\r\n" GATE_TRAILER_NAME ": ", "\r\n\r\n" },
        [GATE_CHUNK_END] = { "\r\n0\r\n" GATE_TRAILER_NAME ": ", "\r\n\r\n" },
        [GATE_TRAILER] = { GATE_TRAILER_NAME ": ", "\r\n\r\n" },
    };

    assert(g->phase < COUNT(words) && words[g->phase].before);
    int n = snprintf(g->refusal, sizeof g->refusal, "%s%d%s", words[g->phase].before, status,
                     words[g->phase].after);
    g->refusal_len = (size_t)n;
    g->status = status;
    g->phase = GATE_SHUT;
}

int gate_method_status(Str method)
{
    int64_t status;

    return method.len == 4 && method.at[0] == 'r' &&
                   str_to_int(str_slice(method, 1, 3), &status) && status >= 400 && status < 600
               ? (int)status
               : 0;
}

void gate_restore_target(char *target)
{
    for (char *c = strchr(target, '#'); c; c = strchr(c, '#')) {
        *c = '?';
    }
}

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_token(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_letter_or_digit(s.at[i]) &&
            (s.at[i] == '\0' || !strchr("!#$%&'*+-.^_`|~", s.at[i]))) {
            return false;
        }
    }
    return s.len > 0;
}

/* Visible characters, blanks and bytes above ASCII: no control. */
static bool is_field_text(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool is_method(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < 'A' || s.at[i] > 'Z') {
            return false;
        }
    }
    return s.len > 0 && s.len <= METHOD_MAX;
}

/* Also hides the query from libmicrohttpd. */
static bool pass_target(char *at, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)at[i] <= 0x20 || at[i] == 0x7f || at[i] == '#') {
            return false;
        }
        at[i] = at[i] == '?' ? '#' : at[i];
    }
    return len > 0;
}

static int look_request_line(Gate *g, char *at, size_t len)
{
    Str method, rest, target, version;

    if (len > HTTP_TARGET_MAX) {
        return 414;
    }
    if (!str_cut((Str){ at, len }, ' ', &method, &rest) ||
        !str_cut(rest, ' ', &target, &version) || !is_method(method) ||
        !pass_target(at + method.len + 1, target.len)) {
        return 400;
    }
    g->old = str_eq(version, STR("HTTP/1.0"));
    return g->old || str_eq(version, STR("HTTP/1.1")) ? 0 : 400;
}

/* Digits only; fifteen of them can't overflow and are beyond any limit. */
static int look_length(Gate *g, Str value)
{
    int64_t length;

    if (++g->lengths > 1 || value.len == 0 || value.len > LENGTH_DIGITS || value.at[0] == '-' ||
        !str_to_int(value, &length)) {
        return 400;
    }
    g->left = (size_t)length;
    return 0;
}

static int look_host(Gate *g, Str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (!is_letter_or_digit(value.at[i]) &&
            (value.at[i] == '\0' || !strchr("-._:[]", value.at[i]))) {
            return 400;
        }
    }
    g->hosts++;
    return value.len == 0 ? 400 : 0;
}

static int look_field(Gate *g, char *at, size_t len)
{
    Str name, value;

    if (++g->fields > HTTP_HEADER_COUNT_MAX) {
        return 431;
    }
    if (!str_cut((Str){ at, len }, ':', &name, &value) || !is_token(name) ||
        name.at[0] == '~' || !is_field_text(value)) {
        return 400;
    }
    value = str_trim(value);
    switch (name.len) {
    case 4: return str_eq_nocase(name, STR("Host")) ? look_host(g, value) : 0;
    case 6:
        if (str_eq_nocase(name, STR("Cookie"))) {
            for (size_t i = 0; i < name.len; i++) {
                at[i] = GATE_COOKIE_NAME[i];
            }
        }
        return 0;
    case 14: return str_eq_nocase(name, STR("Content-Length")) ? look_length(g, value) : 0;
    case 17:
        if (str_eq_nocase(name, STR("Transfer-Encoding"))) {
            g->transfers++;
            return str_eq_nocase(value, STR("chunked")) ? 0 : 400;
        }
        return 0;
    default: return 0;
    }
}

/* A length beyond the limit passes: the answer, 413, then comes from where the
 * languages of the visitor are known; only its body stays outside. */
static int end_head(Gate *g)
{
    if (g->hosts != 1 || g->transfers > 1 || (g->transfers > 0 && (g->lengths > 0 || g->old))) {
        return 400;
    }
    GatePhase next = g->transfers > 0          ? GATE_CHUNK_SIZE
                     : g->left > HTTP_BODY_MAX ? GATE_SHUT
                     : g->left > 0             ? GATE_BODY
                                               : GATE_HEAD;
    *g = (Gate){ .phase = next, .left = g->left };
    return 0;
}

/* One line without its end; it begins at g->line. */
static int look_line(Gate *g, char *at, size_t len)
{
    if (g->first_line == 0) {
        g->first_line = len + 2;
        return look_request_line(g, at, len);
    }
    if (g->line + len + 2 - g->first_line > HTTP_HEADERS_MAX) {
        return 431;
    }
    return look_field(g, at + g->line, len);
}

/* The part of a line whose end has not come yet. */
static int look_part(const Gate *g, size_t len)
{
    if (g->first_line == 0) {
        return len > HTTP_TARGET_MAX + 1 ? 414 : 0;
    }
    return len - g->first_line > HTTP_HEADERS_MAX ? 431 : 0;
}

/* The size of the head when all of it is here, else 0. */
static size_t look_head(Gate *g, char *at, size_t len)
{
    int status = 0;

    while (!status && g->seen < len) {
        const char *end = memchr(at + g->seen, '\n', len - g->seen);
        if (!end) {
            g->seen = len;
            status = look_part(g, len);
            break;
        }
        size_t next = (size_t)(end - at) + 1, size = next - g->line;
        bool ended = g->first_line > 0 && size == 2 && at[g->line] == '\r';
        if (ended) {
            status = end_head(g);
            if (!status) {
                return next;
            }
        } else {
            status = size >= 2 && end[-1] == '\r' ? look_line(g, at, size - 2) : 400;
        }
        g->seen = g->line = next;
    }
    if (status) {
        gate_refuse(g, status);
    }
    return 0;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static int look_size(Gate *g, Str line)
{
    size_t digits = 0, size = 0;

    while (digits < line.len && hex(line.at[digits]) >= 0) {
        if (digits == CHUNK_DIGITS) {
            return 400;
        }
        size = size * 16 + (size_t)hex(line.at[digits++]);
    }
    Str extension = str_slice(line, digits, line.len);
    if (digits == 0 || extension.len > CHUNK_EXTENSION || !is_field_text(extension) ||
        (extension.len > 0 && extension.at[0] != ';')) {
        return 400;
    }
    if (size > HTTP_BODY_MAX - g->body) {
        return 413;
    }
    g->left = size;
    return 0;
}

static size_t look_chunk_size(Gate *g, const char *at, size_t len)
{
    const char *end = memchr(at, '\n', len);
    int status;

    if (!end) {
        if (len > CHUNK_DIGITS + CHUNK_EXTENSION + 2) {
            gate_refuse(g, 400);
        }
        return 0;
    }
    size_t size = (size_t)(end - at) + 1;
    status = size >= 2 && end[-1] == '\r' ? look_size(g, (Str){ at, size - 2 }) : 400;
    if (status) {
        gate_refuse(g, status);
        return 0;
    }
    g->phase = g->left > 0 ? GATE_CHUNK : GATE_TRAILER;
    return size;
}

static size_t look_line_end(Gate *g, const char *at, size_t len, GatePhase next)
{
    if (at[0] != '\r' || (len > 1 && at[1] != '\n')) {
        gate_refuse(g, 400);
        return 0;
    }
    if (len < 2) {
        return 0;
    }
    *g = (Gate){ .phase = next, .body = next == GATE_HEAD ? 0 : g->body };
    return 2;
}

static size_t look_data(Gate *g, size_t len, GatePhase next)
{
    size_t n = len < g->left ? len : g->left;

    g->left -= n;
    g->body += n;
    g->phase = g->left > 0 ? g->phase : next;
    if (g->phase == GATE_HEAD) {
        *g = (Gate){ .phase = GATE_HEAD };
    }
    return n;
}

static size_t look(Gate *g, char *at, size_t len)
{
    switch (g->phase) {
    case GATE_HEAD: return look_head(g, at, len);
    case GATE_BODY: return look_data(g, len, GATE_HEAD);
    case GATE_CHUNK_SIZE: return look_chunk_size(g, at, len);
    case GATE_CHUNK: return look_data(g, len, GATE_CHUNK_END);
    case GATE_CHUNK_END: return look_line_end(g, at, len, GATE_CHUNK_SIZE);
    case GATE_TRAILER: return look_line_end(g, at, len, GATE_HEAD);
    case GATE_SHUT: break;
    }
    return 0;
}

size_t gate_look(Gate *g, char *at, size_t len)
{
    size_t passed = 0;

    while (passed < len) {
        size_t n = look(g, at + passed, len - passed);
        if (n == 0) {
            break;
        }
        passed += n;
    }
    return passed;
}
