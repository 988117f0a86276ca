/* event_import.h - what others bring: a table, a calendar, an agenda
 *
 * A file is read whole, compared with what is stored, and told about line by
 * line; then it is applied whole, in one transaction, or not at all: one
 * refused line and nothing is kept.  The dry run does the same and undoes it,
 * so it says exactly what applying would do.  Running it twice changes nothing.
 *
 * What is brought is published.  Each event is remembered by external_id:
 *     table    "ID@csv"; without a column id, of its title, date and commune
 *     calendar "UID@ics"; a date of a series "UID+20240704T113000Z@ics"
 *     agenda   "UID@openagenda"; one of several timings "UID-BEGIN@openagenda" */
#ifndef ROOMS_EVENT_EVENT_IMPORT_H
#define ROOMS_EVENT_EVENT_IMPORT_H

#include "rooms/event/event.h"

typedef enum EventImportKind {
    EVENT_IMPORT_CSV,
    EVENT_IMPORT_ICS,
    EVENT_IMPORT_OPENAGENDA,
    EVENT_IMPORT_KINDS
} EventImportKind;

typedef struct EventReportLine {
    int64_t line; /* in the file; which event, for an agenda; from 1 */
    bool refused; /* else only worth knowing */
    Str reason;   /* a sentence */
} EventReportLine;

/* read = fresh + changed + unchanged + refused: events, each date of a rule
 * being one. */
typedef struct EventReport {
    int64_t read, fresh, changed, unchanged, refused;
    bool applied;
    EventReportLine *lines; /* by line */
    size_t line_count;
} EventReport;

/* Opens its own transaction.  What can't be read is in the report; a Fault is
 * the database's. */
MUST_USE Fault event_import(Work *w, EventImportKind kind, Str bytes, bool apply,
                            EventReport *ret);

/* data/modele-cafes.csv: the columns, two examples. */
Str event_import_template(void);

#endif
