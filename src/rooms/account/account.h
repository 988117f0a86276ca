/* account.h - who you are, and what you may do
 *
 * The door of the room.  An account is an address whose letters somebody
 * reads; nobody needs one to come to a café.  Whoever organises, animates or
 * moderates signs in by a letter; whoever sees what others said of themselves
 * proves it a second time.  Inside: account_rule decides who may do what,
 * account_store remembers, account_web_* speak HTML. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_H
#define ROOMS_ACCOUNT_ACCOUNT_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

/* The numbers are stored: they never change.  The organiser of an event has no
 * role: the event says who owns it. */
typedef enum Role {
    ROLE_FACILITATOR,  /* animateur: of the events it is given */
    ROLE_COORDINATOR,  /* of a territory */
    ROLE_NETWORK_HEAD, /* of an organisation: of the cafés that it holds */
    ROLE_MODERATOR,
    ROLE_ADMINISTRATOR,
    ROLES
} Role;

typedef enum Scope {
    SCOPE_EVERYWHERE,
    SCOPE_REGION,       /* code: INSEE */
    SCOPE_DEPARTMENT,   /* code: INSEE */
    SCOPE_ORGANIZATION, /* code: its name, folded */
    SCOPE_EVENT,        /* code: work_id_text */
    SCOPES
} Scope;

typedef struct Grant {
    int64_t id, role, scope;
    Str code, name;            /* name: the code, or the organisation as it was typed */
    int64_t made_at, until_at; /* 0: no end */
} Grant;

/* Who has signed in: Work.person.  Lives as long as the unit. */
struct Person {
    AccountId id;
    SessionId session;
    Str mail, name;
    Str id_token;    /* came by OpenID Connect: to sign out there */
    bool has_factor; /* a second factor is set up */
    bool proven;     /* and was proven in this session */
    Grant *grants;   /* those that hold now */
    size_t grant_count;
};

/* What somebody may want to do.  docs/WORDS.md names each. */
typedef enum Act {
    ACT_EVENT_EDIT,     /* change it, cancel it, copy it */
    ACT_EVENT_PEOPLE,   /* see who signed up; write to them; export */
    ACT_EVENT_DOOR,     /* the list at the door: names, needs; tick who came */
    ACT_EVENT_MODERATE, /* publish, refuse, ask for a change, undo; decide on a report */
    ACT_TERRITORY_SEE,  /* what was proposed in a territory; its figures */
    ACT_ROLE_GIVE,      /* animateur of one's own event, coordinator..., see account_may_give */
    ACT_ADMINISTER,     /* settings, jobs, letters, storage */
    ACTS
} Act;

/* What it would be done on.  What doesn't apply is empty. */
typedef struct Thing {
    AccountId owner;
    Str event;              /* its id as text */
    Str department, region; /* codes */
    Str organizers;         /* names, folded, each ended by ';' */
} Thing;

/* The one function that decides.  NULL: nobody has signed in.  Acts that show
 * what others said of themselves also want p->proven. */
bool account_can(const struct Person *p, Act act, const Thing *thing);
/* The same but for the second factor: would it be enough to prove it? */
bool account_could(const struct Person *p, Act act, const Thing *thing);
/* The same, on something at least that a role of theirs reaches; what is their
 * own isn't looked at. */
bool account_could_somewhere(const struct Person *p, Act act);

/* The account of this address, or *ret_id.v == 0. */
MUST_USE Fault account_of_mail(Work *w, Str mail, AccountId *ret);
MUST_USE Fault account_mail(Work *w, AccountId id, Str *ret_mail, Str *ret_name);
/* Writes down who did what (w->person; 0 when nobody), within the caller's
 * transaction.  act: "moderate.publish". */
MUST_USE Fault account_deed(Work *w, const char *act, int64_t subject);

/* Site.identify: fills w->person from the session's cookie, when there is one. */
MUST_USE Fault account_identify(Work *w, const Request *rq);

#endif
