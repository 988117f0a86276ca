/* verb_people_test.c - verbs about people: who was erased, who lost their telephone */
#include "app/site.h"
#include "app/verb.h"
#include "app/verb_desk.h"
#include "rooms/site/site_mine.h"
#include "sys/clock.h"
#include "tests/unit.h"

#include <unistd.h>

static const char two_people[] =
    "INSERT INTO account (id, mail, made_at, seen_at) VALUES (1, 'amina@example.org', 0, 0),"
    " (2, 'paul@example.org', 0, 0)";

/* As the person herself does it on her page. */
static void erase_amina(Desk *d)
{
    House house;
    Str why;

    assert_int_equal(site_open(&d->mem, &d->settings, SITE_WRITE, &house, &why), FAULT_NONE);
    Work w = { .mem = &d->mem, .site = &house.site, .now = 1000 };
    assert_int_equal(site_mine_erase_all(&w, (AccountId){ 1 }, STR("amina@example.org")),
                     FAULT_NONE);
    work_done(&w);
    site_close(&house);
}

static int64_t rows_at(Desk *d, Str where, const char *sql)
{
    static const DbCol cols[] = { DB_COL(EventId, v) };
    static const DbRow row = DB_ROW(EventId, cols);
    DbQuery *q = NEW(&d->mem, DbQuery);
    DbHouse *house = NULL;
    Db *db = NULL;
    EventId n;
    Str why;

    *q = (DbQuery){ .name = "test.rows", .sql = sql };
    assert_int_equal(db_open(&d->mem, str_c(&d->mem, where), NULL, &house, &why), FAULT_NONE);
    assert_int_equal(db_reader(house, &db), FAULT_NONE);
    assert_int_equal(db_one(db, &d->mem, q, DB_NO_ARGS, &row, &n), FAULT_NONE);
    db_give(&db);
    db_close(&house);
    return n.v;
}

static int64_t rows_of(Desk *d, const char *sql)
{
    return rows_at(d, setting(&d->settings, SETTING_DB), sql);
}

static int64_t accounts(Desk *d, const char *file)
{
    return rows_at(d, str_format(&d->mem, "sqlite:%s", desk_in_folder(d, file)),
                   "SELECT count(*) AS v FROM account");
}

static int restore(Desk *d, const char *more)
{
    return desk_run(d, str_c(&d->mem, str_format(&d->mem, "restore %s --to sqlite:%s%s",
                                                 desk_in_folder(d, "copy"),
                                                 desk_in_folder(d, "back.db"), more)));
}

static void play_erased(Desk *d)
{
    Str own = setting(&d->settings, SETTING_DB);

    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    desk_script(d, two_people);
    assert_int_equal(desk_run_with(d, "backup", "copy"), VERB_DONE);
    erase_amina(d);
    /* The one that stands beside knows. */
    assert_int_equal(restore(d, ""), VERB_DONE);
    assert_said(d, "Erased again");
    assert_int_equal(accounts(d, "back.db"), 1);
    unlink(desk_in_folder(d, "back.db"));
    /* It was moved away first: somebody has to say where. */
    desk_set_database(d, str_format(&d->mem, "sqlite:%s", desk_in_folder(d, "back.db")));
    assert_int_equal(restore(d, ""), VERB_DONE);
    assert_complained(d, "--erased");
    assert_int_equal(accounts(d, "back.db"), 2);
    unlink(desk_in_folder(d, "back.db"));
    assert_int_equal(
        restore(d, str_c(&d->mem, str_format(&d->mem, " --erased %.*s", STR_ARG(own)))),
        VERB_DONE);
    assert_int_equal(accounts(d, "back.db"), 1);
    unlink(desk_in_folder(d, "back.db"));
}

static void play_erased_elsewhere(Desk *d)
{
    Str other = str_format(&d->mem, "sqlite:%s", desk_in_folder(d, "other.db"));

    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(desk_run_with(d, "backup", "copy"), VERB_DONE);
    desk_set_database(d, other);
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    assert_int_equal(
        restore(d, str_c(&d->mem, str_format(&d->mem, " --erased %.*s", STR_ARG(other)))),
        VERB_FAILED);
    assert_complained(d, "isn't one of that database");
    assert_int_equal(access(desk_in_folder(d, "back.db"), F_OK), -1);
    /* A damaged one beside doesn't stand in the way. */
    assert_int_equal(restore(d, ""), VERB_DONE);
    assert_complained(d, "doesn't say who was erased");
    unlink(desk_in_folder(d, "back.db"));
}

static void a_copy_does_not_bring_back_who_was_erased(void **state)
{
    (void)state;
    desk_on_sqlite(play_erased);
    desk_on_sqlite(play_erased_elsewhere);
}

static void play_factor(Desk *d)
{
    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    desk_script(d, two_people);
    desk_script(d, "UPDATE account SET factor = 'x', factor_at = 5 WHERE id = 1;"
                   "INSERT INTO recovery_code (account_id, hash) VALUES (1, 'x');"
                   "INSERT INTO session (hash, id, account_id, made_at, seen_at) VALUES"
                   " ('a', 1, 1, 0, 0), ('b', 2, 2, 0, 0)");
    assert_int_equal(desk_run(d, "account forget-factor lea@example.org"), VERB_FAILED);
    assert_complained(d, "nobody signs in");
    assert_int_equal(desk_run(d, "account forget-factor Amina@example.org"), VERB_DONE);
    assert_said(d, "signed out");
    assert_int_equal(rows_of(d, "SELECT count(*) AS v FROM session"), 1);
    assert_int_equal(rows_of(d, "SELECT count(*) AS v FROM recovery_code"), 0);
    assert_int_equal(rows_of(d, "SELECT count(*) AS v FROM account WHERE factor_at > 0"), 0);
}

static void whoever_lost_their_telephone_can_come_back(void **state)
{
    (void)state;
    desk_on_each(play_factor);
}

/* At 30 hours after noon of 21 June 2024; the session's thirty days aren't over. */
static void play_purge(Desk *d)
{
    static const char *const lines[] = {
        "letter\twords\t1 days\t1\n",
        "letter\tletter\t30 days\t0\n",
        "sign_in\tsign_in\t1 days\t1\n",
        "session\tsession\t14 days\t1\n",
    };

    assert_int_equal(desk_run(d, "init"), VERB_DONE);
    desk_script(d, two_people);
    desk_script(d, "INSERT INTO letter (id, reason, subject, address_hash, state, due_at, lang,"
                   " address, title, body_text, sent_at, made_at) VALUES (1, 0, 1, 'l', 5,"
                   " 1718964000, 'fr', 'amina@example.org', 't', 'b', 1718964000, 1718964000);"
                   "INSERT INTO sign_in (hash, browser_hash, code_hash, mail, made_at) VALUES"
                   " ('i', 'b', 'c', 'amina@example.org', 1718964000);"
                   "INSERT INTO session (hash, id, account_id, made_at, seen_at) VALUES"
                   " ('a', 1, 1, 1717000000, 1717000000), ('b', 2, 2, 1718964000, 1718964000)");
    for (int dry = 1; dry >= 0; dry--) {
        sys_clock_start(1718964000 + 30 * 3600);
        assert_int_equal(desk_run(d, dry ? "purge --dry-run" : "purge"), VERB_DONE);
        for (size_t i = 0; i < COUNT(lines); i++) {
            assert_said(d, lines[i]);
        }
        assert_int_equal(
            rows_of(d, "SELECT count(*) AS v FROM letter WHERE id = 1 AND body_text <> ''"),
            dry);
        assert_int_equal(rows_of(d, "SELECT count(*) AS v FROM sign_in"), dry);
        assert_int_equal(rows_of(d, "SELECT count(*) AS v FROM session"), 1 + dry);
    }
}

static void the_purge_by_hand_erases_all_that_the_server_does(void **state)
{
    (void)state;
    desk_on_each(play_purge);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_does_not_bring_back_who_was_erased),
        cmocka_unit_test(whoever_lost_their_telephone_can_come_back),
        cmocka_unit_test(the_purge_by_hand_erases_all_that_the_server_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
