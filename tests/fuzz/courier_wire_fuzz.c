/* courier_wire_fuzz.c - a frame that is read is written as it came */
#include "courier/wire.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str frame = { (const char *)at, len }, again;
    CourierMessage m;

    if (!courier_read(frame, &m)) {
        assert(!courier_write(&mem, &m, &again));
        assert(str_eq(frame, again));
    }
    arena_done(&mem);
    return 0;
}
