/* db_pg.h - what the files of the PostgreSQL engine share; for src/db only */
#ifndef DB_DB_PG_H
#define DB_DB_PG_H

#include <libpq-fe.h>

#include "db/db_engine.h"

/* A transaction is opened by the first statement, in the same round trip. */
typedef enum PgState { PG_OUTSIDE, PG_FRESH, PG_INSIDE } PgState;

typedef struct Pg {
    Db db;
    DbHouse *house;
    PGconn *c;       /* NULL: not connected */
    PgState state;   /* FRESH: opened, and no statement has run */
    bool held;       /* locks of the session, to be let go after the transaction */
    bool ending;     /* a COMMIT was sent, its answer not yet read */
    size_t prepared; /* how many statements the connection has, for their names */
    DbCache cache;
    struct Pg *next; /* in the stack of free ones */
} Pg;

/* db_pg.c */
/* What the server said in r (NULL: the connection is gone); clears r. */
Fault pg_fault(Pg *pg, const char *doing, PGresult *r);
MUST_USE Fault pg_connected(Pg *pg); /* connect if needed; ready for a question */
void pg_drop(Pg *pg);
bool pg_lost(const Pg *pg);
/* The statements that open this transaction. */
size_t pg_opening(const Pg *pg, char (*ret)[64]);
MUST_USE Fault pg_exec(Pg *pg, const char *sql);

/* db_pg_run.c */
Fault pg_run(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed);
Fault pg_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
             const DbRow *row, void *ret);
Fault pg_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
              const DbRow *row, size_t max, void **ret_at, size_t *ret_len);
Fault pg_check(Db *db, const DbQuery *q);
void pg_statement_free(void *value);

#endif
