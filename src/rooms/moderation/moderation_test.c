/* moderation_test.c - a café is looked at: published, asked about, refused, reported */
#include "rooms/moderation/moderation_store.h"

#include <inttypes.h>

#include "post/post_queue.h"
#include "rooms/event/event_front.h"
#include "tests/scenes.h"

typedef struct Mine {
    EventId id;
    const char *text;
} Mine;

static Mine declare(House *h, const char *title, const char *more)
{
    Answer form = house_get(h, "/cafes/nouveau");
    Str token = between(form.body, "name=\"token\" value=\"", "\"");
    Answer a = house_post(h, "/cafes/nouveau",
                          house_text(h, "token=%.*s&title=%s&date=2024-07-04&commune=Blois%s",
                                     STR_ARG(token), house_escape(h, str_from(title)), more));
    Mine m = { .text = str_c(&h->mem, between(a.reply.location, "/cafes/", "/")) };

    assert_int_equal(a.status, 303);
    assert_true(work_id_read(str_from(m.text), &m.id.v));
    return m;
}

static Str moderator(House *h)
{
    return scene_staff(h, "lea@example.org", ROLE_MODERATOR, "everywhere");
}

static Answer look(House *h, Str cookie, const Mine *m)
{
    return house_as(h, cookie, house_text(h, "/moderation/%s", m->text), NULL);
}

/* What a page of a café says of itself to the next request. */
static Str seen_on(const Answer *page)
{
    return between(page->body, "name=\"seen\" value=\"", "\"");
}

/* Decides with a page that was opened earlier. */
static Answer act_seeing(House *h, Str cookie, const Mine *m, Str seen, const char *form)
{
    return house_as(h, cookie, house_text(h, "/moderation/%s", m->text),
                    house_text(h, "%s&seen=%.*s", form, STR_ARG(seen)));
}

/* Decides with a page that was just opened. */
static Answer act(House *h, Str cookie, const Mine *m, const char *form)
{
    Answer page = look(h, cookie, m);

    return act_seeing(h, cookie, m, seen_on(&page), form);
}

/* The last letter about a decision to this address; empty: none. */
static Letter letter(House *h, const char *mail)
{
    Letter l = { 0 };

    (void)scene_letters(h, POST_REVIEW, mail, &l);
    return l;
}

static const char *link_in(House *h, const Letter *l, const char *page)
{
    Str rest = between(l->body_text, house_text(h, "https://cafes.example/%s/", page), "\n");

    return house_text(h, "/%s/%.*s", page, STR_ARG(str_trim(rest)));
}

static void each_sees_what_waits_in_their_territory(void **state)
{
    House *h = *state;
    Str everywhere = moderator(h);
    Str here = scene_staff(h, "noe@example.org", ROLE_COORDINATOR, "department:41");
    Str elsewhere = scene_staff(h, "ines@example.org", ROLE_COORDINATOR, "department:37");
    Str nobody = house_sign_in(h, "paul@example.org", true);
    Mine m = declare(h, "Café qui attend", "");
    const struct {
        Str cookie;
        int list, one;
        bool sees;
    } cases[] = {
        { everywhere, 200, 200, true },
        { here, 200, 200, true },
        { elsewhere, 200, 404, false },
        { nobody, 404, 404, false },
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = house_as(h, cases[i].cookie, "/moderation", NULL);
        assert_int_equal(a.status, cases[i].list);
        house_assert_says(&a, "Café qui attend", cases[i].sees, __FILE__, __LINE__);
        a = look(h, cases[i].cookie, &m);
        assert_int_equal(a.status, cases[i].one);
        if (!cases[i].sees) {
            assert_int_equal(act(h, cases[i].cookie, &m, "act=publie").status, 404);
        }
    }
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
    assert_int_equal(house_get(h, "/moderation").status, 303);
}

static void whoever_looks_after_a_territory_is_shown_the_way(void **state)
{
    House *h = *state;
    Str zoe = scene_staff(h, "zoe@example.org", ROLE_COORDINATOR, "department:41");
    Str nobody = house_sign_in(h, "paul@example.org", true);
    Answer a = house_as(h, zoe, "/compte", NULL);

    assert_says(&a, "href=\"/moderation\"");
    a = house_as(h, nobody, "/compte", NULL);
    assert_says_not(&a, "href=\"/moderation\"");
    assert_says(&a, "href=\"/mes-cafes\"");
}

static void a_network_head_sees_the_cafes_of_their_own_wherever_they_are(void **state)
{
    House *h = *state;
    Str head = scene_staff(h, "h@example.org", ROLE_NETWORK_HEAD, "organization:Amis du Pont");
    Mine own = declare(h, "Café du réseau", "&organizers=Ville%0AAmis+du+Pont");
    Mine alike = declare(h, "Café de voisins", "&twin=other&organizers=Amis+du+Pont+Neuf");
    Answer a = house_as(h, head, "/moderation", NULL);

    assert_int_equal(a.status, 200);
    assert_says(&a, "Café du réseau");
    assert_says_not(&a, "Café de voisins");
    assert_int_equal(look(h, head, &own).status, 200);
    assert_int_equal(act(h, head, &own, "act=publie").status, 404); /* sees, decides not */
    assert_int_equal(look(h, head, &alike).status, 404);
    Str both = scene_staff(h, "h@example.org", ROLE_COORDINATOR, "department:37");
    a = house_as(h, both, "/moderation", NULL);
    assert_says(&a, "Café du réseau");
    assert_says_not(&a, "Café de voisins");
    a = house_as(h, both, "/moderation?departement=37", NULL);
    assert_says_not(&a, "Café du réseau");
}

static void many_that_wait_cost_as_few_statements_as_one(void **state)
{
    enum { MANY = 8 };
    House *h = *state;
    Str lea = moderator(h);
    int64_t queue = 0, one = 0;

    for (int i = 0; i < MANY; i++) {
        Mine m =
            declare(h, house_text(h, "Café %d", i), "&twin=other&owner_mail=o@example.org");
        Answer a = house_as(h, lea, "/moderation", NULL), b = look(h, lea, &m);
        queue = i == 0 ? a.statements : queue;
        one = i == 0 ? b.statements : one;
        assert_int_equal(a.statements, queue);
        assert_int_equal(b.statements, one);
    }
    assert_true(queue <= 5); /* two are the session's */
    assert_true(one <= 12);
}

static void it_is_published_told_and_undone(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café relu", "&owner_mail=Amina@example.org");
    Answer a = act(h, lea, &m, "act=publie");

    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    Letter l = letter(h, "amina@example.org");
    assert_true(str_has(l.title, STR("Café relu")));
    assert_true(str_has(l.body_text, STR("/modifier?cle=")));
    a = look(h, lea, &m);
    assert_says(&a, "lea@example.org");
    assert_says(&a, "value=\"annule\"");
    assert_int_equal(act(h, lea, &m, "act=publie").status, 422);
    assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    house_at(h, "2024-06-29T09:00:00+02:00");
    lea = house_sign_in(h, "lea@example.org", true);
    assert_int_equal(act(h, lea, &m, "act=annule").status, 422); /* a week is over */
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
}

static void a_series_is_decided_as_a_whole(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café hebdomadaire", "&repeat=weekly&repeat_count=4");
    Answer a = house_as(h, lea, "/moderation", NULL);
    Event *list;
    size_t n;

    assert_int_equal(says_times(&a, "Café hebdomadaire"), 1);
    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    Work w = house_work(h, "test");
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 0);
    work_done(&w);
    assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
    w = house_work(h, "test");
    assert_fine(event_list_proposed(&w, 10, &list, &n));
    assert_int_equal(n, 4);
    work_done(&w);
}

static void a_question_leaves_with_a_link_to_answer(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café flou", "&owner_mail=amina@example.org");
    Mine mute = declare(h, "Café muet", "");

    assert_int_equal(act(h, lea, &m, "act=demande&body=+").status, 422);
    assert_int_equal(act(h, lea, &mute, "act=demande&body=O%C3%B9+est-ce").status, 422);
    assert_int_equal(act(h, lea, &m, "act=demande&body=O%C3%B9+est-ce").status, 303);
    assert_int_equal(act(h, lea, &m, "act=demande&body=O%C3%B9+est-ce").status, 303);
    Letter l = letter(h, "amina@example.org");
    const char *link = link_in(h, &l, "reponses");
    Answer a = house_get(h, link);
    assert_int_equal(a.status, 200);
    assert_says(&a, "Où est-ce");
    Str path, key;
    assert_true(str_cut(str_from(link), '?', &path, &key));
    key = str_slice(key, 4, key.len);
    const char *to = str_c(&h->mem, path);
    assert_int_equal(house_get(h, to).status, 404);
    assert_int_equal(house_post(h, to, "answer=Ici&key=x").status, 404);
    a = house_post(h, to, house_text(h, "answer=+&key=%.*s", STR_ARG(key)));
    assert_int_equal(a.status, 422);
    a = house_post(h, to, house_text(h, "answer=Salle+bleue&key=%.*s", STR_ARG(key)));
    assert_int_equal(a.status, 303);
    a = look(h, lea, &m);
    assert_says(&a, "Salle bleue");
    assert_int_equal(says_times(&a, "Où est-ce"), 1); /* asked twice, once */
}

static void it_is_refused_for_a_public_reason_and_may_come_back(void **state)
{
    static const struct {
        const char *form;
        int status;
    } cases[] = {
        { "act=refuse", 422 },
        { "act=refuse&reason=jaloux", 422 },
        { "act=refuse&reason=autre", 422 },
        { "act=tout", 400 },
        { "act=refuse&reason=commercial&word=Billets+payants", 303 },
        { "act=refuse&reason=commercial", 422 },
    };
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café payant", "&owner_mail=amina@example.org");

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = act(h, lea, &m, cases[i].form);
        if (a.status != cases[i].status) {
            fail_msg("%s: %d %.*s", cases[i].form, a.status, STR_ARG(a.body));
        }
    }
    assert_int_equal(scene_event(h, m.id).state, EVENT_REFUSED);
    Letter l = letter(h, "amina@example.org");
    assert_true(str_has(l.body_text, STR("Billets payants")));
    assert_true(str_has(l.body_text, STR("/ce-que-nous-publions")));
    assert_int_equal(house_get(h, "/ce-que-nous-publions").status, 200);
    const char *edit = link_in(h, &l, "cafes");
    Str path, key;
    assert_true(str_cut(str_from(edit), '?', &path, &key));
    Answer a = house_post(h, str_c(&h->mem, path),
                          house_text(h,
                                     "key=%.*s&title=Caf%%C3%%A9+gratuit&date=2024-07-04"
                                     "&commune=Blois&draft=no",
                                     STR_ARG(str_slice(key, 4, key.len))));
    assert_int_equal(a.status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
}

/* How a report is settled: the status of the answer. */
static int settle(House *h, Str cookie, Str report, Str seen, const char *form)
{
    return house_as(h, cookie, house_text(h, "/moderation/signalements/%.*s", STR_ARG(report)),
                    house_text(h, "%s&seen=%.*s", form, STR_ARG(seen)))
        .status;
}

static void anybody_reports_a_published_one_and_its_organiser_answers(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café contesté", "&owner_mail=amina@example.org");
    const char *page = house_text(h, "/cafes/%s/signaler", m.text);

    assert_int_equal(house_get(h, page).status, 404); /* not public yet */
    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    assert_int_equal(house_get(h, page).status, 200);
    assert_int_equal(house_post(h, page, "body=x").status, 422);
    assert_int_equal(house_post(h, page, "reason=autre").status, 422);
    assert_int_equal(house_post(h, page, "reason=faux&mail=paul").status, 422);
    Answer a = house_post(h, page, "reason=faux&body=Ferm%C3%A9&mail=paul@example.org");
    assert_int_equal(a.status, 303);
    Letter l = letter(h, "amina@example.org");
    assert_false(str_has(l.body_text, STR("paul")));
    const char *link = link_in(h, &l, "signalements");
    a = house_get(h, link);
    assert_says(&a, "Fermé");
    Str path, key;
    assert_true(str_cut(str_from(link), '?', &path, &key));
    a = house_post(
        h, str_c(&h->mem, path),
        house_text(h, "answer=Ouvert&key=%.*s", STR_ARG(str_slice(key, 4, key.len))));
    assert_int_equal(a.status, 303);
    a = house_as(h, lea, "/moderation", NULL);
    assert_says(&a, "1 signalement");
    a = look(h, lea, &m);
    assert_says(&a, "Ouvert");
    assert_says_not(&a, "paul@example.org");
    Str report = between(a.body, "/moderation/signalements/", "\"");
    Str seen = seen_on(&a);
    assert_int_equal(settle(h, lea, report, seen, "decide=retirer&sentence=+"), 422);
    assert_int_equal(settle(h, lea, report, STR("1"), "decide=retirer&sentence=Ferme"), 422);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    assert_int_equal(settle(h, lea, report, seen, "decide=retirer&sentence=Ferme"), 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_REFUSED);
    assert_int_equal(settle(h, lea, report, seen, "decide=retirer&sentence=Ferme"), 303);
    assert_int_equal(settle(h, lea, report, seen, "decide=garder&sentence=Non"), 422);
    assert_int_equal(scene_letters(h, POST_REVIEW, "paul@example.org", NULL), 1);
    l = letter(h, "paul@example.org");
    assert_true(str_has(l.title, STR("Nous avons décidé")));
}

static void so_many_reports_are_enough(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café très contesté", "");
    const char *page = house_text(h, "/cafes/%s/signaler", m.text);

    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    for (int i = 0; i < REPORTS_OPEN_MAX; i++) {
        Answer a = house_post(h, page, house_text(h, "reason=autre&body=Raison+%d", i));
        assert_int_equal(a.status, 303);
    }
    assert_int_equal(house_post(h, page, "reason=autre&body=Encore").status, 422);
}

static void after_good_ones_they_are_published_at_once(void **state)
{
    static const EventState want[] = { EVENT_PROPOSED, EVENT_PROPOSED, EVENT_PUBLISHED };
    House *h = *state;
    Str lea = moderator(h), amina = house_sign_in(h, "amina@example.org", false);

    h->site.trust_after = 2;
    for (size_t i = 0; i < COUNT(want); i++) {
        Answer a = house_as(h, amina, "/cafes/nouveau",
                            house_text(h,
                                       "title=Caf%%C3%%A9+num%%C3%%A9ro+%zu"
                                       "&date=2024-0%zu-04&commune=Blois",
                                       i, i + 7));
        assert_int_equal(a.status, 303);
        Mine m = { .text = str_c(&h->mem, between(a.reply.location, "/cafes/", "/")) };
        assert_true(work_id_read(str_from(m.text), &m.id.v));
        assert_int_equal(scene_event(h, m.id).state, want[i]);
        if (want[i] == EVENT_PROPOSED) {
            assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
        }
    }
}

static void what_its_organiser_changes_is_looked_at_again(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café changeant", "&owner_mail=amina@example.org");

    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    Letter l = letter(h, "amina@example.org");
    Str key = between(l.body_text, "modifier?cle=", "\n");
    Answer a = house_post(h, house_text(h, "/cafes/%s/modifier", m.text),
                          house_text(h,
                                     "key=%.*s&title=Caf%%C3%%A9+changeant&date=2024-07-04"
                                     "&commune=Blois&body=Autre+chose",
                                     STR_ARG(str_trim(key))));
    assert_int_equal(a.status, 303);
    a = house_as(h, lea, "/moderation", NULL);
    assert_says(&a, "Modifiés depuis la lecture");
    assert_int_equal(act(h, lea, &m, "act=lu").status, 303);
    a = house_as(h, lea, "/moderation", NULL);
    assert_says_not(&a, "Modifiés depuis la lecture");
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
}

/* Somebody takes a seat, as the form does. */
static void join(House *h, const Mine *m)
{
    const char *page = house_text(h, "/cafes/%s/inscription", m->text);
    Answer form = house_get(h, page);
    Str token = between(form.body, "name=\"token\" value=\"", "\"");

    assert_int_equal(
        house_post(h, page, house_text(h, "token=%.*s&name=Paul&seats=1", STR_ARG(token)))
            .status,
        303);
}

static void a_button_pressed_twice_decides_once(void **state)
{
    static const struct {
        const char *form;
        int64_t state;
    } cases[] = {
        { "act=publie", EVENT_PUBLISHED },
        { "act=annule", EVENT_PROPOSED },
        { "act=refuse&reason=commercial", EVENT_REFUSED },
        { "act=annule", EVENT_PROPOSED },
    };
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café cliqué deux fois", "&owner_mail=amina@example.org");

    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer page = look(h, lea, &m);
        Str seen = seen_on(&page);
        for (int times = 0; times < 2; times++) {
            assert_int_equal(act_seeing(h, lea, &m, seen, cases[i].form).status, 303);
            assert_int_equal(scene_event(h, m.id).state, cases[i].state);
        }
    }
    assert_int_equal(scene_count(h, "SELECT count(*) AS n FROM event_change"), 5);
}

static void an_undo_is_said_and_is_not_undone(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café hésitant", "");

    assert_int_equal(act(h, lea, &m, "act=refuse&reason=commercial").status, 303);
    assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
    Answer page = look(h, lea, &m);
    assert_says_not(&page, "value=\"annule\"");
    assert_says(&page, "Décision annulée : Proposé");
    assert_int_equal(act(h, lea, &m, "act=annule").status, 422);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
}

static void nobody_decides_on_what_they_have_not_seen(void **state)
{
    static const struct {
        const char *form;
    } cases[] = {
        { "act=publie" },
        { "act=refuse&reason=commercial&word=Billets" },
        { "act=annule" },
        { "act=lu" },
    };
    House *h = *state;
    Str lea = moderator(h);
    Str noe = scene_staff(h, "noe@example.org", ROLE_COORDINATOR, "department:41");
    Mine m = declare(h, "Café disputé", "");
    Answer old = look(h, noe, &m);

    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = act_seeing(h, noe, &m, seen_on(&old), cases[i].form);
        assert_int_equal(a.status, 422);
        assert_says(&a, "a changé depuis que vous avez ouvert cette page");
        assert_int_equal(act_seeing(h, noe, &m, (Str){ 0 }, cases[i].form).status, 422);
        assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    }
    Answer a = act_seeing(h, noe, &m, seen_on(&old), cases[1].form);
    assert_says(&a, ">Billets</textarea>"); /* and what was typed is kept */
    assert_int_equal(act_seeing(h, noe, &m, seen_on(&a), cases[1].form).status, 303);
}

static void twins_that_wait_are_seen_side_by_side(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Str here = scene_staff(h, "noe@example.org", ROLE_COORDINATOR, "department:41");
    Mine one = declare(h, "Café du pont", "");
    Mine two = declare(h, "Café du pont", "&twin=other");
    const char *link = house_text(h, "href=\"/moderation/%s\"", two.text);
    const char *choice = house_text(h, "name=\"twin\" value=\"%s\"", two.text);
    Event e = scene_event(h, two.id);

    for (size_t i = 0; i < 2; i++) {
        Answer a = look(h, i == 0 ? lea : here, &one);
        assert_says(&a, "qui lui ressemble");
        assert_says(&a, link);
        assert_says(&a, choice);
    }
    scene_script(h, "UPDATE event SET department = '45'");
    scene_script(
        h, house_text(h, "UPDATE event SET department = '41' WHERE id = %" PRId64, one.id.v));
    Answer a = look(h, here, &one);
    assert_says_not(&a, link); /* not of their territory */
    a = look(h, lea, &one);
    assert_says(&a, link);
    assert_int_equal(act(h, lea, &two, "act=publie").status, 303);
    a = look(h, here, &one);
    assert_says(&a, str_c(&h->mem, event_url(&h->mem, &e)));
}

static void a_form_that_declares_shows_no_twin_that_waits(void **state)
{
    House *h = *state;
    Mine one = declare(h, "Café du pont", ""), two = declare(h, "Café du pont", "");

    assert_int_not_equal(one.id.v, two.id.v);
}

static void who_counts_on_it_is_said_before_and_bars_the_way_back(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café attendu", "&signup=ici&capacity=5");

    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    Answer a = look(h, lea, &m);
    assert_says_not(&a, "compte sur ce café");
    assert_says(&a, "value=\"annule\"");
    join(h, &m);
    a = look(h, lea, &m);
    assert_says(&a, "1 personne compte sur ce café");
    assert_says_not(&a, "value=\"annule\"");
    assert_int_equal(act(h, lea, &m, "act=refuse&reason=commercial").status, 303);
    a = look(h, lea, &m);
    assert_says_not(&a, "value=\"annule\"");
    assert_says(&a, "ne peut plus être annulée");
    assert_int_equal(act(h, lea, &m, "act=annule").status, 422);
}

static void whoever_was_not_told_of_a_decision_is_not_told_that_it_is_undone(void **state)
{
    static const char *decisions[] = { "act=publie", "act=refuse&reason=commercial" };
    House *h = *state;
    Str lea = moderator(h);

    for (size_t i = 0; i < COUNT(decisions); i++) {
        const char *mail = house_text(h, "amina%zu@example.org", i);
        Mine m = declare(h, house_text(h, "Café numéro %zu", i),
                         house_text(h, "&twin=other&owner_mail=%s", mail));
        assert_int_equal(act(h, lea, &m, "act=demande&body=O%C3%B9").status, 303);
        assert_int_equal(act(h, lea, &m, decisions[i]).status, 303);
        assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
        Letter l;
        assert_int_equal(scene_letters(h, POST_REVIEW, mail, &l), 1);
        assert_true(str_has(l.body_text, STR("/reponses/"))); /* the question still goes */
        assert_int_equal(act(h, lea, &m, decisions[i]).status, 303);
        scene_script(h, house_text(h, "UPDATE letter SET state = %d", POST_SENT));
        assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
        l = letter(h, mail);
        assert_true(str_has(l.title, STR("Nous revenons sur une décision")));
    }
}

static void a_withdrawal_that_nobody_read_of_is_undone_in_silence(void **state)
{
    House *h = *state;
    Str lea = moderator(h);
    Mine m = declare(h, "Café signalé", "&owner_mail=amina@example.org");

    assert_int_equal(act(h, lea, &m, "act=publie").status, 303);
    scene_script(h, house_text(h, "UPDATE letter SET state = %d", POST_SENT));
    house_post(h, house_text(h, "/cafes/%s/signaler", m.text),
               "reason=faux&body=Ferme&mail=paul@example.org");
    Answer a = look(h, lea, &m);
    Str report = between(a.body, "/moderation/signalements/", "\"");
    assert_int_equal(settle(h, lea, report, seen_on(&a), "decide=retirer&sentence=Non"), 303);
    assert_int_equal(scene_letters(h, POST_REVIEW, NULL, NULL), 3);
    assert_int_equal(act(h, lea, &m, "act=annule").status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    assert_int_equal(scene_letters(h, POST_REVIEW, NULL, NULL), 1); /* it was reported */
}

static void every_statement_prepares(void **state)
{
    house_prepares(*state, moderation_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(each_sees_what_waits_in_their_territory),
        HOUSE_TEST(whoever_looks_after_a_territory_is_shown_the_way),
        HOUSE_TEST(a_network_head_sees_the_cafes_of_their_own_wherever_they_are),
        HOUSE_TEST(many_that_wait_cost_as_few_statements_as_one),
        HOUSE_TEST(it_is_published_told_and_undone),
        HOUSE_TEST(a_series_is_decided_as_a_whole),
        HOUSE_TEST(a_question_leaves_with_a_link_to_answer),
        HOUSE_TEST(it_is_refused_for_a_public_reason_and_may_come_back),
        HOUSE_TEST(anybody_reports_a_published_one_and_its_organiser_answers),
        HOUSE_TEST(so_many_reports_are_enough),
        HOUSE_TEST(after_good_ones_they_are_published_at_once),
        HOUSE_TEST(what_its_organiser_changes_is_looked_at_again),
        HOUSE_TEST(a_button_pressed_twice_decides_once),
        HOUSE_TEST(an_undo_is_said_and_is_not_undone),
        HOUSE_TEST(nobody_decides_on_what_they_have_not_seen),
        HOUSE_TEST(twins_that_wait_are_seen_side_by_side),
        HOUSE_TEST(a_form_that_declares_shows_no_twin_that_waits),
        HOUSE_TEST(who_counts_on_it_is_said_before_and_bars_the_way_back),
        HOUSE_TEST(whoever_was_not_told_of_a_decision_is_not_told_that_it_is_undone),
        HOUSE_TEST(a_withdrawal_that_nobody_read_of_is_undone_in_silence),
        HOUSE_TEST(every_statement_prepares),
    };

    return cmocka_run_group_tests_name("moderation", tests, NULL, NULL);
}
