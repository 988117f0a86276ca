/* http_gate_fuzz.c - whatever the pieces in which bytes come, the gate says the
 * same of them (only of two reasons to refuse, the first to be seen is said);
 * the first byte says the size of the pieces */
#include "http/gate.h"

#include <assert.h>

#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static Gate feed(Arena *mem, Str s, size_t step, Str *ret_passed)
{
    Gate g = { 0 };
    char *copy = str_c(mem, s);
    size_t passed = 0, here = 0;

    while (here < s.len && g.phase != GATE_SHUT) {
        here = here + step < s.len ? here + step : s.len;
        passed += gate_look(&g, copy + passed, here - passed);
        assert(passed <= here);
    }
    /* What waits is never more than a whole head. */
    assert(here - passed <= HTTP_TARGET_MAX + HTTP_HEADERS_MAX + step + 4);
    *ret_passed = (Str){ copy, passed };
    return g;
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str all, pieces;

    if (len < 2) {
        return 0;
    }
    Str s = { (const char *)at + 1, len - 1 };
    Gate a = feed(&mem, s, s.len, &all);
    Gate b = feed(&mem, s, (size_t)at[0] + 1, &pieces);
    assert((a.status == 0) == (b.status == 0) && a.phase == b.phase);
    assert(str_eq(all, pieces));
    arena_done(&mem);
    return 0;
}
