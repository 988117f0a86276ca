/* serve.h - the server: sockets, libmicrohttpd, limits, compression, stopping
 *
 * epoll and a pool of threads.  Each request is given, whole, to one handler
 * on one of these threads, with an Arena that is emptied afterwards.
 *
 * Refused at the door, with the right 4xx and the connection closed: what is
 * beyond the limits of http.h; Content-Length together with
 * Transfer-Encoding, several or malformed Content-Length, another
 * Transfer-Encoding than chunked; no Host or several; a body where none is
 * expected; a compressed body; a path that is no UTF-8. */
#ifndef HTTP_SERVE_H
#define HTTP_SERVE_H

#include "http/http.h"

typedef struct HttpServer HttpServer;

/* Fills rp; always an answer.  thread: 0..threads-1, for what a thread keeps. */
typedef void HttpHandler(void *ctx, Arena *mem, const Request *rq, Reply *rp);
/* Writes the body of an answer given at the door (400, 405, 408, 413, 414,
 * 431, 501, 503), so that even these are pages of the house. */
typedef void HttpRefuser(void *ctx, Arena *mem, int status, const Request *rq, Reply *rp);

typedef struct HttpConfig {
    const char *listen; /* "127.0.0.1:8080", "[::1]:8080", ":8080", "unix:/path", "systemd" */
    int threads;        /* 0: number of processors */
    int connections;    /* at most; 0: 10240 */
    int idle_seconds;   /* 0: 15 */
    int head_seconds;   /* to send a whole request head; 0: 10 */
    int body_seconds;   /* after which a body comes at 1 KiB/s at least; 0: 5 */
    bool trust_proxy;   /* believe X-Forwarded-Proto */
    HttpHandler *handler;
    HttpRefuser *refuser;
    void *ctx;
} HttpConfig;

/* *ret_why: a sentence for the operator ("this port is taken: ..."), in mem. */
MUST_USE Fault http_serve(Arena *mem, const HttpConfig *config, HttpServer **ret, Str *ret_why);
/* Where it listens, e.g. "127.0.0.1:43121" when port 0 was asked. */
Str http_address(Arena *mem, const HttpServer *server);
/* Stops accepting, lets requests in flight end (at most grace_seconds), then
 * frees all.  Accepts NULL. */
void http_stop(HttpServer **server, int grace_seconds);

typedef struct HttpCounters {
    int64_t requests, connections, refused; /* since the start; connections: open now */
    int64_t by_class[6];                    /* [2]: how many 2xx ... */
    int64_t bytes_out;
} HttpCounters;
HttpCounters http_counters(const HttpServer *server);

/* Makes a page to keep from a reply (status 200, its headers and body), with
 * its gzip and brotli forms made when first asked for.  Counted: http_page_hold
 * for each new owner, http_page_drop when an owner is done. */
HttpPage *http_page_new(const Reply *rp);
HttpPage *http_page_hold(HttpPage *page);
void http_page_drop(HttpPage **page);
/* Does the client hold this page already?  The server then answers 304 itself. */
bool http_page_match(const HttpPage *page, const Request *rq);
size_t http_page_size(const HttpPage *page); /* bytes of memory, for a cache's limit */

#endif
