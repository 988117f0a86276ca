/* event_shelf.h - which shelves an event stands on; pure
 *
 * Shelf numbers, never changed: 0 all; kinds; online; themes; départements;
 * cells of a grid at three sizes, and the same by theme.  A row keeps what is
 * needed to know its shelves again: facets and a position in whole metres from
 * the Earth's centre, so that distances compare as integers on both engines. */
#ifndef ROOMS_EVENT_EVENT_SHELF_H
#define ROOMS_EVENT_EVENT_SHELF_H

#include "geo/geo.h"
#include "rooms/event/event_search.h"
#include "rooms/event/event_store.h"

enum { SHELVES_MAX = 15, CELLS_MAX = 16, SHELF_ALL = 0, SHELF_ONLINE = 2000 };

typedef struct Spot { /* metres; all 0: nowhere */
    int64_t x, y, z;
} Spot;

/* Bits of shelf.facets, for "(facets & mask) = want". */
int64_t shelf_facets(const Event *e);
void shelf_mask(const EventSearch *s, int64_t *ret_mask, int64_t *ret_want);
/* Adds the département to a mask. */
void shelf_mask_department(Str code, int64_t *mask, int64_t *want);

Spot shelf_spot(GeoPoint p);
/* The square of the straight line under this many metres of ground. */
int64_t shelf_reach(int64_t metres);
/* And back: metres over ground of a squared straight line. */
int64_t shelf_ground(int64_t far);

size_t shelf_numbers(int64_t facets, Spot spot, int64_t ret[SHELVES_MAX]);
int64_t shelf_of_department(Str code);
/* The cells that cover a circle; 0: too wide for any grid. */
size_t shelf_cells(GeoPoint p, int64_t radius_m, int64_t ret[CELLS_MAX]);
/* The fewest shelves that hold all that is searched. */
size_t shelf_plan(const EventSearch *s, int64_t ret[SEARCH_AREAS_MAX]);

#endif
