/* db_pg.c - PostgreSQL behind db.h: connections and transactions
 *
 * A writing unit is SERIALIZABLE; a reading one REPEATABLE READ, READ ONLY, so
 * that its statements see one state.  Neither costs a round trip: the opening
 * travels with the first statement, and nobody waits for the end of a reading.
 *
 * Locks and prepared statements belong to the session: a pooler between us and
 * the server must keep sessions apart.
 *
 * A COMMIT whose answer is lost may have happened: FAULT_AGAIN says "try the
 * unit again", and every write carries a key that makes it happen once. */
#include "db/db_pg.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 5,
    BACK_OFF_MS = 100, /* after the first failure; doubles */
    BACK_OFF_MAX_MS = 5000,
    COMMAND_MAX = 512,
};

typedef struct PgHouse {
    DbHouse house;
    char *url;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t given;
    Pg *all, *free;
    int64_t away_until; /* no attempt to connect before; in db_millis */
    int64_t back_off_ms;
} PgHouse;

static PgHouse *house_of(const Pg *pg)
{
    return (PgHouse *)pg->house;
}

bool pg_lost(const Pg *pg)
{
    return !pg->c || PQstatus(pg->c) != CONNECTION_OK;
}

void pg_drop(Pg *pg)
{
    db_cache_done(&pg->cache, pg_statement_free);
    PQfinish(pg->c);
    pg->c = NULL;
    pg->state = PG_OUTSIDE;
    pg->held = false;
    pg->ending = false;
}

static Fault fault_of(const char *state)
{
    static const struct {
        const char *state; /* or how it begins */
        Fault fault;
    } faults[] = {
        { "40001", FAULT_AGAIN }, /* serialization_failure */
        { "40P01", FAULT_AGAIN }, /* deadlock_detected */
        { "25006", FAULT_AGAIN }, /* read_only_sql_transaction: no longer the primary */
        { "57P", FAULT_AGAIN },   /* the server stops, or somebody stops us */
        { "08P01", FAULT_BUG },   /* another number of arguments than of $n */
        { "08", FAULT_AGAIN },    /* connection_exception */
        { "53100", FAULT_FULL },  /* disk_full */
        { "57014", FAULT_SLOW },  /* query_canceled, by statement_timeout */
        { "55P03", FAULT_SLOW },  /* lock_not_available */
    };

    for (size_t i = 0; i < COUNT(faults); i++) {
        if (str_starts(str_from(state), str_from(faults[i].state))) {
            return faults[i].fault;
        }
    }
    return FAULT_DB;
}

Fault pg_fault(Pg *pg, const char *doing, PGresult *r)
{
    const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;
    const char *said = r ? PQresultErrorMessage(r) : PQerrorMessage(pg->c);
    Fault f = state ? fault_of(state) : pg_lost(pg) ? FAULT_AGAIN : FAULT_DB;

    (void)db_fault(&pg->db, f, "%s: %s (%s)", doing, said, state ? state : "no answer");
    bool read_only = state && strcmp(state, "25006") == 0;
    PQclear(r);
    if (pg_lost(pg) || (read_only && pg->db.writes)) {
        pg_drop(pg);
    }
    return read_only && !pg->db.writes ? FAULT_BUG : f;
}

static void say_nothing(void *arg, const char *message)
{
    (void)arg, (void)message; /* "table exists, skipping" is no news */
}

static PGconn *connect_to(const PgHouse *house)
{
    const char *attrs = house->house.options.read_only ? "any" : "read-write";
    char seconds[16];
    const char *const names[] = { "dbname",          "target_session_attrs", "application_name",
                                  "client_encoding", "connect_timeout",      NULL };
    const char *const values[] = { house->url, attrs, "cafeia", "UTF8", seconds, NULL };

    (void)snprintf(seconds, sizeof seconds, "%d", CONNECT_SECONDS);
    return PQconnectdbParams(names, values, 1);
}

Fault pg_exec(Pg *pg, const char *sql)
{
    PGresult *r = PQexec(pg->c, sql);
    ExecStatusType status = PQresultStatus(r);

    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK &&
        status != PGRES_EMPTY_QUERY) {
        return pg_fault(pg, "script", r);
    }
    PQclear(r);
    return FAULT_NONE;
}

static Fault furnish(Pg *pg)
{
    char sql[COMMAND_MAX];

    (void)PQsetNoticeProcessor(pg->c, say_nothing, NULL);
    /* The details of an error quote the row: what people wrote stays out of logs. */
    (void)PQsetErrorVerbosity(pg->c, PQERRORS_TERSE);
    (void)snprintf(sql, sizeof sql,
                   "SET bytea_output = 'hex'; SET extra_float_digits = 1;"
                   "SELECT set_config('synchronous_commit', 'on', false) WHERE"
                   " current_setting('synchronous_commit') IN ('off', 'local', 'remote_write');"
                   "SET statement_timeout = %lld",
                   (long long)pg->house->options.read_ms);
    return pg_exec(pg, sql);
}

static bool too_early(PgHouse *house)
{
    (void)pthread_mutex_lock(&house->lock);
    bool early = db_millis() < house->away_until;
    (void)pthread_mutex_unlock(&house->lock);
    return early;
}

/* While the server is away, units fail at once instead of waiting in line. */
static void note_attempt(PgHouse *house, bool good)
{
    (void)pthread_mutex_lock(&house->lock);
    int64_t wait = house->back_off_ms ? house->back_off_ms * 2 : BACK_OFF_MS;
    house->back_off_ms = good ? 0 : wait < BACK_OFF_MAX_MS ? wait : BACK_OFF_MAX_MS;
    house->away_until = good ? 0 : db_millis() + house->back_off_ms;
    (void)pthread_mutex_unlock(&house->lock);
}

static Fault connect_once(Pg *pg)
{
    pg->c = connect_to(house_of(pg));
    if (PQstatus(pg->c) != CONNECTION_OK) {
        return db_fault(&pg->db, FAULT_DB, "connect: %s", PQerrorMessage(pg->c));
    }
    return furnish(pg);
}

static Fault connect_again(Pg *pg)
{
    if (too_early(house_of(pg))) {
        return db_fault(&pg->db, FAULT_DB, "connect: the server was away a moment ago");
    }
    Fault f = connect_once(pg);
    note_attempt(house_of(pg), !f);
    if (f) {
        pg_drop(pg);
    }
    return f;
}

static void read_end(Pg *pg)
{
    PGresult *r = NULL;

    while ((r = PQgetResult(pg->c))) {
        PQclear(r);
    }
    pg->ending = false;
}

Fault pg_connected(Pg *pg)
{
    if (pg->c && pg->ending) {
        read_end(pg);
    }
    if (pg->c && pg_lost(pg)) {
        pg_drop(pg);
    }
    return pg->c ? FAULT_NONE : connect_again(pg);
}

size_t pg_opening(const Pg *pg, char (*ret)[64])
{
    if (pg->state != PG_OUTSIDE || (pg->db.writes && !pg->db.begun)) {
        return 0;
    }
    if (!pg->db.writes) {
        (void)snprintf(ret[0], sizeof ret[0],
                       "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        return 1;
    }
    (void)snprintf(ret[0], sizeof ret[0], "BEGIN ISOLATION LEVEL SERIALIZABLE");
    (void)snprintf(ret[1], sizeof ret[1], "SET LOCAL statement_timeout = %lld",
                   (long long)pg->house->options.write_ms);
    return 2;
}

static Fault wait_for_one(PgHouse *house, Pg **ret)
{
    struct timespec until = { 0 };
    int64_t at = db_millis() + house->house.options.write_ms;
    int rc = 0;

    until.tv_sec = (time_t)(at / 1000);
    until.tv_nsec = (long)(at % 1000) * 1000000;
    (void)pthread_mutex_lock(&house->lock);
    while (!house->free && rc == 0) {
        rc = pthread_cond_timedwait(&house->given, &house->lock, &until);
    }
    Pg *pg = house->free;
    house->free = pg ? pg->next : NULL;
    (void)pthread_mutex_unlock(&house->lock);
    *ret = pg;
    return pg ? FAULT_NONE : FAULT_SLOW;
}

static Fault take(DbHouse *house, bool writes, Db **ret)
{
    Pg *pg = NULL;

    TRY(wait_for_one((PgHouse *)house, &pg));
    pg->db.writes = writes;
    *ret = &pg->db;
    return FAULT_NONE;
}

static Fault pg_reader(DbHouse *house, Db **ret)
{
    return take(house, false, ret);
}

static Fault pg_writer(DbHouse *house, Db **ret)
{
    return take(house, true, ret);
}

/* Only said; the answer is read when somebody takes the connection again. */
static void end_reading(Pg *pg)
{
    if (pg->state != PG_OUTSIDE && pg->c) {
        pg->ending = PQsendQuery(pg->c, "COMMIT") == 1;
        pg->state = PG_OUTSIDE;
        if (!pg->ending) {
            pg_drop(pg);
        }
    }
}

static void pg_give(Db *db)
{
    Pg *pg = (Pg *)db;
    PgHouse *house = house_of(pg);

    end_reading(pg);
    (void)pthread_mutex_lock(&house->lock);
    pg->next = house->free; /* the warmest first */
    house->free = pg;
    (void)pthread_cond_signal(&house->given);
    (void)pthread_mutex_unlock(&house->lock);
}

static Fault pg_begin(Db *db)
{
    (void)db; /* opened by the first statement */
    return FAULT_NONE;
}

static void pg_undo(Db *db)
{
    Pg *pg = (Pg *)db;
    const char *sql = pg->held ? "ROLLBACK; SELECT pg_advisory_unlock_all()" : "ROLLBACK";

    if (pg->state != PG_OUTSIDE && pg->c) {
        PGresult *r = PQexec(pg->c, sql);
        bool good = r && PQresultStatus(r) != PGRES_FATAL_ERROR;
        PQclear(r);
        if (!good) {
            pg_drop(pg);
        }
    }
    pg->state = PG_OUTSIDE;
    pg->held = false;
}

/* The first answer is that of COMMIT; the server answers ROLLBACK to the
 * COMMIT of a transaction that had failed. */
static Fault read_commit(Pg *pg)
{
    PGresult *first = PQgetResult(pg->c);
    PGresult *r = NULL;

    while ((r = first ? PQgetResult(pg->c) : NULL)) {
        PQclear(r);
    }
    if (PQresultStatus(first) != PGRES_COMMAND_OK) {
        return pg_fault(pg, "commit", first);
    }
    bool done = strcmp(PQcmdStatus(first), "COMMIT") == 0;
    PQclear(first);
    return done ? FAULT_NONE : db_fault(&pg->db, FAULT_AGAIN, "commit: the server rolled back");
}

static Fault pg_commit(Db *db)
{
    Pg *pg = (Pg *)db;
    const char *sql = pg->held ? "COMMIT; SELECT pg_advisory_unlock_all()" : "COMMIT";

    if (pg->state == PG_OUTSIDE) {
        return FAULT_NONE; /* nothing was asked */
    }
    Fault f = PQsendQuery(pg->c, sql) == 1 ? read_commit(pg) : pg_fault(pg, "commit", NULL);
    if (f) {
        pg_undo(db); /* lets the locks go */
    }
    pg->state = PG_OUTSIDE;
    pg->held = false;
    return f;
}

/* A lock of the transaction would be too late: its snapshot is taken by the
 * very statement that waits.  So: a lock of the session, then the opening. */
static Fault hold_first(Pg *pg, int64_t id)
{
    char opening[2][64] = { "", "" };
    char sql[COMMAND_MAX];

    pg->state = PG_OUTSIDE; /* a second hold: COMMIT ends what the first one opened */
    (void)pg_opening(pg, opening);
    (void)snprintf(sql, sizeof sql, "BEGIN; %s; SELECT pg_advisory_lock(%lld); COMMIT; %s; %s",
                   opening[1], (long long)id, opening[0], opening[1]);
    pg->state = PG_FRESH; /* even if half of it fails, there is something to undo */
    pg->held = true;
    return pg_exec(pg, sql);
}

static Fault pg_hold(Db *db, int64_t id)
{
    Pg *pg = (Pg *)db;
    char sql[COMMAND_MAX];

    if (pg->state == PG_OUTSIDE) {
        TRY(pg_connected(pg));
    }
    if (pg->state != PG_INSIDE) {
        bool first = pg->state == PG_OUTSIDE;
        Fault f = hold_first(pg, id);
        if (!f || pg->c || !first) {
            return f;
        }
        TRY(pg_connected(pg)); /* the connection had died while idle */
        return hold_first(pg, id);
    }
    (void)snprintf(sql, sizeof sql, "SELECT pg_advisory_xact_lock(%lld)", (long long)id);
    return pg_exec(pg, sql);
}

/* Inside a reading unit this names the very state that its statements see. */
static Fault pg_generation(Db *db, uint64_t *ret)
{
    typedef struct Snapshot {
        Str name;
    } Snapshot;
    static const DbQuery query = { .name = "db.generation",
                                   .sql = "SELECT pg_current_snapshot()::text AS name" };
    static const DbCol cols[] = { DB_COL(Snapshot, name) };
    static const DbRow row = DB_ROW(Snapshot, cols);
    SCOPED(arena_done) Arena mem = { 0 };
    Snapshot snapshot = { 0 };
    uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

    TRY(pg_one(db, &mem, &query, DB_NO_ARGS, &row, &snapshot));
    for (size_t i = 0; i < snapshot.name.len; i++) {
        hash = (hash ^ (unsigned char)snapshot.name.at[i]) * UINT64_C(0x100000001b3);
    }
    *ret = hash;
    return FAULT_NONE;
}

static Fault open_for_script(Pg *pg)
{
    char opening[2][64] = { "", "" };
    char sql[COMMAND_MAX];

    TRY(pg_connected(pg));
    if (pg_opening(pg, opening) > 0) {
        (void)snprintf(sql, sizeof sql, "%s; %s", opening[0], opening[1]);
        pg->state = PG_INSIDE;
        TRY(pg_exec(pg, sql));
    }
    return FAULT_NONE;
}

/* A migration takes the time it takes. */
static Fault pg_script(Db *db, const char *sql)
{
    Pg *pg = (Pg *)db;
    char after[COMMAND_MAX];
    const DbOptions *o = &pg->house->options;

    TRY(open_for_script(pg));
    bool inside = pg->state != PG_OUTSIDE;
    pg->state = inside ? PG_INSIDE : PG_OUTSIDE;
    (void)snprintf(after, sizeof after, "SET %s statement_timeout = %lld",
                   inside ? "LOCAL" : "", (long long)(db->writes ? o->write_ms : o->read_ms));
    TRY(pg_exec(pg, inside ? "SET LOCAL statement_timeout = 0" : "SET statement_timeout = 0"));
    TRY(pg_exec(pg, sql));
    return pg_exec(pg, after);
}

static Fault pg_backup(DbHouse *house, const char *file, Str *ret_why, Arena *mem)
{
    (void)house, (void)file, (void)mem;
    *ret_why = STR("a PostgreSQL database is copied with pg_dump");
    return FAULT_INPUT;
}

/* The server checks foreign keys as they are written; what it can tell is
 * which of them it never checked, which indexes are unfinished, and whether a
 * page had another sum than when it was written. */
static Fault pg_integrity(DbHouse *house, Arena *mem, Str *ret)
{
    typedef struct Complaint {
        Str line;
    } Complaint;
    static const DbQuery query = {
        .name = "db.integrity",
        .sql = "SELECT 'unchecked: ' || conname AS line FROM pg_constraint"
               " WHERE NOT convalidated"
               " UNION ALL SELECT 'invalid index: ' || indexrelid::regclass::text FROM pg_index"
               " WHERE NOT indisvalid"
               " UNION ALL SELECT 'wrong sums: ' || checksum_failures FROM pg_stat_database"
               " WHERE datname = current_database() AND checksum_failures > 0 LIMIT 100"
    };
    static const DbCol cols[] = { DB_COL(Complaint, line) };
    static const DbRow row = DB_ROW(Complaint, cols);
    SCOPED(db_give) Db *db = NULL;
    Complaint *at = NULL;
    size_t len = 0;
    Str all = { 0 };

    TRY(db_reader(house, &db));
    TRY(db_list(db, mem, &query, DB_NO_ARGS, &row, 100, &at, &len));
    for (size_t i = 0; i < len; i++) {
        all = str_format(mem, "%.*s%s%.*s", STR_ARG(all), i ? "\n" : "", STR_ARG(at[i].line));
    }
    *ret = len ? all : STR("ok");
    return FAULT_NONE;
}

static void pg_close(DbHouse *door)
{
    PgHouse *house = (PgHouse *)door;

    for (int i = 0; i < house->house.options.readers; i++) {
        pg_drop(&house->all[i]);
    }
    free(house->all);
    free(house->url);
    (void)pthread_cond_destroy(&house->given);
    (void)pthread_mutex_destroy(&house->lock);
    free(house);
}

static PgHouse *house_new(const char *url, const DbOptions *options)
{
    PgHouse *house = db_alloc(1, sizeof *house);
    pthread_condattr_t how;

    house->house.engine = &db_pg;
    house->house.options = *options;
    house->url = strdup(url);
    (void)pthread_condattr_init(&how);
    (void)pthread_condattr_setclock(&how, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&house->given, &how);
    (void)pthread_condattr_destroy(&how);
    (void)pthread_mutex_init(&house->lock, NULL);
    house->all = db_alloc((size_t)options->readers, sizeof *house->all);
    for (int i = 0; i < options->readers; i++) {
        house->all[i].db.engine = &db_pg;
        house->all[i].house = &house->house;
        house->all[i].next = house->free;
        house->free = &house->all[i];
    }
    return house;
}

Fault db_pg_open(Arena *mem, const char *url, const DbOptions *options, DbHouse **ret,
                 Str *ret_why)
{
    PgHouse *house = house_new(url, options);
    Fault f = pg_connected(house->free);

    if (f) {
        *ret_why = str_copy(mem, str_trim(str_from(house->free->db.why)));
        pg_close(&house->house);
        return f;
    }
    *ret = &house->house;
    return FAULT_NONE;
}

const DbEngine db_pg = {
    .close = pg_close,
    .reader = pg_reader,
    .writer = pg_writer,
    .give = pg_give,
    .begin = pg_begin,
    .commit = pg_commit,
    .undo = pg_undo,
    .hold = pg_hold,
    .run = pg_run,
    .one = pg_one,
    .list = pg_list,
    .generation = pg_generation,
    .check = pg_check,
    .script = pg_script,
    .backup = pg_backup,
    .integrity = pg_integrity,
};
