#include "geo/gazetteer.h"

#include <math.h>

static const double EARTH = 6371008.8; /* metres, mean radius */
static const double REACH = 50000.0;   /* of geo_nearest */

static double radians(double degrees)
{
    return degrees * M_PI / 180.0;
}

double geo_distance(GeoPoint a, GeoPoint b)
{
    double across = sin(radians(b.lat - a.lat) / 2), along = sin(radians(b.lon - a.lon) / 2);
    double h = across * across + cos(radians(a.lat)) * cos(radians(b.lat)) * along * along;

    return 2 * EARTH * asin(fmin(1.0, sqrt(h)));
}

/* Could a commune of this département be within reach?  A little too often. */
static bool may_reach(const Area *a, GeoPoint p)
{
    double up = REACH / EARTH * 180.0 / M_PI * 1.01;
    double aside = up / fmax(0.01, cos(radians(fmin(89.0, fabs(p.lat) + 1.0))));

    return p.lat >= a->south_west.lat - up && p.lat <= a->north_east.lat + up &&
           p.lon >= a->south_west.lon - aside && p.lon <= a->north_east.lon + aside;
}

/* A district is nearer than its city or not at all: Paris as a whole stays out. */
static bool counts(const Geo *geo, size_t commune)
{
    Str code = geo_code_at(geo, commune);

    return !str_eq(code, STR("75056")) && !str_eq(code, STR("69123")) &&
           !str_eq(code, STR("13055"));
}

bool geo_nearest(const Geo *geo, GeoPoint p, Commune *ret)
{
    double best = REACH;
    size_t found = GEO_NONE;

    for (size_t d = 0; d < geo->part[GEO_DEPARTMENTS].count; d++) {
        if (!may_reach(&geo->departments[d], p)) {
            continue;
        }
        size_t first, end = geo_department_run(geo, d, &first);
        for (size_t i = first; i < end; i++) {
            double distance = geo_distance(p, geo_point_at(geo, d, i));
            if (distance < best && counts(geo, i)) {
                best = distance;
                found = i;
            }
        }
    }
    if (found == GEO_NONE) {
        return false;
    }
    *ret = geo_commune_at(geo, found);
    return true;
}
