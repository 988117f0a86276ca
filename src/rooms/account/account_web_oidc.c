/* account_web_oidc.c - to the issuer and back */
#include "rooms/account/account_agent.h"
#include "rooms/account/account_next.h"
#include "rooms/account/account_oidc.h"
#include "rooms/account/account_oidc_store.h"
#include "rooms/account/account_session.h"
#include "rooms/account/account_view.h"
#include "rooms/account/account_web.h"
#include "seal/jose.h"
#include "seal/token.h"
#include "sys/log.h"
#include "text/html.h"
#include "web/web.h"

enum { URL_MAX = 4000 };

static const char cookie_name[] = "oidc";
static const char back_path[] = "/connexion/pro/retour";

/* What only who holds the cookie and the key of the house can tell. */
static Str derive(Work *w, const char *what, Str cookie)
{
    return seal_hash_text(w->mem, w->site->key, what, cookie);
}

static OidcVisit visit_of(Work *w, Str cookie)
{
    return (OidcVisit){ .state = derive(w, "oidc state:", cookie),
                        .nonce = derive(w, "oidc nonce:", cookie),
                        .verifier = derive(w, "oidc verifier:", cookie) };
}

static void add(Buf *url, const char *name, Str value)
{
    buf_addf(url, "&%s=", name);
    html_url_part(url, value);
}

static Str redirect_uri(const Work *w)
{
    return web_absolute(w, str_from(back_path));
}

static Str go_url(Work *w, const OidcIssuer *issuer, const OidcVisit *visit)
{
    Buf url = buf_new(w->mem, URL_MAX);
    bool query = str_has(issuer->authorization, STR("?"));

    buf_addf(&url, "%.*s%cresponse_type=code", STR_ARG(issuer->authorization),
             query ? '&' : '?');
    add(&url, "client_id", w->site->oidc.client_id);
    add(&url, "redirect_uri", redirect_uri(w));
    add(&url, "scope", w->site->oidc.scope);
    add(&url, "state", visit->state);
    add(&url, "nonce", visit->nonce);
    add(&url, "code_challenge", jose_challenge(w->mem, visit->verifier));
    add(&url, "code_challenge_method", STR("S256"));
    return buf_str(&url);
}

/* The token of the visit, then where they were going. */
static Str cookie_of(Work *w, const Request *rq)
{
    Buf cookie = buf_new(w->mem, HTTP_TARGET_MAX);

    buf_add(&cookie, seal_form_token(w->mem, w->site->key, str_from(cookie_name), w->now));
    buf_char(&cookie, '.');
    html_url_part(&cookie, web_query(rq, "suite"));
    return buf_str(&cookie);
}

Fault account_web_oidc_go(Work *w, const Request *rq, Reply *rp)
{
    OidcIssuer issuer;

    if (w->site->oidc.issuer.len == 0) {
        return FAULT_ABSENT;
    }
    work_done(w); /* nothing is held while the issuer is asked */
    Str cookie = cookie_of(w, rq);
    OidcVisit visit = visit_of(w, cookie);
    if (oidc_discover(w, &issuer)) {
        return account_web_refused(w, rq, rp, account_next(web_query(rq, "suite")),
                                   SAY_oidc_unreachable);
    }
    web_cookie_set(w, rq, rp, cookie_name, cookie, OIDC_SECONDS);
    web_private(rp);
    return web_see_other(rp, go_url(w, &issuer, &visit));
}

/* Is this the browser that went, not long ago, for this very answer? */
static bool answers(Work *w, const Request *rq, Str cookie, const OidcVisit *visit)
{
    Str token, rest, said = web_query(rq, "iss"), state = web_query(rq, "state");
    int64_t later =
        w->now + SEAL_FORM_SECONDS - OIDC_SECONDS; /* a visit is shorter than a form */
    bool ours = str_cut(cookie, '.', &token, &rest) &&
                !seal_form_check(w->site->key, str_from(cookie_name), later, token);

    return ours && (said.len == 0 || str_eq(said, w->site->oidc.issuer)) &&
           seal_same_text(w->site->key, state, visit->state);
}

static Fault account_of(Work *w, const OidcPerson *person, AccountId *ret)
{
    Fault f = account_oidc_store_find(w, person->subject, ret);

    if (f == FAULT_ABSENT) {
        TRY(account_make(w, person->mail, ret));
        return account_oidc_store_bind(w, *ret, person->subject, person->name);
    }
    return f;
}

static Fault sign_in(Work *w, const Request *rq, const OidcPerson *person, Str *ret_cookie)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    SessionWish wish = { .agent = account_agent(w->mem, rq->headers.user_agent),
                         .id_token = person->id_token };

    TRY(work_begin(w, &tx));
    TRY(account_of(w, person, &wish.account));
    TRY(account_session_begin(w, rq, &wish, ret_cookie));
    return work_commit(&tx);
}

static Str where_to(Work *w, Str cookie)
{
    Pairs pairs;
    Str token, next;

    str_cut(cookie, '.', &token, &next);
    if (http_pairs(w->mem, STR_JOIN(w->mem, STR("suite="), next), &pairs) || pairs.len != 1) {
        return account_next((Str){ 0 });
    }
    return account_next(pairs.at[0].value);
}

Fault account_web_oidc_back(Work *w, const Request *rq, Reply *rp)
{
    Str cookie = web_cookie(w, rq, cookie_name), code = web_query(rq, "code"), session;
    OidcVisit visit = visit_of(w, cookie);
    OidcIssuer issuer;
    OidcPerson person = { 0 };

    if (w->site->oidc.issuer.len == 0) {
        return FAULT_ABSENT;
    }
    web_cookie_set(w, rq, rp, cookie_name, (Str){ 0 }, 0);
    if (code.len == 0 || !answers(w, rq, cookie, &visit)) {
        return account_web_refused(w, rq, rp, where_to(w, cookie), SAY_oidc_not_done);
    }
    work_done(w);
    Fault f = oidc_discover(w, &issuer);
    f = f ? f : oidc_exchange(w, &issuer, &visit, code, redirect_uri(w), &person);
    if (f) {
        LOG(LEVEL_WARN, "oidc.refused", log_text("fault", str_from(fault_name(f))));
        return account_web_refused(w, rq, rp, where_to(w, cookie), SAY_oidc_not_done);
    }
    TRY(sign_in(w, rq, &person, &session));
    return account_session_welcome(w, rq, rp, session, where_to(w, cookie));
}

/* Where the session there is ended too; empty: there is no such place. */
static Str end_url(Work *w, Str id_token)
{
    Buf url = buf_new(w->mem, URL_MAX + JOSE_TOKEN_MAX);
    OidcIssuer issuer = { 0 };

    if (id_token.len == 0 || w->site->oidc.issuer.len == 0 || oidc_discover(w, &issuer) ||
        issuer.end_session.len == 0) {
        return (Str){ 0 };
    }
    buf_addf(&url, "%.*s?client_id=", STR_ARG(issuer.end_session));
    html_url_part(&url, w->site->oidc.client_id);
    add(&url, "id_token_hint", id_token);
    add(&url, "post_logout_redirect_uri", web_absolute(w, STR("/")));
    return buf_str(&url);
}

Fault account_oidc_end(Work *w, const Request *rq, Reply *rp, Str id_token, bool *ret)
{
    Str name = w->site->oidc.name, url = end_url(w, id_token);
    AccountEnd v = { .frame = frame_of(w, rq, say(w->lang, SAY_oidc_end_title), (Str){ 0 }),
                     .url = url,
                     .provider = name };

    *ret = url.len > 0;
    if (*ret) {
        v.frame.no_index = true;
        account_end_html(&rp->body, w->lang, &v);
    }
    return FAULT_NONE;
}
