#include "web/web_inside.h"

static bool take_prefix(Request *rq, Str prefix)
{
    if (!str_starts(rq->path, prefix)) {
        return false;
    }
    Str rest = str_slice(rq->path, prefix.len, rq->path.len);
    if (rest.len > 0 && rest.at[0] != '/') {
        return false;
    }
    rq->path = rest.len > 0 ? rest : STR("/");
    return true;
}

LangChoice lang_choose(Request *rq)
{
    if (take_prefix(rq, STR("/en"))) {
        return (LangChoice){ LANG_EN, true };
    }
    if (take_prefix(rq, STR("/fr"))) {
        return (LangChoice){ LANG_FR, true };
    }
    return (LangChoice){ lang_accept(rq->headers.accept_language), false };
}

/* Where the next link of our own begins: after ="  in  href="/  or  action="/
 * Text can't look like this: its quotes are escaped. */
static bool next_link(Str s, size_t from, size_t *ret)
{
    for (size_t i = from; i + 2 < s.len; i++) {
        if (s.at[i] != '=' || s.at[i + 1] != '"' || s.at[i + 2] != '/') {
            continue;
        }
        Str before = str_slice(s, 0, i), after = str_slice(s, i + 2, s.len);
        bool ours = str_ends(before, STR(" href")) || str_ends(before, STR(" action"));
        if (ours && !str_starts(after, STR("//")) && !str_starts(after, STR("/en/")) &&
            !str_starts(after, STR("/fr/")) && !str_starts(after, STR("/a/"))) {
            *ret = i + 2;
            return true;
        }
    }
    return false;
}

void lang_keep_in_links(Arena *mem, Lang lang, Reply *rp)
{
    Str s = buf_str(&rp->body), prefix = lang == LANG_EN ? STR("/en") : STR("/fr");
    Buf out = buf_new(mem, HTTP_REPLY_MAX);
    size_t from = 0, at;

    while (next_link(s, from, &at)) {
        buf_add(&out, str_slice(s, from, at - from));
        buf_add(&out, prefix);
        /* "/" alone becomes "/en/" and not "/en" + nothing: the slash stays */
        buf_char(&out, '/');
        from = at + 1;
    }
    buf_add(&out, str_slice(s, from, s.len));
    rp->body = out;
}
