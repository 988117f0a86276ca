/* totp.h - the six figures that change every 30 seconds (RFC 6238, RFC 4226)
 *
 * SHA-1, six digits, steps of 30 seconds: what every authenticator understands.
 * The caller remembers the last step that was taken and refuses it a second
 * time. */
#ifndef SEAL_TOTP_H
#define SEAL_TOTP_H

#include "base/fault.h"
#include "base/str.h"

enum { TOTP_SECRET_BYTES = 20, TOTP_STEP = 30, TOTP_DIGITS = 6, TOTP_DRIFT = 1 };

/* 20 random bytes, in mem. */
Str totp_secret(Arena *mem);
/* As authenticators take them: RFC 4648 base 32, capitals, no padding. */
Str totp_letters(Arena *mem, Str secret);
/* The code of one step; FAULT_BUG when libcrypto fails. */
MUST_USE Fault totp_code(Str secret, int64_t step, char ret[TOTP_DIGITS + 1]);
/* Does the code belong to the step of now, the one before or the one after, and
 * to one later than used?  Then *ret is that step.  In a time that doesn't
 * depend on the figures.  FAULT_DENIED when it doesn't. */
MUST_USE Fault totp_check(Str secret, Str code, int64_t now, int64_t used, int64_t *ret);

#endif
