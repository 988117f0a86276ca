/* account_who_test.c - who does what, told to everybody; and who gives roles */
#include "rooms/account/account_rule.h"
#include "rooms/account/account_store.h"
#include "tests/scenes.h"

static Str administrator(House *h)
{
    return scene_staff(h, "admin@example.org", ROLE_ADMINISTRATOR, "everywhere");
}

/* As many lines as the table has permissions: a right that is added is told. */
static void the_page_says_what_the_table_says(void **state)
{
    House *h = *state;
    Answer page = house_get(h, "/qui-fait-quoi");
    size_t proofs = 0;

    for (int i = 0; i < HOLDERS; i++) {
        for (int j = 0; j < ACTS; j++) {
            proofs += account_rule(i, (Act)j) == PERMISSION_PROVEN;
        }
    }
    assert_int_equal(page.status, 200);
    assert_int_equal(says_times(&page, "(avec sa deuxième clé)"), proofs);
    assert_says(&page, "Tenir la liste à l’entrée");
    assert_says_not(&page, "Ce que je peux faire</h2>");
}

static void who_has_signed_in_sees_what_they_may_where_and_until_when(void **state)
{
    House *h = *state;

    scene_gives(h, "paul@example.org", ROLE_COORDINATOR, "department:41",
                HOUSE_NOON + 86400 * 10);
    scene_gives(h, "paul@example.org", ROLE_FACILITATOR, "event:0000000000001", 0);
    Str paul = house_sign_in(h, "paul@example.org", false);
    Answer page = house_as(h, paul, "/qui-fait-quoi", NULL);
    assert_says(&page, "dans le département Loir-et-Cher (41)");
    assert_says(&page, "Jusqu’au lundi 1er juillet 2024");
    assert_says(&page, "href=\"/cafes/0000000000001\"");
    assert_says(&page, "/connexion/preuve?suite=%2Fqui-fait-quoi");
    page = house_as(h, paul, "/compte", NULL);
    assert_says(&page, "href=\"/moderation\"");
    assert_says_not(&page, "href=\"/admin/roles\"");
    page = house_as(h, administrator(h), "/compte", NULL);
    assert_says(&page, "href=\"/admin/roles\"");
}

static void whoever_heads_a_network_finds_its_pages_and_its_name(void **state)
{
    House *h = *state;

    scene_gives(h, "lea@example.org", ROLE_NETWORK_HEAD, "organization: Réseau Canopé ", 0);
    Str lea = house_sign_in(h, "lea@example.org", true);
    Answer page = house_as(h, lea, "/compte", NULL);
    assert_says(&page, "href=\"/moderation\"");
    page = house_as(h, lea, "/qui-fait-quoi", NULL);
    assert_says(&page, "pour les cafés de « Réseau Canopé »");
    assert_says(&page, "href=\"/mes-cafes?vue=organisation\"");
    assert_says(&page, "href=\"/moderation\"");
    assert_says_not(&page, "href=\"/admin");
    page = house_as(h, administrator(h), "/admin/roles", NULL);
    assert_says(&page, "pour les cafés de « Réseau Canopé »");
    /* The same, however it is typed. */
    assert_int_equal(house_as(h, administrator(h), "/admin/roles/retirer",
                              "mail=lea%40example.org&role=network-head"
                              "&scope=organization%3ARESEAU+canope")
                         .status,
                     303);
    page = house_as(h, lea, "/qui-fait-quoi", NULL);
    assert_says_not(&page, "Canopé");
}

/* Every page that is named exists for who is shown it. */
static void what_one_may_do_leads_to_where_it_is_done(void **state)
{
    House *h = *state;
    Str admin = administrator(h);
    Answer page = house_as(h, admin, "/qui-fait-quoi", NULL);
    Str mine = between(page.body, "<section class=\"note\"", "</section>");
    size_t links = 0;

    for (Str to = between(mine, "href=\"", "\""); to.len > 0;
         to = between(mine, "href=\"", "\"")) {
        assert_int_equal(house_as(h, admin, str_c(&h->mem, to), NULL).status, 200);
        mine = str_slice(mine, (size_t)(to.at - mine.at) + to.len, mine.len);
        links++;
    }
    assert_int_equal(links, 8);
    scene_gives(h, "paul@example.org", ROLE_FACILITATOR, "event:0000000000001", 0);
    page = house_as(h, house_sign_in(h, "paul@example.org", true), "/qui-fait-quoi", NULL);
    assert_says(&page, "href=\"/mes-cafes/0000000000001/porte\"");
}

static size_t grants_of(House *h, const char *mail)
{
    Work w = house_work(h, "test");
    AccountId id;
    Grant *grants = NULL;
    size_t n = 0;

    assert_fine(account_of_mail(&w, str_from(mail), &id));
    assert_fine(account_store_grants(&w, id, &grants, &n));
    work_done(&w);
    return n;
}

static void an_administrator_gives_a_role_and_takes_it_away(void **state)
{
    House *h = *state;
    Str admin = administrator(h);
    const char *form = "mail=Paul%40example.org&role=coordinator&scope=department&code=41"
                       "&until=2024-12-31";

    assert_int_equal(house_as(h, admin, "/admin/roles", form).status, 303);
    assert_int_equal(grants_of(h, "paul@example.org"), 1);
    Answer page = house_as(h, admin, "/admin/roles", NULL);
    assert_says(&page, "paul@example.org");
    assert_says(&page, "Jusqu’au mardi 31 décembre 2024");
    assert_says(&page, "name=\"scope\" value=\"department:41\"");
    assert_int_equal(house_as(h, admin, "/admin/roles/retirer",
                              "mail=paul%40example.org&role=coordinator&scope=department%3A41")
                         .status,
                     303);
    assert_int_equal(grants_of(h, "paul@example.org"), 0);
}

static void nobody_shuts_themselves_out(void **state)
{
    House *h = *state;
    Str admin = administrator(h);

    assert_int_equal(house_as(h, admin, "/admin/roles/retirer",
                              "mail=Admin%40example.org&role=administrator&scope=everywhere")
                         .status,
                     403);
    assert_int_equal(grants_of(h, "admin@example.org"), 1);
}

static void what_is_wrong_is_said_beside_its_field(void **state)
{
    static const struct {
        const char *form, *problem;
    } cases[] = {
        /* and at the top, with a way to the field */
        { "mail=paul&role=moderator&scope=everywhere", "id=\"mail-err\"" },
        { "mail=&role=moderator&scope=everywhere", "id=\"mail-err\"" },
        { "mail=a%40b.fr&role=coordinator&scope=department&code=99", "id=\"code-err\"" },
        { "mail=a%40b.fr&role=coordinator&scope=department&code=", "id=\"code-err\"" },
        { "mail=a%40b.fr&role=administrator&scope=region&code=24", "id=\"code-err\"" },
        { "mail=a%40b.fr&role=moderator&scope=everywhere&until=demain", "id=\"until-err\"" },
        { "mail=a%40b.fr&role=moderator&scope=everywhere&until=2024-06-20",
          "id=\"until-err\"" },
    };
    House *h = *state;
    Str admin = administrator(h);

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer page = house_as(h, admin, "/admin/roles", cases[i].form);
        Str field = between(str_from(cases[i].problem), "\"", "-err");
        if (page.status != 422 || !says(&page, cases[i].problem) ||
            !says(&page, house_text(h, "<li><a href=\"#%.*s\">", STR_ARG(field)))) {
            fail_msg("%s: %d", cases[i].form, page.status);
        }
    }
    assert_int_equal(
        house_as(h, admin, "/admin/roles", "mail=a%40b.fr&role=facilitator&scope=everywhere")
            .status,
        400);
}

static void a_long_list_comes_page_by_page(void **state)
{
    House *h = *state;
    Str admin = administrator(h);

    for (int i = 0; i < 35; i++) {
        scene_gives(h, house_text(h, "m%02d@example.org", i), ROLE_MODERATOR, "everywhere", 0);
    }
    Answer page = house_as(h, admin, "/admin/roles", NULL);
    assert_says(&page, "m05@example.org");
    assert_says_not(&page, "m33@example.org");
    Str next = between(page.body, "href=\"/admin/roles?apres=", "\"");
    page = house_as(h, admin, house_text(h, "/admin/roles?apres=%.*s", STR_ARG(next)), NULL);
    assert_says(&page, "m33@example.org");
    assert_says_not(&page, "m05@example.org");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(the_page_says_what_the_table_says),
        HOUSE_TEST(who_has_signed_in_sees_what_they_may_where_and_until_when),
        HOUSE_TEST(whoever_heads_a_network_finds_its_pages_and_its_name),
        HOUSE_TEST(what_one_may_do_leads_to_where_it_is_done),
        HOUSE_TEST(an_administrator_gives_a_role_and_takes_it_away),
        HOUSE_TEST(nobody_shuts_themselves_out),
        HOUSE_TEST(what_is_wrong_is_said_beside_its_field),
        HOUSE_TEST(a_long_list_comes_page_by_page),
    };

    return cmocka_run_group_tests_name("account_who", tests, NULL, NULL);
}
