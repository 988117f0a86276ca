/* signup_notice_test.c - letters about a seat: it moves, the day comes near, the
 * café changes; and to who holds it */
#include "mail/address.h"
#include "post/post_queue.h"
#include "rooms/account/account_session.h"
#include "rooms/signup/signup_change_rule.h"
#include "rooms/signup/signup_notice_store.h"
#include "rooms/signup/signup_notices.h"
#include "rooms/signup/signup_remind_rule.h"
#include "rooms/signup/signup_room.h"
#include "tests/scenes.h"

enum { HOUR = 3600, DAY = 86400 };

static size_t count(House *h, PostReason reason)
{
    return scene_letters(h, reason, NULL, NULL);
}

/* The newest of this reason to this address; fails when there is none. */
static Letter letter_to(House *h, PostReason reason, const char *mail)
{
    Letter l = { 0 };

    if (scene_letters(h, reason, mail, &l) == 0) {
        fail_msg("no letter %d to %s", (int)reason, mail);
    }
    return l;
}

static const char any_letter[] = "SELECT count(*) AS n FROM letter";

static void assert_holds(Str text, const char *words, bool want)
{
    if (str_has(text, str_from(words)) != want) {
        fail_msg("%s \"%s\":\n%.*s", want ? "doesn't say" : "says", words, STR_ARG(text));
    }
}
#define holds(text, words) assert_holds((text), (words), true)
#define holds_not(text, words) assert_holds((text), (words), false)

static const Event usual = { .state = EVENT_PUBLISHED,
                             .theme = 1,
                             .title = STR_INIT("Café des voisins"),
                             .starts_at = HOUSE_NOON + 10 * DAY,
                             .ends_at = HOUSE_NOON + 10 * DAY + 2 * HOUR,
                             .hour_known = true,
                             .zone = STR_INIT("Europe/Paris"),
                             .venue = STR_INIT("Maison de quartier"),
                             .capacity = 2,
                             .online_url = STR_INIT("https://visio.example/salle"),
                             .organizers = STR_INIT("Association du Pont"),
                             .owner_mail = STR_INIT("pont@mairie.example"),
                             .signup = EVENT_SIGNUP_HERE,
                             .remind = STR_INIT("7,1") };

static EventId publish(House *h, Event e)
{
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };
    Party party = { .role = EVENT_ORGANIZER, .name = STR("Association du Pont") };

    house_listen(h);
    h->site.mail.from = STR("bonjour@cafes.example");
    assert_true(event_place(w.site->geo, STR("41018"), &e));
    assert_fine(work_begin(&w, &tx));
    assert_fine(event_add(&w, &e, (Parties){ .at = &party, .len = 1 }));
    assert_fine(work_commit(&tx));
    work_done(&w);
    house_jobs(h);
    return e.id;
}

static Signup join_as(House *h, SignupWish wish, Lang lang, SignupOutcome want)
{
    static int forms;
    Work w = house_work(h, "visitor");
    SignupOutcome how;
    Signup s;

    w.lang = lang;
    wish.form_token = str_from(house_text(h, "notice%d", ++forms));
    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
    assert_int_equal(how, want);
    return s;
}

static Signup join(House *h, EventId id, const char *name, SignupOutcome want)
{
    const char *mail = house_text(h, "%s@exemple.example", name);

    return join_as(
        h,
        (SignupWish){
            .event_id = id, .seats = 1, .name = str_from(name), .mail = str_from(mail) },
        LANG_FR, want);
}

static void release(House *h, const Signup *s)
{
    Work w = house_work(h, "visitor");

    assert_fine(signup_release(&w, s->id));
    work_done(&w);
}

static void become(House *h, EventId id, EventState to, int64_t new_at)
{
    Work w = house_work(h, "organizer");
    EventOutcome outcome;

    assert_fine(event_become(&w, id, to, STR("La salle est prise"), new_at, &outcome));
    work_done(&w);
    assert_int_equal(outcome, EVENT_OK);
    house_jobs(h);
}

/* Changes one thing of it. */
static void edit(House *h, EventId id, void (*change)(Event *e))
{
    Work w = house_work(h, "organizer");
    EventOutcome outcome;
    Parties parties;
    Event e;

    assert_fine(event_load(&w, id, &e));
    assert_fine(event_parties(&w, id, &parties));
    change(&e);
    assert_fine(event_edit(&w, &e, parties, STR("Un mot"), &outcome));
    work_done(&w);
    assert_int_equal(outcome, EVENT_OK);
    house_jobs(h);
}

/* ---- a seat moves ---- */

static void who_has_a_seat_gets_it_in_their_calendar(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);
    Signup s = join(h, id, "amina", SIGNUP_SEATED);
    Letter l = letter_to(h, POST_SEAT, "amina@exemple.example");
    const char *uid =
        house_text(h, "UID:%.*s@cafes.example", STR_ARG(work_id_text(&h->mem, id.v)));

    holds(l.title, "Café des voisins");
    holds(l.body_text, "une place vous attend");
    holds(l.body_text, "Maison de quartier");
    holds(l.body_text, house_text(h, "https://cafes.example/inscriptions/%.*s?cle=",
                                  STR_ARG(work_id_text(&h->mem, s.id.v))));
    holds_not(l.body_text, "visio.example"); /* it isn't held online */
    assert_int_equal(l.method, ICS_REQUEST);
    holds(l.calendar, "METHOD:REQUEST");
    holds(l.calendar, uid);
    holds(l.calendar, "SEQUENCE:0");
    holds(l.calendar, "ORGANIZER;CN=\"Association du Pont\":mailto:bonjour@cafes.example");
    holds(l.calendar, "mailto:amina@exemple.example");
    assert_int_equal(l.trust, POST_STRANGER);
}

/* Else the time of the answer, and the letters, would tell who has an account. */
static void an_address_is_a_strangers_until_its_owner_has_signed_in(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);
    Work w = house_work(h, "visitor");
    SCOPED(work_undo) WorkTx tx = { 0 };
    Person amina = { .mail = STR("amina@exemple.example") };
    SignupWish wish = { .event_id = publish(h, usual),
                        .seats = 1,
                        .name = STR("Amina"),
                        .mail = STR("Amina@exemple.example"),
                        .form_token = STR("signed in") };
    SignupOutcome how;
    Signup s;

    assert_fine(work_begin(&w, &tx));
    assert_fine(account_make(&w, amina.mail, &amina.id));
    assert_fine(work_commit(&tx));
    join(h, id, "amina", SIGNUP_SEATED);
    assert_int_equal(letter_to(h, POST_SEAT, "amina@exemple.example").trust, POST_STRANGER);
    w.person = &amina;
    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
    assert_int_equal(scene_count(h, any_letter), 2);
    assert_int_equal(letter_to(h, POST_SEAT, "Amina@exemple.example").trust, POST_OURS);
}

/* Whoever takes many seats in an hour gets each letter, some of them later. */
static void the_letter_of_the_fourth_seat_waits_and_is_not_lost(void **state)
{
    House *h = *state;

    for (int i = 0; i < 4; i++) {
        join(h, publish(h, usual), "amina", SIGNUP_SEATED);
    }
    assert_int_equal(count(h, POST_SEAT), 4);
    Letter fourth = letter_to(h, POST_SEAT, "amina@exemple.example");
    assert_in_range(fourth.due_at, HOUSE_NOON + HOUR, HOUSE_NOON + HOUR + 5);
    assert_int_equal(fourth.until_at, 0);
    holds(fourth.calendar, "METHOD:REQUEST");
}

static void without_an_address_nothing_is_sent(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join_as(h, (SignupWish){ .event_id = id, .seats = 1, .name = STR("Paul") }, LANG_FR,
            SIGNUP_SEATED);
    assert_int_equal(scene_count(h, any_letter), 0);
}

static void a_relay_hears_for_whom_in_their_own_language(void **state)
{
    static const Str names[] = { STR_INIT("Lou"), STR_INIT("Sam") };
    House *h = *state;
    EventId id = publish(h, usual);

    join_as(h,
            (SignupWish){ .event_id = id,
                          .seats = 2,
                          .name = STR("Claude"),
                          .mail = STR("claude@ccas.example"),
                          .guests = names,
                          .guest_count = 2,
                          .relay = true },
            LANG_EN, SIGNUP_SEATED);
    Letter l = letter_to(h, POST_SEAT, "claude@ccas.example");
    assert_str("en", l.lang);
    holds(l.title, "Your seat is booked");
    holds(l.body_text, "Lou, Sam");
    holds(l.body_text, "2 people");
    holds(l.body_text, "https://cafes.example/en/inscriptions/");
    assert_int_equal(scene_count(h, any_letter), 1);
}

static void only_who_has_a_seat_sees_the_online_room(void **state)
{
    House *h = *state;
    Event online = usual;

    online.mode = EVENT_HYBRID;
    online.capacity = 1;
    EventId id = publish(h, online);
    join(h, id, "amina", SIGNUP_SEATED);
    join(h, id, "paul", SIGNUP_QUEUED);
    Letter seat = letter_to(h, POST_SEAT, "amina@exemple.example");
    Letter list = letter_to(h, POST_SEAT, "paul@exemple.example");

    holds(seat.body_text, "https://visio.example/salle");
    holds(seat.calendar, "https://visio.example/salle");
    holds_not(list.body_text, "visio.example");
    holds(list.body_text, "au début de la liste");
    assert_int_equal(list.calendar.len, 0);
}

static void what_is_given_back_leaves_the_calendar_and_is_offered(void **state)
{
    House *h = *state;
    Event one = usual;

    one.capacity = 1;
    EventId id = publish(h, one);
    Signup amina = join(h, id, "amina", SIGNUP_SEATED);
    Signup paul = join(h, id, "paul", SIGNUP_QUEUED);
    Signup lou = join(h, id, "lou", SIGNUP_QUEUED);
    release(h, &amina);
    Letter gone = letter_to(h, POST_CANCEL, "amina@exemple.example");
    Letter offer = letter_to(h, POST_OFFER, "paul@exemple.example");
    assert_int_equal(offer.trust, POST_OURS); /* another gave back: it can't wait */

    assert_int_equal(gone.method, ICS_CANCEL);
    holds(gone.calendar, "METHOD:CANCEL");
    holds(gone.calendar, "STATUS:CANCELLED");
    holds(offer.body_text, "c’est votre tour");
    holds(offer.body_text, "22 juin");
    release(h, &lou); /* who only waited had nothing in a calendar */
    gone = letter_to(h, POST_CANCEL, "lou@exemple.example");
    assert_int_equal(gone.calendar.len, 0);
    holds(gone.title, "plus sur la liste");
    house_at(h, "2024-06-22T12:30:00+02:00");
    house_jobs(h);
    Letter late = letter_to(h, POST_OFFER, "paul@exemple.example");
    holds(late.title, "quelqu’un d’autre");
    assert_int_equal(late.subject, paul.id.v);
}

static Signup party(House *h, EventId id, const char *name, int64_t seats, SignupOutcome want)
{
    const char *mail = house_text(h, "%s@exemple.example", name);

    return join_as(
        h,
        (SignupWish){
            .event_id = id, .seats = seats, .name = str_from(name), .mail = str_from(mail) },
        LANG_FR, want);
}

static void shrink(House *h, const Signup *s, int64_t seats)
{
    Work w = house_work(h, "visitor");

    assert_fine(signup_shrink(&w, s->id, seats));
    work_done(&w);
}

static void who_waits_and_is_fewer_now_has_no_seat_by_that(void **state)
{
    House *h = *state;
    Event three = usual;

    three.capacity = 3;
    EventId id = publish(h, three);
    party(h, id, "amina", 2, SIGNUP_SEATED);
    Signup paul = party(h, id, "paul", 4, SIGNUP_QUEUED);
    house_at(h, "2024-06-21T12:05:00+02:00");
    shrink(h, &paul, 3);
    Letter l = letter_to(h, POST_SEAT, "paul@exemple.example");
    holds(l.title, "Vous êtes sur la liste d’attente");
    holds(l.body_text, "3 personnes");
    assert_int_equal(l.calendar.len, 0);
    assert_int_equal(scene_letters(h, POST_SEAT, "paul@exemple.example", NULL), 2);
    Signup lou = party(h, id, "lou", 2, SIGNUP_QUEUED);
    house_at(h, "2024-06-21T12:10:00+02:00");
    shrink(h, &lou, 1); /* fits, and is offered: that letter says all */
    assert_int_equal(scene_letters(h, POST_SEAT, "lou@exemple.example", NULL), 1);
    assert_int_equal(scene_letters(h, POST_OFFER, "lou@exemple.example", NULL), 1);
}

static void who_is_fewer_keeps_the_seats_that_are_left(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);
    Signup amina = party(h, id, "amina", 2, SIGNUP_SEATED);

    house_at(h, "2024-06-21T12:05:00+02:00");
    shrink(h, &amina, 1);
    Letter l = letter_to(h, POST_SEAT, "amina@exemple.example");
    holds(l.title, "Votre place est réservée");
    holds(l.body_text, "une place vous attend");
    holds(l.calendar, "METHOD:REQUEST");
}

/* The seat of amina is held, that of lou is offered. */
static EventId one_held_one_offered(House *h)
{
    Event two = usual;

    two.confirm_mail = true;
    EventId id = publish(h, two);
    Signup paul = join(h, id, "paul", SIGNUP_HELD);
    join(h, id, "amina", SIGNUP_HELD);
    join(h, id, "lou", SIGNUP_QUEUED);
    release(h, &paul);
    house_at(h, "2024-06-21T12:05:00+02:00");
    return id;
}

static void a_cancelled_cafe_gives_its_seats_to_nobody_else(void **state)
{
    House *h = *state;
    EventId id = one_held_one_offered(h);

    assert_int_equal(count(h, POST_OFFER), 1);
    become(h, id, EVENT_CANCELLED, 0);
    house_at(h, "2024-06-22T13:00:00+02:00"); /* both have lapsed */
    house_jobs(h);
    house_jobs(h);
    assert_int_equal(scene_event(h, id).taken, 0);
    assert_int_equal(count(h, POST_OFFER), 1);
}

static void an_address_typed_again_hears_of_it_once_a_day(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    join(h, id, "amina", SIGNUP_ALREADY);
    join(h, id, "amina", SIGNUP_ALREADY);
    assert_int_equal(count(h, POST_SEAT), 2);
    holds(letter_to(h, POST_SEAT, "amina@exemple.example").title, "déjà");
}

/* ---- reminders ---- */

static void reminders_come_at_ten_seven_days_and_one_day_before(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    house_at(h, "2024-06-24T09:59:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 0);
    house_at(h, "2024-06-24T10:00:00+02:00");
    house_jobs(h);
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 1);
    Letter l = letter_to(h, POST_REMINDER, "amina@exemple.example");
    holds(l.title, "Dans 7 jours");
    holds(l.body_text, "#rendre");
    holds(l.body_text, "Je ne viens pas");
    assert_int_equal(l.trust, POST_OURS);
    house_at(h, "2024-06-30T10:01:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 2);
    holds(letter_to(h, POST_REMINDER, "amina@exemple.example").title, "Demain");
}

static void after_an_outage_only_the_last_reminder_leaves(void **state)
{
    House *h = *state;
    Event e = usual;

    e.remind = STR("7,3,1");
    EventId id = publish(h, e);
    join(h, id, "amina", SIGNUP_SEATED);
    house_at(h, "2024-06-30T17:00:00+02:00"); /* the organiser's is due too */
    house_jobs(h);
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 1);
    holds(letter_to(h, POST_REMINDER, "amina@exemple.example").title, "Demain");
    assert_int_equal(count(h, POST_ORGANIZER), 1);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM reminder WHERE done_at = 0"), 0);
}

static void who_gave_back_their_seat_is_not_reminded(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);
    Signup before = join(h, id, "amina", SIGNUP_SEATED);
    Signup after = join(h, id, "paul", SIGNUP_SEATED);

    join(h, id, "lou", SIGNUP_QUEUED);
    release(h, &before);
    house_at(h, "2024-06-24T10:00:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 1); /* paul; lou has no seat yet */
    letter_to(h, POST_REMINDER, "paul@exemple.example");
    release(h, &after); /* its reminder hasn't left yet */
    assert_int_equal(count(h, POST_REMINDER), 0);
}

static void another_date_reminds_again_and_a_cancelled_one_never(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    house_at(h, "2024-06-24T10:00:00+02:00");
    house_jobs(h);
    become(h, id, EVENT_POSTPONED, HOUSE_NOON + 20 * DAY);
    house_at(h, "2024-06-30T10:01:00+02:00"); /* the day before the first date */
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 1);
    house_at(h, "2024-07-04T10:01:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 2);
    become(h, id, EVENT_CANCELLED, 0);
    assert_int_equal(count(h, POST_REMINDER), 0); /* withdrawn */
    house_at(h, "2024-07-10T10:01:00+02:00");
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), 0);
}

static void reminders_are_planned_where_the_cafe_is(void **state)
{
    static const struct {
        const char *typed, *zone, *starts, *now;
        size_t count;
        const char *first;
    } cases[] = {
        { "7,1", "Europe/Paris", "2024-07-11T18:00:00+02:00", "2024-06-21T12:00:00+02:00", 3,
          "2024-07-04T10:00:00+02:00" },
        { "7,1", "Indian/Reunion", "2024-07-11T18:00:00+04:00", "2024-06-21T12:00:00+02:00", 3,
          "2024-07-04T10:00:00+04:00" },
        { "7,1", "Europe/Paris", "2024-10-30T18:00:00+01:00", "2024-10-20T12:00:00+02:00", 3,
          "2024-10-23T10:00:00+02:00" }, /* the hour of people, whatever the season */
        { "7,1", "Europe/Paris", "2024-06-24T18:00:00+02:00", "2024-06-21T12:00:00+02:00", 2,
          "2024-06-23T10:00:00+02:00" },
        { "7,1", "Europe/Paris", "2024-06-22T18:00:00+02:00", "2024-06-21T12:00:00+02:00", 1,
          "2024-06-21T16:00:00+02:00" }, /* that of the organiser only */
        { "0", "Europe/Paris", "2024-06-25T18:00:00+02:00", "2024-06-21T12:00:00+02:00", 2,
          "2024-06-25T15:00:00+02:00" },
        { "", "Europe/Paris", "2024-06-25T18:00:00+02:00", "2024-06-21T12:00:00+02:00", 1,
          "2024-06-24T16:00:00+02:00" },
        { "3,3,x,-2,99, 2", "Europe/Paris", "2024-07-25T18:00:00+02:00",
          "2024-06-21T12:00:00+02:00", 3, "2024-07-22T10:00:00+02:00" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Remind list[REMIND_MAX + 1];
        int64_t starts, now, first;
        Zone zone;
        assert_true(zone_find(str_from(cases[i].zone), &zone));
        assert_true(instant_read(str_from(cases[i].starts), &starts));
        assert_true(instant_read(str_from(cases[i].now), &now));
        assert_true(instant_read(str_from(cases[i].first), &first));
        assert_int_equal(signup_remind_rule(str_from(cases[i].typed), zone, starts, now, list),
                         cases[i].count);
        assert_int_equal(list[0].due_at, first);
    }
}

static void more_people_than_one_batch_are_all_reminded_once(void **state)
{
    enum { PEOPLE = 450 };
    House *h = *state;
    Event big = usual;

    big.capacity = PEOPLE;
    EventId id = publish(h, big);
    for (int i = 0; i < PEOPLE; i++) {
        Work w = house_work(h, "visitor");
        SignupOutcome how;
        Signup s;
        SignupWish wish = { .event_id = id,
                            .seats = 1,
                            .name = STR("Sam"),
                            .mail = str_from(house_text(h, "sam%d@exemple.example", i)),
                            .form_token = str_from(house_text(h, "many%d", i)) };
        assert_fine(signup_join(&w, &wish, &s, &how));
        work_done(&w);
        assert_int_equal(how, SIGNUP_SEATED);
    }
    house_at(h, "2024-06-24T10:00:00+02:00");
    house_jobs(h);
    house_jobs(h);
    assert_int_equal(count(h, POST_REMINDER), PEOPLE);
}

/* ---- changes ---- */

static void a_cancelled_cafe_is_told_to_all_who_signed_up(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    join(h, id, "paul", SIGNUP_SEATED);
    join(h, id, "lou", SIGNUP_QUEUED);
    Signup gone = join(h, id, "sam", SIGNUP_QUEUED);
    release(h, &gone);
    house_at(h, "2024-06-21T12:05:00+02:00");
    become(h, id, EVENT_CANCELLED, 0);
    house_jobs(h);
    assert_int_equal(count(h, POST_CANCEL), 4); /* sam's is that of leaving */
    Letter seat = letter_to(h, POST_CANCEL, "amina@exemple.example");
    Letter list = letter_to(h, POST_CANCEL, "lou@exemple.example");
    holds(seat.title, "Annulé");
    holds(seat.body_text, "La salle est prise");
    holds(seat.body_text, "https://cafes.example/cafes?lieu=41018");
    holds(seat.calendar, "METHOD:CANCEL");
    holds(seat.calendar, "SEQUENCE:1");
    assert_int_equal(list.calendar.len, 0);
}

static void an_hour_later(Event *e)
{
    e->starts_at += HOUR;
    e->ends_at += HOUR;
}

static void elsewhere(Event *e)
{
    e->venue = STR("Bibliothèque");
}

static void a_change_keeps_no_seat_that_is_not_taken_yet(void **state)
{
    House *h = *state;
    EventId id = one_held_one_offered(h);

    edit(h, id, an_hour_later);
    Letter held = letter_to(h, POST_CHANGE, "amina@exemple.example");
    Letter offered = letter_to(h, POST_CHANGE, "lou@exemple.example");
    holds_not(held.body_text, "Votre place est gardée");
    holds(held.body_text, "pas encore à vous");
    holds(held.body_text, "Confirmer ma place");
    holds_not(offered.body_text, "Votre place est gardée");
    holds(offered.body_text, "Prendre ou laisser cette place");
    holds(offered.body_text, "22 juin");
}

static void who_let_an_offer_pass_is_not_told_that_it_stands(void **state)
{
    House *h = *state;
    EventId id = one_held_one_offered(h);
    Work w = house_work(h, "organizer");
    EventOutcome outcome;
    Parties parties;
    Event e;

    house_at(h, "2024-06-21T14:30:00+02:00"); /* amina's has lapsed, no job has said so */
    assert_fine(event_load(&w, id, &e));
    assert_fine(event_parties(&w, id, &parties));
    an_hour_later(&e);
    assert_fine(event_edit(&w, &e, parties, STR("Un mot"), &outcome));
    work_done(&w);
    scene_job(h, signup_notice, id.v);
    scene_job(h, signup_change, id.v);
    assert_int_equal(scene_letters(h, POST_CHANGE, "amina@exemple.example", NULL), 0);
    assert_int_equal(scene_letters(h, POST_CHANGE, "lou@exemple.example", NULL), 1);
}

static void other_words(Event *e)
{
    e->title = STR("Café du quartier");
    e->body = STR("Venez nombreux");
}

static void what_changed_is_told_once_with_what_it_was(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    house_at(h, "2024-06-21T12:05:00+02:00");
    edit(h, id, other_words);
    assert_int_equal(count(h, POST_CHANGE), 0); /* words are no reason to write */
    edit(h, id, an_hour_later);
    Letter l = letter_to(h, POST_CHANGE, "amina@exemple.example");
    holds(l.title, "Changement d’horaire");
    holds(l.body_text, "12 h – 14 h");
    holds(l.body_text, "13 h – 15 h");
    holds(l.calendar, "METHOD:REQUEST");
    holds(l.calendar, "SEQUENCE:2");
    join(h, id, "paul", SIGNUP_SEATED);
    house_at(h, "2024-06-21T12:10:00+02:00");
    edit(h, id, elsewhere);
    l = letter_to(h, POST_CHANGE, "paul@exemple.example");
    holds(l.body_text, "Bibliothèque");
    holds(l.body_text, "Maison de quartier");
    assert_int_equal(count(h, POST_CHANGE), 3); /* amina twice, paul once */
}

static void who_comes_after_a_change_does_not_hear_of_it(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    become(h, id, EVENT_MOVED_ONLINE, 0);
    join(h, id, "amina", SIGNUP_SEATED);
    house_jobs(h);
    assert_int_equal(count(h, POST_CHANGE), 0);
    holds(letter_to(h, POST_SEAT, "amina@exemple.example").body_text, "visio.example");
}

static void what_a_change_is_called(void **state)
{
    static const SignupFacts was = { .starts_at = 10, .place = STR_INIT("ici") };
    static const SignupFacts off = { .cancelled = true, .place = STR_INIT("ici") };
    static const struct {
        const SignupFacts *was;
        SignupFacts is;
        SignupChange want;
    } cases[] = {
        { &was, { .starts_at = 10, .place = STR_INIT("ici") }, SIGNUP_CHANGE_NONE },
        { &was, { .starts_at = 20, .place = STR_INIT("ici") }, SIGNUP_CHANGE_WHEN },
        { &was,
          { .starts_at = 10, .ends_at = 9, .place = STR_INIT("ici") },
          SIGNUP_CHANGE_WHEN },
        { &was, { .starts_at = 10, .place = STR_INIT("là") }, SIGNUP_CHANGE_WHERE },
        { &was, { .starts_at = 20, .place = STR_INIT("là") }, SIGNUP_CHANGE_BOTH },
        { &was, { .postponed = true, .starts_at = 20 }, SIGNUP_CHANGE_POSTPONED },
        { &was, { .online = true, .starts_at = 10 }, SIGNUP_CHANGE_ONLINE },
        { &was, { .cancelled = true, .starts_at = 20 }, SIGNUP_CHANGE_CANCELLED },
        { &off, { .starts_at = 10, .place = STR_INIT("ici") }, SIGNUP_CHANGE_BACK },
        { &off, { .cancelled = true, .starts_at = 10 }, SIGNUP_CHANGE_NONE },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(signup_change_rule(cases[i].was, &cases[i].is), cases[i].want);
    }
}

/* ---- who holds it ---- */

static void a_long_list_is_told_once_to_the_organizer(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    join(h, id, "paul", SIGNUP_SEATED);
    join(h, id, "lou", SIGNUP_QUEUED);
    house_jobs(h);
    assert_int_equal(count(h, POST_ORGANIZER), 0); /* one for two seats: half, no more */
    join(h, id, "sam", SIGNUP_QUEUED);
    join(h, id, "zoe", SIGNUP_QUEUED);
    house_jobs(h);
    assert_int_equal(count(h, POST_ORGANIZER), 1);
    Letter l = letter_to(h, POST_ORGANIZER, "pont@mairie.example");
    holds(l.body_text,
          house_text(h, "/mes-cafes/%.*s#second", STR_ARG(work_id_text(&h->mem, id.v))));
    holds(l.body_text, "2 sur 2");
}

static void the_day_before_the_organizer_knows_how_many_come(void **state)
{
    House *h = *state;
    EventId id = publish(h, usual);

    join(h, id, "amina", SIGNUP_SEATED);
    house_at(h, "2024-06-30T16:00:00+02:00");
    house_jobs(h);
    Letter l = letter_to(h, POST_ORGANIZER, "pont@mairie.example");
    holds(l.title, "Demain");
    holds(l.body_text, "1 sur 2");
    holds_not(l.body_text, "amina");
}

static void statements_prepare(void **state)
{
    house_prepares(*state, signup_notice_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(who_has_a_seat_gets_it_in_their_calendar),
        HOUSE_TEST(an_address_is_a_strangers_until_its_owner_has_signed_in),
        HOUSE_TEST(the_letter_of_the_fourth_seat_waits_and_is_not_lost),
        HOUSE_TEST(without_an_address_nothing_is_sent),
        HOUSE_TEST(a_relay_hears_for_whom_in_their_own_language),
        HOUSE_TEST(only_who_has_a_seat_sees_the_online_room),
        HOUSE_TEST(what_is_given_back_leaves_the_calendar_and_is_offered),
        HOUSE_TEST(who_waits_and_is_fewer_now_has_no_seat_by_that),
        HOUSE_TEST(who_is_fewer_keeps_the_seats_that_are_left),
        HOUSE_TEST(a_cancelled_cafe_gives_its_seats_to_nobody_else),
        HOUSE_TEST(a_change_keeps_no_seat_that_is_not_taken_yet),
        HOUSE_TEST(who_let_an_offer_pass_is_not_told_that_it_stands),
        HOUSE_TEST(an_address_typed_again_hears_of_it_once_a_day),
        HOUSE_TEST(reminders_come_at_ten_seven_days_and_one_day_before),
        HOUSE_TEST(after_an_outage_only_the_last_reminder_leaves),
        HOUSE_TEST(who_gave_back_their_seat_is_not_reminded),
        HOUSE_TEST(another_date_reminds_again_and_a_cancelled_one_never),
        cmocka_unit_test(reminders_are_planned_where_the_cafe_is),
        HOUSE_TEST(more_people_than_one_batch_are_all_reminded_once),
        HOUSE_TEST(a_cancelled_cafe_is_told_to_all_who_signed_up),
        HOUSE_TEST(what_changed_is_told_once_with_what_it_was),
        HOUSE_TEST(who_comes_after_a_change_does_not_hear_of_it),
        cmocka_unit_test(what_a_change_is_called),
        HOUSE_TEST(a_long_list_is_told_once_to_the_organizer),
        HOUSE_TEST(the_day_before_the_organizer_knows_how_many_come),
        HOUSE_TEST(statements_prepare),
    };

    return cmocka_run_group_tests_name("signup_notice", tests, NULL, NULL);
}
