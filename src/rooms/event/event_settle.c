/* event_settle.c - what follows from what a file says: commune, zone, instants */
#include "rooms/event/event_settle.h"

enum { MATCHES = 40, NAMED = 6, DAY_SECONDS = 86400, SMALL_HOURS = 6 * 60 };

static bool has_postal(const Geo *geo, const Commune *c, Str postal)
{
    Str codes[64];
    size_t n = geo_postal_codes(geo, c->code, codes, COUNT(codes));

    for (size_t i = 0; i < n; i++) {
        if (str_eq(codes[i], postal)) {
            return true;
        }
    }
    return false;
}

/* A CEDEX is no commune's, but begins as those of its département. */
static bool same_department(const Commune *c, Str postal)
{
    size_t n = str_starts(postal, STR("97")) || str_starts(postal, STR("98")) ? 3 : 2;
    Str head = str_slice(postal, 0, n);

    return str_starts(c->department, head) ||
           (str_eq(head, STR("20")) && str_starts(c->department, STR("2")) &&
            c->department.at[1] >= 'A');
}

static size_t keep_postal(const Geo *geo, GeoMatch *m, size_t n, Str postal)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (has_postal(geo, &m[i].commune, postal)) {
            m[kept++] = m[i];
        }
    }
    for (size_t i = 0; kept == 0 && i < n; i++) {
        if (same_department(&m[i].commune, postal)) {
            m[kept++] = m[i];
            break;
        }
    }
    return kept;
}

static size_t candidates(const Geo *geo, Arena *mem, const Entry *e, GeoMatch *m)
{
    Str postal = e->event.postal;
    size_t exact = 0;

    if (e->place.len == 0) {
        geo_search(geo, mem, postal, m, MATCHES, &exact);
        return exact;
    }
    geo_search(geo, mem, e->place, m, MATCHES, &exact);
    return postal.len > 0 ? keep_postal(geo, m, exact, postal) : exact;
}

static Str typed(Arena *mem, const Entry *e)
{
    return str_trim(str_format(mem, "%.*s %.*s", STR_ARG(e->event.postal), STR_ARG(e->place)));
}

static Str choices(Arena *mem, const GeoMatch *m, size_t n)
{
    Buf out = buf_new(mem, 1000);

    for (size_t i = 0; i < n && i < NAMED; i++) {
        buf_addf(&out, "%s%.*s (%.*s)", i ? ", " : "", STR_ARG(m[i].commune.name),
                 STR_ARG(m[i].commune.code));
    }
    buf_add(&out, n > NAMED ? STR("\xe2\x80\xa6") : (Str){ 0 });
    return buf_str(&out);
}

/* The commune under an exact point, when no name says which. */
static bool place_by_point(const Geo *geo, Event *e)
{
    Commune c;

    return e->point == EVENT_POINT_EXACT &&
           geo_nearest(geo, (GeoPoint){ e->lat, e->lon }, &c) && event_place(geo, c.code, e);
}

static void place_by_name(const Geo *geo, Arena *mem, Entry *e)
{
    GeoMatch *m = NEW_ARRAY(mem, GeoMatch, MATCHES);
    size_t n = candidates(geo, mem, e, m);

    if (n == 1 && event_place(geo, m[0].commune.code, &e->event)) {
        return;
    }
    if (place_by_point(geo, &e->event)) {
        return;
    }
    if (n == 0) {
        entry_refuse(e, SAY_import_commune_unknown, typed(mem, e), (Str){ 0 });
    } else {
        entry_refuse(e, SAY_import_commune_several, typed(mem, e), choices(mem, m, n));
    }
}

/* Nobody comes to a place: it stands on no map. */
static void lift(Event *e)
{
    e->commune = e->commune_name = e->department = e->postal = (Str){ 0 };
    e->point = EVENT_POINT_NONE;
    e->lat = e->lon = 0;
}

void entry_place(const Geo *geo, Arena *mem, Entry *e)
{
    Event *event = &e->event;
    bool said = event->commune.len + event->postal.len + e->place.len > 0;

    if (!e->mode_said && !said && event->point == EVENT_POINT_NONE &&
        event->online_url.len > 0) {
        event->mode = EVENT_ONLINE;
    }
    if (event->commune.len > 0) {
        if (!event_place(geo, event->commune, event)) {
            entry_refuse(e, SAY_import_commune_unknown, event->commune, (Str){ 0 });
        }
    } else if (said && event->mode != EVENT_ONLINE) {
        place_by_name(geo, mem, e);
    } else if (event->mode != EVENT_ONLINE && event->audience != EVENT_INTERNAL &&
               !place_by_point(geo, event)) {
        /* Those who come to an internal one know where. */
        entry_refuse(e, SAY_import_commune_missing, (Str){ 0 }, (Str){ 0 });
    }
    if (event->mode == EVENT_ONLINE) {
        lift(event);
    }
}

static Civil at_minute(Day date, int minutes)
{
    return (Civil){ date, minutes / 60, minutes % 60, 0 };
}

static int64_t last_second(Zone zone, Day date)
{
    return civil_instant(zone, (Civil){ date, 23, 59, 59 });
}

static bool later(Day a, Day b)
{
    return day_number(a) > day_number(b);
}

/* "20:00 - 0:30" ends the day after, when no other day is said. */
static int64_t end_of(const EntryWhen *when, Zone zone, Day date)
{
    Day last = when->last.year ? when->last : date;

    if (when->ends_at) {
        return when->ends_at;
    }
    if (when->to < 0) {
        return later(last, date) ? last_second(zone, last) : 0;
    }
    if (!when->last.year && when->to < when->from && when->to <= SMALL_HOURS) {
        last = day_from_number(day_number(date) + 1);
    }
    return civil_instant(zone, at_minute(last, when->to));
}

void entry_instants(const EntryWhen *when, Zone zone, int64_t now, Event *e)
{
    Day date = when->date;

    if (when->relative) {
        date = day_from_number(day_number(day_of(zone, now)) + when->in_days);
    }
    if (when->instant) {
        e->starts_at = when->starts_at;
        e->hour_known = true;
        date = day_of(zone, when->starts_at);
    } else {
        e->starts_at = civil_instant(zone, at_minute(date, when->from < 0 ? 0 : when->from));
        e->hour_known = when->from >= 0;
    }
    e->ends_at = end_of(when, zone, date);
    if (!e->hour_known && e->ends_at && !later(day_of(zone, e->ends_at), date)) {
        e->ends_at = 0; /* an end alone says little */
    }
}

void entry_when(Arena *mem, int64_t now, Entry *e)
{
    static const Day first = { 2000, 1, 1 }, last = { 2100, 1, 1 };
    Zone zone = event_zone(&e->event);

    entry_instants(&e->when, zone, now, &e->event);
    int64_t length = e->event.ends_at ? e->event.ends_at - e->event.starts_at : 0;
    if (e->event.starts_at < day_start(ZONE_UTC, first) ||
        e->event.starts_at > day_start(ZONE_UTC, last)) {
        entry_refuse(e, SAY_import_date_far, (Str){ 0 }, (Str){ 0 });
    } else if (length < 0) {
        entry_refuse(e, SAY_import_end, (Str){ 0 }, (Str){ 0 });
    } else if (length > (int64_t)EVENT_DAYS_MAX * DAY_SECONDS) {
        entry_refuse(e, SAY_import_long_event, str_format(mem, "%d", EVENT_DAYS_MAX),
                     (Str){ 0 });
    }
}

/* The instants left out of a rule: those of the file, and whole days of it. */
Str entry_exceptions(Arena *mem, const Entry *e)
{
    Zone zone = event_zone(&e->event);
    Civil clock = civil_at(zone, e->event.starts_at);
    Buf out = buf_new(mem, 1 << 16);
    Str one, rest = e->except_days;
    Event at;

    for (size_t i = 0; i < e->except_len; i++) {
        EntryWhen when = e->except[i];
        if (!when.instant && when.from < 0) { /* that whole day */
            when.from = clock.hour * 60 + clock.minute;
        }
        entry_instants(&when, zone, 0, &at);
        buf_addf(&out, "%s%lld", out.len ? "," : "", (long long)at.starts_at);
    }
    while (rest.len > 0) {
        Civil c = clock;
        str_cut(rest, '|', &one, &rest);
        if (day_read(one, &c.date)) {
            buf_addf(&out, "%s%lld", out.len ? "," : "", (long long)civil_instant(zone, c));
        }
    }
    return buf_str(&out);
}
