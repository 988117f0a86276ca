/* signup_web_page.c - the private page: what one has, and what one may do with it */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"

/* The sign-up of this address, for whoever has its secret; else there is none. */
static Fault open_with(Work *w, const Request *rq, Str secret, Signup *ret)
{
    SignupId id;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(signup_load(w, id, ret));
    return signup_secret_good(w, ret, secret) ? FAULT_NONE : FAULT_ABSENT;
}

/* Of what has just happened, when it is still so. */
static Str done_say(const Work *w, Str done, const Signup *s)
{
    static const struct {
        Str code;
        Say say;
    } all[] = {
        { STR_INIT("accepte"), SAY_signup_done_accepted },
        { STR_INIT("trop-tard"), SAY_signup_done_late },
        { STR_INIT("rendu"), SAY_signup_done_released },
        { STR_INIT("reduit"), SAY_signup_done_shrunk },
    };

    if (str_eq(done, STR("inscrit")) && s->state == SIGNUP_CONFIRMED) {
        return say(w->lang, SAY_signup_done_seated);
    }
    if (str_eq(done, STR("inscrit")) && s->state == SIGNUP_WAITING) {
        return say(w->lang, SAY_signup_done_queued);
    }
    if (str_eq(done, STR("reduit")) && s->state != SIGNUP_CONFIRMED) {
        return say_with(w->mem, w->lang, SAY_signup_done_fewer, SAY_ARGS(SAY_ARG(s->seats)));
    }
    for (size_t i = 0; i < COUNT(all); i++) {
        if (str_eq(done, all[i].code)) {
            return say(w->lang, all[i].say);
        }
    }
    return (Str){ 0 };
}

/* An offer that nobody took in time is over, even before the job has said so. */
static void lapse_in_view(const Work *w, Signup *s)
{
    if (s->state == SIGNUP_OFFERED && s->offered_until <= w->now) {
        s->state = SIGNUP_LAPSED;
    }
}

/* problem: with those of its people that were ticked; empty: none. */
static Fault show(Work *w, const Request *rq, Reply *rp, Signup *s, Str key, Str problem,
                  uint64_t absent)
{
    Say title = problem.len > 0 ? SAY_signup_problems : SAY_signup_page_title;
    SignupPage v = { .frame = frame_of(w, rq, say(w->lang, title), (Str){ 0 }),
                     .problem = problem };
    Event e;

    v.frame.no_index = v.frame.has_script = true;
    TRY(event_load(w, s->event_id, &e));
    lapse_in_view(w, s);
    TRY(signup_web_view(w, s, &e, key, absent, &v));
    v.done = v.over ? (Str){ 0 } : done_say(w, web_query(rq, "fait"), s);
    signup_page_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_web_page(Work *w, const Request *rq, Reply *rp)
{
    Str key = web_query(rq, "cle");
    Signup s;

    TRY(open_with(w, rq, key, &s));
    return show(w, rq, rp, &s, key, (Str){ 0 }, 0);
}

/* A seat that was given back, or a café that was taken away, leaves the calendar
 * it stands in; who never had one has nothing to put there. */
Fault signup_web_ics(Work *w, const Request *rq, Reply *rp)
{
    Signup s;
    Event e;

    TRY(open_with(w, rq, web_query(rq, "cle"), &s));
    TRY(event_load(w, s.event_id, &e));
    if (s.state != SIGNUP_CONFIRMED && s.state != SIGNUP_RELEASED) {
        return FAULT_ABSENT;
    }
    bool comes = s.state == SIGNUP_CONFIRMED && event_is_public(&e);
    EventGuest guest = { .page = web_absolute(w, signup_url(w, &s)), .seat = comes };
    buf_add(&rp->body, event_invitation(w, &e, comes ? ICS_PUBLISH : ICS_CANCEL, &guest));
    rp->type = "text/calendar; charset=utf-8";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"mon-cafe.ics\""));
    return FAULT_NONE;
}

typedef struct ActForm {
    Str key, seats, absent;
} ActForm;

static const Field act_fields[] = {
    FIELD(ActForm, key, FIELD_LINE, .max = 64, .required = true),
    FIELD(ActForm, seats, FIELD_INT, .min = 1, .max = SIGNUP_SEATS_MAX),
    FIELD(ActForm, absent, FIELD_MANY, .max = 40),
};

static Fault read_act(Work *w, const Request *rq, ActForm *in, Signup *ret)
{
    Problems p;

    TRY(form_read(w, rq, act_fields, COUNT(act_fields), in, &p));
    TRY(open_with(w, rq, in->key, ret));
    w->who = STR("participant");
    return p.count > 0 ? FAULT_INPUT : FAULT_NONE;
}

static Fault back(Work *w, Reply *rp, const Signup *s, const char *done)
{
    return web_see_other(rp,
                         str_format(w->mem, "%.*s&fait=%s", STR_ARG(signup_url(w, s)), done));
}

Fault signup_web_accept(Work *w, const Request *rq, Reply *rp)
{
    bool taken = false;
    ActForm in;
    Signup s;

    TRY(read_act(w, rq, &in, &s));
    TRY(signup_accept(w, s.id, &taken));
    return back(w, rp, &s, taken ? "accepte" : "trop-tard");
}

Fault signup_web_release(Work *w, const Request *rq, Reply *rp)
{
    ActForm in;
    Signup s;

    TRY(read_act(w, rq, &in, &s));
    TRY(signup_release(w, s.id));
    return back(w, rp, &s, "rendu");
}

/* "2,5": a bit for each. */
static uint64_t numbers_of(Str list)
{
    uint64_t bits = 0;
    int64_t n;
    Str one;

    while (list.len > 0) {
        (void)str_cut(list, ',', &one, &list);
        bits |= str_to_int(one, &n) && n > 0 && n <= SIGNUP_SEATS_MAX ? UINT64_C(1) << n : 0;
    }
    return bits;
}

/* All of this party: its numbers are 1, 2, 3... */
static uint64_t everybody(const Signup *s)
{
    return (UINT64_C(2) << s->seats) - 2;
}

Fault signup_web_shrink(Work *w, const Request *rq, Reply *rp)
{
    int64_t seats = 0;
    ActForm in;
    Signup s;

    TRY(read_act(w, rq, &in, &s));
    uint64_t absent = numbers_of(in.absent) & everybody(&s);
    if (str_to_int(in.seats, &seats)) {
        TRY(signup_shrink(w, s.id, seats));
        return back(w, rp, &s, "reduit");
    }
    if (absent == 0 || absent == everybody(&s)) {
        Say why = absent == 0 ? SAY_signup_absent_none : SAY_signup_absent_all;
        rp->status = 422;
        return show(w, rq, rp, &s, in.key, say(w->lang, why), absent);
    }
    TRY(signup_excuse(w, s.id, absent));
    return back(w, rp, &s, "reduit");
}
