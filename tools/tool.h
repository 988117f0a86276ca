/* tool.h - what the tools of the build share: files in and out, C strings
 *
 * A tool that can't go on says why, with file and line, and ends the build. */
#ifndef TOOLS_TOOL_H
#define TOOLS_TOOL_H

#include "base/buf.h"

/* A whole file, at most 4 MiB. */
Str tool_read(Arena *mem, const char *file);
/* Written only when it differs, so that what depends on it isn't built again. */
void tool_write(const char *file, Str s);
/* "s", as a C string literal, broken at 80 bytes. */
void tool_c_string(Buf *out, Str s);
/* A letter or _, then letters, digits, _; at most 64. */
bool tool_is_name(Str s);
Str tool_base_name(Str path);
PRINTF_LIKE(2, 3) const char *tool_text(Arena *mem, const char *fmt, ...);

#endif
