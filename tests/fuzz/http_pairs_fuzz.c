/* http_pairs_fuzz.c - any target, form or cookie is read or refused; what was
 * read is text, and within its limits */
#include "http/http.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void check_pairs(const Pairs *pairs)
{
    size_t chars;

    assert(pairs->len <= HTTP_FIELDS_MAX);
    for (size_t i = 0; i < pairs->len; i++) {
        bool text =
            str_is_text(pairs->at[i].name, &chars) && str_is_text(pairs->at[i].value, &chars);
        assert(text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    Arena mem = { 0 };
    Str s = { (const char *)at, len }, value, name, rest;
    Request rq = { 0 };
    Pairs pairs;

    if (http_pairs(&mem, s, &pairs) == FAULT_NONE) {
        check_pairs(&pairs);
    }
    if (http_target(&mem, s, &rq) == FAULT_NONE) {
        size_t chars;
        bool text = str_is_text(rq.path, &chars);
        assert(text && rq.path.at[0] == '/');
        check_pairs(&rq.query);
    }
    (void)str_cut(s, '\n', &name, &rest);
    if (http_cookie(rest, name, &value) == FAULT_NONE) {
        assert(value.len < rest.len);
    }
    arena_done(&mem);
    return 0;
}
