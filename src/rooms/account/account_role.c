#include "rooms/account/account_role.h"

#include "geo/geo.h"
#include "mail/address.h"
#include "rooms/account/account_role_store.h"
#include "rooms/account/account_rule.h"
#include "rooms/account/account_session.h"
#include "text/fold.h"
#include "work/work.h"

static const char *const role_names[ROLES] = {
    [ROLE_FACILITATOR] = "facilitator",     [ROLE_COORDINATOR] = "coordinator",
    [ROLE_NETWORK_HEAD] = "network-head",   [ROLE_MODERATOR] = "moderator",
    [ROLE_ADMINISTRATOR] = "administrator",
};

static const char *const scope_names[SCOPES] = {
    [SCOPE_EVERYWHERE] = "everywhere", [SCOPE_REGION] = "region",
    [SCOPE_DEPARTMENT] = "department", [SCOPE_ORGANIZATION] = "organization",
    [SCOPE_EVENT] = "event",
};

bool account_role_read(Str word, Role *ret)
{
    for (int i = 0; i < ROLES; i++) {
        if (str_eq(word, str_from(role_names[i]))) {
            *ret = (Role)i;
            return true;
        }
    }
    return false;
}

const char *account_role_name(int64_t role)
{
    return role >= 0 && role < ROLES ? role_names[role] : "";
}

static bool is_code(Str code)
{
    for (size_t i = 0; i < code.len; i++) {
        char c = code.at[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) {
            return false;
        }
    }
    return code.len >= 1 && code.len <= 3;
}

/* As it is stored; empty: there is no such thing. */
static Str code_of(Arena *mem, Scope scope, Str typed)
{
    int64_t id;

    switch (scope) {
    case SCOPE_REGION:
    case SCOPE_DEPARTMENT: return is_code(typed) ? typed : (Str){ 0 };
    case SCOPE_ORGANIZATION:
        return typed.len <= ROLE_NAME_MAX ? str_slice(fold(mem, typed), 0, ROLE_CODE_MAX)
                                          : (Str){ 0 };
    case SCOPE_EVENT: return work_id_read(typed, &id) ? work_id_text(mem, id) : (Str){ 0 };
    case SCOPE_EVERYWHERE:
    case SCOPES: break;
    }
    return (Str){ 0 };
}

bool account_scope_read(Arena *mem, Str word, RoleGift *ret)
{
    Str name, code;

    str_cut(word, ':', &name, &code);
    for (int i = 0; i < SCOPES; i++) {
        if (str_eq(str_trim(name), str_from(scope_names[i]))) {
            ret->scope = (Scope)i;
            ret->code = code_of(mem, (Scope)i, str_trim(code));
            ret->name = i == SCOPE_ORGANIZATION ? str_trim(code) : (Str){ 0 };
            return i == SCOPE_EVERYWHERE ? code.len == 0 : ret->code.len > 0;
        }
    }
    return false;
}

Str account_scope_text(Arena *mem, int64_t scope, Str code)
{
    const char *name = scope >= 0 && scope < SCOPES ? scope_names[scope] : "";

    return code.len > 0 ? str_format(mem, "%s:%.*s", name, STR_ARG(code)) : str_from(name);
}

static bool exists(const Work *w, const RoleGift *gift)
{
    Area area;

    switch (gift->scope) {
    case SCOPE_EVERYWHERE: return gift->code.len == 0;
    case SCOPE_REGION: return geo_region(w->site->geo, gift->code, &area);
    case SCOPE_DEPARTMENT: return geo_department(w->site->geo, gift->code, &area);
    case SCOPE_ORGANIZATION:
    case SCOPE_EVENT: /* the room of events comes later: who calls has looked */
        return gift->code.len > 0;
    case SCOPES: break;
    }
    return false;
}

static Fault meant(Work *w, const RoleGift *gift, Holder *ret, RoleOutcome *ret_how)
{
    Str mail = { 0 };

    *ret_how = ROLE_OUTCOMES;
    if (!account_rule_fits(gift->role, gift->scope) || !exists(w, gift)) {
        *ret_how = ROLE_MISFIT;
    } else if (mail_address_read(w->mem, gift->mail, &mail)) {
        *ret_how = ROLE_BAD_MAIL;
    }
    *ret = (Holder){ .mail = mail_address_fold(w->mem, mail),
                     .role = (int64_t)gift->role,
                     .scope = (int64_t)gift->scope,
                     .code = gift->code,
                     .name = gift->name,
                     .until_at = gift->until_at,
                     .given_by = w->person ? w->person->id : (AccountId){ 0 } };
    return FAULT_NONE;
}

/* Whoever helps at one door may be named by any organiser, again and again:
 * that doesn't sign anybody out. */
static Fault close_sessions(Work *w, const Holder *h)
{
    return h->role == ROLE_FACILITATOR ? account_role_store_unprove(w, h->account_id)
                                       : account_role_store_close(w, h->account_id);
}

static bool has(const Holder *team, size_t n, AccountId who)
{
    for (size_t i = 0; i < n; i++) {
        if (team[i].account_id.v == who.v) {
            return true;
        }
    }
    return false;
}

/* Those of an event are counted. */
static Fault hold_team(Work *w, const Holder *h)
{
    int64_t id;

    return h->scope == SCOPE_EVENT && work_id_read(h->code, &id) ? work_hold(w, id)
                                                                 : FAULT_NONE;
}

static Fault crowded(Work *w, const Holder *h, bool *ret)
{
    Holder *team = NULL;
    size_t n = 0;

    *ret = false;
    if (h->scope == SCOPE_EVENT) {
        TRY(account_role_store_of_event(w, h->code, &team, &n));
        *ret = n >= ROLE_TEAM_MAX && !has(team, n, h->account_id);
    }
    return FAULT_NONE;
}

/* Whoever is named hasn't said their language: that of the house, not of who names. */
static Fault make_holder(Work *w, Str mail, AccountId *ret)
{
    Lang own = w->lang;

    w->lang = LANG_FR;
    Fault f = account_make(w, mail, ret);
    w->lang = own;
    return f;
}

Fault account_role_give(Work *w, const RoleGift *gift, RoleOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Holder h;
    bool full;

    TRY(meant(w, gift, &h, ret));
    if (*ret == ROLE_OUTCOMES && gift->until_at != 0 && gift->until_at <= w->now) {
        *ret = ROLE_OVER;
    }
    if (*ret != ROLE_OUTCOMES) {
        return FAULT_NONE;
    }
    TRY(work_begin(w, &tx));
    TRY(hold_team(w, &h));
    TRY(make_holder(w, h.mail, &h.account_id));
    TRY(crowded(w, &h, &full));
    if (full) {
        *ret = ROLE_CROWDED;
        return FAULT_NONE;
    }
    TRY(account_role_store_put(w, &h));
    TRY(close_sessions(w, &h));
    TRY(account_deed(w, "role.give", h.account_id.v));
    TRY(work_tell(w, "role.given", h.account_id.v));
    *ret = ROLE_GIVEN;
    return work_commit(&tx);
}

Fault account_role_help(Work *w, Str event, int64_t until_at, RoleOutcome *ret)
{
    Holder *team, h = { .account_id = w->person->id,
                        .role = ROLE_FACILITATOR,
                        .scope = SCOPE_EVENT,
                        .code = event,
                        .until_at = until_at,
                        .given_by = w->person->id };
    size_t n;

    TRY(account_role_store_of_event(w, event, &team, &n));
    *ret = has(team, n, h.account_id) ? ROLE_HELD
           : n >= ROLE_TEAM_MAX       ? ROLE_CROWDED
                                      : ROLE_GIVEN;
    if (*ret != ROLE_GIVEN) {
        return FAULT_NONE;
    }
    TRY(account_role_store_put(w, &h));
    return close_sessions(w, &h);
}

Fault account_role_take(Work *w, const RoleGift *gift, RoleOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Holder h;
    bool had = false;

    TRY(meant(w, gift, &h, ret));
    if (*ret != ROLE_OUTCOMES) {
        return FAULT_NONE;
    }
    TRY(work_begin(w, &tx));
    TRY(account_of_mail(w, h.mail, &h.account_id));
    TRY(account_role_store_drop(w, &h, &had));
    *ret = had ? ROLE_TAKEN : ROLE_WITHOUT;
    if (!had) {
        return FAULT_NONE;
    }
    TRY(account_deed(w, "role.take", h.account_id.v));
    TRY(work_tell(w, "role.taken", h.account_id.v));
    return work_commit(&tx);
}

Fault account_role_list(Work *w, int64_t after, Holder **ret, size_t *ret_len)
{
    return account_role_store_list(w, after, ROLE_LIST_MAX, ret, ret_len);
}

Fault account_role_team(Work *w, Str event, Holder **ret, size_t *ret_len)
{
    return account_role_store_of_event(w, event, ret, ret_len);
}
