/* event_web_map.c - where the cafés are; a list says everything that it says */
#include "rooms/event/event_front.h"
#include "rooms/event/event_room.h"
#include "rooms/place/place_draw.h"
#include "web/web.h"

enum { CROWD = 62, IN_DEPARTMENT_MAX = 200, TERRITORIES_MAX = 120 };

static Str mark_say(const Work *w, Str name, int64_t count)
{
    return say_with(w->mem, w->lang, SAY_map_mark, SAY_ARGS(SAY_ARG(count), SAY_ARG(name)));
}

static Str department_url(Work *w, Str code)
{
    return str_format(w->mem, "/carte?dep=%.*s", STR_ARG(code));
}

static Str region_url(Work *w, Str code)
{
    return str_format(w->mem, "/carte?region=%.*s", STR_ARG(code));
}

/* Several départements under one mark: the heaviest names it, and it leads to
 * its région, where they stand apart. */
static PlaceMark merge_departments(void *ctx, const PlaceMark *heap, size_t n)
{
    Work *w = ctx;
    PlaceMark m = heap[0];
    Buf names = buf_new(w->mem, 2000);

    m.count = 0;
    for (size_t i = 0; i < n; i++) {
        m.count += heap[i].count;
        buf_addf(&names, "%s%.*s", i > 0 ? ", " : "", STR_ARG(heap[i].say));
    }
    m.say = mark_say(w, buf_str(&names), m.count);
    return m;
}

/* A mark for each département that has some; say is the bare name. */
static PlaceMarks department_marks(Work *w, const EventCount *counts, size_t n, Str region)
{
    PlaceMarks marks = { .at = NEW_ARRAY(w->mem, PlaceMark, n + 1) };

    for (size_t i = 0; i < n; i++) {
        Area area;
        GeoFrame f;
        if (counts[i].count > 0 && geo_department(w->site->geo, counts[i].department, &area) &&
            (region.len == 0 || str_eq(area.region, region)) && geo_frame(area.code, &f)) {
            marks.at[marks.len++] = (PlaceMark){ .url = department_url(w, area.code),
                                                 .say = area.name,
                                                 .x = f.x + f.width / 2,
                                                 .y = f.y + f.height / 2,
                                                 .count = counts[i].count };
        }
    }
    return marks;
}

static void say_marks(Work *w, PlaceMarks marks)
{
    for (size_t i = 0; i < marks.len; i++) {
        if (!str_has(marks.at[i].say, STR(":"))) {
            marks.at[i].say = mark_say(w, marks.at[i].say, marks.at[i].count);
        }
    }
}

static int64_t today(const Work *w)
{
    return day_start(ZONE_PARIS, day_of(ZONE_PARIS, w->now));
}

/* A line for each territory that has some: départements of a région, or
 * régions, with their sum. */
static MapLines lines_of(Work *w, const EventCount *counts, size_t n, Str region)
{
    const Area *regions;
    size_t region_count = geo_regions(w->site->geo, &regions);
    MapLines lines = { .at = NEW_ARRAY(w->mem, MapLine, n + region_count + 1) };

    for (size_t r = 0; r < region_count && region.len == 0; r++) {
        lines.at[lines.len++] = (MapLine){ .url = region_url(w, regions[r].code),
                                           .name = regions[r].name };
    }
    for (size_t i = 0; i < n; i++) {
        Area area;
        if (!geo_department(w->site->geo, counts[i].department, &area)) {
            continue;
        }
        for (size_t r = 0; r < lines.len && region.len == 0; r++) {
            lines.at[r].count += str_eq(regions[r].code, area.region) ? counts[i].count : 0;
        }
        if (region.len > 0 && str_eq(area.region, region) && counts[i].count > 0) {
            lines.at[lines.len++] = (MapLine){ .url = department_url(w, area.code),
                                               .name = area.name,
                                               .count = counts[i].count };
        }
    }
    return lines;
}

static MapLines without_empty(MapLines lines)
{
    size_t kept = 0;

    for (size_t i = 0; i < lines.len; i++) {
        if (lines.at[i].count > 0) {
            lines.at[kept++] = lines.at[i];
        }
    }
    lines.len = kept;
    return lines;
}

static Choices territories(Work *w, Str chosen)
{
    const Area *list;
    size_t n = geo_departments(w->site->geo, &list);
    Choices all = { .at = NEW_ARRAY(w->mem, Choice, TERRITORIES_MAX) };

    all.at[all.len++] = (Choice){ .say = say(w->lang, SAY_map_choose) };
    for (size_t i = 0; i < n && all.len < TERRITORIES_MAX; i++) {
        all.at[all.len++] = (Choice){ .value = list[i].code,
                                      .say = list[i].name,
                                      .chosen = str_eq(list[i].code, chosen) };
    }
    return all;
}

static int64_t online_count(const EventCount *counts, size_t n)
{
    return n > 0 && counts[0].department.len == 0 ? counts[0].count : 0;
}

static void draw_france(Work *w, const EventCount *counts, size_t n, EventMapPage *v)
{
    PlaceMarks marks = department_marks(w, counts, n, (Str){ 0 });

    marks = place_gather(w->mem, marks, CROWD, merge_departments, w);
    say_marks(w, marks);
    v->heading = say(w->lang, SAY_map_title);
    v->svg = place_draw(w->mem, &(PlaceDrawing){ .label = v->heading,
                                                 .ground = place_ground(w->mem, w->site->geo, false),
                                                 .marks = marks });
    v->lines = without_empty(lines_of(w, counts, n, (Str){ 0 }));
    v->list_url = STR("/cafes");
}

static void draw_region(Work *w, const Area *region, const EventCount *counts, size_t n,
                        EventMapPage *v)
{
    const Area *list;
    size_t all = geo_departments(w->site->geo, &list), len = 0;
    PlaceOutline *outlines = NEW_ARRAY(w->mem, PlaceOutline, all);
    PlaceMarks marks = department_marks(w, counts, n, region->code);
    GeoFrame frame = { 0 };

    for (size_t i = 0; i < all; i++) {
        if (str_eq(list[i].region, region->code)) {
            outlines[len++] = (PlaceOutline){ .path = geo_outline(list[i].code),
                                              .url = department_url(w, list[i].code),
                                              .say = list[i].name };
        }
    }
    say_marks(w, marks);
    if (!geo_region_frame(region->code, &frame)) {
        len = marks.len = 0;
    }
    v->svg = place_draw(w->mem, &(PlaceDrawing){ .label = region->name,
                                                 .frame = frame,
                                                 .outlines = outlines,
                                                 .outline_count = len,
                                                 .marks = marks });
    v->lines = lines_of(w, counts, n, region->code);
    v->heading = say_with(w->mem, w->lang, SAY_map_of, SAY_ARGS(SAY_ARG(region->name)));
    v->list_url = str_format(w->mem, "/cafes?region=%.*s", STR_ARG(region->code));
    v->up_url = STR("/carte");
    v->up_say = say(w->lang, SAY_map_up_france);
}

/* The cafés of a département, one mark a commune. */
static Fault in_department(Work *w, Str code, Event **ret, size_t *ret_len)
{
    EventSearch s = event_search_all();
    EventId *ids = NEW_ARRAY(w->mem, EventId, IN_DEPARTMENT_MAX);
    EventHit *hits;
    size_t n;
    bool more;

    s.departments[0] = code;
    s.department_count = 1;
    s.from = today(w);
    s.alive = w->now;
    TRY(event_search(w, &s, IN_DEPARTMENT_MAX, &hits, &n, &more));
    for (size_t i = 0; i < n; i++) {
        ids[i] = hits[i].event_id;
    }
    return event_store_briefs(w, ids, n, ret, ret_len);
}

static MapLine *line_of(MapLines *lines, Str name)
{
    for (size_t i = 0; i < lines->len; i++) {
        if (str_eq(lines->at[i].name, name)) {
            return &lines->at[i];
        }
    }
    lines->at[lines->len] = (MapLine){ .name = name };
    return &lines->at[lines->len++];
}

/* One café leads to its page, several to their list. */
static void add_to_department(Work *w, const Event *e, MapLines *lines, PlaceMarks *marks)
{
    MapLine *line = line_of(lines, e->commune_name);
    PlaceMark *mark = &marks->at[line - lines->at];

    if (line->count++ == 0) {
        line->url = event_url(w->mem, e);
        marks->len = lines->len;
        if (!geo_project((GeoPoint){ e->lat, e->lon }, e->department, &mark->x, &mark->y)) {
            mark->count = -1; /* not drawn */
        }
    } else {
        line->url = str_format(w->mem, "/cafes?lieu=%.*s&rayon=5", STR_ARG(e->commune));
    }
    mark->url = line->url;
    mark->say = line->name;
    mark->count += mark->count >= 0;
}

static Fault draw_department(Work *w, const Area *department, EventMapPage *v)
{
    PlaceOutline outline = { .path = geo_outline(department->code) };
    PlaceMarks marks;
    GeoFrame frame = { 0 };
    Area region = { 0 };
    Event *list;
    size_t n;

    TRY(in_department(w, department->code, &list, &n));
    marks = (PlaceMarks){ .at = NEW_ARRAY(w->mem, PlaceMark, n + 1) };
    v->lines.at = NEW_ARRAY(w->mem, MapLine, n + 1);
    for (size_t i = 0; i < n; i++) {
        add_to_department(w, &list[i], &v->lines, &marks);
    }
    bool drawn = geo_frame(department->code, &frame);
    marks = place_gather(w->mem, marks, frame.width / 12, merge_departments, w);
    say_marks(w, marks);
    v->svg = place_draw(w->mem, &(PlaceDrawing){ .label = department->name,
                                                 .frame = frame,
                                                 .outlines = &outline,
                                                 .outline_count = drawn,
                                                 .marks = marks });
    geo_region(w->site->geo, department->region, &region);
    v->heading = say_with(w->mem, w->lang, SAY_map_of, SAY_ARGS(SAY_ARG(department->name)));
    v->list_url = str_format(w->mem, "/cafes?dep=%.*s", STR_ARG(department->code));
    v->up_url = region_url(w, region.code);
    v->up_say = region.name;
    return FAULT_NONE;
}

Fault event_web_map(Work *w, const Request *rq, Reply *rp)
{
    Str department = web_query(rq, "dep"), region = web_query(rq, "region");
    EventMapPage v = { .online_url = STR("/cafes?mode=distance") };
    EventCount *counts;
    size_t n;
    Area area;

    TRY(event_search_counts(w, today(w), &counts, &n));
    if (department.len > 0) {
        if (!geo_department(w->site->geo, department, &area)) {
            return FAULT_ABSENT;
        }
        TRY(draw_department(w, &area, &v));
    } else if (region.len > 0) {
        if (!geo_region(w->site->geo, region, &area)) {
            return FAULT_ABSENT;
        }
        draw_region(w, &area, counts, n, &v);
    } else {
        draw_france(w, counts, n, &v);
        v.online = online_count(counts, n);
    }
    v.frame = frame_of(w, rq, v.heading, say(w->lang, SAY_list_description));
    v.frame.at_map = v.frame.has_script = true;
    v.territories = territories(w, department);
    v.empty = v.lines.len == 0;
    event_map_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault event_front_map(Work *w, Html *ret)
{
    EventCount *counts;
    size_t n;

    TRY(event_search_counts(w, today(w), &counts, &n));
    PlaceMarks marks = department_marks(w, counts, n, (Str){ 0 });
    marks = place_gather(w->mem, marks, CROWD, merge_departments, w);
    *ret = place_draw(w->mem, &(PlaceDrawing){ .label = say(w->lang, SAY_map_title),
                                               .ground = place_ground(w->mem, w->site->geo, true),
                                               .marks = marks,
                                               .picture = true });
    return FAULT_NONE;
}
