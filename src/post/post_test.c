/* post_test.c - the outbox: what is owed goes once, and not all at once to a stranger's victim
 */
#include "post/post.h"

#include "post/post_limit.h"
#include "post/post_queue_store.h"
#include "post/post_store.h"
#include "tests/house.h"

enum { HOUR = 3600, DAY = 86400 };

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

/* So many seconds after noon. */
static PostOutcome put_at(House *h, int64_t later, const PostLetter *letter)
{
    Work w = house_work(h, "organizer");
    WorkTx tx = { 0 };
    PostOutcome outcome;

    w.now = HOUSE_NOON + later;
    assert_fine(work_begin(&w, &tx));
    assert_fine(post_put(&w, letter, &outcome));
    assert_fine(work_commit(&tx));
    work_done(&w);
    return outcome;
}

static PostOutcome put(House *h, const PostLetter *letter)
{
    return put_at(h, 0, letter);
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

/* ---- what anybody may cause ---- */

/* Those that wait, the newest first. */
static size_t waiting(House *h, Letter **ret)
{
    Work w = house_work(h, "test");
    size_t n;

    assert_fine(post_list(&w, POST_WAITING, (LetterId){ 0 }, 100, ret, &n));
    work_done(&w);
    return n;
}

/* Seconds after noon. */
static int64_t newest_due(House *h)
{
    Letter *list;

    assert_true(waiting(h, &list) > 0);
    return list[0].due_at - HOUSE_NOON;
}

/* The whole of it: to one address, all at noon. */
static void a_strangers_letters_wait_for_their_turn_and_none_more_than_a_day(void **state)
{
    static const int64_t due[] = { 0,        0,        0,        HOUR, HOUR, HOUR, 2 * HOUR,
                                   2 * HOUR, 2 * HOUR, 3 * HOUR, DAY,  DAY,  DAY };
    House *h = *state;
    PostLetter l = a_letter();

    l.trust = POST_STRANGER;
    for (l.occasion = 0; l.occasion < (int64_t)COUNT(due); l.occasion++) {
        assert_int_equal(put(h, &l), POST_PUT);
        assert_int_equal(newest_due(h), due[l.occasion]);
    }
    assert_int_equal(put(h, &l), POST_TOO_MANY);
    assert_int_equal(put_at(h, HOUR, &l), POST_PUT); /* now there is room in that day */
    l.occasion++;
    l.to = STR("paul@example.org");
    assert_int_equal(put(h, &l), POST_PUT);
    assert_int_equal(newest_due(h), 0);
    l.to = STR("amina@example.org");
    l.trust = POST_OURS;
    assert_int_equal(put(h, &l), POST_PUT);
    assert_int_equal(newest_due(h), 0);
}

/* One letter to one address that had none. */
static PostOutcome put_to(House *h, PostTrust trust, PostReason reason, int number)
{
    PostLetter l = a_letter();

    l.trust = trust;
    l.reason = reason;
    l.to = str_from(house_text(h, "p%d@example.org", number));
    return put(h, &l);
}

static PostLimits limits(House *h, int64_t later)
{
    Work w = house_work(h, "test");

    w.now = HOUSE_NOON + later;
    return post_limits(&w);
}

static void when_many_are_strangers_their_letters_wait(void **state)
{
    House *h = *state;
    PostLimits before = limits(h, 0);

    h->site.mail.strangers_hour = 2;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(put_to(h, POST_STRANGER, POST_SEAT, i), POST_PUT);
        assert_int_equal(newest_due(h), i < 2 ? 0 : HOUR);
    }
    assert_int_equal(put_to(h, POST_KNOWN, POST_SEAT, 4), POST_PUT);
    assert_int_equal(newest_due(h), 0);
    assert_int_equal(put_to(h, POST_STRANGER, POST_SIGN_IN, 5), POST_PUT);
    assert_int_equal(newest_due(h), 0);
    assert_int_equal(limits(h, 0).put_off, before.put_off + 2);
    assert_int_equal(limits(h, 0).dropped, before.dropped);
}

static void strangers_who_sign_in_keep_nobody_out_who_has_an_account(void **state)
{
    House *h = *state;
    PostLimits before = limits(h, 0);

    h->site.mail.strangers_hour = 2;
    for (int i = 0; i < 4; i++) {
        assert_int_equal(put_to(h, POST_STRANGER, POST_SIGN_IN, i),
                         i < 2 ? POST_PUT : POST_TOO_MANY);
        assert_int_equal(put_to(h, POST_KNOWN, POST_SIGN_IN, 10 + i), POST_PUT);
    }
    assert_int_equal(put_to(h, POST_STRANGER, POST_SEAT, 2), POST_PUT);
    assert_int_equal(newest_due(h), 0);
    assert_int_equal(limits(h, 0).dropped, before.dropped + 2);
    assert_int_equal(limits(h, 0).this_hour, before.this_hour + 2);
    assert_int_equal(limits(h, HOUR).this_hour, 0);
}

static void other_letters_take_nothing_from_those_to_sign_in(void **state)
{
    static const PostTrust trusts[] = { POST_STRANGER, POST_KNOWN };
    House *h = *state;
    PostLetter l = a_letter(), sign_in = a_letter();

    for (size_t i = 0; i < COUNT(trusts); i++) {
        l.to = sign_in.to = str_from(house_text(h, "p%zu@example.org", i));
        l.trust = sign_in.trust = trusts[i];
        sign_in.reason = POST_SIGN_IN;
        for (l.occasion = 0; l.occasion < 9; l.occasion++) {
            assert_int_equal(put(h, &l), POST_PUT);
        }
        for (sign_in.occasion = 0; sign_in.occasion < 3; sign_in.occasion++) {
            assert_int_equal(put(h, &sign_in), POST_PUT);
            assert_int_equal(newest_due(h), 0);
        }
        assert_int_equal(put(h, &sign_in), POST_TOO_MANY);
    }
}

/* Three an hour, and ten in a day. */
static void an_address_has_ten_sign_in_letters_a_day(void **state)
{
    House *h = *state;
    PostLetter l = a_letter();
    int64_t written = 0;

    l.trust = POST_KNOWN;
    l.reason = POST_SIGN_IN;
    for (int64_t hour = 0; hour < 24; hour++) {
        for (int i = 0; i < 4; i++) {
            l.occasion++;
            written += put_at(h, hour * HOUR, &l) == POST_PUT;
        }
    }
    assert_int_equal(written, 10);
    assert_int_equal(put_at(h, DAY, &l), POST_PUT);
}

/* ---- what becomes of them ---- */

/* Any of the postman's verbs as a unit of its own, so many seconds later. */
static Work at(House *h, int64_t later)
{
    Work w = house_work(h, "job");

    w.now = HOUSE_NOON + later;
    return w;
}

static size_t take(House *h, int64_t later, size_t max, Letter **ret)
{
    Work w = at(h, later);
    size_t len;

    assert_fine(post_take(&w, max, ret, &len));
    work_done(&w);
    return len;
}

static Letter load(House *h, LetterId id)
{
    Work w = at(h, 0);
    Letter l;

    assert_fine(post_load(&w, id, &l));
    work_done(&w);
    return l;
}

static bool doubt(House *h, int64_t later, LetterId id)
{
    Work w = at(h, later);
    bool go;

    assert_fine(post_doubt(&w, id, &go));
    work_done(&w);
    return go;
}

static void put_reason(House *h, PostReason reason, int64_t subject)
{
    PostLetter l = a_letter();

    l.reason = reason;
    l.subject = subject;
    assert_int_equal(put(h, &l), POST_PUT);
}

static void sign_in_letters_go_first(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_MESSAGE, 1);
    put_reason(h, POST_SEAT, 2);
    put_reason(h, POST_SIGN_IN, 3);
    assert_int_equal(take(h, 60, 2, &list), 2);
    assert_int_equal(list[0].reason, POST_SIGN_IN);
    assert_int_equal(list[1].reason, POST_SEAT);
    assert_int_equal(take(h, 60, 9, &list), 1);
    assert_int_equal(list[0].reason, POST_MESSAGE);
    assert_int_equal(take(h, 60, 9, &list), 0);
}

static void a_lease_ends(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_SEAT, 1);
    assert_int_equal(take(h, 60, 9, &list), 1);
    assert_int_equal(take(h, 60 + POST_LEASE, 9, &list), 0);
    assert_int_equal(take(h, 61 + POST_LEASE, 9, &list), 1);
}

static void what_is_in_doubt_goes_again_only_when_it_must(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_SEAT, 1);
    put_reason(h, POST_MESSAGE, 2);
    assert_int_equal(take(h, 60, 9, &list), 2);
    LetterId seat = list[0].id, message = list[1].id;
    assert_true(doubt(h, 61, seat));
    assert_true(doubt(h, 61, message));
    assert_false(doubt(h, 61, seat)); /* not twice */
    assert_int_equal(take(h, 100 + POST_LEASE, 9, &list), 1);
    assert_true(list[0].id.v == seat.v);
    assert_int_equal(load(h, message).state, POST_IN_DOUBT);
}

static void a_process_that_died_left_its_letters(void **state)
{
    House *h = *state;
    Letter *list;
    Work w;

    put_reason(h, POST_SEAT, 1);
    put_reason(h, POST_REMINDER, 2);
    assert_int_equal(take(h, 60, 9, &list), 2);
    assert_true(doubt(h, 61, list[0].id));
    w = at(h, 62 + POST_LEASE);
    assert_fine(post_recover(&w));
    work_done(&w);
    assert_int_equal(load(h, list[0].id).state, POST_WAITING);
    assert_int_equal(load(h, list[1].id).state, POST_WAITING);
}

static void what_is_withdrawn_does_not_leave(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_REMINDER, 1);
    put_reason(h, POST_REMINDER, 2);
    assert_int_equal(take(h, 60, 1, &list), 1);
    for (int64_t subject = 1; subject <= 2; subject++) {
        SCOPED(work_undo) WorkTx tx = { 0 };
        Work w = at(h, 61);
        assert_fine(work_begin(&w, &tx));
        assert_fine(post_withdraw(&w, POST_REMINDER, subject));
        assert_fine(work_commit(&tx));
        work_done(&w);
    }
    assert_false(doubt(h, 62, list[0].id));
    assert_int_equal(take(h, 62, 9, &list), 0);
}

static void the_next_try_is_later_each_time_and_five_days_at_most(void **state)
{
    House *h = *state;
    Letter *list;
    int64_t now = 60, waits[POST_TRIES_MAX];

    put_reason(h, POST_SEAT, 1);
    LetterId id = { 0 };
    for (int64_t i = 0; i < POST_TRIES_MAX; i++) {
        assert_int_equal(take(h, now, 9, &list), 1);
        id = list[0].id;
        Work w = at(h, now);
        assert_fine(post_later(&w, id, STR("451 4.7.1 come back\r\nlater \xff")));
        work_done(&w);
        waits[i] = load(h, id).due_at - HOUSE_NOON - now;
        now += waits[i] > 0 ? waits[i] : 0;
    }
    assert_int_equal(waits[0], 60);
    assert_int_equal(waits[1], 120);
    assert_int_equal(waits[POST_TRIES_MAX - 2], POST_DELAY_MAX);
    assert_true(now > 4 * 86400 && now < 6 * 86400);
    assert_int_equal(load(h, id).state, POST_REFUSED);
    assert_str("451 4.7.1 come back  later  ", load(h, id).last_error);
}

static void given_back_it_waits_without_blame(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_SEAT, 1);
    assert_int_equal(take(h, 60, 9, &list), 1);
    Work w = at(h, 61);
    assert_fine(post_give_back(&w, list[0].id, STR("connection refused")));
    work_done(&w);
    assert_int_equal(load(h, list[0].id).tries, 0);
    assert_int_equal(take(h, 62, 9, &list), 1);
}

static void words_are_erased_a_day_after(void **state)
{
    House *h = *state;
    Letter *list;

    int64_t erased, counted;

    put_reason(h, POST_SEAT, 1);
    put_reason(h, POST_SEAT, 2);
    assert_int_equal(take(h, 60, 1, &list), 1);
    LetterId id = list[0].id;
    Work w = at(h, 61);
    assert_fine(post_sent(&w, id));
    for (int64_t day = 0; day <= 40; day++) {
        SCOPED(work_undo) WorkTx tx = { 0 };
        w.now = HOUSE_NOON + 60 + day * 86400 + 2;
        assert_fine(work_begin(&w, &tx));
        assert_fine(post_erase_count(&w, &counted));
        assert_fine(post_erase(&w, &erased));
        assert_int_equal(erased, counted);
        assert_int_equal(erased, day == 1);
        assert_fine(post_forget_count(&w, &counted));
        assert_fine(post_forget(&w, &erased));
        assert_int_equal(erased, counted);
        assert_fine(work_commit(&tx));
        work_done(&w);
        if (day < 30) {
            assert_int_equal(load(h, id).address.len > 0, day == 0);
            assert_int_equal(load(h, id).body_text.len > 0, day == 0);
        }
    }
    Letter gone;
    assert_fault(FAULT_ABSENT, post_load(&w, id, &gone));
    work_done(&w);
}

static void by_hand_it_goes_again(void **state)
{
    House *h = *state;
    int64_t counts[POST_STATES];
    Letter *list;
    bool found;

    put_reason(h, POST_MESSAGE, 1);
    assert_int_equal(take(h, 60, 9, &list), 1);
    assert_true(doubt(h, 61, list[0].id));
    Work w = at(h, 62);
    assert_fine(post_counts(&w, counts));
    assert_int_equal(counts[POST_IN_DOUBT], 1);
    work_done(&w);
    assert_fine(post_again(&w, list[0].id, &found));
    assert_true(found);
    work_done(&w);
    assert_int_equal(take(h, 63, 9, &list), 1);
    assert_fine(post_sent(&w, list[0].id));
    work_done(&w);
    assert_fine(post_again(&w, list[0].id, &found));
    assert_false(found);
    work_done(&w);
}

static void a_letter_that_is_of_no_use_any_more_does_not_leave(void **state)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    House *h = *state;
    PostLetter l = a_letter();
    Letter *list;
    int64_t forgotten;
    bool found;

    l.until = HOUSE_NOON + 600;
    for (l.subject = 1; l.subject <= 2; l.subject++) {
        assert_int_equal(put(h, &l), POST_PUT);
    }
    assert_int_equal(take(h, 599, 1, &list), 1);
    Work w = at(h, 599);
    assert_fine(post_give_back(&w, list[0].id, STR("connection refused")));
    w.now++;
    assert_fine(post_again(&w, list[0].id, &found));
    assert_false(found);
    work_done(&w);
    assert_int_equal(take(h, 600, 9, &list), 0);
    assert_int_equal(waiting(h, &list), 0);
    assert_int_equal(put(h, &l), POST_PUT); /* nobody takes it: it is forgotten all the same */
    w = at(h, 600);
    assert_fine(work_begin(&w, &tx));
    assert_fine(post_forget(&w, &forgotten));
    assert_fine(work_commit(&tx));
    work_done(&w);
    assert_int_equal(forgotten, 1);
}

static void a_relay_that_refuses_us_refuses_no_letter(void **state)
{
    House *h = *state;
    Letter *list;
    int64_t now = 60, tries = 0;

    put_reason(h, POST_SEAT, 1);
    assert_int_equal(take(h, now, 9, &list), 1);
    LetterId id = list[0].id;
    while (load(h, id).state != POST_REFUSED) {
        Work w = at(h, now);
        assert_fine(post_denied(&w, id, STR("554 5.7.1 Relay access denied")));
        work_done(&w);
        Letter l = load(h, id);
        assert_str("554 5.7.1 Relay access denied", l.last_error);
        assert_true(l.tries <= POST_TRIES_DENIED);
        now = l.due_at - HOUSE_NOON;
        tries += l.state == POST_WAITING;
        assert_int_equal(take(h, now, 9, &list), l.state == POST_WAITING);
    }
    assert_true(tries > 100 && tries < 140);
    assert_true(now >= POST_KEPT && now < POST_KEPT + DAY);
}

static void refuse(House *h, int64_t later, LetterId id)
{
    Work w = at(h, later);

    assert_fine(post_refused(&w, id, STR("554")));
    work_done(&w);
}

static void all_that_was_refused_goes_again(void **state)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    House *h = *state;
    Letter *list;
    int64_t n, erased;

    for (int64_t subject = 1; subject <= 3; subject++) {
        put_reason(h, POST_SEAT, subject);
    }
    assert_int_equal(take(h, 60, 9, &list), 3);
    refuse(h, 61, list[0].id); /* its words are erased a day after */
    refuse(h, 61 + DAY, list[1].id);
    Work w = at(h, 62 + DAY);
    assert_fine(post_sent(&w, list[2].id));
    assert_fine(work_begin(&w, &tx));
    assert_fine(post_erase(&w, &erased));
    assert_fine(work_commit(&tx));
    assert_fine(post_again_refused(&w, &n));
    work_done(&w);
    assert_int_equal(n, 1);
    assert_int_equal(take(h, 63 + DAY, 9, &list), 1);
    assert_int_equal(list[0].subject, 2);
}

/* As long as somebody may send it again. */
static void what_is_in_doubt_keeps_its_words_for_five_days(void **state)
{
    House *h = *state;
    Letter *list;

    put_reason(h, POST_MESSAGE, 1);
    assert_int_equal(take(h, 0, 9, &list), 1);
    assert_true(doubt(h, 0, list[0].id));
    for (int64_t day = 1; day <= 6; day++) {
        SCOPED(work_undo) WorkTx tx = { 0 };
        Work w = at(h, day * DAY);
        int64_t erased;
        bool found;
        assert_fine(work_begin(&w, &tx));
        assert_fine(post_erase(&w, &erased));
        assert_fine(work_commit(&tx));
        work_done(&w);
        assert_int_equal(load(h, list[0].id).body_text.len > 0, day <= 5);
        if (day == 6) {
            assert_fine(post_again(&w, list[0].id, &found));
            assert_false(found);
            work_done(&w);
        }
    }
}

static void every_statement_prepares(void **state)
{
    house_prepares(*state, post_store_all);
    house_prepares(*state, post_queue_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_letter_is_put_once),
        HOUSE_TEST(a_strangers_letters_wait_for_their_turn_and_none_more_than_a_day),
        HOUSE_TEST(when_many_are_strangers_their_letters_wait),
        HOUSE_TEST(strangers_who_sign_in_keep_nobody_out_who_has_an_account),
        HOUSE_TEST(other_letters_take_nothing_from_those_to_sign_in),
        HOUSE_TEST(an_address_has_ten_sign_in_letters_a_day),
        HOUSE_TEST(sign_in_letters_go_first),
        HOUSE_TEST(a_lease_ends),
        HOUSE_TEST(what_is_in_doubt_goes_again_only_when_it_must),
        HOUSE_TEST(a_process_that_died_left_its_letters),
        HOUSE_TEST(what_is_withdrawn_does_not_leave),
        HOUSE_TEST(the_next_try_is_later_each_time_and_five_days_at_most),
        HOUSE_TEST(given_back_it_waits_without_blame),
        HOUSE_TEST(words_are_erased_a_day_after),
        HOUSE_TEST(by_hand_it_goes_again),
        HOUSE_TEST(a_letter_that_is_of_no_use_any_more_does_not_leave),
        HOUSE_TEST(a_relay_that_refuses_us_refuses_no_letter),
        HOUSE_TEST(all_that_was_refused_goes_again),
        HOUSE_TEST(what_is_in_doubt_keeps_its_words_for_five_days),
        HOUSE_TEST(every_statement_prepares),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
