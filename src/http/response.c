#include "http/response.h"

#include "http/compress.h"
#include "sys/log.h"

void response_add(struct MHD_Response *r, const char *name, const char *value)
{
    if (MHD_add_response_header(r, name, value) != MHD_YES) {
        LOG(LEVEL_ERROR, "http.header_refused", log_text("name", str_from(name)));
    }
}

void response_add_text(Arena *mem, struct MHD_Response *r, const char *name, Str value)
{
    if (value.len > 0) {
        response_add(r, name, str_c(mem, value));
    }
}

Str response_type(const Reply *rp)
{
    return rp->type ? str_from(rp->type) : STR("text/html; charset=utf-8");
}

static bool is_strong(Str etag)
{
    return etag.len >= 2 && etag.at[0] == '"';
}

/* A strong tag names the very bytes: each encoding has its own. */
Str response_etag(Arena *mem, Str etag, Encoding how)
{
    static const char *const suffix[ENCODING_COUNT] = { [GZIP] = "-gz", [BROTLI] = "-br" };

    if (!suffix[how] || !is_strong(etag)) {
        return etag;
    }
    return str_format(mem, "%.*s%s\"", (int)etag.len - 1, etag.at, suffix[how]);
}

static bool says(const Reply *rp, const char *name)
{
    for (size_t i = 0; i < rp->header_count; i++) {
        if (str_eq_nocase(str_from(rp->headers[i].name), str_from(name))) {
            return true;
        }
    }
    return false;
}

/* All that is said of a body, whatever its encoding. */
void response_add_common(Arena *mem, struct MHD_Response *r, const Reply *rp)
{
    Str cache = rp->cache_control.len > 0 ? rp->cache_control : STR("no-cache");

    response_add_text(mem, r, "Cache-Control", cache);
    response_add_text(mem, r, "Location", rp->location);
    if (rp->last_modified != 0) {
        response_add_text(mem, r, "Last-Modified", http_date(mem, rp->last_modified));
    }
    if (!says(rp, "Vary")) {
        response_add(r, "Vary", "Accept-Encoding, Accept-Language");
    }
    for (size_t i = 0; i < rp->header_count; i++) {
        response_add_text(mem, r, rp->headers[i].name, rp->headers[i].value);
    }
}

void response_add_encoding(struct MHD_Response *r, Encoding how)
{
    if (compress_name(how)) {
        response_add(r, "Content-Encoding", compress_name(how));
    }
}

Str response_body(const Reply *rp)
{
    return rp->fixed.at ? rp->fixed : buf_str(&rp->body);
}

struct MHD_Response *response_wrap(Str body)
{
    /* Not written to, whatever the type says: the memory is "persistent". */
    union {
        const char *read;
        void *write;
    } at = { .read = body.len > 0 ? body.at : "" };

    return MHD_create_response_from_buffer(body.len, at.write, MHD_RESPMEM_PERSISTENT);
}

static Str encode(Arena *mem, const Request *rq, const Reply *rp, Encoding *ret_how)
{
    Str body = response_body(rp);
    size_t len;

    *ret_how = IDENTITY;
    if (rq->encoding == IDENTITY || !compress_worth(response_type(rp), body.len)) {
        return body;
    }
    char *to = arena_alloc(mem, body.len);
    if (!compress_once(rq->encoding, body, to, &len)) {
        return body;
    }
    *ret_how = rq->encoding;
    return (Str){ to, len };
}

static Response not_modified(Arena *mem, const Request *rq, const Reply *rp)
{
    Response r = { .mhd = response_wrap((Str){ 0 }), .status = 304 };
    bool small = !compress_worth(response_type(rp), response_body(rp).len);

    if (r.mhd) {
        response_add_text(mem, r.mhd, "ETag",
                          response_etag(mem, rp->etag, small ? IDENTITY : rq->encoding));
        response_add_common(mem, r.mhd, rp);
    }
    return r;
}

Response response_new(Arena *mem, const Request *rq, const Reply *rp)
{
    Encoding how;

    if (http_not_modified(rq, rp)) {
        return not_modified(mem, rq, rp);
    }
    Str body = encode(mem, rq, rp, &how);
    Response r = { .mhd = response_wrap(body),
                   .status = (unsigned)rp->status,
                   .size = body.len };
    if (r.mhd) {
        if (body.len > 0) {
            response_add_text(mem, r.mhd, "Content-Type", response_type(rp));
        }
        response_add_encoding(r.mhd, how);
        response_add_text(mem, r.mhd, "ETag", response_etag(mem, rp->etag, how));
        response_add_common(mem, r.mhd, rp);
    }
    return r;
}

void response_close(Response *r)
{
    if (r->mhd) {
        response_add(r->mhd, "Connection", "close");
    }
}
