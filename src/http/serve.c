#include "http/serve.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http/door.h"
#include "http/exchange.h"
#include "http/gate.h"
#include "http/listen.h"
#include "http/response.h"
#include "sys/clock.h"
#include "sys/log.h"

/* Request line, head, and libmicrohttpd's own note of each field. */
enum { CONNECTION_MEMORY = 28 * 1024, OTHER_FILES = 256 };
enum { CONNECTIONS = 10240, IDLE_SECONDS = 15, HEAD_SECONDS = 10, BODY_SECONDS = 5 };

struct HttpServer {
    HttpConfig config;
    struct MHD_Daemon *daemon;
    Listener listener;
    Exchanges exchanges;
    Doors *doors;
    atomic_bool stopping;
    atomic_int_least64_t requests, connections, refused, bytes_out;
    atomic_int_least64_t by_class[6];
};

static void count(atomic_int_least64_t *counter, int64_t more)
{
    (void)atomic_fetch_add_explicit(counter, more, memory_order_relaxed);
}

/* --- the head ----------------------------------------------------------- */

static Method method_of(Str name)
{
    static const Str names[] = {
        [GET] = STR_INIT("GET"), [HEAD] = STR_INIT("HEAD"),     [POST] = STR_INIT("POST"),
        [PUT] = STR_INIT("PUT"), [DELETE] = STR_INIT("DELETE"), [OPTIONS] = STR_INIT("OPTIONS")
    };

    for (size_t i = 0; i < COUNT(names); i++) {
        if (str_eq(name, names[i])) {
            return (Method)i;
        }
    }
    return METHOD_OTHER;
}

typedef struct Kept {
    Str name;
    size_t offset;
} Kept;

#define KEPT(field, text)                               \
    {                                                   \
        STR_INIT(text), offsetof(RequestHeaders, field) \
    }
static const Kept kept[] = {
    KEPT(accept, "Accept"),
    KEPT(accept_language, "Accept-Language"),
    KEPT(content_type, "Content-Type"),
    KEPT(cookie, GATE_COOKIE_NAME),
    KEPT(host, "Host"),
    KEPT(if_none_match, "If-None-Match"),
    KEPT(if_modified_since, "If-Modified-Since"),
    KEPT(origin, "Origin"),
    KEPT(sec_fetch_site, "Sec-Fetch-Site"),
    KEPT(user_agent, "User-Agent"),
    KEPT(forwarded_proto, "X-Forwarded-Proto"),
};

/* The first one counts: a second Cookie or Origin can't replace it. */
static void note_kept(RequestHeaders *headers, Str name, Str value)
{
    for (size_t i = 0; i < COUNT(kept); i++) {
        if (name.len == kept[i].name.len && str_eq_nocase(name, kept[i].name)) {
            Str *place = (Str *)(void *)((char *)headers + kept[i].offset);
            *place = place->at ? *place : value;
            return;
        }
    }
}

static void note_header(Exchange *x, Str name, Str value)
{
    if (str_eq_nocase(name, STR("Content-Length"))) {
        x->length = str_to_int(value, &x->length) ? x->length : INT64_MAX;
    } else if (str_eq_nocase(name, STR("Transfer-Encoding"))) {
        x->chunked = true;
    } else if (str_eq_nocase(name, STR("Content-Encoding"))) {
        x->encoded = x->encoded || !str_eq_nocase(value, STR("identity"));
    } else if (str_eq_nocase(name, STR("Accept-Encoding"))) {
        x->rq.encoding = http_accept_encoding(value);
    } else {
        note_kept(&x->rq.headers, name, value);
    }
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name,
                                 const char *value)
{
    (void)kind;
    note_header(cls, str_from(name), value ? str_from(value) : STR(""));
    return MHD_YES;
}

static bool is_form(Str type)
{
    Str name, rest;

    (void)str_cut(type, ';', &name, &rest);
    return str_eq_nocase(str_trim(name), STR("application/x-www-form-urlencoded"));
}

static int refuse_method(Str method)
{
    static const Str known[] = { STR_INIT("PATCH"), STR_INIT("TRACE"), STR_INIT("CONNECT") };

    for (size_t i = 0; i < COUNT(known); i++) {
        if (str_eq(method, known[i])) {
            return 405;
        }
    }
    return 501;
}

static int refuse_body(const Exchange *x)
{
    if (x->rq.method != POST) {
        return 400;
    }
    if (x->encoded || !is_form(x->rq.headers.content_type)) {
        return 415;
    }
    return x->length > HTTP_BODY_MAX ? 413 : 0;
}

/* The status of a refusal, or 0; after the head, before the body. */
static int refuse_head(Exchange *x, Str method)
{
    bool body = x->chunked || x->length > 0;
    int status = gate_method_status(method);

    if (status) {
        return status;
    }
    if (x->rq.method == METHOD_OTHER) {
        return refuse_method(method);
    }
    if (http_target(&x->mem, x->rq.target, &x->rq) != FAULT_NONE) {
        return 400;
    }
    return body ? refuse_body(x) : 0;
}

static void read_head(HttpServer *s, struct MHD_Connection *c, const char *method, Exchange *x)
{
    count(&s->requests, 1);
    x->rq.method = method_of(str_from(method));
    (void)MHD_get_connection_values(c, MHD_HEADER_KIND, on_header, x);
    x->rq.https =
        s->config.trust_proxy && str_eq_nocase(x->rq.headers.forwarded_proto, STR("https"));
    x->refused = refuse_head(x, str_from(method));
    x->body = buf_new(&x->mem, HTTP_BODY_MAX);
}

/* --- the answer --------------------------------------------------------- */

static enum MHD_Result send_response(HttpServer *s, struct MHD_Connection *c, Response *r)
{
    if (!r->mhd) {
        return MHD_NO;
    }
    enum MHD_Result sent = MHD_queue_response(c, r->status, r->mhd);
    if (!r->shared) {
        MHD_destroy_response(r->mhd);
    }
    count(&s->by_class[r->status / 100 < COUNT(s->by_class) ? r->status / 100 : 0], 1);
    count(&s->bytes_out, (int64_t)r->size);
    return sent;
}

static enum MHD_Result send_reply(HttpServer *s, struct MHD_Connection *c, Exchange *x,
                                  Reply *rp)
{
    bool closing = x->refused || atomic_load_explicit(&s->stopping, memory_order_relaxed);
    Response r;

    if (rp->page) {
        r = closing ? response_closing(rp->page) : response_of_page(rp->page, &x->rq);
    } else {
        r = response_new(&x->mem, &x->rq, rp);
        if (closing) {
            response_close(&r);
        }
    }
    enum MHD_Result sent = send_response(s, c, &r);
    http_page_drop(&rp->page);
    return sent;
}

static enum MHD_Result answer(HttpServer *s, struct MHD_Connection *c, Exchange *x)
{
    Reply rp = { .status = x->refused ? x->refused : 200 };

    rp.body = buf_new(&x->mem, HTTP_REPLY_MAX);
    x->ended = true;
    if (x->refused) {
        count(&s->refused, 1);
        s->config.refuser(s->config.ctx, &x->mem, x->refused, &x->rq, &rp);
    } else {
        s->config.handler(s->config.ctx, &x->mem, &x->rq, &rp);
    }
    return send_reply(s, c, x, &rp);
}

/* What the gate said in the middle of the body, if it did. */
static int read_trailer(struct MHD_Connection *c)
{
    const char *said = MHD_lookup_connection_value(c, MHD_FOOTER_KIND, GATE_TRAILER_NAME);
    int64_t status = 0;

    return said && str_to_int(str_from(said), &status) ? (int)status : 0;
}

static void read_form(Exchange *x, struct MHD_Connection *c)
{
    int status = x->chunked ? read_trailer(c) : 0;

    if (status || x->body.cut) {
        x->refused = status ? status : 413;
    } else if (x->body.len > 0 &&
               http_pairs(&x->mem, buf_str(&x->body), &x->rq.form) != FAULT_NONE) {
        x->refused = 400;
    }
}

/* --- called by libmicrohttpd -------------------------------------------- */

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **state)
{
    HttpServer *s = cls;
    Exchange *x = *state;

    (void)url;
    (void)version;
    if (!x->begun) {
        x->begun = true;
        read_head(s, c, method, x);
        /* An answer before the body closes the connection: only a refusal may. */
        return x->refused ? answer(s, c, x) : MHD_YES;
    }
    if (*upload_size > 0) {
        buf_add(&x->body, (Str){ upload, *upload_size });
        *upload_size = 0;
        return MHD_YES;
    }
    if (x->ended) {
        return MHD_YES;
    }
    read_form(x, c);
    return answer(s, c, x);
}

static void *on_target(void *cls, const char *target, struct MHD_Connection *c)
{
    HttpServer *s = cls;
    Exchange *x = exchange_begin(&s->exchanges, str_from(target));

    (void)c;
    gate_restore_target(x->target);
    return x;
}

static void on_completed(void *cls, struct MHD_Connection *c, void **state,
                         enum MHD_RequestTerminationCode why)
{
    HttpServer *s = cls;

    (void)c;
    (void)why;
    if (*state) {
        exchange_end(&s->exchanges, *state);
        *state = NULL;
    }
}

static void on_connection(void *cls, struct MHD_Connection *c, void **state,
                          enum MHD_ConnectionNotificationCode what)
{
    HttpServer *s = cls;

    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
        *state = door_open(s->doors, info ? info->connect_fd : -1);
        count(&s->connections, 1);
    } else {
        door_close(s->doors, *state);
        *state = NULL;
        count(&s->connections, -1);
    }
}

PRINTF_LIKE(2, 0) static void on_log(void *cls, const char *fmt, va_list ap)
{
    char text[256];

    (void)cls;
    int n = vsnprintf(text, sizeof text, fmt, ap);
    if (n > 0) {
        LOG(LEVEL_DEBUG, "http.library", log_text("text", str_trim(str_from(text))));
    }
}

/* --- start and stop ----------------------------------------------------- */

/* A connection needs a descriptor; the system's usual 1,024 are too few. */
static int raise_file_limit(int connections)
{
    struct rlimit files;
    rlim_t need = (rlim_t)connections + OTHER_FILES;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0) {
        return connections;
    }
    if (files.rlim_cur < need) {
        files.rlim_cur = need < files.rlim_max ? need : files.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    if (files.rlim_cur >= need) {
        return connections;
    }
    LOG(LEVEL_WARN, "http.few_files", log_number("limit", (int64_t)files.rlim_cur));
    return files.rlim_cur > 2 * OTHER_FILES ? (int)(files.rlim_cur - OTHER_FILES)
                                            : (int)files.rlim_cur / 2;
}

static int processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    return n > 0 && n < 1024 ? (int)n : 1;
}

static HttpConfig with_defaults(const HttpConfig *config)
{
    HttpConfig c = *config;

    c.threads = c.threads > 0 ? c.threads : processors();
    c.connections = raise_file_limit(c.connections > 0 ? c.connections : CONNECTIONS);
    c.head_seconds = c.head_seconds > 0 ? c.head_seconds : HEAD_SECONDS;
    c.body_seconds = c.body_seconds > 0 ? c.body_seconds : BODY_SECONDS;
    c.idle_seconds = c.idle_seconds > 0 ? c.idle_seconds : IDLE_SECONDS;
    /* Each thread has its share of the places, and needs one at least. */
    c.connections = c.connections > c.threads ? c.connections : c.threads;
    return c;
}

static struct MHD_Daemon *start(HttpServer *s)
{
    const HttpConfig *c = &s->config;
    /* A pool of one is no pool: libmicrohttpd warns of it. */
    struct MHD_OptionItem pool[] = {
        { MHD_OPTION_THREAD_POOL_SIZE, c->threads, NULL },
        { MHD_OPTION_END, 0, NULL },
    };

    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_log, s, MHD_OPTION_LISTEN_SOCKET,
        s->listener.fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)c->connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)c->idle_seconds, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_URI_LOG_CALLBACK, on_target, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
        s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_ARRAY,
        c->threads > 1 ? pool : pool + 1, MHD_OPTION_END);
}

static void server_free(HttpServer *s)
{
    doors_close(s->doors);
    exchanges_done(&s->exchanges);
    listen_done(&s->listener);
    free(s);
}

Fault http_serve(Arena *mem, const HttpConfig *config, HttpServer **ret, Str *ret_why)
{
    Listener listener;

    TRY(listen_open(mem, config->listen, &listener, ret_why));
    HttpServer *s = calloc(1, sizeof *s);
    if (!s) {
        abort();
    }
    s->config = with_defaults(config);
    s->listener = listener;
    exchanges_init(&s->exchanges);
    s->doors = doors_open(s->config.head_seconds, s->config.body_seconds);
    s->daemon = s->doors ? start(s) : NULL;
    if (!s->daemon) {
        *ret_why = str_format(mem, "The web server could not start on %s.", config->listen);
        (void)close(listener.fd);
        server_free(s);
        return FAULT_IO;
    }
    *ret = s;
    return FAULT_NONE;
}

Str http_address(Arena *mem, const HttpServer *server)
{
    return listen_address(mem, server->listener.fd);
}

void http_stop(HttpServer **server, int grace_seconds)
{
    HttpServer *s = *server;

    *server = NULL;
    if (!s) {
        return;
    }
    atomic_store(&s->stopping, true);
    int fd = MHD_quiesce_daemon(s->daemon);
    if (!exchanges_wait(&s->exchanges,
                        sys_monotonic_ns() + (int64_t)grace_seconds * 1000000000)) {
        LOG(LEVEL_WARN, "http.cut_short", log_number("seconds", grace_seconds));
    }
    MHD_stop_daemon(s->daemon);
    if (fd >= 0) {
        (void)close(fd);
    }
    server_free(s);
}

HttpCounters http_counters(const HttpServer *server)
{
    HttpCounters c = { .requests = atomic_load(&server->requests),
                       .connections = atomic_load(&server->connections),
                       .refused = atomic_load(&server->refused),
                       .bytes_out = atomic_load(&server->bytes_out) };

    for (size_t i = 0; i < COUNT(c.by_class); i++) {
        c.by_class[i] = atomic_load(&server->by_class[i]);
    }
    return c;
}
