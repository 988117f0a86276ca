#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "http/compress.h"
#include "http/response.h"

/* Each form is made when first asked for.  plain holds the body and all the
 * headers; the other forms copy them. */
struct HttpPage {
    atomic_int owners;
    pthread_mutex_t making;
    Str body, etag;    /* etag is ours; body belongs to plain */
    atomic_bool worth; /* false: only the plain form is sent */
    _Atomic(struct MHD_Response *) forms[ENCODING_COUNT];
    _Atomic(struct MHD_Response *) unchanged[ENCODING_COUNT];
    size_t sizes[ENCODING_COUNT];
    atomic_size_t memory;
};

enum { RESPONSE_COST = 2048 }; /* about: headers and bookkeeping of one form */

static struct MHD_Response *own(char *at, size_t len)
{
    struct MHD_Response *r = MHD_create_response_from_buffer_with_free_callback(len, at, free);

    if (!r) {
        free(at);
    }
    return r;
}

static Str copy(Str s)
{
    char *at = malloc(s.len + 1);

    if (!at) {
        abort();
    }
    if (s.len > 0) {
        memcpy(at, s.at, s.len);
    }
    at[s.len] = '\0';
    return (Str){ at, s.len };
}

static struct MHD_Response *plain_form(const Reply *rp, Str body)
{
    Arena mem = { 0 };
    union {
        const char *read;
        char *write;
    } at = { .read = body.at };
    struct MHD_Response *r = own(at.write, body.len);

    if (!r) {
        abort();
    }
    response_add_text(&mem, r, "Content-Type", response_type(rp));
    response_add_text(&mem, r, "ETag", rp->etag);
    response_add_common(&mem, r, rp);
    arena_done(&mem);
    return r;
}

HttpPage *http_page_new(const Reply *rp)
{
    HttpPage *page = calloc(1, sizeof *page);

    if (!page || pthread_mutex_init(&page->making, NULL) != 0) {
        abort();
    }
    page->body = copy(response_body(rp));
    page->etag = copy(rp->etag);
    bool worth = compress_worth(response_type(rp), page->body.len);
    page->sizes[IDENTITY] = page->body.len;
    atomic_init(&page->worth, worth);
    atomic_init(&page->owners, 1);
    atomic_init(&page->memory, sizeof *page + page->body.len + page->etag.len + RESPONSE_COST);
    atomic_init(&page->forms[IDENTITY], plain_form(rp, page->body));
    return page;
}

HttpPage *http_page_hold(HttpPage *page)
{
    (void)atomic_fetch_add_explicit(&page->owners, 1, memory_order_relaxed);
    return page;
}

static void drop_response(struct MHD_Response *r)
{
    if (r) {
        MHD_destroy_response(r);
    }
}

void http_page_drop(HttpPage **at)
{
    HttpPage *page = *at;
    union {
        const char *read;
        void *write;
    } etag;

    *at = NULL;
    if (!page || atomic_fetch_sub_explicit(&page->owners, 1, memory_order_acq_rel) > 1) {
        return;
    }
    for (size_t i = 0; i < ENCODING_COUNT; i++) {
        drop_response(page->unchanged[i]);
        drop_response(page->forms[i]);
    }
    etag.read = page->etag.at;
    free(etag.write);
    (void)pthread_mutex_destroy(&page->making);
    free(page);
}

size_t http_page_size(const HttpPage *page)
{
    return atomic_load_explicit(&page->memory, memory_order_relaxed);
}

typedef struct Copying {
    struct MHD_Response *to;
    bool with_body;
} Copying;

static enum MHD_Result copy_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                   const char *value)
{
    Copying *c = cls;
    bool type = str_eq(str_from(name), STR("Content-Type"));

    (void)kind;
    if (!str_eq(str_from(name), STR("ETag")) && (c->with_body || !type)) {
        response_add(c->to, name, value);
    }
    return MHD_YES;
}

static void dress(HttpPage *page, struct MHD_Response *r, Encoding how, bool with_body)
{
    Arena mem = { 0 };
    Copying c = { .to = r, .with_body = with_body };

    (void)MHD_get_response_headers(page->forms[IDENTITY], copy_header, &c);
    response_add_text(&mem, r, "ETag", response_etag(&mem, page->etag, how));
    if (with_body) {
        response_add_encoding(r, how);
    }
    arena_done(&mem);
}

static struct MHD_Response *make_unchanged(HttpPage *page, Encoding how)
{
    struct MHD_Response *r = response_wrap((Str){ 0 });

    if (r) {
        dress(page, r, how, false);
    }
    return r;
}

/* NULL when the page doesn't get smaller: then it goes as it is. */
static struct MHD_Response *make_form(HttpPage *page, Encoding how)
{
    char *to = malloc(page->body.len + 1);
    size_t len;

    if (!to || !compress_kept(how, page->body, to, &len)) {
        free(to);
        atomic_store(&page->worth, false); /* not tried again for each visitor */
        return NULL;
    }
    char *fitted = realloc(to, len);
    struct MHD_Response *r = own(fitted ? fitted : to, len);
    if (r) {
        dress(page, r, how, true);
        page->sizes[how] = len;
        (void)atomic_fetch_add(&page->memory, len + RESPONSE_COST);
    }
    return r;
}

typedef struct MHD_Response *Maker(HttpPage *page, Encoding how);

/* One thread makes it while the others wait; afterwards nobody locks. */
static struct MHD_Response *form_of(HttpPage *page, _Atomic(struct MHD_Response *) *place,
                                    Encoding how, Maker *make)
{
    struct MHD_Response *r = atomic_load_explicit(place, memory_order_acquire);

    if (r) {
        return r;
    }
    (void)pthread_mutex_lock(&page->making);
    r = atomic_load_explicit(place, memory_order_relaxed);
    if (!r) {
        r = make(page, how);
        atomic_store_explicit(place, r, memory_order_release);
    }
    (void)pthread_mutex_unlock(&page->making);
    return r;
}

bool http_page_match(const HttpPage *page, const Request *rq)
{
    const Reply seen = { .status = 200, .etag = page->etag };

    return http_not_modified(rq, &seen);
}

Response response_of_page(HttpPage *page, const Request *rq)
{
    Encoding how = page->worth ? rq->encoding : IDENTITY;

    if (rq->headers.if_none_match.len > 0 && http_page_match(page, rq)) {
        return (Response){ .mhd = form_of(page, &page->unchanged[how], how, make_unchanged),
                           .status = 304,
                           .shared = true };
    }
    struct MHD_Response *r =
        how == IDENTITY ? NULL : form_of(page, &page->forms[how], how, make_form);
    how = r ? how : IDENTITY;
    return (Response){ .mhd = r ? r : page->forms[IDENTITY],
                       .status = 200,
                       .size = page->sizes[how],
                       .shared = true };
}

Response response_closing(HttpPage *page)
{
    char *at = malloc(page->body.len + 1);
    Response r = { .status = 200, .size = page->body.len };

    if (at) {
        memcpy(at, page->body.at, page->body.len);
        r.mhd = own(at, page->body.len);
    }
    if (r.mhd) {
        dress(page, r.mhd, IDENTITY, true);
        response_close(&r);
    }
    return r;
}
