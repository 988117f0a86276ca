/* moderation.c - what those who look after cafés decide; load, decide, save, tell */
#include "rooms/account/account.h"
#include "rooms/event/event_turn.h"
#include "rooms/moderation/moderation_room.h"
#include "web/web.h"

static ModerationOutcome outcome_of(EventOutcome outcome)
{
    return outcome == EVENT_OK ? MODERATION_DONE : MODERATION_TOO_LATE;
}

static AccountId me(const Work *w)
{
    return w->person ? w->person->id : (AccountId){ 0 };
}

/* One unit at a time decides on an event, as a moderator. */
static Fault begin(Work *w, EventId id, WorkTx *ret)
{
    TRY(work_begin(w, ret));
    w->who = STR("moderator");
    return work_hold(w, id.v);
}

static bool is_publish(const Change *c)
{
    return c->becomes == EVENT_PUBLISHED && str_eq(c->who, STR("moderator"));
}

static bool is_refusal(const Change *c)
{
    return c->becomes == EVENT_REFUSED && str_eq(c->who, STR("moderator"));
}

/* Is it as who decides has seen it?  same: was the line that they haven't seen
 * such a decision? */
static Fault look(Work *w, EventId id, int64_t seen, bool (*same)(const Change *),
                  ModerationOutcome *ret)
{
    Past last;

    *ret = MODERATION_DONE;
    if (seen == 0) {
        return FAULT_NONE;
    }
    TRY(moderation_store_last(w, id, &last));
    if (last.number != seen) {
        bool mine = last.number == seen + 1 && me(w).v != 0 &&
                    me(w).v == last.change.account_id.v && same(&last.change);
        *ret = mine ? MODERATION_TWICE : MODERATION_MOVED;
    }
    return FAULT_NONE;
}

Fault moderation_publish(Work *w, EventId id, int64_t seen, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;
    EventOutcome outcome;

    TRY(begin(w, id, &tx));
    TRY(look(w, id, seen, is_publish, ret));
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_turn_dates(w, id, EVENT_PUBLISHED, (Str){ 0 }, &e, &outcome));
    *ret = outcome_of(outcome);
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_mark_read(w, id));
    TRY(account_deed(w, "moderate.publish", id.v));
    TRY(moderation_letter_published(w, &e));
    return work_commit(&tx);
}

/* "C'est une annonce commerciale. Voir ..." in the language of the café. */
static Str reason_of(Work *w, const Event *e, const Refusal *r)
{
    Lang lang = str_eq(e->lang, STR("en")) ? LANG_EN : LANG_FR;
    Str said =
        r->reason == REFUSE_OTHER ? (Str){ 0 } : say(lang, moderation_refuse_say(r->reason));

    return STR_JOIN(w->mem, said, said.len > 0 && r->word.len > 0 ? STR(" ") : STR(""),
                    r->word);
}

static Fault twin_url(Work *w, EventId twin, Str *ret)
{
    Event e;
    Fault f = twin.v != 0 ? event_load(w, twin, &e) : FAULT_ABSENT;

    *ret = !f && event_is_public(&e) ? web_absolute(w, event_url(w->mem, &e)) : (Str){ 0 };
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

Fault moderation_refuse(Work *w, EventId id, const Refusal *refusal, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;
    EventOutcome outcome;
    Str twin;

    TRY(begin(w, id, &tx));
    TRY(look(w, id, refusal->seen, is_refusal, ret));
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_load(w, id, &e));
    Str reason = reason_of(w, &e, refusal);
    TRY(event_turn_dates(w, id, EVENT_REFUSED, reason, &e, &outcome));
    *ret = outcome_of(outcome);
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_mark_read(w, id));
    TRY(account_deed(w, "moderate.refuse", id.v));
    TRY(twin_url(w, refusal->twin, &twin));
    TRY(moderation_letter_refused(w, &e, reason, twin));
    return work_commit(&tx);
}

/* The very same question, sent twice, is asked once. */
static Fault asked_before(Work *w, EventId id, Str body, bool *ret)
{
    Question *list;
    size_t n;

    *ret = false;
    TRY(moderation_store_questions(w, id, &list, &n));
    for (size_t i = 0; i < n; i++) {
        *ret = *ret || (list[i].answered_at == 0 && str_eq(list[i].body, body));
    }
    return FAULT_NONE;
}

static Str link_to(Work *w, const char *page, int64_t id, Str secret)
{
    Str text = work_id_text(w->mem, id);

    return web_absolute(
        w, str_format(w->mem, "/%s/%.*s?cle=%.*s", page, STR_ARG(text), STR_ARG(secret)));
}

Fault moderation_ask(Work *w, EventId id, Str body, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;
    bool before;

    TRY(begin(w, id, &tx));
    TRY(event_load(w, id, &e));
    TRY(asked_before(w, id, body, &before));
    *ret = e.owner_mail.len == 0 ? MODERATION_NO_ADDRESS : MODERATION_DONE;
    if (before || *ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    Question q = {
        .id = work_new_id(w), .event_id = id, .account_id = me(w), .at = w->now, .body = body
    };
    Str secret = moderation_secret(w, &q.secret_hash);
    TRY(moderation_store_ask(w, &q));
    TRY(account_deed(w, "moderate.ask", id.v));
    TRY(moderation_letter_asked(w, &e, &q, link_to(w, "reponses", q.id, secret)));
    TRY(work_tell(w, "event.asked", id.v));
    return work_commit(&tx);
}

/* Whoever hadn't read of the decision need not read that it is undone. */
static Fault tell_undone(Work *w, const Event *e, const Change *undone)
{
    bool never_left;

    TRY(moderation_letter_withdraw(w, e->id, undone, &never_left));
    return never_left ? FAULT_NONE : moderation_letter_undone(w, e);
}

Fault moderation_undo(Work *w, EventId id, int64_t seen, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;
    Change undone;
    EventOutcome outcome;

    TRY(begin(w, id, &tx));
    TRY(look(w, id, seen, event_turn_is_undo, ret));
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_turn_back(w, id, w->now - MODERATION_UNDO_SECONDS, &e, &undone, &outcome));
    *ret = outcome_of(outcome);
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(account_deed(w, "moderate.undo", id.v));
    TRY(tell_undone(w, &e, &undone));
    return work_commit(&tx);
}

/* What is read leaves no line in the history. */
static bool is_nothing(const Change *c)
{
    (void)c;
    return false;
}

Fault moderation_read(Work *w, EventId id, int64_t seen, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(begin(w, id, &tx));
    TRY(look(w, id, seen, is_nothing, ret));
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(event_mark_read(w, id));
    TRY(account_deed(w, "moderate.read", id.v));
    return work_commit(&tx);
}

Fault moderation_answer(Work *w, int64_t question, Str answer)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool first;

    TRY(work_begin(w, &tx));
    TRY(moderation_store_answer(w, question, answer, &first));
    return work_commit(&tx);
}

/* The same words while they wait for an answer say nothing new. */
static Fault reported_before(Work *w, const Report *r, bool *ret)
{
    Report *list;
    size_t n;

    *ret = false;
    TRY(moderation_store_reports(w, r->event_id, &list, &n));
    for (size_t i = 0; i < n; i++) {
        *ret = *ret || (list[i].state == REPORT_OPEN && list[i].reason == r->reason &&
                        str_eq(list[i].body, r->body) && str_eq(list[i].mail, r->mail));
    }
    return FAULT_NONE;
}

Fault moderation_report(Work *w, const Report *report, ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Report r = *report;
    Event e;
    int64_t open;
    bool before;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, r.event_id.v));
    TRY(event_load(w, r.event_id, &e));
    if (!event_is_public(&e) || e.demo) {
        return FAULT_ABSENT;
    }
    TRY(moderation_store_open(w, r.event_id, &open));
    TRY(reported_before(w, &r, &before));
    *ret = open >= REPORTS_OPEN_MAX ? MODERATION_ENOUGH : MODERATION_DONE;
    if (before || *ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    r.id = work_new_id(w);
    r.at = w->now;
    Str secret = moderation_secret(w, &r.secret_hash);
    TRY(moderation_store_report(w, &r));
    TRY(moderation_letter_reported(w, &e, &r, link_to(w, "signalements", r.id, secret)));
    TRY(work_tell(w, "report.made", r.id));
    return work_commit(&tx);
}

Fault moderation_report_answer(Work *w, int64_t report, Str answer)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool first;

    TRY(work_begin(w, &tx));
    TRY(moderation_store_report_answer(w, report, answer, &first));
    return work_commit(&tx);
}

/* It may have been refused already, for another report. */
static Fault take_away(Work *w, const Report *r, Event *e, ModerationOutcome *ret)
{
    EventOutcome outcome = EVENT_OK;

    if (event_is_public(e)) {
        TRY(event_turn(w, e->id, EVENT_REFUSED, r->decision, 0, e, &outcome));
    }
    *ret = outcome_of(outcome);
    return FAULT_NONE;
}

/* It was decided before: so, by the same person? */
static Fault decided_before(Work *w, const Report *r, ModerationOutcome *ret)
{
    Report was;

    TRY(moderation_store_load(w, r->id, &was));
    bool same = was.state == r->state && r->decided_by.v != 0 &&
                was.decided_by.v == r->decided_by.v && str_eq(was.decision, r->decision);
    *ret = same ? MODERATION_TWICE : MODERATION_TOO_LATE;
    return FAULT_NONE;
}

/* Writes the decision down, and does what it says. */
static Fault settle(Work *w, const Report *r, int64_t seen, Event *e, ModerationOutcome *ret)
{
    bool first;

    TRY(moderation_store_decide(w, r, &first));
    if (!first) {
        return decided_before(w, r, ret);
    }
    TRY(look(w, r->event_id, seen, is_nothing, ret));
    if (*ret == MODERATION_DONE && r->state == REPORT_ACTED) {
        TRY(take_away(w, r, e, ret));
    }
    return FAULT_NONE;
}

Fault moderation_decide(Work *w, int64_t report, ReportState state, Str sentence, int64_t seen,
                        ModerationOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Report r;
    Event e;

    TRY(moderation_store_load(w, report, &r));
    TRY(begin(w, r.event_id, &tx));
    TRY(event_load(w, r.event_id, &e));
    r.state = (int64_t)state;
    r.decision = sentence;
    r.decided_by = me(w);
    r.decided_at = w->now;
    TRY(settle(w, &r, seen, &e, ret));
    if (*ret != MODERATION_DONE) {
        return FAULT_NONE;
    }
    TRY(account_deed(w, state == REPORT_ACTED ? "report.act" : "report.keep", r.event_id.v));
    TRY(moderation_letter_decided(w, &e, &r));
    TRY(work_tell(w, "report.decided", r.id));
    return work_commit(&tx);
}
