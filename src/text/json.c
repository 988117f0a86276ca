#include "text/json.h"

#include <math.h>

enum { DECIMALS_MAX = 9 };

static void open(JsonWriter *w, char c)
{
    if (w->comma) {
        buf_char(w->out, ',');
    }
    buf_char(w->out, c);
    w->comma = false;
}

static void put(JsonWriter *w, Str s)
{
    if (w->comma) {
        buf_char(w->out, ',');
    }
    buf_add(w->out, s);
    w->comma = true;
}

void json_put_object(JsonWriter *w)
{
    open(w, '{');
}

void json_put_object_end(JsonWriter *w)
{
    buf_char(w->out, '}');
    w->comma = true;
}

void json_put_array(JsonWriter *w)
{
    open(w, '[');
}

void json_put_array_end(JsonWriter *w)
{
    buf_char(w->out, ']');
    w->comma = true;
}

static bool plain(unsigned char c)
{
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
}

static void put_odd(Buf *out, char c)
{
    if (c == '"' || c == '\\') {
        buf_char(out, '\\');
        buf_char(out, c);
    } else if (c == '\n') {
        buf_add(out, STR("\\n"));
    } else {
        buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

/* The character at *at, past which *at moves; U+FFFD for what is none. */
static void put_wide(Buf *out, Str s, size_t *at)
{
    size_t from = *at;
    uint32_t c = str_next_char(s, at);

    buf_add(out, c == 0xfffd ? STR("\xef\xbf\xbd") : str_slice(s, from, *at - from));
}

static void put_quoted(Buf *out, Str s)
{
    size_t at = 0;

    buf_char(out, '"');
    while (at < s.len) {
        size_t from = at;
        while (at < s.len && plain((unsigned char)s.at[at])) {
            at++;
        }
        buf_add(out, str_slice(s, from, at - from));
        if (at < s.len && (unsigned char)s.at[at] < 0x80) {
            put_odd(out, s.at[at++]);
        } else if (at < s.len) {
            put_wide(out, s, &at);
        }
    }
    buf_char(out, '"');
}

void json_put_key(JsonWriter *w, Str key)
{
    put(w, (Str){ 0 });
    put_quoted(w->out, key);
    buf_char(w->out, ':');
    w->comma = false;
}

void json_put_str(JsonWriter *w, Str s)
{
    put(w, (Str){ 0 });
    put_quoted(w->out, s);
}

void json_put_int(JsonWriter *w, int64_t v)
{
    put(w, (Str){ 0 });
    buf_int(w->out, v);
}

void json_put_real(JsonWriter *w, double v, int decimals)
{
    if (!isfinite(v)) {
        json_put_null(w);
        return;
    }
    put(w, (Str){ 0 });
    buf_addf(w->out, "%.*f", decimals < DECIMALS_MAX ? decimals : DECIMALS_MAX, v);
}

void json_put_bool(JsonWriter *w, bool v)
{
    put(w, v ? STR("true") : STR("false"));
}

void json_put_null(JsonWriter *w)
{
    put(w, STR("null"));
}

void json_add_str(JsonWriter *w, Str key, Str s)
{
    json_put_key(w, key);
    json_put_str(w, s);
}

void json_add_int(JsonWriter *w, Str key, int64_t v)
{
    json_put_key(w, key);
    json_put_int(w, v);
}

void json_add_real(JsonWriter *w, Str key, double v, int decimals)
{
    json_put_key(w, key);
    json_put_real(w, v, decimals);
}

void json_add_bool(JsonWriter *w, Str key, bool v)
{
    json_put_key(w, key);
    json_put_bool(w, v);
}
