#include "msg_file.h"
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>

static _Noreturn void fail(const char *file, int line, const char *why)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, why);
    exit(1);
}

/* One bit for each hole; -1 when a brace is no hole. */
static int holes(Str s)
{
    int seen = 0;

    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '{') {
            Str h = str_slice(s, i, 3);
            if (h.len < 3 || h.at[1] < '0' || h.at[1] >= '0' + MSG_HOLES || h.at[2] != '}') {
                return -1;
            }
            seen |= 1 << (h.at[1] - '0');
            i += 2;
        } else if (s.at[i] == '}') {
            return -1;
        }
    }
    return seen;
}

static const char *complaint_of_text(Str s)
{
    size_t chars;

    if (s.len == 0) {
        return "this sentence lacks a language or a form (fr, en; or fr.one fr.many en.one en.many)";
    }
    if (!str_is_text(s, &chars)) {
        return "this is no UTF-8";
    }
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.at[i] < ' ') {
            return "a control character stands in this sentence";
        }
    }
    if (str_trim(s).len != s.len || str_has(s, STR("  "))) {
        return "there is a space too many in this sentence";
    }
    if (holes(s) < 0) {
        return "a hole is {0}, {1}, {2} or {3}";
    }
    return NULL;
}

/* The form of many has every hole of its sentence. */
static int all_holes(const Message *m, int lang)
{
    return holes(m->text[lang][m->plural ? MSG_MANY : MSG_ONE].s);
}

const char *msg_complaint(const Message *m)
{
    int want = all_holes(m, MSG_FR);

    for (int lang = 0; lang < MSG_LANGS; lang++) {
        for (int form = 0; form < (m->plural ? MSG_FORMS : 1); form++) {
            const char *why = complaint_of_text(m->text[lang][form].s);
            if (why) {
                return why;
            }
        }
        /* "tous les jours", "tous les {0} jours": one may go without saying */
        int one = holes(m->text[lang][MSG_ONE].s);
        if (all_holes(m, lang) != want || (one | (m->plural ? 1 : 0)) != want) {
            return "the languages or forms of this sentence don't have the same holes";
        }
    }
    if (want & (want + 1)) {
        return "the holes of this sentence are numbered from {0} without a gap";
    }
    return m->plural && want == 0 ? "a sentence with two forms has a hole for its number"
                                  : NULL;
}

int msg_holes(const Message *m)
{
    return __builtin_popcount((unsigned)all_holes(m, MSG_FR));
}

static bool is_key(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] >= 'A' && s.at[i] <= 'Z') {
            return false;
        }
    }
    return tool_is_name(s);
}

static Message *begin(Arena *mem, Messages *all, const char *file, int line, Str key)
{
    if (!is_key(key)) {
        fail(file, line,
             "a key is small letters, digits and _; a sentence is indented by two spaces");
    }
    for (size_t i = 0; i < all->len; i++) {
        if (str_eq(all->at[i].key, key)) {
            fail(file, line,
                 tool_text(mem, "this key stands already in %s:%d", all->at[i].file,
                           all->at[i].line));
        }
    }
    if (all->len == all->size) {
        size_t size = all->size ? all->size * 2 : 256;
        Message *at = NEW_ARRAY(mem, Message, size);
        for (size_t i = 0; i < all->len; i++) {
            at[i] = all->at[i];
        }
        *all = (Messages){ at, all->len, size };
    }
    all->at[all->len] = (Message){ .file = file, .line = line, .key = key };
    return &all->at[all->len++];
}

static void add_text(Message *m, int line, Str s)
{
    static const struct {
        Str head;
        int lang, form;
        bool plural;
    } heads[] = {
        { STR_INIT("  fr "), MSG_FR, MSG_ONE, false },
        { STR_INIT("  en "), MSG_EN, MSG_ONE, false },
        { STR_INIT("  fr.one "), MSG_FR, MSG_ONE, true },
        { STR_INIT("  fr.many "), MSG_FR, MSG_MANY, true },
        { STR_INIT("  en.one "), MSG_EN, MSG_ONE, true },
        { STR_INIT("  en.many "), MSG_EN, MSG_MANY, true },
    };

    for (size_t i = 0; i < COUNT(heads); i++) {
        if (!str_starts(s, heads[i].head)) {
            continue;
        }
        MsgText *t = &m->text[heads[i].lang][heads[i].form];
        if (t->line > 0) {
            fail(m->file, line, "this form is given twice");
        }
        *t = (MsgText){ str_slice(s, heads[i].head.len, s.len), line };
        m->plural = m->plural || heads[i].plural;
        return;
    }
    fail(m->file, line,
         "a sentence begins with two spaces and fr, en, fr.one, fr.many, en.one or en.many");
}

static void end(const Message *m)
{
    const char *why = m ? msg_complaint(m) : NULL;

    if (why) {
        fail(m->file, m->line, why);
    }
}

static void read_file(Arena *mem, Messages *all, const char *file)
{
    Str rest = tool_read(mem, file), s;
    Message *m = NULL;

    for (int line = 1; rest.len > 0; line++) {
        if (!str_cut(rest, '\n', &s, &rest)) {
            fail(file, line, "the last line has no end");
        }
        if (s.len == 0 || s.at[0] == '#') {
            continue;
        }
        if (s.at[0] != ' ') {
            end(m);
            m = begin(mem, all, file, line, s);
        } else if (m) {
            add_text(m, line, s);
        } else {
            fail(file, line, "this sentence has no key before it");
        }
    }
    end(m);
}

Messages msg_read(Arena *mem, int n, char **files)
{
    Messages all = { 0 };

    for (int i = 0; i < n; i++) {
        read_file(mem, &all, files[i]);
    }
    return all;
}

/* The text that now stands on this line; NULL when none does. */
static const MsgText *text_on(const Messages *all, const char *file, int line)
{
    for (size_t i = 0; i < all->len; i++) {
        for (int k = 0; all->at[i].file == file && k < MSG_LANGS * MSG_FORMS; k++) {
            const MsgText *t = &all->at[i].text[k / MSG_FORMS][k % MSG_FORMS];
            if (t->line == line) {
                return t;
            }
        }
    }
    return NULL;
}

Str msg_file_of(Arena *mem, const Messages *all, const char *file)
{
    Str rest = tool_read(mem, file), s, head, old;
    Buf out = buf_new(mem, 1 << 24);

    for (int line = 1; rest.len > 0; line++) {
        str_cut(rest, '\n', &s, &rest);
        const MsgText *t = text_on(all, file, line);
        if (t) {
            str_cut(str_slice(s, 2, s.len), ' ', &head, &old);
            buf_addf(&out, "  %.*s ", STR_ARG(head));
            s = t->s;
        }
        buf_add(&out, s);
        buf_char(&out, '\n');
    }
    return buf_str(&out);
}
