#include "rooms/event/event_letter.h"

#include "post/post.h"
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
