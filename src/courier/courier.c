#include "courier/courier.h"

#include "courier/fetch.h"
#include "courier/smtp.h"
#include "sys/cage.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/signal.h"

#include <curl/curl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { FILES = 128, CA_MAX = 1 << 20, TURN_MS = 1000, ENDED = 0, FAILED = 1 };

typedef struct Courier {
    int socket;
    pthread_mutex_t sending; /* the loop and the fetches */
    Arena mem;
    CourierMessage setup;
    Smtp *smtp;
    atomic_int fetches;
} Courier;

/* Where names, and who may sign certificates, are found. */
static const char *const readable[] = { "/etc/ssl",
                                        "/etc/pki",
                                        "/usr/lib/ssl",
                                        "/usr/share/ca-certificates",
                                        "/usr/local/share/ca-certificates",
                                        "/etc/hosts",
                                        "/etc/host.conf",
                                        "/etc/resolv.conf",
                                        "/etc/nsswitch.conf",
                                        "/etc/gai.conf",
                                        "/etc/services",
                                        "/etc/ld.so.cache",
                                        "/run/systemd/resolve",
                                        "/run/resolvconf",
                                        "/lib",
                                        "/lib64",
                                        "/usr/lib",
                                        "/usr/lib64",
                                        "/dev/urandom",
                                        "/dev/null",
                                        NULL };

/* Nobody to tell when the front is gone: the loop sees it too, and ends. */
static void say(Courier *c, const CourierMessage *m)
{
    (void)pthread_mutex_lock(&c->sending);
    Fault f = courier_send(c->socket, m);
    (void)pthread_mutex_unlock(&c->sending);
    if (f && f != FAULT_IO) {
        LOG(LEVEL_ERROR, "courier.wire", log_text("fault", str_from(fault_name(f))));
    }
}

static void may_send(void *ctx, uint32_t ticket)
{
    CourierMessage m = { .kind = COURIER_MAY_SEND, .ticket = ticket };

    say(ctx, &m);
}

static void result(void *ctx, uint32_t ticket, CourierResult what, Str said)
{
    CourierMessage m = { .kind = COURIER_RESULT,
                         .ticket = ticket,
                         .numbers = { (int64_t)what },
                         .texts = { said },
                         .text_count = 1 };

    say(ctx, &m);
}

typedef struct Errand {
    Courier *courier;
    Arena mem;
    CourierMessage ask;
} Errand;

static void answer(const Errand *e, const Fetched *got)
{
    CourierMessage m = { .kind = COURIER_FETCHED,
                         .ticket = e->ask.ticket,
                         .numbers = { (int64_t)got->fault, got->status },
                         .texts = { got->type, got->body, got->why },
                         .text_count = 3 };

    say(e->courier, &m);
}

static void *run_errand(void *ctx)
{
    Errand *e = ctx;
    const CourierMessage *m = &e->ask;
    Fetched got;
    Fetching ask = { .post = m->numbers[0] != 0,
                     .max = (size_t)m->numbers[1],
                     .seconds = (int)m->numbers[2],
                     .url = m->texts[0],
                     .body = m->texts[1],
                     .headers = m->texts + 2,
                     .header_count = m->text_count - 2,
                     .allow = e->courier->setup.texts[COURIER_ALLOW] };

    fetch_run(&e->mem, &ask, &got);
    answer(e, &got);
    atomic_fetch_sub(&e->courier->fetches, 1);
    arena_done(&e->mem);
    free(e);
    return NULL;
}

/* A name that resolves slowly keeps no letter waiting: each has its thread. */
static bool begin(Courier *c, Errand *e)
{
    pthread_attr_t how;
    pthread_t thread;

    if (atomic_fetch_add(&c->fetches, 1) >= COURIER_FETCHES_MAX ||
        pthread_attr_init(&how) != 0) {
        atomic_fetch_sub(&c->fetches, 1);
        return false;
    }
    bool fine = pthread_attr_setdetachstate(&how, PTHREAD_CREATE_DETACHED) == 0 &&
                pthread_create(&thread, &how, run_errand, e) == 0;
    (void)pthread_attr_destroy(&how);
    if (!fine) {
        atomic_fetch_sub(&c->fetches, 1);
    }
    return fine;
}

static bool is_bounded(const CourierMessage *m)
{
    return m->numbers[1] > 0 && m->numbers[1] <= COURIER_ANSWER_MAX && m->numbers[2] > 0 &&
           m->numbers[2] <= COURIER_SECONDS_MAX;
}

/* The message's memory goes with it. */
static void fetch(Courier *c, Arena *mem, const CourierMessage *m)
{
    Fetched busy = { .fault = FAULT_IO, .why = STR("too many at once, or malformed") };
    Errand *e = calloc(1, sizeof *e);

    if (!e) {
        abort();
    }
    *e = (Errand){ .courier = c, .mem = *mem, .ask = *m };
    *mem = (Arena){ 0 };
    if (!is_bounded(m) || !begin(c, e)) {
        answer(e, &busy);
        arena_done(&e->mem);
        free(e);
    }
}

static Fault hear(Courier *c)
{
    SCOPED(arena_done) Arena mem = { 0 };
    CourierMessage m;

    TRY(courier_receive(c->socket, &mem, &m));
    switch (m.kind) {
    case COURIER_SEND:
        smtp_send(c->smtp, m.ticket, m.texts[0], m.texts[1], m.texts[2]);
        return FAULT_NONE;
    case COURIER_GO: smtp_go(c->smtp, m.ticket); return FAULT_NONE;
    case COURIER_DROP: smtp_drop(c->smtp, m.ticket); return FAULT_NONE;
    case COURIER_FETCH: fetch(c, &mem, &m); return FAULT_NONE;
    case COURIER_SETUP:
    case COURIER_MAY_SEND:
    case COURIER_RESULT:
    case COURIER_FETCHED:
    case COURIER_KINDS: break;
    }
    return FAULT_BUG;
}

static Fault read_ca(Courier *c, Str *ret)
{
    Str path = c->setup.texts[COURIER_CA];

    if (path.len == 0) {
        *ret = (Str){ 0 };
        return FAULT_NONE;
    }
    return file_read(&c->mem, str_c(&c->mem, path), CA_MAX, ret);
}

/* What is read from files, then the door behind us. */
static Fault shut_in(void)
{
    TRY(cage_limit(FILES));
    TRY(cage_no_new_rights());
    Fault f = cage_read_only(readable);
    LOG(LEVEL_INFO, "courier.start",
        log_text("files", f ? STR("as the system has them") : STR("Landlock")));
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault prepare(Courier *c)
{
    SmtpPlan plan = { .ctx = c, .may_send = may_send, .result = result };

    if (pthread_mutex_init(&c->sending, NULL) != 0 || curl_global_init(CURL_GLOBAL_DEFAULT)) {
        return FAULT_IO;
    }
    TRY(courier_receive(c->socket, &c->mem, &c->setup));
    if (c->setup.kind != COURIER_SETUP) {
        return FAULT_BUG;
    }
    for (size_t i = 0; i < COURIER_SETUP_TEXTS; i++) {
        plan.texts[i] = c->setup.texts[i];
    }
    Fault f = read_ca(c, &plan.ca);
    if (f) {
        LOG(LEVEL_ERROR, "courier.relay-ca", log_text("fault", str_from(fault_name(f))));
        plan.ca = STR("unreadable"); /* no certificate holds, and the letters say why */
    }
    TRY(shut_in());
    c->smtp = smtp_open(&plan);
    return c->smtp ? FAULT_NONE : FAULT_IO;
}

static Fault work(Courier *c)
{
    for (;;) {
        bool readable_now = false;
        TRY(smtp_work(c->smtp, c->socket, TURN_MS, &readable_now));
        if (readable_now) {
            TRY(hear(c));
        }
    }
}

/* The end is always that the front closes the socket; fetches that are under
 * way end with the process. */
int courier_run(int socket)
{
    static Courier c;

    signal_block();
    c.socket = socket;
    Fault f = prepare(&c);
    f = f ? f : work(&c);
    if (f != FAULT_IO) {
        LOG(LEVEL_ERROR, "courier.end", log_text("fault", str_from(fault_name(f))));
        return FAILED;
    }
    return ENDED;
}
