#include "geo/names.h"

typedef struct Letters { /* a name, read as folded bytes */
    Str name;
    size_t at;
    const char *rest; /* of a character that gives two letters, or many bytes */
    size_t rest_len;
    bool begun;
} Letters;

/* U+00C0 to U+00FF; a space is what separates words. */
static const char latin[64][3] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "\xc3\xb0", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "\xc3\xbe", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    "\xc3\xb0", "n", "o", "o", "o", "o", "o",  " ", "o", "u", "u", "u", "u", "y", "\xc3\xbe", "y",
};

static const char ascii[] = "0123456789abcdefghijklmnopqrstuvwxyz";

/* What the next character gives; "" when it separates words. */
static Str next_character(Letters *l)
{
    size_t from = l->at;
    uint32_t c = str_next_char(l->name, &l->at);

    if (c < 0x80) {
        c |= c >= 'A' && c <= 'Z' ? 0x20 : 0;
        bool digit = c >= '0' && c <= '9', letter = c >= 'a' && c <= 'z';
        return digit    ? (Str){ ascii + (c - '0'), 1 }
               : letter ? (Str){ ascii + 10 + (c - 'a'), 1 }
                        : (Str){ 0 };
    }
    if (c >= 0xc0 && c <= 0xff) {
        Str s = str_from(latin[c - 0xc0]);
        return str_eq(s, STR(" ")) ? (Str){ 0 } : s;
    }
    if (c == 0x152 || c == 0x153) {
        return STR("oe");
    }
    if (c == 0x178) {
        return STR("y");
    }
    bool mark = (c >= 0x80 && c < 0xc0) || (c >= 0x2000 && c < 0x2070);
    return mark ? (Str){ 0 } : str_slice(l->name, from, l->at - from);
}

/* The next folded byte, or -1. */
static int next_letter(Letters *l)
{
    bool space = false;

    while (l->rest_len == 0) {
        if (l->at >= l->name.len) {
            return -1;
        }
        Str s = next_character(l);
        space = space || s.len == 0;
        if (s.len > 0 && space && l->begun) {
            l->rest = s.at;
            l->rest_len = s.len;
            return ' ';
        }
        l->rest = s.at;
        l->rest_len = s.len;
    }
    l->begun = true;
    l->rest_len--;
    return (unsigned char)*l->rest++;
}

int name_compare(Str name, size_t at, Str folded, bool *ret_whole)
{
    Letters l = { .name = name, .at = at };

    *ret_whole = false;
    for (size_t i = 0; i < folded.len; i++) {
        int c = next_letter(&l), want = (unsigned char)folded.at[i];
        if (c != want) {
            return c < want ? -1 : 1;
        }
    }
    *ret_whole = next_letter(&l) < 0;
    return 0;
}

int name_order(Str a, size_t a_at, Str b, size_t b_at)
{
    Letters x = { .name = a, .at = a_at }, y = { .name = b, .at = b_at };

    for (;;) {
        int c = next_letter(&x), d = next_letter(&y);
        if (c != d || c < 0) {
            return c - d;
        }
    }
}

bool name_word_begins(Str name, size_t at)
{
    Letters here = { .name = name, .at = at };

    if (at == 0 || at >= name.len || ((unsigned char)name.at[at] & 0xc0) == 0x80) {
        return false;
    }
    size_t before = at - 1;
    while (before > 0 && ((unsigned char)name.at[before] & 0xc0) == 0x80) {
        before--;
    }
    Letters left = { .name = name, .at = before };
    return next_character(&left).len == 0 && next_character(&here).len > 0;
}

bool name_word_common(Str name, size_t at)
{
    static const Str common[] = {
        STR_INIT("a"),    STR_INIT("au"),    STR_INIT("aux"),    STR_INIT("d"),
        STR_INIT("de"),   STR_INIT("des"),   STR_INIT("du"),     STR_INIT("en"),
        STR_INIT("et"),   STR_INIT("l"),     STR_INIT("la"),     STR_INIT("le"),
        STR_INIT("les"),  STR_INIT("lez"),   STR_INIT("ou"),     STR_INIT("par"),
        STR_INIT("pres"), STR_INIT("saint"), STR_INIT("sainte"), STR_INIT("sous"),
        STR_INIT("sur"),
    };

    for (size_t i = 0; i < COUNT(common); i++) {
        Letters l = { .name = name, .at = at };
        size_t k = 0;
        int c = next_letter(&l);
        for (; k < common[i].len && c == common[i].at[k]; k++) {
            c = next_letter(&l);
        }
        if (k == common[i].len && (c == ' ' || c < 0)) {
            return true;
        }
    }
    return false;
}

size_t name_article(Str name)
{
    static const Str articles[] = { STR_INIT("le "), STR_INIT("la "), STR_INIT("les "),
                                    STR_INIT("l'") };

    for (size_t i = 0; i < COUNT(articles); i++) {
        if (str_eq_nocase(str_slice(name, 0, articles[i].len), articles[i])) {
            return articles[i].len;
        }
    }
    return 0;
}
