/* importer.h - the official table in place of the one compiled in
 *
 * Two files are understood:
 *  - the JSON of the national API Géo: /communes?fields=code,nom,centre,
 *    codesPostaux,codeEpci,codeDepartement,codeRegion,population&format=json
 *  - La Poste's "base officielle des codes postaux", CSV with semicolons: points
 *    and postal codes of communes that are known already.
 * What the file doesn't tell stays as it was, and so do communes it doesn't name;
 * names of départements, régions and EPCIs are those of the base. */
#ifndef GEO_IMPORTER_H
#define GEO_IMPORTER_H

#include "geo/geo.h"

enum { GEO_IMPORT_MAX = 32 << 20, GEO_REFUSALS = 20 };

typedef enum GeoReason {
    GEO_REASON_CODE,       /* no INSEE code, or of no known département */
    GEO_REASON_NAME,       /* none, too long, or no text */
    GEO_REASON_POINT,      /* none for a new commune, or far outside of its département */
    GEO_REASON_POSTAL,     /* no postal code has this form */
    GEO_REASON_POPULATION, /* below zero or beyond 16 million */
    GEO_REASON_UNKNOWN,    /* La Poste names a commune that the base doesn't hold */
    GEO_REASON_TWICE,      /* it was read before */
    GEO_REASON_ROOM        /* too many new communes */
} GeoReason;

typedef struct GeoRefusal {
    int64_t line; /* of the CSV, or which entry of the JSON; from 1 */
    GeoReason why;
    Str code; /* as it stood there, cut to 20 bytes */
} GeoRefusal;

typedef struct GeoReport {
    int64_t read, added, changed, unchanged, refused; /* communes; read: entries or lines */
    GeoRefusal refusals[GEO_REFUSALS];                /* the first of them */
    size_t refusal_count;
} GeoReport;

/* The bytes of a new gazetteer file, in mem, to be kept and given to geo_open.
 * FAULT_INPUT: neither of the two formats; FAULT_LIMIT: larger than
 * GEO_IMPORT_MAX, or more than a gazetteer can hold.  *ret_report is filled even
 * then, as far as it went. */
MUST_USE Fault geo_import(Arena *mem, const Geo *base, Str file, Str *ret_bytes,
                          GeoReport *ret_report);

#endif
