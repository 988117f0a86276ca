#include "geo/project.h"

#include <math.h>

typedef struct Place { /* x = x0 + x1 lon; y = y0 - y1 mercator(lat) */
    double x0, x1, y0, y1;
} Place;

typedef struct Outline {
    Str code;
    Place place;
    GeoFrame frame;
    Str path;
} Outline;

#include "data/outlines.h"

static const double MARGIN = 0.06; /* of the larger side of what is framed */
static const double INSETS = 960;  /* what begins below is a box and has its margin */

static const Outline *find(const Outline *all, size_t count, Str code)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(all[i].code, code)) {
            return &all[i];
        }
    }
    return NULL;
}

static const Outline *department_of(Str code)
{
    return find(department_outlines, COUNT(department_outlines), code);
}

static const Outline *region_of(Str code)
{
    return find(region_outlines, COUNT(region_outlines), code);
}

/* In degrees, so that near the equator it is the latitude. */
static double mercator(double lat)
{
    return log(tan(M_PI / 4 + lat * M_PI / 360)) * 180 / M_PI;
}

bool geo_project(GeoPoint p, Str department, double *ret_x, double *ret_y)
{
    const Outline *o = department_of(department);

    if (!o || !(fabs(p.lat) <= 85) || !(fabs(p.lon) <= 180)) {
        return false;
    }
    *ret_x = o->place.x0 + o->place.x1 * p.lon;
    *ret_y = o->place.y0 - o->place.y1 * mercator(p.lat);
    return true;
}

Str geo_outline(Str department)
{
    const Outline *o = department_of(department);

    return o ? o->path : (Str){ 0 };
}

Str geo_region_outline(Str region)
{
    const Outline *o = region_of(region);

    return o ? o->path : (Str){ 0 };
}

static bool framed(const Outline *o, GeoFrame *ret)
{
    if (!o) {
        return false;
    }
    double more = o->frame.y > INSETS ? 0 : MARGIN * fmax(o->frame.width, o->frame.height);
    *ret = (GeoFrame){ o->frame.x - more, o->frame.y - more, o->frame.width + 2 * more,
                       o->frame.height + 2 * more };
    return true;
}

bool geo_frame(Str department, GeoFrame *ret)
{
    return framed(department_of(department), ret);
}

bool geo_region_frame(Str region, GeoFrame *ret)
{
    return framed(region_of(region), ret);
}
