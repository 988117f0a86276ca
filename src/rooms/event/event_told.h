/* event_told.h - a café as letters say it, and its invitation
 *
 * In the language of the unit.  The address of the online room is nowhere but
 * in what is made for somebody who has a seat. */
#ifndef ROOMS_EVENT_EVENT_TOLD_H
#define ROOMS_EVENT_EVENT_TOLD_H

#include "rooms/event/event.h"
#include "text/ics.h"

typedef struct EventTold {
    Str title;
    Str when;    /* "jeudi 4 juillet, 13 h 30 – 15 h" */
    Str where;   /* "Médiathèque, 8 avenue X, 23000 Guéret"; that it is online; or empty */
    Str by;      /* who holds it; the site, when nobody is named */
    Str url;     /* absolute, for ever */
    bool online; /* one may join from afar */
} EventTold;

EventTold event_told(const Work *w, const Event *e);
/* The same moment of another date: what it was before. */
Str event_told_when(const Work *w, const Event *e, int64_t starts_at, int64_t ends_at,
                    bool hour_known);
/* "14 h" of the zone of the café, after its day: until when an offer holds. */
Str event_told_instant(const Work *w, const Event *e, int64_t at);

typedef struct EventGuest {
    Str mail;  /* of the attendee */
    Str page;  /* absolute address of the private page, "" */
    bool seat; /* has one: the online room is shown */
} EventGuest;

/* An iCalendar object: its UID is that of the public calendar, for ever. */
Str event_invitation(Work *w, const Event *e, IcsMethod method, const EventGuest *guest);

typedef struct EventInvited {
    const Event *event;
    EventGuest guest;
} EventInvited;
/* Several at once, published: each with the UID it has alone. */
Str event_invitations(Work *w, const EventInvited *list, size_t len);

#endif
