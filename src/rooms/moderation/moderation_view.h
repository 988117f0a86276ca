/* moderation_view.h - what the pages of this room show */
#ifndef ROOMS_MODERATION_MODERATION_VIEW_H
#define ROOMS_MODERATION_MODERATION_VIEW_H

#include "rooms/event/event_front.h"

typedef struct QueueLine {
    Str url, title, when, where, organizers;
    Str made; /* the day it was declared */
    int64_t reports;
} QueueLine;

typedef struct QueueLines {
    QueueLine *at;
    size_t len;
} QueueLines;

/* moderation_queue.html - /moderation */
typedef struct QueuePage {
    Frame frame;
    Choices departments; /* those of the territory; the first is all */
    QueueLines waiting, unread, reported;
    Str next_url; /* of waiting; empty: that was all */
    bool nothing;
} QueuePage;
void moderation_queue_html(Buf *out, Lang lang, const QueuePage *v);

/* One of the two cafés that are compared. */
typedef struct CaseSide {
    Str title, state, url; /* empty: not said; url: where it can be read */
    Str when, where, organizers, summary, body, contact, signup_url;
} CaseSide;

void moderation_side_html(Buf *out, Lang lang, const CaseSide *v);

typedef struct CaseSides {
    CaseSide *at;
    size_t len;
} CaseSides;

typedef struct CaseChange {
    Str at, what, who, reason;
} CaseChange;

typedef struct CaseChanges {
    CaseChange *at;
    size_t len;
} CaseChanges;

typedef struct CaseQuestion {
    Str at, body, answer;
} CaseQuestion;

typedef struct CaseQuestions {
    CaseQuestion *at;
    size_t len;
} CaseQuestions;

typedef struct CaseReport {
    Str id, action, token, at, reason, body, answer, decision, problem, sentence;
    int64_t seen, people; /* as of the page */
    bool open;            /* may be decided on here */
    bool waiting;         /* not decided yet */
} CaseReport;

typedef struct CaseReports {
    CaseReport *at;
    size_t len;
} CaseReports;

/* moderation_case.html - /moderation/ID */
typedef struct CasePage {
    Frame frame;
    Str state, action, token;
    Str done;    /* what was just done; empty: nothing */
    Str problem; /* that belongs to no field */
    CaseSide own;
    CaseSides twins;
    CaseChanges changes;
    CaseQuestions questions;
    CaseReports reports;
    int64_t dates;  /* of its series that wait with it; 1: itself */
    int64_t seen;   /* the number of the last of its changes */
    int64_t people; /* who count on it, while it is to come */
    bool can_publish, can_ask, can_refuse, can_undo, unread;
    bool no_undo;    /* it could be undone, but people count on it */
    bool no_address; /* nobody can be asked */
    Choices reasons, twin_choices;
    Str body, body_problem; /* the question */
    Str word, word_problem; /* of a refusal */
} CasePage;
void moderation_case_html(Buf *out, Lang lang, const CasePage *v);

/* moderation_answer.html - /reponses/ID and /signalements/ID: what is asked, and
 * a place to answer */
typedef struct AnswerPage {
    Frame frame;
    Str heading, lead, title, when;
    Str reason, body;           /* what was said */
    Str answer, problem, given; /* given: answered before, or just now */
    Str action, token, key, edit_url, decision;
} AnswerPage;
void moderation_answer_html(Buf *out, Lang lang, const AnswerPage *v);

/* moderation_report.html - /cafes/ID/signaler */
typedef struct ReportPage {
    Frame frame;
    Str title, when, url, action, token;
    bool done;
    Str problem; /* that belongs to no field */
    Choices reasons;
    Str reason_problem, body, body_problem, mail, mail_problem;
} ReportPage;
void moderation_report_html(Buf *out, Lang lang, const ReportPage *v);

/* moderation_rules.html - /ce-que-nous-publions */
typedef struct RulesPage {
    Frame frame;
    Words refusals;
    int64_t trust_after; /* 0: each is looked at */
} RulesPage;
void moderation_rules_html(Buf *out, Lang lang, const RulesPage *v);

#endif
