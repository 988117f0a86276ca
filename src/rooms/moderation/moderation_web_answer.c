/* moderation_web_answer.c - who declared a café answers, with the secret of a letter */
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_view.h"
#include "rooms/moderation/moderation_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

typedef struct AnswerForm {
    Str answer, key;
} AnswerForm;

static const Field answer_fields[] = {
    FIELD(AnswerForm, answer, FIELD_TEXT, .max = MODERATION_TEXT_MAX, .required = true),
    FIELD(AnswerForm, key, FIELD_LINE, .max = 60),
};
enum { ANSWER_ANSWER };

static Fault open_question(Work *w, const Request *rq, Str secret, Question *ret)
{
    int64_t id;

    TRY(web_arg_id(rq, 0, &id));
    TRY(moderation_store_question(w, id, ret));
    return moderation_secret_opens(w, ret->secret_hash, secret) ? FAULT_NONE : FAULT_ABSENT;
}

static Fault open_report(Work *w, const Request *rq, Str secret, Report *ret)
{
    int64_t id;

    TRY(web_arg_id(rq, 0, &id));
    TRY(moderation_store_load(w, id, ret));
    return moderation_secret_opens(w, ret->secret_hash, secret) ? FAULT_NONE : FAULT_ABSENT;
}

static Fault show(Work *w, const Request *rq, Reply *rp, EventId id, AnswerPage v)
{
    Event e;

    TRY(event_load(w, id, &e));
    v.frame = frame_of_form(w, rq, rp, v.heading);
    v.title = e.title;
    v.when = event_when(w, &e);
    v.token = guard_token(w);
    TRY(event_edit_url(w, id, &v.edit_url));
    web_private(rp);
    moderation_answer_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static Str here(Work *w, const char *page, int64_t id)
{
    Str text = work_id_text(w->mem, id);

    return str_format(w->mem, "/%s/%.*s", page, STR_ARG(text));
}

static Fault show_question(Work *w, const Request *rq, Reply *rp, const Question *q, Str key,
                           const AnswerForm *in, Str problem)
{
    return show(w, rq, rp, q->event_id,
                (AnswerPage){ .heading = say(w->lang, SAY_answer_heading),
                              .lead = say(w->lang, SAY_answer_lead),
                              .body = q->body,
                              .given = q->answer,
                              .answer = in->answer,
                              .problem = problem,
                              .action = here(w, "reponses", q->id),
                              .key = key });
}

static Fault show_report(Work *w, const Request *rq, Reply *rp, const Report *r, Str key,
                         const AnswerForm *in, Str problem)
{
    return show(w, rq, rp, r->event_id,
                (AnswerPage){ .heading = say(w->lang, SAY_reported_heading),
                              .lead = say(w->lang, SAY_reported_lead),
                              .reason = say(w->lang, moderation_report_say(r->reason)),
                              .body = r->body,
                              .given = r->answer,
                              .decision = r->decision,
                              .answer = in->answer,
                              .problem = problem,
                              .action = here(w, "signalements", r->id),
                              .key = key });
}

Fault moderation_web_question(Work *w, const Request *rq, Reply *rp)
{
    Str key = web_query(rq, "cle");
    Question q;
    AnswerForm nothing = { 0 };

    TRY(open_question(w, rq, key, &q));
    return show_question(w, rq, rp, &q, key, &nothing, (Str){ 0 });
}

static Fault thank(Work *w, Reply *rp, const char *page, int64_t id, Str key)
{
    Str url = here(w, page, id);

    return web_see_other(rp, str_format(w->mem, "%.*s?cle=%.*s", STR_ARG(url), STR_ARG(key)));
}

Fault moderation_web_answer(Work *w, const Request *rq, Reply *rp)
{
    AnswerForm in;
    Problems p;
    Question q;

    TRY(form_read(w, rq, answer_fields, COUNT(answer_fields), &in, &p));
    TRY(open_question(w, rq, in.key, &q));
    if (p.count > 0) {
        rp->status = 422;
        return show_question(w, rq, rp, &q, in.key, &in, p.at[ANSWER_ANSWER]);
    }
    TRY(moderation_answer(w, q.id, in.answer));
    return thank(w, rp, "reponses", q.id, in.key);
}

Fault moderation_web_reported(Work *w, const Request *rq, Reply *rp)
{
    Str key = web_query(rq, "cle");
    Report r;
    AnswerForm nothing = { 0 };

    TRY(open_report(w, rq, key, &r));
    return show_report(w, rq, rp, &r, key, &nothing, (Str){ 0 });
}

Fault moderation_web_reported_answer(Work *w, const Request *rq, Reply *rp)
{
    AnswerForm in;
    Problems p;
    Report r;

    TRY(form_read(w, rq, answer_fields, COUNT(answer_fields), &in, &p));
    TRY(open_report(w, rq, in.key, &r));
    if (p.count > 0) {
        rp->status = 422;
        return show_report(w, rq, rp, &r, in.key, &in, p.at[ANSWER_ANSWER]);
    }
    TRY(moderation_report_answer(w, r.id, in.answer));
    return thank(w, rp, "signalements", r.id, in.key);
}
