/* markdown_fuzz.c - whatever is written, only our tags and links come out */
#include "text/markdown.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static bool our_tag(Str rest)
{
    static const char *const tags[] = {
        "<p>",
        "</p>",
        "<h3>",
        "</h3>",
        "<h4>",
        "</h4>",
        "<h5>",
        "</h5>",
        "<h6>",
        "</h6>",
        "<ul>",
        "</ul>",
        "<ol>",
        "</ol>",
        "<ol start=\"",
        "<li>",
        "</li>",
        "<blockquote>",
        "</blockquote>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<em>",
        "</em>",
        "<strong>",
        "</strong>",
        "<del>",
        "</del>",
        "<br>",
        "<hr>",
        "</a>",
        "<a rel=\"nofollow noopener ugc\" href=\"http",
        "<a rel=\"nofollow noopener ugc\" href=\"mailto:",
        "<a rel=\"nofollow noopener ugc\" href=\"#\"",
    };

    for (size_t i = 0; i < COUNT(tags); i++) {
        Str tag = str_from(tags[i]);
        if (str_eq_nocase(str_slice(rest, 0, tag.len), tag)) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Html html = { 0 };
    Str s = { (const char *)at, len };
    Fault f = markdown_html(&mem, s, &html);

    assert(f != FAULT_BUG);
    for (size_t i = 0; i < html.s.len; i++) {
        assert(html.s.at[i] != '<' || our_tag(str_slice(html.s, i, html.s.len)));
    }
    Str words = markdown_words(&mem, s, 200);
    assert(words.len <= 200);
    arena_done(&mem);
    return 0;
}
