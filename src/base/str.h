/* str.h - Str: bytes somebody else owns
 *
 * A Str is a view: pointer and length, no NUL promised, never freed.  What it
 * points at lives in an Arena or in the program text.  An empty Str may have
 * a null pointer. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/arena.h"

typedef struct Str {
    const char *at;
    size_t len;
} Str;

/* clang-format off */
#define STR_INIT(lit) { "" lit, sizeof(lit) - 1 }
/* clang-format on */
#define STR(lit) ((Str)STR_INIT(lit))
#define STR_ARG(s) (int)(s).len, (s).at ? (s).at : "" /* for "%.*s" */

bool str_eq(Str a, Str b);
bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
int str_cmp(Str a, Str b);        /* by bytes: the order of UTF-8 code points */
bool str_has(Str s, Str part);
bool str_starts(Str s, Str head);
bool str_ends(Str s, Str tail);
Str str_from(const char *c);                   /* NULL gives an empty Str */
Str str_slice(Str s, size_t from, size_t len); /* clipped to s */
Str str_trim(Str s);                           /* ASCII white space at both ends */
Str str_copy(Arena *a, Str s);
/* A copy that ends with NUL, for the border of libc; inner NULs stay. */
char *str_c(Arena *a, Str s);
PRINTF_LIKE(2, 3) Str str_format(Arena *a, const char *fmt, ...);

/* One after the other. */
Str str_join(Arena *a, const Str *parts, size_t n);
#define STR_JOIN(mem, ...)                        \
    str_join((mem), (const Str[]){ __VA_ARGS__ }, \
             sizeof((const Str[]){ __VA_ARGS__ }) / sizeof(Str))

/* Spreads well and is fast; not for secrets, nor against somebody who looks for
 * two texts of the same hash. */
uint64_t str_hash(Str s);

/* Cut at the first sep: true when there was one.  Else head is all of s. */
bool str_cut(Str s, char sep, Str *ret_head, Str *ret_tail);

/* UTF-8 without NUL?  Then *ret_chars says how many code points. */
MUST_USE bool str_is_text(Str s, size_t *ret_chars);
/* Reads one code point at *at and moves past it; U+FFFD for what is no UTF-8.
 * Ask only while *at < s.len. */
uint32_t str_next_char(Str s, size_t *at);

/* Decimal, an optional '-', nothing else around; false when it doesn't fit. */
MUST_USE bool str_to_int(Str s, int64_t *ret);
/* Digits with an optional sign and a point; no exponent, no "nan". */
MUST_USE bool str_to_double(Str s, double *ret);

#endif
