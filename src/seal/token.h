/* token.h - secrets that people carry, and what is kept of them
 *
 * A token is 16 random bytes (128 bits) as 26 letters of Crockford's base 32,
 * in lower case: no i, l, o, u, so that it survives being read aloud.  The
 * database keeps only seal_hash of it, keyed with the pepper of the house, so
 * that a stolen database gives nobody a key.  seal_init comes first. */
#ifndef SEAL_TOKEN_H
#define SEAL_TOKEN_H

#include "base/fault.h"
#include "base/str.h"

enum {
    SEAL_TOKEN_BYTES = 16,
    SEAL_TOKEN_LEN = 26,
    SEAL_HASH_BYTES = 32, /* BLAKE2b-256 (RFC 7693) */
    SEAL_KEY_BYTES = 32,
    SEAL_FORM_SECONDS = 12 * 3600, /* how long a form may stay open */
};

typedef struct SealKey {
    unsigned char at[SEAL_KEY_BYTES];
} SealKey;

typedef struct SealHash {
    unsigned char at[SEAL_HASH_BYTES];
} SealHash;

/* FAULT_BUG when libsodium can't begin. */
MUST_USE Fault seal_init(void);
/* A new token, in mem. */
Str seal_token(Arena *mem);
/* Reads a token as a person types it: capitals, spaces and hyphens allowed,
 * o for 0, i and l for 1.  FAULT_INPUT when it is none; else the text that
 * seal_token gave. */
MUST_USE Fault seal_token_read(Arena *mem, Str typed, Str *ret);
/* A new key; and one from 64 hexadecimal digits, FAULT_INPUT for else. */
SealKey seal_key(void);
MUST_USE Fault seal_key_read(Str hex, SealKey *ret);
/* What may be kept of a secret. */
SealHash seal_hash(const SealKey *pepper, Str secret);
/* The same in lower-case hexadecimal, as tables keep it.  The purpose ("session:")
 * keeps the secrets of one use apart from those of another. */
Str seal_hash_text(Arena *mem, const SealKey *pepper, const char *purpose, Str secret);
/* In a time that doesn't depend on where they differ. */
bool seal_same(SealHash a, SealHash b);
/* The same for texts of any length: both are hashed first.  Two empty ones differ. */
bool seal_same_text(const SealKey *pepper, Str a, Str b);

/* A proof that this house made the form, for that purpose (the address and the
 * session, say), not before now - SEAL_FORM_SECONDS.  Each one is different;
 * letters, digits only.  Check: FAULT_INPUT when it is none of ours or for
 * something else, FAULT_DENIED when it is too old (or from the future). */
Str seal_form_token(Arena *mem, const SealKey *key, Str purpose, int64_t now);
MUST_USE Fault seal_form_check(const SealKey *key, Str purpose, int64_t now, Str token);

/* Plain BLAKE2b-256 of bytes in lower-case hexadecimal, the first len digits
 * of it (at most 64): names of contents, ETags. */
Str seal_hex(Arena *mem, Str bytes, size_t len);

#endif
