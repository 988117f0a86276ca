/* desk_room.h - what the files of this room share, and nobody else sees */
#ifndef ROOMS_DESK_DESK_ROOM_H
#define ROOMS_DESK_DESK_ROOM_H

#include "rooms/account/account.h"
#include "rooms/desk/desk.h"
#include "rooms/desk/desk_rule.h"
#include "rooms/desk/desk_store.h"
#include "rooms/desk/desk_view.h"
#include "rooms/desk/desk_web.h"
#include "rooms/event/event_front.h"
#include "work/work.h"

/* desk_words.c */
DeskFacts desk_facts(const Work *w, const Event *e, const DeskRow *row);
/* "/mes-cafes/ID" and what follows. */
Str desk_url(Work *w, EventId id, const char *tail);
Str desk_place_say(Work *w, const Event *e);
/* The state when it isn't simply published: "Brouillon"; else empty. */
Str desk_state_say(Work *w, const Event *e);
/* "5 personnes inscrites pour 12 places"; empty when one doesn't sign up here. */
Str desk_seats_say(Work *w, const Event *e, const DeskRow *row);
/* "9 venues sur 12, 2 sans inscription"; empty: not counted. */
Str desk_counted_say(Work *w, const DeskRow *row);
Str desk_step_say(const Work *w, DeskStep step);
/* Where it is done; empty: nowhere, it is waited for. */
Str desk_step_url(Work *w, const Event *e, DeskStep step);
DeskLine desk_line(Work *w, const Event *e, const DeskItem *item);
DeskCard desk_card(Work *w, const Event *e, const DeskRow *row);

/* desk_web_network.c: is it for w->person to change the cafés of an organisation,
 * once they have proven who they are?  Those to come, a page of them. */
bool desk_heads(const Work *w);
MUST_USE Fault desk_network_fill(Work *w, DeskKey after, DeskListPage *v);

/* desk_web_second.c */
bool desk_second_offered(const DeskFacts *facts);
/* Its hour, in the next week where nothing like it stands yet. */
MUST_USE Fault desk_second_at(Work *w, const Event *e, int64_t *ret);

#endif
