/* verb_test.c - verbs, as the command line and as the running server run them */
#include "app/admin.h"
#include "app/app_store.h"
#include "app/check_store.h"
#include "app/listeners.h"
#include "app/site.h"
#include "app/verb_desk.h"
#include "app/verbs.h"
#include "sys/file.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_table(Desk *d, const char *more)
{
    Str text = str_format(&d->mem,
                          "id,title,date,municipality,insee_code\n"
                          "a,First,2026-03-12,,23096\n%s",
                          more);

    assert_int_equal(file_write(&d->mem, desk_in_folder(d, "cafes.csv"), text, 0600),
                     FAULT_NONE);
}

static void play_init(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_said(d, "ready");
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_said(d, "as it should be");
    assert_int_equal(desk_run(d, "init --sample"), VERB_DONE);
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    Str first = buf_str(&d->out);
    assert_false(str_has(first, STR("events: 0\n")));
    assert_int_equal(desk_run(d, "init --sample"), VERB_DONE);
    assert_said(d, "there already");
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    assert_true(str_eq(first, buf_str(&d->out)));
}

static void init_makes_once_and_then_changes_nothing(void **state)
{
    (void)state;
    desk_on_each(play_init);
}

static void play_missing(Desk *d)
{
    assert_int_equal(desk_run(d, "moderate list"), VERB_FAILED);
    assert_complained(d, "cafeia init");
    assert_int_equal(access(desk_in_folder(d, "desk.db"), F_OK), -1);
}

static void a_missing_database_is_not_made_by_looking(void **state)
{
    (void)state;
    desk_on_sqlite(play_missing);
}

static void play_future(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    desk_script(d, "INSERT INTO migration (number, name, hash, at) VALUES (999, 'x', 'x', 1)");
    assert_int_equal(desk_run(d, "check"), VERB_FAILED);
    assert_complained(d, "newer version");
    assert_int_equal(desk_run(d, "init"), VERB_FAILED);
    assert_complained(d, "newer version");
    assert_int_equal(desk_run(d, "job run"), VERB_FAILED);
    assert_complained(d, "newer version");
}

static void a_database_from_the_future_is_refused(void **state)
{
    (void)state;
    desk_on_each(play_future);
}

static void play_import(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    write_table(d, "b,Second,2026-13-45,,23096\n");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "cafes.csv"), VERB_FAILED);
    assert_said(d, "line 3: refused: ");
    assert_complained(d, "nothing was written");
    write_table(d, "");
    assert_int_equal(desk_run_with(d, "import cafes", "cafes.csv"), VERB_DONE);
    assert_said(d, "1 read: 1 new, 0 changed, 0 unchanged, 0 refused\nNothing was written");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "cafes.csv"), VERB_DONE);
    assert_said(d, "1 read: 1 new");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "cafes.csv"), VERB_DONE);
    assert_said(d, "1 read: 0 new, 0 changed, 1 unchanged, 0 refused");
    assert_int_equal(desk_run_with(d, "import cafes", "none.csv"), VERB_FAILED);
    assert_complained(d, "no such file");
}

static void an_import_is_looked_at_then_applied_then_unchanged(void **state)
{
    (void)state;
    desk_on_each(play_import);
}

static size_t count(Str text, Str part)
{
    size_t n = 0;

    for (size_t i = 0; i + part.len <= text.len; i++) {
        n += str_eq(str_slice(text, i, part.len), part);
    }
    return n;
}

/* More than one page of each face. */
static void play_export(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(desk_run(d, "sample --events 2300 --seed 7"), VERB_DONE);
    assert_complained(d, "2300 of 2300");
    assert_int_equal(desk_run(d, "export cafes"), VERB_DONE);
    size_t rows = count(buf_str(&d->out), STR("/cafes/"));
    assert_true(rows > 2000);
    assert_int_equal(count(buf_str(&d->out), STR("id,url,title")), 1);
    assert_int_equal(desk_run(d, "export cafes --format=ics"), VERB_DONE);
    assert_int_equal(count(buf_str(&d->out), STR("BEGIN:VEVENT\r\n")), rows);
    assert_int_equal(count(buf_str(&d->out), STR("VCALENDAR")), 2);
    assert_int_equal(count(buf_str(&d->out), STR("TZID:Europe/Paris\r\n")), 1);
    assert_int_equal(desk_run(d, "export cafes --format json"), VERB_DONE);
    assert_int_equal(count(buf_str(&d->out), STR("\"url\":\"http://127.0.0.1:8080/cafes/")),
                     rows);
    assert_int_equal(desk_run(d, "export cafes --format xml"), VERB_USAGE);
}

static void an_export_joins_all_pages(void **state)
{
    (void)state;
    desk_on_each(play_export);
}

static void play_backup(Desk *d)
{
    Str copy;
    const char *to = desk_in_folder(d, "back.db");

    assert_int_equal(desk_run(d, "init --sample"), VERB_DONE);
    assert_int_equal(desk_run_with(d, "backup", "copy"), VERB_DONE);
    assert_int_equal(desk_run_with(d, "restore", "copy"), VERB_FAILED);
    assert_complained(d, "there already");
    desk_set_database(d, str_format(&d->mem, "sqlite:%s", to));
    assert_int_equal(desk_run_with(d, "restore", "copy"), VERB_DONE);
    assert_said(d, "integrity ok");
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    unlink(to);
    assert_int_equal(file_read(&d->mem, desk_in_folder(d, "copy"), SIZE_MAX / 2, &copy),
                     FAULT_NONE);
    char *bytes = str_c(&d->mem, copy);
    bytes[copy.len / 2] ^= 1;
    assert_int_equal(
        file_write(&d->mem, desk_in_folder(d, "copy"), (Str){ bytes, copy.len }, 0600),
        FAULT_NONE);
    assert_int_equal(desk_run_with(d, "restore", "copy"), VERB_FAILED);
    assert_complained(d, "damaged");
    assert_int_equal(access(to, F_OK), -1);
}

static void a_copy_comes_back_whole_or_not_at_all(void **state)
{
    (void)state;
    desk_on_sqlite(play_backup);
}

static void play_pg_backup(Desk *d)
{
    if (str_starts(setting(&d->settings, SETTING_DB), STR("postgres"))) {
        assert_int_equal(desk_run(d, "init"), VERB_DONE);
        assert_int_equal(desk_run_with(d, "backup", "copy"), VERB_FAILED);
        assert_complained(d, "pg_dump");
    }
}

static void postgres_is_copied_by_its_own_tools(void **state)
{
    (void)state;
    desk_on_each(play_pg_backup);
}

/* What is planted, and what is then said. */
typedef struct Wrong {
    const char *sql;
    Str said;
} Wrong;

static void play_check(Desk *d)
{
    static const Wrong wrongs[] = {
        { "UPDATE event SET state = 0 WHERE title LIKE 'Premier%'",
          STR_INIT("have no public event") },
        { "DELETE FROM shelf", STR_INIT("are not in the search index") },
        { "DELETE FROM shelf_words", STR_INIT("have no words") },
        { "UPDATE event SET commune = '41999' WHERE commune = '41018'",
          STR_INIT("are not in the table of communes") },
        { "INSERT INTO job (id, kind, subject, due_at, tries) VALUES (1, 'x', 1, 1, 10)",
          STR_INIT("jobs were given up") },
    };

    for (size_t i = 0; i < COUNT(wrongs); i++) {
        if (i > 0 && str_starts(setting(&d->settings, SETTING_DB), STR("postgres"))) {
            desk_empty_postgres(d, str_c(&d->mem, setting(&d->settings, SETTING_DB)));
        } else if (i > 0) {
            unlink(desk_in_folder(d, "desk.db"));
        }
        assert_int_equal(desk_run(d, "init --sample"), VERB_DONE);
        assert_int_equal(desk_run(d, "check"), VERB_DONE);
        desk_script(d, wrongs[i].sql);
        assert_int_equal(desk_run(d, "check"), VERB_FAILED);
        assert_true(str_has(buf_str(&d->error), wrongs[i].said));
        assert_true(str_has(buf_str(&d->error), STR("; "))); /* and what to do */
    }
}

static void a_check_says_what_is_wrong(void **state)
{
    (void)state;
    desk_on_each(play_check);
}

/* Each of the clock does its first round. */
static int clocked_jobs(void)
{
    int n = 0;

    for (const JobKind *k = app_jobs; k->name; k++) {
        n += k->every > 0;
    }
    return n;
}

static void play_jobs(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(desk_run(d, "job run"), VERB_DONE);
    assert_said(d, str_c(&d->mem, str_format(&d->mem, "%d done.", clocked_jobs())));
    assert_int_equal(desk_run(d, "job run"), VERB_DONE);
    assert_said(d, "0 done.");
    desk_script(d, "INSERT INTO job (id, kind, subject, due_at, tries, last_error)"
                   " VALUES (33, 'tidy', 5, 1, 10, 'db: x')");
    assert_int_equal(desk_run(d, "job list"), VERB_DONE);
    assert_said(d, "given up");
    assert_int_equal(desk_run(d, "job again 0000000000011"), VERB_DONE);
    assert_int_equal(desk_run(d, "job run"), VERB_DONE);
    assert_said(d, "1 done.");
    assert_int_equal(desk_run(d, "job again 0000000000011"), VERB_FAILED);
    assert_int_equal(desk_run(d, "job again 33"), VERB_FAILED);
    assert_complained(d, "13 letters and digits");
}

static void play_mail(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(desk_run(d, "mail list"), VERB_DONE);
    assert_said(d, "0 wait, 0 in doubt");
    desk_script(
        d, "INSERT INTO letter (id, reason, subject, address_hash, state, due_at, urgency,"
           " lang, address, title, body_text, last_error, made_at)"
           " VALUES (33, 1, 5, 'x', 2, 1, 1, 'fr', 'a@b.fr', 'Titre', 'Texte', 'no answer',"
           " 1)");
    assert_int_equal(desk_run(d, "mail list"), VERB_DONE);
    assert_said(d, "in doubt\t1970-01-01T00:00:01");
    assert_said(d, "a@b.fr\tTitre\tno answer");
    assert_int_equal(desk_run(d, "mail again 0000000000011"), VERB_DONE);
    assert_int_equal(desk_run(d, "mail list"), VERB_DONE);
    assert_said(d, "1 wait, 0 in doubt");
    assert_int_equal(desk_run(d, "mail again 0000000000012"), VERB_FAILED);
    assert_complained(d, "no letter waits");
    assert_int_equal(desk_run(d, "mail again"), VERB_USAGE);
    assert_int_equal(desk_run(d, "mail again 0000000000011 --refused"), VERB_USAGE);
    assert_complained(d, "an ID or --refused");
    desk_script(d, "UPDATE letter SET state = 4, sent_at = 1");
    assert_int_equal(desk_run(d, "mail list"), VERB_DONE);
    assert_said(d, "0 wait, 0 in doubt, 1 refused");
    assert_int_equal(desk_run(d, "mail again --refused"), VERB_DONE);
    assert_said(d, "1 letters that were refused: due now.");
    assert_int_equal(desk_run(d, "mail list"), VERB_DONE);
    assert_said(d, "1 wait, 0 in doubt, 0 refused");
}

static void letters_are_listed_and_asked_for_again(void **state)
{
    (void)state;
    desk_on_each(play_mail);
}

static void play_copy_age(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    assert_said(d, "last copy: never noted");
    assert_int_equal(desk_run(d, "copy made"), VERB_DONE);
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    assert_said(d, "last copy: 0 days ago");
    desk_script(d, "UPDATE setting SET value = '1700000000' WHERE name = 'copied_at'");
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    assert_complained(d, "the last copy is old");
}

static void an_old_copy_is_a_warning(void **state)
{
    (void)state;
    desk_on_each(play_copy_age);
}

static void jobs_are_listed_run_and_asked_for_again(void **state)
{
    (void)state;
    desk_on_each(play_jobs);
}

static void declare(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    write_table(d, "");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "cafes.csv"), VERB_DONE);
    desk_script(d, "DELETE FROM event_party; DELETE FROM event_change;"
                   "UPDATE event SET id = 33, state = 1, published_at = 0;"
                   "DELETE FROM shelf; DELETE FROM shelf_words");
}

static void play_moderate(Desk *d)
{
    declare(d);
    assert_int_equal(desk_run(d, "moderate list"), VERB_DONE);
    assert_said(d, "0000000000011\t2026-03-12\t");
    assert_int_equal(desk_run(d, "moderate refuse 0000000000011"), VERB_USAGE);
    assert_int_equal(desk_run(d, "moderate publish 0000000000011"), VERB_DONE);
    assert_int_equal(desk_run(d, "moderate publish 0000000000011"), VERB_FAILED);
    assert_complained(d, "decided on before");
    assert_int_equal(desk_run(d, "moderate publish 0000000000012"), VERB_FAILED);
    assert_complained(d, "none with this id");
    assert_int_equal(desk_run(d, "moderate list"), VERB_DONE);
    assert_complained(d, "Nothing waits.");
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
}

static void who_declared_waits_until_somebody_decides(void **state)
{
    (void)state;
    desk_on_each(play_moderate);
}

static void play_geo(Desk *d)
{
    static const char table[] = "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;"
                                "Libelle_d_acheminement;Ligne_5;_geopoint\n"
                                "41018;BLOIS;41000;BLOIS;;47.5813,1.3254\n";

    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(
        file_write(&d->mem, desk_in_folder(d, "la_poste.csv"), str_from(table), 0600),
        FAULT_NONE);
    assert_int_equal(desk_run_with(d, "geo import", "la_poste.csv"), VERB_DONE);
    assert_said(d, "Nothing was written");
    assert_int_equal(desk_run_with(d, "geo import --apply", "la_poste.csv"), VERB_DONE);
    assert_said(d, "1 changed");
    assert_int_equal(desk_run_with(d, "geo import", "la_poste.csv"), VERB_DONE);
    assert_said(d, "1 unchanged"); /* what was imported is what is used */
    write_table(d, "");
    assert_int_equal(desk_run_with(d, "geo import --apply", "cafes.csv"), VERB_FAILED);
}

static void an_imported_table_of_communes_is_used(void **state)
{
    (void)state;
    desk_on_each(play_geo);
}

static void count_change(void *ctx)
{
    ((Desk *)ctx)->changes++;
}

static void play_admin(Desk *d)
{
    House house;
    Str why;

    assert_int_equal(desk_run(d, "init --sample"), VERB_DONE);
    assert_int_equal(site_open(&d->mem, &d->settings, SITE_SERVE, &house, &why), FAULT_NONE);
    assert_int_equal(desk_run(d, "job run"), VERB_FAILED); /* held, and nobody answers */
    assert_complained(d, "a running server holds this database");
    Admin *admin = admin_open(&d->settings, &house.site, count_change, d);
    assert_non_null(admin);
    write_table(d, "");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "cafes.csv"), VERB_DONE);
    assert_said(d, "1 read: 1 new");
    assert_int_equal(desk_run_with(d, "import cafes --apply", "none.csv"), VERB_FAILED);
    assert_complained(d, "no such file");
    assert_int_equal(desk_run(d, "moderate refuse x"), VERB_USAGE);
    assert_int_equal(d->changes, 0);
    assert_int_equal(desk_run(d, "sample --remove-demo"), VERB_DONE);
    assert_int_equal(d->changes, 1);
    assert_int_equal(desk_run(d, "check"), VERB_DONE);
    admin_close(&admin);
    site_close(&house);
    assert_int_equal(access(desk_in_folder(d, "desk.db.sock"), F_OK), -1);
}

static void a_verb_goes_through_the_server_that_holds_the_database(void **state)
{
    (void)state;
    desk_on_sqlite(play_admin);
}

static void play_lines(Desk *d)
{
    static const struct {
        const char *line;
        int code;
        const char *said, *complained;
    } lines[] = {
        { "", VERB_DONE, "serve", "" },
        { "--help", VERB_DONE, "serve", "" },
        { "version", VERB_DONE, "cafeia ", "" },
        { "--version", VERB_DONE, "cafeia ", "" },
        { "moderate --help", VERB_DONE, "moderate refuse ID", "" },
        { "moderate publish --help", VERB_DONE, "cafeia moderate publish ID", "" },
        { "moderate", VERB_USAGE, "", "moderate list" },
        { "moderate everything", VERB_USAGE, "", "moderate list" },
        { "import cafes --help", VERB_DONE, "--apply", "" },
        { "import cafes", VERB_USAGE, "", "FILE" },
        { "import cafes a b", VERB_USAGE, "", "too much: b" },
        { "import cafes --apply=yes f", VERB_USAGE, "", "no value" },
        { "export cafes --format", VERB_USAGE, "", "value is missing" },
        { "check --frob", VERB_USAGE, "", "unknown flag --frob" },
        { "check -x", VERB_USAGE, "", "unknown flag -x" },
        { "frob", VERB_USAGE, "", "unknown verb \"frob\"" },
    };

    for (size_t i = 0; i < COUNT(lines); i++) {
        print_message("line: %s\n", lines[i].line);
        assert_int_equal(desk_run(d, lines[i].line), lines[i].code);
        assert_true(str_has(buf_str(&d->out), str_from(lines[i].said)));
        assert_true(str_has(buf_str(&d->error), str_from(lines[i].complained)));
    }
}

static void a_line_is_understood_or_explained(void **state)
{
    (void)state;
    desk_on_sqlite(play_lines);
}

static void play_verbs(Desk *d)
{
    for (const Verb *v = verbs; v->name; v++) {
        Str line = str_format(&d->mem, "%s --help", v->name);
        assert_int_equal(desk_run(d, str_c(&d->mem, line)), VERB_DONE);
        assert_true(str_has(buf_str(&d->out), str_from(v->line)));
    }
}

static void every_verb_explains_itself(void **state)
{
    (void)state;
    desk_on_sqlite(play_verbs);
}

static void play_statements(Desk *d)
{
    static const DbQuery *const *const lists[] = { app_store_all, check_store_all };
    DbHouse *house = NULL;
    Db *db = NULL;
    Str why;

    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(
        db_open(&d->mem, str_c(&d->mem, setting(&d->settings, SETTING_DB)), NULL, &house, &why),
        FAULT_NONE);
    assert_int_equal(db_writer(house, &db), FAULT_NONE);
    for (size_t l = 0; l < COUNT(lists); l++) {
        for (const DbQuery *const *q = lists[l]; *q; q++) {
            print_message("statement %s\n", (*q)->name);
            assert_int_equal(db_check(db, *q), FAULT_NONE);
        }
    }
    db_give(&db);
    db_close(&house);
}

static void every_statement_is_understood_by_both_engines(void **state)
{
    (void)state;
    desk_on_each(play_statements);
}

static void an_address_that_can_be_opened_is_shown(void **state)
{
    static const char *const cases[][2] = {
        { "127.0.0.1:8080", "http://127.0.0.1:8080" },
        { ":80", "http://127.0.0.1:80" },
        { "0.0.0.0:80", "http://127.0.0.1:80" },
        { "[::]:80", "http://127.0.0.1:80" },
        { "[::1]:80", "http://[::1]:80" },
        { "unix:/run/x", "http://localhost" },
        { "systemd", "http://localhost" },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = site_address(&mem, str_from(cases[i][0]));
        assert_true(str_eq(got, str_from(cases[i][1])));
    }
    arena_done(&mem);
}

static void a_site_is_named_by_its_address(void **state)
{
    static const struct {
        const char *configured, *listen, *base, *host;
        bool any_host;
    } cases[] = {
        { "", ":80", "http://127.0.0.1:80", "127.0.0.1:80", true },
        { "https://cafes.example/", ":80", "https://cafes.example", "cafes.example", false },
        { "http://cafes.example:81", ":80", "http://cafes.example:81", "cafes.example:81",
          false },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Settings s = { 0 };
        Site site = { 0 };
        s.at[SETTING_BASE_URL].value = str_from(cases[i].configured);
        site_set_address(&mem, &s, str_from(cases[i].listen), &site);
        assert_true(str_eq(site.base_url, str_from(cases[i].base)));
        assert_true(str_eq(site.host, str_from(cases[i].host)));
        assert_int_equal(site.any_host, cases[i].any_host);
    }
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_makes_once_and_then_changes_nothing),
        cmocka_unit_test(a_missing_database_is_not_made_by_looking),
        cmocka_unit_test(a_database_from_the_future_is_refused),
        cmocka_unit_test(an_import_is_looked_at_then_applied_then_unchanged),
        cmocka_unit_test(an_export_joins_all_pages),
        cmocka_unit_test(a_copy_comes_back_whole_or_not_at_all),
        cmocka_unit_test(postgres_is_copied_by_its_own_tools),
        cmocka_unit_test(a_check_says_what_is_wrong),
        cmocka_unit_test(letters_are_listed_and_asked_for_again),
        cmocka_unit_test(an_old_copy_is_a_warning),
        cmocka_unit_test(jobs_are_listed_run_and_asked_for_again),
        cmocka_unit_test(who_declared_waits_until_somebody_decides),
        cmocka_unit_test(an_imported_table_of_communes_is_used),
        cmocka_unit_test(a_verb_goes_through_the_server_that_holds_the_database),
        cmocka_unit_test(a_line_is_understood_or_explained),
        cmocka_unit_test(every_verb_explains_itself),
        cmocka_unit_test(every_statement_is_understood_by_both_engines),
        cmocka_unit_test(an_address_that_can_be_opened_is_shown),
        cmocka_unit_test(a_site_is_named_by_its_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
