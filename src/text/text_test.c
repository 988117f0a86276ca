#include "text/compare.h"
#include "text/fold.h"
#include "text/html.h"
#include "text/json.h"
#include "text/say.h"
#include "text/visible.h"

#include "tests/unit.h"

#include <math.h>
#include <string.h>

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

#define assert_says(s, want) assert_string_equal(str_c(&mem, (s)), (want))

static Str written(void (*put)(Buf *out, Str s), Str s)
{
    Buf out = buf_new(&mem, 1 << 16);

    put(&out, s);
    return buf_str(&out);
}

static void text_cannot_open_a_tag_nor_leave_its_quotes(void **state)
{
    (void)state;
    assert_says(written(html_text, STR("<a href=\"x\" b='y'>&</a>")),
                "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
    assert_says(written(html_text, STR("Café\tà\r\nBlois")), "Café\tà\r\nBlois");
    assert_int_equal(written(html_text, (Str){ 0 }).len, 0);
}

static void each_byte_is_itself_an_entity_or_refused(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        Str got = written(html_text, (Str){ &byte, 1 });
        bool odd = c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r');
        if (odd) {
            assert_says(got, "\xef\xbf\xbd");
        } else if (c && strchr("<>&\"'", c)) {
            assert_true(got.len > 3 && got.at[0] == '&' && got.at[got.len - 1] == ';');
        } else {
            assert_true(str_eq(got, (Str){ &byte, 1 }));
        }
    }
}

static void an_address_has_a_safe_scheme_or_none(void **state)
{
    static const struct {
        const char *url, *want;
    } cases[] = {
        { "/a/b?c=d&e", "/a/b?c=d&amp;e" },
        { "#top", "#top" },
        { "?page=2", "?page=2" },
        { "https://a.fr/\"", "https://a.fr/&quot;" },
        { "HTTPS://a.fr", "HTTPS://a.fr" },
        { "http://a.fr", "http://a.fr" },
        { "mailto:a@b.fr", "mailto:a@b.fr" },
        { "tel:+33", "tel:+33" },
        { "webcal://a.fr/x", "webcal://a.fr/x" },
        { "javascript:alert(1)", "#" },
        { "JaVaScRiPt:alert(1)", "#" },
        { " javascript:alert(1)", "#" },
        { "java\nscript:alert(1)", "#" },
        { "data:text/html,x", "#" },
        { "//evil.fr", "#" },
        { "/\\evil.fr", "#" },
        { "/\t/evil.fr", "#" },
        { "a/b", "#" },
        { "", "#" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_says(written(html_url, str_from(cases[i].url)), cases[i].want);
    }
}

static void a_part_of_an_address_adds_no_other_part(void **state)
{
    (void)state;
    assert_says(written(html_url_part, STR("a b&c=d/é?#%\"")),
                "a%20b%26c%3Dd%2F%C3%A9%3F%23%25%22");
    assert_says(written(html_url_part, STR("A-z_0.9~")), "A-z_0.9~");
}

static void truth_is_what_a_reader_expects(void **state)
{
    (void)state;
    assert_true(html_truth(STR("x")) && !html_truth(STR("")));
    assert_true(html_truth((int64_t)-1) && !html_truth((int64_t)0));
    assert_true(html_truth((bool)true) && !html_truth((bool)false));
    assert_true(html_truth(&mem) && !html_truth((void *)NULL));
    assert_true(html_truth((Html){ STR_INIT("x") }) && !html_truth((Html){ 0 }));
}

static void a_sentence_is_said_in_its_language(void **state)
{
    (void)state;
    assert_says(say(LANG_FR, SAY_text_august), "août");
    assert_says(say(LANG_EN, SAY_text_august), "August");
    assert_says(say_with(&mem, LANG_FR, SAY_text_two_days,
                         SAY_ARGS(SAY_ARG(STR("<a>")), SAY_ARG((int64_t)2))),
                "<a> et 2");
    assert_says(say_with(&mem, LANG_FR, SAY_text_two_days, NULL, 0), " et ");
}

static void what_fills_a_sentence_is_escaped_in_a_page(void **state)
{
    Buf out = buf_new(&mem, 1000);

    (void)state;
    say_html(&out, LANG_EN, SAY_text_two_days,
             SAY_ARGS(SAY_ARG(STR("<a>")), SAY_ARG(STR("{0}"))));
    assert_says(buf_str(&out), "&lt;a&gt; and {0}");
}

static void the_best_language_is_chosen(void **state)
{
    static const struct {
        const char *value;
        Lang want;
    } cases[] = {
        { "", LANG_FR },
        { "en", LANG_EN },
        { "EN-gb", LANG_EN },
        { "de,en;q=0.5", LANG_EN },
        { "en;q=0.5,fr;q=0.6", LANG_FR },
        { "en;q=0", LANG_FR },
        { "fr;q=0.4, en ; q=0.5", LANG_EN },
        { "en;q=x", LANG_FR },
        { "en;q=9", LANG_FR },
        { "english", LANG_FR },
        { "de, *", LANG_FR },
        { ",,;;,;q=1,en", LANG_EN },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(lang_accept(str_from(cases[i].value)), cases[i].want);
    }
}

static void letters_lose_their_accents(void **state)
{
    static const struct {
        const char *text, *fold, *slug;
    } cases[] = {
        { "Saint-Étienne-du-Rouvray", "saint etienne du rouvray", "saint-etienne-du-rouvray" },
        { "Café IA à Blois !", "cafe ia a blois", "cafe-ia-a-blois" },
        { "  Œuvre d’Ægidius, Weiß ", "oeuvre d aegidius weiss", "oeuvre-d-aegidius-weiss" },
        { "e\u0301te\u0301", "ete", "ete" },
        { "ＡＢＣ １２３", "abc 123", "abc-123" },
        { "L'Haÿ-les-Roses (94)", "l hay les roses 94", "l-hay-les-roses-94" },
        { "", "", "x" },
        { "!!! ---", "", "x" },
        { "日本", "日本", "x" },
        { "日本 2024", "日本 2024", "2024" },
        { "a\u00adb", "ab", "ab" },
        { "a\xff"
          "b",
          "a b", "a-b" },
        { "Łódź, Tromsø", "lodz tromso", "lodz-tromso" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_says(fold(&mem, str_from(cases[i].text)), cases[i].fold);
        assert_says(slug(&mem, str_from(cases[i].text)), cases[i].slug);
    }
}

static void a_long_title_is_cut_between_words(void **state)
{
    Str long_word = { memset(str_c(&mem, STR("0123456789012345678901234567890123456789"
                                             "0123456789012345678901234567890123456789")),
                             'a', 80),
                      80 };

    (void)state;
    assert_says(slug(&mem, STR("un deux trois quatre cinq six sept huit neuf dix onze douze "
                               "treize")),
                "un-deux-trois-quatre-cinq-six-sept-huit-neuf-dix-onze-douze");
    assert_int_equal(slug(&mem, long_word).len, 60);
}

static void titles_are_alike_by_their_words(void **state)
{
    static const struct {
        const char *a, *b;
        int want;
    } cases[] = {
        { "Café IA à Blois", "CAFE  ia a blois !", 100 },
        { "Café IA à Blois", "Blois : café IA à", 100 },
        { "un deux", "deux trois", 50 },
        { "un un un deux", "un deux", 100 },
        { "un", "deux", 0 },
        { "", "", 0 },
        { "", "un", 0 },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(compare_titles(&mem, str_from(cases[i].a), str_from(cases[i].b)),
                         cases[i].want);
    }
}

static void json_puts_its_own_commas(void **state)
{
    Buf out = buf_new(&mem, 10000);
    JsonWriter w = { .out = &out };

    (void)state;
    json_put_object(&w);
    json_add_str(&w, STR("a"), STR("x\"\\\n\x01</script>&é\xff"));
    json_put_key(&w, STR("b"));
    json_put_array(&w);
    json_put_int(&w, INT64_MIN);
    json_put_array(&w);
    json_put_array_end(&w);
    json_put_null(&w);
    json_put_object(&w);
    json_put_object_end(&w);
    json_put_array_end(&w);
    json_add_real(&w, STR("c"), 48.85341, 2);
    json_add_real(&w, STR("d"), NAN, 2);
    json_add_bool(&w, STR("e"), true);
    json_add_int(&w, STR("f"), 0);
    json_put_object_end(&w);
    assert_says(buf_str(&out),
                "{\"a\":\"x\\\"\\\\\\n\\u0001\\u003c/script\\u003e\\u0026é\xef\xbf\xbd\","
                "\"b\":[-9223372036854775808,[],null,{}],\"c\":48.85,\"d\":null,\"e\":true,"
                "\"f\":0}");
}

/* In escapes: what nobody sees, nobody reads over. */
static void what_cannot_be_seen_is_taken_away(void **state)
{
    static const struct {
        const char *typed, *want;
    } all[] = {
        { "Am\u00e9lie, d\u00e8s 14\u00a0h\u202f!", "Am\u00e9lie, d\u00e8s 14\u00a0h\u202f!" },
        { "Paul\u202etxt.exe\u202c", "Paultxt.exe" },
        { "\u202aa\u202bb\u202cc\u202dd\u202e\u202c\u202c\u202c", "abcd" },
        { "\u2066a\u2067b\u2068c\u2069\u2069\u2069", "abc" },
        { "a\u200eb\u200fc\u061cd", "abcd" },
        { "ca\u200bfe\u2060\ufeff\u00ad", "cafe" },
        { "a\xc2\x85"
          "b\xc2\x9f"
          "c",
          "abc" },
        { "a\u2028b\u2029c", "a b c" },
        { "\U0001f469\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb" },
        { "\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525" },
        { "\U0001f469\u200d\u200d\U0001f4bb", "\U0001f469\u200d\U0001f4bb" },
        { "\U0001f469\u200d", "\U0001f469" },
        { "\u200d\U0001f469", "\U0001f469" },
        { "ca\u200dfe\u200c!", "cafe!" },
        { "\u0645\u06cc\u200c\u062e\u0648", "\u0645\u06cc\u200c\u062e\u0648" },
        { "\U0001f3f4\U000e0067\U000e0062\U000e007f",
          "\U0001f3f4\U000e0067\U000e0062\U000e007f" },
        { "a\U000e0067\U000e0001b", "ab" },
        { "\u202e\u202c", "" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        assert_says(visible(&mem, str_from(all[i].typed)), all[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(text_cannot_open_a_tag_nor_leave_its_quotes, forget),
        cmocka_unit_test_teardown(each_byte_is_itself_an_entity_or_refused, forget),
        cmocka_unit_test_teardown(an_address_has_a_safe_scheme_or_none, forget),
        cmocka_unit_test_teardown(a_part_of_an_address_adds_no_other_part, forget),
        cmocka_unit_test_teardown(truth_is_what_a_reader_expects, forget),
        cmocka_unit_test_teardown(a_sentence_is_said_in_its_language, forget),
        cmocka_unit_test_teardown(what_fills_a_sentence_is_escaped_in_a_page, forget),
        cmocka_unit_test_teardown(the_best_language_is_chosen, forget),
        cmocka_unit_test_teardown(letters_lose_their_accents, forget),
        cmocka_unit_test_teardown(a_long_title_is_cut_between_words, forget),
        cmocka_unit_test_teardown(titles_are_alike_by_their_words, forget),
        cmocka_unit_test_teardown(json_puts_its_own_commas, forget),
        cmocka_unit_test_teardown(what_cannot_be_seen_is_taken_away, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
