#include "geo/built_in.h"
#include "geo/gazetteer.h"

Fault geo_open_built_in(Geo **ret)
{
    return geo_open(geo_built_in_gazetteer(), ret);
}

size_t geo_count(const Geo *geo)
{
    return geo->part[GEO_COMMUNES].count;
}

bool geo_commune(const Geo *geo, Str insee_code, Commune *ret)
{
    size_t i = geo_find(geo, insee_code);

    if (i == GEO_NONE) {
        return false;
    }
    *ret = geo_commune_at(geo, i);
    return true;
}

size_t geo_postal_codes(const Geo *geo, Str insee_code, Str *ret, size_t max)
{
    size_t i = geo_find(geo, insee_code), postals[64];

    if (i == GEO_NONE) {
        return 0;
    }
    size_t n = geo_postals_at(geo, i, postals, max < COUNT(postals) ? max : COUNT(postals));
    for (size_t k = 0; k < n; k++) {
        ret[k] = geo_postal_at(geo, postals[k]);
    }
    return n;
}

size_t geo_departments(const Geo *geo, const Area **ret)
{
    *ret = geo->departments;
    return geo->part[GEO_DEPARTMENTS].count;
}

size_t geo_regions(const Geo *geo, const Area **ret)
{
    *ret = geo->regions;
    return geo->part[GEO_REGIONS].count;
}

static bool area(const Area *areas, size_t count, Str code, Area *ret)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(areas[i].code, code)) {
            *ret = areas[i];
            return true;
        }
    }
    return false;
}

bool geo_department(const Geo *geo, Str code, Area *ret)
{
    return area(geo->departments, geo->part[GEO_DEPARTMENTS].count, code, ret);
}

bool geo_region(const Geo *geo, Str code, Area *ret)
{
    return area(geo->regions, geo->part[GEO_REGIONS].count, code, ret);
}

bool geo_epci(const Geo *geo, Str siren, Str *ret_name)
{
    size_t low = 0, high = geo->part[GEO_EPCIS].count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int way = str_cmp(geo_epci_at(geo, mid, ret_name), siren);
        if (way == 0) {
            return true;
        }
        if (way < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return false;
}
