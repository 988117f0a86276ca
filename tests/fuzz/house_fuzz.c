/* house_fuzz.c - whatever is asked, the house answers, never with an error of
 * its own, and never lets through as markup what somebody typed
 *
 * The input: a byte (its lowest bit: a POST), a target up to a line end, an
 * Accept-Language up to another, the body of a form.  A café that gets
 * declared is published, looked at from all sides, and refused again.  Markup
 * of visitors is told by its beginning: <zz or "zz. */
#include "tests/house.h"

#include <assert.h>
#include <stdlib.h>

#include "http/serve.h"
#include "rooms/event/event.h"
#include "sys/log.h"
#include "web/web.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void *state;

static void leave(void)
{
    (void)house_teardown(&state);
}

static House *house(void)
{
    if (!state) {
        log_level_set(LEVEL_ERROR);
        (void)house_setup(&state);
        (void)atexit(leave);
    }
    return state;
}

static bool is_page(const Reply *rp)
{
    return !rp->type || str_starts(str_from(rp->type), STR("text/html"));
}

/* A quote that ends an attribute or a string where nobody of ours ended it: at
 * a beginning stand = : [ or a comma, in a script's data a backslash. */
static bool breaks_out(Str body)
{
    static const Str may_precede = STR_INIT("=:[,\\");

    for (size_t i = 1; i + 3 <= body.len; i++) {
        if (str_eq(str_slice(body, i, 3), STR("\"zz")) &&
            !str_has(may_precede, str_slice(body, i - 1, 1))) {
            return true;
        }
    }
    return false;
}

static void check(const Reply *rp)
{
    Str body = buf_str(&rp->body);

    assert(rp->status >= 200 && rp->status < 500);
    assert(rp->location.len == 0 ||
           (str_starts(rp->location, STR("/")) && !str_starts(rp->location, STR("//"))));
    for (size_t i = 0; i < rp->header_count; i++) {
        assert(!str_has(rp->headers[i].value, STR("\n")));
    }
    if (is_page(rp)) {
        assert(!str_has(body, STR("<zz")) && !breaks_out(body));
        assert(!str_has(body, STR("=\"javascript:")));
        assert(rp->status >= 300 || str_ends(str_trim(body), STR("</html>")));
    }
}

static void ask(House *h, Arena *mem, Request *rq, Reply *rp)
{
    *rp = (Reply){ .status = 200, .body = buf_new(mem, HTTP_REPLY_MAX) };
    rq->headers.cookie = STR("test=1"); /* no page is kept: each is made */
    rq->headers.sec_fetch_site = STR("same-origin");
    web_dispatch(h->routes, &h->site, mem, rq, rp);
    if (rp->page) { /* an asset */
        http_page_drop(&rp->page);
        return;
    }
    check(rp);
}

static void visit(House *h, Arena *mem, Str target)
{
    Request rq = { .method = GET };
    Reply rp;
    Fault f = http_target(mem, target, &rq);

    assert(!f);
    ask(h, mem, &rq, &rp);
}

static void publish(House *h, Arena *mem, EventId id, EventState to)
{
    Work w = { .mem = mem, .site = &h->site, .now = HOUSE_NOON, .who = STR("moderator") };
    EventOutcome outcome;
    Fault f = event_become(&w, id, to, STR("<zz \"zz"), 0, &outcome);

    assert(!f);
    work_done(&w);
}

/* location: /cafes/ID/declare?cle=SECRET */
static void look_at(House *h, Arena *mem, Str location)
{
    static const char *const faces[] = { "", "/x", ".json", ".ics" };
    static const char *const lists[] = { "/", "/cafes", "/cafes.atom", "/cafes/integrer",
                                         "/carte" };
    Str id_text = between(location, "/cafes/", "/"), path, key;
    EventId id;

    if (!work_id_read(id_text, &id.v)) {
        return;
    }
    str_cut(location, '=', &path, &key);
    visit(h, mem, location);
    visit(h, mem,
          str_format(mem, "/cafes/%.*s/modifier?cle=%.*s", STR_ARG(id_text), STR_ARG(key)));
    publish(h, mem, id, EVENT_PUBLISHED);
    Work w = { .mem = mem, .site = &h->site, .now = HOUSE_NOON };
    Event e;
    if (!event_load(&w, id, &e)) {
        visit(h, mem, str_format(mem, "/cafes/%.*s/%.*s", STR_ARG(id_text), STR_ARG(e.slug)));
    }
    work_done(&w);
    for (size_t i = 0; i < COUNT(faces); i++) {
        visit(h, mem, str_format(mem, "/cafes/%.*s%s", STR_ARG(id_text), faces[i]));
    }
    for (size_t i = 0; i < COUNT(lists); i++) {
        visit(h, mem, str_from(lists[i]));
    }
    publish(h, mem, id, EVENT_REFUSED);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    House *h = house();
    Arena mem = { 0 };
    Request rq = { 0 };
    Reply rp;
    Str rest, target, language;

    if (len < 2) {
        return 0;
    }
    rq.method = at[0] & 1 ? POST : GET;
    str_cut((Str){ (const char *)at + 1, len - 1 }, '\n', &target, &rest);
    str_cut(rest, '\n', &language, &rest);
    rq.headers.accept_language = language;
    if (target.len <= HTTP_TARGET_MAX && rest.len <= HTTP_BODY_MAX &&
        !http_target(&mem, target, &rq) && !http_pairs(&mem, rest, &rq.form)) {
        ask(h, &mem, &rq, &rp);
        if (rp.status == 303 && str_has(rp.location, STR("/declare?cle="))) {
            look_at(h, &mem, rp.location);
        }
    }
    arena_done(&mem);
    return 0;
}
