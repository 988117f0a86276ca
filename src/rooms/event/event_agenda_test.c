/* event_agenda_test.c - the agenda of June 2024, as somebody reads it on the
 * 21st at noon: DOMAIN.md 9.1 to 9.4, from the samples to the pages */
#include "rooms/event/event_room.h"
#include "rooms/event/event_sample.h"
#include "rooms/theme/theme.h"
#include "tests/house.h"

static int setup(void **state)
{
    if (house_setup(state)) {
        return -1;
    }
    Work w = house_work(*state, "import");
    assert_fine(event_sample_real(&w));
    work_done(&w);
    return 0;
}

#define AGENDA_TEST(test) cmocka_unit_test_setup_teardown(test, setup, house_teardown)

static Event sample(House *h, const char *name)
{
    Work w = house_work(h, "test");
    Event e;
    Str id = str_format(&h->mem, "sample:%s", name);

    if (event_store_by_external(&w, id, &e)) {
        fail_msg("%s isn't there", name);
    }
    work_done(&w);
    return e;
}

static Answer page_of(House *h, const char *name)
{
    Event e = sample(h, name);

    return house_get(h, str_c(&h->mem, event_url(&h->mem, &e)));
}

/* ---- 9.1: the local cafés ---- */

static void on_the_21st_two_were_held_one_is_today_and_four_will_come(void **state)
{
    static const struct {
        const char *name, *date, *code;
        EventState shown;
    } cases[] = {
        { "A1", "2024-05-02", "41018", EVENT_HELD },
        { "A2", "2024-06-20", "33063", EVENT_HELD }, /* "hier" in a letter of the 21st */
        { "A3", "2024-06-21", "88087", EVENT_PUBLISHED },
        { "A4", "2024-06-25", "26220", EVENT_PUBLISHED },
        { "A5", "2024-06-26", "41018", EVENT_PUBLISHED },
        { "A6", "2024-06-26", "75056", EVENT_PUBLISHED },
        { "A7", "2024-06-26", "92075", EVENT_PUBLISHED },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Event e = sample(h, cases[i].name);
        assert_str(cases[i].date, day_iso(&h->mem, day_of(ZONE_PARIS, e.starts_at)));
        assert_str(cases[i].code, e.commune);
        assert_int_equal(event_state_shown(&e, HOUSE_NOON), cases[i].shown);
    }
    Answer today = house_get(h, "/cafes?du=2024-06-21&au=2024-06-21");
    assert_says(&today, "Chantraine");
    assert_int_equal(says_times(&today, "<time "), 1);
    Answer past = house_get(h, "/cafes?passes=1&type=cafe");
    assert_int_equal(says_times(&past, "<time "), 2);
    assert_says(&past, "Premier Café IA à Blois");
    assert_says(&past, "Café IA à Bordeaux");
    Answer coming = house_get(h, "/cafes?type=cafe&du=2024-06-22&au=2024-06-30");
    assert_int_equal(says_times(&coming, "<time "), 3); /* the fourth is internal */
}

static void the_26th_has_three_cafes_in_three_places_under_one_heading(void **state)
{
    House *h = *state;
    Answer a = house_get(h, "/cafes?du=2024-06-26&au=2024-06-26&type=cafe");

    assert_int_equal(says_times(&a, "<h3>"), 1);
    assert_says(&a, "ercredi 26 juin");
    assert_says(&a, "Blois");
    assert_says(&a, "Vanves");
    assert_says_not(&a, "Emmaüs");
}

static void blois_has_two_cafes_that_are_no_twins(void **state)
{
    House *h = *state;
    Event a1 = sample(h, "A1"), a5 = sample(h, "A5");

    assert_false(event_twins(&h->mem, &a1, &a5));
    Answer a = house_get(h, "/cafes?lieu=41018&du=2024-05-01");
    assert_says(&a, "Premier Café IA à Blois");
    assert_int_equal(says_times(&a, "<time datetime=\"2024-06-26\""), 1);
    a = page_of(h, "A1");
    assert_says(&a, "Loir-et-Cher Tech");
    assert_says(&a, "Conseil régional du numérique");
    a = page_of(h, "A5");
    assert_says(&a, "Loir-et-Cher Tech");
}

static void hour_and_organiser_may_be_unknown(void **state)
{
    static const char *const names[] = { "A3", "A4" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(names); i++) {
        Answer a = page_of(h, names[i]);
        assert_int_equal(a.status, 200);
        assert_says_not(&a, "00 h");
        assert_says_not(&a, "0 h ");
    }
    Answer a = page_of(h, "A3");
    assert_says(&a, "vendredi 21 juin");
    assert_says(&a, "Vosges");
    assert_says(&a, "secrétaires de mairie");
}

static void a_hybrid_one_is_on_the_map_and_in_the_list_of_those_online(void **state)
{
    House *h = *state;
    Answer a = house_get(h, "/carte?dep=92");

    assert_says(&a, "Vanves");
    a = house_get(h, "/cafes?mode=distance&du=2024-06-26&au=2024-06-26");
    assert_says(&a, "Réseau Canopé");
    a = house_get(h, "/cafes?mode=presentiel&lieu=92075");
    assert_says(&a, "Réseau Canopé");
    a = house_get(h, "/cafes.geojson?lieu=92075");
    assert_says(&a, "Réseau Canopé");
}

static void an_internal_one_is_never_found(void **state)
{
    static const char *const places[] = {
        "/",
        "/cafes",
        "/cafes?q=emmaus",
        "/cafes?lieu=75056&rayon=400",
        "/cafes?public=interne",
        "/cafes?du=2024-06-26&au=2024-06-26",
        "/cafes?dep=75",
        "/cafes?region=11",
        "/cafes.json?q=emmaus",
        "/cafes.json?public=interne",
        "/cafes.ics",
        "/cafes.atom",
        "/cafes.csv?du=2024-01-01",
        "/cafes.geojson?lieu=75056",
        "/cafes/integrer?q=emmaus",
        "/carte",
        "/carte?dep=75",
        "/carte?region=11",
        "/cafes?q=octo&du=2024-11-01",
        "/cafes?passes=1&q=DGE",
        "/cafes?q=equipes",
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(places); i++) {
        Answer a = house_get(h, places[i]);
        assert_in_range(a.status, 200, 400); /* not even a word of that public is understood */
        assert_says_not(&a, "Emmaüs");
        assert_says_not(&a, "Octo Technology");
        assert_says_not(&a, "de la DTN");
    }
    house_at(h, "2025-03-01T12:00:00+01:00");
    Answer a = house_get(h, "/cafes?passes=1&q=octo");
    assert_says_not(&a, "Octo Technology");
    Answer page = page_of(h, "A6");
    assert_says(&page, "noindex");
}

static void paris_without_its_arrondissement_is_a_place(void **state)
{
    House *h = *state;
    Answer a = house_get(h, "/cafes?lieu=75056&du=2024-07-03&au=2024-07-03");

    assert_says(&a, "Aux sources du numérique");
    assert_says(&a, "Centre Panthéon");
    a = page_of(h, "C2");
    assert_says(&a, "12 place du Panthéon");
    assert_says(&a, "17 h – 18 h 30");
}

static void distances_are_those_of_the_map(void **state)
{
    static const struct {
        const char *from, *words;
        double km, within;
    } cases[] = {
        { "45234", "&q=blois&du=2024-06-26", 55.5, 2 },
        { "37261", "&q=blois&du=2024-06-26", 53, 2 },
        { "75056", "&q=vanves&type=cafe", 6, 2 },
        { "88160", "&q=chantraine", 1, 2 },
        { "26198", "&q=nyons", 38, 2 },
        { "41018", "&q=bordeaux&passes=1", 339, 2 },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        double km = 0;
        Answer a = house_get(
            h, house_text(h, "/cafes.json?lieu=%s&rayon=400%s", cases[i].from, cases[i].words));
        if (!str_to_double(between(a.body, "\"distance_km\":", "}"), &km)) {
            fail_msg("%.*s", STR_ARG(a.body));
        }
        if (km < cases[i].km - cases[i].within || km > cases[i].km + cases[i].within) {
            fail_msg("%s: %.1f km", cases[i].words, km);
        }
    }
}

static void orleans_sees_blois_within_60_km_and_not_within_50(void **state)
{
    static const char *const faces[] = { "", ".json", ".ics", ".atom", ".csv", ".geojson" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(faces); i++) {
        Answer far = house_get(h, house_text(h, "/cafes%s?lieu=45234&rayon=60", faces[i]));
        Answer near = house_get(h, house_text(h, "/cafes%s?lieu=45234&rayon=50", faces[i]));
        assert_says(&far, "Café IA à Blois");
        if (i > 0) { /* the page names it among the nearest ones beyond */
            assert_says_not(&near, "Café IA à Blois");
        }
    }
    Answer a = house_get(h, "/cafes.json?lieu=41018&rayon=50");
    assert_says(&a, "Café IA à Blois");
}

/* ---- 9.2: the online series ---- */

static void open_cafes_are_ten_tuesdays_four_of_them_past(void **state)
{
    House *h = *state;
    Answer all = house_get(h, "/cafes.json?type=ouvert&du=2024-05-01&au=2024-12-31");
    Answer past = house_get(h, "/cafes.json?type=ouvert&passes=1");
    Answer coming = house_get(h, "/cafes.json?type=ouvert");

    assert_int_equal(says_times(&all, "\"kind\":\"open_session\""), 10);
    assert_int_equal(says_times(&all, "T13:30:00+02:00"), 10);
    assert_says(&all, "2024-05-28T13:30:00+02:00");
    assert_says(&all, "2024-07-30T13:30:00+02:00");
    assert_int_equal(says_times(&past, "\"kind\":\"open_session\""), 4);
    assert_int_equal(says_times(&past, "\"state\":\"held\""), 4);
    assert_int_equal(says_times(&coming, "\"kind\":\"open_session\""), 6);
    assert_int_equal(says_times(&coming, "\"capacity\":12"), 6);
}

static void thursdays_stay_at_half_past_one_all_year(void **state)
{
    static const char *const starts[] = {
        "2024-07-04T13:30:00+02:00", "2024-07-11T13:30:00+02:00", "2024-07-18T13:30:00+02:00",
        "2024-12-05T13:30:00+01:00", "2024-12-12T13:30:00+01:00", "2025-10-02T13:30:00+02:00",
        "2025-10-09T13:30:00+02:00",
    };
    House *h = *state;
    Answer a = house_get(h, "/cafes.json?type=animation"), ics;

    for (size_t i = 0; i < COUNT(starts); i++) {
        assert_says(&a, starts[i]);
    }
    assert_int_equal(says_times(&a, "\"kind\":\"facilitation_session\""), COUNT(starts));
    ics = house_get(h, "/cafes.ics?type=animation");
    assert_says(&ics, "DTSTART;TZID=Europe/Paris:20240704T133000");
    assert_says(&ics, "DTSTART;TZID=Europe/Paris:20241212T133000");
    assert_says(&ics, "BEGIN:VTIMEZONE");
}

static void what_is_only_online_stands_in_no_commune(void **state)
{
    House *h = *state;
    Answer geo = house_get(h, "/cafes.geojson?type=ouvert");
    Answer map = house_get(h, "/carte"),
           near = house_get(h, "/cafes.json?lieu=41018&rayon=400");

    assert_says_not(&geo, "\"coordinates\"");
    assert_says(&map, "mode=distance");
    assert_says_not(&near, "open_session");
    assert_int_equal(sample(h, "animation-2024-07-04").point, EVENT_POINT_NONE);
}

static void a_date_of_a_series_leads_to_the_others(void **state)
{
    House *h = *state;
    Answer a = page_of(h, "animation-2024-07-04");
    Str series = between(a.body, "href=\"/series/", "\"");

    assert_true(series.len > 0);
    assert_says(&a, "11 juillet");
    a = house_get(h, house_text(h, "/series/%.*s", STR_ARG(series)));
    assert_int_equal(a.status, 200);
    assert_says(&a, "jeudis");
    a = house_get(h, house_text(h, "/series/%.13s.ics", series.at));
    assert_int_equal(a.status, 200);
    assert_says(&a, "BEGIN:VEVENT");
}

/* ---- 9.3 and 9.4 ---- */

static void a_gathering_of_two_days_is_found_on_both(void **state)
{
    House *h = *state;
    Answer first = house_get(h, "/cafes?du=2024-09-25&au=2024-09-25");
    Answer second = house_get(h, "/cafes?du=2024-09-26&au=2024-09-26");
    Answer after = house_get(h, "/cafes?du=2024-09-27&au=2024-09-27"), page = page_of(h, "C1");

    assert_says(&first, "Numérique en Commun[s] 2024");
    assert_says(&second, "Numérique en Commun[s] 2024");
    assert_says_not(&after, "Numérique en Commun[s] 2024");
    assert_says(&page, "mercredi 25 et jeudi 26 septembre");
}

static void a_day_that_contains_a_cafe_is_no_twin_of_it(void **state)
{
    House *h = *state;
    Event day = sample(h, "C3"), cafe = sample(h, "A7");
    Answer a = page_of(h, "A7"), b = page_of(h, "C3");

    assert_int_equal(cafe.parent_id.v, day.id.v);
    assert_false(event_twins(&h->mem, &day, &cafe));
    assert_says(&a, "Journée de l’atelier Canopé 92");
    assert_says(&b, "Café IA avec Réseau Canopé");
}

static void corsica_has_its_codes(void **state)
{
    House *h = *state;

    assert_str("2B205", sample(h, "D4").commune);
    Answer a = house_get(h, "/cafes?lieu=2B205&du=2025-10-01");
    assert_says(&a, "Café IA à Patrimonio");
    a = house_get(h, "/cafes?lieu=20253&du=2025-10-01&rayon=10");
    assert_says(&a, "Café IA à Patrimonio");
    a = house_get(h, "/cafes?dep=2B&du=2025-10-01");
    assert_says(&a, "Haute-Corse");
    assert_says(&a, "Café IA à Patrimonio");
}

static void a_name_that_several_share_is_asked_which(void **state)
{
    static const struct {
        const char *name, *codes[5];
    } cases[] = {
        { "Merville", { "31341", "59400" } },
        { "Saint-Denis", { "11339", "30247", "93066", "97411" } },
        { "st%20denis", { "93066", "97411" } },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer page = house_get(h, house_text(h, "/cafes?lieu=%s&rayon=20", cases[i].name));
        Answer json = house_get(h, house_text(h, "/cafes.json?lieu=%s", cases[i].name));
        assert_int_equal(page.status, 200);
        for (const char *const *code = cases[i].codes; *code; code++) {
            assert_says(&page, house_text(h, "href=\"/cafes?lieu=%s&amp;rayon=20\"", *code));
            assert_says(&json, house_text(h, "\"insee_code\":\"%s\"", *code));
        }
        assert_int_equal(says_times(&page, "<time "), 0);
        assert_says(&json, "\"items\":[]");
    }
    Answer a = house_get(h, "/cafes?lieu=Merville");
    assert_says(&a, "Haute-Garonne");
    assert_says(&a, "Nord");
    a = house_get(h, "/cafes/integrer?lieu=Merville"); /* no other than those asked for */
    assert_int_equal(says_times(&a, "<time "), 0);
}

static void a_postal_code_of_several_shows_the_largest_and_asks_if_another_is_meant(void **state)
{
    House *h = *state;
    Answer page = house_get(h, "/cafes?lieu=41000");
    Answer json = house_get(h, "/cafes.json?lieu=41000");

    assert_says(&page, "Voici les cafés près de Blois");
    assert_says(&page, "Café IA à Blois");
    assert_says(&page, "href=\"/cafes?lieu=41230&amp;rayon=30\"");
    assert_says(&json, "\"title\":\"Café IA à Blois\"");
    assert_says(&json, "\"insee_code\":\"41230\"");
    page = house_get(h, "/cafes?lieu=41018"); /* a code of one commune asks nothing */
    assert_false(says(&page, "Voici les cafés près de Blois"));
}

static void where_there_is_none_the_nearest_and_those_online_are_told(void **state)
{
    House *h = *state;
    Answer a = house_get(h, "/cafes?lieu=Brest");

    assert_says(&a, "Aucun café à moins de 30 km de Brest pour l’instant.");
    assert_says(&a, "Café ouvert");
    assert_says(&a, "href=\"/cafes/nouveau\"");
    a = house_get(h, "/cafes?lieu=45234"); /* 55 km away */
    assert_says(&a, "Aucun café à moins de 30 km d");
    assert_says(&a, "Café IA à Blois");
    a = house_get(h, "/en/cafes?lieu=Brest");
    assert_says(&a, "No café within 30 km of Brest");
    a = house_get(h, "/cafes?lieu=Atlantide-les-Bains");
    assert_says(&a, "Atlantide-les-Bains");
    assert_int_equal(says_times(&a, "<time "), 0);
}

static void what_is_typed_forgives(void **state)
{
    static const char *const typed[] = {
        "Blois", "blois", "BLOIS",      "%20blois%20",
        "41000", "41018", "blo%C3%AFs", "Blois%20(41)",
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(typed); i++) {
        Answer a = house_get(h, house_text(h, "/cafes?lieu=%s", typed[i]));
        assert_says(&a, "Café IA à Blois");
    }
    static const char *const words[] = { "canope", "CANOP%C3%89", "reseau%20can",
                                         "loir-et-cher" };
    for (size_t i = 0; i < COUNT(words); i++) {
        Answer a = house_get(h, house_text(h, "/cafes.json?q=%s", words[i]));
        assert_says(&a, "\"id\"");
    }
}

/* An unknown hour is a whole day, wherever in the world that day is. */
static void today_is_today_overseas_too(void **state)
{
    static const struct {
        const char *code, *starts, *morning, *evening, *next;
    } cases[] = {
        { "97411", "2024-08-10T00:00:00+04:00", "2024-08-10T08:00:00+04:00",
          "2024-08-10T23:30:00+04:00", "2024-08-11T00:30:00+04:00" },
        { "97105", "2024-08-10T00:00:00-04:00", "2024-08-10T08:00:00-04:00",
          "2024-08-10T23:30:00-04:00", "2024-08-11T00:30:00-04:00" },
        { "41018", "2024-08-10T00:00:00+02:00", "2024-08-10T08:00:00+02:00",
          "2024-08-10T23:30:00+02:00", "2024-08-11T00:30:00+02:00" },
    };
    House *h = *state;
    Work w = house_work(h, "import");

    for (size_t i = 0; i < COUNT(cases); i++) {
        Event e = { .state = EVENT_PUBLISHED, .theme = 1, .title = STR("Journée entière") };
        const char *target = house_text(h, "/cafes?lieu=%s", cases[i].code);
        EventOutcome outcome;
        assert_true(instant_read(str_from(cases[i].starts), &e.starts_at));
        assert_true(event_place(h->geo, str_from(cases[i].code), &e));
        assert_fine(event_declare(&w, &e, (Parties){ 0 }, &outcome));
        house_at(h, cases[i].morning);
        Answer a = house_get(h, target);
        assert_says(&a, "Journée entière");
        house_at(h, cases[i].evening);
        a = house_get(h, target);
        assert_says(&a, "Journée entière");
        house_at(h, cases[i].next);
        a = house_get(h, target);
        assert_says_not(&a, "Journée entière");
    }
}

/* ---- paging ---- */

static void pages_follow_each_other_and_each_event_stands_on_one(void **state)
{
    House *h = *state;
    const char *target = "/cafes.json?du=2024-01-01&au=2026-12-31";
    size_t seen = 0, pages = 0;

    while (target) {
        Answer a = house_get(h, target);
        assert_int_equal(a.status, 200);
        seen += says_times(&a, "\"sequence\":");
        Str next = header(&a, "Link");
        target = next.len > 0 ? str_c(&h->mem, between(next, "<", ">")) : NULL;
        assert_in_range(++pages, 1, 9);
    }
    assert_int_equal(pages, 2);
    assert_int_equal(seen, 30); /* 13 that are no series and not internal, 10 and 7 */
    Answer a = house_get(h, "/cafes?du=2024-01-01&au=2026-12-31");
    Str next = between(a.body, "<a class=\"btn\" href=\"", "\" rel=\"next\"");
    assert_true(str_has(next, STR("apres=")));
}

/* ---- demonstration ---- */

static void demonstration_events_say_so(void **state)
{
    House *h = *state;
    Work w = house_work(h, "import");

    assert_fine(event_sample_demo(&w));
    h->site.demo = true;
    Answer a = house_get(h, "/cafes");
    assert_says(&a, "class=\"demo\"");
    assert_says(&a, "(démonstration)");
    h->site.demo = false;
    a = house_get(h, "/cafes");
    assert_says_not(&a, "class=\"demo\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        AGENDA_TEST(on_the_21st_two_were_held_one_is_today_and_four_will_come),
        AGENDA_TEST(the_26th_has_three_cafes_in_three_places_under_one_heading),
        AGENDA_TEST(blois_has_two_cafes_that_are_no_twins),
        AGENDA_TEST(hour_and_organiser_may_be_unknown),
        AGENDA_TEST(a_hybrid_one_is_on_the_map_and_in_the_list_of_those_online),
        AGENDA_TEST(an_internal_one_is_never_found),
        AGENDA_TEST(paris_without_its_arrondissement_is_a_place),
        AGENDA_TEST(distances_are_those_of_the_map),
        AGENDA_TEST(orleans_sees_blois_within_60_km_and_not_within_50),
        AGENDA_TEST(open_cafes_are_ten_tuesdays_four_of_them_past),
        AGENDA_TEST(thursdays_stay_at_half_past_one_all_year),
        AGENDA_TEST(what_is_only_online_stands_in_no_commune),
        AGENDA_TEST(a_date_of_a_series_leads_to_the_others),
        AGENDA_TEST(a_gathering_of_two_days_is_found_on_both),
        AGENDA_TEST(a_day_that_contains_a_cafe_is_no_twin_of_it),
        AGENDA_TEST(corsica_has_its_codes),
        AGENDA_TEST(a_name_that_several_share_is_asked_which),
        AGENDA_TEST(a_postal_code_of_several_shows_the_largest_and_asks_if_another_is_meant),
        AGENDA_TEST(where_there_is_none_the_nearest_and_those_online_are_told),
        AGENDA_TEST(what_is_typed_forgives),
        AGENDA_TEST(today_is_today_overseas_too),
        AGENDA_TEST(pages_follow_each_other_and_each_event_stands_on_one),
        AGENDA_TEST(demonstration_events_say_so),
    };

    return cmocka_run_group_tests_name("event_agenda", tests, NULL, NULL);
}
