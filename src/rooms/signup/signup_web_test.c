/* signup_web_test.c - a seat through the pages, as people take it */
#include "rooms/signup/signup_room.h"
#include "tests/scenes.h"

enum { DAY = 86400 };

typedef struct Cafe {
    EventId id;
    const char *text;
} Cafe;

static Cafe open_like(House *h, Event e)
{
    EventId id = scene_cafe(h, e);

    return (Cafe){ id, str_c(&h->mem, work_id_text(&h->mem, id.v)) };
}

static Cafe open_cafe(House *h, int64_t seats)
{
    return open_like(h, (Event){ .capacity = seats });
}

static const char *form_url(House *h, const Cafe *c)
{
    return house_text(h, "/cafes/%s/inscription", c->text);
}

static Answer post(House *h, const Cafe *c, const char *fields)
{
    Answer form = house_get(h, form_url(h, c));
    Str token = between(form.body, "name=\"token\" value=\"", "\"");

    return house_post(h, form_url(h, c),
                      house_text(h, "token=%.*s&%s", STR_ARG(token), fields));
}

/* The private page, which one is led to. */
static Answer join(House *h, const Cafe *c, const char *fields)
{
    Answer a = post(h, c, fields);

    assert_int_equal(a.status, 303);
    return house_follow(h, &a);
}

static Answer act(House *h, const Answer *page, const char *what, const char *more)
{
    Str key = between(page->body, "name=\"key\" value=\"", "\"");
    Str url = between(page->body, "action=\"/inscriptions/", "/");
    Answer a = house_post(h, house_text(h, "/inscriptions/%.*s/%s", STR_ARG(url), what),
                          house_text(h, "key=%.*s%s", STR_ARG(key), more));

    assert_int_equal(a.status, 303);
    return house_follow(h, &a);
}

static Answer cafe_page(House *h, const Cafe *c)
{
    Answer a = house_get(h, house_text(h, "/cafes/%s", c->text));

    return a.status == 308 ? house_follow(h, &a) : a;
}

static int64_t letters_to(House *h, const char *mail)
{
    return scene_count(
        h, house_text(h, "SELECT count(*) AS n FROM letter WHERE address = '%s'", mail));
}

/* ---- taking a seat ---- */

static void a_first_name_is_enough(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Answer before = cafe_page(h, &c);

    assert_says(&before, "12 places libres sur 12");
    assert_says(&before, house_text(h, "href=\"/cafes/%s/inscription\"", c.text));
    Answer page = join(h, &c, "name=Amina&seats=1");
    assert_says(&page, "Amina, votre place est gardée");
    assert_says(&page, "C’est fait : votre place est gardée.");
    assert_says(&page, "<svg class=\"qr\"");
    assert_str("no-store, private", page.reply.cache_control);
    assert_str("no-referrer", header(&page, "Referrer-Policy"));
    Answer after = cafe_page(h, &c);
    assert_says(&after, "11 places libres sur 12");
    assert_says_not(&after, "Amina");
    Answer json = house_get(h, house_text(h, "/cafes/%s.json", c.text));
    assert_says(&json, "\"seats\":12,\"free\":11");
}

static void the_same_form_counts_once(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Answer form = house_get(h, form_url(h, &c));
    Str token = between(form.body, "name=\"token\" value=\"", "\"");
    const char *fields = house_text(h, "token=%.*s&name=Amina&seats=2", STR_ARG(token));
    Answer one = house_post(h, form_url(h, &c), fields);
    Answer two = house_post(h, form_url(h, &c), fields);

    assert_true(str_eq(one.reply.location, two.reply.location));
    Answer page = cafe_page(h, &c);
    assert_says(&page, "10 places libres sur 12");
}

static void problems_stand_beside_their_fields_and_what_was_typed_is_kept(void **state)
{
    static const struct {
        const char *fields, *says;
    } all[] = {
        { "name=&seats=1&needs=fauteuil", "id=\"name-err\"" },
        { "name=Amina&mail=amina&needs=fauteuil", "id=\"mail-err\"" },
        { "name=Amina&seats=11&needs=fauteuil", "id=\"seats-err\"" },
        { "name=Amina&relay=1&needs=fauteuil", "id=\"others-err\"" },
        { "name=Amina&others=a%0ab%0ac%0ad%0ae%0af%0ag%0ah%0ai%0aj&needs=fauteuil",
          "id=\"others-err\"" },
    };
    House *h = *state;
    Cafe c = open_cafe(h, 12);

    for (size_t i = 0; i < COUNT(all); i++) {
        Answer a = post(h, &c, all[i].fields);
        assert_int_equal(a.status, 422);
        assert_says(&a, all[i].says);
        assert_says(&a, ">fauteuil</textarea>");
        assert_says(&a, "role=\"alert\"");
    }
    Answer page = cafe_page(h, &c);
    assert_says(&page, "12 places libres sur 12");
}

static void names_make_people(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Answer party = join(h, &c, "name=Amina&seats=1&others=Paul%0a%0aLou");
    Answer relay = join(h, &c, "name=Nadia&relay=1&seats=1&others=Ali%0aJo%0aMia%0aNour%0aTom");

    assert_says(&party, "3 personnes : Amina, Paul, Lou");
    assert_says(&relay, "5 personnes : Ali, Jo, Mia, Nour, Tom");
    assert_says(&relay, "Inscription faite par Nadia");
    Answer page = cafe_page(h, &c);
    assert_says(&page, "4 places libres sur 12");
}

static void a_full_cafe_says_so_everywhere_and_puts_on_the_list(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 2),
         beside = open_like(h, (Event){ .capacity = 5, .title = STR("Café d’à côté") });

    join(h, &c, "name=Amina&seats=2");
    Answer page = cafe_page(h, &c);
    assert_says(&page, "Complet. La liste d’attente est ouverte.");
    Answer list = house_get(h, "/cafes");
    assert_int_equal(says_times(&list, "<b>Complet</b>"), 1);
    Answer form = house_get(h, form_url(h, &c));
    assert_says(&form, "Vous seriez la première personne sur la liste d’attente.");
    assert_says(&form, "Café d’à côté");
    assert_says(&form, "/prevenez-moi?lieu=41018");
    Answer lou = join(h, &c, "name=Lou&seats=2"), jo = join(h, &c, "name=Jo");
    assert_says(&lou, "Vous êtes au début de la liste.");
    assert_says(&lou, "Il vous faut 2 places ensemble");
    assert_says(&jo, "Avant vous, 2 personnes attendent.");
    page = cafe_page(h, &c);
    assert_says(&page, "Complet : 3 personnes attendent.");
    form = house_get(h, form_url(h, &c));
    assert_says(&form, "Avant vous, 3 personnes attendent.");
    (void)beside;
}

static void what_is_given_back_is_offered_and_accepted_in_one_tap(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 1);
    Answer amina = join(h, &c, "name=Amina"), lou = join(h, &c, "name=Lou");
    const char *lou_url =
        house_text(h, "%.*s", STR_ARG(between(lou.body, "action=\"", "/rendre")));

    amina = act(h, &amina, "rendre", "");
    assert_says(&amina, "C’est fait. Merci d’avoir prévenu.");
    assert_says(&amina, "Amina, votre place est rendue");
    Str key = between(lou.body, "name=\"key\" value=\"", "\"");
    lou = house_get(h, house_text(h, "%s?cle=%.*s", lou_url, STR_ARG(key)));
    assert_says(&lou, "Lou, une place vous attend");
    assert_says(&lou, "samedi 22 juin");
    lou = act(h, &lou, "accepter", "");
    assert_says(&lou, "C’est fait : la place est à vous.");
    assert_says(&lou, "Lou, votre place est gardée");
}

static void an_offer_not_taken_goes_to_the_next(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 1);
    Answer amina = join(h, &c, "name=Amina"), lou = join(h, &c, "name=Lou");
    Answer jo = join(h, &c, "name=Jo");

    act(h, &amina, "rendre", "");
    house_at(h, "2024-06-22T12:00:01+02:00");
    lou = act(h, &lou, "accepter", "");
    assert_says(&lou, "Cette place n’est plus libre.");
    assert_says(&lou, "Lou, la place est passée à quelqu’un d’autre");
    jo = act(h, &jo, "accepter", "");
    assert_says(&jo, "Jo, votre place est gardée");
}

static void a_party_may_become_smaller(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 3);
    Answer party = join(h, &c, "name=Amina&seats=3&others=Paul%0aLou");

    party = act(h, &party, "reduire", "&seats=2");
    assert_says(&party, "2 personnes : Amina, Paul");
    Answer page = cafe_page(h, &c);
    assert_says(&page, "1 place libre sur 3");
}

static void in_the_last_two_hours_whoever_comes_first_has_it(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 1);
    Answer amina = join(h, &c, "name=Amina"), lou = join(h, &c, "name=Lou");

    house_at(h, "2024-07-01T10:30:00+02:00");
    act(h, &amina, "rendre", "");
    lou = act(h, &lou, "accepter", "");
    assert_says(&lou, "Lou, votre place est gardée");
}

/* ---- addresses ---- */

static void an_address_signs_up_once_and_learns_it_by_letter(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);

    join(h, &c, "name=Amina&mail=amina%40example.org");
    int64_t first = letters_to(h, "amina@example.org");
    Answer again = join(h, &c, "name=Paul&mail=Amina%40EXAMPLE.org");
    assert_says(&again, "Regardez vos lettres");
    assert_says_not(&again, "Amina,");
    Answer page = cafe_page(h, &c);
    assert_says(&page, "11 places libres sur 12");
    assert_true(first >= 1);
}

static void where_asked_a_seat_counts_once_its_address_is_confirmed(void **state)
{
    House *h = *state;
    Cafe c = open_like(h, (Event){ .capacity = 2, .confirm_mail = true });
    Answer none = post(h, &c, "name=Amina");

    assert_int_equal(none.status, 422);
    assert_says(&none, "il nous faut une adresse");
    Answer told = join(h, &c, "name=Amina&mail=amina%40example.org");
    assert_says(&told, "Regardez vos lettres");
    Answer page = cafe_page(h, &c);
    assert_says(&page, "1 place libre sur 2");
    assert_int_equal(letters_to(h, "amina@example.org"), 1);
    house_at(h, "2024-06-21T14:00:01+02:00");
    join(h, &c, "name=Jo&seats=2&mail=jo%40example.org");
    page = cafe_page(h, &c);
    assert_says(&page, "Complet");
}

/* ---- the private page ---- */

static void nobody_opens_it_without_its_secret(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Answer page = join(h, &c, "name=Amina");
    Str url = between(page.body, "action=\"/inscriptions/", "/");
    Answer bare = house_get(h, house_text(h, "/inscriptions/%.*s", STR_ARG(url)));
    Answer wrong = house_get(h, house_text(h, "/inscriptions/%.*s?cle=00", STR_ARG(url)));
    Answer ics = house_get(h, house_text(h, "/inscriptions/%.*s.ics?cle=00", STR_ARG(url)));
    Answer act_ =
        house_post(h, house_text(h, "/inscriptions/%.*s/rendre", STR_ARG(url)), "key=00");

    assert_int_equal(bare.status, 404);
    assert_int_equal(wrong.status, 404);
    assert_int_equal(ics.status, 404);
    assert_int_equal(act_.status, 404);
}

static void the_online_room_is_told_to_who_has_a_seat_only(void **state)
{
    House *h = *state;
    Cafe c = open_like(h, (Event){ .capacity = 1,
                                   .mode = EVENT_ONLINE,
                                   .online_url = STR("https://visio.example/salle") });
    Answer amina = join(h, &c, "name=Amina"), lou = join(h, &c, "name=Lou");
    Answer page = cafe_page(h, &c), form = house_get(h, form_url(h, &c));

    assert_says(&amina, "https://visio.example/salle");
    assert_says_not(&lou, "visio.example");
    assert_says_not(&page, "visio.example");
    assert_says_not(&form, "visio.example");
    Str ics_url = between(amina.body, "href=\"/inscriptions/", "\"");
    Answer ics = house_get(h, house_text(h, "/inscriptions/%.*s", STR_ARG(ics_url)));
    assert_int_equal(ics.status, 200);
    assert_says(&ics, "METHOD:PUBLISH");
    assert_str("text/calendar; charset=utf-8", str_from(ics.reply.type));
}

static void a_page_is_found_again_by_its_code(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Answer page = join(h, &c, "name=Zo%C3%A9");
    const char *url = house_text(h, "/cafes/%s/inscription/retrouver", c.text);
    Work w = house_work(h, "test");
    Signup *list;
    size_t n;

    assert_fine(signup_list(&w, c.id, SIGNUP_CONFIRMED, (SignupId){ 0 }, 5, &list, &n));
    work_done(&w);
    assert_int_equal(n, 1);
    Str code = list[0].code;
    assert_int_equal(page.status, 200);
    Answer found = house_post(
        h, url, house_text(h, "code=%.*s+%.*s&name=zoe", 3, code.at, 3, code.at + 3));
    assert_int_equal(found.status, 303);
    found = house_follow(h, &found);
    assert_says(&found, "Zoé, votre place est gardée");
    for (int i = 0; i < 5; i++) {
        Answer wrong = house_post(h, url, "code=AAA+AAA&name=Zo%C3%A9");
        assert_int_equal(wrong.status, 422);
    }
    Answer enough = house_post(h, url, house_text(h, "code=%.*s&name=Zoe", STR_ARG(code)));
    assert_int_equal(enough.status, 429);
    house_at(h, "2024-06-21T13:00:00+02:00");
    found = house_post(h, url, house_text(h, "code=%.*s&name=Zoe", STR_ARG(code)));
    assert_int_equal(found.status, 303);
}

/* ---- closed ---- */

static void nobody_signs_up_for_what_is_cancelled_or_over(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 12);
    Work w = house_work(h, "organizer");
    EventOutcome outcome;

    Answer amina = join(h, &c, "name=Amina");
    assert_fine(event_become(&w, c.id, EVENT_CANCELLED, STR("neige"), 0, &outcome));
    work_done(&w);
    Answer form = house_get(h, form_url(h, &c));
    assert_says(&form, "Les inscriptions à ce café sont closes.");
    Answer late = house_post(h, form_url(h, &c), "name=Lou");
    assert_int_equal(late.status, 409);
    Str key = between(amina.body, "name=\"key\" value=\"", "\"");
    Str url = between(amina.body, "action=\"/inscriptions/", "/");
    Answer page =
        house_get(h, house_text(h, "/inscriptions/%.*s?cle=%.*s", STR_ARG(url), STR_ARG(key)));
    assert_says_not(&page, "Je laisse ma place");
}

static void make_wait(House *h, const Cafe *c, int64_t people)
{
    static const DbQuery q = { .name = "test_crowd",
                               .sql = "UPDATE seat_book SET waiting = $2 WHERE event_id = $1" };
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_fine(work_begin(&w, &tx));
    assert_fine(work_run(&w, &q, DB_ARGS(DB_I(c->id.v), DB_I(people))));
    assert_fine(work_commit(&tx));
    work_done(&w);
}

static void a_list_without_hope_takes_nobody_more(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 1);

    (void)join(h, &c, "name=Amina");
    make_wait(h, &c, SIGNUP_WAITING_MAX - 1);
    Answer last = join(h, &c, "name=Paul");
    assert_says(&last, "Paul");
    Answer lou = post(h, &c, "name=Lou&needs=une+rampe");
    assert_int_equal(lou.status, 409);
    assert_says(&lou, "La liste d’attente est pleine");
    assert_says(&lou, "value=\"Lou\"");
    assert_says(&lou, "une rampe");
}

static void each_page_asks_little_of_the_database(void **state)
{
    House *h = *state;
    Cafe c = open_cafe(h, 1);
    Answer amina = join(h, &c, "name=Amina"), lou = join(h, &c, "name=Lou");
    Answer form = house_get(h, form_url(h, &c));

    assert_true(amina.statements <= 4);
    assert_true(lou.statements <= 14); /* the nearest ones are looked for in rings */
    assert_true(form.statements <= 12);
}

/* ---- several dates ---- */

/* Three Thursdays of a series. */
static const char *open_series(House *h)
{
    static const DbQuery add = {
        .name = "test_series",
        .sql = "INSERT INTO series (id, title, slug, body, rule, zone, starts_at, ends_at,"
               " made_at, changed_at) VALUES (77, 'Café du jeudi', 'cafe-du-jeudi', '',"
               " 'FREQ=WEEKLY;COUNT=3', 'Europe/Paris', $1, $1, $1, $1)",
    };
    static const DbQuery belong = {
        .name = "test_belong",
        .sql = "UPDATE event SET series_id = 77, series_at = starts_at",
    };

    for (int week = 0; week < 3; week++) {
        open_like(h, (Event){ .capacity = 3,
                              .title = STR("Café du jeudi"),
                              .starts_at = HOUSE_NOON + (6 + 7 * week) * DAY });
    }
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(&w, &tx));
    assert_fine(work_run(&w, &add, DB_ARGS(DB_I(w.now))));
    assert_fine(work_run(&w, &belong, DB_NO_ARGS));
    assert_fine(work_commit(&tx));
    work_done(&w);
    return house_text(h, "/series/%.*s", STR_ARG(work_id_text(&h->mem, 77)));
}

static void one_form_takes_seats_for_several_dates(void **state)
{
    House *h = *state;
    const char *page = open_series(h), *url = house_text(h, "%s/inscription", page);
    Answer form = house_get(h, url);
    assert_int_equal(says_times(&form, "name=\"date\""), 3);
    assert_int_equal(says_times(&form, "3 places libres sur 3"), 3);
    Answer series = house_get(h, house_text(h, "%s/cafe-du-jeudi", page));
    assert_says(&series, url);
    Str token = between(form.body, "name=\"token\" value=\"", "\"");
    Answer none = house_post(h, url, house_text(h, "token=%.*s&name=Amina", STR_ARG(token)));
    assert_int_equal(none.status, 422);
    assert_says(&none, "Choisissez au moins une date.");
    Str first = between(form.body, "name=\"date\" value=\"", "\"");
    const char *fields =
        house_text(h, "token=%.*s&name=Amina&date=%.*s", STR_ARG(token), STR_ARG(first));
    Answer made = house_post(h, url, fields);
    assert_int_equal(made.status, 303);
    assert_int_equal(house_post(h, url, fields).status, 303);
    made = house_follow(h, &made);
    assert_int_equal(says_times(&made, "/inscriptions/"), 1);
    form = house_get(h, url);
    assert_int_equal(says_times(&form, "3 places libres sur 3"), 2);
    assert_int_equal(says_times(&form, "2 places libres sur 3"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_first_name_is_enough),
        HOUSE_TEST(the_same_form_counts_once),
        HOUSE_TEST(problems_stand_beside_their_fields_and_what_was_typed_is_kept),
        HOUSE_TEST(names_make_people),
        HOUSE_TEST(a_full_cafe_says_so_everywhere_and_puts_on_the_list),
        HOUSE_TEST(what_is_given_back_is_offered_and_accepted_in_one_tap),
        HOUSE_TEST(an_offer_not_taken_goes_to_the_next),
        HOUSE_TEST(a_party_may_become_smaller),
        HOUSE_TEST(in_the_last_two_hours_whoever_comes_first_has_it),
        HOUSE_TEST(an_address_signs_up_once_and_learns_it_by_letter),
        HOUSE_TEST(where_asked_a_seat_counts_once_its_address_is_confirmed),
        HOUSE_TEST(nobody_opens_it_without_its_secret),
        HOUSE_TEST(the_online_room_is_told_to_who_has_a_seat_only),
        HOUSE_TEST(a_page_is_found_again_by_its_code),
        HOUSE_TEST(nobody_signs_up_for_what_is_cancelled_or_over),
        HOUSE_TEST(a_list_without_hope_takes_nobody_more),
        HOUSE_TEST(each_page_asks_little_of_the_database),
        HOUSE_TEST(one_form_takes_seats_for_several_dates),
    };

    return cmocka_run_group_tests_name("signup_web", tests, NULL, NULL);
}
