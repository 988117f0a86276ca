/* account_web_sign_in.c - asking for the letter, and coming in with it */
#include "mail/address.h"
#include "rooms/account/account_next.h"
#include "rooms/account/account_oidc.h"
#include "rooms/account/account_sign_in.h"
#include "rooms/account/account_view.h"
#include "rooms/account/account_web.h"
#include "rooms/account/account_words.h"
#include "seal/token.h"
#include "web/form.h"
#include "web/guard.h"

/* The other door, when there is one. */
static void fill_provider(Work *w, AccountSignIn *v)
{
    Buf url = buf_new(w->mem, 4 * ACCOUNT_NEXT_MAX);

    if (w->site->oidc.issuer.len > 0) {
        buf_add(&url, STR("/connexion/pro?suite="));
        html_url_part(&url, v->next);
        v->provider = w->site->oidc.name;
        v->provider_url = buf_str(&url);
    }
}

static Fault show(Work *w, const Request *rq, Reply *rp, AccountSignIn v)
{
    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_sign_in_title));
    v.token = guard_token(w);
    fill_provider(w, &v);
    web_private(rp);
    account_sign_in_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_sign_in(Work *w, const Request *rq, Reply *rp)
{
    Str next = account_next(web_query(rq, "suite"));

    if (w->person) {
        web_private(rp);
        return web_see_other(rp, next);
    }
    return show(w, rq, rp, (AccountSignIn){ .next = next });
}

Fault account_web_refused(Work *w, const Request *rq, Reply *rp, Str next, Say problem)
{
    rp->status = 422;
    return show(w, rq, rp, (AccountSignIn){ .next = next, .trouble = say(w->lang, problem) });
}

typedef struct AskForm {
    Str mail, suite;
} AskForm;

static const Field ask_fields[] = {
    FIELD(AskForm, mail, FIELD_LINE, .max = MAIL_ADDRESS_MAX, .required = true),
    FIELD(AskForm, suite, FIELD_LINE, .max = ACCOUNT_NEXT_MAX),
};

/* The browser keeps its name through several letters, so that the first one
 * still opens when the second is asked for. */
static Str browser_of(Work *w, const Request *rq, Reply *rp)
{
    Str name = web_cookie(w, rq, "pre");

    name = seal_token_read(w->mem, name, &name) ? seal_token(w->mem) : name;
    web_cookie_set(w, rq, rp, "pre", name, SIGN_IN_SECONDS);
    return name;
}

/* Known or not, within the limits or not: the same is done and answered. */
Fault account_web_ask(Work *w, const Request *rq, Reply *rp)
{
    AskForm in;
    Problems p;
    Str mail;

    TRY(form_read(w, rq, ask_fields, COUNT(ask_fields), &in, &p));
    if (mail_address_read(w->mem, in.mail, &mail)) {
        form_problem(&p, 0, say(w->lang, account_mail_problem(in.mail)));
        rp->status = 422;
        return show(w, rq, rp,
                    (AccountSignIn){
                        .mail = in.mail, .next = account_next(in.suite), .problem = p.at[0] });
    }
    TRY(account_sign_in_ask(w, mail, account_next(in.suite), browser_of(w, rq, rp)));
    web_private(rp);
    return web_see_other(rp, STR("/connexion/code"));
}

static Fault show_code(Work *w, const Request *rq, Reply *rp, Str problem)
{
    AccountCode v = { .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_code_title)),
                      .token = guard_token(w),
                      .problem = problem };

    web_private(rp);
    TRY(account_sign_in_asked(w, web_cookie(w, rq, "pre"), &v.mail));
    account_code_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_code(Work *w, const Request *rq, Reply *rp)
{
    return show_code(w, rq, rp, (Str){ 0 });
}

typedef struct CodeForm {
    Str code;
} CodeForm;

static const Field code_fields[] = {
    FIELD(CodeForm, code, FIELD_LINE, .max = 20, .required = true),
};

/* "123 456" as the letter has it, or as a telephone pastes it. */
static Str figures(Arena *mem, Str typed)
{
    char *to = arena_alloc(mem, typed.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < typed.len; i++) {
        if (typed.at[i] >= '0' && typed.at[i] <= '9') {
            to[n++] = typed.at[i];
        }
    }
    return (Str){ to, n };
}

Fault account_web_type_code(Work *w, const Request *rq, Reply *rp)
{
    CodeForm in;
    Problems p;
    SignedIn who;
    SignInOutcome how;

    TRY(form_read(w, rq, code_fields, COUNT(code_fields), &in, &p));
    Str code = figures(w->mem, in.code);
    if (code.len != SIGN_IN_DIGITS) { /* a slip, not a guess: it costs no try */
        rp->status = 422;
        return show_code(w, rq, rp, say(w->lang, SAY_code_wrong));
    }
    TRY(account_sign_in_by_code(w, rq, code, &who, &how));
    if (how == SIGN_IN_DONE) {
        return account_session_welcome(w, rq, rp, who.cookie, who.next);
    }
    rp->status = 422;
    return show_code(w, rq, rp,
                     say(w->lang, how == SIGN_IN_WRONG ? SAY_code_wrong : SAY_code_over));
}

static Fault show_link(Work *w, const Request *rq, Reply *rp, Str key, SignInOutcome how)
{
    Say title = how == SIGN_IN_DONE        ? SAY_link_title
                : how == SIGN_IN_ELSEWHERE ? SAY_link_elsewhere_title
                                           : SAY_link_over_title;
    AccountLink v = { .frame = frame_of_form(w, rq, rp, say(w->lang, title)),
                      .token = guard_token(w),
                      .key = key,
                      .good = how == SIGN_IN_DONE,
                      .elsewhere = how == SIGN_IN_ELSEWHERE };

    web_private(rp);
    account_link_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* Opened by whoever reads the letter, or by what looks through their mail:
 * it shows a button, and changes nothing. */
Fault account_web_link(Work *w, const Request *rq, Reply *rp)
{
    Str key = web_query(rq, "cle");
    SignInOutcome how;

    TRY(account_sign_in_look(w, key, web_cookie(w, rq, "pre"), &how));
    return show_link(w, rq, rp, key, how);
}

typedef struct LinkForm {
    Str cle;
} LinkForm;

static const Field link_fields[] = {
    FIELD(LinkForm, cle, FIELD_LINE, .max = 2 * SEAL_TOKEN_LEN, .required = true),
};

Fault account_web_use_link(Work *w, const Request *rq, Reply *rp)
{
    LinkForm in;
    Problems p;
    SignedIn who;
    SignInOutcome how;

    TRY(form_read(w, rq, link_fields, COUNT(link_fields), &in, &p));
    TRY(account_sign_in_by_link(w, rq, in.cle, &who, &how));
    if (how == SIGN_IN_DONE) {
        return account_session_welcome(w, rq, rp, who.cookie, who.next);
    }
    rp->status = 422;
    return show_link(w, rq, rp, in.cle, how);
}

Fault account_web_sign_out(Work *w, const Request *rq, Reply *rp)
{
    Str there = w->person ? w->person->id_token : (Str){ 0 };
    bool shown;

    if (w->person) {
        TRY(account_session_close(w, w->person->session));
    }
    if (web_cookie(w, rq, "s").len > 0) {
        web_cookie_set(w, rq, rp, "s", (Str){ 0 }, 0);
    }
    web_private(rp);
    work_done(w); /* nothing is held while the issuer is asked */
    TRY(account_oidc_end(w, rq, rp, there, &shown));
    return shown ? FAULT_NONE : web_see_other(rp, STR("/"));
}
