/* http.h - a request that was read, a reply to be written; no rules here
 *
 * The server (serve.h) turns bytes into a Request and a Reply into bytes.
 * Tests make a Request by hand and never see a socket. */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include "base/buf.h"
#include "base/fault.h"
#include "base/forward.h"

typedef enum Method { GET, HEAD, POST, PUT, DELETE, OPTIONS, METHOD_OTHER } Method;

/* The limits of the door.  Beyond them the answer is 414, 431, 413 or 400. */
enum {
    HTTP_TARGET_MAX = 4 * 1024,   /* request line */
    HTTP_HEADERS_MAX = 16 * 1024, /* all header fields together */
    HTTP_HEADER_COUNT_MAX = 64,
    HTTP_BODY_MAX = 64 * 1024, /* of a form */
    HTTP_FIELDS_MAX = 200,     /* of a form or a query */
    HTTP_REPLY_MAX = 512 * 1024,
};

typedef enum Encoding { IDENTITY, GZIP, BROTLI, ENCODING_COUNT } Encoding;

/* The header fields that this program reads; nothing else is kept. */
typedef struct RequestHeaders {
    Str host, accept, accept_language, content_type, cookie;
    Str if_none_match, if_modified_since;
    Str origin, sec_fetch_site;
    Str user_agent; /* only to say "Firefox, Android" in the list of one's sessions */
    Str forwarded_proto; /* X-Forwarded-Proto, believed only from a trusted proxy */
} RequestHeaders;

/* A name and a value, percent-decoded once; duplicates stay, in order. */
typedef struct Pair {
    Str name, value;
} Pair;

typedef struct Pairs {
    Pair *at;
    size_t len;
} Pairs;

struct Request {
    Method method;
    Str target; /* as it came: path and query */
    Str path;   /* decoded once, begins with '/', valid UTF-8 without NUL */
    Pairs query;
    Pairs form;  /* application/x-www-form-urlencoded body of a POST */
    Str args[4]; /* the :parts of the route, in order; filled by web/ */
    RequestHeaders headers;
    Encoding encoding; /* the best one that the client accepts */
    bool https;        /* the client came through TLS */
};

/* A reply that is kept, with its compressed forms made once; shared by all
 * threads, counted. */
typedef struct HttpPage HttpPage;

typedef struct Header {
    const char *name;
    Str value;
} Header;

struct Reply {
    int status;
    const char *type;      /* Content-Type; NULL: text/html; charset=utf-8 */
    Str location;          /* of 303, 301, 308 */
    Str etag;              /* quoted, as it is sent; empty: none */
    int64_t last_modified; /* 0: none */
    Str cache_control;     /* empty: "no-cache" */
    Header headers[16];    /* more of them */
    size_t header_count;
    Buf body;
    Str fixed;      /* when its .at is set: the body, in memory that outlives the server */
    HttpPage *page; /* when set: sends this, counted down once; the rest is ignored */
};

/* The first value of that name, or FAULT_ABSENT. */
MUST_USE Fault http_find(const Pairs *pairs, Str name, Str *ret);
/* Reads "a=b&c=d".  FAULT_INPUT on a bad escape; FAULT_LIMIT on too many. */
MUST_USE Fault http_pairs(Arena *mem, Str s, Pairs *ret);
/* Splits and decodes a request target into rq->target, path and query. */
MUST_USE Fault http_target(Arena *mem, Str target, Request *rq);
/* The best of identity, gzip, br for an Accept-Encoding value (RFC 9110 12.5.3). */
Encoding http_accept_encoding(Str value);
/* Adds one more header; beyond the last place it is dropped by assert. */
void http_header(Reply *rp, const char *name, Str value);
/* Does the client hold this already?  Then the answer is 304. (RFC 9110 13) */
bool http_not_modified(const Request *rq, const Reply *rp);
/* "Sun, 06 Nov 1994 08:49:37 GMT"; and back, FAULT_INPUT when it is none. */
Str http_date(Arena *mem, int64_t at);
MUST_USE Fault http_date_read(Str s, int64_t *ret);
/* What a cookie of this name says, or FAULT_ABSENT. */
MUST_USE Fault http_cookie(Str cookies, Str name, Str *ret);

#endif
