#include "http/listen.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024, SYSTEMD_FIRST_FD = 3 };

typedef struct Place {
    struct sockaddr_storage at;
    socklen_t size;
} Place;

static Fault refuse_system(Arena *mem, const char *address, Str *ret_why)
{
    int error = errno;

    if (error == EADDRINUSE) {
        *ret_why = str_format(mem, "%s is taken: another program listens there.", address);
    } else if (error == EACCES) {
        *ret_why = str_format(
            mem, "%s is refused by the system: no permission to listen there.", address);
    } else {
        *ret_why = str_format(mem, "Can't listen on %s: %s.", address, strerror(error));
    }
    return FAULT_IO;
}

static Fault refuse_address(Arena *mem, const char *address, Str *ret_why)
{
    *ret_why = str_format(mem,
                          "%s is no address to listen on: expected ADDRESS:PORT, :PORT, "
                          "unix:/PATH or systemd.",
                          address);
    return FAULT_INPUT;
}

static bool port_is_good(Str port)
{
    int64_t n;

    return str_to_int(port, &n) && n >= 0 && n <= 65535;
}

/* "[::1]:80" -> "::1", "80"; ":80" -> "", "80". */
static bool split_address(Str s, Str *ret_host, Str *ret_port)
{
    const char *colon = s.len > 0 ? memrchr(s.at, ':', s.len) : NULL;

    if (!colon) {
        return false;
    }
    Str host = { s.at, (size_t)(colon - s.at) };
    *ret_port = str_slice(s, host.len + 1, s.len);
    if (str_starts(host, STR("[")) && str_ends(host, STR("]"))) {
        host = str_slice(host, 1, host.len - 2);
    } else if (str_has(host, STR(":"))) {
        return false;
    }
    *ret_host = host;
    return port_is_good(*ret_port);
}

static bool find_place(Arena *mem, Str host, Str port, Place *ret)
{
    struct addrinfo hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV,
                              .ai_family = host.len > 0 ? AF_UNSPEC : AF_INET6,
                              .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    const char *name = host.len > 0 ? str_c(mem, host) : NULL;

    if (getaddrinfo(name, str_c(mem, port), &hints, &found) != 0 || !found) {
        return false;
    }
    memcpy(&ret->at, found->ai_addr, found->ai_addrlen);
    ret->size = found->ai_addrlen;
    freeaddrinfo(found);
    return true;
}

static int bind_place(const Place *place, bool both)
{
    int on = 1, off = 0;
    int fd = socket(place->at.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0) {
        return -1;
    }
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (place->at.ss_family == AF_INET6) {
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, both ? &off : &on, sizeof on);
    }
    if (bind(fd, (const struct sockaddr *)&place->at, place->size) != 0 ||
        listen(fd, BACKLOG) != 0) {
        int error = errno;
        (void)close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

/* A machine without IPv6 still has its IPv4. */
static int bind_all(Str port)
{
    struct sockaddr_in all = { .sin_family = AF_INET };
    Place place = { .size = sizeof all };
    int64_t n = 0;

    (void)!str_to_int(port, &n);
    all.sin_port = htons((uint16_t)n);
    memcpy(&place.at, &all, sizeof all);
    return bind_place(&place, false);
}

static Fault open_port(Arena *mem, const char *address, Listener *ret, Str *ret_why)
{
    Str host, port;
    Place place = { 0 };

    if (!split_address(str_from(address), &host, &port)) {
        return refuse_address(mem, address, ret_why);
    }
    bool found = find_place(mem, host, port, &place);
    if (!found && host.len > 0) {
        return refuse_address(mem, address, ret_why);
    }
    int fd = found ? bind_place(&place, host.len == 0) : bind_all(port);
    if (fd < 0 && errno == EAFNOSUPPORT && host.len == 0) {
        fd = bind_all(port);
    }
    if (fd < 0) {
        return refuse_system(mem, address, ret_why);
    }
    *ret = (Listener){ .fd = fd };
    return FAULT_NONE;
}

/* A socket file that nobody answers is what a killed process left behind. */
static void remove_stale(const Place *place, const char *path)
{
    struct stat st;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (fd < 0) {
        return;
    }
    if (connect(fd, (const struct sockaddr *)&place->at, place->size) != 0 &&
        errno == ECONNREFUSED && lstat(path, &st) == 0 && S_ISSOCK(st.st_mode)) {
        (void)unlink(path);
    }
    (void)close(fd);
}

static Fault open_unix(Arena *mem, const char *address, Listener *ret, Str *ret_why)
{
    struct sockaddr_un un = { .sun_family = AF_UNIX };
    const char *path = address + strlen("unix:");
    Place place = { .size = sizeof un };

    if (path[0] == '\0' || strlen(path) >= sizeof un.sun_path) {
        return refuse_address(mem, address, ret_why);
    }
    memcpy(un.sun_path, path, strlen(path));
    memcpy(&place.at, &un, sizeof un);
    remove_stale(&place, path);
    int fd = bind_place(&place, false);
    if (fd < 0 || chmod(path, 0660) != 0) {
        return refuse_system(mem, address, ret_why);
    }
    *ret = (Listener){ .fd = fd, .unix_path = strdup(path) };
    return FAULT_NONE;
}

/* The protocol of sd_listen_fds(3), first socket only. */
static Fault open_systemd(Arena *mem, Listener *ret, Str *ret_why)
{
    int64_t pid = 0, count = 0;
    int listening = 0;
    socklen_t size = sizeof listening;

    if (!str_to_int(str_from(getenv("LISTEN_PID")), &pid) || pid != getpid() ||
        !str_to_int(str_from(getenv("LISTEN_FDS")), &count) || count < 1 ||
        getsockopt(SYSTEMD_FIRST_FD, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 ||
        !listening) {
        *ret_why = str_copy(mem, STR("systemd passed no listening socket: start the .socket "
                                     "unit, or give an address."));
        return FAULT_IO;
    }
    *ret = (Listener){ .fd = SYSTEMD_FIRST_FD };
    return FAULT_NONE;
}

Fault listen_open(Arena *mem, const char *address, Listener *ret, Str *ret_why)
{
    Str s = str_from(address);

    if (str_eq(s, STR("systemd"))) {
        return open_systemd(mem, ret, ret_why);
    }
    if (str_starts(s, STR("unix:"))) {
        return open_unix(mem, address, ret, ret_why);
    }
    return open_port(mem, address ? address : "", ret, ret_why);
}

static Str unix_address(Arena *mem, const struct sockaddr_storage *at, socklen_t size)
{
    struct sockaddr_un un = { 0 };

    memcpy(&un, at, size < sizeof un ? size : sizeof un);
    return str_format(mem, "unix:%.*s", (int)sizeof un.sun_path, un.sun_path);
}

Str listen_address(Arena *mem, int fd)
{
    struct sockaddr_storage at = { 0 };
    socklen_t size = sizeof at;
    char host[INET6_ADDRSTRLEN + 24], port[8];

    if (getsockname(fd, (struct sockaddr *)&at, &size) != 0) {
        return (Str){ 0 };
    }
    if (at.ss_family == AF_UNIX) {
        return unix_address(mem, &at, size);
    }
    if (getnameinfo((struct sockaddr *)&at, size, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return (Str){ 0 };
    }
    return at.ss_family == AF_INET6 ? str_format(mem, "[%s]:%s", host, port)
                                    : str_format(mem, "%s:%s", host, port);
}

void listen_done(Listener *l)
{
    if (l->unix_path) {
        (void)unlink(l->unix_path);
        free(l->unix_path);
        l->unix_path = NULL;
    }
}
