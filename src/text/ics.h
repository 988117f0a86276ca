/* ics.h - calendars being written: RFC 5545, and 7986 for what names a feed
 *
 * Text is escaped, lines are folded at 75 octets between characters, control
 * characters are dropped: nothing that fills a property can add one.  A
 * VTIMEZONE is written once for each zone that is used.
 *
 *     Ics ics;
 *     ics_begin(&ics, out, &(IcsCalendar){ .name = name });
 *     ics_event(&ics, &event);
 *     ics_end(&ics); */
#ifndef TEXT_ICS_H
#define TEXT_ICS_H

#include "text/moment.h"

typedef struct Ics {
    Buf *out;
    size_t column;  /* octets of the line so far */
    unsigned zones; /* one bit for each that is written */
} Ics;

typedef enum IcsMethod { ICS_PUBLISH, ICS_REQUEST, ICS_CANCEL, ICS_METHOD_COUNT } IcsMethod;
typedef enum IcsStatus {
    ICS_CONFIRMED,
    ICS_TENTATIVE,
    ICS_CANCELLED,
    ICS_STATUS_COUNT
} IcsStatus;

typedef struct IcsCalendar {
    IcsMethod method;
    Str name;            /* "" in a letter */
    int64_t every_hours; /* how often to ask again; 0: unsaid */
} IcsCalendar;

/* Whatever is empty or 0 isn't written, but for uid, stamp and starts. */
typedef struct IcsEvent {
    Str uid;       /* "{uuid}@{host}" */
    int64_t stamp; /* now */
    int64_t modified;
    int64_t sequence; /* grows with time, place and status */
    IcsStatus status;
    Moment when; /* without hours: whole days */
    Str summary, description, location, url;
    bool placed;
    double lat, lon;
    const Str *categories;
    size_t categories_len;
    Str organizer, organizer_mail; /* both, or none is written */
    Str attendee_mail;             /* of the letter that carries it */
} IcsEvent;

void ics_begin(Ics *ics, Buf *out, const IcsCalendar *calendar);
void ics_event(Ics *ics, const IcsEvent *event);
void ics_end(Ics *ics);

#endif
