/* event_rule_test.c - what is decided about an event: tables */
#include "rooms/event/event_rule.h"

#include "tests/unit.h"

enum { HOUR = 3600, DAY = 86400, NOON = 1718964000 /* 2024-06-21T12:00:00+02:00 */ };

static void a_state_may_become_another_or_not(void **state)
{
    /* Rows: from; columns: to, in the order of EventState.  Published ones are
     * never drafts again: they don't vanish without a word. */
    static const char *const table[EVENT_STATES] = {
        /* to:               dPPCpoHR */
        [EVENT_DRAFT] = ".xx.....",     [EVENT_PROPOSED] = "x.x....x",
        [EVENT_PUBLISHED] = "...xxxxx", [EVENT_CANCELLED] = "..x....x",
        [EVENT_POSTPONED] = "...xxxxx", [EVENT_MOVED_ONLINE] = "...xx.xx",
        [EVENT_HELD] = "...x...x",      [EVENT_REFUSED] = ".xx.....",
    };

    (void)state;
    for (int from = 0; from < EVENT_STATES; from++) {
        for (int to = 0; to < EVENT_STATES; to++) {
            bool want = table[from][to] == 'x';
            if (event_rule_may_become((EventState)from, (EventState)to) != want) {
                fail_msg("from %d to %d", from, to);
            }
        }
    }
}

static void what_waits_for_a_moderator_is_not_public(void **state)
{
    static const bool table[EVENT_STATES] = {
        [EVENT_PUBLISHED] = true,    [EVENT_CANCELLED] = true, [EVENT_POSTPONED] = true,
        [EVENT_MOVED_ONLINE] = true, [EVENT_HELD] = true,
    };

    (void)state;
    for (int i = 0; i < EVENT_STATES; i++) {
        assert_int_equal(event_is_public(&(Event){ .state = i }), table[i]);
    }
}

static void an_event_is_held_once_it_is_over(void **state)
{
    static const struct {
        EventState is;
        int64_t until;
        EventState want;
    } cases[] = {
        { EVENT_PUBLISHED, NOON + 1, EVENT_PUBLISHED },
        { EVENT_PUBLISHED, NOON, EVENT_HELD },
        { EVENT_PUBLISHED, NOON - DAY, EVENT_HELD },
        { EVENT_POSTPONED, NOON, EVENT_HELD },
        { EVENT_MOVED_ONLINE, NOON, EVENT_HELD },
        { EVENT_CANCELLED, NOON, EVENT_CANCELLED }, /* it never took place */
        { EVENT_DRAFT, NOON, EVENT_DRAFT },
        { EVENT_PROPOSED, NOON, EVENT_PROPOSED },
        { EVENT_REFUSED, NOON, EVENT_REFUSED },
        { EVENT_HELD, NOON + DAY, EVENT_HELD },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Event e = { .state = cases[i].is, .until_at = cases[i].until };
        assert_int_equal(event_state_shown(&e, NOON), cases[i].want);
    }
}

static int64_t at(const char *iso)
{
    int64_t instant;

    assert_true(instant_read(str_from(iso), &instant));
    return instant;
}

static void an_event_is_over_at_its_end_or_two_hours_later_or_at_midnight(void **state)
{
    static const struct {
        const char *zone, *starts, *ends;
        bool hour_known;
        const char *until;
    } cases[] = {
        { "Europe/Paris", "2024-06-21T13:30:00+02:00", "2024-06-21T15:00:00+02:00", true,
          "2024-06-21T15:00:00+02:00" },
        { "Europe/Paris", "2024-06-21T13:30:00+02:00", NULL, true,
          "2024-06-21T15:30:00+02:00" },
        { "Europe/Paris", "2024-06-21T00:00:00+02:00", NULL, false,
          "2024-06-22T00:00:00+02:00" },
        { "Europe/Paris", "2024-09-25T00:00:00+02:00", "2024-09-26T00:00:00+02:00", false,
          "2024-09-27T00:00:00+02:00" },
        /* the day that is an hour longer, and the one an hour shorter */
        { "Europe/Paris", "2024-10-27T00:00:00+02:00", NULL, false,
          "2024-10-28T00:00:00+01:00" },
        { "Europe/Paris", "2024-03-31T00:00:00+01:00", NULL, false,
          "2024-04-01T00:00:00+02:00" },
        { "Indian/Reunion", "2024-06-21T00:00:00+04:00", NULL, false,
          "2024-06-22T00:00:00+04:00" },
        { "America/Guadeloupe", "2024-06-21T00:00:00-04:00", NULL, false,
          "2024-06-22T00:00:00-04:00" },
        { "Pacific/Noumea", "2024-06-21T00:00:00+11:00", NULL, false,
          "2024-06-22T00:00:00+11:00" },
        /* an end before the beginning is no end */
        { "Europe/Paris", "2024-06-21T13:30:00+02:00", "2024-06-21T13:00:00+02:00", true,
          "2024-06-21T15:30:00+02:00" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Event e = { .zone = str_from(cases[i].zone),
                    .starts_at = at(cases[i].starts),
                    .ends_at = cases[i].ends ? at(cases[i].ends) : 0,
                    .hour_known = cases[i].hour_known };
        assert_int_equal(event_rule_until(&e), at(cases[i].until));
    }
}

static void what_follows_from_the_rest_is_filled(void **state)
{
    Arena mem = { 0 };
    Party list[] = { { EVENT_SUPPORTER, STR("Région"), { 0 } },
                     { EVENT_ORGANIZER, STR("Mairie"), { 0 } },
                     { EVENT_ORGANIZER, STR("Association"), { 0 } } };
    Event e = { .title = STR("Café IA à Épinal !"),
                .zone = STR("Mars/Olympus"),
                .starts_at = NOON,
                .ends_at = NOON - HOUR,
                .hour_known = true };

    (void)state;
    event_rule_complete(&mem, &e, (Parties){ list, COUNT(list) });
    assert_true(str_eq(e.slug, STR("cafe-ia-a-epinal")));
    assert_true(str_eq(e.organizers, STR("Mairie; Association")));
    assert_true(str_eq(e.zone, STR("Europe/Paris")));
    assert_true(str_eq(e.lang, STR("fr")));
    assert_int_equal(e.ends_at, 0);
    assert_int_equal(e.until_at, NOON + 2 * HOUR);
    arena_done(&mem);
}

/* One field changed at a time: does a calendar show it? is it the same? */
static void a_change_moves_the_event_or_not(void **state)
{
#define CHANGE(field, value)                                 \
    (Event)                                                  \
    {                                                        \
        .starts_at = NOON, .title = STR("t"), .field = value \
    }
    const struct {
        Event is;
        bool moves, same;
    } cases[] = {
        { { .starts_at = NOON, .title = STR("t") }, false, true },
        { { .starts_at = NOON + 1, .title = STR("t") }, true, false },
        { { .starts_at = NOON, .title = STR("other") }, true, false },
        { CHANGE(ends_at, NOON + HOUR), true, false },
        { CHANGE(hour_known, true), true, false },
        { CHANGE(mode, EVENT_ONLINE), true, false },
        { CHANGE(state, EVENT_CANCELLED), true, false },
        { CHANGE(venue, STR("v")), true, false },
        { CHANGE(address, STR("a")), true, false },
        { CHANGE(commune, STR("41018")), true, false },
        { CHANGE(body, STR("b")), false, false },
        { CHANGE(summary, STR("s")), false, false },
        { CHANGE(kind, EVENT_TRAINING), false, false },
        { CHANGE(audience, EVENT_SCHOOL), false, false },
        { CHANGE(theme, 2), false, false },
        { CHANGE(capacity, 12), false, false },
        { CHANGE(access, ACCESS_TOILET), false, false },
        { CHANGE(access_note, STR("n")), false, false },
        { CHANGE(directions, STR("d")), false, false },
        { CHANGE(contact, STR("c")), false, false },
        { CHANGE(signup_url, STR("u")), false, false },
        { CHANGE(online_url, STR("o")), false, false },
        { CHANGE(organizers, STR("o")), false, false },
        { CHANGE(audience_note, STR("n")), false, false },
        { CHANGE(address_extra, STR("x")), false, false },
        { CHANGE(parent_id.v, 5), false, false },
        { CHANGE(lat, 47.59), false, false },
        { CHANGE(point, EVENT_POINT_EXACT), false, false },
        { CHANGE(demo, true), false, false },
    };
#undef CHANGE

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (event_rule_moves(&cases[0].is, &cases[i].is) != cases[i].moves ||
            event_rule_same(&cases[0].is, &cases[i].is) != cases[i].same) {
            fail_msg("case %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_state_may_become_another_or_not),
        cmocka_unit_test(what_waits_for_a_moderator_is_not_public),
        cmocka_unit_test(an_event_is_held_once_it_is_over),
        cmocka_unit_test(an_event_is_over_at_its_end_or_two_hours_later_or_at_midnight),
        cmocka_unit_test(what_follows_from_the_rest_is_filled),
        cmocka_unit_test(a_change_moves_the_event_or_not),
    };

    return cmocka_run_group_tests_name("event_rule", tests, NULL, NULL);
}
