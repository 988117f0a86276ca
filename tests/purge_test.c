/* purge_test.c - personal data goes on its day, and not before
 *
 * The clock is moved, the jobs of the site are run as the server runs them. */
#include "rooms/site/site_purge.h"

#include "app/listeners.h"
#include "rooms/site/site_mine_store.h"
#include "rooms/site/site_purge_store.h"
#include "sys/clock.h"
#include "tests/scenes.h"

enum { DAY = 86400, NOON = HOUSE_NOON };

static void purge_at(House *h, int64_t at)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Work w;

    sys_clock_start(at);
    w = house_work(h, "job");
    w.now = at;
    assert_fine(work_begin(&w, &tx));
    assert_fine(site_purge(&w, 0));
    assert_fine(work_commit(&tx));
}

/* A café that began a day before noon, and was over at noon. */
static const char scene[] =
    "INSERT INTO event (id, state, kind, mode, audience, theme, title, slug, starts_at, ends_at,"
    " until_at, hour_known, zone, made_at, changed_at, owner_mail) VALUES (1, 2, 0, 0, 0, 1,"
    " 'A', 'a', 1718877600, 0, 1718964000, 1, 'Europe/Paris', 0, 0, 'o@example.org');"
    "INSERT INTO signup (id, event_id, state, seats, name, mail, needs, secret_hash, code,"
    " form_token, rank_at, made_at, changed_at) VALUES"
    " (1, 1, 3, 2, 'Amina', 'a@example.org', 'ramp', 'x', 'A', 'f1', 1, 0, 0),"
    " (2, 1, 1, 1, 'Paul', '', '', 'x', 'B', 'f2', 2, 0, 0),"
    " (3, 1, 1, 2, 'Ida', '', '', 'x', 'C', 'f3', 3, 0, 0);"
    "INSERT INTO guest (signup_id, number, name, came) VALUES (1, 1, 'Amina', 1),"
    " (1, 2, 'Lea', 0), (2, 1, 'Paul', 0), (3, 1, 'Ida', 1), (3, 2, '', 0);"
    "INSERT INTO seat_book (event_id, seats, confirmed, waiting) VALUES (1, 2, 2, 3);"
    "INSERT INTO message (id, event_id, account_id, at, title, body, people, form_token)"
    " VALUES (1, 1, 9, 0, 't', 'b', 2, 'm');"
    "INSERT INTO walk_in (id, event_id, name, form_token, made_at) VALUES (1, 1, 'Zoe', 'w', 0);"
    "INSERT INTO watch (id, mail, mail_hash, commune, secret_hash, made_at, confirmed_at) VALUES"
    " (1, 'a@example.org', 'a', '41018', 'x', 1718964000, 0),"
    " (2, 'b@example.org', 'b', '41018', 'x', 1718964000, 1718964000);"
    "INSERT INTO report (id, event_id, at, reason, mail, secret_hash, state, decided_at) VALUES"
    " (1, 1, 0, 0, 'r@example.org', 'x', 1, 1718964000), (2, 1, 1718964000, 0, 'q@example.org', 'x', 0, 0);"
    "INSERT INTO review_question (id, event_id, account_id, at, body, secret_hash) VALUES"
    " (1, 1, 9, 1718964000, 'b', 'x');"
    "INSERT INTO account (id, mail, made_at, seen_at) VALUES (9, 'm@example.org', 0, 4000000000),"
    " (8, 'n@example.org', 0, 4000000000);"
    "INSERT INTO session (hash, id, account_id, made_at, seen_at) VALUES"
    " ('s8', 1, 8, 1718964000, 1718964000), ('s9', 2, 9, 1718964000, 1718964000);"
    "INSERT INTO sign_in (hash, browser_hash, code_hash, mail, made_at) VALUES"
    " ('i', 'b', 'c', 'n@example.org', 1718964000);"
    "INSERT INTO wrong_code (event_id, name_hash, hour, tries) VALUES (1, 'w', 477490, 1);"
    "INSERT INTO letter (id, reason, subject, address_hash, state, due_at, lang, address, title,"
    " body_text, sent_at, made_at) VALUES (1, 0, 9, 'l', 5, 1718964000, 'fr', 'n@example.org',"
    " 't', 'b', 1718964000, 1718964000);"
    "INSERT INTO role (id, account_id, role, scope, made_at, until_at) VALUES"
    " (1, 9, 3, 0, 0, 1718964000), (2, 9, 1, 0, 0, 0);"
    "INSERT INTO deed (id, at, account_id, act) VALUES (1, 1718964000, 9, 'sign-in');"
    "INSERT INTO erasure (hash, at) VALUES ('e', 1718964000);";

#define COUNT_OF(what) "SELECT count(*) AS n FROM " what

static const struct {
    const char *sql;
    int64_t at; /* it goes at this instant: seconds after noon */
    int64_t was, then;
} classes[] = {
    { COUNT_OF("role"), 0, 2, 1 },
    { COUNT_OF("wrong_code"), 3600, 1, 0 },
    { COUNT_OF("session"), DAY / 2, 2, 1 }, /* of whoever has a role */
    { COUNT_OF("sign_in"), DAY, 1, 0 },
    /* Ida waited and came. */
    { COUNT_OF("signup WHERE state = 1"), DAY, 2, 1 },
    { COUNT_OF("guest WHERE signup_id IN (2, 3)"), DAY, 3, 2 },
    { "SELECT waiting AS n FROM seat_book", DAY, 3, 2 },
    { COUNT_OF("letter WHERE body_text <> '' AND address <> ''"), DAY + 1, 1, 0 },
    { COUNT_OF("signup WHERE needs <> ''"), 2 * DAY, 1, 0 },
    { COUNT_OF("watch WHERE confirmed_at = 0"), 7 * DAY, 1, 0 },
    { COUNT_OF("session"), 14 * DAY, 1, 0 },
    { COUNT_OF("signup"), 30 * DAY, 2, 0 },
    { COUNT_OF("guest"), 30 * DAY, 4, 0 },
    { COUNT_OF("walk_in"), 30 * DAY, 1, 0 },
    { COUNT_OF("message"), 30 * DAY, 1, 0 },
    { COUNT_OF("letter"), 30 * DAY + 1, 1, 0 },
    { COUNT_OF("deed"), 183 * DAY, 1, 0 },
    { COUNT_OF("report"), 365 * DAY, 2, 1 },
    { COUNT_OF("report WHERE mail <> ''"), 365 * DAY, 2, 0 }, /* nor of the one undecided */
    { COUNT_OF("review_question"), 365 * DAY, 1, 0 },
    { COUNT_OF("event WHERE owner_mail <> ''"), 365 * DAY, 1, 0 },
    { COUNT_OF("erasure"), 730 * DAY, 1, 0 },
    { COUNT_OF("watch"), 1095 * DAY, 1, 0 },
};

static void each_class_goes_on_its_day_and_none_the_day_before(void **state)
{
    House *h = *state;

    scene_script(h, scene);
    for (size_t i = 0; i < COUNT(classes); i++) {
        purge_at(h, NOON + classes[i].at - 1);
        if (scene_count(h, classes[i].sql) != classes[i].was) {
            fail_msg("%s: too early", classes[i].sql);
        }
        if (i + 1 < COUNT(classes) && classes[i + 1].at == classes[i].at) {
            continue; /* those of the same instant are looked at before it first */
        }
        purge_at(h, NOON + classes[i].at);
        for (size_t j = 0; j <= i; j++) {
            if (classes[j].at == classes[i].at &&
                scene_count(h, classes[j].sql) != classes[j].then) {
                fail_msg("%s: still there", classes[j].sql);
            }
        }
    }
}

static void the_report_counts_what_would_go_and_erases_nothing(void **state)
{
    House *h = *state;
    PurgeLine *before, *after, *done;
    size_t n;

    scene_script(h, scene);
    Work w = house_work(h, "operator");
    w.now = NOON + 40 * DAY;
    assert_fine(site_purge_report(&w, &before, &n));
    assert_fine(site_purge_report(&w, &after, &n));
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(&w, &tx));
    assert_fine(site_purge_run(&w, &done, &n));
    assert_fine(work_commit(&tx));
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(before[i].count, after[i].count);
        if (str_eq(str_from(before[i].rule), STR("needs"))) {
            assert_int_equal(before[i].count, 1);
        }
        if (!str_eq(str_from(before[i].rule), STR("signup"))) { /* a part of them waited */
            assert_int_equal(before[i].count, done[i].count);
        }
    }
    work_done(&w);
}

/* ---- accounts that nobody uses; what is left of a letter goes after a month ---- */

static const char letters[] = COUNT_OF("letter");
static const char accounts[] = COUNT_OF("account");

static void an_account_fades_after_two_letters(void **state)
{
    static const struct {
        int64_t day, letters, accounts;
    } days[] = { { 669, 0, 2 }, { 670, 1, 2 }, { 671, 1, 2 }, { 714, 0, 2 },
                 { 715, 1, 2 }, { 729, 1, 2 }, { 730, 1, 1 } };
    House *h = *state;

    scene_script(h,
                 "INSERT INTO account (id, mail, made_at, seen_at) VALUES"
                 " (1, 'a@example.org', 0, 1718964000), (2, 'b@example.org', 0, 4000000000);");
    for (size_t i = 0; i < COUNT(days); i++) {
        purge_at(h, NOON + days[i].day * DAY);
        assert_int_equal(scene_count(h, letters), days[i].letters);
        assert_int_equal(scene_count(h, accounts), days[i].accounts);
    }
}

static void whoever_comes_back_keeps_their_account(void **state)
{
    House *h = *state;

    scene_script(h, "INSERT INTO account (id, mail, made_at, seen_at) VALUES"
                    " (1, 'a@example.org', 0, 1718964000);");
    purge_at(h, NOON + 700 * DAY);
    assert_int_equal(scene_count(h, letters), 1);
    scene_script(h, "UPDATE account SET seen_at = 1718964000 + 701 * 86400;");
    purge_at(h, NOON + 1370 * DAY);
    assert_int_equal(scene_count(h, letters), 0);
    purge_at(h, NOON + 1371 * DAY);
    assert_int_equal(scene_count(h, letters), 1);
    assert_int_equal(scene_count(h, accounts), 1);
}

static void a_server_that_slept_for_years_writes_first(void **state)
{
    House *h = *state;

    scene_script(h, "INSERT INTO account (id, mail, made_at, seen_at) VALUES"
                    " (1, 'a@example.org', 0, 1718964000);");
    purge_at(h, NOON + 3000 * DAY);
    assert_int_equal(scene_count(h, accounts), 1);
    assert_int_equal(scene_count(h, letters), 1);
    purge_at(h, NOON + 3045 * DAY);
    purge_at(h, NOON + 3059 * DAY);
    assert_int_equal(scene_count(h, accounts), 1);
    purge_at(h, NOON + 3060 * DAY);
    assert_int_equal(scene_count(h, accounts), 0);
}

/* ---- the inventory ---- */

typedef struct Column {
    const char *table, *column;
} Column;

static const Column listed[] = {
#define PERSONAL(table, column, ...) { table, column },
#include "rooms/site/personal.def"
#undef PERSONAL
#define IMPERSONAL(table, column) { table, column },
#include "rooms/site/impersonal.def"
#undef IMPERSONAL
};

static bool is_listed(Str table, Str column)
{
    for (size_t i = 0; i < COUNT(listed); i++) {
        if (str_eq(table, str_from(listed[i].table)) &&
            str_eq(column, str_from(listed[i].column))) {
            return true;
        }
    }
    return false;
}

typedef struct Found {
    Str name, field;
} Found;

/* The words of the search index are no table of ours. */
static const DbQuery q_columns = {
    .name = "test.columns",
    .sql = "SELECT t.name AS name, c.name AS field FROM sqlite_master t"
           " JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
           " AND t.name NOT LIKE 'shelf_words%' AND t.name NOT LIKE 'sqlite%'"
           " AND c.type IN ('TEXT', 'text', 'BLOB') LIMIT 1000",
    .pg = "SELECT table_name::text AS name, column_name::text AS field"
          " FROM information_schema.columns WHERE table_schema = 'public'"
          " AND table_name <> 'shelf_words' AND data_type IN ('text', 'bytea') LIMIT 1000",
};

static void every_column_of_text_is_personal_or_said_not_to_be(void **state)
{
    static const DbCol cols[] = { DB_COL(Found, name), DB_COL(Found, field) };
    static const DbRow row = DB_ROW(Found, cols);
    House *h = *state;
    Work w = house_work(h, "test");
    Found *found;
    size_t n, unknown = 0;

    assert_fine(work_list(&w, &q_columns, DB_NO_ARGS, &row, 1000, &found, &n));
    assert_true(n > 100);
    for (size_t i = 0; i < n; i++) {
        if (!is_listed(found[i].name, found[i].field)) {
            print_error("%.*s.%.*s: add it to personal.def or impersonal.def\n",
                        STR_ARG(found[i].name), STR_ARG(found[i].field));
            unknown++;
        }
    }
    assert_int_equal(unknown, 0);
    work_done(&w);
}

static void every_rule_of_the_inventory_is_known(void **state)
{
    static const char *const rules[] = {
#define PERSONAL(table, column, what, why, basis, kept, seen, rule) #rule,
#include "rooms/site/personal.def"
#undef PERSONAL
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        if (!site_purge_knows(str_from(rules[i]))) {
            fail_msg("%s", rules[i]);
        }
    }
    assert_false(site_purge_knows(STR("never")));
}

static void every_statement_is_understood(void **state)
{
    house_prepares(*state, site_purge_store_all);
    house_prepares(*state, site_mine_store_all);
}

static void the_purge_is_a_job_of_the_site(void **state)
{
    size_t found = 0;

    (void)state;
    for (const JobKind *k = app_jobs; k->name; k++) {
        found += k->handler == site_purge && k->every > 0 && k->every <= DAY;
    }
    assert_int_equal(found, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(each_class_goes_on_its_day_and_none_the_day_before),
        HOUSE_TEST(the_report_counts_what_would_go_and_erases_nothing),
        HOUSE_TEST(an_account_fades_after_two_letters),
        HOUSE_TEST(whoever_comes_back_keeps_their_account),
        HOUSE_TEST(a_server_that_slept_for_years_writes_first),
        HOUSE_TEST(every_column_of_text_is_personal_or_said_not_to_be),
        HOUSE_TEST(every_rule_of_the_inventory_is_known),
        HOUSE_TEST(every_statement_is_understood),
        HOUSE_TEST(the_purge_is_a_job_of_the_site),
    };

    return cmocka_run_group_tests_name("purge", tests, NULL, NULL);
}
