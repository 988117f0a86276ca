/* desk_letters.c - what the organiser wrote goes to those who have a seat */
#include "post/post.h"
#include "rooms/desk/desk.h"
#include "rooms/desk/desk_store.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup.h"
#include "web/web.h"
#include "work/job.h"

/* Paragraphs as they were typed; the last one holds what has no room. */
static void put_paras(const Work *w, const Message *m, const EventTold *told,
                      PostLetter *letter)
{
    size_t n = 0, at = 0;
    Str rest = m->body;

    letter->paras[n++] = say_with(w->mem, w->lang, SAY_desk_letter_from,
                                  SAY_ARGS(SAY_ARG(told->by), SAY_ARG(told->title)));
    while (n < POST_PARAS_MAX - 1 && at + 1 < rest.len) {
        if (rest.at[at] == '\n' && rest.at[at + 1] == '\n') {
            letter->paras[n++] = str_trim(str_slice(rest, 0, at));
            rest = str_trim(str_slice(rest, at, rest.len));
            at = 0;
        } else {
            at++;
        }
    }
    letter->paras[n] = rest;
}

static Fault put_letter(Work *w, const Message *m, const Event *e, const Signup *s)
{
    EventTold told = event_told(w, e);
    PostOutcome outcome;
    PostLetter letter = {
        .reason = POST_MESSAGE,
        .subject = m->id,
        .to = s->mail,
        .to_name = s->name,
        .lang = w->lang,
        .title = m->title,
        .action = say(w->lang, SAY_desk_letter_see),
        .action_url = web_absolute_said(w, signup_url(w, s)),
        .reply_to = m->reply_to,
        .unsubscribe_url = web_absolute_said(w, signup_quiet_url(w, s)),
        .unsubscribe = say(w->lang, SAY_desk_letter_stop),
        .why = say_with(w->mem, w->lang, SAY_desk_letter_why, SAY_ARGS(SAY_ARG(told.title))),
    };

    letter.facts[0] = (PostFact){ say(w->lang, SAY_desk_letter_when), told.when };
    letter.facts[1] = (PostFact){ say(w->lang, SAY_desk_letter_where), told.where };
    if (m->reply_to.len > 0) {
        letter.facts[2] = (PostFact){ say(w->lang, SAY_desk_letter_reply), m->reply_to };
    }
    put_paras(w, m, &told, &letter);
    return post_put(w, &letter, &outcome);
}

/* In the language of each reader. */
static Fault put_batch(Work *w, const Message *m, const Event *e, const Signup *list, size_t n)
{
    Lang before = w->lang;

    for (size_t i = 0; i < n; i++) {
        if (list[i].mail.len > 0 && !list[i].quiet) {
            w->lang = lang_accept(list[i].lang);
            Fault f = put_letter(w, m, e, &list[i]);
            w->lang = before;
            TRY(f);
        }
    }
    return FAULT_NONE;
}

Fault desk_letters_job(Work *w, int64_t subject)
{
    Message m;
    Event e;
    Signup *list;
    size_t n;
    Fault f = desk_store_message(w, subject, &m);

    if (f || m.done_at > 0) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    TRY(event_load(w, m.event_id, &e));
    TRY(signup_list(w, m.event_id, SIGNUP_CONFIRMED, (SignupId){ m.after }, DESK_BATCH, &list,
                    &n));
    TRY(put_batch(w, &m, &e, list, n));
    m.after = n > 0 ? list[n - 1].rank_at : m.after;
    TRY(desk_store_message_sent(w, m.id, m.after, n < DESK_BATCH ? w->now : 0));
    return n < DESK_BATCH ? FAULT_NONE : job_add(w, "desk_letters", m.id, w->now);
}
