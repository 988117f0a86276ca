/* desk_web_again.c - /mes-cafes/ID/refaire: the same café at another date */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_rule.h"
#include "rooms/signup/signup_door_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { WEEK = 7, LATEST_DAYS = 730 };

typedef struct AgainForm {
    Str token, date, start;
} AgainForm;

enum { AGAIN_TOKEN, AGAIN_DATE, AGAIN_START, AGAIN_FIELDS };
static const Field again_fields[AGAIN_FIELDS] = {
    [AGAIN_TOKEN] = FIELD(AgainForm, token, FIELD_LINE, .max = 200),
    [AGAIN_DATE] = FIELD(AgainForm, date, FIELD_LINE, .max = 20, .required = true),
    [AGAIN_START] = FIELD(AgainForm, start, FIELD_LINE, .max = 10),
};

/* A week later; an old one, a week from now. */
static Day next_day(const Work *w, const Event *e)
{
    Zone zone = event_zone(e);
    int64_t was = day_number(day_of(zone, e->starts_at));
    int64_t today = day_number(day_of(zone, w->now));

    while (was + WEEK <= today) {
        was += WEEK; /* the same day of the week */
    }
    return day_from_number(was + WEEK);
}

static AgainForm proposed(Work *w, const Event *e)
{
    Civil c = civil_at(event_zone(e), e->starts_at);
    AgainForm form = { .token = guard_token(w), .date = day_iso(w->mem, next_day(w, e)) };

    if (e->hour_known) {
        form.start = str_format(w->mem, "%02d:%02d", c.hour, c.minute);
    }
    return form;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const AgainForm *in,
                  const Problems *p)
{
    DeskAgainPage v = {
        .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_desk_again)),
        .title = e->title,
        .when = event_when(w, e),
        .place = desk_place_say(w, e),
        .back = desk_url(w, e->id, ""),
        .action = desk_url(w, e->id, "/refaire"),
        .token = in->token,
        .date = { in->date, p->at[AGAIN_DATE] },
        .start = { in->start, p->at[AGAIN_START] },
        .has_problems = p->count > 0,
    };

    web_private(rp);
    desk_again_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault desk_web_again(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    Problems none = { 0 };

    TRY(signup_door_open(w, rq, ACT_EVENT_EDIT, &e));
    AgainForm form = proposed(w, &e);
    return show(w, rq, rp, &e, &form, &none);
}

/* The instant that is meant; problems say what can't be read. */
static int64_t meant(const Work *w, const Event *e, const AgainForm *in, Problems *p)
{
    Zone zone = event_zone(e);
    int64_t today = day_number(day_of(zone, w->now));
    Civil c = { 0 };
    int minutes = 0;

    if (in->start.len > 0 && !hour_read(in->start, &minutes)) {
        form_problem(p, AGAIN_START, say(w->lang, SAY_form_bad_hour));
    }
    if (in->date.len > 0 && !day_read(in->date, &c.date)) {
        form_problem(p, AGAIN_DATE, say(w->lang, SAY_form_bad_date));
    } else if (in->date.len > 0 && day_number(c.date) < today) {
        form_problem(p, AGAIN_DATE, say(w->lang, SAY_desk_again_past));
    } else if (in->date.len > 0 && day_number(c.date) > today + LATEST_DAYS) {
        form_problem(p, AGAIN_DATE, say(w->lang, SAY_desk_again_far));
    }
    c.hour = minutes / 60;
    c.minute = minutes % 60;
    return p->count > 0 ? 0 : civil_instant(zone, c);
}

Fault desk_web_again_do(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    EventId id;
    AgainForm in;
    Problems p;

    TRY(signup_door_open(w, rq, ACT_EVENT_EDIT, &e));
    TRY(form_read(w, rq, again_fields, AGAIN_FIELDS, &in, &p));
    int64_t starts_at = meant(w, &e, &in, &p);
    if (!guard_token_good(w->site, in.token, w->now)) {
        in.token = guard_token(w);
    }
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p);
    }
    TRY(desk_again(w, &e, starts_at, in.start.len > 0, in.token, &id));
    return web_see_other(rp, desk_url(w, id, ""));
}
