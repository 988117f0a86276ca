#include "rooms/event/event_face.h"

#include "seal/token.h"

enum { ETAG_DIGITS = 22 };

bool face_can_search(const Asked *asked)
{
    return event_asked_somewhere(asked) && asked->problem.len == 0;
}

static EventId *ids_of(Arena *mem, const EventHit *hits, size_t n)
{
    EventId *ids = NEW_ARRAY(mem, EventId, n);

    for (size_t i = 0; i < n; i++) {
        ids[i] = hits[i].event_id;
    }
    return ids;
}

Fault face_find(Work *w, const Request *rq, size_t max, Found *ret)
{
    Found f = { 0 };

    TRY(event_asked(w, rq, &f.asked));
    TRY(face_themes(w, &f.themes));
    if (face_can_search(&f.asked)) {
        TRY(event_search(w, &f.asked.search, max, &f.hits, &f.hit_count, &f.more));
    }
    if (f.hit_count > 0) {
        TRY(event_store_fulls(w, ids_of(w->mem, f.hits, f.hit_count), f.hit_count, &f.events,
                              &f.len));
    }
    *ret = f;
    return FAULT_NONE;
}

Fault face_themes(Work *w, FaceThemes *ret)
{
    return theme_list(w, &ret->at, &ret->len);
}

Theme face_theme(FaceThemes themes, const Event *e)
{
    for (size_t i = 0; i < themes.len; i++) {
        if (themes.at[i].number == e->theme) {
            return themes.at[i];
        }
    }
    return (Theme){ 0 };
}

/* "Merville (31341), Merville (59400)" */
static Str choices(Arena *mem, const Asked *asked)
{
    Buf out = buf_new(mem, 4096);

    for (size_t i = 0; i < asked->match_count; i++) {
        const Commune *c = &asked->matches[i].commune;
        buf_addf(&out, "%s%.*s (%.*s)", i ? ", " : "", STR_ARG(c->name), STR_ARG(c->code));
    }
    return buf_str(&out);
}

static Str why_not(const Work *w, const Asked *asked)
{
    if (asked->match_count > 0) {
        return say_with(w->mem, w->lang, SAY_face_which,
                        SAY_ARGS(SAY_ARG(choices(w->mem, asked))));
    }
    if (asked->place_unknown) {
        return say_with(w->mem, w->lang, SAY_face_unknown,
                        SAY_ARGS(SAY_ARG(asked->place_typed)));
    }
    return asked->problem;
}

void face_refuse(const Work *w, const Asked *asked, Reply *rp)
{
    rp->status = 400;
    rp->type = "text/plain; charset=utf-8";
    buf_add(&rp->body, why_not(w, asked));
    buf_char(&rp->body, '\n');
}

Str face_path(Arena *mem, const Asked *asked, const char *path)
{
    return str_format(mem, "%s%s%.*s", path, asked->address.len > 0 ? "?" : "",
                      STR_ARG(asked->address));
}

/* The hit of an event: those which have gone since are in hits only. */
static const EventHit *hit_of(const Found *found, EventId id)
{
    for (size_t i = 0; i < found->hit_count; i++) {
        if (found->hits[i].event_id.v == id.v) {
            return &found->hits[i];
        }
    }
    return NULL;
}

Str face_next(Arena *mem, const Found *found, const char *path, size_t written)
{
    const EventHit *last = NULL;

    if (written < found->len && written > 0) {
        last = hit_of(found, found->events[written - 1].id);
    } else if (written == found->len && found->more && found->hit_count > 0) {
        last = &found->hits[found->hit_count - 1];
    }
    if (!last) {
        return (Str){ 0 };
    }
    return str_format(mem, "%.*s%capres=%.*s", STR_ARG(face_path(mem, &found->asked, path)),
                      found->asked.address.len > 0 ? '&' : '?',
                      STR_ARG(event_cursor_text(mem, last)));
}

void face_link_next(Work *w, Reply *rp, Str next)
{
    if (next.len > 0) {
        http_header(rp, "Link", str_format(w->mem, "<%.*s>; rel=\"next\"", STR_ARG(next)));
    }
}

void face_is(Work *w, Reply *rp, const char *type, Str file)
{
    rp->type = type;
    if (file.len > 0) {
        http_header(rp, "Content-Disposition",
                    str_format(w->mem, "inline; filename=\"%.*s\"", STR_ARG(file)));
    }
}

void face_etag(Work *w, Reply *rp, Str mark, size_t n)
{
    Str s = buf_str(&rp->body);
    Buf kept = buf_new(w->mem, s.len + 1);
    size_t from = 0;

    for (size_t i = 0; i + mark.len <= s.len; i++) {
        if (s.at[i] == mark.at[0] && str_starts(str_slice(s, i, mark.len), mark)) {
            i += mark.len;
            buf_add(&kept, str_slice(s, from, i - from));
            from = i + n;
        }
    }
    buf_add(&kept, str_slice(s, from, s.len));
    Str hash = seal_hex(w->mem, buf_str(&kept), ETAG_DIGITS);
    rp->etag = str_format(w->mem, "W/\"%.*s\"", STR_ARG(hash));
}

Str face_name(const Work *w, const Asked *asked)
{
    Str site = w->site->name;

    return asked->heading.len == 0 ? site
                                   : say_with(w->mem, w->lang, SAY_face_name,
                                              SAY_ARGS(SAY_ARG(site), SAY_ARG(asked->heading)));
}

void face_add(JsonWriter *j, Str key, Str value)
{
    if (value.len > 0) {
        json_add_str(j, key, value);
    }
}

Fault face_load(Work *w, const Request *rq, Event *ret)
{
    EventId id;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_load(w, id, ret));
    return event_is_public(ret) ? FAULT_NONE : FAULT_ABSENT;
}

/* Many calendars and readers show nothing of a state: the title says it. */
Str face_title(const Work *w, const Event *e)
{
    return e->state == EVENT_CANCELLED
               ? say_with(w->mem, w->lang, SAY_face_cancelled, SAY_ARGS(SAY_ARG(e->title)))
               : e->title;
}

Str face_id(Arena *mem, EventId id)
{
    return work_id_text(mem, id.v);
}

Str face_event_url(const Work *w, const Event *e)
{
    return web_absolute(w, STR_JOIN(w->mem, STR("/cafes/"), face_id(w->mem, e->id)));
}

Str face_date(Arena *mem, const Event *e)
{
    return day_iso(mem, day_of(event_zone(e), e->starts_at));
}

Str face_end_date(Arena *mem, const Event *e)
{
    Zone zone = event_zone(e);

    /* An end at midnight still belongs to the day before. */
    if (e->ends_at <= e->starts_at ||
        day_number(day_of(zone, e->ends_at - 1)) == day_number(day_of(zone, e->starts_at))) {
        return (Str){ 0 };
    }
    return day_iso(mem, day_of(zone, e->ends_at - 1));
}

Str face_starts(Arena *mem, const Event *e)
{
    return e->hour_known ? moment_iso(mem, event_zone(e), e->starts_at) : (Str){ 0 };
}

Str face_ends(Arena *mem, const Event *e)
{
    bool known = e->hour_known && e->ends_at > 0;

    return known ? moment_iso(mem, event_zone(e), e->ends_at) : (Str){ 0 };
}

Str face_utc(Arena *mem, int64_t at)
{
    Civil c = civil_at(ZONE_UTC, at);

    return str_format(mem, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.date.year, c.date.month,
                      c.date.day, c.hour, c.minute, c.second);
}

bool face_has_place(const Event *e)
{
    return e->mode != EVENT_ONLINE && e->state != EVENT_MOVED_ONLINE &&
           (e->commune_name.len > 0 || e->venue.len > 0);
}

bool face_has_point(const Event *e)
{
    return face_has_place(e) && e->point != EVENT_POINT_NONE;
}

Str face_point_code(int64_t point)
{
    static const Str codes[] = { [EVENT_POINT_NONE] = STR_INIT(""),
                                 [EVENT_POINT_EXACT] = STR_INIT("exact"),
                                 [EVENT_POINT_COMMUNE] = STR_INIT("municipality"),
                                 [EVENT_POINT_ABOUT] = STR_INIT("estimated") };

    return point > 0 && (size_t)point < COUNT(codes) ? codes[point] : codes[0];
}

Str face_access_code(int bit)
{
    static const Str codes[ACCESS_COUNT] = {
        STR_INIT("step_free"),     STR_INIT("toilet"),  STR_INIT("hearing_loop"),
        STR_INIT("sign_language"), STR_INIT("parking"), STR_INIT("public_transport")
    };

    return codes[bit];
}

static Str place_of(Arena *mem, const Event *e)
{
    Str address = event_address_say(mem, e);

    if (address.len == 0) {
        address = e->commune_name;
    }
    if (e->venue.len == 0 || address.len == 0) {
        return e->venue.len > 0 ? e->venue : address;
    }
    return str_format(mem, "%.*s, %.*s", STR_ARG(e->venue), STR_ARG(address));
}

Str face_where(const Work *w, const Event *e)
{
    Str place = face_has_place(e) ? place_of(w->mem, e) : (Str){ 0 };

    if (e->mode == EVENT_HYBRID && place.len > 0) {
        return say_with(w->mem, w->lang, SAY_face_both, SAY_ARGS(SAY_ARG(place)));
    }
    if (place.len == 0 && (e->mode != EVENT_ON_SITE || e->state == EVENT_MOVED_ONLINE)) {
        return say(w->lang, SAY_face_online);
    }
    return place;
}

int64_t face_changed(const Event *e)
{
    return e->changed_at > e->published_at ? e->changed_at : e->published_at;
}
