/* csv_fuzz.c - any table is read to its end or refused; what is written from
 * it is read again as the same */
#include "text/csv.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void again(Arena *mem, const CsvReader *r)
{
    Buf out = buf_new(mem, SIZE_MAX / 2);
    CsvWriter w = { .out = &out, .separator = r->separator };

    for (size_t i = 0; i < r->cells; i++) {
        csv_put(&w, csv_cell(r, i));
    }
    csv_end_row(&w);
    CsvReader second = csv_open(mem, buf_str(&out));
    second.separator = r->separator;
    if (r->cells == 1 && csv_cell(r, 0).len == 0) {
        return; /* a row without a byte: passed over */
    }
    bool read = csv_next(&second);
    assert(read && second.cells == r->cells);
    for (size_t i = 0; read && i < r->cells; i++) {
        assert(str_eq(csv_cell(r, i), csv_cell(&second, i)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    CsvReader r = csv_open(&mem, (Str){ (const char *)at, len });

    while (csv_next(&r)) {
        assert(r.cells > 0 && r.cells <= CSV_COLUMNS && r.rows <= CSV_ROWS);
        again(&mem, &r);
    }
    arena_done(&mem);
    return 0;
}
