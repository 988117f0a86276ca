#include "db/migrate.h"

#include <pthread.h>

#include "db/scene.h"

static const Migration good[] = {
    { 1, "start",
      "create table other (id bigint primary key, n smallint not null default 7);" },
    { 2, "more", "insert into other (id) values (1);" },
};
static const Migration edited[] = {
    { 1, "start", "create table other (id bigint primary key, n bigint not null default 7);" },
    { 2, "more", "insert into other (id) values (1);" },
};
static const Migration failing[] = {
    { 1, "start",
      "create table other (id bigint primary key, n smallint not null default 7);" },
    { 2, "more", "insert into other (id) values (1);" },
    { 3, "half", "insert into other (id) values (2); insert into nowhere values (1);" },
};
static const DbQuery count_other = { .name = "count_other",
                                     .sql = "SELECT count(*) AS n FROM other" };

static MigrateOutcome outcome_of(Scene *s, const Migration *list, size_t n)
{
    MigrateOutcome ret = MIGRATE_OUTCOMES;

    assert_fine(migrate(s->house, list, n, 1000, &ret));
    return ret;
}

static int64_t number(Scene *s, const DbQuery *q)
{
    Db *db = NULL;
    Number got = { 0 };

    assert_fine(db_reader(s->house, &db));
    assert_fine(db_one(db, &s->mem, q, DB_NO_ARGS, &number_row, &got));
    db_give(&db);
    return got.n;
}

static int64_t version(Scene *s)
{
    Db *db = NULL;
    int64_t ret = -1;

    assert_fine(db_reader(s->house, &db));
    assert_fine(migrate_version(db, &ret));
    db_give(&db);
    return ret;
}

static void play_once(Scene *s)
{
    assert_int_equal(version(s), 0);
    assert_int_equal(outcome_of(s, good, 1), MIGRATE_DONE);
    assert_int_equal(version(s), 1);
    assert_int_equal(outcome_of(s, good, 2), MIGRATE_DONE);
    assert_int_equal(outcome_of(s, good, 2), MIGRATE_NOTHING);
    assert_int_equal(version(s), 2);
    assert_int_equal(number(s, &count_other), 1);
}

static void each_migration_runs_once(void **state)
{
    (void)state;
    on_each(play_once, NULL);
}

static void play_refused(Scene *s)
{
    assert_int_equal(outcome_of(s, good, 2), MIGRATE_DONE);
    assert_int_equal(outcome_of(s, good, 1), MIGRATE_FUTURE);
    assert_int_equal(outcome_of(s, good, 0), MIGRATE_FUTURE);
    assert_int_equal(outcome_of(s, edited, 2), MIGRATE_CHANGED);
    assert_int_equal(outcome_of(s, good, 2), MIGRATE_NOTHING);
}

static void the_future_and_an_edited_past_are_noticed(void **state)
{
    (void)state;
    on_each(play_refused, NULL);
}

static void play_failing(Scene *s)
{
    MigrateOutcome ret = MIGRATE_OUTCOMES;

    assert_fault(FAULT_DB, migrate(s->house, failing, 3, 1000, &ret));
    assert_int_equal(ret, MIGRATE_OUTCOMES);
    assert_int_equal(version(s), 2);
    assert_int_equal(number(s, &count_other), 1);
}

static void a_failing_migration_leaves_nothing(void **state)
{
    (void)state;
    on_each(play_failing, NULL);
}

static void play_sections(Scene *s)
{
    static const Migration list[] = { { 1, "sections",
                                        "create table other (id bigint primary key);\n"
                                        "-- sqlite only\n"
                                        "insert into other values (1);\n"
                                        "-- postgres only\n"
                                        "insert into other values (2), (3);\n"
                                        "  -- both  \n"
                                        "insert into other values (4)" } };

    assert_int_equal(outcome_of(s, list, 1), MIGRATE_DONE);
    assert_int_equal(number(s, &count_other), s->postgres ? 3 : 2);
}

static void each_engine_reads_its_own_sections(void **state)
{
    (void)state;
    on_each(play_sections, NULL);
}

static const Migration typed[] = {
    { 1, "typed",
      "-- a bigint; in a comment\n"
      "create table other (a bigint primary key, b smallint, c double precision, d bytea,"
      " e text default 'bigint; \"bytea\"' /* ; smallint */);\n"
      "create table flat (a bigint primary key, b text) WITHOUT ROWID;"
      "create virtual table words using fts5 (body);" },
};

static void play_types(Scene *s)
{
    static const DbQuery tables = {
        .name = "tables",
        .sql = "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'"
               " AND name IN ('other', 'flat', 'migration') AND sql LIKE '%STRICT'",
    };
    static const DbQuery types = {
        .name = "types",
        .sql = "SELECT count(*) AS n FROM pragma_table_info('other') WHERE name || type IN"
               " ('aINTEGER', 'bINTEGER', 'cREAL', 'dBLOB', 'eTEXT')"
               " AND coalesce(dflt_value, '''bigint; \"bytea\"''') = '''bigint; \"bytea\"'''",
    };

    assert_int_equal(outcome_of(s, typed, 1), MIGRATE_DONE);
    assert_int_equal(number(s, &tables), 3);
    assert_int_equal(number(s, &types), 5);
}

static void sqlite_tables_are_strict(void **state)
{
    (void)state;
    on_sqlite(play_types, NULL);
}

static void play_ours(Scene *s)
{
    assert_int_equal(outcome_of(s, migrations, migrations_count), MIGRATE_DONE);
    assert_int_equal(version(s), (int64_t)migrations_count);
}

static void our_own_migrations_run(void **state)
{
    (void)state;
    on_each(play_ours, NULL);
}

typedef struct Node {
    const char *where;
    Fault fault;
    MigrateOutcome outcome;
} Node;

static void *run_node(void *arg)
{
    Node *node = arg;
    Arena mem = { 0 };
    DbHouse *house = NULL;
    Str why = { 0 };

    node->fault = db_open(&mem, node->where, &(DbOptions){ .readers = 1, .write_ms = 60000 },
                          &house, &why);
    if (!node->fault) {
        node->fault = migrate(house, good, 2, 1000, &node->outcome);
    }
    db_close(&house);
    arena_done(&mem);
    return NULL;
}

static void play_nodes(Scene *s)
{
    enum { NODES = 4 };
    pthread_t threads[NODES];
    Node nodes[NODES] = { 0 };

    for (size_t i = 0; i < NODES; i++) {
        nodes[i].where = s->where;
        assert_int_equal(pthread_create(&threads[i], NULL, run_node, &nodes[i]), 0);
    }
    for (size_t i = 0; i < NODES; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_fine(nodes[i].fault);
        assert_true(nodes[i].outcome <= MIGRATE_NOTHING);
    }
    assert_int_equal(number(s, &count_other), 1);
}

static void nodes_that_start_at_once_migrate_once(void **state)
{
    (void)state;
    on_postgres(play_nodes, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_migration_runs_once),
        cmocka_unit_test(the_future_and_an_edited_past_are_noticed),
        cmocka_unit_test(a_failing_migration_leaves_nothing),
        cmocka_unit_test(each_engine_reads_its_own_sections),
        cmocka_unit_test(sqlite_tables_are_strict),
        cmocka_unit_test(our_own_migrations_run),
        cmocka_unit_test(nodes_that_start_at_once_migrate_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
