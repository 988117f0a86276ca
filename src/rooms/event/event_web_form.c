/* event_web_form.c - declare a café, and change it with the secret of its link */
#include "rooms/event/event_choices.h"
#include "rooms/event/event_form.h"
#include "rooms/theme/theme.h"
#include "seal/token.h"
#include "web/guard.h"
#include "web/qr.h"

enum { TWINS_LOOKED_AT = 2000, TWINS_SHOWN = 3, DAY = 86400 };

static Choice choice(Work *w, Str value, Say words, Str chosen)
{
    return (
        Choice){ .value = value, .say = say(w->lang, words), .chosen = str_eq(value, chosen) };
}

static Choices repeat_choices(Work *w, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, 4), .len = 4 };

    list.at[0] = choice(w, (Str){ 0 }, SAY_repeat_none, chosen);
    list.at[1] = choice(w, STR("weekly"), SAY_repeat_weekly, chosen);
    list.at[2] = choice(w, STR("fortnight"), SAY_repeat_fortnight, chosen);
    list.at[3] = choice(w, STR("monthly"), SAY_repeat_monthly, chosen);
    return list;
}

static Input input(const EventForm *in, const Problems *p, size_t field)
{
    const Field *f = &event_form_fields[field];

    return (Input){ .value = *(const Str *)(const void *)((const char *)in + f->at),
                    .problem = p->at[field],
                    .max = f->kind == FIELD_INT ? 4 : f->max };
}

static void fill_inputs(const EventForm *in, const Problems *p, EventFormPage *v)
{
    v->title = input(in, p, FORM_TITLE);
    v->date = input(in, p, FORM_DATE);
    v->start = input(in, p, FORM_START);
    v->end = input(in, p, FORM_END);
    v->commune = input(in, p, FORM_COMMUNE);
    v->venue = input(in, p, FORM_VENUE);
    v->address = input(in, p, FORM_ADDRESS);
    v->address_extra = input(in, p, FORM_ADDRESS_EXTRA);
    v->directions = input(in, p, FORM_DIRECTIONS);
    v->access_note = input(in, p, FORM_ACCESS_NOTE);
    v->online_url = input(in, p, FORM_ONLINE_URL);
    v->summary = input(in, p, FORM_SUMMARY);
    v->body = input(in, p, FORM_BODY);
    v->organizers = input(in, p, FORM_ORGANIZERS);
    v->supporters = input(in, p, FORM_SUPPORTERS);
    v->audience_note = input(in, p, FORM_AUDIENCE_NOTE);
    v->capacity = input(in, p, FORM_CAPACITY);
    v->signup_url = input(in, p, FORM_SIGNUP_URL);
    v->contact = input(in, p, FORM_CONTACT);
    v->repeat_count = input(in, p, FORM_REPEAT_COUNT);
    v->has_problems = p->count > 0;
}

static Str or_else(Str typed, Str usual)
{
    return typed.len > 0 ? typed : usual;
}

static Fault fill_choices(Work *w, const EventForm *in, EventFormPage *v)
{
    v->kinds = event_choices_kind(w, or_else(in->kind, event_kind_address(EVENT_CAFE)));
    v->modes = event_choices_mode(w, or_else(in->mode, event_mode_address(EVENT_ON_SITE)));
    v->audiences =
        event_choices_audience(w, or_else(in->audience, event_audience_address(EVENT_PUBLIC)));
    v->access = event_choices_access(w, event_access_read(in->access));
    v->repeats = repeat_choices(w, in->repeat);
    return event_choices_theme(w, or_else(in->theme, w->site->theme), &v->themes);
}

/* Radio buttons: .url is the value, an INSEE code. */
static PlaceChoices commune_choices(Work *w, const EventMeant *meant)
{
    PlaceChoices list = { .at = NEW_ARRAY(w->mem, PlaceChoice, meant->match_count + 1) };

    for (size_t i = 0; i < meant->match_count; i++) {
        const Commune *c = &meant->matches[i].commune;
        Area department = { 0 };
        geo_department(w->site->geo, c->department, &department);
        list.at[list.len++] = (PlaceChoice){ .url = c->code,
                                             .name = c->name,
                                             .department_say = department.name,
                                             .postal = meant->matches[i].postal,
                                             .population = c->population };
    }
    return list;
}

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
    fill_inputs(in, p, &v);
    TRY(fill_choices(w, in, &v));
    if (meant) {
        v.communes = commune_choices(w, meant);
        v.code = meant->event.commune;
    }
    web_private(rp);
    event_form_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault event_web_new(Work *w, const Request *rq, Reply *rp)
{
    EventForm in = { 0 };
    Problems none = { 0 };

    return show_new(w, rq, rp, &in, &none, NULL, (EventFormPage){ 0 });
}

/* Those of the same day that look like it. */
static Fault find_twins(Work *w, const Event *e, EventCards *ret)
{
    Event *list, *twins = NEW_ARRAY(w->mem, Event, TWINS_SHOWN);
    size_t n, found = 0;

    TRY(event_store_day(w, e->starts_at - DAY, e->starts_at + DAY, TWINS_LOOKED_AT, &list, &n));
    for (size_t i = 0; i < n && found < TWINS_SHOWN; i++) {
        if (event_is_public(&list[i]) && event_twins(w->mem, e, &list[i])) {
            twins[found++] = list[i];
        }
    }
    *ret = event_cards(w, twins, found, NULL);
    return FAULT_NONE;
}

static SealHash secret_hash(const Work *w, Str secret)
{
    return seal_hash(w->site->key, secret);
}

static Str hash_text(Arena *mem, SealHash hash)
{
    static const char hex[] = "0123456789abcdef";
    char *at = arena_alloc(mem, 2 * SEAL_HASH_BYTES);

    for (size_t i = 0; i < SEAL_HASH_BYTES; i++) {
        at[2 * i] = hex[hash.at[i] >> 4];
        at[2 * i + 1] = hex[hash.at[i] & 15];
    }
    return (Str){ at, 2 * SEAL_HASH_BYTES };
}

/* The secret follows from the form and the key of the house, so that a form
 * that is sent twice gets the same link. */
static Str secret_of_form(Work *w, Str form_token)
{
    SealHash hash = secret_hash(w, str_format(w->mem, "edit:%.*s", STR_ARG(form_token)));

    return str_slice(hash_text(w->mem, hash), 0, 32);
}

static Fault declare_series(Work *w, EventMeant *m, EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event before, first = m->event;
    size_t dates;
    Series s = { .title = m->event.title,
                 .body = m->event.body,
                 .rule = m->rule,
                 .zone = m->event.zone,
                 .starts_at = m->event.starts_at,
                 .ends_at = m->event.ends_at };

    TRY(work_begin(w, &tx));
    TRY(event_hold_declaring(w));
    Fault f = event_store_by_form(w, m->event.form_token, &before);
    if (!f) {
        m->event.id = before.id;
        *ret = EVENT_TWICE;
        return FAULT_NONE;
    }
    if (f != FAULT_ABSENT) {
        return f;
    }
    TRY(event_series_add(w, &s, &first, m->parties, &dates));
    TRY(event_store_by_form(w, m->event.form_token, &before));
    m->event.id = before.id;
    m->dates = (int64_t)dates;
    *ret = EVENT_OK;
    return work_commit(&tx);
}

static Fault declare(Work *w, EventMeant *m, Str token, EventOutcome *ret)
{
    Str secret = secret_of_form(w, token);

    m->event.form_token = token;
    m->event.edit_hash = hash_text(w->mem, secret_hash(w, secret));
    m->event.source = STR("web");
    w->who = STR("organizer");
    return m->rule.len > 0 ? declare_series(w, m, ret)
                           : event_declare(w, &m->event, m->parties, ret);
}

static Str private_url(Work *w, EventId id, const char *page, Str secret)
{
    Str text = work_id_text(w->mem, id.v);

    return str_format(w->mem, "/cafes/%.*s/%s?cle=%.*s", STR_ARG(text), page, STR_ARG(secret));
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
    m.event.state = in.draft.len > 0 ? EVENT_DRAFT : EVENT_PROPOSED;
    token = fresh ? token : guard_token(w);
    Fault f = declare(w, &m, token, &outcome);
    if (f == FAULT_FULL || f == FAULT_SLOW || f == FAULT_DB) {
        rp->status = 503;
        v.problem = say(w->lang, SAY_form_not_saved);
        return show_new(w, rq, rp, &in, &p, &m, v);
    }
    TRY(f);
    web_private(rp);
    return web_see_other(rp, private_url(w, m.event.id, "declare", secret_of_form(w, token)));
}

/* The event of this address, for whoever has its secret; else there is none. */
static Fault open_with(Work *w, const Request *rq, Str secret, Event *ret)
{
    EventId id;
    SealHash hash = secret_hash(w, secret);

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_store_load(w, id, ret));
    Str want = ret->edit_hash, have = hash_text(w->mem, hash);
    SealHash a = secret_hash(w, want), b = secret_hash(w, have); /* compared in constant time */
    return want.len > 0 && secret.len > 0 && seal_same(a, b) ? FAULT_NONE : FAULT_ABSENT;
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

    TRY(open_with(w, rq, secret, &e));
    if (e.series_id.v != 0) {
        TRY(event_store_of_series(w, e.series_id, 0, SERIES_DATES_MAX, &list, &n));
    }
    EventDeclaredPage v = {
        .frame = frame_of(w, rq, say(w->lang, declared_title(&e)), (Str){ 0 }),
        .card = event_card(w, &e, NULL),
        .when = event_when(w, &e),
        .edit_url = web_absolute(w, private_url(w, e.id, "modifier", secret)),
        .dates = (int64_t)n,
        .draft = e.state == EVENT_DRAFT,
    };
    v.frame.no_index = v.frame.has_script = true;
    v.qr = qr_svg(w->mem, v.edit_url, say(w->lang, SAY_qr_edit));
    event_declared_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static Fault fill_standing(Work *w, const Event *e, EventFormPage *v)
{
    Change change = { 0 };

    v->state_say = event_state_say(w, (int64_t)event_state_shown(e, w->now));
    v->is_draft = e->state == EVENT_DRAFT;
    v->can_cancel =
        event_rule_may_become((EventState)e->state, EVENT_CANCELLED) && e->until_at > w->now;
    Fault f = event_change_store_last(w, e->id, (EventState)e->state, &change);
    v->reason = change.reason;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault show_edit(Work *w, const Request *rq, Reply *rp, const Event *e,
                       const EventForm *in, const Problems *p, const EventMeant *meant,
                       EventFormPage v)
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
        v.communes = commune_choices(w, meant);
        v.code = meant->event.commune;
    }
    bool problems = v.has_problems;
    fill_inputs(in, p, &v);
    v.has_problems = v.has_problems || problems;
    TRY(fill_choices(w, in, &v));
    TRY(fill_standing(w, e, &v));
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

    TRY(open_with(w, rq, web_query(rq, "cle"), &e));
    TRY(form_of_event(w, &e, web_query(rq, "cle"), &in));
    if (web_query(rq, "fait").len > 0) {
        v.problem = say(w->lang, SAY_form_saved);
    }
    return show_edit(w, rq, rp, &e, &in, &none, NULL, v);
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

static Str done_url(Work *w, EventId id, Str key)
{
    Str url = private_url(w, id, "modifier", key);

    return str_format(w->mem, "%.*s&fait=1", STR_ARG(url));
}

Fault event_web_save(Work *w, const Request *rq, Reply *rp)
{
    EventForm in;
    Problems p;
    EventMeant m;
    Event was;
    EventOutcome outcome;

    TRY(form_read(w, rq, event_form_fields, FORM_FIELDS, &in, &p));
    TRY(open_with(w, rq, in.key, &was));
    TRY(event_form_meaning(w, &in, &p, &m));
    if (p.count > 0) {
        rp->status = 422;
        return show_edit(w, rq, rp, &was, &in, &p, &m, (EventFormPage){ 0 });
    }
    keep_unasked(&m.event, &was);
    w->who = STR("organizer");
    TRY(event_edit(w, &m.event, m.parties, &outcome));
    if (was.state == EVENT_DRAFT && str_eq(in.draft, STR("no"))) {
        TRY(event_become(w, was.id, EVENT_PROPOSED, (Str){ 0 }, 0, &outcome));
    }
    return web_see_other(rp, done_url(w, was.id, in.key));
}

typedef struct StateForm {
    Str become, state_reason, new_date, key;
} StateForm;

static const Field state_fields[] = {
    FIELD(StateForm, become, FIELD_LINE, .max = 20, .required = true),
    FIELD(StateForm, state_reason, FIELD_TEXT, .max = EVENT_NOTE_MAX, .required = true),
    FIELD(StateForm, new_date, FIELD_LINE, .max = 20),
    FIELD(StateForm, key, FIELD_LINE, .max = 60),
};
enum { STATE_BECOME, STATE_REASON, STATE_NEW_DATE };

/* The new day, at the same hour as before. */
static int64_t moved_to(const Work *w, const Event *e, Str typed, Problems *p)
{
    Civil c = civil_at(event_zone(e), e->starts_at);

    if (!day_read(typed, &c.date)) {
        form_problem(p, STATE_NEW_DATE, say(w->lang, SAY_form_bad_date));
        return 0;
    }
    return civil_instant(event_zone(e), c);
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
        .has_problems = p->count > 0,
    };

    TRY(form_of_event(w, e, in->key, &form));
    rp->status = 422;
    return show_edit(w, rq, rp, e, &form, &none, NULL, v);
}

Fault event_web_become(Work *w, const Request *rq, Reply *rp)
{
    StateForm in;
    Problems p;
    Event e;
    EventOutcome outcome = EVENT_NOT_ALLOWED;
    int64_t to, new_at = 0;

    TRY(form_read(w, rq, state_fields, COUNT(state_fields), &in, &p));
    TRY(open_with(w, rq, in.key, &e));
    if (!event_state_read(in.become, &to) ||
        (to != EVENT_CANCELLED && to != EVENT_POSTPONED && to != EVENT_MOVED_ONLINE)) {
        return FAULT_INPUT;
    }
    if (to == EVENT_POSTPONED) {
        new_at = moved_to(w, &e, in.new_date, &p);
    }
    if (p.count > 0) {
        return show_state_problem(w, rq, rp, &e, &in, &p, (Str){ 0 });
    }
    w->who = STR("organizer");
    TRY(event_become(w, e.id, (EventState)to, in.state_reason, new_at, &outcome));
    if (outcome != EVENT_OK) {
        return show_state_problem(w, rq, rp, &e, &in, &p, say(w->lang, SAY_form_not_allowed));
    }
    return web_see_other(rp, done_url(w, e.id, in.key));
}
