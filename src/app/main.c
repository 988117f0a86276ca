/* main.c - the command line meets the process */
#include "app/verbs.h"
#include "courier/courier.h"
#include "seal/token.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/process.h"
#include "text/moment.h"

#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* Output that nobody reads any more ends a verb, as it ends any filter. */
static void write_out(void *ctx, bool error, Str text)
{
    int fd = error ? STDERR_FILENO : STDOUT_FILENO;

    (void)ctx;
    while (text.len > 0) {
        ssize_t n = write(fd, text.at, text.len);
        if (n <= 0) {
            _exit(VERB_FAILED);
        }
        text = str_slice(text, (size_t)n, text.len);
    }
}

static Fault read_in(void *ctx, Arena *mem, Str path, size_t max, Str *ret)
{
    (void)ctx;
    return file_read(mem, str_c(mem, path), max, ret);
}

/* What is in memory (a key, what people wrote) stays there; files that are made
 * are for this user alone. */
static bool keep_to_ourselves(void)
{
    struct rlimit none = { 0 };

    (void)umask(077);
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
}

static Lang lang_of_terminal(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = getenv(names[i]);
        if (value && value[0]) {
            return str_starts(str_from(value), STR("fr")) ? LANG_FR : LANG_EN;
        }
    }
    return LANG_EN;
}

/* The two settings that hold for the process, whatever the verb. */
static bool begin(const Settings *s)
{
    LogLevel level;
    int64_t instant;

    if (!log_level_read(setting(s, SETTING_LOG), &level)) {
        return false;
    }
    log_level_set(level);
    if (setting(s, SETTING_NOW).len == 0) {
        return true;
    }
    if (!instant_read(setting(s, SETTING_NOW), &instant)) {
        return false;
    }
    sys_clock_start(instant);
    return true;
}

int main(int argc, char **argv)
{
    SCOPED(arena_done) Arena mem = { 0 };
    Settings settings;
    Str why = STR("--log or --now can't be read; see cafeia --help");
    VerbIo io = { .mem = &mem,
                  .settings = &settings,
                  .lang = lang_of_terminal(),
                  .write = write_out,
                  .read = read_in };

    if (!keep_to_ourselves() || seal_init()) {
        return verb_fail(&io, "cafeia: this system refuses what keeps secrets secret");
    }
    if (process_is_child(COURIER_ROLE, argc, argv)) {
        return courier_run(PROCESS_SOCKET);
    }
    Fault f = settings_read(&mem, &argc, argv, &settings, &why);
    if (f || !begin(&settings)) {
        (void)verb_fail(&io, "cafeia: %.*s", STR_ARG(why));
        return f && f != FAULT_INPUT ? VERB_FAILED : VERB_USAGE;
    }
    return verbs_run(&io, argc, argv);
}
