#include "seal/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <stdio.h>

enum { SHA1_BYTES = 20 };

Str totp_secret(Arena *mem)
{
    char *to = arena_alloc(mem, TOTP_SECRET_BYTES);

    randombytes_buf(to, TOTP_SECRET_BYTES);
    return (Str){ to, TOTP_SECRET_BYTES };
}

Str totp_letters(Arena *mem, Str secret)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    char *to = arena_alloc(mem, secret.len * 8 / 5 + 2);
    unsigned bits = 0, have = 0;
    size_t n = 0;

    for (size_t i = 0; i < secret.len; i++) {
        bits = (bits << 8 | (unsigned char)secret.at[i]) & 0xfff;
        for (have += 8; have >= 5; have -= 5) {
            to[n++] = letters[bits >> (have - 5) & 31];
        }
    }
    if (have > 0) {
        to[n++] = letters[bits << (5 - have) & 31];
    }
    return (Str){ to, n };
}

/* RFC 4226, 5.3: four bytes, from where the last four bits say. */
Fault totp_code(Str secret, int64_t step, char ret[TOTP_DIGITS + 1])
{
    unsigned char counter[8], mac[SHA1_BYTES];
    unsigned size = sizeof mac;

    for (size_t i = 0; i < sizeof counter; i++) {
        counter[i] = (unsigned char)((uint64_t)step >> (8 * (7 - i)));
    }
    if (!HMAC(EVP_sha1(), secret.at, (int)secret.len, counter, sizeof counter, mac, &size)) {
        return FAULT_BUG;
    }
    const unsigned char *at = mac + (mac[SHA1_BYTES - 1] & 15);
    unsigned value =
        (at[0] & 127U) << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | at[3];
    (void)snprintf(ret, TOTP_DIGITS + 1, "%06u", value % 1000000);
    return FAULT_NONE;
}

Fault totp_check(Str secret, Str code, int64_t now, int64_t used, int64_t *ret)
{
    int64_t today = now / TOTP_STEP, found = 0;

    if (code.len != TOTP_DIGITS) {
        return FAULT_DENIED;
    }
    for (int64_t step = today - TOTP_DRIFT; step <= today + TOTP_DRIFT; step++) {
        char want[TOTP_DIGITS + 1];
        TRY(totp_code(secret, step, want));
        bool same = sodium_memcmp(want, code.at, TOTP_DIGITS) == 0;
        found = same && step > used ? step : found;
    }
    if (found == 0) {
        return FAULT_DENIED;
    }
    *ret = found;
    return FAULT_NONE;
}
