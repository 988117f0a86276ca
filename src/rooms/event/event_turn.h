/* event_turn.h - what those who look after cafés do with one
 *
 * Within the caller's transaction, after work_hold(w, id.v). */
#ifndef ROOMS_EVENT_EVENT_TURN_H
#define ROOMS_EVENT_EVENT_TURN_H

#include "rooms/event/event.h"

/* As event_become; *ret_e: as it is now. */
MUST_USE Fault event_turn(Work *w, EventId id, EventState to, Str reason, int64_t new_at,
                          Event *ret_e, EventOutcome *ret);
/* With the other proposed dates of its series. */
MUST_USE Fault event_turn_dates(Work *w, EventId id, EventState to, Str reason, Event *ret_e,
                                EventOutcome *ret);
/* Is that decision one that can be taken back, were nobody counting on the café?
 * last: its last change of state, NULL: it had none.  A moderator made it, not
 * before since; what took back another isn't taken back itself. */
bool event_turn_is_decision(const Event *e, const Change *last, int64_t since);
/* Back to where it stood before it, unless people count on it; the dates of its
 * series that were decided with it too.  *ret_undone: that decision, when EVENT_OK. */
MUST_USE Fault event_turn_back(Work *w, EventId id, int64_t since, Event *ret_e,
                               Change *ret_undone, EventOutcome *ret);
/* Does this line of the history take back the one before? */
bool event_turn_is_undo(const Change *change);
/* Somebody has looked at what its organiser changed. */
MUST_USE Fault event_mark_read(Work *w, EventId id);

/* Those of the same day that look like it, that anybody can read: at most max. */
MUST_USE Fault event_find_twins(Work *w, const Event *e, size_t max, Event **ret,
                                size_t *ret_len);
/* With those that wait to be looked at, which not everybody may see. */
MUST_USE Fault event_find_twins_waiting(Work *w, const Event *e, size_t max, Event **ret,
                                        size_t *ret_len);

#endif
