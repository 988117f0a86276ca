#include "rooms/event/event_rhythm.h"
#include "tests/unit.h"

static Arena mem;

static int64_t instant(const char *iso)
{
    int64_t at = 0;

    assert_true(instant_read(str_from(iso), &at));
    return at;
}

static SeriesDates dates_of(const char *rule, Zone zone, const char *start, Str except_at)
{
    Series s = { .rule = str_from(rule),
                 .zone = str_from(zone_name(zone)),
                 .starts_at = instant(start),
                 .except_at = except_at };
    SeriesDates dates = { 0 };

    assert_int_equal(event_series_dates(&mem, &s, s.starts_at, &dates), FAULT_NONE);
    return dates;
}

static void the_open_cafes_are_ten_however_the_rule_ends(void **state)
{
    static const char *const rules[] = {
        "FREQ=WEEKLY;BYDAY=TU;COUNT=10",
        "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=10",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20240730T113000Z", /* the last one, in UTC */
        "FREQ=WEEKLY;UNTIL=20240730",
        "FREQ=WEEKLY;UNTIL=20240730T133000",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        SeriesDates d = dates_of(rules[i], ZONE_PARIS, "2024-05-28T13:30:00+02:00", STR(""));
        assert_int_equal(d.len, 10);
        assert_true(d.over);
        assert_int_equal(d.at[0], instant("2024-05-28T11:30:00Z"));
        assert_int_equal(d.at[9], instant("2024-07-30T11:30:00Z"));
    }
    SeriesDates nine = dates_of("FREQ=WEEKLY;BYDAY=TU;UNTIL=20240730T112959Z", ZONE_PARIS,
                                "2024-05-28T13:30:00+02:00", STR(""));
    assert_int_equal(nine.len, 9);
}

static void half_past_one_stays_so_when_summer_ends(void **state)
{
    SeriesDates d = dates_of("FREQ=WEEKLY;BYDAY=TH;COUNT=30", ZONE_PARIS,
                             "2024-07-04T13:30:00+02:00", STR(""));

    (void)state;
    assert_int_equal(d.len, 30);
    for (size_t i = 0; i < d.len; i++) {
        Civil c = civil_at(ZONE_PARIS, d.at[i]);
        assert_int_equal(c.hour * 60 + c.minute, 13 * 60 + 30);
        assert_int_equal(day_weekday(c.date), 3);
    }
    assert_int_equal(d.at[0], instant("2024-07-04T11:30:00Z"));
    assert_int_equal(d.at[23], instant("2024-12-12T12:30:00Z"));
}

static void reunion_has_no_summer(void **state)
{
    SeriesDates d = dates_of("FREQ=MONTHLY;BYDAY=1TU;COUNT=12", ZONE_REUNION,
                             "2024-01-02T09:00:00+04:00", STR(""));

    (void)state;
    assert_int_equal(d.len, 12);
    for (size_t i = 0; i < d.len; i++) {
        assert_int_equal(civil_at(ZONE_UTC, d.at[i]).hour, 5);
        assert_true(civil_at(ZONE_REUNION, d.at[i]).date.day <= 7);
    }
}

static void what_is_excepted_is_left_out(void **state)
{
    Str except = str_format(&mem, "%lld, %lld", (long long)instant("2024-06-04T13:30:00+02:00"),
                            (long long)instant("2024-06-18T13:30:00+02:00"));
    SeriesDates d =
        dates_of("FREQ=WEEKLY;COUNT=4", ZONE_PARIS, "2024-05-28T13:30:00+02:00", except);

    (void)state;
    assert_int_equal(d.len, 2);
    assert_int_equal(d.at[1], instant("2024-06-11T13:30:00+02:00"));
}

static void an_hour_that_is_skipped_comes_later_and_once(void **state)
{
    SeriesDates d =
        dates_of("FREQ=DAILY;COUNT=3", ZONE_PARIS, "2024-03-30T02:30:00+01:00", STR(""));

    (void)state;
    assert_int_equal(d.len, 3);
    assert_int_equal(d.at[1], instant("2024-03-31T03:30:00+02:00"));
    assert_int_equal(d.at[2], instant("2024-04-01T02:30:00+02:00"));
}

static void no_rule_goes_further_than_our_bounds(void **state)
{
    int64_t start = instant("2026-01-05T10:00:00+01:00");
    int64_t limit = instant("2028-01-05T10:00:00+01:00");
    SeriesDates daily =
        dates_of("FREQ=DAILY", ZONE_PARIS, "2026-01-05T10:00:00+01:00", STR(""));
    SeriesDates weekly =
        dates_of("FREQ=WEEKLY", ZONE_PARIS, "2026-01-05T10:00:00+01:00", STR(""));
    int64_t *at;
    size_t n;

    (void)state;
    assert_int_equal(daily.len, SERIES_DATES_MAX);
    assert_false(daily.over);
    assert_true(daily.known_until > daily.at[499] && daily.known_until < limit);
    assert_int_equal(weekly.len, 105);
    assert_int_equal(weekly.known_until, limit);
    assert_int_equal(event_rule_dates(&mem, STR("FREQ=WEEKLY"), ZONE_PARIS, start,
                                      start + 15 * 86400, &at, &n),
                     FAULT_NONE);
    assert_int_equal(n, 3);
}

static void hostile_rules_are_refused(void **state)
{
    static const char *const rules[] = {
        "",
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;INTERVAL=1",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9",
        "FREQ=DAILY;BYMINUTE=0,1,2,3",
        "FREQ=DAILY;BYSECOND=0,1,2,3",
        "FREQ=OFTEN",
        "COUNT=3",
        "FREQ=DAILY;COUNT=3;UNTIL=20260101",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;RSCALE=CHINESE",
        "FREQ=DAILY\r\nX:1",
        "FREQ=DAILY;BYDAY=%s%n",
        "FREQ=DAILY;COUNT=-3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", /* no such day, ever */
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        Series s = { .rule = str_from(rules[i]),
                     .zone = STR("Europe/Paris"),
                     .starts_at = instant("2026-01-05T10:00:00+01:00") };
        SeriesDates dates;
        assert_int_equal(event_series_dates(&mem, &s, s.starts_at, &dates), FAULT_INPUT);
    }
    Series ancient = { .rule = STR("FREQ=DAILY"), .starts_at = INT64_MIN / 4 };
    SeriesDates dates;
    assert_int_equal(event_series_dates(&mem, &ancient, 0, &dates), FAULT_INPUT);
}

static void each_date_is_as_long_on_the_wall(void **state)
{
    Series s = { .zone = STR("Europe/Paris"),
                 .starts_at = instant("2024-07-04T13:30:00+02:00"),
                 .ends_at = instant("2024-07-04T15:00:00+02:00") };
    int64_t winter = instant("2024-12-12T13:30:00+01:00");

    (void)state;
    assert_int_equal(event_series_end(&s, winter), instant("2024-12-12T15:00:00+01:00"));
    s.ends_at = 0;
    assert_int_equal(event_series_end(&s, winter), 0);
}

static void a_date_of_a_series_has_its_own_name(void **state)
{
    static const struct {
        const char *is, *want;
    } cases[] = {
        { "serie-7@cafe.example@ics", "serie-7@cafe.example+20240704T113000Z@ics" },
        { "a+20240101T000000Z@ics", "a+20240704T113000Z@ics" },
        { "+@csv", "++20240704T113000Z@csv" },
        { "sample:ouverts", "sample:ouverts+20240704T113000Z" },
        { "sample:ouverts+20240101T000000Z", "sample:ouverts+20240704T113000Z" },
        { "", "" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str got = event_series_date_id(&mem, str_from(cases[i].is),
                                       instant("2024-07-04T13:30:00+02:00"));
        assert_string_equal(str_c(&mem, got), cases[i].want);
    }
}

static void a_rhythm_is_said_as_people_say_it(void **state)
{
    static const struct {
        const char *rule, *fr, *en;
    } cases[] = {
        { "FREQ=WEEKLY;BYDAY=TH", "tous les jeudis", "every Thursday" },
        { "FREQ=WEEKLY", "tous les jeudis", "every Thursday" },
        { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "un dimanche sur deux", "every other Sunday" },
        { "FREQ=WEEKLY;INTERVAL=3", "toutes les 3 semaines", "every 3 weeks" },
        { "FREQ=WEEKLY;BYDAY=MO,TU", "plusieurs fois par semaine", "several times a week" },
        { "FREQ=MONTHLY;BYDAY=1TU", "tous les mois", "every month" },
        { "FREQ=MONTHLY;INTERVAL=2", "tous les 2 mois", "every 2 months" },
        { "FREQ=DAILY", "tous les jours", "every day" },
        { "FREQ=YEARLY", "tous les ans", "every year" },
        { "nonsense", "", "" },
    };
    int64_t start = instant("2024-07-04T13:30:00+02:00");

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Str rule = str_from(cases[i].rule);
        Str fr = event_rhythm_say(&mem, LANG_FR, rule, ZONE_PARIS, start);
        Str en = event_rhythm_say(&mem, LANG_EN, rule, ZONE_PARIS, start);
        assert_string_equal(str_c(&mem, fr), cases[i].fr);
        assert_string_equal(str_c(&mem, en), cases[i].en);
    }
}

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_open_cafes_are_ten_however_the_rule_ends),
        cmocka_unit_test(half_past_one_stays_so_when_summer_ends),
        cmocka_unit_test(reunion_has_no_summer),
        cmocka_unit_test(what_is_excepted_is_left_out),
        cmocka_unit_test(an_hour_that_is_skipped_comes_later_and_once),
        cmocka_unit_test(no_rule_goes_further_than_our_bounds),
        cmocka_unit_test(hostile_rules_are_refused),
        cmocka_unit_test(each_date_is_as_long_on_the_wall),
        cmocka_unit_test(a_date_of_a_series_has_its_own_name),
        cmocka_unit_test(a_rhythm_is_said_as_people_say_it),
    };

    return cmocka_run_group_tests(tests, NULL, forget);
}
