/* signup_series_test.c - several dates on one form: one letter, one page */
#include "rooms/signup/signup_series.h"

#include "rooms/signup/signup_notices.h"
#include "tests/scenes.h"

#include <string.h>

enum { DAY = 86400, SERIES = 77 };

/* So many Thursdays of a series; the url of its form. */
static const char *open_series(House *h, int dates, Event like)
{
    like.title = STR("Café du jeudi");
    like.capacity = like.capacity ? like.capacity : 3;
    for (int week = 0; week < dates; week++) {
        like.starts_at = HOUSE_NOON + (6 + 7 * week) * DAY;
        scene_cafe(h, like);
    }
    scene_script(h, "INSERT INTO series (id, title, slug, body, rule, zone, starts_at, ends_at,"
                    " made_at, changed_at) VALUES (77, 'Café du jeudi', 'cafe-du-jeudi', '',"
                    " 'FREQ=WEEKLY', 'Europe/Paris', 1, 1, 1, 1);"
                    "UPDATE event SET series_id = 77, series_at = starts_at;");
    return house_text(h, "/series/%.*s/inscription", STR_ARG(work_id_text(&h->mem, SERIES)));
}

/* "token=X&date=A&date=B...": the first so many dates of the form. */
static const char *form_of(House *h, const char *url, int dates)
{
    Answer form = house_get(h, url);
    Str rest = form.body;
    const char *fields = house_text(
        h, "token=%s", str_c(&h->mem, between(form.body, "name=\"token\" value=\"", "\"")));

    for (int i = 0; i < dates; i++) {
        Str id = between(rest, "name=\"date\" value=\"", "\"");
        assert_true(id.len > 0);
        fields = house_text(h, "%s&date=%.*s", fields, STR_ARG(id));
        rest = str_slice(rest, (size_t)(id.at - rest.at), rest.len);
    }
    return fields;
}

static Answer join(House *h, const char *url, int dates, const char *who)
{
    return house_post(h, url, house_text(h, "%s&%s", form_of(h, url, dates), who));
}

static size_t times(Str text, const char *words)
{
    size_t n = 0;

    for (size_t at = 0; at + strlen(words) <= text.len; at++) {
        n += str_starts(str_slice(text, at, text.len), str_from(words));
    }
    return n;
}

#define AMINA "name=Amina&mail=amina%40example.org"

/* The page that the letter leads to. */
static const char *page_of(House *h, const Letter *l)
{
    Str path = between(l->body_text, "/series/", "\n");

    return house_text(h, "/series/%.*s", STR_ARG(path));
}

static size_t letters(House *h, Letter *ret)
{
    return scene_letters(h, POST_SEAT, "amina@example.org", ret);
}

/* ---- the letter ---- */

static void many_dates_are_said_in_one_letter(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 10, (Event){ 0 });
    Letter l = { 0 };

    assert_int_equal(join(h, url, 10, AMINA).status, 303);
    assert_int_equal(letters(h, &l), 1);
    assert_str("Vos places : Café du jeudi", l.title);
    assert_int_equal(times(l.body_text, "une place gardée"), 8);
    assert_int_equal(times(l.body_text, "Et 2 autres dates"), 1);
    assert_int_equal(times(l.calendar, "METHOD:PUBLISH"), 1);
    assert_int_equal(times(l.calendar, "BEGIN:VEVENT"), 10);
    assert_int_equal(times(l.calendar, "SEQUENCE:"), 10);
    assert_int_equal(times(l.calendar, "ATTENDEE"), 0);
    assert_int_equal(times(l.calendar, "END:VCALENDAR"), 1);
    Answer page = house_get(h, page_of(h, &l));
    assert_int_equal(page.status, 200);
    assert_int_equal(says_times(&page, "/inscriptions/"), 10);
    assert_int_equal(says_times(&page, "votre place est gardée"), 10);
    assert_says_not(&page, "Confirmer mes places");
}

/* What follows finds them in the calendar. */
static void each_date_has_the_name_that_its_own_letters_have(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 2, (Event){ 0 });
    Letter several = { 0 }, one = { 0 };

    join(h, url, 2, AMINA);
    join(h, url, 1, "name=Paul&mail=paul%40example.org");
    assert_int_equal(letters(h, &several), 1);
    assert_int_equal(scene_letters(h, POST_SEAT, "paul@example.org", &one), 1);
    Str uid = between(one.calendar, "UID:", "\r\n");
    assert_true(uid.len > 10);
    assert_int_equal(times(several.calendar, house_text(h, "UID:%.*s\r\n", STR_ARG(uid))), 1);
    assert_int_equal(one.method, ICS_REQUEST); /* one date: the usual letter */
    assert_int_equal(times(one.title, "Votre place est réservée"), 1);
    assert_int_equal(several.method, ICS_PUBLISH);
}

static void what_is_full_is_said_to_be_waited_for(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 2, (Event){ .capacity = 1 });
    Letter l = { 0 };

    join(h, url, 1, "name=Paul");
    join(h, url, 2, AMINA);
    assert_int_equal(letters(h, &l), 1);
    assert_str("Vos places : Café du jeudi", l.title);
    assert_int_equal(times(l.body_text, "liste d’attente"), 1);
    assert_int_equal(times(l.body_text, "une place gardée"), 1);
    assert_int_equal(times(l.calendar, "BEGIN:VEVENT"), 1);
}

static void all_full_is_a_letter_about_waiting(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 2, (Event){ .capacity = 1 });
    Letter l = { 0 };

    join(h, url, 2, "name=Paul");
    join(h, url, 2, AMINA);
    assert_int_equal(letters(h, &l), 1);
    assert_int_equal(times(l.title, "liste d’attente"), 1);
    assert_int_equal(l.calendar.len, 0);
}

static void the_same_form_is_said_once_and_more_dates_again(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 3, (Event){ 0 });
    const char *two = house_text(h, "%s&%s", form_of(h, url, 2), AMINA);
    Str last = str_from(form_of(h, url, 3));
    Letter l = { 0 };

    house_post(h, url, two);
    house_post(h, url, two);
    assert_int_equal(letters(h, NULL), 1);
    while (last.len > 0 && last.at[last.len - 1] != '&') {
        last.len--;
    }
    const char *three = house_text(h, "%s&%s", two, last.at + last.len);
    assert_int_equal(house_post(h, url, three).status, 303);
    assert_int_equal(letters(h, &l), 2);
    assert_int_equal(times(l.body_text, "une place gardée"), 3);
}

/* Whoever types an address learns nothing of what it had before. */
static void dates_of_before_are_said_to_the_address_only(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 3, (Event){ 0 });
    Letter l = { 0 };

    join(h, url, 1, AMINA);
    Answer made = join(h, url, 3, AMINA);
    assert_int_equal(letters(h, &l), 2);
    assert_int_equal(times(l.body_text, "inscription déjà faite"), 1);
    assert_int_equal(times(l.body_text, "une place gardée"), 2);
    made = house_follow(h, &made);
    assert_int_equal(says_times(&made, "/inscriptions/"), 2);
    /* Nothing new: the letters that lead to each of them. */
    join(h, url, 3, AMINA);
    assert_int_equal(letters(h, &l), 5);
    assert_int_equal(times(l.title, "Café du jeudi"), 1);
}

static void without_an_address_nothing_is_owed(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 3, (Event){ 0 });

    assert_int_equal(join(h, url, 3, "name=Amina").status, 303);
    assert_int_equal(scene_letters(h, POST_SEAT, NULL, NULL), 0);
    assert_int_equal(
        scene_count(h, "SELECT count(*) AS n FROM job WHERE kind = 'signup_series'"), 0);
}

/* The program is killed between the last seat and the letter. */
static void a_letter_that_was_not_written_is_written_by_a_job(void **state)
{
    House *h = *state;
    Letter l = { 0 };
    Signup s = { 0 };
    SignupOutcome how;
    EventId dates[2];

    open_series(h, 2, (Event){ 0 });
    dates[0].v = scene_count(h, "SELECT min(id) AS n FROM event");
    dates[1].v = scene_count(h, "SELECT max(id) AS n FROM event");
    for (size_t i = 0; i < COUNT(dates); i++) {
        Work w = house_work(h, "visitor");
        SignupWish wish = { .event_id = dates[i],
                            .seats = 1,
                            .name = STR("Amina"),
                            .mail = STR("amina@example.org"),
                            .quiet = true,
                            .form_token = signup_series_form(&w, STR("a.form"), dates[i]) };
        assert_fine(signup_join(&w, &wish, &s, &how));
        work_done(&w);
    }
    assert_int_equal(letters(h, NULL), 0);
    assert_int_equal(
        scene_count(h, "SELECT count(*) AS n FROM job WHERE kind = 'signup_series'"), 2);
    scene_job(h, signup_series, s.id.v);
    scene_job(h, signup_series, s.id.v);
    assert_int_equal(letters(h, &l), 1);
    assert_int_equal(times(l.body_text, "une place gardée"), 2);
    assert_int_equal(times(l.body_text, "cle=a.form&lettre="), 1);
}

static void a_letter_that_was_written_is_not_written_by_the_job(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 2, (Event){ 0 });

    join(h, url, 2, AMINA);
    scene_job(h, signup_series, scene_count(h, "SELECT min(id) AS n FROM signup"));
    assert_int_equal(letters(h, NULL), 1);
}

/* ---- where an address is to be confirmed ---- */

static void one_button_confirms_all_dates(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 5, (Event){ .confirm_mail = true });
    Letter l = { 0 };
    Answer made = join(h, url, 5, AMINA);

    assert_int_equal(letters(h, &l), 1);
    assert_str("Confirmez vos places : Café du jeudi", l.title);
    assert_int_equal(times(l.body_text, "une place à confirmer"), 5);
    assert_int_equal(l.calendar.len, 0);
    made = house_follow(h, &made);
    assert_says_not(&made, "/inscriptions/"); /* who typed it may not read its letters */
    assert_says_not(&made, "Confirmer mes places");
    const char *page = page_of(h, &l);
    Answer proven = house_get(h, page);
    assert_int_equal(says_times(&proven, "/inscriptions/"), 5);
    assert_says(&proven, "Confirmer mes places");
    Str key = between(proven.body, "name=\"key\" value=\"", "\"");
    Str proof = between(proven.body, "name=\"proof\" value=\"", "\"");
    const char *form = house_text(h, "key=%.*s&proof=%.*s", STR_ARG(key), STR_ARG(proof));
    const char *bad = house_text(h, "key=%.*s&proof=x", STR_ARG(key));
    const char *action = house_text(h, "%s/faites", url);
    assert_int_equal(house_post(h, action, bad).status, 404);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE state = 3"), 0);
    Answer done = house_post(h, action, form);
    assert_int_equal(done.status, 303);
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM signup WHERE state = 3"), 5);
    assert_int_equal(letters(h, &l), 2);
    assert_str("Vos places : Café du jeudi", l.title);
    assert_int_equal(times(l.calendar, "BEGIN:VEVENT"), 5);
    done = house_follow(h, &done);
    assert_says_not(&done, "Confirmer mes places");
    assert_int_equal(says_times(&done, "/inscriptions/"), 5);
    house_post(h, action, form); /* once is enough */
    assert_int_equal(letters(h, NULL), 2);
}

static void what_was_given_back_or_has_lapsed_is_not_said_to_be_kept(void **state)
{
    House *h = *state;
    const char *url = open_series(h, 2, (Event){ .confirm_mail = true });
    Letter l = { 0 };

    join(h, url, 2, AMINA);
    letters(h, &l);
    house_at(h, "2024-06-21T15:00:00+02:00");
    Answer page = house_get(h, page_of(h, &l));
    assert_says_not(&page, "Confirmer mes places");
    scene_script(h, "UPDATE signup SET state = 4, changed_at = changed_at + 1;");
    page = house_get(h, page_of(h, &l));
    assert_int_equal(says_times(&page, "Vous n’avez plus cette place"), 2);
    assert_says_not(&page, "est gardée");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(many_dates_are_said_in_one_letter),
        HOUSE_TEST(each_date_has_the_name_that_its_own_letters_have),
        HOUSE_TEST(what_is_full_is_said_to_be_waited_for),
        HOUSE_TEST(all_full_is_a_letter_about_waiting),
        HOUSE_TEST(the_same_form_is_said_once_and_more_dates_again),
        HOUSE_TEST(dates_of_before_are_said_to_the_address_only),
        HOUSE_TEST(without_an_address_nothing_is_owed),
        HOUSE_TEST(a_letter_that_was_not_written_is_written_by_a_job),
        HOUSE_TEST(a_letter_that_was_written_is_not_written_by_the_job),
        HOUSE_TEST(one_button_confirms_all_dates),
        HOUSE_TEST(what_was_given_back_or_has_lapsed_is_not_said_to_be_kept),
    };

    return cmocka_run_group_tests_name("signup_series", tests, NULL, NULL);
}
