#include "app/postman.h"

#include "post/post_queue.h"
#include "sys/clock.h"
#include "sys/log.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum {
    LOOK_MS = 1000,
    NS_SECOND = 1000000000,
    TRIES = 5,
    CLOSE_SECONDS = 5,
    SOME = 2 * COURIER_LETTERS_MAX
};

/* A letter that the courier has. */
typedef struct Carried {
    uint32_t ticket; /* 0: free */
    LetterId id;
    bool left; /* its body may have */
    bool transactional;
} Carried;

struct Postman {
    const Site *site;
    CourierLink *link;
    pthread_t thread;
    _Atomic bool stop;
    uint32_t tickets;
    Carried carried[COURIER_LETTERS_MAX];
    size_t count;
    int64_t delay;     /* seconds; 0: the relay answers */
    int64_t resume_ns; /* on the monotonic clock: not before */
    int64_t look_ns;   /* the queue was empty: not before, unless something is said */
};

static Work work_of(const Postman *p, Arena *mem)
{
    return (Work){ .mem = mem, .site = p->site, .now = sys_now(), .who = STR("postman") };
}

static void log_fault(const Work *w, const char *doing, Fault f)
{
    LOG(LEVEL_ERROR, "mail.stuck", log_text("doing", str_from(doing)),
        log_text("fault", str_from(fault_name(f))), log_text("why", str_from(w->why)));
}

/* What became of a letter, written down.  Two units that met try again: if it
 * weren't written, the letter would be sent twice. */
typedef Fault (*Deed)(Work *w, LetterId id, Str why);

static void write_down(const Postman *p, Deed deed, LetterId id, Str why)
{
    Fault f = FAULT_AGAIN;

    for (int tries = 0; tries < TRIES && f; tries++) {
        SCOPED(arena_done) Arena mem = { 0 };
        SCOPED(work_done) Work w = work_of(p, &mem);
        f = deed(&w, id, why);
        if (f && (f != FAULT_AGAIN || tries + 1 == TRIES)) {
            log_fault(&w, "writing down", f);
        }
    }
}

static Fault sent(Work *w, LetterId id, Str why)
{
    (void)why;
    return post_sent(w, id);
}

static void put_down(Postman *p, Carried *c)
{
    *c = (Carried){ 0 };
    p->count--;
}

static Carried *find(Postman *p, uint32_t ticket)
{
    for (size_t i = 0; i < COURIER_LETTERS_MAX && ticket; i++) {
        if (p->carried[i].ticket == ticket) {
            return &p->carried[i];
        }
    }
    return NULL;
}

/* The relay itself fails: those that were on their way too will say so. */
static void hold_back(Postman *p, Str why)
{
    int64_t now = sys_monotonic_ns();

    if (now < p->resume_ns) {
        return;
    }
    p->delay = p->delay == 0                      ? 1
               : 2 * p->delay < POSTMAN_DELAY_MAX ? 2 * p->delay
                                                  : POSTMAN_DELAY_MAX;
    p->resume_ns = now + p->delay * NS_SECOND;
    LOG(LEVEL_ERROR, "mail.relay", log_text("why", why), log_number("again_s", p->delay));
}

static void go_on(Postman *p)
{
    if (p->delay > 0) {
        LOG(LEVEL_INFO, "mail.relay", log_text("why", STR("it answers again")));
    }
    p->delay = p->resume_ns = 0;
}

/* Sent again, under the same Message-ID, only if twice is better than never. */
static void doubt(const Postman *p, const Carried *c, Str said)
{
    LOG(LEVEL_WARN, "mail.doubt", log_number("letter", c->id.v),
        log_text("again", c->transactional ? STR("yes") : STR("no")), log_text("why", said));
    if (c->transactional) {
        write_down(p, post_later, c->id, said);
    }
}

static void settle(Postman *p, Carried *c, CourierResult result, Str said)
{
    switch (result) {
    case COURIER_SENT: write_down(p, sent, c->id, said); break;
    case COURIER_REFUSED:
        LOG(LEVEL_WARN, "mail.refused", log_number("letter", c->id.v), log_text("why", said));
        write_down(p, post_refused, c->id, said);
        break;
    case COURIER_LATER:
        LOG(LEVEL_INFO, "mail.later", log_number("letter", c->id.v), log_text("why", said));
        write_down(p, post_later, c->id, said);
        break;
    case COURIER_NO_RELAY:
        hold_back(p, said);
        write_down(p, post_give_back, c->id, said);
        break;
    case COURIER_DENIED:
        hold_back(p, said);
        write_down(p, post_denied, c->id, said);
        break;
    case COURIER_IN_DOUBT: doubt(p, c, said); break;
    case COURIER_RESULTS: break;
    }
    if (result != COURIER_NO_RELAY && result != COURIER_DENIED) {
        go_on(p);
    }
    put_down(p, c);
}

/* It is written down before it leaves that it may have: a crash afterwards
 * finds it so.  When it can't be, the letter doesn't leave. */
static void may_it_leave(Postman *p, Carried *c)
{
    SCOPED(arena_done) Arena mem = { 0 };
    SCOPED(work_done) Work w = work_of(p, &mem);
    CourierMessage go = { .kind = COURIER_GO, .ticket = c->ticket };
    CourierMessage drop = { .kind = COURIER_DROP, .ticket = c->ticket };
    bool may = false;

    Fault f = post_doubt(&w, c->id, &may);
    if (f) {
        log_fault(&w, "before it leaves", f);
    }
    c->left = !f && may;
    if (courier_link_send(p->link, c->left ? &go : &drop)) {
        LOG(LEVEL_DEBUG, "mail.lost", log_number("letter", c->id.v)); /* news will say so */
    }
    if (f) {
        write_down(p, post_give_back, c->id, STR("that it leaves can't be written down"));
    }
    if (!c->left) { /* neither: it was withdrawn */
        put_down(p, c);
    }
}

static void lose_all(Postman *p)
{
    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        Carried *c = &p->carried[i];
        if (c->ticket && c->left) {
            doubt(p, c, STR("the courier died"));
        } else if (c->ticket) {
            write_down(p, post_give_back, c->id, STR("the courier died"));
        }
        if (c->ticket) {
            put_down(p, c);
        }
    }
}

static void hear(Postman *p, const CourierNews *news)
{
    Carried *c = find(p, news->ticket);

    p->look_ns = 0;
    if (news->what == NEWS_LOST) {
        lose_all(p);
    } else if (c && news->what == NEWS_MAY_SEND) {
        may_it_leave(p, c);
    } else if (c) {
        settle(p, c, news->result, str_from(news->said));
    }
}

static Carried *place(Postman *p)
{
    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        if (!p->carried[i].ticket) {
            return &p->carried[i];
        }
    }
    return NULL;
}

static void hand_over(Postman *p, Work *w, const Letter *l)
{
    CourierMessage m = { .kind = COURIER_SEND,
                         .texts = { w->site->mail.from, l->address },
                         .text_count = 3 };
    Carried *c = place(p);

    if (!c || post_bytes(w, l, &m.texts[2])) {
        LOG(LEVEL_ERROR, "mail.refused", log_number("letter", l->id.v),
            log_text("why", STR("it can't be written as mail")));
        write_down(p, post_refused, l->id, STR("it can't be written as mail"));
        return;
    }
    p->tickets = p->tickets == UINT32_MAX ? 1 : p->tickets + 1;
    m.ticket = p->tickets;
    if (courier_link_send(p->link, &m)) {
        write_down(p, post_give_back, l->id, STR("there is no courier now"));
        p->look_ns = sys_monotonic_ns() + NS_SECOND;
        return;
    }
    *c = (Carried){ .ticket = m.ticket,
                    .id = l->id,
                    .transactional = post_is_transactional((PostReason)l->reason) };
    p->count++;
}

/* How many more may be on their way now. */
static size_t room(const Postman *p)
{
    int64_t now = sys_monotonic_ns();
    size_t most = p->delay > 0 ? 1 : COURIER_LETTERS_MAX;

    return now < p->resume_ns || now < p->look_ns || p->count >= most ? 0 : most - p->count;
}

static void take(Postman *p)
{
    SCOPED(arena_done) Arena mem = { 0 };
    SCOPED(work_done) Work w = work_of(p, &mem);
    size_t most = room(p), len = 0;
    Letter *letters;

    if (most == 0) {
        return;
    }
    Fault f = post_take(&w, most, &letters, &len);
    if (f && f != FAULT_AGAIN) {
        log_fault(&w, "taking", f);
    }
    for (size_t i = 0; i < len && !f; i++) {
        hand_over(p, &w, &letters[i]);
    }
    if (len < most) {
        p->look_ns = sys_monotonic_ns() + NS_SECOND;
    }
}

static void recover(const Postman *p)
{
    SCOPED(arena_done) Arena mem = { 0 };
    SCOPED(work_done) Work w = work_of(p, &mem);
    Fault f = post_recover(&w);

    if (f) {
        log_fault(&w, "finding again what was left", f);
    }
}

/* Waits for the first of them only. */
static void hear_some(Postman *p)
{
    CourierNews news;
    int ms = LOOK_MS;

    for (int i = 0; i < SOME && courier_link_news(p->link, ms, &news); i++) {
        hear(p, &news);
        ms = 0;
    }
}

/* A letter whose body has left is waited for: what became of it would not be
 * known otherwise, and it would come twice. */
static void close_up(Postman *p)
{
    int64_t until = sys_monotonic_ns() + (int64_t)CLOSE_SECONDS * NS_SECOND;

    for (size_t i = 0; i < COURIER_LETTERS_MAX; i++) {
        Carried *c = &p->carried[i];
        if (c->ticket && !c->left) {
            write_down(p, post_give_back, c->id, STR("not now: the server stops"));
            put_down(p, c);
        }
    }
    while (p->count > 0 && sys_monotonic_ns() < until) {
        hear_some(p);
    }
}

static void *run(void *ctx)
{
    Postman *p = ctx;

    recover(p);
    while (!atomic_load(&p->stop)) {
        take(p);
        hear_some(p);
    }
    close_up(p);
    return NULL;
}

Postman *postman_start(const Site *site, CourierLink *link)
{
    Postman *p = link ? calloc(1, sizeof *p) : NULL;

    if (!p) {
        return NULL;
    }
    p->site = site;
    p->link = link;
    if (pthread_create(&p->thread, NULL, run, p) != 0) {
        free(p);
        return NULL;
    }
    return p;
}

void postman_stop(Postman **postman)
{
    Postman *p = *postman;

    *postman = NULL;
    if (p) {
        atomic_store(&p->stop, true);
        courier_link_wake(p->link);
        (void)pthread_join(p->thread, NULL);
        free(p);
    }
}
