/* event_import_openagenda.c - the JSON of OpenAgenda, read by jansson in bounds
 *
 * Two forms are in use: that of its API (a title is { "fr": ... }, a location
 * is an object) and the flat one of Opendatasoft exports (title_fr,
 * location_name, timings as a text that is JSON again). */
#include "rooms/event/event_entry.h"

#include <jansson.h>
#include <string.h>

enum { BYTES_MAX = 5 << 20, VALUES_MAX = 500000, DEPTH_MAX = 64, TIMINGS_MAX = 800 };

static void json_free(json_t **j)
{
    json_decref(*j);
}

static Str text_of(const json_t *j)
{
    return json_is_string(j) ? (Str){ json_string_value(j), json_string_length(j) }
                             : (Str){ 0 };
}

/* Is it worth handing to the parser?  Text in quotes doesn't count. */
static bool within_bounds(Str s)
{
    size_t values = 0, depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < s.len && values <= VALUES_MAX && depth <= DEPTH_MAX; i++) {
        char c = s.at[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            depth++;
            values++;
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        } else {
            values += c == ',';
        }
    }
    return s.len <= BYTES_MAX && values <= VALUES_MAX && depth <= DEPTH_MAX;
}

static json_t *parse(Str s, json_error_t *error)
{
    return within_bounds(s) ? json_loadb(s.at ? s.at : "", s.len, JSON_REJECT_DUPLICATES, error)
                            : NULL;
}

static const json_t *field(const json_t *o, const char *name)
{
    return json_object_get(o, name);
}

/* A text in French, else in the first language there is. */
static Str said(const json_t *j)
{
    const char *lang;
    json_t *v;

    if (!json_is_object(j)) {
        return text_of(j);
    }
    Str fr = text_of(field(j, "fr"));
    if (fr.len > 0) {
        return fr;
    }
    json_object_foreach((json_t *)(uintptr_t)j, lang, v)
    {
        if (json_is_string(v)) {
            return text_of(v);
        }
    }
    return (Str){ 0 };
}

static Str said_as(const json_t *o, const char *name, const char *flat)
{
    Str s = said(field(o, name));

    return s.len > 0 ? s : said(field(o, flat));
}

/* What the flat form writes as a text: parsed again, and owned by the caller. */
static json_t *again(const json_t *j)
{
    json_error_t error;

    if (!json_is_string(j)) {
        return json_incref((json_t *)(uintptr_t)j);
    }
    return parse(text_of(j), &error);
}

static bool number_of(const json_t *j, double *ret)
{
    if (json_is_number(j)) {
        *ret = json_number_value(j);
        return true;
    }
    return json_is_string(j) && str_to_double(text_of(j), ret);
}

/* 2, "2", { "id": 2 }, or that as a text; -1: not said. */
static int64_t choice_of(const json_t *j)
{
    SCOPED(json_free) json_t *whole = NULL;
    double v;

    if (number_of(j, &v)) {
        return v >= -1 && v <= 100 ? (int64_t)v : -1;
    }
    whole = again(j);
    return number_of(field(whole, "id"), &v) && v >= 0 && v <= 100 ? (int64_t)v : -1;
}

static const json_t *either(const json_t *o, const char *a, const char *b)
{
    const json_t *j = field(o, a);

    return j && !json_is_null(j) ? j : field(o, b);
}

static Str uid_of(Arena *mem, const json_t *o)
{
    const json_t *j = field(o, "uid");

    if (json_is_integer(j)) {
        return str_format(mem, "%lld", (long long)json_integer_value(j));
    }
    return text_of(j);
}

static void read_words(Entries *all, Entry *e, const json_t *o)
{
    Str body = said_as(o, "longDescription", "longdescription_fr");
    Str terms = said_as(o, "conditions", "conditions_fr");
    bool both = body.len > 0 && terms.len > 0;

    entry_text(all, e, STR("uid"), uid_of(all->mem, o), 100, &e->event.external_id);
    entry_text(all, e, STR("title"), said_as(o, "title", "title_fr"), EVENT_TITLE_MAX,
               &e->event.title);
    entry_lines(all, e, STR("description"), said_as(o, "description", "description_fr"),
                EVENT_SUMMARY_MAX, &e->event.summary);
    entry_lines(
        all, e, STR("longDescription"),
        str_format(all->mem, "%.*s%s%.*s", STR_ARG(body), both ? "\n\n" : "", STR_ARG(terms)),
        EVENT_BODY_MAX, &e->event.body);
    if (e->event.external_id.len == 0) {
        entry_refuse(e, SAY_import_uid_missing, (Str){ 0 }, (Str){ 0 });
    }
    if (e->event.title.len == 0) {
        entry_refuse(e, SAY_import_title_missing, (Str){ 0 }, (Str){ 0 });
    }
}

static void read_point(Entry *e, const json_t *latitude, const json_t *longitude)
{
    double lat, lon;

    if (number_of(latitude, &lat) && number_of(longitude, &lon)) {
        entry_point(e, lat, lon);
    }
}

/* The flat form: { "lat", "lon" } or [lat, lon]. */
static void read_coordinates(Entry *e, const json_t *j)
{
    if (json_is_array(j)) {
        read_point(e, json_array_get(j, 0), json_array_get(j, 1));
    } else {
        read_point(e, field(j, "lat"), field(j, "lon"));
    }
}

static Str place_text(const json_t *location, const json_t *o, const char *name,
                      const char *flat)
{
    Str s = said(field(location, name));

    return s.len > 0 ? s : said(field(o, flat));
}

static void read_place(Entries *all, Entry *e, const json_t *o)
{
    const json_t *l = field(o, "location");
    Str zone_name_said = place_text(l, o, "timezone", "timezone");
    Zone zone;

    entry_text(all, e, STR("location"), place_text(l, o, "name", "location_name"),
               EVENT_LINE_MAX, &e->event.venue);
    entry_text(all, e, STR("address"), place_text(l, o, "address", "location_address"),
               EVENT_LINE_MAX, &e->event.address);
    entry_text(all, e, STR("postalCode"), place_text(l, o, "postalCode", "location_postalcode"),
               10, &e->event.postal);
    entry_text(all, e, STR("insee"), place_text(l, o, "insee", "location_insee"), 10,
               &e->event.commune);
    entry_text(all, e, STR("city"), place_text(l, o, "city", "location_city"), EVENT_LINE_MAX,
               &e->place);
    entry_lines(all, e, STR("access"), place_text(l, o, "access", "location_access_fr"),
                EVENT_NOTE_MAX, &e->event.directions);
    read_point(e, field(l, "latitude"), field(l, "longitude"));
    read_coordinates(e, field(o, "location_coordinates"));
    if (zone_find(zone_name_said, &zone)) {
        e->event.zone = str_from(zone_name(zone));
    }
}

static void read_mode(Entries *all, Entry *e, const json_t *o)
{
    static const EventMode modes[] = {
        [1] = EVENT_ON_SITE, [2] = EVENT_ONLINE, [3] = EVENT_HYBRID
    };
    int64_t mode = choice_of(either(o, "attendanceMode", "attendancemode"));

    if (mode >= 1 && mode <= 3) {
        e->event.mode = modes[mode];
        e->mode_said = true;
    }
    entry_url(all, e, STR("onlineAccessLink"),
              text_of(either(o, "onlineAccessLink", "onlineaccesslink")), &e->event.online_url);
}

/* Its state (moderation) and its status (what became of it). */
static void read_state(Entry *e, const json_t *o)
{
    static const EventState status[] = {
        [3] = EVENT_MOVED_ONLINE, [4] = EVENT_POSTPONED, [6] = EVENT_CANCELLED
    };
    const json_t *state = field(o, "state");
    int64_t s = choice_of(field(o, "status"));

    if (s == 3 || s == 4 || s == 6) {
        e->event.state = status[s];
    }
    if (json_is_integer(state) && json_integer_value(state) != 2) {
        e->event.state = json_integer_value(state) < 0 ? EVENT_REFUSED : EVENT_PROPOSED;
    }
}

static void read_way(Entries *all, Entry *e, Str value)
{
    if (entry_is_url(value)) {
        if (e->event.signup_url.len == 0) {
            entry_url(all, e, STR("registration"), value, &e->event.signup_url);
        }
    } else if (e->event.contact.len == 0) {
        entry_text(all, e, STR("registration"), value, EVENT_LINE_MAX, &e->event.contact);
    }
}

/* Ways to sign up: the first address of the web, and the first other one. */
static void read_registration(Entries *all, Entry *e, const json_t *o)
{
    const json_t *j = field(o, "registration");
    SCOPED(json_free) json_t *list = again(j);

    if (!json_is_array(list)) {
        read_way(all, e, text_of(j));
        return;
    }
    for (size_t i = 0; i < json_array_size(list) && i < 20; i++) {
        const json_t *one = json_array_get(list, i);
        Str value = json_is_object(one) ? text_of(field(one, "value")) : text_of(one);
        read_way(all, e, str_copy(all->mem, value));
    }
}

static void read_access(Entry *e, const json_t *o)
{
    const json_t *access = field(o, "accessibility");

    if (json_is_true(field(access, "mi"))) {
        e->event.access |= ACCESS_STEP_FREE;
    }
    if (json_is_true(field(access, "hi"))) {
        e->event.access |= ACCESS_HEARING;
    }
}

static void read_organizer(Entries *all, Entry *e, const json_t *o)
{
    Str name = text_of(field(field(o, "contributor"), "organization"));

    if (name.len == 0) {
        name = said(field(field(o, "originAgenda"), "title"));
    }
    if (name.len == 0) {
        name = text_of(field(o, "originagenda_title"));
    }
    entry_party(all, e, EVENT_ORGANIZER, name);
}

static void set_timing(Entry *e, Str begin, Str end)
{
    EntryWhen *when = &e->when;

    if (!instant_read(begin, &when->starts_at) ||
        (end.len > 0 && !instant_read(end, &when->ends_at))) {
        entry_refuse(e, SAY_import_date, begin.len > 0 ? begin : end, (Str){ 0 });
    }
    when->instant = true;
}

static Str begin_of(const json_t *timing)
{
    Str s = text_of(field(timing, "begin"));

    return s.len > 0 ? s : text_of(field(timing, "start"));
}

/* One of several dates: an event of its own, in a series that has no rule. */
static bool add_timing(Entries *all, const Entry *model, const json_t *timing)
{
    Entry *e = entry_new(all, model->line);
    Str begin = str_copy(all->mem, begin_of(timing));

    if (!e) {
        return false;
    }
    *e = *model;
    e->series = model->event.external_id;
    e->series_title = model->event.title;
    e->event.external_id = str_format(all->mem, "%.*s-%.*s", STR_ARG(e->event.external_id),
                                      STR_ARG(str_slice(begin, 0, 40)));
    set_timing(e, begin, str_copy(all->mem, text_of(field(timing, "end"))));
    return true;
}

static bool add_timings(Entries *all, Entry *e, const json_t *timings)
{
    Entry model = *e;
    size_t n = json_array_size(timings);

    if (n > TIMINGS_MAX) {
        entry_refuse(e, SAY_import_too_many, (Str){ 0 }, (Str){ 0 });
        return true;
    }
    all->len--; /* the model itself is no event */
    for (size_t i = 0; i < n; i++) {
        if (!add_timing(all, &model, json_array_get(timings, i))) {
            return false;
        }
    }
    return true;
}

static bool read_timings(Entries *all, Entry *e, const json_t *o)
{
    SCOPED(json_free) json_t *list = again(field(o, "timings"));
    const json_t *one = json_is_array(list) ? json_array_get(list, 0) : field(o, "firstTiming");

    if (json_array_size(list) > 1) {
        return add_timings(all, e, list);
    }
    Str begin = one ? begin_of(one) : text_of(field(o, "firstdate_begin"));
    Str end = one ? text_of(field(one, "end")) : text_of(field(o, "firstdate_end"));
    if (begin.len == 0) {
        entry_refuse(e, SAY_import_date_missing, (Str){ 0 }, (Str){ 0 });
        return true;
    }
    set_timing(e, str_copy(all->mem, begin), str_copy(all->mem, end));
    return true;
}

/* What texts of j a reader keeps is copied: j goes before the entry does. */
static void keep(Arena *mem, Entry *e)
{
    Str *texts[] = {
        &e->event.external_id, &e->event.title,      &e->event.summary,    &e->event.venue,
        &e->event.address,     &e->event.postal,     &e->event.commune,    &e->place,
        &e->event.directions,  &e->event.online_url, &e->event.signup_url, &e->event.contact,
        &e->event.body
    };

    for (size_t i = 0; i < COUNT(texts); i++) {
        *texts[i] = str_copy(mem, *texts[i]);
    }
    for (size_t i = 0; i < e->parties.len; i++) {
        e->parties.at[i].name = str_copy(mem, e->parties.at[i].name);
    }
}

static bool read_event(Entries *all, const json_t *o, int64_t number)
{
    Entry *e = entry_new(all, number);

    if (!e) {
        return false;
    }
    if (!json_is_object(o)) {
        entry_refuse(e, SAY_import_title_missing, (Str){ 0 }, (Str){ 0 });
        return true;
    }
    read_words(all, e, o);
    read_place(all, e, o);
    read_mode(all, e, o);
    read_state(e, o);
    read_registration(all, e, o);
    read_access(e, o);
    read_organizer(all, e, o);
    keep(all->mem, e);
    return read_timings(all, e, o);
}

/* The list, wherever the export puts it. */
static const json_t *list_of(const json_t *root)
{
    static const char *const names[] = { "events", "results", "records", "data" };

    for (size_t i = 0; i < COUNT(names); i++) {
        if (json_is_array(field(root, names[i]))) {
            return field(root, names[i]);
        }
    }
    return root;
}

static const json_t *event_of(const json_t *one)
{
    const json_t *fields = field(one, "fields");

    return json_is_object(fields) ? fields : one;
}

static void refuse_file(Entries *all, Say why, Str about)
{
    entry_refuse(entry_new(all, 1), why, about, (Str){ 0 });
}

Entries entries_of_openagenda(Arena *mem, Str bytes)
{
    SCOPED(json_free) json_t *root = NULL;
    Entries all = { .mem = mem };
    json_error_t error = { 0 };

    if (!within_bounds(bytes)) {
        refuse_file(&all, SAY_import_json_limits, (Str){ 0 });
        return all;
    }
    root = parse(bytes, &error);
    if (!root) {
        refuse_file(&all, SAY_import_json_broken, str_format(mem, "%d", error.line));
        return all;
    }
    const json_t *list = list_of(root);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read_event(&all, event_of(json_array_get(list, i)), (int64_t)i + 1)) {
            break;
        }
    }
    if (all.len == 0) {
        refuse_file(&all, SAY_import_empty, (Str){ 0 });
    }
    return all;
}
