#include "db/scene.h"

static void add(Db *db, const Row *r)
{
    assert_fine(db_run(
        db, &query_add,
        DB_ARGS(DB_I(r->id), DB_T(r->text), DB_D(r->real), DB_I(r->flag), DB_B(r->bytes)),
        NULL));
}

static void play_kinds(Scene *s)
{
    static const Row rows[] = {
        { 1, 0.0, false, STR_INIT(""), STR_INIT("") },
        { INT64_MAX, 0.1, true, STR_INIT("Café 😀"), STR_INIT("a\0b\xff") },
        { INT64_MIN, -1.7976931348623157e308, true, STR_INIT("'; --"), STR_INIT("\0") },
        { -1, 5e-324, false, STR_INIT("\\x00"), STR_INIT("\\x00") },
    };
    Db *db = NULL;

    assert_fine(db_writer(s->house, &db));
    for (size_t i = 0; i < COUNT(rows); i++) {
        Row got = { 0 };
        add(db, &rows[i]);
        assert_fine(db_one(db, &s->mem, &query_get, DB_ARGS(DB_I(rows[i].id)), &row_row, &got));
        assert_int_equal(got.id, rows[i].id);
        assert_true(got.real == rows[i].real);
        assert_int_equal(got.flag, rows[i].flag);
        assert_true(str_eq(got.text, rows[i].text));
        assert_true(str_eq(got.bytes, rows[i].bytes));
    }
    db_give(&db);
}

static void every_kind_comes_back_as_it_was(void **state)
{
    (void)state;
    on_each(play_kinds, NULL);
}

static void play_null(Scene *s)
{
    static const DbQuery nulls = {
        .name = "nulls",
        .sql = "SELECT count(*) AS n FROM thing WHERE te IS NULL AND re IS NULL"
               " AND flag IS NULL AND bytes IS NULL",
    };
    Row got = { 1, 1.0, true, STR_INIT("x"), STR_INIT("x") };
    Number n = { 0 };
    DbArg none = DB_B(STR("ignored"));
    DbArg no_real = DB_D(1.0);
    Db *db = NULL;

    none.null = no_real.null = true;
    assert_fine(db_writer(s->house, &db));
    assert_fine(db_run(db, &query_add,
                       DB_ARGS(DB_I(7), DB_T_OR_NULL(STR("")), no_real, DB_I_OR_NULL(0), none),
                       NULL));
    assert_fine(db_one(db, &s->mem, &nulls, DB_NO_ARGS, &number_row, &n));
    assert_int_equal(n.n, 1);
    assert_fine(db_one(db, &s->mem, &query_get, DB_ARGS(DB_I(7)), &row_row, &got));
    assert_true(got.real == 0.0 && !got.flag && got.text.len == 0 && got.bytes.len == 0);
    db_give(&db);
}

static void null_is_kept_and_reads_as_nothing(void **state)
{
    (void)state;
    on_each(play_null, NULL);
}

static void play_order(Scene *s)
{
    static const DbQuery difference = { .name = "difference", .sql = "SELECT $2 - $1 AS n" };
    static const DbQuery twice = { .name = "twice", .sql = "SELECT $1 + $2 + $1 AS n" };
    Db *db = NULL;
    Number got = { 0 };

    assert_fine(db_reader(s->house, &db));
    for (int i = 0; i < 3; i++) { /* prepared once, bound three times */
        assert_fine(db_one(db, &s->mem, &difference, DB_ARGS(DB_I(i), DB_I(5000000000)),
                           &number_row, &got));
        assert_int_equal(got.n, 5000000000 - i);
        assert_fine(
            db_one(db, &s->mem, &twice, DB_ARGS(DB_I(i), DB_I(100)), &number_row, &got));
        assert_int_equal(got.n, 100 + 2 * i);
    }
    assert_fault(FAULT_BUG, db_one(db, &s->mem, &twice, DB_ARGS(DB_I(1)), &number_row, &got));
    assert_fault(FAULT_BUG, db_one(db, &s->mem, &twice, DB_ARGS(DB_I(1), DB_I(2), DB_I(3)),
                                   &number_row, &got));
    assert_int_equal(db_count(db), 8);
    db_give(&db);
}

static void parameters_go_by_their_number(void **state)
{
    (void)state;
    on_each(play_order, NULL);
}

static void play_list(Scene *s)
{
    static const struct {
        size_t max, want;
    } cases[] = { { 0, 0 }, { 1, 1 }, { 16, 16 }, { 17, 17 }, { 99, 40 } };
    Db *db = NULL;

    assert_fine(db_writer(s->house, &db));
    for (int64_t i = 1; i <= 40; i++) {
        add(db, &(Row){ .id = i, .text = str_format(&s->mem, "row %d", (int)i) });
    }
    for (size_t i = 0; i < COUNT(cases); i++) {
        Row *at = NULL;
        size_t len = 7;
        assert_fine(
            db_list(db, &s->mem, &query_all, DB_NO_ARGS, &row_row, cases[i].max, &at, &len));
        assert_int_equal(len, cases[i].want);
        for (size_t k = 0; k < len; k++) {
            assert_int_equal(at[k].id, k + 1);
            assert_true(str_eq(at[k].text, str_format(&s->mem, "row %d", (int)k + 1)));
        }
    }
    db_give(&db);
}

static void a_list_stops_at_its_maximum(void **state)
{
    (void)state;
    on_each(play_list, NULL);
}

static void play_absent(Scene *s)
{
    static const DbQuery change = { .name = "change",
                                    .sql = "UPDATE thing SET te = $1 WHERE id <= $2" };
    Db *db = NULL;
    Row got = { .id = 5 };
    int64_t changed = -1;

    assert_fine(db_writer(s->house, &db));
    assert_fault(FAULT_ABSENT,
                 db_one(db, &s->mem, &query_get, DB_ARGS(DB_I(1)), &row_row, &got));
    assert_int_equal(got.id, 5);
    for (int64_t i = 1; i <= 3; i++) {
        assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(i)), NULL));
    }
    assert_fine(db_run(db, &change, DB_ARGS(DB_T(STR("x")), DB_I(2)), &changed));
    assert_int_equal(changed, 2);
    assert_fine(db_run(db, &change, DB_ARGS(DB_T(STR("x")), DB_I(0)), &changed));
    assert_int_equal(changed, 0);
    db_give(&db);
}

static void what_is_not_there_is_absent(void **state)
{
    (void)state;
    on_each(play_absent, NULL);
}

static void play_wrong(Scene *s)
{
    static const DbQuery wrong = { .name = "wrong", .sql = "SELECT a FROM nowhere" };
    static const DbQuery misnamed = { .name = "misnamed", .sql = "SELECT 1 AS other" };
    Db *db = NULL;
    Number got = { 0 };

    assert_fine(db_reader(s->house, &db));
    assert_fine(db_check(db, &query_get));
    assert_fault(FAULT_DB, db_check(db, &wrong));
    assert_true(str_has(str_from(db_why(db)), STR("nowhere")));
    assert_fault(FAULT_BUG, db_one(db, &s->mem, &misnamed, DB_NO_ARGS, &number_row, &got));
    assert_fault(FAULT_BUG, db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_fine(db_one(db, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    assert_int_equal(got.n, 0);
    db_give(&db);
}

static void our_mistakes_are_told_and_a_reader_goes_on(void **state)
{
    (void)state;
    on_each(play_wrong, NULL);
}

static void play_undo(Scene *s)
{
    Db *db = NULL;

    assert_fine(db_writer(s->house, &db));
    db_undo(db);
    assert_fault(FAULT_BUG, db_commit(db));
    assert_fault(FAULT_BUG, db_hold(db, 1));
    assert_fine(db_begin(db));
    assert_fault(FAULT_BUG, db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    db_undo(db);
    assert_fine(db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(2)), NULL));
    db_give(&db); /* undoes what was begun */
    assert_null(db);
    db_give(&db);
    assert_int_equal(scene_count(s), 0);
}

static void what_is_undone_never_was(void **state)
{
    (void)state;
    on_each(play_undo, NULL);
}

static void play_spoiled(Scene *s)
{
    Db *db = NULL;

    assert_fine(db_writer(s->house, &db));
    assert_fine(db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_fault(FAULT_DB, db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_fault(FAULT_DB, db_run(db, &query_add_one, DB_ARGS(DB_I(2)), NULL));
    assert_fault(FAULT_DB, db_commit(db));
    assert_fine(db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(3)), NULL));
    assert_fine(db_commit(db));
    db_give(&db);
    assert_int_equal(scene_count(s), 1);
}

static void a_failed_statement_spoils_its_transaction(void **state)
{
    (void)state;
    on_each(play_spoiled, NULL);
}

static void play_snapshot(Scene *s)
{
    Db *reader = NULL;
    Db *writer = NULL;
    Number got = { 0 };
    uint64_t before = 0;
    uint64_t inside = 0;
    uint64_t after = 0;

    assert_fine(db_reader(s->house, &reader));
    assert_fine(db_generation(reader, &before));
    assert_fine(db_one(reader, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    assert_fine(db_writer(s->house, &writer));
    assert_fine(db_begin(writer));
    assert_fine(db_run(writer, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_fine(db_commit(writer));
    db_give(&writer);
    assert_fine(db_one(reader, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    assert_int_equal(got.n, 0);
    assert_fine(db_generation(reader, &inside));
    assert_true(inside == before);
    db_give(&reader);
    assert_fine(db_reader(s->house, &reader));
    assert_fine(db_generation(reader, &after));
    assert_true(after != before);
    db_give(&reader);
    assert_int_equal(scene_count(s), 1);
}

static void a_reading_unit_sees_one_state(void **state)
{
    (void)state;
    on_each(play_snapshot, NULL);
}

static uint64_t generation(Scene *s)
{
    Db *db = NULL;
    uint64_t ret = 0;

    assert_fine(db_reader(s->house, &db));
    assert_fine(db_generation(db, &ret));
    db_give(&db);
    return ret;
}

static void play_generation(Scene *s)
{
    Db *db = NULL;
    uint64_t first = generation(s);

    assert_true(generation(s) == first);
    assert_fine(db_writer(s->house, &db));
    assert_fine(db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    db_undo(db);
    assert_true(s->postgres || generation(s) == first);
    first = generation(s);
    assert_fine(db_begin(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    assert_true(generation(s) == first);
    assert_fine(db_commit(db));
    assert_true(generation(s) != first);
    first = generation(s);
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(2)), NULL)); /* by itself */
    assert_true(generation(s) != first);
    db_give(&db);
}

static void a_commit_changes_the_generation(void **state)
{
    (void)state;
    on_each(play_generation, NULL);
}

static void play_slow(Scene *s)
{
    static const DbQuery endless = {
        .name = "endless",
        .sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
               " SELECT i % 1000 + 1 FROM n WHERE i < 5000) SELECT count(*) AS n FROM n",
    };
    Db *db = NULL;
    Number got = { 0 };

    assert_fine(db_reader(s->house, &db));
    assert_fault(FAULT_SLOW, db_one(db, &s->mem, &endless, DB_NO_ARGS, &number_row, &got));
    assert_fine(db_one(db, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    db_give(&db);
    assert_fine(db_writer(s->house, &db));
    assert_fine(db_begin(db));
    assert_fault(FAULT_SLOW, db_one(db, &s->mem, &endless, DB_NO_ARGS, &number_row, &got));
    assert_fault(FAULT_SLOW, db_commit(db));
    assert_fine(db_run(db, &query_add_one, DB_ARGS(DB_I(1)), NULL));
    db_give(&db);
}

static void a_statement_without_end_is_slow(void **state)
{
    (void)state;
    on_each(play_slow, &(DbOptions){ .read_ms = 20, .write_ms = 50 });
}

static void play_long_unit(Scene *s)
{
    static const DbQuery brief = {
        .name = "brief",
        .sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)"
               " SELECT count(*) AS n FROM n",
    };
    Db *db = NULL;
    Number got = { 0 };
    Fault f = FAULT_NONE;

    if (db_is_postgres(s->house)) {
        return; /* there each statement has its own */
    }
    assert_fine(db_reader(s->house, &db));
    for (int i = 0; !f && i < 100000; i++) {
        f = db_one(db, &s->mem, &brief, DB_NO_ARGS, &number_row, &got);
    }
    assert_fault(FAULT_SLOW, f);
    db_give(&db);
    assert_fine(db_reader(s->house, &db));
    assert_fine(db_one(db, &s->mem, &brief, DB_NO_ARGS, &number_row, &got));
    db_give(&db);
}

static void a_unit_that_reads_has_one_deadline_for_all(void **state)
{
    (void)state;
    on_each(play_long_unit, &(DbOptions){ .read_ms = 400, .write_ms = 5000 });
}

static void play_integrity(Scene *s)
{
    Str said = { 0 };

    assert_fine(db_integrity(s->house, &s->mem, &said));
    assert_true(str_eq(said, STR("ok")));
}

static void a_sound_database_says_ok(void **state)
{
    (void)state;
    on_each(play_integrity, NULL);
}

static void a_place_that_is_none_is_refused(void **state)
{
    static const char *const places[] = { "", "sqlite:", "mysql://x", "/var/lib/db" };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        DbHouse *house = NULL;
        Str why = { 0 };
        assert_fault(FAULT_INPUT, db_open(&mem, places[i], NULL, &house, &why));
        assert_true(why.len > 0 && !house);
        db_close(&house);
    }
    arena_done(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back_as_it_was),
        cmocka_unit_test(null_is_kept_and_reads_as_nothing),
        cmocka_unit_test(parameters_go_by_their_number),
        cmocka_unit_test(a_list_stops_at_its_maximum),
        cmocka_unit_test(what_is_not_there_is_absent),
        cmocka_unit_test(our_mistakes_are_told_and_a_reader_goes_on),
        cmocka_unit_test(what_is_undone_never_was),
        cmocka_unit_test(a_failed_statement_spoils_its_transaction),
        cmocka_unit_test(a_reading_unit_sees_one_state),
        cmocka_unit_test(a_commit_changes_the_generation),
        cmocka_unit_test(a_statement_without_end_is_slow),
        cmocka_unit_test(a_unit_that_reads_has_one_deadline_for_all),
        cmocka_unit_test(a_sound_database_says_ok),
        cmocka_unit_test(a_place_that_is_none_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
