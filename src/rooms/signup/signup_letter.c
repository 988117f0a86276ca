/* signup_letter.c - what a letter says to who signed up */
#include "post/post.h"
#include "rooms/event/event_front.h"
#include "rooms/signup/signup_room.h"

static Say title_of(SignupNews what)
{
    static const Say titles[SIGNUP_NEWS_COUNT] = {
        [SIGNUP_NEWS_SEATED] = SAY_letter_seated,
        [SIGNUP_NEWS_HELD] = SAY_letter_held,
        [SIGNUP_NEWS_QUEUED] = SAY_letter_queued,
        [SIGNUP_NEWS_OFFERED] = SAY_letter_offered,
        [SIGNUP_NEWS_RELEASED] = SAY_letter_released,
        [SIGNUP_NEWS_LAPSED] = SAY_letter_lapsed,
        [SIGNUP_NEWS_SHRUNK] = SAY_letter_shrunk,
        [SIGNUP_NEWS_ALREADY] = SAY_letter_already,
    };

    return titles[what];
}

static Lang lang_of(const Signup *s)
{
    return lang_accept(s->lang);
}

Fault signup_letter(Work *w, const Signup *s, SignupNews what)
{
    Lang lang = lang_of(s);
    PostOutcome outcome;
    Event e;

    if (s->mail.len == 0) {
        return FAULT_NONE;
    }
    TRY(event_load(w, s->event_id, &e));
    Str title = say_with(w->mem, lang, title_of(what), SAY_ARGS(SAY_ARG(e.title)));
    PostLetter letter = {
        .reason = what == SIGNUP_NEWS_OFFERED ? POST_OFFER : POST_SEAT,
        .subject = s->id.v,
        .occasion = w->now * SIGNUP_NEWS_COUNT + (int64_t)what, /* each news once an instant */
        .to = s->mail,
        .to_name = s->name,
        .lang = lang,
        .stranger = true,
        .title = title,
        .action = say(lang, SAY_letter_page),
        .action_url = STR_JOIN(w->mem, w->site->base_url, signup_url(w, s)),
        .why = say_with(w->mem, lang, SAY_letter_why, SAY_ARGS(SAY_ARG(w->site->name))),
    };
    return post_put(w, &letter, &outcome);
}
