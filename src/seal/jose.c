#include "seal/jose.h"

#include <jansson.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>
#include <string.h>

enum { RSA_BITS_MIN = 2048, RSA_BITS_MAX = 8192, HALF = 32 };

typedef enum Algorithm { RS256, ES256 } Algorithm;

typedef struct Token {
    Str signed_part;                /* header.payload, as it came */
    Str header, payload, signature; /* decoded */
    Str key_id;
    Algorithm algorithm;
} Token;

static void json_done(json_t **v)
{
    json_decref(*v);
}
static void key_done(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}
static void key_context_done(EVP_PKEY_CTX **ctx)
{
    EVP_PKEY_CTX_free(*ctx);
}
static void builder_done(OSSL_PARAM_BLD **b)
{
    OSSL_PARAM_BLD_free(*b);
}
static void params_done(OSSL_PARAM **p)
{
    OSSL_PARAM_free(*p);
}
static void number_done(BIGNUM **n)
{
    BN_free(*n);
}
static void digest_done(EVP_MD_CTX **ctx)
{
    EVP_MD_CTX_free(*ctx);
}

static bool decode(Arena *mem, Str s, Str *ret)
{
    unsigned char *to = arena_alloc(mem, s.len + 1);
    size_t n = 0;
    bool good = s.len > 0 && sodium_base642bin(to, s.len, s.at, s.len, NULL, &n, NULL,
                                               sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;

    *ret = (Str){ (const char *)to, n };
    return good;
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

static Fault read_header(Arena *mem, Token *t)
{
    SCOPED(json_done) json_t *header = read_object(t->header);

    if (!header || json_object_get(header, "crit")) {
        return FAULT_INPUT;
    }
    Str algorithm = text_of(mem, header, "alg");
    t->key_id = text_of(mem, header, "kid");
    t->algorithm = str_eq(algorithm, STR("ES256")) ? ES256 : RS256;
    return str_eq(algorithm, STR("ES256")) || str_eq(algorithm, STR("RS256")) ? FAULT_NONE
                                                                              : FAULT_DENIED;
}

static Fault read_token(Arena *mem, Str text, Token *ret)
{
    Str head, rest, payload, signature;

    if (!str_cut(text, '.', &head, &rest) || !str_cut(rest, '.', &payload, &signature) ||
        !decode(mem, head, &ret->header) || !decode(mem, payload, &ret->payload) ||
        !decode(mem, signature, &ret->signature)) {
        return FAULT_INPUT;
    }
    ret->signed_part = str_slice(text, 0, head.len + 1 + payload.len);
    return read_header(mem, ret);
}

static EVP_PKEY *make_key(const char *kind, OSSL_PARAM_BLD *builder)
{
    SCOPED(params_done) OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
    SCOPED(key_context_done) EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    EVP_PKEY *key = NULL;

    if (!params || !ctx || EVP_PKEY_fromdata_init(ctx) != 1 ||
        EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1) {
        return NULL;
    }
    return key;
}

static BIGNUM *number_of(Arena *mem, const json_t *jwk, const char *name)
{
    Str bytes;

    if (!decode(mem, text_of(mem, jwk, name), &bytes) || bytes.len > RSA_BITS_MAX / 8) {
        return NULL;
    }
    return BN_bin2bn((const unsigned char *)bytes.at, (int)bytes.len, NULL);
}

static EVP_PKEY *rsa_key(Arena *mem, const json_t *jwk)
{
    SCOPED(builder_done) OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    SCOPED(number_done) BIGNUM *n = number_of(mem, jwk, "n");
    SCOPED(number_done) BIGNUM *e = number_of(mem, jwk, "e");

    if (!builder || !n || !e || BN_num_bits(n) < RSA_BITS_MIN ||
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) != 1) {
        return NULL;
    }
    return make_key("RSA", builder);
}

static EVP_PKEY *curve_key(Arena *mem, const json_t *jwk)
{
    SCOPED(builder_done) OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    unsigned char point[1 + 2 * HALF] = { 4 }; /* not compressed */
    Str x, y;

    if (!builder || !str_eq(text_of(mem, jwk, "crv"), STR("P-256")) ||
        !decode(mem, text_of(mem, jwk, "x"), &x) || !decode(mem, text_of(mem, jwk, "y"), &y) ||
        x.len != HALF || y.len != HALF) {
        return NULL;
    }
    memcpy(point + 1, x.at, HALF);
    memcpy(point + 1 + HALF, y.at, HALF);
    if (OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) !=
            1 ||
        OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point,
                                         sizeof point) != 1) {
        return NULL;
    }
    return make_key("EC", builder);
}

/* r and s, one after the other (RFC 7518 3.4), as libcrypto wants them: DER. */
static bool to_der(Arena *mem, Str raw, Str *ret)
{
    const unsigned char *bytes = (const unsigned char *)raw.at;
    ECDSA_SIG *signature = ECDSA_SIG_new();
    unsigned char *der = NULL;
    int n = 0;

    if (signature && raw.len == 2 * (size_t)HALF) {
        BIGNUM *r = BN_bin2bn(bytes, HALF, NULL), *s = BN_bin2bn(bytes + HALF, HALF, NULL);
        if (ECDSA_SIG_set0(signature, r, s) == 1) {
            n = i2d_ECDSA_SIG(signature, &der);
        }
    }
    *ret = str_copy(mem, (Str){ (const char *)der, n > 0 ? (size_t)n : 0 });
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    return n > 0;
}

static Fault check(Arena *mem, EVP_PKEY *key, const Token *t)
{
    SCOPED(digest_done) EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    Str signature = t->signature;

    if (!key || !ctx) {
        return FAULT_INPUT;
    }
    if (t->algorithm == ES256 && !to_der(mem, t->signature, &signature)) {
        return FAULT_DENIED;
    }
    if (EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key) != 1 ||
        EVP_DigestVerify(ctx, (const unsigned char *)signature.at, signature.len,
                         (const unsigned char *)t->signed_part.at, t->signed_part.len) != 1) {
        return FAULT_DENIED;
    }
    return FAULT_NONE;
}

/* Is this the key that the token means, and one to sign with? */
static bool fits(Arena *mem, const json_t *jwk, const Token *t)
{
    Str use = text_of(mem, jwk, "use"), algorithm = text_of(mem, jwk, "alg");
    Str kind = t->algorithm == RS256 ? STR("RSA") : STR("EC");
    Str want = t->algorithm == RS256 ? STR("RS256") : STR("ES256");

    return str_eq(text_of(mem, jwk, "kty"), kind) &&
           str_eq(text_of(mem, jwk, "kid"), t->key_id) &&
           (use.len == 0 || str_eq(use, STR("sig"))) &&
           (algorithm.len == 0 || str_eq(algorithm, want));
}

static Fault check_with(Arena *mem, const json_t *jwk, const Token *t)
{
    SCOPED(key_done)
    EVP_PKEY *key = t->algorithm == RS256 ? rsa_key(mem, jwk) : curve_key(mem, jwk);

    return check(mem, key, t);
}

Fault jose_verify(Arena *mem, Str token, Str key_set, Str *ret_claims)
{
    Token t = { 0 };

    if (token.len > JOSE_TOKEN_MAX || key_set.len > JOSE_KEYS_MAX) {
        return FAULT_LIMIT;
    }
    TRY(read_token(mem, token, &t));
    SCOPED(json_done) json_t *set = read_object(key_set);
    const json_t *keys = json_object_get(set, "keys");
    if (!json_is_array(keys) || json_array_size(keys) > JOSE_KEY_COUNT_MAX) {
        return FAULT_INPUT;
    }
    for (size_t i = 0; i < json_array_size(keys); i++) {
        const json_t *jwk = json_array_get(keys, i);
        if (fits(mem, jwk, &t)) {
            TRY(check_with(mem, jwk, &t));
            *ret_claims = t.payload;
            return FAULT_NONE;
        }
    }
    return FAULT_ABSENT;
}

Str jose_challenge(Arena *mem, Str verifier)
{
    enum {
        SIZE = sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES,
                                         sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    };
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *text = arena_alloc(mem, SIZE);

    crypto_hash_sha256(hash, (const unsigned char *)verifier.at, verifier.len);
    sodium_bin2base64(text, SIZE, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return str_from(text);
}
