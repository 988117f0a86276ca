/* tpl.c - turn one template into a C function
 *
 *     tpl a/event_card.html event_card.html.c
 *
 * event_card.html becomes event_card_html(Buf *out, Lang lang, const T *v);
 * a .xml file becomes NAME_xml, a .txt file NAME_text, whose values are
 * written as they are.  The first line says what v is:
 *
 *     {{! view: T, from rooms/event/event_view.h }}
 *
 * {{x}}            a value, escaped for its place; a path: a.b.c
 * {{.y}}  {{.}}    of the element of the innermost each
 * {{&x}}           trusted markup (Html), in text; Json, in structured data
 * {{?x}}..{{/x}}   if: bool, number, pointer, or text that isn't empty
 * {{^x}}..{{/x}}   unless
 * {{#x}}..{{/x}}   each element of a struct { T *at; size_t len; }
 * {{>name x}}      another template, given &v->x; {{>name .}}; {{>name}}: v
 * {{t key a .b}}   a sentence with what fills its holes
 * {{lang}}         "fr", "en"
 * {{! any words }} not written
 *
 * A wrong field, key or number of holes doesn't compile, and #line makes the
 * compiler point at the template.  What Place refuses stops the build here. */
#include "tool.h"
#include "tpl_place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16, OUT_MAX = 1 << 22, PATH_MAX_LEN = 128 };

typedef struct Section {
    char mark; /* ? ^ # */
    Str path;
    int line, element; /* the element that '.' means inside */
    Place place;       /* where it was opened */
} Section;

typedef struct Tpl {
    Arena *mem;
    const char *file;
    Str src;
    int line;
    Place place;
    Buf lit, out; /* literal bytes not yet written; the C text */
    Section open[DEPTH_MAX];
    int depth;
    int elements; /* how many eaches so far: each has its own name */
} Tpl;

static _Noreturn void fail(const Tpl *t, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", t->file, t->line, why);
    exit(1);
}

static void check(const Tpl *t, const char *why)
{
    if (why) {
        fail(t, why);
    }
}

static int element(const Tpl *t)
{
    return t->depth > 0 ? t->open[t->depth - 1].element : 0;
}

/* {{.y}} -> e1->y, {{x.y}} -> v->x.y, {{.}} -> (*e1): letters only, so that a
 * template holds no C. */
static Str path(const Tpl *t, Str p)
{
    bool dot = p.len > 0 && p.at[0] == '.';
    Str names = str_slice(p, dot, p.len), name, rest = names;

    if (dot && element(t) == 0) {
        fail(t, "a dot means the element of an each, and there is none here");
    }
    if (dot && names.len == 0) {
        return str_format(t->mem, "(*e%d)", element(t));
    }
    do {
        str_cut(rest, '.', &name, &rest);
        if (!tool_is_name(name)) {
            fail(t, "this is no path of fields");
        }
    } while (rest.len > 0);
    if (p.len > PATH_MAX_LEN || names.at[names.len - 1] == '.') {
        fail(t, "this is no path of fields");
    }
    return dot ? str_format(t->mem, "e%d->%.*s", element(t), STR_ARG(names))
               : str_format(t->mem, "v->%.*s", STR_ARG(names));
}

static void flush(Tpl *t)
{
    if (t->lit.len > 0) {
        buf_add(&t->out, STR("    buf_add(out, STR("));
        tool_c_string(&t->out, buf_str(&t->lit));
        buf_add(&t->out, STR("));\n"));
    }
    t->lit.len = 0;
}

static void put_line(Tpl *t)
{
    flush(t);
    buf_addf(&t->out, "#line %d ", t->line);
    tool_c_string(&t->out, str_from(t->file));
    buf_char(&t->out, '\n');
}

static void put(Tpl *t, Str c)
{
    buf_add(&t->out, c);
}

#define PUTF(t, ...) put((t), str_format((t)->mem, __VA_ARGS__))

/* A value or a sentence may stand here, and from now on something does. */
static void need_value_place(Tpl *t)
{
    if (t->place.kind == KIND_TEXT) {
        return;
    }
    if (t->place.spot != SPOT_TEXT && t->place.spot != SPOT_QUOTED) {
        fail(t, "a value stands in text or in a quoted attribute only");
    }
    if (place_in_url(&t->place) && t->place.unsure) {
        fail(t, "this value may open the address, or not: write what comes before it plainly");
    }
    t->place.block = false;
}

static const char *value_verb(const Tpl *t)
{
    if (t->place.kind == KIND_TEXT) {
        return "html_plain";
    }
    if (!place_in_url(&t->place)) {
        return "html_put";
    }
    return t->place.begun ? "html_put_part" : "html_url";
}

static void put_value(Tpl *t, Str x)
{
    need_value_place(t);
    put_line(t);
    if (str_eq(x, STR("lang"))) {
        put(t, STR("    buf_add(out, str_from(lang_code(lang)));\n"));
    } else {
        PUTF(t, "    %s(out, %.*s);\n", value_verb(t), STR_ARG(path(t, x)));
    }
    t->place.begun = true;
}

static void put_raw(Tpl *t, Str x)
{
    bool json = t->place.spot == SPOT_SCRIPT && t->place.ld_json;

    if (t->place.kind != KIND_HTML || (t->place.spot != SPOT_TEXT && !json)) {
        fail(t, "markup stands in text only");
    }
    put_line(t);
    PUTF(t, "    %s(out, %.*s);\n", json ? "html_json" : "html_raw", STR_ARG(path(t, x)));
    t->place.block = false;
}

static void put_sentence(Tpl *t, Str words)
{
    Str key, args, arg;
    Buf list = buf_new(t->mem, 4096);
    size_t n = 0;

    need_value_place(t);
    if (place_in_url(&t->place)) {
        fail(t, "a sentence is no address");
    }
    str_cut(words, ' ', &key, &args);
    if (!tool_is_name(key)) {
        fail(t, "this is no key of a sentence");
    }
    while (args.len > 0) {
        str_cut(args, ' ', &arg, &args);
        buf_addf(&list, "%sSAY_ARG(%.*s)", n++ ? ", " : "", STR_ARG(path(t, arg)));
    }
    put_line(t);
    PUTF(
        t,
        "    _Static_assert(SAY_HOLES_%.*s == %zu, \"as many values as holes\"); %s(out, lang, SAY_%.*s, ",
        STR_ARG(key), n, t->place.kind == KIND_TEXT ? "say_text" : "say_html", STR_ARG(key));
    PUTF(t, n ? "(const SayArg[]){ %.*s }, %zu);\n" : "NULL%.*s, %zu);\n",
         STR_ARG(buf_str(&list)), n);
    t->place.begun = true;
}

static const char *suffix(Kind kind)
{
    switch (kind) {
    case KIND_HTML: return "html";
    case KIND_XML: return "xml";
    case KIND_TEXT: return "text";
    }
    return "";
}

static void put_partial(Tpl *t, Str words)
{
    Str name, x;

    if (t->place.spot != SPOT_TEXT) {
        fail(t, "another template stands in text only");
    }
    if (!str_cut(words, ' ', &name, &x)) {
        x = (Str){ 0 };
    }
    if (!tool_is_name(name)) {
        fail(t, "this is no name of a template");
    }
    put_line(t);
    PUTF(t, "    %.*s_%s(out, lang, ", STR_ARG(name), suffix(t->place.kind));
    put(t, x.len == 0 ? STR("v);\n") : str_format(t->mem, "&%.*s);\n", STR_ARG(path(t, x))));
    t->place.block = false;
}

static void put_each(Tpl *t, Str list)
{
    int e = ++t->elements;

    PUTF(t, "    for (size_t i%d = 0; i%d < %.*s.len; i%d++) { ", e, e, STR_ARG(list), e);
    PUTF(t, "const __typeof__(*%.*s.at) *e%d = &%.*s.at[i%d]; (void)e%d;\n", STR_ARG(list), e,
         STR_ARG(list), e, e);
}

static void open_section(Tpl *t, char mark, Str x)
{
    if (t->depth == DEPTH_MAX) {
        fail(t, "too many sections in one another");
    }
    if (t->place.kind != KIND_TEXT && t->place.spot != SPOT_TEXT && t->place.spot != SPOT_TAG &&
        t->place.spot != SPOT_QUOTED) {
        fail(t, "no section begins here");
    }
    Section s = { .mark = mark, .path = x, .line = t->line, .place = t->place };
    Str c = path(t, x);
    put_line(t);
    s.element = element(t);
    if (mark == '#') {
        put_each(t, c);
        s.element = t->elements;
    } else {
        PUTF(t, "    if (%shtml_truth(%.*s)) {\n", mark == '^' ? "!" : "", STR_ARG(c));
    }
    t->open[t->depth++] = s;
}

static void close_section(Tpl *t, Str x)
{
    if (t->depth == 0) {
        fail(t, "this closes a section, and none is open");
    }
    const Section *s = &t->open[--t->depth];
    if (!str_eq(s->path, x)) {
        fail(t, tool_text(t->mem, "this closes %.*s, but %.*s of line %d is open", STR_ARG(x),
                          STR_ARG(s->path), s->line));
    }
    check(t, place_join(&t->place, &s->place));
    flush(t);
    put(t, STR("    }\n"));
}

static void put_mark(Tpl *t, Str m)
{
    char c = m.len > 0 ? m.at[0] : '\0';
    Str x = str_slice(m, 1, m.len);

    if (c == '!') {
        return;
    }
    if (t->place.kind != KIND_TEXT) {
        check(t, place_settle(&t->place, &t->lit));
    }
    switch (c) {
    case '?':
    case '^':
    case '#': open_section(t, c, x); break;
    case '/': close_section(t, x); break;
    case '&': put_raw(t, x); break;
    case '>': put_partial(t, x); break;
    default:
        if (str_starts(m, STR("t "))) {
            put_sentence(t, str_slice(m, 2, m.len));
        } else {
            put_value(t, m);
        }
    }
}

/* In plain text, a line that holds nothing but a section's mark isn't written:
 * then forget its indent, and answer how many bytes to pass after the mark. */
static size_t alone(Tpl *t, size_t from, size_t end)
{
    size_t indent = 0;
    Str m = str_slice(t->src, from + 2, 1);

    while (from > indent && t->src.at[from - indent - 1] == ' ') {
        indent++;
    }
    if (t->place.kind != KIND_TEXT || m.len == 0 || !str_has(STR("?^#/!"), m) ||
        indent > t->lit.len || (from > indent && t->src.at[from - indent - 1] != '\n') ||
        end >= t->src.len || t->src.at[end] != '\n') {
        return 0;
    }
    t->lit.len -= indent;
    return 1;
}

static size_t read_mark(Tpl *t, size_t from)
{
    const char *shut = memmem(t->src.at + from, t->src.len - from, "}}", 2);

    if (!shut) {
        fail(t, "{{ without }}");
    }
    size_t end = (size_t)(shut - t->src.at) + 2;
    Str m = str_slice(t->src, from + 2, end - from - 4);
    size_t more = alone(t, from, end);
    if (m.len == 0 || (m.at[0] != '!' && memchr(m.at, '\n', m.len))) {
        fail(t, "this mark is empty, or goes over a line");
    }
    put_mark(t, m);
    for (size_t i = from; i < end + more; i++) {
        t->line += t->src.at[i] == '\n';
    }
    return end + more;
}

static void read_body(Tpl *t, size_t at)
{
    while (at < t->src.len) {
        if (str_starts(str_slice(t->src, at, 2), STR("{{"))) {
            at = read_mark(t, at);
            continue;
        }
        if (t->place.kind == KIND_TEXT) {
            buf_char(&t->lit, t->src.at[at]);
        } else {
            check(t, place_step(&t->place, t->src, at, &t->lit));
        }
        t->line += t->src.at[at++] == '\n';
    }
    flush(t);
    if (t->depth > 0) {
        t->line = t->open[t->depth - 1].line;
        fail(t, "this section is never closed");
    }
    if (t->place.spot != SPOT_TEXT) {
        fail(t, "a tag is still open at the end");
    }
}

/* The first line; the answer is where the second begins. */
static size_t read_head(Tpl *t, Str *ret_type, Str *ret_header)
{
    Str line, rest, type, header;

    str_cut(t->src, '\n', &line, &rest);
    line = str_trim(line);
    if (!str_starts(line, STR("{{! view: ")) || !str_ends(line, STR(" }}"))) {
        fail(t, "the first line is {{! view: Type, from some/header.h }}");
    }
    line = str_slice(line, 10, line.len - 13);
    if (!str_cut(line, ',', &type, &header) || !tool_is_name(type) ||
        !str_starts(header, STR(" from ")) || str_has(header, STR("\""))) {
        fail(t, "the first line is {{! view: Type, from some/header.h }}");
    }
    *ret_type = type;
    *ret_header = str_slice(header, 6, header.len);
    t->line = 2;
    return rest.at ? (size_t)(rest.at - t->src.at) : t->src.len;
}

static Kind kind_of(Str file)
{
    return str_ends(file, STR(".txt"))   ? KIND_TEXT
           : str_ends(file, STR(".xml")) ? KIND_XML
                                         : KIND_HTML;
}

static void compile(Tpl *t)
{
    Str type, header, base = tool_base_name(str_from(t->file)), name, ext;

    str_cut(base, '.', &name, &ext);
    if (!tool_is_name(name)) {
        fail(t, "the name of this file is no name of a function");
    }
    size_t at = read_head(t, &type, &header);
    PUTF(t, "/* written by tools/tpl from %.*s */\n#include \"%.*s\"\n", STR_ARG(base),
         STR_ARG(header));
    put(t, STR("#include \"text/html.h\"\n#include \"text/say.h\"\n\n"));
    PUTF(t,
         "void %.*s_%s(Buf *out, Lang lang, const %.*s *v)\n{\n    (void)lang;\n    (void)v;\n",
         STR_ARG(name), suffix(t->place.kind), STR_ARG(type));
    read_body(t, at);
    put(t, STR("}\n"));
}

int main(int argc, char **argv)
{
    Arena mem = { 0 };

    if (argc != 3) {
        fprintf(stderr, "use: tpl template output.c\n");
        return 2;
    }
    Tpl t = { .mem = &mem, .file = argv[1], .line = 1 };
    t.place = place_start(kind_of(str_from(argv[1])));
    t.src = tool_read(&mem, argv[1]);
    t.lit = buf_new(&mem, OUT_MAX);
    t.out = buf_new(&mem, OUT_MAX);
    compile(&t);
    if (t.out.cut) {
        fail(&t, "this template is too long");
    }
    tool_write(argv[2], buf_str(&t.out));
    arena_done(&mem);
    return 0;
}
