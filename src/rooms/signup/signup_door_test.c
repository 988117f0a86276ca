/* signup_door_test.c - the list at the door, ticked, counted, printed, taken away */
#include "rooms/signup/signup_door.h"

#include "rooms/account/account.h"
#include "rooms/signup/signup_door_store.h"
#include "tests/scenes.h"

enum { HOUR = 3600 };

/* A café this evening, its organiser, and those who look at it. */
typedef struct Desk {
    EventId id;
    const char *door; /* /mes-cafes/ID/porte */
    Str amina, other; /* cookies: who organises; somebody else, as sure */
} Desk;

static EventId cafe_of_amina(House *h, int64_t seats)
{
    AccountId owner = scene_account(h, "amina@example.org");

    return scene_cafe(
        h, (Event){ .capacity = seats, .owner_id = owner, .starts_at = HOUSE_NOON + 6 * HOUR });
}

static Desk desk(House *h, int64_t seats)
{
    Desk d = { .amina = house_sign_in(h, "amina@example.org", true),
               .other = house_sign_in(h, "paul@example.org", true) };

    d.id = cafe_of_amina(h, seats);
    Str id = work_id_text(&h->mem, d.id.v);
    d.door = house_text(h, "/mes-cafes/%.*s/porte", STR_ARG(id));
    return d;
}

static Signup join(House *h, EventId id, SignupWish wish)
{
    static int forms;
    Work w = house_work(h, "visitor");
    SignupOutcome how;
    Signup s;

    wish.event_id = id;
    wish.seats = wish.seats ? wish.seats : 1;
    wish.form_token = str_from(house_text(h, "door-form-%d", ++forms));
    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
    return s;
}

/* Zoé and a guest, Élise with needs, and one who waits. */
static void three_parties(House *h, const Desk *d)
{
    static const Str guests[] = { STR_INIT("Lou") };

    join(h, d->id,
         (SignupWish){ .name = STR("Zoé"), .seats = 3, .guests = guests, .guest_count = 1 });
    join(h, d->id,
         (SignupWish){ .name = STR("Élise"),
                       .mail = STR("elise@example.org"),
                       .needs = STR("fauteuil roulant"),
                       .expects = STR("=1+1") });
    join(h, d->id, (SignupWish){ .name = STR("Omar"), .seats = 2 });
}

static DoorCounts counts(House *h, EventId id)
{
    Work w = house_work(h, "test");
    DoorCounts c;

    assert_fine(signup_door_counts(&w, id, &c));
    work_done(&w);
    return c;
}

/* The value of the first button that still says "Est là". */
static const char *first_tick(House *h, const Desk *d)
{
    Answer a = house_as(h, d->amina, d->door, NULL);

    return str_c(&h->mem, between(a.body, "name=\"tick\" value=\"", "\""));
}

static Answer tick(House *h, const Desk *d, const char *value)
{
    return house_as(h, d->amina, d->door, house_text(h, "tick=%s", value));
}

static Answer walk_in(House *h, const Desk *d, const char *form)
{
    return house_as(h, d->amina, house_text(h, "%s/sans-inscription", d->door), form);
}

static void finish(House *h, const Desk *d)
{
    assert_int_equal(house_as(h, d->amina, house_text(h, "%s/compte", d->door), "").status,
                     303);
}

/* ---- the list ---- */

static void everybody_stands_in_the_order_of_names_with_their_party(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);

    three_parties(h, &d);
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "4 personnes inscrites");
    assert_says(&a, "2 en attente");
    assert_says(&a, "Besoin : fauteuil roulant");
    assert_str("Élise", between(a.body, "<span>1</span><div><b>", "</b>"));
    assert_str("Zoé", between(a.body, "<span>2</span><div><b>", "</b>"));
    assert_str("Lou", between(a.body, "<span>3</span><div><b>", "</b>"));
    assert_str("une personne", between(a.body, "<span>4</span><div><b>", "</b>"));
    assert_int_equal(says_times(&a, "avec Zoé"), 2);
    assert_says(&a, "<b>Omar</b> (2 personnes)");
    assert_says(&a, "<svg class=\"qr\"");
    assert_says(&a, "/inscription</b>");
    assert_str("no-store, private", a.reply.cache_control);
}

static void who_is_signed_up_by_another_stands_by_name(void **state)
{
    static const Str guests[] = { STR_INIT("Ana"), STR_INIT("Bob") };
    House *h = *state;
    Desk d = desk(h, 4);

    join(h, d.id,
         (SignupWish){ .name = STR("Mairie"),
                       .seats = 2,
                       .relay = true,
                       .guests = guests,
                       .guest_count = 2 });
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_str("Ana", between(a.body, "<span>1</span><div><b>", "</b>"));
    assert_str("Bob", between(a.body, "<span>2</span><div><b>", "</b>"));
    assert_int_equal(says_times(&a, "inscription faite par Mairie"), 2);
}

static void only_who_keeps_the_door_sees_it(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Str unsure = house_sign_in(h, "amina@example.org", false);
    const char *const paths[] = { "", "/sans-inscription", "/compte" };

    three_parties(h, &d);
    assert_int_equal(house_get(h, d.door).status, 303);
    assert_int_equal(house_as(h, unsure, d.door, NULL).status, 303);
    assert_int_equal(house_as(h, d.other, d.door, NULL).status, 404);
    for (size_t i = 0; i < COUNT(paths); i++) {
        const char *path = house_text(h, "%s%s", d.door, paths[i]);
        assert_int_equal(house_as(h, d.other, path, "tick=x").status, 404);
    }
    assert_int_equal(counts(h, d.id).counted_at, 0);
}

static void a_long_list_costs_as_few_statements_as_a_short_one(void **state)
{
    House *h = *state;
    Desk d = desk(h, 40);
    int64_t before = house_as(h, d.amina, d.door, NULL).statements;

    for (int i = 0; i < 30; i++) {
        join(h, d.id, (SignupWish){ .name = STR("Noé"), .mail = { 0 } });
    }
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "30 personnes inscrites");
    assert_int_equal(a.statements, before);
    assert_true(a.statements <= 9);
}

/* ---- ticking ---- */

static void a_tap_says_who_came_and_another_takes_it_back(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);

    three_parties(h, &d);
    const char *button = first_tick(h, &d);
    Answer a = tick(h, &d, button);
    assert_int_equal(a.status, 303);
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "1 venue");
    assert_int_equal(says_times(&a, "✓ Est là"), 1);
    assert_int_equal(tick(h, &d, button).status, 303); /* twice is once */
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "1 venue,");
    tick(h, &d, first_tick(h, &d));
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "0 venue,");
}

static void a_tick_that_makes_no_sense_changes_nothing(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Signup zoe = join(h, d.id, (SignupWish){ .name = STR("Zoé") });
    Str id = work_id_text(&h->mem, zoe.id.v);
    EventId elsewhere = cafe_of_amina(h, 4);
    Signup far = join(h, elsewhere, (SignupWish){ .name = STR("Ada") });
    Str far_id = work_id_text(&h->mem, far.id.v);

    assert_int_equal(tick(h, &d, "x.1.1").status, 400);
    assert_int_equal(tick(h, &d, house_text(h, "%.*s.0.1", STR_ARG(id))).status, 303);
    assert_int_equal(tick(h, &d, house_text(h, "%.*s.-1.1", STR_ARG(id))).status, 400);
    assert_int_equal(tick(h, &d, house_text(h, "%.*s.0.1", STR_ARG(far_id))).status, 303);
    /* No such guest, and somebody of another café. */
    assert_int_equal(tick(h, &d, house_text(h, "%.*s.2.1", STR_ARG(id))).status, 303);
    assert_int_equal(tick(h, &d, house_text(h, "%.*s.1.1", STR_ARG(far_id))).status, 303);
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "0 venue,");
}

static void whoever_walks_in_counts_once_a_form(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Answer a = house_as(h, d.amina, d.door, NULL);
    const char *token = str_c(&h->mem, between(a.body, "name=\"token\" value=\"", "\""));

    assert_int_equal(walk_in(h, &d, house_text(h, "token=%s&name=Ida", token)).status, 303);
    assert_int_equal(walk_in(h, &d, house_text(h, "token=%s&name=Ida", token)).status, 303);
    assert_int_equal(walk_in(h, &d, "name=").status, 303);
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "2 sans inscription");
    assert_says(&a, "<b>Ida</b>");
    const char *id = str_c(&h->mem, between(a.body, "name=\"remove\" value=\"", "\""));
    assert_int_equal(walk_in(h, &d, house_text(h, "remove=%s", id)).status, 303);
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "1 sans inscription");
    assert_says_not(&a, "Ida");
}

static void a_name_too_long_comes_back_with_what_was_typed(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    const char *long_name =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    Answer a = walk_in(h, &d, house_text(h, "name=%s", long_name));

    assert_int_equal(a.status, 422);
    assert_says(&a, house_text(h, "value=\"%s\"", long_name));
    assert_says(&a, "role=\"alert\"");
}

/* ---- before the day ---- */

/* In ten days, on an island where it is evening then. */
static Desk desk_of_another_day(House *h)
{
    Desk d = desk(h, 4);

    d.id = scene_cafe(h, (Event){ .capacity = 4,
                                  .owner_id = scene_account(h, "amina@example.org"),
                                  .commune = STR("97411") });
    Str id = work_id_text(&h->mem, d.id.v);
    d.door = house_text(h, "/mes-cafes/%.*s/porte", STR_ARG(id));
    three_parties(h, &d);
    return d;
}

static void before_the_day_the_list_is_for_paper(void **state)
{
    House *h = *state;
    Desk d = desk_of_another_day(h);
    Answer a = house_as(h, d.amina, d.door, NULL);

    assert_says(&a, "Le jour du café, vous cocherez ici");
    assert_says(&a, "data-print");
    assert_says_not(&a, "name=\"tick\"");
    assert_says_not(&a, "J’ai fini de compter");
    assert_says_not(&a, "Une personne de plus");
    house_at(h, "2024-06-30T22:00:01+02:00"); /* past midnight there */
    d.amina = house_sign_in(h, "amina@example.org", true);
    a = house_as(h, d.amina, d.door, NULL);
    assert_says_not(&a, "Le jour du café, vous cocherez ici");
    assert_says(&a, "data-print");
    assert_int_equal(says_times(&a, "name=\"tick\""), 5);
    assert_says(&a, "J’ai fini de compter");
}

static void nobody_came_before_the_day(void **state)
{
    House *h = *state;
    Desk d = desk_of_another_day(h);
    Signup ida = join(h, d.id, (SignupWish){ .name = STR("Ida") });
    Str id = work_id_text(&h->mem, ida.id.v);
    const char *const ticks[] = { house_text(h, "%.*s.1.1", STR_ARG(id)),
                                  house_text(h, "%.*s.0.1", STR_ARG(id)) };

    house_at(h, "2024-06-30T21:59:59+02:00");
    d.amina = house_sign_in(h, "amina@example.org", true);
    for (size_t i = 0; i < COUNT(ticks); i++) {
        Answer a = tick(h, &d, ticks[i]);
        assert_int_equal(a.status, 409);
        assert_says(&a, "role=\"alert\"");
    }
    assert_int_equal(walk_in(h, &d, "name=Zoe").status, 409);
    const char *finish_path = house_text(h, "%s/compte", d.door);
    assert_int_equal(house_as(h, d.amina, finish_path, "").status, 409);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM guest WHERE came = 1"), 0);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM walk_in"), 0);
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_says_not(&a, "0 venue");
}

/* ---- on paper ---- */

static void of_a_long_waiting_list_paper_takes_the_first(void **state)
{
    House *h = *state;
    Desk d = desk(h, 1);

    for (int i = 0; i < 13; i++) {
        join(h, d.id, (SignupWish){ .name = STR("Noé") });
    }
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_int_equal(says_times(&a, "<li class=\"screen\">"), 2);
    assert_says(&a, "… et 2 autres inscriptions en attente");
}

/* ---- counting ---- */

static void head_counts_stay_and_follow_the_ticks(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);

    three_parties(h, &d);
    finish(h, &d);
    assert_int_equal(counts(h, d.id).counted_at, 0); /* nobody was ticked: nothing is known */
    tick(h, &d, first_tick(h, &d));
    walk_in(h, &d, "name=");
    assert_int_equal(counts(h, d.id).counted_at, 0);
    finish(h, &d);
    DoorCounts c = counts(h, d.id);
    assert_int_equal(c.seats, 4);
    assert_int_equal(c.came, 1);
    assert_int_equal(c.walk_in, 1);
    assert_true(c.counted_at > 0);
    walk_in(h, &d, "name=");
    assert_int_equal(counts(h, d.id).walk_in, 2);
}

static void who_forgets_to_count_is_counted_and_names_are_erased_after_a_month(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);

    three_parties(h, &d);
    scene_job(h, signup_door_count_job, d.id.v);
    assert_int_equal(counts(h, d.id).counted_at, 0);
    tick(h, &d, first_tick(h, &d));
    walk_in(h, &d, "name=Ida");
    scene_job(h, signup_door_count_job, d.id.v);
    assert_int_equal(counts(h, d.id).came, 1);
    assert_int_equal(counts(h, d.id).walk_in, 1);
    scene_job(h, signup_door_forget_job, d.id.v);
    assert_int_equal(counts(h, d.id).walk_in, 1);
    house_at(h, "2024-08-15T12:00:00+02:00");
    d.amina = house_sign_in(h, "amina@example.org", true);
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "les prénoms ont été effacés");
    assert_says_not(&a, "Ida");
    assert_int_equal(walk_in(h, &d, "name=Ida").status, 403);
    assert_int_equal(counts(h, d.id).walk_in, 1);
}

static void what_came_before_is_measured_by_organiser(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Work w = house_work(h, "test");
    DoorPast past;

    three_parties(h, &d);
    tick(h, &d, first_tick(h, &d));
    finish(h, &d);
    assert_fine(signup_door_past(&w, scene_account(h, "amina@example.org"), &past));
    assert_int_equal(past.cafes, 1);
    assert_int_equal(past.seats, 4);
    assert_int_equal(past.came, 1);
    assert_fine(signup_door_past(&w, scene_account(h, "paul@example.org"), &past));
    assert_int_equal(past.cafes, 0);
    work_done(&w);
}

/* ---- the file ---- */

static void the_file_opens_well_and_holds_no_formula(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Str id = work_id_text(&h->mem, d.id.v);
    const char *file = house_text(h, "/mes-cafes/%.*s/inscrits.csv", STR_ARG(id));

    three_parties(h, &d);
    join(h, d.id, (SignupWish){ .name = STR("@SUM(A1)") });
    Answer a = house_as(h, d.amina, file, "");
    assert_int_equal(a.status, 200);
    assert_string_equal(a.reply.type, "text/csv; charset=utf-8");
    assert_str("attachment; filename=\"cafe-des-voisins.csv\"",
               header(&a, "Content-Disposition"));
    assert_str("no-store, private", a.reply.cache_control);
    assert_says(&a, "Élise");
    assert_says(&a, "elise@example.org");
    assert_says(&a, "'=1+1");
    assert_says_not(&a, ";=1+1");
    assert_says(&a, "'@SUM(A1)");
    assert_true(str_starts(a.body, STR("\xef\xbb\xbfNuméro;")));
    assert_int_equal(house_as(h, d.other, file, "").status, 404);
    assert_int_equal(house_as(h, d.amina, file, NULL).status, 405);
}

static void taking_the_file_is_written_down_and_ends_with_the_names(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Str id = work_id_text(&h->mem, d.id.v);
    const char *file = house_text(h, "/mes-cafes/%.*s/inscrits.csv", STR_ARG(id));
    const char *deeds = house_text(h,
                                   "SELECT count(*) AS n FROM deed"
                                   " WHERE act = 'signup.export' AND subject = %lld",
                                   (long long)d.id.v);

    assert_int_equal(house_as(h, d.other, file, "").status, 404);
    assert_int_equal(house_as(h, d.amina, file, "").status, 200);
    assert_int_equal(scene_count(h, deeds), 1);
    house_at(h, "2024-08-15T12:00:00+02:00");
    d.amina = house_sign_in(h, "amina@example.org", true);
    assert_int_equal(house_as(h, d.amina, file, "").status, 404);
}

static const char *whole_party(House *h, const Signup *s, int came)
{
    Str id = work_id_text(&h->mem, s->id.v);

    return house_text(h, "%.*s.0.%d", STR_ARG(id), came);
}

/* Three seats: Zoé takes two, Ida's two don't fit. */
static void who_waits_and_is_here_without_a_seat_counts_as_walked_in(void **state)
{
    House *h = *state;
    Desk d = desk(h, 3);

    join(h, d.id, (SignupWish){ .name = STR("Zoé"), .seats = 2 });
    Signup ida = join(h, d.id, (SignupWish){ .name = STR("Ida"), .seats = 2 });
    assert_int_equal(tick(h, &d, whole_party(h, &ida, 1)).status, 303);
    Answer a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "<b>2 personnes inscrites</b>");
    assert_says(&a, "0 venue, 2 sans inscription<");
    assert_int_equal(tick(h, &d, whole_party(h, &ida, 0)).status, 303);
    a = house_as(h, d.amina, d.door, NULL);
    assert_says(&a, "0 venue, 0 sans inscription<");
    assert_int_equal(tick(h, &d, whole_party(h, &ida, 1)).status, 303);
    finish(h, &d);
    assert_int_equal(counts(h, d.id).walk_in, 2);
}

/* So late that nothing is offered any more. */
static void a_seat_that_is_free_is_for_who_waits_and_is_here(void **state)
{
    House *h = *state;
    Desk d = desk(h, 4);
    Signup zoe = join(h, d.id, (SignupWish){ .name = STR("Zoé"), .seats = 4 });
    Signup ida = join(h, d.id, (SignupWish){ .name = STR("Ida"), .seats = 2 });
    DoorList list;
    Event e;
    bool found;

    house_at(h, "2024-06-21T17:00:00+02:00");
    Work w = house_work(h, "test");
    assert_fine(signup_shrink(&w, zoe.id, 2));
    assert_fine(event_load(&w, d.id, &e));
    assert_fine(signup_door_tick_waiting(&w, &e, ida.id, true, &found));
    assert_true(found);
    assert_fine(signup_door_list(&w, d.id, &list));
    assert_int_equal(list.len, 4);
    assert_int_equal(list.came, 2);
    assert_int_equal(list.waiting_len, 0);
    assert_fine(signup_door_tick_waiting(&w, &e, ida.id, true, &found));
    assert_false(found); /* seated: each is ticked alone now */
    work_done(&w);
}

static void statements_prepare(void **state)
{
    house_prepares(*state, signup_door_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(everybody_stands_in_the_order_of_names_with_their_party),
        HOUSE_TEST(who_is_signed_up_by_another_stands_by_name),
        HOUSE_TEST(only_who_keeps_the_door_sees_it),
        HOUSE_TEST(a_long_list_costs_as_few_statements_as_a_short_one),
        HOUSE_TEST(a_tap_says_who_came_and_another_takes_it_back),
        HOUSE_TEST(a_tick_that_makes_no_sense_changes_nothing),
        HOUSE_TEST(who_waits_and_is_here_without_a_seat_counts_as_walked_in),
        HOUSE_TEST(a_seat_that_is_free_is_for_who_waits_and_is_here),
        HOUSE_TEST(whoever_walks_in_counts_once_a_form),
        HOUSE_TEST(a_name_too_long_comes_back_with_what_was_typed),
        HOUSE_TEST(before_the_day_the_list_is_for_paper),
        HOUSE_TEST(nobody_came_before_the_day),
        HOUSE_TEST(of_a_long_waiting_list_paper_takes_the_first),
        HOUSE_TEST(head_counts_stay_and_follow_the_ticks),
        HOUSE_TEST(who_forgets_to_count_is_counted_and_names_are_erased_after_a_month),
        HOUSE_TEST(what_came_before_is_measured_by_organiser),
        HOUSE_TEST(the_file_opens_well_and_holds_no_formula),
        HOUSE_TEST(taking_the_file_is_written_down_and_ends_with_the_names),
        HOUSE_TEST(statements_prepare),
    };

    return cmocka_run_group_tests_name("signup_door", tests, NULL, NULL);
}
