#include "rooms/event/event_shelf.h"

#include <math.h>

enum {
    SHELF_KIND = 1000,
    SHELF_THEME = 3000,
    SHELF_DEPARTMENT = 10000000,
    SHELF_CELL = 100000000,
    SHELF_CELL_THEME = 1000000000, /* times the theme: those of a cell on one theme */
    GRIDS = 3,
    COLUMNS = 10000,

    KIND_BITS = 0xf,
    ON_SITE_BIT = 1 << 4,
    ONLINE_BIT = 1 << 5,
    AUDIENCE_SHIFT = 8,
    AUDIENCE_BITS = 0xf << AUDIENCE_SHIFT,
    THEME_SHIFT = 12,
    THEME_BITS = 0xfff << THEME_SHIFT,
    DEPARTMENT_SHIFT = 24,
};

static const double earth = 6371008.8; /* mean radius, metres */
static const double steps[GRIDS] = { 0.25, 1, 4 }; /* degrees of latitude of a cell */
static const double wider = 1.4; /* a cell is about square over France */

/* "41" -> 4*36+1; "2A", "974": base 36, three characters at most. */
static int64_t department_number(Str code)
{
    int64_t n = 0;

    for (size_t i = 0; i < code.len && i < 3; i++) {
        char c = code.at[i];
        int64_t digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
        n = n * 36 + digit;
    }
    return n;
}

int64_t shelf_of_department(Str code)
{
    return SHELF_DEPARTMENT + department_number(code);
}

int64_t shelf_facets(const Event *e)
{
    int64_t mode = (e->mode != EVENT_ONLINE ? ON_SITE_BIT : 0) |
                   (e->mode != EVENT_ON_SITE ? ONLINE_BIT : 0);
    bool placed = e->mode != EVENT_ONLINE;

    return e->kind | mode | e->audience << AUDIENCE_SHIFT | e->theme << THEME_SHIFT |
           (placed ? department_number(e->department) << DEPARTMENT_SHIFT : 0);
}

void shelf_mask(const EventSearch *s, int64_t *ret_mask, int64_t *ret_want)
{
    int64_t mode = s->mode == EVENT_HYBRID    ? ON_SITE_BIT | ONLINE_BIT
                   : s->mode == EVENT_ON_SITE ? ON_SITE_BIT
                   : s->mode == EVENT_ONLINE  ? ONLINE_BIT
                                              : 0;

    *ret_mask = mode | (s->kind >= 0 ? KIND_BITS : 0) | (s->audience >= 0 ? AUDIENCE_BITS : 0) |
                (s->theme >= 0 ? THEME_BITS : 0);
    *ret_want = mode | (s->kind >= 0 ? s->kind : 0) |
                (s->audience >= 0 ? s->audience << AUDIENCE_SHIFT : 0) |
                (s->theme >= 0 ? s->theme << THEME_SHIFT : 0);
}

void shelf_mask_department(Str code, int64_t *mask, int64_t *want)
{
    *mask |= INT64_C(0xffff) << DEPARTMENT_SHIFT;
    *want |= department_number(code) << DEPARTMENT_SHIFT;
}

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

Spot shelf_spot(GeoPoint p)
{
    double flat = earth * cos(radians(p.lat));

    return (Spot){ .x = llround(flat * cos(radians(p.lon))),
                   .y = llround(flat * sin(radians(p.lon))),
                   .z = llround(earth * sin(radians(p.lat))) };
}

int64_t shelf_reach(int64_t metres)
{
    double half = (double)metres / (2 * earth);
    double line = half < M_PI / 2 ? 2 * earth * sin(half) : 2 * earth;

    return llround(line * line);
}

int64_t shelf_ground(int64_t far)
{
    double sine = sqrt((double)far) / (2 * earth);

    return llround(2 * earth * asin(sine < 1 ? sine : 1));
}

static GeoPoint point_of(Spot s)
{
    return (GeoPoint){ .lat = asin((double)s.z / earth) * (180 / M_PI),
                       .lon = atan2((double)s.y, (double)s.x) * (180 / M_PI) };
}

static int64_t row_of(double lat, int grid)
{
    return (int64_t)floor((lat + 90) / steps[grid]);
}

static int64_t column_of(double lon, int grid)
{
    return (int64_t)floor((lon + 180) / (steps[grid] * wider));
}

static int64_t cell(int64_t row, int64_t column, int grid)
{
    return SHELF_CELL * (grid + 1) + row * COLUMNS + column;
}

static int64_t on_theme(int64_t cell, int64_t theme)
{
    return cell + SHELF_CELL_THEME * theme;
}

static size_t own_cells(Spot spot, int64_t theme, int64_t *ret)
{
    GeoPoint p = point_of(spot); /* from whole metres: the same each time it is asked */
    size_t n = 0;

    for (int grid = 0; grid < GRIDS; grid++) {
        ret[n++] = cell(row_of(p.lat, grid), column_of(p.lon, grid), grid);
        if (theme > 0) {
            ret[n] = on_theme(ret[n - 1], theme);
            n++;
        }
    }
    return n;
}

size_t shelf_numbers(int64_t facets, Spot spot, int64_t ret[SHELVES_MAX])
{
    int64_t kind = facets & KIND_BITS, department = facets >> DEPARTMENT_SHIFT;
    int64_t theme = (facets & THEME_BITS) >> THEME_SHIFT;
    size_t n = 0;

    ret[n++] = SHELF_ALL;
    ret[n++] = SHELF_THEME + theme;
    if (kind != EVENT_CAFE) {
        ret[n++] = SHELF_KIND + kind;
    }
    if (facets & ONLINE_BIT) {
        ret[n++] = SHELF_ONLINE;
    }
    if (department != 0) {
        ret[n++] = SHELF_DEPARTMENT + department;
    }
    if (spot.x != 0 || spot.y != 0 || spot.z != 0) {
        n += own_cells(spot, theme, ret + n);
    }
    return n;
}

typedef struct Box {
    int64_t top, bottom, left, right; /* rows and columns, both ends included */
} Box;

static Box box_around(GeoPoint p, double radius_m, int grid)
{
    double high = radius_m / earth * (180 / M_PI) * 1.01; /* a little more: rounding */
    double wide = high / fmax(cos(radians(p.lat)), 0.05);

    return (Box){ .bottom = row_of(p.lat - high, grid),
                  .top = row_of(p.lat + high, grid),
                  .left = column_of(p.lon - wide, grid),
                  .right = column_of(p.lon + wide, grid) };
}

size_t shelf_cells(GeoPoint p, int64_t radius_m, int64_t ret[CELLS_MAX])
{
    for (int grid = 0; grid < GRIDS; grid++) {
        Box b = box_around(p, (double)radius_m, grid);
        if ((b.top - b.bottom + 1) * (b.right - b.left + 1) > CELLS_MAX) {
            continue;
        }
        size_t n = 0;
        for (int64_t row = b.bottom; row <= b.top; row++) {
            for (int64_t column = b.left; column <= b.right; column++) {
                ret[n++] = cell(row, column, grid);
            }
        }
        return n;
    }
    return 0;
}

size_t shelf_plan(const EventSearch *s, int64_t ret[SEARCH_AREAS_MAX])
{
    size_t n = s->near ? shelf_cells(s->point, s->radius_m, ret) : 0;

    for (size_t i = 0; i < n && s->theme > 0; i++) {
        ret[i] = on_theme(ret[i], s->theme);
    }
    if (n > 0) {
        return n;
    }
    for (; n < s->department_count; n++) {
        ret[n] = shelf_of_department(s->departments[n]);
    }
    if (n == 0) {
        ret[n++] = s->kind > EVENT_CAFE      ? SHELF_KIND + s->kind
                   : s->mode == EVENT_ONLINE ? SHELF_ONLINE
                   : s->theme >= 0           ? SHELF_THEME + s->theme
                                             : SHELF_ALL;
    }
    return n;
}
