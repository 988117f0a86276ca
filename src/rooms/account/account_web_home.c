/* account_web_home.c - one's own space: name, language, devices */
#include "rooms/account/account_store.h"
#include "rooms/account/account_view.h"
#include "rooms/account/account_web.h"
#include "text/moment.h"
#include "web/form.h"
#include "web/guard.h"

enum { SHOWN = 10, NAME_MAX_CHARS = 80 };

static Str instant_say(const Work *w, int64_t at)
{
    return moment_say(w->mem, w->lang,
                      (Moment){ .starts = at, .zone = ZONE_PARIS, .hour_known = true }, w->now);
}

static AccountSession session_view(const Work *w, const Session *s)
{
    return (AccountSession){ .id = work_id_text(w->mem, s->id.v),
                             .agent = s->agent,
                             .since = instant_say(w, s->made_at),
                             .seen = instant_say(w, s->seen_at),
                             .here = s->id.v == w->person->session.v };
}

static Fault sessions(Work *w, AccountHome *v)
{
    Session *list;
    size_t n;

    TRY(account_store_session_list(w, w->person->id, &list, &n));
    v->others = n > 1;
    v->sessions.len = n < SHOWN ? n : SHOWN;
    v->sessions.at = NEW_ARRAY(w->mem, AccountSession, v->sessions.len + 1);
    for (size_t i = 0; i < v->sessions.len; i++) {
        v->sessions.at[i] = session_view(w, &list[i]);
    }
    return FAULT_NONE;
}

static Fault show(Work *w, const Request *rq, Reply *rp, AccountHome v)
{
    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_space_title));
    v.token = guard_token(w);
    v.mail = w->person->mail;
    v.has_factor = w->person->has_factor;
    v.looks_after = account_could_somewhere(w->person, ACT_TERRITORY_SEE);
    v.administers = account_could(w->person, ACT_ADMINISTER, &(Thing){ 0 });
    v.gives_roles = account_could(w->person, ACT_ROLE_GIVE, NULL);
    TRY(sessions(w, &v));
    account_home_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_home(Work *w, const Request *rq, Reply *rp)
{
    Account a;

    TRY(account_store_load(w, w->person->id, &a));
    return show(w, rq, rp,
                (AccountHome){ .name = a.name,
                               .english = str_eq(a.lang, STR("en")),
                               .saved = web_query(rq, "fait").len > 0 });
}

typedef struct MeForm {
    Str name, lang;
} MeForm;

static const Field me_fields[] = {
    FIELD(MeForm, name, FIELD_LINE, .max = NAME_MAX_CHARS),
    FIELD(MeForm, lang, FIELD_LINE, .max = 2),
};

Fault account_web_save(Work *w, const Request *rq, Reply *rp)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    MeForm in;
    Problems p;

    TRY(form_read(w, rq, me_fields, COUNT(me_fields), &in, &p));
    bool english = str_eq(in.lang, STR("en"));
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp,
                    (AccountHome){ .name = in.name, .english = english, .problem = p.at[0] });
    }
    TRY(work_begin(w, &tx));
    TRY(account_store_name(w, w->person->id, in.name, english ? STR("en") : STR("fr")));
    TRY(work_commit(&tx));
    return web_see_other(rp, STR("/compte?fait=1"));
}

typedef struct CloseForm {
    Str session;
} CloseForm;

static const Field close_fields[] = {
    FIELD(CloseForm, session, FIELD_LINE, .max = 20, .required = true),
};

Fault account_web_close(Work *w, const Request *rq, Reply *rp)
{
    CloseForm in;
    Problems p;
    SessionId id;

    TRY(form_read(w, rq, close_fields, COUNT(close_fields), &in, &p));
    if (str_eq(in.session, STR("others"))) {
        TRY(account_session_close_others(w));
    } else if (work_id_read(in.session, &id.v)) {
        TRY(account_session_close(w, id));
    } else {
        return FAULT_INPUT;
    }
    return web_see_other(rp, STR("/compte?fait=1"));
}
