/* event_asked.c - what an address of a search asks for
 *
 * lieu rayon pres du au theme type mode public q dep region passes apres.
 * What can't be understood is said, and left out; it never hides the rest. */
#include "rooms/event/event_room.h"
#include "rooms/theme/theme.h"
#include "text/fold.h"
#include "web/web.h"

enum {
    RADIUS_DEFAULT = 30,
    RADIUS_MAX = 400,
    MATCHES_MAX = 12,
    ADDRESS_MAX = 2000,
    LONGEST_DAY = 25 * 3600, /* when summer time ends */
};

/* Adds a parameter to the address of this very search. */
static void add(Buf *out, const char *name, Str value)
{
    static const char hex[] = "0123456789ABCDEF";

    if (value.len == 0) {
        return;
    }
    buf_addf(out, "%s%s=", out->len > 0 ? "&" : "", name);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.at[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                     (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == ',';
        if (plain) {
            buf_char(out, (char)c);
        } else {
            buf_addf(out, "%%%c%c", hex[c >> 4], hex[c & 15]);
        }
    }
}

static Str param(const Request *rq, const char *name, size_t max)
{
    Str s = str_trim(web_query(rq, name));

    return s.len <= max ? s : str_slice(s, 0, max);
}

static void take_department(Work *w, Str code, Asked *ret)
{
    Area area;

    if (geo_department(w->site->geo, code, &area)) {
        ret->search.departments[ret->search.department_count++] = area.code;
        ret->place_name = area.name;
        ret->zone = zone_of_department(area.code);
        ret->heading = say_with(w->mem, w->lang, SAY_list_in, SAY_ARGS(SAY_ARG(area.name)));
    } else {
        ret->place_unknown = true;
        ret->place_typed = code;
    }
}

static void take_region(Work *w, Str code, Asked *ret)
{
    const Area *list;
    Area region;
    size_t n = geo_departments(w->site->geo, &list);

    if (!geo_region(w->site->geo, code, &region)) {
        ret->place_unknown = true;
        ret->place_typed = code;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (str_eq(list[i].region, code) && ret->search.department_count < SEARCH_AREAS_MAX) {
            ret->search.departments[ret->search.department_count++] = list[i].code;
            ret->zone = zone_of_department(list[i].code);
        }
    }
    ret->place_name = region.name;
    ret->heading = say_with(w->mem, w->lang, SAY_list_in, SAY_ARGS(SAY_ARG(region.name)));
}

static void go_near(Work *w, GeoPoint p, Str name, Asked *ret)
{
    ret->search.near = true;
    ret->search.point = p;
    ret->search.radius_m = ret->radius_km * 1000;
    ret->from = (CardPlace){ .near = true, .point = p };
    ret->place_name = name;
    ret->heading = say_with(w->mem, w->lang, SAY_list_near, SAY_ARGS(SAY_ARG(name)));
}

/* A name of a département or a région, when no commune is called so. */
static bool area_named(Work *w, Str words, Asked *ret)
{
    const Area *list;
    size_t n = geo_departments(w->site->geo, &list);
    Str want = fold(w->mem, words);

    for (size_t i = 0; i < n; i++) {
        if (str_eq(fold(w->mem, list[i].name), want)) {
            take_department(w, list[i].code, ret);
            return true;
        }
    }
    n = geo_regions(w->site->geo, &list);
    for (size_t i = 0; i < n; i++) {
        if (str_eq(fold(w->mem, list[i].name), want)) {
            take_region(w, list[i].code, ret);
            return true;
        }
    }
    return false;
}

static void go_to(Work *w, const Commune *c, Asked *ret)
{
    go_near(w, c->point, c->name, ret);
    ret->zone = zone_of_department(c->department);
}

/* The one that was meant among so many exact ones; n when nobody can tell.  An
 * INSEE code names one, though it may be a postal code elsewhere.  Those that
 * share a postal code are neighbours: the largest stands for them, and the others
 * are offered. */
static size_t meant(const GeoMatch *matches, size_t n, Str words)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq_nocase(matches[i].commune.code, words)) {
            return i;
        }
    }
    return n > 0 && str_eq(matches[0].postal, words) ? 0 : n;
}

static void take_place(Work *w, Str words, Asked *ret)
{
    GeoMatch *matches = NEW_ARRAY(w->mem, GeoMatch, MATCHES_MAX);
    size_t exact;
    size_t n = geo_search(w->site->geo, w->mem, words, matches, MATCHES_MAX, &exact);
    size_t which = meant(matches, exact, words);

    ret->place_typed = words;
    if (exact == 0 && area_named(w, words, ret)) {
        return;
    }
    if (n == 0) {
        ret->place_unknown = true;
    } else if (exact == 1 || n == 1) {
        go_to(w, &matches[0].commune, ret);
    } else {
        if (which < exact) {
            go_to(w, &matches[which].commune, ret);
        }
        ret->matches = matches;
        ret->match_count = exact > 1 ? exact : n;
    }
}

bool event_asked_somewhere(const Asked *asked)
{
    return !asked->place_unknown && (asked->match_count == 0 || asked->search.near);
}

/* "48.85,2.35": where a telephone says it is, to the kilometre. */
static bool read_point(Str s, GeoPoint *ret)
{
    Str lat, lon;

    return str_cut(s, ',', &lat, &lon) && str_to_double(str_trim(lat), &ret->lat) &&
           str_to_double(str_trim(lon), &ret->lon) && ret->lat >= -90 && ret->lat <= 90 &&
           ret->lon >= -180 && ret->lon <= 180;
}

static Zone zone_at(const Geo *geo, GeoPoint p)
{
    Commune c;

    return geo_nearest(geo, p, &c) ? zone_of_department(c.department) : ZONE_PARIS;
}

static void read_place(Work *w, const Request *rq, Asked *ret, Buf *address)
{
    Str place = param(rq, "lieu", 100), near = param(rq, "pres", 40);
    Str department = param(rq, "dep", 3), region = param(rq, "region", 3);
    Str radius = param(rq, "rayon", 6);
    GeoPoint p;
    int64_t km;

    ret->radius_km = RADIUS_DEFAULT;
    if (str_to_int(radius, &km) && km >= 1) {
        ret->radius_km = km < RADIUS_MAX ? km : RADIUS_MAX;
        add(address, "rayon", radius);
    }
    add(address, "lieu", place);
    if (place.len > 0) {
        take_place(w, place, ret);
    } else if (near.len > 0 && read_point(near, &p)) {
        add(address, "pres", near);
        go_near(w, p, say(w->lang, SAY_list_here), ret);
        ret->zone = zone_at(w->site->geo, p);
        ret->heading = say(w->lang, SAY_list_near_me);
    } else if (department.len > 0) {
        add(address, "dep", department);
        take_department(w, department, ret);
    } else if (region.len > 0) {
        add(address, "region", region);
        take_region(w, region, ret);
    }
}

static bool read_day(Work *w, const Request *rq, const char *name, Day *ret, Asked *asked,
                     Buf *address, Str *ret_iso)
{
    Str s = param(rq, name, 20);

    *ret_iso = s;
    if (s.len == 0) {
        return false;
    }
    if (!day_read(s, ret)) {
        asked->problem = say(w->lang, SAY_list_bad_date);
        return false;
    }
    *ret_iso = day_iso(w->mem, *ret);
    add(address, name, *ret_iso);
    return true;
}

/* From now on, unless a date is asked; the archive ends yesterday.  What isn't
 * over may have begun a whole day ago: somewhere it is still that day. */
static void read_dates(Work *w, const Request *rq, Asked *ret, Buf *address)
{
    Zone zone = ret->zone;
    int64_t today = day_start(zone, day_of(zone, w->now));
    Day from, to;
    bool has_from = read_day(w, rq, "du", &from, ret, address, &ret->from_iso);
    bool has_to = read_day(w, rq, "au", &to, ret, address, &ret->to_iso);
    EventSearch *s = &ret->search;

    s->past = web_query(rq, "passes").len > 0;
    s->from = has_from ? day_start(zone, from) : s->past ? 0 : w->now - LONGEST_DAY;
    s->to = has_to ? day_start(zone, day_from_number(day_number(to) + 1)) : 0;
    s->alive = s->past || (has_from && s->from < today) ? 0 : w->now;
    if (s->past) {
        s->to = s->to > 0 && s->to < today ? s->to : today;
        add(address, "passes", STR("1"));
    }
    if (has_from && has_to && day_number(from) > day_number(to)) {
        ret->problem = say(w->lang, SAY_list_dates_crossed);
    }
}

typedef bool Reader(Str s, int64_t *ret);

static void read_choice(Work *w, const Request *rq, const char *name, Reader *reader,
                        int64_t *ret, Asked *asked, Buf *address)
{
    Str s = param(rq, name, 30);

    if (s.len == 0) {
        return;
    }
    if (reader(s, ret)) {
        add(address, name, s);
    } else {
        asked->problem = say(w->lang, SAY_list_bad_choice);
    }
}

/* Internal ones stand on no shelf: asking for them would be a long walk past
 * all the others. */
static bool read_audience(Str s, int64_t *ret)
{
    int64_t audience;

    if (!event_audience_read(s, &audience) || audience == EVENT_INTERNAL) {
        return false;
    }
    *ret = audience;
    return true;
}

static Fault read_theme(Work *w, const Request *rq, Asked *ret, Buf *address)
{
    Str code = param(rq, "theme", 40);
    Theme theme;

    if (code.len == 0) {
        return FAULT_NONE;
    }
    Fault f = theme_find(w, code, &theme);
    if (f == FAULT_ABSENT) {
        ret->problem = say(w->lang, SAY_list_bad_choice);
        return FAULT_NONE;
    }
    TRY(f);
    ret->search.theme = theme.number;
    ret->theme = code;
    add(address, "theme", code);
    return FAULT_NONE;
}

Fault event_asked(Work *w, const Request *rq, Asked *ret)
{
    Buf address = buf_new(w->mem, ADDRESS_MAX);
    Str cursor = web_query(rq, "apres");

    *ret = (Asked){ .search = event_search_all(), .heading = say(w->lang, SAY_list_all) };
    read_place(w, rq, ret, &address);
    read_dates(w, rq, ret, &address);
    read_choice(w, rq, "type", event_kind_read, &ret->search.kind, ret, &address);
    read_choice(w, rq, "mode", event_mode_read, &ret->search.mode, ret, &address);
    read_choice(w, rq, "public", read_audience, &ret->search.audience, ret, &address);
    TRY(read_theme(w, rq, ret, &address));
    ret->words = ret->search.words = param(rq, "q", 200);
    add(&address, "q", ret->words);
    if (cursor.len > 0 && !event_cursor_read(cursor, &ret->search.after)) {
        return FAULT_INPUT;
    }
    ret->address = buf_str(&address);
    return FAULT_NONE;
}
