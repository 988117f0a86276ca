/* verb_serve.c - the server: everything opened, a signal awaited, all closed */
#include "app/admin.h"
#include "app/assets.h"
#include "app/control.h"
#include "app/health.h"
#include "app/postman.h"
#include "app/routes.h"
#include "app/runner.h"
#include "app/site.h"
#include "app/verbs.h"
#include "sys/log.h"
#include "sys/signal.h"
#include "web/kept.h"
#include "web/web.h"

#include <signal.h>
#include <stdatomic.h>

enum { GRACE_SECONDS = 15 };

/* What requests see changes as a whole: when the port is known, and when
 * demonstration events come or go.  Whoever reads the former one may finish:
 * none is freed before the end. */
typedef struct Serving {
    House house;
    const Settings *settings;
    Arena faces;
    _Atomic(const Site *) face;
    HttpServer *server;
    Runner *runner;
    CourierLink *courier;
    Postman *postman; /* NULL: letters wait, or are read on /boite */
    Admin *admin;
} Serving;

static void show(Serving *s, const Site *face)
{
    Site *one = NEW(&s->faces, Site);

    *one = *face;
    atomic_store(&s->face, one);
    kept_forget_all();
}

static void handle(void *ctx, Arena *mem, const Request *rq, Reply *rp)
{
    Serving *s = ctx;
    Request own = *rq; /* the route's arguments are written into it */

    web_dispatch(&app_routes, atomic_load(&s->face), mem, &own, rp);
}

static void refuse(void *ctx, Arena *mem, int status, const Request *rq, Reply *rp)
{
    Serving *s = ctx;

    web_refuse(atomic_load(&s->face), mem, status, rq, rp);
}

/* An administrative verb has changed what the site says of itself. */
static void changed(void *ctx)
{
    Serving *s = ctx;
    SCOPED(arena_done) Arena mem = { 0 };
    SCOPED(work_done) Work w = { .mem = &mem, .site = &s->house.site };
    Site face = *atomic_load(&s->face);

    if (str_eq_nocase(setting(s->settings, SETTING_DEMO), STR("auto")) &&
        !site_demo(&w, &face.demo)) {
        show(s, &face);
    }
}

static Fault listen_and_answer(VerbIo *io, Serving *s, Str *ret_why)
{
    HttpConfig config = {
        .listen = str_c(io->mem, setting(io->settings, SETTING_LISTEN)),
        .threads = (int)setting_int(io->settings, SETTING_THREADS),
        .trust_proxy = setting_yes(io->settings, SETTING_TRUST_PROXY),
        .handler = handle,
        .refuser = refuse,
        .ctx = s,
    };

    return http_serve(io->mem, &config, &s->server, ret_why);
}

/* Links that leave the site begin with the real port, when any was asked for. */
static void know_address(VerbIo *io, Serving *s, Str where)
{
    Site face = *atomic_load(&s->face);

    site_set_address(io->mem, io->settings, where, &face);
    show(s, &face);
}

static void say_ready(VerbIo *io, Str where)
{
    if (str_starts(where, STR("unix:"))) {
        verb_say(io, "cafeia: %.*s", STR_ARG(where));
    } else {
        verb_say(io, "cafeia: %.*s/", STR_ARG(site_address(io->mem, where)));
    }
}

/* Our name, as the relay hears it. */
static Str hello_of(const Site *site)
{
    Str host, port;

    str_cut(site->host, ':', &host, &port);
    return host;
}

static void serve_until_told(VerbIo *io, Serving *s)
{
    Str where = http_address(io->mem, s->server);

    health_watch(s->server);
    control_watch(io->settings);
    know_address(io, s, where);
    s->runner = runner_start(&s->house.site);
    s->courier = courier_link_open(io->settings, hello_of(&s->house.site));
    if (str_starts(setting(io->settings, SETTING_RELAY), STR("smtp"))) {
        s->postman = postman_start(&s->house.site, s->courier);
    }
    s->admin = admin_open(io->settings, &s->house.site, changed, s);
    say_ready(io, where);
    int got = signal_wait();
    while (got == SIGHUP) { /* a terminal that closes isn't a wish to stop */
        got = signal_wait();
    }
    LOG(LEVEL_INFO, "serve.stop", log_number("signal", got));
}

static void stop(Serving *s)
{
    http_stop(&s->server, GRACE_SECONDS);
    admin_close(&s->admin);
    runner_stop(&s->runner);
    postman_stop(&s->postman);
    courier_link_close(&s->courier);
    kept_forget_all();
    assets_close();
    site_close(&s->house);
    arena_done(&s->faces);
}

int verb_serve(VerbIo *io)
{
    Serving s = { .settings = io->settings };
    Str why;

    signal_block();
    if (site_open(io->mem, io->settings, SITE_SERVE, &s.house, &why)) {
        return verb_fail(io, "cafeia: %.*s", STR_ARG(why));
    }
    assets_open(io->mem, &s.house.site);
    s.house.site.fetch = courier_fetch;
    atomic_store(&s.face, &s.house.site);
    Fault f = listen_and_answer(io, &s, &why);
    if (f) {
        stop(&s);
        return verb_fail(io, "cafeia: %.*s", STR_ARG(why));
    }
    serve_until_told(io, &s);
    stop(&s);
    return VERB_DONE;
}
