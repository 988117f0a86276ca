/* jose.h - signed tokens of others, verified (RFC 7515, 7517, 7518, 7519)
 *
 * Only what OpenID Connect needs: a compact JWS, signed RS256 (keys of 2048
 * bits or more) or ES256, by a key of the set that its issuer publishes.  The
 * algorithm is the key's, never what the token would like: "none", HMAC, keys
 * inside the token, "crit" are refused. */
#ifndef SEAL_JOSE_H
#define SEAL_JOSE_H

#include "base/fault.h"
#include "base/str.h"

enum {
    JOSE_TOKEN_MAX = 16 * 1024,
    JOSE_KEYS_MAX = 64 * 1024,
    JOSE_KEY_COUNT_MAX = 32,
};

/* *ret_claims: the payload, a JSON object as text, in mem.
 * FAULT_INPUT: the token or the set can't be read; FAULT_LIMIT: too large;
 * FAULT_ABSENT: signed with a key that isn't in the set (it may have been
 * changed: ask for the set again, once); FAULT_DENIED: the signature isn't
 * good. */
MUST_USE Fault jose_verify(Arena *mem, Str token, Str key_set, Str *ret_claims);

/* The S256 challenge of a verifier (RFC 7636 4.2). */
Str jose_challenge(Arena *mem, Str verifier);

#endif
