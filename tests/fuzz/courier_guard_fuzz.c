/* courier_guard_fuzz.c - what the guard lets pass, libcurl reads as we do */
#include "courier/guard.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void agree(Arena *mem, Str url, const GuardTarget *t)
{
    CURLU *reader = curl_url();
    char *host = NULL, *port = NULL, *user = NULL;

    assert(reader && !curl_url_set(reader, CURLUPART_URL, str_c(mem, url), 0));
    assert(!curl_url_get(reader, CURLUPART_HOST, &host, 0));
    assert(!curl_url_get(reader, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT));
    assert(curl_url_get(reader, CURLUPART_USER, &user, 0) == CURLUE_NO_USER);
    Str found = str_from(host);
    if (str_starts(found, STR("["))) {
        found = str_slice(found, 1, found.len - 2);
    }
    int64_t number;
    assert(str_to_int(str_from(port), &number) && number == t->port);
    /* of IPv6 it writes the shortest form */
    assert(memchr(t->host.at, ':', t->host.len) || str_eq_nocase(found, t->host));
    curl_free(host);
    curl_free(port);
    curl_url_cleanup(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str url = { (const char *)at, len };
    GuardTarget t;
    const char *why;

    if (!guard_url(&mem, url, STR("127.0.0.1:8025"), &t, &why)) {
        agree(&mem, url, &t);
    }
    arena_done(&mem);
    return 0;
}
