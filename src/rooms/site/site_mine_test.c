/* site_mine_test.c - all that is kept of me, in my hands, and gone when I say so */
#include "rooms/site/site_mine.h"

#include "rooms/account/account.h"
#include "tests/scenes.h"

static const char scene[] =
    "INSERT INTO event (id, state, kind, mode, audience, theme, title, slug, starts_at, ends_at,"
    " until_at, hour_known, zone, made_at, changed_at, owner_id, owner_mail, contact) VALUES"
    " (1, 2, 0, 0, 0, 1, 'Un', 'un', 1719050400, 0, 1719054000, 1, 'Europe/Paris', 0, 0, 0,"
    "  'Amina@example.org', 'canary@example.org'),"
    " (2, 2, 0, 0, 0, 1, 'Deux', 'deux', 1719050400, 0, 1719054000, 1, 'Europe/Paris', 0, 0,"
    "  (SELECT id FROM account WHERE mail = 'amina@example.org'), 'amina@example.org', '');"
    "INSERT INTO seat_book (event_id, seats, confirmed) VALUES (1, 3, 3);"
    "INSERT INTO signup (id, event_id, state, seats, name, mail, mail_hash, needs, secret_hash,"
    " code, form_token, rank_at, made_at, changed_at) VALUES"
    " (11, 1, 3, 2, 'Amina', 'Amina@example.org', 'h', 'ramp', 'x', 'A', 'f1', 1, 0, 0),"
    " (12, 1, 3, 1, 'Paul', 'paul@example.org', 'i', '', 'x', 'B', 'f2', 2, 0, 0);"
    "INSERT INTO guest (signup_id, number, name) VALUES (11, 1, 'Amina'), (11, 2, 'Lea'),"
    " (12, 1, 'Paul');"
    "INSERT INTO watch (id, mail, mail_hash, commune, secret_hash, made_at) VALUES"
    " (1, 'amina@example.org', 'a', '41018', 'x', 0), (2, 'paul@example.org', 'b', '41018', 'x', 0);"
    "INSERT INTO report (id, event_id, at, reason, body, mail, secret_hash) VALUES"
    " (1, 1, 0, 0, 'reported', 'amina@example.org', 'x');"
    "INSERT INTO role (id, account_id, role, scope, made_at, until_at) VALUES"
    " (1, (SELECT id FROM account WHERE mail = 'amina@example.org'), 0, 4, 0, 0);"
    "INSERT INTO event_change (event_id, number, at, was, becomes, who, account_id) VALUES"
    " (1, 1, 0, 1, 2, 'moderator', (SELECT id FROM account WHERE mail = 'amina@example.org'));"
    "INSERT INTO deed (id, at, account_id, act) VALUES"
    " (1, 0, (SELECT id FROM account WHERE mail = 'amina@example.org'), 'sign-in');";

static void all_that_is_kept_of_me_is_in_one_file(void **state)
{
    static const char *const mine[] = { "\"mail\":\"amina@example.org\"",
                                        "Firefox, Linux",
                                        "\"title\":\"Un\"",
                                        "\"title\":\"Deux\"",
                                        "\"needs\":\"ramp\"",
                                        "\"name\":\"Lea\"",
                                        "\"commune\":\"41018\"",
                                        "\"body\":\"reported\"",
                                        "\"act\":\"sign-in\"",
                                        "\"scope\":\"4\"" };
    House *h = *state;
    struct Person p = { .mail = STR("amina@example.org") };
    Buf out = buf_new(&h->mem, 1 << 20);

    (void)house_sign_in(h, "amina@example.org", true);
    scene_script(h, scene);
    Work w = house_work(h, "test");
    p.id = scene_account(h, "amina@example.org");
    w.person = &p;
    assert_fine(site_mine_json(&w, &out));
    for (size_t i = 0; i < COUNT(mine); i++) {
        if (!str_has(buf_str(&out), str_from(mine[i]))) {
            fail_msg("%s not in %.*s", mine[i], STR_ARG(buf_str(&out)));
        }
    }
    assert_false(str_has(buf_str(&out), STR("Paul")));
    assert_false(str_has(buf_str(&out), STR("paul@")));
    work_done(&w);
}

#define COUNT_OF(what) "SELECT count(*) AS n FROM " what

static void what_is_erased_is_gone_and_the_cafes_stay(void **state)
{
    static const struct {
        const char *sql;
        int64_t want;
    } left[] = {
        { COUNT_OF("account"), 0 },
        { COUNT_OF("session"), 0 },
        { COUNT_OF("role"), 0 },
        { COUNT_OF("deed"), 0 },
        { COUNT_OF("signup"), 1 },
        { COUNT_OF("guest"), 1 },
        { COUNT_OF("watch"), 1 },
        { COUNT_OF("report WHERE mail <> ''"), 0 },
        { COUNT_OF("report"), 1 },
        { COUNT_OF("event"), 2 },
        { COUNT_OF("event WHERE owner_mail <> '' OR owner_id <> 0"), 0 },
        { COUNT_OF("letter WHERE lower(address) = 'amina@example.org'"), 0 },
        { COUNT_OF("event_change WHERE event_id = 1"), 1 },
        { COUNT_OF("event_change WHERE account_id <> 0"), 0 },
        { COUNT_OF("erasure"), 1 },
        { COUNT_OF("seat_book WHERE event_id = 1 AND confirmed = 1"), 1 },
    };
    House *h = *state;

    (void)house_sign_in(h, "amina@example.org", true);
    scene_script(h, scene);
    Work w = house_work(h, "test");
    assert_fine(site_mine_erase_all(&w, scene_account(h, "amina@example.org"),
                                    STR("Amina@example.org")));
    work_done(&w);
    for (size_t i = 0; i < COUNT(left); i++) {
        int64_t n = scene_count(h, left[i].sql);
        if (n != left[i].want) {
            fail_msg("%s: %lld", left[i].sql, (long long)n);
        }
    }
}

static void a_backup_does_not_bring_back_who_was_erased(void **state)
{
    static const char accounts[] = COUNT_OF("account WHERE mail = 'amina@example.org'");
    static const char all[] = COUNT_OF("account");
    House *h = *state;
    int64_t n = 0;

    (void)house_sign_in(h, "amina@example.org", true);
    (void)house_sign_in(h, "paul@example.org", true);
    Work w = house_work(h, "test");
    assert_fine(site_mine_erase_all(&w, scene_account(h, "amina@example.org"),
                                    STR("amina@example.org")));
    work_done(&w);
    assert_int_equal(scene_count(h, accounts), 0);
    /* What was there before is there again. */
    (void)house_sign_in(h, "amina@example.org", true);
    scene_script(h, "UPDATE account SET made_at = 0");
    (void)house_sign_in(h, "lea@example.org", true); /* came back since */
    AccountId lea = scene_account(h, "lea@example.org");
    Work back = house_work(h, "test");
    assert_fine(site_mine_erase_all(&back, lea, STR("lea@example.org")));
    work_done(&back);
    house_at(h, "2024-06-22T12:00:00+02:00");
    (void)house_sign_in(h, "lea@example.org", true);
    Work ledger = house_work(h, "test");
    w = house_work(h, "test");
    assert_fine(site_mine_replay(&ledger, &w, &n));
    work_done(&ledger);
    work_done(&w);
    assert_int_equal(n, 1);
    assert_int_equal(scene_count(h, accounts), 0);
    assert_int_equal(scene_count(h, all), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(all_that_is_kept_of_me_is_in_one_file),
        HOUSE_TEST(what_is_erased_is_gone_and_the_cafes_stay),
        HOUSE_TEST(a_backup_does_not_bring_back_who_was_erased),
    };

    return cmocka_run_group_tests_name("site_mine", tests, NULL, NULL);
}
