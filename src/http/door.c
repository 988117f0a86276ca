#include "http/door.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "http/gate.h"
#include "http/http.h"
#include "sys/clock.h"

enum {
    HELD_SIZE = HTTP_TARGET_MAX + HTTP_HEADERS_MAX + 4096,
    DRAIN_MAX = 256 * 1024,
    TICK_MS = 200,
    BODY_RATE = 1024, /* bytes a second */
};
static const int64_t second = 1000000000;

/* held: what came and may not pass yet, and before it what may (ready). */
struct Door {
    Door *next, *before;
    Doors *all;
    int fd;
    Gate gate;
    char *held;
    size_t held_len, ready;
    int64_t body_began;
    atomic_int_least64_t until; /* 0: nothing is awaited */
    atomic_bool late;
};

struct Doors {
    pthread_mutex_t lock;
    pthread_cond_t leaving;
    pthread_t watch;
    Door *first;
    bool closed;
    int64_t head_ns, body_ns;
};

static _Atomic(Door *) by_fd[DOOR_FD_MAX];

static ssize_t receive(int fd, void *to, size_t len, int flags)
{
    return recvfrom(fd, to, len, flags, NULL, NULL);
}

/* A socket closed with bytes unread resets the connection, and the answer on
 * its way is lost: what a refused client still sends is taken, up to a point. */
static void drain(const Door *d)
{
    char scrap[4096];
    size_t taken = 0;
    ssize_t n = 1;

    while (n > 0 && taken < DRAIN_MAX) {
        n = receive(d->fd, scrap, sizeof scrap, MSG_DONTWAIT);
        taken += n > 0 ? (size_t)n : 0;
    }
}

static void hold(Door *d, const char *at, size_t len)
{
    if (!d->held) {
        d->held = malloc(HELD_SIZE);
    }
    if (!d->held || len > HELD_SIZE - d->held_len) {
        abort(); /* the gate refuses what is longer */
    }
    memcpy(d->held + d->held_len, at, len);
    d->held_len += len;
}

/* After the bytes that passed comes either what waits or the refusal. */
static void shut_if_refused(Door *d)
{
    if (d->gate.phase != GATE_SHUT) {
        return;
    }
    d->held_len = d->ready;
    if (d->gate.status) {
        hold(d, d->gate.refusal, d->gate.refusal_len);
        d->ready = d->held_len;
    }
    drain(d);
}

/* Gives what is ready; returns how much. */
static size_t give(Door *d, char *to, size_t len)
{
    size_t n = d->ready < len ? d->ready : len;

    if (n == 0) {
        return 0;
    }
    memcpy(to, d->held, n);
    d->ready -= n;
    d->held_len -= n;
    memmove(d->held, d->held + n, d->held_len);
    if (d->held_len == 0) {
        free(d->held);
        d->held = NULL;
    }
    return n;
}

/* Reads where libmicrohttpd wants it: nearly all requests come whole. */
static ssize_t read_straight(Door *d, char *to, size_t len, size_t *ret_passed)
{
    ssize_t n = receive(d->fd, to, len, MSG_DONTWAIT);

    if (n > 0) {
        *ret_passed = gate_look(&d->gate, to, (size_t)n);
        if (d->gate.phase != GATE_SHUT && *ret_passed < (size_t)n) {
            hold(d, to + *ret_passed, (size_t)n - *ret_passed);
        }
        shut_if_refused(d);
    }
    return n;
}

static ssize_t read_behind(Door *d)
{
    ssize_t n = receive(d->fd, d->held + d->held_len, HELD_SIZE - d->held_len, MSG_DONTWAIT);

    if (n > 0) {
        d->held_len += (size_t)n;
        d->ready = gate_look(&d->gate, d->held, d->held_len);
        shut_if_refused(d);
    }
    return n;
}

/* Libmicrohttpd waits for news (edge-triggered) once it was given less than
 * it asked for: so until then all that may pass must be given. */
static ssize_t read_through(Door *d, char *to, size_t len)
{
    size_t given = give(d, to, len);

    while (given < len && d->gate.phase != GATE_SHUT) {
        size_t passed = 0, asked = d->held ? HELD_SIZE - d->held_len : len - given;
        ssize_t n = d->held ? read_behind(d) : read_straight(d, to + given, asked, &passed);
        if (n <= 0) {
            return given > 0 ? (ssize_t)given : n;
        }
        given += passed;
        given += give(d, to + given, len - given);
        if ((size_t)n < asked) {
            break;
        }
    }
    if (given == 0) {
        errno = EAGAIN;
        return -1;
    }
    return (ssize_t)given;
}

static int64_t next_limit(Door *d)
{
    int64_t was = atomic_load_explicit(&d->until, memory_order_relaxed);

    switch (d->gate.phase) {
    case GATE_HEAD:
        d->body_began = 0;
        /* A head that was begun keeps its limit, whatever comes. */
        return d->held_len == 0 ? 0 : was > 0 ? was : sys_monotonic_ns() + d->all->head_ns;
    case GATE_BODY:
    case GATE_CHUNK_SIZE:
    case GATE_CHUNK:
    case GATE_CHUNK_END:
    case GATE_TRAILER:
        d->body_began = d->body_began ? d->body_began : sys_monotonic_ns();
        return d->body_began + d->all->body_ns + (int64_t)d->gate.body * second / BODY_RATE;
    case GATE_SHUT: break;
    }
    return 0;
}

/* Somebody slow: told so when there is a request to answer, else cut. */
static ssize_t read_late(Door *d, char *to, size_t len)
{
    if (d->gate.phase == GATE_HEAD && d->held_len > d->ready) {
        gate_refuse(&d->gate, 408);
        shut_if_refused(d);
    }
    return (ssize_t)give(d, to, len);
}

static ssize_t door_read(Door *d, char *to, size_t len)
{
    if (atomic_load_explicit(&d->late, memory_order_relaxed)) {
        return read_late(d, to, len);
    }
    ssize_t n = read_through(d, to, len);
    int64_t until = next_limit(d);
    if (until != atomic_load_explicit(&d->until, memory_order_relaxed)) {
        atomic_store_explicit(&d->until, until, memory_order_relaxed);
    }
    return n;
}

/* Stands before the C library's for every caller in the process. */
ssize_t recv(int fd, void *to, size_t len, int flags)
{
    Door *d = fd >= 0 && fd < DOOR_FD_MAX
                  ? atomic_load_explicit(&by_fd[fd], memory_order_acquire)
                  : NULL;

    return d ? door_read(d, to, len) : receive(fd, to, len, flags);
}

/* --- the watch ------------------------------------------------------------ */

/* Shutting the reading side wakes libmicrohttpd, which then reads (late). */
static void watch_all(Doors *all)
{
    int64_t now = sys_monotonic_ns();

    for (Door *d = all->first; d; d = d->next) {
        int64_t until = atomic_load_explicit(&d->until, memory_order_relaxed);
        if (until > 0 && until < now && !atomic_exchange(&d->late, true)) {
            (void)shutdown(d->fd, SHUT_RD);
        }
    }
}

static void *watch(void *arg)
{
    Doors *all = arg;

    (void)pthread_mutex_lock(&all->lock);
    while (!all->closed) {
        int64_t at = sys_monotonic_ns() + (int64_t)TICK_MS * 1000000;
        struct timespec until = { .tv_sec = at / second, .tv_nsec = at % second };
        (void)pthread_cond_timedwait(&all->leaving, &all->lock, &until);
        watch_all(all);
    }
    (void)pthread_mutex_unlock(&all->lock);
    return NULL;
}

static bool recv_is_ours(void)
{
    union {
        void *found;
        ssize_t (*call)(int, void *, size_t, int);
    } first = { .found = dlsym(RTLD_DEFAULT, "recv") };

    return first.call == recv;
}

Doors *doors_open(int head_seconds, int body_seconds)
{
    Doors *all = calloc(1, sizeof *all);
    pthread_condattr_t monotonic;

    if (!all || !recv_is_ours()) {
        free(all);
        return NULL;
    }
    all->head_ns = head_seconds * second;
    all->body_ns = body_seconds * second;
    if (pthread_mutex_init(&all->lock, NULL) != 0 || pthread_condattr_init(&monotonic) != 0 ||
        pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) != 0 ||
        pthread_cond_init(&all->leaving, &monotonic) != 0) {
        abort();
    }
    (void)pthread_condattr_destroy(&monotonic);
    if (pthread_create(&all->watch, NULL, watch, all) != 0) {
        free(all);
        return NULL;
    }
    return all;
}

void doors_close(Doors *all)
{
    if (!all) {
        return;
    }
    (void)pthread_mutex_lock(&all->lock);
    all->closed = true;
    (void)pthread_cond_signal(&all->leaving);
    (void)pthread_mutex_unlock(&all->lock);
    (void)pthread_join(all->watch, NULL);
    (void)pthread_cond_destroy(&all->leaving);
    (void)pthread_mutex_destroy(&all->lock);
    free(all);
}

Door *door_open(Doors *all, int fd)
{
    Door *d = fd >= 0 && fd < DOOR_FD_MAX ? calloc(1, sizeof *d) : NULL;

    if (!d) {
        (void)shutdown(fd, SHUT_RDWR);
        return NULL;
    }
    d->all = all;
    d->fd = fd;
    atomic_init(&d->until, sys_monotonic_ns() + all->head_ns);
    (void)pthread_mutex_lock(&all->lock);
    d->next = all->first;
    if (all->first) {
        all->first->before = d;
    }
    all->first = d;
    (void)pthread_mutex_unlock(&all->lock);
    atomic_store_explicit(&by_fd[fd], d, memory_order_release);
    return d;
}

void door_close(Doors *all, Door *d)
{
    if (!d) {
        return;
    }
    atomic_store_explicit(&by_fd[d->fd], NULL, memory_order_release);
    (void)pthread_mutex_lock(&all->lock);
    *(d->before ? &d->before->next : &all->first) = d->next;
    if (d->next) {
        d->next->before = d->before;
    }
    (void)pthread_mutex_unlock(&all->lock);
    if (d->gate.phase == GATE_SHUT) {
        drain(d);
    }
    free(d->held);
    free(d);
}
