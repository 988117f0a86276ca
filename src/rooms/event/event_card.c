#include "rooms/event/event_room.h"

Str event_url(Arena *mem, const Event *e)
{
    return STR_JOIN(mem, STR("/cafes/"), work_id_text(mem, e->id.v), STR("/"), e->slug);
}

Str event_when(const Work *w, const Event *e)
{
    return moment_say(w->mem, w->lang, event_moment(e), w->now);
}

Str event_address_say(Arena *mem, const Event *e)
{
    if (e->address.len == 0) {
        return (Str){ 0 };
    }
    return str_format(mem, "%.*s, %.*s %.*s", STR_ARG(e->address), STR_ARG(e->postal),
                      STR_ARG(e->commune_name));
}

Str event_kind_say(const Work *w, int64_t kind)
{
    static const Say says[EVENT_KINDS] = {
        [EVENT_CAFE] = SAY_say_kind_cafe,
        [EVENT_OPEN] = SAY_say_kind_open,
        [EVENT_FACILITATION] = SAY_say_kind_facilitation,
        [EVENT_WEBINAR] = SAY_say_kind_webinar,
        [EVENT_TRAINING] = SAY_say_kind_training,
        [EVENT_GATHERING] = SAY_say_kind_gathering,
    };

    return kind >= 0 && kind < EVENT_KINDS ? say(w->lang, says[kind]) : (Str){ 0 };
}

Str event_mode_say(const Work *w, int64_t mode)
{
    static const Say says[EVENT_MODES] = {
        [EVENT_ON_SITE] = SAY_say_mode_on_site,
        [EVENT_ONLINE] = SAY_say_mode_online,
        [EVENT_HYBRID] = SAY_say_mode_hybrid,
    };

    return mode >= 0 && mode < EVENT_MODES ? say(w->lang, says[mode]) : (Str){ 0 };
}

Str event_audience_say(const Work *w, int64_t audience)
{
    static const Say says[EVENT_AUDIENCES] = {
        [EVENT_PUBLIC] = SAY_say_audience_public,
        [EVENT_INTERNAL] = SAY_say_audience_internal,
        [EVENT_SCHOOL] = SAY_say_audience_school,
    };

    return audience >= 0 && audience < EVENT_AUDIENCES ? say(w->lang, says[audience])
                                                       : (Str){ 0 };
}

Str event_state_say(const Work *w, int64_t state)
{
    static const Say says[EVENT_STATES] = {
        [EVENT_DRAFT] = SAY_say_state_draft,
        [EVENT_PROPOSED] = SAY_say_state_proposed,
        [EVENT_PUBLISHED] = SAY_say_state_published,
        [EVENT_CANCELLED] = SAY_say_state_cancelled,
        [EVENT_POSTPONED] = SAY_say_state_postponed,
        [EVENT_MOVED_ONLINE] = SAY_say_state_moved_online,
        [EVENT_HELD] = SAY_say_state_held,
        [EVENT_REFUSED] = SAY_say_state_refused,
    };

    return state >= 0 && state < EVENT_STATES ? say(w->lang, says[state]) : (Str){ 0 };
}

Words event_access_words(const Work *w, int64_t access)
{
    static const Say says[ACCESS_COUNT] = {
        SAY_say_access_step_free, SAY_say_access_toilet,  SAY_say_access_hearing,
        SAY_say_access_sign,      SAY_say_access_parking, SAY_say_access_transport,
    };
    Words words = { .at = NEW_ARRAY(w->mem, Str, ACCESS_COUNT) };

    for (int i = 0; i < ACCESS_COUNT; i++) {
        if (access & (1 << i)) {
            words.at[words.len++] = say(w->lang, says[i]);
        }
    }
    return words;
}

static Str distance_say(const Work *w, const Event *e, double metres)
{
    int64_t km = (int64_t)(metres / 1000 + 0.5);

    if (km < 1) {
        return say(w->lang, SAY_say_km_here);
    }
    return say_with(w->mem, w->lang,
                    e->point == EVENT_POINT_EXACT ? SAY_say_km : SAY_say_km_about,
                    SAY_ARGS(SAY_ARG(km)));
}

static bool placed(const Event *e)
{
    return e->mode != EVENT_ONLINE && e->point != EVENT_POINT_NONE;
}

static void set_distance(const Work *w, const Event *e, const CardPlace *from, EventCard *card)
{
    if (!from || !from->near || !placed(e)) {
        return;
    }
    double metres = geo_distance(from->point, (GeoPoint){ e->lat, e->lon });
    card->distance = distance_say(w, e, metres);
}

static void set_place(const Work *w, const Event *e, EventCard *card)
{
    Area department = { 0 };

    if (e->mode == EVENT_ONLINE) {
        return;
    }
    geo_department(w->site->geo, e->department, &department);
    card->venue = e->venue;
    card->commune = e->commune_name;
    card->department = e->department;
    card->department_say = department.name;
}

static void set_time(const Work *w, const Event *e, EventCard *card)
{
    Zone zone = event_zone(e);

    card->day_say = moment_say_day(w->mem, w->lang, event_moment(e), w->now);
    card->day_iso = day_iso(w->mem, day_of(zone, e->starts_at));
    card->starts_iso = card->day_iso;
    if (e->hour_known) {
        card->hours = moment_say_hours(w->mem, w->lang, event_moment(e));
        card->starts_iso = moment_iso(w->mem, zone, e->starts_at);
    }
}

/* The usual goes without saying: then the word is empty. */
static void set_words(Work *w, const Event *e, EventCard *card)
{
    EventState state = event_state_shown(e, w->now);

    card->kind_say = e->kind != EVENT_CAFE ? event_kind_say(w, e->kind) : (Str){ 0 };
    card->mode_say = e->mode != EVENT_ON_SITE ? event_mode_say(w, e->mode) : (Str){ 0 };
    card->audience_say =
        e->audience != EVENT_PUBLIC ? event_audience_say(w, e->audience) : (Str){ 0 };
    card->state_say = state != EVENT_PUBLISHED && state != EVENT_HELD
                          ? event_state_say(w, (int64_t)state)
                          : (Str){ 0 };
    card->crossed = state == EVENT_CANCELLED;
    card->full = event_is_full(e) && event_signup_open(e, w->now);
}

EventCard event_card(Work *w, const Event *e, const CardPlace *from)
{
    EventCard card = {
        .id = work_id_text(w->mem, e->id.v),
        .url = event_url(w->mem, e),
        .title = e->title,
        .summary = e->summary,
        .organizers = e->organizers,
        .demo = e->demo,
    };

    set_time(w, e, &card);
    set_place(w, e, &card);
    set_words(w, e, &card);
    set_distance(w, e, from, &card);
    return card;
}

EventCards event_cards(Work *w, const Event *list, size_t n, const CardPlace *from)
{
    EventCards cards = { .at = NEW_ARRAY(w->mem, EventCard, n + 1), .len = n };

    for (size_t i = 0; i < n; i++) {
        cards.at[i] = event_card(w, &list[i], from);
    }
    return cards;
}
