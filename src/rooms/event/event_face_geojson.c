/* event_face_geojson.c - /cafes.geojson: RFC 7946, for maps such as uMap, QGIS
 *
 * Only what takes place somewhere; what is online has no point.  "name" and
 * "description" are what such maps show unasked. */
#include "rooms/event/event_face.h"

enum { GEOJSON_FEATURES = 500 };

static const char list_path[] = "/cafes.geojson";

static Str description_of(const Work *w, const Event *e)
{
    Str when = event_when(w, e), where = face_where(w, e);

    return str_format(w->mem, "%.*s\n%.*s%s%.*s", STR_ARG(when), STR_ARG(where),
                      e->summary.len > 0 ? "\n" : "", STR_ARG(e->summary));
}

static void add_properties(Work *w, JsonWriter *j, const Event *e, FaceThemes themes)
{
    json_put_key(j, STR("properties"));
    json_put_object(j);
    json_add_str(j, STR("name"), e->title);
    json_add_str(j, STR("description"), description_of(w, e));
    json_add_str(j, STR("url"), web_absolute(w, event_url(w->mem, e)));
    json_add_str(j, STR("date"), face_date(w->mem, e));
    face_add(j, STR("starts_at"), face_starts(w->mem, e));
    face_add(j, STR("ends_at"), face_ends(w->mem, e));
    json_add_str(j, STR("state"), event_state_code(event_state_shown(e, w->now)));
    json_add_str(j, STR("kind"), event_kind_code(e->kind));
    json_add_str(j, STR("mode"), event_mode_code(e->mode));
    json_add_str(j, STR("theme"), face_theme(themes, e).code);
    face_add(j, STR("venue"), e->venue);
    face_add(j, STR("municipality"), e->commune_name);
    face_add(j, STR("insee_code"), e->commune);
    json_add_str(j, STR("point"), face_point_code(e->point));
    face_add(j, STR("organizers"), e->organizers);
    json_add_bool(j, STR("demo"), e->demo);
    json_put_object_end(j);
}

static void put_feature(Work *w, JsonWriter *j, const Event *e, FaceThemes themes)
{
    json_put_object(j);
    json_add_str(j, STR("type"), STR("Feature"));
    json_add_str(j, STR("id"), face_id(w->mem, e->id));
    json_put_key(j, STR("geometry"));
    json_put_object(j);
    json_add_str(j, STR("type"), STR("Point"));
    json_put_key(j, STR("coordinates"));
    json_put_array(j);
    json_put_real(j, e->lon, 5);
    json_put_real(j, e->lat, 5);
    json_put_array_end(j);
    json_put_object_end(j);
    add_properties(w, j, e, themes);
    json_put_object_end(j);
}

Fault event_face_list_geojson(Work *w, const Request *rq, Reply *rp)
{
    JsonWriter j = { .out = &rp->body };
    Found found;
    size_t n = 0;

    TRY(face_find(w, rq, GEOJSON_FEATURES, &found));
    if (!face_can_search(&found.asked)) {
        face_refuse(w, &found.asked, rp);
        return FAULT_NONE;
    }
    json_put_object(&j);
    json_add_str(&j, STR("type"), STR("FeatureCollection"));
    json_put_key(&j, STR("features"));
    json_put_array(&j);
    for (; n < found.len && rp->body.len < FACE_BYTES_MAX; n++) {
        if (face_has_point(&found.events[n])) {
            put_feature(w, &j, &found.events[n], found.themes);
        }
    }
    json_put_array_end(&j);
    json_add_str(&j, STR("licence"), STR("etalab-2.0"));
    Str next = face_next(w->mem, &found, list_path, n);
    face_add(&j, STR("next"), next);
    json_put_object_end(&j);
    face_link_next(w, rp, next);
    face_is(w, rp, "application/geo+json; charset=utf-8", STR("cafes.geojson"));
    return FAULT_NONE;
}
