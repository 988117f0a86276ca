#include "text/csv.h"

static const Str byte_order_mark = STR_INIT("\xef\xbb\xbf");

static bool line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Counts in the first row, outside quotes. */
static char separator_of(Str s)
{
    size_t commas = 0, semicolons = 0;
    bool quoted = false;

    for (size_t i = 0; i < s.len && (quoted || !line_end(s.at[i])); i++) {
        quoted = quoted != (s.at[i] == '"');
        commas += !quoted && s.at[i] == ',';
        semicolons += !quoted && s.at[i] == ';';
    }
    return semicolons > commas ? ';' : ',';
}

CsvReader csv_open(Arena *mem, Str s)
{
    CsvReader r = { .mem = mem, .rest = s, .line = 1, .next_line = 1 };
    size_t chars;

    if (s.len > CSV_MAX) {
        r.problem = CSV_TOO_LONG;
    } else if (!str_is_text(s, &chars)) {
        r.problem = CSV_NO_TEXT;
    } else if (str_starts(s, byte_order_mark)) {
        r.rest = str_slice(s, byte_order_mark.len, s.len);
    }
    r.separator = r.problem ? ',' : separator_of(r.rest);
    return r;
}

/* Ends the reading. */
static bool stop(CsvReader *r, CsvProblem problem)
{
    r->problem = problem;
    r->cells = 0;
    return false;
}

static void pass(CsvReader *r, size_t n)
{
    r->rest = str_slice(r->rest, n, r->rest.len);
}

/* A CRLF counts once. */
static void pass_line_end(CsvReader *r)
{
    pass(r, str_starts(r->rest, STR("\r\n")) ? 2 : 1);
    r->next_line++;
}

static bool at_cell_end(const CsvReader *r)
{
    return r->rest.len == 0 || line_end(r->rest.at[0]) || r->rest.at[0] == r->separator;
}

static bool read_plain(CsvReader *r, Str *ret)
{
    Str from = r->rest;

    while (!at_cell_end(r)) {
        pass(r, 1);
    }
    *ret = (Str){ from.at, from.len - r->rest.len };
    return ret->len <= CSV_CELL || stop(r, CSV_CELL_TOO_LONG);
}

/* Behind the opening quote: a quote that isn't doubled ends the cell. */
static bool read_quoted(CsvReader *r, Str *ret)
{
    Buf cell = buf_new(r->mem, CSV_CELL);
    Str head, tail;

    do {
        if (!str_cut(r->rest, '"', &head, &tail)) {
            r->line = r->next_line;
            return stop(r, CSV_QUOTE_OPEN);
        }
        buf_add(&cell, head);
        for (size_t i = 0; i < head.len; i++) {
            r->next_line +=
                head.at[i] == '\n' ||
                (head.at[i] == '\r' && !(i + 1 < head.len && head.at[i + 1] == '\n'));
        }
        r->rest = tail;
        if (tail.len == 0 || tail.at[0] != '"') {
            break;
        }
        buf_char(&cell, '"');
        pass(r, 1);
    } while (!cell.cut);
    *ret = buf_str(&cell);
    if (cell.cut) {
        return stop(r, CSV_CELL_TOO_LONG);
    }
    return at_cell_end(r) || stop(r, CSV_QUOTE_STRAY);
}

static bool read_cell(CsvReader *r)
{
    if (r->cells == CSV_COLUMNS) {
        return stop(r, CSV_TOO_MANY_COLUMNS);
    }
    Str *cell = &r->cell[r->cells++];
    if (r->rest.len > 0 && r->rest.at[0] == '"') {
        pass(r, 1);
        return read_quoted(r, cell);
    }
    return read_plain(r, cell);
}

bool csv_next(CsvReader *r)
{
    bool more = true;

    while (!r->problem && r->rest.len > 0 && line_end(r->rest.at[0])) {
        pass_line_end(r);
    }
    r->cells = 0;
    if (r->problem || r->rest.len == 0) {
        return false;
    }
    r->line = r->next_line;
    if (r->rows++ == CSV_ROWS) {
        return stop(r, CSV_TOO_MANY_ROWS);
    }
    while (more) {
        if (!read_cell(r)) {
            return false;
        }
        more = r->rest.len > 0 && r->rest.at[0] == r->separator;
        if (more) {
            pass(r, 1);
        }
    }
    if (r->rest.len > 0) {
        pass_line_end(r);
    }
    return true;
}

Str csv_cell(const CsvReader *r, size_t column)
{
    return column < r->cells ? r->cell[column] : (Str){ 0 };
}

static bool like_formula(Str s)
{
    static const char first[] = { '=', '+', '-', '@', '\t', '\r', '\n', '\0' };

    return s.len > 0 && str_has((Str){ first, sizeof first }, str_slice(s, 0, 1));
}

static bool needs_quotes(Str s)
{
    static const char odd[] = { ',', ';', '"', '\t', '\r', '\n' };

    for (size_t i = 0; i < s.len; i++) {
        if (str_has((Str){ odd, sizeof odd }, str_slice(s, i, 1))) {
            return true;
        }
    }
    return str_trim(s).len != s.len || str_starts(s, byte_order_mark);
}

/* What stands before any cell. */
static void begin_cell(CsvWriter *w)
{
    if (!w->begun && w->for_people) {
        buf_add(w->out, byte_order_mark);
    }
    if (w->in_row) {
        buf_char(w->out, w->separator ? w->separator : ',');
    }
    w->begun = w->in_row = true;
}

void csv_put(CsvWriter *w, Str s)
{
    Str head, tail = s;
    bool formula = w->for_people && like_formula(s), quotes = needs_quotes(s);

    begin_cell(w);
    buf_add(w->out, quotes ? STR("\"") : (Str){ 0 });
    buf_add(w->out, formula ? STR("'") : (Str){ 0 });
    while (str_cut(tail, '"', &head, &tail)) {
        buf_add(w->out, head);
        buf_add(w->out, STR("\"\""));
    }
    buf_add(w->out, head);
    buf_add(w->out, quotes ? STR("\"") : (Str){ 0 });
}

void csv_put_int(CsvWriter *w, int64_t v)
{
    begin_cell(w);
    buf_int(w->out, v);
}

void csv_end_row(CsvWriter *w)
{
    buf_add(w->out, STR("\r\n"));
    w->in_row = false;
}
