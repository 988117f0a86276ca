#include "db/scene.h"

#include <stdlib.h>
#include <unistd.h>

static const DbCol row_cols[] = { DB_COL(Row, id), DB_COL_AS(Row, real, "re"),
                                  DB_COL(Row, flag), DB_COL_AS(Row, text, "te"),
                                  DB_COL_BYTES(Row, bytes) };
const DbRow row_row = DB_ROW(Row, row_cols);
static const DbCol number_cols[] = { DB_COL(Number, n) };
const DbRow number_row = DB_ROW(Number, number_cols);

const DbQuery query_add = {
    .name = "scene.add",
    .sql = "INSERT INTO thing (te, id, re, flag, bytes, small) VALUES ($2, $1, $3, $4, $5, 1)",
};
const DbQuery query_get = {
    .name = "scene.get",
    .sql = "SELECT id, te, re, flag, bytes FROM thing WHERE id = $1",
};
const DbQuery query_all = {
    .name = "scene.all",
    .sql = "SELECT id, te, re, flag, bytes FROM thing ORDER BY id LIMIT 100",
};
const DbQuery query_count = { .name = "scene.count", .sql = "SELECT count(*) AS n FROM thing" };
const DbQuery query_add_one = { .name = "scene.add_one",
                                .sql = "INSERT INTO thing (id) VALUES ($1)" };

static const char *const table[] = {
    "CREATE TABLE thing (id INTEGER PRIMARY KEY, te TEXT, re REAL, flag INTEGER, bytes BLOB,"
    " small INTEGER) STRICT;",
    "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
    "CREATE TABLE thing (id bigint PRIMARY KEY, te text, re double precision, flag smallint,"
    " bytes bytea, small smallint);",
};

const char *scene_file(Scene *s, const char *name)
{
    return str_c(&s->mem, str_format(&s->mem, "%s/%s", s->folder, name));
}

void scene_script(Scene *s, const char *sql)
{
    Db *db = NULL;

    assert_fine(db_writer(s->house, &db));
    assert_fine(db_script(db, sql));
    db_give(&db);
}

int64_t scene_count(Scene *s)
{
    Db *db = NULL;
    Number got = { 0 };

    assert_fine(db_reader(s->house, &db));
    assert_fine(db_one(db, &s->mem, &query_count, DB_NO_ARGS, &number_row, &got));
    db_give(&db);
    return got.n;
}

static void clear_folder(const char *folder)
{
    Arena mem = { 0 };
    const char *names[] = { "db",        "db-wal", "db-shm",  "db.lock", "copy",
                            "copy.lock", "db2",    "db2-wal", "db2-shm", "db2.lock" };

    for (size_t i = 0; i < COUNT(names); i++) {
        (void)unlink(str_c(&mem, str_format(&mem, "%s/%s", folder, names[i])));
    }
    assert_int_equal(rmdir(folder), 0);
    arena_done(&mem);
}

static void play_one(void (*play)(Scene *s), const DbOptions *options, Scene s)
{
    DbOptions o = options ? *options : (DbOptions){ 0 };
    Str why = { 0 };

    o.make_missing = true;
    o.readers = o.readers ? o.readers : 10;
    assert_fine(db_open(&s.mem, s.where, &o, &s.house, &why));
    s.postgres = db_is_postgres(s.house);
    scene_script(&s, table[s.postgres]);
    play(&s);
    db_close(&s.house);
    if (s.folder) {
        clear_folder(s.folder);
    }
    arena_done(&s.mem);
}

void on_sqlite(void (*play)(Scene *s), const DbOptions *options)
{
    char folder[] = "/tmp/db_test.XXXXXX";
    Scene s = { 0 };

    s.folder = mkdtemp(folder);
    assert_non_null(s.folder);
    s.where = str_c(&s.mem, str_format(&s.mem, "sqlite:%s/db", s.folder));
    play_one(play, options, s);
}

void on_postgres(void (*play)(Scene *s), const DbOptions *options)
{
    const char *where = getenv("CAFEIA_TEST_PG");

    if (where) {
        play_one(play, options, (Scene){ .where = where });
    }
}

void on_each(void (*play)(Scene *s), const DbOptions *options)
{
    const char *where = getenv("CAFEIA_TEST_DB");

    if (where) {
        play_one(play, options, (Scene){ .where = where });
    } else {
        on_sqlite(play, options);
    }
    on_postgres(play, options);
}
