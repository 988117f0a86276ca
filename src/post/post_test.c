/* post_test.c - the outbox: what is owed goes once, and not to a stranger's victim */
#include "post/post.h"

#include "post/post_queue.h"
#include "post/post_store.h"
#include "tests/house.h"

static PostLetter a_letter(void)
{
    return (PostLetter){
        .reason = POST_SEAT,
        .subject = 7,
        .to = STR("Amina@example.org"),
        .to_name = STR("Amina"),
        .lang = LANG_FR,
        .title = STR("Votre place est prise"),
        .paras = { STR("Nous vous attendons <bient\u00f4t>.") },
        .facts = { { STR("Quand"), STR("jeudi") } },
        .action = STR("Voir ma place"),
        .action_url = STR("https://cafes.example/inscriptions/1"),
        .why = STR("Vous recevez cette lettre parce que vous avez pris une place."),
    };
}

static PostOutcome put(House *h, const PostLetter *letter)
{
    Work w = house_work(h, "organizer");
    WorkTx tx = { 0 };
    PostOutcome outcome;

    assert_fine(work_begin(&w, &tx));
    assert_fine(post_put(&w, letter, &outcome));
    assert_fine(work_commit(&tx));
    work_done(&w);
    return outcome;
}

static void a_letter_is_put_once(void **state)
{
    House *h = *state;
    PostLetter l = a_letter();

    assert_int_equal(put(h, &l), POST_PUT);
    assert_int_equal(put(h, &l), POST_TWICE);
    l.to = STR("AMINA@EXAMPLE.ORG");
    assert_int_equal(put(h, &l), POST_TWICE);
    l.occasion = 1;
    assert_int_equal(put(h, &l), POST_PUT);
    l.to = STR("paul@example.org");
    assert_int_equal(put(h, &l), POST_PUT);
}

static void strangers_cause_three_letters_an_hour(void **state)
{
    House *h = *state;
    PostLetter l = a_letter();

    l.stranger = true;
    for (l.occasion = 0; l.occasion < 3; l.occasion++) {
        assert_int_equal(put(h, &l), POST_PUT);
    }
    assert_int_equal(put(h, &l), POST_TOO_MANY);
    l.to = STR("paul@example.org");
    assert_int_equal(put(h, &l), POST_PUT);
    l.to = STR("amina@example.org");
    l.stranger = false;
    assert_int_equal(put(h, &l), POST_PUT);
}

static void every_statement_prepares(void **state)
{
    House *h = *state;
    Db *db = NULL;

    assert_fine(db_writer(h->site.house, &db));
    for (const DbQuery *const *q = post_store_all; *q; q++) {
        if (db_check(db, *q)) {
            fail_msg("%s: %s", (*q)->name, db_why(db));
        }
    }
    db_give(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_letter_is_put_once),
        HOUSE_TEST(strangers_cause_three_letters_an_hour),
        HOUSE_TEST(every_statement_prepares),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
