#include "web/web.h"

#include "sys/clock.h"
#include "sys/log.h"
#include "sys/random.h"
#include "text/html.h"
#include "web/frame.h"
#include "web/guard.h"
#include "web/kept.h"
#include "web/web_inside.h"

#include <stdatomic.h>

#include <inttypes.h>

enum { TRIES_MAX = 10, NS_MILLI = 1000000 };

Str web_arg(const Request *rq, int which)
{
    return rq->args[which];
}

Fault web_arg_id(const Request *rq, int which, int64_t *ret)
{
    return work_id_read(rq->args[which], ret) ? FAULT_NONE : FAULT_ABSENT;
}

Str web_query(const Request *rq, const char *name)
{
    Str value;

    return http_find(&rq->query, str_from(name), &value) ? (Str){ 0 } : value;
}

bool web_busy(Fault f)
{
    return f == FAULT_FULL || f == FAULT_SLOW || f == FAULT_DB;
}

Fault web_see_other(Reply *rp, Str where)
{
    rp->status = 303;
    rp->location = where;
    return FAULT_NONE;
}

Fault web_moved(Reply *rp, Str where)
{
    rp->status = 308;
    rp->location = where;
    return FAULT_NONE;
}

Str web_absolute(const Work *w, Str path)
{
    return str_format(w->mem, "%.*s%.*s", STR_ARG(w->site->base_url), STR_ARG(path));
}

Str web_absolute_said(const Work *w, Str path)
{
    return STR_JOIN(w->mem, w->site->base_url, w->lang == LANG_EN ? STR("/en") : (Str){ 0 },
                    path);
}

Str web_about_site(const Work *w, Say key)
{
    return say_with(w->mem, w->lang, key, SAY_ARGS(SAY_ARG(w->site->name)));
}

void web_private(Reply *rp)
{
    rp->cache_control = STR("no-store, private");
}

/* Does this part of an address fit ":id", ":id.json" or the word itself? */
static bool part_fits(Str want, Str got, Request *rq, size_t *n)
{
    Str name, tail;

    if (want.len == 0 || want.at[0] != ':') {
        return str_eq(want, got);
    }
    tail = str_cut(want, '.', &name, &tail) ? str_slice(want, name.len, want.len) : (Str){ 0 };
    if (got.len <= tail.len || !str_ends(got, tail) || *n == COUNT(rq->args)) {
        return false;
    }
    rq->args[(*n)++] = str_slice(got, 0, got.len - tail.len);
    return true;
}

static bool path_fits(const char *pattern, Request *rq)
{
    Str want = str_from(pattern), got = rq->path, a, b;
    size_t n = 0;

    while (want.len > 0 || got.len > 0) {
        str_cut(want, '/', &a, &want);
        str_cut(got, '/', &b, &got);
        if (!part_fits(a, b, rq, &n)) {
            return false;
        }
    }
    return true;
}

/* *ret_other: the address exists, but not for this method. */
static const Route *route_find(const Routes *routes, Request *rq, bool *ret_other)
{
    Method method = rq->method == HEAD ? GET : rq->method;

    *ret_other = false;
    for (size_t i = 0; i < routes->len; i++) {
        if (path_fits(routes->at[i].path, rq)) {
            *ret_other = routes->at[i].method != method;
            if (!*ret_other) {
                return &routes->at[i];
            }
        }
    }
    return NULL;
}

/* The one table from what went wrong to what is answered. */
typedef struct FaultPage {
    int status;
    Say what, then;
} FaultPage;

static const FaultPage fault_pages[FAULT_COUNT] = {
    [FAULT_NONE] = { 500, SAY_fault_bug, SAY_fault_bug_then },
    [FAULT_ABSENT] = { 404, SAY_fault_absent, SAY_fault_absent_then },
    [FAULT_DENIED] = { 403, SAY_fault_denied, SAY_fault_denied_then },
    [FAULT_INPUT] = { 400, SAY_fault_input, SAY_fault_input_then },
    [FAULT_LIMIT] = { 413, SAY_fault_limit, SAY_fault_limit_then },
    [FAULT_AGAIN] = { 503, SAY_fault_busy, SAY_fault_busy_then },
    [FAULT_FULL] = { 503, SAY_fault_full, SAY_fault_full_then },
    [FAULT_SLOW] = { 503, SAY_fault_busy, SAY_fault_busy_then },
    [FAULT_DB] = { 503, SAY_fault_bug, SAY_fault_bug_then },
    [FAULT_IO] = { 503, SAY_fault_bug, SAY_fault_bug_then },
    [FAULT_BUG] = { 500, SAY_fault_bug, SAY_fault_bug_then },
};

static FaultPage page_of_status(int status)
{
    static const FaultPage wrong_method = { 405, SAY_fault_method, SAY_fault_method_then };
    FaultPage page = fault_pages[FAULT_INPUT];

    if (status == 405) {
        return wrong_method;
    }
    if (status == 413 || status == 414 || status == 431) {
        page = fault_pages[FAULT_LIMIT];
    } else if (status == 503 || status == 408) {
        page = fault_pages[FAULT_AGAIN];
    } else if (status >= 500) {
        page = fault_pages[FAULT_BUG];
    }
    page.status = status;
    return page;
}

static void show_fault(Work *w, const Request *rq, Reply *rp, FaultPage page, int traits)
{
    *rp = (Reply){ .status = page.status, .body = buf_new(w->mem, HTTP_REPLY_MAX) };
    Str what = say(w->lang, page.what);

    web_private(rp);
    if (page.status == 503) {
        http_header(rp, "Retry-After", STR("5"));
    }
    if (traits & ROUTE_QUIET) {
        rp->type = "text/plain; charset=utf-8";
        buf_add(&rp->body, what);
        buf_char(&rp->body, '\n');
        return;
    }
    ErrorPage v = { .frame = frame_of(w, rq, what, (Str){ 0 }),
                    .status = page.status,
                    .what = what,
                    .then = say(w->lang, page.then) };
    v.frame.no_index = true;
    error_html(&rp->body, w->lang, &v);
}

static void log_fault(const Work *w, const Route *route, Fault f)
{
    if (fault_pages[f].status >= 500) {
        LOG(LEVEL_ERROR, "request.failed", log_text("route", str_from(route->path)),
            log_text("fault", str_from(fault_name(f))), log_text("why", str_from(w->why)));
    }
}

/* Where whoever must sign in first is sent; and comes back to. */
static Fault send_to(Work *w, Reply *rp, const char *door, Str back)
{
    Buf url = buf_new(w->mem, HTTP_TARGET_MAX + 100);

    buf_addf(&url, "%s?suite=", door);
    html_url_part(&url, back);
    web_private(rp);
    return web_see_other(rp, buf_str(&url));
}

bool web_fresh(const Work *w)
{
    return w->standing == PROVEN && w->now - w->proven_at <= WEB_FRESH_SECONDS;
}

/* The page on which a form stands: at its own address, or at the one above. */
static Str page_of(const Routes *routes, const Request *rq, const Route **ret)
{
    Request probe = *rq;
    size_t end = rq->path.len;
    bool other;

    probe.method = GET;
    *ret = route_find(routes, &probe, &other);
    if (*ret) {
        return rq->path;
    }
    while (end > 1 && rq->path.at[end - 1] != '/') {
        end--;
    }
    return str_slice(rq->path, 0, end - 1);
}

/* Where they come back to once they have proven it again; empty: there
 * is no need.  Who hasn't proven it at all is the guard's affair. */
static Str stale(const Routes *routes, const Route *route, const Work *w, const Request *rq)
{
    const Route *page;

    if (!(route->traits & ROUTE_FRESH) || w->standing != PROVEN || web_fresh(w)) {
        return (Str){ 0 };
    }
    if (rq->method != POST) {
        return rq->target;
    }
    Str back = page_of(routes, rq, &page);
    bool asked = page && (page->traits & ROUTE_FRESH);
    return asked && w->now - w->proven_at <= WEB_FRESH_FORM_SECONDS ? (Str){ 0 } : back;
}

/* Who asks, and may they come in?  *ret: they were sent elsewhere. */
static Fault knock(const Routes *routes, const Route *route, Work *w, const Request *rq,
                   Reply *rp, bool *ret)
{
    *ret = false;
    if (rq->headers.cookie.len > 0 && w->site->identify && !(route->traits & ROUTE_QUIET)) {
        TRY(w->site->identify(w, rq));
    }
    if (route->guard == MEMBER || route->guard == STAFF) {
        *ret = w->standing == NOBODY || (route->guard == STAFF && w->standing != PROVEN);
    }
    if (*ret && rq->method == POST) {
        return FAULT_DENIED;
    }
    if (*ret) {
        bool nobody = w->standing == NOBODY;
        return send_to(w, rp, nobody ? "/connexion" : "/connexion/preuve", rq->target);
    }
    Str back = stale(routes, route, w, rq);
    *ret = back.len > 0;
    return *ret ? send_to(w, rp, "/connexion/preuve", back) : FAULT_NONE;
}

static Fault enter(const Routes *routes, const Route *route, Work *w, const Request *rq,
                   Reply *rp)
{
    bool elsewhere;

    *rp = (Reply){ .status = 200, .body = buf_new(w->mem, HTTP_REPLY_MAX) };
    TRY(knock(routes, route, w, rq, rp, &elsewhere));
    TRY(elsewhere ? FAULT_NONE : route->handler(w, rq, rp));
    if (w->standing != NOBODY) {
        web_private(rp);
    }
    return FAULT_NONE;
}

/* Those that met would meet again if both came back at once: each waits by
 * chance, longer and longer, half a second in all at most. */
static void step_aside(int tries)
{
    uint8_t chance;

    sys_random(&chance, sizeof chance);
    sys_pause_ns(((int64_t)NS_MILLI << tries) * chance / UINT8_MAX);
}

/* Two units met: the whole one is tried again, from the reading on. */
static Fault handle(const Routes *routes, const Route *route, Work *w, const Request *rq,
                    Reply *rp)
{
    Fault f = FAULT_AGAIN;

    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = enter(routes, route, w, rq, rp);
        work_done(w);
        if (f == FAULT_AGAIN && tries + 1 < TRIES_MAX) {
            step_aside(tries);
        }
    }
    return !f && rp->body.cut ? FAULT_LIMIT : f;
}

static bool may_be_kept(const Route *route, const Request *rq)
{
    return (route->traits & ROUTE_KEPT) && rq->headers.cookie.len == 0;
}

static Str kept_name(const Work *w, const Request *rq, LangChoice choice)
{
    return str_format(w->mem, "%s%c%c%.*s", lang_code(w->lang), choice.explicit ? '!' : '?',
                      rq->https ? 's' : '-', STR_ARG(rq->target));
}

/* The hash of what is said, so that who has it already is told so. */
static void set_etag(Work *w, Reply *rp)
{
    if (rp->etag.len == 0) {
        rp->etag = str_format(w->mem, "W/\"%016" PRIx64 "%zx\"", str_hash(buf_str(&rp->body)),
                              rp->body.len);
    }
}

static void finish(const Route *route, LangChoice choice, Work *w, const Request *rq, Reply *rp)
{
    if (choice.explicit && !rp->type) {
        lang_keep_in_links(w->mem, choice.lang, rp);
    }
    if (choice.explicit && rp->location.len > 1 && rp->location.at[0] == '/') {
        rp->location =
            str_format(w->mem, "/%s%.*s", lang_code(choice.lang), STR_ARG(rp->location));
    }
    if (!rp->type) {
        http_header(rp, "Content-Language", str_from(lang_code(w->lang)));
    }
    headers_set(rq, route->traits, rp);
    if (rp->status == 200 && rq->method != POST && !(route->traits & ROUTE_SECRET) &&
        rp->cache_control.len == 0) {
        set_etag(w, rp);
    }
}

static Fault answer(const Routes *routes, const Route *route, LangChoice choice, Work *w,
                    Request *rq, Reply *rp)
{
    KeptKey key = { .minute = w->now / 60 };
    bool kept = may_be_kept(route, rq);

    if (kept) {
        TRY(db_reader(w->site->house, &w->db));
        TRY(db_generation(w->db, &key.generation));
        key.name = kept_name(w, rq, choice);
        rp->page = kept_find(key);
        if (rp->page) {
            return FAULT_NONE;
        }
    }
    TRY(handle(routes, route, w, rq, rp));
    finish(route, choice, w, rq, rp);
    if (kept && rp->status == 200) {
        rp->page = http_page_new(rp);
        kept_put(key, rp->page);
    }
    return FAULT_NONE;
}

static _Atomic int64_t statements;

int64_t web_statements(void)
{
    return atomic_load(&statements);
}

static void end(Work *w)
{
    work_done(w);
    atomic_fetch_add(&statements, work_queries(w));
}

static Work work_of(const Site *site, Arena *mem, Lang lang)
{
    return (Work){ .mem = mem, .site = site, .lang = lang, .now = sys_now() };
}

static bool may_post(const Site *site, const Route *route, const Request *rq, int64_t now)
{
    return (route->traits & ROUTE_ONE_CLICK) || guard_same_site(site, rq, now);
}

void web_dispatch(const Routes *routes, const Site *site, Arena *mem, Request *rq, Reply *rp)
{
    static const Route nowhere = { .path = "-" };
    LangChoice choice = lang_choose(rq);
    bool other;
    const Route *route = route_find(routes, rq, &other);
    SCOPED(end) Work w = work_of(site, mem, choice.lang);
    Fault f = FAULT_ABSENT;

    rp->status = 200;
    if (route && rq->method == POST && !may_post(site, route, rq, w.now)) {
        f = FAULT_DENIED;
    } else if (route) {
        f = answer(routes, route, choice, &w, rq, rp);
    }
    if (!f) {
        return;
    }
    route = route ? route : &nowhere;
    log_fault(&w, route, f);
    work_done(&w);
    show_fault(&w, rq, rp, other ? page_of_status(405) : fault_pages[f], route->traits);
    finish(route, choice, &w, rq, rp);
}

void web_refuse(const Site *site, Arena *mem, int status, const Request *rq, Reply *rp)
{
    SCOPED(work_done) Work w = work_of(site, mem, lang_accept(rq->headers.accept_language));

    show_fault(&w, rq, rp, page_of_status(status), 0);
    headers_set(rq, 0, rp);
}
