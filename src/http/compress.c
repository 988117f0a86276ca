#include "http/compress.h"

/* zlib keeps its promise not to write to its input only when asked. */
#define ZLIB_CONST

#include <brotli/encode.h>
#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8 }; /* + 16: zlib writes the gzip form */
enum { GZIP_ONCE = 5, GZIP_KEPT = 9, BROTLI_ONCE = 4, BROTLI_KEPT = 9 };

/* Preparing a gzip state costs more than compressing a small page with it:
 * each thread keeps one. */
static pthread_key_t gzip_key;
static pthread_once_t gzip_once = PTHREAD_ONCE_INIT;

static void gzip_free(void *state)
{
    (void)deflateEnd(state);
    free(state);
}

static void gzip_key_new(void)
{
    if (pthread_key_create(&gzip_key, gzip_free) != 0) {
        abort();
    }
}

static z_stream *gzip_state(void)
{
    (void)pthread_once(&gzip_once, gzip_key_new);
    z_stream *z = pthread_getspecific(gzip_key);
    if (z) {
        return deflateReset(z) == Z_OK ? z : NULL;
    }
    z = calloc(1, sizeof *z);
    if (!z || deflateInit2(z, GZIP_ONCE, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                           Z_DEFAULT_STRATEGY) != Z_OK) {
        free(z);
        return NULL;
    }
    (void)pthread_setspecific(gzip_key, z);
    return z;
}

static bool gzip_run(z_stream *z, Str s, char *to, size_t *ret_len)
{
    z->next_in = (const Bytef *)s.at;
    z->avail_in = (uInt)s.len;
    z->next_out = (Bytef *)to;
    z->avail_out = (uInt)s.len;
    if (deflate(z, Z_FINISH) != Z_STREAM_END) {
        return false;
    }
    *ret_len = s.len - z->avail_out;
    return true;
}

static bool gzip_kept(Str s, char *to, size_t *ret_len)
{
    z_stream z = { 0 };

    if (deflateInit2(&z, GZIP_KEPT, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        return false;
    }
    bool good = gzip_run(&z, s, to, ret_len);
    (void)deflateEnd(&z);
    return good;
}

/* The smallest window that holds all: less memory to clear. */
static int window_for(size_t len)
{
    int bits = BROTLI_MIN_WINDOW_BITS;

    while (bits < BROTLI_DEFAULT_WINDOW && ((size_t)1 << bits) < len + 16) {
        bits++;
    }
    return bits;
}

static bool brotli(int quality, Str s, char *to, size_t *ret_len)
{
    size_t len = s.len;

    if (!BrotliEncoderCompress(quality, window_for(s.len), BROTLI_MODE_TEXT, s.len,
                               (const uint8_t *)s.at, &len, (uint8_t *)to)) {
        return false;
    }
    *ret_len = len;
    return true;
}

bool compress_once(Encoding how, Str s, char *to, size_t *ret_len)
{
    z_stream *z;

    switch (how) {
    case BROTLI: return brotli(BROTLI_ONCE, s, to, ret_len);
    case GZIP: z = gzip_state(); return z && gzip_run(z, s, to, ret_len);
    case IDENTITY:
    case ENCODING_COUNT: break;
    }
    return false;
}

bool compress_kept(Encoding how, Str s, char *to, size_t *ret_len)
{
    switch (how) {
    case BROTLI: return brotli(BROTLI_KEPT, s, to, ret_len);
    case GZIP: return gzip_kept(s, to, ret_len);
    case IDENTITY:
    case ENCODING_COUNT: break;
    }
    return false;
}

bool compress_worth(Str type, size_t len)
{
    static const Str words[] = { STR_INIT("json"), STR_INIT("xml"), STR_INIT("javascript"),
                                 STR_INIT("manifest") };

    if (len < COMPRESS_MIN) {
        return false;
    }
    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_has(type, words[i])) {
            return true;
        }
    }
    return str_starts(type, STR("text/"));
}

const char *compress_name(Encoding how)
{
    static const char *const names[ENCODING_COUNT] = { [GZIP] = "gzip", [BROTLI] = "br" };

    return how < ENCODING_COUNT ? names[how] : NULL;
}
