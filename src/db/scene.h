/* scene.h - a database to test with, on every engine there is
 *
 * SQLite in a fresh folder (or what CAFEIA_TEST_DB names) and, when
 * CAFEIA_TEST_PG is set, PostgreSQL, emptied. */
#ifndef DB_SCENE_H
#define DB_SCENE_H

#include "db/db.h"
#include "tests/unit.h"

typedef struct Scene {
    Arena mem;
    DbHouse *house;
    bool postgres;
    const char *where, *folder; /* folder: NULL when it isn't ours */
} Scene;

typedef struct Row { /* of the table that each scene begins with */
    int64_t id;
    double real;
    bool flag;
    Str text, bytes;
} Row;
extern const DbRow row_row;
extern const DbQuery query_add, query_get, query_all, query_count, query_add_one;

typedef struct Number {
    int64_t n;
} Number;
extern const DbRow number_row;

/* Once for each engine; options may be NULL. */
void on_each(void (*play)(Scene *s), const DbOptions *options);
void on_sqlite(void (*play)(Scene *s), const DbOptions *options);
void on_postgres(void (*play)(Scene *s), const DbOptions *options);

/* A name in the folder of this scene. */
const char *scene_file(Scene *s, const char *name);
int64_t scene_count(Scene *s);                /* rows, asked by a new reader */
void scene_script(Scene *s, const char *sql); /* on the writer, by itself */

#define assert_fine(call) assert_string_equal(fault_name(call), fault_name(FAULT_NONE))
#define assert_fault(want, call) assert_string_equal(fault_name(call), fault_name(want))

#endif
