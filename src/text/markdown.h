/* markdown.h - what people write, as trusted markup
 *
 * CommonMark without raw HTML.  Links lead to http, https and mailto only,
 * and say rel="nofollow noopener ugc"; an image becomes a link to it (no page
 * of ours asks a third party for anything).  Headings go down by two, for the
 * page has its own h1 and h2. */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/fault.h"
#include "text/html.h"

enum { MARKDOWN_MAX = 64 << 10, MARKDOWN_HTML_MAX = 512 << 10 };

/* FAULT_INPUT: no UTF-8.  FAULT_LIMIT: s, or what it becomes, is too long. */
MUST_USE Fault markdown_html(Arena *mem, Str s, Html *ret);
/* Only the words, on one line, at most this many bytes, cut between words:
 * for descriptions and cards. */
Str markdown_words(Arena *mem, Str s, size_t max);

#endif
