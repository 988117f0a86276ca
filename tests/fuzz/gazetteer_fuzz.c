/* gazetteer_fuzz.c - a file that opens can be searched, and written again as one
 * that opens; one that doesn't is refused */
#include "geo/geo.h"
#include "geo/table.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void use(const Geo *geo, Arena *mem)
{
    static const char *const words[] = { "saint", "41",        "41000", "blois loir et cher",
                                         "2a004", "paris 11e", "a" };
    GeoMatch found[8];
    Commune c;
    Area area;
    size_t exact;
    bool region;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = geo_search(geo, mem, str_from(words[i]), found, 8, &exact);
        assert(n <= 8 && exact <= n);
        geo_area_search(geo, mem, str_from(words[i]), &area, &region);
    }
    geo_nearest(geo, (GeoPoint){ 47.59, 1.33 }, &c);
}

static void again(const Geo *geo, Arena *mem)
{
    GeoTable table = geo_table(mem, geo);
    Geo *second = NULL;
    Str bytes;

    if (geo_table_write(&table, &bytes) == FAULT_NONE) {
        Fault fault = geo_open(bytes, &second);
        assert(fault == FAULT_NONE && geo_count(second) == geo_count(geo));
        geo_close(&second);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Geo *geo = NULL;

    if (geo_open((Str){ (const char *)at, len }, &geo) == FAULT_NONE) {
        use(geo, &mem);
        again(geo, &mem);
        geo_close(&geo);
    }
    arena_done(&mem);
    return 0;
}
