#include "rooms/event/event_rule.h"

#include "text/fold.h"

enum { HOUR = 3600 };

bool event_rule_may_become(EventState from, EventState to)
{
    /* clang-format off */
    static const unsigned char may[EVENT_STATES][EVENT_STATES] = {
        [EVENT_DRAFT]        = { [EVENT_PROPOSED] = 1, [EVENT_PUBLISHED] = 1 },
        [EVENT_PROPOSED]     = { [EVENT_DRAFT] = 1, [EVENT_PUBLISHED] = 1, [EVENT_REFUSED] = 1 },
        [EVENT_REFUSED]      = { [EVENT_PROPOSED] = 1, [EVENT_PUBLISHED] = 1 },
        [EVENT_PUBLISHED]    = { [EVENT_CANCELLED] = 1, [EVENT_POSTPONED] = 1,
                                 [EVENT_MOVED_ONLINE] = 1, [EVENT_HELD] = 1, [EVENT_REFUSED] = 1 },
        [EVENT_POSTPONED]    = { [EVENT_CANCELLED] = 1, [EVENT_POSTPONED] = 1,
                                 [EVENT_MOVED_ONLINE] = 1, [EVENT_HELD] = 1, [EVENT_REFUSED] = 1 },
        [EVENT_MOVED_ONLINE] = { [EVENT_CANCELLED] = 1, [EVENT_POSTPONED] = 1, [EVENT_HELD] = 1,
                                 [EVENT_REFUSED] = 1 },
        [EVENT_CANCELLED]    = { [EVENT_PUBLISHED] = 1, [EVENT_REFUSED] = 1 },
        [EVENT_HELD]         = { [EVENT_CANCELLED] = 1, [EVENT_REFUSED] = 1 },
    };
    /* clang-format on */
    return may[from][to] != 0;
}

bool event_is_public(const Event *e)
{
    return e->state != EVENT_DRAFT && e->state != EVENT_PROPOSED && e->state != EVENT_REFUSED;
}

EventState event_state_shown(const Event *e, int64_t now)
{
    bool on = e->state == EVENT_PUBLISHED || e->state == EVENT_POSTPONED ||
              e->state == EVENT_MOVED_ONLINE;

    return on && e->until_at <= now ? EVENT_HELD : (EventState)e->state;
}

Zone event_zone(const Event *e)
{
    Zone zone;

    return zone_find(e->zone, &zone) ? zone : ZONE_PARIS;
}

Moment event_moment(const Event *e)
{
    return (Moment){ .starts = e->starts_at,
                     .ends = e->ends_at,
                     .zone = event_zone(e),
                     .hour_known = e->hour_known };
}

int64_t event_rule_until(const Event *e)
{
    Zone zone = event_zone(e);

    if (!e->hour_known) {
        int64_t last = e->ends_at > e->starts_at ? e->ends_at : e->starts_at;
        return day_start(zone, day_from_number(day_number(day_of(zone, last)) + 1));
    }
    return e->ends_at > e->starts_at ? e->ends_at : e->starts_at + 2 * HOUR;
}

static Str names_of(Arena *mem, Parties parties, EventRole role)
{
    Buf out = buf_new(mem, 2000);

    for (size_t i = 0; i < parties.len; i++) {
        if (parties.at[i].role == (int64_t)role) {
            buf_add(&out, out.len > 0 ? STR("; ") : (Str){ 0 });
            buf_add(&out, parties.at[i].name);
        }
    }
    return buf_str(&out);
}

void event_rule_complete(Arena *mem, Event *e, Parties parties)
{
    Zone zone;

    if (!zone_find(e->zone, &zone)) {
        e->zone = str_from(zone_name(ZONE_PARIS));
    }
    e->slug = slug(mem, e->title);
    e->organizers = names_of(mem, parties, EVENT_ORGANIZER);
    if (e->ends_at != 0 && e->ends_at <= e->starts_at) {
        e->ends_at = 0;
    }
    e->until_at = event_rule_until(e);
    if (e->lang.len == 0) {
        e->lang = STR("fr");
    }
}

bool event_rule_elsewhere(const Event *was, const Event *is)
{
    return was->starts_at != is->starts_at || was->ends_at != is->ends_at ||
           was->hour_known != is->hour_known || was->mode != is->mode ||
           !str_eq(was->venue, is->venue) || !str_eq(was->address, is->address) ||
           !str_eq(was->commune, is->commune);
}

bool event_rule_past(const Event *was, const Event *is, int64_t now)
{
    return event_is_public(was) && was->until_at > now && event_rule_until(is) <= now;
}

static bool has_no_room(const Event *e)
{
    return e->mode == EVENT_ONLINE && e->online_url.len == 0;
}

bool event_rule_loses_room(const Event *was, const Event *is)
{
    return has_no_room(is) && !has_no_room(was);
}

bool event_rule_moves(const Event *was, const Event *is)
{
    return event_rule_elsewhere(was, is) || was->state != is->state ||
           !str_eq(was->title, is->title);
}

static bool same_words(const Event *a, const Event *b)
{
    const Str pairs[][2] = {
        { a->title, b->title },
        { a->summary, b->summary },
        { a->body, b->body },
        { a->zone, b->zone },
        { a->commune, b->commune },
        { a->postal, b->postal },
        { a->venue, b->venue },
        { a->address, b->address },
        { a->address_extra, b->address_extra },
        { a->venue_kind, b->venue_kind },
        { a->venue_site, b->venue_site },
        { a->acceslibre, b->acceslibre },
        { a->access_note, b->access_note },
        { a->directions, b->directions },
        { a->online_url, b->online_url },
        { a->signup_url, b->signup_url },
        { a->contact, b->contact },
        { a->audience_note, b->audience_note },
        { a->organizers, b->organizers },
        { a->remind, b->remind },
    };

    for (size_t i = 0; i < COUNT(pairs); i++) {
        if (!str_eq(pairs[i][0], pairs[i][1])) {
            return false;
        }
    }
    return true;
}

bool event_rule_same(const Event *a, const Event *b)
{
    return same_words(a, b) && a->state == b->state && a->kind == b->kind &&
           a->mode == b->mode && a->audience == b->audience && a->theme == b->theme &&
           a->starts_at == b->starts_at && a->ends_at == b->ends_at &&
           a->hour_known == b->hour_known && a->access == b->access &&
           a->capacity == b->capacity && a->signup == b->signup &&
           a->confirm_mail == b->confirm_mail && a->point == b->point && a->lat == b->lat &&
           a->lon == b->lon && a->parent_id.v == b->parent_id.v && a->demo == b->demo;
}
