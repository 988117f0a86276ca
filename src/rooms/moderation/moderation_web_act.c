/* moderation_web_act.c - what a moderator does on the page of one café */
#include "rooms/account/account.h"
#include "rooms/moderation/moderation_case.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_web.h"
#include "web/web.h"

enum { SEEN_MAX = 1000000 };

static const Field act_fields[] = {
    FIELD(ActForm, act, FIELD_LINE, .max = 20, .required = true),
    FIELD(ActForm, body, FIELD_TEXT, .max = MODERATION_TEXT_MAX),
    FIELD(ActForm, reason, FIELD_LINE, .max = 20),
    FIELD(ActForm, word, FIELD_TEXT, .max = MODERATION_TEXT_MAX),
    FIELD(ActForm, twin, FIELD_LINE, .max = 20),
    FIELD(ActForm, seen, FIELD_INT, .min = 1, .max = SEEN_MAX, .required = true),
};

static const Field decide_fields[] = {
    FIELD(DecideForm, decide, FIELD_LINE, .max = 10, .required = true),
    FIELD(DecideForm, sentence, FIELD_TEXT, .max = MODERATION_TEXT_MAX, .required = true),
    FIELD(DecideForm, seen, FIELD_INT, .min = 1, .max = SEEN_MAX, .required = true),
};

/* Of a form without a problem. */
static int64_t seen_of(Str typed)
{
    int64_t seen = 0;

    return str_to_int(typed, &seen) ? seen : 0;
}

static Fault refuse(Work *w, EventId id, CaseTyped *typed, ModerationOutcome *ret)
{
    Refusal refusal = { .word = typed->act.word, .seen = seen_of(typed->act.seen) };

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

static Fault ask(Work *w, EventId id, CaseTyped *typed, ModerationOutcome *ret)
{
    if (typed->act.body.len == 0) {
        form_problem(&typed->problems, ACT_BODY, say(w->lang, SAY_moderation_what_asked));
        return FAULT_NONE;
    }
    return moderation_ask(w, id, typed->act.body, ret);
}

/* What the button says; *ret_done: the word of the next page. */
static Fault act(Work *w, EventId id, CaseTyped *typed, Str *ret_done, ModerationOutcome *ret)
{
    Str what = typed->act.act;

    *ret_done = what;
    if (str_eq(what, STR("publie"))) {
        return moderation_publish(w, id, seen_of(typed->act.seen), ret);
    }
    if (str_eq(what, STR("demande"))) {
        return ask(w, id, typed, ret);
    }
    if (str_eq(what, STR("refuse"))) {
        return refuse(w, id, typed, ret);
    }
    if (str_eq(what, STR("annule"))) {
        return moderation_undo(w, id, seen_of(typed->act.seen), ret);
    }
    return str_eq(what, STR("lu")) ? moderation_read(w, id, seen_of(typed->act.seen), ret)
                                   : FAULT_INPUT;
}

static Fault case_done(Work *w, Reply *rp, EventId id, Str done)
{
    return web_see_other(rp, STR_JOIN(w->mem, moderation_case_url(w, id), STR("?fait="), done));
}

static bool is_done(ModerationOutcome outcome)
{
    return outcome == MODERATION_DONE || outcome == MODERATION_TWICE;
}

/* unseen: the form doesn't say what was seen, so it may be anything. */
static Str outcome_say(const Work *w, ModerationOutcome outcome, Str unseen)
{
    if (unseen.len > 0 || outcome == MODERATION_MOVED) {
        return say(w->lang, SAY_moderation_moved);
    }
    return is_done(outcome)                   ? (Str){ 0 }
           : outcome == MODERATION_NO_ADDRESS ? say(w->lang, SAY_moderation_no_address)
                                              : say(w->lang, SAY_moderation_too_late);
}

Fault moderation_web_act(Work *w, const Request *rq, Reply *rp)
{
    EventId id;
    Event e;
    CaseTyped typed = { 0 };
    Str done;
    ModerationOutcome outcome = MODERATION_DONE;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(form_read(w, rq, act_fields, COUNT(act_fields), &typed.act, &typed.problems));
    TRY(moderation_case_open(w, id, ACT_EVENT_MODERATE, &e));
    if (typed.problems.count == 0) {
        TRY(act(w, id, &typed, &done, &outcome));
    }
    if (typed.problems.count == 0 && is_done(outcome)) {
        return case_done(w, rp, id, done);
    }
    rp->status = 422;
    typed.problem = outcome_say(w, outcome, typed.problems.at[ACT_SEEN]);
    TRY(event_load(w, id, &e));
    return moderation_case_show(w, rq, rp, &e, &typed);
}

Fault moderation_web_decide(Work *w, const Request *rq, Reply *rp)
{
    CaseTyped typed = { 0 };
    Report r;
    Event e;
    ModerationOutcome outcome = MODERATION_DONE;

    TRY(web_arg_id(rq, 0, &typed.report));
    TRY(form_read(w, rq, decide_fields, COUNT(decide_fields), &typed.decide, &typed.problems));
    TRY(moderation_store_load(w, typed.report, &r));
    TRY(moderation_case_open(w, r.event_id, ACT_EVENT_MODERATE, &e));
    bool acted = str_eq(typed.decide.decide, STR("retirer"));
    if (!acted && !str_eq(typed.decide.decide, STR("garder"))) {
        return FAULT_INPUT;
    }
    if (typed.problems.count == 0) {
        TRY(moderation_decide(w, r.id, acted ? REPORT_ACTED : REPORT_KEPT,
                              typed.decide.sentence, seen_of(typed.decide.seen), &outcome));
        if (is_done(outcome)) {
            return case_done(w, rp, r.event_id, STR("decide"));
        }
    }
    rp->status = 422;
    typed.problem = outcome_say(w, outcome, typed.problems.at[DECIDE_SEEN]);
    return moderation_case_show(w, rq, rp, &e, &typed);
}
