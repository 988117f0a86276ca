/* signup_watch_test.c - tell me about the next one: asked, confirmed, told,
 * stopped */
#include "rooms/signup/signup_watch.h"

#include "post/post_queue.h"
#include "rooms/event/event.h"
#include "rooms/signup/signup_notices.h"
#include "sys/clock.h"
#include "tests/scenes.h"

static size_t count(House *h, PostReason reason, Letter *ret)
{
    return scene_letters(h, reason, NULL, ret);
}

static Answer ask(House *h, const char *fields)
{
    Answer page = house_get(h, "/prevenez-moi");
    Str token = between(page.body, "name=\"token\" value=\"", "\"");

    return house_post(h, "/prevenez-moi",
                      house_text(h, "token=%.*s&%s", STR_ARG(token), fields));
}

/* The path of an address that a letter holds. */
static const char *path_in(House *h, Str text, const char *before)
{
    Str rest = between(text, house_text(h, "https://cafes.example%s", before), "\n");

    assert_true(rest.len > 0);
    return house_text(h, "%s%.*s", before, STR_ARG(rest));
}

static const char *confirm_path(House *h)
{
    Letter l = { 0 };

    assert_true(count(h, POST_WATCH_CONFIRM, &l) > 0);
    return path_in(h, l.body_text, "/prevenez-moi/confirmer?cle=");
}

/* Confirmed; gives the path that stops it. */
static const char *watch(House *h, const char *fields)
{
    assert_int_equal(ask(h, fields).status, 303);
    const char *path = confirm_path(h);
    Answer a = house_post(h, path, "");
    assert_int_equal(a.status, 303);
    a = house_follow(h, &a);
    assert_says(&a, "C’est confirmé");
    return house_text(h, "/prevenez-moi/arreter?cle=%.*s",
                      STR_ARG(between(a.body, "/prevenez-moi/arreter?cle=", "\"")));
}

static EventId publish(House *h, const char *title, const char *commune, int64_t theme)
{
    house_listen(h);
    EventId id = scene_cafe(
        h, (Event){ .title = str_from(title), .commune = str_from(commune), .theme = theme });
    house_jobs(h);
    sys_clock_start(sys_now() + SIGNUP_WATCH_EVERY);
    house_jobs(h);
    return id;
}

static void nothing_is_sent_before_it_is_confirmed_by_a_button(void **state)
{
    House *h = *state;
    Answer a = ask(h, "mail=Amina@Exemple.example&commune=Blois&radius=20");

    assert_int_equal(a.status, 303);
    a = house_follow(h, &a);
    assert_says(&a, "Regardez vos messages");
    publish(h, "Premier café", "41018", 1);
    assert_int_equal(count(h, POST_WATCH, NULL), 0);
    const char *path = confirm_path(h);
    a = house_get(h, path); /* what reads letters ahead of people opens links */
    assert_says(&a, "Oui, prévenez-moi");
    publish(h, "Deuxième café", "41018", 1);
    assert_int_equal(count(h, POST_WATCH, NULL), 0);
    assert_int_equal(house_post(h, path, "").status, 303);
    publish(h, "Troisième café", "41018", 1);
    assert_int_equal(count(h, POST_WATCH, NULL), 1);
}

static void known_or_not_the_answer_is_the_same(void **state)
{
    static const char fields[] = "mail=amina@exemple.example&commune=41018&radius=20";
    House *h = *state;
    Answer first = ask(h, fields);

    house_post(h, confirm_path(h), "");
    Answer again = ask(h, fields), other = ask(h, "mail=p@x.example&commune=41018&radius=20");
    assert_int_equal(again.status, first.status);
    assert_str(str_c(&h->mem, first.reply.location), again.reply.location);
    assert_str(str_c(&h->mem, first.reply.location), other.reply.location);
    assert_int_equal(count(h, POST_WATCH_CONFIRM, NULL), 2); /* one a day to each */
}

static void a_letter_a_day_says_all_that_is_near(void **state)
{
    House *h = *state;
    Letter l;

    watch(h, "mail=amina@exemple.example&commune=Blois&radius=20");
    publish(h, "Café tout près", "41018", 1);
    assert_int_equal(count(h, POST_WATCH, &l), 1);
    assert_true(str_has(l.title, STR("Blois")));
    assert_true(str_has(l.body_text, STR("Café tout près")));
    house_at(h, "2024-06-21T18:00:00+02:00");
    publish(h, "Café du soir", "41018", 1);
    publish(h, "Café de Vineuil", "41295", 2);
    publish(h, "Café trop loin", "45234", 1); /* Orléans, 55 km */
    assert_int_equal(count(h, POST_WATCH, NULL), 1);
    house_at(h, "2024-06-22T12:30:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_WATCH, &l), 2);
    assert_true(str_has(l.title, STR("2 ")));
    assert_true(str_has(l.body_text, STR("Café du soir")));
    assert_true(str_has(l.body_text, STR("Café de Vineuil")));
    assert_false(str_has(l.body_text, STR("trop loin")));
    assert_false(str_has(l.body_text, STR("tout près")));
}

static void a_theme_that_was_chosen_is_the_only_one_told(void **state)
{
    House *h = *state;
    Letter l;

    watch(h, "mail=amina@exemple.example&commune=Blois&radius=50&theme=parentalite");
    publish(h, "Café d’autre chose", "41018", 1);
    assert_int_equal(count(h, POST_WATCH, NULL), 0);
    publish(h, "Café des parents", "41269", 2);
    assert_int_equal(count(h, POST_WATCH, &l), 1);
    assert_true(str_has(l.body_text, STR("Café des parents")));
}

static void one_tap_stops_it_from_the_page_or_from_the_mail_program(void **state)
{
    House *h = *state;
    Letter l;

    for (int one_click = 0; one_click < 2; one_click++) {
        const char *stop = watch(h, one_click ? "mail=a@x.example&commune=41018"
                                              : "mail=b@x.example&commune=41018");
        Answer a = house_get(h, stop);
        assert_says(&a, "Ne plus m’écrire");
        publish(h, one_click ? "Café un" : "Café deux", "41018", 1);
        assert_int_equal(count(h, POST_WATCH, &l), 1);
        assert_true(str_has(l.unsubscribe, str_from(stop)));
        /* No cookie, no origin, no token: only the address. */
        a = house_ask(
            h, &(Ask){ .method = POST, .target = stop, .form = "List-Unsubscribe=One-Click" });
        assert_int_equal(a.status, 200);
        assert_says(&a, "C’est arrêté");
        assert_int_equal(count(h, POST_WATCH, NULL), 0); /* withdrawn */
        publish(h, one_click ? "Café trois" : "Café quatre", "41018", 1);
        assert_int_equal(count(h, POST_WATCH, NULL), 0);
        a = house_get(h, stop);
        assert_says(&a, "Ce lien ne sert plus");
    }
}

static void what_nobody_confirms_is_forgotten_after_a_week(void **state)
{
    House *h = *state;

    house_listen(h);
    assert_int_equal(ask(h, "mail=amina@exemple.example&commune=41018").status, 303);
    const char *path = confirm_path(h);
    house_at(h, "2024-06-28T11:00:00+02:00");
    house_jobs(h);
    Answer a = house_get(h, path);
    assert_says(&a, "Oui, prévenez-moi");
    house_at(h, "2024-06-28T13:00:00+02:00");
    house_jobs(h);
    a = house_get(h, path);
    assert_says(&a, "Ce lien ne sert plus");
}

static void a_key_that_was_not_ours_opens_nothing(void **state)
{
    static const char *const keys[] = { "", "x", "01xjnr2cw01jz",
                                        "01xjnr2cw01jz00000000000000000000000000000000",
                                        "!!!!!!!!!!!!!00000000000000000000000000000000" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(keys); i++) {
        Answer a = house_get(h, house_text(h, "/prevenez-moi/confirmer?cle=%s", keys[i]));
        assert_says(&a, "Ce lien ne sert plus");
        a = house_post(h, house_text(h, "/prevenez-moi/confirmer?cle=%s", keys[i]), "");
        assert_says(&a, "Ce lien ne sert plus");
    }
}

static void a_problem_stands_by_its_field_with_all_that_was_typed(void **state)
{
    static const struct {
        const char *fields, *problem;
    } cases[] = {
        { "mail=&commune=Blois", "Il manque" },
        { "mail=amina&commune=Blois", "adresse électronique complète" },
        { "mail=a@x.example&commune=", "Il manque" },
        { "mail=a@x.example&commune=Atlantide", "ne connaissons pas" },
        { "mail=a@x.example&commune=Merville", "Plusieurs communes" },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = ask(h, cases[i].fields);
        assert_int_equal(a.status, 422);
        assert_says(&a, cases[i].problem);
        assert_says(&a, "role=\"alert\"");
    }
    Answer a = ask(h, "mail=a@x.example&commune=Merville");
    assert_says(&a, "value=\"a@x.example\"");
    assert_says(&a, "value=\"59400\"");
    assert_int_equal(ask(h, "mail=a@x.example&commune=Merville&code=59400").status, 303);
    assert_int_equal(count(h, POST_WATCH_CONFIRM, NULL), 1);
}

static void the_place_of_a_search_is_already_there(void **state)
{
    House *h = *state;
    Answer a = house_get(h, "/prevenez-moi?lieu=41018&rayon=10");

    assert_says(&a, "value=\"Blois (41)\"");
    assert_says(&a, "<option value=\"10\" selected>");
    a = house_get(h, "/prevenez-moi?lieu=<b>");
    assert_says_not(&a, "<b>\"");
    assert_int_equal(ask(h, "mail=a@x.example&commune=Blois+(41)").status, 303);
}

static void statements_prepare(void **state)
{
    house_prepares(*state, signup_watch_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(nothing_is_sent_before_it_is_confirmed_by_a_button),
        HOUSE_TEST(known_or_not_the_answer_is_the_same),
        HOUSE_TEST(a_letter_a_day_says_all_that_is_near),
        HOUSE_TEST(a_theme_that_was_chosen_is_the_only_one_told),
        HOUSE_TEST(one_tap_stops_it_from_the_page_or_from_the_mail_program),
        HOUSE_TEST(what_nobody_confirms_is_forgotten_after_a_week),
        HOUSE_TEST(a_key_that_was_not_ours_opens_nothing),
        HOUSE_TEST(a_problem_stands_by_its_field_with_all_that_was_typed),
        HOUSE_TEST(the_place_of_a_search_is_already_there),
        HOUSE_TEST(statements_prepare),
    };

    return cmocka_run_group_tests_name("signup_watch", tests, NULL, NULL);
}
