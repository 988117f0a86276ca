#include "rooms/place/place_draw.h"

#include <math.h>
#include <stdlib.h>

enum { SVG_MAX = 256 * 1024, HEAP_MAX = 200 };

static int heavier_first(const void *a, const void *b)
{
    const PlaceMark *x = a, *y = b;

    return (x->count < y->count) - (x->count > y->count);
}

static bool close_to(const PlaceMark *a, const PlaceMark *b, double apart)
{
    return hypot(a->x - b->x, a->y - b->y) < apart;
}

PlaceMarks place_gather(Arena *mem, PlaceMarks marks, double apart, PlaceMerge *merge, void *ctx)
{
    PlaceMarks out = { .at = NEW_ARRAY(mem, PlaceMark, marks.len + 1) };
    bool *taken = NEW_ARRAY(mem, bool, marks.len + 1);
    PlaceMark *heap = NEW_ARRAY(mem, PlaceMark, marks.len + 1);

    if (marks.len > 1) {
        qsort(marks.at, marks.len, sizeof marks.at[0], heavier_first);
    }
    for (size_t i = 0; i < marks.len; i++) {
        size_t n = 0;
        for (size_t k = i; k < marks.len && !taken[i]; k++) {
            if (!taken[k] && (k == i || close_to(&marks.at[i], &marks.at[k], apart))) {
                heap[n++] = marks.at[k];
                taken[k] = k != i;
            }
        }
        if (n > 0) {
            out.at[out.len++] = n == 1 ? heap[0] : merge(ctx, heap, n);
        }
    }
    return out;
}

static void put_outline(Buf *out, const PlaceOutline *o, bool picture)
{
    bool link = o->url.len > 0 && !picture;

    if (link) {
        buf_add(out, STR("<a href=\""));
        html_url(out, o->url);
        buf_add(out, STR("\" aria-label=\""));
        html_text(out, o->say);
        buf_add(out, STR("\">"));
    }
    buf_add(out, STR("<path d=\""));
    html_text(out, o->path);
    buf_add(out, link ? STR("\"/></a>") : STR("\"/>"));
}

/* Sizes follow what is shown, so that a mark is as large on any map. */
static void put_mark(Buf *out, const PlaceMark *m, double unit, bool picture)
{
    double radius = unit * fmin(20 + 6 * sqrt((double)m->count), 46);

    if (picture) {
        buf_addf(out, "<circle cx=\"%.0f\" cy=\"%.0f\" r=\"%.0f\"/>", m->x, m->y, radius);
        return;
    }
    buf_add(out, STR("<a href=\""));
    html_url(out, m->url);
    buf_add(out, STR("\" aria-label=\""));
    html_text(out, m->say);
    buf_addf(out, "\"><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", m->x, m->y, radius);
    buf_addf(out, "<text x=\"%.1f\" y=\"%.1f\">%lld%s</text></a>", m->x, m->y,
             (long long)(m->count < 100 ? m->count : 99), m->count < 100 ? "" : "+");
}

static GeoFrame shown(const PlaceDrawing *d)
{
    return d->frame.width > 0 ? d->frame
                              : (GeoFrame){ 0, 0, GEO_MAP_WIDTH, GEO_MAP_HEIGHT };
}

Html place_draw(Arena *mem, const PlaceDrawing *d)
{
    Buf out = buf_new(mem, SVG_MAX);
    GeoFrame f = shown(d);
    double unit = fmax(f.width, f.height) / (double)GEO_MAP_HEIGHT;

    buf_addf(&out, "<svg class=\"map\"%s viewBox=\"%.1f %.1f %.1f %.1f\" font-size=\"%.1f\" role=\"%s\"",
             d->picture ? "" : " data-map", f.x, f.y, f.width, f.height, 30 * unit,
             d->picture ? "img" : "group");
    buf_add(&out, STR(" aria-label=\""));
    html_text(&out, d->label);
    buf_add(&out, STR("\">"));
    if (d->ground.len > 0) {
        put_outline(&out, &(PlaceOutline){ .path = d->ground }, d->picture);
    }
    for (size_t i = 0; i < d->outline_count; i++) {
        put_outline(&out, &d->outlines[i], d->picture);
    }
    for (size_t i = 0; i < d->marks.len; i++) {
        put_mark(&out, &d->marks.at[i], unit, d->picture);
    }
    buf_add(&out, STR("</svg>"));
    return (Html){ buf_str(&out) };
}

static size_t number_end(Str s, size_t at)
{
    at += at < s.len && s.at[at] == '-';
    while (at < s.len && ((s.at[at] >= '0' && s.at[at] <= '9') || s.at[at] == '.')) {
        at++;
    }
    return at;
}

/* A path begins with "m": after another one it has to be absolute, and the
 * lines that follow relative again. */
static void put_absolute(Buf *out, Str path)
{
    size_t x = number_end(path, 1);
    size_t y = number_end(path, x + (x < path.len && path.at[x] == ' '));

    if (path.len > 0) {
        buf_char(out, 'M');
        buf_add(out, str_slice(path, 1, y - 1));
        buf_char(out, 'l');
        buf_add(out, str_trim(str_slice(path, y, path.len)));
    }
}

Str place_ground(Arena *mem, const Geo *geo, bool regions)
{
    Buf out = buf_new(mem, SVG_MAX);
    const Area *list;
    size_t n = regions ? geo_regions(geo, &list) : geo_departments(geo, &list);

    for (size_t i = 0; i < n; i++) {
        put_absolute(&out, regions ? geo_region_outline(list[i].code)
                                   : geo_outline(list[i].code));
    }
    return buf_str(&out);
}
