/* project.h - France on paper: a drawing of 1000 x 1100 (viewBox "0 0 1000 1100")
 *
 * The metropole with Corsica in its place, y from 0 to 955, in Mercator's
 * projection; below it five boxes, each with its own scale, for Guadeloupe,
 * Martinique, Guyane, La Réunion and Mayotte.  The other collectivités are not
 * drawn: list them in words.  Outlines are constants of the program, shared by
 * all; x goes right, y goes down. */
#ifndef GEO_PROJECT_H
#define GEO_PROJECT_H

#include "geo/geo.h"

enum { GEO_MAP_WIDTH = 1000, GEO_MAP_HEIGHT = 1100 };

/* Where a point of this département is drawn; false when it isn't on the map.
 * The point may lie a little outside of its département, or its frame. */
bool geo_project(GeoPoint p, Str department, double *ret_x, double *ret_y);

/* The outline as the d of an SVG path, relative, with one decimal; "" when it
 * isn't drawn.  Neighbours share their borders exactly. */
Str geo_outline(Str department);
Str geo_region_outline(Str region); /* outer borders only */

typedef struct GeoFrame {
    double x, y, width, height;
} GeoFrame;

/* What to show of the drawing for one département or région, with a margin; for
 * an overseas one its box.  False when it isn't drawn. */
bool geo_frame(Str department, GeoFrame *ret);
bool geo_region_frame(Str region, GeoFrame *ret);

#endif
