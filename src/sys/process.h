/* process.h - this program again, in another role
 *
 * The child is the very program that runs, even when its file was replaced in
 * between; it holds the standard error of its parent, one socket as file 3, and
 * nothing else. */
#ifndef SYS_PROCESS_H
#define SYS_PROCESS_H

#include "base/fault.h"

enum { PROCESS_SOCKET = 3 };

typedef struct Process {
    int64_t id;
    int socket; /* our end; -1: none */
} Process;

/* Its command line is "cafeia ROLE"; its environment is empty, except for what
 * the sanitizers of a test build read.  It dies with the thread that calls this:
 * call it from one that lives as long. */
MUST_USE Fault process_start(const char *role, Process *ret);
/* Closes the socket, by which the child ends; after that many milliseconds it
 * is killed.  Waits for it.  Accepts what was never started. */
void process_end(Process *process, int64_t grace_ms);

/* In the child, first of all: what main is given, and that its parent is there.
 * False: this process isn't such a child. */
MUST_USE bool process_is_child(const char *role, int argc, char **argv);

#endif
