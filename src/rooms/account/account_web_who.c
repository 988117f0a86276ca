/* account_web_who.c - /qui-fait-quoi: the table of permissions, for people */
#include "rooms/account/account_rule.h"
#include "rooms/account/account_web.h"
#include "rooms/account/account_who_view.h"
#include "rooms/account/account_words.h"
#include "web/web.h"

enum { GRANTS_SHOWN = 20 };

/* clang-format off */
static const struct {
    Say title, what, rest;
} acts[ACTS] = {
    [ACT_EVENT_EDIT] =     { SAY_who_edit, SAY_who_edit_say, SAY_who_edit_rest },
    [ACT_EVENT_PEOPLE] =   { SAY_who_people, SAY_who_people_say, SAY_who_people_rest },
    [ACT_EVENT_DOOR] =     { SAY_who_door, SAY_who_door_say, SAY_who_door_rest },
    [ACT_EVENT_MODERATE] = { SAY_who_moderate, SAY_who_moderate_say, SAY_who_moderate_rest },
    [ACT_TERRITORY_SEE] =  { SAY_who_territory, SAY_who_territory_say, SAY_who_territory_rest },
    [ACT_ROLE_GIVE] =      { SAY_who_role, SAY_who_role_say, SAY_who_role_rest },
    [ACT_ADMINISTER] =     { SAY_who_administer, SAY_who_administer_say, SAY_who_administer_rest },
};
static const Say holders[HOLDERS] = {
    [HOLDER_OWNER] = SAY_who_is_owner,
    [ROLE_FACILITATOR] = SAY_who_is_facilitator,
    [ROLE_COORDINATOR] = SAY_who_is_coordinator,
    [ROLE_NETWORK_HEAD] = SAY_who_is_network_head,
    [ROLE_MODERATOR] = SAY_who_is_moderator,
    [ROLE_ADMINISTRATOR] = SAY_who_is_administrator,
};
/* clang-format on */

static WhoAct act_of(const Work *w, Act act)
{
    WhoAct one = { .title = say(w->lang, acts[act].title),
                   .what = say(w->lang, acts[act].what),
                   .rest = say(w->lang, acts[act].rest),
                   .holders.at = NEW_ARRAY(w->mem, WhoHolder, HOLDERS) };

    for (int i = HOLDERS; i-- > 0;) { /* the owner first */
        Permission found = account_rule(i, act);
        if (found != PERMISSION_NONE) {
            one.holders.at[one.holders.len++] =
                (WhoHolder){ say(w->lang, holders[i]), found == PERMISSION_PROVEN };
        }
    }
    return one;
}

/* Where it is done.  code: of the grant; of one's own cafés, empty. */
static Str page_of(const Work *w, int holder, Act act, Str code)
{
    bool own = holder == HOLDER_OWNER;

    switch (act) {
    case ACT_EVENT_EDIT: return own ? STR("/mes-cafes") : STR("/mes-cafes?vue=organisation");
    case ACT_EVENT_PEOPLE: return STR("/mes-cafes");
    case ACT_EVENT_DOOR:
        return own ? STR("/mes-cafes")
                   : str_format(w->mem, "/mes-cafes/%.*s/porte", STR_ARG(code));
    case ACT_EVENT_MODERATE:
    case ACT_TERRITORY_SEE: return STR("/moderation");
    case ACT_ROLE_GIVE: return own ? STR("/mes-cafes") : STR("/admin/roles");
    case ACT_ADMINISTER: return STR("/admin");
    case ACTS: break;
    }
    return (Str){ 0 };
}

static WhoPowers may_of(const Work *w, int holder, Str code)
{
    WhoPowers list = { .at = NEW_ARRAY(w->mem, WhoPower, ACTS) };

    for (int i = 0; i < ACTS; i++) {
        if (account_rule(holder, (Act)i) != PERMISSION_NONE) {
            list.at[list.len++] =
                (WhoPower){ say(w->lang, acts[i].title), page_of(w, holder, (Act)i, code) };
        }
    }
    return list;
}

static WhoGrant grant_of(const Work *w, const Grant *g)
{
    bool event = g->scope == SCOPE_EVENT;

    return (WhoGrant){
        .role = account_role_say(w, g->role),
        .where = account_where_say(w, g->scope, g->name),
        .until = account_until_say(w, g->until_at),
        .url = event ? str_format(w->mem, "/cafes/%.*s", STR_ARG(g->code)) : (Str){ 0 },
        .may = may_of(w, (int)g->role, g->code),
    };
}

static void put_mine(const Work *w, AccountWho *v)
{
    const struct Person *p = w->person;

    v->signed_in = true;
    v->unproven = !p->proven;
    v->own = may_of(w, HOLDER_OWNER, (Str){ 0 });
    v->grants.at = NEW_ARRAY(w->mem, WhoGrant, GRANTS_SHOWN);
    for (size_t i = 0; i < p->grant_count && v->grants.len < GRANTS_SHOWN; i++) {
        v->grants.at[v->grants.len++] = grant_of(w, &p->grants[i]);
    }
    v->more = (int64_t)(p->grant_count - v->grants.len);
}

Fault account_web_who(Work *w, const Request *rq, Reply *rp)
{
    AccountWho v = {
        .frame = frame_of(w, rq, say(w->lang, SAY_who_title), say(w->lang, SAY_who_lead)),
        .acts.at = NEW_ARRAY(w->mem, WhoAct, ACTS),
    };

    for (int i = 0; i < ACTS; i++) {
        v.acts.at[v.acts.len++] = act_of(w, (Act)i);
    }
    if (w->person) {
        put_mine(w, &v);
        web_private(rp);
    }
    account_who_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
