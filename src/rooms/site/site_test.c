/* site_test.c - the whole site: themes, hostile visitors, what pages cost */
#include "rooms/site/site.h"

#include <ctype.h>
#include <string.h>

#include "http/serve.h"
#include "rooms/event/event.h"
#include "rooms/event/event_sample.h"
#include "tests/scenes.h"
#include "web/kept.h"
#include "web/web.h"

static void fill(House *h)
{
    Work w = house_work(h, "import");

    assert_fine(event_sample_real(&w));
    assert_fine(event_sample_demo(&w));
    work_done(&w);
}

/* ---- no page names a theme by itself (scenario 15) ---- */

static bool is_word_at(Str s, size_t i)
{
    bool before = i == 0 || !isalnum((unsigned char)s.at[i - 1]);
    bool after = i + 2 >= s.len || !isalnum((unsigned char)s.at[i + 2]);

    return s.at[i] == 'I' && s.at[i + 1] == 'A' && before && after;
}

static void assert_without_ai(const Answer *a, const char *target)
{
    for (size_t i = 0; i + 2 <= a->body.len; i++) {
        if (is_word_at(a->body, i)) {
            Str around = str_slice(a->body, i > 60 ? i - 60 : 0, 120);
            fail_msg("%s: ...%.*s...", target, STR_ARG(around));
        }
    }
}

static void another_theme_is_another_site(void **state)
{
    static const char *const pages[] = {
        "/",
        "/cafes",
        "/cafes?lieu=Blois",
        "/cafes?lieu=Merville",
        "/cafes?passes=1",
        "/cafes?lieu=Atlantide",
        "/cafes.json",
        "/cafes.ics",
        "/cafes.atom",
        "/cafes.csv",
        "/cafes.geojson",
        "/cafes/nouveau",
        "/cafes/integrer",
        "/carte",
        "/carte?dep=41",
        "/carte?region=24",
        "/donnees",
        "/donnees/cafes.schema.json",
        "/mentions-legales",
        "/accessibilite",
        "/donnees-personnelles",
        "/nowhere",
        "/healthz",
    };
    House *h = *state;
    Work w = house_work(h, "import");
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 2,
                .title = STR("Écrans et devoirs"),
                .starts_at = HOUSE_NOON + 86400 };
    EventOutcome outcome;

    h->site.theme = STR("parentalite");
    h->site.name = STR("Café des parents numériques");
    assert_true(event_place(h->geo, STR("41018"), &e));
    assert_fine(event_declare(&w, &e, (Parties){ 0 }, &outcome));
    for (size_t i = 0; i < COUNT(pages); i++) {
        for (int en = 0; en < 2; en++) {
            const char *target = house_text(h, "%s%s", en ? "/en" : "", pages[i]);
            Answer a = house_get(h, target);
            assert_in_range(a.status, 200, 404);
            assert_without_ai(&a, target);
        }
    }
    Answer a = house_get(h, "/");
    assert_says(&a, "Café des parents numériques");
    assert_says(&a, "Écrans et devoirs");
    a = house_get(h, house_text(h, "/cafes/%.*s/ecrans-et-devoirs",
                                STR_ARG(work_id_text(&h->mem, e.id.v))));
    assert_int_equal(a.status, 200);
    assert_without_ai(&a, "page");
    assert_says_not(&a, "parentalité numérique"); /* what all are about goes without saying */
    h->site.theme = STR("cyber");
    kept_forget_all();
    a = house_get(h, house_text(h, "/cafes/%.*s/ecrans-et-devoirs",
                                STR_ARG(work_id_text(&h->mem, e.id.v))));
    assert_says(&a, "parentalité numérique");
}

/* ---- hostile visitors ---- */

#define XSS "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"

static const char *const payloads[] = { XSS,
                                        "'%20OR%201=1--",
                                        "1;DROP%20TABLE%20event",
                                        "%27%22%60",
                                        "../../etc/passwd",
                                        "%E2%80%AE%F0%9F%92%A9",
                                        "*",
                                        "%22",
                                        "%22*%22%20NEAR(a%20b)",
                                        "a%20AND%20b%20OR%20NOT",
                                        "-1",
                                        "0",
                                        "99999999999999999999",
                                        "1e308",
                                        "NaN",
                                        "0x7fffffff",
                                        "%C2%A0",
                                        "a:b&c|d!(e)",
                                        "%5C%25_",
                                        "((((((((((" };

static void assert_harmless(const Answer *a, const char *target)
{
    if (a->status >= 500 || says(a, "<script>alert")) {
        fail_msg("%s: %d", target, a->status);
    }
}

static void nasty_queries_get_an_answer_and_never_markup(void **state)
{
    static const char *const names[] = { "lieu",  "rayon",  "pres", "du",     "au",
                                         "theme", "type",   "mode", "public", "q",
                                         "apres", "passes", "dep",  "region" };
    static const char *const places[] = { "/cafes",          "/cafes.json", "/cafes.ics",
                                          "/cafes.atom",     "/cafes.csv",  "/cafes.geojson",
                                          "/cafes/integrer", "/carte",      "/" };
    House *h = *state;

    fill(h);
    for (size_t i = 0; i < COUNT(names); i++) {
        for (size_t j = 0; j < COUNT(payloads); j++) {
            const char *target = house_text(h, "%s?%s=%s", places[(i + j) % COUNT(places)],
                                            names[i], payloads[j]);
            Answer a = house_get(h, target);
            assert_harmless(&a, target);
            target = house_text(h, "/cafes?%s=%s&lieu=Blois", names[i], payloads[j]);
            a = house_get(h, target);
            assert_harmless(&a, target);
        }
    }
}

static void nasty_paths_get_an_answer_and_never_markup(void **state)
{
    static const char *const patterns[] = { "/%s",
                                            "/cafes/%s",
                                            "/cafes/%s.json",
                                            "/cafes/%s.ics",
                                            "/cafes/%s/x",
                                            "/cafes/0000000000001/%s",
                                            "/cafes/%s/modifier?cle=%s",
                                            "/series/%s",
                                            "/a/%s",
                                            "/en/%s",
                                            "/cafes/%s/declare" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(patterns); i++) {
        for (size_t j = 0; j < COUNT(payloads); j++) {
            Str head, tail, rest = str_from(patterns[i]);
            Buf out = buf_new(&h->mem, 1000);
            while (str_cut(rest, '%', &head, &tail)) {
                buf_addf(&out, "%.*s%s", STR_ARG(head), payloads[j]);
                rest = str_slice(tail, 1, tail.len);
            }
            buf_add(&out, rest);
            const char *target = str_c(&h->mem, buf_str(&out));
            Answer a = house_get(h, target);
            assert_harmless(&a, target);
            assert_in_range(a.status, 300, 499);
        }
    }
}

static void search_words_of_every_kind_get_an_answer(void **state)
{
    static const char *const words[] = {
        "cafe",
        "café*",
        "\"",
        "\"\"",
        "a\"b",
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "a AND",
        "(",
        ")",
        "a:*",
        ":*",
        "&",
        "|",
        "!",
        "<->",
        "title:cafe",
        "-cafe",
        "+cafe",
        "^a",
        "{a}",
        "\\",
        "'",
        "''",
        "%",
        "_",
        "a b c d e f g h i j k l",
        "œ",
        "ß",
        "é́́́",
        "日本",
        "🍵",
        "12e5",
        "1.5",
        "www.a.fr/b?c",
        "a@b.c",
        "\xc2\xad",
        "٣",
        "I\xcc\x87",
    };
    House *h = *state;

    fill(h);
    for (size_t i = 0; i < COUNT(words); i++) {
        const char *typed = house_escape(h, str_from(words[i]));
        Answer a = house_get(h, house_text(h, "/cafes?q=%s", typed));
        if (a.status != 200) {
            fail_msg("%s: %d", words[i], a.status);
        }
        a = house_get(h, house_text(h, "/cafes?passes=1&lieu=%s&q=%s", typed, typed));
        assert_int_equal(a.status, 200);
    }
}

static void markup_that_is_typed_is_shown_and_never_run(void **state)
{
    static const char *const fields[] = { "title",         "venue",         "address",
                                          "address_extra", "summary",       "directions",
                                          "access_note",   "organizers",    "supporters",
                                          "body",          "audience_note", "contact" };
    static const char evil[] = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";
    static const char *const bad[] = { "<script>alert", "<img src=x" };
    House *h = *state;
    Work w = house_work(h, "moderator");
    Buf form = buf_new(&h->mem, 8000);
    EventOutcome outcome;
    int64_t id;

    buf_add(&form, STR("date=2024-07-04&commune=Blois"));
    for (size_t i = 0; i < COUNT(fields); i++) {
        buf_addf(&form, "&%s=%s", fields[i], house_escape(h, str_from(evil)));
    }
    Answer a = house_post(h, "/cafes/nouveau", str_c(&h->mem, buf_str(&form)));
    assert_int_equal(a.status, 303);
    const char *declared = str_c(&h->mem, a.reply.location);
    Str text = between(a.reply.location, "/cafes/", "/"), head, key;
    str_cut(a.reply.location, '=', &head, &key);
    assert_true(work_id_read(text, &id));
    assert_fine(
        event_become(&w, (EventId){ id }, EVENT_PUBLISHED, str_from(evil), 0, &outcome));
    assert_fine(
        event_become(&w, (EventId){ id }, EVENT_CANCELLED, str_from(evil), 0, &outcome));
    a = house_get(h, house_text(h, "/cafes/%.*s", STR_ARG(text)));
    const char *pages[] = { declared,
                            str_c(&h->mem, a.reply.location),
                            "/",
                            "/cafes",
                            "/cafes?lieu=Blois",
                            "/cafes/integrer",
                            "/carte?dep=41",
                            "/cafes.atom",
                            house_text(h, "/cafes/%.*s/modifier?cle=%.*s", STR_ARG(text),
                                       STR_ARG(key)) };
    for (size_t i = 0; i < COUNT(pages); i++) {
        a = house_get(h, pages[i]);
        assert_int_equal(a.status, 200);
        for (size_t j = 0; j < COUNT(bad); j++) {
            assert_says_not(&a, bad[j]);
        }
    }
    /* And once more as a problem, beside its field. */
    a = house_post(h, "/cafes/nouveau",
                   house_text(h, "title=&date=%s&commune=%s&code=%s",
                              house_escape(h, str_from(evil)), house_escape(h, str_from(evil)),
                              XSS));
    assert_in_range(a.status, 400, 422);
    assert_says_not(&a, "<script>alert");
}

static void a_link_of_an_unknown_scheme_leads_nowhere(void **state)
{
    House *h = *state;
    Work w = house_work(h, "import");
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = STR("Café"),
                .starts_at = HOUSE_NOON + 86400,
                .signup_url = STR("javascript:alert(1)"),
                .venue_site = STR("data:text/html,x"),
                .acceslibre = STR("vbscript:x"),
                .contact = STR("javascript:alert(1)@a"),
                .body = STR("[a](javascript:alert(1)) <b onclick=x>") };
    Party party = { EVENT_ORGANIZER, STR("A"), STR("javascript:alert(2)") };
    EventOutcome outcome;

    assert_true(event_place(h->geo, STR("41018"), &e));
    assert_fine(event_declare(&w, &e, (Parties){ &party, 1 }, &outcome));
    Answer a =
        house_get(h, house_text(h, "/cafes/%.*s/cafe", STR_ARG(work_id_text(&h->mem, e.id.v))));
    assert_int_equal(a.status, 200);
    assert_says_not(&a, "href=\"javascript:");
    assert_says_not(&a, "href=\"data:");
    assert_says_not(&a, "href=\"vbscript:");
    assert_says_not(&a, "<b onclick");
}

static void no_redirect_leaves_the_site(void **state)
{
    static const char *const targets[] = {
        "//e.example",    "/%2Fe.example",    "/%5Ce.example",
        "/en//e.example", "/en/%2Fe.example", "/cafes/0000000000001//e.example"
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(targets); i++) {
        Answer a = house_get(h, targets[i]);
        assert_int_equal(a.reply.location.len, 0);
        assert_says_not(&a, "href=\"//e.example");
    }
}

/* ---- what pages cost ---- */

static void pages_keep_to_their_number_of_statements(void **state)
{
    static const struct {
        const char *target;
        int64_t most;
    } cases[] = {
        { "/", 4 },
        { "/cafes", 3 },
        { "/cafes?lieu=Blois", 14 }, /* one for each cell of the map */
        { "/cafes?q=cafe", 3 },
        { "/cafes?region=24", 8 },
        { "/cafes?lieu=Brest", 38 }, /* none near: wider and wider */
        { "/cafes?passes=1", 3 },
        { "/cafes.json", 4 },
        { "/cafes.ics", 5 },
        { "/cafes.atom", 5 },
        { "/cafes.csv", 5 },
        { "/cafes.geojson", 5 },
        { "/cafes/integrer", 2 },
        { "/carte", 1 },
        { "/carte?dep=41", 3 },
        { "/cafes/nouveau", 1 },
        { "/donnees", 0 },
        { "/mentions-legales", 0 },
        { "/nowhere", 0 },
        { "/healthz", 0 },
    };
    House *h = *state;

    fill(h);
    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = house_get(h, cases[i].target);
        if (a.statements > cases[i].most) {
            fail_msg("%s: %lld statements", cases[i].target, (long long)a.statements);
        }
    }
    Answer list = house_get(h, "/cafes?type=animation");
    Str rest = between(list.body, "href=\"/cafes/01", "\"");
    Answer page = house_get(h, house_text(h, "/cafes/01%.*s", STR_ARG(rest)));
    assert_int_equal(page.status, 200);
    assert_in_range(page.statements, 1, 5);
}

static void a_page_that_is_kept_costs_one_statement_at_most(void **state)
{
    House *h = *state;
    Ask ask = { .target = "/cafes", .may_keep = true };

    fill(h);
    Answer a = house_ask(h, &ask);
    http_page_drop(&a.reply.page);
    a = house_ask(h, &ask);
    assert_non_null(a.reply.page);
    assert_in_range(a.statements, 0, 1);
    http_page_drop(&a.reply.page);
}

/* ---- personal data ---- */

/* As an answer has it: no-break spaces are spaces there. */
static Str plain(House *h, Say key)
{
    Buf out = buf_new(&h->mem, 1000);
    Str s = say(LANG_FR, key);

    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t c = str_next_char(s, &at);
        buf_add(&out, c == 0xa0 || c == 0x202f ? STR(" ") : str_slice(s, from, at - from));
    }
    return buf_str(&out);
}

static void every_personal_datum_of_the_inventory_exists_and_is_told(void **state)
{
    static const DbQuery columns[] = {
#define PERSONAL(table, column, ...)             \
    { .name = "test.personal." table "." column, \
      .sql = "SELECT " column " FROM " table " LIMIT 1" },
#include "rooms/site/personal.def"
#undef PERSONAL
    };
    static const Say told[] = {
#define PERSONAL(table, column, what, ...) SAY_##what,
#include "rooms/site/personal.def"
#undef PERSONAL
    };
    House *h = *state;
    Answer a = house_get(h, "/donnees-personnelles");

    for (size_t i = 0; i < COUNT(columns); i++) {
        house_prepares(h, (const DbQuery *const[]){ &columns[i], NULL });
    }
    for (size_t i = 0; i < COUNT(told); i++) {
        if (says_times(&a, house_text(h, "<h3>%.*s</h3>", STR_ARG(plain(h, told[i])))) != 1) {
            fail_msg("%.*s", STR_ARG(say(LANG_FR, told[i])));
        }
    }
}

/* ---- cookies ---- */

/* Whatever the answer sets stands on the page, under that name: how many. */
static size_t set_and_told(House *h, const Answer *page, const Answer *a)
{
    size_t set = 0;

    for (size_t i = 0; i < a->reply.header_count; i++) {
        Str name, rest;
        if (strcmp(a->reply.headers[i].name, "Set-Cookie") == 0) {
            assert_true(str_cut(a->reply.headers[i].value, '=', &name, &rest));
            assert_says(page, house_text(h, "Le cookie « %.*s »", STR_ARG(name)));
            set++;
        }
    }
    return set;
}

static Answer ask_for_cookie(House *h, bool https, const char *target, const char *form,
                             Str cookie)
{
    return house_ask(
        h, &(Ask){ .method = form ? POST : GET,
                   .target = target,
                   .form = form,
                   .https = https,
                   .headers = { .cookie = cookie, .sec_fetch_site = STR("same-origin") } });
}

/* Through the door by the letter, and out. */
static void every_cookie_that_is_set_is_told(void **state)
{
    House *h = *state;

    for (int https = 0; https < 2; https++) {
        const char *mail = house_text(h, "amina%d@example.org", https);
        Letter letter = { 0 };
        Answer page = ask_for_cookie(h, https, "/donnees-personnelles", NULL, (Str){ 0 });
        assert_int_equal(set_and_told(h, &page, &page), 0);
        Answer asked =
            ask_for_cookie(h, https, "/connexion", house_text(h, "mail=%s", mail), (Str){ 0 });
        assert_int_equal(set_and_told(h, &page, &asked), 1);
        Str pre = between(header(&asked, "Set-Cookie"), "", ";");
        assert_int_equal(scene_letters(h, POST_SIGN_IN, mail, &letter), 1);
        Str key = between(letter.body_text, "/connexion/lien?cle=", "\n");
        Answer in = ask_for_cookie(h, https, "/connexion/lien",
                                   house_text(h, "cle=%.*s", STR_ARG(key)), pre);
        assert_int_equal(set_and_told(h, &page, &in), 2);
        Answer out = ask_for_cookie(h, https, "/deconnexion", "", header(&in, "Set-Cookie"));
        assert_true(set_and_told(h, &page, &out) > 0);
    }
}

static void the_page_about_personal_data_says_what_one_can_do(void **state)
{
    Answer page = house_get(*state, "/donnees-personnelles");

    assert_says(&page, "href=\"/compte/donnees\"");
    assert_says(&page, "href=\"/compte/effacer\"");
    assert_says(&page, "Le cookie « oidc »");
    assert_says(&page, "30 jours au plus");
    assert_says(&page, "10 minutes au plus");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(another_theme_is_another_site),
        HOUSE_TEST(nasty_queries_get_an_answer_and_never_markup),
        HOUSE_TEST(nasty_paths_get_an_answer_and_never_markup),
        HOUSE_TEST(search_words_of_every_kind_get_an_answer),
        HOUSE_TEST(markup_that_is_typed_is_shown_and_never_run),
        HOUSE_TEST(a_link_of_an_unknown_scheme_leads_nowhere),
        HOUSE_TEST(no_redirect_leaves_the_site),
        HOUSE_TEST(pages_keep_to_their_number_of_statements),
        HOUSE_TEST(a_page_that_is_kept_costs_one_statement_at_most),
        HOUSE_TEST(every_personal_datum_of_the_inventory_exists_and_is_told),
        HOUSE_TEST(every_cookie_that_is_set_is_told),
        HOUSE_TEST(the_page_about_personal_data_says_what_one_can_do),
    };

    return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
