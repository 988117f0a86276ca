/* geo.h - the communes of France, where they are, and how far
 *
 * One Geo is loaded at start and shared by all threads, read-only: a compact
 * file (see gazetteer.h for its layout) that is either compiled in, or the
 * official table that an operator imported.  Strings point into it. */
#ifndef GEO_GEO_H
#define GEO_GEO_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

typedef struct GeoPoint {
    double lat, lon; /* WGS84, degrees */
} GeoPoint;

typedef struct Commune {
    Str code;       /* INSEE: "41018", "2A004"; arrondissements of Paris "75101"... */
    Str name;       /* "Blois" */
    Str department; /* "41", "2A", "974" */
    Str region;     /* "24" */
    Str epci;       /* SIREN of the EPCI, "" when none */
    int64_t population;
    GeoPoint point;
    bool estimated; /* no source gives the point: shown as "environ" */
    bool district;  /* an arrondissement of Paris, Lyon or Marseille */
} Commune;

typedef struct Area { /* a département or a région */
    Str code, name;
    Str region;                      /* of a département */
    GeoPoint south_west, north_east; /* of the points of its communes */
} Area;

/* The table compiled into the program. */
MUST_USE Fault geo_open_built_in(Geo **ret);
/* From bytes that stay where they are as long as the Geo lives (a file in
 * memory).  FAULT_INPUT when they are no gazetteer. */
MUST_USE Fault geo_open(Str bytes, Geo **ret);
void geo_close(Geo **geo);

size_t geo_count(const Geo *geo);
/* Number i of them, below geo_count, in the order of codes. */
Commune geo_commune_at(const Geo *geo, size_t i);
bool geo_commune(const Geo *geo, Str insee_code, Commune *ret);
/* Up to max postal codes of a commune; says how many. */
size_t geo_postal_codes(const Geo *geo, Str insee_code, Str *ret, size_t max);

typedef struct GeoMatch {
    Commune commune;
    Str postal; /* the postal code to show with it: that of the words, else its first */
} GeoMatch;

/* What someone typed: "Blois", "41000", "saint etienne", "St-Denis", "2A004",
 * "75011", "Lyon 3e", "ble", "Merville (59)", "Saint-Denis Réunion".  Accents, case,
 * hyphens, apostrophes, "St/Ste" and a missing article forgiven.  Best first:
 * exact names, then beginnings, then words inside, each by population.  At most
 * max; *ret_exact says how many of the first have exactly this name or code,
 * so that the caller asks which when it is more than one. */
size_t geo_search(const Geo *geo, Arena *mem, Str words, GeoMatch *ret, size_t max,
                  size_t *ret_exact);

size_t geo_departments(const Geo *geo, const Area **ret);
size_t geo_regions(const Geo *geo, const Area **ret);
bool geo_department(const Geo *geo, Str code, Area *ret);
bool geo_region(const Geo *geo, Str code, Area *ret);
/* A département or région by its name or, for a département, its code: "Loir-et-Cher",
 * "41", "Bretagne", "reunion".  A name that is both is the département. */
bool geo_area_search(const Geo *geo, Arena *mem, Str words, Area *ret, bool *ret_region);
/* The name of an EPCI by its SIREN. */
bool geo_epci(const Geo *geo, Str siren, Str *ret_name);
/* The commune whose point is nearest, within 50 km; false: none. */
bool geo_nearest(const Geo *geo, GeoPoint p, Commune *ret);

/* Great circle, metres. */
double geo_distance(GeoPoint a, GeoPoint b);

#endif
