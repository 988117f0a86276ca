/* moderation.h - looking after what is proposed and what is published
 *
 * The door of the room.  A proposed café is published, asked about, or refused
 * for one of a few public reasons; what was decided can be undone for a week.
 * Anybody may report a published one; whoever declared it is told and can
 * answer; a moderator decides with a sentence, and both are told.  Inside:
 * moderation_store remembers, moderation_letter writes, moderation_web_* speak
 * HTML.
 *
 * Each action is one transaction: it writes the history of the event
 * (event_change), the deed of who acts, and the letters.
 *
 * seen: the number of the last line of that history which who decides has read,
 * so that nobody decides on what they haven't seen; 0: whatever it is. */
#ifndef ROOMS_MODERATION_MODERATION_H
#define ROOMS_MODERATION_MODERATION_H

#include "rooms/event/event.h"
#include "rooms/moderation/moderation_kinds.h"

enum {
    MODERATION_UNDO_SECONDS = 7 * 86400,
    MODERATION_TEXT_MAX = 1000,
    REPORTS_OPEN_MAX = 20, /* of one event */
};

/* What a moderator asked of who declared a café; readable with its secret. */
typedef struct Question {
    int64_t id;
    EventId event_id;
    AccountId account_id; /* who asks; 0: the command line */
    int64_t at;
    Str body, secret_hash, answer;
    int64_t answered_at; /* 0: not yet */
} Question;

typedef struct Report {
    int64_t id;
    EventId event_id;
    int64_t at, reason;
    Str body, mail, lang; /* mail: of who reports; may be empty; never shown */
    int64_t state;
    Str secret_hash, answer;
    int64_t answered_at;
    Str decision;
    AccountId decided_by;
    int64_t decided_at;
} Report;

typedef enum ModerationOutcome {
    MODERATION_DONE,
    MODERATION_TWICE,      /* they decided just that, just before: a button pressed twice */
    MODERATION_MOVED,      /* it isn't any more what they have seen */
    MODERATION_TOO_LATE,   /* somebody else decided, or it can't go that way */
    MODERATION_NO_ADDRESS, /* nobody can be asked: no address was left */
    MODERATION_ENOUGH,     /* so many reports are open that another would say nothing new */
    MODERATION_OUTCOMES
} ModerationOutcome;

/* With the other proposed dates of its series. */
MUST_USE Fault moderation_publish(Work *w, EventId id, int64_t seen, ModerationOutcome *ret);
/* word: required for REFUSE_OTHER; may be empty.  twin: of a duplicate, 0 when
 * it isn't said which. */
typedef struct Refusal {
    RefuseReason reason;
    Str word;
    EventId twin;
    int64_t seen;
} Refusal;
MUST_USE Fault moderation_refuse(Work *w, EventId id, const Refusal *refusal,
                                 ModerationOutcome *ret);
MUST_USE Fault moderation_ask(Work *w, EventId id, Str body, ModerationOutcome *ret);
/* The last decision of a moderator, within MODERATION_UNDO_SECONDS, unless
 * people have signed up since.  Who declared it is told, if they were told of
 * the decision: a letter that hasn't left doesn't leave.  An undo isn't undone. */
MUST_USE Fault moderation_undo(Work *w, EventId id, int64_t seen, ModerationOutcome *ret);
/* What its organiser changed has been looked at. */
MUST_USE Fault moderation_read(Work *w, EventId id, int64_t seen, ModerationOutcome *ret);
/* By who declared it, once. */
MUST_USE Fault moderation_answer(Work *w, int64_t question, Str answer);

/* report: event_id, reason, body, mail, lang.  Fact: "report.made". */
MUST_USE Fault moderation_report(Work *w, const Report *report, ModerationOutcome *ret);
MUST_USE Fault moderation_report_answer(Work *w, int64_t report, Str answer);
/* state: REPORT_KEPT, or REPORT_ACTED: then the event is refused. */
MUST_USE Fault moderation_decide(Work *w, int64_t report, ReportState state, Str sentence,
                                 int64_t seen, ModerationOutcome *ret);

#endif
