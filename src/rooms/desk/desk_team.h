/* desk_team.h - who helps with a café: what its page shows, and the letter */
#ifndef ROOMS_DESK_DESK_TEAM_H
#define ROOMS_DESK_DESK_TEAM_H

#include "base/fault.h"
#include "base/forward.h"
#include "web/frame.h"

/* A right on a café ends long after it, were it postponed in between. */
enum { TEAM_KEPT_SECONDS = 365 * 86400 };

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
    bool over; /* nobody is named any more */
} DeskTeamPage;
void desk_team_html(Buf *out, Lang lang, const DeskTeamPage *v);

/* Job of "role.given", subject the account: whoever was named for a café is told,
 * once for each time they are. */
MUST_USE Fault desk_team_tell(Work *w, int64_t account);

#endif
