#include "sys/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 5, KEPT_MAX = 4 };

/* The child begins with no signal blocked, and those that end it as usual. */
static bool set_up(posix_spawn_file_actions_t *files, posix_spawnattr_t *how, int socket)
{
    sigset_t none, all;

    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    return posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0) ==
               0 &&
           posix_spawn_file_actions_addopen(files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) ==
               0 &&
           posix_spawn_file_actions_adddup2(files, socket, PROCESS_SOCKET) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(files, PROCESS_SOCKET + 1) == 0 &&
           posix_spawnattr_setsigmask(how, &none) == 0 &&
           posix_spawnattr_setsigdefault(how, &all) == 0 &&
           posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0;
}

static void environment_of_child(char *ret[KEPT_MAX])
{
    static const char *const kept[] = { "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS=" };
    size_t n = 0;

    for (char **one = environ; one && *one; one++) {
        for (size_t i = 0; i < COUNT(kept); i++) {
            if (strncmp(*one, kept[i], strlen(kept[i])) == 0 && n + 1 < KEPT_MAX) {
                ret[n++] = *one;
            }
        }
    }
    ret[n] = NULL;
}

static Fault spawn(const char *role, int socket, pid_t *ret)
{
    char name[] = "cafeia", *word = strdup(role), *words[] = { name, word, NULL };
    char *environment[KEPT_MAX];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;

    environment_of_child(environment);
    bool made = posix_spawn_file_actions_init(&files) == 0;
    bool also = posix_spawnattr_init(&how) == 0;
    bool fine = word && made && also && set_up(&files, &how, socket) &&
                posix_spawn(ret, "/proc/self/exe", &files, &how, words, environment) == 0;
    if (made) {
        (void)posix_spawn_file_actions_destroy(&files);
    }
    if (also) {
        (void)posix_spawnattr_destroy(&how);
    }
    free(word);
    return fine ? FAULT_NONE : FAULT_IO;
}

Fault process_start(const char *role, Process *ret)
{
    int ends[2];
    pid_t id = 0;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        return FAULT_IO;
    }
    /* dup2 onto itself would leave the file to be closed by exec. */
    int high = fcntl(ends[1], F_DUPFD_CLOEXEC, PROCESS_SOCKET + 1);
    Fault f = high >= 0 ? spawn(role, high, &id) : FAULT_IO;
    if (high >= 0) {
        (void)close(high);
    }
    (void)close(ends[1]);
    if (f) {
        (void)close(ends[0]);
        return f;
    }
    *ret = (Process){ .id = id, .socket = ends[0] };
    return FAULT_NONE;
}

/* Once true, the number may be given to somebody else. */
static bool has_ended(pid_t id, int64_t grace_ms)
{
    const struct timespec step = { .tv_nsec = STEP_MS * 1000000 };
    pid_t got = waitpid(id, NULL, WNOHANG);

    for (int64_t ms = 0; ms < grace_ms && got == 0; ms += STEP_MS) {
        (void)nanosleep(&step, NULL);
        got = waitpid(id, NULL, WNOHANG);
    }
    return got != 0;
}

void process_end(Process *process, int64_t grace_ms)
{
    pid_t id = (pid_t)process->id;

    if (id <= 0) {
        return;
    }
    (void)close(process->socket);
    if (!has_ended(id, grace_ms)) {
        (void)kill(id, SIGKILL);
        while (waitpid(id, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    *process = (Process){ .socket = -1 };
}

bool process_is_child(const char *role, int argc, char **argv)
{
    struct stat what;

    if (argc != 2 || strcmp(argv[1], role) != 0 || fstat(PROCESS_SOCKET, &what) != 0 ||
        !S_ISSOCK(what.st_mode)) {
        return false;
    }
    /* A parent that died before this line has closed its end: that is seen too. */
    return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 &&
           fcntl(PROCESS_SOCKET, F_SETFD, FD_CLOEXEC) == 0;
}
