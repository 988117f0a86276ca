/* event_face_test.c - the other faces of a search, on a real database */
#include "rooms/event/event_face.h"

#include "db/migrate.h"
#include "rooms/event/event_web.h"
#include "seal/token.h"
#include "tests/unit.h"

enum { NOON = 1718964000 }; /* 2024-06-21T12:00:00+02:00 */

typedef struct House {
    Arena mem;
    Site site;
    Geo *geo;
    Work work;
    Reply reply;
} House;

static void open_house(House *h)
{
    static const Listener nobody[] = { { 0 } };
    MigrateOutcome outcome;
    Str why;

    *h = (House){ 0 };
    assert_int_equal(seal_init(), FAULT_NONE);
    assert_int_equal(geo_open_built_in(&h->geo), FAULT_NONE);
    h->site = (Site){ .geo = h->geo,
                      .base_url = STR("https://cafes.example"),
                      .host = STR("cafes.example"),
                      .name = STR("Café IA"),
                      .theme = STR("ia"),
                      .listeners = nobody };
    assert_int_equal(db_open(&h->mem, "sqlite::memory:", NULL, &h->site.house, &why),
                     FAULT_NONE);
    assert_int_equal(migrate(h->site.house, migrations, migrations_count, NOON, &outcome),
                     FAULT_NONE);
    h->work = (Work){ .mem = &h->mem, .site = &h->site, .now = NOON, .who = STR("test") };
}

static void close_house(House *h)
{
    work_done(&h->work);
    db_close(&h->site.house);
    geo_close(&h->geo);
    arena_done(&h->mem);
}

/* A café in Blois, on 26 June 2024 from 18:00 to 19:30. */
static Event cafe(House *h, Str title)
{
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = title,
                .starts_at = 1719417600,
                .ends_at = 1719423000,
                .hour_known = true };

    assert_true(event_place(h->geo, STR("41018"), &e));
    return e;
}

static void add(House *h, Event *e, Parties parties)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_int_equal(work_begin(&h->work, &tx), FAULT_NONE);
    assert_int_equal(event_add(&h->work, e, parties), FAULT_NONE);
    assert_int_equal(work_commit(&tx), FAULT_NONE);
    work_done(&h->work);
}

/* One that says all there is to say. */
static Event add_full(House *h)
{
    Party parties[] = { { EVENT_ORGANIZER, STR("Médiathèque"), STR("https://media.example") },
                        { EVENT_SUPPORTER, STR("Région"), STR("") },
                        { EVENT_FACILITATOR, STR("Camille"), STR("") } };
    Event e = cafe(h, STR("Café IA, \"ouvert\" ; </script>"));

    e.summary = STR("Pour tous");
    e.body = STR("Venez **nombreux**.\nEt à l’heure.");
    e.mode = EVENT_HYBRID;
    e.venue = STR("Maison de la Loire");
    e.address = STR("1 rue du Pont");
    e.online_url = STR("https://visio.example/secret-room");
    e.edit_hash = STR("secret-hash");
    e.form_token = STR("secret-token");
    e.signup_url = STR("https://inscription.example/7");
    e.contact = STR("bonjour@media.example");
    e.access = ACCESS_STEP_FREE | ACCESS_HEARING;
    e.capacity = 15;
    add(h, &e, (Parties){ parties, COUNT(parties) });
    return e;
}

typedef Fault Face(Work *w, const Request *rq, Reply *rp);

static Fault try_args(House *h, Face *face, const char *target, Str arg, Str second)
{
    Request rq = { 0 };

    assert_int_equal(http_target(&h->mem, str_from(target), &rq), FAULT_NONE);
    rq.args[0] = arg;
    rq.args[1] = second;
    h->reply = (Reply){ .status = 200, .body = buf_new(&h->mem, HTTP_REPLY_MAX) };
    Fault f = face(&h->work, &rq, &h->reply);
    work_done(&h->work);
    return f;
}

static Fault try_face(House *h, Face *face, const char *target, Str arg)
{
    return try_args(h, face, target, arg, (Str){ 0 });
}

static Str ask(House *h, Face *face, const char *target)
{
    assert_int_equal(try_face(h, face, target, (Str){ 0 }), FAULT_NONE);
    return buf_str(&h->reply.body);
}

static Str ask_one(House *h, Face *face, EventId id)
{
    assert_int_equal(try_face(h, face, "/", face_id(&h->mem, id)), FAULT_NONE);
    return buf_str(&h->reply.body);
}

/* What a body says must be in it; what it must not say begins with '!'. */
static void says(Str body, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool wanted = texts[i][0] != '!';
        Str text = str_from(wanted ? texts[i] : texts[i] + 1);
        if (str_has(body, text) != wanted) {
            fail_msg("%s: %.*s\nin: %.*s", wanted ? "missing" : "unwanted", STR_ARG(text),
                     STR_ARG(body));
        }
    }
}
#define SAYS(body, ...) \
    says((body), (const char *const[]){ __VA_ARGS__ }, COUNT(((const char *[]){ __VA_ARGS__ })))

static size_t times(Str s, Str part)
{
    size_t n = 0;

    for (size_t i = 0; i + part.len <= s.len; i++) {
        n += str_eq(str_slice(s, i, part.len), part);
    }
    return n;
}

static Str header(const House *h, const char *name)
{
    for (size_t i = 0; i < h->reply.header_count; i++) {
        if (str_eq(str_from(h->reply.headers[i].name), str_from(name))) {
            return h->reply.headers[i].value;
        }
    }
    return (Str){ 0 };
}

static void json_says_where_when_and_who(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    add_full(&h);
    SAYS(ask(&h, event_face_list_json, "/cafes.json?lieu=41018&rayon=20"),
         "\"starts_at\":\"2024-06-26T18:00:00+02:00\"",
         "\"ends_at\":\"2024-06-26T19:30:00+02:00\"", "\"date\":\"2024-06-26\"",
         "\"timezone\":\"Europe/Paris\"", "\"insee_code\":\"41018\"",
         "\"municipality\":\"Blois\"", "\"access\":[\"step_free\",\"hearing_loop\"]",
         "\"organizers\":[{\"name\":\"Médiathèque\",\"url\":\"https://media.example\"}]",
         "\"supporters\":[{\"name\":\"Région\"}]", "\"mode\":\"hybrid\"", "\"theme\":\"ia\"",
         "\"distance_km\":0.", "\"capacity\":15", "\"contact\":\"bonjour@media.example\"",
         "\"licence\":\"etalab-2.0\"", "\"state\":\"published\"", "!\"next\"", "!\"end_date\"",
         "!\"description\"");
    assert_string_equal(h.reply.type, "application/json; charset=utf-8");
    close_house(&h);
}

static void no_face_tells_a_secret(void **state)
{
    static Face *const lists[] = { event_face_list_json, event_face_list_ics,
                                   event_face_list_atom, event_face_list_csv,
                                   event_face_list_geojson };
    House h;

    (void)state;
    open_house(&h);
    Event e = add_full(&h);
    for (size_t i = 0; i < COUNT(lists); i++) {
        SAYS(ask(&h, lists[i], "/cafes"), "ouvert", "!secret");
    }
    SAYS(ask_one(&h, event_face_json, e.id), "Venez **nombreux**.", "!secret");
    SAYS(ask_one(&h, event_face_ics, e.id), "Venez **nombreux**.", "!secret");
    SAYS(event_json_ld(&h.work, &e, (Parties){ 0 }).s, "ouvert", "!secret");
    close_house(&h);
}

static void an_hour_not_known_is_a_day(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Event e = cafe(&h, STR("Rencontre"));
    e.hour_known = false;
    e.starts_at = 1719352800; /* midnight of 26 June */
    e.ends_at = 1719525600;   /* midnight of 28 June: two days */
    add(&h, &e, (Parties){ 0 });
    SAYS(ask_one(&h, event_face_json, e.id), "\"date\":\"2024-06-26\"",
         "\"end_date\":\"2024-06-27\"", "\"hour_known\":false", "!\"starts_at\"",
         "!\"ends_at\"");
    SAYS(ask_one(&h, event_face_ics, e.id), "DTSTART;VALUE=DATE:20240626\r\n",
         "DTEND;VALUE=DATE:20240628\r\n", "!VTIMEZONE");
    SAYS(event_json_ld(&h.work, &e, (Parties){ 0 }).s, "\"startDate\":\"2024-06-26\"",
         "\"endDate\":\"2024-06-27\"");
    close_house(&h);
}

static void a_day_that_ends_at_midnight_is_one_day(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Event e = cafe(&h, STR("Rencontre"));
    e.hour_known = false;
    e.starts_at = 1719352800;
    e.ends_at = 1719439200;
    add(&h, &e, (Parties){ 0 });
    SAYS(ask_one(&h, event_face_json, e.id), "\"date\":\"2024-06-26\"", "!\"end_date\"");
    SAYS(ask_one(&h, event_face_ics, e.id), "DTEND;VALUE=DATE:20240627\r\n");
    close_house(&h);
}

static void what_is_cancelled_stays_and_says_why(void **state)
{
    House h;
    EventOutcome outcome;

    (void)state;
    open_house(&h);
    Event e = add_full(&h);
    assert_int_equal(
        event_become(&h.work, e.id, EVENT_CANCELLED, STR("Plus de salle"), 0, &outcome),
        FAULT_NONE);
    assert_int_equal(outcome, EVENT_OK);
    SAYS(ask_one(&h, event_face_json, e.id), "\"state\":\"cancelled\"",
         "\"state_reason\":\"Plus de salle\"", "\"sequence\":1");
    SAYS(ask(&h, event_face_list_ics, "/cafes.ics"), "STATUS:CANCELLED\r\n", "SEQUENCE:1\r\n",
         "SUMMARY:Annulé : ");
    close_house(&h);
}

static void a_calendar_is_for_ever_the_same_event(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Event e = add_full(&h);
    const char *uid = str_c(&h.mem, str_format(&h.mem, "UID:%.*s@cafes.example\r\n",
                                               STR_ARG(face_id(&h.mem, e.id))));
    Str body = ask(&h, event_face_list_ics, "/cafes.ics?lieu=41018");
    SAYS(body, uid, "METHOD:PUBLISH\r\n", "DTSTAMP:20240621T100000Z\r\n",
         "DTSTART;TZID=Europe/Paris:20240626T180000\r\n", "BEGIN:VTIMEZONE\r\n",
         "X-WR-CALNAME:Café IA : ", "REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n",
         "X-PUBLISHED-TTL:PT6H\r\n", "STATUS:CONFIRMED\r\n",
         "ORGANIZER;CN=\"Médiathèque\":mailto:bonjour@media.example\r\n");
    assert_string_equal(h.reply.type, "text/calendar; charset=utf-8");
    assert_true(str_has(header(&h, "Content-Disposition"), STR("\"cafes.ics\"")));
    close_house(&h);
}

static SeriesId add_series(House *h, EventState state)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e = cafe(h, STR("Jeudi"));
    e.state = state;
    Series s = { .title = STR("Les jeudis"),
                 .rule = STR("FREQ=WEEKLY;COUNT=4"),
                 .zone = STR("Europe/Paris"),
                 .starts_at = e.starts_at,
                 .ends_at = e.ends_at };
    size_t dates;

    assert_int_equal(work_begin(&h->work, &tx), FAULT_NONE);
    assert_int_equal(event_series_add(&h->work, &s, &e, (Parties){ 0 }, &dates), FAULT_NONE);
    assert_int_equal(work_commit(&tx), FAULT_NONE);
    work_done(&h->work);
    assert_int_equal(dates, 4);
    return s.id;
}

static void a_series_is_one_calendar(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    SeriesId id = add_series(&h, EVENT_PUBLISHED);
    Str text = work_id_text(&h.mem, id.v);
    assert_int_equal(try_face(&h, event_face_series_ics, "/", text), FAULT_NONE);
    Str body = buf_str(&h.reply.body);
    assert_int_equal(times(body, STR("BEGIN:VEVENT")), 4);
    assert_int_equal(times(body, STR("BEGIN:VTIMEZONE")), 1);
    SAYS(body, "X-WR-CALNAME:Les jeudis\r\n", "DTSTART;TZID=Europe/Paris:20240703T180000\r\n");
    assert_int_equal(try_face(&h, event_face_series_ics, "/", STR("0000000000000")),
                     FAULT_ABSENT);
    body = ask(&h, event_face_list_json, "/cafes.json");
    Str mark = STR("\"id\":\"");
    Str first = str_slice(body, STR("{\"items\":[{").len + mark.len, 13);
    assert_int_equal(try_face(&h, event_face_json, "/", first), FAULT_NONE);
    SAYS(buf_str(&h.reply.body), "\"series\":{\"id\":\"", "\"title\":\"Les jeudis\"",
         "\"rule\":\"FREQ=WEEKLY;COUNT=4\"");
    close_house(&h);
}

static void a_series_waits_for_a_moderator(void **state)
{
    static Face *const faces[] = { event_face_series_ics, event_web_series };
    House h;

    (void)state;
    open_house(&h);
    Str id = work_id_text(&h.mem, add_series(&h, EVENT_PROPOSED).v);
    for (size_t i = 0; i < COUNT(faces); i++) {
        assert_int_equal(try_args(&h, faces[i], "/", id, STR("les-jeudis")), FAULT_ABSENT);
    }
    id = work_id_text(&h.mem, add_series(&h, EVENT_PUBLISHED).v);
    for (size_t i = 0; i < COUNT(faces); i++) {
        assert_int_equal(try_args(&h, faces[i], "/", id, STR("les-jeudis")), FAULT_NONE);
        SAYS(buf_str(&h.reply.body), "Les jeudis");
    }
    close_house(&h);
}

/* Who holds the same thing is told so, although it was made later. */
static void the_etag_leaves_the_instant_out(void **state)
{
    static Face *const lists[] = { event_face_list_json, event_face_list_ics };
    House h;

    (void)state;
    open_house(&h);
    add_full(&h);
    for (size_t i = 0; i < COUNT(lists); i++) {
        h.work.now = NOON;
        Str first = ask(&h, lists[i], "/cafes"), tag = h.reply.etag;
        h.work.now = NOON + 3600;
        Str second = ask(&h, lists[i], "/cafes");
        assert_false(str_eq(first, second));
        assert_true(tag.len > 0 && str_eq(tag, h.reply.etag));
    }
    Event other = cafe(&h, STR("Un autre"));
    Str tag = h.reply.etag;
    add(&h, &other, (Parties){ 0 });
    ask(&h, event_face_list_ics, "/cafes");
    assert_false(str_eq(tag, h.reply.etag));
    close_house(&h);
}

static void add_many(House *h, int n)
{
    for (int i = 0; i < n; i++) {
        Event e = cafe(h, str_format(&h->mem, "Café numéro %d", i));
        e.starts_at += i * 3600;
        e.ends_at = 0;
        add(h, &e, (Parties){ 0 });
    }
}

/* The cursor of the address of the next page; empty when there is none. */
static Str cursor_of(Str body)
{
    Str mark = STR("apres="), head = { 0 }, tail;

    for (size_t i = 0; i + mark.len < body.len; i++) {
        if (str_starts(str_slice(body, i, mark.len), mark)) {
            str_cut(str_slice(body, i + mark.len, body.len), '"', &head, &tail);
            return head;
        }
    }
    return head;
}

static void pages_follow_one_another_without_a_gap(void **state)
{
    House h;
    size_t pages = 0, items = 0;
    Str cursor = { 0 };

    (void)state;
    open_house(&h);
    add_many(&h, 45);
    do {
        Str at = str_format(&h.mem, "/cafes.json?lieu=41018%s%.*s",
                            cursor.len > 0 ? "&apres=" : "", STR_ARG(cursor));
        Str body = ask(&h, event_face_list_json, str_c(&h.mem, at));
        items += times(body, STR("\"title\":\"Café numéro "));
        cursor = cursor_of(body);
        assert_int_equal(cursor.len > 0, header(&h, "Link").len > 0);
    } while (++pages < 9 && cursor.len > 0);
    assert_int_equal(pages, 3);
    assert_int_equal(items, 45);
    close_house(&h);
}

static void a_feed_says_when_it_changed_and_what_is_next(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    add_many(&h, 52);
    Str body = ask(&h, event_face_list_atom, "/cafes.atom?lieu=41018");
    SAYS(body, "<updated>2024-06-21T10:00:00Z</updated>", "rel=\"self\"", "rel=\"next\"",
         "<georss:point>47.5", "<id>https://cafes.example/cafes.atom?lieu=41018</id>",
         "mercredi 26 juin 2024");
    assert_int_equal(times(body, STR("<entry>")), 50);
    h.work.now += 30 * 86400; /* over: but nothing was changed */
    SAYS(ask(&h, event_face_list_atom, "/cafes.atom?passes=1"),
         "<updated>2024-06-21T10:00:00Z</updated>");
    close_house(&h);
}

static void a_feed_holds_nothing_that_xml_forbids(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Event e = cafe(&h, STR("A\x01 <b> & \xef\xbf\xbf fin"));
    add(&h, &e, (Parties){ 0 });
    SAYS(ask(&h, event_face_list_atom, "/cafes.atom"), "<title>A &lt;b&gt; &amp;  fin</title>");
    close_house(&h);
}

/* As long as the form lets them be, in letters of four bytes. */
static void the_longest_words_are_whole(void **state)
{
    static Face *const lists[] = { event_face_list_json, event_face_list_ics,
                                   event_face_list_atom, event_face_list_csv,
                                   event_face_list_geojson };
    House h;

    (void)state;
    open_house(&h);
    Buf text = buf_new(&h.mem, 4096);
    for (size_t i = 0; i < EVENT_SUMMARY_MAX; i++) {
        buf_add(&text, STR("\xf0\x9f\x8d\xb5"));
    }
    Event e = cafe(&h, str_slice(buf_str(&text), 0, 4 * EVENT_TITLE_MAX));
    e.summary = buf_str(&text);
    e.venue = e.address = str_slice(buf_str(&text), 0, 4 * EVENT_SUMMARY_MAX);
    add(&h, &e, (Parties){ 0 });
    for (size_t i = 0; i < COUNT(lists); i++) {
        Str body = ask(&h, lists[i], "/cafes");
        size_t cups = times(body, STR("\x8d\xb5"));
        assert_in_range(cups, EVENT_TITLE_MAX + 3 * EVENT_SUMMARY_MAX, 2000);
        assert_false(h.reply.body.cut);
    }
    close_house(&h);
}

static void a_table_has_as_many_cells_as_columns(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    add_full(&h);
    Str body = ask(&h, event_face_list_csv, "/cafes.csv");
    SAYS(body, "id,url,title,", "\"Café IA, \"\"ouvert\"\" ; </script>\"",
         ",step_free|hearing_loop,", ",2024-06-26T18:00:00+02:00,", "!\xef\xbb\xbf");
    assert_int_equal(times(body, STR("\r\n")), 2);
    close_house(&h);
}

static void a_spreadsheet_meets_no_formula(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Event e = cafe(&h, STR("=HYPERLINK(1)"));
    add(&h, &e, (Parties){ 0 });
    SAYS(ask(&h, event_face_list_csv, "/cafes.csv"), ",=HYPERLINK(1),");
    Str body = ask(&h, event_face_list_csv, "/cafes.csv?tableur=1");
    SAYS(body, ";'=HYPERLINK(1);");
    assert_true(str_starts(body, STR("\xef\xbb\xbfid;url;")));
    close_house(&h);
}

static void the_map_has_only_what_is_somewhere(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    add_full(&h);
    Event e = cafe(&h, STR("En ligne"));
    e.mode = EVENT_ONLINE;
    add(&h, &e, (Parties){ 0 });
    Str body = ask(&h, event_face_list_geojson, "/cafes.geojson");
    SAYS(body, "\"coordinates\":[1.", ",47.5", "Maison de la Loire", "!En ligne");
    assert_int_equal(times(body, STR("\"Feature\"")), 1);
    close_house(&h);
}

static void an_ambiguous_place_is_asked_again(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    SAYS(ask(&h, event_face_list_json, "/cafes.json?lieu=Merville"), "\"items\":[]",
         "\"insee_code\":\"31341\"", "\"insee_code\":\"59400\"", "!\"problem\"");
    assert_int_equal(h.reply.status, 200);
    SAYS(ask(&h, event_face_list_ics, "/cafes.ics?lieu=Merville"), "Merville (31341)");
    assert_int_equal(h.reply.status, 400);
    SAYS(ask(&h, event_face_list_json, "/cafes.json?lieu=Xyzzyville"),
         "\"problem\":\"place_unknown\"");
    ask(&h, event_face_list_csv, "/cafes.csv?lieu=Xyzzyville");
    assert_int_equal(h.reply.status, 400);
    SAYS(ask(&h, event_face_list_json, "/cafes.json?du=demain"), "\"problem\":\"unreadable\"");
    assert_int_equal(h.reply.status, 400);
    close_house(&h);
}

static void what_is_not_public_has_no_face(void **state)
{
    static Face *const faces[] = { event_face_json, event_face_ics };
    House h;

    (void)state;
    open_house(&h);
    Event e = cafe(&h, STR("Proposé"));
    e.state = EVENT_PROPOSED;
    add(&h, &e, (Parties){ 0 });
    for (size_t i = 0; i < COUNT(faces); i++) {
        assert_int_equal(try_face(&h, faces[i], "/", face_id(&h.mem, e.id)), FAULT_ABSENT);
        assert_int_equal(try_face(&h, faces[i], "/", STR("0000000000000")), FAULT_ABSENT);
    }
    SAYS(ask(&h, event_face_list_json, "/cafes.json"), "\"items\":[]");
    close_house(&h);
}

static void search_engines_read_states_and_places(void **state)
{
    static const struct {
        int64_t state, mode, previous_at;
        const char *status, *attendance;
    } cases[] = {
        { EVENT_PUBLISHED, EVENT_ON_SITE, 0, "/EventScheduled\"", "/OfflineEvent" },
        { EVENT_CANCELLED, EVENT_HYBRID, 0, "/EventCancelled\"", "/MixedEvent" },
        { EVENT_POSTPONED, EVENT_ON_SITE, 0, "/EventPostponed\"", "/OfflineEvent" },
        { EVENT_POSTPONED, EVENT_ON_SITE, NOON, "/EventRescheduled\"", "/OfflineEvent" },
        { EVENT_MOVED_ONLINE, EVENT_ON_SITE, 0, "/EventMovedOnline\"", "/OnlineEvent" },
    };
    House h;

    (void)state;
    open_house(&h);
    for (size_t i = 0; i < COUNT(cases); i++) {
        Event e = cafe(&h, STR("</script><b>"));
        e.state = cases[i].state;
        e.mode = cases[i].mode;
        e.previous_at = cases[i].previous_at;
        SAYS(event_json_ld(&h.work, &e, (Parties){ 0 }).s, cases[i].status, cases[i].attendance,
             "\"startDate\":\"2024-06-26T18:00:00+02:00\"", "!<",
             "\"isAccessibleForFree\":true",
             e.state == EVENT_MOVED_ONLINE ? "VirtualLocation"
                                           : "\"addressLocality\":\"Blois\"");
    }
    close_house(&h);
}

static void the_schema_names_every_column_in_both_languages(void **state)
{
    House h;

    (void)state;
    open_house(&h);
    Str body = ask(&h, event_face_schema, "/donnees/cafes.schema.json");
    assert_int_equal(times(body, STR("\"description_en\":")), face_column_count + 1);
    SAYS(body, "\"primaryKey\":\"id\"", "\"enum\":[\"cafe\",\"open_session\"",
         "\"enum\":[\"exact\",\"municipality\",\"estimated\"]");
    close_house(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_where_when_and_who),
        cmocka_unit_test(no_face_tells_a_secret),
        cmocka_unit_test(an_hour_not_known_is_a_day),
        cmocka_unit_test(a_day_that_ends_at_midnight_is_one_day),
        cmocka_unit_test(what_is_cancelled_stays_and_says_why),
        cmocka_unit_test(a_calendar_is_for_ever_the_same_event),
        cmocka_unit_test(a_series_is_one_calendar),
        cmocka_unit_test(a_series_waits_for_a_moderator),
        cmocka_unit_test(the_etag_leaves_the_instant_out),
        cmocka_unit_test(pages_follow_one_another_without_a_gap),
        cmocka_unit_test(a_feed_says_when_it_changed_and_what_is_next),
        cmocka_unit_test(a_feed_holds_nothing_that_xml_forbids),
        cmocka_unit_test(the_longest_words_are_whole),
        cmocka_unit_test(a_table_has_as_many_cells_as_columns),
        cmocka_unit_test(a_spreadsheet_meets_no_formula),
        cmocka_unit_test(the_map_has_only_what_is_somewhere),
        cmocka_unit_test(an_ambiguous_place_is_asked_again),
        cmocka_unit_test(what_is_not_public_has_no_face),
        cmocka_unit_test(search_engines_read_states_and_places),
        cmocka_unit_test(the_schema_names_every_column_in_both_languages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
