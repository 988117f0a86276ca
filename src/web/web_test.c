/* web_test.c - routes, who may post, headers, languages, kept pages */
#include "web/web.h"

#include "seal/token.h"
#include "tests/house.h"
#include "web/guard.h"
#include "web/kept.h"
#include "web/qr.h"

/* ---- a little site of our own ---- */

static int times; /* that a page was made */

static Fault say_hello(Work *w, const Request *rq, Reply *rp)
{
    times++;
    buf_addf(&rp->body, "<a href=\"/cafes?lieu=41018\">%s %.*s</a> <a href=\"//elsewhere\">",
             lang_code(w->lang), STR_ARG(web_arg(rq, 0)));
    buf_add(&rp->body,
            STR("<form action=\"/cafes\"><a href=\"/a/style.css\"><a href=\"/en/x\">"));
    buf_add(&rp->body,
            STR("<a href=\"https://e.example/\"> =&quot;/x&quot; data=\"/x\" <a href=\"/\">"));
    return FAULT_NONE;
}

static Fault say_data(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    rp->type = "application/json; charset=utf-8";
    buf_add(&rp->body, STR("{\"url\": \" href=\\\"/cafes\\\"\"}"));
    return FAULT_NONE;
}

static Fault go_on(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    return web_see_other(rp, STR("/page/1?x=2"));
}

static Fault move(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    return web_moved(rp, STR("/page/9"));
}

static Fault fail; /* of the next asking */

static Fault give_fault(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq, (void)rp;
    return fail;
}

/* Two units met twice; the third time it works. */
static Fault meet(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    buf_addf(&rp->body, "try %d", ++times);
    return times < 3 ? FAULT_AGAIN : FAULT_NONE;
}

static Fault write_too_much(Work *w, const Request *rq, Reply *rp)
{
    (void)rq;
    size_t len = HTTP_REPLY_MAX + 1;
    buf_add(&rp->body, (Str){ arena_alloc(w->mem, len), len });
    return FAULT_NONE;
}

/* clang-format off */
static const Route own_routes[] = {
    { GET,  "/",                VISITOR, 0,            say_hello },
    { GET,  "/page/nouveau",    VISITOR, 0,            say_data },
    { GET,  "/page/:id",        VISITOR, 0,            say_hello },
    { GET,  "/page/:id.json",   VISITOR, 0,            say_data },
    { GET,  "/kept",            VISITOR, ROUTE_KEPT,   say_hello },
    { POST, "/form",            VISITOR, 0,            go_on },
    { GET,  "/moved",           VISITOR, 0,            move },
    { GET,  "/open",            VISITOR, ROUTE_OPEN,   say_data },
    { GET,  "/framed",          VISITOR, ROUTE_FRAMED, say_hello },
    { GET,  "/secret",          BEARER,  ROUTE_SECRET, say_hello },
    { GET,  "/quiet",           VISITOR, ROUTE_QUIET,  give_fault },
    { GET,  "/fault",           VISITOR, 0,            give_fault },
    { POST, "/fault",           VISITOR, 0,            give_fault },
    { GET,  "/meet",            VISITOR, 0,            meet },
    { GET,  "/long",            VISITOR, 0,            write_too_much },
};
/* clang-format on */
static const Routes own = { own_routes, COUNT(own_routes) };

static House *own_house(void **state)
{
    House *h = *state;

    h->routes = &own;
    times = 0;
    return h;
}

static Answer ask(House *h, Method method, const char *target)
{
    return house_ask(h, &(Ask){ .method = method,
                                .target = target,
                                .headers = { .sec_fetch_site = STR("same-origin") } });
}

/* ---- routes ---- */

static void an_address_is_found_missing_or_asked_the_wrong_way(void **state)
{
    static const struct {
        Method method;
        const char *target;
        int status;
    } cases[] = {
        { GET, "/", 200 },           { HEAD, "/", 200 },         { GET, "/page/7", 200 },
        { GET, "/page/7?x=y", 200 }, { GET, "/page/7/", 200 }, /* a slash more is forgiven */
        { GET, "/page/", 404 },      { GET, "/page", 404 },      { GET, "/page/7/8", 404 },
        { GET, "//page/7", 404 },    { GET, "/PAGE/7", 404 },    { GET, "/nowhere", 404 },
        { GET, "/en", 200 },         { GET, "/en/page/7", 200 }, { GET, "/fr/page/7", 200 },
        { GET, "/de/page/7", 404 },  { GET, "/english", 404 },   { GET, "/form", 405 },
        { POST, "/page/7", 405 },    { POST, "/", 405 },         { PUT, "/form", 405 },
        { DELETE, "/page/7", 405 },  { OPTIONS, "/", 405 },      { METHOD_OTHER, "/", 405 },
        { POST, "/nowhere", 404 },   { POST, "/form", 303 },     { GET, "/moved", 308 },
    };
    House *h = own_house(state);

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = ask(h, cases[i].method, cases[i].target);
        if (a.status != cases[i].status) {
            fail_msg("%s: %d", cases[i].target, a.status);
        }
    }
}

static void the_first_route_that_fits_is_taken(void **state)
{
    House *h = own_house(state);
    Answer a = ask(h, GET, "/page/nouveau");

    assert_says(&a, "\"url\"");
    /* ":id" is the longer answer to "7.json" too, and stands before it. */
    a = ask(h, GET, "/page/7.json");
    assert_says(&a, "fr 7.json");
}

static void each_fault_has_its_page(void **state)
{
    static const int statuses[FAULT_COUNT] = {
        [FAULT_ABSENT] = 404, [FAULT_DENIED] = 403, [FAULT_INPUT] = 400, [FAULT_LIMIT] = 413,
        [FAULT_AGAIN] = 503,  [FAULT_FULL] = 503,   [FAULT_SLOW] = 503,  [FAULT_DB] = 503,
        [FAULT_IO] = 503,     [FAULT_BUG] = 500,
    };
    House *h = own_house(state);

    for (fail = FAULT_ABSENT; fail < FAULT_COUNT; fail++) {
        Answer a = ask(h, GET, "/fault");
        assert_int_equal(a.status, statuses[fail]);
        assert_says(&a, "<h1>");
        assert_says(&a, "noindex");
        assert_str("no-store, private", a.reply.cache_control);
        assert_str(statuses[fail] == 503 ? "5" : "", header(&a, "Retry-After"));
        /* The address is there for a GET too: that has no say in a POST. */
        assert_int_equal(ask(h, POST, "/fault").status, statuses[fail]);
        a = ask(h, GET, "/quiet");
        assert_int_equal(a.status, statuses[fail]);
        assert_says_not(&a, "<");
        assert_str("text/plain; charset=utf-8", str_from(a.reply.type));
    }
}

static void two_units_that_met_are_tried_again(void **state)
{
    House *h = own_house(state);
    Answer a = ask(h, GET, "/meet");

    assert_int_equal(a.status, 200);
    assert_str("try 3", a.body);
    fail = FAULT_AGAIN;
    a = ask(h, GET, "/fault");
    assert_int_equal(a.status, 503);
}

static void a_page_that_is_too_long_is_an_error_and_not_half_a_page(void **state)
{
    House *h = own_house(state);
    Answer a = ask(h, GET, "/long");

    assert_int_equal(a.status, 413);
    assert_says(&a, "</html>");
}

static void what_the_door_refuses_is_a_page_too(void **state)
{
    static const int statuses[] = { 400, 405, 408, 413, 414, 431, 500, 501, 503 };
    House *h = own_house(state);

    for (size_t i = 0; i < COUNT(statuses); i++) {
        Request rq = { .headers = { .accept_language = STR("en") } };
        Answer a = { .reply = { .status = 0 } };
        web_refuse(&h->site, &h->mem, statuses[i], &rq, &a.reply);
        a.body = buf_str(&a.reply.body);
        assert_int_equal(a.reply.status, statuses[i]);
        assert_says(&a, "<html lang=\"en\">");
        assert_str("nosniff", header(&a, "X-Content-Type-Options"));
    }
}

/* ---- who may post (CSRF-1) ---- */

static void a_form_comes_from_our_own_pages(void **state)
{
    static const struct {
        const char *fetch_site, *origin;
        bool token, allowed;
    } cases[] = {
        { "same-origin", NULL, false, true },
        { "none", NULL, false, true },
        { "same-site", NULL, true, false },
        { "cross-site", NULL, true, false },
        { "cross-site", "https://cafes.example", true, false },
        { "SAME-ORIGIN", NULL, true, false },
        { "same-origin", "https://evil.example", false, true }, /* the browser knows best */
        { NULL, "https://cafes.example", false, true },
        { NULL, "https://CAFES.example", false, true },
        { NULL, "https://evil.example", true, false },
        { NULL, "https://cafes.example.evil.example", true, false },
        { NULL, "https://evil.example/cafes.example", true, false },
        { NULL, "https://sub.cafes.example", true, false },
        { NULL, "https://cafes.example:8443", true, false },
        { NULL, "cafes.example", true, false },
        { NULL, "null", true, false },
        { NULL, NULL, true, true },
        { NULL, NULL, false, false },
    };
    House *h = own_house(state);
    Work w = house_work(h, "test");
    const char *with_token = house_text(h, "token=%.*s", STR_ARG(guard_token(&w)));

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = house_ask(h, &(Ask){ .method = POST,
                                        .target = "/form",
                                        .form = cases[i].token ? with_token : "x=y",
                                        .headers = {
                                            .sec_fetch_site = str_from(cases[i].fetch_site),
                                            .origin = str_from(cases[i].origin),
                                        } });
        if (a.status != (cases[i].allowed ? 303 : 403)) {
            fail_msg("case %zu: %d", i, a.status);
        }
    }
}

static void a_token_lives_as_long_as_a_form_may_stay_open(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    Str token = guard_token(&w);

    assert_true(guard_token_good(&h->site, token, w.now));
    assert_true(guard_token_good(&h->site, token, w.now + SEAL_FORM_SECONDS));
    assert_false(guard_token_good(&h->site, token, w.now + SEAL_FORM_SECONDS + 1));
    assert_false(guard_token_good(&h->site, str_slice(token, 1, token.len), w.now));
    assert_false(guard_token_good(&h->site, (Str){ 0 }, w.now));
    h->routes = &own;
    const char *form = house_text(h, "token=%.*s", STR_ARG(token));
    house_at(h, "2024-06-22T00:00:30+02:00");
    Answer a = house_ask(h, &(Ask){ .method = POST, .target = "/form", .form = form });
    assert_int_equal(a.status, 403);
}

static void another_house_has_other_tokens(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    SealKey other = seal_key();
    Site elsewhere = h->site;

    elsewhere.key = &other;
    assert_false(guard_token_good(&elsewhere, guard_token(&w), w.now));
}

/* ---- headers (HDR-1) ---- */

#define CSP(ancestors)                                                                            \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src "          \
    "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " ancestors \
    "; require-trusted-types-for 'script'"

static void assert_headers(const Answer *a, int traits, bool https)
{
    bool open = traits & ROUTE_OPEN, framed = traits & ROUTE_FRAMED,
         secret = traits & ROUTE_SECRET;

    assert_str(framed ? CSP("*") : CSP("'none'"), header(a, "Content-Security-Policy"));
    assert_str("nosniff", header(a, "X-Content-Type-Options"));
    assert_str(secret ? "no-referrer" : "same-origin", header(a, "Referrer-Policy"));
    assert_str(framed ? "" : "same-origin", header(a, "Cross-Origin-Opener-Policy"));
    assert_str(open || framed ? "cross-origin" : "same-origin",
               header(a, "Cross-Origin-Resource-Policy"));
    assert_str("geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
               header(a, "Permissions-Policy"));
    assert_str(open ? "*" : "", header(a, "Access-Control-Allow-Origin"));
    assert_str(https ? "max-age=31536000; includeSubDomains" : "",
               header(a, "Strict-Transport-Security"));
    if (secret || a->status >= 400) {
        assert_str("no-store, private", a->reply.cache_control);
        assert_int_equal(a->reply.etag.len, 0);
    }
    assert_int_equal(header(a, "Set-Cookie").len, 0);
}

/* An address for each route: ":x" is filled with something of that look. */
static const char *target_of(House *h, const char *path)
{
    Str rest = str_from(path), part, name, tail;
    Buf out = buf_new(&h->mem, 200);

    str_cut(rest, '/', &part, &rest);
    do {
        str_cut(rest, '/', &part, &rest);
        buf_char(&out, '/');
        if (part.len > 0 && part.at[0] == ':') {
            bool cut = str_cut(part, '.', &name, &tail);
            buf_addf(&out, "0000000000001%s%.*s", cut ? "." : "",
                     STR_ARG(cut ? tail : STR("")));
        } else {
            buf_add(&out, part);
        }
    } while (rest.len > 0);
    return str_c(&h->mem, buf_str(&out));
}

static void every_route_carries_its_headers(void **state)
{
    House *h = *state;

    for (size_t i = 0; i < h->routes->len; i++) {
        const Route *r = &h->routes->at[i];
        for (int https = 0; https < 2; https++) {
            Answer a =
                house_ask(h, &(Ask){ .method = r->method,
                                     .target = target_of(h, r->path),
                                     .https = https != 0,
                                     .headers = { .origin = STR("https://cafes.example") } });
            assert_in_range(a.status, 200, 499);
            assert_headers(&a, r->traits, https != 0);
        }
    }
}

static void every_error_carries_its_headers(void **state)
{
    static const struct {
        Method method;
        const char *target;
        int status, traits;
    } cases[] = {
        { GET, "/nowhere", 404, 0 },
        { GET, "/en/nowhere", 404, 0 },
        { POST, "/page/1", 405, 0 },
        { GET, "/fault", 500, 0 },
        { GET, "/quiet", 500, ROUTE_QUIET },
        { GET, "/long", 413, 0 },
        { POST, "/form", 403, 0 },
        { GET, "/open", 200, ROUTE_OPEN },
        { GET, "/framed", 200, ROUTE_FRAMED },
        { GET, "/secret", 200, ROUTE_SECRET },
        { GET, "/moved", 308, 0 },
    };
    House *h = own_house(state);

    fail = FAULT_BUG;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = house_ask(h, &(Ask){ .method = cases[i].method, .target = cases[i].target });
        assert_int_equal(a.status, cases[i].status);
        assert_headers(&a, cases[i].traits, false);
    }
}

/* ---- languages ---- */

static void the_browser_s_language_is_spoken(void **state)
{
    static const struct {
        const char *accept, *want;
    } cases[] = {
        { "", "fr" },
        { "fr-FR,fr;q=0.9,en;q=0.8", "fr" },
        { "en-GB,en;q=0.9", "en" },
        { "de,en;q=0.5,fr;q=0.4", "en" },
        { "de", "fr" },
        { "*", "fr" },
    };
    House *h = own_house(state);

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a =
            house_ask(h, &(Ask){ .target = "/page/7",
                                 .headers = { .accept_language = str_from(cases[i].accept) } });
        assert_says(&a, house_text(h, ">%s 7<", cases[i].want));
        assert_str(cases[i].want, header(&a, "Content-Language"));
        assert_says(&a, "href=\"/cafes?lieu=41018\""); /* not in the address: not in links */
    }
}

static void a_language_in_the_address_stays_in_the_links(void **state)
{
    House *h = own_house(state);
    Answer a = house_ask(
        h, &(Ask){ .target = "/en/page/7", .headers = { .accept_language = STR("fr") } });

    assert_says(&a, ">en 7<");
    assert_says(&a, "href=\"/en/cafes?lieu=41018\"");
    assert_says(&a, "action=\"/en/cafes\"");
    assert_says(&a, "href=\"/en/\"");
    assert_says(&a, "href=\"//elsewhere\"");
    assert_says(&a, "href=\"/a/style.css\"");
    assert_says(&a, "href=\"/en/x\"");
    assert_says(&a, "href=\"https://e.example/\"");
    assert_says(&a, "=&quot;/x&quot; data=\"/x\"");
    a = ask(h, POST, "/en/form");
    assert_str("/en/page/1?x=2", a.reply.location);
    a = ask(h, GET, "/fr/moved");
    assert_str("/fr/page/9", a.reply.location);
    a = ask(h, GET, "/en/page/nouveau"); /* data: not touched */
    assert_says(&a, "href=\\\"/cafes\\\"");
}

static void an_error_is_said_in_the_language_of_its_address(void **state)
{
    House *h = own_house(state);
    Answer fr = ask(h, GET, "/nowhere"), en = ask(h, GET, "/en/nowhere");

    assert_says(&fr, "<html lang=\"fr\">");
    assert_says(&fr, "Cette page n’existe pas");
    assert_says(&en, "<html lang=\"en\">");
    assert_says(&en, "There is no such page");
    assert_says(&en, "href=\"/en/cafes\"");
}

/* ---- kept pages ---- */

static HttpPage *kept(House *h, const char *target, const char *lang, bool https)
{
    Answer a = house_ask(h, &(Ask){ .target = target,
                                    .https = https,
                                    .may_keep = true,
                                    .headers = { .accept_language = str_from(lang) } });

    return a.reply.page;
}

static void drop(HttpPage *page)
{
    http_page_drop(&page);
}

static void a_page_that_did_not_change_is_the_same_page(void **state)
{
    House *h = own_house(state);
    HttpPage *first = kept(h, "/kept", "fr", false), *again = kept(h, "/kept", "fr", false);

    assert_non_null(first);
    assert_ptr_equal(first, again);
    assert_int_equal(times, 1);
    drop(first);
    drop(again);
}

static void languages_and_schemes_do_not_share_a_page(void **state)
{
    static const struct {
        const char *target, *lang;
        bool https;
    } cases[] = {
        { "/kept", "fr", false },    { "/kept", "en", false },    { "/kept", "fr", true },
        { "/en/kept", "fr", false }, { "/fr/kept", "fr", false }, { "/kept?x=1", "fr", false },
    };
    House *h = own_house(state);
    HttpPage *pages[COUNT(cases)];

    for (size_t i = 0; i < COUNT(cases); i++) {
        pages[i] = kept(h, cases[i].target, cases[i].lang, cases[i].https);
        assert_int_equal(times, (int)i + 1);
    }
    for (size_t i = 0; i < COUNT(cases); i++) {
        drop(pages[i]);
    }
}

static void who_has_a_cookie_gets_a_page_made_anew(void **state)
{
    House *h = own_house(state);

    drop(kept(h, "/kept", "fr", false));
    Answer a = house_get(h, "/kept");
    assert_null(a.reply.page);
    assert_int_equal(times, 2);
}

static void any_change_makes_pages_anew(void **state)
{
    House *h = own_house(state);
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };

    drop(kept(h, "/kept", "fr", false));
    assert_fine(work_begin(&w, &tx));
    assert_fine(work_tell(&w, "test.change", 1));
    assert_fine(work_commit(&tx));
    drop(kept(h, "/kept", "fr", false));
    assert_int_equal(times, 2);
    house_at(h, "2024-06-21T12:01:00+02:00"); /* a minute later: "today" may differ */
    drop(kept(h, "/kept", "fr", false));
    assert_int_equal(times, 3);
}

static void kept_pages_stay_within_their_memory(void **state)
{
    enum { PAGES = 200, BYTES = 400 * 1024 };
    House *h = *state;
    Reply rp = { .status = 200, .fixed = { arena_alloc(&h->mem, BYTES), BYTES } };
    int64_t found, made, bytes;

    for (int i = 0; i < PAGES; i++) {
        HttpPage *page = http_page_new(&rp);
        kept_put((KeptKey){ .name = str_from(house_text(h, "page %d", i)) }, page);
        http_page_drop(&page);
        kept_counters(&found, &made, &bytes);
        assert_in_range(bytes, BYTES, 24 * 1024 * 1024);
    }
    kept_forget_all();
    kept_counters(&found, &made, &bytes);
    assert_int_equal(bytes, 0);
}

/* ---- what a browser holds ---- */

static void who_holds_the_page_is_told_so(void **state)
{
    House *h = own_house(state);
    Answer a = ask(h, GET, "/page/7"), b = ask(h, GET, "/page/8");
    Request holds = { .method = GET, .headers = { .if_none_match = a.reply.etag } };

    assert_true(str_starts(a.reply.etag, STR("W/\"")));
    assert_true(http_not_modified(&holds, &a.reply));
    assert_false(http_not_modified(&holds, &b.reply));
    Str same = ask(h, HEAD, "/page/7").reply.etag;
    assert_str(str_c(&h->mem, a.reply.etag), same);
    HttpPage *page = kept(h, "/kept", "fr", false);
    Request other = { .method = GET, .headers = { .if_none_match = b.reply.etag } };
    holds.headers.if_none_match = house_get(h, "/kept").reply.etag;
    assert_true(http_page_match(page, &holds));
    assert_false(http_page_match(page, &other));
    drop(page);
}

/* ---- QR ---- */

static void a_code_is_drawn_with_its_text_and_its_quiet_zone(void **state)
{
    House *h = *state;
    Answer a = { .body =
                     qr_svg(&h->mem, STR("https://cafes.example/cafes/1"), STR("a <b>")).s };

    assert_says(&a, "role=\"img\" aria-label=\"a &lt;b&gt;\"");
    assert_says(&a, "viewBox=\"0 0 37 37\""); /* 29 modules, and 4 around */
    assert_says(&a, "M4 4h7v1h-7z");          /* the first corner */
    char *tall = arena_alloc(&h->mem, 5000);
    assert_int_equal(qr_svg(&h->mem, (Str){ tall, 5000 }, STR("x")).s.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(an_address_is_found_missing_or_asked_the_wrong_way),
        HOUSE_TEST(the_first_route_that_fits_is_taken),
        HOUSE_TEST(each_fault_has_its_page),
        HOUSE_TEST(two_units_that_met_are_tried_again),
        HOUSE_TEST(a_page_that_is_too_long_is_an_error_and_not_half_a_page),
        HOUSE_TEST(what_the_door_refuses_is_a_page_too),
        HOUSE_TEST(a_form_comes_from_our_own_pages),
        HOUSE_TEST(a_token_lives_as_long_as_a_form_may_stay_open),
        HOUSE_TEST(another_house_has_other_tokens),
        HOUSE_TEST(every_route_carries_its_headers),
        HOUSE_TEST(every_error_carries_its_headers),
        HOUSE_TEST(the_browser_s_language_is_spoken),
        HOUSE_TEST(a_language_in_the_address_stays_in_the_links),
        HOUSE_TEST(an_error_is_said_in_the_language_of_its_address),
        HOUSE_TEST(a_page_that_did_not_change_is_the_same_page),
        HOUSE_TEST(languages_and_schemes_do_not_share_a_page),
        HOUSE_TEST(who_has_a_cookie_gets_a_page_made_anew),
        HOUSE_TEST(any_change_makes_pages_anew),
        HOUSE_TEST(kept_pages_stay_within_their_memory),
        HOUSE_TEST(who_holds_the_page_is_told_so),
        HOUSE_TEST(a_code_is_drawn_with_its_text_and_its_quiet_zone),
    };

    return cmocka_run_group_tests_name("web", tests, NULL, NULL);
}
