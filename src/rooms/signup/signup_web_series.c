/* signup_web_series.c - one form for several dates, each with its own list */
#include "post/post.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_series.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"
#include "web/form.h"
#include "web/guard.h"

static Fault open_series(Work *w, const Request *rq, SeriesDates *ret)
{
    SeriesId id;

    TRY(web_arg_id(rq, 0, &id.v));
    return signup_series_open(w, id, ret);
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

static SignupDates dates_of(Work *w, const SeriesDates *d, Str chosen)
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

static bool must_mail(const SeriesDates *d)
{
    return d->len > 0 && d->at[0].confirm_mail;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const SeriesDates *d,
                  const SignupForm *in, const Problems *p, Str problem)
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
    SeriesDates d;

    TRY(open_series(w, rq, &d));
    signup_web_prefill(w, &in);
    return show(w, rq, rp, &d, &in, &none, (Str){ 0 });
}

/* The letter of those that were chosen, once all of them are kept. */
static Fault tell(Work *w, const SeriesNews *news)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_hold_strangers(w));
    TRY(signup_series_letter(w, news));
    return work_commit(&tx);
}

static size_t chosen_of(Work *w, const SeriesDates *d, Str chosen, const Event **ret)
{
    size_t n = 0;

    for (size_t i = 0; i < d->len; i++) {
        if (ticked(chosen, work_id_text(w->mem, d->at[i].id.v))) {
            ret[n++] = &d->at[i];
        }
    }
    return n;
}

/* Each date is its own unit: one that has closed meanwhile stops no other. */
static Fault join_dates(Work *w, const SeriesDates *d, Str chosen, SignupWish *wish, Str token)
{
    const Event *dates[SIGNUP_DATES_MAX];
    Signup s, already[SIGNUP_DATES_MAX];
    size_t n = chosen_of(w, d, chosen, dates), twice = 0;
    SignupOutcome how;

    wish->quiet = n > 1 && wish->mail.len > 0;
    for (size_t i = 0; i < n; i++) {
        wish->event_id = dates[i]->id;
        wish->form_token = signup_series_form(w, token, dates[i]->id);
        TRY(signup_join(w, wish, &s, &how));
        if (how == SIGNUP_ALREADY) {
            already[twice++] = s;
        }
    }
    return wish->quiet ? tell(w, &(SeriesNews){ .dates = d,
                                                .token = token,
                                                .already = already,
                                                .already_len = twice })
                       : FAULT_NONE;
}

Fault signup_web_join_series(Work *w, const Request *rq, Reply *rp)
{
    SignupForm in;
    SignupWish wish;
    Problems p;
    SeriesDates d;

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
                                        STR_ARG(signup_series_url(w, d.id, (Str){ 0 })),
                                        STR_ARG(token)));
}

/* proven: by the letter, where a seat that is held shows itself. */
static Str made_say(const Work *w, const Signup *s, bool proven)
{
    switch ((SignupState)s->state) {
    case SIGNUP_CONFIRMED: return say(w->lang, SAY_signup_done_seated);
    case SIGNUP_WAITING: return say(w->lang, SAY_signup_done_queued);
    case SIGNUP_OFFERED:
        if (!signup_is_held(s)) {
            return say(w->lang, SAY_series_offered);
        }
        return say(w->lang, proven ? SAY_series_to_confirm : SAY_signup_told_look);
    case SIGNUP_FREE:
    case SIGNUP_RELEASED:
    case SIGNUP_LAPSED:
    case SIGNUP_STATES: break;
    }
    return say(w->lang, SAY_series_gone);
}

static bool may_confirm(const Work *w, const Signup *s)
{
    return signup_is_held(s) && s->offered_until > w->now;
}

/* What this form has made, and whether the letter led here. */
typedef struct Made {
    SeriesDates dates;
    Str token, proof;
    SeriesMade *at;
    size_t len;
    bool proven;
} Made;

static Fault open_made(Work *w, const Request *rq, Str token, Str proof, Made *ret)
{
    *ret = (Made){ .token = token, .proof = proof };
    TRY(open_series(w, rq, &ret->dates));
    TRY(signup_series_made(w, &ret->dates, token, &ret->at, &ret->len));
    ret->proven = ret->len > 0 && signup_series_proven(w, token, &ret->at[0].signup, proof);
    return FAULT_NONE;
}

static void fill_made(Work *w, const Made *made, SignupToldPage *v)
{
    v->made = (SignupMades){ NEW_ARRAY(w->mem, SignupMade, made->len + 1), made->len };
    for (size_t i = 0; i < made->len; i++) {
        const Signup *s = &made->at[i].signup;
        bool shown = made->proven || !signup_is_held(s);
        v->made.at[i] = (SignupMade){ .when = event_told(w, made->at[i].event).when,
                                      .say = made_say(w, s, made->proven),
                                      .url = shown ? signup_url(w, s) : (Str){ 0 } };
        if (made->proven && may_confirm(w, s)) {
            v->action = signup_series_url(w, made->dates.id, (Str){ 0 });
        }
    }
}

/* Whoever sent the form has its token, nobody else does. */
Fault signup_web_made(Work *w, const Request *rq, Reply *rp)
{
    Made made;

    TRY(open_made(w, rq, web_query(rq, "cle"), web_query(rq, "lettre"), &made));
    SignupToldPage v = { .frame =
                             frame_of(w, rq, say(w->lang, SAY_signup_told_dates), (Str){ 0 }),
                         .title = made.dates.title,
                         .back_url = series_url(w, made.dates.id, ""),
                         .token = guard_token(w),
                         .key = made.token,
                         .proof = made.proof };
    v.frame.no_index = true;
    fill_made(w, &made, &v);
    signup_told_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

typedef struct ConfirmForm {
    Str token, key, proof;
} ConfirmForm;

static const Field confirm_fields[] = {
    FIELD(ConfirmForm, token, FIELD_LINE, .max = 200),
    FIELD(ConfirmForm, key, FIELD_LINE, .max = 200),
    FIELD(ConfirmForm, proof, FIELD_LINE, .max = 64),
};

/* Each is its own unit; one that came too late stops no other. */
static Fault confirm(Work *w, const Made *made)
{
    size_t taken = 0;

    for (size_t i = 0; i < made->len; i++) {
        bool one = false;
        if (may_confirm(w, &made->at[i].signup)) {
            TRY(signup_accept_quietly(w, made->at[i].signup.id, &one));
        }
        taken += one;
    }
    SeriesNews news = { .dates = &made->dates, .token = made->token, .proven = true };
    return taken > 0 ? tell(w, &news) : FAULT_NONE;
}

Fault signup_web_confirm_made(Work *w, const Request *rq, Reply *rp)
{
    ConfirmForm in;
    Problems p;
    Made made;

    TRY(form_read(w, rq, confirm_fields, COUNT(confirm_fields), &in, &p));
    TRY(open_made(w, rq, in.key, in.proof, &made));
    if (!made.proven) {
        return FAULT_ABSENT;
    }
    w->who = STR("participant");
    TRY(confirm(w, &made));
    return web_see_other(rp,
                         signup_series_url(w, made.dates.id,
                                           signup_series_query(w, in.key, &made.at[0].signup)));
}
