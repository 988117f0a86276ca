/* door.h - stands between the sockets and libmicrohttpd
 *
 * Each connection has a Gate (gate.h) through which its bytes pass, and an
 * instant by which what it began must be there.  libmicrohttpd has no hook
 * for the bytes it reads, and knows only a limit on silence; so door.c
 * defines recv(2) for the whole program: for a socket that has a door it
 * reads through the gate, for any other it is recv(2) as ever. */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

#include "base/base.h"

typedef struct Door Door;
typedef struct Doors Doors;

enum { DOOR_FD_MAX = 65536 }; /* a descriptor beyond has no place: its connection is cut */

/* Seconds: for a whole head; after which a body comes at 1 KiB/s at least.
 * NULL when recv isn't ours, or no thread can be had. */
Doors *doors_open(int head_seconds, int body_seconds);
/* When all connections have gone. */
void doors_close(Doors *all);
Door *door_open(Doors *all, int fd);
/* Before the descriptor is closed. */
void door_close(Doors *all, Door *door);

#endif
