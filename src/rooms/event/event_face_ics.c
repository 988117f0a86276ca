/* event_face_ics.c - calendars: of a search, of one event, of a series
 *
 * A UID never changes; SEQUENCE grows with time, place and state.  What was
 * cancelled stays, so that it leaves the calendars of those who have it. */
#include "rooms/event/event_face.h"
#include "text/ics.h"

enum {
    ICS_EVENTS_MAX = 200,
    ICS_TEXT_MAX = 64 * 1024,
    ICS_EVERY_HOURS = 6,
    ICS_SERIES_PAST = 366 * 86400, /* a year of what a series was */
    ICS_STAMP = 16,                /* "20240621T100000Z" */
};

static const char list_path[] = "/cafes.ics";

static IcsStatus status_of(const Event *e)
{
    bool dated = e->previous_at != 0 && e->previous_at != e->starts_at;

    if (e->state == EVENT_CANCELLED) {
        return ICS_CANCELLED;
    }
    return e->state == EVENT_POSTPONED && !dated ? ICS_TENTATIVE : ICS_CONFIRMED;
}

static void paragraph(Buf *out, Str s)
{
    if (s.len > 0) {
        buf_add(out, out->len > 0 ? STR("\n\n") : (Str){ 0 });
        buf_add(out, s);
    }
}

static void sentence(Buf *out, const Work *w, Say key, Str s)
{
    if (s.len > 0) {
        paragraph(out, say_with(w->mem, w->lang, key, SAY_ARGS(SAY_ARG(s))));
    }
}

/* body: empty in lists, which would grow long. */
static Str description_of(const Work *w, const Event *e, Str body)
{
    Buf out = buf_new(w->mem, ICS_TEXT_MAX);

    paragraph(&out, e->summary);
    paragraph(&out, body);
    sentence(&out, w, SAY_face_by, e->organizers);
    sentence(&out, w, SAY_face_signup, e->signup_url);
    if (face_has_place(e)) {
        paragraph(&out, e->address_extra);
    }
    paragraph(&out, face_event_url(w, e));
    return buf_str(&out);
}

/* ORGANIZER wants an address of mail: the public contact, when it is one. */
static Str mail_of(Str contact)
{
    Str name, host;

    if (str_has(contact, STR(" ")) || !str_cut(contact, '@', &name, &host) || name.len == 0 ||
        !str_has(host, STR("."))) {
        return (Str){ 0 };
    }
    return contact;
}

IcsEvent face_ics_event(Work *w, const Event *e)
{
    Str id = face_id(w->mem, e->id);

    return (IcsEvent){
        .uid = str_format(w->mem, "%.*s@%.*s", STR_ARG(id), STR_ARG(w->site->host)),
        .stamp = w->now,
        .modified = face_changed(e),
        .sequence = e->sequence,
        .status = status_of(e),
        .when = event_moment(e),
        .summary = face_title(w, e),
        .location = face_where(w, e),
        .url = web_absolute(w, event_url(w->mem, e)),
        .placed = face_has_point(e) && e->point != EVENT_POINT_ABOUT,
        .lat = e->lat,
        .lon = e->lon,
    };
}

static void put_event(Work *w, Ics *ics, const Event *e, FaceThemes themes, Str body)
{
    const Str categories[] = { event_kind_say(w, e->kind), face_theme(themes, e).name };
    IcsEvent event = face_ics_event(w, e);

    event.description = description_of(w, e, body);
    event.categories = categories;
    event.categories_len = categories[1].len > 0 ? 2 : 1;
    event.organizer = e->organizers;
    event.organizer_mail = mail_of(e->contact);
    ics_event(ics, &event);
}

static void answer_is_ics(Work *w, Reply *rp, Str file)
{
    face_is(w, rp, "text/calendar; charset=utf-8", file);
    face_etag(w, rp, STR("\r\nDTSTAMP:"), ICS_STAMP);
}

Fault event_face_list_ics(Work *w, const Request *rq, Reply *rp)
{
    Found found;
    Ics ics;
    size_t n = 0;

    TRY(face_find(w, rq, ICS_EVENTS_MAX, &found));
    if (!face_can_search(&found.asked)) {
        face_refuse(w, &found.asked, rp);
        return FAULT_NONE;
    }
    ics_begin(
        &ics, &rp->body,
        &(IcsCalendar){ .name = face_name(w, &found.asked), .every_hours = ICS_EVERY_HOURS });
    for (; n < found.len && rp->body.len < FACE_BYTES_MAX; n++) {
        put_event(w, &ics, &found.events[n], found.themes, (Str){ 0 });
    }
    ics_end(&ics);
    face_link_next(w, rp, face_next(w->mem, &found, list_path, n));
    answer_is_ics(w, rp, STR("cafes.ics"));
    return FAULT_NONE;
}

Fault event_face_ics(Work *w, const Request *rq, Reply *rp)
{
    FaceThemes themes;
    Event e;
    Ics ics;

    TRY(face_load(w, rq, &e));
    TRY(face_themes(w, &themes));
    ics_begin(&ics, &rp->body, &(IcsCalendar){ .name = e.title });
    put_event(w, &ics, &e, themes, e.body);
    ics_end(&ics);
    answer_is_ics(w, rp, str_format(w->mem, "%.*s.ics", STR_ARG(e.slug)));
    return FAULT_NONE;
}

Fault event_face_series_ics(Work *w, const Request *rq, Reply *rp)
{
    Series series;
    SeriesId id;
    Event *events;
    size_t len;
    FaceThemes themes;
    Ics ics;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_series_store_load(w, id, &series));
    TRY(face_themes(w, &themes));
    TRY(event_store_of_series(w, id, w->now - ICS_SERIES_PAST, ICS_EVENTS_MAX, &events, &len));
    ics_begin(&ics, &rp->body,
              &(IcsCalendar){ .name = series.title, .every_hours = ICS_EVERY_HOURS });
    size_t shown = 0;
    for (size_t i = 0; i < len && rp->body.len < FACE_BYTES_MAX; i++) {
        if (event_is_public(&events[i])) {
            put_event(w, &ics, &events[i], themes, (Str){ 0 });
            shown++;
        }
    }
    ics_end(&ics);
    answer_is_ics(w, rp, str_format(w->mem, "%.*s.ics", STR_ARG(series.slug)));
    return shown > 0 ? FAULT_NONE : FAULT_ABSENT; /* its title waits, as its dates do */
}
