#include "app/courier_link.h"

#include "courier/courier.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "sys/process.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

_Static_assert((int)FETCH_ANSWER_MAX == (int)COURIER_ANSWER_MAX,
               "what is asked can be brought");
_Static_assert((int)FETCH_SECONDS_MAX == (int)COURIER_SECONDS_MAX, "and as late");

enum {
    NEWS_MAX = 2 * COURIER_LETTERS_MAX + 1, /* two of each letter, and that all is lost */
    DELAY_FIRST_MS = 100,
    DELAY_MAX_MS = 30000,
    STEADY_MS = 60000, /* a courier that lived so long wasn't ill */
    GRACE_MS = 500,
    START_MS = 3000, /* a courier that was just started is waited for */
    SLACK_SECONDS = 5, /* beyond what the courier itself allows for a fetch */
};

/* A thread that waits for its answer. */
typedef struct Waiting {
    uint32_t ticket; /* 0: free */
    bool done;
    Arena mem; /* of the answer */
    CourierMessage answer;
} Waiting;

struct CourierLink {
    Arena mem;
    CourierMessage setup;
    pthread_t keeper;
    pthread_mutex_t lock;    /* of all below */
    pthread_cond_t changed;  /* news, an answer, or the end */
    pthread_mutex_t sending; /* whole frames: who asks, and the postman */
    Process child;
    bool alive, stop, woken;
    uint32_t tickets;
    CourierNews news[NEWS_MAX];
    size_t news_count;
    Waiting waiting[COURIER_FETCHES_MAX];
};

static CourierLink *only; /* of this process; set before and cleared after its threads */
static _Atomic int64_t starts;

static struct timespec after_ms(int64_t ms)
{
    struct timespec at;

    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += ms % 1000 * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

static void enter(CourierLink *l)
{
    (void)pthread_mutex_lock(&l->lock);
}

static void leave(CourierLink *l)
{
    (void)pthread_cond_broadcast(&l->changed);
    (void)pthread_mutex_unlock(&l->lock);
}

/* News that don't fit are of a courier that says more than it was asked. */
static void add_news(CourierLink *l, const CourierNews *news)
{
    enter(l);
    if (news->what == NEWS_LOST) {
        l->news_count = 0; /* nothing that it said matters more than that */
    }
    if (l->news_count < NEWS_MAX) {
        l->news[l->news_count++] = *news;
    }
    leave(l);
}

static void keep_answer(CourierLink *l, Arena *mem, const CourierMessage *m)
{
    enter(l);
    for (size_t i = 0; i < COURIER_FETCHES_MAX; i++) {
        Waiting *w = &l->waiting[i];
        if (w->ticket == m->ticket && !w->done) {
            w->done = true;
            w->answer = *m;
            w->mem = *mem;
            *mem = (Arena){ 0 };
        }
    }
    leave(l);
}

static void take(CourierLink *l, Arena *mem, const CourierMessage *m)
{
    CourierNews news = { .ticket = m->ticket };

    if (m->kind == COURIER_FETCHED) {
        keep_answer(l, mem, m);
        return;
    }
    if (m->kind == COURIER_RESULT && (uint64_t)m->numbers[0] < COURIER_RESULTS) {
        Str said = str_slice(m->texts[0], 0, sizeof news.said - 1);
        news.what = NEWS_RESULT;
        news.result = (CourierResult)m->numbers[0];
        memcpy(news.said, said.len > 0 ? said.at : "", said.len);
        add_news(l, &news);
    } else if (m->kind == COURIER_MAY_SEND) {
        news.what = NEWS_MAY_SEND;
        add_news(l, &news);
    }
}

/* This thread never writes to the courier but the first message, so what the
 * courier says is always read, and both can't wait for each other. */
static void listen_to(CourierLink *l)
{
    Fault f = courier_send(l->child.socket, &l->setup);

    enter(l);
    l->alive = !f;
    leave(l);
    while (!f) {
        SCOPED(arena_done) Arena mem = { 0 };
        CourierMessage m;
        f = courier_receive(l->child.socket, &mem, &m);
        if (!f) {
            take(l, &mem, &m);
        }
    }
}

/* Who waits for an answer is told that none will come. */
static void lose(CourierLink *l)
{
    CourierNews lost = { .what = NEWS_LOST };

    enter(l);
    l->alive = false;
    for (size_t i = 0; i < COURIER_FETCHES_MAX; i++) {
        Waiting *w = &l->waiting[i];
        if (w->ticket && !w->done) {
            w->done = true;
            w->answer = (CourierMessage){ .kind = COURIER_FETCHED,
                                          .numbers = { FAULT_IO },
                                          .texts = { { 0 }, { 0 }, STR("the courier died") },
                                          .text_count = 3 };
        }
    }
    leave(l);
    add_news(l, &lost);
    /* Nobody may be writing to a number that is given to another file. */
    (void)pthread_mutex_lock(&l->sending);
    process_end(&l->child, GRACE_MS);
    (void)pthread_mutex_unlock(&l->sending);
}

static bool should_stop(CourierLink *l)
{
    enter(l);
    bool stop = l->stop;
    (void)pthread_mutex_unlock(&l->lock);
    return stop;
}

static void wait_before_next(CourierLink *l, int64_t ms)
{
    struct timespec until = after_ms(ms);

    enter(l);
    while (!l->stop && pthread_cond_timedwait(&l->changed, &l->lock, &until) == 0) {
    }
    (void)pthread_mutex_unlock(&l->lock);
}

/* The thread that starts the child outlives it: the child dies with it. */
static bool start(CourierLink *l)
{
    Process child = { .socket = -1 };
    Fault f = process_start(COURIER_ROLE, &child);

    enter(l);
    l->child = child;
    bool stop = l->stop;
    (void)pthread_mutex_unlock(&l->lock);
    if (f) {
        LOG(LEVEL_ERROR, "courier.start", log_text("fault", str_from(fault_name(f))));
    } else {
        atomic_fetch_add(&starts, 1);
    }
    return !f && !stop;
}

static void *keep(void *ctx)
{
    CourierLink *l = ctx;
    int64_t delay = DELAY_FIRST_MS;

    while (!should_stop(l)) {
        int64_t since = sys_monotonic_ns();
        if (start(l)) {
            listen_to(l);
        }
        lose(l);
        if (should_stop(l)) {
            break;
        }
        bool steady = (sys_monotonic_ns() - since) / 1000000 > STEADY_MS;
        delay = steady ? DELAY_FIRST_MS : delay * 2 < DELAY_MAX_MS ? delay * 2 : DELAY_MAX_MS;
        LOG(LEVEL_ERROR, "courier.died", log_number("again_ms", delay));
        wait_before_next(l, delay);
    }
    return NULL;
}

static void write_setup(CourierLink *l, const Settings *s, Str hello)
{
    static const struct {
        CourierSetupText text;
        Setting setting;
    } from[] = {
        { COURIER_RELAY, SETTING_RELAY },
        { COURIER_USER, SETTING_RELAY_USER },
        { COURIER_PASSWORD, SETTING_RELAY_PASSWORD },
        { COURIER_TLS, SETTING_RELAY_TLS },
        { COURIER_CA, SETTING_RELAY_CA },
        { COURIER_ALLOW, SETTING_COURIER_ALLOW },
    };

    l->setup = (CourierMessage){ .kind = COURIER_SETUP, .text_count = COURIER_SETUP_TEXTS };
    for (size_t i = 0; i < COUNT(from); i++) {
        l->setup.texts[from[i].text] = str_copy(&l->mem, setting(s, from[i].setting));
    }
    l->setup.texts[COURIER_HELLO] = str_copy(&l->mem, hello);
}

static bool ready(CourierLink *l)
{
    pthread_condattr_t monotonic;

    return pthread_mutex_init(&l->lock, NULL) == 0 &&
           pthread_mutex_init(&l->sending, NULL) == 0 &&
           pthread_condattr_init(&monotonic) == 0 &&
           pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 &&
           pthread_cond_init(&l->changed, &monotonic) == 0 &&
           pthread_create(&l->keeper, NULL, keep, l) == 0;
}

CourierLink *courier_link_open(const Settings *settings, Str hello)
{
    CourierLink *l = calloc(1, sizeof *l);

    if (!l) {
        return NULL;
    }
    l->child.socket = -1;
    write_setup(l, settings, hello);
    only = l;
    if (!ready(l)) {
        only = NULL;
        arena_done(&l->mem);
        free(l);
        return NULL;
    }
    return l;
}

void courier_link_close(CourierLink **link)
{
    CourierLink *l = *link;

    *link = NULL;
    if (!l) {
        return;
    }
    enter(l);
    l->stop = true;
    if (l->child.socket >= 0) {
        (void)shutdown(l->child.socket, SHUT_RDWR); /* ends the keeper's reading */
    }
    leave(l);
    (void)pthread_join(l->keeper, NULL);
    only = NULL;
    arena_done(&l->mem);
    free(l);
}

static Fault send_it(CourierLink *l, const CourierMessage *m)
{
    (void)pthread_mutex_lock(&l->sending);
    enter(l);
    int socket = l->alive ? l->child.socket : -1;
    (void)pthread_mutex_unlock(&l->lock);
    Fault f = socket >= 0 ? courier_send(socket, m) : FAULT_IO;
    (void)pthread_mutex_unlock(&l->sending);
    return f;
}

Fault courier_link_send(CourierLink *link, const CourierMessage *m)
{
    return send_it(link, m);
}

bool courier_link_news(CourierLink *l, int ms, CourierNews *ret)
{
    struct timespec until = after_ms(ms);

    enter(l);
    while (l->news_count == 0 && !l->woken &&
           pthread_cond_timedwait(&l->changed, &l->lock, &until) == 0) {
    }
    bool any = l->news_count > 0;
    if (any) {
        *ret = l->news[0];
        l->news_count--;
        memmove(l->news, l->news + 1, l->news_count * sizeof l->news[0]);
    }
    l->woken = false;
    (void)pthread_mutex_unlock(&l->lock);
    return any;
}

void courier_link_wake(CourierLink *l)
{
    enter(l);
    l->woken = true;
    leave(l);
}

int64_t courier_link_starts(void)
{
    return atomic_load(&starts);
}

static Waiting *begin_waiting(CourierLink *l)
{
    struct timespec until = after_ms(START_MS);
    Waiting *found = NULL;

    enter(l);
    while (!l->alive && pthread_cond_timedwait(&l->changed, &l->lock, &until) == 0) {
    }
    for (size_t i = 0; i < COURIER_FETCHES_MAX && !found; i++) {
        if (!l->waiting[i].ticket) {
            found = &l->waiting[i];
            l->tickets = l->tickets == UINT32_MAX ? 1 : l->tickets + 1;
            *found = (Waiting){ .ticket = l->tickets };
        }
    }
    (void)pthread_mutex_unlock(&l->lock);
    return found;
}

/* Takes the answer, if it has come, and frees the place. */
static Fault end_waiting(CourierLink *l, Waiting *w, int seconds, Work *work, FetchAnswer *ret)
{
    struct timespec until = after_ms((int64_t)(seconds + SLACK_SECONDS) * 1000);

    enter(l);
    while (!w->done && pthread_cond_timedwait(&l->changed, &l->lock, &until) == 0) {
    }
    Waiting got = *w;
    *w = (Waiting){ 0 };
    (void)pthread_mutex_unlock(&l->lock);
    const CourierMessage *m = &got.answer;
    Fault f = got.done ? (Fault)m->numbers[0] : FAULT_SLOW;
    if (!f) {
        ret->status = (int)m->numbers[1];
        ret->type = str_copy(work->mem, m->texts[0]);
        ret->body = str_copy(work->mem, m->texts[1]);
    }
    ret->why = got.done ? str_copy(work->mem, m->texts[2]) : STR("no answer from the courier");
    arena_done(&got.mem);
    return f;
}

static CourierMessage message_of(const FetchAsk *ask)
{
    CourierMessage m = { .kind = COURIER_FETCH,
                         .numbers = { ask->method == FETCH_POST,
                                      ask->max ? (int64_t)ask->max : FETCH_ANSWER_USUAL,
                                      ask->seconds ? ask->seconds : FETCH_SECONDS_USUAL },
                         .texts = { ask->url, ask->body },
                         .text_count = 2 };

    for (size_t i = 0; i < FETCH_HEADERS_MAX && ask->headers[i].name.len > 0; i++) {
        m.texts[m.text_count++] = ask->headers[i].name;
        m.texts[m.text_count++] = ask->headers[i].value;
    }
    return m;
}

static bool is_bounded(const FetchAsk *ask)
{
    bool fine = ask->url.len <= FETCH_URL_MAX && ask->body.len <= FETCH_BODY_MAX &&
                ask->max <= FETCH_ANSWER_MAX && ask->seconds >= 0 &&
                ask->seconds <= FETCH_SECONDS_MAX;

    for (size_t i = 0; i < FETCH_HEADERS_MAX; i++) {
        fine = fine && ask->headers[i].name.len + ask->headers[i].value.len <= FETCH_HEADER_MAX;
    }
    return fine;
}

static Fault refuse(FetchAnswer *ret, Fault f, const char *why)
{
    ret->why = str_from(why);
    return f;
}

Fault courier_fetch(Work *w, const FetchAsk *ask, FetchAnswer *ret)
{
    CourierLink *l = only;

    *ret = (FetchAnswer){ 0 };
    if (!l) {
        return refuse(ret, FAULT_IO, "there is no courier");
    }
    if (!is_bounded(ask)) {
        return refuse(ret, FAULT_INPUT, "more than may be asked");
    }
    Waiting *waiting = begin_waiting(l);
    if (!waiting) {
        return refuse(ret, FAULT_IO, "too many ask at once");
    }
    CourierMessage m = message_of(ask);
    m.ticket = waiting->ticket;
    int seconds = (int)m.numbers[2];
    if (send_it(l, &m)) {
        m = (CourierMessage){ .ticket = waiting->ticket,
                              .numbers = { FAULT_IO },
                              .texts = { { 0 }, { 0 }, STR("the courier isn't there now") } };
        Arena none = { 0 };
        keep_answer(l, &none, &m);
    }
    return end_waiting(l, waiting, seconds, w, ret);
}
