/* event_choices.h - the closed lists of this room as choices of a form
 *
 * chosen is a word of addresses; one that is none of the list chooses nothing. */
#ifndef ROOMS_EVENT_EVENT_CHOICES_H
#define ROOMS_EVENT_EVENT_CHOICES_H

#include "rooms/event/event_room.h"

Choices event_choices_kind(Work *w, Str chosen);
Choices event_choices_mode(Work *w, Str chosen);
Choices event_choices_audience(Work *w, Str chosen);
/* Empty when there is a single theme: then there is nothing to choose. */
MUST_USE Fault event_choices_theme(Work *w, Str chosen, Choices *ret);
Choices event_choices_access(Work *w, int64_t chosen);
/* The bits that a form says: "1,4". */
int64_t event_access_read(Str s);

#endif
