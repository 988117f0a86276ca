#include "db/migrate.h"
#include "rooms/event/event_entry.h"
#include "rooms/event/event_files.h"
#include "rooms/event/event_sample.h"
#include "rooms/event/event_series.h"
#include "tests/unit.h"

#include <string.h>

/* A database in memory, at the instant of the letter of 21 June 2024. */
typedef struct Room {
    Arena mem;
    DbHouse *house;
    Geo *geo;
    Site site;
    Work work;
} Room;

static int64_t instant(const char *iso)
{
    int64_t at = 0;

    assert_true(instant_read(str_from(iso), &at));
    return at;
}

static int room_open(void **state)
{
    static Room r;
    MigrateOutcome outcome;
    Str why = { 0 };

    r = (Room){ 0 };
    if (db_open(&r.mem, "sqlite::memory:", &(DbOptions){ .make_missing = true }, &r.house,
                &why) ||
        migrate(r.house, migrations, migrations_count, 1, &outcome) ||
        geo_open_built_in(&r.geo)) {
        return -1;
    }
    r.site = (Site){ .house = r.house, .geo = r.geo, .theme = STR("ia") };
    r.work = (Work){ .mem = &r.mem, .site = &r.site, .who = STR("import") };
    r.work.now = instant("2024-06-21T12:00:00+02:00");
    *state = &r;
    return 0;
}

static int room_close(void **state)
{
    Room *r = *state;

    work_done(&r->work);
    geo_close(&r->geo);
    db_close(&r->house);
    arena_done(&r->mem);
    return 0;
}

typedef struct Figures {
    int64_t read, fresh, changed, unchanged, refused;
} Figures;

static void check_figures(const EventReport *r, Figures want)
{
    assert_int_equal(r->read, want.read);
    assert_int_equal(r->fresh, want.fresh);
    assert_int_equal(r->changed, want.changed);
    assert_int_equal(r->unchanged, want.unchanged);
    assert_int_equal(r->refused, want.refused);
    assert_int_equal(r->read, r->fresh + r->changed + r->unchanged + r->refused);
}

static EventReport import(Room *r, EventImportKind kind, Str bytes, bool apply)
{
    EventReport report = { 0 };

    assert_int_equal(event_import(&r->work, kind, bytes, apply, &report), FAULT_NONE);
    return report;
}

static Event stored(Room *r, const char *external_id)
{
    Event e = { 0 };

    assert_int_equal(event_store_by_external(&r->work, str_from(external_id), &e), FAULT_NONE);
    return e;
}

static bool is_stored(Room *r, const char *external_id)
{
    Event e;

    return event_store_by_external(&r->work, str_from(external_id), &e) == FAULT_NONE;
}

static void check_str(Room *r, Str got, const char *want)
{
    assert_string_equal(str_c(&r->mem, got), want);
}

/* First a dry run, then the thing itself, then once more for nothing. */
static void import_three_times(Room *r, EventImportKind kind, Str bytes, int64_t n)
{
    EventReport report = import(r, kind, bytes, false);
    check_figures(&report, (Figures){ .read = n, .fresh = n });
    assert_false(report.applied);
    report = import(r, kind, bytes, true);
    check_figures(&report, (Figures){ .read = n, .fresh = n });
    assert_true(report.applied);
    report = import(r, kind, bytes, true);
    check_figures(&report, (Figures){ .read = n, .unchanged = n });
}

static const char table[] =
    "\xef\xbb\xbfidentifiant;Titre;date;début;fin;Commune;code postal;organisateurs;places\r\n"
    "a;Café IA à Guéret;12/03/2025;14 h;15h30;Guéret;23000;Médiathèque|Ville;12\r\n"
    ";\"Café; sans hôte\";2025-03-13;;;St-Denis;97400;;\r\n"
    "\r\n"
    "c;'=Café;2025-07-14;20:00;00:30;Patrimonio;20253;;\r\n";

static void a_table_is_tried_then_applied_then_changes_nothing(void **state)
{
    Room *r = *state;

    import_three_times(r, EVENT_IMPORT_CSV, str_from(table), 3);
    Event e = stored(r, "a@csv");
    assert_int_equal(e.state, EVENT_PUBLISHED);
    assert_int_equal(e.starts_at, instant("2025-03-12T14:00:00+01:00"));
    assert_int_equal(e.ends_at, instant("2025-03-12T15:30:00+01:00"));
    assert_int_equal(e.capacity, 12);
    check_str(r, e.commune, "23096");
    check_str(r, e.organizers, "Médiathèque; Ville");
    check_str(r, e.source, "csv");
    e = stored(r, "c@csv");
    check_str(r, e.title, "=Café");
    check_str(r, e.commune, "2B205");
    assert_int_equal(e.ends_at, instant("2025-07-15T00:30:00+02:00"));
}

/* U+202E turns around what follows it; U+200B has no width. */
static void what_cannot_be_seen_is_not_brought_in(void **state)
{
    Room *r = *state;

    import(
        r, EVENT_IMPORT_CSV,
        STR("id;titre;date;commune;organisateurs;description\r\n"
            "a;Caf\u00e9 \u202eouvert;2025-03-12;Blois;La \u2067Halle\u2069;\"Un\u200b\r\nbon\"\r\n"),
        true);
    Event e = stored(r, "a@csv");
    check_str(r, e.title, "Caf\u00e9 ouvert");
    check_str(r, e.organizers, "La Halle");
    check_str(r, e.body, "Un\nbon");
}

static void a_line_that_changed_changes_one_event(void **state)
{
    Room *r = *state;
    Str first =
        STR("id,title,date,municipality\na,Un,2025-01-01,Blois\nb,Deux,2025-01-02,Blois\n");
    Str then =
        STR("id,title,date,municipality\na,Un,2025-01-01,Blois\nb,Deux,2025-01-03,Blois\n");

    import(r, EVENT_IMPORT_CSV, first, true);
    EventReport report = import(r, EVENT_IMPORT_CSV, then, true);
    check_figures(&report, (Figures){ .read = 2, .changed = 1, .unchanged = 1 });
    Event e = stored(r, "b@csv");
    assert_int_equal(e.starts_at, instant("2025-01-03T00:00:00+01:00"));
    assert_int_equal(e.sequence, 1);
    assert_false(e.hour_known);
}

static void refused_lines_say_their_number_and_why(void **state)
{
    static const struct {
        const char *text;
        int64_t line;
        const char *part; /* of the reason */
    } cases[] = {
        { "", 1, "aucun café" },
        { "title,date,municipality\n", 1, "aucun café" },
        { "title,municipality\nX,Blois\n", 1, "« date »" },
        { "title,titre,date\nX,X,2025-01-01\n", 1, "deux fois" },
        { "title,date,municipality\nX,2025-01-01,Blois\n,2025-01-01,Blois\n", 3, "titre" },
        { "title,date,municipality\nX,,Blois\n", 2, "date manque" },
        { "title,date,municipality\nX,2025-02-30,Blois\n", 2, "2025-02-30" },
        { "title,date,municipality\nX,+3,Blois\n", 2, "démonstrations" },
        { "title,date,municipality\nX,1025-01-01,Blois\n", 2, "lointaine" },
        { "title,date,start,municipality\nX,2025-01-01,25:00,Blois\n", 2, "25:00" },
        { "title,date,start,end,municipality\nX,2025-01-01,15:00,14:00,Blois\n", 2, "avant" },
        { "title,date,end_date,municipality\nX,2025-01-01,2025-03-01,Blois\n", 2, "31 jours" },
        { "title,date,municipality\nX,2025-01-01,\n", 2, "commune manque" },
        { "title,date,municipality\nX,2025-01-01,Atlantide\n", 2, "« Atlantide »" },
        { "title,date,insee_code\nX,2025-01-01,99999\n", 2, "99999" },
        { "title,date,municipality\nX,2025-01-01,Merville\n", 2, "(59400)" },
        { "title,date,municipality\nX,2025-01-01,Saint-Denis\n", 2, "(97411)" },
        { "title,date,municipality,kind\nX,2025-01-01,Blois,brunch\n", 2, "brunch" },
        { "title,date,municipality,theme\nX,2025-01-01,Blois,magie\n", 2, "magie" },
        { "title,date,municipality,capacity\nX,2025-01-01,Blois,-1\n", 2, "capacity" },
        { "title,date,municipality,signup_url\nX,2025-01-01,Blois,javascript:x\n", 2,
          "signup" },
        { "title,date,municipality,rule\nX,2025-01-01,Blois,FREQ=SECONDLY\n", 2, "SECONDLY" },
        { "title,date,municipality,timezone\nX,2025-01-01,Blois,Mars/Base\n", 2, "Mars" },
        { "title,date,municipality,parent\nX,2025-01-01,Blois,nul\n", 2, "« nul »" },
        { "title,date,municipality,latitude,longitude\nX,2025-01-01,Blois,91,0\n", 2, "Terre" },
        { "id,title,date,municipality\na,X,2025-01-01,Blois\na,Y,2025-01-02,Blois\n", 3,
          "ligne 2" },
        { "title,date,municipality\n\"X,2025-01-01,Blois\n", 2, "guillemets" },
        { "title,date,municipality\n\xff,2025-01-01,Blois\n", 1, "UTF-8" },
    };
    Room *r = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        EventReport report = import(r, EVENT_IMPORT_CSV, str_from(cases[i].text), true);
        const EventReportLine *line = &report.lines[0];
        assert_int_equal(report.refused, 1);
        assert_int_equal(report.read,
                         report.fresh + report.changed + report.unchanged + report.refused);
        assert_false(report.applied);
        assert_int_equal(report.line_count, 1);
        if (line->line != cases[i].line || !str_has(line->reason, str_from(cases[i].part))) {
            fail_msg("%s -> %d: %.*s", cases[i].text, (int)line->line, STR_ARG(line->reason));
        }
    }
}

static void one_refused_line_keeps_all_out(void **state)
{
    Room *r = *state;
    Str s = STR("id,title,date,municipality,plat du jour\n"
                "a,Un,2025-01-01,Blois,x\nb,Deux,hier,Blois,x\n");
    EventReport report = import(r, EVENT_IMPORT_CSV, s, true);

    check_figures(&report, (Figures){ .read = 2, .fresh = 1, .refused = 1 });
    assert_int_equal(report.line_count, 2);
    assert_false(report.lines[0].refused); /* the column that nobody reads */
    assert_true(report.lines[1].refused);
    assert_int_equal(report.lines[1].line, 3);
    assert_false(is_stored(r, "a@csv"));
}

static void what_was_cancelled_here_stays_so(void **state)
{
    Room *r = *state;
    Str s = STR("id,title,date,municipality,state\na,Un,2025-01-01,Blois,published\n");
    Str off = STR("id,title,date,municipality,state\na,Un,2025-01-01,Blois,annule\n");
    EventReport report;

    import(r, EVENT_IMPORT_CSV, s, true);
    report = import(r, EVENT_IMPORT_CSV, off, true);
    check_figures(&report, (Figures){ .read = 1, .changed = 1 });
    assert_int_equal(stored(r, "a@csv").state, EVENT_CANCELLED);
    report = import(r, EVENT_IMPORT_CSV, s, true);
    check_figures(&report, (Figures){ .read = 1, .unchanged = 1 });
    assert_int_equal(stored(r, "a@csv").state, EVENT_CANCELLED);
}

static const char calendar[] =
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//FR\r\n"
    "BEGIN:VEVENT\r\nUID:serie-7@cafe.example\r\nDTSTAMP:20241121T100000Z\r\n"
    "DTSTART;TZID=Europe/Paris:20241203T180000\r\nDTEND;TZID=Europe/Paris:20241203T200000\r\n"
    "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=6\r\nEXDATE;TZID=Europe/Paris:20250107T180000\r\n"
    "SUMMARY:Café IA : l’IA dans mon quotidien\r\n"
    "DESCRIPTION:Discussion\\, sans prérequis.\\nVenez.\r\n"
    "LOCATION:Médiathèque des Tilleuls\\, 12 rue des Tilleuls\\, 51100 Reims\r\n"
    "GEO:49.25;4.03\r\nATTACH:file:///etc/passwd\r\n"
    "ORGANIZER;CN=Médiathèque:mailto:contact@mediatheque.example\r\n"
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:serie-7@cafe.example\r\n"
    "RECURRENCE-ID;TZID=Europe/Paris:20250204T180000\r\nDTSTAMP:20241121T100000Z\r\n"
    "DTSTART;TZID=Europe/Paris:20250204T190000\r\nDTEND;TZID=Europe/Paris:20250204T210000\r\n"
    "SUMMARY:Décalé à 19 h\r\nLOCATION:51100 Reims\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:jour@x\r\nDTSTART;VALUE=DATE:20250925\r\nDTEND;VALUE=DATE:20250927\r\n"
    "SUMMARY:Deux jours\r\nLOCATION:Chambéry\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nUID:visio@x\r\nDTSTART:20250704T113000Z\r\nDURATION:PT1H30M\r\n"
    "SUMMARY:En ligne\r\nLOCATION:https://visio.example/salle\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

static void a_calendar_is_tried_then_applied_then_changes_nothing(void **state)
{
    Room *r = *state;

    import_three_times(r, EVENT_IMPORT_ICS, str_from(calendar), 7);
    Event e = stored(r, "serie-7@cafe.example+20241203T170000Z@ics");
    assert_true(e.series_id.v != 0);
    check_str(r, e.venue, "Médiathèque des Tilleuls");
    check_str(r, e.address, "12 rue des Tilleuls");
    check_str(r, e.commune, "51454");
    check_str(r, e.body, "Discussion, sans prérequis.\nVenez.");
    check_str(r, e.organizers, "Médiathèque");
    assert_int_equal(e.point, EVENT_POINT_EXACT);
    assert_false(is_stored(r, "serie-7@cafe.example+20250107T170000Z@ics"));
    /* 18:00 in Paris is 16:00 UTC in April */
    assert_int_equal(stored(r, "serie-7@cafe.example+20250401T160000Z@ics").starts_at,
                     instant("2025-04-01T18:00:00+02:00"));
    Event moved = stored(r, "serie-7@cafe.example+20250204T170000Z@ics");
    check_str(r, moved.title, "Décalé à 19 h");
    assert_int_equal(moved.starts_at, instant("2025-02-04T19:00:00+01:00"));
    assert_int_equal(moved.series_id.v, e.series_id.v);
    e = stored(r, "jour@x@ics");
    assert_int_equal(e.state, EVENT_CANCELLED);
    assert_false(e.hour_known);
    assert_int_equal(e.until_at, instant("2025-09-27T00:00:00+02:00"));
    e = stored(r, "visio@x@ics");
    assert_int_equal(e.mode, EVENT_ONLINE);
    assert_int_equal(e.ends_at - e.starts_at, 5400);
    check_str(r, e.online_url, "https://visio.example/salle");
}

#define ICS(lines)                                                            \
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\nSUMMARY:X\nLOCATION:Blois\n" lines \
    "END:VEVENT\nEND:VCALENDAR\n"

static void hostile_calendars_are_refused(void **state)
{
    static const struct {
        const char *text, *part;
    } cases[] = {
        { "", "pas lisible" },
        { "hello", "" },
        { "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "aucun café" },
        { ICS(""), "date manque" },
        { ICS("DTEND:20250101T100000Z\n"), "date manque" },
        { ICS("DTSTART:20250230T100000Z\n"), "" },
        { ICS("DTSTART:not a date\n"), "pas lisible" },
        { ICS("DTSTART;TZID=Mars/Base:20250101T100000\n"), "Mars/Base" },
        { ICS("DTSTART:20250101T100000Z\nRRULE:FREQ=SECONDLY\n"), "SECONDLY" },
        { ICS("DTSTART:20250101T100000Z\nRRULE:FREQ=RAREMENT\n"), "pas lisible" },
        { ICS("DTSTART:20250101T100000Z\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\n"), "RDATE" },
        { ICS("DTSTART:20250101T100000Z\nRDATE:20250102T100000Z\n"), "RDATE" },
        { ICS("DTSTART:20250101T100000Z\nDTEND:20250101T090000Z\n"), "avant" },
        { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:X\nLOCATION:Blois\n"
          "DTSTART:20250101T100000Z\nEND:VEVENT\nEND:VCALENDAR\n",
          "UID" },
    };
    Room *r = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        EventReport report = import(r, EVENT_IMPORT_ICS, str_from(cases[i].text), true);
        assert_int_equal(report.refused, 1);
        assert_false(report.applied);
        if (!str_has(report.lines[0].reason, str_from(cases[i].part))) {
            fail_msg("%s -> %.*s", cases[i].text, STR_ARG(report.lines[0].reason));
        }
    }
}

static void what_is_too_large_is_not_even_parsed(void **state)
{
    static const struct {
        EventImportKind kind;
        const char *unit;
        size_t times;
        const char *part;
    } cases[] = {
        { EVENT_IMPORT_ICS, "BEGIN:VEVENT\n", 2001, "2 000" },
        { EVENT_IMPORT_ICS, "X\n", 50001, "50 000" },
        { EVENT_IMPORT_ICS, "0123456789abcdef", 65537, "1 Mo" },
        { EVENT_IMPORT_OPENAGENDA, "[", 65, "64" },
        { EVENT_IMPORT_OPENAGENDA, "[],", 500000, "500 000" },
        { EVENT_IMPORT_OPENAGENDA, "                ", (5 << 16) + 1, "5 Mo" },
        { EVENT_IMPORT_CSV, "0123456789abcdef", (5 << 16) + 1, "5 Mo" },
    };
    Room *r = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        Buf b = buf_new(&r->mem, 8 << 20);
        for (size_t k = 0; k < cases[i].times; k++) {
            buf_add(&b, str_from(cases[i].unit));
        }
        EventReport report = import(r, cases[i].kind, buf_str(&b), true);
        assert_int_equal(report.refused, 1);
        if (!str_has(report.lines[0].reason, str_from(cases[i].part))) {
            fail_msg("%zu -> %.*s", i, STR_ARG(report.lines[0].reason));
        }
    }
}

static const char agenda[] =
    "{\"total\":2,\"events\":[{\"uid\":1,\"title\":{\"fr\":\"Café IA\"},"
    "\"description\":{\"en\":\"Hello\"},\"longDescription\":{\"fr\":\"Long\"},"
    "\"conditions\":{\"fr\":\"gratuit\"},"
    "\"timings\":[{\"begin\":\"2025-03-12T14:00:00+01:00\",\"end\":\"2025-03-12T15:30:00+01:00\"}],"
    "\"location\":{\"name\":\"Médiathèque\",\"address\":\"8 avenue X, 23000 Guéret\","
    "\"insee\":\"23096\",\"postalCode\":\"23000\",\"city\":\"Guéret\",\"latitude\":46.17,"
    "\"longitude\":1.87,\"timezone\":\"Europe/Paris\"},\"attendanceMode\":3,"
    "\"registration\":[{\"type\":\"email\",\"value\":\"a@exemple.fr\"},"
    "{\"type\":\"link\",\"value\":\"https://exemple.fr/x\"}],\"status\":1,\"state\":2},"
    "{\"uid\":2,\"title\":{\"fr\":\"Deux fois\"},\"timings\":["
    "{\"begin\":\"2025-03-12T18:00:00+04:00\",\"end\":\"2025-03-12T19:00:00+04:00\"},"
    "{\"begin\":\"2025-03-19T18:00:00+04:00\",\"end\":\"2025-03-19T19:00:00+04:00\"}],"
    "\"location\":{\"city\":\"Saint-Denis\",\"postalCode\":\"97400\"},\"status\":6}]}";

static const char flat[] =
    "{\"total_count\":1,\"results\":[{\"uid\":\"77\",\"title_fr\":\"Café plat\","
    "\"description_fr\":\"Court\",\"longdescription_fr\":\"Long\","
    "\"timings\":\"[{\\\"begin\\\": \\\"2025-03-12T14:00:00+01:00\\\", "
    "\\\"end\\\": \\\"2025-03-12T15:30:00+01:00\\\"}]\","
    "\"location_name\":\"Salle\",\"location_address\":\"1 rue X\","
    "\"location_postalcode\":\"41000\",\"location_city\":\"Blois\",\"location_insee\":null,"
    "\"location_coordinates\":{\"lon\":1.33,\"lat\":47.59},"
    "\"attendancemode\":\"{\\\"id\\\": 1, \\\"label\\\": {\\\"fr\\\": \\\"Sur place\\\"}}\","
    "\"originagenda_title\":\"Agenda de Blois\","
    "\"registration\":\"[{\\\"type\\\": \\\"link\\\", \\\"value\\\": \\\"https://exemple.fr\\\"}]\"}]}";

static void an_agenda_is_read_in_both_its_forms(void **state)
{
    Room *r = *state;

    import_three_times(r, EVENT_IMPORT_OPENAGENDA, str_from(agenda), 3);
    Event e = stored(r, "1@openagenda");
    assert_int_equal(e.mode, EVENT_HYBRID);
    check_str(r, e.summary, "Hello");
    check_str(r, e.body, "Long\n\ngratuit");
    check_str(r, e.signup_url, "https://exemple.fr/x");
    check_str(r, e.contact, "a@exemple.fr");
    e = stored(r, "2-2025-03-12T18:00:00+04:00@openagenda");
    check_str(r, e.zone, "Indian/Reunion");
    check_str(r, e.commune, "97411");
    assert_int_equal(e.state, EVENT_CANCELLED);
    assert_true(e.series_id.v != 0);
    assert_int_equal(stored(r, "2-2025-03-19T18:00:00+04:00@openagenda").series_id.v,
                     e.series_id.v);
    import_three_times(r, EVENT_IMPORT_OPENAGENDA, str_from(flat), 1);
    e = stored(r, "77@openagenda");
    check_str(r, e.title, "Café plat");
    check_str(r, e.commune, "41018");
    check_str(r, e.organizers, "Agenda de Blois");
    check_str(r, e.signup_url, "https://exemple.fr");
    assert_int_equal(e.point, EVENT_POINT_EXACT);
}

static void hostile_agendas_are_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "{",
        "[]",
        "{\"events\":3}",
        "[3]",
        "[{}]",
        "[{\"uid\":1,\"uid\":2}]",
        "[{\"uid\":1,\"title\":\"X\"}]",
        "[{\"uid\":1,\"title\":\"X\",\"timings\":[{\"begin\":\"hier\"}]}]",
        "[{\"uid\":1,\"title\":\"X\",\"timings\":\"[[[\"}]",
        "[{\"title\":\"X\",\"timings\":[{\"begin\":\"2025-03-12T14:00:00+01:00\"}]}]",
    };
    Room *r = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        EventReport report = import(r, EVENT_IMPORT_OPENAGENDA, str_from(cases[i]), true);
        assert_int_equal(report.refused, 1);
        assert_int_equal(report.read, 1);
        assert_false(report.applied);
    }
}

static void the_known_cafes_are_loaded_once(void **state)
{
    Room *r = *state;

    assert_int_equal(event_sample_real(&r->work), FAULT_NONE);
    assert_int_equal(event_sample_real(&r->work), FAULT_NONE);
    check_str(r, stored(r, "sample:A1").title, "Premier Café IA à Blois");
    assert_int_equal(stored(r, "sample:A6").audience, EVENT_INTERNAL);
    assert_int_equal(stored(r, "sample:A7").parent_id.v, stored(r, "sample:C3").id.v);
    assert_int_equal(stored(r, "sample:A7").mode, EVENT_HYBRID);
    check_str(r, stored(r, "sample:D4").commune, "2B205");
    check_str(r, stored(r, "sample:D4").postal, "20253");
    assert_int_equal(stored(r, "sample:C1").until_at, instant("2024-09-27T00:00:00+02:00"));
    Event *list;
    size_t n;
    Event first = stored(r, "sample:ouverts+20240528T113000Z");
    assert_int_equal(event_store_of_series(&r->work, first.series_id, 0, 100, &list, &n),
                     FAULT_NONE);
    assert_int_equal(n, 10);
    assert_int_equal(list[9].starts_at, instant("2024-07-30T13:30:00+02:00"));
    Event winter = stored(r, "sample:animation-2024-12-12");
    assert_int_equal(winter.starts_at, instant("2024-12-12T12:30:00Z"));
    assert_int_equal(event_store_of_series(&r->work, winter.series_id, 0, 100, &list, &n),
                     FAULT_NONE);
    assert_int_equal(n, 7);
    Series s;
    assert_int_equal(event_series_store_load(&r->work, winter.series_id, &s), FAULT_NONE);
    check_str(r, event_series_rhythm(&r->work, &s), "tous les jeudis");
}

static void demonstrations_are_marked_and_follow_today(void **state)
{
    Room *r = *state;

    assert_int_equal(event_sample_demo(&r->work), FAULT_NONE);
    Event e = stored(r, "sample:demo-01");
    assert_true(e.demo);
    assert_true(str_ends(e.title, STR("(démonstration)")));
    assert_int_equal(e.starts_at, instant("2024-06-22T18:00:00+02:00"));
    r->work.now += 86400;
    assert_int_equal(event_sample_demo(&r->work), FAULT_NONE);
    assert_int_equal(stored(r, "sample:demo-01").starts_at,
                     instant("2024-06-23T18:00:00+02:00"));
}

static void the_table_to_fill_in_is_accepted(void **state)
{
    Room *r = *state;

    import_three_times(r, EVENT_IMPORT_CSV, event_import_template(), 4);
    Event e = stored(r, "ouverts-2026+20260324T123000Z@csv");
    assert_int_equal(e.starts_at, instant("2026-03-24T13:30:00+01:00"));
}

static void add_alone(Room *r, Event *e, Parties parties)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_int_equal(work_begin(&r->work, &tx), FAULT_NONE);
    assert_int_equal(event_add(&r->work, e, parties), FAULT_NONE);
    assert_int_equal(work_commit(&tx), FAULT_NONE);
}

static void a_series_goes_on_as_time_passes(void **state)
{
    Room *r = *state;
    Event e = { .state = EVENT_PUBLISHED,
                .mode = EVENT_ONLINE,
                .theme = 1,
                .title = STR("Café ouvert"),
                .external_id = STR("x@web"),
                .hour_known = true,
                .zone = STR("Europe/Paris") };
    Series s = { .title = STR("Cafés ouverts"),
                 .rule = STR("FREQ=WEEKLY"),
                 .zone = STR("Europe/Paris") };
    Party party = { .role = EVENT_ORGANIZER, .name = STR("Une structure") };
    Event *list;
    size_t n;

    e.starts_at = s.starts_at = instant("2024-07-02T13:30:00+02:00");
    e.ends_at = s.ends_at = s.starts_at + 5400;
    {
        SCOPED(work_undo) WorkTx tx = { 0 };
        assert_int_equal(work_begin(&r->work, &tx), FAULT_NONE);
        assert_int_equal(event_series_add(&r->work, &s, &e, (Parties){ &party, 1 }, &n),
                         FAULT_NONE);
        assert_int_equal(work_commit(&tx), FAULT_NONE);
    }
    assert_int_equal(n, 105);
    e.series_id = s.id; /* a date that an import brought before its turn */
    e.series_at = e.starts_at = instant("2026-07-07T13:30:00+02:00");
    e.ends_at = e.starts_at + 5400;
    add_alone(r, &e, (Parties){ &party, 1 });
    r->work.now += INT64_C(180) * 86400;
    for (int i = 0; i < 2; i++) {
        SCOPED(work_undo) WorkTx tx = { 0 };
        assert_int_equal(work_begin(&r->work, &tx), FAULT_NONE);
        assert_int_equal(event_series_extend(&r->work, 0), FAULT_NONE);
        assert_int_equal(work_commit(&tx), FAULT_NONE);
    }
    assert_int_equal(event_store_of_series(&r->work, s.id, 0, 500, &list, &n), FAULT_NONE);
    assert_int_equal(n, 129);
    assert_int_equal(list[n - 1].ends_at - list[n - 1].starts_at, 5400);
    check_str(r, list[n - 1].organizers, "Une structure");
    assert_int_equal(civil_at(ZONE_PARIS, list[n - 1].starts_at).hour, 13);
}

static void many_are_made_the_same_from_the_same_seed(void **state)
{
    Room *r = *state;
    Event *list;
    size_t n, again;

    assert_int_equal(event_sample_many(&r->work, 300, 7, NULL, NULL), FAULT_NONE);
    assert_int_equal(event_store_day(&r->work, 0, INT64_MAX, 1000, &list, &n), FAULT_NONE);
    assert_int_equal(n, 300);
    int64_t cafes = 0;
    for (size_t i = 0; i < n; i++) {
        cafes += list[i].kind == EVENT_CAFE;
        assert_true(list[i].title.len > 0);
        assert_true(list[i].mode == EVENT_ONLINE || list[i].commune_name.len > 0);
    }
    assert_true(cafes > 240 && cafes < 290);
    assert_int_equal(event_sample_many(&r->work, 300, 7, NULL, NULL), FAULT_NONE);
    assert_int_equal(event_store_day(&r->work, 0, INT64_MAX, 1000, &list, &again), FAULT_NONE);
    assert_int_equal(again, 600);
    assert_int_equal(list[0].starts_at, list[1].starts_at);
    assert_int_equal(event_sample_many(&r->work, 0, 7, NULL, NULL), FAULT_INPUT);
}

#define ROOM_TEST(f) cmocka_unit_test_setup_teardown(f, room_open, room_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ROOM_TEST(a_table_is_tried_then_applied_then_changes_nothing),
        ROOM_TEST(what_cannot_be_seen_is_not_brought_in),
        ROOM_TEST(a_line_that_changed_changes_one_event),
        ROOM_TEST(refused_lines_say_their_number_and_why),
        ROOM_TEST(one_refused_line_keeps_all_out),
        ROOM_TEST(what_was_cancelled_here_stays_so),
        ROOM_TEST(a_calendar_is_tried_then_applied_then_changes_nothing),
        ROOM_TEST(hostile_calendars_are_refused),
        ROOM_TEST(what_is_too_large_is_not_even_parsed),
        ROOM_TEST(an_agenda_is_read_in_both_its_forms),
        ROOM_TEST(hostile_agendas_are_refused),
        ROOM_TEST(the_known_cafes_are_loaded_once),
        ROOM_TEST(demonstrations_are_marked_and_follow_today),
        ROOM_TEST(the_table_to_fill_in_is_accepted),
        ROOM_TEST(a_series_goes_on_as_time_passes),
        ROOM_TEST(many_are_made_the_same_from_the_same_seed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
