/* place_draw.h - a map as SVG, drawn by the server; pure
 *
 * Outlines of départements or régions, some of them links, and round marks
 * that are links with a text.  Marks that crowd are put together first. */
#ifndef ROOMS_PLACE_PLACE_DRAW_H
#define ROOMS_PLACE_PLACE_DRAW_H

#include "geo/project.h"
#include "text/html.h"

/* One or several cafés at a spot of the drawing. */
typedef struct PlaceMark {
    Str url, say;  /* "Loir-et-Cher : 3 cafés" */
    double x, y;
    int64_t count;
} PlaceMark;

typedef struct PlaceMarks {
    PlaceMark *at;
    size_t len;
} PlaceMarks;

typedef struct PlaceOutline {
    Str path, url, say; /* url empty: no link */
} PlaceOutline;

typedef struct PlaceDrawing {
    Str label;
    GeoFrame frame;          /* what is shown; width 0: all of it */
    const PlaceOutline *outlines;
    size_t outline_count;
    Str ground;              /* one more path, under all; may be empty */
    PlaceMarks marks;
    bool picture;            /* a picture only: no links, role="img" */
} PlaceDrawing;

/* Puts marks together that lie closer than `apart` units; the heaviest of a
 * heap gives its link and text through merged(). */
typedef PlaceMark PlaceMerge(void *ctx, const PlaceMark *heap, size_t n);
PlaceMarks place_gather(Arena *mem, PlaceMarks marks, double apart, PlaceMerge *merge,
                        void *ctx);

Html place_draw(Arena *mem, const PlaceDrawing *d);

/* All départements, or all régions, as one path. */
Str place_ground(Arena *mem, const Geo *geo, bool regions);

#endif
