/* signup_page_test.c - the private page: what it says of the seat and of the
 * café, and what one may do there */
#include "post/post_queue.h"
#include "rooms/signup/signup_room.h"
#include "tests/scenes.h"

enum { HOUR = 3600, DAY = 86400 };

static const char *id_text(House *h, EventId id)
{
    return str_c(&h->mem, work_id_text(&h->mem, id.v));
}

static Answer post(House *h, EventId id, const char *fields)
{
    const char *url = house_text(h, "/cafes/%s/inscription", id_text(h, id));
    Answer form = house_get(h, url);
    Str token = between(form.body, "name=\"token\" value=\"", "\"");

    return house_post(h, url, house_text(h, "token=%.*s&%s", STR_ARG(token), fields));
}

/* The private page, which one is led to. */
static Answer join(House *h, EventId id, const char *fields)
{
    Answer a = post(h, id, fields);

    assert_int_equal(a.status, 303);
    return house_follow(h, &a);
}

static Str key_of(const Answer *page)
{
    return between(page->body, "name=\"key\" value=\"", "\"");
}

static const char *url_of(House *h, const Answer *page, const char *what)
{
    return house_text(h, "/inscriptions/%.*s%s",
                      STR_ARG(between(page->body, "action=\"/inscriptions/", "/")), what);
}

static Answer send(House *h, const Answer *page, const char *what, const char *more)
{
    return house_post(h, url_of(h, page, what),
                      house_text(h, "key=%.*s%s", STR_ARG(key_of(page)), more));
}

static Answer act(House *h, const Answer *page, const char *what, const char *more)
{
    Answer a = send(h, page, what, more);

    assert_int_equal(a.status, 303);
    return house_follow(h, &a);
}

static Answer again(House *h, const Answer *page, const char *end)
{
    return house_get(h, house_text(h, "%s?cle=%.*s&fait=inscrit", url_of(h, page, end),
                                   STR_ARG(key_of(page))));
}

static void become(House *h, EventId id, EventState to, const char *word, int64_t new_at)
{
    Work w = house_work(h, "organizer");
    EventOutcome outcome;

    assert_fine(event_become(&w, id, to, str_from(word), new_at, &outcome));
    work_done(&w);
    assert_int_equal(outcome, EVENT_OK);
}

/* ---- who comes no more ---- */

static void a_party_says_who_comes_no_more(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 12 });
    Answer five = join(h, id, "name=Nadia&relay=1&others=Ali%0aJo%0aMia%0aNour%0aTom");

    assert_int_equal(says_times(&five, "name=\"absent\""), 5);
    assert_says_not(&five, "name=\"seats\"");
    five = act(h, &five, "/reduire", "&absent=2&absent=4");
    assert_says(&five, "3 personnes : Ali, Mia, Tom");
    assert_says(&five, "les autres places sont rendues");
    five = act(h, &five, "/reduire", "&absent=3"); /* they are 1, 2 and 3 now */
    assert_says(&five, "2 personnes : Ali, Mia");
    assert_int_equal(scene_event(h, id).taken, 2);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM guest"), 2);
}

static void nobody_or_everybody_is_asked_about_again(void **state)
{
    static const struct {
        const char *absent, *says;
        size_t ticked;
    } all[] = {
        { "", "Cochez au moins un prénom.", 0 },
        { "&absent=1&absent=2&absent=3", "Plus personne ne vient ?", 3 },
        { "&absent=9", "Cochez au moins un prénom.", 0 },
    };
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 12 });
    Answer party = join(h, id, "name=Amina&others=Paul%0aLou");

    for (size_t i = 0; i < COUNT(all); i++) {
        Answer a = send(h, &party, "/reduire", all[i].absent);
        assert_int_equal(a.status, 422);
        assert_says(&a, all[i].says);
        assert_says(&a, "role=\"alert\"");
        assert_int_equal(says_times(&a, " checked>"), all[i].ticked);
    }
    assert_int_equal(scene_event(h, id).taken, 3);
}

static void who_signed_up_and_stays_at_home_still_receives_all(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 12 });
    Answer party = join(h, id, "name=Amina&seats=4&others=Paul%0aLou");

    assert_says(&party, "Une personne avec Amina");
    party = act(h, &party, "/reduire", "&absent=1&absent=4");
    assert_says(&party, "2 personnes : Paul, Lou");
    assert_says(&party, "Inscription faite par Amina");
    Answer plain = join(h, id, "name=Nour&seats=3"); /* without names, how many */
    assert_says_not(&plain, "name=\"absent\"");
    plain = act(h, &plain, "/reduire", "&seats=1");
    assert_says(&plain, "1 personne : Nour");
}

/* ---- what became of the café ---- */

static void a_cancelled_cafe_says_so_and_why_to_who_has_no_address(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 1 });
    Answer amina = join(h, id, "name=Amina"), lou = join(h, id, "name=Lou");

    become(h, id, EVENT_CANCELLED, "Plus de salle", 0);
    Answer pages[] = { again(h, &amina, ""), again(h, &lou, "") };
    for (size_t i = 0; i < COUNT(pages); i++) {
        assert_says(&pages[i], "ce café est annulé");
        assert_says(&pages[i], "Le mot de l’organisation : « Plus de salle »");
        assert_says(&pages[i], "href=\"/cafes?lieu=41018\"");
        assert_says(&pages[i], "La page du café");
        assert_says_not(&pages[i], "C’est fait");
        assert_says_not(&pages[i], "gardée");
        assert_says_not(&pages[i], "a eu lieu");
        assert_says_not(&pages[i], "/rendre");
        assert_says_not(&pages[i], "revenez voir cette page");
    }
}

static void a_cafe_taken_off_leads_to_no_page_that_is_gone(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 2 });
    Answer seat = join(h, id, "name=Amina");

    scene_script(h, "UPDATE event SET state = 7"); /* as a moderator does */
    Answer page = again(h, &seat, "");
    assert_says(&page, "Amina, ce café a été retiré");
    assert_says(&page, "ne comptez plus dessus");
    assert_says_not(&page, house_text(h, "href=\"/cafes/%s", id_text(h, id)));
    assert_says_not(&page, "a eu lieu");
    assert_says_not(&page, "C’est fait");
    scene_script(h, "UPDATE event SET state = 2;"
                    "INSERT INTO event_change (event_id, number, at, was, becomes, reason, who)"
                    " SELECT id, 9, 1718964999, 7, 2, 'Hors sujet', 'moderator' FROM event");
    Answer back = again(h, &seat, "");
    assert_says(&back, "Amina, votre place est gardée");
    assert_says_not(&back, "Hors sujet");
}

static void an_hour_that_changed_stands_there_with_its_word(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 2 });
    Answer before = join(h, id, "name=Amina");
    EventOutcome outcome;
    Event e;

    house_at(h, "2024-06-21T12:05:00+02:00");
    Work w = house_work(h, "organizer");
    assert_fine(event_load(&w, id, &e));
    e.starts_at += HOUR;
    assert_fine(event_edit(&w, &e, (Parties){ 0 }, STR("La salle ouvre tard"), &outcome));
    work_done(&w);
    before = again(h, &before, "");
    assert_says(&before, "La salle ouvre tard");
    house_at(h, "2024-06-21T12:30:00+02:00");
    Answer after = join(h, id, "name=Lou");
    assert_says_not(&after, "La salle ouvre tard");
}

static void what_changed_stands_on_the_page(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 2 });
    Answer page = join(h, id, "name=Amina");

    become(h, id, EVENT_POSTPONED, "La chaudière est en panne", HOUSE_NOON + 20 * DAY);
    page = again(h, &page, "");
    assert_says(&page, "Amina, votre place est gardée");
    assert_says(&page, "Reporté");
    assert_says(&page, "La chaudière est en panne");
    assert_says(&page, "Il était prévu : lundi 1er juillet");
    assert_says(&page, "revenez voir cette page avant de venir");
}

static void once_it_is_over_the_page_says_no_more_than_that(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 2 });
    Answer page = join(h, id, "name=Amina");

    house_at(h, "2024-07-01T14:30:00+02:00");
    page = again(h, &page, "");
    assert_says(&page, "Amina, ce café a eu lieu");
    assert_says_not(&page, "gardée");
    assert_says_not(&page, "revenez voir");
    Answer cafe = house_get(h, house_text(h, "/cafes/%s", id_text(h, id)));
    cafe = cafe.status == 308 ? house_follow(h, &cafe) : cafe;
    assert_says(&cafe, "Ce café a eu lieu.");
    assert_says_not(&cafe, "Aucune inscription n’est demandée ici.");
}

/* ---- who waits ---- */

static void who_waits_learns_where_else_there_is_room(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 1 });

    scene_cafe(h, (Event){ .capacity = 5, .title = STR("Café d’à côté") });
    Answer amina = join(h, id, "name=Amina");
    Answer lou = join(h, id, "name=Lou");
    Answer paul = join(h, id, "name=Paul&mail=paul%40example.org");
    assert_says_not(&amina, "Café d’à côté");
    assert_says(&lou, "Café d’à côté");
    assert_says(&lou, "/prevenez-moi?lieu=41018");
    assert_says(&lou, "Sans adresse e-mail, nous ne pouvons pas vous prévenir : revenez");
    assert_says_not(&paul, "Sans adresse e-mail");
}

static void who_waits_has_no_seats_to_give_back(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 3 });

    join(h, id, "name=Amina&seats=3");
    Answer plain = join(h, id, "name=Lou&seats=3");
    Answer named = join(h, id, "name=Jo&others=Mia%0aTom");
    assert_says_not(&plain, "Rendre les autres places");
    assert_says_not(&named, "Rendre leurs places");
    plain = act(h, &plain, "/reduire", "&seats=2");
    assert_says(&plain, "C’est noté : il vous faut maintenant 2 places.");
    named = act(h, &named, "/reduire", "&absent=2");
    assert_says(&named, "C’est noté : il vous faut maintenant 2 places.");
    assert_says(&named, "Avant vous, 2 personnes attendent.");
}

static void a_party_larger_than_the_cafe_is_told_so(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 4 });

    join(h, id, "name=Amina&seats=4");
    Answer form = post(h, id, "name=Paul&seats=5");
    assert_int_equal(form.status, 422);
    assert_says(&form, "id=\"seats-err\"");
    assert_says(&form, "Ce café compte 4 places en tout.");
    assert_says(&form, "value=\"5\"");
    Answer fewer = join(h, id, "name=Paul&seats=5&fewer=1");
    assert_says_not(&fewer, "places en tout");
    Answer four = join(h, id, "name=Lou&seats=4");
    assert_says_not(&four, "places en tout");
    scene_script(h, "UPDATE seat_book SET confirmed = 3, seats = 3");
    four = again(h, &four, "");
    assert_says(&four, "Ce café compte 3 places en tout");
    assert_says_not(&four, "un groupe plus petit");
}

/* ---- a seat that is held; calendars; paper ---- */

static void a_held_seat_is_confirmed_in_the_words_of_its_letter(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 3, .confirm_mail = true });
    Letter l = { 0 };

    join(h, id, "name=Amina&seats=3&others=Paul%0aLou&mail=amina%40example.org");
    assert_int_equal(scene_letters(h, POST_SEAT, "amina@example.org", &l), 1);
    assert_true(str_has(l.body_text, STR("Confirmer ma place")));
    Str url = between(l.body_text, "/inscriptions/", "\n");
    Answer page = house_get(h, house_text(h, "/inscriptions/%.*s", STR_ARG(url)));
    assert_int_equal(page.status, 200);
    assert_says(&page, "Amina, confirmez votre place");
    assert_says(&page, ">Confirmer ma place</button>");
    assert_says_not(&page, "J’accepte");
    page = act(h, &page, "/reduire", "&absent=2"); /* it is still that one */
    assert_says(&page, "Amina, confirmez votre place");
    Answer ics = again(h, &page, ".ics");
    assert_int_equal(ics.status, 404);
    page = act(h, &page, "/accepter", "");
    assert_says(&page, "Amina, vos 2 places sont gardées");
}

static void what_is_given_back_leaves_the_calendar(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 1 });
    Answer amina = join(h, id, "name=Amina"), lou = join(h, id, "name=Lou");

    assert_int_equal(again(h, &lou, ".ics").status, 404);
    Answer ics = again(h, &amina, ".ics");
    assert_says(&ics, "METHOD:PUBLISH");
    assert_says(&ics, "STATUS:CONFIRMED");
    act(h, &amina, "/rendre", "");
    ics = again(h, &amina, ".ics");
    assert_int_equal(ics.status, 200);
    assert_says(&ics, "METHOD:CANCEL");
    assert_says(&ics, "STATUS:CANCELLED");
}

static void the_slip_says_where_its_code_works(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 1 });
    Answer page = join(h, id, "name=Amina");

    assert_says(&page, house_text(h, "<b>cafes.example/cafes/%s/inscription/retrouver</b>",
                                  id_text(h, id)));
    assert_says(&page, "Il suffit ensuite de votre prénom et de ce code");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_party_says_who_comes_no_more),
        HOUSE_TEST(nobody_or_everybody_is_asked_about_again),
        HOUSE_TEST(who_signed_up_and_stays_at_home_still_receives_all),
        HOUSE_TEST(a_cancelled_cafe_says_so_and_why_to_who_has_no_address),
        HOUSE_TEST(a_cafe_taken_off_leads_to_no_page_that_is_gone),
        HOUSE_TEST(an_hour_that_changed_stands_there_with_its_word),
        HOUSE_TEST(what_changed_stands_on_the_page),
        HOUSE_TEST(once_it_is_over_the_page_says_no_more_than_that),
        HOUSE_TEST(who_waits_learns_where_else_there_is_room),
        HOUSE_TEST(who_waits_has_no_seats_to_give_back),
        HOUSE_TEST(a_party_larger_than_the_cafe_is_told_so),
        HOUSE_TEST(a_held_seat_is_confirmed_in_the_words_of_its_letter),
        HOUSE_TEST(what_is_given_back_leaves_the_calendar),
        HOUSE_TEST(the_slip_says_where_its_code_works),
    };

    return cmocka_run_group_tests_name("signup_page", tests, NULL, NULL);
}
