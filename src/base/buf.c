#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST = 128 };

Buf buf_new(Arena *mem, size_t max)
{
    return (Buf){ .mem = mem, .max = max };
}

static void grow(Buf *b, size_t size)
{
    if (arena_stretch(b->mem, b->at, b->size, size)) {
        b->size = size;
        return;
    }
    char *at = arena_alloc(b->mem, size);
    if (b->len > 0) {
        memcpy(at, b->at, b->len);
    }
    b->at = at;
    b->size = size;
}

static bool room(Buf *b, size_t more)
{
    if (b->cut || more > b->max - b->len) {
        b->cut = true;
        return false;
    }
    if (b->size - b->len < more) {
        size_t size = b->size ? b->size * 2 : b->max < FIRST ? b->max : FIRST;
        while (size < b->len + more) {
            size *= 2;
        }
        grow(b, size);
    }
    return true;
}

void buf_add(Buf *b, Str s)
{
    if (s.len > 0 && room(b, s.len)) {
        memcpy(b->at + b->len, s.at, s.len);
        b->len += s.len;
    }
}

void buf_char(Buf *b, char c)
{
    buf_add(b, (Str){ &c, 1 });
}

void buf_int(Buf *b, int64_t v)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (v < 0) {
        digits[--at] = '-';
    }
    buf_add(b, (Str){ digits + at, sizeof digits - at });
}

void buf_addf(Buf *b, const char *fmt, ...)
{
    char small[512];
    va_list ap;

    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof small) {
        b->cut = true;
        return;
    }
    buf_add(b, (Str){ small, (size_t)n });
}

Str buf_str(const Buf *b)
{
    return (Str){ b->at, b->len };
}
