/* msg_po.c - sentences as translators know them: gettext's PO */
#include "msg_file.h"
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>

/* One entry of a PO file, as far as it concerns us. */
typedef struct Entry {
    int line;
    bool fuzzy;
    Str key;
    Str msgstr[MSG_FORMS];
} Entry;

typedef struct PoReader {
    Arena *mem;
    const char *file;
    int line;
    Entry e;
    Str *field; /* where a string that goes on, goes on; NULL: not kept */
} PoReader;

static _Noreturn void fail(const PoReader *r, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", r->file, r->line, why);
    exit(1);
}

static void put_string(Buf *out, const char *head, Str s)
{
    buf_addf(out, "%s \"", head);
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '"' || s.at[i] == '\\') {
            buf_char(out, '\\');
        }
        buf_char(out, s.at[i]);
    }
    buf_add(out, STR("\"\n"));
}

static void put_entry(Buf *out, const Message *m, int lang)
{
    const MsgText *fr = m->text[MSG_FR], *to = m->text[lang];

    buf_addf(out, "\n#: %.*s:%d\n", STR_ARG(tool_base_name(str_from(m->file))), m->line);
    put_string(out, "msgctxt", m->key);
    put_string(out, "msgid", fr[MSG_ONE].s);
    if (!m->plural) {
        put_string(out, "msgstr", to[MSG_ONE].s);
        return;
    }
    put_string(out, "msgid_plural", fr[MSG_MANY].s);
    put_string(out, "msgstr[0]", to[MSG_ONE].s);
    put_string(out, "msgstr[1]", to[MSG_MANY].s);
}

Str po_of(Arena *mem, const Messages *all, int lang, const char *code)
{
    Buf out = buf_new(mem, 1 << 24);

    buf_add(&out, STR("msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: cafeia\\n\"\n"
                      "\"PO-Revision-Date: 2000-01-01 00:00+0000\\n\"\n"
                      "\"Last-Translator: cafeia\\n\"\n\"Language-Team: cafeia\\n\"\n"));
    buf_addf(&out, "\"Language: %s\\n\"\n", code);
    buf_add(&out,
            STR("\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
                "\"Content-Transfer-Encoding: 8bit\\n\"\n"));
    buf_addf(&out, "\"Plural-Forms: nplurals=2; plural=(%s);\\n\"\n",
             lang == MSG_FR ? "n > 1" : "n != 1");
    for (size_t i = 0; i < all->len; i++) {
        put_entry(&out, &all->at[i], lang);
    }
    return buf_str(&out);
}

static Str unquote(const PoReader *r, Str s)
{
    Buf out = buf_new(r->mem, 1 << 16);

    s = str_trim(s);
    if (s.len < 2 || s.at[0] != '"' || s.at[s.len - 1] != '"') {
        fail(r, "a string stands between double quotes");
    }
    for (size_t i = 1; i + 1 < s.len; i++) {
        if (s.at[i] != '\\') {
            buf_char(&out, s.at[i]);
        } else if (++i + 1 < s.len) {
            char c = s.at[i];
            buf_char(&out, c == 'n' ? '\n' : c == 't' ? '\t' : c);
        }
    }
    return buf_str(&out);
}

static Message *message_of(const PoReader *r, Messages *all, Str key)
{
    for (size_t i = 0; i < all->len; i++) {
        if (str_eq(all->at[i].key, key)) {
            return &all->at[i];
        }
    }
    fail(r, tool_text(r->mem, "no .msg file has the key %.*s", STR_ARG(key)));
}

/* An entry is over: take it, unless nobody has translated it. */
static void take(PoReader *r, Messages *all, int lang)
{
    Entry e = r->e;

    r->e = (Entry){ 0 };
    r->field = NULL;
    if (e.key.len == 0 || e.fuzzy || e.msgstr[MSG_ONE].len == 0) {
        return;
    }
    int now = r->line;
    r->line = e.line;
    Message *m = message_of(r, all, e.key);
    if (m->plural && e.msgstr[MSG_MANY].len == 0) {
        fail(r, "the form of many is missing");
    }
    m->text[lang][MSG_ONE].s = e.msgstr[MSG_ONE];
    if (m->plural) {
        m->text[lang][MSG_MANY].s = e.msgstr[MSG_MANY];
    }
    const char *why = msg_complaint(m);
    if (why) {
        fail(r, why);
    }
    r->line = now;
}

/* Where the string after this word is kept; NULL: nowhere. */
static Str *field_of(PoReader *r, Str word)
{
    if (str_eq(word, STR("msgctxt"))) {
        r->e.line = r->line;
        return &r->e.key;
    }
    if (str_eq(word, STR("msgstr")) || str_eq(word, STR("msgstr[0]"))) {
        return &r->e.msgstr[MSG_ONE];
    }
    if (str_eq(word, STR("msgstr[1]"))) {
        return &r->e.msgstr[MSG_MANY];
    }
    if (!str_eq(word, STR("msgid")) && !str_eq(word, STR("msgid_plural"))) {
        fail(r, "this is no line of a PO file for two forms");
    }
    return NULL;
}

static void read_line(PoReader *r, Str s)
{
    Str word, text;

    if (s.at[0] == '#') {
        r->e.fuzzy = r->e.fuzzy || (str_starts(s, STR("#,")) && str_has(s, STR("fuzzy")));
        return;
    }
    if (s.at[0] != '"') {
        str_cut(s, ' ', &word, &text);
        r->field = field_of(r, word);
    } else {
        text = s;
    }
    Str more = unquote(r, text);
    if (r->field) {
        *r->field = str_format(r->mem, "%.*s%.*s", STR_ARG(*r->field), STR_ARG(more));
    }
}

void po_merge(Arena *mem, Messages *all, int lang, const char *file)
{
    PoReader r = { .mem = mem, .file = file };
    Str rest = tool_read(mem, file), s;

    while (rest.len > 0) {
        r.line++;
        str_cut(rest, '\n', &s, &rest);
        s = str_trim(s);
        if (s.len == 0) {
            take(&r, all, lang);
        } else {
            read_line(&r, s);
        }
    }
    take(&r, all, lang);
}
