/* fault.h - what went wrong in the world, as opposed to what was decided
 *
 * A Fault is a failure nobody asked for: it travels up, untouched, to the one
 * place that logs it and answers (web_dispatch, a job's runner, a verb).  An
 * answer such as "this café is already published" isn't a Fault: it is an
 * Outcome, a value. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

#include "base/base.h"

typedef enum Fault {
    FAULT_NONE = 0,
    FAULT_ABSENT, /* no such thing, or not for your eyes */
    FAULT_DENIED, /* known, and refused */
    FAULT_INPUT,  /* what came can't be read */
    FAULT_LIMIT,  /* larger than we accept */
    FAULT_AGAIN,  /* two units met; the whole unit may be tried again */
    FAULT_FULL,   /* no room on the disk: reading goes on, writing doesn't */
    FAULT_SLOW,   /* it took longer than we allow */
    FAULT_DB,     /* the database failed */
    FAULT_IO,     /* a file, a socket or a process failed */
    FAULT_BUG,    /* ours */
    FAULT_COUNT
} Fault;

/* The word of a fault, for logs: "db", "limit", ... */
const char *fault_name(Fault f);

/* The only macro of the program that returns. */
#define TRY(call)              \
    do {                       \
        Fault fault_ = (call); \
        if (fault_) {          \
            return fault_;     \
        }                      \
    } while (0)

#endif
