/* What needs threads, a second process, or one engine only. */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/scene.h"

enum { THREADS = 8, TRIES = 20, SEATS = 25 };

typedef struct Race {
    DbHouse *house;
    atomic_int taken, again, failed, next;
} Race;

/* Count, then insert: right only while nobody else is between the two. */
static Fault sit_down(Race *race, Db *db, Arena *mem, bool *ret)
{
    Number got = { 0 };

    TRY(db_begin(db));
    TRY(db_hold(db, 12));
    TRY(db_one(db, mem, &query_count, DB_NO_ARGS, &number_row, &got));
    *ret = got.n < SEATS;
    if (*ret) {
        TRY(db_run(db, &query_add_one, DB_ARGS(DB_I(atomic_fetch_add(&race->next, 1))), NULL));
    }
    return db_commit(db);
}

static void *run_for_seats(void *arg)
{
    Race *race = arg;
    Arena mem = { 0 };

    for (int i = 0; i < TRIES; i++) {
        Db *db = NULL;
        bool sat = false;
        Fault f = db_writer(race->house, &db);
        f = f ? f : sit_down(race, db, &mem, &sat);
        atomic_fetch_add(&race->taken, !f && sat);
        atomic_fetch_add(&race->again, f == FAULT_AGAIN);
        atomic_fetch_add(&race->failed, f && f != FAULT_AGAIN);
        if (db) {
            db_give(&db);
        }
    }
    arena_done(&mem);
    return NULL;
}

static void play_race(Scene *s)
{
    Race race = { .house = s->house };
    pthread_t threads[THREADS];

    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_for_seats, &race), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(race.failed, 0);
    assert_int_equal(race.again, 0); /* who waited first sees the present */
    assert_int_equal(race.taken, SEATS);
    assert_int_equal(scene_count(s), SEATS);
}

static void eight_threads_never_sell_a_seat_twice(void **state)
{
    (void)state;
    on_each(play_race, &(DbOptions){ .write_ms = 60000 });
}

static void play_full(Scene *s)
{
    static char big[1 << 20];
    static const DbQuery set = { .name = "set", .sql = "UPDATE thing SET bytes = $1" };
    Db *db = NULL;

    scene_script(s, "INSERT INTO thing (id) VALUES (1)");
    scene_script(s, "PRAGMA max_page_count = 20");
    assert_fine(db_writer(s->house, &db));
    assert_fine(db_begin(db));
    assert_fault(FAULT_FULL, db_run(db, &set, DB_ARGS(DB_B(((Str){ big, sizeof big }))), NULL));
    assert_fault(FAULT_FULL, db_commit(db));
    assert_int_equal(scene_count(s), 1); /* reading goes on */
    assert_fine(db_script(db, "PRAGMA max_page_count = 100000"));
    assert_fine(db_run(db, &set, DB_ARGS(DB_B(((Str){ big, sizeof big }))), NULL));
    db_give(&db);
}

static void a_full_disk_is_told_and_gets_over_it(void **state)
{
    (void)state;
    on_sqlite(play_full, NULL);
}

/* Sixty times 200 kB into the same row: twelve megabytes of changes. */
static void play_wal(Scene *s)
{
    static char big[200000];
    static const DbQuery set = { .name = "set", .sql = "UPDATE thing SET bytes = $1" };
    struct stat wal;
    Db *db = NULL;

    scene_script(s, "INSERT INTO thing (id) VALUES (1)");
    assert_fine(db_writer(s->house, &db));
    for (int i = 0; i < 60; i++) {
        memset(big, i, sizeof big);
        assert_fine(db_run(db, &set, DB_ARGS(DB_B(((Str){ big, sizeof big }))), NULL));
    }
    db_give(&db);
    assert_int_equal(stat(scene_file(s, "db-wal"), &wal), 0);
    assert_in_range(wal.st_size, 1, 6 << 20);
}

static void the_journal_is_emptied_as_one_goes(void **state)
{
    (void)state;
    on_sqlite(play_wal, NULL);
}

static void play_lock(Scene *s)
{
    DbHouse *second = NULL;
    Db *db = NULL;
    Str why = { 0 };

    assert_fault(FAULT_DENIED, db_open(&s->mem, s->where, NULL, &second, &why));
    assert_true(str_has(why, STR("a running server holds this database")));
    assert_fine(db_open(&s->mem, s->where, &(DbOptions){ .read_only = true }, &second, &why));
    assert_fault(FAULT_DENIED, db_writer(second, &db));
    Scene beside = { .house = second };
    assert_int_equal(scene_count(&beside), 0);
    db_close(&second);
    arena_done(&beside.mem);
}

static void a_second_writer_learns_who_holds_the_house(void **state)
{
    (void)state;
    on_sqlite(play_lock, NULL);
}

static void play_turn(Scene *s)
{
    Db *first = NULL, *second = NULL;

    assert_fine(db_writer(s->house, &first));
    assert_fault(FAULT_SLOW, db_writer(s->house, &second));
    db_give(&first);
    assert_fine(db_writer(s->house, &second));
    db_give(&second);
}

static void nobody_waits_for_ever_for_the_turn_to_write(void **state)
{
    (void)state;
    on_sqlite(play_turn, &(DbOptions){ .write_ms = 20 });
}

static void a_missing_file_is_made_only_when_asked(void **state)
{
    Arena mem = { 0 };
    DbHouse *house = NULL;
    Str why = { 0 };

    (void)state;
    assert_fault(FAULT_ABSENT, db_open(&mem, "sqlite:/tmp/no/such", NULL, &house, &why));
    assert_fault(FAULT_IO, db_open(&mem, "sqlite:/tmp/no/such",
                                   &(DbOptions){ .make_missing = true }, &house, &why));
    assert_true(str_has(why, STR("/tmp/no/such")));
    arena_done(&mem);
}

static void memory_serves_reader_and_writer(void **state)
{
    Scene s = { .where = "sqlite::memory:" };
    Str why = { 0 };

    (void)state;
    assert_fine(db_open(&s.mem, s.where, NULL, &s.house, &why));
    scene_script(&s,
                 "CREATE TABLE thing (id INTEGER PRIMARY KEY); INSERT INTO thing VALUES (1)");
    assert_int_equal(scene_count(&s), 1);
    db_close(&s.house);
    arena_done(&s.mem);
}

typedef struct Pairs {
    DbHouse *house;
    atomic_bool stop;
    atomic_int written;
} Pairs;

static void *write_pairs(void *arg)
{
    Pairs *p = arg;

    for (int64_t i = 1; !p->stop; i++) {
        Db *db = NULL;
        Fault f = db_writer(p->house, &db);
        f = f ? f : db_begin(db);
        f = f ? f : db_run(db, &query_add_one, DB_ARGS(DB_I(i)), NULL);
        f = f ? f : db_run(db, &query_add_one, DB_ARGS(DB_I(-i)), NULL);
        f = f ? f : db_commit(db);
        atomic_fetch_add(&p->written, !f);
        db_give(&db);
    }
    return NULL;
}

static void check_copy(Scene *s, const char *file)
{
    Scene copy = { .where = str_c(&s->mem, str_format(&s->mem, "sqlite:%s", file)) };
    Str said = { 0 };

    assert_fine(db_open(&s->mem, copy.where, NULL, &copy.house, &said));
    assert_fine(db_integrity(copy.house, &s->mem, &said));
    assert_true(str_eq(said, STR("ok")));
    assert_true(scene_count(&copy) > 0);
    assert_int_equal(scene_count(&copy) % 2, 0);
    db_close(&copy.house);
    arena_done(&copy.mem);
}

static void play_backup(Scene *s)
{
    Pairs p = { .house = s->house };
    const char *file = scene_file(s, "copy");
    pthread_t thread;
    Str why = { 0 };

    assert_int_equal(pthread_create(&thread, NULL, write_pairs, &p), 0);
    while (p.written < 10) {
        (void)sched_yield();
    }
    Fault f = db_backup(s->house, file, &why, &s->mem);
    p.stop = true;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_fine(f);
    check_copy(s, file);
    assert_fault(FAULT_IO, db_backup(s->house, file, &why, &s->mem)); /* never over another */
}

static void a_backup_taken_in_use_is_whole(void **state)
{
    (void)state;
    on_sqlite(play_backup, NULL);
}

static void play_orphan(Scene *s)
{
    Str said = { 0 };

    scene_script(s, "CREATE TABLE child (of INTEGER REFERENCES thing (id)) STRICT;"
                    "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (9);"
                    "PRAGMA foreign_keys = ON;");
    assert_fine(db_integrity(s->house, &s->mem, &said));
    assert_true(str_starts(said, STR("foreign key: child")));
}

static void an_orphan_is_reported(void **state)
{
    (void)state;
    on_sqlite(play_orphan, NULL);
}

static int (*true_open)(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                        int *ret);
static bool broken;    /* the disk, from now on */
static int broken_for; /* SQLITE_OPEN_WAL: commits; SQLITE_OPEN_MAIN_DB: checkpoints */

static int sync_or_not(sqlite3_file *file, int flags)
{
    (void)file, (void)flags;
    return broken ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int open_unreliable(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                           int *ret)
{
    static sqlite3_io_methods methods;
    int rc = true_open(vfs, name, file, flags, ret);

    if (rc == SQLITE_OK && (flags & broken_for)) {
        methods = *file->pMethods;
        methods.xSync = sync_or_not;
        file->pMethods = &methods;
    }
    return rc;
}

/* In a process of its own; ends it with the number of acknowledged writes, if
 * nothing ends it before. */
static void write_on_broken_disk(const char *where)
{
    static char big[100000];
    static const DbQuery set = { .name = "set", .sql = "INSERT INTO thing (b) VALUES ($1)" };
    Arena mem = { 0 };
    DbHouse *house = NULL;
    Db *db = NULL;
    Str why = { 0 };
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    int written = 0;

    true_open = vfs->xOpen;
    vfs->xOpen = open_unreliable;
    (void)dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
    Fault f = db_open(&mem, where, &(DbOptions){ .make_missing = true }, &house, &why);
    f = f ? f : db_writer(house, &db);
    f = f ? f : db_script(db, "CREATE TABLE thing (b BLOB)");
    broken = true;
    while (!f && written < 60) { /* enough for a checkpoint */
        f = db_run(db, &set, DB_ARGS(DB_B(((Str){ big, sizeof big }))), NULL);
        written += !f;
    }
    _exit(written);
}

static void play_fsync(Scene *s)
{
    int status = 0;
    const char *where = str_c(&s->mem, str_format(&s->mem, "%s2", s->where));
    pid_t child = fork();

    assert_true(child >= 0);
    if (child == 0) {
        write_on_broken_disk(where);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 71);
}

static void a_failed_fsync_ends_the_process(void **state)
{
    (void)state;
    broken_for = SQLITE_OPEN_WAL;
    on_sqlite(play_fsync, NULL);
}

static void a_failed_fsync_of_a_checkpoint_too(void **state)
{
    (void)state;
    broken_for = SQLITE_OPEN_MAIN_DB;
    on_sqlite(play_fsync, NULL);
}

static const DbQuery query_pid = { .name = "pid", .sql = "SELECT pg_backend_pid() AS n" };
static const DbQuery query_kill = {
    .name = "kill",
    .sql = "SELECT pg_terminate_backend($1::int, 5000)::int AS n",
};

static int64_t pid_of(Scene *s, Db *db)
{
    Number got = { 0 };

    assert_fine(db_one(db, &s->mem, &query_pid, DB_NO_ARGS, &number_row, &got));
    return got.n;
}

static void end_backend(Scene *s, Db *by, int64_t pid)
{
    Number got = { 0 };

    assert_fine(db_one(by, &s->mem, &query_kill, DB_ARGS(DB_I(pid)), &number_row, &got));
    assert_int_equal(got.n, 1);
}

static void play_killed(Scene *s)
{
    Db *victim = NULL;
    Db *other = NULL;

    assert_fine(db_reader(s->house, &other));
    assert_fine(db_reader(s->house, &victim)); /* killed while idle */
    int64_t pid = pid_of(s, victim);
    db_give(&victim);
    end_backend(s, other, pid);
    assert_int_equal(scene_count(s), 0);

    assert_fine(db_writer(s->house, &victim)); /* before the first statement of a unit */
    end_backend(s, other, pid_of(s, victim));
    assert_fine(db_begin(victim));
    assert_fine(db_hold(victim, 3));
    assert_fine(db_run(victim, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_fine(db_commit(victim));

    assert_fine(db_begin(victim)); /* in the middle of one */
    assert_fine(db_run(victim, &query_add_one, DB_ARGS(DB_I(2)), NULL));
    end_backend(s, other, pid_of(s, victim));
    assert_fault(FAULT_AGAIN, db_run(victim, &query_add_one, DB_ARGS(DB_I(3)), NULL));
    assert_fault(FAULT_AGAIN, db_commit(victim));
    assert_fine(db_begin(victim)); /* and between the last statement and the commit */
    assert_fine(db_run(victim, &query_add_one, DB_ARGS(DB_I(2)), NULL));
    end_backend(s, other, pid_of(s, victim));
    assert_fault(FAULT_AGAIN, db_commit(victim));
    db_give(&victim);
    db_give(&other);
    assert_int_equal(scene_count(s), 1);
}

static void a_lost_connection_is_made_again(void **state)
{
    (void)state;
    on_postgres(play_killed, NULL);
}

static void play_conflict(Scene *s)
{
    static const DbQuery bump = { .name = "bump",
                                  .sql = "UPDATE thing SET flag = $1 WHERE id = 1" };
    Db *a = NULL;
    Db *b = NULL;
    Number got = { 0 };

    scene_script(s, "INSERT INTO thing (id) VALUES (1)");
    assert_fine(db_writer(s->house, &a));
    assert_fine(db_writer(s->house, &b));
    assert_fine(db_begin(a));
    assert_fine(db_begin(b));
    assert_fine(db_one(b, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    assert_fine(db_run(a, &bump, DB_ARGS(DB_I(1)), NULL));
    assert_fine(db_commit(a));
    assert_fault(FAULT_AGAIN, db_run(b, &bump, DB_ARGS(DB_I(2)), NULL));
    assert_fault(FAULT_AGAIN, db_commit(b));
    db_give(&a);
    db_give(&b);
}

static void two_units_that_met_try_again(void **state)
{
    (void)state;
    on_postgres(play_conflict, NULL);
}

static void play_undone_hold(Scene *s)
{
    Db *a = NULL;
    Db *b = NULL;

    assert_fine(db_writer(s->house, &a));
    assert_fine(db_writer(s->house, &b));
    assert_fine(db_begin(a));
    assert_fine(db_hold(a, 9));
    assert_fine(db_begin(b));
    assert_fault(FAULT_SLOW, db_hold(b, 9));
    db_undo(a);
    db_undo(b);
    assert_fine(db_begin(b));
    assert_fine(db_hold(b, 8));
    assert_fine(db_hold(b, 9));
    assert_fine(db_commit(b));
    assert_fine(db_begin(a));
    assert_fine(db_hold(a, 9));
    db_give(&a);
    db_give(&b);
}

static void a_hold_ends_with_its_unit(void **state)
{
    (void)state;
    on_postgres(play_undone_hold, &(DbOptions){ .write_ms = 50 });
}

static void play_prepared(Scene *s)
{
    static const DbQuery prepared = {
        .name = "prepared",
        .sql = "SELECT count(*) AS n FROM pg_prepared_statements"
               " WHERE statement LIKE 'INSERT INTO thing (id)%'",
    };
    Db *db = NULL;
    Number got = { 0 };

    scene_script(s, "INSERT INTO thing (id) VALUES (1)");
    assert_fine(db_writer(s->house, &db));
    for (int i = 0; i < 3; i++) {
        assert_fault(FAULT_DB, db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    }
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(2)), NULL));
    assert_fine(db_one(db, &s->mem, &prepared, DB_NO_ARGS, &number_row, &got));
    assert_int_equal(got.n, 1);
    db_give(&db);
}

static void a_statement_that_fails_is_prepared_once(void **state)
{
    (void)state;
    on_postgres(play_prepared, NULL);
}

static void play_pool(Scene *s)
{
    Db *a = NULL;
    Db *b = NULL;

    assert_fine(db_reader(s->house, &a));
    assert_fault(FAULT_SLOW, db_reader(s->house, &b));
    assert_null(b);
    db_give(&a);
    assert_fine(db_reader(s->house, &b));
    db_give(&b);
}

static void a_pool_that_stays_empty_is_slow(void **state)
{
    (void)state;
    on_postgres(play_pool, &(DbOptions){ .readers = 1, .write_ms = 1 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_threads_never_sell_a_seat_twice),
        cmocka_unit_test(a_full_disk_is_told_and_gets_over_it),
        cmocka_unit_test(the_journal_is_emptied_as_one_goes),
        cmocka_unit_test(a_second_writer_learns_who_holds_the_house),
        cmocka_unit_test(nobody_waits_for_ever_for_the_turn_to_write),
        cmocka_unit_test(a_missing_file_is_made_only_when_asked),
        cmocka_unit_test(memory_serves_reader_and_writer),
        cmocka_unit_test(a_backup_taken_in_use_is_whole),
        cmocka_unit_test(an_orphan_is_reported),
        cmocka_unit_test(a_failed_fsync_ends_the_process),
        cmocka_unit_test(a_failed_fsync_of_a_checkpoint_too),
        cmocka_unit_test(a_lost_connection_is_made_again),
        cmocka_unit_test(two_units_that_met_try_again),
        cmocka_unit_test(a_hold_ends_with_its_unit),
        cmocka_unit_test(a_statement_that_fails_is_prepared_once),
        cmocka_unit_test(a_pool_that_stays_empty_is_slow),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
