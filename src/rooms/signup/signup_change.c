/* signup_change.c - those who signed up hear what changed
 *
 * What they know stands in a row for each sequence of the café: a change is
 * the difference between two of them, told once to each. */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_change_rule.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_notice_store.h"
#include "rooms/signup/signup_notices.h"
#include "web/web.h"
#include "work/job.h"

static Told told_of(const Work *w, const Event *e)
{
    return (Told){ .event_id = e->id,
                   .sequence = e->sequence,
                   .state = e->state,
                   .starts_at = e->starts_at,
                   .ends_at = e->ends_at,
                   .hour_known = e->hour_known,
                   .place = event_told(w, e).where,
                   .made_at = w->now };
}

static SignupFacts facts_of(const Told *t)
{
    return (SignupFacts){ .cancelled = t->state == EVENT_CANCELLED || t->state == EVENT_REFUSED,
                          .postponed = t->state == EVENT_POSTPONED,
                          .online = t->state == EVENT_MOVED_ONLINE,
                          .starts_at = t->starts_at,
                          .ends_at = t->ends_at,
                          .hour_known = t->hour_known,
                          .place = t->place };
}

static SignupChange change_of(const Told *was, const Told *is)
{
    SignupFacts a = facts_of(was), b = facts_of(is);

    return signup_change_rule(&a, &b);
}

/* The first time nobody has signed up yet: it is only written down. */
static Fault note(Work *w, const Event *e)
{
    Told is = told_of(w, e), was;
    Fault f = signup_notice_store_last(w, e->id, &was);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    if (!f && was.sequence >= is.sequence) {
        return FAULT_NONE;
    }
    if (f == FAULT_ABSENT && e->state == EVENT_REFUSED) {
        return FAULT_NONE; /* nobody ever saw it */
    }
    bool silent = f == FAULT_ABSENT || change_of(&was, &is) == SIGNUP_CHANGE_NONE;
    is.done_at = silent ? w->now : 0;
    TRY(signup_notice_store_tell(w, &is));
    if (silent) {
        return FAULT_NONE;
    }
    TRY(signup_notice_store_overtake(w, e->id, is.sequence, w->now));
    return job_add(w, "signup_change", e->id.v, w->now);
}

Fault signup_notice(Work *w, int64_t event)
{
    Event e;
    Fault f = event_load(w, (EventId){ event }, &e);

    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    TRY(signup_remind_plan(w, &e));
    bool taken_away = e.state == EVENT_REFUSED && e.until_at > w->now;
    bool seen = event_is_public(&e) || taken_away;
    bool known = seen && e.signup == EVENT_SIGNUP_HERE && !e.demo;
    return known ? note(w, &e) : FAULT_NONE;
}

typedef struct Words {
    Say title, say;
} Words;

/* clang-format off */
static const Words words_of[SIGNUP_CHANGES] = {
    [SIGNUP_CHANGE_CANCELLED] = { SAY_change_cancelled, SAY_change_cancelled_say },
    [SIGNUP_CHANGE_BACK]      = { SAY_change_back, SAY_change_back_say },
    [SIGNUP_CHANGE_POSTPONED] = { SAY_change_postponed, SAY_change_postponed_say },
    [SIGNUP_CHANGE_ONLINE]    = { SAY_change_online, SAY_change_online_say },
    [SIGNUP_CHANGE_WHEN]      = { SAY_change_when, SAY_change_when_say },
    [SIGNUP_CHANGE_WHERE]     = { SAY_change_where, SAY_change_where_say },
    [SIGNUP_CHANGE_BOTH]      = { SAY_change_both, SAY_change_both_say },
};
/* clang-format on */

/* All that is the same for everybody who hears of it. */
typedef struct Telling {
    const Event *event;
    const Told *was, *is;
    SignupChange what;
    Str word; /* of the organiser */
} Telling;

static void add_before(Work *w, Notice *n, const Telling *c)
{
    const Told *was = c->was, *is = c->is;

    if (was->starts_at != is->starts_at || was->ends_at != is->ends_at ||
        was->hour_known != is->hour_known) {
        signup_notice_fact(
            w, n, SAY_notice_before,
            event_told_when(w, c->event, was->starts_at, was->ends_at, was->hour_known));
    }
    if (!str_eq(was->place, is->place)) {
        signup_notice_fact(w, n, SAY_notice_before_where, was->place);
    }
}

typedef struct SeatWords {
    Say say, act;
} SeatWords;

/* What the reader has, as the change finds them. */
static const SeatWords *words_for(const Signup *s)
{
    static const SeatWords seated = { SAY_change_kept, SAY_notice_see },
                           waits = { SAY_change_waiting, SAY_notice_see_list },
                           offered = { SAY_change_offered, SAY_notice_offered_do },
                           held = { SAY_change_offered, SAY_notice_held_do };

    if (s->state == SIGNUP_OFFERED) {
        return signup_is_held(s) ? &held : &offered;
    }
    return s->state == SIGNUP_WAITING ? &waits : &seated;
}

static void add_action(Work *w, Notice *n, const Telling *c, const Signup *s)
{
    if (c->what == SIGNUP_CHANGE_CANCELLED) {
        Str path = c->event->commune.len > 0
                       ? STR_JOIN(w->mem, STR("/cafes?lieu="), c->event->commune)
                       : STR("/cafes");
        n->letter.action = say(w->lang, SAY_notice_find);
        n->letter.action_url = web_absolute_said(w, path);
        signup_notice_gone(w, n);
        return;
    }
    const SeatWords *words = words_for(s);
    signup_notice_para(n, say(w->lang, words->say));
    if (s->state == SIGNUP_OFFERED) {
        signup_notice_fact(w, n, SAY_notice_until,
                           event_told_instant(w, c->event, s->offered_until));
    }
    n->letter.action = say(w->lang, words->act);
    n->letter.action_url = signup_notice_page(w, s, (Str){ 0 });
    n->letter.note = say(w->lang, SAY_notice_personal);
}

/* Whoever was offered a seat and let it go by hears that from another letter. */
static bool is_past(const Work *w, const Telling *c, const Signup *s)
{
    return c->what != SIGNUP_CHANGE_CANCELLED && s->state == SIGNUP_OFFERED &&
           s->offered_until <= w->now;
}

static Fault write_to(Work *w, const Telling *c, const Signup *s)
{
    bool off = c->what == SIGNUP_CHANGE_CANCELLED;
    bool taken = c->event->state == EVENT_REFUSED; /* by a moderator */

    w->lang = lang_accept(s->lang);
    Notice n = signup_notice_new(w, s, off ? POST_CANCEL : POST_CHANGE);
    n.letter.occasion = c->is->sequence;
    signup_notice_title(w, &n, taken ? SAY_change_refused : words_of[c->what].title,
                        c->event->title);
    signup_notice_para(&n,
                       say(w->lang, taken ? SAY_change_refused_say : words_of[c->what].say));
    if (c->word.len > 0 && !taken) {
        signup_notice_para(
            &n, say_with(w->mem, w->lang, SAY_change_word, SAY_ARGS(SAY_ARG(c->word))));
    }
    add_before(w, &n, c);
    TRY(signup_notice_facts(w, &n, c->event, s));
    add_action(w, &n, c, s);
    if (s->state == SIGNUP_CONFIRMED) {
        signup_notice_invite(w, &n, c->event, s, off ? ICS_CANCEL : ICS_REQUEST);
    }
    TRY(off ? post_withdraw(w, POST_REMINDER, s->id.v) : FAULT_NONE);
    return signup_notice_put(w, &n);
}

static Fault write_to_some(Work *w, const Telling *c, Told *is)
{
    Signup *list;
    size_t n;

    TRY(signup_notice_store_all_of(w, is->event_id, is->made_at, is->after,
                                   SIGNUP_LETTERS_AT_ONCE, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(is_past(w, c, &list[i]) ? FAULT_NONE : write_to(w, c, &list[i]));
        is->after = list[i].id.v;
    }
    bool more = n == SIGNUP_LETTERS_AT_ONCE;
    is->done_at = more ? 0 : w->now;
    TRY(signup_notice_store_told(w, is));
    return more ? job_add(w, "signup_change", is->event_id.v, w->now) : FAULT_NONE;
}

/* What was said with this change; an older word belongs to an older one. */
static Fault find_word(Work *w, const Told *was, Str *ret)
{
    Change last;
    Fault f = event_last_word(w, was->event_id, &last);

    if (!f && last.sequence > was->sequence) {
        *ret = last.reason;
    }
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

/* It may have changed once more since: then that is told, and this is not. */
Fault signup_change(Work *w, int64_t event)
{
    Lang own = w->lang;
    Event e;
    Told is, was;

    TRY(event_load(w, (EventId){ event }, &e));
    TRY(signup_notice_store_last(w, e.id, &is));
    if (is.done_at > 0 || is.sequence != e.sequence) {
        return FAULT_NONE;
    }
    TRY(signup_notice_store_before(w, e.id, is.sequence, &was));
    Telling c = { .event = &e, .was = &was, .is = &is, .what = change_of(&was, &is) };
    TRY(find_word(w, &was, &c.word));
    Fault f = write_to_some(w, &c, &is);
    w->lang = own;
    return f;
}
