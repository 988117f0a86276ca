/* event_import_ics.c - a calendar, read by libical within bounds
 *
 * Only VEVENT is looked at: alarms are passed over, nothing is fetched.  Time
 * zones are known by name; those that the file draws itself are not followed. */
#include "rooms/event/event_entry.h"

#include "text/fold.h"

#include <libical/ical.h>
#include <string.h>

enum { LINES_MAX = 50000, DAY_SECONDS = 86400, EXCEPT_MAX = 500 };

typedef struct Calendar {
    Entries *all;
    const Str *bytes;
    size_t at;    /* how far "BEGIN:VEVENT" was looked for */
    int64_t line; /* of that place */
} Calendar;

static void component_free(icalcomponent **c)
{
    if (*c) {
        icalcomponent_free(*c);
    }
}

static Str first_text(Arena *mem, icalcomponent *c, icalproperty_kind kind)
{
    icalproperty *p = icalcomponent_get_first_property(c, kind);
    const icalvalue *v = p ? icalproperty_get_value(p) : NULL;

    if (!v || (icalvalue_isa(v) != ICAL_TEXT_VALUE && icalvalue_isa(v) != ICAL_URI_VALUE)) {
        return (Str){ 0 };
    }
    return str_copy(mem, str_from(icalvalue_isa(v) == ICAL_URI_VALUE ? icalvalue_get_uri(v)
                                                                     : icalvalue_get_text(v)));
}

/* "Europe/Paris", with whatever a program puts before it; two more names that
 * are in use for it. */
static bool zone_named(Str tzid, Zone *ret)
{
    static const Str paris[] = { STR_INIT("Romance Standard Time"),
                                 STR_INIT("W. Europe Standard Time") };

    for (size_t i = 0; i < COUNT(paris); i++) {
        if (str_eq(tzid, paris[i])) {
            *ret = ZONE_PARIS;
            return true;
        }
    }
    for (Zone z = 0; z < ZONE_COUNT; z++) {
        Str name = str_from(zone_name(z));
        bool apart = tzid.len == name.len ||
                     (tzid.len > name.len && tzid.at[tzid.len - name.len - 1] == '/');
        if (apart && str_ends(tzid, name)) {
            *ret = z;
            return true;
        }
    }
    return false;
}

/* A moment of the file: wall clock, its zone when it names one. */
typedef struct Point {
    bool there, whole_day, zoned;
    Civil wall;
    Zone zone;
} Point;

static bool read_zone(Entries *all, Entry *e, icalproperty *p, icaltimetype t, Point *ret)
{
    icalparameter *tzid = icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER);
    Str name = tzid ? str_from(icalparameter_get_tzid(tzid)) : (Str){ 0 };

    if (icaltime_is_utc(t)) {
        ret->zone = ZONE_UTC;
        ret->zoned = true;
    } else if (name.len > 0 && !ret->whole_day) {
        ret->zoned = zone_named(name, &ret->zone);
        if (!ret->zoned) {
            entry_refuse(e, SAY_import_zone, str_copy(all->mem, str_slice(name, 0, 80)),
                         (Str){ 0 });
        }
        return ret->zoned;
    }
    return true;
}

static bool read_point(Entries *all, Entry *e, icalproperty *p, Point *ret)
{
    const icalvalue *v = p ? icalproperty_get_value(p) : NULL;
    icalvalue_kind kind = v ? icalvalue_isa(v) : ICAL_NO_VALUE;

    *ret = (Point){ 0 };
    if (kind != ICAL_DATE_VALUE && kind != ICAL_DATETIME_VALUE) {
        return p == NULL;
    }
    icaltimetype t =
        kind == ICAL_DATE_VALUE ? icalvalue_get_date(v) : icalvalue_get_datetime(v);
    ret->wall = (Civil){ { t.year, t.month, t.day }, t.hour, t.minute, t.second };
    ret->whole_day = kind == ICAL_DATE_VALUE || t.is_date;
    if (!day_is_real(ret->wall.date) || t.hour < 0 || t.hour > 23 || t.minute < 0 ||
        t.minute > 59 || t.second < 0 || t.second > 60) {
        return false;
    }
    ret->there = read_zone(all, e, p, t, ret);
    return ret->there;
}

static int64_t instant_of(const Point *p)
{
    return civil_instant(p->zone, p->wall);
}

static EntryWhen when_of(const Point *p)
{
    EntryWhen when = { .date = p->wall.date, .from = -1, .to = -1 };

    if (p->zoned) {
        when.instant = true;
        when.starts_at = instant_of(p);
    } else if (!p->whole_day) {
        when.from = p->wall.hour * 60 + p->wall.minute;
    }
    return when;
}

/* Seconds from one to the other, on the wall when no zone is known. */
static int64_t between(const Point *a, const Point *b)
{
    return instant_of(b) - instant_of(a);
}

static bool length_of(Entries *all, Entry *e, icalcomponent *c, const Point *start,
                      int64_t *ret)
{
    icalproperty *p = icalcomponent_get_first_property(c, ICAL_DURATION_PROPERTY);
    Point end;

    *ret = 0;
    if (!read_point(all, e, icalcomponent_get_first_property(c, ICAL_DTEND_PROPERTY), &end)) {
        return false;
    }
    if (end.there) {
        if (!end.zoned && start->zoned) {
            end.zone = start->zone;
        }
        *ret = between(start, &end);
    } else if (p) {
        *ret = icaldurationtype_as_int(icalproperty_get_duration(p));
    }
    return true;
}

static void set_end(Entry *e, const Point *start, int64_t length)
{
    EntryWhen *when = &e->when;

    if (length < 0) {
        entry_refuse(e, SAY_import_end, (Str){ 0 }, (Str){ 0 });
    } else if (when->instant) {
        when->ends_at = length > 0 ? when->starts_at + length : 0;
    } else if (start->whole_day) {
        /* The end is the day after the last. */
        if (length > DAY_SECONDS) {
            when->last = day_from_number(day_number(when->date) + length / DAY_SECONDS - 1);
        }
    } else if (length > 0) {
        int64_t end = civil_instant(ZONE_UTC, start->wall) + length;
        Civil c = civil_at(ZONE_UTC, end);
        when->last = c.date;
        when->to = c.hour * 60 + c.minute;
    }
}

static void read_when(Entries *all, Entry *e, icalcomponent *c)
{
    icalproperty *begins = icalcomponent_get_first_property(c, ICAL_DTSTART_PROPERTY);
    Point start;
    int64_t length;

    if (!read_point(all, e, begins, &start)) {
        entry_refuse(e, SAY_import_ics_property, (Str){ 0 }, (Str){ 0 });
        return;
    }
    if (!start.there) {
        entry_refuse(e, SAY_import_date_missing, (Str){ 0 }, (Str){ 0 });
        return;
    }
    if (!length_of(all, e, c, &start, &length)) {
        entry_refuse(e, SAY_import_ics_property, (Str){ 0 }, (Str){ 0 });
        return;
    }
    e->when = when_of(&start);
    if (start.zoned && start.zone != ZONE_UTC) {
        e->event.zone = str_from(zone_name(start.zone));
    }
    set_end(e, &start, length);
}

static void read_except(Entries *all, Entry *e, icalcomponent *c)
{
    e->except = NEW_ARRAY(all->mem, EntryWhen, EXCEPT_MAX);
    for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_EXDATE_PROPERTY);
         p && e->except_len < EXCEPT_MAX;
         p = icalcomponent_get_next_property(c, ICAL_EXDATE_PROPERTY)) {
        Point at;
        if (!read_point(all, e, p, &at) || !at.there) {
            entry_refuse(e, SAY_import_ics_property, (Str){ 0 }, (Str){ 0 });
            return;
        }
        e->except[e->except_len++] = when_of(&at);
    }
}

static void read_rule(Entries *all, Entry *e, icalcomponent *c, Str uid)
{
    icalproperty *p = icalcomponent_get_first_property(c, ICAL_RRULE_PROPERTY);
    Point stamp;

    if (icalcomponent_count_properties(c, ICAL_RRULE_PROPERTY) > 1 ||
        icalcomponent_get_first_property(c, ICAL_RDATE_PROPERTY)) {
        entry_refuse(e, SAY_import_rule_other, (Str){ 0 }, (Str){ 0 });
        return;
    }
    if (!read_point(all, e, icalcomponent_get_first_property(c, ICAL_RECURRENCEID_PROPERTY),
                    &stamp)) {
        entry_refuse(e, SAY_import_ics_property, (Str){ 0 }, (Str){ 0 });
    }
    if (stamp.there) {
        e->stamped = true;
        e->stamp = when_of(&stamp);
        e->series = uid;
    } else if (p) {
        const char *rule = icalproperty_get_value_as_string(p);
        e->rule = str_copy(all->mem, str_from(rule));
        e->series = uid;
        e->series_title = e->event.title;
        read_except(all, e, c);
    }
}

/* libical leaves out what it can't read: an event without its rule would be
 * another event. */
static bool lost_a_date(icalcomponent *c)
{
    static const char *const names[] = { "RRULE", "DTSTART",  "DTEND",        "EXDATE",
                                         "RDATE", "DURATION", "RECURRENCE-ID" };

    for (icalproperty *p = icalcomponent_get_first_property(c, ICAL_XLICERROR_PROPERTY); p;
         p = icalcomponent_get_next_property(c, ICAL_XLICERROR_PROPERTY)) {
        const char *text = icalproperty_get_xlicerror(p);
        for (size_t i = 0; text && i < COUNT(names); i++) {
            if (strstr(text, names[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Where in s five digits stand alone, as a postal code; s.len: nowhere. */
static size_t postal_in(Str s)
{
    size_t run = 0;

    for (size_t i = 0; i <= s.len; i++) {
        if (i < s.len && is_digit(s.at[i])) {
            run++;
        } else if (run == 5) {
            return i - 5;
        } else {
            run = 0;
        }
    }
    return s.len;
}

/* "Médiathèque, 12 rue des Tilleuls, 51100 Reims": venue, address, commune. */
static void read_address(Entries *all, Entry *e, Str location)
{
    size_t code = postal_in(location);
    Str before = str_slice(location, 0, code), tail;

    if (code < location.len) {
        e->event.postal = str_slice(location, code, 5);
        str_cut(str_slice(location, code + 5, location.len), ',', &e->place, &tail);
        e->place = str_trim(e->place);
        while (before.len > 0 && strchr(", ", before.at[before.len - 1])) {
            before.len--;
        }
        str_cut(before, ',', &e->event.venue, &e->event.address);
    } else {
        size_t at = location.len;
        while (at > 0 && location.at[at - 1] != ',') {
            at--;
        }
        e->place = str_trim(str_slice(location, at, location.len));
        e->event.venue = str_slice(location, 0, at > 0 ? at - 1 : 0);
    }
    entry_text(all, e, STR("LOCATION"), e->event.venue, EVENT_LINE_MAX, &e->event.venue);
    entry_text(all, e, STR("LOCATION"), e->event.address, EVENT_LINE_MAX, &e->event.address);
}

static bool says_online(Arena *mem, Str location)
{
    static const Str words[] = { STR_INIT("visio"), STR_INIT("en ligne"), STR_INIT("online"),
                                 STR_INIT("a distance") };
    Str folded = fold(mem, location);

    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_starts(folded, words[i])) {
            return true;
        }
    }
    return false;
}

static void read_place(Entries *all, Entry *e, icalcomponent *c)
{
    icalproperty *geo = icalcomponent_get_first_property(c, ICAL_GEO_PROPERTY);
    Str location = { 0 };

    entry_text(all, e, STR("LOCATION"), first_text(all->mem, c, ICAL_LOCATION_PROPERTY),
               EVENT_NOTE_MAX, &location);
    if (geo) {
        struct icalgeotype at = icalproperty_get_geo(geo);
        entry_point(e, at.lat, at.lon);
    }
    if (entry_is_url(location)) {
        e->event.online_url = location;
    }
    if (entry_is_url(location) || says_online(all->mem, location)) {
        e->event.mode = EVENT_ONLINE;
    } else {
        read_address(all, e, location);
    }
}

static void read_people(Entries *all, Entry *e, icalcomponent *c)
{
    icalproperty *p = icalcomponent_get_first_property(c, ICAL_ORGANIZER_PROPERTY);
    icalparameter *cn = p ? icalproperty_get_first_parameter(p, ICAL_CN_PARAMETER) : NULL;
    Str name = cn ? str_copy(all->mem, str_from(icalparameter_get_cn(cn))) : (Str){ 0 };

    if (name.len > 0 && !str_has(name, STR("@"))) {
        entry_party(all, e, EVENT_ORGANIZER, name);
    }
}

static void read_state(Entry *e, icalcomponent *c)
{
    icalproperty *p = icalcomponent_get_first_property(c, ICAL_STATUS_PROPERTY);
    icalproperty *class = icalcomponent_get_first_property(c, ICAL_CLASS_PROPERTY);

    if (p && icalproperty_get_status(p) == ICAL_STATUS_CANCELLED) {
        e->event.state = EVENT_CANCELLED;
    }
    if (class && (icalproperty_get_class(class) == ICAL_CLASS_PRIVATE ||
                  icalproperty_get_class(class) == ICAL_CLASS_CONFIDENTIAL)) {
        e->event.audience = EVENT_INTERNAL;
    }
}

static void read_words(Entries *all, Entry *e, icalcomponent *c)
{
    Str url = first_text(all->mem, c, ICAL_URL_PROPERTY);

    entry_text(all, e, STR("SUMMARY"), first_text(all->mem, c, ICAL_SUMMARY_PROPERTY),
               EVENT_TITLE_MAX, &e->event.title);
    entry_lines(all, e, STR("DESCRIPTION"), first_text(all->mem, c, ICAL_DESCRIPTION_PROPERTY),
                EVENT_BODY_MAX, &e->event.body);
    entry_text(all, e, STR("UID"), first_text(all->mem, c, ICAL_UID_PROPERTY), EVENT_LINE_MAX,
               &e->event.external_id);
    if (entry_is_url(url)) {
        entry_url(all, e, STR("URL"), url, &e->event.signup_url);
    }
}

static bool read_event(Entries *all, icalcomponent *c, int64_t line)
{
    Entry *e = entry_new(all, line);

    if (!e) {
        return false;
    }
    read_words(all, e, c);
    if (e->event.external_id.len == 0) {
        entry_refuse(e, SAY_import_uid_missing, (Str){ 0 }, (Str){ 0 });
    }
    if (lost_a_date(c)) {
        entry_refuse(e, SAY_import_ics_property, (Str){ 0 }, (Str){ 0 });
    }
    read_when(all, e, c);
    read_rule(all, e, c, e->event.external_id);
    read_place(all, e, c);
    read_people(all, e, c);
    read_state(e, c);
    if (e->event.title.len == 0 && !e->stamped) {
        entry_refuse(e, SAY_import_title_missing, (Str){ 0 }, (Str){ 0 });
    }
    return true;
}

/* The line of the next "BEGIN:VEVENT": libical counts none. */
static int64_t next_line(Calendar *cal)
{
    Str line, rest = str_slice(*cal->bytes, cal->at, cal->bytes->len);

    while (rest.len > 0) {
        str_cut(rest, '\n', &line, &rest);
        cal->line++;
        cal->at = cal->bytes->len - rest.len;
        if (str_eq_nocase(str_trim(line), STR("BEGIN:VEVENT"))) {
            return cal->line;
        }
    }
    return cal->line;
}

static void read_events(Calendar *cal, icalcomponent *calendar)
{
    for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
         c; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        if (!read_event(cal->all, c, next_line(cal))) {
            return;
        }
    }
}

static bool within_bounds(Str bytes)
{
    int64_t lines = 0, components = 0;
    Str line, rest = bytes;

    if (bytes.len > ICS_BYTES_MAX) {
        return false;
    }
    while (rest.len > 0) {
        str_cut(rest, '\n', &line, &rest);
        lines++;
        components += str_eq_nocase(str_slice(str_trim(line), 0, 6), STR("BEGIN:"));
    }
    return lines <= LINES_MAX && components <= ICS_COMPONENTS_MAX;
}

static void refuse_file(Entries *all, Say why, Str about)
{
    entry_refuse(entry_new(all, 1), why, about, (Str){ 0 });
}

/* An override that doesn't say its title has that of its series. */
static void share_titles(Entries *all)
{
    for (size_t i = 0; i < all->len; i++) {
        Entry *e = &all->at[i];
        for (size_t k = 0; k < all->len && e->stamped && e->event.title.len == 0; k++) {
            if (str_eq(all->at[k].event.external_id, e->event.external_id)) {
                e->event.title = all->at[k].event.title;
            }
        }
        if (e->event.title.len == 0) {
            entry_refuse(e, SAY_import_title_missing, (Str){ 0 }, (Str){ 0 });
        }
    }
}

static void read_calendars(Calendar *cal, icalcomponent *root)
{
    if (icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT) {
        read_events(cal, root);
        return;
    }
    for (icalcomponent *c = icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT);
         c; c = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)) {
        read_events(cal, c);
    }
}

Entries entries_of_ics(Arena *mem, Str bytes)
{
    SCOPED(component_free) icalcomponent *root = NULL;
    Entries all = { .mem = mem };
    Calendar cal = { .all = &all, .bytes = &bytes };
    size_t chars;

    if (!within_bounds(bytes)) {
        refuse_file(&all, SAY_import_ics_limits, (Str){ 0 });
        return all;
    }
    if (!str_is_text(bytes, &chars)) {
        refuse_file(&all, SAY_import_no_text, STR("iCalendar"));
        return all;
    }
    icalerror_set_errors_are_fatal(false);
    root = icalparser_parse_string(str_c(mem, bytes));
    if (!root) {
        refuse_file(&all, SAY_import_ics_broken, (Str){ 0 });
        return all;
    }
    read_calendars(&cal, root);
    share_titles(&all);
    if (all.len == 0) {
        refuse_file(&all, SAY_import_empty, (Str){ 0 });
    }
    return all;
}
