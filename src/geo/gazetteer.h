/* gazetteer.h - the file of communes, opened (for the files of geo/ only)
 *
 * All numbers are little-endian, nothing is aligned, strings are UTF-8 without
 * NUL.  "CAFEGEO1", then for each part in the order of GeoPart where it begins
 * and how many entries it has (u32 each), then the parts:
 *
 *   regions      code char[4] (NUL after it), name u32 + length u16, by code
 *   departments  the same, region u16 (its index), first commune u16, then the
 *                box of its communes: south, west, north, east i32, 1e-6 degrees
 *   epcis        SIREN char[9], name u32 + length u8, by SIREN
 *   communes     code char[5], length of the name u8 (| 64 estimated, | 128 an
 *                arrondissement), EPCI u16, population u24, latitude and longitude
 *                u16 (0 = south or west of the département's box, 65535 = north or
 *                east), postal code u16; by code, so that a département is a run
 *   blocks       u32: where the names of communes 0, 16, 32... begin; they follow
 *                each other
 *   postals      char[5], u16: its first in members; by code
 *   members      u16: communes of a postal code
 *   several      commune u16, postal u16, for communes with more than one
 *   by_name      u16: communes by folded name
 *   by_word      commune u16, u8: words inside names, by what is folded from there
 *   text         what name points into
 *
 * 0xffff says "none" for an EPCI; for a postal code "none, or see several".
 * geo_open checks all that would let a reader leave the bytes; it doesn't check
 * the orders: a file that lies there only finds less. */
#ifndef GEO_GAZETTEER_H
#define GEO_GAZETTEER_H

#include "geo/geo.h"

typedef enum GeoPart {
    GEO_REGIONS,
    GEO_DEPARTMENTS,
    GEO_EPCIS,
    GEO_COMMUNES,
    GEO_BLOCKS,
    GEO_POSTALS,
    GEO_MEMBERS,
    GEO_SEVERAL,
    GEO_BY_NAME,
    GEO_BY_WORD,
    GEO_TEXT,
    GEO_PARTS
} GeoPart;

enum {
    GEO_NONE = 0xffff,
    GEO_BLOCK = 16,
    GEO_NAME_MAX = 63,
    GEO_ESTIMATED = 64,
    GEO_DISTRICT = 128,
    GEO_HEAD = 8 + GEO_PARTS * 8
};

extern const size_t geo_part_size[GEO_PARTS];

typedef struct GeoEntries {
    const unsigned char *at;
    size_t count;
} GeoEntries;

struct Geo {
    Arena mem;
    GeoEntries part[GEO_PARTS];
    Area *regions, *departments; /* as many as the parts say */
};

uint32_t geo_u16(const unsigned char *p);
uint32_t geo_u24(const unsigned char *p);
uint32_t geo_u32(const unsigned char *p);

/* Entry i of a part; i is below its count. */
const unsigned char *geo_at(const Geo *geo, GeoPart part, size_t i);
Str geo_code_at(const Geo *geo, size_t commune);
Str geo_name_at(const Geo *geo, size_t commune);
int64_t geo_population_at(const Geo *geo, size_t commune);
bool geo_is_district_at(const Geo *geo, size_t commune);
size_t geo_department_at(const Geo *geo, size_t commune); /* an index */
GeoPoint geo_point_at(const Geo *geo, size_t department, size_t commune);
/* The communes [*ret_first, end) of a département; the end is returned. */
size_t geo_department_run(const Geo *geo, size_t department, size_t *ret_first);
size_t geo_postal_members(const Geo *geo, size_t postal, size_t *ret_first);
Str geo_postal_at(const Geo *geo, size_t postal);
/* Its postal codes as indexes, up to max; says how many. */
size_t geo_postals_at(const Geo *geo, size_t commune, size_t *ret, size_t max);
/* The SIREN of an EPCI, and its name. */
Str geo_epci_at(const Geo *geo, size_t epci, Str *ret_name);
/* The index of a commune or GEO_NONE. */
size_t geo_find(const Geo *geo, Str insee_code);

#endif
