#include "rooms/moderation/moderation_store.h"

#include "work/work.h"

static const DbQuery q_ask = {
    .name = "moderation_ask",
    .sql = "INSERT INTO review_question (id, event_id, account_id, at, body, secret_hash)"
           " VALUES ($1, $2, $3, $4, $5, $6)",
};

#define QUESTION                                                                  \
    "SELECT id, event_id, account_id, at, body, secret_hash, answer, answered_at" \
    " FROM review_question"

static const DbQuery q_question = {
    .name = "moderation_question",
    .sql = QUESTION " WHERE id = $1",
};

static const DbQuery q_questions = {
    .name = "moderation_questions",
    .sql = QUESTION " WHERE event_id = $1 ORDER BY id DESC LIMIT 50",
};

static const DbQuery q_answer = {
    .name = "moderation_answer",
    .sql = "UPDATE review_question SET answer = $2, answered_at = $3"
           " WHERE id = $1 AND answered_at = 0",
};

static const DbQuery q_report = {
    .name = "moderation_report",
    .sql = "INSERT INTO report (id, event_id, at, reason, body, mail, lang, secret_hash)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
};

#define REPORT                                                                       \
    "SELECT id, event_id, at, reason, body, mail, lang, state, secret_hash, answer," \
    " answered_at, decision, decided_by, decided_at FROM report"

static const DbQuery q_load = {
    .name = "moderation_load",
    .sql = REPORT " WHERE id = $1",
};

static const DbQuery q_reports = {
    .name = "moderation_reports",
    .sql = REPORT " WHERE event_id = $1 ORDER BY state, id DESC LIMIT 50",
};

static const DbQuery q_open = {
    .name = "moderation_open",
    .sql = "SELECT count(*) AS v FROM report WHERE event_id = $1 AND state = 0",
};

static const DbQuery q_report_answer = {
    .name = "moderation_report_answer",
    .sql = "UPDATE report SET answer = $2, answered_at = $3"
           " WHERE id = $1 AND answered_at = 0 AND state = 0",
};

static const DbQuery q_decide = {
    .name = "moderation_decide",
    .sql = "UPDATE report SET state = $2, decision = $3, decided_by = $4, decided_at = $5,"
           " mail = '' WHERE id = $1 AND state = 0",
};

#define WAITING                                                                   \
    "SELECT e.id, e.starts_at, e.made_at, e.hour_known, e.title, e.zone,"         \
    " e.commune_name, e.department, e.organizers, (SELECT count(*) FROM report r" \
    " WHERE r.event_id = e.id AND r.state = 0) AS reports FROM event e"

static const DbQuery q_waiting = {
    .name = "moderation_waiting",
    .sql = WAITING " WHERE e.state = 1 AND e.id > $1"
                   " AND ($2 = '' OR $2 LIKE '%,' || e.department || ',%')"
                   " AND (e.series_id IS NULL OR NOT EXISTS (SELECT 1 FROM event f"
                   " WHERE f.series_id = e.series_id AND f.state = 1 AND f.id < e.id))"
                   " ORDER BY e.id LIMIT $3",
};

static const DbQuery q_unread = {
    .name = "moderation_unread",
    .sql = WAITING " WHERE e.unread_at > 0"
                   " AND ($1 = '' OR $1 LIKE '%,' || e.department || ',%')"
                   " ORDER BY e.unread_at, e.id LIMIT $2",
};

static const DbQuery q_reported = {
    .name = "moderation_reported",
    .sql = WAITING " WHERE e.id IN (SELECT event_id FROM report WHERE state = 0)"
                   " AND ($1 = '' OR $1 LIKE '%,' || e.department || ',%')"
                   " ORDER BY e.id LIMIT $2",
};

#define PAST                                                                            \
    "SELECT c.number, c.at, c.was, c.becomes, c.reason, c.who, c.account_id,"           \
    " c.sequence, coalesce(nullif(a.name, ''), a.mail, '') AS name FROM event_change c" \
    " LEFT JOIN account a ON a.id = c.account_id WHERE c.event_id = $1"                 \
    " ORDER BY c.number DESC"

static const DbQuery q_past = {
    .name = "moderation_past",
    .sql = PAST " LIMIT 50",
};

static const DbQuery q_last = {
    .name = "moderation_last",
    .sql = PAST " LIMIT 1",
};

const DbQuery *const moderation_store_all[] = {
    &q_ask,      &q_question, &q_questions,     &q_answer, &q_report,  &q_load,
    &q_reports,  &q_open,     &q_report_answer, &q_decide, &q_waiting, &q_unread,
    &q_reported, &q_past,     &q_last,          NULL,
};

static const DbCol question_cols[] = {
    DB_COL(Question, id),     DB_COL(Question, event_id),    DB_COL(Question, account_id),
    DB_COL(Question, at),     DB_COL(Question, body),        DB_COL(Question, secret_hash),
    DB_COL(Question, answer), DB_COL(Question, answered_at),
};
static const DbRow question_row = DB_ROW(Question, question_cols);

static const DbCol report_cols[] = {
    DB_COL(Report, id),         DB_COL(Report, event_id),    DB_COL(Report, at),
    DB_COL(Report, reason),     DB_COL(Report, body),        DB_COL(Report, mail),
    DB_COL(Report, lang),       DB_COL(Report, state),       DB_COL(Report, secret_hash),
    DB_COL(Report, answer),     DB_COL(Report, answered_at), DB_COL(Report, decision),
    DB_COL(Report, decided_by), DB_COL(Report, decided_at),
};
static const DbRow report_row = DB_ROW(Report, report_cols);

static const DbCol waiting_cols[] = {
    DB_COL(Waiting, id),           DB_COL(Waiting, starts_at),  DB_COL(Waiting, made_at),
    DB_COL(Waiting, hour_known),   DB_COL(Waiting, title),      DB_COL(Waiting, zone),
    DB_COL(Waiting, commune_name), DB_COL(Waiting, department), DB_COL(Waiting, organizers),
    DB_COL(Waiting, reports),
};
static const DbRow waiting_row = DB_ROW(Waiting, waiting_cols);

static const DbCol past_cols[] = {
    DB_COL(Past, number),
    DB_COL(Past, name),
    DB_COL_AS(Past, change.at, "at"),
    DB_COL_AS(Past, change.was, "was"),
    DB_COL_AS(Past, change.becomes, "becomes"),
    DB_COL_AS(Past, change.reason, "reason"),
    DB_COL_AS(Past, change.who, "who"),
    DB_COL_AS(Past, change.account_id, "account_id"),
    DB_COL_AS(Past, change.sequence, "sequence"),
};
static const DbRow past_row = DB_ROW(Past, past_cols);

static const DbCol count_cols[] = { DB_COL(EventId, v) };
static const DbRow count_row = DB_ROW(EventId, count_cols);

Fault moderation_store_ask(Work *w, const Question *q)
{
    return work_run(w, &q_ask,
                    DB_ARGS(DB_I(q->id), DB_I(q->event_id.v), DB_I(q->account_id.v),
                            DB_I(q->at), DB_T(q->body), DB_T(q->secret_hash)));
}

Fault moderation_store_question(Work *w, int64_t id, Question *ret)
{
    return work_one(w, &q_question, DB_ARGS(DB_I(id)), &question_row, ret);
}

Fault moderation_store_questions(Work *w, EventId id, Question **ret, size_t *ret_len)
{
    return work_list(w, &q_questions, DB_ARGS(DB_I(id.v)), &question_row, MODERATION_LIST_MAX,
                     ret, ret_len);
}

static Fault changed(Work *w, const DbQuery *q, const DbArg *args, size_t n, bool *ret)
{
    int64_t rows = 0;

    TRY(work_change(w, q, args, n, &rows));
    *ret = rows == 1;
    return FAULT_NONE;
}

Fault moderation_store_answer(Work *w, int64_t question, Str answer, bool *ret)
{
    return changed(w, &q_answer, DB_ARGS(DB_I(question), DB_T(answer), DB_I(w->now)), ret);
}

Fault moderation_store_report(Work *w, const Report *r)
{
    return work_run(w, &q_report,
                    DB_ARGS(DB_I(r->id), DB_I(r->event_id.v), DB_I(r->at), DB_I(r->reason),
                            DB_T(r->body), DB_T(r->mail), DB_T(r->lang), DB_T(r->secret_hash)));
}

Fault moderation_store_load(Work *w, int64_t report, Report *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(report)), &report_row, ret);
}

Fault moderation_store_reports(Work *w, EventId id, Report **ret, size_t *ret_len)
{
    return work_list(w, &q_reports, DB_ARGS(DB_I(id.v)), &report_row, MODERATION_LIST_MAX, ret,
                     ret_len);
}

Fault moderation_store_open(Work *w, EventId id, int64_t *ret)
{
    EventId count;

    TRY(work_one(w, &q_open, DB_ARGS(DB_I(id.v)), &count_row, &count));
    *ret = count.v;
    return FAULT_NONE;
}

Fault moderation_store_report_answer(Work *w, int64_t report, Str answer, bool *ret)
{
    return changed(w, &q_report_answer, DB_ARGS(DB_I(report), DB_T(answer), DB_I(w->now)), ret);
}

Fault moderation_store_decide(Work *w, const Report *r, bool *ret)
{
    return changed(w, &q_decide,
                   DB_ARGS(DB_I(r->id), DB_I(r->state), DB_T(r->decision),
                           DB_I(r->decided_by.v), DB_I(r->decided_at)),
                   ret);
}

Fault moderation_store_waiting(Work *w, Str departments, EventId after, size_t max,
                               Waiting **ret, size_t *ret_len)
{
    return work_list(w, &q_waiting,
                     DB_ARGS(DB_I(after.v), DB_T(departments), DB_I((int64_t)max)),
                     &waiting_row, max, ret, ret_len);
}

Fault moderation_store_unread(Work *w, Str departments, size_t max, Waiting **ret,
                              size_t *ret_len)
{
    return work_list(w, &q_unread, DB_ARGS(DB_T(departments), DB_I((int64_t)max)), &waiting_row,
                     max, ret, ret_len);
}

Fault moderation_store_reported(Work *w, Str departments, size_t max, Waiting **ret,
                                size_t *ret_len)
{
    return work_list(w, &q_reported, DB_ARGS(DB_T(departments), DB_I((int64_t)max)),
                     &waiting_row, max, ret, ret_len);
}

Fault moderation_store_past(Work *w, EventId id, Past **ret, size_t *ret_len)
{
    return work_list(w, &q_past, DB_ARGS(DB_I(id.v)), &past_row, MODERATION_LIST_MAX, ret,
                     ret_len);
}

Fault moderation_store_last(Work *w, EventId id, Past *ret)
{
    return work_one(w, &q_last, DB_ARGS(DB_I(id.v)), &past_row, ret);
}
