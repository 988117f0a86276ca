/* html.h - writing HTML; the verbs name the place a value goes to */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"

/* Trusted markup has its own type, so it can't be confused with a Str. */
typedef struct Html {
    Str s;
} Html;

/* Structured data for a script element: written with < as \u003c (see json.h). */
typedef struct Json {
    Str s;
} Json;

void html_text(Buf *out, Str s);      /* between tags, or in a quoted attribute */
void html_plain_str(Buf *out, Str s); /* text/plain: as it is */
/* href, src, action: an address of ours (/x, ?x, #x) or one of the schemes
 * https http mailto tel webcal; anything else becomes "#". */
void html_url(Buf *out, Str s);
/* In an address already begun: percent-encoded, as a part of path or query. */
void html_url_part(Buf *out, Str s);
void html_int(Buf *out, int64_t v);
void html_raw(Buf *out, Html h);
void html_json(Buf *out, Json j);

/* What a template writes for {{x}}, whatever the type of x.  An Html isn't
 * among them: only {{&x}} lets markup through. */
#define html_put(out, x) _Generic((x), Str : html_text, int64_t : html_int)((out), (x))
#define html_put_part(out, x) _Generic((x), Str : html_url_part, int64_t : html_int)((out), (x))
#define html_plain(out, x) _Generic((x), Str : html_plain_str, int64_t : html_int)((out), (x))

/* What a template takes for yes in {{?x}}. */
static inline bool html_true_bool(bool x)
{
    return x;
}
static inline bool html_true_int(int64_t x)
{
    return x != 0;
}
static inline bool html_true_size(size_t x)
{
    return x != 0;
}
static inline bool html_true_str(Str x)
{
    return x.len > 0;
}
static inline bool html_true_html(Html x)
{
    return x.s.len > 0;
}
static inline bool html_true_json(Json x)
{
    return x.s.len > 0;
}
static inline bool html_true_pointer(const void *x)
{
    return x != NULL;
}
/* clang-format off */
#define html_truth(x) _Generic((x), \
    bool: html_true_bool, int64_t: html_true_int, size_t: html_true_size, \
    Str: html_true_str, Html: html_true_html, Json: html_true_json, \
    default: html_true_pointer)(x)
/* clang-format on */

#endif
