/* moderation_case.h - what the files of the page of one café share, and nobody
 * else sees */
#ifndef ROOMS_MODERATION_MODERATION_CASE_H
#define ROOMS_MODERATION_MODERATION_CASE_H

#include "rooms/account/account.h"
#include "rooms/moderation/moderation_view.h"
#include "web/form.h"
#include "web/web.h"

typedef struct ActForm {
    Str act, body, reason, word, twin;
    Str seen; /* the number of the last line of the history that the page showed */
} ActForm;

enum { ACT_ACT, ACT_BODY, ACT_REASON, ACT_WORD, ACT_TWIN, ACT_SEEN };

typedef struct DecideForm {
    Str decide, sentence, seen;
} DecideForm;

enum { DECIDE_DECIDE, DECIDE_SENTENCE, DECIDE_SEEN };

/* What came with a form that has a problem; zeros: a GET. */
typedef struct CaseTyped {
    ActForm act;
    Problems problems;
    Str problem; /* of no field */
    int64_t report;
    DecideForm decide;
} CaseTyped;

/* FAULT_ABSENT: they may not do that on it. */
MUST_USE Fault moderation_case_open(Work *w, EventId id, Act act, Event *ret);
Str moderation_case_url(Work *w, EventId id);
MUST_USE Fault moderation_case_show(Work *w, const Request *rq, Reply *rp, const Event *e,
                                    const CaseTyped *typed);

#endif
