/* desk_test.c - what an organiser sees of their cafés, copies, and writes */
#include "rooms/desk/desk.h"

#include "rooms/desk/desk_store.h"
#include "rooms/event/event_seats.h"
#include "rooms/signup/signup.h"
#include "tests/scenes.h"
#include "text/moment.h"

enum { HOUR = 3600, DAY = 86400 };

typedef struct Desk {
    EventId id;
    const char *page;           /* /mes-cafes/ID */
    Str amina, unproven, other; /* cookies */
    AccountId owner;
} Desk;

static const char *page_of(House *h, EventId id)
{
    Str text = work_id_text(&h->mem, id.v);

    return house_text(h, "/mes-cafes/%.*s", STR_ARG(text));
}

static Event cafe(AccountId owner, int64_t seats)
{
    return (Event){ .capacity = seats, .owner_id = owner };
}

static Desk desk(House *h, int64_t seats)
{
    Desk d = { .amina = house_sign_in(h, "amina@example.org", true),
               .unproven = house_sign_in(h, "amina@example.org", false),
               .other = house_sign_in(h, "paul@example.org", true) };

    d.owner = scene_account(h, "amina@example.org");
    d.id = scene_cafe(h, cafe(d.owner, seats));
    d.page = page_of(h, d.id);
    return d;
}

static void join(House *h, EventId id, const char *name, const char *mail, const char *expects)
{
    static int forms;
    Work w = house_work(h, "visitor");
    SignupOutcome how;
    Signup s;
    SignupWish wish = { .event_id = id,
                        .seats = 1,
                        .name = str_from(name),
                        .mail = str_from(mail),
                        .expects = str_from(expects),
                        .form_token = str_from(house_text(h, "desk-form-%d", ++forms)) };

    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
}

/* ---- my cafés ---- */

static void mine_are_here_and_others_are_not(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    Event theirs = cafe(scene_account(h, "paul@example.org"), 4);
    Event draft = cafe(d.owner, 4), old = cafe(d.owner, 4);

    theirs.title = STR("Café de Paul");
    draft.title = STR("Café à finir");
    old.title = STR("Café de mai");
    old.starts_at = HOUSE_NOON - 30 * DAY;
    scene_cafe(h, theirs);
    scene_draft(h, draft);
    scene_cafe(h, old);
    Answer a = house_as(h, d.unproven, "/mes-cafes", NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "Café des voisins");
    assert_says(&a, "0 personne inscrite pour 12 places");
    assert_says(&a, "Café à finir");
    assert_says(&a, "À faire : Terminer le brouillon");
    assert_says_not(&a, "Café de Paul");
    assert_says_not(&a, "Café de mai");
    assert_str("no-store, private", a.reply.cache_control);
    a = house_as(h, d.unproven, "/mes-cafes?vue=passes", NULL);
    assert_says(&a, "Café de mai");
    assert_says(&a, "Compter qui est venu");
    assert_says_not(&a, "Café des voisins");
    assert_int_equal(house_get(h, "/mes-cafes").status, 303);
}

static void a_long_list_goes_on_page_by_page_and_each_stands_once(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    size_t seen = 0, pages = 0;
    const char *next = "/mes-cafes";
    int64_t statements = 0;

    for (int i = 0; i < 44; i++) {
        Event e = cafe(d.owner, 4);
        e.starts_at = HOUSE_NOON + (20 + i / 3) * DAY; /* several begin together */
        scene_cafe(h, e);
    }
    while (next && pages < 9) {
        Answer a = house_as(h, d.unproven, next, NULL);
        assert_int_equal(a.status, 200);
        seen += says_times(&a, "<time>");
        statements = pages == 1 ? a.statements : statements;
        pages++;
        Str more = between(a.body, "btn alt\" href=\"/mes-cafes?apres=", "\"");
        next = more.len > 0 ? house_text(h, "/mes-cafes?apres=%.*s", STR_ARG(more)) : NULL;
    }
    assert_int_equal(seen, 45);
    assert_int_equal(pages, 3);
    assert_true(statements <= 6);
}

static void held_by(House *h, EventId id, int place, const char *name)
{
    scene_script(h, house_text(h,
                               "INSERT INTO event_party (event_id, role, place, name, url)"
                               " VALUES (%lld, 0, %d, '%s', '')",
                               (long long)id.v, place, name));
}

static Str head(House *h, bool proven)
{
    scene_gives(h, "lea@example.org", ROLE_NETWORK_HEAD, "organization:Réseau Canopé", 0);
    return house_sign_in(h, "lea@example.org", proven);
}

/* More than one page looks through; every other one is theirs, held by two. */
static void who_heads_a_network_finds_all_its_cafes(void **state)
{
    enum { CAFES = 90, OTHERS = 4 };
    House *h = *state;
    const char *next = "/mes-cafes?vue=organisation";
    size_t seen = 0, pages = 0;

    for (int i = 0; i < CAFES; i++) {
        EventId id =
            scene_cafe(h, (Event){ .title = i % 2 ? STR("Le leur") : STR("Des voisins"),
                                   .starts_at = HOUSE_NOON + (20 + i / 3) * DAY });
        for (int k = 0; k < OTHERS + i % 3; k++) {
            held_by(h, id, k, i % 2 && k == 0 ? "reseau canope" : "Réseau");
        }
        held_by(h, id, OTHERS + 3, i % 2 ? "RÉSEAU Canopé" : "Réseau Canopé Neuf");
    }
    Str lea = head(h, true);
    while (next && pages < 9) {
        Answer a = house_as(h, lea, next, NULL);
        assert_int_equal(a.status, 200);
        assert_says_not(&a, "Des voisins");
        seen += says_times(&a, "Le leur");
        pages++;
        Str more =
            between(a.body, "btn alt\" href=\"/mes-cafes?vue=organisation&amp;apres=", "\"");
        next = more.len > 0
                   ? house_text(h, "/mes-cafes?vue=organisation&apres=%.*s", STR_ARG(more))
                   : NULL;
    }
    assert_int_equal(seen, CAFES / 2);
    assert_int_equal(pages, 3);
}

static void the_cafes_of_a_network_are_for_its_head_once_proven(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    const char *page = "/mes-cafes?vue=organisation";

    held_by(h, d.id, 0, "Réseau Canopé");
    scene_draft(h, (Event){ .title = STR("Brouillon") });
    Answer a = house_as(h, head(h, false), page, NULL);
    assert_str("/connexion/preuve?suite=%2Fmes-cafes%3Fvue%3Dorganisation", a.reply.location);
    Str lea = head(h, true);
    a = house_as(h, lea, "/mes-cafes", NULL);
    assert_says(&a, "href=\"/mes-cafes?vue=organisation\"");
    a = house_as(h, lea, page, NULL);
    assert_says(&a, house_text(h, "href=\"%s\"", d.page));
    assert_int_equal(house_as(h, lea, d.page, NULL).status, 200);
    assert_says_not(&a, "Brouillon");
    assert_int_equal(house_as(h, d.amina, page, NULL).status, 404);
    a = house_as(h, d.amina, "/mes-cafes", NULL);
    assert_says_not(&a, "vue=organisation");
}

static void the_page_of_one_says_what_to_do_from_what_is_known(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);

    join(h, d.id, "Lou", "", "comprendre");
    Answer a = house_as(h, d.unproven, d.page, NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "1 personne inscrite pour 12 places");
    assert_says(&a, "Donner le lieu");
    assert_says(&a, "Dire si l’on peut entrer sans marche");
    assert_says(&a, "/porte\">La liste à la porte");
    assert_says(&a, "1 personne a dit ce qui l’amène");
    assert_says_not(&a, "comprendre");
    assert_says(&a, "Pour voir les prénoms");
    assert_says_not(&a, "Télécharger");
    a = house_as(h, d.amina, d.page, NULL);
    assert_says(&a, "comprendre");
    assert_says_not(&a, "Lou");
    assert_says(&a, "Télécharger");
    assert_int_equal(house_as(h, d.other, d.page, NULL).status, 404);
    assert_int_equal(house_as(h, d.amina, "/mes-cafes/0000000000000", NULL).status, 404);
}

static void a_page_costs_the_same_whoever_comes(void **state)
{
    House *h = *state;
    Desk d = desk(h, 40);
    int64_t before;

    join(h, d.id, "Lou", "", "comprendre");
    before = house_as(h, d.amina, d.page, NULL).statements;
    for (int i = 0; i < 20; i++) {
        join(h, d.id, "Noé", "", "apprendre");
    }
    assert_int_equal(house_as(h, d.amina, d.page, NULL).statements, before);
    assert_true(before <= 12);
}

static void a_long_waiting_list_offers_a_second_cafe(void **state)
{
    House *h = *state;
    Desk d = desk(h, 2);

    for (int i = 0; i < 3; i++) {
        join(h, d.id, "Noé", "", "");
    }
    Answer a = house_as(h, d.unproven, d.page, NULL);
    assert_says_not(&a, "Beaucoup de monde attend");
    join(h, d.id, "Ida", "", "");
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "Beaucoup de monde attend");
    assert_says(&a, "2 personnes en liste d’attente");
    house_at(h, "2024-07-01T14:00:01+02:00"); /* over: nobody waits any more */
    d.amina = house_sign_in(h, "amina@example.org", true);
    a = house_as(h, d.amina, d.page, NULL);
    assert_says_not(&a, "en liste d’attente");
}

static const char *token_of(House *h, const Answer *a)
{
    return str_c(&h->mem, between(a->body, "name=\"token\" value=\"", "\""));
}

static EventId id_of(const Answer *a)
{
    EventId id = { 0 };
    Str tail = str_slice(a->reply.location, sizeof "/mes-cafes/" - 1, 13);

    assert_int_equal(a->status, 303);
    assert_true(work_id_read(tail, &id.v));
    return id;
}

static const char *iso(House *h, EventId id)
{
    Event e = scene_event(h, id);

    return str_c(&h->mem, moment_iso(&h->mem, ZONE_PARIS, e.starts_at));
}

static EventId second(House *h, const Desk *d, const char *form)
{
    Answer a = house_as(h, d->unproven, house_text(h, "%s/deuxieme", d->page), form);

    assert_true(str_ends(a.reply.location, STR("?deuxieme=1")));
    return id_of(&a);
}

static void one_tap_makes_a_second_cafe_a_week_later(void **state)
{
    House *h = *state;
    Desk d = desk(h, 1);
    const char *form = "";

    join(h, d.id, "Noé", "", "");
    Answer a = house_as(h, d.unproven, house_text(h, "%s/deuxieme", d.page), "");
    assert_str(house_text(h, "%s/refaire", d.page), a.reply.location); /* nobody waits */
    join(h, d.id, "Ida", "", "");
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "lundi 8 juillet, 12 h – 14 h, Blois</b>");
    assert_says(&a, "Choisir une autre date");
    form = house_text(h, "token=%s", token_of(h, &a));
    EventId id = second(h, &d, form);
    assert_int_not_equal(id.v, d.id.v);
    assert_string_equal(iso(h, id), "2024-07-08T12:00:00+02:00");
    Event e = scene_event(h, id);
    assert_true(e.hour_known);
    assert_int_equal(e.ends_at, e.starts_at + 2 * HOUR);
    assert_int_equal(e.state, EVENT_PROPOSED);
    assert_int_equal(e.owner_id.v, d.owner.v);
    assert_int_equal(second(h, &d, form).v, id.v); /* a double tap makes one */
    assert_int_equal(second(h, &d, "").v, id.v);
    a = house_as(h, d.unproven, house_text(h, "%s?deuxieme=1", page_of(h, id)), NULL);
    assert_says(&a, "voici votre deuxième café");
    assert_says(&a, "/modifier\">Changer la date");
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says_not(&a, "Beaucoup de monde attend");
    assert_int_equal(house_as(h, d.other, house_text(h, "%s/deuxieme", d.page), "").status,
                     404);
}

/* Somebody else holds one like it the next Monday. */
static void the_second_cafe_takes_a_week_that_is_free(void **state)
{
    House *h = *state;
    Desk d = desk(h, 1);
    Event theirs = cafe(scene_account(h, "paul@example.org"), 4);

    theirs.starts_at = HOUSE_NOON + 17 * DAY + 3 * HOUR;
    scene_cafe(h, theirs);
    join(h, d.id, "Noé", "", "");
    join(h, d.id, "Ida", "", "");
    Answer a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "lundi 15 juillet, 12 h – 14 h");
    assert_string_equal(iso(h, second(h, &d, "")), "2024-07-15T12:00:00+02:00");
}

/* In ten days the clocks go back: the hour on the wall stays. */
static void the_second_cafe_begins_at_the_same_hour_of_the_wall(void **state)
{
    House *h = *state;
    Desk d;

    house_at(h, "2024-10-12T18:00:00+02:00");
    d = desk(h, 1);
    join(h, d.id, "Noé", "", "");
    join(h, d.id, "Ida", "", "");
    assert_string_equal(iso(h, second(h, &d, "")), "2024-10-29T18:00:00+01:00");
}

/* ---- more sign-ups than chairs ---- */

static void count_past(House *h, AccountId owner, int64_t cafes)
{
    static const DbQuery q = { .name = "test_past",
                               .sql = "INSERT INTO attendance (event_id, owner_id, seats, came,"
                                      " walk_in, counted_at) VALUES ($1, $2, 12, 9, 0, $3)" };

    for (int64_t i = 0; i < cafes; i++) {
        Event old = cafe(owner, 12);
        old.starts_at = HOUSE_NOON - (i + 2) * 7 * DAY;
        EventId id = scene_cafe(h, old);
        Work w = house_work(h, "test");
        SCOPED(work_undo) WorkTx tx = { 0 };
        assert_fine(work_begin(&w, &tx));
        assert_fine(work_run(&w, &q, DB_ARGS(DB_I(id.v), DB_I(owner.v), DB_I(w.now - i))));
        assert_fine(work_commit(&tx));
        work_done(&w);
    }
}

static EventSeats seats_of(House *h, EventId id)
{
    Work w = house_work(h, "test");
    EventSeats seats;

    assert_fine(event_seats_load(&w, id, &seats));
    work_done(&w);
    return seats;
}

static void who_stays_away_is_measured_and_more_may_be_accepted(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    const char *places = house_text(h, "%s/places", d.page);

    for (int i = 0; i < 13; i++) {
        join(h, d.id, "Noé", "", "");
    }
    Answer a = house_as(h, d.unproven, d.page, NULL);
    assert_says_not(&a, "Accepter");
    assert_int_equal(house_as(h, d.unproven, places, "seats=14").status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 12); /* nothing is known yet */
    count_past(h, d.owner, 3);
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "Sur vos 3 derniers cafés, 9 personnes inscrites sur 36");
    assert_says(&a, "Vous pouvez accepter 14 inscriptions pour 12 chaises");
    assert_int_equal(house_as(h, d.unproven, places, "seats=40").status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 12);
    assert_int_equal(house_as(h, d.other, places, "seats=14").status, 404);
    a = house_as(h, d.unproven, places, "seats=14");
    assert_int_equal(a.status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 14);
    assert_int_equal(seats_of(h, d.id).waiting, 0); /* who waited is offered one */
    assert_int_equal(seats_of(h, d.id).offered, 1);
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says_not(&a, "Vous pouvez accepter");
}

static void one_comes_back_to_the_chairs_while_they_suffice(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    const char *places = house_text(h, "%s/places", d.page);

    count_past(h, d.owner, 3);
    Answer a = house_as(h, d.unproven, d.page, NULL);
    assert_says_not(&a, "Revenir à");
    assert_int_equal(house_as(h, d.unproven, places, "seats=14").status, 303);
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "Vous acceptez 14 inscriptions pour 12 chaises");
    assert_says(&a, "Revenir à 12 inscriptions");
    assert_int_equal(house_as(h, d.unproven, places, "seats=13").status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 14); /* to the chairs, nowhere else */
    assert_int_equal(house_as(h, d.other, places, "seats=12").status, 404);
    assert_int_equal(house_as(h, d.unproven, places, "seats=12").status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 12);
    assert_int_equal(house_as(h, d.unproven, places, "seats=14").status, 303);
    for (int i = 0; i < 13; i++) {
        join(h, d.id, "Noé", "", "");
    }
    a = house_as(h, d.unproven, d.page, NULL);
    assert_says(&a, "Plus de 12 places sont déjà prises");
    assert_says_not(&a, "Revenir à");
    assert_int_equal(house_as(h, d.unproven, places, "seats=12").status, 303);
    assert_int_equal(seats_of(h, d.id).seats, 14);
}

/* ---- once more ---- */

static void a_cafe_is_held_again_a_week_later_without_its_people(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    const char *again = house_text(h, "%s/refaire", d.page);

    join(h, d.id, "Lou", "", "");
    Answer a = house_as(h, d.unproven, again, NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "value=\"2024-07-08\""); /* 1 July, and a week */
    assert_says(&a, "value=\"12:00\"");
    const char *form = house_text(h, "token=%s&date=2024-07-08&start=14:30", token_of(h, &a));
    a = house_as(h, d.unproven, again, form);
    EventId id = id_of(&a);
    Event e = scene_event(h, id);
    assert_int_not_equal(id.v, d.id.v);
    assert_str("Café des voisins", e.title);
    assert_str("2024-07-08T14:30:00+02:00", moment_iso(&h->mem, ZONE_PARIS, e.starts_at));
    assert_int_equal(e.ends_at, e.starts_at + 2 * HOUR);
    assert_int_equal(e.owner_id.v, d.owner.v);
    assert_int_equal(e.state, EVENT_PROPOSED);
    assert_int_equal(e.signup, EVENT_SIGNUP_HERE);
    assert_int_equal(seats_of(h, id).seats, 12);
    assert_int_equal(seats_of(h, id).confirmed, 0);
    a = house_as(h, d.unproven, again, form);
    assert_int_equal(id_of(&a).v, id.v); /* the same form counts once */
    a = house_as(h, d.unproven, page_of(h, id), NULL);
    assert_int_equal(a.status, 200);
    assert_int_equal(house_as(h, d.other, again, form).status, 404);
}

static void who_is_trusted_needs_no_moderator_to_hold_it_again(void **state)
{
    House *h = *state;
    Desk d = desk(h, 12);
    const char *again = house_text(h, "%s/refaire", d.page);

    h->site.trust_after = 1;
    count_past(h, d.owner, 1);
    Answer a = house_as(h, d.unproven, again, "date=2024-07-08");
    Event e = scene_event(h, id_of(&a));
    assert_int_equal(e.state, EVENT_PUBLISHED);
    assert_false(e.hour_known);
}

static void a_date_that_makes_no_sense_comes_back_with_what_was_typed(void **state)
{
    static const char *const forms[] = {
        "date=2024-06-20&start=10:00", "date=demain&start=10:00",    "date=&start=10:00",
        "date=2030-01-01&start=10:00", "date=2024-07-08&start=tard",
    };
    House *h = *state;
    Desk d = desk(h, 12);

    for (size_t i = 0; i < COUNT(forms); i++) {
        Answer a = house_as(h, d.unproven, house_text(h, "%s/refaire", d.page), forms[i]);
        assert_int_equal(a.status, 422);
        assert_says(&a, "role=\"alert\"");
        assert_says(&a, i < 4 ? "value=\"10:00\"" : "value=\"tard\"");
    }
}

/* ---- letters ---- */

static const char letters[] = "SELECT count(*) AS n FROM letter WHERE reason = 9";
static const char replies[] = "SELECT count(*) AS n FROM letter WHERE reason = 9"
                              " AND body_text LIKE '%amina@example.org%'";
static const char answers[] = "SELECT count(*) AS n FROM letter WHERE reason = 9"
                              " AND reply_to = 'amina@example.org'";

static int64_t messages(House *h, EventId id)
{
    return scene_count(h, house_text(h,
                                     "SELECT count(*) AS n FROM message"
                                     " WHERE event_id = %lld",
                                     (long long)id.v));
}

static Answer write_to(House *h, const Desk *d, const char *form)
{
    return house_as(h, d->amina, house_text(h, "%s/ecrire", d->page), form);
}

/* Of the last message. */
static void run_letters(House *h, EventId id)
{
    const char *last = house_text(h, "SELECT max(id) AS n FROM message WHERE event_id = %lld",
                                  (long long)id.v);

    scene_job(h, desk_letters_job, scene_count(h, last));
}

static void a_message_is_read_over_sent_once_and_reaches_those_with_a_seat(void **state)
{
    House *h = *state;
    Desk d = desk(h, 2);

    join(h, d.id, "Lou", "lou@example.org", "");
    join(h, d.id, "Ida", "", "");
    join(h, d.id, "Omar", "omar@example.org", ""); /* waits */
    Answer a = write_to(h, &d, NULL);
    assert_int_equal(a.status, 200);
    assert_says(&a, "1 personne recevra votre message");
    assert_says(&a, "1 personne inscrite n’a pas laissé d’adresse");
    const char *token = token_of(h, &a);
    const char *words = "subject=Apportez+une+tasse&body=Bonjour.%0A%0A%C3%80+jeudi";
    a = write_to(h, &d, house_text(h, "token=%s&%s&do=preview", token, words));
    assert_int_equal(a.status, 200);
    assert_says(&a, "Relisez");
    assert_says(&a, "Envoyer à 1 personne");
    assert_int_equal(messages(h, d.id), 0);
    for (int i = 0; i < 2; i++) { /* the button, twice */
        a = write_to(h, &d, house_text(h, "token=%s&%s&do=send", token, words));
        assert_int_equal(a.status, 303);
    }
    assert_int_equal(messages(h, d.id), 1);
    run_letters(h, d.id);
    run_letters(h, d.id);
    assert_int_equal(scene_count(h, letters), 1);
    assert_int_equal(scene_count(h, replies), 0);
    a = write_to(h, &d, NULL);
    assert_says(&a, "Apportez une tasse");
}

static const char lous[] = "SELECT count(*) AS n FROM letter WHERE reason = 9"
                           " AND address = 'lou@example.org'";

static void who_wants_no_messages_gets_none_and_keeps_the_seat(void **state)
{
    House *h = *state;
    Desk d = desk(h, 5);
    Letter l;

    join(h, d.id, "Lou", "lou@example.org", "");
    join(h, d.id, "Noé", "noe@example.org", "");
    write_to(h, &d, "subject=Une+tasse&body=Bonjour&do=send");
    run_letters(h, d.id);
    assert_int_equal(scene_letters(h, POST_MESSAGE, "lou@example.org", &l), 1);
    assert_true(str_has(l.body_text, STR("Ne plus recevoir les messages de l’organisateur")));
    assert_true(str_has(l.body_html, l.unsubscribe));
    const char *stop =
        str_c(&h->mem,
              str_slice(l.unsubscribe, sizeof "https://cafes.example" - 1, l.unsubscribe.len));
    Answer a = house_get(h, stop);
    assert_says(&a, "Vous recevez les messages");
    assert_says(&a, "Votre inscription ne change pas");
    a = write_to(h, &d, NULL);
    assert_says(&a, "2 personnes recevront votre message"); /* it was only opened */
    /* No cookie, no origin, no token: only the address. */
    a = house_ask(
        h, &(Ask){ .method = POST, .target = stop, .form = "List-Unsubscribe=One-Click" });
    assert_int_equal(a.status, 200);
    assert_says(&a, "C’est noté : plus de messages");
    a = write_to(h, &d, NULL);
    assert_says(&a, "1 personne recevra votre message");
    assert_says(&a, "1 personne inscrite ne veut pas de message");
    write_to(h, &d, "subject=Et+un+biscuit&body=Bonjour&do=send");
    run_letters(h, d.id);
    assert_int_equal(scene_count(h, lous), 1);
    assert_int_equal(scene_count(h, letters), 3);
    assert_int_equal(scene_count(h, "SELECT people AS n FROM message ORDER BY id DESC LIMIT 1"),
                     1);
    assert_int_equal(seats_of(h, d.id).confirmed, 2);
    assert_int_equal(house_post(h, stop, "encore=1").status, 200);
    a = house_get(h, stop);
    assert_says(&a, "Vous recevez les messages");
}

static void nobody_stops_the_messages_of_another(void **state)
{
    House *h = *state;
    Desk d = desk(h, 5);
    Letter l, other;

    join(h, d.id, "Lou", "lou@example.org", "");
    join(h, d.id, "Noé", "noe@example.org", "");
    write_to(h, &d, "subject=Une+tasse&body=Bonjour&do=send");
    run_letters(h, d.id);
    (void)scene_letters(h, POST_MESSAGE, "lou@example.org", &l);
    (void)scene_letters(h, POST_MESSAGE, "noe@example.org", &other);
    Str path, key, others;
    assert_true(str_cut(l.unsubscribe, '=', &path, &key));
    assert_true(str_cut(other.unsubscribe, '=', &others, &key));
    const char *wrong = house_text(
        h, "%.*s=%.*s", STR_ARG(str_slice(path, sizeof "https://cafes.example" - 1, path.len)),
        STR_ARG(key));
    assert_int_equal(house_get(h, wrong).status, 404);
    assert_int_equal(house_post(h, wrong, "").status, 404);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE quiet = 1"), 0);
}

static void when_nobody_wants_messages_it_is_said(void **state)
{
    House *h = *state;
    Desk d = desk(h, 5);

    join(h, d.id, "Lou", "lou@example.org", "");
    scene_script(h, "UPDATE signup SET quiet = 1");
    Answer a = write_to(h, &d, NULL);
    assert_says(&a, "Aucune personne inscrite ne peut recevoir de message");
    a = write_to(h, &d, "subject=Une+tasse&body=Bonjour&do=send");
    assert_int_equal(a.status, 422);
    assert_int_equal(messages(h, d.id), 0);
}

static void ones_address_is_shown_only_when_one_says_so(void **state)
{
    House *h = *state;
    Desk d = desk(h, 2);

    join(h, d.id, "Lou", "lou@example.org", "");
    Answer a = write_to(h, &d, NULL);
    assert_says_not(&a, "laissé d’adresse");
    write_to(h, &d, "subject=Une+question&body=Qui+vient%3F&reply=1&do=send");
    run_letters(h, d.id);
    assert_int_equal(scene_count(h, replies), 1);
    assert_int_equal(scene_count(h, answers), 1);
}

static void one_writes_twice_a_day_and_six_times_in_all(void **state)
{
    House *h = *state;
    Desk d = desk(h, 2);
    const char *form = "subject=Encore+moi&body=Bonjour&do=send";
    static const char *const days[] = { "2024-06-22T13:00:00+02:00",
                                        "2024-06-23T14:00:00+02:00" };

    join(h, d.id, "Lou", "lou@example.org", "");
    for (size_t day = 0; day <= COUNT(days); day++) {
        assert_int_equal(write_to(h, &d, form).status, 303);
        assert_int_equal(write_to(h, &d, form).status, 303);
        Answer a = write_to(h, &d, form);
        assert_int_equal(a.status, 422);
        assert_says(&a, day < 2 ? "attendez demain" : "c’est le plus que nous envoyons");
        if (day < COUNT(days)) {
            house_at(h, days[day]);
            d.amina = house_sign_in(h, "amina@example.org", true);
        }
    }
    assert_int_equal(messages(h, d.id), 6);
}

static void who_has_nobody_to_write_to_is_told(void **state)
{
    House *h = *state;
    Desk d = desk(h, 2);

    join(h, d.id, "Ida", "", "");
    Answer a = write_to(h, &d, NULL);
    assert_says(&a, "n’a laissé d’adresse");
    assert_int_equal(write_to(h, &d, "subject=Bonjour&body=Bonjour&do=send").status, 422);
    a = write_to(h, &d, "subject=&body=&do=send");
    assert_int_equal(a.status, 422);
    assert_int_equal(messages(h, d.id), 0);
    const char *path = house_text(h, "%s/ecrire", d.page);
    assert_int_equal(house_as(h, d.unproven, path, NULL).status, 303);
    assert_int_equal(house_as(h, d.other, path, NULL).status, 404);
    assert_int_equal(house_as(h, d.other, path, "subject=abc&body=abc&do=send").status, 404);
}

static void statements_prepare(void **state)
{
    house_prepares(*state, desk_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(mine_are_here_and_others_are_not),
        HOUSE_TEST(a_long_list_goes_on_page_by_page_and_each_stands_once),
        HOUSE_TEST(who_heads_a_network_finds_all_its_cafes),
        HOUSE_TEST(the_cafes_of_a_network_are_for_its_head_once_proven),
        HOUSE_TEST(the_page_of_one_says_what_to_do_from_what_is_known),
        HOUSE_TEST(a_page_costs_the_same_whoever_comes),
        HOUSE_TEST(a_long_waiting_list_offers_a_second_cafe),
        HOUSE_TEST(one_tap_makes_a_second_cafe_a_week_later),
        HOUSE_TEST(the_second_cafe_takes_a_week_that_is_free),
        HOUSE_TEST(the_second_cafe_begins_at_the_same_hour_of_the_wall),
        HOUSE_TEST(who_stays_away_is_measured_and_more_may_be_accepted),
        HOUSE_TEST(one_comes_back_to_the_chairs_while_they_suffice),
        HOUSE_TEST(a_cafe_is_held_again_a_week_later_without_its_people),
        HOUSE_TEST(who_is_trusted_needs_no_moderator_to_hold_it_again),
        HOUSE_TEST(a_date_that_makes_no_sense_comes_back_with_what_was_typed),
        HOUSE_TEST(a_message_is_read_over_sent_once_and_reaches_those_with_a_seat),
        HOUSE_TEST(who_wants_no_messages_gets_none_and_keeps_the_seat),
        HOUSE_TEST(nobody_stops_the_messages_of_another),
        HOUSE_TEST(when_nobody_wants_messages_it_is_said),
        HOUSE_TEST(ones_address_is_shown_only_when_one_says_so),
        HOUSE_TEST(one_writes_twice_a_day_and_six_times_in_all),
        HOUSE_TEST(who_has_nobody_to_write_to_is_told),
        HOUSE_TEST(statements_prepare),
    };

    return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
