/* db_engine.h - what db.c asks of an engine; for src/db only
 *
 * An engine embeds DbHouse and Db as the first member of its own structs.
 * db.c keeps the state that both engines must agree on: whether a transaction
 * has begun, and which fault spoiled it. */
#ifndef DB_DB_ENGINE_H
#define DB_DB_ENGINE_H

#include "db/db.h"

typedef struct DbEngine {
    void (*close)(DbHouse *house);
    Fault (*reader)(DbHouse *house, Db **ret);
    Fault (*writer)(DbHouse *house, Db **ret);
    void (*give)(Db *db); /* no transaction has begun when it is called */
    Fault (*begin)(Db *db);
    Fault (*commit)(Db *db); /* nothing is open afterwards, fault or not */
    void (*undo)(Db *db);    /* leaves db->why alone */
    Fault (*hold)(Db *db, int64_t id);
    Fault (*run)(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed);
    Fault (*one)(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                 const DbRow *row, void *ret);
    Fault (*list)(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                  const DbRow *row, size_t max, void **ret_at, size_t *ret_len);
    Fault (*generation)(Db *db, uint64_t *ret);
    Fault (*check)(Db *db, const DbQuery *q);
    Fault (*script)(Db *db, const char *sql);
    Fault (*backup)(DbHouse *house, const char *file, Str *ret_why, Arena *mem);
    Fault (*integrity)(DbHouse *house, Arena *mem, Str *ret);
} DbEngine;

struct DbHouse {
    const DbEngine *engine;
    DbOptions options; /* without zeroes: defaults are filled in */
};

struct Db {
    const DbEngine *engine;
    bool writes, begun;
    Fault spoiled; /* the first fault of this transaction */
    int64_t count;
    char why[512];
};

extern const DbEngine db_sqlite, db_pg;

Fault db_sqlite_open(Arena *mem, const char *file, const DbOptions *options, DbHouse **ret,
                     Str *ret_why);
Fault db_pg_open(Arena *mem, const char *url, const DbOptions *options, DbHouse **ret,
                 Str *ret_why);

/* Keep why, and hand the fault on: return db_fault(db, FAULT_DB, "..."). */
PRINTF_LIKE(3, 4) Fault db_fault(Db *db, Fault f, const char *fmt, ...);
/* Milliseconds of CLOCK_MONOTONIC, for deadlines only. */
int64_t db_millis(void);
/* calloc, or the end of the process. */
void *db_alloc(size_t n, size_t size);

/* Statements of one connection, found by the address of their DbQuery: they
 * are static const, so that the address is the name. */
typedef struct DbCache {
    struct DbCacheSlot {
        const void *key;
        void *value;
    } * slots;
    size_t len, size;
} DbCache;

void *db_cache_find(const DbCache *cache, const void *key); /* NULL: not yet */
void db_cache_add(DbCache *cache, const void *key, void *value);
void db_cache_done(DbCache *cache, void (*done)(void *value));

/* An array in an arena that grows by doubling: rows of a result. */
typedef struct DbRows {
    char *at;
    size_t len, size;
} DbRows;

/* Room for one more, zeroed. */
void *db_rows_add(DbRows *rows, Arena *mem, const DbRow *row, size_t max);

#endif
