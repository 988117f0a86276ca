#include "app/verb_desk.h"

#include "app/verbs.h"
#include "sys/file.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <unistd.h>

enum { WORDS_MAX = 10, SAID_MAX = 16 << 20 };

static void keep(void *ctx, bool error, Str text)
{
    Desk *d = ctx;

    buf_add(error ? &d->error : &d->out, text);
}

static Fault fetch(void *ctx, Arena *mem, Str path, size_t max, Str *ret)
{
    (void)ctx;
    return file_read(mem, str_c(mem, path), max, ret);
}

const char *desk_in_folder(Desk *d, const char *name)
{
    return str_c(&d->mem, str_format(&d->mem, "%s/%s", d->folder, name));
}

void desk_set_database(Desk *d, Str where)
{
    d->settings.at[SETTING_DB].value = where;
}

int desk_run(Desk *d, const char *line)
{
    char *argv[WORDS_MAX] = { 0 };
    Str rest = str_from(line), word;
    int argc = 0;

    argv[argc++] = str_c(&d->mem, STR("cafeia"));
    while (rest.len > 0 && argc < WORDS_MAX) {
        str_cut(rest, ' ', &word, &rest);
        argv[argc++] = str_c(&d->mem, word);
    }
    d->out = buf_new(&d->mem, SAID_MAX);
    d->error = buf_new(&d->mem, SAID_MAX);
    VerbIo io = { .mem = &d->mem,
                  .settings = &d->settings,
                  .lang = LANG_EN,
                  .ctx = d,
                  .write = keep,
                  .read = fetch };
    return verbs_run(&io, argc, argv);
}

int desk_run_with(Desk *d, const char *line, const char *file)
{
    return desk_run(
        d, str_c(&d->mem, str_format(&d->mem, "%s %s", line, desk_in_folder(d, file))));
}

void desk_empty_postgres(Desk *d, const char *where)
{
    DbHouse *house = NULL;
    Db *db = NULL;
    Str why;

    assert_int_equal(db_open(&d->mem, where, NULL, &house, &why), FAULT_NONE);
    assert_int_equal(db_writer(house, &db), FAULT_NONE);
    assert_int_equal(db_script(db, "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"),
                     FAULT_NONE);
    db_give(&db);
    db_close(&house);
}

static void open_desk(Desk *d, const char *where)
{
    char folder[] = "/tmp/cafeia-verb-XXXXXX";
    char program[] = "cafeia";
    char *argv[] = { program, NULL };
    int argc = 1;
    Str why;

    *d = (Desk){ 0 };
    assert_non_null(mkdtemp(folder));
    d->folder = str_c(&d->mem, str_from(folder));
    assert_int_equal(settings_read(&d->mem, &argc, argv, &d->settings, &why), FAULT_NONE);
    desk_set_database(d, where
                             ? str_from(where)
                             : str_format(&d->mem, "sqlite:%s", desk_in_folder(d, "desk.db")));
}

static void close_desk(Desk *d)
{
    static const char *const names[] = {
        "desk.db",      "desk.db-wal",  "desk.db-shm",   "desk.db.lock", "desk.db.sock",
        "copy",         "copy.blake2b", "back.db",       "back.db-wal",  "back.db-shm",
        "back.db.lock", "cafes.csv",    "la_poste.csv",  "none.db.lock", "other.db",
        "other.db-wal", "other.db-shm", "other.db.lock",
    };

    for (size_t i = 0; i < COUNT(names); i++) {
        (void)unlink(desk_in_folder(d, names[i]));
    }
    assert_int_equal(rmdir(d->folder), 0);
    arena_done(&d->mem);
}

void desk_on_each(void (*play)(Desk *d))
{
    const char *pg = getenv("CAFEIA_TEST_PG");
    Desk d;

    open_desk(&d, NULL);
    play(&d);
    close_desk(&d);
    if (pg) {
        open_desk(&d, pg);
        desk_empty_postgres(&d, pg);
        play(&d);
        close_desk(&d);
    }
}

void desk_on_sqlite(void (*play)(Desk *d))
{
    Desk d;

    open_desk(&d, NULL);
    play(&d);
    close_desk(&d);
}

void desk_script(Desk *d, const char *sql)
{
    DbHouse *house = NULL;
    Db *db = NULL;
    Str why;

    assert_int_equal(
        db_open(&d->mem, str_c(&d->mem, setting(&d->settings, SETTING_DB)), NULL, &house, &why),
        FAULT_NONE);
    assert_int_equal(db_writer(house, &db), FAULT_NONE);
    assert_int_equal(db_script(db, sql), FAULT_NONE);
    db_give(&db);
    db_close(&house);
}
