/* say.h - every sentence shown to people, in every language
 *
 * Sentences live in .msg files; tools/msg checks that each has all languages
 * and writes say_table.h.  An unknown key doesn't compile.
 *
 * A sentence may have holes {0} {1} {2} {3}, filled with text or numbers, and
 * two forms, "one" and "many", chosen by its first number (French: 0 and 1
 * are one; English: only 1 is). */
#ifndef TEXT_SAY_H
#define TEXT_SAY_H

#include "base/buf.h"
#include "say_table.h"

typedef enum Lang { LANG_FR, LANG_EN, LANG_COUNT } Lang;

typedef struct SayArg {
    bool number;
    int64_t n;
    Str s;
} SayArg;

static inline SayArg say_arg_str(Str s)
{
    return (SayArg){ .s = s };
}
static inline SayArg say_arg_int(int64_t n)
{
    return (SayArg){ .number = true, .n = n };
}
#define SAY_ARG(x) _Generic((x), Str : say_arg_str, int64_t : say_arg_int)(x)

/* A sentence without holes. */
Str say(Lang lang, Say key);
/* With holes, as text in mem (letters, feeds, JSON). */
Str say_with(Arena *mem, Lang lang, Say key, const SayArg *args, size_t n);
/* The same, added to a text that nobody escapes. */
void say_text(Buf *out, Lang lang, Say key, const SayArg *args, size_t n);
/* With holes, into a page: the sentence and what fills it are escaped. */
void say_html(Buf *out, Lang lang, Say key, const SayArg *args, size_t n);
#define SAY_ARGS(...) (const SayArg[]){ __VA_ARGS__ }, COUNT(((const SayArg[]){ __VA_ARGS__ }))

const char *lang_code(Lang lang); /* "fr", "en" */
/* The best language of an Accept-Language value; French when nothing fits. */
Lang lang_accept(Str value);

#endif
