/* account_oidc_ask.c - what is asked of the issuer, through the courier */
#include "mail/address.h"
#include "rooms/account/account_oidc.h"
#include "seal/jose.h"
#include "sys/log.h"
#include "text/html.h"
#include "work/work.h"

enum { FORM_MAX = 8 * 1024, STATUS_OK = 200 };

static Fault ask(Work *w, const FetchAsk *what, Str *ret)
{
    FetchAnswer answer = { 0 };
    Fault f = w->site->fetch ? w->site->fetch(w, what, &answer) : FAULT_IO;

    if (f || answer.status != STATUS_OK) {
        LOG(LEVEL_WARN, "oidc.ask", log_text("url", what->url),
            log_number("status", answer.status), log_text("why", answer.why));
        return f ? f : FAULT_IO;
    }
    *ret = answer.body;
    return FAULT_NONE;
}

static Fault get(Work *w, Str url, Str *ret)
{
    return ask(w, &(FetchAsk){ .url = url }, ret);
}

Fault oidc_discover(Work *w, OidcIssuer *ret)
{
    Str json, issuer = w->site->oidc.issuer;
    Str url = STR_JOIN(w->mem, issuer, STR("/.well-known/openid-configuration"));

    TRY(get(w, url, &json));
    TRY(oidc_issuer_read(w->mem, json, ret));
    return str_eq(ret->issuer, issuer) ? FAULT_NONE : FAULT_DENIED;
}

static void add(Buf *form, const char *name, Str value)
{
    buf_addf(form, "%s%s=", form->len > 0 ? "&" : "", name);
    html_url_part(form, value);
}

static Fault ask_tokens(Work *w, const OidcIssuer *issuer, const OidcVisit *visit, Str code,
                        Str redirect, Str *ret_id, Str *ret_access)
{
    Buf form = buf_new(w->mem, FORM_MAX);
    Str json;

    add(&form, "grant_type", STR("authorization_code"));
    add(&form, "code", code);
    add(&form, "redirect_uri", redirect);
    add(&form, "client_id", w->site->oidc.client_id);
    add(&form, "client_secret", w->site->oidc.client_secret);
    add(&form, "code_verifier", visit->verifier);
    FetchAsk what = { .method = FETCH_POST,
                      .url = issuer->token,
                      .headers = { { STR("Content-Type"),
                                     STR("application/x-www-form-urlencoded") },
                                   { STR("Accept"), STR("application/json") } },
                      .body = buf_str(&form) };
    TRY(form.cut ? FAULT_LIMIT : ask(w, &what, &json));
    return oidc_tokens_read(w->mem, json, ret_id, ret_access);
}

static Fault ask_person(Work *w, const OidcIssuer *issuer, Str access, Str *ret)
{
    FetchAsk what = { .url = issuer->userinfo,
                      .headers = { { STR("Authorization"),
                                     STR_JOIN(w->mem, STR("Bearer "), access) } } };

    return ask(w, &what, ret);
}

/* Signed (application/jwt), as ProConnect answers: then it was made for us, by
 * them, and not for another site; or a plain object. */
static Fault read_person(Work *w, const OidcIssuer *issuer, Str body, Str keys, OidcClaims *ret)
{
    Str claims, whole = str_trim(body);

    if (str_starts(whole, STR("{"))) {
        return oidc_claims_read(w->mem, whole, ret);
    }
    TRY(jose_verify(w->mem, whole, keys, &claims));
    TRY(oidc_claims_read(w->mem, claims, ret));
    bool ours = oidc_said_hold(ret, issuer->issuer, w->site->oidc.client_id);
    return ours ? FAULT_NONE : FAULT_DENIED;
}

static Fault fill(Work *w, const OidcClaims *id, const OidcClaims *said, OidcPerson *ret)
{
    if (!str_eq(said->subject, id->subject) || said->mail_unverified ||
        mail_address_read(w->mem, said->mail, &ret->mail)) {
        return FAULT_DENIED;
    }
    ret->mail = mail_address_fold(w->mem, ret->mail);
    ret->subject = STR_JOIN(w->mem, id->issuer, STR(" "), id->subject);
    ret->name = str_trim(STR_JOIN(w->mem, said->given_name, STR(" "), said->usual_name));
    return FAULT_NONE;
}

Fault oidc_exchange(Work *w, const OidcIssuer *issuer, const OidcVisit *visit, Str code,
                    Str redirect, OidcPerson *ret)
{
    Str keys, text, body, access;
    OidcClaims id, said;

    TRY(ask_tokens(w, issuer, visit, code, redirect, &ret->id_token, &access));
    TRY(get(w, issuer->keys, &keys));
    TRY(jose_verify(w->mem, ret->id_token, keys, &text));
    TRY(oidc_claims_read(w->mem, text, &id));
    if (!oidc_claims_hold(&id, issuer->issuer, w->site->oidc.client_id, visit->nonce, w->now)) {
        return FAULT_DENIED;
    }
    TRY(ask_person(w, issuer, access, &body));
    TRY(read_person(w, issuer, body, keys, &said));
    return fill(w, &id, &said, ret);
}
