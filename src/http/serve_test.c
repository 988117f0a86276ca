#include "http/serve.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/unit.h"

/* These tests speak bytes over loopback.  Nothing sleeps: a test waits for
 * bytes or for the end of a connection, and gives up after PATIENCE. */
enum { PATIENCE_MS = 20000, ANSWER_MAX = 2 * 1024 * 1024, SLOW_CLIENTS = 300 };

#define HOST "Host: a\r\n"
#define CLOSE "Connection: close\r\n"
#define FORM \
    "POST /form HTTP/1.1\r\n" HOST "Content-Type: application/x-www-form-urlencoded\r\n"

typedef struct House {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool entered, released;
    HttpPage *page;
    HttpServer *server;
    Arena mem;
    char text[10240];
} House;

static void wait_released(House *h)
{
    (void)pthread_mutex_lock(&h->lock);
    h->entered = true;
    (void)pthread_cond_broadcast(&h->changed);
    while (!h->released) {
        (void)pthread_cond_wait(&h->changed, &h->lock);
    }
    (void)pthread_mutex_unlock(&h->lock);
}

static void handle(void *ctx, Arena *mem, const Request *rq, Reply *rp)
{
    House *h = ctx;

    (void)mem;
    if (str_eq(rq->path, STR("/page"))) {
        rp->page = http_page_hold(h->page);
        return;
    }
    if (str_eq(rq->path, STR("/text"))) {
        rp->fixed = (Str){ h->text, sizeof h->text };
        rp->etag = STR("\"t\"");
        return;
    }
    if (str_eq(rq->path, STR("/weak"))) {
        rp->fixed = (Str){ h->text, sizeof h->text };
        rp->etag = STR("W/\"t\"");
        return;
    }
    if (str_eq(rq->path, STR("/wait"))) {
        wait_released(h);
    }
    if (str_eq(rq->path, STR("/away"))) {
        rp->status = 303;
        rp->location = STR("/there");
        http_header(rp, "X-House", STR("yes"));
        return;
    }
    buf_addf(&rp->body, "form=%zu query=%zu https=%d cookie=%.*s", rq->form.len, rq->query.len,
             rq->https, STR_ARG(rq->headers.cookie));
}

static void refuse(void *ctx, Arena *mem, int status, const Request *rq, Reply *rp)
{
    (void)ctx;
    (void)mem;
    (void)rq;
    http_header(rp, "X-House", STR("yes"));
    buf_addf(&rp->body, "refused %d", status);
}

static House *house_new(HttpConfig config)
{
    House *h = calloc(1, sizeof *h);
    Str why = { 0 };

    assert_non_null(h);
    (void)pthread_mutex_init(&h->lock, NULL);
    (void)pthread_cond_init(&h->changed, NULL);
    for (size_t i = 0; i < sizeof h->text; i++) {
        h->text[i] = "un caf\n"[i * i % 7];
    }
    Reply rp = { .status = 200, .etag = STR("\"p\"") };
    rp.fixed = (Str){ h->text, sizeof h->text };
    h->page = http_page_new(&rp);
    config.listen = config.listen ? config.listen : "127.0.0.1:0";
    config.threads = config.threads ? config.threads : 2;
    config.handler = handle;
    config.refuser = refuse;
    config.ctx = h;
    if (http_serve(&h->mem, &config, &h->server, &why)) {
        fail_msg("%.*s", STR_ARG(why));
    }
    return h;
}

static void house_free(House *h)
{
    http_stop(&h->server, 1);
    http_page_drop(&h->page);
    arena_done(&h->mem);
    (void)pthread_cond_destroy(&h->changed);
    (void)pthread_mutex_destroy(&h->lock);
    free(h);
}

static int dial(House *h)
{
    struct sockaddr_in at = { .sin_family = AF_INET };
    Str host, port, address = http_address(&h->mem, h->server);
    int64_t n = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    assert_true(str_cut(address, ':', &host, &port) && str_to_int(port, &n));
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    at.sin_port = htons((uint16_t)n);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    return fd;
}

static void say(int fd, Str s)
{
    for (size_t done = 0; done < s.len;) {
        ssize_t n = send(fd, s.at + done, s.len - done, MSG_NOSIGNAL);
        if (n <= 0) {
            return; /* the server has closed: what it answered is read */
        }
        done += (size_t)n;
    }
}

/* What comes before the end, or before until when it isn't empty. */
static Str hear(Arena *mem, int fd, Str until)
{
    Buf b = buf_new(mem, ANSWER_MAX);
    struct pollfd p = { .fd = fd, .events = POLLIN };
    char part[16384];

    while (until.len == 0 || !str_has(buf_str(&b), until)) {
        if (poll(&p, 1, PATIENCE_MS) != 1) {
            fail_msg("nothing came after: %.*s", STR_ARG(buf_str(&b)));
        }
        ssize_t n = recv(fd, part, sizeof part, 0);
        if (n <= 0) {
            break;
        }
        buf_add(&b, (Str){ part, (size_t)n });
    }
    return buf_str(&b);
}

static Str ask(House *h, Str bytes)
{
    int fd = dial(h);

    say(fd, bytes);
    Str answer = hear(&h->mem, fd, STR(""));
    (void)close(fd);
    return answer;
}

static int status_of(Str answer)
{
    int64_t status = 0;

    return str_starts(answer, STR("HTTP/1.1 ")) && str_to_int(str_slice(answer, 9, 3), &status)
               ? (int)status
               : 0;
}

static Str body_of(Str answer)
{
    const char *at = answer.len ? memmem(answer.at, answer.len, "\r\n\r\n", 4) : NULL;

    return at ? str_slice(answer, (size_t)(at - answer.at) + 4, answer.len) : (Str){ 0 };
}

/* The value of a header of the first answer; empty: none. */
static Str header_of(Str answer, const char *name)
{
    Str rest = str_slice(answer, 0, answer.len - body_of(answer).len), line, key, value;

    while (rest.len > 0) {
        (void)str_cut(rest, '\n', &line, &rest);
        if (str_cut(line, ':', &key, &value) && str_eq_nocase(key, str_from(name))) {
            return str_trim(value);
        }
    }
    return (Str){ 0 };
}

static Str repeated(Arena *mem, const char *head, char c, size_t n, const char *tail)
{
    Buf b = buf_new(mem, ANSWER_MAX);

    buf_add(&b, str_from(head));
    for (size_t i = 0; i < n; i++) {
        buf_char(&b, c);
    }
    buf_add(&b, str_from(tail));
    return buf_str(&b);
}

static int begin(void **state)
{
    (void)signal(SIGPIPE, SIG_IGN);
    *state = house_new((HttpConfig){ 0 });
    return 0;
}

static int end(void **state)
{
    house_free(*state);
    return 0;
}

/* --- limits ---------------------------------------------------------------- */

static void a_refusal_is_a_page_of_the_house_and_closes(void **state)
{
    static const struct {
        const char *bytes;
        int status;
    } cases[] = {
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\n\n", 400 },
        { "GET /%ff HTTP/1.1\r\n" HOST "\r\n", 400 },
        { "GET /?a=%zz HTTP/1.1\r\n" HOST "\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\na", 400 },
        { "DELETE / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400 },
        { FORM "Content-Length: 4\r\n\r\na=%z", 400 },
        { FORM "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\nzz\r\n", 400 },
        { FORM "Transfer-Encoding: chunked\r\n\r\n3\r\na=bXX", 400 },
        { FORM "Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n0\r\nr: 200\r\n\r\n", 400 },
        { "PATCH / HTTP/1.1\r\n" HOST "\r\n", 405 },
        { "BREW / HTTP/1.1\r\n" HOST "\r\n", 501 },
        { FORM "Content-Length: 65537\r\nExpect: 100-continue\r\n\r\n", 413 },
        { FORM "Content-Length: 999999999999999\r\n\r\n", 413 },
        { FORM "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\na=b", 415 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\na=b", 415 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Type: multipart/form-data; boundary=x\r\n"
          "Content-Length: 3\r\n\r\na=b",
          415 },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Str answer = ask(h, str_from(cases[i].bytes));
        if (status_of(answer) != cases[i].status) {
            fail_msg("%s\n--> %.*s", cases[i].bytes, STR_ARG(answer));
        }
        assert_true(str_eq(header_of(answer, "Connection"), STR("close")));
        assert_true(str_eq(header_of(answer, "X-House"), STR("yes")));
        Str want = str_format(&h->mem, "refused %d", cases[i].status);
        assert_true(str_eq(body_of(answer), want));
    }
}

static void a_request_line_has_4_kib_at_most(void **state)
{
    static const int want[] = { 200, 200, 414 };
    House *h = *state;

    for (size_t i = 0; i < COUNT(want); i++) {
        size_t path = HTTP_TARGET_MAX - 1 + i - strlen("GET / HTTP/1.1");
        Str bytes = repeated(&h->mem, "GET /", 'a', path, " HTTP/1.1\r\n" HOST CLOSE "\r\n");
        assert_int_equal(status_of(ask(h, bytes)), want[i]);
    }
}

static void all_headers_have_16_kib_at_most_also_behind_a_long_line(void **state)
{
    static const int want[] = { 200, 200, 431 };
    House *h = *state;

    for (size_t i = 0; i < COUNT(want); i++) {
        size_t others = strlen(HOST CLOSE "Cookie: \r\n");
        Str line = repeated(&h->mem, "GET /", 'a', HTTP_TARGET_MAX - 14,
                            " HTTP/1.1\r\n" HOST CLOSE "Cookie: ");
        Str bytes = repeated(&h->mem, str_c(&h->mem, line), 'a',
                             HTTP_HEADERS_MAX - 1 + i - others, "\r\n\r\n");
        assert_int_equal(status_of(ask(h, bytes)), want[i]);
    }
}

static void a_head_has_64_fields_at_most(void **state)
{
    static const int want[] = { 200, 200, 431 };
    House *h = *state;

    for (size_t i = 0; i < COUNT(want); i++) {
        Buf b = buf_new(&h->mem, ANSWER_MAX);
        buf_add(&b, STR("GET / HTTP/1.1\r\n" HOST CLOSE));
        for (size_t n = 2; n < HTTP_HEADER_COUNT_MAX - 1 + i; n++) {
            buf_addf(&b, "A%zu: b\r\n", n);
        }
        buf_add(&b, STR("\r\n"));
        assert_int_equal(status_of(ask(h, buf_str(&b))), want[i]);
    }
}

static void a_form_has_64_kib_at_most(void **state)
{
    static const int want[] = { 200, 200, 413 };
    House *h = *state;

    for (size_t i = 0; i < COUNT(want); i++) {
        size_t size = HTTP_BODY_MAX - 1 + i;
        Str head = str_format(&h->mem, FORM CLOSE "Content-Length: %zu\r\n\r\n", size);
        Str bytes = repeated(&h->mem, str_c(&h->mem, head), 'a', size, "");
        assert_int_equal(status_of(ask(h, bytes)), want[i]);

        head = str_format(&h->mem, FORM CLOSE "Transfer-Encoding: chunked\r\n\r\n%zx\r\n",
                          size - 1);
        bytes =
            repeated(&h->mem, str_c(&h->mem, head), 'a', size - 1, "\r\n1\r\na\r\n0\r\n\r\n");
        assert_int_equal(status_of(ask(h, bytes)), want[i]);
    }
}

static void a_form_has_200_fields_at_most(void **state)
{
    static const int want[] = { 200, 200, 400 };
    House *h = *state;

    for (size_t i = 0; i < COUNT(want); i++) {
        size_t fields = HTTP_FIELDS_MAX - 1 + i;
        Buf b = buf_new(&h->mem, ANSWER_MAX);
        buf_addf(&b, FORM CLOSE "Content-Length: %zu\r\n\r\n", 4 * fields);
        for (size_t n = 0; n < fields; n++) {
            buf_add(&b, STR("a=b&"));
        }
        assert_int_equal(status_of(ask(h, buf_str(&b))), want[i]);
    }
}

static void endless_chunks_end_at_the_limit(void **state)
{
    House *h = *state;
    Buf b = buf_new(&h->mem, ANSWER_MAX);

    buf_add(&b, STR(FORM "Transfer-Encoding: chunked\r\n\r\n"));
    for (size_t i = 0; i < 100000; i++) {
        buf_add(&b, STR("1\r\na\r\n"));
    }
    assert_int_equal(status_of(ask(h, buf_str(&b))), 413);
}

/* --- ordinary life --------------------------------------------------------- */

/* Without a chunk extension: libmicrohttpd 1.0 refuses one that comes in pieces. */
static void requests_follow_each_other_whatever_the_pieces(void **state)
{
    static const Str bytes =
        STR_INIT("GET /?a=1&b=2 HTTP/1.1\r\n" HOST "Cookie: x=y\r\n\r\n" FORM
                 "Content-Length: 7\r\nExpect: 100-continue\r\n\r\na=b&c=d" FORM
                 "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\nb\r\n0\r\n\r\n"
                 "GET /last HTTP/1.1\r\n" HOST CLOSE "\r\n");
    House *h = *state;

    for (size_t step = 1; step <= bytes.len; step += step < 40 ? 13 : 150) {
        int fd = dial(h);
        for (size_t at = 0; at < bytes.len; at += step) {
            say(fd, str_slice(bytes, at, step));
        }
        Str answer = hear(&h->mem, fd, STR(""));
        (void)close(fd);
        assert_true(str_has(answer, STR("form=0 query=2 https=0 cookie=x=y")));
        assert_true(str_has(answer, STR("form=2 query=0")));
        assert_true(str_has(answer, STR("form=1 query=0")));
        assert_true(str_ends(answer, STR("form=0 query=0 https=0 cookie=")));
    }
}

static void a_head_request_has_the_length_and_no_body(void **state)
{
    static const char *const paths[] = { "/text", "/page" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(paths); i++) {
        Str answer =
            ask(h, str_format(&h->mem, "HEAD %s HTTP/1.1\r\n" HOST CLOSE "\r\n", paths[i]));
        assert_int_equal(status_of(answer), 200);
        assert_true(str_eq(header_of(answer, "Content-Length"), STR("10240")));
        assert_int_equal(body_of(answer).len, 0);
    }
}

static void a_redirection_says_where_and_no_type(void **state)
{
    Str answer = ask(*state, STR("GET /away HTTP/1.1\r\n" HOST CLOSE "\r\n"));

    assert_int_equal(status_of(answer), 303);
    assert_true(str_eq(header_of(answer, "Location"), STR("/there")));
    assert_true(str_eq(header_of(answer, "X-House"), STR("yes")));
    assert_int_equal(header_of(answer, "Content-Type").len, 0);
}

static void each_encoding_has_its_tag_and_comes_back_as_304(void **state)
{
    static const struct {
        const char *path, *accept, *encoding, *tag;
    } cases[] = {
        { "/text", "", "", "\"t\"" },
        { "/text", "gzip", "gzip", "\"t-gz\"" },
        { "/text", "br", "br", "\"t-br\"" },
        { "/weak", "gzip", "gzip", "W/\"t\"" },
        { "/page", "", "", "\"p\"" },
        { "/page", "gzip", "gzip", "\"p-gz\"" },
        { "/page", "gzip, br", "br", "\"p-br\"" },
        { "/page", "gzip;q=0", "", "\"p\"" },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Str head =
            str_format(&h->mem, "GET %s HTTP/1.1\r\n" HOST CLOSE "Accept-Encoding: %s\r\n",
                       cases[i].path, cases[i].accept);
        Str answer = ask(h, str_format(&h->mem, "%.*s\r\n", STR_ARG(head)));
        assert_int_equal(status_of(answer), 200);
        assert_true(str_eq(header_of(answer, "Content-Encoding"), str_from(cases[i].encoding)));
        assert_true(str_eq(header_of(answer, "ETag"), str_from(cases[i].tag)));
        assert_true(str_has(header_of(answer, "Vary"), STR("Accept-Encoding")));
        int64_t length = 0;
        assert_true(str_to_int(header_of(answer, "Content-Length"), &length));
        assert_int_equal(length, body_of(answer).len);
        assert_true((body_of(answer).len < 5000) == (cases[i].encoding[0] != '\0'));

        answer = ask(h, str_format(&h->mem, "%.*sIf-None-Match: %s\r\n\r\n", STR_ARG(head),
                                   cases[i].tag));
        assert_int_equal(status_of(answer), 304);
        assert_true(str_eq(header_of(answer, "ETag"), str_from(cases[i].tag)));
        assert_true(str_eq(header_of(answer, "Cache-Control"), STR("no-cache")));
        assert_true(str_has(header_of(answer, "Vary"), STR("Accept-Encoding")));
        assert_int_equal(body_of(answer).len, 0);
    }
}

static void a_page_is_matched_by_its_tag(void **state)
{
    House *h = *state;
    Request rq = { .method = GET, .headers.if_none_match = STR("\"p-br\"") };

    assert_true(http_page_match(h->page, &rq));
    rq.headers.if_none_match = STR("\"q\"");
    assert_false(http_page_match(h->page, &rq));
    assert_true(http_page_size(h->page) > sizeof h->text);
}

static void https_is_believed_from_a_trusted_proxy_only(void **state)
{
    static const Str bytes =
        STR_INIT("GET / HTTP/1.1\r\n" HOST CLOSE "X-Forwarded-Proto: https\r\n\r\n");
    House *trusting = house_new((HttpConfig){ .trust_proxy = true });

    assert_true(str_has(ask(*state, bytes), STR("https=0")));
    assert_true(str_has(ask(trusting, bytes), STR("https=1")));
    house_free(trusting);
}

static void what_was_done_is_counted(void **state)
{
    House *h = house_new((HttpConfig){ .threads = 1 });

    (void)state;
    (void)ask(h, STR("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    (void)ask(h, STR("BREW / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    HttpCounters c = http_counters(h->server);
    assert_int_equal(c.requests, 2);
    assert_int_equal(c.refused, 1);
    assert_int_equal(c.by_class[2], 1);
    assert_int_equal(c.by_class[5], 1);
    assert_int_equal(c.bytes_out,
                     strlen("form=0 query=0 https=0 cookie=") + strlen("refused 501"));
    house_free(h);
}

/* --- slowness and the end -------------------------------------------------- */

static void slow_heads_are_told_so_and_keep_nobody_waiting(void **state)
{
    House *h = house_new((HttpConfig){ .head_seconds = 6, .connections = 1024 });
    int fds[SLOW_CLIENTS];

    (void)state;
    for (size_t i = 0; i < SLOW_CLIENTS; i++) {
        fds[i] = dial(h);
        say(fds[i], i % 2 ? STR("GET / HT") : STR("GET / HTTP/1.1\r\n" HOST "A: b\r"));
    }
    assert_int_equal(status_of(ask(h, STR("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n"))), 200);
    for (size_t i = 0; i < SLOW_CLIENTS; i++) {
        assert_int_equal(status_of(hear(&h->mem, fds[i], STR(""))), 408);
        (void)close(fds[i]);
    }
    house_free(h);
}

static void who_says_nothing_and_who_sends_a_body_too_slowly_are_cut(void **state)
{
    House *h = house_new((HttpConfig){ .head_seconds = 1, .body_seconds = 1 });
    int silent = dial(h), slow = dial(h);

    (void)state;
    say(slow, STR(FORM "Content-Length: 9\r\n\r\na"));
    assert_int_equal(hear(&h->mem, silent, STR("")).len, 0);
    assert_int_equal(hear(&h->mem, slow, STR("")).len, 0);
    (void)close(silent);
    (void)close(slow);
    house_free(h);
}

static void *stop(void *arg)
{
    House *h = arg;

    http_stop(&h->server, PATIENCE_MS / 1000);
    return NULL;
}

/* Is this client told that the house closes? */
static bool is_told_of_closing(House *h, int fd)
{
    say(fd, STR("GET / HTTP/1.1\r\n" HOST "\r\n"));
    Str answer = hear(&h->mem, fd, STR("cookie="));

    assert_int_equal(status_of(answer), 200);
    return str_eq(header_of(answer, "Connection"), STR("close"));
}

static void a_request_in_flight_is_answered_when_the_house_closes(void **state)
{
    House *h = house_new((HttpConfig){ .threads = 4 });
    int waiting = dial(h);
    pthread_t stopper;

    (void)state;
    say(waiting, STR("GET /wait HTTP/1.1\r\n" HOST "\r\n"));
    (void)pthread_mutex_lock(&h->lock);
    while (!h->entered) {
        (void)pthread_cond_wait(&h->changed, &h->lock);
    }
    (void)pthread_mutex_unlock(&h->lock);
    int asking = dial(h); /* taken by a thread that doesn't wait, before the house closes */
    assert_false(is_told_of_closing(h, asking));
    assert_int_equal(pthread_create(&stopper, NULL, stop, h), 0);
    while (!is_told_of_closing(h, asking)) {
    }
    (void)pthread_mutex_lock(&h->lock);
    h->released = true;
    (void)pthread_cond_broadcast(&h->changed);
    (void)pthread_mutex_unlock(&h->lock);
    Str answer = hear(&h->mem, waiting, STR(""));
    assert_int_equal(status_of(answer), 200);
    assert_true(str_ends(answer, STR("cookie=")));
    assert_int_equal(pthread_join(stopper, NULL), 0);
    (void)close(waiting);
    (void)close(asking);
    house_free(h);
}

/* --- where it listens ------------------------------------------------------ */

static void a_taken_port_is_said_in_a_sentence(void **state)
{
    House *h = *state;
    HttpConfig config = { .handler = handle, .refuser = refuse };
    HttpServer *second = NULL;
    Str why = { 0 }, address = http_address(&h->mem, h->server);

    config.listen = str_c(&h->mem, address);
    assert_int_equal(http_serve(&h->mem, &config, &second, &why), FAULT_IO);
    assert_null(second);
    assert_true(str_has(why, address) && str_has(why, STR("taken")));
}

static void what_is_no_address_is_refused(void **state)
{
    static const char *const bad[] = { "",        "8080",   "127.0.0.1", "a:b",
                                       "::1:80",  ":65536", ":-1",       "unix:",
                                       "[::1]80", "systemd" /* passed nothing */ };
    House *h = *state;

    (void)unsetenv("LISTEN_PID");
    for (size_t i = 0; i < COUNT(bad); i++) {
        HttpConfig config = { .listen = bad[i], .handler = handle, .refuser = refuse };
        HttpServer *second = NULL;
        Str why = { 0 };
        assert_int_not_equal(http_serve(&h->mem, &config, &second, &why), FAULT_NONE);
        assert_true(why.len > 0);
    }
}

static void a_unix_socket_replaces_a_stale_one_and_goes_with_the_server(void **state)
{
    char folder[] = "/tmp/serve-test-XXXXXX";
    struct sockaddr_un at = { .sun_family = AF_UNIX };
    struct stat st;
    Arena mem = { 0 };

    (void)state;
    assert_non_null(mkdtemp(folder));
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%s/s", folder);
    int stale = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(stale, (struct sockaddr *)&at, sizeof at), 0);
    (void)close(stale);

    House *h =
        house_new((HttpConfig){ .listen = str_c(&mem, str_format(&mem, "unix:%s/s", folder)) });
    assert_int_equal(stat(at.sun_path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0660);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    say(fd, STR("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    assert_int_equal(status_of(hear(&mem, fd, STR(""))), 200);
    (void)close(fd);
    house_free(h);
    assert_int_equal(rmdir(folder), 0);
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_is_a_page_of_the_house_and_closes),
        cmocka_unit_test(a_request_line_has_4_kib_at_most),
        cmocka_unit_test(all_headers_have_16_kib_at_most_also_behind_a_long_line),
        cmocka_unit_test(a_head_has_64_fields_at_most),
        cmocka_unit_test(a_form_has_64_kib_at_most),
        cmocka_unit_test(a_form_has_200_fields_at_most),
        cmocka_unit_test(endless_chunks_end_at_the_limit),
        cmocka_unit_test(requests_follow_each_other_whatever_the_pieces),
        cmocka_unit_test(a_head_request_has_the_length_and_no_body),
        cmocka_unit_test(a_redirection_says_where_and_no_type),
        cmocka_unit_test(each_encoding_has_its_tag_and_comes_back_as_304),
        cmocka_unit_test(a_page_is_matched_by_its_tag),
        cmocka_unit_test(https_is_believed_from_a_trusted_proxy_only),
        cmocka_unit_test(what_was_done_is_counted),
        cmocka_unit_test(slow_heads_are_told_so_and_keep_nobody_waiting),
        cmocka_unit_test(who_says_nothing_and_who_sends_a_body_too_slowly_are_cut),
        cmocka_unit_test(a_request_in_flight_is_answered_when_the_house_closes),
        cmocka_unit_test(a_taken_port_is_said_in_a_sentence),
        cmocka_unit_test(what_is_no_address_is_refused),
        cmocka_unit_test(a_unix_socket_replaces_a_stale_one_and_goes_with_the_server),
    };

    return cmocka_run_group_tests_name("serve", tests, begin, end);
}
