/* event_face_json.c - /cafes.json and /cafes/ID.json; fields: docs/WORDS.md */
#include "rooms/event/event_face.h"

static const char list_path[] = "/cafes.json";
static const char media_type[] = "application/json; charset=utf-8";

static void add_made(Work *w, JsonWriter *j)
{
    json_add_str(j, STR("licence"), STR("etalab-2.0"));
    json_add_str(j, STR("generated_at"), face_utc(w->mem, w->now));
}

static void answer_is_json(Work *w, Reply *rp)
{
    Str stamp = face_utc(w->mem, w->now);

    face_is(w, rp, media_type, (Str){ 0 });
    face_etag(w, rp, STR("\"generated_at\":\""), stamp.len);
}

static void add_access(JsonWriter *j, int64_t access)
{
    json_put_key(j, STR("access"));
    json_put_array(j);
    for (int bit = 0; bit < ACCESS_COUNT; bit++) {
        if (access & (INT64_C(1) << bit)) {
            json_put_str(j, face_access_code(bit));
        }
    }
    json_put_array_end(j);
}

static void add_venue(JsonWriter *j, const Event *e)
{
    if (!face_has_place(e)) {
        return;
    }
    json_put_key(j, STR("venue"));
    json_put_object(j);
    face_add(j, STR("name"), e->venue);
    face_add(j, STR("address"), e->address);
    face_add(j, STR("address_extra"), e->address_extra);
    face_add(j, STR("postal_code"), e->postal);
    face_add(j, STR("municipality"), e->commune_name);
    face_add(j, STR("insee_code"), e->commune);
    face_add(j, STR("department"), e->department);
    if (face_has_point(e)) {
        json_add_real(j, STR("latitude"), e->lat, 5);
        json_add_real(j, STR("longitude"), e->lon, 5);
        json_add_str(j, STR("point"), face_point_code(e->point));
    }
    add_access(j, e->access);
    face_add(j, STR("acceslibre"), e->acceslibre);
    face_add(j, STR("website"), e->venue_site);
    json_put_object_end(j);
}

static void add_parties(JsonWriter *j, Str key, Parties parties, EventRole role)
{
    json_put_key(j, key);
    json_put_array(j);
    for (size_t i = 0; i < parties.len; i++) {
        if (parties.at[i].role == (int64_t)role) {
            json_put_object(j);
            json_add_str(j, STR("name"), parties.at[i].name);
            face_add(j, STR("url"), parties.at[i].url);
            json_put_object_end(j);
        }
    }
    json_put_array_end(j);
}

static void add_what(Work *w, JsonWriter *j, const Event *e, FaceThemes themes)
{
    json_add_str(j, STR("id"), face_id(w->mem, e->id));
    json_add_str(j, STR("url"), web_absolute(w, event_url(w->mem, e)));
    json_add_str(j, STR("title"), e->title);
    face_add(j, STR("summary"), e->summary);
    json_add_str(j, STR("state"), event_state_code(event_state_shown(e, w->now)));
    json_add_str(j, STR("kind"), event_kind_code(e->kind));
    json_add_str(j, STR("mode"), event_mode_code(e->mode));
    json_add_str(j, STR("theme"), face_theme(themes, e).code);
    json_add_str(j, STR("audience"), event_audience_code(e->audience));
    face_add(j, STR("audience_note"), e->audience_note);
}

static void add_when(Work *w, JsonWriter *j, const Event *e)
{
    json_add_str(j, STR("date"), face_date(w->mem, e));
    face_add(j, STR("end_date"), face_end_date(w->mem, e));
    face_add(j, STR("starts_at"), face_starts(w->mem, e));
    face_add(j, STR("ends_at"), face_ends(w->mem, e));
    json_add_bool(j, STR("hour_known"), e->hour_known);
    json_add_str(j, STR("timezone"), e->zone);
}

static void add_practical(JsonWriter *j, const Event *e)
{
    if (e->capacity > 0) {
        json_add_int(j, STR("capacity"), e->capacity);
    }
    int64_t seats = event_seats_shown(e);
    if (seats > 0) {
        json_add_int(j, STR("seats"), seats);
        json_add_int(j, STR("free"), seats > e->taken ? seats - e->taken : 0);
    }
    face_add(j, STR("signup_url"), e->signup_url);
    face_add(j, STR("contact"), e->contact);
}

/* From where the reader looks. */
static void add_distance(JsonWriter *j, const Event *e, const CardPlace *from)
{
    if (from->near && face_has_point(e)) {
        double metres = geo_distance(from->point, (GeoPoint){ e->lat, e->lon });
        json_add_real(j, STR("distance_km"), metres / 1000, 1);
    }
}

/* What every item says; the object stays open. */
static void begin_item(Work *w, JsonWriter *j, const Event *e, Parties parties,
                       FaceThemes themes)
{
    json_put_object(j);
    add_what(w, j, e, themes);
    add_when(w, j, e);
    add_venue(j, e);
    add_parties(j, STR("organizers"), parties, EVENT_ORGANIZER);
    add_parties(j, STR("supporters"), parties, EVENT_SUPPORTER);
    add_parties(j, STR("facilitators"), parties, EVENT_FACILITATOR);
    add_practical(j, e);
    json_add_bool(j, STR("demo"), e->demo);
    json_add_str(j, STR("updated_at"), face_utc(w->mem, face_changed(e)));
    json_add_int(j, STR("sequence"), e->sequence);
}

static void add_choices(JsonWriter *j, const Asked *asked)
{
    json_put_key(j, STR("choices"));
    json_put_array(j);
    for (size_t i = 0; i < asked->match_count; i++) {
        const Commune *c = &asked->matches[i].commune;
        json_put_object(j);
        json_add_str(j, STR("insee_code"), c->code);
        json_add_str(j, STR("name"), c->name);
        json_add_str(j, STR("department"), c->department);
        json_add_int(j, STR("population"), c->population);
        json_put_object_end(j);
    }
    json_put_array_end(j);
}

/* Why there is nothing: which place was meant, or what can't be read. */
static void add_problem(JsonWriter *j, const Asked *asked, Reply *rp)
{
    if (asked->match_count > 0) {
        add_choices(j, asked); /* also beside what was found near the largest */
    }
    if (asked->place_unknown) {
        json_add_str(j, STR("problem"), STR("place_unknown"));
    } else if (asked->problem.len > 0) {
        rp->status = 400;
        json_add_str(j, STR("problem"), STR("unreadable"));
        json_add_str(j, STR("detail"), asked->problem);
    }
}

Fault event_face_list_json(Work *w, const Request *rq, Reply *rp)
{
    JsonWriter j = { .out = &rp->body };
    Found found;
    Parties parties[EVENT_LIST_PAGE];
    size_t n = 0;

    TRY(face_find(w, rq, EVENT_LIST_PAGE, &found));
    TRY(event_party_store_many(w, found.events, found.len, parties));
    json_put_object(&j);
    json_put_key(&j, STR("items"));
    json_put_array(&j);
    for (; n < found.len && rp->body.len < FACE_BYTES_MAX; n++) {
        begin_item(w, &j, &found.events[n], parties[n], found.themes);
        add_distance(&j, &found.events[n], &found.asked.from);
        json_put_object_end(&j);
    }
    json_put_array_end(&j);
    add_problem(&j, &found.asked, rp);
    Str next = face_next(w->mem, &found, list_path, n);
    face_add(&j, STR("next"), next);
    face_link_next(w, rp, next);
    add_made(w, &j);
    json_put_object_end(&j);
    answer_is_json(w, rp);
    return FAULT_NONE;
}

/* Why it is no more what it was. */
static Fault add_reason(Work *w, JsonWriter *j, const Event *e)
{
    Change change = { 0 };
    Fault f = event_change_store_last(w, e->id, (EventState)e->state, &change);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    face_add(j, STR("state_reason"), change.reason);
    if (e->previous_at != 0) {
        json_add_str(j, STR("previous_starts_at"),
                     moment_iso(w->mem, event_zone(e), e->previous_at));
    }
    return FAULT_NONE;
}

static Fault add_series(Work *w, JsonWriter *j, SeriesId id)
{
    Series series;

    if (id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_series_store_load(w, id, &series));
    json_put_key(j, STR("series"));
    json_put_object(j);
    json_add_str(j, STR("id"), work_id_text(w->mem, id.v));
    json_add_str(j, STR("url"), web_absolute(w, event_series_url(w->mem, &series)));
    json_add_str(j, STR("title"), series.title);
    face_add(j, STR("rule"), series.rule);
    json_put_object_end(j);
    return FAULT_NONE;
}

/* The day that contains it, when that may be seen. */
static Fault add_parent(Work *w, JsonWriter *j, EventId id)
{
    Event parent;

    if (id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_load(w, id, &parent));
    if (event_is_public(&parent)) {
        json_put_key(j, STR("parent"));
        json_put_object(j);
        json_add_str(j, STR("id"), face_id(w->mem, id));
        json_add_str(j, STR("url"), web_absolute(w, event_url(w->mem, &parent)));
        json_add_str(j, STR("title"), parent.title);
        json_put_object_end(j);
    }
    return FAULT_NONE;
}

Fault event_face_json(Work *w, const Request *rq, Reply *rp)
{
    FaceThemes themes;
    JsonWriter j = { .out = &rp->body };
    Parties parties;
    Event e;

    TRY(face_load(w, rq, &e));
    TRY(face_themes(w, &themes));
    TRY(event_parties(w, e.id, &parties));
    begin_item(w, &j, &e, parties, themes);
    face_add(&j, STR("description"), e.body);
    face_add(&j, STR("directions"), e.directions);
    face_add(&j, STR("access_note"), e.access_note);
    TRY(add_reason(w, &j, &e));
    TRY(add_series(w, &j, e.series_id));
    TRY(add_parent(w, &j, e.parent_id));
    add_made(w, &j);
    json_put_object_end(&j);
    answer_is_json(w, rp);
    return FAULT_NONE;
}
