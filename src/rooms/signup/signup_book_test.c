/* signup_book_test.c - whatever happens, in whatever order, the seats add up
 *
 * Steps drawn by fixed seeds (CAFEIA_SEQUENCES=5000 for thousands of them); after each one:
 * never more seats taken than there are, the book is the sum of the rows, the ledger told again
 * gives the same, an offer went to the first who fits and never back to who
 * released, nobody has two. */
#include "rooms/signup/signup_jobs.h"
#include "rooms/signup/signup_room.h"
#include "sys/clock.h"
#include "tests/scenes.h"
#include "work/job.h"

#include <stdlib.h>

enum { HOUR = 3600, SEEDS = 60, STEPS = 60, PARTIES_MAX = 400 };

typedef struct Play {
    House *h;
    EventId event;
    uint64_t chance;
    SignupId all[PARTIES_MAX];
    size_t len;
    int64_t forms, releaser; /* who has just released; 0: nobody */
    Signup before[PARTIES_MAX];
} Play;

static int64_t below(Play *p, int64_t n)
{
    p->chance = p->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((p->chance >> 33) % (uint64_t)n);
}

/* ---- what may happen ---- */

static Signup load(Play *p, SignupId id)
{
    Work w = house_work(p->h, "test");
    Signup s;

    assert_fine(signup_load(&w, id, &s));
    work_done(&w);
    return s;
}

static void join(Play *p)
{
    Work w = house_work(p->h, "visitor");
    SignupOutcome how;
    Signup s;
    Str mail = below(p, 3) == 0
                   ? str_format(w.mem, "p%lld@example.org", (long long)below(p, 30))
                   : (Str){ 0 };
    SignupWish wish = { .event_id = p->event,
                        .seats = 1 + below(p, 4),
                        .fewer = below(p, 4) == 0,
                        .name = STR("Amina"),
                        .mail = mail,
                        .form_token = str_format(w.mem, "play%lld", (long long)p->forms++) };

    if (p->len == PARTIES_MAX) {
        return;
    }
    assert_fine(signup_join(&w, &wish, &s, &how));
    work_done(&w);
    if (how == SIGNUP_SEATED || how == SIGNUP_HELD || how == SIGNUP_QUEUED) {
        p->all[p->len++] = s.id;
    }
}

static SignupId anyone(Play *p)
{
    return p->len > 0 ? p->all[below(p, (int64_t)p->len)] : (SignupId){ 0 };
}

static void accept(Play *p)
{
    Work w = house_work(p->h, "visitor");
    SignupId id = anyone(p);
    bool taken;

    if (id.v != 0) {
        assert_fine(signup_accept(&w, id, &taken));
        assert_int_equal(load(p, id).state == SIGNUP_CONFIRMED, taken);
    }
    work_done(&w);
}

static void release(Play *p)
{
    Work w = house_work(p->h, "visitor");
    SignupId id = anyone(p);

    if (id.v != 0) {
        assert_fine(signup_release(&w, id));
        p->releaser = id.v;
    }
    work_done(&w);
}

static void shrink(Play *p)
{
    Work w = house_work(p->h, "visitor");
    SignupId id = anyone(p);

    if (id.v != 0) {
        int64_t seats = load(p, id).seats;
        assert_fine(signup_shrink(&w, id, 1 + below(p, seats)));
    }
    work_done(&w);
}

static void change_seats(Play *p)
{
    Work w = house_work(p->h, "organizer");
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t seats;

    assert_fine(work_begin(&w, &tx));
    assert_fine(work_hold(&w, p->event.v));
    assert_fine(event_seats_set(&w, p->event, 1 + below(p, 12), &seats));
    assert_fine(signup_offer_free(&w, p->event));
    assert_fine(work_commit(&tx));
    work_done(&w);
}

static void time_passes(Play *p)
{
    static const JobKind jobs[] = {
        { "signup_lapse", signup_lapse, 0 },
        { "signup_settle", signup_settle, 0 },
        { 0 },
    };
    bool ran = true;

    sys_clock_start(sys_now() + below(p, 12 * HOUR));
    Work w = house_work(p->h, "job");
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(&w, &tx));
    assert_fine(job_add(&w, "signup_lapse", 0, w.now));
    assert_fine(work_commit(&tx));
    while (ran) {
        assert_fine(job_run_one(&w, jobs, &ran));
        work_done(&w);
    }
}

static void cancel(Play *p)
{
    Work w = house_work(p->h, "organizer");
    EventOutcome outcome;

    if (below(p, 40) == 0) {
        assert_fine(event_become(&w, p->event, EVENT_CANCELLED, STR("neige"), 0, &outcome));
    }
    work_done(&w);
}

/* ---- what must hold ---- */

typedef struct Sums {
    int64_t confirmed, offered, waiting;
} Sums;

static void count_in(Sums *sums, int64_t state, int64_t seats)
{
    sums->confirmed += state == SIGNUP_CONFIRMED ? seats : 0;
    sums->offered += state == SIGNUP_OFFERED ? seats : 0;
    sums->waiting += state == SIGNUP_WAITING ? seats : 0;
}

static void same_as_book(const Sums *sums, const EventSeats *book)
{
    assert_int_equal(sums->confirmed, book->confirmed);
    assert_int_equal(sums->offered, book->offered);
    assert_int_equal(sums->waiting, book->waiting);
    assert_true(book->confirmed + book->offered <= book->seats);
}

static void ledger_tells_the_same(Play *p, const EventSeats *book)
{
    Work w = house_work(p->h, "test");
    SeatMove *moves;
    Sums sums = { 0 };
    int64_t after = 0;
    size_t n = 500;

    while (n == 500) {
        assert_fine(signup_store_moves(&w, p->event, after, 500, &moves, &n));
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(moves[i].number, ++after);
            count_in(&sums, moves[i].was, -moves[i].seats);
            count_in(&sums, moves[i].becomes, moves[i].seats);
        }
    }
    work_done(&w);
    same_as_book(&sums, book);
}

/* Who was just offered one came before everybody who still waits and would have fit. */
static void offers_are_fair(Play *p, const Signup *is, const EventSeats *book)
{
    int64_t free = book->seats - book->confirmed - book->offered;

    for (size_t i = 0; i < p->len; i++) {
        bool offered = is[i].state == SIGNUP_OFFERED && p->before[i].state == SIGNUP_WAITING;
        if (offered) {
            assert_int_not_equal(is[i].id.v, p->releaser);
        }
        for (size_t j = 0; offered && j < i; j++) {
            bool passed = is[j].state == SIGNUP_WAITING && p->before[j].state == SIGNUP_WAITING;
            assert_false(passed && (is[j].fewer || is[j].seats <= is[i].seats));
        }
        if (is[i].state == SIGNUP_WAITING && free >= is[i].seats) {
            fail_msg("somebody waits beside a free seat");
        }
    }
}

static void nobody_has_two(const Play *p, const Signup *is)
{
    for (size_t i = 0; i < p->len; i++) {
        for (size_t j = 0; j < i; j++) {
            bool both = is[i].state <= SIGNUP_CONFIRMED && is[j].state <= SIGNUP_CONFIRMED;
            assert_false(both && is[i].mail_hash.len > 0 &&
                         str_eq(is[i].mail_hash, is[j].mail_hash));
        }
        assert_int_equal(is[i].state == SIGNUP_OFFERED, is[i].offered_until > 0);
    }
}

static void all_adds_up(Play *p, bool running)
{
    Work w = house_work(p->h, "test");
    Signup *is = NEW_ARRAY(w.mem, Signup, PARTIES_MAX);
    EventSeats book;
    Sums sums = { 0 };

    assert_fine(event_seats_load(&w, p->event, &book));
    for (size_t i = 0; i < p->len; i++) {
        assert_fine(signup_load(&w, p->all[i], &is[i]));
        count_in(&sums, is[i].state, is[i].seats);
    }
    work_done(&w);
    same_as_book(&sums, &book);
    ledger_tells_the_same(p, &book);
    nobody_has_two(p, is);
    if (running) {
        offers_are_fair(p, is, &book);
    }
    for (size_t i = 0; i < p->len; i++) {
        p->before[i] = is[i];
    }
}

static bool running(Play *p)
{
    Work w = house_work(p->h, "test");
    Event e;

    assert_fine(event_load(&w, p->event, &e));
    work_done(&w);
    return event_signup_open(&e, w.now) && !signup_rule_is_late(w.now, e.starts_at);
}

static void play(House *h, uint64_t seed)
{
    static void (*const steps[])(Play *) = { join,         join,        join,    join,
                                             accept,       accept,      release, shrink,
                                             change_seats, time_passes, cancel };
    Play *p = NEW(&h->mem, Play);

    sys_clock_start(HOUSE_NOON);
    *p = (Play){ .h = h, .chance = seed, .forms = (int64_t)seed * 1000 };
    p->event = scene_cafe(h, (Event){ .capacity = 1 + below(p, 10) });
    for (int i = 0; i < STEPS; i++) {
        p->releaser = 0;
        steps[below(p, (int64_t)COUNT(steps))](p);
        all_adds_up(p, running(p));
    }
}

static void whatever_happens_the_seats_add_up(void **state)
{
    const char *asked = getenv("CAFEIA_SEQUENCES"); /* by hand: thousands */
    uint64_t seeds = asked ? strtoull(asked, NULL, 10) : SEEDS;

    for (uint64_t seed = 1; seed <= seeds; seed++) {
        play(*state, seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(whatever_happens_the_seats_add_up),
    };

    return cmocka_run_group_tests_name("signup_book", tests, NULL, NULL);
}
