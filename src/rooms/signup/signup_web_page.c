/* signup_web_page.c - the private page: what one has, and what one may do with it */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"
#include "web/guard.h"
#include "web/qr.h"

enum { NAMES_MAX = 8000 };

/* The sign-up of this address, for whoever has its secret; else there is none. */
static Fault open_with(Work *w, const Request *rq, Str secret, Signup *ret)
{
    SignupId id;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(signup_load(w, id, ret));
    return signup_secret_good(w, ret, secret) ? FAULT_NONE : FAULT_ABSENT;
}

static Str url_of(Work *w, const Signup *s, const char *page)
{
    return str_format(w->mem, "/inscriptions/%.*s%s", STR_ARG(work_id_text(w->mem, s->id.v)),
                      page);
}

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
    for (size_t i = 0; i < COUNT(all); i++) {
        if (str_eq(done, all[i].code)) {
            return say(w->lang, all[i].say);
        }
    }
    return (Str){ 0 };
}

static Choices sizes(Work *w, const Signup *s)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, (size_t)s->seats) };

    for (int64_t n = s->seats - 1; n > 0; n--) {
        list.at[list.len++] = (Choice){ .value = str_format(w->mem, "%lld", (long long)n),
                                        .say = say_with(w->mem, w->lang, SAY_signup_people,
                                                        SAY_ARGS(SAY_ARG(n))) };
    }
    return list;
}

static Fault fill_names(Work *w, const Signup *s, SignupPage *v)
{
    Guest *guests;
    size_t n;

    TRY(signup_guests(w, s->id, &guests, &n));
    Buf names = buf_new(w->mem, NAMES_MAX);
    for (size_t i = 0; i < n; i++) {
        if (guests[i].name.len > 0) {
            buf_add(&names, names.len > 0 ? STR(", ") : (Str){ 0 });
            buf_add(&names, guests[i].name);
        }
    }
    v->names = buf_str(&names);
    return FAULT_NONE;
}

static void fill_state(const Signup *s, SignupPage *v)
{
    v->confirmed = s->state == SIGNUP_CONFIRMED;
    v->waiting = s->state == SIGNUP_WAITING;
    v->offered = s->state == SIGNUP_OFFERED;
    v->released = s->state == SIGNUP_RELEASED;
    v->lapsed = s->state == SIGNUP_LAPSED;
}

static Fault fill_waiting(Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    if (!v->waiting) {
        return FAULT_NONE;
    }
    TRY(signup_rank(w, s, &v->rank));
    TRY(signup_store_rank(w, s->event_id, INT64_MAX, &v->ranks));
    v->ranks--; /* the place after the last */
    v->is_party = s->seats > 1;
    v->fewer = s->fewer && v->is_party;
    v->too_many = s->skipped > 0 && v->is_party;
    v->may_take = signup_rule_is_late(w->now, e->starts_at) && e->seats - e->taken >= s->seats;
    return FAULT_NONE;
}

static void fill_links(Work *w, const Signup *s, const Event *e, Str key, SignupPage *v)
{
    v->key = key;
    v->token = guard_token(w);
    v->accept_url = url_of(w, s, "/accepter");
    v->release_url = url_of(w, s, "/rendre");
    v->shrink_url = url_of(w, s, "/reduire");
    v->ics_url = str_format(w->mem, "/inscriptions/%.*s.ics?cle=%.*s",
                            STR_ARG(work_id_text(w->mem, s->id.v)), STR_ARG(key));
    v->again_url = signup_web_url(w, e->id, "");
    v->event_url = event_front_card(w, e).url;
    v->page_url = web_absolute(w, signup_url(w, s));
    v->qr = qr_svg(w->mem, v->page_url, say(w->lang, SAY_signup_qr));
}

static void fill_acts(Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    bool open = event_signup_open(e, w->now);

    v->over = !open;
    v->may_leave = open && (v->confirmed || v->waiting || v->offered);
    v->many = v->may_leave && s->seats > 1;
    v->sizes = sizes(w, s);
    if (v->offered) {
        v->until = event_told_instant(w, e, s->offered_until);
    }
    if (v->confirmed && open && e->mode != EVENT_ON_SITE) {
        v->online_url = e->online_url; /* nowhere else than here and in letters */
    }
}

/* An offer that nobody took in time is over, even before the job has said so. */
static void lapse_in_view(const Work *w, Signup *s)
{
    if (s->state == SIGNUP_OFFERED && s->offered_until <= w->now) {
        s->state = SIGNUP_LAPSED;
    }
}

Fault signup_web_page(Work *w, const Request *rq, Reply *rp)
{
    Str key = web_query(rq, "cle");
    Signup s;
    Event e;

    TRY(open_with(w, rq, key, &s));
    TRY(event_load(w, s.event_id, &e));
    lapse_in_view(w, &s);
    EventTold told = event_told(w, &e);
    SignupPage v = { .frame = frame_of(w, rq, say(w->lang, SAY_signup_page_title), (Str){ 0 }),
                     .title = told.title,
                     .when = told.when,
                     .where = told.where,
                     .state_say = event_front_card(w, &e).state_say,
                     .done = done_say(w, web_query(rq, "fait"), &s),
                     .name = s.name,
                     .code = s.code,
                     .party = s.seats,
                     .relay = s.relay };
    v.frame.no_index = v.frame.has_script = true;
    fill_state(&s, &v);
    TRY(fill_names(w, &s, &v));
    TRY(fill_waiting(w, &s, &e, &v));
    fill_links(w, &s, &e, key, &v);
    fill_acts(w, &s, &e, &v);
    signup_page_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_web_ics(Work *w, const Request *rq, Reply *rp)
{
    Signup s;
    Event e;

    TRY(open_with(w, rq, web_query(rq, "cle"), &s));
    TRY(event_load(w, s.event_id, &e));
    EventGuest guest = { .page = web_absolute(w, signup_url(w, &s)),
                         .seat = s.state == SIGNUP_CONFIRMED };
    buf_add(&rp->body, event_invitation(w, &e, ICS_PUBLISH, &guest));
    rp->type = "text/calendar; charset=utf-8";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"mon-cafe.ics\""));
    return FAULT_NONE;
}

typedef struct ActForm {
    Str key, seats;
} ActForm;

static const Field act_fields[] = {
    FIELD(ActForm, key, FIELD_LINE, .max = 64, .required = true),
    FIELD(ActForm, seats, FIELD_INT, .min = 1, .max = SIGNUP_SEATS_MAX),
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

Fault signup_web_shrink(Work *w, const Request *rq, Reply *rp)
{
    int64_t seats = 0;
    ActForm in;
    Signup s;

    TRY(read_act(w, rq, &in, &s));
    if (!str_to_int(in.seats, &seats)) {
        return FAULT_INPUT;
    }
    TRY(signup_shrink(w, s.id, seats));
    return back(w, rp, &s, "reduit");
}
