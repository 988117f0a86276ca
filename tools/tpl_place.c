#include "tpl_place.h"

static const char *const script_why =
    "a script stands in a file of its own: <script src>, or type=\"application/ld+json\"";

Place place_start(Kind kind)
{
    return (Place){ .kind = kind, .block = true };
}

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool name_char(char c)
{
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

static bool among(Str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(s, str_from(list[i]))) {
            return true;
        }
    }
    return false;
}

/* White space beside these is never seen.  In XML, none between tags is. */
static bool makes_block(Kind kind, Str tag)
{
    static const char *const blocks[] = {
        "address", "article", "aside",    "base",   "blockquote", "body",   "br",
        "caption", "col",     "colgroup", "dd",     "details",    "dialog", "div",
        "dl",      "dt",      "fieldset", "figure", "figcaption", "footer", "form",
        "h1",      "h2",      "h3",       "h4",     "h5",         "h6",     "head",
        "header",  "hr",      "html",     "legend", "li",         "link",   "main",
        "meta",    "nav",     "ol",       "option", "optgroup",   "p",      "pre",
        "script",  "section", "summary",  "table",  "tbody",      "td",     "template",
        "tfoot",   "th",      "thead",    "title",  "tr",         "ul",     "noscript",
    };
    return kind == KIND_XML || among(tag, blocks, COUNT(blocks));
}

static void put_gap(Place *p, bool before_block, Buf *lit)
{
    if (p->gap && !p->block && !before_block) {
        buf_char(lit, ' ');
    }
    p->gap = false;
}

static Str name_at(Str src, size_t at)
{
    size_t n = 0;

    while (at + n < src.len && name_char(src.at[at + n])) {
        n++;
    }
    return str_slice(src, at, n);
}

static const char *open_tag(Place *p, Str src, size_t at, Buf *lit)
{
    Str rest = str_slice(src, at, src.len);

    if (str_starts(rest, STR("<!--"))) {
        p->spot = SPOT_NOTE;
        return NULL;
    }
    if (str_starts(rest, STR("<!")) || str_starts(rest, STR("<?"))) {
        p->spot = SPOT_DECL;
    } else {
        p->closing = str_starts(rest, STR("</"));
        p->tag = name_at(src, at + 1 + p->closing);
        p->spot = SPOT_NAME;
        p->src = p->ld_json = false;
        if (p->tag.len == 0) {
            return "a < that opens no tag is written &lt;";
        }
        if (p->kind == KIND_HTML && str_eq_nocase(p->tag, STR("style"))) {
            return "a style stands in a file of its own";
        }
    }
    put_gap(p, makes_block(p->kind, p->tag), lit);
    buf_char(lit, '<');
    return NULL;
}

static const char *step_text(Place *p, Str src, size_t at, Buf *lit)
{
    char c = src.at[at];

    if (c == '<') {
        return open_tag(p, src, at, lit);
    }
    if (blank(c) && !p->keep) {
        p->gap = true;
        return NULL;
    }
    put_gap(p, false, lit);
    buf_char(lit, c);
    p->block = false;
    return NULL;
}

static const char *close_tag(Place *p, Buf *lit)
{
    static const char *const kept[] = { "pre", "textarea" };

    p->spot = SPOT_TEXT;
    p->gap = p->spaced = false;
    p->block = makes_block(p->kind, p->tag);
    buf_char(lit, '>');
    if (p->kind == KIND_HTML && among(p->tag, kept, COUNT(kept))) {
        p->keep = !p->closing;
    }
    if (p->kind == KIND_HTML && str_eq_nocase(p->tag, STR("script")) && !p->closing) {
        p->spot = SPOT_SCRIPT;
        return p->src || p->ld_json ? NULL : script_why;
    }
    return NULL;
}

static const char *forbidden(const Place *p)
{
    if (p->kind != KIND_HTML) {
        return NULL;
    }
    if (str_eq_nocase(str_slice(p->attr, 0, 2), STR("on"))) {
        return "an event handler stands in a script file, not in an attribute";
    }
    if (str_eq_nocase(p->attr, STR("style")) || str_eq_nocase(p->attr, STR("srcdoc"))) {
        return "this attribute is never allowed: style and srcdoc";
    }
    return NULL;
}

static const char *step_tag(Place *p, Str src, size_t at, Buf *lit)
{
    char c = src.at[at];

    if (c == '>') {
        return close_tag(p, lit);
    }
    if (blank(c)) {
        p->gap = true;
        return NULL;
    }
    if (c == '/' || c == '?') {
        buf_char(lit, c);
        return NULL;
    }
    if (!letter(c)) {
        return "this byte has no place in a tag";
    }
    if (!p->gap && !p->spaced) {
        return "a space is missing before this attribute";
    }
    if (p->gap) {
        buf_char(lit, ' ');
    }
    p->gap = p->spaced = false;
    p->attr = name_at(src, at);
    p->spot = SPOT_ATTR;
    buf_char(lit, c);
    return forbidden(p);
}

static const char *step_name(Place *p, Str src, size_t at, Buf *lit)
{
    char c = src.at[at];

    if (name_char(c) || (c == '/' && p->closing && src.at[at - 1] == '<')) {
        buf_char(lit, c);
        return NULL;
    }
    p->spot = SPOT_TAG;
    return step_tag(p, src, at, lit);
}

static const char *step_attr(Place *p, Str src, size_t at, Buf *lit)
{
    char c = src.at[at];

    if (name_char(c)) {
        buf_char(lit, c);
        return NULL;
    }
    if (c == '=') {
        p->spot = SPOT_EQUALS;
        buf_char(lit, c);
        return NULL;
    }
    p->spot = SPOT_TAG;
    return step_tag(p, src, at, lit);
}

static const char *step_equals(Place *p, Str src, size_t at, Buf *lit)
{
    if (src.at[at] != '"') {
        return "the value of an attribute stands between double quotes";
    }
    buf_char(lit, '"');
    p->spot = SPOT_QUOTED;
    p->begun = p->unsure = false;
    p->value = str_slice(src, at + 1, src.len);
    return NULL;
}

static const char *end_value(Place *p, Str src, size_t at)
{
    static const char *const bad[] = { "javascript:", "vbscript:", "data:" };
    Str v = { p->value.at, (size_t)(src.at + at - p->value.at) };

    for (size_t i = 0; place_in_url(p) && i < COUNT(bad); i++) {
        Str scheme = str_from(bad[i]);
        if (str_eq_nocase(str_slice(str_trim(v), 0, scheme.len), scheme)) {
            return "an address of this scheme is never allowed";
        }
    }
    p->src = p->src || str_eq_nocase(p->attr, STR("src"));
    p->ld_json = p->ld_json ||
                 (str_eq_nocase(p->attr, STR("type")) && str_eq(v, STR("application/ld+json")));
    p->spot = SPOT_TAG;
    return NULL;
}

static const char *step_quoted(Place *p, Str src, size_t at, Buf *lit)
{
    char c = src.at[at];

    buf_char(lit, c);
    if (c == '"') {
        return end_value(p, src, at);
    }
    p->begun = true;
    p->unsure = false;
    return NULL;
}

static const char *step_script(Place *p, Str src, size_t at, Buf *lit)
{
    if (blank(src.at[at])) {
        return NULL;
    }
    if (!str_eq_nocase(str_slice(src, at, 8), STR("</script"))) {
        return script_why;
    }
    p->block = true;
    return open_tag(p, src, at, lit);
}

const char *place_step(Place *p, Str src, size_t at, Buf *lit)
{
    switch (p->spot) {
    case SPOT_TEXT: return step_text(p, src, at, lit);
    case SPOT_NAME: return step_name(p, src, at, lit);
    case SPOT_TAG: return step_tag(p, src, at, lit);
    case SPOT_ATTR: return step_attr(p, src, at, lit);
    case SPOT_EQUALS: return step_equals(p, src, at, lit);
    case SPOT_QUOTED: return step_quoted(p, src, at, lit);
    case SPOT_SCRIPT: return step_script(p, src, at, lit);
    case SPOT_NOTE:
        p->spot = str_ends(str_slice(src, 0, at + 1), STR("-->")) ? SPOT_TEXT : SPOT_NOTE;
        return NULL;
    case SPOT_DECL:
        buf_char(lit, src.at[at]);
        p->spot = src.at[at] == '>' ? SPOT_TEXT : SPOT_DECL;
        p->block = true;
        return NULL;
    }
    return NULL;
}

const char *place_settle(Place *p, Buf *lit)
{
    if (p->spot == SPOT_NAME || p->spot == SPOT_ATTR) {
        p->spot = SPOT_TAG;
    }
    if (p->spot == SPOT_TAG && p->gap) {
        buf_char(lit, ' ');
        p->gap = false;
        p->spaced = true;
    }
    if (p->spot == SPOT_TEXT) {
        put_gap(p, false, lit);
    }
    if (p->spot == SPOT_EQUALS) {
        return "the value of an attribute stands between double quotes";
    }
    if (p->spot == SPOT_NOTE || p->spot == SPOT_DECL) {
        return "no mark stands here; what is left out is written {{! so }}";
    }
    return NULL;
}

bool place_in_url(const Place *p)
{
    static const char *const urls[] = { "href",   "src",    "action",    "formaction",
                                        "cite",   "poster", "data",      "xlink:href",
                                        "srcset", "ping",   "background" };

    return p->spot == SPOT_QUOTED && among(p->attr, urls, COUNT(urls));
}

const char *place_join(Place *p, const Place *at_open)
{
    if (p->spot != at_open->spot || p->keep != at_open->keep ||
        (p->spot == SPOT_QUOTED && p->attr.at != at_open->attr.at)) {
        return "this section begins in one place of the markup and ends in another";
    }
    p->unsure = p->unsure || at_open->unsure || p->begun != at_open->begun;
    p->block = p->block && at_open->block;
    p->spaced = p->spaced && at_open->spaced;
    return NULL;
}
