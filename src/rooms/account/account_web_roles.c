/* account_web_roles.c - /admin/roles: who looks after the others' cafes */
#include "mail/address.h"
#include "rooms/account/account_role.h"
#include "rooms/account/account_rule.h"
#include "rooms/account/account_web.h"
#include "rooms/account/account_who_view.h"
#include "rooms/account/account_words.h"
#include "text/moment.h"
#include "web/form.h"
#include "web/guard.h"

enum { ROLES_SHOWN = 30, MAIL_MAX = 254 };

typedef struct RolesForm {
    Str token, mail, role, scope, code, until;
} RolesForm;

enum {
    ROLES_TOKEN,
    ROLES_MAIL,
    ROLES_ROLE,
    ROLES_SCOPE,
    ROLES_CODE,
    ROLES_UNTIL,
    ROLES_FIELDS
};
/* clang-format off */
static const Field roles_fields[ROLES_FIELDS] = {
    [ROLES_TOKEN] = FIELD(RolesForm, token, FIELD_LINE, .max = 200),
    [ROLES_MAIL]  = FIELD(RolesForm, mail, FIELD_LINE, .max = MAIL_MAX, .required = true),
    [ROLES_ROLE]  = FIELD(RolesForm, role, FIELD_LINE, .max = 20, .required = true),
    [ROLES_SCOPE] = FIELD(RolesForm, scope, FIELD_LINE, .max = 140, .required = true),
    [ROLES_CODE]  = FIELD(RolesForm, code, FIELD_LINE, .max = ROLE_CODE_MAX),
    [ROLES_UNTIL] = FIELD(RolesForm, until, FIELD_LINE, .max = 10),
};
static const struct { Scope scope; const char *word; Say say; } scopes[] = {
    { SCOPE_EVERYWHERE,   "everywhere",   SAY_scope_everywhere },
    { SCOPE_REGION,       "region",       SAY_scope_region },
    { SCOPE_DEPARTMENT,   "department",   SAY_scope_department },
    { SCOPE_ORGANIZATION, "organization", SAY_scope_organization },
};
/* clang-format on */

/* Facilitators are named on the page of their café. */
static RoleOptions role_options(const Work *w, Str chosen)
{
    RoleOptions list = { .at = NEW_ARRAY(w->mem, RoleOption, ROLES) };

    for (int i = ROLE_FACILITATOR + 1; i < ROLES; i++) {
        Str word = str_from(account_role_name(i));
        list.at[list.len++] =
            (RoleOption){ word, account_role_say(w, i), str_eq(word, chosen) };
    }
    return list;
}

static RoleOptions scope_options(const Work *w, Str chosen)
{
    RoleOptions list = { .at = NEW_ARRAY(w->mem, RoleOption, COUNT(scopes)) };

    for (size_t i = 0; i < COUNT(scopes); i++) {
        Str word = str_from(scopes[i].word);
        list.at[list.len++] =
            (RoleOption){ word, say(w->lang, scopes[i].say), str_eq(word, chosen) };
    }
    return list;
}

static RoleLine line_of(const Work *w, const Holder *h)
{
    bool event = h->scope == SCOPE_EVENT;

    return (RoleLine){
        .mail = h->mail,
        .role = account_role_say(w, h->role),
        .where = account_where_say(w, h->scope, h->name),
        .until = account_until_say(w, h->until_at),
        .url = event ? str_format(w->mem, "/cafes/%.*s", STR_ARG(h->code)) : (Str){ 0 },
        .role_word = str_from(account_role_name(h->role)),
        .scope_word = account_scope_text(w->mem, h->scope, h->name),
        .mine = h->account_id.v == w->person->id.v && h->role == ROLE_ADMINISTRATOR,
    };
}

static Fault put_lines(Work *w, const Request *rq, AccountRoles *v)
{
    Str asked = web_query(rq, "apres");
    Holder *list;
    int64_t after = 0;
    size_t n;

    if (asked.len > 0 && !work_id_read(asked, &after)) {
        return FAULT_INPUT;
    }
    TRY(account_role_list(w, after, &list, &n));
    v->lines.at = NEW_ARRAY(w->mem, RoleLine, ROLES_SHOWN);
    for (size_t i = 0; i < n && i < ROLES_SHOWN; i++) {
        v->lines.at[v->lines.len++] = line_of(w, &list[i]);
    }
    if (n > ROLES_SHOWN) {
        Str last = work_id_text(w->mem, list[ROLES_SHOWN - 1].id);
        v->next_url = str_format(w->mem, "/admin/roles?apres=%.*s", STR_ARG(last));
    }
    return FAULT_NONE;
}

static bool has_problem(const AccountRoles *v)
{
    return v->mail_problem.len + v->scope_problem.len + v->until_problem.len > 0;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const RolesForm *in, AccountRoles v)
{
    TRY(put_lines(w, rq, &v));
    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_roles_title));
    v.token = guard_token(w);
    v.has_problem = has_problem(&v);
    v.mail = in->mail;
    v.code = in->code;
    v.until = in->until;
    v.roles = role_options(w, in->role);
    v.scopes = scope_options(w, in->scope);
    web_private(rp);
    account_roles_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static bool may(const Work *w)
{
    return account_can(w->person, ACT_ROLE_GIVE, NULL);
}

Fault account_web_roles(Work *w, const Request *rq, Reply *rp)
{
    static const RolesForm nothing = { 0 };
    Str done = web_query(rq, "fait");
    AccountRoles v = { 0 };

    if (str_eq(done, STR("donne"))) {
        v.done = say(w->lang, SAY_roles_given);
    } else if (str_eq(done, STR("retire"))) {
        v.done = say(w->lang, SAY_roles_taken);
    }
    return may(w) ? show(w, rq, rp, &nothing, v) : FAULT_ABSENT;
}

/* The last day counts whole. */
static void read_until(Work *w, Str typed, RoleGift *ret, AccountRoles *v)
{
    Day day;

    if (typed.len == 0) {
        return;
    }
    if (!day_read(typed, &day)) {
        v->until_problem = say(w->lang, SAY_roles_until_bad);
        return;
    }
    ret->until_at = day_start(ZONE_PARIS, day_from_number(day_number(day) + 1));
}

/* What isn't everywhere wants to be named. */
static void read_scope(Work *w, const RolesForm *in, RoleGift *ret, AccountRoles *v)
{
    bool everywhere = str_eq(in->scope, STR("everywhere"));
    Str word = everywhere ? in->scope : STR_JOIN(w->mem, in->scope, STR(":"), in->code);

    if (!account_scope_read(w->mem, word, ret)) {
        v->scope_problem = say(w->lang, SAY_roles_code_bad);
    } else if (!account_rule_fits(ret->role, ret->scope)) {
        v->scope_problem = say(w->lang, SAY_roles_misfit);
    }
}

static Fault give(Work *w, const RoleGift *gift, AccountRoles *v)
{
    RoleOutcome outcome;

    TRY(account_role_give(w, gift, &outcome));
    if (outcome == ROLE_BAD_MAIL) {
        v->mail_problem = say(w->lang, account_mail_problem(gift->mail));
    } else if (outcome == ROLE_OVER) {
        v->until_problem = say(w->lang, SAY_roles_until_past);
    } else if (outcome != ROLE_GIVEN) {
        v->scope_problem = say(w->lang, SAY_roles_code_bad);
    }
    return FAULT_NONE;
}

Fault account_web_roles_give(Work *w, const Request *rq, Reply *rp)
{
    RolesForm in;
    Problems p;
    AccountRoles v = { 0 };

    if (!may(w)) {
        return FAULT_ABSENT;
    }
    TRY(form_read(w, rq, roles_fields, ROLES_FIELDS, &in, &p));
    RoleGift gift = { .mail = in.mail };
    if (!account_role_read(in.role, &gift.role) || gift.role == ROLE_FACILITATOR) {
        return FAULT_INPUT;
    }
    v.mail_problem = p.at[ROLES_MAIL];
    v.scope_problem = p.at[ROLES_CODE];
    v.until_problem = p.at[ROLES_UNTIL];
    if (!has_problem(&v)) {
        read_scope(w, &in, &gift, &v);
        read_until(w, in.until, &gift, &v);
    }
    if (!has_problem(&v)) {
        TRY(give(w, &gift, &v));
    }
    if (has_problem(&v)) {
        rp->status = 422;
        return show(w, rq, rp, &in, v);
    }
    return web_see_other(rp, STR("/admin/roles?fait=donne"));
}

/* Nobody shuts themselves out: another administrator does it. */
static bool is_own(const Work *w, const RoleGift *gift)
{
    return gift->role == ROLE_ADMINISTRATOR &&
           str_eq(mail_address_fold(w->mem, gift->mail), w->person->mail);
}

Fault account_web_roles_take(Work *w, const Request *rq, Reply *rp)
{
    RolesForm in;
    Problems p;
    RoleOutcome outcome;

    if (!may(w)) {
        return FAULT_ABSENT;
    }
    TRY(form_read(w, rq, roles_fields, ROLES_FIELDS, &in, &p));
    RoleGift gift = { .mail = in.mail };
    if (p.count > 0 || !account_role_read(in.role, &gift.role) ||
        !account_scope_read(w->mem, in.scope, &gift)) {
        return FAULT_INPUT;
    }
    if (is_own(w, &gift)) {
        return FAULT_DENIED;
    }
    TRY(account_role_take(w, &gift, &outcome));
    return web_see_other(rp, STR("/admin/roles?fait=retire"));
}
