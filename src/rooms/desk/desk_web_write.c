/* desk_web_write.c - /mes-cafes/ID/ecrire: a letter to those who have a seat */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_rule.h"
#include "rooms/signup/signup.h"
#include "rooms/signup/signup_door_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { DAY = 86400, SENTS_MAX = 6 };

typedef struct WriteForm {
    Str token, subject, body, reply, act;
} WriteForm;

enum { WRITE_TOKEN, WRITE_SUBJECT, WRITE_BODY, WRITE_REPLY, WRITE_DO, WRITE_FIELDS };
/* clang-format off */
static const Field write_fields[WRITE_FIELDS] = {
    [WRITE_TOKEN]   = FIELD(WriteForm, token, FIELD_LINE, .max = 200),
    [WRITE_SUBJECT] = FIELD(WriteForm, subject, FIELD_LINE, .min = 3, .max = DESK_TITLE_MAX, .required = true),
    [WRITE_BODY]    = FIELD(WriteForm, body, FIELD_TEXT, .min = 3, .max = DESK_BODY_MAX, .required = true),
    [WRITE_REPLY]   = FIELD(WriteForm, reply, FIELD_LINE, .max = 1),
    [WRITE_DO]      = { .name = "do", .at = offsetof(WriteForm, act), .kind = FIELD_LINE, .max = 10 },
};
/* clang-format on */

static Str refusal(Work *w, const DeskWritten *written)
{
    switch (desk_rule_may_write(written->since, written->total)) {
    case DESK_WROTE_TODAY: return say(w->lang, SAY_desk_write_today);
    case DESK_WROTE_ENOUGH: return say(w->lang, SAY_desk_write_enough);
    case DESK_MAY_WRITE: break;
    }
    if (written->people > 0) {
        return (Str){ 0 };
    }
    return say(w->lang, written->quiet > 0 ? SAY_desk_write_none : SAY_desk_write_nobody);
}

static Fault put_sents(Work *w, const Event *e, DeskWritePage *v)
{
    Message *list;
    size_t n;

    TRY(desk_store_message_list(w, e->id, SENTS_MAX, &list, &n));
    v->sents.at = NEW_ARRAY(w->mem, DeskSent, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->sents.at[v->sents.len++] =
            (DeskSent){ .title = list[i].title,
                        .day = day_say(w->mem, w->lang, day_of(event_zone(e), list[i].at)),
                        .people = list[i].people };
    }
    return FAULT_NONE;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const WriteForm *in,
                  const Problems *p, DeskWritePage v)
{
    DeskWritten written;

    TRY(desk_store_written(w, e->id, w->now - DAY, &written));
    TRY(put_sents(w, e, &v));
    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_desk_write));
    v.title = e->title;
    v.when = event_when(w, e);
    v.back = desk_url(w, e->id, "");
    v.action = desk_url(w, e->id, "/ecrire");
    v.token = in->token.len > 0 ? in->token : guard_token(w);
    v.subject = (DeskInput){ in->subject, p->at[WRITE_SUBJECT] };
    v.body = (DeskInput){ in->body, p->at[WRITE_BODY] };
    v.reply = in->reply.len > 0;
    v.mail = w->person->mail;
    v.people = written.people;
    v.silent = written.silent;
    v.quiet = written.quiet;
    v.left = DESK_LETTERS_MAX - written.total;
    v.refused = refusal(w, &written);
    web_private(rp);
    desk_write_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* Once the names are erased there is nobody to write to. */
static Fault open_event(Work *w, const Request *rq, Event *ret)
{
    TRY(signup_door_open(w, rq, ACT_EVENT_PEOPLE, ret));
    return ret->until_at + SIGNUP_KEPT_SECONDS > w->now ? FAULT_NONE : FAULT_ABSENT;
}

Fault desk_web_write(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    WriteForm empty = { 0 };
    Problems none = { 0 };

    TRY(open_event(w, rq, &e));
    return show(w, rq, rp, &e, &empty, &none,
                (DeskWritePage){ .sent = web_query(rq, "fait").len > 0 });
}

static Fault send(Work *w, const Request *rq, Reply *rp, const Event *e, const WriteForm *in)
{
    DeskOutcome outcome;
    Problems none = { 0 };
    Str reply_to = in->reply.len > 0 ? w->person->mail : (Str){ 0 };

    TRY(desk_write(w, e, in->subject, in->body, reply_to, in->token, &outcome));
    if (outcome == DESK_SENT || outcome == DESK_TWICE) {
        return web_see_other(rp, desk_url(w, e->id, "/ecrire?fait=1"));
    }
    rp->status = 422;
    return show(w, rq, rp, e, in, &none, (DeskWritePage){ 0 });
}

Fault desk_web_write_do(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    WriteForm in;
    Problems p;

    TRY(open_event(w, rq, &e));
    TRY(form_read(w, rq, write_fields, WRITE_FIELDS, &in, &p));
    if (!guard_token_good(w->site, in.token, w->now)) {
        in.token = guard_token(w);
    }
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p, (DeskWritePage){ .has_problems = true });
    }
    /* It is read over before it leaves: only the button of the preview sends. */
    if (!str_eq(in.act, STR("send"))) {
        return show(w, rq, rp, &e, &in, &p, (DeskWritePage){ .preview = true });
    }
    return send(w, rq, rp, &e, &in);
}
