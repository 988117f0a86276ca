/* fetch_test.c - what the courier asks, of a server of this test alone
 *
 * The server listens on this machine, which isn't public: only what names it
 * in "allow" reaches it. */
#include "courier/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit.h"

enum { ASK_MAX = 4096, LONG = 100000, MAX = 1000 };

typedef struct Server {
    int socket, port;
    pthread_t thread;
    atomic_int knocks; /* how many asked */
    char heard[ASK_MAX];
} Server;

static void answer(int to, const char *text)
{
    size_t len = strlen(text);

    assert_int_equal(send(to, text, len, MSG_NOSIGNAL), (ssize_t)len);
}

static void answer_long(int to)
{
    static const char some[1000] = { 'x' };
    ssize_t sent = 1;

    answer(to, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
    for (int i = 0; sent > 0 && i < LONG / 1000; i++) {
        sent = send(to, some, sizeof some, MSG_NOSIGNAL);
    }
}

static void redirect(int to, const char *where)
{
    char text[300];
    int n = snprintf(text, sizeof text,
                     "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", where);

    assert_true(n > 0 && (size_t)n < sizeof text);
    answer(to, text);
}

static void answer_one(Server *s, int to)
{
    char other[100];
    ssize_t got = recv(to, s->heard, sizeof s->heard - 1, 0);

    s->heard[got > 0 ? got : 0] = '\0';
    atomic_fetch_add(&s->knocks, 1);
    (void)snprintf(other, sizeof other, "http://localhost:%d/fine", s->port);
    if (strstr(s->heard, " /here ")) {
        redirect(to, "/fine");
    } else if (strstr(s->heard, " /round ")) {
        redirect(to, "/round");
    } else if (strstr(s->heard, " /there ")) {
        redirect(to, other);
    } else if (strstr(s->heard, " /inside ")) {
        redirect(to, "http://169.254.169.254/secret");
    } else if (strstr(s->heard, " /long ")) {
        answer_long(to);
    } else if (strstr(s->heard, " /slow ")) {
        (void)!recv(to, other, sizeof other, 0); /* until the other side is tired */
    } else if (strstr(s->heard, " /nothing ")) {
        answer(to, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    } else {
        answer(to, "HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nContent-Length: 4\r\n\r\nfine");
    }
}

static void *serve(void *ctx)
{
    Server *s = ctx;
    int one = accept(s->socket, NULL, NULL);

    while (one >= 0) {
        answer_one(s, one);
        close(one);
        one = accept(s->socket, NULL, NULL);
    }
    return NULL;
}

static int set_up(void **state)
{
    Server *s = calloc(1, sizeof *s);
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;

    assert_non_null(s);
    s->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(s->socket, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(s->socket, 8), 0);
    assert_int_equal(getsockname(s->socket, (struct sockaddr *)&at, &len), 0);
    s->port = ntohs(at.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
    *state = s;
    return 0;
}

static int tear_down(void **state)
{
    Server *s = *state;

    (void)shutdown(s->socket, SHUT_RDWR); /* ends accept */
    (void)pthread_join(s->thread, NULL);
    close(s->socket);
    free(s);
    return 0;
}

/* Asks for that path of the server, whom "allow" names or not. */
static Fetched ask(Server *s, Arena *mem, const char *path, bool allowed)
{
    Str allow = str_format(mem, "127.0.0.1:%d, localhost:%d", s->port, s->port);
    Fetching f = { .url = str_format(mem, "http://127.0.0.1:%d%s", s->port, path),
                   .allow = allowed ? allow : (Str){ 0 },
                   .max = MAX,
                   .seconds = 1 };
    Fetched got;

    fetch_run(mem, &f, &got);
    return got;
}

static void each_answer_is_the_one_of_the_table(void **state)
{
    static const struct {
        const char *path;
        Fault fault;
        int status, knocks;
    } cases[] = {
        { "/fine", FAULT_NONE, 200, 1 },   { "/nothing", FAULT_NONE, 404, 1 },
        { "/here", FAULT_NONE, 200, 2 },   { "/there", FAULT_DENIED, 0, 1 },
        { "/inside", FAULT_DENIED, 0, 1 }, { "/round", FAULT_DENIED, 0, 1 + FETCH_REDIRECTS },
        { "/long", FAULT_LIMIT, 0, 1 },    { "/slow", FAULT_SLOW, 0, 1 },
    };
    Server *s = *state;
    Arena mem = { 0 };

    for (size_t i = 0; i < COUNT(cases); i++) {
        int before = atomic_load(&s->knocks);
        Fetched got = ask(s, &mem, cases[i].path, true);
        if (got.fault != cases[i].fault || got.status != cases[i].status ||
            atomic_load(&s->knocks) - before != cases[i].knocks) {
            fail_msg("%s: %s, %d, %d knocks (%.*s)", cases[i].path, fault_name(got.fault),
                     got.status, atomic_load(&s->knocks) - before, STR_ARG(got.why));
        }
        assert_true((got.why.len > 0) == (got.fault != FAULT_NONE));
    }
    arena_done(&mem);
}

static void who_is_not_allowed_is_not_even_knocked_at(void **state)
{
    Server *s = *state;
    Arena mem = { 0 };

    assert_int_equal(ask(s, &mem, "/fine", false).fault, FAULT_DENIED);
    assert_int_equal(atomic_load(&s->knocks), 0);
    arena_done(&mem);
}

static void what_is_posted_arrives_with_its_fields(void **state)
{
    Server *s = *state;
    Arena mem = { 0 };
    const Str fields[] = { STR("X-One"), STR("two") },
              bad[] = { STR("X-One"), STR("a\r\nB: c") };
    Fetching f = { .url = str_format(&mem, "http://127.0.0.1:%d/fine", s->port),
                   .allow = str_format(&mem, "127.0.0.1:%d", s->port),
                   .post = true,
                   .body = STR("a=1"),
                   .headers = fields,
                   .header_count = COUNT(fields),
                   .max = MAX,
                   .seconds = 5 };
    Fetched got;

    fetch_run(&mem, &f, &got);
    assert_int_equal(got.fault, FAULT_NONE);
    assert_int_equal(atomic_load(&s->knocks), 1);
    assert_true(str_eq(got.body, STR("fine")) && str_eq(got.type, STR("text/x")));
    assert_non_null(strstr(s->heard, "POST /fine HTTP/1.1\r\n"));
    assert_non_null(strstr(s->heard, "\r\nX-One: two\r\n"));
    assert_non_null(strstr(s->heard, "Content-Length: 3\r\n"));
    f.headers = bad;
    fetch_run(&mem, &f, &got);
    assert_int_equal(got.fault, FAULT_INPUT);
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_answer_is_the_one_of_the_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(who_is_not_allowed_is_not_even_knocked_at, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_posted_arrives_with_its_fields, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
