/* bare_signup.c - the yardstick of sign-ups: the same rows, and nothing else
 *
 *     bare_signup DATABASE COUNT CAFES [TEXT HTML CALENDAR]
 *
 * DATABASE was made by cafeia and holds cafés 1, 2... CAFES with a book of seats.
 * Each sign-up is a transaction of its own with synchronous=FULL: its row, its
 * guest, the book, the ledger, the fact; and, when the sizes of a letter are said
 * in bytes, the letter.  Nothing is read or decided.  Prints sign-ups a second. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PARTS = 6, SIZE_MAX_SAID = 1 << 20 };

/* ?1: the number of the sign-up, ?2: its café, ?3 ?4: two texts of 64 that no
 * other has, ?5: the number of the move. */
static const char *const sql[PARTS] = {
    "INSERT INTO signup (id, event_id, state, seats, name, mail, mail_hash, secret_hash, code,"
    " form_token, rank_at, made_at, changed_at)"
    " VALUES (?1, ?2, 3, 1, 'Amina', ?6, ?7, ?3, substr(?4, -8), ?4, ?1, 1780394400,"
    " 1780394400)",
    "UPDATE seat_book SET confirmed = confirmed + 1"
    " WHERE event_id = ?2 AND confirmed + offered + 1 <= seats",
    "INSERT INTO seat_move (event_id, number, at, signup_id, seats, was, becomes, who)"
    " VALUES (?2, ?5, 1780394400, ?1, 1, 0, 3, '')",
    "INSERT INTO guest (signup_id, number, name) VALUES (?1, 1, 'Amina')",
    "INSERT INTO fact (id, kind, subject, at) VALUES (?1, 'signup.seated', ?1, 1780394400)",
    "INSERT INTO letter (id, reason, subject, occasion, address_hash, due_at, urgency, trust,"
    " lang, address, name, title, body_text, body_html, calendar, method, made_at)"
    " VALUES (?1, 1, ?1, 1780394400, ?7, 1780394400, 1, 2, 'fr', ?6, 'Amina',"
    " 'Votre place est prise', ?8, ?9, ?10, 1, 1780394400)",
};

typedef struct Bare {
    sqlite3 *db;
    sqlite3_stmt *begin, *commit, *parts[PARTS];
    int count; /* of parts */
    int64_t cafes;
    char *bodies[3];
} Bare;

static void must(int status, sqlite3 *db)
{
    if (status != SQLITE_OK && status != SQLITE_DONE) {
        fprintf(stderr, "bare_signup: %s\n", sqlite3_errmsg(db));
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

    if (at <= sqlite3_bind_parameter_count(st)) {
        sqlite3_bind_text(st, at, text, len, SQLITE_TRANSIENT);
    }
}

static void bind(const Bare *b, sqlite3_stmt *st, int64_t i)
{
    sqlite3_bind_int64(st, 1, (INT64_C(1) << 60) + i);
    sqlite3_bind_int64(st, 2, 1 + i % b->cafes);
    /* Keyed hashes: where they fall in an index nobody foresees. */
    bind_text(st, 3, "%064lld", i * INT64_C(2654435761) % INT64_C(4294967296));
    bind_text(st, 4, "%064lld", i * INT64_C(2654435761) % INT64_C(4294967296));
    sqlite3_bind_int64(st, 5, 1 + i / b->cafes);
    bind_text(st, 6, b->count == PARTS ? "p%lld@example.org" : "", i);
    bind_text(st, 7, b->count == PARTS ? "%064lld" : "",
              i * INT64_C(2246822519) % INT64_C(4294967296));
    for (int n = 0; n < 3 && sqlite3_bind_parameter_count(st) >= 10; n++) {
        sqlite3_bind_text(st, 8 + n, b->bodies[n], -1, SQLITE_STATIC);
    }
}

static void run(sqlite3_stmt *st, sqlite3 *db)
{
    must(sqlite3_step(st), db);
    must(sqlite3_reset(st), db);
}

static void add(const Bare *b, int64_t i)
{
    run(b->begin, b->db);
    for (int n = 0; n < b->count; n++) {
        bind(b, b->parts[n], i);
        run(b->parts[n], b->db);
    }
    run(b->commit, b->db);
}

static void ready(Bare *b, const char *file)
{
    must(sqlite3_open_v2(file, &b->db, SQLITE_OPEN_READWRITE, NULL), b->db);
    must(sqlite3_exec(b->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", 0, 0, 0),
         b->db);
    must(sqlite3_prepare_v2(b->db, "BEGIN IMMEDIATE", -1, &b->begin, NULL), b->db);
    must(sqlite3_prepare_v2(b->db, "COMMIT", -1, &b->commit, NULL), b->db);
    for (int n = 0; n < b->count; n++) {
        must(sqlite3_prepare_v2(b->db, sql[n], -1, &b->parts[n], NULL), b->db);
    }
}

static char *filler(const char *size)
{
    size_t len = strtoul(size, NULL, 10) % SIZE_MAX_SAID;
    char *text = calloc(len + 1, 1);

    return text ? memset(text, 'x', len) : NULL;
}

int main(int argc, char **argv)
{
    Bare b = { .count = argc == 7 ? PARTS : PARTS - 1 };

    if (argc != 4 && argc != 7) {
        fputs("bare_signup: DATABASE COUNT CAFES [TEXT HTML CALENDAR]\n", stderr);
        return 2;
    }
    int64_t count = strtoll(argv[2], NULL, 10);
    b.cafes = strtoll(argv[3], NULL, 10);
    for (int n = 0; n + 4 < argc; n++) {
        b.bodies[n] = filler(argv[n + 4]);
    }
    ready(&b, argv[1]);
    double begun = now();
    for (int64_t i = 0; i < count; i++) {
        add(&b, i);
    }
    printf("%.1f\n", (double)count / (now() - begun));
    for (int n = 0; n < b.count; n++) {
        must(sqlite3_finalize(b.parts[n]), b.db);
    }
    must(sqlite3_finalize(b.begin), b.db);
    must(sqlite3_finalize(b.commit), b.db);
    must(sqlite3_close(b.db), b.db);
    return 0;
}
