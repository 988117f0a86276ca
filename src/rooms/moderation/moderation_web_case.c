/* moderation_web_case.c - one café, beside those it looks like, and what to do */
#include "rooms/account/account.h"
#include "rooms/event/event_turn.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_view.h"
#include "rooms/moderation/moderation_web.h"
#include "text/moment.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { TWINS_SHOWN = 3 };

typedef struct ActForm {
    Str act, body, reason, word, twin;
} ActForm;

static const Field act_fields[] = {
    FIELD(ActForm, act, FIELD_LINE, .max = 20, .required = true),
    FIELD(ActForm, body, FIELD_TEXT, .max = MODERATION_TEXT_MAX),
    FIELD(ActForm, reason, FIELD_LINE, .max = 20),
    FIELD(ActForm, word, FIELD_TEXT, .max = MODERATION_TEXT_MAX),
    FIELD(ActForm, twin, FIELD_LINE, .max = 20),
};
enum { ACT_ACT, ACT_BODY, ACT_REASON, ACT_WORD, ACT_TWIN };

typedef struct DecideForm {
    Str decide, sentence;
} DecideForm;

static const Field decide_fields[] = {
    FIELD(DecideForm, decide, FIELD_LINE, .max = 10, .required = true),
    FIELD(DecideForm, sentence, FIELD_TEXT, .max = MODERATION_TEXT_MAX, .required = true),
};
enum { DECIDE_DECIDE, DECIDE_SENTENCE };

/* What came with a form that has a problem; zeros: a GET. */
typedef struct Typed {
    ActForm act;
    Problems problems;
    Str problem; /* of no field */
    int64_t report;
    DecideForm decide;
} Typed;

/* Drafts are nobody's business. */
static Fault open_case(Work *w, EventId id, Act act, Event *ret)
{
    Thing thing;

    TRY(event_load(w, id, ret));
    if (ret->state == EVENT_DRAFT) {
        return FAULT_ABSENT;
    }
    TRY(event_thing(w, ret, &thing));
    return account_can(w->person, act, &thing) ? FAULT_NONE : FAULT_ABSENT;
}

static CaseSide side_of(Work *w, const Event *e)
{
    Str address = event_address_say(w->mem, e);

    return (CaseSide){
        .title = e->title,
        .url = event_is_public(e) ? event_url(w->mem, e) : (Str){ 0 },
        .when = event_when(w, e),
        .where = STR_JOIN(w->mem, e->venue, e->venue.len > 0 ? STR(", ") : STR(""),
                          address.len > 0 ? address : e->commune_name),
        .organizers = e->organizers,
        .summary = e->summary,
        .body = e->body,
        .contact = e->contact,
        .signup_url = e->signup_url,
    };
}

static Fault fill_twins(Work *w, const Event *e, const Typed *typed, CasePage *v)
{
    Event *list;
    size_t n;

    TRY(event_find_twins(w, e, TWINS_SHOWN, &list, &n));
    v->twins = (CaseSides){ .at = NEW_ARRAY(w->mem, CaseSide, n + 1), .len = n };
    v->twin_choices = (Choices){ .at = NEW_ARRAY(w->mem, Choice, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        Str id = work_id_text(w->mem, list[i].id.v);
        v->twins.at[i] = side_of(w, &list[i]);
        v->twin_choices.at[i] = (Choice){ .value = id,
                                          .say = list[i].title,
                                          .chosen = str_eq(id, typed->act.twin) };
    }
    return FAULT_NONE;
}

static Str instant_say(Work *w, int64_t at)
{
    return moment_say(w->mem, w->lang,
                      (Moment){ .starts = at, .zone = ZONE_PARIS, .hour_known = true }, w->now);
}

static Str what_of(Work *w, const Past *p, bool first)
{
    if (p->was == p->becomes) {
        return say(w->lang, first ? SAY_moderation_was_declared : SAY_moderation_was_edited);
    }
    return event_state_say(w, p->becomes);
}

/* Who moderates is known by name to those who moderate too, and by role to others. */
static Str who_of(Work *w, const Past *p, bool named)
{
    bool moderator = str_eq(p->who, STR("moderator"));

    if (moderator && named && p->name.len > 0) {
        return p->name;
    }
    return say(w->lang, moderator                          ? SAY_moderation_by_moderator
                        : str_eq(p->who, STR("organizer")) ? SAY_moderation_by_organizer
                                                           : SAY_moderation_by_house);
}

static Fault fill_changes(Work *w, const Event *e, CasePage *v)
{
    Past *list;
    size_t n;

    TRY(moderation_store_past(w, e->id, &list, &n));
    v->changes = (CaseChanges){ .at = NEW_ARRAY(w->mem, CaseChange, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        v->changes.at[i] = (CaseChange){ .at = instant_say(w, list[i].at),
                                         .what = what_of(w, &list[i], i + 1 == n),
                                         .who = who_of(w, &list[i], v->can_refuse),
                                         .reason = list[i].reason };
    }
    const Past *last = NULL;
    for (size_t i = n; i-- > 0;) {
        last = list[i].was != list[i].becomes ? &list[i] : last;
    }
    v->can_undo = v->can_refuse && last && str_eq(last->who, STR("moderator")) &&
                  last->at >= w->now - MODERATION_UNDO_SECONDS;
    return FAULT_NONE;
}

static Fault fill_questions(Work *w, const Event *e, CasePage *v)
{
    Question *list;
    size_t n;

    TRY(moderation_store_questions(w, e->id, &list, &n));
    v->questions = (CaseQuestions){ .at = NEW_ARRAY(w->mem, CaseQuestion, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        v->questions.at[i] =
            (CaseQuestion){ instant_say(w, list[i].at), list[i].body, list[i].answer };
    }
    return FAULT_NONE;
}

static CaseReport report_of(Work *w, const Report *r, const Typed *typed, bool may)
{
    Str id = work_id_text(w->mem, r->id);
    bool mine = typed->report == r->id;

    return (CaseReport){
        .id = id,
        .action = str_format(w->mem, "/moderation/signalements/%.*s", STR_ARG(id)),
        .token = guard_token(w),
        .at = instant_say(w, r->at),
        .reason = say(w->lang, moderation_report_say(r->reason)),
        .body = r->body,
        .answer = r->answer,
        .decision = r->decision,
        .waiting = r->state == REPORT_OPEN,
        .open = may && r->state == REPORT_OPEN,
        .problem = mine ? typed->problems.at[DECIDE_SENTENCE] : (Str){ 0 },
        .sentence = mine ? typed->decide.sentence : (Str){ 0 },
    };
}

static Fault fill_reports(Work *w, const Event *e, const Typed *typed, bool may, CasePage *v)
{
    Report *list;
    size_t n;

    TRY(moderation_store_reports(w, e->id, &list, &n));
    v->reports = (CaseReports){ .at = NEW_ARRAY(w->mem, CaseReport, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        v->reports.at[i] = report_of(w, &list[i], typed, may);
    }
    return FAULT_NONE;
}

static Choices reasons_of(Work *w, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, REFUSE_REASONS), .len = REFUSE_REASONS };

    for (int i = 0; i < REFUSE_REASONS; i++) {
        Str word = moderation_refuse_word(i);
        list.at[i] = (Choice){ .value = word,
                               .say = say(w->lang, moderation_refuse_say((RefuseReason)i)),
                               .chosen = str_eq(word, chosen) };
    }
    return list;
}

static Str done_say(const Work *w, Str done)
{
    static const struct {
        Str word;
        Say say;
    } said[] = {
        { STR_INIT("publie"), SAY_moderation_done_publish },
        { STR_INIT("demande"), SAY_moderation_done_ask },
        { STR_INIT("refuse"), SAY_moderation_done_refuse },
        { STR_INIT("annule"), SAY_moderation_done_undo },
        { STR_INIT("lu"), SAY_moderation_done_read },
        { STR_INIT("decide"), SAY_moderation_done_decide },
    };

    for (size_t i = 0; i < COUNT(said); i++) {
        if (str_eq(said[i].word, done)) {
            return say(w->lang, said[i].say);
        }
    }
    return (Str){ 0 };
}

static void fill_acts(const Event *e, bool may, CasePage *v)
{
    bool waits = e->state == EVENT_PROPOSED || e->state == EVENT_REFUSED;

    v->can_publish = may && waits;
    v->can_ask = may && e->owner_mail.len > 0;
    v->no_address = may && e->owner_mail.len == 0;
    v->can_refuse = may;
    v->unread = may && e->unread_at > 0;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const Typed *typed)
{
    Str id = work_id_text(w->mem, e->id.v);
    Thing thing;
    CasePage v = { .frame = frame_of_form(w, rq, rp, e->title),
                   .state = event_state_say(w, e->state),
                   .action = str_format(w->mem, "/moderation/%.*s", STR_ARG(id)),
                   .token = guard_token(w),
                   .done = done_say(w, web_query(rq, "fait")),
                   .problem = typed->problem,
                   .own = side_of(w, e),
                   .reasons = reasons_of(w, typed->act.reason),
                   .body = typed->act.body,
                   .word = typed->act.word };

    TRY(event_thing(w, e, &thing));
    bool may = account_can(w->person, ACT_EVENT_MODERATE, &thing);
    fill_acts(e, may, &v);
    if (typed->report == 0) {
        v.body_problem = typed->problems.at[ACT_BODY];
        v.word_problem = typed->problems.at[ACT_WORD];
    }
    TRY(fill_twins(w, e, typed, &v));
    TRY(fill_changes(w, e, &v));
    TRY(fill_questions(w, e, &v));
    TRY(fill_reports(w, e, typed, may, &v));
    v.can_refuse = may && e->state != EVENT_REFUSED;
    web_private(rp);
    moderation_case_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault moderation_web_case(Work *w, const Request *rq, Reply *rp)
{
    EventId id;
    Event e;
    Typed nothing = { 0 };

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(open_case(w, id, ACT_TERRITORY_SEE, &e));
    return show(w, rq, rp, &e, &nothing);
}

static Fault refuse(Work *w, EventId id, Typed *typed, ModerationOutcome *ret)
{
    Refusal refusal = { .word = typed->act.word };

    if (!moderation_refuse_read(typed->act.reason, &refusal.reason)) {
        form_problem(&typed->problems, ACT_WORD, say(w->lang, SAY_moderation_which_reason));
    } else if (refusal.reason == REFUSE_OTHER && refusal.word.len == 0) {
        form_problem(&typed->problems, ACT_WORD, say(w->lang, SAY_moderation_word_wanted));
    }
    if (typed->act.twin.len > 0 && !work_id_read(typed->act.twin, &refusal.twin.v)) {
        return FAULT_INPUT;
    }
    return typed->problems.count > 0 ? FAULT_NONE : moderation_refuse(w, id, &refusal, ret);
}

static Fault ask(Work *w, EventId id, Typed *typed, ModerationOutcome *ret)
{
    if (typed->act.body.len == 0) {
        form_problem(&typed->problems, ACT_BODY, say(w->lang, SAY_moderation_what_asked));
        return FAULT_NONE;
    }
    return moderation_ask(w, id, typed->act.body, ret);
}

/* What the button says; *ret_done: the word of the next page. */
static Fault act(Work *w, EventId id, Typed *typed, Str *ret_done, ModerationOutcome *ret)
{
    Str what = typed->act.act;

    *ret_done = what;
    if (str_eq(what, STR("publie"))) {
        return moderation_publish(w, id, ret);
    }
    if (str_eq(what, STR("demande"))) {
        return ask(w, id, typed, ret);
    }
    if (str_eq(what, STR("refuse"))) {
        return refuse(w, id, typed, ret);
    }
    if (str_eq(what, STR("annule"))) {
        return moderation_undo(w, id, ret);
    }
    return str_eq(what, STR("lu")) ? moderation_read(w, id) : FAULT_INPUT;
}

static Fault case_done(Work *w, Reply *rp, EventId id, Str done)
{
    Str text = work_id_text(w->mem, id.v);

    return web_see_other(
        rp, str_format(w->mem, "/moderation/%.*s?fait=%.*s", STR_ARG(text), STR_ARG(done)));
}

static Str outcome_say(const Work *w, ModerationOutcome outcome)
{
    return outcome == MODERATION_DONE         ? (Str){ 0 }
           : outcome == MODERATION_NO_ADDRESS ? say(w->lang, SAY_moderation_no_address)
                                              : say(w->lang, SAY_moderation_too_late);
}

Fault moderation_web_act(Work *w, const Request *rq, Reply *rp)
{
    EventId id;
    Event e;
    Typed typed = { 0 };
    Str done;
    ModerationOutcome outcome = MODERATION_DONE;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(form_read(w, rq, act_fields, COUNT(act_fields), &typed.act, &typed.problems));
    TRY(open_case(w, id, ACT_EVENT_MODERATE, &e));
    if (typed.problems.count == 0) {
        TRY(act(w, id, &typed, &done, &outcome));
    }
    if (typed.problems.count == 0 && outcome == MODERATION_DONE) {
        return case_done(w, rp, id, done);
    }
    rp->status = 422;
    typed.problem = outcome_say(w, outcome);
    TRY(event_load(w, id, &e));
    return show(w, rq, rp, &e, &typed);
}

Fault moderation_web_decide(Work *w, const Request *rq, Reply *rp)
{
    Typed typed = { 0 };
    Report r;
    Event e;
    ModerationOutcome outcome = MODERATION_DONE;

    TRY(web_arg_id(rq, 0, &typed.report));
    TRY(form_read(w, rq, decide_fields, COUNT(decide_fields), &typed.decide, &typed.problems));
    TRY(moderation_store_load(w, typed.report, &r));
    TRY(open_case(w, r.event_id, ACT_EVENT_MODERATE, &e));
    bool acted = str_eq(typed.decide.decide, STR("retirer"));
    if (!acted && !str_eq(typed.decide.decide, STR("garder"))) {
        return FAULT_INPUT;
    }
    if (typed.problems.count == 0) {
        TRY(moderation_decide(w, r.id, acted ? REPORT_ACTED : REPORT_KEPT,
                              typed.decide.sentence, &outcome));
        if (outcome == MODERATION_DONE) {
            return case_done(w, rp, r.event_id, STR("decide"));
        }
    }
    rp->status = 422;
    typed.problem = outcome_say(w, outcome);
    return show(w, rq, rp, &e, &typed);
}
