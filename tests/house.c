#include "tests/house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/assets.h"
#include "app/listeners.h"
#include "app/routes.h"
#include "app/runner.h"
#include "db/migrate.h"
#include "geo/geo.h"
#include "rooms/account/account_session.h"
#include "seal/token.h"
#include "sys/clock.h"
#include "tests/scenes.h"
#include "text/moment.h"
#include "web/kept.h"

static const char empty_schema[] = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;";

static void open_database(House *h)
{
    const char *where = getenv("CAFEIA_TEST_PG");
    DbOptions options = { .make_missing = true, .read_ms = 60000, .write_ms = 60000 };
    MigrateOutcome outcome;
    Str why = { 0 };

    if (!where) {
        char *folder = str_c(&h->mem, STR("/tmp/house.XXXXXX"));
        h->folder = mkdtemp(folder);
        assert_non_null(h->folder);
        where = house_text(h, "sqlite:%s/db", h->folder);
    }
    assert_fine(db_open(&h->mem, where, &options, &h->site.house, &why));
    if (!h->folder) {
        scene_script(h, empty_schema);
    }
    assert_fine(migrate(h->site.house, migrations, migrations_count, HOUSE_NOON, &outcome));
}

static void remove_folder(const char *folder)
{
    static const char *const names[] = { "db", "db-wal", "db-shm", "db.lock" };
    char path[100];

    for (size_t i = 0; i < COUNT(names); i++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
}

int house_setup(void **state)
{
    static const Listener nobody[] = { { 0 } };
    House *h = calloc(1, sizeof *h);

    assert_non_null(h);
    *state = h;
    assert_fine(seal_init());
    sys_clock_start(HOUSE_NOON);
    assert_fine(geo_open_built_in(&h->geo));
    SealKey *key = NEW(&h->mem, SealKey);
    *key = seal_key();
    h->site = (Site){ .geo = h->geo,
                      .base_url = STR("https://cafes.example"),
                      .host = STR("cafes.example"),
                      .name = STR("Café IA"),
                      .theme = STR("ia"),
                      .key = key,
                      .listeners = nobody,
                      .identify = account_identify,
                      .mail = { .from = STR("bonjour@cafes.example") } };
    h->routes = &app_routes;
    assets_open(&h->mem, &h->site);
    open_database(h);
    kept_forget_all();
    return 0;
}

int house_teardown(void **state)
{
    House *h = *state;

    kept_forget_all();
    db_close(&h->site.house);
    assets_close();
    geo_close(&h->geo);
    if (h->folder) {
        remove_folder(h->folder);
    }
    arena_done(&h->mem);
    free(h);
    return 0;
}

/* Tests are typed with plain spaces. */
static Str with_plain_spaces(Arena *mem, Str s)
{
    static const Str hard[] = { STR_INIT("\xc2\xa0"), STR_INIT("\xe2\x80\xaf") };
    char *to = arena_alloc(mem, s.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        Str rest = str_slice(s, i, s.len);
        bool two = str_starts(rest, hard[0]), three = str_starts(rest, hard[1]);
        to[n++] = two || three ? ' ' : s.at[i];
        i += two ? 1 : three ? 2 : 0;
    }
    return (Str){ to, n };
}

Answer house_ask(House *h, const Ask *ask)
{
    Request rq = { .method = ask->method, .headers = ask->headers, .https = ask->https };
    Answer a = { 0 };
    int64_t before = web_statements();

    assert_fine(http_target(&h->mem, str_copy(&h->mem, str_from(ask->target)), &rq));
    if (ask->form) {
        assert_fine(http_pairs(&h->mem, str_from(ask->form), &rq.form));
    }
    /* Only a visitor without a cookie gets a kept page. */
    if (!ask->may_keep && rq.headers.cookie.len == 0) {
        rq.headers.cookie = STR("test=1");
    }
    a.reply.body = buf_new(&h->mem, HTTP_REPLY_MAX);
    web_dispatch(h->routes, &h->site, &h->mem, &rq, &a.reply);
    a.status = a.reply.status;
    a.body =
        with_plain_spaces(&h->mem, a.reply.fixed.at ? a.reply.fixed : buf_str(&a.reply.body));
    a.statements = web_statements() - before;
    if (!ask->may_keep && a.reply.page) {
        http_page_drop(&a.reply.page);
    }
    return a;
}

Answer house_get(House *h, const char *target)
{
    return house_ask(h, &(Ask){ .method = GET, .target = target });
}

Answer house_post(House *h, const char *target, const char *form)
{
    return house_ask(h, &(Ask){ .method = POST,
                                .target = target,
                                .form = form,
                                .headers = { .sec_fetch_site = STR("same-origin") } });
}

Answer house_follow(House *h, const Answer *a)
{
    assert_true(str_starts(a->reply.location, STR("/")));
    return house_get(h, str_c(&h->mem, a->reply.location));
}

Str house_sign_in(House *h, const char *mail, bool proven)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Work w = house_work(h, "test");
    SessionWish wish = { .proven = proven, .agent = STR("Firefox, Linux") };
    Str cookie;

    assert_fine(work_begin(&w, &tx));
    assert_fine(account_make(&w, str_from(mail), &wish.account));
    assert_fine(account_session_open(&w, &wish, &cookie));
    assert_fine(work_commit(&tx));
    return str_from(house_text(h, "s=%.*s", STR_ARG(cookie)));
}

Answer house_as(House *h, Str cookie, const char *target, const char *form)
{
    return house_ask(
        h, &(Ask){ .method = form ? POST : GET,
                   .target = target,
                   .form = form,
                   .headers = { .cookie = cookie, .sec_fetch_site = STR("same-origin") } });
}

bool says(const Answer *a, const char *words)
{
    return str_has(a->body, str_from(words));
}

size_t says_times(const Answer *a, const char *words)
{
    size_t n = 0, len = strlen(words);

    for (size_t i = 0; i + len <= a->body.len; i++) {
        n += str_starts(str_slice(a->body, i, len), str_from(words));
    }
    return n;
}

Str header(const Answer *a, const char *name)
{
    for (size_t i = 0; i < a->reply.header_count; i++) {
        if (str_eq_nocase(str_from(a->reply.headers[i].name), str_from(name))) {
            return a->reply.headers[i].value;
        }
    }
    return (Str){ 0 };
}

/* Where it begins, or the length of the text. */
static size_t place_of(Str text, Str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++) {
        if (str_eq(str_slice(text, i, part.len), part)) {
            return i;
        }
    }
    return text.len;
}

Str between(Str text, const char *before, const char *after)
{
    Str mark = str_from(before);
    size_t from = place_of(text, mark);

    if (from == text.len) {
        return (Str){ 0 };
    }
    Str rest = str_slice(text, from + mark.len, text.len);
    size_t end = place_of(rest, str_from(after));
    return end == rest.len ? (Str){ 0 } : str_slice(rest, 0, end);
}

const char *house_escape(House *h, Str value)
{
    Buf out = buf_new(&h->mem, 3 * value.len + 1);

    for (size_t i = 0; i < value.len; i++) {
        buf_addf(&out, "%%%02x", (unsigned char)value.at[i]);
    }
    return str_c(&h->mem, buf_str(&out));
}

const char *house_text(House *h, const char *fmt, ...)
{
    char text[8000];
    va_list args;

    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof text);
    return str_c(&h->mem, str_from(text));
}

Work house_work(House *h, const char *who)
{
    return (Work){ .mem = &h->mem, .site = &h->site, .now = sys_now(), .who = str_from(who) };
}

void house_at(House *h, const char *instant)
{
    int64_t at;

    (void)h;
    assert_true(instant_read(str_from(instant), &at));
    sys_clock_start(at);
}

void house_listen(House *h)
{
    h->site.listeners = app_listeners;
}

void house_jobs(House *h)
{
    Work w = house_work(h, "job");
    int64_t count;

    assert_fine(job_plan(&w, app_jobs));
    assert_fine(runner_run_due(&w, NULL, &count));
    work_done(&w);
}

void house_prepares(House *h, const DbQuery *const *all)
{
    SCOPED(db_give) Db *db = NULL;

    assert_fine(db_writer(h->site.house, &db));
    for (const DbQuery *const *q = all; *q; q++) {
        if (db_check(db, *q)) {
            fail_msg("%s: %s", (*q)->name, db_why(db));
        }
    }
}

void house_assert_says(const Answer *a, const char *words, bool want, const char *file,
                       int line)
{
    if (says(a, words) != want) {
        print_error("%d %s \"%s\":\n", a->status, want ? "doesn't say" : "says", words);
        (void)fprintf(stderr, "%.*s\n", STR_ARG(a->body)); /* print_error would cut it */
        _fail(file, line);
    }
}

void house_assert_str(Str want, Str got, const char *file, int line)
{
    if (!str_eq(want, got)) {
        print_error("\"%.*s\" is not \"%.*s\"\n", STR_ARG(got), STR_ARG(want));
        _fail(file, line);
    }
}
