/* desk_web_team.c - /mes-cafes/ID/equipe: an organiser names who helps at the door */
#include "rooms/account/account_role.h"
#include "rooms/account/account_words.h"
#include "rooms/desk/desk_room.h"
#include "rooms/desk/desk_team.h"
#include "rooms/event/event_claim.h"
#include "rooms/signup/signup_door_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { MAIL_MAX = 254 };

typedef struct TeamForm {
    Str token, mail;
} TeamForm;

static const Field team_fields[] = {
    FIELD(TeamForm, token, FIELD_LINE, .max = 200),
    FIELD(TeamForm, mail, FIELD_LINE, .max = MAIL_MAX, .required = true),
};
enum { TEAM_TOKEN, TEAM_MAIL };

static Fault put_people(Work *w, const Event *e, DeskTeamPage *v)
{
    Holder *list;
    size_t n;

    TRY(account_role_team(w, work_id_text(w->mem, e->id.v), &list, &n));
    v->people.at = NEW_ARRAY(w->mem, DeskHelper, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->people.at[v->people.len++] =
            (DeskHelper){ list[i].mail, account_until_say(w, list[i].until_at) };
    }
    return FAULT_NONE;
}

static Fault may_relink(Work *w, const Event *e, bool *ret)
{
    Thing thing;

    TRY(event_thing(w, e, &thing));
    *ret = account_can(w->person, ACT_EVENT_EDIT, &thing);
    return FAULT_NONE;
}

static Fault put_link(Work *w, const Request *rq, const Event *e, DeskTeamPage *v)
{
    bool may;

    TRY(may_relink(w, e, &may));
    if (may) {
        v->link_action = desk_url(w, e->id, "/equipe/lien");
    }
    return may && str_eq(web_query(rq, "fait"), STR("lien"))
               ? event_edit_url(w, e->id, &v->link)
               : FAULT_NONE;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, DeskTeamPage v)
{
    TRY(put_people(w, e, &v));
    TRY(put_link(w, rq, e, &v));
    v.frame = frame_of(w, rq, say(w->lang, SAY_team_title), (Str){ 0 });
    v.frame.no_index = true;
    v.title = e->title;
    v.when = event_when(w, e);
    v.back = desk_url(w, e->id, "");
    v.action = desk_url(w, e->id, "/equipe");
    v.remove_action = desk_url(w, e->id, "/equipe/retirer");
    v.token = guard_token(w);
    v.over = e->until_at <= w->now;
    web_private(rp);
    desk_team_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault desk_web_team(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    DeskTeamPage v = { 0 };
    Str done = web_query(rq, "fait");

    TRY(signup_door_open(w, rq, ACT_ROLE_GIVE, &e));
    if (str_eq(done, STR("nomme"))) {
        v.done = say(w->lang, SAY_team_added);
    } else if (str_eq(done, STR("retire"))) {
        v.done = say(w->lang, SAY_team_removed);
    }
    return show(w, rq, rp, &e, v);
}

static RoleGift gift_of(Work *w, const Event *e, Str mail)
{
    return (RoleGift){ .mail = mail,
                       .role = ROLE_FACILITATOR,
                       .scope = SCOPE_EVENT,
                       .code = work_id_text(w->mem, e->id.v),
                       .until_at = e->until_at + ROLE_TEAM_SECONDS };
}

static Fault add(Work *w, const Event *e, Str mail, Str *ret_problem)
{
    RoleGift gift = gift_of(w, e, mail);
    RoleOutcome outcome;

    TRY(account_role_give(w, &gift, &outcome));
    if (outcome == ROLE_CROWDED) {
        *ret_problem = say(w->lang, SAY_team_crowded);
    } else if (outcome != ROLE_GIVEN) {
        *ret_problem = say(w->lang, account_mail_problem(mail));
    }
    return FAULT_NONE;
}

Fault desk_web_team_add(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    TeamForm in;
    Problems p;

    TRY(signup_door_open(w, rq, ACT_ROLE_GIVE, &e));
    TRY(form_read(w, rq, team_fields, COUNT(team_fields), &in, &p));
    Str problem = p.at[TEAM_MAIL];
    if (e.until_at <= w->now) {
        problem = say(w->lang, SAY_team_over);
    }
    if (problem.len == 0) {
        TRY(add(w, &e, in.mail, &problem));
    }
    if (problem.len > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e, (DeskTeamPage){ .mail = in.mail, .problem = problem });
    }
    return web_see_other(rp, desk_url(w, e.id, "/equipe?fait=nomme"));
}

Fault desk_web_team_remove(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    TeamForm in;
    Problems p;
    RoleOutcome outcome;

    TRY(signup_door_open(w, rq, ACT_ROLE_GIVE, &e));
    TRY(form_read(w, rq, team_fields, COUNT(team_fields), &in, &p));
    if (p.count > 0) {
        return FAULT_INPUT;
    }
    RoleGift gift = gift_of(w, &e, in.mail);
    TRY(account_role_take(w, &gift, &outcome));
    return web_see_other(rp, desk_url(w, e.id, "/equipe?fait=retire"));
}

Fault desk_web_team_link(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    bool may;

    TRY(signup_door_open(w, rq, ACT_ROLE_GIVE, &e));
    TRY(may_relink(w, &e, &may));
    if (!may) {
        return FAULT_ABSENT;
    }
    TRY(event_relink(w, e.id));
    return web_see_other(rp, desk_url(w, e.id, "/equipe?fait=lien#lien"));
}
