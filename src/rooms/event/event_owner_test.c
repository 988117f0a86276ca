/* event_owner_test.c - whose a café is, and how one signs up for it */
#include "rooms/account/account.h"
#include "rooms/event/event.h"
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
        HOUSE_TEST(after_some_good_ones_theirs_are_published_at_once),
        HOUSE_TEST(a_page_asks_as_much_of_many_as_of_one),
    };

    return cmocka_run_group_tests_name("event_owner", tests, NULL, NULL);
}
