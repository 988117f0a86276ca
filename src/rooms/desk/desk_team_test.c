/* desk_team_test.c - an organiser names who helps at the door, and they are told */
#include "rooms/account/account.h"
#include "rooms/event/event.h"
#include "tests/scenes.h"

enum { DAY = 86400 };

typedef struct Scene {
    House *h;
    const char *team, *door;
    Str owner;
} Scene;

static Scene scene(void **state, int64_t starts)
{
    Scene s = { .h = *state };

    s.owner = house_sign_in(s.h, "amina@example.org", true);
    Work w = house_work(s.h, "test");
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = STR("Café des voisins"),
                .starts_at = w.now + starts,
                .hour_known = true,
                .capacity = 12,
                .signup = EVENT_SIGNUP_HERE,
                .owner_id = scene_account(s.h, "amina@example.org") };
    EventOutcome outcome;
    assert_true(event_place(s.h->geo, STR("41018"), &e));
    assert_fine(event_declare(&w, &e, (Parties){ 0 }, &outcome));
    Str id = work_id_text(&s.h->mem, e.id.v);
    s.team = house_text(s.h, "/mes-cafes/%.*s/equipe", STR_ARG(id));
    s.door = house_text(s.h, "/mes-cafes/%.*s/porte", STR_ARG(id));
    work_done(&w);
    house_listen(s.h);
    return s;
}

static const char letters[] = "SELECT count(*) AS n FROM letter"
                              " WHERE reason = 8 AND address = 'paul@example.org'";

static void who_is_named_is_told_once_and_keeps_the_door(void **state)
{
    Scene s = scene(state, DAY);
    Answer page = house_as(s.h, s.owner, s.team, NULL);

    assert_int_equal(page.status, 200);
    assert_says(&page, "Vous êtes seul pour le moment");
    assert_int_equal(
        house_as(s.h, house_sign_in(s.h, "paul@example.org", true), s.door, NULL).status, 404);
    assert_int_equal(house_as(s.h, s.owner, s.team, "mail=Paul%40example.org").status, 303);
    house_jobs(s.h);
    assert_int_equal(scene_count(s.h, letters), 1);
    assert_int_equal(house_as(s.h, s.owner, s.team, "mail=paul%40example.org").status, 303);
    house_jobs(s.h);
    assert_int_equal(scene_count(s.h, letters), 1);
    page = house_as(s.h, s.owner, s.team, NULL);
    assert_says(&page, "paul@example.org");
    assert_int_equal(
        house_as(s.h, house_sign_in(s.h, "paul@example.org", true), s.door, NULL).status, 200);
}

static void who_is_removed_sees_nothing_any_more(void **state)
{
    Scene s = scene(state, DAY);
    const char *remove = house_text(s.h, "%s/retirer", s.team);

    (void)house_as(s.h, s.owner, s.team, "mail=paul%40example.org");
    Str paul = house_sign_in(s.h, "paul@example.org", true);
    assert_int_equal(house_as(s.h, paul, s.door, NULL).status, 200);
    assert_int_equal(house_as(s.h, s.owner, remove, "mail=paul%40example.org").status, 303);
    assert_int_equal(house_as(s.h, paul, s.door, NULL).status, 404);
}

static void what_cannot_be_is_said_beside_the_field(void **state)
{
    Scene s = scene(state, DAY);
    Answer page = house_as(s.h, s.owner, s.team, "mail=paul");

    assert_int_equal(page.status, 422);
    assert_says(&page, "id=\"mail-err\" role=\"alert\"");
    assert_says(&page, "value=\"paul\"");
    for (int i = 0; i < 20; i++) {
        assert_int_equal(
            house_as(s.h, s.owner, s.team, house_text(s.h, "mail=a%d%%40example.org", i))
                .status,
            303);
    }
    page = house_as(s.h, s.owner, s.team, "mail=late%40example.org");
    assert_int_equal(page.status, 422);
    assert_says(&page, "Vingt personnes");
}

static void nobody_is_named_for_what_is_over(void **state)
{
    Scene s = scene(state, -2 * DAY);
    Answer page = house_as(s.h, s.owner, s.team, "mail=paul%40example.org");

    assert_int_equal(page.status, 422);
    assert_says(&page, "Ce café est passé");
    house_jobs(s.h);
    assert_int_equal(scene_count(s.h, letters), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(who_is_named_is_told_once_and_keeps_the_door),
        HOUSE_TEST(who_is_removed_sees_nothing_any_more),
        HOUSE_TEST(what_cannot_be_is_said_beside_the_field),
        HOUSE_TEST(nobody_is_named_for_what_is_over),
    };

    return cmocka_run_group_tests_name("desk_team", tests, NULL, NULL);
}
