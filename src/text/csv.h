/* csv.h - tables as RFC 4180 has them, read from anybody, written for people
 *
 * Reading: at most 5 MiB, 20,000 rows, 64 columns, 4 KiB a cell; UTF-8, with
 * or without a BOM; separated by the comma or the semicolon, whichever the
 * first row has more of; lines end with LF, CRLF or CR.  Rows without a byte
 * are passed over. */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/buf.h"

enum { CSV_MAX = 5 << 20, CSV_ROWS = 20000, CSV_COLUMNS = 64, CSV_CELL = 4096 };

typedef enum CsvProblem {
    CSV_FINE,
    CSV_TOO_LONG, /* the file */
    CSV_NO_TEXT,  /* it is no UTF-8, or holds a NUL */
    CSV_TOO_MANY_ROWS,
    CSV_TOO_MANY_COLUMNS,
    CSV_CELL_TOO_LONG,
    CSV_QUOTE_OPEN, /* a quoted cell never ends */
    CSV_QUOTE_STRAY /* something stands between a closing quote and the separator */
} CsvProblem;

typedef struct CsvReader {
    Arena *mem;
    Str rest;
    char separator;
    Str cell[CSV_COLUMNS]; /* the row that was read last; in mem or in the file */
    size_t cells;
    int64_t line; /* where that row begins, or where the problem is; from 1 */
    int64_t next_line, rows;
    CsvProblem problem;
} CsvReader;

/* Begin; s outlives the reader.  A problem is told by the first csv_next. */
CsvReader csv_open(Arena *mem, Str s);
/* The next row; false at the end, or when there is a problem. */
MUST_USE bool csv_next(CsvReader *r);
/* The cell of this column; empty beyond the end of a short row. */
Str csv_cell(const CsvReader *r, size_t column);

/* Writing.  With for_people set, a file opens well in a spreadsheet: it has a
 * BOM, and a text that a spreadsheet would take for a formula (it begins with
 * = + - @ TAB CR LF NUL) begins with ' instead. */
typedef struct CsvWriter {
    Buf *out;
    char separator; /* ',' when not given */
    bool for_people;
    bool begun, in_row;
} CsvWriter;

void csv_put(CsvWriter *w, Str s);
void csv_put_int(CsvWriter *w, int64_t v);
void csv_end_row(CsvWriter *w);

#endif
