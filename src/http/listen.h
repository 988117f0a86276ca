/* listen.h - from "127.0.0.1:8080", "unix:/path" or "systemd" to a socket that listens */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/fault.h"
#include "base/str.h"

typedef struct Listener {
    int fd;
    char *unix_path; /* malloc; to remove at the end; NULL: none of ours */
} Listener;

/* FAULT_INPUT: this is no address; FAULT_IO: the system refused it.  In both
 * cases *ret_why is a sentence, in mem, that names the address. */
MUST_USE Fault listen_open(Arena *mem, const char *address, Listener *ret, Str *ret_why);
/* Where a listening socket is, in the form that listen_open reads. */
Str listen_address(Arena *mem, int fd);
/* Removes the file of a Unix socket; the fd belongs to whoever closes it. */
void listen_done(Listener *l);

#endif
