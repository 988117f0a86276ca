#include "text/say.h"

#include "text/html.h"
#include "text/say_row.h"

enum { SENTENCE_MAX = 1 << 20, ACCEPT_MAX = 256 };

const char *lang_code(Lang lang)
{
    static const char *const codes[LANG_COUNT] = { [LANG_FR] = "fr", [LANG_EN] = "en" };

    return codes[lang];
}

static bool is_one(Lang lang, int64_t n)
{
    switch (lang) {
    case LANG_FR: return n == 0 || n == 1 || n == -1;
    case LANG_EN:
    case LANG_COUNT: break;
    }
    return n == 1;
}

static Str form_of(Lang lang, Say key, const SayArg *args, size_t n)
{
    const SayRow *row = &say_table[key];

    for (size_t i = 0; row->plural && i < n; i++) {
        if (args[i].number) {
            return row->form[lang][!is_one(lang, args[i].n)];
        }
    }
    return row->form[lang][row->plural];
}

static void put_arg(Buf *out, const SayArg *arg, void (*put)(Buf *out, Str s))
{
    if (arg->number) {
        buf_int(out, arg->n);
    } else {
        put(out, arg->s);
    }
}

/* tools/msg has checked that every { opens a hole of three bytes. */
static void fill(Buf *out, Str s, const SayArg *args, size_t n, void (*put)(Buf *out, Str s))
{
    Str head, tail;

    while (str_cut(s, '{', &head, &tail)) {
        size_t which = (size_t)(tail.at[0] - '0');
        put(out, head);
        if (which < n) {
            put_arg(out, &args[which], put);
        }
        s = str_slice(tail, 2, tail.len);
    }
    put(out, s);
}

Str say(Lang lang, Say key)
{
    return form_of(lang, key, NULL, 0);
}

void say_text(Buf *out, Lang lang, Say key, const SayArg *args, size_t n)
{
    fill(out, form_of(lang, key, args, n), args, n, buf_add);
}

Str say_with(Arena *mem, Lang lang, Say key, const SayArg *args, size_t n)
{
    Buf out = buf_new(mem, SENTENCE_MAX);

    say_text(&out, lang, key, args, n);
    return buf_str(&out);
}

void say_html(Buf *out, Lang lang, Say key, const SayArg *args, size_t n)
{
    fill(out, form_of(lang, key, args, n), args, n, html_text);
}

/* "q=0.8" as thousandths; without q, 1000; 0 for what can't be read. */
static int64_t quality(Str params)
{
    Str head, tail = params;
    double q = 1;

    while (tail.len > 0) {
        str_cut(tail, ';', &head, &tail);
        head = str_trim(head);
        if (str_starts(head, STR("q=")) && !str_to_double(str_slice(head, 2, head.len), &q)) {
            return 0;
        }
    }
    return q > 0 && q <= 1 ? (int64_t)(q * 1000) : 0;
}

static bool lang_find(Str tag, Lang *ret)
{
    Str head, tail;

    str_cut(tag, '-', &head, &tail);
    for (Lang lang = 0; lang < LANG_COUNT; lang++) {
        if (str_eq_nocase(head, str_from(lang_code(lang)))) {
            *ret = lang;
            return true;
        }
    }
    return false;
}

Lang lang_accept(Str value)
{
    Lang best = LANG_FR, lang;
    int64_t best_q = 0;
    Str one, tag, params, rest = str_slice(value, 0, ACCEPT_MAX);

    while (rest.len > 0) {
        str_cut(rest, ',', &one, &rest);
        str_cut(str_trim(one), ';', &tag, &params);
        int64_t q = quality(params);
        if (q > best_q && lang_find(str_trim(tag), &lang)) {
            best = lang;
            best_q = q;
        }
    }
    return best;
}
