/* moderation_web_case.c - one café, beside those it looks like, and what to do */
#include "rooms/account/account.h"
#include "rooms/event/event_turn.h"
#include "rooms/moderation/moderation_case.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_web.h"
#include "text/moment.h"
#include "web/guard.h"
#include "web/web.h"

enum { TWINS_SHOWN = 3, TWINS_LOOKED_AT = 50 };

/* Drafts are nobody's business. */
Fault moderation_case_open(Work *w, EventId id, Act act, Event *ret)
{
    Thing thing;

    TRY(event_load(w, id, ret));
    if (ret->state == EVENT_DRAFT) {
        return FAULT_ABSENT;
    }
    TRY(event_thing(w, ret, &thing));
    return account_can(w->person, act, &thing) ? FAULT_NONE : FAULT_ABSENT;
}

Str moderation_case_url(Work *w, EventId id)
{
    Str text = work_id_text(w->mem, id.v);

    return str_format(w->mem, "/moderation/%.*s", STR_ARG(text));
}

static CaseSide side_of(Work *w, const Event *e)
{
    Str address = event_address_say(w->mem, e);

    return (CaseSide){
        .title = e->title,
        .state = event_state_say(w, e->state),
        .url = event_is_public(e) ? event_url(w->mem, e) : moderation_case_url(w, e->id),
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

/* The page says above where it stands, and is the page of one that isn't public. */
static CaseSide own_side(Work *w, const Event *e)
{
    CaseSide own = side_of(w, e);

    own.state = (Str){ 0 };
    own.url = event_is_public(e) ? own.url : (Str){ 0 };
    return own;
}

/* One that waits is only shown to who looks after its territory. */
static bool sees(Work *w, const Event *twin)
{
    Area department = { 0 };

    (void)geo_department(w->site->geo, twin->department, &department);
    Thing thing = { .event = work_id_text(w->mem, twin->id.v),
                    .department = twin->department,
                    .region = department.region };
    return event_is_public(twin) || account_can(w->person, ACT_TERRITORY_SEE, &thing);
}

static Fault find_twins(Work *w, const Event *e, Event **ret, size_t *ret_len)
{
    size_t n, kept = 0;

    TRY(event_find_twins_waiting(w, e, TWINS_LOOKED_AT, ret, &n));
    for (size_t i = 0; i < n && kept < TWINS_SHOWN; i++) {
        if (sees(w, &(*ret)[i])) {
            (*ret)[kept++] = (*ret)[i];
        }
    }
    *ret_len = kept;
    return FAULT_NONE;
}

static Fault fill_twins(Work *w, const Event *e, const CaseTyped *typed, CasePage *v)
{
    Event *list;
    size_t n;

    TRY(find_twins(w, e, &list, &n));
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

static Str what_of(Work *w, const Change *c, bool first)
{
    Str state = event_state_say(w, c->becomes);

    if (c->was == c->becomes) {
        return say(w->lang, first ? SAY_moderation_was_declared : SAY_moderation_was_edited);
    }
    return event_turn_is_undo(c)
               ? say_with(w->mem, w->lang, SAY_moderation_was_undone, SAY_ARGS(SAY_ARG(state)))
               : state;
}

/* Who moderates is known by name to those who moderate too, and by role to others. */
static Str who_of(Work *w, const Past *p, bool named)
{
    const Change *c = &p->change;
    bool moderator = str_eq(c->who, STR("moderator")) || event_turn_is_undo(c);

    if (moderator && named && p->name.len > 0) {
        return p->name;
    }
    return say(w->lang, moderator                          ? SAY_moderation_by_moderator
                        : str_eq(c->who, STR("organizer")) ? SAY_moderation_by_organizer
                                                           : SAY_moderation_by_house);
}

/* What nobody can take back isn't offered, and is explained. */
static void fill_undo(const Work *w, const Event *e, const Past *list, size_t n, CasePage *v)
{
    const Change *last = NULL;

    for (size_t i = n; i-- > 0;) {
        const Change *c = &list[i].change;
        last = c->was != c->becomes ? c : last;
    }
    bool decision =
        v->can_refuse && event_turn_is_decision(e, last, w->now - MODERATION_UNDO_SECONDS);
    v->can_undo = decision && e->taken + e->waiting == 0;
    v->no_undo = decision && !v->can_undo;
}

static Fault fill_changes(Work *w, const Event *e, CasePage *v)
{
    Past *list;
    size_t n;

    TRY(moderation_store_past(w, e->id, &list, &n));
    v->changes = (CaseChanges){ .at = NEW_ARRAY(w->mem, CaseChange, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        const Change *c = &list[i].change;
        v->changes.at[i] = (CaseChange){ .at = instant_say(w, c->at),
                                         .what = what_of(w, c, i + 1 == n),
                                         .who = who_of(w, &list[i], v->can_refuse),
                                         .reason = c->reason };
    }
    v->seen = n > 0 ? list[0].number : 0;
    fill_undo(w, e, list, n, v);
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

static CaseReport report_of(Work *w, const Report *r, const CaseTyped *typed, bool may,
                            const CasePage *v)
{
    Str id = work_id_text(w->mem, r->id);
    bool mine = typed->report == r->id;

    return (CaseReport){
        .id = id,
        .action = str_format(w->mem, "/moderation/signalements/%.*s", STR_ARG(id)),
        .token = guard_token(w),
        .seen = v->seen,
        .people = v->people,
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

static Fault fill_reports(Work *w, const Event *e, const CaseTyped *typed, bool may,
                          CasePage *v)
{
    Report *list;
    size_t n;

    TRY(moderation_store_reports(w, e->id, &list, &n));
    v->reports = (CaseReports){ .at = NEW_ARRAY(w->mem, CaseReport, n + 1), .len = n };
    for (size_t i = 0; i < n; i++) {
        v->reports.at[i] = report_of(w, &list[i], typed, may, v);
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

static void fill_acts(const Work *w, const Event *e, bool may, CasePage *v)
{
    bool waits = e->state == EVENT_PROPOSED || e->state == EVENT_REFUSED;

    v->can_publish = may && waits;
    v->can_ask = may && e->owner_mail.len > 0;
    v->no_address = may && e->owner_mail.len == 0;
    v->can_refuse = may;
    v->unread = may && e->unread_at > 0;
    v->people = event_is_public(e) && e->until_at > w->now ? e->taken + e->waiting : 0;
}

Fault moderation_case_show(Work *w, const Request *rq, Reply *rp, const Event *e,
                           const CaseTyped *typed)
{
    Thing thing;
    CasePage v = { .frame = frame_of_form(w, rq, rp, e->title),
                   .state = event_state_say(w, e->state),
                   .action = moderation_case_url(w, e->id),
                   .token = guard_token(w),
                   .done = done_say(w, web_query(rq, "fait")),
                   .problem = typed->problem,
                   .own = own_side(w, e),
                   .reasons = reasons_of(w, typed->act.reason),
                   .body = typed->act.body,
                   .word = typed->act.word };

    TRY(event_thing(w, e, &thing));
    bool may = account_can(w->person, ACT_EVENT_MODERATE, &thing);
    fill_acts(w, e, may, &v);
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
    CaseTyped nothing = { 0 };

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(moderation_case_open(w, id, ACT_TERRITORY_SEE, &e));
    return moderation_case_show(w, rq, rp, &e, &nothing);
}
