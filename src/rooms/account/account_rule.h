/* account_rule.h - the table of permissions: who may do what, and on what
 *
 * Pure: knows neither Work nor database nor clock.  Whatever isn't in the table
 * is refused.  The page /qui-fait-quoi is made from the same table. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_RULE_H
#define ROOMS_ACCOUNT_ACCOUNT_RULE_H

#include "rooms/account/account.h"

/* Who may hold a permission: the roles, and the organiser of an event. */
enum { HOLDER_OWNER = ROLES, HOLDERS };

typedef enum Permission {
    PERMISSION_NONE,
    PERMISSION_PLAIN,  /* having signed in is enough */
    PERMISSION_PROVEN, /* and the second factor was shown in this session */
} Permission;

Permission account_rule(int holder, Act act);
/* May such a role be given such a scope?  A grant that doesn't fit grants nothing. */
bool account_rule_fits(Role role, Scope scope);
/* Is the thing within the scope? */
bool account_rule_within(const Grant *grant, const Thing *thing);
/* May p give this role there, or take it away?  thing: the event, for SCOPE_EVENT. */
bool account_may_give(const struct Person *p, Role role, Scope scope, const Thing *thing);

#endif
