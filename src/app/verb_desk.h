/* verb_desk.h - for tests: a command line with a database of its own */
#ifndef APP_VERB_DESK_H
#define APP_VERB_DESK_H

#include "app/settings.h"
#include "base/buf.h"

/* A command line of its own database; what it says is kept. */
typedef struct Desk {
    Arena mem;
    Settings settings;
    const char *folder;
    Buf out, error;
    int changes;
} Desk;

const char *desk_in_folder(Desk *d, const char *name);
void desk_set_database(Desk *d, Str where);
/* "moderate list": its exit code. */
int desk_run(Desk *d, const char *line);
/* The same with a file of the folder as last word. */
int desk_run_with(Desk *d, const char *line, const char *file);
/* Nothing is left in the database of tests/pg.sh. */
void desk_empty_postgres(Desk *d, const char *where);
void desk_script(Desk *d, const char *sql);
/* Plays once on each engine there is; or on SQLite alone. */
void desk_on_each(void (*play)(Desk *d));
void desk_on_sqlite(void (*play)(Desk *d));

#define assert_said(d, words) assert_true(str_has(buf_str(&(d)->out), str_from(words)))
#define assert_complained(d, words) assert_true(str_has(buf_str(&(d)->error), STR(words)))

#endif
