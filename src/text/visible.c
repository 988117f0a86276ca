#include "text/visible.h"

#include "base/buf.h"

enum {
    BLACK_FLAG = 0x1f3f4, /* of England, Scotland, Wales: tags follow it */
    JOINERS_FROM = 0x600, /* Arabic, and what comes after: scripts that are joined, emoji */
};

static const struct {
    uint32_t from, to;
} hidden[] = {
    { 0x80, 0x9f },       { 0xad, 0xad },       { 0x34f, 0x34f },     { 0x61c, 0x61c },
    { 0x180e, 0x180e },   { 0x200b, 0x200b },   { 0x200e, 0x200f },   { 0x202a, 0x202e },
    { 0x2060, 0x2064 },   { 0x2066, 0x206f },   { 0xfeff, 0xfeff },   { 0xfff9, 0xfffb },
    { 0x1d173, 0x1d17a }, { 0xe0000, 0xe001f }, { 0xe0080, 0xe00ff },
};

static bool is_hidden(uint32_t c)
{
    for (size_t i = 0; i < COUNT(hidden); i++) {
        if (c >= hidden[i].from && c <= hidden[i].to) {
            return true;
        }
    }
    return false;
}

static bool is_joiner(uint32_t c)
{
    return c == 0x200c || c == 0x200d;
}

static bool is_tag(uint32_t c)
{
    return c >= 0xe0020 && c <= 0xe007f;
}

static bool is_joined(uint32_t c)
{
    return c >= JOINERS_FROM && !is_joiner(c) && !is_hidden(c) && !is_tag(c);
}

/* before: what stands there already; 0: nothing. */
static bool stays(uint32_t before, uint32_t c, Str rest)
{
    size_t at = 0;

    if (is_joiner(c)) {
        return is_joined(before) && rest.len > 0 && is_joined(str_next_char(rest, &at));
    }
    return is_tag(c) ? before == BLACK_FLAG || is_tag(before) : !is_hidden(c);
}

static bool is_ascii(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

Str visible(Arena *mem, Str s)
{
    uint32_t before = 0;
    size_t at = 0;

    if (is_ascii(s)) {
        return s;
    }
    Buf out = buf_new(mem, s.len);
    while (at < s.len) {
        size_t from = at;
        uint32_t c = str_next_char(s, &at);
        if (c == 0x2028 || c == 0x2029) {
            buf_char(&out, ' ');
            before = ' ';
        } else if (stays(before, c, str_slice(s, at, s.len))) {
            buf_add(&out, str_slice(s, from, at - from));
            before = c;
        }
    }
    return buf_str(&out);
}
