#include "text/fold.h"

#include "base/buf.h"

#include <utf8proc.h>

enum { SLUG_MAX = 60, GROWTH = 16, DECOMPOSED_MAX = 32 };

/* Letters that Unicode doesn't take apart, and people do. */
static Str apart(int32_t c)
{
    switch (c) {
    case 0x153: return STR("oe");
    case 0xe6: return STR("ae");
    case 0xf8: return STR("o");
    case 0x111: return STR("d");
    case 0x142: return STR("l");
    case 0x131: return STR("i");
    default: return (Str){ 0 };
    }
}

static bool letter_or_digit(int32_t c)
{
    utf8proc_category_t k = utf8proc_category(c);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

/* One space, unless there is one already, or nothing. */
static void put_gap(Buf *out)
{
    if (out->len > 0 && out->at[out->len - 1] != ' ') {
        buf_char(out, ' ');
    }
}

static void put_folded(Buf *out, int32_t c)
{
    char bytes[4];
    Str two = apart(c);

    if (two.len > 0) {
        buf_add(out, two);
    } else if (letter_or_digit(c)) {
        buf_add(out, (Str){ bytes, (size_t)utf8proc_encode_char(c, (uint8_t *)bytes) });
    } else {
        put_gap(out);
    }
}

static void put_char(Buf *out, uint32_t c)
{
    int32_t parts[DECOMPOSED_MAX];
    int border = 0;
    utf8proc_ssize_t n =
        utf8proc_decompose_char((int32_t)c, parts, DECOMPOSED_MAX,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
                                    UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
                                &border);

    if (n < 0 || n > DECOMPOSED_MAX) {
        put_gap(out);
        return;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        put_folded(out, parts[i]);
    }
}

Str fold(Arena *mem, Str s)
{
    Buf out = buf_new(mem, s.len * GROWTH + GROWTH);

    for (size_t i = 0; i < s.len;) {
        char c = s.at[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            buf_char(&out, c);
            i++;
        } else {
            put_char(&out, str_next_char(s, &i));
        }
    }
    return str_trim(buf_str(&out));
}

/* An address holds ASCII only: other letters are left out. */
static Str ascii(Arena *mem, Str s)
{
    Buf out = buf_new(mem, s.len + 1);

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] > ' ' && s.at[i] <= '~') {
            buf_char(&out, s.at[i]);
        } else if (s.at[i] == ' ') {
            put_gap(&out);
        }
    }
    return str_trim(buf_str(&out));
}

Str slug(Arena *mem, Str s)
{
    Str rest = ascii(mem, fold(mem, s)), word;
    Buf out = buf_new(mem, SLUG_MAX);

    while (rest.len > 0) {
        str_cut(rest, ' ', &word, &rest);
        if (out.len == 0) {
            buf_add(&out, str_slice(word, 0, SLUG_MAX));
        } else if (out.len + 1 + word.len <= SLUG_MAX) {
            buf_char(&out, '-');
            buf_add(&out, word);
        } else {
            break;
        }
    }
    return out.len > 0 ? buf_str(&out) : STR("x");
}
