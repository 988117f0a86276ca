/* account_agent.h - which browser is that, as far as its owner must know it */
#ifndef ROOMS_ACCOUNT_ACCOUNT_AGENT_H
#define ROOMS_ACCOUNT_ACCOUNT_AGENT_H

#include "base/str.h"

/* "Firefox, Android" for a User-Agent: family and system, no version, nothing
 * of what was sent.  Empty when neither is known. */
Str account_agent(Arena *mem, Str user_agent);

#endif
