#include "sys/stream.h"

#include <errno.h>
#include <sys/socket.h>

Fault stream_send(int fd, Str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return FAULT_IO;
        }
        bytes = str_slice(bytes, (size_t)n, bytes.len);
    }
    return FAULT_NONE;
}

Fault stream_receive(int fd, char *to, size_t len)
{
    while (len > 0) {
        ssize_t n = recv(fd, to, len, 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return FAULT_IO;
        }
        to += n;
        len -= (size_t)n;
    }
    return FAULT_NONE;
}
