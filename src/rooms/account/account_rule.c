/* account_rule.c - one table decides, and says no to what isn't in it */
#include "rooms/account/account_rule.h"

/* Plain is what shows nothing that others said of themselves, and gives nobody
 * a right to see it.  An administrator keeps the house, and doesn't read the
 * lists of its guests. */
/* clang-format off */
enum { NO = PERMISSION_NONE, OK = PERMISSION_PLAIN, PROOF = PERMISSION_PROVEN };
static const unsigned char table[HOLDERS][ACTS] = {
    /*                        edit   people door   moderate territory role   administer */
    [HOLDER_OWNER] =        { OK,    PROOF, PROOF, NO,      NO,       PROOF, NO },
    [ROLE_FACILITATOR] =    { NO,    NO,    PROOF, NO,      NO,       NO,    NO },
    [ROLE_COORDINATOR] =    { NO,    NO,    NO,    PROOF,   PROOF,    NO,    NO },
    [ROLE_NETWORK_HEAD] =   { PROOF, NO,    NO,    NO,      PROOF,    NO,    NO },
    [ROLE_MODERATOR] =      { NO,    NO,    NO,    PROOF,   PROOF,    NO,    NO },
    [ROLE_ADMINISTRATOR] =  { NO,    NO,    NO,    PROOF,   PROOF,    PROOF, PROOF },
};
static const bool fits[ROLES][SCOPES] = {
    /*                        everywhere region department organization event */
    [ROLE_FACILITATOR] =    { false,     false, false,     false,       true },
    [ROLE_COORDINATOR] =    { true,      true,  true,      false,       false },
    [ROLE_NETWORK_HEAD] =   { false,     false, false,     true,        false },
    [ROLE_MODERATOR] =      { true,      true,  true,      false,       false },
    [ROLE_ADMINISTRATOR] =  { true,      false, false,     false,       false },
};
/* clang-format on */

Permission account_rule(int holder, Act act)
{
    bool known = holder >= 0 && holder < HOLDERS && (int)act >= 0 && act < ACTS;

    return known ? (Permission)table[holder][act] : PERMISSION_NONE;
}

bool account_rule_fits(Role role, Scope scope)
{
    bool known = (int)role >= 0 && role < ROLES && (int)scope >= 0 && scope < SCOPES;

    return known && fits[role][scope];
}

/* Names, each ended by ';': a whole one, not a part of one. */
static bool holds(Str organizers, Str name)
{
    Str one, rest = organizers;

    while (rest.len > 0) {
        str_cut(rest, ';', &one, &rest);
        if (str_eq(str_trim(one), name)) {
            return true;
        }
    }
    return false;
}

bool account_rule_within(const Grant *grant, const Thing *thing)
{
    Scope scope = (Scope)grant->scope;

    if (scope == SCOPE_EVERYWHERE) {
        return true;
    }
    if (grant->code.len == 0) {
        return false;
    }
    switch (scope) {
    case SCOPE_REGION: return str_eq(grant->code, thing->region);
    case SCOPE_DEPARTMENT: return str_eq(grant->code, thing->department);
    case SCOPE_ORGANIZATION: return holds(thing->organizers, grant->code);
    case SCOPE_EVENT: return str_eq(grant->code, thing->event);
    case SCOPE_EVERYWHERE:
    case SCOPES: break;
    }
    return false;
}

static bool grants(const Grant *grant, Act act, const Thing *thing, bool proven)
{
    Role role = (Role)grant->role;
    Permission found = account_rule((int)grant->role, act);

    return account_rule_fits(role, (Scope)grant->scope) && found != PERMISSION_NONE &&
           (found == PERMISSION_PLAIN || proven) && account_rule_within(grant, thing);
}

static bool owns(const struct Person *p, const Thing *thing)
{
    return p->id.v != 0 && thing->owner.v == p->id.v;
}

static bool decide(const struct Person *p, Act act, const Thing *thing, bool proven)
{
    static const Thing nothing = { 0 };
    const Thing *on = thing ? thing : &nothing;

    if (!p) {
        return false;
    }
    Permission own = owns(p, on) ? account_rule(HOLDER_OWNER, act) : PERMISSION_NONE;
    if (own == PERMISSION_PLAIN || (own == PERMISSION_PROVEN && proven)) {
        return true;
    }
    for (size_t i = 0; i < p->grant_count; i++) {
        if (grants(&p->grants[i], act, on, proven)) {
            return true;
        }
    }
    return false;
}

bool account_can(const struct Person *p, Act act, const Thing *thing)
{
    return p && decide(p, act, thing, p->proven);
}

bool account_could(const struct Person *p, Act act, const Thing *thing)
{
    return decide(p, act, thing, true);
}

/* What lies within it. */
static Thing thing_of(const Grant *grant)
{
    return (Thing){ .event = grant->code,
                    .department = grant->code,
                    .region = grant->code,
                    .organizers = grant->code };
}

bool account_could_somewhere(const struct Person *p, Act act)
{
    for (size_t i = 0; p && i < p->grant_count; i++) {
        Thing thing = thing_of(&p->grants[i]);
        if (grants(&p->grants[i], act, &thing, true)) {
            return true;
        }
    }
    return false;
}

/* An organiser names who helps at the door; an administrator all others too. */
bool account_may_give(const struct Person *p, Role role, Scope scope, const Thing *thing)
{
    static const Thing anywhere = { 0 };
    bool own = role == ROLE_FACILITATOR && scope == SCOPE_EVENT && thing;

    return account_rule_fits(role, scope) &&
           account_can(p, ACT_ROLE_GIVE, own ? thing : &anywhere);
}
