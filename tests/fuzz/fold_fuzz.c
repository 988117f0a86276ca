/* fold_fuzz.c - folding twice changes nothing more; a slug is an address */
#include "text/compare.h"
#include "text/fold.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str s = { (const char *)at, len };
    Str once = fold(&mem, s), address = slug(&mem, s);
    size_t chars;

    assert(str_is_text(once, &chars));
    assert(str_eq(fold(&mem, once), once));
    assert(address.len > 0 && address.len <= 60);
    for (size_t i = 0; i < address.len; i++) {
        char c = address.at[i];
        assert((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
    assert(compare_titles(&mem, s, s) == (once.len > 0 ? 100 : 0));
    arena_done(&mem);
    return 0;
}
