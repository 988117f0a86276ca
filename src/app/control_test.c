/* control_test.c - /admin, as who looks after the house sees it */
#include "app/app_store.h"
#include "app/control.h"
#include "app/control_room.h"
#include "app/control_store.h"
#include "post/post_queue.h"
#include "tests/scenes.h"

static Str administrator(House *h)
{
    return scene_staff(h, "a@example.org", ROLE_ADMINISTRATOR, "everywhere");
}

static LetterId put(House *h, int64_t occasion)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Work w = house_work(h, "organizer");
    PostLetter l = { .reason = POST_SEAT,
                     .occasion = occasion,
                     .to = STR("amina@example.org"),
                     .title = STR("Votre place"),
                     .paras = { STR("Bonjour") },
                     .why = STR("Parce que.") };
    PostOutcome outcome;
    Letter *list;
    size_t n;

    assert_fine(work_begin(&w, &tx));
    assert_fine(post_put(&w, &l, &outcome));
    assert_fine(work_commit(&tx));
    assert_fine(post_list(&w, POST_WAITING, (LetterId){ 0 }, 1, &list, &n));
    work_done(&w);
    return list[0].id;
}

static void refuse(House *h, LetterId id)
{
    Work w = house_work(h, "job");

    assert_fine(post_refused(&w, id, STR("550 <amina@example.org> unknown")));
    work_done(&w);
}

static void the_overview_says_how_the_house_is(void **state)
{
    House *h = *state;
    Str me = administrator(h);
    (void)put(h, 1);
    scene_script(h, "INSERT INTO job (id, kind, subject, due_at, tries, last_error) VALUES"
                    " (7, 'purge', 0, 1, 2, 'io: no')");

    Answer a = house_as(h, me, "/admin", NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "1 lettre attend");
    assert_says(&a, "href=\"/admin/roles\"");
    assert_says(&a, "href=\"/moderation\"");
    Answer roles = house_as(h, me, "/admin/roles", NULL);
    assert_says(&roles, "<a href=\"/admin\">← Administration</a>");
    assert_says(&a, "échecs à regarder : 1");
    assert_says(&a, "1 tâche a échoué");
    assert_says(&a, "<td>1</td>");
    assert_says(&a, "aucun relais n’est réglé");
    Answer figures = house_get(h, "/metrics");
    assert_says(&figures, "\ncafeia_letters{state=\"waiting\"} 1\n");
    assert_says(&figures, "\ncafeia_letters{state=\"in_doubt\"} 0\n");
    assert_says(&figures, "\ncafeia_courier_starts_total 0\n");
}

static void letters_that_were_not_written_are_told(void **state)
{
    House *h = *state;
    Str me = administrator(h);

    h->site.mail.strangers_hour = 1;
    for (int i = 0; i < 3; i++) {
        (void)house_post(h, "/connexion", house_text(h, "mail=p%d@example.org", i));
    }
    Answer home = house_as(h, me, "/admin", NULL);
    Answer letters = house_as(h, me, "/admin/lettres", NULL);
    Answer figures = house_get(h, "/metrics");
    assert_says(&home, "2 lettres n’ont pas été écrites cette heure-ci");
    assert_says(&letters, "2 lettres n’ont pas été écrites cette heure-ci");
    assert_says(&figures, "\ncafeia_letters_dropped_total 2\n");
    assert_says(&figures, "\ncafeia_letters_put_off_total 0\n");
}

static void a_copy_that_is_old_is_asked_for(void **state)
{
    House *h = *state;
    Str me = administrator(h);

    Answer never = house_as(h, me, "/admin", NULL);
    assert_says(&never, "Il est temps de faire une copie");
    assert_says(&never, "cafeia backup");
    Work w = house_work(h, "operator");
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(&w, &tx));
    assert_fine(app_store_copied(&w));
    assert_fine(work_commit(&tx));
    work_done(&w);
    Answer now = house_as(h, me, "/admin", NULL);
    assert_says_not(&now, "Il est temps");
    assert_says(&now, "il y a 0 jour");
    house_at(h, "2024-06-28T11:00:00+02:00");
    me = house_sign_in(h, "a@example.org", true);
    Answer week = house_as(h, me, "/admin", NULL);
    assert_says_not(&week, "Il est temps");
    house_at(h, "2024-06-29T13:00:00+02:00");
    me = house_sign_in(h, "a@example.org", true);
    Answer later = house_as(h, me, "/admin", NULL);
    assert_says(&later, "Il est temps");
}

static void settings_are_seen_with_their_origin_but_no_secret(void **state)
{
    House *h = *state;
    Str me = administrator(h), why;
    Settings settings;
    const char *const said[] = { "cafeia",
                                 "--db",
                                 "postgres://bob:hush1@db.example/x?password=hush2",
                                 "--relay-password",
                                 "hush3",
                                 "--oidc-client-secret",
                                 "hush4" };
    int argc = (int)COUNT(said);
    char **words = NEW_ARRAY(&h->mem, char *, COUNT(said) + 1);

    for (size_t i = 0; i < COUNT(said); i++) {
        words[i] = str_c(&h->mem, str_from(said[i]));
    }
    assert_fine(settings_read(&h->mem, &argc, words, &settings, &why));
    control_watch(&settings);
    Answer a = house_as(h, me, "/admin/reglages", NULL);
    Answer home = house_as(h, me, "/admin", NULL);
    control_watch(NULL);
    assert_int_equal(a.status, 200);
    assert_says_not(&a, "hush");
    assert_says_not(&home, "hush");
    assert_says(&a, "postgres://…@db.example/x?…");
    assert_int_equal(says_times(&a, "réglé (jamais montré)"), 2);
    assert_int_equal(says_times(&a, "<b>(dite par la ligne de commande)</b>"), 3);
    assert_int_equal(says_times(&a, "<code>"), SETTING_COUNT);
    assert_says(&home, "3 réglages décidés");
}

static void a_letter_is_known_by_its_kind_and_not_read(void **state)
{
    House *h = *state;
    Str me = administrator(h);
    refuse(h, put(h, 1));

    Answer a = house_as(h, me, "/admin/lettres?etat=refusee", NULL);
    assert_says(&a, "Une place");
    assert_says(&a, "550 &lt;am…@example.org&gt; unknown");
    assert_says_not(&a, "amina");
    assert_says_not(&a, "Votre place");
    /* Its button is under it: beside it, a telephone has no room for the words. */
    assert_says(&a, "<form class=\"acts\" method=\"post\" action=\"/admin/lettres\">");
    Str id = between(a.body, "name=\"id\" value=\"", "\"");
    Answer again = house_as(h, me, "/admin/lettres", house_text(h, "id=%.*s", STR_ARG(id)));
    assert_int_equal(again.status, 303);
    Answer b = house_as(h, me, "/admin/lettres", NULL);
    assert_says(&b, "Prête à partir");
    assert_says(&b, "Attendent : 1");
    assert_int_equal(house_as(h, me, "/admin/lettres", "id=0000000000001").status, 404);
    assert_int_equal(house_as(h, me, "/admin/lettres", "id=!").status, 400);
    assert_int_equal(house_as(h, me, "/admin/lettres?etat=zz", NULL).status, 400);
}

static void letters_follow_one_another(void **state)
{
    House *h = *state;
    Str me = administrator(h);

    for (int64_t i = 0; i < 17; i++) {
        (void)put(h, i);
    }
    Answer a = house_as(h, me, "/admin/lettres", NULL);
    assert_int_equal(says_times(&a, "<b>Une place</b>"), 15);
    Str id = between(a.body, "etat=attend&amp;avant=", "\"");
    Answer b = house_as(
        h, me, house_text(h, "/admin/lettres?etat=attend&avant=%.*s", STR_ARG(id)), NULL);
    assert_int_equal(says_times(&b, "<b>Une place</b>"), 2);
    assert_says_not(&b, "Celles d’avant");
}

static void a_job_that_failed_says_why_and_is_asked_again(void **state)
{
    House *h = *state;
    Str me = administrator(h);
    scene_script(
        h, "INSERT INTO job (id, kind, subject, due_at, tries, last_error, done_at) VALUES"
           " (7, 'purge', 0, 2000000000, 10, 'io: <no>', 0),"
           " (8, 'signup_remind', 0, 2000000000, 0, '', 0),"
           " (9, 'post_tidy', 0, 1, 0, '', 1718960000)");

    Answer a = house_as(h, me, "/admin/taches", NULL);
    assert_says(&a, "io: &lt;no&gt;");
    assert_says(&a, "Ne sera plus retentée");
    assert_says(&a, "signup_remind");
    assert_says(&a, "post_tidy");
    Answer b = house_as(h, me, "/admin/taches", "id=0000000000007");
    assert_int_equal(b.status, 303);
    Answer c = house_as(h, me, "/admin/taches", NULL);
    assert_says_not(&c, "Ont échoué");
    assert_int_equal(house_as(h, me, "/admin/taches", "id=0000000000009").status, 404);
}

static void each_statement_prepares(void **state)
{
    house_prepares(*state, control_store_all);
}

static void what_is_masked_cannot_be_read(void **state)
{
    static const struct {
        const char *url, *want;
    } cases[] = {
        { "sqlite:/var/lib/x.db", "sqlite:/var/lib/x.db" },
        { "smtp://u:p@relay.example:25", "smtp://…@relay.example:25" },
        { "postgres://u:p@ss@h/n", "postgres://…@h/n" },
        { "postgres:///n?password=x", "postgres:///n?…" },
        { "", "" },
        { "Café", "Café" },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_str(cases[i].want, control_mask_url(&mem, str_from(cases[i].url)));
    }
    assert_str("é@…", control_mask_in(&mem, STR("é@…"), (Str){ 0 }));
    assert_str("él…@x.fr", control_mask_mail(&mem, STR("élodie@x.fr")));
    assert_str("", control_mask_mail(&mem, STR("nobody")));
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(the_overview_says_how_the_house_is),
        HOUSE_TEST(letters_that_were_not_written_are_told),
        HOUSE_TEST(a_copy_that_is_old_is_asked_for),
        HOUSE_TEST(settings_are_seen_with_their_origin_but_no_secret),
        HOUSE_TEST(a_letter_is_known_by_its_kind_and_not_read),
        HOUSE_TEST(letters_follow_one_another),
        HOUSE_TEST(a_job_that_failed_says_why_and_is_asked_again),
        HOUSE_TEST(each_statement_prepares),
        cmocka_unit_test(what_is_masked_cannot_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
