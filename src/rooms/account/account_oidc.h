/* account_oidc.h - OpenID Connect, the second door of professionals
 *
 * Authorization code flow (OpenID Connect Core 1.0, 3.1) with state, nonce and
 * PKCE (RFC 7636), as ProConnect wants it: the id token and the signed answer
 * of userinfo are verified with the keys that the issuer publishes.  Off
 * unless Site.oidc says where.  Nothing is kept between the two visits but a
 * sealed cookie of ten minutes: state, nonce and verifier follow from it. */
#ifndef ROOMS_ACCOUNT_ACCOUNT_OIDC_H
#define ROOMS_ACCOUNT_ACCOUNT_OIDC_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

enum { OIDC_SECONDS = 600, OIDC_CLOCK_SLACK = 60 };

/* What the issuer says of itself (OpenID Connect Discovery 1.0, 3). */
typedef struct OidcIssuer {
    Str issuer, authorization, token, userinfo, keys, end_session;
} OidcIssuer;

/* What follows from the cookie of one visit. */
typedef struct OidcVisit {
    Str state, nonce, verifier;
} OidcVisit;

/* What the tokens say.  Instants in seconds; 0: not said. */
typedef struct OidcClaims {
    Str issuer, audience, authorized_party, subject, nonce;
    int64_t expires_at, issued_at;
    Str mail, given_name, usual_name;
    bool mail_unverified; /* said so: email_verified is false */
} OidcClaims;

typedef struct OidcPerson {
    Str subject; /* "issuer subject" */
    Str mail, name;
    Str id_token; /* to sign out there */
} OidcPerson;

/* ---- pure: account_oidc_rule.c ---- */

/* An object of claims as text.  FAULT_INPUT: it can't be read. */
MUST_USE Fault oidc_claims_read(Arena *mem, Str json, OidcClaims *ret);
MUST_USE Fault oidc_issuer_read(Arena *mem, Str json, OidcIssuer *ret);
/* The answer of the token endpoint (RFC 6749 5.1). */
MUST_USE Fault oidc_tokens_read(Arena *mem, Str json, Str *ret_id_token, Str *ret_access_token);
/* Is this id token for us, now, and for this visit? (Core 3.1.3.7) */
bool oidc_claims_hold(const OidcClaims *c, Str issuer, Str client_id, Str nonce, int64_t now);

/* Is this signed answer of userinfo from it, and for us? (Core 5.3.2) */
bool oidc_said_hold(const OidcClaims *c, Str issuer, Str client_id);

/* ---- asking: account_oidc_ask.c; never within a transaction ---- */

MUST_USE Fault oidc_discover(Work *w, OidcIssuer *ret);
/* From the code to who it is.  FAULT_DENIED: what came doesn't hold. */
MUST_USE Fault oidc_exchange(Work *w, const OidcIssuer *issuer, const OidcVisit *visit,
                             Str code, Str redirect, OidcPerson *ret);

/* ---- pages: account_web_oidc.c; the routes are in account_web.h ---- */

/* After signing out: a page that leads to where the session there is ended too;
 * *ret false: there is no such place, nothing was written. */
MUST_USE Fault account_oidc_end(Work *w, const Request *rq, Reply *rp, Str id_token, bool *ret);

#endif
