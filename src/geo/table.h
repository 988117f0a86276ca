/* table.h - the gazetteer as a table that can be changed, and written again
 * (for geo/ only) */
#ifndef GEO_TABLE_H
#define GEO_TABLE_H

#include "geo/geo.h"

enum { GEO_POSTALS_MAX = 64 };

typedef struct GeoRow {
    Commune commune; /* department and region are told by its code */
    Str *postals;    /* sorted, each once */
    size_t postal_count;
    bool seen; /* by the import that goes on */
} GeoRow;

typedef struct GeoTable {
    Arena *mem;
    const Geo *base; /* gives the names of areas and EPCIs; outlives the table */
    GeoRow *rows;    /* the first .sorted by code, what was added after them */
    size_t len, size, sorted;
} GeoTable;

GeoTable geo_table(Arena *mem, const Geo *base);
/* The row of this code or NULL. */
GeoRow *geo_table_find(GeoTable *table, Str code);
/* A new row, of which the caller fills everything; NULL when there are too many. */
GeoRow *geo_table_add(GeoTable *table);
/* Sorts the codes and drops what is there twice. */
void geo_row_postals(GeoRow *row, Str *postals, size_t count);
/* The département that a code belongs to by its first characters; NULL: none. */
const Area *geo_area_of_code(const Geo *geo, Str code);
/* The bytes of gazetteer.h.  FAULT_LIMIT when something doesn't fit in them. */
MUST_USE Fault geo_table_write(GeoTable *table, Str *ret);

#endif
