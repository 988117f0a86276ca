/* form_test.c - what a form may bring: each kind, each limit */
#include "web/form.h"

#include <string.h>

#include "tests/house.h"

typedef struct Sheet {
    Str line, text, url, number, many;
} Sheet;

enum { LINE, TEXT, URL, NUMBER, MANY, SHEET_FIELDS };

static const Field fields[SHEET_FIELDS] = {
    [LINE] = FIELD(Sheet, line, FIELD_LINE, .min = 3, .max = 10, .required = true),
    [TEXT] = FIELD(Sheet, text, FIELD_TEXT, .max = 20),
    [URL] = FIELD(Sheet, url, FIELD_URL, .max = 30),
    [NUMBER] = FIELD(Sheet, number, FIELD_INT, .min = -5, .max = 50),
    [MANY] = FIELD(Sheet, many, FIELD_MANY, .max = 10),
};

typedef struct Read {
    Fault fault;
    Sheet sheet;
    Problems problems;
} Read;

static Read read_form(House *h, const char *form)
{
    Work w = house_work(h, "test");
    Request rq = { .method = POST };
    Read r = { 0 };

    r.fault = http_pairs(&h->mem, str_from(form), &rq.form);
    if (!r.fault) {
        r.fault = form_read(&w, &rq, fields, SHEET_FIELDS, &r.sheet, &r.problems);
    }
    return r;
}

static Str value_of(const Sheet *s, size_t field)
{
    return *(const Str *)(const void *)((const char *)s + fields[field].at);
}

static const struct {
    size_t field;
    const char *typed, *want, *problem; /* problem: part of it; NULL: none */
} kinds[] = {
    /* a line: 3 to 10 characters */
    { LINE, "%20abc%09", "abc", NULL },
    { LINE, "ab", "ab", "au moins 3" },
    { LINE, "abc", "abc", NULL },
    { LINE, "abcdefghij", "abcdefghij", NULL },
    { LINE, "abcdefghijk", "abcdefghijk", "trop long de 1" },
    { LINE, "%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9", "éééééééééé",
      NULL }, /* characters, not bytes */
    { LINE, "%F0%9F%8D%B5%F0%9F%8D%B5%F0%9F%8D%B5", "🍵🍵🍵", NULL },
    { LINE, "", "", "Il manque" },
    { LINE, "%20%20%20", "", "Il manque" },
    { LINE, "ab%0Acd", "ab\ncd", "un caractère" },
    { LINE, "ab%0D%0Acd", "ab\r\ncd", "un caractère" },
    { LINE, "ab%1Bcd",
      "ab\x1b"
      "cd",
      "un caractère" },
    { LINE, "ab%7Fcd",
      "ab\x7f"
      "cd",
      "un caractère" },
    { LINE, "ab%09cd", "ab\tcd", "un caractère" },
    { LINE, "a+b+c", "a b c", NULL },
    { LINE, "%3Cb%3E", "<b>", NULL },
    { LINE, "ab%E2%80%AEcd", "abcd", NULL }, /* U+202E turns a line around */
    { LINE, "%E2%80%8B%EF%BB%BF", "", "Il manque" },
    { LINE, "14%C2%A0h%E2%80%AF!", "14\u00a0h\u202f!", NULL },
    { LINE, "%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB", "\U0001f469\u200d\U0001f4bb", NULL },
    /* text: lines, at most 20 characters */
    { TEXT, "a%E2%81%A6%0D%0Ab%E2%81%A9", "a\nb", NULL },
    { TEXT, "", "", NULL },
    { TEXT, "a%0D%0Ab%0Dc%0Ad", "a\nb\nc\nd", NULL },
    { TEXT, "%0D%0A%0D%0A", "", NULL },
    { TEXT, "a%09b", "a\tb", NULL },
    { TEXT, "a%00b", NULL, NULL },
    { TEXT, "a%07b", "a\ab", "un caractère" },
    { TEXT, "12345678901234567890", "12345678901234567890", NULL },
    { TEXT, "123456789012345678901", "123456789012345678901", "trop long de 1" },
    { TEXT, "%FF", NULL, NULL },
    { TEXT, "%C0%AF", NULL, NULL },
    { TEXT, "%ED%A0%80", NULL, NULL },
    { TEXT, "%4", NULL, NULL },
    { TEXT, "%zz", NULL, NULL },
    /* addresses */
    { URL, "https://a.fr/%E2%80%AEx", "https://a.fr/x", NULL },
    { URL, "https://a.fr/x", "https://a.fr/x", NULL },
    { URL, "www.a.fr", "https://www.a.fr", NULL },
    { URL, "a.fr%3A8080", "a.fr:8080", "https://" },
    { URL, "javascript%3Aalert(1)", "javascript:alert(1)", "https://" },
    { URL, "https%3A%2F%2Fuser@a.fr", "https://user@a.fr", "https://" },
    { URL, "https://a b.fr", "https://a b.fr", "https://" },
    { URL, "ftp%3A%2F%2Fa.fr", "ftp://a.fr", "https://" },
    { URL, "https://", "https://", "https://" },
    { URL, "localhost", "https://localhost", "https://" },
    { URL, "https://a.fr/2345678901234567.", "https://a.fr/2345678901234567.", NULL },
    { URL, "https://a.fr/23456789012345678.", "https://a.fr/23456789012345678.", "trop long" },
    { URL, "https://a.fr/%0Ax", "https://a.fr/\nx", "un caractère" },
    /* numbers: -5 to 50 */
    { NUMBER, "-5", "-5", NULL },
    { NUMBER, "-6", "-6", "entre -5 et 50" },
    { NUMBER, "50", "50", NULL },
    { NUMBER, "51", "51", "entre -5 et 50" },
    { NUMBER, "4.5", "4.5", "entre -5 et 50" },
    { NUMBER, "0x10", "0x10", "entre -5 et 50" },
    { NUMBER, "99999999999999999999", "99999999999999999999", "entre -5 et 50" },
    { NUMBER, "+12+", "12", NULL },
    { NUMBER, "", "", NULL },
    /* several */
    { MANY, "1", "1", NULL },
    { MANY, "1&many=2&many=4", "1,2,4", NULL },
    { MANY, "1&many=2&many=4&many=8&many=16&many=32", "1,2,4,8,16,32", "trop long" },
};

static void each_kind_is_read_and_judged(void **state)
{
    House *h = *state;

    for (size_t i = 0; i < COUNT(kinds); i++) {
        size_t f = kinds[i].field;
        const char *head = f == LINE ? "" : "line=abc&";
        Read r = read_form(h, house_text(h, "%s%s=%s", head, fields[f].name, kinds[i].typed));
        if (!kinds[i].want) {
            assert_fault(FAULT_INPUT, r.fault);
            continue;
        }
        assert_fine(r.fault);
        assert_str(kinds[i].want, value_of(&r.sheet, f));
        assert_int_equal(r.problems.count, kinds[i].problem != NULL);
        if (kinds[i].problem && !str_has(r.problems.at[f], str_from(kinds[i].problem))) {
            fail_msg("case %zu: %.*s", i, STR_ARG(r.problems.at[f]));
        }
    }
}

static void a_form_brings_its_own_fields_once_and_no_others(void **state)
{
    static const struct {
        const char *form;
        Fault want;
    } cases[] = {
        { "line=abc", FAULT_NONE },
        { "line=abc&token=x", FAULT_NONE },
        { "", FAULT_NONE }, /* read, and a problem */
        { "line=abc&line=abc", FAULT_INPUT },
        { "line=abc&number=1&number=2", FAULT_INPUT },
        { "line=abc&other=1", FAULT_INPUT },
        { "line=abc&line%5B%5D=1", FAULT_INPUT },
        { "line=abc&LINE=abc", FAULT_INPUT },
        { "line=abc&=1", FAULT_INPUT },
        { "line=abc&id=1&state=2", FAULT_INPUT },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Read r = read_form(h, cases[i].form);
        assert_fault(cases[i].want, r.fault);
    }
}

static void a_form_has_so_many_fields_and_no_more(void **state)
{
    House *h = *state;
    Buf form = buf_new(&h->mem, HTTP_BODY_MAX);

    buf_add(&form, STR("line=abc"));
    for (int i = 1; i < HTTP_FIELDS_MAX; i++) {
        buf_add(&form, STR("&many=1"));
    }
    assert_fine(read_form(h, str_c(&h->mem, buf_str(&form))).fault);
    buf_add(&form, STR("&many=1"));
    assert_fault(FAULT_LIMIT, read_form(h, str_c(&h->mem, buf_str(&form))).fault);
}

static void a_query_ignores_what_it_does_not_know(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    Request rq = { 0 };
    Sheet s;
    Problems p;

    assert_fine(http_target(&h->mem, STR("/x?utm_source=a&line=abc&number=7"), &rq));
    assert_fine(form_read_query(&w, &rq, fields, SHEET_FIELDS, &s, &p));
    assert_int_equal(p.count, 0);
    assert_str("abc", s.line);
    assert_str("7", s.number);
    assert_fine(http_target(&h->mem, STR("/x?line=abc&line=def"), &rq));
    assert_fault(FAULT_INPUT, form_read_query(&w, &rq, fields, SHEET_FIELDS, &s, &p));
}

static void all_fields_are_filled_even_when_one_has_a_problem(void **state)
{
    Read r = read_form(*state, "line=a&text=hello&url=nowhere&number=900&many=1");

    assert_fine(r.fault);
    assert_int_equal(r.problems.count, 3);
    assert_str("a", r.sheet.line);
    assert_str("hello", r.sheet.text);
    assert_str("900", r.sheet.number);
}

static void the_first_problem_of_a_field_stays(void **state)
{
    Problems p = { 0 };

    (void)state;
    form_problem(&p, LINE, STR("first"));
    form_problem(&p, LINE, STR("second"));
    form_problem(&p, TEXT, STR("other"));
    assert_str("first", p.at[LINE]);
    assert_int_equal(p.count, 2);
}

static void problems_are_said_in_the_reader_s_language(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    Request rq = { .method = POST };
    Sheet s;
    Problems p;

    w.lang = LANG_EN;
    assert_fine(form_read(&w, &rq, fields, SHEET_FIELDS, &s, &p));
    assert_str("An answer is missing here.", p.at[LINE]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(each_kind_is_read_and_judged),
        HOUSE_TEST(a_form_brings_its_own_fields_once_and_no_others),
        HOUSE_TEST(a_form_has_so_many_fields_and_no_more),
        HOUSE_TEST(a_query_ignores_what_it_does_not_know),
        HOUSE_TEST(all_fields_are_filled_even_when_one_has_a_problem),
        HOUSE_TEST(the_first_problem_of_a_field_stays),
        HOUSE_TEST(problems_are_said_in_the_reader_s_language),
    };

    return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
