/* admin_wire.h - what goes over the administrative socket: frames
 *
 * A byte that says what it is, four that say how long, and that many bytes.
 *     client: WORD... LANG GO, then FILE or NO_FILE for each ASK
 *     server: OUT, ERROR and ASK as they come, END at last */
#ifndef APP_ADMIN_WIRE_H
#define APP_ADMIN_WIRE_H

#include "base/fault.h"
#include "base/str.h"

enum { WIRE_MAX = 64 << 20, WIRE_WORDS_MAX = 32, WIRE_SECONDS = 60 };

typedef enum WireKind {
    WIRE_WORD = 'w',
    WIRE_LANG = 'l', /* 'f' or 'e' */
    WIRE_GO = 'g',
    WIRE_FILE = 'f',
    WIRE_NO_FILE = 'n', /* the Fault, in decimal */
    WIRE_OUT = 'o',
    WIRE_ERROR = 'e',
    WIRE_ASK = 'a', /* "MAX PATH" */
    WIRE_END = 'q', /* the exit code, in decimal */
} WireKind;

MUST_USE Fault wire_send(int fd, WireKind kind, Str bytes);
/* FAULT_IO: the other side is gone, or silent for WIRE_SECONDS. */
MUST_USE Fault wire_receive(int fd, Arena *mem, size_t max, WireKind *ret_kind, Str *ret);

/* A socket of that name; FAULT_INPUT: its name is too long for the system. */
MUST_USE Fault wire_listen(const char *path, int *ret_fd);
MUST_USE Fault wire_connect(const char *path, int *ret_fd);
/* Waits for somebody of this user, or root; FAULT_ABSENT: the socket was shut. */
MUST_USE Fault wire_accept(int listener, int *ret_fd);
/* FILE.sock of "sqlite:FILE"; NULL: this database has none. */
const char *wire_path(Arena *mem, Str database);

#endif
