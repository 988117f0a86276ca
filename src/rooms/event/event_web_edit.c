/* event_web_edit.c - change a café: with the secret of its link, or as its owner */
#include "rooms/account/account.h"
#include "rooms/event/event_claim.h"
#include "rooms/event/event_form.h"
#include "rooms/event/event_seats.h"
#include "rooms/event/event_secret.h"
#include "rooms/theme/theme.h"
#include "web/guard.h"

/* The event of this address, for whoever has its secret or may change it; for
 * others there is none. */
Fault event_open_with(Work *w, const Request *rq, Str secret, Event *ret)
{
    EventId id;
    Thing thing;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_store_load(w, id, ret));
    if (event_secret_opens(w, ret, secret)) {
        return FAULT_NONE;
    }
    if (!w->person) {
        return FAULT_ABSENT;
    }
    TRY(event_thing(w, ret, &thing));
    return account_can(w->person, ACT_EVENT_EDIT, &thing) ? FAULT_NONE : FAULT_ABSENT;
}

static Fault fill_people(Work *w, const Event *e, EventFormPage *v)
{
    EventSeats seats;

    TRY(event_seats_load(w, e->id, &seats));
    v->people = event_is_public(e) ? seats.confirmed + seats.offered + seats.waiting : 0;
    if (v->people > 0) {
        TRY(event_seats_silent(w, e->id, &v->silent));
        v->told = v->people - v->silent;
    }
    return FAULT_NONE;
}

/* What its link would make of who has signed in, and isn't yet. */
static void offer_claim(Work *w, const Event *e, EventFormPage *v)
{
    Thing thing = { .owner = e->owner_id, .event = work_id_text(w->mem, e->id.v) };

    if (!w->person || v->key.len == 0 || account_could(w->person, ACT_EVENT_DOOR, &thing)) {
        return;
    }
    EventClaim would = event_claim_would(w, e);
    v->claim_helps = would == EVENT_CLAIM_HELPS;
    if (would != EVENT_CLAIM_OVER) {
        v->claim_action = str_format(w->mem, "/cafes/%.*s/ajouter", STR_ARG(thing.event));
    }
}

/* What it may still become, as the organiser says it. */
static void fill_becomes(const Work *w, const Event *e, Str chosen, EventFormPage *v)
{
    static const struct {
        EventState to;
        Str value;
        Say words;
    } all[] = {
        { EVENT_CANCELLED, STR_INIT("cancelled"), SAY_form_state_cancel },
        { EVENT_POSTPONED, STR_INIT("postponed"), SAY_form_state_postpone },
        { EVENT_MOVED_ONLINE, STR_INIT("moved_online"), SAY_form_state_online },
    };

    v->becomes.at = NEW_ARRAY(w->mem, Choice, COUNT(all));
    for (size_t i = 0; i < COUNT(all); i++) {
        if (event_rule_may_become((EventState)e->state, all[i].to)) {
            v->asks_room = v->asks_room || all[i].to == EVENT_MOVED_ONLINE;
            v->becomes.at[v->becomes.len++] =
                (Choice){ .value = all[i].value,
                          .say = say(w->lang, all[i].words),
                          .chosen = str_eq(all[i].value, chosen) };
        }
    }
    v->has_room = e->online_url.len > 0;
}

static Fault fill_standing(Work *w, const Event *e, EventFormPage *v)
{
    Change change = { 0 };

    v->state_say = event_state_say(w, (int64_t)event_state_shown(e, w->now));
    v->is_draft = e->state == EVENT_DRAFT || e->state == EVENT_REFUSED;
    v->can_cancel =
        event_rule_may_become((EventState)e->state, EVENT_CANCELLED) && e->until_at > w->now;
    v->can_return = e->state == EVENT_CANCELLED && e->until_at > w->now;
    Fault f = event_change_store_last(w, e->id, (EventState)e->state, &change);
    v->reason = change.reason;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault show_edit(Work *w, const Request *rq, Reply *rp, const Event *e,
                       const EventForm *in, const Problems *p, const EventMeant *meant,
                       Str become, EventFormPage v)
{
    Str id = work_id_text(w->mem, e->id.v);

    v.frame = frame_of(w, rq, say(w->lang, SAY_form_edit_title), (Str){ 0 });
    v.frame.no_index = true;
    v.editing = true;
    v.action = str_format(w->mem, "/cafes/%.*s/modifier", STR_ARG(id));
    v.state_action = str_format(w->mem, "/cafes/%.*s/etat", STR_ARG(id));
    v.token = guard_token(w);
    v.key = in->key;
    v.code = in->code;
    if (meant) {
        v.communes = event_form_communes(w, meant);
        v.code = meant->event.commune;
    }
    offer_claim(w, e, &v);
    bool problems = v.has_problems;
    event_form_inputs(w, in, p, &v);
    v.has_problems = v.has_problems || problems;
    TRY(event_form_choices(w, in, &v));
    fill_becomes(w, e, become, &v);
    TRY(fill_standing(w, e, &v));
    TRY(fill_people(w, e, &v));
    event_form_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static Fault form_of_event(Work *w, const Event *e, Str key, EventForm *ret)
{
    Parties parties;
    Theme theme;

    TRY(event_party_store_list(w, e->id, &parties));
    TRY(theme_load(w, e->theme, &theme));
    event_form_of(w, e, parties, theme.code, ret);
    ret->key = key;
    return FAULT_NONE;
}

Fault event_web_edit(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    EventForm in;
    Problems none = { 0 };
    EventFormPage v = { 0 };

    TRY(event_open_with(w, rq, web_query(rq, "cle"), &e));
    TRY(form_of_event(w, &e, web_query(rq, "cle"), &in));
    if (web_query(rq, "fait").len > 0) {
        v.problem = say(w->lang, SAY_form_saved);
    }
    return show_edit(w, rq, rp, &e, &in, &none, NULL, (Str){ 0 }, v);
}

/* What the form doesn't ask stays as it was. */
static void keep_unasked(Event *to, const Event *was)
{
    to->id = was->id;
    to->parent_id = was->parent_id;
    to->source = was->source;
    to->external_id = was->external_id;
    to->demo = was->demo;
    to->venue_kind = was->venue_kind;
    to->venue_site = was->venue_site;
    to->acceslibre = was->acceslibre;
}

/* Whoever is known for good cafés isn't kept waiting; what was refused is looked
 * at again. */
static Fault send_draft(Work *w, const Event *was, EventOutcome *ret)
{
    EventState first = EVENT_PROPOSED;

    if (was->state == EVENT_DRAFT) {
        TRY(event_first_state(w, event_trusted(w, was), &first));
    }
    return event_become(w, was->id, first, (Str){ 0 }, 0, ret);
}

static Str done_url(Work *w, EventId id, Str key)
{
    Str url = event_private_url(w, id, "modifier", key);

    return str_format(w->mem, "%.*s%sfait=1", STR_ARG(url), key.len > 0 ? "&" : "?");
}

static void refuse(Work *w, EventOutcome outcome, Problems *p)
{
    if (outcome == EVENT_WANTS_WORD) {
        form_problem(p, FORM_WORD, say(w->lang, SAY_form_word_wanted));
    } else if (outcome == EVENT_TAKEN) {
        form_problem(p, FORM_CAPACITY, say(w->lang, SAY_form_seats_taken));
    } else if (outcome == EVENT_PAST) {
        form_problem(p, FORM_DATE, say(w->lang, SAY_form_gone_date));
    } else if (outcome == EVENT_WANTS_ROOM) {
        form_problem(p, FORM_ONLINE_URL, say(w->lang, SAY_form_room_wanted));
    }
}

Fault event_web_save(Work *w, const Request *rq, Reply *rp)
{
    EventForm in;
    Problems p;
    EventMeant m;
    Event was;
    EventOutcome outcome;

    TRY(form_read(w, rq, event_form_fields, FORM_FIELDS, &in, &p));
    TRY(event_open_with(w, rq, in.key, &was));
    TRY(event_form_meaning(w, &in, &p, &m));
    if (p.count == 0) {
        keep_unasked(&m.event, &was);
        w->who = STR("organizer");
        TRY(event_edit(w, &m.event, m.parties, in.word, &outcome));
        refuse(w, outcome, &p);
    }
    if (p.count > 0) {
        rp->status = 422;
        return show_edit(w, rq, rp, &was, &in, &p, &m, (Str){ 0 }, (EventFormPage){ 0 });
    }
    if ((was.state == EVENT_DRAFT || was.state == EVENT_REFUSED) &&
        str_eq(in.draft, STR("no"))) {
        TRY(send_draft(w, &was, &outcome));
    }
    return web_see_other(rp, done_url(w, was.id, in.key));
}

typedef struct ClaimForm {
    Str key;
} ClaimForm;

static const Field claim_fields[] = { FIELD(ClaimForm, key, FIELD_LINE, .max = 60) };

static Fault show_unclaimed(Work *w, const Request *rq, Reply *rp, const Event *e, Str key,
                            Say why)
{
    EventForm form;
    Problems none = { 0 };
    EventFormPage v = { .problem = say(w->lang, why), .has_problems = true };

    TRY(form_of_event(w, e, key, &form));
    rp->status = 422;
    return show_edit(w, rq, rp, e, &form, &none, NULL, (Str){ 0 }, v);
}

/* Whoever holds the link and has signed in finds it again without the link. */
Fault event_web_claim(Work *w, const Request *rq, Reply *rp)
{
    ClaimForm in;
    Problems p;
    Event e;
    EventClaim claim;

    TRY(form_read(w, rq, claim_fields, COUNT(claim_fields), &in, &p));
    TRY(event_open_with(w, rq, in.key, &e));
    if (!w->person || !event_secret_opens(w, &e, in.key)) {
        return FAULT_DENIED;
    }
    TRY(event_claim(w, e.id, &claim));
    switch (claim) {
    case EVENT_CLAIM_OWNS: return web_see_other(rp, STR("/mes-cafes?fait=ajoute"));
    case EVENT_CLAIM_HELPS: return web_see_other(rp, STR("/mes-cafes?fait=equipe"));
    case EVENT_CLAIM_OVER: return show_unclaimed(w, rq, rp, &e, in.key, SAY_form_claim_over);
    case EVENT_CLAIM_CROWDED: return show_unclaimed(w, rq, rp, &e, in.key, SAY_form_claim_full);
    case EVENT_CLAIM_LATER: break;
    }
    return show_unclaimed(w, rq, rp, &e, in.key, SAY_form_claim_later);
}

typedef struct StateForm {
    Str become, state_reason, new_date, room, key;
} StateForm;

static const Field state_fields[] = {
    FIELD(StateForm, become, FIELD_LINE, .max = 20, .required = true),
    FIELD(StateForm, state_reason, FIELD_TEXT, .max = EVENT_NOTE_MAX, .required = true),
    FIELD(StateForm, new_date, FIELD_LINE, .max = 20),
    FIELD(StateForm, room, FIELD_URL, .max = EVENT_LINE_MAX),
    FIELD(StateForm, key, FIELD_LINE, .max = 60),
};
enum { STATE_BECOME, STATE_REASON, STATE_NEW_DATE, STATE_ROOM };

/* The new day, at the same hour as before. */
static int64_t moved_to(const Work *w, const Event *e, Str typed, Problems *p)
{
    enum { LATEST = 2 * 366 * 86400 };
    Civil c = civil_at(event_zone(e), e->starts_at);

    if (!day_read(typed, &c.date)) {
        form_problem(p, STATE_NEW_DATE, say(w->lang, SAY_form_bad_date));
        return 0;
    }
    int64_t at = civil_instant(event_zone(e), c);
    if (at > w->now + LATEST) {
        form_problem(p, STATE_NEW_DATE, say(w->lang, SAY_form_far_date));
    }
    return at;
}

static Fault show_state_problem(Work *w, const Request *rq, Reply *rp, const Event *e,
                                const StateForm *in, const Problems *p, Str problem)
{
    EventForm form;
    Problems none = { 0 };
    EventFormPage v = {
        .problem = problem,
        .state_reason = { in->state_reason, p->at[STATE_REASON], EVENT_NOTE_MAX },
        .new_date = { in->new_date, p->at[STATE_NEW_DATE], 20 },
        .room = { in->room, p->at[STATE_ROOM], EVENT_LINE_MAX },
        .has_problems = p->count > 0,
    };

    TRY(form_of_event(w, e, in->key, &form));
    rp->status = 422;
    return show_edit(w, rq, rp, e, &form, &none, NULL, in->become, v);
}

/* What was called off may take place after all; the rest is for moderators. */
static bool is_organisers(const Event *e, int64_t to)
{
    return to == EVENT_CANCELLED || to == EVENT_POSTPONED || to == EVENT_MOVED_ONLINE ||
           (to == EVENT_PUBLISHED && e->state == EVENT_CANCELLED);
}

static Fault become(Work *w, const Event *e, EventState to, const StateForm *in, int64_t new_at,
                    EventOutcome *ret)
{
    w->who = STR("organizer");
    return to == EVENT_MOVED_ONLINE
               ? event_move_online(w, e->id, in->state_reason, in->room, ret)
               : event_become(w, e->id, to, in->state_reason, new_at, ret);
}

/* Beside the field that mends it; what no field mends is returned. */
static Str refuse_turn(const Work *w, EventOutcome outcome, int64_t to, Problems *p)
{
    if (outcome == EVENT_PAST && to == EVENT_POSTPONED) {
        form_problem(p, STATE_NEW_DATE, say(w->lang, SAY_form_gone_day));
    } else if (outcome == EVENT_WANTS_ROOM) {
        form_problem(p, STATE_ROOM, say(w->lang, SAY_form_room_wanted));
    } else {
        return say(w->lang, SAY_form_not_allowed);
    }
    return (Str){ 0 };
}

Fault event_web_become(Work *w, const Request *rq, Reply *rp)
{
    StateForm in;
    Problems p;
    Event e;
    EventOutcome outcome = EVENT_NOT_ALLOWED;
    int64_t to, new_at = 0;

    TRY(form_read(w, rq, state_fields, COUNT(state_fields), &in, &p));
    TRY(event_open_with(w, rq, in.key, &e));
    if (!event_state_read(in.become, &to) || !is_organisers(&e, to)) {
        return FAULT_INPUT;
    }
    if (to == EVENT_POSTPONED) {
        new_at = moved_to(w, &e, in.new_date, &p);
    }
    if (p.count > 0) {
        return show_state_problem(w, rq, rp, &e, &in, &p, (Str){ 0 });
    }
    TRY(become(w, &e, (EventState)to, &in, new_at, &outcome));
    if (outcome != EVENT_OK) {
        Str problem = refuse_turn(w, outcome, to, &p);
        return show_state_problem(w, rq, rp, &e, &in, &p, problem);
    }
    return web_see_other(rp, done_url(w, e.id, in.key));
}
