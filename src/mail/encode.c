#include "mail/encode.h"

enum {
    WORD_OCTETS = 39, /* 52 of base64: a header's name and an encoded word fit 76 */
    PLAIN_MAX = 60,
    LINE_MAX_OCTETS = 76,
    BASE64_LINE = 57, /* octets that fill a line */
};

/* Also what turns the direction of writing: a name must not reorder a line. */
static bool is_odd(uint32_t c)
{
    return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 ||
           (c >= 0x200e && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

Str mail_one_line(Arena *mem, Str s, size_t max)
{
    Buf out = buf_new(mem, 4 * max + 1);
    bool space = false;
    size_t chars = 0, at = 0;

    while (at < s.len && chars < max) {
        size_t from = at;
        uint32_t c = str_next_char(s, &at);
        if (is_odd(c)) {
            space = out.len > 0;
            continue;
        }
        buf_add(&out, space ? STR(" ") : (Str){ 0 });
        buf_add(&out, c == 0xfffd ? STR("\xef\xbf\xbd") : str_slice(s, from, at - from));
        chars += (size_t)1 + space;
        space = false;
    }
    return buf_str(&out);
}

static bool is_plain(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!fine && c != ' ') {
            return false;
        }
    }
    return s.len <= PLAIN_MAX;
}

static void four(Buf *out, Str three)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;

    for (size_t i = 0; i < 3; i++) {
        bits = bits << 8 | (i < three.len ? (unsigned char)three.at[i] : 0U);
    }
    for (size_t i = 0; i < 4; i++) {
        buf_char(out, i > three.len ? '=' : digits[bits >> (18 - 6 * i) & 63]);
    }
}

static void base64(Buf *out, Str bytes)
{
    for (size_t i = 0; i < bytes.len; i += 3) {
        four(out, str_slice(bytes, i, 3));
    }
}

/* As many whole characters as one encoded word holds. */
static Str word_of(Str s)
{
    size_t at = 0, end = 0;

    while (at < s.len && at <= WORD_OCTETS) {
        end = at;
        (void)str_next_char(s, &at);
    }
    return str_slice(s, 0, at <= WORD_OCTETS ? at : end);
}

void mail_words(Buf *out, Str line)
{
    if (is_plain(line)) {
        buf_add(out, line);
        return;
    }
    for (size_t at = 0; at < line.len;) {
        Str word = word_of(str_slice(line, at, line.len));
        buf_add(out, at > 0 ? STR("\r\n =?UTF-8?B?") : STR("=?UTF-8?B?"));
        base64(out, word);
        buf_add(out, STR("?="));
        at += word.len;
    }
}

/* A dot or "From " that begins a line has a meaning for some on the way. */
static bool as_it_is(char c, bool first, bool last)
{
    if (c == ' ') {
        return !last;
    }
    return c > ' ' && c < 0x7f && c != '=' && !(first && (c == '.' || c == 'F'));
}

static void quoted_line(Buf *out, Str line)
{
    size_t column = 0;

    for (size_t i = 0; i < line.len; i++) {
        bool plain = as_it_is(line.at[i], column == 0, i + 1 == line.len);
        size_t need = plain ? 1 : 3;
        if (column + need > LINE_MAX_OCTETS - 1) {
            buf_add(out, STR("=\r\n"));
            column = 0;
            plain = as_it_is(line.at[i], true, i + 1 == line.len);
            need = plain ? 1 : 3;
        }
        if (plain) {
            buf_char(out, line.at[i]);
        } else {
            buf_addf(out, "=%02X", (unsigned)(unsigned char)line.at[i]);
        }
        column += need;
    }
    buf_add(out, STR("\r\n"));
}

void mail_quoted(Buf *out, Str text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\r' || text.at[i] == '\n') {
            quoted_line(out, str_slice(text, from, i - from));
            i += text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';
            from = i + 1;
        }
    }
    if (from < text.len) {
        quoted_line(out, str_slice(text, from, text.len - from));
    }
}

void mail_base64(Buf *out, Str bytes)
{
    for (size_t i = 0; i < bytes.len; i += BASE64_LINE) {
        base64(out, str_slice(bytes, i, BASE64_LINE));
        buf_add(out, STR("\r\n"));
    }
}
