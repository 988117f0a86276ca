/* signup_notice.c - what all letters of this room have in common */
#include "rooms/signup/signup_notice.h"

#include "mail/address.h"
#include "rooms/account/account.h"
#include "rooms/event/event_told.h"
#include "web/web.h"

enum { NAMES_MAX = 1000 };

Str signup_notice_page(Work *w, const Signup *s, Str anchor)
{
    return STR_JOIN(w->mem, web_absolute_said(w, signup_url(w, s)), anchor);
}

Notice signup_notice_new(const Work *w, const Signup *s, PostReason reason)
{
    return (Notice){ .letter = { .reason = reason,
                                 .subject = s->id.v,
                                 .to = s->mail,
                                 .to_name = s->name,
                                 .lang = w->lang,
                                 .why = web_about_site(w, SAY_notice_why) } };
}

PostTrust signup_notice_trust(const Work *w, Str mail)
{
    bool own = w->person && str_eq(w->person->mail, mail_address_fold(w->mem, mail));

    return own ? POST_OURS : POST_STRANGER;
}

void signup_notice_gone(const Work *w, Notice *n)
{
    n->letter.why = web_about_site(w, SAY_notice_why_gone);
}

void signup_notice_title(const Work *w, Notice *n, Say title, Str of)
{
    n->letter.title = say_with(w->mem, w->lang, title, SAY_ARGS(SAY_ARG(of)));
}

void signup_notice_para(Notice *n, Str sentence)
{
    if (sentence.len > 0 && n->paras < POST_PARAS_MAX) {
        n->letter.paras[n->paras++] = sentence;
    }
}

void signup_notice_fact(const Work *w, Notice *n, Say name, Str value)
{
    if (value.len > 0 && n->facts < POST_FACTS_MAX) {
        n->letter.facts[n->facts++] = (PostFact){ say(w->lang, name), value };
    }
}

/* "Amina, Paul": whoever signs up for others wants to know for whom. */
static Str names_of(Arena *mem, const Guest *guests, size_t n)
{
    Buf out = buf_new(mem, NAMES_MAX);

    for (size_t i = 0; i < n; i++) {
        if (guests[i].name.len > 0) {
            buf_add(&out, out.len > 0 ? STR(", ") : (Str){ 0 });
            buf_add(&out, guests[i].name);
        }
    }
    return buf_str(&out);
}

static Fault people(Work *w, Notice *n, const Signup *s)
{
    Guest *guests;
    size_t len;

    if (s->seats < 2 && !s->relay) {
        return FAULT_NONE;
    }
    TRY(signup_guests(w, s->id, &guests, &len));
    signup_notice_fact(
        w, n, SAY_notice_people,
        say_with(w->mem, w->lang, SAY_notice_people_say, SAY_ARGS(SAY_ARG(s->seats))));
    signup_notice_fact(w, n, SAY_notice_names, names_of(w->mem, guests, len));
    return FAULT_NONE;
}

Fault signup_notice_facts(Work *w, Notice *n, const Event *e, const Signup *s)
{
    EventTold told = event_told(w, e);

    signup_notice_fact(w, n, SAY_notice_when, told.when);
    signup_notice_fact(w, n, SAY_notice_where, told.where);
    if (told.online && s->state == SIGNUP_CONFIRMED) {
        signup_notice_fact(w, n, SAY_notice_room, e->online_url);
    }
    TRY(people(w, n, s));
    if (s->state != SIGNUP_RELEASED && s->state != SIGNUP_LAPSED) {
        signup_notice_fact(w, n, SAY_notice_code, s->code);
    }
    return FAULT_NONE;
}

void signup_notice_invite(Work *w, Notice *n, const Event *e, const Signup *s, IcsMethod method)
{
    EventGuest guest = { .mail = s->mail,
                         .page = signup_notice_page(w, s, (Str){ 0 }),
                         .seat = s->state == SIGNUP_CONFIRMED };

    n->letter.ics = event_invitation(w, e, method, &guest);
    n->letter.method = method;
}

Fault signup_notice_put(Work *w, const Notice *n)
{
    PostOutcome outcome;

    return n->letter.to.len > 0 ? post_put(w, &n->letter, &outcome) : FAULT_NONE;
}
