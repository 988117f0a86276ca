#include "text/ics.h"

#include "tests/unit.h"

#include <string.h>

static Arena mem;

static int forget(void **state)
{
    (void)state;
    arena_done(&mem);
    return 0;
}

static int64_t instant(const char *iso)
{
    int64_t at = 0;

    assert_true(instant_read(str_from(iso), &at));
    return at;
}

static Str calendar_of(const IcsEvent *events, size_t n)
{
    Buf out = buf_new(&mem, 1 << 20);
    Ics ics;

    ics_begin(&ics, &out, &(IcsCalendar){ .name = STR("Cafés, Blois"), .every_hours = 6 });
    for (size_t i = 0; i < n; i++) {
        ics_event(&ics, &events[i]);
    }
    ics_end(&ics);
    return buf_str(&out);
}

/* Long lines put together again, as whoever reads it does. */
static Str unfolded(Str s)
{
    Buf out = buf_new(&mem, 1 << 20);

    for (size_t i = 0; i < s.len; i++) {
        if (str_eq(str_slice(s, i, 3), STR("\r\n "))) {
            i += 2;
        } else {
            buf_char(&out, s.at[i]);
        }
    }
    return buf_str(&out);
}

static IcsEvent cafe(void)
{
    static const Str themes[] = { STR_INIT("IA"), STR_INIT("Jeux, sérieux") };

    return (IcsEvent){
        .uid = STR("0190@cafe.example"),
        .stamp = instant("2024-06-01T08:00Z"),
        .modified = instant("2024-05-30T08:00Z"),
        .sequence = 3,
        .when = { instant("2024-07-04T11:30Z"), instant("2024-07-04T13:00Z"), ZONE_PARIS,
                  true },
        .summary = STR("Café IA; à Blois"),
        .description = STR("Une ligne\r\nune autre\\"),
        .location = STR("Médiathèque, 1 rue du Pont"),
        .url = STR("https://cafe.example/cafes/1"),
        .placed = true,
        .lat = 47.5861,
        .lon = 1.3359,
        .categories = themes,
        .categories_len = COUNT(themes),
        .organizer = STR("L'\"équipe\""),
        .organizer_mail = STR("bonjour@cafe.example"),
    };
}

static void an_event_has_every_line_of_the_specification(void **state)
{
    static const char *const want[] = {
        "\r\nMETHOD:PUBLISH\r\n",
        "\r\nX-WR-CALNAME:Cafés\\, Blois\r\n",
        "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n",
        "\r\nX-PUBLISHED-TTL:PT6H\r\n",
        "\r\nUID:0190@cafe.example\r\nDTSTAMP:20240601T080000Z\r\n",
        "\r\nLAST-MODIFIED:20240530T080000Z\r\nSEQUENCE:3\r\nSTATUS:CONFIRMED\r\n",
        "\r\nDTSTART;TZID=Europe/Paris:20240704T133000\r\n",
        "\r\nDTEND;TZID=Europe/Paris:20240704T150000\r\n",
        "\r\nSUMMARY:Café IA\\; à Blois\r\n",
        "\r\nDESCRIPTION:Une ligne\\nune autre\\\\\r\n",
        "\r\nLOCATION:Médiathèque\\, 1 rue du Pont\r\nGEO:47.58610;1.33590\r\n",
        "\r\nURL:https://cafe.example/cafes/1\r\n",
        "\r\nCATEGORIES:IA,Jeux\\, sérieux\r\n",
        "\r\nORGANIZER;CN=\"L''équipe'\":mailto:bonjour@cafe.example\r\nEND:VEVENT\r\n",
    };
    IcsEvent e = cafe();
    Str s = unfolded(calendar_of(&e, 1));

    (void)state;
    for (size_t i = 0; i < COUNT(want); i++) {
        if (!str_has(s, str_from(want[i]))) {
            fail_msg("lacks %s in\n%s", want[i], str_c(&mem, s));
        }
    }
    assert_true(str_starts(s, STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")));
    assert_true(str_ends(s, STR("\r\nEND:VCALENDAR\r\n")));
}

static void a_zone_is_described_once_with_its_rule(void **state)
{
    static const char paris[] =
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"
        "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    static const char miquelon[] =
        "BEGIN:DAYLIGHT\r\nDTSTART:20070311T020000\r\nTZOFFSETFROM:-0300\r\nTZOFFSETTO:-0200\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\r\nEND:DAYLIGHT\r\n"
        "BEGIN:STANDARD\r\nDTSTART:20071104T020000\r\nTZOFFSETFROM:-0200\r\nTZOFFSETTO:-0300\r\n";
    static const char reunion[] = "TZID:Indian/Reunion\r\nBEGIN:STANDARD\r\n"
                                  "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0400\r\n"
                                  "TZOFFSETTO:+0400\r\nEND:STANDARD\r\n";
    IcsEvent events[] = { cafe(), cafe(), cafe(), cafe() };

    (void)state;
    events[2].when.zone = ZONE_MIQUELON;
    events[3].when.zone = ZONE_REUNION;
    Str s = calendar_of(events, COUNT(events));
    const char *first = memmem(s.at, s.len, paris, sizeof paris - 1);
    assert_non_null(first);
    Str after = str_slice(s, (size_t)(first - s.at) + sizeof paris - 1, s.len);
    assert_false(str_has(after, STR("TZID:Europe/Paris\r\n")));
    assert_true(str_has(s, str_from(miquelon)));
    assert_true(str_has(s, str_from(reunion)));
}

static void a_day_without_hours_ends_on_the_next(void **state)
{
    IcsEvent e = cafe();

    (void)state;
    e.when = (Moment){ day_start(ZONE_PARIS, (Day){ 2024, 2, 28 }), 0, ZONE_PARIS, false };
    assert_true(str_has(calendar_of(&e, 1), STR("\r\nDTSTART;VALUE=DATE:20240228\r\n"
                                                "DTEND;VALUE=DATE:20240229\r\n")));
    e.when.ends = day_start(ZONE_PARIS, (Day){ 2024, 3, 1 });
    assert_true(str_has(calendar_of(&e, 1), STR("\r\nDTEND;VALUE=DATE:20240301\r\n")));
    e.when = (Moment){ instant("2024-07-04T11:30Z"), 0, ZONE_UTC, true };
    Str s = calendar_of(&e, 1);
    assert_true(str_has(s, STR("\r\nDTSTART:20240704T113000Z\r\n")));
    assert_false(str_has(s, STR("VTIMEZONE")) || str_has(s, STR("DTEND")));
}

static void nothing_that_fills_a_property_adds_one(void **state)
{
    static const char evil[] = "x\r\nATTACH:file:///etc/passwd\r\n\rY\x01Z\nEND:VEVENT\r\n";
    IcsEvent e = cafe();

    (void)state;
    e.uid = e.summary = e.description = e.location = e.url = str_from(evil);
    e.organizer = e.organizer_mail = e.attendee_mail = str_from(evil);
    Str s = unfolded(calendar_of(&e, 1));
    assert_false(str_has(s, STR("\r\nATTACH")));
    for (size_t i = 0; i < s.len; i++) {
        bool crlf = s.at[i] == '\r' ? i + 1 < s.len && s.at[i + 1] == '\n'
                                    : s.at[i] != '\n' || (i > 0 && s.at[i - 1] == '\r');
        assert_true(crlf &&
                    ((unsigned char)s.at[i] >= ' ' || s.at[i] == '\r' || s.at[i] == '\n'));
    }
    Str rest = s, head;
    size_t ends = 0;
    while (str_cut(rest, '\n', &head, &rest)) {
        ends += str_eq(head, STR("END:VEVENT\r"));
    }
    assert_int_equal(ends, 1);
}

static void lines_are_folded_between_characters(void **state)
{
    Buf text = buf_new(&mem, 100000);
    IcsEvent e = cafe();
    size_t chars;

    (void)state;
    for (int i = 0; i < 3000; i++) {
        buf_add(&text, i % 3 ? STR("é") : i % 2 ? STR("😀") : STR(",x"));
    }
    e.description = buf_str(&text);
    Str s = calendar_of(&e, 1), rest = s, head;
    while (str_cut(rest, '\n', &head, &rest)) {
        assert_true(head.len <= 76); /* 75 and the CR */
        assert_true(str_is_text(head, &chars));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_event_has_every_line_of_the_specification, forget),
        cmocka_unit_test_teardown(a_zone_is_described_once_with_its_rule, forget),
        cmocka_unit_test_teardown(a_day_without_hours_ends_on_the_next, forget),
        cmocka_unit_test_teardown(nothing_that_fills_a_property_adds_one, forget),
        cmocka_unit_test_teardown(lines_are_folded_between_characters, forget),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
