/* box_test.c - the mailbox of the developer mode */
#include "post/post_queue.h"
#include "tests/house.h"

static void put(House *h, int64_t occasion, const char *para, const char *ics)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Work w = house_work(h, "organizer");
    PostLetter l = { .reason = POST_SEAT,
                     .occasion = occasion,
                     .to = STR("amina@example.org"),
                     .title = STR("Votre <place>"),
                     .paras = { str_from(para) },
                     .action = STR("Voir"),
                     .action_url = STR("https://cafes.example/inscriptions/1?a=1&b=2"),
                     .ics = str_from(ics),
                     .why = STR("Parce que.") };
    PostOutcome outcome;

    assert_fine(work_begin(&w, &tx));
    assert_fine(post_put(&w, &l, &outcome));
    assert_fine(work_commit(&tx));
    work_done(&w);
}

static void box(House *h)
{
    Work w = house_work(h, "job");
    int64_t count;

    h->site.mail.boxed = true;
    assert_fine(post_box(&w, &count));
    work_done(&w);
}

static void letters_are_read_on_a_page(void **state)
{
    House *h = *state;

    put(h, 1, "Une <b>première</b> lettre", "");
    put(h, 2, "La dernière", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    box(h);
    Answer a = house_get(h, "/boite");
    assert_int_equal(a.status, 200);
    assert_says(&a, "Une &lt;b&gt;première");
    assert_says(&a, "<a href=\"https://cafes.example/inscriptions/1?a=1&amp;b=2\">");
    Str id = between(a.body, "/boite/", "\"");
    Answer one = house_get(h, house_text(h, "/boite/%.*s", STR_ARG(id)));
    assert_says(&one, "La dernière");
    Answer ics = house_get(h, house_text(h, "/boite/%.*s.ics", STR_ARG(id)));
    assert_str("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", ics.body);
    Answer eml = house_get(h, house_text(h, "/boite/%.*s.eml", STR_ARG(id)));
    assert_says(&eml, "To: amina@example.org\r\n");
}

static void they_follow_one_another(void **state)
{
    House *h = *state;

    for (int64_t i = 0; i < 12; i++) {
        put(h, i, "x", "");
    }
    box(h);
    Answer a = house_get(h, "/boite");
    assert_int_equal(says_times(&a, "<article"), 10);
    Str id = between(a.body, "/boite?avant=", "\"");
    Answer b = house_get(h, house_text(h, "/boite?avant=%.*s", STR_ARG(id)));
    assert_int_equal(says_times(&b, "<article"), 2);
    assert_int_equal(house_get(h, "/boite?avant=!").status, 400);
}

static void elsewhere_the_pages_do_not_exist(void **state)
{
    House *h = *state;

    put(h, 1, "x", "");
    box(h);
    Str id = between(house_get(h, "/boite").body, "/boite/", "\"");
    h->site.mail.boxed = false;
    assert_int_equal(house_get(h, "/boite").status, 404);
    const char *const ends[] = { "", ".ics", ".eml" };
    for (size_t i = 0; i < COUNT(ends); i++) {
        const char *path = house_text(h, "/boite/%.*s%s", STR_ARG(id), ends[i]);
        assert_int_equal(house_get(h, path).status, 404);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(letters_are_read_on_a_page),
        HOUSE_TEST(they_follow_one_another),
        HOUSE_TEST(elsewhere_the_pages_do_not_exist),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
