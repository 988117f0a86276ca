/* signup_web_series.c - one form for several dates, each with its own list */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"

typedef struct Dates {
    SeriesId id;
    Str title;
    Event *at;
    size_t len;
} Dates;

static Fault open_series(Work *w, const Request *rq, Dates *ret)
{
    TRY(web_arg_id(rq, 0, &ret->id.v));
    return event_front_dates(w, ret->id, SIGNUP_DATES_MAX, &ret->title, &ret->at, &ret->len);
}

/* Is it among those that were ticked, "a,b,c"? */
static bool ticked(Str list, Str id)
{
    Str head, rest = list;

    while (rest.len > 0) {
        (void)str_cut(rest, ',', &head, &rest);
        if (str_eq(head, id)) {
            return true;
        }
    }
    return false;
}

static SignupDates dates_of(Work *w, const Dates *d, Str chosen)
{
    SignupDates list = { .at = NEW_ARRAY(w->mem, SignupDate, d->len + 1), .len = d->len };

    for (size_t i = 0; i < d->len; i++) {
        Str id = work_id_text(w->mem, d->at[i].id.v);
        list.at[i] = (SignupDate){ .value = id,
                                   .say = event_told(w, &d->at[i]).when,
                                   .seats_say = event_front_seats(w, &d->at[i]),
                                   .chosen = ticked(chosen, id) };
    }
    return list;
}

static Str series_url(Work *w, SeriesId id, const char *page)
{
    return str_format(w->mem, "/series/%.*s%s", STR_ARG(work_id_text(w->mem, id.v)), page);
}

static bool must_mail(const Dates *d)
{
    return d->len > 0 && d->at[0].confirm_mail;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Dates *d, const SignupForm *in,
                  const Problems *p, Str problem)
{
    SignupFormPage v = {
        .frame = frame_of(w, rq,
                          say(w->lang, p->count > 0 ? SAY_signup_problems : SAY_signup_heading),
                          say(w->lang, SAY_signup_description)),
        .title = d->title,
        .where = d->len > 0 ? event_told(w, &d->at[0]).where : (Str){ 0 },
        .back_url = series_url(w, d->id, ""),
        .problem = problem,
        .action = series_url(w, d->id, "/inscription"),
        .token = signup_web_token(w, rq),
        .must_mail = must_mail(d),
        .closed = d->len == 0,
        .dates = dates_of(w, d, in->date),
    };

    v.frame.no_index = true;
    signup_form_inputs(in, p, &v);
    web_private(rp);
    signup_form_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_web_series(Work *w, const Request *rq, Reply *rp)
{
    SignupForm in = { .seats = STR("1") };
    Problems none = { 0 };
    Dates d;

    TRY(open_series(w, rq, &d));
    signup_web_prefill(w, &in);
    return show(w, rq, rp, &d, &in, &none, (Str){ 0 });
}

static Str token_of(Work *w, Str token, EventId id)
{
    return STR_JOIN(w->mem, token, STR("."), work_id_text(w->mem, id.v));
}

/* Each date is its own unit: one that has closed meanwhile stops no other. */
static Fault join_dates(Work *w, const Dates *d, Str chosen, SignupWish *wish, Str token)
{
    SignupOutcome how;
    Signup s;

    for (size_t i = 0; i < d->len; i++) {
        if (ticked(chosen, work_id_text(w->mem, d->at[i].id.v))) {
            wish->event_id = d->at[i].id;
            wish->form_token = token_of(w, token, d->at[i].id);
            TRY(signup_join(w, wish, &s, &how));
        }
    }
    return FAULT_NONE;
}

Fault signup_web_join_series(Work *w, const Request *rq, Reply *rp)
{
    SignupForm in;
    SignupWish wish;
    Problems p;
    Dates d;

    TRY(form_read(w, rq, signup_form_fields, JOIN_FIELDS, &in, &p));
    TRY(open_series(w, rq, &d));
    TRY(signup_form_meaning(w, &in, must_mail(&d), &p, &wish));
    if (in.date.len == 0) {
        form_problem(&p, JOIN_DATE, say(w->lang, SAY_signup_dates_none));
    }
    if (p.count > 0 || d.len == 0) {
        rp->status = p.count > 0 ? 422 : 409;
        return show(w, rq, rp, &d, &in, &p, (Str){ 0 });
    }
    Str token = signup_web_token(w, rq);
    Fault f = join_dates(w, &d, in.date, &wish, token);
    if (web_busy(f)) { /* the dates that were kept are found again by the token */
        rp->status = 503;
        return show(w, rq, rp, &d, &in, &p, say(w->lang, SAY_signup_not_saved));
    }
    TRY(f);
    web_private(rp);
    return web_see_other(rp, str_format(w->mem, "%.*s?cle=%.*s",
                                        STR_ARG(series_url(w, d.id, "/inscription/faites")),
                                        STR_ARG(token)));
}

static Str made_say(const Work *w, const Signup *s)
{
    if (signup_web_by_letter(s)) {
        return say(w->lang, SAY_signup_told_look);
    }
    return say(w->lang,
               s->state == SIGNUP_WAITING ? SAY_signup_done_queued : SAY_signup_done_seated);
}

static const Event *date_of(const Dates *d, EventId id)
{
    for (size_t i = 0; i < d->len; i++) {
        if (d->at[i].id.v == id.v) {
            return &d->at[i];
        }
    }
    return NULL;
}

/* What this form has made: whoever sent it has its token, nobody else does. */
Fault signup_web_made(Work *w, const Request *rq, Reply *rp)
{
    Str token = web_query(rq, "cle"), tokens[SIGNUP_DATES_MAX];
    Signup *list;
    size_t n;
    Dates d;

    TRY(open_series(w, rq, &d));
    for (size_t i = 0; i < SIGNUP_DATES_MAX; i++) {
        tokens[i] = i < d.len ? token_of(w, token, d.at[i].id) : (Str){ 0 };
    }
    TRY(signup_store_by_forms(w, tokens, &list, &n));
    SignupToldPage v = { .frame =
                             frame_of(w, rq, say(w->lang, SAY_signup_told_dates), (Str){ 0 }),
                         .title = d.title,
                         .back_url = series_url(w, d.id, ""),
                         .made = { .at = NEW_ARRAY(w->mem, SignupMade, n + 1), .len = n } };
    for (size_t i = 0; i < n; i++) {
        const Event *e = date_of(&d, list[i].event_id);
        v.made.at[i] =
            (SignupMade){ .when = e ? event_told(w, e).when : (Str){ 0 },
                          .say = made_say(w, &list[i]),
                          .url = signup_web_by_letter(&list[i]) ? (Str){ 0 }
                                                                : signup_url(w, &list[i]) };
    }
    v.frame.no_index = true;
    signup_told_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
