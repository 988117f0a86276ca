#include "app/admin_wire.h"

#include "sys/stream.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

enum { HEAD = 5, QUEUE = 8 };

Fault wire_send(int fd, WireKind kind, Str bytes)
{
    char head[HEAD] = { (char)kind };
    uint32_t len = (uint32_t)bytes.len;

    if (bytes.len > WIRE_MAX) {
        return FAULT_LIMIT;
    }
    memcpy(head + 1, &len, sizeof len);
    TRY(stream_send(fd, (Str){ head, HEAD }));
    return stream_send(fd, bytes);
}

Fault wire_receive(int fd, Arena *mem, size_t max, WireKind *ret_kind, Str *ret)
{
    char head[HEAD];
    uint32_t len;

    TRY(stream_receive(fd, head, HEAD));
    memcpy(&len, head + 1, sizeof len);
    if (len > max) {
        return FAULT_LIMIT;
    }
    char *at = arena_alloc(mem, (size_t)len + 1);
    TRY(stream_receive(fd, at, len));
    *ret_kind = (WireKind)head[0];
    *ret = (Str){ at, len };
    return FAULT_NONE;
}

static Fault address_of(const char *path, struct sockaddr_un *ret)
{
    *ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (strlen(path) >= sizeof ret->sun_path) {
        return FAULT_INPUT;
    }
    memcpy(ret->sun_path, path, strlen(path));
    return FAULT_NONE;
}

static Fault opened(int fd, bool fine, int *ret_fd)
{
    if (!fine && fd >= 0) {
        (void)close(fd);
    }
    *ret_fd = fine ? fd : -1;
    return fine ? FAULT_NONE : FAULT_IO;
}

/* What may stand there is left from a server that was killed: this one holds
 * the database.  Nobody connects before listen, so the mode comes in time. */
Fault wire_listen(const char *path, int *ret_fd)
{
    struct sockaddr_un address;

    TRY(address_of(path, &address));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    (void)unlink(path);
    bool fine = fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
                chmod(path, S_IRUSR | S_IWUSR) == 0 && listen(fd, QUEUE) == 0;
    return opened(fd, fine, ret_fd);
}

/* Neither side waits for ever for one that has stopped talking. */
static bool limit(int fd)
{
    struct timeval most = { .tv_sec = WIRE_SECONDS };

    return setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most) == 0 &&
           setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) == 0;
}

/* The client itself waits as long as the verb takes. */
Fault wire_connect(const char *path, int *ret_fd)
{
    struct sockaddr_un address;

    TRY(address_of(path, &address));
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool fine = fd >= 0 && connect(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    return opened(fd, fine, ret_fd);
}

static bool is_ours(int fd)
{
    struct ucred who = { 0 };
    socklen_t len = sizeof who;

    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &len) == 0 &&
           (who.uid == 0 || who.uid == geteuid());
}

Fault wire_accept(int listener, int *ret_fd)
{
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0 && errno != EINTR && errno != ECONNABORTED) {
            return FAULT_ABSENT;
        }
        if (fd >= 0 && is_ours(fd) && limit(fd)) {
            *ret_fd = fd;
            return FAULT_NONE;
        }
        if (fd >= 0) {
            (void)close(fd);
        }
    }
}

const char *wire_path(Arena *mem, Str database)
{
    Str engine, file;

    if (!str_cut(database, ':', &engine, &file) || !str_eq(engine, STR("sqlite")) ||
        str_eq(file, STR(":memory:"))) {
        return NULL;
    }
    return str_c(mem, str_format(mem, "%.*s.sock", STR_ARG(file)));
}
