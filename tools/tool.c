#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_MAX = 1 << 22, NAME_MAX_LEN = 64, C_LINE = 80, TEXT_MAX = 512 };

static _Noreturn void fail(const char *file, const char *why)
{
    fprintf(stderr, "%s: %s\n", file, why);
    exit(1);
}

Str tool_read(Arena *mem, const char *file)
{
    FILE *in = fopen(file, "rb");
    char *at = arena_alloc(mem, FILE_MAX);

    if (!in) {
        fail(file, "can't be read");
    }
    size_t n = fread(at, 1, FILE_MAX, in);
    bool bad = ferror(in) || n == FILE_MAX;
    fclose(in);
    if (bad) {
        fail(file, "can't be read, or is too long");
    }
    return (Str){ at, n };
}

static bool same(const char *file, Str s)
{
    FILE *in = fopen(file, "rb");
    bool eq = in != NULL;

    for (size_t i = 0; eq && i <= s.len; i++) {
        eq = fgetc(in) == (i < s.len ? (unsigned char)s.at[i] : EOF);
    }
    if (in) {
        fclose(in);
    }
    return eq;
}

void tool_write(const char *file, Str s)
{
    if (same(file, s)) {
        return;
    }
    FILE *out = fopen(file, "wb");
    if (!out || fwrite(s.at, 1, s.len, out) != s.len || fclose(out) != 0) {
        fail(file, "can't be written");
    }
}

void tool_c_string(Buf *out, Str s)
{
    size_t from = 0;

    buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        /* between characters, for a compiler reads each piece as UTF-8 */
        if (i - from >= C_LINE && ((unsigned char)s.at[i] & 0xc0) != 0x80) {
            buf_add(out, STR("\"\n        \""));
            from = i;
        }
        if (s.at[i] == '\n') {
            buf_add(out, STR("\\n"));
        } else if ((unsigned char)s.at[i] < ' ') {
            buf_addf(out, "\\%03o", (unsigned)s.at[i]);
        } else {
            if (s.at[i] == '"' || s.at[i] == '\\') {
                buf_char(out, '\\');
            }
            buf_char(out, s.at[i]);
        }
    }
    buf_char(out, '"');
}

static bool name_char(char c, bool first)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (!first && c >= '0' && c <= '9');
}

bool tool_is_name(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!name_char(s.at[i], i == 0)) {
            return false;
        }
    }
    return s.len > 0 && s.len <= NAME_MAX_LEN;
}

Str tool_base_name(Str path)
{
    Str head, tail = path;

    while (str_cut(tail, '/', &head, &path)) {
        tail = path;
    }
    return tail;
}

const char *tool_text(Arena *mem, const char *fmt, ...)
{
    char *at = arena_alloc(mem, TEXT_MAX);
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(at, TEXT_MAX, fmt, ap);
    va_end(ap);
    return at;
}
