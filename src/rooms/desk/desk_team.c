/* desk_team.c - the letter to who was named for a café */
#include "rooms/desk/desk_team.h"

#include "post/post.h"
#include "rooms/account/account_store.h"
#include "rooms/event/event.h"
#include "rooms/event/event_told.h"
#include "web/web.h"

enum { TOLD_WITHIN = 7 * 86400 };

/* Not everyone who is named has asked: such letters are counted as a stranger's. */
static Fault put_letter(Work *w, const Account *a, const Grant *g, const Event *e)
{
    EventTold told = event_told(w, e);
    PostOutcome outcome;
    PostLetter letter = {
        .reason = POST_ORGANIZER,
        .subject = e->id.v,
        .occasion = g->id,
        .to = a->mail,
        .to_name = a->name,
        .lang = w->lang,
        .trust = POST_STRANGER,
        .title =
            say_with(w->mem, w->lang, SAY_team_letter_title, SAY_ARGS(SAY_ARG(told.title))),
        .paras = { say_with(w->mem, w->lang, SAY_team_letter_named,
                            SAY_ARGS(SAY_ARG(told.by), SAY_ARG(told.title))),
                   say(w->lang, SAY_team_letter_may) },
        .facts = { { say(w->lang, SAY_desk_letter_when), told.when },
                   { say(w->lang, SAY_desk_letter_where), told.where } },
        .action = say(w->lang, SAY_team_letter_see),
        .action_url = web_absolute_said(w, str_format(w->mem, "/mes-cafes/%.*s/porte",
                                                      STR_ARG(work_id_text(w->mem, e->id.v)))),
        .note = say(w->lang, SAY_team_letter_note),
        .why = say_with(w->mem, w->lang, SAY_team_letter_why, SAY_ARGS(SAY_ARG(told.title))),
    };

    return post_put(w, &letter, &outcome);
}

static Fault tell_one(Work *w, const Account *a, const Grant *g)
{
    Event e;
    EventId id;

    if (g->role != ROLE_FACILITATOR || g->scope != SCOPE_EVENT ||
        g->made_at < w->now - TOLD_WITHIN || !work_id_read(g->code, &id.v)) {
        return FAULT_NONE;
    }
    Fault f = event_load(w, id, &e);
    if (f || e.until_at <= w->now) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    Lang own = w->lang;
    w->lang = lang_accept(a->lang);
    f = put_letter(w, a, g, &e);
    w->lang = own;
    return f;
}

Fault desk_team_tell(Work *w, int64_t account)
{
    Account a;
    Grant *list;
    size_t n;
    Fault f = account_store_load(w, (AccountId){ account }, &a);

    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    TRY(account_store_grants(w, a.id, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(tell_one(w, &a, &list[i]));
    }
    return FAULT_NONE;
}
