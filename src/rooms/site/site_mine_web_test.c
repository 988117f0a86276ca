/* site_mine_web_test.c - my data on a page, in a file, and erased by one button */
#include "tests/scenes.h"

static const char accounts[] = "SELECT count(*) AS n FROM account";

static void my_data_are_read_on_a_page_and_taken_in_a_file(void **state)
{
    House *h = *state;
    Str amina = house_sign_in(h, "amina@example.org", false);

    scene_script(h, "INSERT INTO watch (id, mail, mail_hash, commune, secret_hash, made_at)"
                    " VALUES (1, 'amina@example.org', 'a', '41018', 'x', 0),"
                    " (2, 'paul@example.org', 'b', '41019', 'y', 0)");
    Answer page = house_as(h, amina, "/compte/donnees", NULL);
    assert_int_equal(page.status, 200);
    assert_says(&page, "Firefox, Linux");
    /* Of the account, the day it was used is kept: no hour is made of it. */
    assert_says(&page, "Dernière visite : vendredi 21 juin 2024<br>");
    assert_says(&page, "41018");
    assert_says_not(&page, "41019");
    assert_says_not(&page, "sign-in");
    Answer file = house_as(h, amina, "/compte/donnees", "");
    assert_int_equal(file.status, 200);
    assert_str("attachment; filename=\"mes-donnees.json\"",
               header(&file, "Content-Disposition"));
    assert_says(&file, "\"commune\":\"41018\"");
    assert_says_not(&file, "41019");
    assert_says(&file, "account.export");
}

static void what_i_did_is_said_by_its_name(void **state)
{
    static const struct {
        const char *act, *want;
    } all[] = {
        { "event.write", "Message envoyé aux inscrits" },
        { "event.claim", "Café ajouté aux vôtres" },
        { "event.join", "Équipe d’un café rejointe" },
        { "event.link", "Lien de modification refait" },
        { "event.seats", "Café modifié" },
    };
    House *h = *state;
    Str amina = house_sign_in(h, "amina@example.org", false);
    long long id = (long long)scene_account(h, "amina@example.org").v;

    for (size_t i = 0; i < COUNT(all); i++) {
        scene_script(h, "DELETE FROM deed");
        scene_script(h, house_text(h,
                                   "INSERT INTO deed (id, at, account_id, act)"
                                   " VALUES (1, 0, %lld, '%s')",
                                   id, all[i].act));
        Answer page = house_as(h, amina, "/compte/donnees", NULL);
        assert_says(&page, all[i].want);
        assert_int_equal(says_times(&page, "Café modifié"), i == 4);
    }
}

/* Whoever has a second factor, and whoever looks after others. */
static void a_stolen_letter_does_not_carry_all_away(void **state)
{
    House *h = *state;

    scene_gives(h, "paul@example.org", ROLE_MODERATOR, "everywhere", 0);
    Str paul = house_sign_in(h, "paul@example.org", false);
    Answer page = house_as(h, paul, "/compte/donnees", NULL);
    assert_str("/connexion/preuve?suite=%2Fcompte%2Fdonnees", page.reply.location);
    assert_int_equal(house_as(h, paul, "/compte/donnees", "").status, 403);
    assert_int_equal(house_as(h, paul, "/compte/effacer", NULL).status, 200);
    Str amina = house_sign_in(h, "amina@example.org", false);
    scene_script(h, "UPDATE account SET factor = 'x', factor_at = 5"
                    " WHERE mail = 'amina@example.org'");
    assert_int_equal(house_as(h, amina, "/compte/donnees", "").status, 403);
    page = house_as(h, amina, "/compte/effacer", NULL);
    assert_str("/connexion/preuve?suite=%2Fcompte%2Feffacer", page.reply.location);
    assert_int_equal(house_as(h, amina, "/compte/effacer", "").status, 403);
    assert_int_equal(scene_count(h, accounts), 2);
}

static void one_button_erases_and_says_goodbye(void **state)
{
    House *h = *state;
    Str here = house_sign_in(h, "amina@example.org", false);
    Str there = house_sign_in(h, "amina@example.org", false);

    Answer page = house_as(h, here, "/compte/effacer", NULL);
    assert_says(&page, "Ce qui s’efface, tout de suite");
    assert_says(&page, "Ce qui reste");
    assert_int_equal(scene_count(h, accounts), 1);
    Answer gone = house_as(h, here, "/compte/effacer", "");
    assert_str("/compte/au-revoir", gone.reply.location);
    assert_true(str_has(header(&gone, "Set-Cookie"), STR("s=;")));
    assert_int_equal(scene_count(h, accounts), 0);
    assert_true(
        str_starts(house_as(h, there, "/compte", NULL).reply.location, STR("/connexion")));
    page = house_follow(h, &gone);
    assert_says(&page, "Au revoir");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(my_data_are_read_on_a_page_and_taken_in_a_file),
        HOUSE_TEST(what_i_did_is_said_by_its_name),
        HOUSE_TEST(a_stolen_letter_does_not_carry_all_away),
        HOUSE_TEST(one_button_erases_and_says_goodbye),
    };

    return cmocka_run_group_tests_name("site_mine_web", tests, NULL, NULL);
}
