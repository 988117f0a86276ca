/* event_letter.h - what this room writes to who declares a café */
#ifndef ROOMS_EVENT_EVENT_LETTER_H
#define ROOMS_EVENT_EVENT_LETTER_H

#include "post/post.h"
#include "rooms/event/event_room.h"

/* "Your café is proposed": its edit link, what happens next.  Nothing without an
 * address.  Within the caller's transaction. */
MUST_USE Fault event_letter_declared(Work *w, const Event *e);

/* Who declared it is told that w->person, who had its link, is of the team now. */
MUST_USE Fault event_letter_joined(Work *w, const Event *e, PostOutcome *ret);

#endif
