/* db_pg_run.c - PostgreSQL behind db.h: statements
 *
 * Arguments travel in binary, with the type of their kind: inferred from
 * "$1 - 3600", the server would take an instant for a 32-bit number.  Results
 * come as text: one reader for smallint, bigint, numeric sums and flags. */
#include <endian.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_pg.h"

enum { ARGS_MAX = 64, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, OID_FLOAT8 = 701 };

typedef struct PgStatement {
    const char *sql; /* tells a query that took the place of another in memory */
    char name[24];
    const DbCol *cols;
    size_t col_count;
    int *col_at;
} PgStatement;

typedef struct PgArgs {
    size_t n;
    Oid types[ARGS_MAX];
    const char *values[ARGS_MAX];
    int lengths[ARGS_MAX], formats[ARGS_MAX];
    uint64_t words[ARGS_MAX]; /* numbers, in the order of the network */
} PgArgs;

void pg_statement_free(void *value)
{
    PgStatement *s = value;

    free(s->col_at);
    free(s);
}

static void result_done(PGresult **r)
{
    PQclear(*r);
}

static void put_word(PgArgs *to, size_t i, Oid type, uint64_t word)
{
    to->types[i] = type;
    to->words[i] = htobe64(word);
    to->values[i] = (const char *)&to->words[i];
    to->lengths[i] = sizeof word;
}

static void put_bytes(PgArgs *to, size_t i, Oid type, Str s)
{
    to->types[i] = type;
    to->values[i] = s.at ? s.at : ""; /* an empty Str isn't NULL */
    to->lengths[i] = (int)s.len;
}

static void put(PgArgs *to, size_t i, const DbArg *arg)
{
    uint64_t word = 0;

    to->formats[i] = 1;
    switch (arg->kind) {
    case DB_INT: put_word(to, i, OID_INT8, (uint64_t)arg->i); break;
    case DB_REAL:
        memcpy(&word, &arg->d, sizeof word);
        put_word(to, i, OID_FLOAT8, word);
        break;
    case DB_FLAG: /* smallint or boolean: let the server choose */
        to->types[i] = 0;
        to->formats[i] = 0;
        to->values[i] = arg->i ? "1" : "0";
        break;
    case DB_TEXT: put_bytes(to, i, OID_TEXT, arg->s); break;
    case DB_BYTES: put_bytes(to, i, OID_BYTEA, arg->s); break;
    }
    if (arg->null) {
        to->values[i] = NULL;
    }
}

static Fault put_all(Pg *pg, const DbQuery *q, const DbArg *args, size_t n, PgArgs *ret)
{
    if (n > ARGS_MAX) {
        return db_fault(&pg->db, FAULT_BUG, "%s: %zu arguments", q->name, n);
    }
    for (size_t i = 0; i < n; i++) {
        if (args[i].s.len > INT32_MAX) {
            return db_fault(&pg->db, FAULT_LIMIT, "%s: argument %zu is too large", q->name,
                            i + 1);
        }
        put(ret, i, &args[i]);
    }
    ret->n = n;
    return FAULT_NONE;
}

static const char *text_of(const DbQuery *q)
{
    return q->pg ? q->pg : q->sql;
}

static PgStatement *find(const Pg *pg, const DbQuery *q)
{
    PgStatement *s = db_cache_find(&pg->cache, q);

    return s && s->sql == text_of(q) ? s : NULL;
}

static bool good(const PGresult *r)
{
    ExecStatusType status = PQresultStatus(r);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static bool send_one(PGconn *c, const char *sql)
{
    return PQsendQueryParams(c, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

static bool send_prepared(PGconn *c, const char *name, const PgArgs *a)
{
    return PQsendQueryPrepared(c, name, (int)a->n, a->values, a->lengths, a->formats, 0) == 1;
}

/* Of so many answers the last, or the first that complains: *ret_good says
 * how many came before that one. */
static PGresult *read_answers(PGconn *c, size_t count, size_t *ret_good)
{
    PGresult *kept = NULL;

    *ret_good = 0;
    for (size_t i = 0; i < count; i++) {
        PGresult *r = PQgetResult(c);
        bool first = i == *ret_good;        /* none has complained so far */
        PQclear(r ? PQgetResult(c) : NULL); /* the NULL between two answers */
        *ret_good += first && good(r);
        PQclear(first ? kept : r);
        kept = first ? r : kept;
    }
    return kept;
}

/* A statement stays prepared even if it then failed, or was rolled back. */
static PgStatement *remember(Pg *pg, const DbQuery *q)
{
    PgStatement *old = db_cache_find(&pg->cache, q);
    PgStatement *s = db_alloc(1, sizeof *s);

    if (old) {
        pg_statement_free(old);
    }
    s->sql = text_of(q);
    (void)snprintf(s->name, sizeof s->name, "s%zu", pg->prepared);
    db_cache_add(&pg->cache, q, s);
    return s;
}

static bool send_all(Pg *pg, const DbQuery *q, const PgStatement *s, const PgArgs *a,
                     size_t *ret_count)
{
    char opening[2][64];
    char name[24];
    bool sent = PQenterPipelineMode(pg->c) == 1;

    *ret_count = pg_opening(pg, opening);
    for (size_t i = 0; i < *ret_count; i++) {
        sent = sent && send_one(pg->c, opening[i]);
    }
    if (!s) {
        (void)snprintf(name, sizeof name, "s%zu", ++pg->prepared);
        sent = sent && PQsendPrepare(pg->c, name, text_of(q), (int)a->n, a->types) == 1;
    }
    return sent && send_prepared(pg->c, s ? s->name : name, a) && PQpipelineSync(pg->c) == 1;
}

/* Opening, preparation and statement in one round trip. */
static PGresult *ask_all(Pg *pg, const DbQuery *q, PgStatement **s, const PgArgs *a)
{
    size_t count = 0;
    size_t went_well = 0;

    if (!send_all(pg, q, *s, a, &count)) {
        return NULL;
    }
    PGresult *r = read_answers(pg->c, count + (*s ? 1 : 2), &went_well);
    PQclear(PQgetResult(pg->c)); /* the answer to the synchronisation */
    if (PQexitPipelineMode(pg->c) != 1) {
        PQclear(r);
        return NULL;
    }
    if (!*s && went_well > count) {
        *s = remember(pg, q);
    }
    pg->state = count > 0 ? PG_INSIDE : pg->state;
    return r;
}

static PGresult *ask(Pg *pg, const DbQuery *q, const PgArgs *a, PgStatement **ret)
{
    bool open = pg->state != PG_OUTSIDE || (pg->db.writes && !pg->db.begun);

    *ret = find(pg, q);
    pg->state = pg->state == PG_FRESH ? PG_INSIDE : pg->state;
    return *ret && open ? PQexecPrepared(pg->c, (*ret)->name, (int)a->n, a->values, a->lengths,
                                         a->formats, 0)
                        : ask_all(pg, q, ret, a);
}

/* A reader's transaction that failed is left, so that the next statement can
 * begin another: on SQLite too a reader goes on after a fault. */
static Fault complain(Pg *pg, const DbQuery *q, PGresult *r)
{
    Fault f = pg_fault(pg, q->name, r);

    if (pg->c && PQpipelineStatus(pg->c) != PQ_PIPELINE_OFF) {
        pg_drop(pg); /* we no longer know which answer is for what */
    }
    if (pg->c && !pg->db.writes && pg->state != PG_OUTSIDE) {
        PQclear(PQexec(pg->c, "ROLLBACK"));
        pg->state = PG_OUTSIDE;
    }
    return f;
}

/* A connection may have died while it was idle: what had not begun is asked
 * once more.  A statement that writes by itself is not: it may have happened. */
static Fault converse(Pg *pg, const DbQuery *q, const PgArgs *a, PgStatement **ret_s,
                      PGresult **ret)
{
    bool repeatable = pg->state == PG_OUTSIDE && (!pg->db.writes || pg->db.begun);
    Fault f = FAULT_NONE;

    for (int tries = 0; tries < 2; tries++) {
        if (pg->state == PG_OUTSIDE) {
            TRY(pg_connected(pg));
        }
        PGresult *r = ask(pg, q, a, ret_s);
        if (good(r)) {
            *ret = r;
            return FAULT_NONE;
        }
        f = complain(pg, q, r);
        if (pg->c || !repeatable) {
            return f;
        }
    }
    return f;
}

static Fault start(Db *db, const DbQuery *q, const DbArg *args, size_t n, PgStatement **ret_s,
                   PGresult **ret)
{
    Pg *pg = (Pg *)db;
    PgArgs a; /* large: only what is said of it is filled */

    a.n = 0;
    TRY(put_all(pg, q, args, n, &a));
    return converse(pg, q, &a, ret_s, ret);
}

Fault pg_run(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed)
{
    SCOPED(result_done) PGresult *r = NULL;
    PgStatement *s = NULL;

    TRY(start(db, q, args, n, &s, &r));
    if (ret_changed) {
        *ret_changed = strtoll(PQcmdTuples(r), NULL, 10);
    }
    return FAULT_NONE;
}

static Fault map_cols(Pg *pg, PgStatement *s, const DbQuery *q, const PGresult *r,
                      const DbRow *row)
{
    int count = PQnfields(r);

    if (s->cols == row->cols && s->col_count == row->count) {
        return FAULT_NONE;
    }
    free(s->col_at);
    s->cols = NULL;
    s->col_at = db_alloc(row->count + 1, sizeof *s->col_at);
    for (size_t i = 0; i < row->count; i++) {
        int at = 0;
        while (at < count && strcmp(PQfname(r, at), row->cols[i].name) != 0) {
            at++;
        }
        if (at == count) {
            return db_fault(&pg->db, FAULT_BUG, "%s: no column %s", q->name, row->cols[i].name);
        }
        s->col_at[i] = at;
    }
    s->cols = row->cols;
    s->col_count = row->count;
    return FAULT_NONE;
}

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* "\x00ff": what bytea_output = 'hex' writes. */
static Str bytes_of(Arena *mem, Str hex)
{
    size_t len = hex.len >= 2 ? (hex.len - 2) / 2 : 0;
    char *at = arena_alloc(mem, len + 1);

    for (size_t i = 0; i < len; i++) {
        at[i] = (char)(nibble(hex.at[2 + 2 * i]) << 4 | nibble(hex.at[3 + 2 * i]));
    }
    return (Str){ at, len };
}

/* The server writes a point, whatever the language of this process. */
static double real_of(const char *text)
{
    static _Atomic(locale_t) plain;
    locale_t mine = plain;

    if (!mine) {
        mine = newlocale(LC_ALL_MASK, "C", (locale_t)0);
        plain = mine;
    }
    return strtod_l(text, NULL, mine);
}

static void fill_one(const PGresult *r, int i, int at, const DbCol *col, Arena *mem,
                     void *field)
{
    const char *text = PQgetvalue(r, i, at); /* empty when NULL */
    Str s = { text, (size_t)PQgetlength(r, i, at) };

    switch (col->kind) {
    case DB_INT: *(int64_t *)field = strtoll(text, NULL, 10); break;
    case DB_REAL: *(double *)field = real_of(text); break;
    case DB_FLAG: *(bool *)field = text[0] == 't' || strtoll(text, NULL, 10) != 0; break;
    case DB_TEXT: *(Str *)field = str_copy(mem, s); break;
    case DB_BYTES: *(Str *)field = bytes_of(mem, s); break;
    }
}

static void fill(const PGresult *r, int i, const PgStatement *s, const DbRow *row, Arena *mem,
                 void *ret)
{
    for (size_t k = 0; k < row->count; k++) {
        fill_one(r, i, s->col_at[k], &row->cols[k], mem, (char *)ret + row->cols[k].at);
    }
}

Fault pg_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
             const DbRow *row, void *ret)
{
    SCOPED(result_done) PGresult *r = NULL;
    PgStatement *s = NULL;

    TRY(start(db, q, args, n, &s, &r));
    TRY(map_cols((Pg *)db, s, q, r, row));
    if (PQntuples(r) == 0) {
        return FAULT_ABSENT;
    }
    fill(r, 0, s, row, mem, ret);
    return FAULT_NONE;
}

Fault pg_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
              const DbRow *row, size_t max, void **ret_at, size_t *ret_len)
{
    SCOPED(result_done) PGresult *r = NULL;
    PgStatement *s = NULL;
    DbRows rows = { 0 };

    TRY(start(db, q, args, n, &s, &r));
    TRY(map_cols((Pg *)db, s, q, r, row));
    for (int i = 0; i < PQntuples(r) && rows.len < max; i++) {
        fill(r, i, s, row, mem, db_rows_add(&rows, mem, row, max));
    }
    *ret_at = rows.at;
    *ret_len = rows.len;
    return FAULT_NONE;
}

Fault pg_check(Db *db, const DbQuery *q)
{
    Pg *pg = (Pg *)db;

    TRY(pg_connected(pg));
    PGresult *r = PQprepare(pg->c, "", text_of(q), 0, NULL);
    if (!good(r)) {
        return complain(pg, q, r);
    }
    PQclear(r);
    return FAULT_NONE;
}
