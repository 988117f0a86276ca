/* bare.c - the yardstick of declarations: the same row into the same table, and nothing else
 *
 *     bare DATABASE COUNT
 *
 * DATABASE was made by cafeia.  Each row is a transaction of its own with
 * synchronous=FULL, as each declaration is.  Prints rows a second. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char insert[] =
    "INSERT INTO event (id, state, kind, mode, audience, theme, title, slug, starts_at, ends_at,"
    " until_at, hour_known, zone, commune, commune_name, department, postal, lat, lon, point,"
    " source, edit_hash, form_token, made_at, changed_at)"
    " VALUES (?1, 1, 0, 0, 0, 1, ?2, ?3, ?4, 0, ?4 + 86400, 0, 'Europe/Paris', '41018', 'Blois',"
    " '41', '41000', 47.58, 1.33, 2, 'web', ?5, ?6, ?4, ?4)";

static void must(int status, sqlite3 *db)
{
    if (status != SQLITE_OK && status != SQLITE_DONE) {
        fprintf(stderr, "bare: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void bind_text(sqlite3_stmt *st, int at, const char *shape, int64_t i)
{
    char text[100];
    int len = snprintf(text, sizeof text, shape, (long long)i);

    sqlite3_bind_text(st, at, text, len, SQLITE_TRANSIENT);
}

static void add(sqlite3 *db, sqlite3_stmt *st, int64_t i)
{
    sqlite3_bind_int64(st, 1, (INT64_C(1) << 60) + i);
    bind_text(st, 2, "Un café pour mesurer le disque, numéro %lld", i);
    bind_text(st, 3, "un-cafe-pour-mesurer-le-disque-numero-%lld", i);
    sqlite3_bind_int64(st, 4, INT64_C(1790000000) + i % 300 * 86400);
    bind_text(st, 5, "%064lld", i);
    bind_text(st, 6, "bare-%059lld", i);
    must(sqlite3_step(st), db);
    must(sqlite3_reset(st), db);
}

int main(int argc, char **argv)
{
    sqlite3 *db;
    sqlite3_stmt *st;

    if (argc != 3) {
        fputs("bare: DATABASE COUNT\n", stderr);
        return 2;
    }
    int64_t count = strtoll(argv[2], NULL, 10);
    must(sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL), db);
    must(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", 0, 0, 0),
         db);
    must(sqlite3_prepare_v2(db, insert, -1, &st, NULL), db);
    double begun = now();
    for (int64_t i = 0; i < count; i++) {
        add(db, st, i);
    }
    printf("%.1f\n", (double)count / (now() - begun));
    must(sqlite3_finalize(st), db);
    must(sqlite3_close(db), db);
    return 0;
}
