/* desk_team.h - who helps with a café: what its page shows, and the letter */
#ifndef ROOMS_DESK_DESK_TEAM_H
#define ROOMS_DESK_DESK_TEAM_H

#include "base/fault.h"
#include "base/forward.h"
#include "web/frame.h"

typedef struct DeskHelper {
    Str mail, until;
} DeskHelper;

typedef struct DeskHelpers {
    DeskHelper *at;
    size_t len;
} DeskHelpers;

/* desk_team.html - /mes-cafes/ID/equipe */
typedef struct DeskTeamPage {
    Frame frame;
    Str title, when, back, action, remove_action, token;
    Str done, mail, problem;
    DeskHelpers people;
    bool over;       /* nobody is named any more */
    Str link_action; /* where another edit link is asked for; empty: not by this person */
    Str link;        /* the one just made; may be empty */
} DeskTeamPage;
void desk_team_html(Buf *out, Lang lang, const DeskTeamPage *v);

/* Job of "role.given", subject the account: whoever was named for a café is told,
 * once for each time they are. */
MUST_USE Fault desk_team_tell(Work *w, int64_t account);

#endif
