#include "sys/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static Fault fault_of(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR: return FAULT_ABSENT;
    case ENOSPC:
    case EDQUOT: return FAULT_FULL;
    case EFBIG: return FAULT_LIMIT;
    default: return FAULT_IO;
    }
}

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

/* Opens a regular file that is not larger than max. */
static Fault open_file(const char *path, size_t max, int *ret_fd, size_t *ret_size)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        return fault_of(errno);
    }
    Fault f = fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ? FAULT_IO
              : (uint64_t)st.st_size > max                ? FAULT_LIMIT
                                                          : FAULT_NONE;
    if (f) {
        (void)close(fd);
        return f;
    }
    *ret_fd = fd;
    *ret_size = (size_t)st.st_size;
    return FAULT_NONE;
}

static Fault read_all(int fd, char *to, size_t size, size_t *ret_len)
{
    size_t len = 0;

    while (len < size) {
        ssize_t n = read(fd, to + len, size - len);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return FAULT_IO;
        }
        if (n == 0) {
            break;
        }
        len += (size_t)n;
    }
    *ret_len = len;
    return FAULT_NONE;
}

Fault file_read(Arena *mem, const char *path, size_t max, Str *ret)
{
    SCOPED(close_fd) int fd = -1;
    size_t size, len;

    TRY(open_file(path, max, &fd, &size));
    char *to = arena_alloc(mem, size + 1);
    TRY(read_all(fd, to, size, &len));
    *ret = (Str){ to, len };
    return FAULT_NONE;
}

Fault file_map(const char *path, size_t max, Str *ret)
{
    SCOPED(close_fd) int fd = -1;
    size_t size;

    TRY(open_file(path, max, &fd, &size));
    if (size == 0) { /* which mmap refuses */
        *ret = (Str){ 0 };
        return FAULT_NONE;
    }
    void *at = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
    if (at == MAP_FAILED) {
        return FAULT_IO;
    }
    *ret = (Str){ at, size };
    return FAULT_NONE;
}

void file_unmap(Str *map)
{
    union {
        const char *read;
        void *any;
    } at = { .read = map->at };

    if (map->len > 0) {
        (void)munmap(at.any, map->len);
    }
    *map = (Str){ 0 };
}

static Fault write_all(int fd, Str s)
{
    size_t done = 0;

    while (done < s.len) {
        ssize_t n = write(fd, s.at + done, s.len - done);
        if (n < 0 && errno != EINTR) {
            return fault_of(errno);
        }
        done += n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0 ? FAULT_NONE : fault_of(errno);
}

/* The name is on the disk only when its folder is. */
static Fault sync_folder(Arena *mem, const char *path)
{
    SCOPED(close_fd) int fd = -1;

    fd = open(dirname(str_c(mem, str_from(path))), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0 ? FAULT_NONE : fault_of(errno);
}

static Fault write_beside(int fd, Str content, unsigned mode)
{
    TRY(write_all(fd, content));
    return fchmod(fd, (mode_t)mode) == 0 ? FAULT_NONE : fault_of(errno);
}

Fault file_write(Arena *mem, const char *path, Str content, unsigned mode)
{
    SCOPED(close_fd) int fd = -1;
    Str name = str_format(mem, "%s.XXXXXX", path);
    char *beside = str_c(mem, name);

    fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0) {
        return fault_of(errno);
    }
    Fault f = write_beside(fd, content, mode);
    if (!f && rename(beside, path) != 0) {
        f = fault_of(errno);
    }
    if (f) {
        (void)unlink(beside);
        return f;
    }
    return sync_folder(mem, path);
}

Fault file_space(const char *path, int64_t *ret)
{
    struct statvfs vfs;

    if (statvfs(path, &vfs) != 0) {
        return fault_of(errno);
    }
    *ret = (int64_t)(vfs.f_bavail * vfs.f_frsize);
    return FAULT_NONE;
}
