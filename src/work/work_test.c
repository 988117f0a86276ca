/* work_test.c - units, transactions, facts, jobs and ids, on every engine */
#include "work/work.h"

#include <string.h>

#include "db/migrate.h"
#include "db/scene.h"
#include "sys/clock.h"
#include "work/job.h"

enum { NOW = 1718964000, MINUTE = 60, DAY = 86400 };

typedef struct Play {
    Scene *scene;
    Site site;
    Work work;
} Play;

static Play play_on(Scene *s)
{
    static const Listener listeners[] = {
        { "tea.served", "count", NULL }, { "tea.served", "fail", NULL }, { "cake.served", "count", NULL }, { 0 }
    };
    MigrateOutcome outcome;
    Play p = { .scene = s, .site = { .house = s->house, .listeners = listeners } };

    assert_fine(migrate(s->house, migrations, migrations_count, NOW, &outcome));
    return p;
}

static Work *unit(Play *p, int64_t now)
{
    work_done(&p->work);
    p->work = (Work){ .mem = &p->scene->mem, .site = &p->site, .now = now, .who = STR("job") };
    return &p->work;
}

/* ---- handlers ---- */

static int64_t counted, counted_subject;
static bool failing;

static const DbQuery q_mark = { .name = "test.mark",
                                .sql = "INSERT INTO setting (name, value) VALUES ($1, $2)" };
static const DbQuery q_marks = {
    .name = "test.marks", .sql = "SELECT count(*) AS n FROM setting WHERE name LIKE 'mark-%'"
};

/* What it writes is there when it is done, and only then. */
static Fault count(Work *w, int64_t subject)
{
    counted++;
    counted_subject = subject;
    Str name = str_format(w->mem, "mark-%lld-%lld", (long long)subject, (long long)counted);
    TRY(work_run(w, &q_mark, DB_ARGS(DB_T(name), DB_T(STR("x")))));
    return failing ? FAULT_IO : FAULT_NONE;
}

static Fault fail_always(Work *w, int64_t subject)
{
    (void)subject;
    counted++;
    w->why = "no cups left";
    return FAULT_IO;
}

static const JobKind kinds[] = {
    { "count", count, 0 }, { "fail", fail_always, 0 }, { "daily", count, DAY }, { 0 }
};

static int64_t marks(Play *p)
{
    Number n;

    assert_fine(work_one(unit(p, NOW), &q_marks, DB_NO_ARGS, &number_row, &n));
    work_done(&p->work);
    return n.n;
}

static bool run_one(Play *p, int64_t now)
{
    bool ran;

    assert_fine(job_run_one(unit(p, now), kinds, &ran));
    work_done(&p->work);
    return ran;
}

static int run_all(Play *p, int64_t now)
{
    int n = 0;

    while (run_one(p, now)) {
        n++;
        assert_in_range(n, 1, 50);
    }
    return n;
}

static void add(Play *p, const char *kind, int64_t subject, int64_t due_at)
{
    Work *w = unit(p, NOW);
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_fine(work_begin(w, &tx));
    assert_fine(job_add(w, kind, subject, due_at));
    assert_fine(work_commit(&tx));
}

static Job *jobs(Play *p, size_t *ret_len)
{
    Job *list;

    assert_fine(job_list(unit(p, NOW), 100, &list, ret_len));
    work_done(&p->work);
    return list;
}

static void begin(void)
{
    counted = counted_subject = 0;
    failing = false;
}

/* ---- jobs ---- */

static void due_jobs_run_once(Scene *s)
{
    Play p = play_on(s);

    begin();
    add(&p, "count", 7, NOW);
    add(&p, "count", 8, NOW + 1);
    assert_true(run_one(&p, NOW));
    assert_int_equal(counted_subject, 7);
    assert_false(run_one(&p, NOW)); /* the other isn't due */
    assert_true(run_one(&p, NOW + 1));
    assert_int_equal(counted_subject, 8);
    assert_int_equal(run_all(&p, NOW + DAY), 0);
    assert_int_equal(marks(&p), 2);
}

static void a_job_that_is_due_runs_once_and_not_before(void **state)
{
    (void)state;
    on_each(due_jobs_run_once, NULL);
}

static void wait_longer_each_time(Scene *s)
{
    static const int64_t waits[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512 };
    Play p = play_on(s);
    int64_t now = NOW;
    size_t n;
    bool found;

    begin();
    add(&p, "fail", 1, now);
    for (size_t i = 0; i < COUNT(waits); i++) {
        assert_true(run_one(&p, now));
        assert_false(run_one(&p, now + waits[i] * MINUTE - 1));
        now += waits[i] * MINUTE;
    }
    assert_int_equal(counted, JOB_TRIES_MAX);
    assert_int_equal(run_all(&p, now + 400 * (int64_t)DAY), 0); /* it waits for somebody */
    Job *list = jobs(&p, &n);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].tries, JOB_TRIES_MAX);
    assert_true(str_eq(list[0].last_error, STR("io: no cups left")));
    assert_fine(job_again(unit(&p, now), list[0].id, &found));
    assert_true(found);
    assert_true(run_one(&p, now));
    assert_int_equal(counted, JOB_TRIES_MAX + 1);
}

static void a_job_that_fails_waits_longer_each_time_ten_times(void **state)
{
    (void)state;
    on_each(wait_longer_each_time, NULL);
}

static void undo_what_failed(Scene *s)
{
    Play p = play_on(s);

    begin();
    failing = true;
    add(&p, "count", 1, NOW);
    assert_true(run_one(&p, NOW));
    assert_int_equal(counted, 1);
    assert_int_equal(marks(&p), 0); /* as after a kill: nothing of it is there */
    failing = false;
    assert_true(run_one(&p, NOW + MINUTE));
    assert_int_equal(marks(&p), 1);
    assert_int_equal(run_all(&p, NOW + DAY), 0);
}

static void a_job_happens_entirely_or_not_at_all(void **state)
{
    (void)state;
    on_each(undo_what_failed, NULL);
}

static void plan_again(Scene *s)
{
    Play p = play_on(s);
    size_t n;

    begin();
    assert_fine(job_plan(unit(&p, NOW), kinds));
    assert_fine(job_plan(unit(&p, NOW), kinds)); /* each start plans: still one row */
    (void)jobs(&p, &n);
    assert_int_equal(n, 1);
    assert_int_equal(run_all(&p, NOW), 1);
    assert_int_equal(run_all(&p, NOW + DAY - 1), 0);
    assert_int_equal(run_all(&p, NOW + DAY), 1);
    assert_int_equal(counted_subject, 0);
    assert_int_equal(run_all(&p, NOW + 10 * DAY), 1); /* days asleep aren't caught up */
}

static void a_clocked_job_is_planned_again_when_done(void **state)
{
    (void)state;
    on_each(plan_again, NULL);
}

static void unknown_kind(Scene *s)
{
    Play p = play_on(s);
    size_t n;

    add(&p, "of another version", 1, NOW);
    assert_true(run_one(&p, NOW));
    Job *list = jobs(&p, &n);
    assert_int_equal(list[0].tries, 1);
    assert_true(str_starts(list[0].last_error, STR("bug")));
}

static void a_job_of_an_unknown_kind_waits_as_one_that_failed(void **state)
{
    (void)state;
    on_each(unknown_kind, NULL);
}

static void same_job_once(Scene *s)
{
    Play p = play_on(s);
    size_t n;

    begin();
    add(&p, "count", 1, NOW);
    add(&p, "count", 1, NOW);
    add(&p, "count", 2, NOW);
    (void)jobs(&p, &n);
    assert_int_equal(n, 2);
    assert_int_equal(run_all(&p, NOW), 2);
    add(&p, "count", 1, NOW); /* done: it may be asked for again */
    assert_int_equal(run_all(&p, NOW), 1);
}

static void the_same_job_waits_once(void **state)
{
    (void)state;
    on_each(same_job_once, NULL);
}

static void forget_old(Scene *s)
{
    Play p = play_on(s);
    size_t n;

    begin();
    add(&p, "count", 1, NOW);
    run_all(&p, NOW);
    add(&p, "count", 2, NOW + DAY);
    Work *w = unit(&p, NOW);
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(w, &tx));
    assert_fine(job_forget(w, NOW + 1));
    assert_fine(work_commit(&tx));
    Job *list = jobs(&p, &n);
    assert_int_equal(n, 1);
    assert_int_equal(list[0].subject, 2);
}

static void what_was_done_is_forgotten_what_waits_is_not(void **state)
{
    (void)state;
    on_each(forget_old, NULL);
}

/* ---- facts ---- */

static const DbQuery q_facts = { .name = "test.facts",
                                 .sql = "SELECT count(*) AS n FROM fact" };

static int64_t facts(Play *p)
{
    Number n;

    assert_fine(work_one(unit(p, NOW), &q_facts, DB_NO_ARGS, &number_row, &n));
    work_done(&p->work);
    return n.n;
}

static void tell(Play *p, const char *fact, int64_t subject, bool keep)
{
    Work *w = unit(p, NOW);
    SCOPED(work_undo) WorkTx tx = { 0 };

    assert_fine(work_begin(w, &tx));
    assert_fine(work_tell(w, fact, subject));
    if (keep) {
        assert_fine(work_commit(&tx));
    }
}

static void listeners_hear(Scene *s)
{
    Play p = play_on(s);
    size_t n;

    begin();
    tell(&p, "tea.served", 41, true);
    Job *list = jobs(&p, &n);
    assert_int_equal(n, 2);
    assert_int_equal(list[0].subject, 41);
    tell(&p, "nobody.cares", 42, true);
    tell(&p, "cake.served", 43, false);
    (void)jobs(&p, &n);
    assert_int_equal(n, 2);
    assert_int_equal(facts(&p), 2);
}

static void a_fact_makes_a_job_for_each_listener_with_its_transaction(void **state)
{
    (void)state;
    on_each(listeners_hear, NULL);
}

/* ---- transactions ---- */

static void not_committed(Scene *s)
{
    Play p = play_on(s);

    tell(&p, "tea.served", 1, false);
    assert_int_equal(facts(&p), 0);
    /* A statement that fails spoils the rest. */
    Work *w = unit(&p, NOW);
    SCOPED(work_undo) WorkTx tx = { 0 };
    assert_fine(work_begin(w, &tx));
    assert_fine(work_run(w, &q_mark, DB_ARGS(DB_T(STR("mark-a")), DB_T(STR("x")))));
    assert_fault(FAULT_DB, work_run(w, &q_mark, DB_ARGS(DB_T(STR("mark-a")), DB_T(STR("x")))));
    assert_non_null(w->why);
    assert_fault(FAULT_DB, work_commit(&tx));
    assert_int_equal(marks(&p), 0);
}

static void what_is_not_committed_is_undone(void **state)
{
    (void)state;
    on_each(not_committed, NULL);
}

static void count_statements(Scene *s)
{
    Play p = play_on(s);
    Work *w = unit(&p, NOW);
    Number n;

    assert_int_equal(work_queries(w), 0);
    assert_fine(work_one(w, &q_facts, DB_NO_ARGS, &number_row, &n));
    assert_int_equal(work_queries(w), 1);
    assert_fine(work_one(w, &q_facts, DB_NO_ARGS, &number_row, &n));
    work_done(w);
    assert_int_equal(work_queries(w), 2);
}

static void a_unit_counts_its_statements(void **state)
{
    (void)state;
    on_each(count_statements, NULL);
}

static void prepare_all(Scene *s)
{
    const DbQuery *const *const lists[] = { work_queries_all, job_queries_all };
    Play p = play_on(s);
    Db *db = NULL;

    assert_fine(db_writer(p.site.house, &db));
    for (size_t i = 0; i < COUNT(lists); i++) {
        for (const DbQuery *const *q = lists[i]; *q; q++) {
            if (db_check(db, *q)) {
                fail_msg("%s: %s", (*q)->name, db_why(db));
            }
        }
    }
    db_give(&db);
}

static void every_statement_prepares(void **state)
{
    (void)state;
    on_each(prepare_all, NULL);
}

/* ---- ids ---- */

static void ids_grow_and_stand_in_addresses(void **state)
{
    enum { IDS = 20000 };
    Arena mem = { 0 };
    Work w = { .mem = &mem };
    int64_t before = 0, back;

    (void)state;
    work_set_node(5);
    for (int i = 0; i < IDS; i++) {
        int64_t id = work_new_id(&w);
        Str text = work_id_text(&mem, id);
        assert_true(id > before);
        assert_int_equal(text.len, 13);
        assert_true(work_id_read(text, &back));
        assert_int_equal(back, id);
        assert_int_equal((id >> 12) & 1023, 5);
        before = id;
    }
    assert_int_equal(w.made, IDS);
    work_set_node(0);
    arena_done(&mem);
}

static void ids_grow_when_the_clock_is_set_back(void **state)
{
    Work w = { 0 };

    (void)state;
    sys_clock_start(NOW + DAY);
    int64_t late = work_new_id(&w);
    sys_clock_start(NOW);
    assert_true(work_new_id(&w) > late);
}

static void what_is_no_id_is_not_read(void **state)
{
    static const char *const cases[] = {
        "",
        "0000000000000",
        "000000000001",
        "00000000000001",
        "0000000000oi1",
        "000000000000A",
        "8000000000000",
        "zzzzzzzzzzzzz",
        "-000000000001",
        "00000000000 1",
    };
    int64_t id;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (work_id_read(str_from(cases[i]), &id)) {
            fail_msg("%s was read", cases[i]);
        }
    }
    assert_true(work_id_read(STR("7zzzzzzzzzzzz"), &id));
    assert_int_equal(id, INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_that_is_due_runs_once_and_not_before),
        cmocka_unit_test(a_job_that_fails_waits_longer_each_time_ten_times),
        cmocka_unit_test(a_job_happens_entirely_or_not_at_all),
        cmocka_unit_test(a_clocked_job_is_planned_again_when_done),
        cmocka_unit_test(a_job_of_an_unknown_kind_waits_as_one_that_failed),
        cmocka_unit_test(the_same_job_waits_once),
        cmocka_unit_test(what_was_done_is_forgotten_what_waits_is_not),
        cmocka_unit_test(a_fact_makes_a_job_for_each_listener_with_its_transaction),
        cmocka_unit_test(what_is_not_committed_is_undone),
        cmocka_unit_test(a_unit_counts_its_statements),
        cmocka_unit_test(every_statement_prepares),
        cmocka_unit_test(ids_grow_and_stand_in_addresses),
        cmocka_unit_test(ids_grow_when_the_clock_is_set_back),
        cmocka_unit_test(what_is_no_id_is_not_read),
    };

    return cmocka_run_group_tests_name("work", tests, NULL, NULL);
}
