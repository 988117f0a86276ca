#include "app/verb.h"

#include "sys/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 4000 };

PRINTF_LIKE(3, 0) static void line(VerbIo *io, bool error, const char *fmt, va_list args)
{
    char text[LINE_MAX_BYTES + 1];
    int n = vsnprintf(text, LINE_MAX_BYTES, fmt, args);
    size_t len = n < 0 ? 0 : (size_t)n < LINE_MAX_BYTES ? (size_t)n : LINE_MAX_BYTES - 1;

    text[len++] = '\n';
    io->write(io->ctx, error, (Str){ text, len });
}

void verb_say(VerbIo *io, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    line(io, false, fmt, args);
    va_end(args);
}

void verb_note(VerbIo *io, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    line(io, true, fmt, args);
    va_end(args);
}

int verb_fail(VerbIo *io, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    line(io, true, fmt, args);
    va_end(args);
    return VERB_FAILED;
}

void verb_write(VerbIo *io, Str text)
{
    io->write(io->ctx, false, text);
}

int verb_fault(VerbIo *io, const Work *w, const char *doing, Fault f)
{
    if (f == FAULT_FULL) {
        return verb_fail(io, "cafeia: %s: the disk is full; nothing was changed", doing);
    }
    return verb_fail(io, "cafeia: %s: %s%s%s", doing, fault_name(f), w->why ? ": " : "",
                     w->why ? w->why : "");
}

bool verb_flag(const VerbIo *io, const char *name, Str *ret_value)
{
    for (size_t i = 0; io->verb->flags[i].name; i++) {
        if (strcmp(io->verb->flags[i].name, name) == 0 && io->values[i].at) {
            if (ret_value) {
                *ret_value = io->values[i];
            }
            return true;
        }
    }
    return false;
}

bool verb_number(VerbIo *io, const char *name, int64_t least, int64_t *ret)
{
    Str value = { 0 };

    if (verb_flag(io, name, &value) && str_to_int(value, ret) && *ret >= least) {
        return true;
    }
    verb_note(io, "cafeia %s: --%s wants a whole number, at least %lld", io->verb->name, name,
              (long long)least);
    return false;
}

bool verb_id(VerbIo *io, int64_t *ret)
{
    if (work_id_read(io->words[0], ret)) {
        return true;
    }
    verb_note(io, "cafeia %s: \"%.*s\" is no id: it has 13 letters and digits", io->verb->name,
              STR_ARG(io->words[0]));
    return false;
}

bool verb_file(VerbIo *io, size_t max, Str *ret)
{
    Fault f = io->read(io->ctx, io->mem, io->words[0], max, ret);
    const char *why = f == FAULT_ABSENT  ? "there is no such file"
                      : f == FAULT_LIMIT ? "this file is too large"
                                         : "this file can't be read";

    if (f) {
        verb_note(io, "cafeia: %.*s: %s", STR_ARG(io->words[0]), why);
    }
    return !f;
}

Work verb_work(const VerbIo *io, Str who)
{
    return (Work){
        .mem = io->mem, .site = io->site, .lang = io->lang, .now = sys_now(), .who = who
    };
}
