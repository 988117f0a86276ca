#include "text/html.h"

/* What stands for a byte in HTML and XML; 0: itself.  Control characters have
 * no place in either and become U+FFFD. */
enum { SELF, AMP, LT, GT, QUOT, APOS, BAD };

/* clang-format off */
static const unsigned char escapes[256] = {
    [0x00] = BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, /* 0x09: tab */ SELF, /* LF */ SELF,
    [0x0b] = BAD, BAD, /* CR */ SELF, BAD, BAD,
    [0x10] = BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD, BAD,
    ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['"'] = QUOT, ['\''] = APOS, [0x7f] = BAD,
};
/* clang-format on */

static const Str entities[] = {
    [AMP] = STR_INIT("&amp;"),   [LT] = STR_INIT("&lt;"),    [GT] = STR_INIT("&gt;"),
    [QUOT] = STR_INIT("&quot;"), [APOS] = STR_INIT("&#39;"), [BAD] = STR_INIT("\xef\xbf\xbd"),
};

void html_text(Buf *out, Str s)
{
    size_t from = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char e = escapes[(unsigned char)s.at[i]];
        if (e != SELF) {
            buf_add(out, str_slice(s, from, i - from));
            buf_add(out, entities[e]);
            from = i + 1;
        }
    }
    buf_add(out, str_slice(s, from, s.len - from));
}

void html_plain_str(Buf *out, Str s)
{
    buf_add(out, s);
}

static bool our_address(Str s)
{
    Str second = str_slice(s, 1, 1);

    if (s.len > 0 && (s.at[0] == '#' || s.at[0] == '?')) {
        return true;
    }
    /* "//host" and "/\host" leave this site */
    return s.len > 0 && s.at[0] == '/' && !str_eq(second, STR("/")) &&
           !str_eq(second, STR("\\"));
}

static bool safe_address(Str s)
{
    static const Str schemes[] = { STR_INIT("https://"), STR_INIT("http://"),
                                   STR_INIT("mailto:"), STR_INIT("tel:"),
                                   STR_INIT("webcal://") };

    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] <= ' ' || s.at[i] == 0x7f) {
            return false; /* browsers drop some of these, and then read a scheme */
        }
    }
    for (size_t i = 0; i < COUNT(schemes); i++) {
        if (str_eq_nocase(str_slice(s, 0, schemes[i].len), schemes[i])) {
            return true;
        }
    }
    return our_address(s);
}

void html_url(Buf *out, Str s)
{
    html_text(out, safe_address(s) ? s : STR("#"));
}

static bool unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '.' || c == '_' || c == '~';
}

void html_url_part(Buf *out, Str s)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (unreserved(s.at[i])) {
            buf_char(out, s.at[i]);
        } else {
            buf_add(out, (Str){ (char[]){ '%', hex[c >> 4], hex[c & 15] }, 3 });
        }
    }
}

void html_int(Buf *out, int64_t v)
{
    buf_int(out, v);
}

void html_raw(Buf *out, Html h)
{
    buf_add(out, h.s);
}

void html_json(Buf *out, Json j)
{
    buf_add(out, j.s);
}
