/* event_test.c - a café is declared, changed, called off, through its forms */
#include "rooms/event/event.h"

#include <string.h>

#include "rooms/event/event_room.h"
#include "tests/scenes.h"

enum { DAY = 86400 };

/* One that was declared: its id and the secret of its link. */
typedef struct Mine {
    EventId id;
    const char *text, *key;
} Mine;

static const char *token(House *h)
{
    Answer a = house_get(h, "/cafes/nouveau");

    assert_int_equal(a.status, 200);
    return str_c(&h->mem, between(a.body, "name=\"token\" value=\"", "\""));
}

/* What everyone must say, then more. */
static const char *form(House *h, const char *title, const char *more)
{
    return house_text(h, "token=%s&title=%s&date=2024-07-04&commune=Blois%s", token(h),
                      house_escape(h, str_from(title)), more);
}

static Answer post(House *h, const char *title, const char *more)
{
    return house_post(h, "/cafes/nouveau", form(h, title, more));
}

static Mine mine_of(House *h, const Answer *a)
{
    Mine m = { .text = str_c(&h->mem, between(a->reply.location, "/cafes/", "/")) };

    if (a->status != 303) {
        fail_msg("%d: %.*s", a->status, STR_ARG(a->body));
    }
    Str key, path;
    assert_true(str_cut(a->reply.location, '=', &path, &key));
    m.key = str_c(&h->mem, key);
    assert_true(work_id_read(str_from(m.text), &m.id.v));
    return m;
}

static Mine declare(House *h, const char *title, const char *more)
{
    Answer a = post(h, title, more);

    return mine_of(h, &a);
}

static EventOutcome become(House *h, EventId id, EventState to)
{
    Work w = house_work(h, "moderator");
    EventOutcome outcome;

    assert_fine(event_become(&w, id, to, STR("relu"), 0, &outcome));
    return outcome;
}

static Mine publish(House *h, const char *title, const char *more)
{
    Mine m = declare(h, title, more);

    assert_int_equal(become(h, m.id, EVENT_PUBLISHED), EVENT_OK);
    return m;
}

static Answer page_of(House *h, const Mine *m)
{
    Answer a = house_get(h, house_text(h, "/cafes/%s", m->text));

    return a.status == 308 ? house_follow(h, &a) : a;
}

static Answer open_edit(House *h, const Mine *m, const char *key)
{
    return house_get(h, house_text(h, "/cafes/%s/modifier?cle=%s", m->text, key));
}

static Answer save(House *h, const Mine *m, const char *fields)
{
    return house_post(h, house_text(h, "/cafes/%s/modifier", m->text),
                      house_text(h, "key=%s&%s", m->key, fields));
}

static Answer call_off(House *h, const Mine *m, const char *fields)
{
    return house_post(h, house_text(h, "/cafes/%s/etat", m->text),
                      house_text(h, "key=%s&%s", m->key, fields));
}

/* ---- declaring ---- */

static void title_date_and_commune_are_enough(void **state)
{
    House *h = *state;
    Answer a = post(h, "Café IA à la mairie", "");
    Mine m = mine_of(h, &a);
    Event e = scene_event(h, m.id);

    assert_int_equal(e.state, EVENT_PROPOSED);
    assert_str("41018", e.commune);
    assert_str("41", e.department);
    assert_str("Europe/Paris", e.zone);
    assert_str("2024-07-04", day_iso(&h->mem, day_of(ZONE_PARIS, e.starts_at)));
    assert_false(e.hour_known);
    assert_str("web", e.source);
    a = house_follow(h, &a);
    assert_int_equal(a.status, 200);
    assert_says(&a, "Café IA à la mairie");
    assert_says(&a, "<svg class=\"qr\"");
    assert_says(&a,
                house_text(h, "https://cafes.example/cafes/%s/modifier?cle=%s", m.text, m.key));
    assert_str("no-referrer", header(&a, "Referrer-Policy"));
    assert_str("no-store, private", a.reply.cache_control);
}

static void nobody_sees_it_before_a_moderator_published_it(void **state)
{
    House *h = *state;
    Mine m = declare(h, "Café très attendu", "");
    Answer list = house_get(h, "/cafes"), page = page_of(h, &m);

    assert_says_not(&list, "très attendu");
    assert_int_equal(page.status, 404);
    assert_int_equal(house_get(h, house_text(h, "/cafes/%s.json", m.text)).status, 404);
    assert_int_equal(house_get(h, house_text(h, "/cafes/%s.ics", m.text)).status, 404);
    assert_int_equal(become(h, m.id, EVENT_PUBLISHED), EVENT_OK);
    list = house_get(h, "/cafes");
    assert_says(&list, "très attendu");
    page = page_of(h, &m);
    assert_int_equal(page.status, 200);
    assert_says(&page, "très attendu");
}

static void a_refused_one_stays_unseen_and_may_be_published_after_all(void **state)
{
    House *h = *state;
    Mine m = declare(h, "Café publicitaire", "");

    assert_int_equal(become(h, m.id, EVENT_REFUSED), EVENT_OK);
    assert_int_equal(page_of(h, &m).status, 404);
    assert_int_equal(open_edit(h, &m, m.key).status, 200);
    assert_int_equal(become(h, m.id, EVENT_PUBLISHED), EVENT_OK);
    assert_int_equal(page_of(h, &m).status, 200);
}

static void all_that_was_said_is_on_the_page_but_the_secret_room(void **state)
{
    static const char more[] =
        "&start=18:30&end=20h&kind=formation&mode=hybride&theme=cyber&summary=R%C3%A9sum%C3%A9+court"
        "&venue=M%C3%A9diath%C3%A8que&address=8+avenue+Fayolle&address_extra=2e+%C3%A9tage"
        "&directions=Tout+droit&access=1&access=4&access_note=Sonner"
        "&online_url=https://visio.example/salle-42&organizers=Mairie%0D%0AAssociation+du+Pont"
        "&supporters=R%C3%A9gion&body=Venez+**nombreux**&audience=scolaire&audience_note=Classes"
        "&capacity=15&signup_url=inscription.example/1&contact=bonjour@mairie.example";
    static const char *const said[] = { "18 h 30",
                                        "20 h",
                                        "Formation",
                                        "Résumé court",
                                        "Médiathèque",
                                        "8 avenue Fayolle",
                                        "2e étage",
                                        "Tout droit",
                                        "Sonner",
                                        "Mairie",
                                        "Association du Pont",
                                        "Région",
                                        "<strong>nombreux</strong>",
                                        "Classes",
                                        "15",
                                        "https://inscription.example/1",
                                        "mailto:bonjour@mairie" };
    House *h = *state;
    Mine m = publish(h, "Café complet", more);
    Answer a = page_of(h, &m);

    for (size_t i = 0; i < COUNT(said); i++) {
        assert_says(&a, said[i]);
    }
    assert_says_not(&a, "salle-42");
    for (int ics = 0; ics < 2; ics++) {
        a = house_get(h, house_text(h, "/cafes/%s.%s", m.text, ics ? "ics" : "json"));
        assert_int_equal(a.status, 200);
        assert_says_not(&a, "salle-42");
        assert_says_not(&a, m.key);
    }
}

static void a_form_that_comes_twice_counts_once(void **state)
{
    House *h = *state;
    const char *sent = form(h, "Café unique", "");
    Answer first = house_post(h, "/cafes/nouveau", sent);
    Answer again = house_post(h, "/cafes/nouveau", sent);
    Work w = house_work(h, "test");
    Event *list;
    size_t n;

    assert_int_equal(first.status, 303);
    assert_str(str_c(&h->mem, first.reply.location), again.reply.location);
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 1);
    work_done(&w);
}

static void a_problem_stands_by_its_field_with_all_that_was_typed(void **state)
{
    static const struct {
        const char *field, *value, *problem;
    } cases[] = {
        { "title", "Ca", "au moins 3" },
        { "title", "", "Il manque" },
        { "date", "", "Il manque" },
        { "date", "31/02/2024", NULL },
        { "date", "demain", NULL },
        { "date", "2019-01-01", NULL },
        { "date", "2031-01-01", NULL },
        { "start", "25:00", NULL },
        { "end", "soir", NULL },
        { "commune", "", "Il manque" },
        { "commune", "Atlantide-les-Bains", NULL },
        { "capacity", "0", "entre 1 et 5000" },
        { "capacity", "5001", "entre 1 et 5000" },
        { "signup_url", "javascript:alert(1)", "https://" },
        { "online_url", "salle", "https://" },
        { "repeat_count", "53", "entre 1 et 52" },
        { "contact",
          "a\x01"
          "b",
          "un caractère" },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *f = cases[i].field;
        bool has_title = strcmp(f, "title") == 0, has_date = strcmp(f, "date") == 0;
        const char *sent = house_text(h, "token=%s&%s&%s&%s&summary=ce+que+je+disais%s&%s=%s",
                                      token(h), has_title ? "venue=x" : "title=Mon+caf%C3%A9",
                                      has_date ? "address=y" : "date=2024-07-04",
                                      strcmp(f, "commune") == 0 ? "contact=z" : "commune=Blois",
                                      strcmp(f, "end") == 0 ? "&start=18:00" : "", f,
                                      house_escape(h, str_from(cases[i].value)));
        Answer a = house_post(h, "/cafes/nouveau", sent);
        if (a.status != 422) {
            fail_msg("%s=%s: %d", f, cases[i].value, a.status);
        }
        assert_says(&a, "ce que je disais");
        assert_says(&a, house_text(h, "id=\"%s-err\"", f));
        assert_says(&a, house_text(h, "href=\"#%s\"", f));
        assert_says(&a, "role=\"alert\"");
        if (cases[i].problem) {
            assert_says(&a, cases[i].problem);
        }
    }
}

static void a_name_that_several_communes_share_is_asked_which(void **state)
{
    House *h = *state;
    const char *head =
        house_text(h, "token=%s&title=Caf%%C3%%A9&date=2024-07-04&commune=Merville", token(h));
    Answer a = house_post(h, "/cafes/nouveau", head);

    assert_int_equal(a.status, 422);
    assert_says(&a, "name=\"code\" value=\"31341\"");
    assert_says(&a, "name=\"code\" value=\"59400\"");
    assert_says(&a, "Haute-Garonne");
    a = house_post(h, "/cafes/nouveau", house_text(h, "%s&code=59400", head));
    Mine m = mine_of(h, &a);
    assert_str("59400", scene_event(h, m.id).commune);
    /* A choice among Mervilles says nothing of Blois. */
    a = house_post(
        h, "/cafes/nouveau",
        house_text(h, "token=%s&title=Caf%%C3%%A9&date=2024-07-04&commune=Blois&code=59400",
                   token(h)));
    m = mine_of(h, &a);
    assert_str("41018", scene_event(h, m.id).commune);
}

static void likely_twins_are_shown_side_by_side_and_both_answers_work(void **state)
{
    House *h = *state;
    Mine theirs = publish(h, "Café IA à la médiathèque", "&start=18:00");
    const char *sent = form(h, "Le café IA de la médiathèque", "&start=18:30&venue=Chez+moi");
    Answer a = house_post(h, "/cafes/nouveau", sent);

    assert_int_equal(a.status, 422);
    assert_says(&a, "name=\"twin\" value=\"other\"");
    assert_says(&a, "Le café IA de la médiathèque");
    assert_says(&a, house_text(h, "href=\"/cafes/%s/", theirs.text)); /* it is that one */
    a = house_post(h, "/cafes/nouveau", house_text(h, "%s&twin=other", sent));
    Mine m = mine_of(h, &a); /* it is another one */
    assert_int_not_equal(m.id.v, theirs.id.v);
}

static void what_is_far_later_or_called_otherwise_is_no_twin(void **state)
{
    House *h = *state;

    publish(h, "Café IA à la médiathèque", "");
    declare(h, "Atelier de poterie", "");
    const char *others[] = { "date=2024-07-09&commune=Blois", "date=2024-07-04&commune=Tours" };
    for (size_t i = 0; i < COUNT(others); i++) {
        Answer a =
            house_post(h, "/cafes/nouveau",
                       house_text(h,
                                  "token=%s&title=Caf%%C3%%A9+IA+%%C3%%A0+la+m%%C3%%A9diath"
                                  "%%C3%%A8que&%s",
                                  token(h), others[i]));
        (void)mine_of(h, &a);
    }
}

static void a_draft_waits_for_its_owner(void **state)
{
    House *h = *state;
    Answer a = post(h, "Café pour plus tard", "&draft=1");
    Mine m = mine_of(h, &a);
    Work w = house_work(h, "test");
    Event *list;
    size_t n;

    a = house_follow(h, &a);
    assert_says(&a, "gardé pour plus tard");
    assert_int_equal(scene_event(h, m.id).state, EVENT_DRAFT);
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 0);
    work_done(&w);
    a = open_edit(h, &m, m.key);
    assert_says(&a, "Café pour plus tard");
    a = save(h, &m, "title=Caf%C3%A9+pr%C3%AAt&date=2024-07-05&commune=Blois&draft=no");
    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 1);
    work_done(&w);
}

static void a_series_stays_at_its_hour_when_summer_time_ends(void **state)
{
    static const char *const dates[] = { "2024-10-17T13:30:00+02:00",
                                         "2024-10-24T13:30:00+02:00",
                                         "2024-10-31T13:30:00+01:00",
                                         "2024-11-07T13:30:00+01:00" };
    House *h = *state;
    Answer a = house_post(
        h, "/cafes/nouveau",
        house_text(h,
                   "token=%s&title=Caf%%C3%%A9+du+jeudi&date=2024-10-17&start=13:30&end=15:00"
                   "&commune=Blois&repeat=weekly&repeat_count=4",
                   token(h)));
    Mine m = mine_of(h, &a);
    Work w = house_work(h, "test");
    Event first = scene_event(h, m.id), *list;
    size_t n;

    a = house_follow(h, &a);
    assert_says(&a, "4 dates");
    assert_int_not_equal(first.series_id.v, 0);
    assert_fine(event_store_of_series(&w, first.series_id, 0, 20, &list, &n));
    assert_int_equal(n, COUNT(dates));
    for (size_t i = 0; i < n; i++) {
        assert_str(dates[i], moment_iso(&h->mem, ZONE_PARIS, list[i].starts_at));
        assert_int_equal(list[i].ends_at - list[i].starts_at, 90 * 60);
        assert_int_equal(list[i].state, EVENT_PROPOSED);
    }
    work_done(&w);
}

static void a_series_that_comes_twice_counts_once(void **state)
{
    House *h = *state;
    const char *sent = form(h, "Café du jeudi", "&repeat=fortnight&repeat_count=3");
    Answer first = house_post(h, "/cafes/nouveau", sent);
    Answer again = house_post(h, "/cafes/nouveau", sent);
    Work w = house_work(h, "test");
    Event *list;
    size_t n;

    assert_str(str_c(&h->mem, first.reply.location), again.reply.location);
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 3);
    work_done(&w);
}

/* ---- changing ---- */

static void only_the_secret_of_its_link_opens_it(void **state)
{
    House *h = *state;
    Mine m = publish(h, "Café bien gardé", ""), other = declare(h, "Atelier de poterie", "");
    const char *wrong[] = { "",
                            "x",
                            other.key,
                            "00000000000000000000000000000000",
                            house_text(h, "%s0", m.key),
                            house_text(h, "%.31s", m.key) };
    const char *fields = "title=Caf%C3%A9+vol%C3%A9&date=2024-07-04&commune=Blois";

    for (size_t i = 0; i < COUNT(wrong); i++) {
        Mine thief = { m.id, m.text, wrong[i] };
        assert_int_equal(open_edit(h, &m, wrong[i]).status, 404);
        assert_int_equal(save(h, &thief, fields).status, 404);
        assert_int_equal(call_off(h, &thief, "become=cancelled&state_reason=x").status, 404);
        assert_int_equal(
            house_get(h, house_text(h, "/cafes/%s/declare?cle=%s", m.text, wrong[i])).status,
            404);
    }
    assert_str("Café bien gardé", scene_event(h, m.id).title);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    assert_int_equal(open_edit(h, &m, m.key).status, 200);
}

static void one_without_a_link_is_opened_by_nobody(void **state)
{
    House *h = *state;
    Work w = house_work(h, "import");
    Event e = { .state = EVENT_PUBLISHED,
                .theme = 1,
                .title = STR("Café importé"),
                .starts_at = HOUSE_NOON + DAY };
    EventOutcome outcome;

    assert_fine(event_declare(&w, &e, (Parties){ 0 }, &outcome));
    Mine m = { e.id, str_c(&h->mem, work_id_text(&h->mem, e.id.v)), "" };
    assert_int_equal(open_edit(h, &m, "").status, 404);
    assert_int_equal(house_get(h, house_text(h, "/cafes/%s/modifier", m.text)).status, 404);
}

static void a_change_of_time_or_place_counts_for_calendars_another_does_not(void **state)
{
    static const struct {
        const char *fields;
        int64_t sequence;
    } steps[] = {
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-04&commune=Blois", 2 },
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-04&commune=Blois", 2 },
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-04&commune=Blois&body=Mots", 2 },
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-05&commune=Blois&body=Mots", 3 },
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-05&start=10:00&commune=Blois&body=Mots",
          4 },
        { "title=Caf%C3%A9+chang%C3%A9&date=2024-07-05&start=10:00&commune=Tours&body=Mots",
          5 },
    };
    House *h = *state;
    Mine m = publish(h, "Café qui change", "");

    assert_int_equal(scene_event(h, m.id).sequence, 1);
    for (size_t i = 0; i < COUNT(steps); i++) {
        Answer a = save(h, &m, steps[i].fields);
        assert_int_equal(a.status, 303);
        assert_int_equal(scene_event(h, m.id).sequence, steps[i].sequence);
    }
    Answer a = house_get(h, house_text(h, "/cafes/%s.ics", m.text));
    assert_says(&a, "SEQUENCE:5");
    a = page_of(h, &m);
    assert_says(&a, "Tours");
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
}

static void the_form_shows_what_is_stored_and_saves_it_back_unchanged(void **state)
{
    static const char *const fields[] = { "title", "date",    "start",    "end",     "commune",
                                          "venue", "address", "capacity", "contact", "code" };
    House *h = *state;
    Mine m = publish(h, "Café \"aller-retour\"",
                     "&start=09:05&end=10:00&venue=Caf%C3%A9+du+Pont&address=1+rue+A"
                     "&capacity=12&contact=06+00+00+00+00");
    Answer a = open_edit(h, &m, m.key);
    Buf back = buf_new(&h->mem, 4000);

    assert_says(&a, "value=\"09:05\"");
    assert_says(&a, "Café &quot;aller-retour&quot;");
    for (size_t i = 0; i < COUNT(fields); i++) {
        Str input = between(a.body, house_text(h, " name=\"%s\"", fields[i]), ">");
        Str value = between(input, "value=\"", "\"");
        if (i == 0) {
            value = STR("Café \"aller-retour\"");
        }
        buf_addf(&back, "%s%s=%s", i ? "&" : "", fields[i], house_escape(h, value));
    }
    int64_t before = scene_event(h, m.id).changed_at;
    house_at(h, "2024-06-21T13:00:00+02:00");
    a = save(h, &m, str_c(&h->mem, buf_str(&back)));
    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, m.id).changed_at, before); /* nothing was new */
}

static void it_is_called_off_put_off_or_moved_with_a_reason(void **state)
{
    static const struct {
        const char *fields;
        int status;
        EventState state;
    } cases[] = {
        { "become=cancelled", 422, EVENT_PUBLISHED },
        { "become=cancelled&state_reason=+", 422, EVENT_PUBLISHED },
        { "become=published&state_reason=x", 400, EVENT_PUBLISHED },
        { "become=held&state_reason=x", 400, EVENT_PUBLISHED },
        { "become=refused&state_reason=x", 400, EVENT_PUBLISHED },
        { "become=draft&state_reason=x", 400, EVENT_PUBLISHED },
        { "become=9&state_reason=x", 400, EVENT_PUBLISHED },
        { "become=postponed&state_reason=x", 422, EVENT_PUBLISHED },
        { "become=postponed&state_reason=x&new_date=jamais", 422, EVENT_PUBLISHED },
        { "become=postponed&state_reason=Orage&new_date=2024-07-11", 303, EVENT_POSTPONED },
        { "become=moved_online&state_reason=Canicule", 303, EVENT_MOVED_ONLINE },
        { "become=cancelled&state_reason=Trop+peu+de+monde", 303, EVENT_CANCELLED },
        { "become=postponed&state_reason=x&new_date=2024-07-20", 422, EVENT_CANCELLED },
    };
    House *h = *state;
    Mine m = publish(h, "Café incertain", "&start=18:00&end=19:00");

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = call_off(h, &m, cases[i].fields);
        if (a.status != cases[i].status ||
            scene_event(h, m.id).state != (int64_t)cases[i].state) {
            fail_msg("%s: %d, %.*s", cases[i].fields, a.status, STR_ARG(a.body));
        }
    }
    Event e = scene_event(h, m.id);
    assert_str("2024-07-11T18:00:00+02:00", moment_iso(&h->mem, ZONE_PARIS, e.starts_at));
    assert_str("2024-07-11T19:00:00+02:00", moment_iso(&h->mem, ZONE_PARIS, e.ends_at));
    assert_str("2024-07-04T18:00:00+02:00", moment_iso(&h->mem, ZONE_PARIS, e.previous_at));
    assert_int_equal(e.mode, EVENT_ONLINE);
    assert_int_equal(e.sequence, 4);
    Answer a = page_of(h, &m);
    assert_int_equal(a.status, 200); /* never deleted once published */
    assert_says(&a, "Trop peu de monde");
    assert_says(&a, "4 juillet");
}

static void each_change_of_state_keeps_its_reason_and_its_date(void **state)
{
    House *h = *state;
    Mine m = publish(h, "Café raconté", "");
    Work w = house_work(h, "test");
    Change *list;
    size_t n;

    house_at(h, "2024-06-22T09:00:00+02:00");
    Answer a = call_off(h, &m, "become=cancelled&state_reason=Salle+prise");
    assert_int_equal(a.status, 303);
    assert_fine(event_change_store_list(&w, m.id, &list, &n));
    work_done(&w);
    assert_int_equal(n, 3);
    assert_int_equal(list[2].becomes, EVENT_PROPOSED); /* the last one first */
    assert_str("organizer", list[2].who);
    assert_int_equal(list[1].becomes, EVENT_PUBLISHED);
    assert_str("moderator", list[1].who);
    assert_int_equal(list[0].was, EVENT_PUBLISHED);
    assert_str("Salle prise", list[0].reason);
    assert_int_equal(list[0].at / DAY, (HOUSE_NOON + DAY) / DAY);
}

static void what_is_over_can_t_be_called_off(void **state)
{
    House *h = *state;
    Mine m = publish(h, "Café passé", "");

    house_at(h, "2024-07-06T09:00:00+02:00");
    Answer a = open_edit(h, &m, m.key);
    assert_says_not(&a, "name=\"become\"");
    a = page_of(h, &m);
    assert_int_equal(a.status, 200);
}

static void an_old_name_in_the_address_leads_to_the_new_one(void **state)
{
    House *h = *state;
    Mine m = publish(h, "Ancien nom", "");
    const char *old = house_text(h, "/cafes/%s/ancien-nom", m.text);

    assert_int_equal(house_get(h, old).status, 200);
    assert_int_equal(save(h, &m, "title=Nouveau+nom&date=2024-07-04&commune=Blois").status,
                     303);
    Answer a = house_get(h, old);
    assert_int_equal(a.status, 308);
    assert_str(house_text(h, "/cafes/%s/nouveau-nom", m.text), a.reply.location);
}

/* ---- facts and demonstration ---- */

static const DbQuery q_fact = {
    .name = "test.fact",
    .sql = "SELECT count(*) AS v FROM fact WHERE kind = $1 AND subject = $2"
};
static const DbCol fact_cols[] = { DB_COL_AS(EventId, v, "v") };
static const DbRow fact_row = DB_ROW(EventId, fact_cols);

static int64_t told(House *h, const char *fact, EventId id)
{
    Work w = house_work(h, "test");
    EventId n;

    assert_fine(
        work_one(&w, &q_fact, DB_ARGS(DB_T(str_from(fact)), DB_I(id.v)), &fact_row, &n));
    work_done(&w);
    return n.v;
}

static void what_happens_is_told(void **state)
{
    House *h = *state;
    Mine m = declare(h, "Café raconté", "");

    assert_int_equal(told(h, "event.declared", m.id), 1);
    assert_int_equal(told(h, "event.published", m.id), 0);
    become(h, m.id, EVENT_PUBLISHED);
    assert_int_equal(told(h, "event.published", m.id), 1);
    assert_int_equal(become(h, m.id, EVENT_PUBLISHED), EVENT_NOT_ALLOWED);
    assert_int_equal(told(h, "event.published", m.id), 1);
    save(h, &m, "title=Caf%C3%A9+raconte&date=2024-07-04&commune=Blois");
    assert_int_equal(told(h, "event.changed", m.id), 1);
    call_off(h, &m, "become=cancelled&state_reason=x");
    assert_int_equal(told(h, "event.cancelled", m.id), 1);
}

static void demonstration_events_alone_can_be_removed(void **state)
{
    House *h = *state;
    Mine real = publish(h, "Café véritable", "");
    Work w = house_work(h, "operator");
    Party party = { EVENT_ORGANIZER, STR("Exemple"), { 0 } };
    EventOutcome outcome;
    int64_t gone;

    for (int i = 0; i < 3; i++) {
        Event e = { .state = EVENT_PUBLISHED,
                    .theme = 1,
                    .title = STR("Café inventé"),
                    .starts_at = HOUSE_NOON + DAY,
                    .demo = true };
        assert_true(event_place(h->geo, STR("41018"), &e));
        assert_fine(event_declare(&w, &e, (Parties){ &party, 1 }, &outcome));
    }
    Answer a = house_get(h, "/cafes");
    assert_int_equal(says_times(&a, "Café inventé"), 3);
    assert_fine(event_forget_demo(&w, &gone));
    assert_int_equal(gone, 3);
    a = house_get(h, "/cafes?q=cafe");
    assert_says_not(&a, "Café inventé");
    assert_says(&a, "Café véritable");
    assert_int_equal(page_of(h, &real).status, 200);
    WorkTx tx = { 0 };
    assert_fine(work_begin(&w, &tx));
    assert_fine(event_store_erase(&w, real.id)); /* no demonstration: nothing happens */
    assert_fine(work_commit(&tx));
    assert_int_equal(page_of(h, &real).status, 200);
    assert_fine(event_forget_demo(&w, &gone));
    assert_int_equal(gone, 0);
    work_done(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(title_date_and_commune_are_enough),
        HOUSE_TEST(nobody_sees_it_before_a_moderator_published_it),
        HOUSE_TEST(a_refused_one_stays_unseen_and_may_be_published_after_all),
        HOUSE_TEST(all_that_was_said_is_on_the_page_but_the_secret_room),
        HOUSE_TEST(a_form_that_comes_twice_counts_once),
        HOUSE_TEST(a_problem_stands_by_its_field_with_all_that_was_typed),
        HOUSE_TEST(a_name_that_several_communes_share_is_asked_which),
        HOUSE_TEST(likely_twins_are_shown_side_by_side_and_both_answers_work),
        HOUSE_TEST(what_is_far_later_or_called_otherwise_is_no_twin),
        HOUSE_TEST(a_draft_waits_for_its_owner),
        HOUSE_TEST(a_series_stays_at_its_hour_when_summer_time_ends),
        HOUSE_TEST(a_series_that_comes_twice_counts_once),
        HOUSE_TEST(only_the_secret_of_its_link_opens_it),
        HOUSE_TEST(one_without_a_link_is_opened_by_nobody),
        HOUSE_TEST(a_change_of_time_or_place_counts_for_calendars_another_does_not),
        HOUSE_TEST(the_form_shows_what_is_stored_and_saves_it_back_unchanged),
        HOUSE_TEST(it_is_called_off_put_off_or_moved_with_a_reason),
        HOUSE_TEST(each_change_of_state_keeps_its_reason_and_its_date),
        HOUSE_TEST(what_is_over_can_t_be_called_off),
        HOUSE_TEST(an_old_name_in_the_address_leads_to_the_new_one),
        HOUSE_TEST(what_happens_is_told),
        HOUSE_TEST(demonstration_events_alone_can_be_removed),
    };

    return cmocka_run_group_tests_name("event", tests, NULL, NULL);
}
