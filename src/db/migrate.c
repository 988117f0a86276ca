/* migrate.c - one text for two engines, run once and in order */
#include "db/migrate.h"

#include <string.h>

#include "base/buf.h"
#include "db/db_engine.h"

enum { SCRIPT_MAX = 4 * 1024 * 1024 };

/* Any number will do, as long as no unit holds it for something else. */
static const int64_t migration_lock = INT64_C(0x63616665696120);

typedef struct Applied {
    int64_t number;
    Str hash;
} Applied;

/* clang-format off */
static const DbCol applied_cols[] = { DB_COL(Applied, number), DB_COL(Applied, hash) };
static const DbCol number_cols[] = { DB_COL(Applied, number) };
static const DbRow applied_row = DB_ROW(Applied, applied_cols);
static const DbRow number_row = DB_ROW(Applied, number_cols);
/* clang-format on */

static const DbQuery query_known = {
    .name = "migrate.known",
    .sql = "SELECT count(*) AS number FROM sqlite_master"
           " WHERE type = 'table' AND name = 'migration'",
    .pg = "SELECT (to_regclass('migration') IS NOT NULL)::int AS number",
};
static const DbQuery query_newest = {
    .name = "migrate.newest",
    .sql = "SELECT coalesce(max(number), 0) AS number FROM migration",
};
static const DbQuery query_applied = {
    .name = "migrate.applied",
    .sql = "SELECT number, hash FROM migration ORDER BY number",
};
static const DbQuery query_add = {
    .name = "migrate.add",
    .sql = "INSERT INTO migration (number, name, hash, at) VALUES ($1, $2, $3, $4)",
};
static const Migration table = {
    .sql = "create table if not exists migration ("
           " number bigint primary key, name text not null, hash text not null,"
           " at bigint not null);",
};

/* FNV-1a: it finds an edit, not an attacker, who would have the database. */
static Str hash_of(Arena *mem, const char *text)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    }
    return str_format(mem, "%016llx", (unsigned long long)hash);
}

static bool mark_of(Str line, bool postgres, bool *mine)
{
    static const struct {
        Str text;
        bool sqlite, postgres;
    } marks[] = {
        { STR_INIT("-- sqlite only"), true, false },
        { STR_INIT("-- postgres only"), false, true },
        { STR_INIT("-- both"), true, true },
    };

    for (size_t i = 0; i < COUNT(marks); i++) {
        if (str_eq(str_trim(line), marks[i].text)) {
            *mine = postgres ? marks[i].postgres : marks[i].sqlite;
            return true;
        }
    }
    return false;
}

static Str sections_for(Arena *mem, const char *text, bool postgres)
{
    Buf b = buf_new(mem, SCRIPT_MAX);
    Str rest = str_from(text);
    bool mine = true;

    while (rest.len > 0) {
        Str line = { 0 };
        (void)str_cut(rest, '\n', &line, &rest);
        if (!mark_of(line, postgres, &mine) && mine) {
            buf_add(&b, line);
            buf_char(&b, '\n');
        }
    }
    return buf_str(&b);
}

/* One piece of SQL: a comment, something quoted, a word, or a single sign. */
static size_t piece_len(Str s)
{
    static const char *const ends[][2] = {
        { "--", "\n" }, { "/*", "*/" }, { "'", "'" }, { "\"", "\"" }
    };
    size_t len = 0;

    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t head = strlen(ends[i][0]);
        if (str_starts(s, str_from(ends[i][0]))) {
            const char *end = memmem(s.at + head, s.len - head, ends[i][1], strlen(ends[i][1]));
            return end ? (size_t)(end - s.at) + strlen(ends[i][1]) : s.len;
        }
    }
    while (len < s.len && (s.at[len] == '_' || (s.at[len] >= '0' && s.at[len] <= '9') ||
                           ((s.at[len] | 32) >= 'a' && (s.at[len] | 32) <= 'z'))) {
        len++;
    }
    return len ? len : 1;
}

static bool silent(Str piece)
{
    return str_trim(piece).len == 0 || str_starts(piece, STR("--")) ||
           str_starts(piece, STR("/*"));
}

/* STRICT tables know five types; "precision" disappears after "double". */
static Str type_of(Str word)
{
    static const Str types[][2] = {
        { STR_INIT("bigint"), STR_INIT("INTEGER") },
        { STR_INIT("smallint"), STR_INIT("INTEGER") },
        { STR_INIT("bytea"), STR_INIT("BLOB") },
        { STR_INIT("double"), STR_INIT("REAL") },
        { STR_INIT("precision"), STR_INIT("") },
    };

    for (size_t i = 0; i < COUNT(types); i++) {
        if (str_eq_nocase(word, types[i][0])) {
            return types[i][1];
        }
    }
    return word;
}

/* What SQLite reads: its own types, and STRICT at the end of every table. */
static Str for_sqlite(Arena *mem, Str text)
{
    Buf b = buf_new(mem, SCRIPT_MAX);
    size_t words = 0; /* of this statement */
    bool create = false;
    bool strict = false;
    Str last = { 0 };

    while (text.len > 0) {
        Str piece = str_slice(text, 0, piece_len(text));
        text = str_slice(text, piece.len, text.len);
        if (str_eq(piece, STR(";"))) {
            Str end = str_eq_nocase(last, STR("rowid")) ? STR(", STRICT") : STR(" STRICT");
            buf_add(&b, strict ? end : STR(""));
            strict = false;
            words = 0;
        } else if (!silent(piece)) {
            strict = strict || (words == 1 && create && str_eq_nocase(piece, STR("table")));
            create = words == 0 && str_eq_nocase(piece, STR("create"));
            words++;
            last = piece;
        }
        buf_add(&b, type_of(piece));
    }
    return buf_str(&b);
}

static const char *text_for(Arena *mem, const char *text, bool postgres)
{
    Str mine = sections_for(mem, text, postgres);

    return str_c(mem, postgres ? mine : for_sqlite(mem, mine));
}

Fault migrate_version(Db *db, int64_t *ret)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Applied got = { 0 };

    TRY(db_one(db, &mem, &query_known, DB_NO_ARGS, &number_row, &got));
    if (got.number) {
        TRY(db_one(db, &mem, &query_newest, DB_NO_ARGS, &number_row, &got));
    }
    *ret = got.number;
    return FAULT_NONE;
}

/* MIGRATE_DONE: nothing speaks against going on. */
static Fault compare(Db *db, Arena *mem, const Migration *list, size_t n, MigrateOutcome *ret)
{
    Applied *at = NULL;
    size_t len = 0;

    TRY(db_list(db, mem, &query_applied, DB_NO_ARGS, &applied_row, n + 1, &at, &len));
    *ret = len > n ? MIGRATE_FUTURE : MIGRATE_DONE;
    for (size_t i = 0; i < len && *ret == MIGRATE_DONE; i++) {
        if (at[i].number > list[n - 1].number) {
            *ret = MIGRATE_FUTURE;
        } else if (at[i].number != list[i].number ||
                   !str_eq(at[i].hash, hash_of(mem, list[i].sql))) {
            *ret = MIGRATE_CHANGED;
        }
    }
    return FAULT_NONE;
}

/* The lock comes first: another node may be doing the same. */
static Fault begin(Db *db, Arena *mem, bool postgres)
{
    TRY(db_begin(db));
    TRY(db_hold(db, migration_lock));
    return db_script(db, text_for(mem, table.sql, postgres));
}

/* true: it ran; false: another node had been quicker. */
static Fault apply(Db *db, Arena *mem, const Migration *m, bool postgres, int64_t now,
                   bool *ret)
{
    int64_t newest = 0;

    TRY(begin(db, mem, postgres));
    TRY(migrate_version(db, &newest));
    if (newest >= m->number) {
        db_undo(db);
        *ret = false;
        return FAULT_NONE;
    }
    TRY(db_script(db, text_for(mem, m->sql, postgres)));
    TRY(db_run(db, &query_add,
               DB_ARGS(DB_I(m->number), DB_T(str_from(m->name)), DB_T(hash_of(mem, m->sql)),
                       DB_I(now)),
               NULL));
    TRY(db_commit(db));
    *ret = true;
    return FAULT_NONE;
}

static Fault prepare(Db *db, Arena *mem, const Migration *list, size_t n, bool postgres,
                     MigrateOutcome *ret)
{
    TRY(begin(db, mem, postgres));
    TRY(compare(db, mem, list, n, ret));
    return db_commit(db);
}

Fault migrate_on(Db *db, const Migration *list, size_t n, int64_t now, MigrateOutcome *ret)
{
    SCOPED(arena_done) Arena mem = { 0 };
    bool postgres = db->engine == &db_pg;
    MigrateOutcome outcome = MIGRATE_NOTHING;
    bool any = false;

    TRY(prepare(db, &mem, list, n, postgres, &outcome));
    for (size_t i = 0; i < n && outcome == MIGRATE_DONE; i++) {
        bool ran = false;
        TRY(apply(db, &mem, &list[i], postgres, now, &ran));
        any = any || ran;
    }
    *ret = outcome == MIGRATE_DONE && !any ? MIGRATE_NOTHING : outcome;
    return FAULT_NONE;
}

Fault migrate(DbHouse *house, const Migration *list, size_t n, int64_t now, MigrateOutcome *ret)
{
    SCOPED(db_give) Db *db = NULL;

    TRY(db_writer(house, &db));
    return migrate_on(db, list, n, now, ret);
}
