#include "rooms/account/account_oidc.h"

#include <jansson.h>

static void json_done(json_t **v)
{
    json_decref(*v);
}

static json_t *read_object(Str text)
{
    json_error_t why;
    json_t *v = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, &why);

    if (!json_is_object(v)) {
        json_decref(v);
        return NULL;
    }
    return v;
}

static Str text_of(Arena *mem, const json_t *object, const char *name)
{
    const json_t *v = json_object_get(object, name);

    return json_is_string(v)
               ? str_copy(mem, (Str){ json_string_value(v), json_string_length(v) })
               : (Str){ 0 };
}

/* Whole seconds, whatever way a number is written; 0 when it isn't one. */
static int64_t instant_of(const json_t *object, const char *name)
{
    const json_t *v = json_object_get(object, name);
    double real = v && json_is_number(v) ? json_number_value(v) : 0;

    return real > 0 && real < 1e12 ? (int64_t)real : 0;
}

/* One audience, alone in its array or not; several are not for us. */
static Str audience_of(Arena *mem, const json_t *object)
{
    const json_t *v = json_object_get(object, "aud");

    if (json_is_array(v) && json_array_size(v) == 1) {
        v = json_array_get(v, 0);
    }
    return json_is_string(v)
               ? str_copy(mem, (Str){ json_string_value(v), json_string_length(v) })
               : (Str){ 0 };
}

Fault oidc_claims_read(Arena *mem, Str json, OidcClaims *ret)
{
    SCOPED(json_done) json_t *v = read_object(json);

    if (!v) {
        return FAULT_INPUT;
    }
    *ret = (OidcClaims){
        .issuer = text_of(mem, v, "iss"),
        .audience = audience_of(mem, v),
        .authorized_party = text_of(mem, v, "azp"),
        .subject = text_of(mem, v, "sub"),
        .nonce = text_of(mem, v, "nonce"),
        .expires_at = instant_of(v, "exp"),
        .issued_at = instant_of(v, "iat"),
        .mail = text_of(mem, v, "email"),
        .given_name = text_of(mem, v, "given_name"),
        .usual_name = text_of(mem, v, "usual_name"),
        .mail_unverified = json_is_false(json_object_get(v, "email_verified")),
    };
    return FAULT_NONE;
}

Fault oidc_issuer_read(Arena *mem, Str json, OidcIssuer *ret)
{
    SCOPED(json_done) json_t *v = read_object(json);

    if (!v) {
        return FAULT_INPUT;
    }
    *ret = (OidcIssuer){
        .issuer = text_of(mem, v, "issuer"),
        .authorization = text_of(mem, v, "authorization_endpoint"),
        .token = text_of(mem, v, "token_endpoint"),
        .userinfo = text_of(mem, v, "userinfo_endpoint"),
        .keys = text_of(mem, v, "jwks_uri"),
        .end_session = text_of(mem, v, "end_session_endpoint"),
    };
    return ret->authorization.len > 0 && ret->token.len > 0 && ret->userinfo.len > 0 &&
                   ret->keys.len > 0
               ? FAULT_NONE
               : FAULT_INPUT;
}

Fault oidc_tokens_read(Arena *mem, Str json, Str *ret_id_token, Str *ret_access_token)
{
    SCOPED(json_done) json_t *v = read_object(json);

    if (!v) {
        return FAULT_INPUT;
    }
    *ret_id_token = text_of(mem, v, "id_token");
    *ret_access_token = text_of(mem, v, "access_token");
    return ret_id_token->len > 0 && ret_access_token->len > 0 ? FAULT_NONE : FAULT_INPUT;
}

bool oidc_claims_hold(const OidcClaims *c, Str issuer, Str client_id, Str nonce, int64_t now)
{
    bool for_us = str_eq(c->audience, client_id) &&
                  (c->authorized_party.len == 0 || str_eq(c->authorized_party, client_id));
    bool for_now = c->expires_at > now - OIDC_CLOCK_SLACK && c->issued_at > 0 &&
                   c->issued_at < now + OIDC_CLOCK_SLACK;

    return issuer.len > 0 && client_id.len > 0 && nonce.len > 0 && c->subject.len > 0 &&
           str_eq(c->issuer, issuer) && for_us && for_now && str_eq(c->nonce, nonce);
}

bool oidc_said_hold(const OidcClaims *c, Str issuer, Str client_id)
{
    return issuer.len > 0 && client_id.len > 0 && str_eq(c->issuer, issuer) &&
           str_eq(c->audience, client_id);
}
