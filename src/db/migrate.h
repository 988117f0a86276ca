/* migrate.h - bring a database to the shape this program expects
 *
 * The files of migrations/ are compiled in, in order; each runs once, in one
 * transaction, and is never edited afterwards.  One text serves both engines;
 * what only one of them knows stands between lines
 *     -- sqlite only        -- postgres only        -- both
 * For SQLite, outside of quotes and comments, the words bigint and smallint
 * become INTEGER, "double precision" REAL, bytea BLOB, and every "create
 * table ... ;" ends with STRICT (virtual tables don't); boolean isn't used.
 * The table "migration" keeps number, name, hash and instant of each. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

typedef struct Migration {
    int64_t number; /* 1, 2, 3... */
    const char *name, *sql;
} Migration;

/* written by the build from migrations/NNNN_name.sql */
extern const Migration migrations[];
extern const size_t migrations_count;

typedef enum MigrateOutcome {
    MIGRATE_DONE,
    MIGRATE_NOTHING, /* the database was as expected */
    MIGRATE_FUTURE,  /* a newer program wrote it: this one must not touch it */
    MIGRATE_CHANGED, /* a migration that ran has another text today */
    MIGRATE_OUTCOMES
} MigrateOutcome;

MUST_USE Fault migrate(DbHouse *house, const Migration *list, size_t n, int64_t now,
                       MigrateOutcome *ret);
/* The same on a writer that the caller holds, so that db_why tells more. */
MUST_USE Fault migrate_on(Db *db, const Migration *list, size_t n, int64_t now,
                          MigrateOutcome *ret);
/* The newest number the database knows; 0 when it is empty. */
MUST_USE Fault migrate_version(Db *db, int64_t *ret);

#endif
