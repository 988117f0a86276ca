/* db_lite.h - what the files of the SQLite engine share; for src/db only */
#ifndef DB_DB_LITE_H
#define DB_DB_LITE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "db/db_engine.h"

typedef enum LitePlain { LITE_BEGIN, LITE_COMMIT, LITE_SNAPSHOT, LITE_PLAINS } LitePlain;

typedef struct Lite {
    Db db;
    DbHouse *house;
    sqlite3 *c;
    bool borrowed;     /* the connection is the writer's: a database in memory */
    bool reading;      /* a snapshot is open */
    uint64_t seen;     /* the generation just before it was */
    int frames;        /* in the WAL, after the last commit */
    int64_t limit_ms;  /* for one statement */
    int64_t *deadline; /* of the connection; 0: none.  In db_millis. */
    int64_t deadline_at;
    DbCache cache;
    sqlite3_stmt *plain[LITE_PLAINS];
    atomic_bool taken;
    struct Lite *next;
} Lite;

/* db_sqlite.c */
Fault lite_fault(Lite *lite, const char *doing); /* what SQLite just answered */
void lite_wrote(Lite *lite); /* a statement that is its own transaction is done */
uint64_t lite_generation_now(const Lite *lite);
/* A connection for a long reading, without deadline. */
MUST_USE Fault lite_open_apart(DbHouse *house, Lite **ret);
void lite_close_apart(Lite **lite);

/* db_lite_run.c */
Fault lite_run(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed);
Fault lite_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
               const DbRow *row, void *ret);
Fault lite_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                const DbRow *row, size_t max, void **ret_at, size_t *ret_len);
Fault lite_check(Db *db, const DbQuery *q);
MUST_USE Fault lite_step_plain(Lite *lite, LitePlain plain);
void lite_leave_snapshot(Lite *lite);
void lite_statements_done(Lite *lite);

/* db_lite_copy.c */
Fault lite_backup(DbHouse *house, const char *file, Str *ret_why, Arena *mem);
Fault lite_integrity(DbHouse *house, Arena *mem, Str *ret);

#endif
