#include "text/csv.h"

#include "tests/unit.h"

#include <string.h>

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

/* Rows as "a|b/c|d", then "!problem@line" when there is one. */
static const char *seen(Str s)
{
    CsvReader r = csv_open(&mem, s);
    Buf out = buf_new(&mem, 1 << 20);

    while (csv_next(&r)) {
        for (size_t i = 0; i < r.cells; i++) {
            buf_add(&out, i ? STR("|") : STR(""));
            buf_add(&out, csv_cell(&r, i));
        }
        buf_char(&out, '/');
    }
    if (r.problem) {
        buf_addf(&out, "!%d@%d", (int)r.problem, (int)r.line);
    }
    return str_c(&mem, buf_str(&out));
}

static void tables_are_read_whoever_wrote_them(void **state)
{
    static const struct {
        Str text;
        const char *want;
    } cases[] = {
        { STR_INIT(""), "" },
        { STR_INIT("a,b\nc,d\n"), "a|b/c|d/" },
        { STR_INIT("a,b\r\nc,d"), "a|b/c|d/" },
        { STR_INIT("a;b\rc;d\r"), "a|b/c|d/" },
        { STR_INIT("\xef\xbb\xbf"
                   "a;b;c,d\n1;2"),
          "a|b|c,d/1|2/" },
        { STR_INIT("\"a,b;\";c\n1;2"), "a,b;|c/1|2/" },
        { STR_INIT("\n\na,b\n\n\nc,d\n\n"), "a|b/c|d/" },
        { STR_INIT("a,\n,b"), "a|/|b/" },
        { STR_INIT("\"a\nb\",c\nd"), "a\nb|c/d/" },
        { STR_INIT("\"a\"\"b\",\"\""), "a\"b|/" },
        { STR_INIT("5\" screen,b"), "5\" screen|b/" },
        { STR_INIT(" \"a\",b"), " \"a\"|b/" },
        { STR_INIT("a,b\n\"c"), "a|b/!6@2" },
        { STR_INIT("a,b\n\"c\nd"), "a|b/!6@2" },
        { STR_INIT("\"a\nb\",c\n\"d\"x,e"), "a\nb|c/!7@3" },
        { STR_INIT("\"a\r\nb\"\r\n\"d\"x"), "a\r\nb/!7@3" },
        { STR_INIT("a\0b"), "!2@1" },
        { STR_INIT("caf\xe9"), "!2@1" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_string_equal(seen(cases[i].text), cases[i].want);
    }
}

static Str times(char c, size_t n)
{
    char *at = arena_alloc(&mem, n + 1);

    memset(at, c, n);
    return (Str){ at, n };
}

static Str quoted(Str s)
{
    return str_format(&mem, "\"%.*s\"", STR_ARG(s));
}

static Str rows(size_t n)
{
    Str s = times('\n', n * 2);

    for (size_t i = 0; i < n; i++) {
        ((char *)(uintptr_t)s.at)[i * 2] = 'x';
    }
    return s;
}

static CsvProblem problem_of(Str s)
{
    CsvReader r = csv_open(&mem, s);

    while (csv_next(&r)) {
    }
    return r.problem;
}

static void each_limit_is_kept_to_the_byte(void **state)
{
    (void)state;
    assert_int_equal(problem_of(times('x', CSV_CELL)), CSV_FINE);
    assert_int_equal(problem_of(times('x', CSV_CELL + 1)), CSV_CELL_TOO_LONG);
    assert_int_equal(problem_of(quoted(times('x', CSV_CELL))), CSV_FINE);
    assert_int_equal(problem_of(quoted(times('x', CSV_CELL + 1))), CSV_CELL_TOO_LONG);
    assert_int_equal(problem_of(times(',', CSV_COLUMNS - 1)), CSV_FINE);
    assert_int_equal(problem_of(times(',', CSV_COLUMNS)), CSV_TOO_MANY_COLUMNS);
    assert_int_equal(problem_of(rows(CSV_ROWS)), CSV_FINE);
    assert_int_equal(problem_of(rows(CSV_ROWS + 1)), CSV_TOO_MANY_ROWS);
    assert_int_equal(problem_of(times('\n', CSV_MAX)), CSV_FINE);
    assert_int_equal(problem_of(times('\n', CSV_MAX + 1)), CSV_TOO_LONG);
}

static void a_column_that_a_row_lacks_is_empty(void **state)
{
    CsvReader r = csv_open(&mem, STR("a"));

    (void)state;
    assert_true(csv_next(&r));
    assert_int_equal(csv_cell(&r, 1).len, 0);
    assert_int_equal(csv_cell(&r, 1000).len, 0);
    assert_false(csv_next(&r));
    assert_false(csv_next(&r));
}

static void a_formula_is_only_text_for_people(void **state)
{
    static const struct {
        Str cell;
        const char *people, *machines;
    } cases[] = {
        { STR_INIT("=1+1"), "'=1+1", "=1+1" },
        { STR_INIT("+33"), "'+33", "+33" },
        { STR_INIT("-1"), "'-1", "-1" },
        { STR_INIT("@SUM(A1)"), "'@SUM(A1)", "@SUM(A1)" },
        { STR_INIT("\t=1"), "\"'\t=1\"", "\"\t=1\"" },
        { STR_INIT("\r=1"), "\"'\r=1\"", "\"\r=1\"" },
        { STR_INIT("a=1"), "a=1", "a=1" },
        { STR_INIT("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
          "\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
        { STR_INIT(""), "", "" },
        { STR_INIT(" a"), "\" a\"", "\" a\"" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Buf people = buf_new(&mem, 1000), machines = buf_new(&mem, 1000);
        csv_put(&(CsvWriter){ .out = &people, .for_people = true }, cases[i].cell);
        csv_put(&(CsvWriter){ .out = &machines }, cases[i].cell);
        assert_string_equal(str_c(&mem, str_slice(buf_str(&people), 3, 999)), cases[i].people);
        assert_string_equal(str_c(&mem, buf_str(&machines)), cases[i].machines);
    }
    Buf out = buf_new(&mem, 1000);
    csv_put(&(CsvWriter){ .out = &out, .for_people = true }, STR("\0=1"));
    assert_int_equal(out.at[3], '\'');
}

static void what_was_written_is_read_again(void **state)
{
    Buf out = buf_new(&mem, 1000);
    CsvWriter w = { .out = &out, .separator = ';' };

    (void)state;
    csv_put(&w, STR("a;b"));
    csv_put_int(&w, -5);
    csv_end_row(&w);
    csv_put(&w, STR("\"\n,\r\n"));
    csv_put(&w, STR("é "));
    csv_end_row(&w);
    assert_string_equal(seen(buf_str(&out)), "a;b|-5/\"\n,\r\n|é /");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tables_are_read_whoever_wrote_them, forget),
        cmocka_unit_test_teardown(each_limit_is_kept_to_the_byte, forget),
        cmocka_unit_test_teardown(a_column_that_a_row_lacks_is_empty, forget),
        cmocka_unit_test_teardown(a_formula_is_only_text_for_people, forget),
        cmocka_unit_test_teardown(what_was_written_is_read_again, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
