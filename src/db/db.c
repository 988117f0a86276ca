/* db.c - the choice of the engine, and the laws that both obey */
#include "db/db.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/db_engine.h"

enum { READERS = 4, READ_MS = 500, WRITE_MS = 2000 };

Fault db_fault(Db *db, Fault f, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(db->why, sizeof db->why, fmt, args);
    va_end(args);
    return f;
}

/* sys/ owns the clock, but is beside this floor, not below it; and a deadline
 * isn't a date: nobody sees this number. */
int64_t db_millis(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void *db_alloc(size_t n, size_t size)
{
    void *p = calloc(n, size);

    if (!p) {
        abort(); /* as an Arena does */
    }
    return p;
}

static struct DbCacheSlot *slot_of(const DbCache *cache, const void *key)
{
    size_t i = (size_t)(((uintptr_t)key >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20);

    while (cache->slots[i & (cache->size - 1)].key &&
           cache->slots[i & (cache->size - 1)].key != key) {
        i++;
    }
    return &cache->slots[i & (cache->size - 1)];
}

void *db_cache_find(const DbCache *cache, const void *key)
{
    return cache->size ? slot_of(cache, key)->value : NULL;
}

static void cache_grow(DbCache *cache)
{
    DbCache old = *cache;

    cache->size = old.size ? old.size * 2 : 64; /* a power of two, never full */
    cache->slots = db_alloc(cache->size, sizeof *cache->slots);
    for (size_t i = 0; i < old.size; i++) {
        if (old.slots[i].key) {
            *slot_of(cache, old.slots[i].key) = old.slots[i];
        }
    }
    free(old.slots);
}

void db_cache_add(DbCache *cache, const void *key, void *value)
{
    if ((cache->len + 1) * 4 > cache->size * 3) {
        cache_grow(cache);
    }
    struct DbCacheSlot *slot = slot_of(cache, key);
    cache->len += slot->key == NULL;
    slot->key = key;
    slot->value = value;
}

void db_cache_done(DbCache *cache, void (*done)(void *value))
{
    for (size_t i = 0; i < cache->size; i++) {
        if (cache->slots[i].value) {
            done(cache->slots[i].value);
        }
    }
    free(cache->slots);
    *cache = (DbCache){ 0 };
}

void *db_rows_add(DbRows *rows, Arena *mem, const DbRow *row, size_t max)
{
    if (rows->len == rows->size) {
        size_t size = rows->size ? rows->size * 2 : 16;
        size = size < max ? size : max;
        char *at = arena_array(mem, size, row->size);
        if (rows->len) {
            memcpy(at, rows->at, rows->len * row->size);
        }
        rows->at = at;
        rows->size = size;
    }
    return rows->at + rows->len++ * row->size;
}

static DbOptions filled(const DbOptions *options)
{
    DbOptions o = options ? *options : (DbOptions){ 0 };

    o.readers = o.readers ? o.readers : READERS;
    o.read_ms = o.read_ms ? o.read_ms : READ_MS;
    o.write_ms = o.write_ms ? o.write_ms : WRITE_MS;
    return o;
}

Fault db_open(Arena *mem, const char *where, const DbOptions *options, DbHouse **ret,
              Str *ret_why)
{
    DbOptions o = filled(options);
    Str s = str_from(where);

    if (str_starts(s, STR("sqlite:")) && s.len > strlen("sqlite:")) {
        return db_sqlite_open(mem, where + strlen("sqlite:"), &o, ret, ret_why);
    }
    if (str_starts(s, STR("postgres://")) || str_starts(s, STR("postgresql://"))) {
        return db_pg_open(mem, where, &o, ret, ret_why);
    }
    *ret_why = STR("a database is sqlite:FILE or postgresql://...");
    return FAULT_INPUT;
}

void db_close(DbHouse **house)
{
    if (*house) {
        (*house)->engine->close(*house);
        *house = NULL;
    }
}

bool db_is_postgres(const DbHouse *house)
{
    return house->engine == &db_pg;
}

static void refresh(Db *db)
{
    db->count = 0;
    db->why[0] = '\0';
    db->begun = false;
    db->spoiled = FAULT_NONE;
}

Fault db_reader(DbHouse *house, Db **ret)
{
    TRY(house->engine->reader(house, ret));
    refresh(*ret);
    return FAULT_NONE;
}

Fault db_writer(DbHouse *house, Db **ret)
{
    if (house->options.read_only) {
        return FAULT_DENIED;
    }
    TRY(house->engine->writer(house, ret));
    refresh(*ret);
    return FAULT_NONE;
}

void db_give(Db **db)
{
    if (*db) {
        db_undo(*db);
        (*db)->engine->give(*db);
        *db = NULL;
    }
}

Fault db_begin(Db *db)
{
    if (!db->writes || db->begun) {
        return db_fault(db, FAULT_BUG, "begin: %s", db->begun ? "twice" : "on a reader");
    }
    TRY(db->engine->begin(db));
    db->begun = true;
    return FAULT_NONE;
}

Fault db_commit(Db *db)
{
    Fault spoiled = db->spoiled;

    if (!db->begun) {
        return db_fault(db, FAULT_BUG, "commit: nothing has begun");
    }
    if (spoiled) {
        db_undo(db);
        return spoiled;
    }
    db->begun = false;
    return db->engine->commit(db);
}

void db_undo(Db *db)
{
    if (db->begun) {
        db->engine->undo(db);
    }
    db->begun = false;
    db->spoiled = FAULT_NONE;
}

/* PostgreSQL refuses everything after a failed statement; so does SQLite
 * here: it may have given up the transaction by itself (a full disk, a
 * deadline), and what follows would be committed piece by piece. */
static Fault judge(Db *db, Fault f)
{
    if (f && f != FAULT_ABSENT && db->begun && !db->spoiled) {
        db->spoiled = f;
    }
    return f;
}

Fault db_hold(Db *db, int64_t id)
{
    if (!db->begun) {
        return db_fault(db, FAULT_BUG, "hold: outside of a transaction");
    }
    TRY(db->spoiled);
    return judge(db, db->engine->hold(db, id));
}

Fault db_run(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed)
{
    TRY(db->spoiled);
    db->count++;
    return judge(db, db->engine->run(db, q, args, n, ret_changed));
}

Fault db_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
             const DbRow *row, void *ret)
{
    TRY(db->spoiled);
    db->count++;
    return judge(db, db->engine->one(db, mem, q, args, n, row, ret));
}

Fault db_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
              const DbRow *row, size_t max, void *ret_at, size_t *ret_len)
{
    TRY(db->spoiled);
    db->count++;
    return judge(db, db->engine->list(db, mem, q, args, n, row, max, ret_at, ret_len));
}

Fault db_generation(Db *db, uint64_t *ret)
{
    TRY(db->spoiled);
    return judge(db, db->engine->generation(db, ret));
}

int64_t db_count(const Db *db)
{
    return db->count;
}

const char *db_why(const Db *db)
{
    return db->why;
}

Fault db_check(Db *db, const DbQuery *q)
{
    TRY(db->spoiled);
    return judge(db, db->engine->check(db, q));
}

Fault db_script(Db *db, const char *sql)
{
    TRY(db->spoiled);
    return judge(db, db->engine->script(db, sql));
}

Fault db_backup(DbHouse *house, const char *file, Str *ret_why, Arena *mem)
{
    return house->engine->backup(house, file, ret_why, mem);
}

Fault db_integrity(DbHouse *house, Arena *mem, Str *ret)
{
    return house->engine->integrity(house, mem, ret);
}
