/* load.c - asks a server, over connections that stay open, and says how long it took
 *
 *     load HOST:PORT CONNECTIONS COUNT [HEADER...] < REQUESTS
 *
 * Each line of REQUESTS is "GET TARGET" or "POST TARGET FORM"; the list is gone
 * through again until COUNT answers have come.  A connection asks its next
 * question when it has the whole answer to its last.  Prints one line of JSON:
 * how many answers of each class, seconds in all, microseconds (median, 99th
 * percentile, longest) and bytes of all bodies.  An answer that is cut short or
 * says no Content-Length ends the run: nothing is measured that went wrong. */
#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 1024, HEAD_MAX = 16384, READ_MAX = 65536, EVENTS = 64, CLASSES = 6 };

typedef struct Question {
    char *bytes;
    size_t len;
} Question;

typedef struct Talk {
    int fd;
    int64_t asked_at;
    char head[HEAD_MAX];
    size_t head_len;
    bool in_body;
    size_t body_left;
} Talk;

typedef struct Run {
    Question *questions;
    size_t question_count;
    int64_t count, asked, answered, bytes;
    int64_t by_class[CLASSES];
    int64_t *took; /* nanoseconds */
} Run;

static void fail(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));

static void fail(const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    fputs("load: ", stderr);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static int64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- what is asked ---- */

static Question question_of(char *line, const char *headers)
{
    Question q = { 0 };
    char *method = line, *target = strchr(line, ' '), *form;

    if (!target) {
        fail("this is no request: %s", line);
    }
    *target++ = '\0';
    form = strchr(target, ' ');
    if (form) {
        *form++ = '\0';
    }
    int len =
        form ? asprintf(&q.bytes,
                        "%s %s HTTP/1.1\r\n%sContent-Type: "
                        "application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
                        method, target, headers, strlen(form), form)
             : asprintf(&q.bytes, "%s %s HTTP/1.1\r\n%s\r\n", method, target, headers);
    if (len < 0) {
        fail("out of memory");
    }
    q.len = (size_t)len;
    return q;
}

static void read_questions(Run *run, const char *headers)
{
    size_t room = 0, size = 0;
    char *line = NULL;
    ssize_t len;

    while ((len = getline(&line, &size, stdin)) > 0) {
        line[len - (line[len - 1] == '\n')] = '\0';
        if (run->question_count == room) {
            room = room ? 2 * room : 1024;
            run->questions = realloc(run->questions, room * sizeof run->questions[0]);
            if (!run->questions) {
                fail("out of memory");
            }
        }
        run->questions[run->question_count++] = question_of(line, headers);
    }
    free(line);
    if (run->question_count == 0) {
        fail("nothing to ask");
    }
}

static char *headers_of(const char *host, char **list)
{
    char *all, *more;

    if (asprintf(&all, "Host: %s\r\n", host) < 0) {
        fail("out of memory");
    }
    for (; *list; list++) {
        if (asprintf(&more, "%s%s\r\n", all, *list) < 0) {
            fail("out of memory");
        }
        free(all);
        all = more;
    }
    return all;
}

/* ---- one connection ---- */

static struct sockaddr_in address_of(const char *text)
{
    struct sockaddr_in a = { .sin_family = AF_INET };
    const char *colon = strrchr(text, ':');
    char host[64];

    if (!colon || (size_t)(colon - text) >= sizeof host) {
        fail("this is no HOST:PORT: %s", text);
    }
    memcpy(host, text, (size_t)(colon - text));
    host[colon - text] = '\0';
    a.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
    if (inet_pton(AF_INET, host, &a.sin_addr) != 1) {
        fail("this is no address: %s", host);
    }
    return a;
}

static void ask(Run *run, Talk *talk)
{
    if (run->asked == run->count) {
        return;
    }
    Question q = run->questions[(size_t)run->asked++ % run->question_count];

    talk->head_len = 0;
    talk->in_body = false;
    talk->asked_at = now();
    for (size_t at = 0; at < q.len;) {
        ssize_t n = send(talk->fd, q.bytes + at, q.len - at, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR) {
            fail("sending: %s", strerror(errno));
        }
        at += n > 0 ? (size_t)n : 0;
    }
}

static size_t length_of(const char *head)
{
    const char *at = strcasestr(head, "\r\nContent-Length:");

    if (!at) {
        fail("an answer without Content-Length: %.200s", head);
    }
    return strtoul(at + strlen("\r\nContent-Length:"), NULL, 10);
}

static void answered(Run *run, Talk *talk)
{
    int status = atoi(talk->head + strlen("HTTP/1.1 "));

    run->by_class[status / 100 % CLASSES]++;
    run->took[run->answered++] = now() - talk->asked_at;
    ask(run, talk);
}

/* The head is complete, maybe with the beginning of the body behind it. */
static void take_head(Run *run, Talk *talk, const char *body)
{
    size_t have = talk->head_len - (size_t)(body - talk->head), length = length_of(talk->head);

    if (have > length) {
        fail("more than was said: %.200s", talk->head);
    }
    run->bytes += (int64_t)length;
    talk->in_body = true;
    talk->body_left = length - have;
}

static void take(Run *run, Talk *talk)
{
    static char body[READ_MAX];
    char *into = talk->in_body ? body : talk->head + talk->head_len;
    size_t room = talk->in_body ? sizeof body : HEAD_MAX - 1 - talk->head_len;
    ssize_t n = recv(talk->fd, into, room, 0);

    if (n <= 0) {
        fail("the answer is cut short: %s", n < 0 ? strerror(errno) : "closed");
    }
    if (talk->in_body) {
        talk->body_left -= (size_t)n;
    } else {
        talk->head_len += (size_t)n;
        talk->head[talk->head_len] = '\0';
        char *end = strstr(talk->head, "\r\n\r\n");
        if (end) {
            take_head(run, talk, end + 4);
        } else if (talk->head_len == HEAD_MAX - 1) {
            fail("too long a head: %.200s", talk->head);
        }
    }
    if (talk->in_body && talk->body_left == 0) {
        answered(run, talk);
    }
}

static void talk_open(Talk *talk, int poll, struct sockaddr_in address)
{
    struct epoll_event want = { .events = EPOLLIN, .data.ptr = talk };
    int yes = 1;

    talk->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (talk->fd < 0 || connect(talk->fd, (struct sockaddr *)&address, sizeof address)) {
        fail("connecting: %s", strerror(errno));
    }
    setsockopt(talk->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (epoll_ctl(poll, EPOLL_CTL_ADD, talk->fd, &want)) {
        fail("epoll: %s", strerror(errno));
    }
}

/* ---- the run ---- */

static void run_all(Run *run, struct sockaddr_in address, size_t connections)
{
    Talk *talks = calloc(connections, sizeof *talks);
    struct epoll_event ready[EVENTS];
    int poll = epoll_create1(0);

    if (!talks || poll < 0) {
        fail("out of memory");
    }
    for (size_t i = 0; i < connections; i++) {
        talk_open(&talks[i], poll, address);
    }
    for (size_t i = 0; i < connections; i++) {
        ask(run, &talks[i]);
    }
    while (run->answered < run->count) {
        int n = epoll_wait(poll, ready, EVENTS, 30000);
        if (n == 0) {
            fail("no answer for 30 seconds");
        }
        for (int i = 0; i < n; i++) {
            take(run, ready[i].data.ptr);
        }
    }
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

static double microseconds(const Run *run, int64_t hundredth)
{
    int64_t at = (run->count * hundredth + 99) / 100 - 1;

    return (double)run->took[at < 0 ? 0 : at] / 1000;
}

static void print(Run *run, double seconds)
{
    qsort(run->took, (size_t)run->count, sizeof run->took[0], compare);
    printf("{\"answers\": %lld, \"2xx\": %lld, \"3xx\": %lld, \"4xx\": %lld, \"5xx\": %lld, "
           "\"seconds\": %.6f, \"p50\": %.1f, \"p99\": %.1f, \"max\": %.1f, \"bytes\": %lld}\n",
           (long long)run->count, (long long)run->by_class[2], (long long)run->by_class[3],
           (long long)run->by_class[4], (long long)run->by_class[5], seconds,
           microseconds(run, 50), microseconds(run, 99), microseconds(run, 100),
           (long long)run->bytes);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fail("HOST:PORT CONNECTIONS COUNT [HEADER...] < REQUESTS");
    }
    Run run = { .count = strtoll(argv[3], NULL, 10) };
    size_t connections = strtoul(argv[2], NULL, 10);

    if (run.count < 1 || connections < 1 || connections > CONNECTIONS_MAX) {
        fail("at least one request, over 1 to %d connections", CONNECTIONS_MAX);
    }
    run.took = calloc((size_t)run.count, sizeof run.took[0]);
    if (!run.took) {
        fail("out of memory");
    }
    read_questions(&run, headers_of(argv[1], argv + 4));
    int64_t begun = now();
    run_all(&run, address_of(argv[1]), connections);
    print(&run, (double)(now() - begun) / 1e9);
    return 0;
}
