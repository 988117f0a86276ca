#include "seal/token.h"

#include <sodium.h>
#include <string.h>

/* A form token: when it was made, and 16 random bytes, then their seal. */
typedef struct FormSeal {
    unsigned char made[8]; /* big-endian seconds since 1970 */
    unsigned char nonce[16];
    unsigned char mac[16];
} FormSeal;

enum { FORM_BYTES = 40, FORM_LEN = FORM_BYTES * 8 / 5 };
_Static_assert(sizeof(FormSeal) == FORM_BYTES, "the seal of a form has no gap");

static const char letters[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void spell(const unsigned char *from, size_t size, char *to)
{
    unsigned bits = 0, have = 0;

    for (size_t i = 0; i < size; i++) {
        bits = (bits << 8) | from[i];
        for (have += 8; have >= 5; have -= 5) {
            *to++ = letters[(bits >> (have - 5)) & 31];
        }
        bits &= 31; /* at most four bits wait */
    }
    if (have > 0) {
        *to = letters[(bits << (5 - have)) & 31];
    }
}

static int value_of(char c)
{
    const char *at = memchr(letters, c, sizeof letters - 1);

    return at ? (int)(at - letters) : -1;
}

/* Exactly what spell wrote for size bytes, the last, spare bits being zero. */
static bool unspell(Str s, unsigned char *to, size_t size)
{
    unsigned bits = 0, have = 0;

    if (s.len != (size * 8 + 4) / 5) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        int v = value_of(s.at[i]);
        if (v < 0) {
            return false;
        }
        bits = (bits << 5) | (unsigned)v;
        have += 5;
        if (have >= 8) {
            have -= 8;
            *to++ = (unsigned char)(bits >> have);
        }
        bits &= 0xff;
    }
    return (bits & ((1U << have) - 1)) == 0;
}

Fault seal_init(void)
{
    return sodium_init() >= 0 ? FAULT_NONE : FAULT_BUG;
}

Str seal_token(Arena *mem)
{
    unsigned char bytes[SEAL_TOKEN_BYTES];
    char *text = arena_alloc(mem, SEAL_TOKEN_LEN + 1);

    randombytes_buf(bytes, sizeof bytes);
    spell(bytes, sizeof bytes, text);
    sodium_memzero(bytes, sizeof bytes);
    return (Str){ text, SEAL_TOKEN_LEN };
}

static char as_written(char c)
{
    c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    return c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c;
}

Fault seal_token_read(Arena *mem, Str typed, Str *ret)
{
    unsigned char bytes[SEAL_TOKEN_BYTES];
    char *text = arena_alloc(mem, SEAL_TOKEN_LEN + 1);
    size_t n = 0;

    for (size_t i = 0; i < typed.len; i++) {
        if (typed.at[i] == ' ' || typed.at[i] == '-') {
            continue;
        }
        if (n == SEAL_TOKEN_LEN) {
            return FAULT_INPUT;
        }
        text[n++] = as_written(typed.at[i]);
    }
    if (!unspell((Str){ text, n }, bytes, sizeof bytes)) {
        return FAULT_INPUT;
    }
    *ret = (Str){ text, n };
    return FAULT_NONE;
}

SealKey seal_key(void)
{
    SealKey key;

    randombytes_buf(key.at, sizeof key.at);
    return key;
}

Fault seal_key_read(Str hex, SealKey *ret)
{
    SealKey key;
    size_t len = 0;

    if (hex.len != 2 * sizeof key.at ||
        sodium_hex2bin(key.at, sizeof key.at, hex.at, hex.len, NULL, &len, NULL) != 0 ||
        len != sizeof key.at) {
        return FAULT_INPUT;
    }
    *ret = key;
    return FAULT_NONE;
}

SealHash seal_hash(const SealKey *pepper, Str secret)
{
    SealHash hash = { 0 };

    (void)crypto_generichash(hash.at, sizeof hash.at, (const unsigned char *)secret.at,
                             secret.len, pepper->at, sizeof pepper->at);
    return hash;
}

Str seal_hash_text(Arena *mem, const SealKey *pepper, const char *purpose, Str secret)
{
    SealHash hash = seal_hash(pepper, STR_JOIN(mem, str_from(purpose), secret));
    char *text = arena_alloc(mem, 2 * sizeof hash.at + 1);

    (void)sodium_bin2hex(text, 2 * sizeof hash.at + 1, hash.at, sizeof hash.at);
    return (Str){ text, 2 * sizeof hash.at };
}

bool seal_same(SealHash a, SealHash b)
{
    return sodium_memcmp(a.at, b.at, sizeof a.at) == 0;
}

bool seal_same_text(const SealKey *pepper, Str a, Str b)
{
    return seal_same(seal_hash(pepper, a), seal_hash(pepper, b)) && a.len > 0;
}

/* The first word keeps this seal apart from any other use of the same key. */
static void form_mac(const SealKey *key, Str purpose, FormSeal *seal)
{
    static const unsigned char domain[] = "cafeia form 1";
    crypto_generichash_state h;

    (void)crypto_generichash_init(&h, key->at, sizeof key->at, sizeof seal->mac);
    (void)crypto_generichash_update(&h, domain, sizeof domain);
    (void)crypto_generichash_update(&h, seal->made, sizeof seal->made);
    (void)crypto_generichash_update(&h, seal->nonce, sizeof seal->nonce);
    (void)crypto_generichash_update(&h, (const unsigned char *)purpose.at, purpose.len);
    (void)crypto_generichash_final(&h, seal->mac, sizeof seal->mac);
}

Str seal_form_token(Arena *mem, const SealKey *key, Str purpose, int64_t now)
{
    FormSeal seal;
    unsigned char bytes[sizeof seal];
    char *text = arena_alloc(mem, FORM_LEN + 1);

    for (size_t i = 0; i < sizeof seal.made; i++) {
        seal.made[i] = (unsigned char)((uint64_t)now >> (8 * (7 - i)));
    }
    randombytes_buf(seal.nonce, sizeof seal.nonce);
    form_mac(key, purpose, &seal);
    memcpy(bytes, &seal, sizeof seal);
    spell(bytes, sizeof bytes, text);
    return (Str){ text, FORM_LEN };
}

Fault seal_form_check(const SealKey *key, Str purpose, int64_t now, Str token)
{
    FormSeal given, ours;
    unsigned char bytes[sizeof given];
    uint64_t made = 0;

    if (!unspell(token, bytes, sizeof bytes)) {
        return FAULT_INPUT;
    }
    memcpy(&given, bytes, sizeof given);
    ours = given;
    form_mac(key, purpose, &ours);
    if (sodium_memcmp(ours.mac, given.mac, sizeof ours.mac) != 0) {
        return FAULT_INPUT;
    }
    for (size_t i = 0; i < sizeof given.made; i++) {
        made = made << 8 | given.made[i];
    }
    return now < (int64_t)made || now - (int64_t)made > SEAL_FORM_SECONDS ? FAULT_DENIED
                                                                          : FAULT_NONE;
}

Str seal_hex(Arena *mem, Str bytes, size_t len)
{
    SealHash hash = { 0 };
    char *text = arena_alloc(mem, 2 * sizeof hash.at + 1);

    (void)crypto_generichash(hash.at, sizeof hash.at, (const unsigned char *)bytes.at,
                             bytes.len, NULL, 0);
    (void)sodium_bin2hex(text, 2 * sizeof hash.at + 1, hash.at, sizeof hash.at);
    return str_slice((Str){ text, 2 * sizeof hash.at }, 0, len);
}
