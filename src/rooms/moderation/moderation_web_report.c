/* moderation_web_report.c - anybody says that a published café should not be here */
#include "mail/address.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_view.h"
#include "rooms/moderation/moderation_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

typedef struct ReportForm {
    Str reason, body, mail;
} ReportForm;

static const Field report_fields[] = {
    FIELD(ReportForm, reason, FIELD_LINE, .max = 20),
    FIELD(ReportForm, body, FIELD_TEXT, .max = MODERATION_TEXT_MAX),
    FIELD(ReportForm, mail, FIELD_LINE, .max = MAIL_ADDRESS_MAX),
};
enum { REPORT_REASON, REPORT_BODY, REPORT_MAIL };

static Fault open_public(Work *w, const Request *rq, Event *ret)
{
    EventId id;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_load(w, id, ret));
    return event_is_public(ret) && !ret->demo ? FAULT_NONE : FAULT_ABSENT;
}

static Choices reasons_of(Work *w, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, REPORT_REASONS), .len = REPORT_REASONS };

    for (int64_t i = 0; i < REPORT_REASONS; i++) {
        Str word = moderation_report_word(i);
        list.at[i] = (Choice){ .value = word,
                               .say = say(w->lang, moderation_report_say(i)),
                               .chosen = str_eq(word, chosen) };
    }
    return list;
}

static Str address_of(Work *w, const Event *e)
{
    Str id = work_id_text(w->mem, e->id.v);

    return str_format(w->mem, "/cafes/%.*s/signaler", STR_ARG(id));
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const ReportForm *in,
                  const Problems *p, Str problem)
{
    ReportPage v = {
        .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_report_heading)),
        .title = e->title,
        .when = event_when(w, e),
        .url = event_url(w->mem, e),
        .action = address_of(w, e),
        .token = guard_token(w),
        .done = web_query(rq, "fait").len > 0,
        .problem = problem,
        .reasons = reasons_of(w, in->reason),
        .reason_problem = p->at[REPORT_REASON],
        .body = in->body,
        .body_problem = p->at[REPORT_BODY],
        .mail = in->mail,
        .mail_problem = p->at[REPORT_MAIL],
    };

    web_private(rp);
    moderation_report_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault moderation_web_report(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    ReportForm nothing = { 0 };
    Problems none = { 0 };

    TRY(open_public(w, rq, &e));
    return show(w, rq, rp, &e, &nothing, &none, (Str){ 0 });
}

static Report meaning(Work *w, const Event *e, const ReportForm *in, Problems *p)
{
    Report r = { .event_id = e->id, .body = in->body, .lang = str_from(lang_code(w->lang)) };

    if (!moderation_report_read(in->reason, &r.reason)) {
        form_problem(p, REPORT_REASON, say(w->lang, SAY_report_which));
    } else if (in->body.len == 0 && r.reason == REPORT_OTHER) {
        form_problem(p, REPORT_BODY, say(w->lang, SAY_report_say_more));
    }
    if (in->mail.len > 0 && mail_address_read(w->mem, in->mail, &r.mail)) {
        bool beyond = mail_address_beyond(in->mail);
        form_problem(p, REPORT_MAIL,
                     say(w->lang, beyond ? SAY_mail_beyond : SAY_form_bad_mail));
    }
    return r;
}

Fault moderation_web_report_send(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    ReportForm in;
    Problems p;
    ModerationOutcome outcome;

    TRY(form_read(w, rq, report_fields, COUNT(report_fields), &in, &p));
    TRY(open_public(w, rq, &e));
    Report r = meaning(w, &e, &in, &p);
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p, (Str){ 0 });
    }
    w->who = STR("visitor");
    TRY(moderation_report(w, &r, &outcome));
    if (outcome == MODERATION_ENOUGH) {
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p, say(w->lang, SAY_report_enough));
    }
    Str url = address_of(w, &e);
    return web_see_other(rp, STR_JOIN(w->mem, url, STR("?fait=1")));
}
