/* http_accept_fuzz.c - any header field is understood or left; a date that is
 * read is written again as it was */
#include "http/http.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

/* The name of the day and a leap second are not kept. */
static void check_date(Arena *mem, Str s)
{
    int64_t when, again = 0;

    if (http_date_read(s, &when) != FAULT_NONE) {
        return;
    }
    Str written = http_date(mem, when);
    Fault f = http_date_read(written, &again);
    assert(f == FAULT_NONE && again == when);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str s = { (const char *)at, len }, head, tail;
    Encoding how = http_accept_encoding(s);

    assert(how < ENCODING_COUNT);
    check_date(&mem, s);
    (void)str_cut(s, '\n', &head, &tail);
    Request rq = { .method = GET,
                   .headers = { .if_none_match = head, .if_modified_since = s } };
    Reply rp = { .status = 200, .etag = tail, .last_modified = 1 };
    (void)http_not_modified(&rq, &rp);
    rp.status = 404;
    bool held = http_not_modified(&rq, &rp);
    assert(!held);
    arena_done(&mem);
    return 0;
}
