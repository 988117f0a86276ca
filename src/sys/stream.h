/* stream.h - whole messages through a socket that takes and gives them in pieces */
#ifndef SYS_STREAM_H
#define SYS_STREAM_H

#include "base/fault.h"
#include "base/str.h"

/* All of it, however long the other side takes.  FAULT_IO: it has gone, or the
 * socket's own limit of time is over. */
MUST_USE Fault stream_send(int fd, Str bytes);
MUST_USE Fault stream_receive(int fd, char *to, size_t len);

#endif
