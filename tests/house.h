/* house.h - a whole site to test with: routes, rooms, database; no socket
 *
 * The database is its own: PostgreSQL, emptied, when CAFEIA_TEST_PG is set,
 * else SQLite in a fresh folder.  It begins empty of events, at noon of 21
 * June 2024 in Paris (the clock then runs).
 *
 *     static void home_opens(void **state)
 *     {
 *         House *h = *state;
 *         assert_int_equal(house_get(h, "/").status, 200);
 *     }
 *     ... HOUSE_TEST(home_opens),                                             */
#ifndef TESTS_HOUSE_H
#define TESTS_HOUSE_H

#include "http/http.h"
#include "tests/unit.h"
#include "work/work.h"

enum { HOUSE_NOON = 1718964000 }; /* 2024-06-21T12:00:00+02:00 */

struct Routes;

typedef struct House {
    Arena mem; /* of the whole test */
    Site site;
    Geo *geo;
    const struct Routes *routes; /* those of the site, unless a test has its own */
    const char *folder;          /* of SQLite; NULL on PostgreSQL */
} House;

/* How one asks.  Zeros: a GET without any header. */
typedef struct Ask {
    Method method;
    const char *target, *form; /* form: as it travels, "title=x&date=y" */
    RequestHeaders headers;
    bool https;
    bool may_keep; /* else the request says that its page must be made anew */
} Ask;

typedef struct Answer {
    int status;
    Str body; /* no-break spaces are spaces here */
    Reply reply;
    int64_t statements; /* that the database ran for it */
} Answer;

int house_setup(void **state);
int house_teardown(void **state);
#define HOUSE_TEST(test) cmocka_unit_test_setup_teardown(test, house_setup, house_teardown)

Answer house_ask(House *h, const Ask *ask);
Answer house_get(House *h, const char *target);
/* As our own form does it: "title=x&date=y". */
Answer house_post(House *h, const char *target, const char *form);
/* Follows a Location of our own. */
Answer house_follow(House *h, const Answer *answer);

/* Signs in whoever reads the letters of that address, their account made when
 * there is none; proven: by a second factor too.  Returns what the browser
 * sends as Cookie. */
Str house_sign_in(House *h, const char *mail, bool proven);
/* Asks with that cookie; form NULL: a GET, else a POST as our own form does it. */
Answer house_as(House *h, Str cookie, const char *target, const char *form);

bool says(const Answer *a, const char *words);
/* How many times. */
size_t says_times(const Answer *a, const char *words);
Str header(const Answer *a, const char *name); /* empty: there is none */
/* What stands between two marks, the first time; empty: nowhere. */
Str between(Str text, const char *before, const char *after);
/* A value as it travels in a form or a query. */
const char *house_escape(House *h, Str value);
PRINTF_LIKE(2, 3) const char *house_text(House *h, const char *fmt, ...);

/* A unit of work in French, now. */
Work house_work(House *h, const char *who);
/* Moves the clock. */
void house_at(House *h, const char *instant);
/* Facts told from now on make jobs. */
void house_listen(House *h);
/* Does the jobs that are due, those that come again too. */
void house_jobs(House *h);

/* Each of them (NULL ends the list) prepares on this engine; else the test
 * fails, with the name of the statement and the complaint. */
void house_prepares(House *h, const DbQuery *const *all);

#define assert_fine(call) assert_string_equal(fault_name(call), fault_name(FAULT_NONE))
#define assert_fault(want, call) assert_string_equal(fault_name(call), fault_name(want))
#define assert_says(a, words) house_assert_says((a), (words), true, __FILE__, __LINE__)
#define assert_says_not(a, words) house_assert_says((a), (words), false, __FILE__, __LINE__)
#define assert_str(want, got) house_assert_str(str_from(want), (got), __FILE__, __LINE__)
void house_assert_says(const Answer *a, const char *words, bool want, const char *file,
                       int line);
void house_assert_str(Str want, Str got, const char *file, int line);

#endif
