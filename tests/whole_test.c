/* whole_test.c - a café from its declaration to the day its guests are forgotten
 *
 * Through the pages, with the letters that leave meanwhile. */
#include "post/post_queue.h"
#include "rooms/event/event_front.h"
#include "rooms/event/event_sample.h"
#include "rooms/event/event_seats.h"
#include "rooms/signup/signup.h"
#include "rooms/signup/signup_sample.h"
#include "tests/scenes.h"

enum { DAY = 86400 };

typedef struct Cafe {
    EventId id;
    const char *text, *key;
} Cafe;

static Str token_of(House *h, const char *form)
{
    Answer a = house_get(h, form);

    assert_int_equal(a.status, 200);
    return str_copy(&h->mem, between(a.body, "name=\"token\" value=\"", "\""));
}

#define SAID                                                                   \
    "title=Cafe+des+voisins&commune=Blois&venue=Mairie&capacity=2&signup=ici&" \
    "organizers=Amis&owner_mail=orga@exemple.example"

static Cafe declare(House *h)
{
    Str token = token_of(h, "/cafes/nouveau");
    Answer a = house_post(
        h, "/cafes/nouveau",
        house_text(h, "token=%.*s&" SAID "&date=2024-07-04&start=14:00", STR_ARG(token)));
    Cafe c = { .text = str_c(&h->mem, between(a.reply.location, "/cafes/", "/")) };
    Str path, key;

    assert_int_equal(a.status, 303);
    assert_true(str_cut(a.reply.location, '=', &path, &key));
    c.key = str_c(&h->mem, key);
    assert_true(work_id_read(str_from(c.text), &c.id.v));
    return c;
}

static void become(House *h, EventId id, EventState to)
{
    Work w = house_work(h, "moderator");
    EventOutcome outcome;

    assert_fine(event_become(&w, id, to, STR("Un mot"), 0, &outcome));
    work_done(&w);
    assert_int_equal(outcome, EVENT_OK);
    house_jobs(h);
}

static Answer join(House *h, const Cafe *c, const char *fields)
{
    const char *form = house_text(h, "/cafes/%s/inscription", c->text);
    Str token = token_of(h, form);
    Answer a =
        house_post(h, form, house_text(h, "token=%.*s&seats=1&%s", STR_ARG(token), fields));

    assert_int_equal(a.status, 303);
    return house_follow(h, &a);
}

/* What the organiser changes, with the link. */
static Answer change(House *h, const Cafe *c, const char *page, const char *fields)
{
    Answer a = house_post(h, house_text(h, "/cafes/%s/%s", c->text, page),
                          house_text(h, "key=%s&%s", c->key, fields));

    house_jobs(h);
    house_jobs(h);
    return a;
}

/* The newest of this reason to this address, as it will go; no id: none. */
static Letter letter_to(House *h, PostReason reason, const char *mail)
{
    Letter l = { 0 };

    (void)scene_letters(h, reason, mail, &l);
    return l;
}

static void assert_holds(Str text, const char *words)
{
    if (!str_has(text, str_from(words))) {
        fail_msg("doesn't say \"%s\":\n%.*s", words, STR_ARG(text));
    }
}

/* Two with a seat, one of them without an address; one who waits. */
static Cafe peopled(House *h)
{
    house_listen(h);
    Cafe c = declare(h);

    become(h, c.id, EVENT_PUBLISHED);
    Answer a = join(h, &c, "name=Amina&mail=amina@exemple.example");
    assert_says(&a, "Amina, votre place est gardée");
    a = join(h, &c, "name=Paul");
    assert_says(&a, "Paul, votre place est gardée");
    a = join(h, &c, "name=Lou&mail=lou@exemple.example");
    assert_says(&a, "Lou");
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE state = 1"), 1);
    house_jobs(h);
    return c;
}

static void a_cafe_moves_is_put_off_is_called_off_and_forgotten(void **state)
{
    House *h = *state;
    Cafe c = peopled(h);

    Letter first = letter_to(h, POST_SEAT, "amina@exemple.example");
    assert_holds(first.calendar, "SEQUENCE:1\r\n");

    house_at(h, "2024-06-22T12:00:00+02:00");
    Answer a = change(h, &c, "modifier", SAID "&date=2024-07-04&start=15:00");
    assert_int_equal(a.status, 422);
    assert_says(&a, "id=\"word-err\"");
    assert_says(&a, "value=\"15:00\"");
    a = change(h, &c, "modifier", SAID "&date=2024-07-04&start=15:00&word=La+salle+est+prise");
    assert_int_equal(a.status, 303);
    Letter moved = letter_to(h, POST_CHANGE, "amina@exemple.example");
    assert_holds(moved.body_text, "La salle est prise");
    assert_holds(moved.calendar, "METHOD:REQUEST");
    assert_holds(moved.calendar, "SEQUENCE:2\r\n");
    assert_int_equal(letter_to(h, POST_CHANGE, "lou@exemple.example").calendar.len, 0);

    house_at(h, "2024-06-23T12:00:00+02:00");
    a = change(h, &c, "etat", "become=postponed&state_reason=Travaux&new_date=2024-07-11");
    assert_int_equal(a.status, 303);
    Letter later = letter_to(h, POST_CHANGE, "amina@exemple.example");
    assert_holds(later.body_text, "Travaux");
    assert_holds(later.calendar, "SEQUENCE:3\r\n");
    assert_holds(later.calendar, "20240711T150000");

    house_at(h, "2024-06-24T12:00:00+02:00");
    a = change(h, &c, "etat", "become=cancelled&state_reason=Plus+de+salle");
    assert_int_equal(a.status, 303);
    Letter off = letter_to(h, POST_CANCEL, "amina@exemple.example");
    assert_holds(off.body_text, "Plus de salle");
    assert_holds(off.calendar, "METHOD:CANCEL");
    assert_holds(off.calendar, "SEQUENCE:4\r\n");
    assert_true(letter_to(h, POST_CANCEL, "lou@exemple.example").id.v != 0);
    a = house_get(h, house_text(h, "/cafes/%s/inscription", c.text));
    assert_says_not(&a, "name=\"seats\"");

    house_at(h, "2024-07-18T12:00:00+02:00");
    house_jobs(h);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE state = 3"), 2);
    house_at(h, "2024-08-12T12:00:00+02:00");
    house_jobs(h);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup"), 0);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM guest"), 0);
}

static void one_that_is_taken_off_the_site_is_told_like_a_cancelled_one(void **state)
{
    House *h = *state;
    Cafe c = peopled(h);

    house_at(h, "2024-06-22T12:00:00+02:00");
    become(h, c.id, EVENT_REFUSED);
    house_jobs(h);
    Letter l = letter_to(h, POST_CANCEL, "amina@exemple.example");
    assert_holds(l.title, "Retiré");
    assert_holds(l.calendar, "METHOD:CANCEL");
    assert_holds(l.calendar, "SEQUENCE:2\r\n");
    assert_true(letter_to(h, POST_CANCEL, "lou@exemple.example").id.v != 0);
    assert_false(str_has(l.body_text, STR("Le mot de l"))); /* it isn't the organiser's */
    house_at(h, "2024-06-22T13:00:00+02:00");
    become(h, c.id, EVENT_PUBLISHED);
    house_jobs(h);
    assert_holds(letter_to(h, POST_CHANGE, "amina@exemple.example").title, "Il aura bien lieu");
}

static void one_that_nobody_ever_saw_is_told_to_nobody(void **state)
{
    House *h = *state;

    house_listen(h);
    Cafe c = declare(h);
    become(h, c.id, EVENT_REFUSED);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM told"), 0);
}

static void a_house_that_can_t_write_keeps_what_was_typed(void **state)
{
    House *h = *state;
    Cafe c = peopled(h);
    const char *form = house_text(h, "/cafes/%s/inscription", c.text);
    Str token = token_of(h, form);
    const char *fields =
        house_text(h, "token=%.*s&seats=2&name=Zelie&needs=Une+rampe", STR_ARG(token));

    scene_script(h, "ALTER TABLE guest RENAME TO away");
    Answer a = house_post(h, form, fields);
    assert_int_equal(a.status, 503);
    assert_says(&a, "role=\"alert\"");
    assert_says(&a, "value=\"Zelie\"");
    assert_says(&a, "Une rampe");
    assert_says(&a, str_c(&h->mem, token));
    scene_script(h, "ALTER TABLE away RENAME TO guest");
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE name = 'Zelie'"),
                     0);
    assert_int_equal(house_post(h, form, fields).status, 303);
}

/* ---- demonstrations ---- */

static EventId add_demo(House *h, Work *w, EventId parent)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = STR("Café inventé"),
                .starts_at = HOUSE_NOON + DAY,
                .hour_known = true,
                .capacity = 1,
                .signup = EVENT_SIGNUP_HERE,
                .parent_id = parent,
                .demo = true };

    assert_true(event_place(h->geo, STR("41018"), &e));
    assert_fine(work_begin(w, &tx));
    assert_fine(event_add(w, &e, (Parties){ 0 }));
    assert_fine(work_commit(&tx));
    return e.id;
}

static void demonstrations_go_with_all_that_people_tried_on_them(void **state)
{
    enum { MANY = 501 };
    House *h = *state;
    Work w = house_work(h, "test");
    EventId id = add_demo(h, &w, (EventId){ 0 });
    int64_t gone;

    for (int i = 1; i < MANY; i++) {
        (void)add_demo(h, &w, id);
    }
    house_listen(h);
    Cafe c = { id, str_c(&h->mem, work_id_text(&h->mem, id.v)), "" };
    (void)join(h, &c, "name=Amina&mail=amina@exemple.example");
    (void)join(h, &c, "name=Paul&mail=paul@exemple.example");
    house_jobs(h);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM guest"), 2);
    assert_fine(event_forget_demo(&w, &gone));
    work_done(&w);
    assert_int_equal(gone, MANY);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM event"), 0);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup"), 0);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM guest"), 0);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM seat_book"), 0);
    house_jobs(h); /* those that were planned for them find nothing */
}

/* ---- the open cafés of 2024: every Tuesday online, twelve seats ---- */

static void open_tuesdays(House *h)
{
    Work w = house_work(h, "test");
    Event *list;
    size_t n;
    EventId first;

    assert_fine(event_sample_real(&w));
    assert_fine(event_sample_find(&w, STR("ouverts+20240528T113000Z"), &first));
    Event e;
    assert_fine(event_load(&w, first, &e));
    Str title;
    assert_fine(event_front_dates(&w, e.series_id, 20, &title, &list, &n));
    assert_int_equal(n, 0); /* what a file brought is not signed up for here */
    work_done(&w);
}

static EventId tuesday(House *h, const char *day)
{
    Work w = house_work(h, "organizer");
    Str name = str_from(house_text(h, "ouverts+2024%sT113000Z", day));
    EventId id;
    EventOutcome outcome;
    Parties parties;
    Event e;

    assert_fine(event_sample_find(&w, name, &id));
    assert_fine(event_load(&w, id, &e));
    assert_fine(event_parties(&w, id, &parties));
    e.signup = EVENT_SIGNUP_HERE;
    assert_int_equal(e.capacity, 12);
    assert_fine(event_edit(&w, &e, parties, (Str){ 0 }, &outcome));
    assert_int_equal(outcome, EVENT_OK);
    work_done(&w);
    return id;
}

static Signup take(House *h, EventId id, int number, SignupOutcome want)
{
    Work w = house_work(h, "visitor");
    SignupOutcome how;
    Signup s;
    const char *token = house_text(h, "%lld-%d", (long long)id.v, number);

    assert_fine(signup_join(
        &w,
        &(SignupWish){
            .event_id = id, .seats = 1, .name = STR("Amina"), .form_token = str_from(token) },
        &s, &how));
    work_done(&w);
    assert_int_equal(how, want);
    return s;
}

static void the_thirteenth_of_a_tuesday_waits_and_is_promoted(void **state)
{
    static const char *const days[] = { "0625", "0702", "0709", "0716", "0723", "0730" };
    enum { FULL = 3, SEATS = 12 };
    House *h = *state;
    EventId ids[COUNT(days)];
    Signup first = { 0 };
    Work w = house_work(h, "test");

    open_tuesdays(h);
    for (size_t i = 0; i < COUNT(days); i++) {
        ids[i] = tuesday(h, days[i]);
        for (int n = 0; i < FULL && n < SEATS; n++) {
            Signup s = take(h, ids[i], n, SIGNUP_SEATED);
            first = i == 0 && n == 0 ? s : first;
        }
    }
    Answer a = house_get(h, "/cafes?du=2024-06-21&type=ouvert");
    assert_int_equal(says_times(&a, "Complet"), FULL);
    Signup waits = take(h, ids[0], SEATS, SIGNUP_QUEUED);
    const char *form =
        house_text(h, "/cafes/%s/inscription", str_c(&h->mem, work_id_text(&h->mem, ids[0].v)));
    a = house_get(h, form);
    Str next = between(a.body, "id=\"later\"", "</li>");
    assert_true(str_has(next, STR("16 juillet")));
    assert_fine(signup_release(&w, first.id));
    assert_fine(signup_load(&w, waits.id, &waits));
    assert_int_equal(waits.state, SIGNUP_OFFERED);
    work_done(&w);
}

static void a_newcomer_finds_free_seats_a_full_one_and_a_waiting_list(void **state)
{
    House *h = *state;
    Work w = house_work(h, "import");
    EventId id;

    for (int i = 0; i < 2; i++) { /* the second time changes nothing */
        assert_fine(event_sample_demo(&w));
        assert_fine(signup_sample(&w));
    }
    Answer a = house_get(h, "/cafes");
    assert_int_equal(says_times(&a, "Complet"), 2);
    assert_fine(event_sample_find(&w, STR("demo-01"), &id));
    a = house_get(
        h, house_text(h, "/cafes/%s/inscription", str_c(&h->mem, work_id_text(&h->mem, id.v))));
    assert_says(&a, "3 places libres sur 12");
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM seat_book WHERE waiting = 3"),
                     1);
    assert_int_equal(
        scene_count(
            h, "SELECT count(*) AS n FROM seat_book WHERE confirmed = seats AND waiting = 0"),
        1);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM letter"), 0);
    work_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_cafe_moves_is_put_off_is_called_off_and_forgotten),
        HOUSE_TEST(one_that_is_taken_off_the_site_is_told_like_a_cancelled_one),
        HOUSE_TEST(one_that_nobody_ever_saw_is_told_to_nobody),
        HOUSE_TEST(a_house_that_can_t_write_keeps_what_was_typed),
        HOUSE_TEST(demonstrations_go_with_all_that_people_tried_on_them),
        HOUSE_TEST(the_thirteenth_of_a_tuesday_waits_and_is_promoted),
        HOUSE_TEST(a_newcomer_finds_free_seats_a_full_one_and_a_waiting_list),
    };

    return cmocka_run_group_tests_name("whole", tests, NULL, NULL);
}
