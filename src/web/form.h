/* form.h - what a form may bring, said once
 *
 * The table serves the reader of the form and the page that shows it.  Text
 * is UTF-8 without NUL or control characters; a line has no line break; what
 * can't be seen is taken away (text/visible.h).  A
 * POST with a field that isn't in the table, or one twice, can't be read:
 * FAULT_INPUT.  A query ignores what it doesn't know. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/web.h"

typedef enum FieldKind {
    FIELD_LINE, /* trimmed */
    FIELD_TEXT, /* several lines, ended by \n; trimmed */
    FIELD_URL,  /* http or https; "www.x.fr" is completed */
    FIELD_INT,  /* min..max is its range */
    FIELD_MANY, /* may come several times: joined by commas */
} FieldKind;

typedef struct Field {
    const char *name;
    size_t at;        /* of a Str, in the struct that is filled */
    FieldKind kind;
    int64_t min, max; /* characters, or the range of a number */
    bool required;
} Field;

enum { FORM_FIELDS_MAX = 40 };

/* What is wrong, in the reader's language, in the order of the table. */
typedef struct Problems {
    Str at[FORM_FIELDS_MAX];
    size_t count;
} Problems;

/* clang-format off */
#define FIELD(T, f, k, ...) { .name = #f, .at = offsetof(T, f), .kind = k, __VA_ARGS__ }
/* clang-format on */

/* Fills all fields even when one has a problem, so that the page can show them
 * as they were typed. */
MUST_USE Fault form_read(Work *w, const Request *rq, const Field *fields, size_t n, void *ret,
                         Problems *ret_problems);
/* The same from the query of a GET. */
MUST_USE Fault form_read_query(Work *w, const Request *rq, const Field *fields, size_t n,
                               void *ret, Problems *ret_problems);
/* Adds a problem that only the room can see. */
void form_problem(Problems *p, size_t field, Str sentence);

#endif
