/* event_ld.c - an event for search engines: JSON-LD of schema.org */
#include "rooms/event/event_face.h"
#include "text/markdown.h"

enum { LD_MAX = 32 * 1024, LD_DESCRIPTION = 500 };

static void put_type(JsonWriter *j, Str type)
{
    json_put_object(j);
    json_add_str(j, STR("@type"), type);
}

static Str status_of(const Event *e)
{
    bool dated = e->previous_at != 0 && e->previous_at != e->starts_at;

    switch ((EventState)e->state) {
    case EVENT_CANCELLED: return STR("https://schema.org/EventCancelled");
    case EVENT_POSTPONED:
        return dated ? STR("https://schema.org/EventRescheduled")
                     : STR("https://schema.org/EventPostponed");
    case EVENT_MOVED_ONLINE: return STR("https://schema.org/EventMovedOnline");
    case EVENT_DRAFT:
    case EVENT_PROPOSED:
    case EVENT_PUBLISHED:
    case EVENT_HELD:
    case EVENT_REFUSED:
    case EVENT_STATES: break;
    }
    return STR("https://schema.org/EventScheduled");
}

static Str attendance_of(const Event *e)
{
    if (e->mode == EVENT_ONLINE || e->state == EVENT_MOVED_ONLINE) {
        return STR("https://schema.org/OnlineEventAttendanceMode");
    }
    return e->mode == EVENT_HYBRID ? STR("https://schema.org/MixedEventAttendanceMode")
                                   : STR("https://schema.org/OfflineEventAttendanceMode");
}

/* An instant where the hour is known, else a day. */
static Str time_of(Arena *mem, const Event *e, int64_t at)
{
    return e->hour_known ? moment_iso(mem, event_zone(e), at)
                         : day_iso(mem, day_of(event_zone(e), at));
}

static void add_times(JsonWriter *j, const Event *e)
{
    Arena *mem = j->out->mem;

    json_add_str(j, STR("startDate"), time_of(mem, e, e->starts_at));
    if (e->ends_at > e->starts_at) {
        json_add_str(j, STR("endDate"),
                     time_of(mem, e, e->hour_known ? e->ends_at : e->ends_at - 1));
    }
    if (e->state == EVENT_POSTPONED && e->previous_at != 0) {
        json_add_str(j, STR("previousStartDate"), time_of(mem, e, e->previous_at));
    }
}

static void add_address(JsonWriter *j, const Event *e)
{
    json_put_key(j, STR("address"));
    put_type(j, STR("PostalAddress"));
    face_add(j, STR("streetAddress"), e->address);
    face_add(j, STR("postalCode"), e->postal);
    face_add(j, STR("addressLocality"), e->commune_name);
    json_add_str(j, STR("addressCountry"), STR("FR"));
    json_put_object_end(j);
}

static void put_place(JsonWriter *j, const Event *e)
{
    put_type(j, STR("Place"));
    json_add_str(j, STR("name"), e->venue.len > 0 ? e->venue : e->commune_name);
    add_address(j, e);
    if (e->point == EVENT_POINT_EXACT) {
        json_put_key(j, STR("geo"));
        put_type(j, STR("GeoCoordinates"));
        json_add_real(j, STR("latitude"), e->lat, 5);
        json_add_real(j, STR("longitude"), e->lon, 5);
        json_put_object_end(j);
    }
    json_put_object_end(j);
}

/* One joins by the page: the room's own address isn't public. */
static void add_location(JsonWriter *j, const Event *e, Str url)
{
    bool place = face_has_place(e);

    json_put_key(j, STR("location"));
    json_put_array(j);
    if (place) {
        put_place(j, e);
    }
    if (!place || e->mode == EVENT_HYBRID) {
        put_type(j, STR("VirtualLocation"));
        json_add_str(j, STR("url"), url);
        json_put_object_end(j);
    }
    json_put_array_end(j);
}

static void add_parties(JsonWriter *j, Str key, Parties parties, EventRole role)
{
    bool begun = false;

    for (size_t i = 0; i < parties.len; i++) {
        const Party *p = &parties.at[i];
        if (p->role != (int64_t)role) {
            continue;
        }
        if (!begun) {
            json_put_key(j, key);
            json_put_array(j);
            begun = true;
        }
        put_type(j, STR("Organization"));
        json_add_str(j, STR("name"), p->name);
        face_add(j, STR("url"), p->url);
        json_put_object_end(j);
    }
    if (begun) {
        json_put_array_end(j);
    }
}

static void add_offer(JsonWriter *j, const Event *e, Str url)
{
    json_add_bool(j, STR("isAccessibleForFree"), true);
    json_put_key(j, STR("offers"));
    put_type(j, STR("Offer"));
    json_add_int(j, STR("price"), 0);
    json_add_str(j, STR("priceCurrency"), STR("EUR"));
    json_add_str(j, STR("availability"), STR("https://schema.org/InStock"));
    json_add_str(j, STR("url"), e->signup_url.len > 0 ? e->signup_url : url);
    json_add_str(j, STR("validFrom"),
                 face_utc(j->out->mem, e->published_at > 0 ? e->published_at : e->made_at));
    json_put_object_end(j);
    if (e->capacity > 0) {
        json_add_int(j, STR("maximumAttendeeCapacity"), e->capacity);
    }
}

static Str description_of(Arena *mem, const Event *e)
{
    return e->summary.len > 0 ? e->summary : markdown_words(mem, e->body, LD_DESCRIPTION);
}

Json event_json_ld(Work *w, const Event *e, Parties parties)
{
    Buf out = buf_new(w->mem, LD_MAX);
    JsonWriter j = { .out = &out };
    Str url = web_absolute(w, event_url(w->mem, e));

    json_put_object(&j);
    json_add_str(&j, STR("@context"), STR("https://schema.org"));
    json_add_str(&j, STR("@type"), STR("EducationEvent"));
    json_add_str(&j, STR("@id"), face_event_url(w, e));
    json_add_str(&j, STR("url"), url);
    json_add_str(&j, STR("name"), e->title);
    face_add(&j, STR("description"), description_of(w->mem, e));
    add_times(&j, e);
    json_add_str(&j, STR("eventStatus"), status_of(e));
    json_add_str(&j, STR("eventAttendanceMode"), attendance_of(e));
    face_add(&j, STR("inLanguage"), e->lang);
    add_location(&j, e, url);
    add_parties(&j, STR("organizer"), parties, EVENT_ORGANIZER);
    add_parties(&j, STR("sponsor"), parties, EVENT_SUPPORTER);
    add_offer(&j, e, url);
    json_put_object_end(&j);
    return out.cut ? (Json){ { 0 } } : (Json){ buf_str(&out) };
}
