#include "text/markdown.h"

#include "tests/unit.h"

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

#define REL "rel=\"nofollow noopener ugc\" "

static void markdown_becomes_markup_that_harms_nobody(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "" },
        { "Un *mot* **fort** ~~non~~ `x<y`",
          "<p>Un <em>mot</em> <strong>fort</strong> <del>non</del> <code>x&lt;y</code></p>" },
        { "# Titre", "<h3>Titre</h3>" },
        { "##### Titre", "<h6>Titre</h6>" },
        { "- a\n- b", "<ul><li>a</li><li>b</li></ul>" },
        { "3. a", "<ol start=\"3\"><li>a</li></ol>" },
        { "> a\n\n---", "<blockquote><p>a</p></blockquote><hr>" },
        { "```sh\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>" },
        { "a  \nb\nc", "<p>a<br>b\nc</p>" },
        { "<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" },
        { "<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>" },
        { "[a](https://x.fr/?a=1&amp;b=\"2)",
          "<p><a " REL "href=\"https://x.fr/?a=1&amp;b=&quot;2\">a</a></p>" },
        { "[a](mailto:a@b.fr)", "<p><a " REL "href=\"mailto:a@b.fr\">a</a></p>" },
        { "<https://x.fr>", "<p><a " REL "href=\"https://x.fr\">https://x.fr</a></p>" },
        { "[a](javascript:alert(1))", "<p>a</p>" },
        { "[a](&#106;avascript:alert(1))", "<p>a</p>" },
        { "[a](JAVASCRIPT:x)", "<p>a</p>" },
        { "[a](data:text/html,x)", "<p>a</p>" },
        { "[a](/relative)", "<p>a</p>" },
        { "[a](//x.fr)", "<p>a</p>" },
        { "[a](https://x.fr&colon;/)", "<p>a</p>" },
        { "[a](https://x.fr/&quot;&gt;)", "<p>a</p>" },
        { "![a photo](https://x.fr/a.png)",
          "<p><a " REL "href=\"https://x.fr/a.png\">a photo</a></p>" },
        { "[![a](https://x.fr/a.png)](https://y.fr)",
          "<p><a " REL "href=\"https://y.fr\">a</a></p>" },
        { "[![a](https://x.fr/a.png)](javascript:x)", "<p>a</p>" },
        { "| a | b |\n|---|---|\n| c | d |", "<p>| a | b |\n|---|---|\n| c | d |</p>" },
        { "&eacute; &lt; &nope; &", "<p>&eacute; &lt; &nope; &amp;</p>" },
        { "www.x.fr a@b.fr https://x.fr", "<p>www.x.fr a@b.fr https://x.fr</p>" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Html got = { 0 };
        assert_int_equal(markdown_html(&mem, str_from(cases[i].text), &got), FAULT_NONE);
        assert_string_equal(str_c(&mem, got.s), cases[i].want);
    }
}

static Str repeated(const char *part, size_t len)
{
    Buf out = buf_new(&mem, len);

    while (!out.cut) {
        buf_add(&out, str_from(part));
    }
    return buf_str(&out);
}

static size_t count(Str s, Str part)
{
    size_t n = 0;

    for (size_t i = 0; i + part.len <= s.len; i++) {
        n += str_eq(str_slice(s, i, part.len), part);
    }
    return n;
}

static void hostile_texts_end_and_stay_balanced(void **state)
{
    static const char *const parts[] = { "a@",    "[",   "![",   "[a](", "*a_", "> ",
                                         "- ",    "`",   "<a@b", "&#x",  "~~a", "\"",
                                         "[[a]]", "1. ", "<!--", "*_",   "](" };

    (void)state;
    for (size_t i = 0; i < COUNT(parts); i++) {
        Html got = { 0 };
        Fault f = markdown_html(&mem, repeated(parts[i], MARKDOWN_MAX), &got);
        assert_true(f == FAULT_NONE || f == FAULT_LIMIT);
        assert_true(got.s.len <= MARKDOWN_HTML_MAX);
        assert_int_equal(count(got.s, STR("<ul>")), count(got.s, STR("</ul>")));
        assert_int_equal(count(got.s, STR("<a ")), count(got.s, STR("</a>")));
        assert_true(count(got.s, STR("<blockquote>")) <= 16);
        assert_int_equal(count(got.s, STR("<blockquote>")), count(got.s, STR("</blockquote>")));
        arena_reset(&mem);
    }
}

static void what_nests_too_deep_is_shown_flat(void **state)
{
    Html got = { 0 };

    (void)state;
    assert_int_equal(markdown_html(&mem, repeated("> ", 80), &got), FAULT_NONE);
    assert_int_equal(count(got.s, STR("<blockquote>")), 16);
    assert_int_equal(count(got.s, STR("</blockquote>")), 16);
}

static void what_is_too_long_or_no_text_is_refused(void **state)
{
    Html got = { STR_INIT("before") };

    (void)state;
    assert_int_equal(markdown_html(&mem, repeated("a", MARKDOWN_MAX), &got), FAULT_NONE);
    got = (Html){ STR_INIT("before") };
    assert_int_equal(markdown_html(&mem, repeated("a", MARKDOWN_MAX + 1), &got), FAULT_LIMIT);
    assert_int_equal(markdown_html(&mem, STR("caf\xe9"), &got), FAULT_INPUT);
    assert_int_equal(markdown_html(&mem, STR("a\0b"), &got), FAULT_INPUT);
    assert_string_equal(str_c(&mem, got.s), "before");
}

static void words_stand_alone_on_one_line(void **state)
{
    static const struct {
        const char *text;
        size_t max;
        const char *want;
    } cases[] = {
        { "# Un\n\nCafé *IA* à\n[Blois](https://x.fr) !", 100, "Un Café IA à Blois !" },
        { "un deux trois", 8, "un deux" },
        { "un deux trois", 7, "un deux" },
        { "un deux trois", 6, "un" },
        { "indivisible", 5, "" },
        { "- a\n- b", 100, "a b" },
        { "", 10, "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = markdown_words(&mem, str_from(cases[i].text), cases[i].max);
        assert_string_equal(str_c(&mem, got), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(markdown_becomes_markup_that_harms_nobody, forget),
        cmocka_unit_test_teardown(hostile_texts_end_and_stay_balanced, forget),
        cmocka_unit_test_teardown(what_nests_too_deep_is_shown_flat, forget),
        cmocka_unit_test_teardown(what_is_too_long_or_no_text_is_refused, forget),
        cmocka_unit_test_teardown(words_stand_alone_on_one_line, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
