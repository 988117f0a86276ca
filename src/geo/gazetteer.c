#include "geo/gazetteer.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const size_t geo_part_size[GEO_PARTS] = {
    [GEO_REGIONS] = 10, [GEO_DEPARTMENTS] = 30, [GEO_EPCIS] = 14, [GEO_COMMUNES] = 17,
    [GEO_BLOCKS] = 4,   [GEO_POSTALS] = 7,      [GEO_MEMBERS] = 2, [GEO_SEVERAL] = 4,
    [GEO_BY_NAME] = 2,  [GEO_BY_WORD] = 3,      [GEO_TEXT] = 1,
};
/* clang-format on */

/* Where the fields stand in an entry. */
enum { AREA_NAME = 4, AREA_NAME_LEN = 8, AREA_REGION = 10, AREA_FIRST = 12, AREA_BOX = 14 };
enum { EPCI_NAME = 9, EPCI_NAME_LEN = 13, SIREN = 9 };
enum { C_FLAGS = 5, C_EPCI = 6, C_POPULATION = 8, C_LAT = 11, C_LON = 13, C_POSTAL = 15 };
enum { CODE = 5, POSTAL_FIRST = 5, SEVERAL_POSTAL = 2, WORD_AT = 2 };

uint32_t geo_u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

uint32_t geo_u24(const unsigned char *p)
{
    return geo_u16(p) | (uint32_t)p[2] << 16;
}

uint32_t geo_u32(const unsigned char *p)
{
    return geo_u16(p) | geo_u16(p + 2) << 16;
}

const unsigned char *geo_at(const Geo *geo, GeoPart part, size_t i)
{
    return geo->part[part].at + i * geo_part_size[part];
}

static Str chars(const unsigned char *p, size_t len)
{
    return (Str){ (const char *)p, len };
}

static size_t name_len_at(const Geo *geo, size_t commune)
{
    return geo_at(geo, GEO_COMMUNES, commune)[C_FLAGS] & GEO_NAME_MAX;
}

Str geo_code_at(const Geo *geo, size_t commune)
{
    return chars(geo_at(geo, GEO_COMMUNES, commune), CODE);
}

Str geo_name_at(const Geo *geo, size_t commune)
{
    size_t at = geo_u32(geo_at(geo, GEO_BLOCKS, commune / GEO_BLOCK));

    for (size_t i = commune - commune % GEO_BLOCK; i < commune; i++) {
        at += name_len_at(geo, i);
    }
    return chars(geo_at(geo, GEO_TEXT, at), name_len_at(geo, commune));
}

int64_t geo_population_at(const Geo *geo, size_t commune)
{
    return geo_u24(geo_at(geo, GEO_COMMUNES, commune) + C_POPULATION);
}

bool geo_is_district_at(const Geo *geo, size_t commune)
{
    return geo_at(geo, GEO_COMMUNES, commune)[C_FLAGS] & GEO_DISTRICT;
}

static size_t first_of(const Geo *geo, size_t department)
{
    return geo_u16(geo_at(geo, GEO_DEPARTMENTS, department) + AREA_FIRST);
}

size_t geo_department_run(const Geo *geo, size_t department, size_t *ret_first)
{
    *ret_first = first_of(geo, department);
    return department + 1 < geo->part[GEO_DEPARTMENTS].count ? first_of(geo, department + 1)
                                                             : geo->part[GEO_COMMUNES].count;
}

size_t geo_department_at(const Geo *geo, size_t commune)
{
    size_t low = 0, high = geo->part[GEO_DEPARTMENTS].count;

    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (first_of(geo, mid) <= commune) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

static double between(double low, double high, const unsigned char *p)
{
    return low + (high - low) * (double)geo_u16(p) / 65535.0;
}

GeoPoint geo_point_at(const Geo *geo, size_t department, size_t commune)
{
    const Area *a = &geo->departments[department];
    const unsigned char *p = geo_at(geo, GEO_COMMUNES, commune);

    return (GeoPoint){ between(a->south_west.lat, a->north_east.lat, p + C_LAT),
                       between(a->south_west.lon, a->north_east.lon, p + C_LON) };
}

Commune geo_commune_at(const Geo *geo, size_t commune)
{
    const unsigned char *p = geo_at(geo, GEO_COMMUNES, commune);
    size_t department = geo_department_at(geo, commune);
    size_t epci = geo_u16(p + C_EPCI);

    return (Commune){
        .code = geo_code_at(geo, commune),
        .name = geo_name_at(geo, commune),
        .department = geo->departments[department].code,
        .region = geo->departments[department].region,
        .epci = epci == GEO_NONE ? (Str){ 0 } : chars(geo_at(geo, GEO_EPCIS, epci), SIREN),
        .population = geo_population_at(geo, commune),
        .point = geo_point_at(geo, department, commune),
        .estimated = p[C_FLAGS] & GEO_ESTIMATED,
        .district = p[C_FLAGS] & GEO_DISTRICT,
    };
}

size_t geo_postal_members(const Geo *geo, size_t postal, size_t *ret_first)
{
    *ret_first = geo_u16(geo_at(geo, GEO_POSTALS, postal) + POSTAL_FIRST);
    return postal + 1 < geo->part[GEO_POSTALS].count
               ? geo_u16(geo_at(geo, GEO_POSTALS, postal + 1) + POSTAL_FIRST)
               : geo->part[GEO_MEMBERS].count;
}

Str geo_postal_at(const Geo *geo, size_t postal)
{
    return chars(geo_at(geo, GEO_POSTALS, postal), CODE);
}

size_t geo_postals_at(const Geo *geo, size_t commune, size_t *ret, size_t max)
{
    size_t postal = geo_u16(geo_at(geo, GEO_COMMUNES, commune) + C_POSTAL);
    size_t low = 0, count = geo->part[GEO_SEVERAL].count, n = 0;

    if (postal != GEO_NONE) {
        if (max > 0) {
            ret[0] = postal;
        }
        return max > 0;
    }
    for (size_t high = count; low < high;) {
        size_t mid = low + (high - low) / 2;
        if (geo_u16(geo_at(geo, GEO_SEVERAL, mid)) < commune) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (; n < max && low < count && geo_u16(geo_at(geo, GEO_SEVERAL, low)) == commune; low++) {
        ret[n++] = geo_u16(geo_at(geo, GEO_SEVERAL, low) + SEVERAL_POSTAL);
    }
    return n;
}

Str geo_epci_at(const Geo *geo, size_t epci, Str *ret_name)
{
    const unsigned char *p = geo_at(geo, GEO_EPCIS, epci);

    *ret_name = chars(geo_at(geo, GEO_TEXT, geo_u32(p + EPCI_NAME)), p[EPCI_NAME_LEN]);
    return chars(p, SIREN);
}

size_t geo_find(const Geo *geo, Str insee_code)
{
    size_t low = 0, high = geo->part[GEO_COMMUNES].count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int way = str_cmp(geo_code_at(geo, mid), insee_code);
        if (way == 0) {
            return mid;
        }
        if (way < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return GEO_NONE;
}

/* Opening: from here on nothing is believed before it is checked. */

static bool find_parts(Str bytes, Geo *geo)
{
    const unsigned char *p = (const unsigned char *)bytes.at;

    if (bytes.len < GEO_HEAD || !str_starts(bytes, STR("CAFEGEO1"))) {
        return false;
    }
    for (size_t k = 0; k < GEO_PARTS; k++) {
        size_t at = geo_u32(p + 8 + k * 8), count = geo_u32(p + 12 + k * 8);
        if (at > bytes.len || count > (bytes.len - at) / geo_part_size[k] ||
            (k != GEO_TEXT && count > GEO_NONE)) {
            return false;
        }
        geo->part[k] = (GeoEntries){ p + at, count };
    }
    size_t communes = geo->part[GEO_COMMUNES].count;
    return communes > 0 && communes < GEO_NONE && geo->part[GEO_DEPARTMENTS].count > 0 &&
           geo->part[GEO_BLOCKS].count == (communes + GEO_BLOCK - 1) / GEO_BLOCK &&
           geo->part[GEO_BY_NAME].count == communes;
}

static bool text_inside(const Geo *geo, size_t at, size_t len)
{
    size_t size = geo->part[GEO_TEXT].count, letters;

    return at <= size && len <= size - at &&
           str_is_text(chars(geo->part[GEO_TEXT].at + at, len), &letters);
}

static bool plain_code(const unsigned char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!((p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z'))) {
            return false;
        }
    }
    return true;
}

static bool read_area(const Geo *geo, GeoPart part, size_t i, Area *ret)
{
    const unsigned char *p = geo_at(geo, part, i);
    size_t name = geo_u32(p + AREA_NAME), len = geo_u16(p + AREA_NAME_LEN);
    size_t code = strnlen((const char *)p, AREA_NAME);

    if (code < 2 || !plain_code(p, code) || !text_inside(geo, name, len)) {
        return false;
    }
    *ret = (Area){ .code = chars(p, code), .name = chars(geo->part[GEO_TEXT].at + name, len) };
    return true;
}

static double degrees(const unsigned char *p)
{
    return (double)(int32_t)geo_u32(p) / 1e6;
}

static bool read_box(const unsigned char *p, Area *ret)
{
    ret->south_west = (GeoPoint){ degrees(p), degrees(p + 4) };
    ret->north_east = (GeoPoint){ degrees(p + 8), degrees(p + 12) };
    return ret->south_west.lat >= -90 && ret->north_east.lat <= 90 &&
           ret->south_west.lon >= -180 && ret->north_east.lon <= 180 &&
           ret->south_west.lat <= ret->north_east.lat &&
           ret->south_west.lon <= ret->north_east.lon;
}

static void widen(Area *region, const Area *department)
{
    GeoPoint *low = &region->south_west, *high = &region->north_east;
    bool begun = low->lat != 0 || high->lat != 0;

    if (!begun || department->south_west.lat < low->lat) {
        low->lat = department->south_west.lat;
    }
    if (!begun || department->south_west.lon < low->lon) {
        low->lon = department->south_west.lon;
    }
    if (!begun || department->north_east.lat > high->lat) {
        high->lat = department->north_east.lat;
    }
    if (!begun || department->north_east.lon > high->lon) {
        high->lon = department->north_east.lon;
    }
}

static bool read_department(Geo *geo, size_t i, size_t before)
{
    const unsigned char *p = geo_at(geo, GEO_DEPARTMENTS, i);
    Area *ret = &geo->departments[i];
    size_t region = geo_u16(p + AREA_REGION), first = geo_u16(p + AREA_FIRST);

    if (!read_area(geo, GEO_DEPARTMENTS, i, ret) || !read_box(p + AREA_BOX, ret) ||
        region >= geo->part[GEO_REGIONS].count || first >= geo->part[GEO_COMMUNES].count ||
        (i == 0 ? first != 0 : first <= before)) {
        return false;
    }
    ret->region = geo->regions[region].code;
    widen(&geo->regions[region], ret);
    return true;
}

static bool read_areas(Geo *geo)
{
    size_t regions = geo->part[GEO_REGIONS].count;
    size_t departments = geo->part[GEO_DEPARTMENTS].count;

    geo->regions = NEW_ARRAY(&geo->mem, Area, regions);
    geo->departments = NEW_ARRAY(&geo->mem, Area, departments);
    for (size_t i = 0; i < regions; i++) {
        if (!read_area(geo, GEO_REGIONS, i, &geo->regions[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < departments; i++) {
        if (!read_department(geo, i, i > 0 ? first_of(geo, i - 1) : 0)) {
            return false;
        }
    }
    return true;
}

static bool check_epcis(const Geo *geo)
{
    for (size_t i = 0; i < geo->part[GEO_EPCIS].count; i++) {
        const unsigned char *p = geo_at(geo, GEO_EPCIS, i);
        if (!plain_code(p, SIREN) ||
            !text_inside(geo, geo_u32(p + EPCI_NAME), p[EPCI_NAME_LEN])) {
            return false;
        }
    }
    return true;
}

static bool check_communes(const Geo *geo)
{
    size_t at = 0;

    for (size_t i = 0; i < geo->part[GEO_COMMUNES].count; i++) {
        const unsigned char *p = geo_at(geo, GEO_COMMUNES, i);
        size_t len = name_len_at(geo, i);
        if (i % GEO_BLOCK == 0) {
            at = geo_u32(geo_at(geo, GEO_BLOCKS, i / GEO_BLOCK));
        }
        size_t epci = geo_u16(p + C_EPCI), postal = geo_u16(p + C_POSTAL);
        if (!plain_code(p, CODE) || len == 0 || !text_inside(geo, at, len) ||
            (epci != GEO_NONE && epci >= geo->part[GEO_EPCIS].count) ||
            (postal != GEO_NONE && postal >= geo->part[GEO_POSTALS].count)) {
            return false;
        }
        at += len;
    }
    return true;
}

static bool check_postals(const Geo *geo)
{
    size_t before = 0;

    for (size_t i = 0; i < geo->part[GEO_POSTALS].count; i++) {
        const unsigned char *p = geo_at(geo, GEO_POSTALS, i);
        size_t first = geo_u16(p + POSTAL_FIRST);
        if (!plain_code(p, CODE) || first < before || first > geo->part[GEO_MEMBERS].count) {
            return false;
        }
        before = first;
    }
    return true;
}

/* Every u16 of the part, at this place of its entries, is below the limit. */
static bool all_below(const Geo *geo, GeoPart part, size_t place, size_t limit)
{
    for (size_t i = 0; i < geo->part[part].count; i++) {
        if (geo_u16(geo_at(geo, part, i) + place) >= limit) {
            return false;
        }
    }
    return true;
}

static bool check_orders(const Geo *geo)
{
    size_t communes = geo->part[GEO_COMMUNES].count;

    if (!all_below(geo, GEO_BY_NAME, 0, communes) ||
        !all_below(geo, GEO_BY_WORD, 0, communes) ||
        !all_below(geo, GEO_MEMBERS, 0, communes) ||
        !all_below(geo, GEO_SEVERAL, 0, communes) ||
        !all_below(geo, GEO_SEVERAL, SEVERAL_POSTAL, geo->part[GEO_POSTALS].count)) {
        return false;
    }
    for (size_t i = 0; i < geo->part[GEO_BY_WORD].count; i++) {
        const unsigned char *p = geo_at(geo, GEO_BY_WORD, i);
        if (p[WORD_AT] >= name_len_at(geo, geo_u16(p))) {
            return false;
        }
    }
    return true;
}

Fault geo_open(Str bytes, Geo **ret)
{
    Geo *geo = calloc(1, sizeof *geo);

    if (!geo) {
        abort();
    }
    if (!find_parts(bytes, geo) || !read_areas(geo) || !check_epcis(geo) ||
        !check_communes(geo) || !check_postals(geo) || !check_orders(geo)) {
        geo_close(&geo);
        return FAULT_INPUT;
    }
    *ret = geo;
    return FAULT_NONE;
}

void geo_close(Geo **geo)
{
    if (*geo) {
        arena_done(&(*geo)->mem);
        free(*geo);
        *geo = NULL;
    }
}
