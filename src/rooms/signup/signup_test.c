/* signup_test.c - seats are taken, waited for, given back */
#include "rooms/signup/signup.h"

#include "rooms/signup/signup_jobs.h"
#include "rooms/signup/signup_room.h"
#include "tests/scenes.h"

enum { DAY = 86400 };

static Signup join(House *h, EventId id, const char *name, int64_t seats, SignupOutcome want)
{
    static int forms;
    Work w = house_work(h, "visitor");
    SignupOutcome how;
    Signup s;
    SignupWish wish = { .event_id = id,
                        .seats = seats,
                        .name = str_from(name),
                        .form_token = str_from(house_text(h, "form%d", ++forms)) };

    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
    assert_int_equal(how, want);
    return s;
}

static Signup now(House *h, const Signup *s)
{
    Work w = house_work(h, "test");
    Signup fresh;

    assert_fine(signup_load(&w, s->id, &fresh));
    work_done(&w);
    return fresh;
}

static void release(House *h, const Signup *s)
{
    Work w = house_work(h, "visitor");

    assert_fine(signup_release(&w, s->id));
    work_done(&w);
}

static void the_thirteenth_waits_and_is_offered_what_is_given_back(void **state)
{
    House *h = *state;
    EventId id = scene_cafe(h, (Event){ .capacity = 2 });
    Signup amina = join(h, id, "Amina", 1, SIGNUP_SEATED);

    join(h, id, "Paul", 1, SIGNUP_SEATED);
    Signup lou = join(h, id, "Lou", 1, SIGNUP_QUEUED);
    release(h, &amina);
    assert_int_equal(now(h, &lou).state, SIGNUP_OFFERED);
    assert_int_equal(now(h, &lou).offered_until, HOUSE_NOON + DAY);
    assert_int_equal(now(h, &amina).state, SIGNUP_RELEASED);
    /* Even within the second it was made in, it has moved: not held for an address. */
    assert_true(now(h, &lou).changed_at > lou.made_at);
}

static void statements_prepare(void **state)
{
    house_prepares(*state, signup_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(the_thirteenth_waits_and_is_offered_what_is_given_back),
        HOUSE_TEST(statements_prepare),
    };

    return cmocka_run_group_tests_name("signup", tests, NULL, NULL);
}
