#include "sys/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Rights of files by version of Landlock, also those that our headers are too
 * old to name: moving between folders, truncating, calls to devices. */
static uint64_t rights_of(long version)
{
    uint64_t all = (UINT64_C(1) << 13) - 1;

    all |= version >= 2 ? UINT64_C(1) << 13 : 0;
    all |= version >= 3 ? UINT64_C(1) << 14 : 0;
    return all | (version >= 5 ? UINT64_C(1) << 15 : 0);
}

/* A file can't be given the right to list a folder. */
static Fault open_to_reading(int rules, const char *path)
{
    struct landlock_path_beneath_attr below = { .allowed_access =
                                                    LANDLOCK_ACCESS_FS_READ_FILE };
    struct stat what;
    int fd = open(path, O_PATH | O_CLOEXEC);

    if (fd < 0) {
        return errno == ENOENT || errno == EACCES || errno == ENOTDIR ? FAULT_NONE : FAULT_IO;
    }
    below.parent_fd = fd;
    if (fstat(fd, &what) == 0 && S_ISDIR(what.st_mode)) {
        below.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    }
    long failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    (void)close(fd);
    return failed ? FAULT_IO : FAULT_NONE;
}

static Fault close_in(int rules, const char *const *paths)
{
    for (; *paths; paths++) {
        TRY(open_to_reading(rules, *paths));
    }
    return syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? FAULT_NONE : FAULT_IO;
}

Fault cage_read_only(const char *const *paths)
{
    long version =
        syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

    if (version < 1) {
        return FAULT_ABSENT;
    }
    struct landlock_ruleset_attr all = { .handled_access_fs = rights_of(version) };
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0) {
        return FAULT_ABSENT;
    }
    Fault f = close_in(rules, paths);
    (void)close(rules);
    return f;
}

Fault cage_no_new_rights(void)
{
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? FAULT_NONE : FAULT_IO;
}

Fault cage_limit(int files)
{
    struct rlimit most = { (rlim_t)files, (rlim_t)files }, none = { 0 };

    return setrlimit(RLIMIT_NOFILE, &most) == 0 && setrlimit(RLIMIT_CORE, &none) == 0
               ? FAULT_NONE
               : FAULT_IO;
}
