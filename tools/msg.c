/* msg.c - the sentences shown to people: .msg files to C, to PO and back
 *
 *     msg table say_table.h say_table.c a.msg b.msg...
 *     msg po en a.msg b.msg... >en.po
 *     msg merge en en.po a.msg b.msg...
 *
 * A .msg file holds one sentence after the other, all languages side by side:
 *
 *     # a comment
 *     home_title
 *       fr Un café pour parler du numérique
 *       en A café to talk about digital life
 *     cafe_seats_left
 *       fr.one {0} place libre
 *       fr.many {0} places libres
 *       en.one {0} seat left
 *       en.many {0} seats left
 *
 * A missing language or form, a key given twice, holes that differ between
 * languages or forms (only the form of one may leave {0} out), white space too
 * many: each stops the build, with file and line.
 * merge rewrites only the lines of that language, and only when the whole PO
 * file is sound; what is untranslated or fuzzy there is left alone. */
#include "msg_file.h"
#include "tool.h"

#include <stdio.h>
#include <stdlib.h>

enum { OUT_MAX = 1 << 24 };

static const char *const lang_codes[MSG_LANGS] = { "fr", "en" };

static Str header_of(Arena *mem, const Messages *all)
{
    Buf out = buf_new(mem, OUT_MAX);

    buf_add(&out, STR("/* written by tools/msg; edit the .msg files */\n#ifndef SAY_TABLE_H\n"
                      "#define SAY_TABLE_H\n\ntypedef enum Say {\n"));
    for (size_t i = 0; i < all->len; i++) {
        buf_addf(&out, "    SAY_%.*s,\n", STR_ARG(all->at[i].key));
    }
    buf_add(
        &out,
        STR("    SAY_COUNT\n} Say;\n\n/* How many values each sentence wants. */\nenum {\n"));
    for (size_t i = 0; i < all->len; i++) {
        buf_addf(&out, "    SAY_HOLES_%.*s = %d,\n", STR_ARG(all->at[i].key),
                 msg_holes(&all->at[i]));
    }
    buf_add(&out, STR("};\n\n#endif\n"));
    return buf_str(&out);
}

static void put_forms(Buf *out, const Message *m, int lang)
{
    buf_add(out, STR("{ "));
    for (int form = 0; form < MSG_FORMS; form++) {
        buf_add(out, STR("STR_INIT("));
        tool_c_string(out, m->text[lang][form].s);
        buf_add(out, form ? STR(")") : STR("), "));
    }
    buf_add(out, STR(" }"));
}

static Str table_of(Arena *mem, const Messages *all)
{
    Buf out = buf_new(mem, OUT_MAX);

    buf_add(&out,
            STR("/* written by tools/msg; edit the .msg files */\n"
                "#include \"text/say_row.h\"\n\nconst SayRow say_table[SAY_COUNT] = {\n"));
    for (size_t i = 0; i < all->len; i++) {
        const Message *m = &all->at[i];
        buf_addf(&out, "    [SAY_%.*s] = { %s, { ", STR_ARG(m->key),
                 m->plural ? "true" : "false");
        for (int lang = 0; lang < MSG_LANGS; lang++) {
            put_forms(&out, m, lang);
            buf_add(&out, lang ? STR(" } },\n") : STR(",\n        "));
        }
    }
    buf_add(&out, STR("};\n"));
    return buf_str(&out);
}

static int lang_of(const char *code)
{
    for (int lang = 0; lang < MSG_LANGS; lang++) {
        if (str_eq(str_from(code), str_from(lang_codes[lang]))) {
            return lang;
        }
    }
    fprintf(stderr, "%s: there is no such language\n", code);
    exit(1);
}

static int table(Arena *mem, int argc, char **argv)
{
    Messages all = msg_read(mem, argc - 4, argv + 4);

    tool_write(argv[2], header_of(mem, &all));
    tool_write(argv[3], table_of(mem, &all));
    return 0;
}

static int po(Arena *mem, int argc, char **argv)
{
    Messages all = msg_read(mem, argc - 3, argv + 3);
    Str s = po_of(mem, &all, lang_of(argv[2]), argv[2]);

    return fwrite(s.at, 1, s.len, stdout) == s.len && fflush(stdout) == 0 ? 0 : 1;
}

static int merge(Arena *mem, int argc, char **argv)
{
    Messages all = msg_read(mem, argc - 4, argv + 4);

    po_merge(mem, &all, lang_of(argv[2]), argv[3]);
    for (int i = 4; i < argc; i++) {
        tool_write(argv[i], msg_file_of(mem, &all, argv[i]));
    }
    return 0;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int least;
        int (*run)(Arena *mem, int argc, char **argv);
    } verbs[] = { { "table", 4, table }, { "po", 3, po }, { "merge", 4, merge } };
    Arena mem = { 0 };

    for (size_t i = 0; argc > 1 && i < COUNT(verbs); i++) {
        if (str_eq(str_from(argv[1]), str_from(verbs[i].name)) && argc >= verbs[i].least) {
            int end = verbs[i].run(&mem, argc, argv);
            arena_done(&mem);
            return end;
        }
    }
    fprintf(stderr, "use: msg table H C files... | msg po LANG files... | "
                    "msg merge LANG PO files...\n");
    return 2;
}
