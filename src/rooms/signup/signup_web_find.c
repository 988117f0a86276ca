/* signup_web_find.c - one's page again, by the code on the slip */
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_web_room.h"

enum { WRONG_MAX = 5, HOUR = 3600, CODE_TYPED_MAX = 20 };

typedef struct FindForm {
    Str code, name;
} FindForm;

static const Field find_fields[] = {
    FIELD(FindForm, code, FIELD_LINE, .max = CODE_TYPED_MAX, .required = true),
    FIELD(FindForm, name, FIELD_LINE, .max = SIGNUP_NAME_MAX, .required = true),
};

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, const FindForm *in,
                  const Problems *p, Str problem)
{
    SignupFindPage v = {
        .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_signup_find)),
        .title = e->title,
        .back_url = event_front_card(w, e).url,
        .action = signup_web_url(w, e->id, "/retrouver"),
        .token = signup_web_token(w, rq),
        .problem = problem,
        .code = { in->code, p->at[0], CODE_TYPED_MAX },
        .name = { in->name, p->at[1], SIGNUP_NAME_MAX },
    };

    web_private(rp);
    signup_find_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_web_find(Work *w, const Request *rq, Reply *rp)
{
    FindForm in = { 0 };
    Problems none = { 0 };
    Event e;

    TRY(signup_web_open(w, rq, &e));
    return show(w, rq, rp, &e, &in, &none, (Str){ 0 });
}

/* Nobody finds a code by trying: so many wrong ones an hour for a name. */
static Fault note_wrong(Work *w, EventId id, Str name)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(signup_store_wrong_code(w, id, signup_name_hash(w, name), w->now / HOUR));
    return work_commit(&tx);
}

Fault signup_web_found(Work *w, const Request *rq, Reply *rp)
{
    int64_t wrong = 0;
    FindForm in;
    Problems p;
    Signup s;
    Event e;

    TRY(form_read(w, rq, find_fields, COUNT(find_fields), &in, &p));
    TRY(signup_web_open(w, rq, &e));
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p, (Str){ 0 });
    }
    Str hash = signup_name_hash(w, in.name);
    TRY(signup_store_wrong_codes(w, e.id, hash, w->now / HOUR, &wrong));
    if (wrong >= WRONG_MAX) {
        rp->status = 429;
        return show(w, rq, rp, &e, &in, &p, say(w->lang, SAY_signup_find_wait));
    }
    Str code = signup_rule_code_read(w->mem, in.code);
    Fault f = code.len > 0 ? signup_by_code(w, e.id, code, in.name, &s) : FAULT_ABSENT;
    if (f == FAULT_ABSENT) {
        TRY(note_wrong(w, e.id, in.name));
        rp->status = 422;
        return show(w, rq, rp, &e, &in, &p, say(w->lang, SAY_signup_find_unknown));
    }
    TRY(f);
    web_private(rp);
    return web_see_other(rp, signup_url(w, &s));
}
