/* signup_web_form.c - the form of a sign-up, for one café */
#include "rooms/account/account.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_form.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"
#include "web/guard.h"

enum { NEAR_MAX = 3 };

Fault signup_web_open(Work *w, const Request *rq, Event *ret)
{
    EventId id;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_load(w, id, ret));
    return event_is_public(ret) && ret->signup == EVENT_SIGNUP_HERE ? FAULT_NONE : FAULT_ABSENT;
}

Str signup_web_url(Work *w, EventId id, const char *page)
{
    return str_format(w->mem, "/cafes/%.*s/inscription%s", STR_ARG(work_id_text(w->mem, id.v)),
                      page);
}

/* The same token comes back with each try: the form counts once. */
Str signup_web_token(Work *w, const Request *rq)
{
    Str token;
    bool ours =
        !http_find(&rq->form, STR("token"), &token) && guard_token_good(w->site, token, w->now);

    return ours ? token : guard_token(w);
}

/* Whoever has signed in needn't type it again. */
void signup_web_prefill(const Work *w, SignupForm *in)
{
    if (w->person) {
        in->name = w->person->name;
        in->mail = w->person->mail;
    }
}

Str signup_web_watch(Work *w, const Event *e)
{
    return e->mode == EVENT_ONLINE
               ? STR("/prevenez-moi")
               : str_format(w->mem, "/prevenez-moi?lieu=%.*s", STR_ARG(e->commune));
}

Fault signup_web_elsewhere(Work *w, const Event *e, SignupElsewhere *ret)
{
    ret->watch_url = signup_web_watch(w, e);
    TRY(event_front_later(w, e, NEAR_MAX, &ret->later));
    return event_front_near(w, e, NEAR_MAX, &ret->near);
}

/* What is honest to say before: how many are free, or how many wait. */
static Fault fill_seats(Work *w, const Event *e, SignupFormPage *v)
{
    v->full = event_is_full(e);
    v->seats_say = v->full ? (Str){ 0 } : event_front_seats(w, e);
    v->before = e->waiting;
    return v->full ? signup_web_elsewhere(w, e, &v->elsewhere) : FAULT_NONE;
}

/* problem: of no field; then nothing more is asked of a house that is slow. */
static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const SignupForm *in,
                  const Problems *p, Str problem)
{
    EventTold told = event_told(w, e);
    SignupFormPage v = {
        .frame = frame_of(w, rq,
                          say(w->lang, p->count > 0 ? SAY_signup_problems : SAY_signup_heading),
                          say(w->lang, SAY_signup_description)),
        .title = told.title,
        .when = told.when,
        .where = told.where,
        .back_url = event_front_card(w, e).url,
        .problem = problem,
        .action = signup_web_url(w, e->id, ""),
        .find_url = signup_web_url(w, e->id, "/retrouver"),
        .token = signup_web_token(w, rq),
        .must_mail = e->confirm_mail,
        .closed = !event_signup_open(e, w->now),
    };

    v.frame.no_index = true;
    signup_form_inputs(in, p, &v);
    if (rp->status != 503) {
        TRY(fill_seats(w, e, &v));
    }
    web_private(rp);
    signup_form_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_web_form(Work *w, const Request *rq, Reply *rp)
{
    SignupForm in = { .seats = STR("1") };
    Problems none = { 0 };
    Event e;

    TRY(signup_web_open(w, rq, &e));
    signup_web_prefill(w, &in);
    return show(w, rq, rp, &e, &in, &none, (Str){ 0 });
}

/* A seat that waits for its address shows its page by letter only. */
bool signup_web_by_letter(const Signup *s)
{
    return signup_is_held(s);
}

static Str after(Work *w, const Signup *s, SignupOutcome how)
{
    if (how == SIGNUP_ALREADY || signup_web_by_letter(s)) {
        return signup_web_url(w, s->event_id, "/lettre");
    }
    return STR_JOIN(w->mem, signup_url(w, s), STR("&fait=inscrit"));
}

/* So many will never be free together: better said now than waited for. */
static void check_size(const Work *w, const Event *e, const SignupWish *wish, Problems *p)
{
    int64_t seats = event_seats_shown(e);

    if (p->count == 0 && seats > 0 && wish->seats > seats && !wish->fewer) {
        form_problem(
            p, JOIN_SEATS,
            say_with(w->mem, w->lang, SAY_signup_seats_many, SAY_ARGS(SAY_ARG(seats))));
    }
}

Fault signup_web_join(Work *w, const Request *rq, Reply *rp)
{
    SignupForm in;
    SignupWish wish;
    SignupOutcome how;
    Problems p;
    Signup s;
    Event e;

    TRY(form_read(w, rq, signup_form_fields, JOIN_FIELDS, &in, &p));
    TRY(signup_web_open(w, rq, &e));
    TRY(signup_form_meaning(w, &in, e.confirm_mail, &p, &wish));
    check_size(w, &e, &wish, &p);
    if (p.count > 0 || !event_signup_open(&e, w->now)) {
        rp->status = p.count > 0 ? 422 : 409;
        return show(w, rq, rp, &e, &in, &p, (Str){ 0 });
    }
    wish.event_id = e.id;
    wish.form_token = signup_web_token(w, rq);
    Fault f = signup_join(w, &wish, &s, &how);
    if (web_busy(f)) {
        rp->status = 503;
        return show(w, rq, rp, &e, &in, &p, say(w->lang, SAY_signup_not_saved));
    }
    TRY(f);
    if (how == SIGNUP_CLOSED || how == SIGNUP_CROWDED) {
        Str why = how == SIGNUP_CROWDED ? say(w->lang, SAY_signup_crowded) : (Str){ 0 };
        rp->status = 409;
        return show(w, rq, rp, &e, &in, &p, why);
    }
    web_private(rp);
    return web_see_other(rp, after(w, &s, how));
}

Fault signup_web_told(Work *w, const Request *rq, Reply *rp)
{
    Event e;

    TRY(signup_web_open(w, rq, &e));
    SignupToldPage v = { .frame = frame_of(w, rq, say(w->lang, SAY_signup_told), (Str){ 0 }),
                         .title = e.title,
                         .back_url = event_front_card(w, &e).url };
    v.frame.no_index = true;
    web_private(rp);
    signup_told_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
