/* box.h - what is kept, and must be read again: sealed at rest
 *
 * XSalsa20-Poly1305 (libsodium's secretbox) under a key made from that of the
 * house and the purpose: what was sealed for one purpose opens for no other. */
#ifndef SEAL_BOX_H
#define SEAL_BOX_H

#include "seal/token.h"

/* In lower-case hexadecimal, each time another. */
Str seal_box(Arena *mem, const SealKey *key, const char *purpose, Str plain);
/* FAULT_INPUT when it isn't ours, or was changed. */
MUST_USE Fault seal_unbox(Arena *mem, const SealKey *key, const char *purpose, Str box,
                          Str *ret);

/* A hash that is slow on purpose (argon2id, 46 MiB, one pass), of codes that
 * people write down.  About 40 ms; one at a time, so that nobody fills the
 * memory.  In hexadecimal; the same secret of the same owner gives the same
 * text.  FAULT_LIMIT: there is no memory for it now. */
MUST_USE Fault seal_slow_hash(Arena *mem, const SealKey *key, int64_t owner, Str secret,
                              Str *ret);

#endif
