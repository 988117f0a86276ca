/* signup_quiet.c - /inscriptions/ID/messages: no messages of the organiser any more
 *
 * The seat stays, and what one has to know of it: reminders, changes. */
#include "rooms/signup/signup_room.h"
#include "rooms/signup/signup_watch_view.h"
#include "rooms/signup/signup_web.h"
#include "seal/token.h"
#include "web/guard.h"

enum { KEY_LEN = 32 };

static Str key_of(Work *w, SignupId id)
{
    return str_slice(
        seal_hash_text(w->mem, w->site->key, "signup-quiet:", work_id_text(w->mem, id.v)), 0,
        KEY_LEN);
}

Str signup_quiet_url(Work *w, const Signup *s)
{
    return STR_JOIN(w->mem, STR("/inscriptions/"), work_id_text(w->mem, s->id.v),
                    STR("/messages?cle="), key_of(w, s->id));
}

static Fault open_with(Work *w, const Request *rq, Signup *ret, Event *ret_event)
{
    SignupId id;

    TRY(web_arg_id(rq, 0, &id.v));
    if (!seal_same_text(w->site->key, key_of(w, id), web_query(rq, "cle"))) {
        return FAULT_ABSENT;
    }
    TRY(signup_load(w, id, ret));
    return event_load(w, ret->event_id, ret_event);
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Signup *s, const Event *e,
                  Say title)
{
    SignupWatchSaid v = {
        .title = say(w->lang, title),
        .what = say_with(w->mem, w->lang, s->quiet ? SAY_quiet_is : SAY_quiet_isnt,
                         SAY_ARGS(SAY_ARG(e->title))),
        .then = say(w->lang, SAY_quiet_stays),
        .action = signup_quiet_url(w, s),
        .button = say(w->lang, s->quiet ? SAY_quiet_again : SAY_quiet_do),
        .token = guard_token(w),
        .button_name = s->quiet ? STR("encore") : (Str){ 0 },
    };

    v.frame = frame_of(w, rq, v.title, (Str){ 0 });
    v.frame.no_index = true;
    web_private(rp);
    signup_watch_said_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* Opening the link does nothing: what reads letters ahead of people opens it too. */
Fault signup_web_quiet(Work *w, const Request *rq, Reply *rp)
{
    Signup s;
    Event e;

    TRY(open_with(w, rq, &s, &e));
    return show(w, rq, rp, &s, &e, SAY_quiet_title);
}

static Fault be_quiet(Work *w, Signup *s, bool quiet)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(signup_store_quiet(w, s->id, quiet));
    s->quiet = quiet;
    return work_commit(&tx);
}

/* No redirect: mail programs don't follow it.  Once more does no harm. */
Fault signup_web_quiet_do(Work *w, const Request *rq, Reply *rp)
{
    Signup s;
    Event e;
    Str again = { 0 };

    TRY(open_with(w, rq, &s, &e));
    bool loud = !http_find(&rq->form, STR("encore"), &again) && again.len > 0;
    TRY(be_quiet(w, &s, !loud));
    return show(w, rq, rp, &s, &e, loud ? SAY_quiet_undone : SAY_quiet_done);
}
