/* event_told.c - a café as letters say it, and its invitation */
#include "rooms/event/event_told.h"

#include "rooms/event/event_face.h"

enum { INVITATION_MAX = 32 * 1024 };

static bool joins_online(const Event *e)
{
    return e->mode != EVENT_ON_SITE || e->state == EVENT_MOVED_ONLINE;
}

EventTold event_told(const Work *w, const Event *e)
{
    return (EventTold){
        .title = e->title,
        .when = event_when(w, e),
        .where = face_where(w, e),
        .by = e->organizers.len > 0 ? e->organizers : w->site->name,
        .url = face_event_url(w, e),
        .online = joins_online(e),
    };
}

Str event_told_when(const Work *w, const Event *e, int64_t starts_at, int64_t ends_at,
                    bool hour_known)
{
    Moment m = {
        .starts = starts_at, .ends = ends_at, .zone = event_zone(e), .hour_known = hour_known
    };

    return moment_say(w->mem, w->lang, m, w->now);
}

Str event_told_instant(const Work *w, const Event *e, int64_t at)
{
    return event_told_when(w, e, at, 0, true);
}

static void paragraph(Buf *out, Str s)
{
    if (s.len > 0) {
        buf_add(out, out->len > 0 ? STR("\n\n") : (Str){ 0 });
        buf_add(out, s);
    }
}

static Str description_of(const Work *w, const Event *e, const EventGuest *guest)
{
    Buf out = buf_new(w->mem, INVITATION_MAX / 2);

    paragraph(&out, e->summary);
    if (guest->seat && joins_online(e)) {
        paragraph(&out, e->online_url);
    }
    paragraph(&out, guest->page);
    paragraph(&out, face_event_url(w, e));
    return buf_str(&out);
}

/* The organiser's calendar is the site: answers would go to nobody else. */
static IcsEvent event_for(Work *w, const Event *e, const EventGuest *guest)
{
    IcsEvent event = face_ics_event(w, e);

    event.description = description_of(w, e, guest);
    event.organizer = e->organizers.len > 0 ? e->organizers : w->site->name;
    event.organizer_mail = w->site->mail.from;
    event.attendee_mail = guest->mail;
    return event;
}

Str event_invitation(Work *w, const Event *e, IcsMethod method, const EventGuest *guest)
{
    Buf out = buf_new(w->mem, INVITATION_MAX);
    IcsEvent event = event_for(w, e, guest);
    Ics ics;

    if (method == ICS_CANCEL) {
        event.status = ICS_CANCELLED;
    }
    ics_begin(&ics, &out, &(IcsCalendar){ .method = method });
    ics_event(&ics, &event);
    ics_end(&ics);
    return buf_str(&out);
}

Str event_invitations(Work *w, const EventInvited *list, size_t len)
{
    Buf out = buf_new(w->mem, INVITATION_MAX * len);
    Ics ics;

    ics_begin(&ics, &out, &(IcsCalendar){ .method = ICS_PUBLISH });
    for (size_t i = 0; i < len; i++) {
        IcsEvent event = event_for(w, list[i].event, &list[i].guest);
        ics_event(&ics, &event);
    }
    ics_end(&ics);
    return buf_str(&out);
}
