/* db_lite_run.c - SQLite behind db.h: statements
 *
 * The hot path compares no strings: a statement is found by the address of
 * its DbQuery, its parameters and columns by tables made once. */
#include <stdlib.h>
#include <string.h>

#include "db/db_lite.h"

typedef struct LiteStatement {
    const DbQuery *q;
    const char *sql; /* tells a query that took the place of another in memory */
    sqlite3_stmt *st;
    int params;
    size_t args;    /* how many the caller must give: the highest $n */
    size_t *arg_of; /* SQLite's parameter 1 + i is argument arg_of[i] */
    const DbCol *cols;
    size_t col_count;
    int *col_at;
    bool readonly;
} LiteStatement;

static void statement_free(void *value)
{
    LiteStatement *s = value;

    (void)sqlite3_finalize(s->st);
    free(s->arg_of);
    free(s->col_at);
    free(s);
}

void lite_statements_done(Lite *lite)
{
    db_cache_done(&lite->cache, statement_free);
    for (size_t i = 0; i < LITE_PLAINS; i++) {
        (void)sqlite3_finalize(lite->plain[i]);
    }
}

Fault lite_step_plain(Lite *lite, LitePlain plain)
{
    static const char *const texts[] = {
        [LITE_BEGIN] = "BEGIN IMMEDIATE",
        [LITE_COMMIT] = "COMMIT",
        [LITE_SNAPSHOT] = "BEGIN",
    };
    sqlite3_stmt **st = &lite->plain[plain];

    *lite->deadline = 0;
    if (!*st && sqlite3_prepare_v2(lite->c, texts[plain], -1, st, NULL) != SQLITE_OK) {
        return lite_fault(lite, texts[plain]);
    }
    Fault f = sqlite3_step(*st) == SQLITE_DONE ? FAULT_NONE : lite_fault(lite, texts[plain]);
    (void)sqlite3_reset(*st);
    return f;
}

/* A page of several statements sees one state of the database.  Taken late:
 * a page that asks nothing costs nothing. */
static Fault enter_snapshot(Lite *lite)
{
    if (lite->db.writes || lite->reading || lite->borrowed) {
        return FAULT_NONE;
    }
    lite->seen = lite_generation_now(lite);
    TRY(lite_step_plain(lite, LITE_SNAPSHOT));
    lite->reading = true;
    return FAULT_NONE;
}

void lite_leave_snapshot(Lite *lite)
{
    if (lite->reading) {
        lite->reading = false;
        if (lite_step_plain(lite, LITE_COMMIT) != FAULT_NONE) {
            (void)sqlite3_exec(lite->c, "ROLLBACK", NULL, NULL, NULL);
        }
    }
}

/* "$2" is a name to SQLite, numbered by first appearance: note its rank. */
static Fault map_args(Lite *lite, LiteStatement *s)
{
    s->params = sqlite3_bind_parameter_count(s->st);
    s->arg_of = db_alloc((size_t)s->params + 1, sizeof *s->arg_of);
    for (int i = 0; i < s->params; i++) {
        const char *name = sqlite3_bind_parameter_name(s->st, i + 1);
        int64_t rank = 0;
        if (!name || name[0] != '$' || !str_to_int(str_from(name + 1), &rank) || rank < 1) {
            return db_fault(&lite->db, FAULT_BUG, "%s: parameters are $1, $2...", s->q->name);
        }
        s->arg_of[i] = (size_t)rank - 1;
        s->args = s->args < (size_t)rank ? (size_t)rank : s->args;
    }
    return FAULT_NONE;
}

static Fault map_cols(Lite *lite, LiteStatement *s, const DbRow *row)
{
    int count = sqlite3_column_count(s->st);

    free(s->col_at);
    s->cols = NULL;
    s->col_at = db_alloc(row->count + 1, sizeof *s->col_at);
    for (size_t i = 0; i < row->count; i++) {
        int at = 0;
        while (at < count && strcmp(sqlite3_column_name(s->st, at), row->cols[i].name) != 0) {
            at++;
        }
        if (at == count) {
            return db_fault(&lite->db, FAULT_BUG, "%s: no column %s", s->q->name,
                            row->cols[i].name);
        }
        s->col_at[i] = at;
    }
    s->cols = row->cols;
    s->col_count = row->count;
    return FAULT_NONE;
}

static Fault prepare(Lite *lite, const DbQuery *q, sqlite3_stmt **ret)
{
    const char *rest = NULL;

    if (sqlite3_prepare_v3(lite->c, q->sql, -1, SQLITE_PREPARE_PERSISTENT, ret, &rest) !=
        SQLITE_OK) {
        return lite_fault(lite, q->name);
    }
    if (*ret && str_trim(str_from(rest)).len == 0) {
        return FAULT_NONE;
    }
    (void)sqlite3_finalize(*ret);
    *ret = NULL;
    return db_fault(&lite->db, FAULT_BUG, "%s: is not one statement", q->name);
}

static Fault make(Lite *lite, const DbQuery *q, LiteStatement *s)
{
    s->q = q;
    s->sql = q->sql;
    TRY(prepare(lite, q, &s->st));
    s->readonly = sqlite3_stmt_readonly(s->st) != 0;
    if (!s->readonly && !lite->db.writes) {
        return db_fault(&lite->db, FAULT_BUG, "%s: writes, on a reader", q->name);
    }
    return map_args(lite, s);
}

static Fault find(Lite *lite, const DbQuery *q, LiteStatement **ret)
{
    LiteStatement *s = db_cache_find(&lite->cache, q);

    if (s && s->sql == q->sql) {
        *ret = s;
        return FAULT_NONE;
    }
    LiteStatement *fresh = db_alloc(1, sizeof *fresh);
    Fault f = make(lite, q, fresh);
    if (f) {
        statement_free(fresh);
        return f;
    }
    if (s) {
        statement_free(s);
    }
    db_cache_add(&lite->cache, q, fresh);
    *ret = fresh;
    return FAULT_NONE;
}

static int bind_one(sqlite3_stmt *st, int at, const DbArg *arg)
{
    const char *bytes = arg->s.at ? arg->s.at : ""; /* an empty Str isn't NULL */

    if (arg->null) {
        return sqlite3_bind_null(st, at);
    }
    switch (arg->kind) {
    case DB_INT: return sqlite3_bind_int64(st, at, arg->i);
    case DB_FLAG: return sqlite3_bind_int64(st, at, arg->i != 0);
    case DB_REAL: return sqlite3_bind_double(st, at, arg->d);
    case DB_TEXT:
        return sqlite3_bind_text64(st, at, bytes, arg->s.len, SQLITE_STATIC, SQLITE_UTF8);
    case DB_BYTES: return sqlite3_bind_blob64(st, at, bytes, arg->s.len, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static Fault bind(Lite *lite, const LiteStatement *s, const DbArg *args, size_t n)
{
    if (n != s->args) {
        return db_fault(&lite->db, FAULT_BUG, "%s: %zu arguments, not %zu", s->q->name, s->args,
                        n);
    }
    for (int i = 0; i < s->params; i++) {
        if (bind_one(s->st, i + 1, &args[s->arg_of[i]]) != SQLITE_OK) {
            return lite_fault(lite, s->q->name);
        }
    }
    return FAULT_NONE;
}

static void finish(LiteStatement **s)
{
    if (*s) {
        (void)sqlite3_reset((*s)->st);
        (void)sqlite3_clear_bindings((*s)->st);
    }
}

static Fault start(Lite *lite, const DbQuery *q, const DbArg *args, size_t n,
                   LiteStatement **ret)
{
    TRY(enter_snapshot(lite));
    TRY(find(lite, q, ret));
    TRY(bind(lite, *ret, args, n));
    /* A unit that reads has one deadline for all its statements: it was put
     * back to 0 when its snapshot was entered. */
    if (lite->db.writes || *lite->deadline == 0) {
        *lite->deadline = db_millis() + lite->limit_ms;
    }
    return FAULT_NONE;
}

/* Go to the end: only there has everything been checked and written. */
static Fault run_out(Lite *lite, const LiteStatement *s)
{
    int rc = SQLITE_ROW;

    while (rc == SQLITE_ROW) {
        rc = sqlite3_step(s->st);
    }
    if (rc != SQLITE_DONE) {
        return lite_fault(lite, s->q->name);
    }
    if (!s->readonly) {
        lite_wrote(lite);
    }
    return FAULT_NONE;
}

Fault lite_run(Db *db, const DbQuery *q, const DbArg *args, size_t n, int64_t *ret_changed)
{
    Lite *lite = (Lite *)db;
    SCOPED(finish) LiteStatement *s = NULL;

    TRY(start(lite, q, args, n, &s));
    TRY(run_out(lite, s));
    if (ret_changed) {
        *ret_changed = s->readonly ? 0 : sqlite3_changes64(lite->c);
    }
    return FAULT_NONE;
}

static Str text_at(sqlite3_stmt *st, int at, Arena *mem)
{
    const char *text = (const char *)sqlite3_column_text(st, at);

    return str_copy(mem, (Str){ text, (size_t)sqlite3_column_bytes(st, at) });
}

static Str bytes_at(sqlite3_stmt *st, int at, Arena *mem)
{
    const char *bytes = sqlite3_column_blob(st, at);

    return str_copy(mem, (Str){ bytes, (size_t)sqlite3_column_bytes(st, at) });
}

static void fill_one(sqlite3_stmt *st, int at, const DbCol *col, Arena *mem, void *field)
{
    switch (col->kind) {
    case DB_INT: *(int64_t *)field = sqlite3_column_int64(st, at); break;
    case DB_REAL: *(double *)field = sqlite3_column_double(st, at); break;
    case DB_FLAG: *(bool *)field = sqlite3_column_int64(st, at) != 0; break;
    case DB_TEXT: *(Str *)field = text_at(st, at, mem); break;
    case DB_BYTES: *(Str *)field = bytes_at(st, at, mem); break;
    }
}

static void fill(const LiteStatement *s, const DbRow *row, Arena *mem, void *ret)
{
    for (size_t i = 0; i < row->count; i++) {
        fill_one(s->st, s->col_at[i], &row->cols[i], mem, (char *)ret + row->cols[i].at);
    }
}

static Fault start_rows(Lite *lite, const DbQuery *q, const DbArg *args, size_t n,
                        const DbRow *row, LiteStatement **ret)
{
    TRY(start(lite, q, args, n, ret));
    if ((*ret)->cols == row->cols && (*ret)->col_count == row->count) {
        return FAULT_NONE;
    }
    return map_cols(lite, *ret, row);
}

Fault lite_one(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
               const DbRow *row, void *ret)
{
    Lite *lite = (Lite *)db;
    SCOPED(finish) LiteStatement *s = NULL;

    TRY(start_rows(lite, q, args, n, row, &s));
    int rc = sqlite3_step(s->st);
    if (rc == SQLITE_DONE) {
        return FAULT_ABSENT;
    }
    if (rc != SQLITE_ROW) {
        return lite_fault(lite, q->name);
    }
    fill(s, row, mem, ret);
    return s->readonly ? FAULT_NONE : run_out(lite, s);
}

Fault lite_list(Db *db, Arena *mem, const DbQuery *q, const DbArg *args, size_t n,
                const DbRow *row, size_t max, void **ret_at, size_t *ret_len)
{
    Lite *lite = (Lite *)db;
    SCOPED(finish) LiteStatement *s = NULL;
    DbRows rows = { 0 };
    int rc = SQLITE_ROW;

    TRY(start_rows(lite, q, args, n, row, &s));
    while (rows.len < max && (rc = sqlite3_step(s->st)) == SQLITE_ROW) {
        fill(s, row, mem, db_rows_add(&rows, mem, row, max));
    }
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        return lite_fault(lite, q->name);
    }
    if (!s->readonly) {
        TRY(run_out(lite, s));
    }
    *ret_at = rows.at;
    *ret_len = rows.len;
    return FAULT_NONE;
}

Fault lite_check(Db *db, const DbQuery *q)
{
    LiteStatement *s = db_alloc(1, sizeof *s);
    Fault f = make((Lite *)db, q, s);

    statement_free(s);
    return f;
}
