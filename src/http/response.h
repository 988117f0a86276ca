/* response.h - from a Reply or a kept HttpPage to what libmicrohttpd sends
 *
 * A response is counted by libmicrohttpd: whoever asked for one destroys it
 * once, after having queued it. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <microhttpd.h>

#include "http/serve.h"

typedef struct Response {
    struct MHD_Response *mhd; /* NULL: no memory */
    unsigned status;
    size_t size; /* of the body */
    bool shared; /* the page's: not to be destroyed */
} Response;

/* The body stays in mem (or in rp->fixed) until the answer has gone. */
Response response_new(Arena *mem, const Request *rq, const Reply *rp);
/* The kept one, for whoever asked; shared by all threads. */
Response response_of_page(HttpPage *page, const Request *rq);
/* A copy of its own, with "Connection: close": a shared one can't say it. */
Response response_closing(HttpPage *page);
void response_close(Response *r);

/* The parts of which both kinds are made. */
void response_add(struct MHD_Response *r, const char *name, const char *value);
void response_add_text(Arena *mem, struct MHD_Response *r, const char *name, Str value);
void response_add_encoding(struct MHD_Response *r, Encoding how);
/* All that is said of a body, whatever its encoding, but its type and tag. */
void response_add_common(Arena *mem, struct MHD_Response *r, const Reply *rp);
Str response_type(const Reply *rp);
Str response_body(const Reply *rp);
/* A strong tag names the very bytes: each encoding has its own. */
Str response_etag(Arena *mem, Str etag, Encoding how);
/* Around bytes that outlive it. */
struct MHD_Response *response_wrap(Str body);

#endif
