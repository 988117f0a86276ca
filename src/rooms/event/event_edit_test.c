/* event_edit_test.c - a café that people count on changes: what is asked, what
 * is refused, who hears of it */
#include "rooms/event/event.h"
#include "rooms/signup/signup.h"
#include "tests/scenes.h"

enum { HOUR = 3600, DAY = 86400 };

typedef struct Cafe {
    EventId id;
    const char *edit, *turn; /* addresses of the two forms */
    Str amina;               /* cookie of its organiser */
} Cafe;

/* In ten days at noon, two seats, in Blois, of Amina. */
static Cafe cafe_like(House *h, Event like)
{
    Cafe c = { .amina = house_sign_in(h, "amina@example.org", false) };

    house_listen(h);
    like.capacity = 2;
    like.owner_id = scene_account(h, "amina@example.org");
    c.id = scene_cafe(h, like);
    Str id = work_id_text(&h->mem, c.id.v);
    c.edit = house_text(h, "/cafes/%.*s/modifier", STR_ARG(id));
    c.turn = house_text(h, "/cafes/%.*s/etat", STR_ARG(id));
    house_jobs(h);
    return c;
}

static Cafe cafe(House *h)
{
    return cafe_like(h, (Event){ 0 });
}

static Signup join(House *h, const Cafe *c, const char *name, bool address, int64_t seats)
{
    static int forms;
    Work w = house_work(h, "visitor");
    const char *mail = address ? house_text(h, "%s@exemple.example", name) : "";
    SignupOutcome how;
    Signup s;

    assert_fine(signup_join(
        &w,
        &(SignupWish){ .event_id = c->id,
                       .seats = seats,
                       .name = str_from(name),
                       .mail = str_from(mail),
                       .form_token = str_from(house_text(h, "edit-form-%d", ++forms)) },
        &s, &how));
    work_done(&w);
    house_jobs(h);
    return s;
}

static Answer turn(House *h, const Cafe *c, const char *fields)
{
    Answer a = house_as(h, c->amina, c->turn, fields);

    house_jobs(h);
    return a;
}

static Answer edit(House *h, const Cafe *c, const char *fields)
{
    Answer a =
        house_as(h, c->amina, c->edit,
                 house_text(h, "title=Voisins&commune=Blois&capacity=2&signup=ici&%s", fields));

    house_jobs(h);
    return a;
}

/* A session ends before long: one signs in again. */
static void at(House *h, Cafe *c, const char *when)
{
    house_at(h, when);
    c->amina = house_sign_in(h, "amina@example.org", false);
}

static size_t letters(House *h, PostReason reason)
{
    return scene_letters(h, reason, NULL, NULL);
}

/* ---- a day that has passed ---- */

static void what_is_to_come_cannot_be_put_into_the_past(void **state)
{
    static const struct {
        const char *fields;
        bool turns;          /* of the second form */
        const char *problem; /* NULL: none */
    } all[] = {
        { "become=postponed&state_reason=x&new_date=2024-01-01", true, "new_date-err" },
        { "become=postponed&state_reason=x&new_date=2024-06-20", true, "new_date-err" },
        { "become=postponed&state_reason=x&new_date=9999-01-01", true, "new_date-err" },
        { "date=2024-01-01&start=12:00&word=x", false, "date-err" },
        { "date=2024-06-20&start=12:00&word=x", false, "date-err" },
        { "date=2024-06-21&start=08:00&word=x", false, "date-err" }, /* this morning */
        { "date=2024-06-20&word=x", false, "date-err" },
        { "date=2024-06-21&start=11:00&word=x", false, NULL }, /* it is going on */
        { "become=postponed&state_reason=x&new_date=2024-06-22", true, NULL },
    };
    House *h = *state;
    Cafe c = cafe(h);

    join(h, &c, "paul", true, 1);
    for (size_t i = 0; i < COUNT(all); i++) {
        Event was = scene_event(h, c.id);
        size_t told = letters(h, POST_CHANGE);
        Answer a = all[i].turns ? turn(h, &c, all[i].fields) : edit(h, &c, all[i].fields);
        assert_int_equal(a.status, all[i].problem ? 422 : 303);
        if (all[i].problem) {
            assert_says(&a, house_text(h, "id=\"%s\"", all[i].problem));
            assert_int_equal(scene_event(h, c.id).sequence, was.sequence);
            assert_int_equal(letters(h, POST_CHANGE), told);
        }
    }
    assert_int_equal(letters(h, POST_CHANGE), 2);
}

static void what_is_over_may_be_corrected(void **state)
{
    House *h = *state;
    Cafe c = cafe_like(h, (Event){ .starts_at = HOUSE_NOON - 10 * DAY });
    Answer a = edit(h, &c, "date=2024-06-12&start=12:00");

    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, c.id).starts_at, HOUSE_NOON - 9 * DAY);
}

static void what_was_chosen_comes_back_with_the_problem(void **state)
{
    House *h = *state;
    Cafe c = cafe(h);
    Answer a = turn(h, &c, "become=postponed&state_reason=Orage&new_date=2024-01-01");

    assert_says(&a, "value=\"postponed\" checked");
    assert_says(&a, ">Orage</textarea>");
    assert_says(&a, "value=\"2024-01-01\"");
    assert_says(&a, "Ce jour est passé");
}

/* ---- online ---- */

static void who_comes_online_needs_an_address(void **state)
{
    House *h = *state;
    Cafe c = cafe(h);
    Letter l;

    join(h, &c, "paul", true, 1);
    Answer a = turn(h, &c, "become=moved_online&state_reason=Canicule");
    assert_int_equal(a.status, 422);
    assert_says(&a, "id=\"room-err\"");
    a = edit(h, &c, "date=2024-07-01&start=12:00&mode=online&word=Canicule");
    assert_int_equal(a.status, 422);
    assert_says(&a, "id=\"online_url-err\"");
    a = turn(h, &c,
             "become=moved_online&state_reason=Canicule&room=https://visio.example/salle");
    assert_int_equal(a.status, 303);
    assert_str("https://visio.example/salle", scene_event(h, c.id).online_url);
    assert_int_equal(scene_event(h, c.id).mode, EVENT_ONLINE);
    assert_int_equal(scene_letters(h, POST_CHANGE, "paul@exemple.example", &l), 1);
    assert_true(str_has(l.body_text, STR("https://visio.example/salle")));
    a = house_as(h, c.amina, c.edit, NULL);
    assert_says_not(&a, "value=\"moved_online\""); /* it is */
}

static void the_address_it_has_is_kept_and_nobody_needs_one(void **state)
{
    House *h = *state;
    Cafe alone = cafe(h);
    Cafe known = cafe_like(h, (Event){ .online_url = STR("https://visio.example/a") });

    join(h, &known, "paul", true, 1);
    const char *online = "become=moved_online&state_reason=Canicule";
    assert_int_equal(turn(h, &alone, online).status, 303);
    assert_int_equal(turn(h, &known, online).status, 303);
    assert_str("https://visio.example/a", scene_event(h, known.id).online_url);
}

/* ---- it takes place after all ---- */

static void what_was_called_off_by_mistake_takes_place_after_all(void **state)
{
    House *h = *state;
    Cafe c = cafe(h);
    Letter l;

    join(h, &c, "paul", true, 1);
    Signup gone = join(h, &c, "lou", true, 1);
    join(h, &c, "ida", true, 1); /* waits */
    assert_int_equal(turn(h, &c, "become=cancelled&state_reason=Salle+prise").status, 303);
    assert_int_equal(scene_letters(h, POST_CANCEL, "paul@exemple.example", &l), 1);
    int64_t sequence = scene_event(h, c.id).sequence;
    Work w = house_work(h, "visitor");
    assert_fine(signup_release(&w, gone.id));
    work_done(&w);
    house_jobs(h);
    Answer a = house_as(h, c.amina, c.edit, NULL);
    assert_says(&a, "Il a lieu finalement");
    assert_says_not(&a, "name=\"become\" value=\"cancelled\"");
    at(h, &c, "2024-06-22T12:00:00+02:00");
    assert_int_equal(turn(h, &c, "become=published").status, 422); /* a word is wanted */
    a = turn(h, &c, "become=published&state_reason=La+salle+est+libre");
    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, c.id).state, EVENT_PUBLISHED);
    assert_int_equal(scene_letters(h, POST_CHANGE, "paul@exemple.example", &l), 1);
    assert_true(str_has(l.body_text, STR("La salle est libre")));
    assert_int_equal(l.method, ICS_REQUEST);
    assert_true(str_has(l.calendar,
                        str_from(house_text(h, "SEQUENCE:%lld\r\n", (long long)sequence + 1))));
    assert_int_equal(scene_letters(h, POST_OFFER, "ida@exemple.example", NULL), 1);
    house_at(h, "2024-06-30T10:00:00+02:00");
    house_jobs(h);
    assert_int_equal(scene_letters(h, POST_REMINDER, "paul@exemple.example", NULL), 1);
}

static void only_what_was_called_off_and_is_to_come_can(void **state)
{
    House *h = *state;
    Cafe c = cafe(h);
    const char *back = "become=published&state_reason=Finalement";

    assert_int_equal(turn(h, &c, back).status, 400);
    assert_int_equal(turn(h, &c, "become=cancelled&state_reason=x").status, 303);
    at(h, &c, "2024-07-02T12:00:00+02:00");
    assert_int_equal(turn(h, &c, back).status, 422);
    assert_int_equal(scene_event(h, c.id).state, EVENT_CANCELLED);
    Answer a = house_as(h, c.amina, c.edit, NULL);
    assert_says_not(&a, "Il a lieu finalement");
}

/* ---- who hears of it ---- */

static void who_left_no_address_is_not_said_to_be_written_to(void **state)
{
    House *h = *state;
    Cafe c = cafe(h);

    join(h, &c, "paul", true, 1);
    Answer a = house_as(h, c.amina, c.edit, NULL);
    assert_says(&a, "1 personne recevra ce mot");
    assert_says_not(&a, "pas laissé d’adresse");
    join(h, &c, "lou", false, 1);
    join(h, &c, "ida", false, 2); /* waits */
    a = house_as(h, c.amina, c.edit, NULL);
    assert_says(&a, "4 personnes comptent sur ce café");
    assert_says(&a, "1 personne recevra ce mot");
    assert_says(&a, "3 personnes n’ont pas laissé d’adresse");
    assert_int_equal(says_times(&a, "3 personnes n’ont pas laissé d’adresse"), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(what_is_to_come_cannot_be_put_into_the_past),
        HOUSE_TEST(what_is_over_may_be_corrected),
        HOUSE_TEST(what_was_chosen_comes_back_with_the_problem),
        HOUSE_TEST(who_comes_online_needs_an_address),
        HOUSE_TEST(the_address_it_has_is_kept_and_nobody_needs_one),
        HOUSE_TEST(what_was_called_off_by_mistake_takes_place_after_all),
        HOUSE_TEST(only_what_was_called_off_and_is_to_come_can),
        HOUSE_TEST(who_left_no_address_is_not_said_to_be_written_to),
    };

    return cmocka_run_group_tests_name("event_edit", tests, NULL, NULL);
}
