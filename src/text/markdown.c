#include "text/markdown.h"

#include <md4c.h>

/* Deeper than this, what nests is no longer shown as nested. */
enum { DEPTH_MAX = 16, URL_MAX = 2048, HEADING_SHIFT = 2, HEADING_LAST = 6 };

typedef struct Writer {
    Arena *mem;
    Buf out;
    int depth; /* of quotes and lists */
    int links; /* of links and images in one another: only the outermost is one */
    bool linked;
} Writer;

static int full(const Writer *w)
{
    return w->out.cut; /* not 0 ends the parsing */
}

static void tag(Writer *w, const char *name, bool closing)
{
    buf_add(&w->out, closing ? STR("</") : STR("<"));
    buf_add(&w->out, str_from(name));
    buf_char(&w->out, '>');
}

static void nested(Writer *w, const char *name, bool closing)
{
    w->depth -= closing;
    if (w->depth < DEPTH_MAX) {
        tag(w, name, closing);
    }
    w->depth += !closing;
}

static void heading(Writer *w, const MD_BLOCK_H_DETAIL *h, bool closing)
{
    static const char *const names[] = { "h3", "h4", "h5", "h6" };
    unsigned level = h->level + HEADING_SHIFT;

    level = level < HEADING_LAST ? level : HEADING_LAST;
    tag(w, names[level - HEADING_SHIFT - 1], closing);
}

static void list(Writer *w, const MD_BLOCK_OL_DETAIL *ol, bool closing)
{
    if (!closing && ol->start != 1 && w->depth < DEPTH_MAX) {
        buf_addf(&w->out, "<ol start=\"%u\">", ol->start);
        w->depth++;
        return;
    }
    nested(w, "ol", closing);
}

static void code(Writer *w, bool closing)
{
    buf_add(&w->out, closing ? STR("</code></pre>") : STR("<pre><code>"));
}

static void block(Writer *w, MD_BLOCKTYPE type, const void *detail, bool closing)
{
    switch (type) {
    case MD_BLOCK_QUOTE: nested(w, "blockquote", closing); break;
    case MD_BLOCK_UL: nested(w, "ul", closing); break;
    case MD_BLOCK_OL: list(w, detail, closing); break;
    case MD_BLOCK_LI: nested(w, "li", closing); break;
    case MD_BLOCK_H: heading(w, detail, closing); break;
    case MD_BLOCK_CODE: code(w, closing); break;
    case MD_BLOCK_P: tag(w, "p", closing); break;
    case MD_BLOCK_HR:
        if (!closing) {
            tag(w, "hr", false);
        }
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: break; /* not asked for, or nothing to write */
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *writer)
{
    block(writer, type, detail, false);
    return full(writer);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *writer)
{
    block(writer, type, detail, true);
    return full(writer);
}

static bool known_scheme(Str url)
{
    static const Str schemes[] = { STR_INIT("https://"), STR_INIT("http://"),
                                   STR_INIT("mailto:") };

    for (size_t i = 0; i < COUNT(schemes); i++) {
        if (str_eq_nocase(str_slice(url, 0, schemes[i].len), schemes[i])) {
            return true;
        }
    }
    return false;
}

/* The address, with &amp; read; false for one that holds another entity: it
 * could spell a scheme. */
static bool address(Arena *mem, const MD_ATTRIBUTE *a, Str *ret)
{
    Buf out = buf_new(mem, URL_MAX);

    for (size_t i = 0; a->size > 0 && a->substr_offsets[i] < a->size; i++) {
        Str part = { a->text + a->substr_offsets[i],
                     a->substr_offsets[i + 1] - a->substr_offsets[i] };
        bool entity = a->substr_types[i] == MD_TEXT_ENTITY;
        if (entity && !str_eq(part, STR("&amp;"))) {
            return false;
        }
        buf_add(&out, entity ? STR("&") : part);
    }
    *ret = buf_str(&out);
    return !out.cut && known_scheme(*ret);
}

static void open_link(Writer *w, const MD_ATTRIBUTE *to)
{
    Str url;

    if (w->links++ > 0) {
        return;
    }
    w->linked = address(w->mem, to, &url);
    if (w->linked) {
        buf_add(&w->out, STR("<a rel=\"nofollow noopener ugc\" href=\""));
        html_url(&w->out, url);
        buf_add(&w->out, STR("\">"));
    }
}

static void close_link(Writer *w)
{
    if (--w->links == 0 && w->linked) {
        tag(w, "a", true);
    }
}

static const char *span_name(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM: return "em";
    case MD_SPAN_STRONG: return "strong";
    case MD_SPAN_CODE: return "code";
    case MD_SPAN_DEL: return "del";
    case MD_SPAN_A:
    case MD_SPAN_IMG:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U: break;
    }
    return NULL;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *writer)
{
    const char *name = span_name(type);

    if (name) {
        tag(writer, name, false);
    } else if (type == MD_SPAN_A) {
        open_link(writer, &((const MD_SPAN_A_DETAIL *)detail)->href);
    } else if (type == MD_SPAN_IMG) {
        open_link(writer, &((const MD_SPAN_IMG_DETAIL *)detail)->src);
    }
    return full(writer);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *writer)
{
    const char *name = span_name(type);

    (void)detail;
    if (name) {
        tag(writer, name, true);
    } else if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
        close_link(writer);
    }
    return full(writer);
}

/* "&eacute;", "&#233;" as they are: the browser reads them. */
static bool entity_like(Str s)
{
    for (size_t i = 1; i + 1 < s.len; i++) {
        char c = s.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '#')) {
            return false;
        }
    }
    return s.len > 2 && s.at[0] == '&' && s.at[s.len - 1] == ';';
}

static int put_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE len, void *writer)
{
    Writer *w = writer;
    Str s = { at, len };

    switch (type) {
    case MD_TEXT_BR: buf_add(&w->out, STR("<br>")); break;
    case MD_TEXT_SOFTBR: buf_char(&w->out, '\n'); break;
    case MD_TEXT_NULLCHAR: buf_add(&w->out, STR("\xef\xbf\xbd")); break;
    case MD_TEXT_ENTITY:
        if (entity_like(s)) {
            buf_add(&w->out, s);
            break;
        }
        html_text(&w->out, s);
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH: html_text(&w->out, s); break;
    }
    return full(w);
}

/* Addresses and mails without < > are not made links: searching for them takes
 * md4c a time that grows with the square of a hostile text. */
enum { FLAGS = MD_FLAG_NOHTML | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOINDENTEDCODEBLOCKS };

Fault markdown_html(Arena *mem, Str s, Html *ret)
{
    static const MD_PARSER parser = { .flags = FLAGS,
                                      .enter_block = enter_block,
                                      .leave_block = leave_block,
                                      .enter_span = enter_span,
                                      .leave_span = leave_span,
                                      .text = put_text };
    Writer w = { .mem = mem, .out = buf_new(mem, MARKDOWN_HTML_MAX) };
    size_t chars;

    if (s.len > MARKDOWN_MAX) {
        return FAULT_LIMIT;
    }
    if (!str_is_text(s, &chars)) {
        return FAULT_INPUT;
    }
    int stopped = md_parse(s.at, (MD_SIZE)s.len, &parser, &w);
    if (w.out.cut) {
        return FAULT_LIMIT;
    }
    if (stopped) {
        return FAULT_BUG;
    }
    *ret = (Html){ buf_str(&w.out) };
    return FAULT_NONE;
}

/* Words only: a space where a block ends or a line breaks. */
static int words_block(MD_BLOCKTYPE type, void *detail, void *out)
{
    (void)type;
    (void)detail;
    buf_char(out, ' ');
    return 0;
}

static int words_span(MD_SPANTYPE type, void *detail, void *out)
{
    (void)type;
    (void)detail;
    (void)out;
    return 0;
}

static int words_text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE len, void *out)
{
    bool gap = type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || type == MD_TEXT_NULLCHAR;

    buf_add(out, gap ? STR(" ") : (Str){ at, len });
    return 0;
}

Str markdown_words(Arena *mem, Str s, size_t max)
{
    static const MD_PARSER parser = { .flags = FLAGS,
                                      .enter_block = words_block,
                                      .leave_block = words_block,
                                      .enter_span = words_span,
                                      .leave_span = words_span,
                                      .text = words_text };
    Buf all = buf_new(mem, MARKDOWN_HTML_MAX), out = buf_new(mem, max);
    Str word, rest;
    size_t chars;

    if (s.len > MARKDOWN_MAX || !str_is_text(s, &chars) ||
        md_parse(s.at, (MD_SIZE)s.len, &parser, &all) != 0) {
        return (Str){ 0 };
    }
    rest = buf_str(&all);
    while (rest.len > 0 && !out.cut) {
        str_cut(rest, ' ', &word, &rest);
        word = str_trim(word);
        if (word.len > 0 && out.len + word.len + 1 > max) {
            break;
        }
        buf_add(&out, out.len > 0 && word.len > 0 ? STR(" ") : (Str){ 0 });
        buf_add(&out, word);
    }
    return buf_str(&out);
}
