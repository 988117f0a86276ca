/* admin_ask.c - the client's side */
#include "app/admin.h"
#include "app/admin_wire.h"

#include <stdlib.h>
#include <unistd.h>

static void descriptor_done(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static Fault send_line(int fd, const VerbIo *io, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        TRY(wire_send(fd, WIRE_WORD, str_from(argv[i])));
    }
    TRY(wire_send(fd, WIRE_LANG, io->lang == LANG_FR ? STR("f") : STR("e")));
    return wire_send(fd, WIRE_GO, (Str){ 0 });
}

/* The server reads only what this line names: a word of it. */
static bool named(const VerbIo *io, Str path)
{
    for (size_t i = 0; i < io->word_count; i++) {
        if (str_eq(io->words[i], path)) {
            return true;
        }
    }
    return false;
}

static Fault send_file(int fd, VerbIo *io, Str ask)
{
    Str max_said, path, content;
    int64_t max = 0;

    str_cut(ask, ' ', &max_said, &path);
    Fault f =
        str_to_int(max_said, &max) && max > 0 && named(io, path) ? FAULT_NONE : FAULT_DENIED;
    f = f ? f : io->read(io->ctx, io->mem, path, (size_t)max, &content);
    if (f) {
        return wire_send(fd, WIRE_NO_FILE, str_format(io->mem, "%d", (int)f));
    }
    return wire_send(fd, WIRE_FILE, content);
}

static Fault hear(int fd, VerbIo *io, int *ret_code)
{
    WireKind kind = WIRE_OUT;
    Str bytes;

    while (kind != WIRE_END) {
        TRY(wire_receive(fd, io->mem, WIRE_MAX, &kind, &bytes));
        if (kind == WIRE_OUT || kind == WIRE_ERROR) {
            io->write(io->ctx, kind == WIRE_ERROR, bytes);
        } else if (kind == WIRE_ASK) {
            TRY(send_file(fd, io, bytes));
        } else if (kind != WIRE_END) {
            return FAULT_INPUT;
        }
    }
    int64_t code = VERB_FAILED;
    bool known = str_to_int(bytes, &code) && code >= VERB_DONE && code <= VERB_USAGE;
    *ret_code = known ? (int)code : VERB_FAILED;
    return FAULT_NONE;
}

bool admin_ask(VerbIo *io, int argc, char **argv, int *ret_code)
{
    SCOPED(descriptor_done) int fd = -1;
    const char *path = wire_path(io->mem, setting(io->settings, SETTING_DB));

    if (!path || wire_connect(path, &fd)) {
        return false;
    }
    Fault f = send_line(fd, io, argc, argv);
    f = f ? f : hear(fd, io, ret_code);
    if (f) {
        *ret_code = verb_fail(io, "cafeia: the server stopped before it was done; look whether "
                                  "it was");
    }
    return true;
}
