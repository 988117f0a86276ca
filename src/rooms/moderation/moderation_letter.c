/* moderation_letter.c - what moderators decide is told to who declared the café,
 * and to who reported it */
#include "post/post.h"
#include "rooms/moderation/moderation_room.h"
#include "web/web.h"

/* In the language the café was declared in. */
static Lang lang_of(Str code)
{
    return str_eq(code, STR("en")) ? LANG_EN : LANG_FR;
}

/* Who acts speaks another language than who reads, maybe. */
static Work reading(const Work *w, Lang lang)
{
    Work other = *w;

    other.lang = lang;
    return other;
}

/* Its edit link; without one, its page for whoever signs in. */
static Fault edit_url(Work *w, const Event *e, Str *ret)
{
    Str id = work_id_text(w->mem, e->id.v);

    TRY(event_edit_url(w, e->id, ret));
    if (ret->len == 0) {
        *ret = web_absolute(w, str_format(w->mem, "/cafes/%.*s/modifier", STR_ARG(id)));
    }
    return FAULT_NONE;
}

static Fault put(Work *w, const Event *e, PostLetter *letter, Say title)
{
    PostOutcome outcome;
    Work r = reading(w, letter->lang);

    if (letter->to.len == 0) {
        return FAULT_NONE;
    }
    letter->reason = POST_REVIEW;
    letter->subject = e->id.v;
    letter->title = say_with(w->mem, letter->lang, title, SAY_ARGS(SAY_ARG(e->title)));
    letter->facts[0] = (PostFact){ say(letter->lang, SAY_event_when), event_when(&r, e) };
    letter->facts[1] = (PostFact){ say(letter->lang, SAY_event_place), e->commune_name };
    if (e->commune_name.len == 0) {
        letter->facts[1] = (PostFact){ 0 };
    }
    return post_put(w, letter, &outcome);
}

static PostLetter to_owner(const Event *e, int64_t occasion)
{
    Lang lang = lang_of(e->lang);

    return (PostLetter){ .to = e->owner_mail,
                         .lang = lang,
                         .occasion = occasion,
                         .why = say(lang, SAY_moderation_why) };
}

Fault moderation_letter_published(Work *w, const Event *e)
{
    PostLetter l = to_owner(e, e->sequence);
    Str edit;

    TRY(edit_url(w, e, &edit));
    l.paras[0] = say(l.lang, SAY_moderation_published_body);
    l.paras[1] = say_with(w->mem, l.lang, SAY_moderation_edit_here, SAY_ARGS(SAY_ARG(edit)));
    l.action = say(l.lang, SAY_moderation_see);
    l.action_url = web_absolute(w, event_url(w->mem, e));
    return put(w, e, &l, SAY_moderation_published_title);
}

Fault moderation_letter_refused(Work *w, const Event *e, Str reason, Str twin_url)
{
    PostLetter l = to_owner(e, e->sequence);
    Str rules = web_absolute(w, STR("/ce-que-nous-publions"));

    l.paras[0] = say(l.lang, SAY_moderation_refused_body);
    l.paras[1] = reason;
    l.paras[2] = twin_url.len > 0 ? say_with(w->mem, l.lang, SAY_moderation_refused_twin,
                                             SAY_ARGS(SAY_ARG(twin_url)))
                                  : say(l.lang, SAY_moderation_refused_again);
    TRY(edit_url(w, e, &l.action_url));
    l.action = say(l.lang, SAY_moderation_edit);
    l.note = say_with(w->mem, l.lang, SAY_moderation_rules_at, SAY_ARGS(SAY_ARG(rules)));
    return put(w, e, &l, SAY_moderation_refused_title);
}

Fault moderation_letter_asked(Work *w, const Event *e, const Question *q, Str url)
{
    PostLetter l = to_owner(e, q->id);

    l.paras[0] = say(l.lang, SAY_moderation_asked_body);
    l.paras[1] = q->body;
    l.action = say(l.lang, SAY_moderation_answer_do);
    l.action_url = url;
    l.note = say(l.lang, SAY_moderation_secret_note);
    return put(w, e, &l, SAY_moderation_asked_title);
}

/* The occasion is the sequence of the café, or when a report was decided on. */
Fault moderation_letter_withdraw(Work *w, EventId id, const Change *decision, bool *ret)
{
    bool of_case, of_report;

    TRY(post_withdraw_one(w, POST_REVIEW, id.v, decision->sequence, &of_case));
    TRY(post_withdraw_one(w, POST_REVIEW, id.v, decision->at, &of_report));
    *ret = of_case || of_report;
    return FAULT_NONE;
}

Fault moderation_letter_undone(Work *w, const Event *e)
{
    PostLetter l = to_owner(e, e->sequence);
    Work r = reading(w, l.lang);
    Str state = event_state_say(&r, e->state);

    l.paras[0] = say_with(w->mem, l.lang, SAY_moderation_undone_body, SAY_ARGS(SAY_ARG(state)));
    TRY(edit_url(w, e, &l.action_url));
    l.action = say(l.lang, SAY_moderation_edit);
    return put(w, e, &l, SAY_moderation_undone_title);
}

Fault moderation_letter_reported(Work *w, const Event *e, const Report *r, Str url)
{
    PostLetter l = to_owner(e, r->id);

    l.trust = POST_STRANGER;
    l.paras[0] = say(l.lang, SAY_moderation_reported_body);
    l.paras[1] = say(l.lang, moderation_report_say(r->reason));
    l.paras[2] = r->body;
    l.action = say(l.lang, SAY_moderation_answer_do);
    l.action_url = url;
    l.note = say(l.lang, SAY_moderation_reported_note);
    return put(w, e, &l, SAY_moderation_reported_title);
}

static Fault tell_reporter(Work *w, const Event *e, const Report *r)
{
    Lang lang = lang_of(r->lang);
    PostLetter l = { .to = r->mail,
                     .lang = lang,
                     .occasion = r->decided_at,
                     .trust = POST_STRANGER,
                     .why = say(lang, SAY_moderation_why_reporter) };

    l.paras[0] = say(lang, r->state == REPORT_ACTED ? SAY_moderation_acted_reporter
                                                    : SAY_moderation_kept_reporter);
    l.paras[1] = r->decision;
    return put(w, e, &l, SAY_moderation_decided_title);
}

Fault moderation_letter_decided(Work *w, const Event *e, const Report *r)
{
    PostLetter l = to_owner(e, r->decided_at);

    l.paras[0] = say(l.lang, r->state == REPORT_ACTED ? SAY_moderation_acted_owner
                                                      : SAY_moderation_kept_owner);
    l.paras[1] = r->decision;
    TRY(edit_url(w, e, &l.action_url));
    l.action = say(l.lang, SAY_moderation_edit);
    TRY(put(w, e, &l, SAY_moderation_decided_title));
    return tell_reporter(w, e, r);
}
