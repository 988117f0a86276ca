/* html.h - writing HTML; the verbs name the place a value goes to */
#ifndef TEXT_HTML_H
#define TEXT_HTML_H

#include "base/buf.h"

/* Trusted markup has its own type, so it can't be confused with a Str. */
typedef struct Html {
    Str s;
} Html;

void html_text(Buf *out, Str s); /* between tags, or in a quoted attribute */
void html_url(Buf *out, Str s);  /* href, src, action: safe schemes only */
void html_int(Buf *out, int64_t v);
void html_raw(Buf *out, Html h);

/* What a template writes for {{x}}, whatever the type of x.  An Html isn't
 * among them: only {{&x}} lets markup through. */
#define html_put(out, x) _Generic((x), Str: html_text, int64_t: html_int)((out), (x))

#endif
