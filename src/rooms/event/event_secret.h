/* event_secret.h - the secret of an edit link
 *
 * It follows from the form's token and the key of the house, so that a form
 * that is sent twice gets the same link, and a letter can give it again. */
#ifndef ROOMS_EVENT_EVENT_SECRET_H
#define ROOMS_EVENT_EVENT_SECRET_H

#include "rooms/event/event_room.h"

Str event_secret_of_form(Work *w, Str form_token);
/* What is kept of it: event.edit_hash. */
Str event_secret_hash(Work *w, Str secret);
bool event_secret_opens(Work *w, const Event *e, Str secret);
/* "/cafes/ID/modifier?cle=SECRET"; without its end when there is no secret. */
Str event_private_url(Work *w, EventId id, const char *page, Str secret);
/* event_web_edit.c: the event of this address, for whoever has its secret or may
 * change it; FAULT_ABSENT for others. */
MUST_USE Fault event_open_with(Work *w, const Request *rq, Str secret, Event *ret);

#endif
