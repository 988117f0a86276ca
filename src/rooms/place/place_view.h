/* place_view.h - what the map page shows */
#ifndef ROOMS_PLACE_PLACE_VIEW_H
#define ROOMS_PLACE_PLACE_VIEW_H

#include "rooms/event/event_view.h"

/* A mark on the map: one café, or several that crowd. */
typedef struct PlaceMark {
    Str url, say;          /* "Blois : 3 cafés" */
    double x, y, radius;   /* in the units of the drawing */
    int64_t count;
} PlaceMark;

typedef struct PlaceMarks {
    PlaceMark *at;
    size_t len;
} PlaceMarks;

/* The same as a list: a territory or a commune, and how many. */
typedef struct PlaceLine {
    Str url, name;
    int64_t count;
} PlaceLine;

typedef struct PlaceLines {
    PlaceLine *at;
    size_t len;
} PlaceLines;

/* place_map.html - /carte, /carte?region=24, /carte?dep=41 */
typedef struct PlaceMapPage {
    Frame frame;
    Str heading;       /* "La carte des cafés", "Loir-et-Cher" */
    Html svg;          /* the drawing, with its links */
    PlaceLines lines;  /* says everything that the map says */
    int64_t online;    /* how many online, which no map can show */
    Str online_url;
    Str up_url, up_say;   /* one step out: France, or the région */
    Str list_url;         /* the same as a list of cafés */
    Choices territories;  /* <select name="dep">: go to a département */
    bool empty;
} PlaceMapPage;
void place_map_html(Buf *out, Lang lang, const PlaceMapPage *v);

#endif
