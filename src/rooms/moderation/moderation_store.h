/* moderation_store.h - the SQL of this room: questions, reports, and what of the
 * history only moderators read */
#ifndef ROOMS_MODERATION_MODERATION_STORE_H
#define ROOMS_MODERATION_MODERATION_STORE_H

#include "db/db.h"
#include "rooms/moderation/moderation.h"

enum { MODERATION_LIST_MAX = 50 };

extern const DbQuery *const moderation_store_all[]; /* ends with NULL */

MUST_USE Fault moderation_store_ask(Work *w, const Question *question);
MUST_USE Fault moderation_store_question(Work *w, int64_t id, Question *ret);
/* Those of an event, the last first. */
MUST_USE Fault moderation_store_questions(Work *w, EventId id, Question **ret, size_t *ret_len);
/* *ret false: it was answered before. */
MUST_USE Fault moderation_store_answer(Work *w, int64_t question, Str answer, bool *ret);

MUST_USE Fault moderation_store_report(Work *w, const Report *report);
MUST_USE Fault moderation_store_load(Work *w, int64_t report, Report *ret);
MUST_USE Fault moderation_store_reports(Work *w, EventId id, Report **ret, size_t *ret_len);
MUST_USE Fault moderation_store_open(Work *w, EventId id, int64_t *ret);
MUST_USE Fault moderation_store_report_answer(Work *w, int64_t report, Str answer, bool *ret);
/* *ret false: it was decided before.  The address of who reported is erased. */
MUST_USE Fault moderation_store_decide(Work *w, const Report *report, bool *ret);

/* One line of a queue.  departments: ",41,37,", or "" for everywhere. */
typedef struct Waiting {
    EventId id;
    int64_t starts_at, made_at, hour_known;
    Str title, zone, commune_name, department, organizers;
    int64_t reports; /* open */
} Waiting;
/* Proposed ones, oldest first, after that id; of a series, the first date. */
MUST_USE Fault moderation_store_waiting(Work *w, Str departments, EventId after, size_t max,
                                        Waiting **ret, size_t *ret_len);
/* Changed by their organiser since somebody looked. */
MUST_USE Fault moderation_store_unread(Work *w, Str departments, size_t max, Waiting **ret,
                                       size_t *ret_len);
/* With open reports. */
MUST_USE Fault moderation_store_reported(Work *w, Str departments, size_t max, Waiting **ret,
                                         size_t *ret_len);

/* What became of an event, with the name of the account that did it. */
typedef struct Past {
    int64_t number; /* 1, 2, 3... of this event */
    Change change;
    Str name;
} Past;
/* The last first. */
MUST_USE Fault moderation_store_past(Work *w, EventId id, Past **ret, size_t *ret_len);
/* Only the last. */
MUST_USE Fault moderation_store_last(Work *w, EventId id, Past *ret);

#endif
