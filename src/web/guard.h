/* guard.h - does this request come from our own pages?
 *
 * Unsafe methods are refused when the browser says that another site sent
 * them (Sec-Fetch-Site, else Origin).  A browser too old to say either must
 * bring a token that one of our forms held. */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/web.h"

bool guard_same_site(const Site *site, const Request *rq, int64_t now);
/* The hidden field of a form: new each time. */
Str guard_token(Work *w);
/* Whether this is one of ours, and still fresh. */
bool guard_token_good(const Site *site, Str token, int64_t now);

#endif
