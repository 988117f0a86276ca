/* event_web_form.c - declare a café */
#include "rooms/account/account.h"
#include "rooms/event/event_form.h"
#include "rooms/event/event_secret.h"
#include "rooms/event/event_turn.h"
#include "web/guard.h"
#include "web/qr.h"

enum { TWINS_SHOWN = 3 };

/* Whoever hears the title first knows that the form came back. */
static Say new_title(const Problems *p, const EventFormPage *v)
{
    return p->count > 0 || v->twins.len > 0 ? SAY_form_problems_title : SAY_form_new_title;
}

static Fault show_new(Work *w, const Request *rq, Reply *rp, const EventForm *in,
                      const Problems *p, const EventMeant *meant, EventFormPage v)
{
    Str token;

    v.frame =
        frame_of(w, rq, say(w->lang, new_title(p, &v)), say(w->lang, SAY_form_new_description));
    v.frame.at_new = true;
    v.action = STR("/cafes/nouveau");
    /* The same token comes back with each try: the form counts once. */
    v.token = http_find(&rq->form, STR("token"), &token) ? guard_token(w) : token;
    event_form_inputs(w, in, p, &v);
    TRY(event_form_choices(w, in, &v));
    if (meant) {
        v.communes = event_form_communes(w, meant);
        v.code = meant->event.commune;
    }
    web_private(rp);
    event_form_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault event_web_new(Work *w, const Request *rq, Reply *rp)
{
    EventForm in = { .remind = REMIND_USUAL };
    Problems none = { 0 };

    return show_new(w, rq, rp, &in, &none, NULL, (EventFormPage){ 0 });
}

static Fault find_twins(Work *w, const Event *e, EventCards *ret)
{
    Event *twins;
    size_t n;

    TRY(event_find_twins(w, e, TWINS_SHOWN, &twins, &n));
    *ret = event_cards(w, twins, n, NULL);
    return FAULT_NONE;
}

static Fault declare(Work *w, EventMeant *m, Str token, EventOutcome *ret)
{
    event_take_form(w, &m->event, token);
    m->event.source = STR("web");
    w->who = STR("organizer");
    return m->rule.len > 0
               ? event_declare_series(w, &m->event, m->parties, m->rule, &m->dates, ret)
               : event_declare(w, &m->event, m->parties, ret);
}

/* The same form with other words, sent again after a step back: the first ones
 * are kept, and said to be. */
static Fault same_words(Work *w, const EventMeant *m, bool *ret)
{
    Event first, again = m->event;

    TRY(event_store_load(w, m->event.id, &first));
    event_rule_complete(w->mem, &again, m->parties);
    again.state = first.state;
    *ret = event_rule_same(&first, &again);
    return FAULT_NONE;
}

static Fault show_declared(Work *w, Reply *rp, const EventMeant *m, Str token,
                           EventOutcome outcome)
{
    Str url = event_private_url(w, m->event.id, "declare", event_secret_of_form(w, token));
    bool same = true;

    if (outcome == EVENT_TWICE) {
        TRY(same_words(w, m, &same));
    }
    web_private(rp);
    return web_see_other(rp, same ? url : STR_JOIN(w->mem, url, STR("&deja=1")));
}

static Fault begins_as(Work *w, const EventForm *in, int64_t *ret)
{
    EventState first = EVENT_DRAFT;

    if (in->draft.len == 0) {
        TRY(event_first_state(w, w->person ? w->person->id : (AccountId){ 0 }, &first));
    }
    *ret = (int64_t)first;
    return FAULT_NONE;
}

/* Every problem is shown beside its field, with all that was typed. */
Fault event_web_declare(Work *w, const Request *rq, Reply *rp)
{
    EventForm in;
    Problems p;
    EventMeant m;
    EventFormPage v = { 0 };
    EventOutcome outcome;
    Str token;

    TRY(form_read(w, rq, event_form_fields, FORM_FIELDS, &in, &p));
    TRY(event_form_meaning(w, &in, &p, &m));
    bool fresh =
        !http_find(&rq->form, STR("token"), &token) && guard_token_good(w->site, token, w->now);
    if (p.count == 0 && !str_eq(in.twin, STR("other")) && in.draft.len == 0) {
        Fault slow = find_twins(w, &m.event, &v.twins);
        if (slow && slow != FAULT_SLOW) { /* a courtesy isn't worth a lost form */
            return slow;
        }
    }
    if (p.count > 0 || v.twins.len > 0) {
        rp->status = 422;
        return show_new(w, rq, rp, &in, &p, &m, v);
    }
    TRY(begins_as(w, &in, &m.event.state));
    token = fresh ? token : guard_token(w);
    Fault f = declare(w, &m, token, &outcome);
    if (web_busy(f)) {
        rp->status = 503;
        v.problem = say(w->lang, SAY_form_not_saved);
        return show_new(w, rq, rp, &in, &p, &m, v);
    }
    TRY(f);
    return show_declared(w, rp, &m, token, outcome);
}

static Say declared_title(const Event *e)
{
    return e->state == EVENT_DRAFT ? SAY_form_draft_title : SAY_form_declared_title;
}

Fault event_web_declared(Work *w, const Request *rq, Reply *rp)
{
    Str secret = web_query(rq, "cle");
    Event e, *list;
    size_t n = 1;

    TRY(event_open_with(w, rq, secret, &e));
    if (e.series_id.v != 0) {
        TRY(event_store_of_series(w, e.series_id, 0, SERIES_DATES_MAX, &list, &n));
    }
    EventDeclaredPage v = {
        .frame = frame_of(w, rq, say(w->lang, declared_title(&e)), (Str){ 0 }),
        .card = event_card(w, &e, NULL),
        .when = event_when(w, &e),
        .edit_url = web_absolute(w, event_private_url(w, e.id, "modifier", secret)),
        .dates = (int64_t)n,
        .draft = e.state == EVENT_DRAFT,
        .published = event_is_public(&e),
        .other = web_query(rq, "deja").len > 0,
        .mail = e.owner_mail,
    };
    v.frame.no_index = v.frame.has_script = true;
    v.qr = qr_svg(w->mem, v.edit_url, say(w->lang, SAY_qr_edit));
    event_declared_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
