#include "seal/box.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum {
    NONCE = crypto_secretbox_NONCEBYTES,
    MAC = crypto_secretbox_MACBYTES,
    BOX_MAX = 4096,
    SLOW_MEMORY = 46 * 1024 * 1024,
    SLOW_PASSES = 1,
    SALT = crypto_pwhash_SALTBYTES,
};

_Static_assert(SEAL_HASH_BYTES == crypto_secretbox_KEYBYTES, "a hash is a key");

static SealHash key_for(const SealKey *key, const char *purpose)
{
    char text[100];
    int n = snprintf(text, sizeof text, "cafeia box 1:%s", purpose);

    return seal_hash(key, (Str){ text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1 });
}

static Str hex_of(Arena *mem, const unsigned char *bytes, size_t size)
{
    char *text = arena_alloc(mem, 2 * size + 1);

    (void)sodium_bin2hex(text, 2 * size + 1, bytes, size);
    return (Str){ text, 2 * size };
}

Str seal_box(Arena *mem, const SealKey *key, const char *purpose, Str plain)
{
    SealHash k = key_for(key, purpose);
    size_t size = NONCE + MAC + plain.len;
    unsigned char *box = arena_alloc(mem, size);

    randombytes_buf(box, NONCE);
    (void)crypto_secretbox_easy(box + NONCE, (const unsigned char *)plain.at, plain.len, box,
                                k.at);
    sodium_memzero(&k, sizeof k);
    return hex_of(mem, box, size);
}

Fault seal_unbox(Arena *mem, const SealKey *key, const char *purpose, Str box, Str *ret)
{
    SealHash k = key_for(key, purpose);
    unsigned char bytes[BOX_MAX];
    size_t size = 0;

    if (box.len > 2 * sizeof bytes ||
        sodium_hex2bin(bytes, sizeof bytes, box.at, box.len, NULL, &size, NULL) != 0 ||
        2 * size != box.len || size < NONCE + MAC) {
        return FAULT_INPUT;
    }
    unsigned char *plain = arena_alloc(mem, size);
    int bad = crypto_secretbox_open_easy(plain, bytes + NONCE, size - NONCE, bytes, k.at);
    sodium_memzero(&k, sizeof k);
    if (bad) {
        return FAULT_INPUT;
    }
    *ret = (Str){ (char *)plain, size - NONCE - MAC };
    return FAULT_NONE;
}

Fault seal_slow_hash(Arena *mem, const SealKey *key, int64_t owner, Str secret, Str *ret)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    unsigned char salt[SALT], hash[SEAL_HASH_BYTES];
    Str whose = str_format(mem, "cafeia salt 1:%lld", (long long)owner);
    SealHash from = seal_hash(key, whose);

    memcpy(salt, from.at, sizeof salt);
    (void)pthread_mutex_lock(&one_at_a_time);
    int bad = crypto_pwhash(hash, sizeof hash, secret.at, secret.len, salt, SLOW_PASSES,
                            SLOW_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    (void)pthread_mutex_unlock(&one_at_a_time);
    if (bad) {
        return FAULT_LIMIT;
    }
    *ret = hex_of(mem, hash, sizeof hash);
    return FAULT_NONE;
}
