/* admin.c - the server's side */
#include "app/admin.h"

#include "app/admin_wire.h"
#include "app/verbs.h"
#include "sys/log.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WORD_MAX = 64 * 1024 };

struct Admin {
    Arena mem; /* of its name */
    const char *path;
    const Settings *settings;
    const Site *site;
    void (*changed)(void *ctx);
    void *ctx;
    int listener;
    pthread_t thread;
};

/* One line from one client. */
typedef struct Talk {
    Admin *admin;
    Arena mem;
    int fd;
    char *argv[WIRE_WORDS_MAX + 1];
    int argc;
    Lang lang;
} Talk;

static void talk_done(Talk *t)
{
    (void)close(t->fd);
    arena_done(&t->mem);
}

static Fault hear(Talk *t)
{
    static char name[] = "cafeia";
    WireKind kind = WIRE_WORD;
    Str bytes;

    t->argv[t->argc++] = name;
    while (kind != WIRE_GO) {
        TRY(wire_receive(t->fd, &t->mem, WORD_MAX, &kind, &bytes));
        if (kind == WIRE_LANG) {
            t->lang = str_eq(bytes, STR("f")) ? LANG_FR : LANG_EN;
        } else if (kind == WIRE_WORD && t->argc < WIRE_WORDS_MAX) {
            t->argv[t->argc++] = str_c(&t->mem, bytes);
        } else if (kind != WIRE_GO) {
            return FAULT_INPUT;
        }
    }
    return FAULT_NONE;
}

/* A client that has gone hears nothing more; the verb goes on, whole. */
static void tell(void *ctx, bool error, Str text)
{
    const Talk *t = ctx;

    if (wire_send(t->fd, error ? WIRE_ERROR : WIRE_OUT, text)) {
        LOG(LEVEL_DEBUG, "admin.gone");
    }
}

static Fault fetch(void *ctx, Arena *mem, Str path, size_t max, Str *ret)
{
    const Talk *t = ctx;
    WireKind kind;
    int64_t fault;

    TRY(wire_send(t->fd, WIRE_ASK, str_format(mem, "%zu %.*s", max, STR_ARG(path))));
    TRY(wire_receive(t->fd, mem, max, &kind, ret));
    if (kind == WIRE_NO_FILE) {
        bool known = str_to_int(*ret, &fault) && fault > FAULT_NONE && fault < FAULT_COUNT;
        return known ? (Fault)fault : FAULT_IO;
    }
    return kind == WIRE_FILE ? FAULT_NONE : FAULT_IO;
}

static void changed(void *ctx)
{
    const Talk *t = ctx;

    if (t->admin->changed) {
        t->admin->changed(t->admin->ctx);
    }
}

static int run(Talk *t)
{
    VerbIo io = { .mem = &t->mem,
                  .settings = t->admin->settings,
                  .site = t->admin->site,
                  .lang = t->lang,
                  .ctx = t,
                  .write = tell,
                  .read = fetch,
                  .changed = changed };
    int code;

    if (!verbs_read(&io, t->argc, t->argv, &code)) {
        return code;
    }
    if (io.verb->need == NEED_NOTHING) {
        return verb_fail(&io, "cafeia %s: not through a server", io.verb->name);
    }
    LOG(LEVEL_INFO, "admin.verb", log_text("verb", str_from(io.verb->name)));
    return io.verb->run(&io);
}

static void serve_one(Admin *a, int fd)
{
    SCOPED(talk_done) Talk t = { .admin = a, .fd = fd };
    Fault f = hear(&t);

    f = f ? f : wire_send(fd, WIRE_END, str_format(&t.mem, "%d", run(&t)));
    if (f) {
        LOG(LEVEL_WARN, "admin.cut", log_text("fault", str_from(fault_name(f))));
    }
}

static void *serve(void *ctx)
{
    Admin *a = ctx;
    int fd;

    while (!wire_accept(a->listener, &fd)) {
        serve_one(a, fd);
    }
    return NULL;
}

static void give_up(Admin *a)
{
    if (a->path && a->listener >= 0) {
        (void)close(a->listener);
        (void)unlink(a->path);
    }
    arena_done(&a->mem);
    free(a);
}

static Fault begin(Admin *a)
{
    TRY(wire_listen(a->path, &a->listener));
    return pthread_create(&a->thread, NULL, serve, a) == 0 ? FAULT_NONE : FAULT_IO;
}

Admin *admin_open(const Settings *settings, const Site *site, void (*changed_)(void *ctx),
                  void *ctx)
{
    Admin *a = calloc(1, sizeof *a);

    if (!a) {
        abort(); /* as an Arena does */
    }
    *a = (Admin){ .settings = settings, .site = site, .changed = changed_, .ctx = ctx };
    a->listener = -1;
    a->path = wire_path(&a->mem, setting(settings, SETTING_DB));
    Fault f = a->path ? begin(a) : FAULT_ABSENT;
    if (a->path && f) {
        LOG(LEVEL_WARN, "admin.closed", log_text("fault", str_from(fault_name(f))));
    }
    if (f) {
        give_up(a);
        return NULL;
    }
    return a;
}

void admin_close(Admin **admin)
{
    Admin *a = *admin;

    *admin = NULL;
    if (a) {
        (void)shutdown(a->listener, SHUT_RDWR);
        (void)pthread_join(a->thread, NULL);
        give_up(a);
    }
}
