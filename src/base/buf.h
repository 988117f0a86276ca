/* buf.h - Buf: bytes being written
 *
 * Grows inside its Arena, never beyond max; then it keeps what it has and
 * remembers (cut).  Writers don't check, the reader checks once. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

typedef struct Buf {
    Arena *mem;
    char *at;
    size_t len, size, max;
    bool cut;
} Buf;

Buf buf_new(Arena *mem, size_t max);
void buf_add(Buf *b, Str s);
void buf_char(Buf *b, char c);
void buf_int(Buf *b, int64_t v); /* decimal */
PRINTF_LIKE(2, 3) void buf_addf(Buf *b, const char *fmt, ...);
Str buf_str(const Buf *b);

#endif
