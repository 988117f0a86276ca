/* db.h - the only door to a database
 *
 * Statements are constants, never built at run time: no function here takes
 * a piece of SQL that a request could have touched.  The text is the subset
 * that SQLite and PostgreSQL both read ($1, bigint, text, bytea, RETURNING,
 * ON CONFLICT); what differs lives in db_sqlite.c and db_pg.c.
 *
 * A DbHouse is a database, shared by all threads.  A Db is one connection of
 * it, used by one thread at a time.
 *
 * SQLite: WAL, synchronous=FULL, foreign keys; one writing connection behind
 * a lock, which alone checkpoints; reading connections are read-only, one a
 * thread.  Who may write holds FILE.lock: a second one is FAULT_DENIED.
 * PostgreSQL: a pool of connections, reconnecting, SERIALIZABLE transactions,
 * target_session_attrs=read-write.
 *
 * A DbQuery and a DbRow are static const: their address is their name.  The
 * arguments are exactly the $1, $2... of the statement, and keep their kinds. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

struct DbQuery {
    const char *name; /* unique; for the log and for the statement cache */
    const char *sql;
    const char *pg; /* NULL: PostgreSQL reads .sql too.  Only search differs. */
};

typedef enum DbKind { DB_INT, DB_REAL, DB_TEXT, DB_BYTES, DB_FLAG } DbKind;

/* An argument.  Text and bytes are only read until the call returns. */
typedef struct DbArg {
    DbKind kind;
    bool null;
    int64_t i;
    double d;
    Str s;
} DbArg;

/* One column of a result, and the field of the struct it fills.  NULL fills
 * 0, 0.0, false or an empty Str. */
typedef struct DbCol {
    const char *name;
    DbKind kind;
    size_t at;
} DbCol;

typedef struct DbRow {
    const DbCol *cols;
    size_t count, size;
} DbRow;

/* clang-format off */
#define DB_ID_KIND(T) T: DB_INT,
/* A field of type Str is text; for bytea name the kind: DB_COL_BYTES. */
#define DB_COL(T, f) { #f, DB_KIND(((T *)0)->f), offsetof(T, f) }
/* The column has another name than the field ("id" AS n fills v.id.v). */
#define DB_COL_AS(T, f, name) { name, DB_KIND(((T *)0)->f), offsetof(T, f) }
#define DB_COL_BYTES(T, f) { #f, DB_BYTES, offsetof(T, f) }
#define DB_KIND(x) _Generic((x), EACH_ID(DB_ID_KIND) int64_t: DB_INT, double: DB_REAL, Str: DB_TEXT, bool: DB_FLAG)
#define DB_ROW(T, cols) { cols, COUNT(cols), sizeof(T) }
/* clang-format on */

#define DB_I(v) ((DbArg){ .kind = DB_INT, .i = (v) })
#define DB_D(v) ((DbArg){ .kind = DB_REAL, .d = (v) })
#define DB_T(v) ((DbArg){ .kind = DB_TEXT, .s = (v) })
#define DB_B(v) ((DbArg){ .kind = DB_BYTES, .s = (v) })
/* An empty Str or a 0 is stored as NULL. */
#define DB_T_OR_NULL(v) ((DbArg){ .kind = DB_TEXT, .s = (v), .null = (v).len == 0 })
#define DB_I_OR_NULL(v) ((DbArg){ .kind = DB_INT, .i = (v), .null = (v) == 0 })
#define DB_ARGS(...) (const DbArg[]){ __VA_ARGS__ }, COUNT(((const DbArg[]){ __VA_ARGS__ }))
#define DB_NO_ARGS NULL, 0

typedef struct DbOptions {
    int readers;       /* how many threads read (PostgreSQL: size of the pool); 0: 4 */
    int64_t read_ms;   /* what a unit may read before FAULT_SLOW; 0: 500.  PostgreSQL: a statement */
    int64_t write_ms;  /* the same for one that writes; 0: 2000 */
    bool make_missing; /* create the SQLite file when there is none */
    bool read_only;    /* db_writer is denied; may open beside a running server */
} DbOptions;

/* where: "sqlite:FILE", "sqlite::memory:" (tests: one connection serves all,
 * one thread at a time), "postgres://..." or "postgresql://...".
 * On a fault, *ret_why is a sentence for the operator, in mem. */
MUST_USE Fault db_open(Arena *mem, const char *where, const DbOptions *options, DbHouse **ret,
                       Str *ret_why);
void db_close(DbHouse **house);
bool db_is_postgres(const DbHouse *house);

/* A connection to read with: this thread's own.  Give it back when the unit
 * ends, before the thread asks for another.  What its statements see is one
 * state of the database, that of the first statement. */
MUST_USE Fault db_reader(DbHouse *house, Db **ret);
/* The connection that writes.  SQLite: waits for its turn, no longer than
 * write_ms: FAULT_SLOW.  One statement of it sees what the others of the same
 * transaction wrote. */
MUST_USE Fault db_writer(DbHouse *house, Db **ret);
void db_give(Db **db); /* accepts what was never taken */

/* On a writer only.  db_commit returns when what was written is on the disk:
 * acknowledge after it, never before.  A lost connection, a conflict or a
 * deadlock is FAULT_AGAIN; a full disk FAULT_FULL.  The first failed fsync
 * ends the process.  A statement that failed (FAULT_ABSENT isn't a failure)
 * spoils its transaction: what follows, db_commit too, answers the same fault. */
MUST_USE Fault db_begin(Db *db);
MUST_USE Fault db_commit(Db *db);
void db_undo(Db *db); /* also without a transaction */
/* One unit at a time holds this number until its transaction ends.  Hold
 * before the first statement of the transaction: on PostgreSQL what a
 * statement sees is decided at the first one, and a unit that waited after it
 * would see the past and be told FAULT_AGAIN. */
MUST_USE Fault db_hold(Db *db, int64_t id);

/* Run; *ret_changed, when not NULL, is the number of rows touched. */
MUST_USE Fault db_run(Db *db, const DbQuery *q, const DbArg *args, size_t n,
                      int64_t *ret_changed);
/* The first row, or FAULT_ABSENT.  Strings are copied into mem. */
MUST_USE Fault db_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                      const DbRow *row, void *ret);
/* At most max rows, into an array in mem: *ret_at, *ret_len.  More rows than
 * max are left unread: the statement should carry its own LIMIT. */
MUST_USE Fault db_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                       const DbRow *row, size_t max, void *ret_at, size_t *ret_len);

/* Changes with every commit that anybody made to this database, on any node:
 * what was rendered under one value is true as long as the value stands.
 * SQLite: a counter in memory (all writers live in this process).
 * PostgreSQL: the snapshot's name, hashed; costs one round trip. */
MUST_USE Fault db_generation(Db *db, uint64_t *ret);

/* How many statements this connection has run since db_reader or db_writer
 * gave it: tests hold pages to their number. */
int64_t db_count(const Db *db);
const char *db_why(const Db *db);                  /* of the last fault, for the log */
MUST_USE Fault db_check(Db *db, const DbQuery *q); /* does it prepare? */

/* Several statements at once: migrations and tests only. */
MUST_USE Fault db_script(Db *db, const char *sql);

/* A whole copy of a SQLite database into a new file, while it is in use
 * (online backup); PostgreSQL answers FAULT_INPUT: pg_dump does that. */
MUST_USE Fault db_backup(DbHouse *house, const char *file, Str *ret_why, Arena *mem);
/* What the engine says of its own files, foreign keys included: "ok" or
 * complaints, one a line. */
MUST_USE Fault db_integrity(DbHouse *house, Arena *mem, Str *ret);

#endif
