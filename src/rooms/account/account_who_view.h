/* account_who_view.h - what /qui-fait-quoi and /admin/roles show */
#ifndef ROOMS_ACCOUNT_ACCOUNT_WHO_VIEW_H
#define ROOMS_ACCOUNT_ACCOUNT_WHO_VIEW_H

#include "web/frame.h"

typedef struct WhoHolder {
    Str say;
    bool proof; /* once the second factor was shown */
} WhoHolder;

typedef struct WhoHolders {
    WhoHolder *at;
    size_t len;
} WhoHolders;

/* An act: who may, and who decides for all others. */
typedef struct WhoAct {
    Str title, what, rest;
    WhoHolders holders;
} WhoAct;

typedef struct WhoActs {
    WhoAct *at;
    size_t len;
} WhoActs;

/* What one may do, and the page on which it is done. */
typedef struct WhoPower {
    Str say, url;
} WhoPower;

typedef struct WhoPowers {
    WhoPower *at;
    size_t len;
} WhoPowers;

/* What whoever asks holds. */
typedef struct WhoGrant {
    Str role, where, until, url; /* url: of a café */
    WhoPowers may;
} WhoGrant;

typedef struct WhoGrants {
    WhoGrant *at;
    size_t len;
} WhoGrants;

/* account_who.html - /qui-fait-quoi */
typedef struct AccountWho {
    Frame frame;
    WhoActs acts;
    bool signed_in, unproven; /* unproven: some of it wants the second factor first */
    WhoPowers own;            /* on one's own cafés */
    WhoGrants grants;
    int64_t more; /* that are not shown */
} AccountWho;
void account_who_html(Buf *out, Lang lang, const AccountWho *v);

typedef struct RoleOption {
    Str value, say;
    bool chosen;
} RoleOption;

typedef struct RoleOptions {
    RoleOption *at;
    size_t len;
} RoleOptions;

typedef struct RoleLine {
    Str mail, role, where, until, url;
    Str role_word, scope_word; /* as the form that takes it away sends them */
    bool mine;                 /* one doesn't take one's own away */
} RoleLine;

typedef struct RoleLines {
    RoleLine *at;
    size_t len;
} RoleLines;

/* account_roles.html - /admin/roles */
typedef struct AccountRoles {
    Frame frame;
    Str token, done; /* done: what was just done, said */
    Str mail, code, until;
    Str mail_problem, scope_problem, until_problem;
    bool has_problem;
    RoleOptions roles, scopes;
    RoleLines lines;
    Str next_url;
} AccountRoles;
void account_roles_html(Buf *out, Lang lang, const AccountRoles *v);

#endif
