/* event_rule.h - what is decided about an event; pure */
#ifndef ROOMS_EVENT_EVENT_RULE_H
#define ROOMS_EVENT_EVENT_RULE_H

#include "rooms/event/event.h"
#include "text/moment.h"

enum {
    EVENT_TITLE_MAX = 140, /* as OpenAgenda */
    EVENT_SUMMARY_MAX = 200,
    EVENT_BODY_MAX = 10000,
    EVENT_LINE_MAX = 255,
    EVENT_NOTE_MAX = 1000,
    EVENT_PARTIES_MAX = 12, /* of one role */
    EVENT_CAPACITY_MAX = 5000,
    EVENT_DAYS_MAX = 31, /* the longest one lasts a month */
    EVENT_LIST_PAGE = 20,
};

bool event_rule_may_become(EventState from, EventState to);
/* Over for sure: the end, else two hours after the beginning, else midnight. */
int64_t event_rule_until(const Event *e);
/* The parts that follow from the others: slug, until_at, zone, organizers. */
void event_rule_complete(Arena *mem, Event *e, Parties parties);
/* Does this change when or where people come? */
bool event_rule_elsewhere(const Event *was, const Event *is);
/* Does this change what a calendar shows (time, place, state, title)? */
bool event_rule_moves(const Event *was, const Event *is);
/* Everybody counts on it to come, and this would have it over already. */
bool event_rule_past(const Event *was, const Event *is, int64_t now);
/* Does this leave those who come without an address to join? */
bool event_rule_loses_room(const Event *was, const Event *is);
bool event_rule_same(const Event *was, const Event *is); /* nothing at all changed */
Zone event_zone(const Event *e);
Moment event_moment(const Event *e);

#endif
