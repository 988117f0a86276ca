/* event_owner_test.c - whose a café is, and how one signs up for it */
#include "rooms/account/account.h"
#include "rooms/event/event_claim.h"
#include "tests/scenes.h"

enum { GOOD = 3 };

typedef struct Mine {
    EventId id;
    const char *text, *key, *token;
} Mine;

static const char *token_of(House *h)
{
    Answer a = house_get(h, "/cafes/nouveau");

    return str_c(&h->mem, between(a.body, "name=\"token\" value=\"", "\""));
}

static Answer post(House *h, Str cookie, const char *token, const char *more)
{
    return house_as(h, cookie, "/cafes/nouveau",
                    house_text(h, "token=%s&date=2024-07-04&commune=Blois%s", token, more));
}

static Mine mine_of(House *h, const Answer *a, const char *token)
{
    Mine m = { .text = str_c(&h->mem, between(a->reply.location, "/cafes/", "/")),
               .token = token };
    Str path, key;

    if (a->status != 303) {
        fail_msg("%d: %.*s", a->status, STR_ARG(a->body));
    }
    assert_true(str_cut(a->reply.location, '=', &path, &key));
    m.key = str_c(&h->mem, str_slice(key, 0, 32));
    assert_true(work_id_read(str_from(m.text), &m.id.v));
    return m;
}

static Mine declare_as(House *h, Str cookie, const char *more)
{
    const char *token = token_of(h);
    Answer a = post(h, cookie, token, more);

    return mine_of(h, &a, token);
}

static Mine declare(House *h, const char *more)
{
    return declare_as(h, STR("test=1"), more);
}

static void publish(House *h, EventId id)
{
    Work w = house_work(h, "moderator");
    EventOutcome outcome;

    assert_fine(event_become(&w, id, EVENT_PUBLISHED, (Str){ 0 }, 0, &outcome));
    work_done(&w);
    assert_int_equal(outcome, EVENT_OK);
}

/* As the job of "account.signed_in" does. */
static void signed_in(House *h, const char *mail)
{
    scene_job(h, event_claim_mail, scene_account(h, mail).v);
}

/* ---- the form ---- */

static void a_form_that_comes_again_with_other_words_keeps_the_first(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Premier");
    Answer a = post(h, STR("test=1"), m.token, "&title=Second");
    Mine again = mine_of(h, &a, m.token);

    assert_int_equal(again.id.v, m.id.v);
    assert_true(str_ends(a.reply.location, STR("&deja=1")));
    a = house_follow(h, &a);
    assert_says(&a, "role=\"alert\"");
    assert_str("Premier", scene_event(h, m.id).title);
    a = post(h, STR("test=1"), m.token, "&title=Premier");
    assert_false(str_ends(a.reply.location, STR("&deja=1")));
}

static void days_of_reminders_are_read_or_asked_again(void **state)
{
    static const struct {
        const char *typed, *want; /* NULL: a problem */
    } all[] = {
        { "", "7,1" },        { "7,1", "7,1" },      { "7,+1", "7,1" }, { "14,%203", "14,3" },
        { "0", "" },          { "2,0", "2" },        { "1,7", NULL },   { "7,7", NULL },
        { "61", NULL },       { "60", "60" },        { "-1", NULL },    { "demain", NULL },
        { "9,7,5", "9,7,5" }, { "9,7,5,3,1", NULL },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(all); i++) {
        const char *token = token_of(h);
        Answer a = post(h, STR("test=1"), token,
                        house_text(h, "&twin=other&title=Rappels&remind=%s", all[i].typed));
        if (!all[i].want) {
            assert_int_equal(a.status, 422);
            assert_says(&a, "id=\"remind-err\"");
        } else {
            assert_str(all[i].want, scene_event(h, mine_of(h, &a, token).id).remind);
        }
    }
}

static void how_one_signs_up_is_said_whole_or_asked_again(void **state)
{
    static const struct {
        const char *fields, *problem; /* NULL: none */
        int64_t signup, confirm;
    } all[] = {
        { "", NULL, EVENT_SIGNUP_NONE, 0 },
        { "&capacity=12", NULL, EVENT_SIGNUP_HERE, 0 },
        { "&signup=ici&capacity=12&confirm_mail=oui", NULL, EVENT_SIGNUP_HERE, 1 },
        { "&signup=libre&capacity=12", NULL, EVENT_SIGNUP_NONE, 0 },
        { "&signup=ailleurs&signup_url=https://a.example/x", NULL, EVENT_SIGNUP_NONE, 0 },
        { "&signup=ici", "id=\"capacity-err\"", 0, 0 },
        { "&signup=ailleurs", "id=\"signup_url-err\"", 0, 0 },
        { "&owner_mail=rien", "id=\"owner_mail-err\"", 0, 0 },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(all); i++) {
        const char *token = token_of(h);
        Answer a = post(h, STR("test=1"), token,
                        house_text(h, "&twin=other&title=Places%s", all[i].fields));
        if (all[i].problem) {
            assert_int_equal(a.status, 422);
            assert_says(&a, all[i].problem);
            assert_says(&a, "value=\"Places\"");
            continue;
        }
        Event e = scene_event(h, mine_of(h, &a, token).id);
        assert_int_equal(e.signup, all[i].signup);
        assert_int_equal(e.confirm_mail, all[i].confirm);
    }
}

static void who_declared_it_is_in_no_face(void **state)
{
    static const char *const faces[] = {
        "",           ".json",       ".ics",           "/cafes.json", "/cafes.csv",
        "/cafes.ics", "/cafes.atom", "/cafes.geojson", "/cafes"
    };
    House *h = *state;
    Mine m = declare(h, "&title=Discret&start=14:00&owner_mail=zelie@exemple.example"
                        "&online_url=https://salle.example/x");

    publish(h, m.id);
    assert_str("zelie@exemple.example", scene_event(h, m.id).owner_mail);
    for (size_t i = 0; i < COUNT(faces); i++) {
        bool list = faces[i][0] == '/';
        Answer a =
            house_get(h, list ? faces[i] : house_text(h, "/cafes/%s%s", m.text, faces[i]));
        a = a.status == 308 ? house_follow(h, &a) : a;
        assert_int_equal(a.status, 200);
        assert_says(&a, "Discret");
        assert_says_not(&a, "zelie");
        assert_says_not(&a, "salle.example");
    }
}

/* ---- whose it is ---- */

static Answer edit_as(House *h, Str cookie, const Mine *m)
{
    return house_as(h, cookie, house_text(h, "/cafes/%s/modifier", m->text), NULL);
}

static void it_belongs_to_who_reads_the_letters_of_its_address(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&owner_mail=Zelie@exemple.example");
    Mine other = declare(h, "&twin=other&title=Autre&owner_mail=paul@exemple.example");
    Str cookie = house_sign_in(h, "zelie@exemple.example", false);

    assert_int_equal(edit_as(h, cookie, &m).status, 404);
    signed_in(h, "zelie@exemple.example");
    assert_int_equal(edit_as(h, cookie, &m).status, 200);
    assert_int_equal(edit_as(h, cookie, &other).status, 404);
    Answer a = house_as(h, cookie, "/mes-cafes", NULL);
    assert_says(&a, "Mien");
    assert_says_not(&a, "Autre");
}

static void a_link_makes_it_theirs_once(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Par+lien");
    Str zelie = house_sign_in(h, "zelie@exemple.example", false);
    Str paul = house_sign_in(h, "paul@exemple.example", false);
    const char *claim = house_text(h, "/cafes/%s/ajouter", m.text);

    (void)house_as(h, zelie, claim, "key=00000000000000000000000000000000");
    assert_int_equal(scene_event(h, m.id).owner_id.v, 0);
    (void)house_as(h, STR("test=1"), claim, house_text(h, "key=%s", m.key));
    assert_int_equal(scene_event(h, m.id).owner_id.v, 0); /* nobody has signed in */
    assert_int_equal(house_as(h, zelie, claim, house_text(h, "key=%s", m.key)).status, 303);
    int64_t owner = scene_event(h, m.id).owner_id.v;
    assert_int_not_equal(owner, 0);
    assert_int_equal(edit_as(h, zelie, &m).status, 200);
    (void)house_as(h, paul, claim, house_text(h, "key=%s", m.key));
    assert_int_equal(scene_event(h, m.id).owner_id.v, owner);
}

static const char team[] = "SELECT count(*) AS n FROM role WHERE scope = 4";

static Answer claim_as(House *h, Str cookie, const Mine *m)
{
    return house_as(h, cookie, house_text(h, "/cafes/%s/ajouter", m->text),
                    house_text(h, "key=%s", m->key));
}

static Answer door_as(House *h, Str cookie, const Mine *m)
{
    return house_as(h, cookie, house_text(h, "/mes-cafes/%s/porte", m->text), NULL);
}

/* Zélie declared it; Paul has the link, has joined, and she knows. */
static void assert_helps(House *h, const Mine *m, size_t letters)
{
    Letter l;

    assert_int_equal(scene_count(h, team), 1);
    assert_str("zelie@exemple.example", scene_event(h, m->id).owner_mail);
    assert_int_equal(scene_letters(h, POST_ORGANIZER, "paul@exemple.example", NULL), 0);
    assert_int_equal(scene_letters(h, POST_ORGANIZER, "zelie@exemple.example", &l), letters);
    assert_true(str_has(l.body_text, STR("paul@exemple.example")));
    assert_true(str_has(l.body_text, str_from(house_text(h, "/mes-cafes/%s/equipe", m->text))));
}

static void a_link_does_not_take_it_from_who_declared_it(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&start=14:00&owner_mail=Zelie@exemple.example");
    Str paul = house_sign_in(h, "paul@exemple.example", true);

    Answer a =
        house_as(h, paul, house_text(h, "/cafes/%s/modifier?cle=%s", m.text, m.key), NULL);
    assert_says(&a, "Rejoindre l’équipe");
    assert_says_not(&a, "Ajouter à mes cafés");
    assert_says_not(&a, "zelie@");
    a = claim_as(h, paul, &m);
    assert_str("/mes-cafes?fait=equipe", a.reply.location);
    a = house_as(h, paul, "/mes-cafes?fait=equipe", NULL);
    assert_says(&a, "vous êtes de l’équipe de ce café");
    assert_says(&a, "Mien");
    assert_int_equal(scene_event(h, m.id).owner_id.v, 0);
    assert_helps(h, &m, 1);
    assert_int_equal(claim_as(h, paul, &m).status, 303);
    assert_helps(h, &m, 1);
    Str zelie = house_sign_in(h, "zelie@exemple.example", true);
    signed_in(h, "zelie@exemple.example");
    assert_int_equal(scene_event(h, m.id).owner_id.v,
                     scene_account(h, "zelie@exemple.example").v);
    a = house_as(h, zelie, "/mes-cafes", NULL);
    assert_says(&a, "Mien");
    assert_int_equal(edit_as(h, zelie, &m).status, 200);
    assert_int_equal(edit_as(h, paul, &m).status, 404);
    assert_int_equal(door_as(h, house_sign_in(h, "paul@exemple.example", true), &m).status,
                     200);
}

static void a_link_does_not_take_it_from_its_owner(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&start=14:00&owner_mail=zelie@exemple.example");
    Str zelie = house_sign_in(h, "zelie@exemple.example", true);
    Str paul = house_sign_in(h, "paul@exemple.example", true);
    const char *remove = house_text(h, "/mes-cafes/%s/equipe/retirer", m.text);

    signed_in(h, "zelie@exemple.example");
    int64_t owner = scene_event(h, m.id).owner_id.v;
    assert_int_equal(owner, scene_account(h, "zelie@exemple.example").v);
    assert_str("/mes-cafes?fait=equipe", claim_as(h, paul, &m).reply.location);
    assert_int_equal(scene_event(h, m.id).owner_id.v, owner);
    assert_helps(h, &m, 1);
    assert_str("/mes-cafes?fait=ajoute", claim_as(h, zelie, &m).reply.location);
    assert_helps(h, &m, 1);
    assert_int_equal(house_as(h, zelie, remove, "mail=paul%40exemple.example").status, 303);
    assert_int_equal(door_as(h, house_sign_in(h, "paul@exemple.example", true), &m).status,
                     404);
    house_at(h, "2024-06-21T12:10:00+02:00");
    assert_int_equal(claim_as(h, paul, &m).status, 303);
    assert_helps(h, &m, 2); /* told again when he comes back */
}

static void who_declared_it_owns_it_by_its_link_too(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&owner_mail=zelie@exemple.example");
    Str zelie = house_sign_in(h, "zelie@exemple.example", false);

    assert_str("/mes-cafes?fait=ajoute", claim_as(h, zelie, &m).reply.location);
    assert_int_equal(scene_event(h, m.id).owner_id.v,
                     scene_account(h, "zelie@exemple.example").v);
    assert_int_equal(scene_letters(h, POST_ORGANIZER, NULL, NULL), 0);
}

static void nobody_joins_what_is_over_nor_a_team_that_is_full(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&start=14:00&owner_mail=zelie@exemple.example");
    Str paul = house_sign_in(h, "paul@exemple.example", false);

    for (int i = 1; i <= 20; i++) {
        scene_script(h, house_text(h,
                                   "INSERT INTO account (id, mail, made_at, seen_at)"
                                   " VALUES (%d, 'a%d', 0, 0);"
                                   " INSERT INTO role (id, account_id, role, scope, code,"
                                   " made_at, until_at) VALUES (%d, %d, 0, 4, '%s', 0, 0)",
                                   i, i, i, i, m.text));
    }
    Answer a = claim_as(h, paul, &m);
    assert_int_equal(a.status, 422);
    assert_says(&a, "L’équipe de ce café est complète");
    assert_int_equal(scene_count(h, team), 20);
    house_at(h, "2024-07-06T12:00:00+02:00");
    a = claim_as(h, house_sign_in(h, "paul@exemple.example", false), &m);
    assert_int_equal(a.status, 422);
    assert_says(&a, "Ce café est passé");
    assert_int_equal(scene_letters(h, POST_ORGANIZER, NULL, NULL), 0);
}

static void nobody_joins_whom_the_declarer_cannot_be_told_of(void **state)
{
    enum { MANY = 60 };
    House *h = *state;
    Str paul = house_sign_in(h, "paul@exemple.example", false);
    int joined = 0;
    Answer a = { .status = 303 };

    while (a.status == 303 && joined < MANY) {
        Mine m = declare(h, house_text(h,
                                       "&twin=other&start=14:00&title=Mien+%d"
                                       "&owner_mail=zelie@exemple.example",
                                       joined));
        a = claim_as(h, paul, &m);
        joined += a.status == 303;
    }
    assert_int_equal(a.status, 422);
    assert_says(&a, "Nous ne pouvons pas prévenir");
    assert_int_equal(scene_count(h, team), joined);
    assert_int_equal(scene_letters(h, POST_ORGANIZER, "zelie@exemple.example", NULL), joined);
}

/* ---- another link ---- */

static void another_link_shuts_the_one_of_before(void **state)
{
    House *h = *state;
    Mine m = declare(h, "&title=Mien&start=14:00&owner_mail=zelie@exemple.example"
                        "&repeat=weekly&repeat_count=3");
    Str zelie = house_sign_in(h, "zelie@exemple.example", true);
    const char *relink = house_text(h, "/mes-cafes/%s/equipe/lien", m.text);
    const char *page = house_text(h, "/mes-cafes/%s/equipe?fait=lien", m.text);
    const char *old = house_text(h, "/cafes/%s/modifier?cle=%s", m.text, m.key);

    signed_in(h, "zelie@exemple.example");
    assert_int_equal(house_get(h, old).status, 200);
    assert_true(str_starts(house_as(h, zelie, relink, "").reply.location, str_from(page)));
    assert_int_equal(house_get(h, old).status, 404);
    Answer a = house_as(h, zelie, page, NULL);
    Str link = between(a.body, "<a href=\"https://cafes.example/cafes/", "\"");
    assert_int_equal(house_get(h, house_text(h, "/cafes/%.*s", STR_ARG(link))).status, 200);
    /* The same of all its dates; and the form that declared it tells nothing more. */
    assert_int_equal(scene_count(h, "SELECT count(DISTINCT edit_hash) AS n FROM event"), 1);
    a = post(h, STR("test=1"), m.token, "&title=Mien&twin=other");
    assert_int_not_equal(mine_of(h, &a, m.token).id.v, m.id.v);
}

/* ---- declared while its owner has signed in ---- */

static void what_is_declared_with_a_known_address_is_theirs_at_once(void **state)
{
    House *h = *state;
    Str zelie = house_sign_in(h, "zelie@exemple.example", false);

    house_listen(h);
    (void)declare(h, "&title=Mien&owner_mail=Zelie@exemple.example");
    house_jobs(h);
    (void)declare(h, "&twin=other&title=Jeudis&start=14:00&repeat=weekly&repeat_count=3"
                     "&owner_mail=zelie@exemple.example");
    (void)declare(h, "&twin=other&title=Autre&owner_mail=paul@exemple.example");
    house_jobs(h);
    Answer a = house_as(h, zelie, "/mes-cafes", NULL);
    assert_says(&a, "Mien");
    assert_int_equal(says_times(&a, "Jeudis"), 3);
    assert_says_not(&a, "Autre");
}

static void a_known_address_lends_nobody_its_good_name(void **state)
{
    House *h = *state;
    Str zelie = house_sign_in(h, "zelie@exemple.example", false);

    h->site.trust_after = 1;
    house_listen(h);
    publish(h, declare_as(h, zelie, "&twin=other&title=Bon").id);
    Mine m = declare(h, "&title=Faux&draft=1&owner_mail=zelie@exemple.example");
    house_jobs(h);
    assert_int_equal(scene_event(h, m.id).owner_id.v,
                     scene_account(h, "zelie@exemple.example").v);
    const char *edit = house_text(h, "/cafes/%s/modifier", m.text);
    const char *form = "title=Faux&date=2024-07-04&commune=Blois&draft=no";
    assert_int_equal(house_post(h, edit, house_text(h, "%s&key=%s", form, m.key)).status, 303);
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
    publish(h, m.id);
    form = "title=Encore+plus+faux&date=2024-07-04&commune=Blois";
    assert_int_equal(house_post(h, edit, house_text(h, "%s&key=%s", form, m.key)).status, 303);
    assert_int_not_equal(scene_event(h, m.id).unread_at, 0);
}

static void after_some_good_ones_theirs_are_published_at_once(void **state)
{
    House *h = *state;
    Str zelie = house_sign_in(h, "zelie@exemple.example", false);

    h->site.trust_after = GOOD;
    for (int i = 0; i < GOOD; i++) {
        Mine m = declare_as(h, zelie, house_text(h, "&twin=other&title=Bon+%d", i));
        assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
        publish(h, m.id);
    }
    Mine m = declare_as(h, zelie, "&twin=other&title=De+confiance");
    assert_int_equal(scene_event(h, m.id).state, EVENT_PUBLISHED);
    m = declare(h, "&twin=other&title=Inconnue&owner_mail=zelie@exemple.example");
    /* An address proves nothing. */
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
    h->site.trust_after = 0;
    m = declare_as(h, zelie, "&twin=other&title=Jamais");
    assert_int_equal(scene_event(h, m.id).state, EVENT_PROPOSED);
}

/* ---- what pages cost ---- */

static void a_page_asks_as_much_of_many_as_of_one(void **state)
{
    enum { MANY = 12 };
    House *h = *state;
    int64_t list = 0, page = 0;

    for (int i = 0; i < MANY; i++) {
        Mine m = declare(h, house_text(h, "&twin=other&title=Compte+%d&capacity=12", i));
        publish(h, m.id);
        Answer a = house_get(h, house_text(h, "/cafes/%s", m.text));
        int64_t shown = (a.status == 308 ? house_follow(h, &a) : a).statements;
        int64_t listed = house_get(h, "/cafes").statements;
        page = i == 0 ? shown : page;
        list = i == 0 ? listed : list;
        assert_int_equal(shown, page);
        assert_int_equal(listed, list);
    }
    assert_true(list <= 3);
    assert_true(page <= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_form_that_comes_again_with_other_words_keeps_the_first),
        HOUSE_TEST(days_of_reminders_are_read_or_asked_again),
        HOUSE_TEST(how_one_signs_up_is_said_whole_or_asked_again),
        HOUSE_TEST(who_declared_it_is_in_no_face),
        HOUSE_TEST(it_belongs_to_who_reads_the_letters_of_its_address),
        HOUSE_TEST(a_link_makes_it_theirs_once),
        HOUSE_TEST(a_link_does_not_take_it_from_who_declared_it),
        HOUSE_TEST(a_link_does_not_take_it_from_its_owner),
        HOUSE_TEST(who_declared_it_owns_it_by_its_link_too),
        HOUSE_TEST(nobody_joins_what_is_over_nor_a_team_that_is_full),
        HOUSE_TEST(nobody_joins_whom_the_declarer_cannot_be_told_of),
        HOUSE_TEST(another_link_shuts_the_one_of_before),
        HOUSE_TEST(what_is_declared_with_a_known_address_is_theirs_at_once),
        HOUSE_TEST(a_known_address_lends_nobody_its_good_name),
        HOUSE_TEST(after_some_good_ones_theirs_are_published_at_once),
        HOUSE_TEST(a_page_asks_as_much_of_many_as_of_one),
    };

    return cmocka_run_group_tests_name("event_owner", tests, NULL, NULL);
}
