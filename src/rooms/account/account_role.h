/* account_role.h - giving a role, and taking it away
 *
 * A role has a scope and may have an end; then it is as if it had never been
 * given, and a job erases it.  Each gift and each loss is written down. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_ROLE_H
#define ROOMS_ACCOUNT_ACCOUNT_ROLE_H

#include "rooms/account/account.h"

enum {
    ROLE_LIST_MAX = 200,
    ROLE_TEAM_MAX = 20,
    ROLE_CODE_MAX = 120, /* characters */
    ROLE_NAME_MAX = 480, /* bytes */
    /* A right on a café ends long after it, were it postponed in between. */
    ROLE_TEAM_SECONDS = 365 * 86400,
};

/* A grant, and whose it is. */
typedef struct Holder {
    int64_t id;
    AccountId account_id;
    Str mail;
    int64_t role, scope;
    Str code, name; /* name: what is shown of it; see Grant */
    int64_t made_at, until_at;
    AccountId given_by; /* 0: the command line */
} Holder;

typedef enum RoleOutcome {
    ROLE_GIVEN,
    ROLE_TAKEN,
    ROLE_WITHOUT,  /* this person doesn't have it */
    ROLE_MISFIT,   /* such a role has no such scope; or no such code exists */
    ROLE_BAD_MAIL, /* no address */
    ROLE_OVER,     /* its last day is past */
    ROLE_CROWDED,  /* of an event: ROLE_TEAM_MAX have it already */
    ROLE_HELD,     /* this person has it already */
    ROLE_OUTCOMES
} RoleOutcome;

typedef struct RoleGift {
    Str mail; /* as it was typed */
    Role role;
    Scope scope;
    Str code; /* as stored: see account.h */
    Str name; /* of an organisation, as it was typed; may be empty */
    int64_t until_at;
} RoleGift;

/* Whether w->person may is for the caller to ask: account_may_give.  The
 * account is made when there is none.  A role that shows more signs its holder
 * out everywhere; any asks for the second factor again.  Deeds: "role.give",
 * "role.take", subject the account; facts "role.given", "role.taken". */
MUST_USE Fault account_role_give(Work *w, const RoleGift *gift, RoleOutcome *ret);
/* w->person helps with this event, of their own doing: ROLE_GIVEN, ROLE_HELD or
 * ROLE_CROWDED.  Within the caller's transaction, the event held; the deed and the
 * letters are the caller's. */
MUST_USE Fault account_role_help(Work *w, Str event, int64_t until_at, RoleOutcome *ret);
MUST_USE Fault account_role_take(Work *w, const RoleGift *gift, RoleOutcome *ret);
/* Those that hold, after that id: at most ROLE_LIST_MAX. */
MUST_USE Fault account_role_list(Work *w, int64_t after, Holder **ret, size_t *ret_len);
/* Who helps with this event. */
MUST_USE Fault account_role_team(Work *w, Str event, Holder **ret, size_t *ret_len);
/* The words of the command line and of forms: "moderator", "department:41",
 * "everywhere", "organization:Reseau Canope", "event:ID". */
bool account_role_read(Str word, Role *ret);
const char *account_role_name(int64_t role);
/* The scope alone, "department"; and with its code.  Names of organisations are
 * folded to compare, and kept as they were typed.  Only these three of *ret
 * change: scope, code, name. */
bool account_scope_read(Arena *mem, Str word, RoleGift *ret);
Str account_scope_text(Arena *mem, int64_t scope, Str code);

#endif
