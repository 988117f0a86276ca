#include "rooms/event/event_letter.h"

#include "rooms/account/account.h"
#include "rooms/event/event_secret.h"
#include "web/web.h"

static Say title_of(const Event *e)
{
    return e->state == EVENT_DRAFT       ? SAY_event_letter_draft
           : e->state == EVENT_PUBLISHED ? SAY_event_letter_published
                                         : SAY_event_letter_proposed;
}

static Say next_of(const Event *e)
{
    return e->state == EVENT_DRAFT       ? SAY_event_letter_then_draft
           : e->state == EVENT_PUBLISHED ? SAY_event_letter_then_published
                                         : SAY_event_letter_then;
}

Fault event_letter_declared(Work *w, const Event *e)
{
    PostOutcome outcome;

    if (e->owner_mail.len == 0) {
        return FAULT_NONE;
    }
    Str secret = event_secret_of_form(w, e->form_token);
    PostLetter letter = {
        .reason = POST_DECLARED,
        .subject = e->id.v,
        .to = e->owner_mail,
        .lang = w->lang,
        .trust = w->person ? POST_OURS : POST_STRANGER,
        .title = say_with(w->mem, w->lang, title_of(e), SAY_ARGS(SAY_ARG(e->title))),
        .paras = { say(w->lang, next_of(e)), say(w->lang, SAY_event_letter_keep) },
        .facts = { { say(w->lang, SAY_event_when), event_when(w, e) },
                   { say(w->lang, SAY_event_place), e->commune_name } },
        .action = say(w->lang, SAY_event_letter_edit),
        .action_url = web_absolute(w, event_private_url(w, e->id, "modifier", secret)),
        .note = say(w->lang, SAY_event_letter_note),
        .why = say(w->lang, SAY_event_letter_why),
    };
    return post_put(w, &letter, &outcome);
}

/* "Paul (paul@example.org)" */
static Str who_of(const Work *w)
{
    const struct Person *p = w->person;

    return p->name.len > 0
               ? str_format(w->mem, "%.*s (%.*s)", STR_ARG(p->name), STR_ARG(p->mail))
               : p->mail;
}

static Fault find_declarer(Work *w, const Event *e, PostLetter *l)
{
    if (e->owner_id.v != 0) {
        return account_mail(w, e->owner_id, &l->to, &l->to_name);
    }
    l->to = e->owner_mail;
    l->trust = POST_STRANGER;
    return FAULT_NONE;
}

static Fault put_joined(Work *w, const Event *e, PostOutcome *ret)
{
    Str who = who_of(w);
    PostLetter letter = {
        .reason = POST_ORGANIZER,
        .subject = e->id.v,
        .occasion = w->now, /* again when they come back */
        .lang = w->lang,
        .title = say_with(w->mem, w->lang, SAY_event_joined_title, SAY_ARGS(SAY_ARG(e->title))),
        .paras = { say_with(w->mem, w->lang, SAY_event_joined_who,
                            SAY_ARGS(SAY_ARG(who), SAY_ARG(e->title))),
                   say(w->lang, SAY_event_joined_may), say(w->lang, SAY_event_joined_else) },
        .facts = { { say(w->lang, SAY_event_when), event_when(w, e) },
                   { say(w->lang, SAY_event_place), e->commune_name } },
        .action = say(w->lang, SAY_event_joined_see),
        .action_url = web_absolute_said(w, str_format(w->mem, "/mes-cafes/%.*s/equipe",
                                                      STR_ARG(work_id_text(w->mem, e->id.v)))),
        .note = say(w->lang, SAY_event_joined_note),
        .why = say(w->lang, SAY_event_joined_why),
    };

    TRY(find_declarer(w, e, &letter));
    return post_put(w, &letter, ret);
}

Fault event_letter_joined(Work *w, const Event *e, PostOutcome *ret)
{
    Lang own = w->lang;

    w->lang = lang_accept(e->lang);
    Fault f = put_joined(w, e, ret);
    w->lang = own;
    return f;
}
