/* signup_race_test.c - 500 people, 30 seats, all at once: 30 sit, 470 wait
 *
 * CAFEIA_REPETITIONS=1000 for the long one. */
#include "rooms/signup/signup_room.h"
#include "tests/scenes.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { PEOPLE = 500, SEATS = 30, THREADS = 8, TRIES = 200 };

typedef struct Race {
    House *h;
    EventId event;
    int round;
    _Atomic int next, seated, queued, failed;
} Race;

/* As the dispatcher does: two units that met are tried again. */
static void join(Race *r, Arena *mem, int who)
{
    SignupOutcome how = SIGNUP_CLOSED;
    Fault f = FAULT_AGAIN;
    Signup s;

    for (int i = 0; i < TRIES && f == FAULT_AGAIN; i++) {
        SCOPED(work_done)
        Work w = { .mem = mem, .site = &r->h->site, .now = HOUSE_NOON, .who = STR("visitor") };
        SignupWish wish = { .event_id = r->event,
                            .seats = 1,
                            .name = STR("Amina"),
                            .form_token = str_format(mem, "race%d.%d", r->round, who) };
        f = signup_join(&w, &wish, &s, &how);
    }
    atomic_fetch_add(f ? &r->failed : how == SIGNUP_SEATED ? &r->seated : &r->queued, 1);
}

static void *run(void *ctx)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Race *r = ctx;

    for (int who = atomic_fetch_add(&r->next, 1); who < PEOPLE;
         who = atomic_fetch_add(&r->next, 1)) {
        join(r, &mem, who);
        arena_reset(&mem);
    }
    return NULL;
}

static void race(House *h, int round)
{
    Race r = { .h = h, .event = scene_cafe(h, (Event){ .capacity = SEATS }), .round = round };
    pthread_t threads[THREADS];
    Work w = house_work(h, "test");
    EventSeats book;

    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run, &r), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_fine(event_seats_load(&w, r.event, &book));
    work_done(&w);
    assert_int_equal(r.failed, 0);
    assert_int_equal(r.seated, SEATS);
    assert_int_equal(r.queued, PEOPLE - SEATS);
    assert_int_equal(book.confirmed, SEATS);
    assert_int_equal(book.waiting, PEOPLE - SEATS);
}

static void of_five_hundred_thirty_sit(void **state)
{
    int64_t rounds;

    if (!str_to_int(str_from(getenv("CAFEIA_REPETITIONS")), &rounds)) {
        rounds = 2;
    }
    for (int i = 0; i < rounds; i++) {
        race(*state, i);
    }
    print_message("%d times %d of %d\n", (int)rounds, SEATS, PEOPLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(of_five_hundred_thirty_sit),
    };

    return cmocka_run_group_tests_name("signup_race", tests, NULL, NULL);
}
