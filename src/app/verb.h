/* verb.h - what a verb of the command line is, and what it sees of the world
 *
 * A verb never touches stdout, stderr, a file that the user named or the
 * database by itself: its VerbIo does.  So the same function runs in a process
 * of its own, or within the server that holds the database (admin.h).
 *
 * Exit codes: 0 it was done; 1 refused or failed, a sentence on the error
 * stream says why; 2 the command line could not be understood. */
#ifndef APP_VERB_H
#define APP_VERB_H

#include "app/settings.h"
#include "work/work.h"

enum { VERB_WORDS_MAX = 3, VERB_FLAGS_MAX = 4, VERB_DONE = 0, VERB_FAILED = 1, VERB_USAGE = 2 };

typedef struct VerbIo VerbIo;

typedef enum VerbNeed {
    NEED_NOTHING, /* opens by itself what it needs */
    NEED_READ,    /* the database, also beside a running server */
    NEED_WRITE,   /* the database alone, or through the server that holds it */
    NEED_MAKE,    /* the same, made when it isn't there */
} VerbNeed;

typedef struct VerbFlag {
    const char *name;  /* "apply" of --apply */
    const char *value; /* what its value is called, "TEXT"; NULL: it has none */
} VerbFlag;

typedef struct Verb {
    const char *name;  /* one word or two: "moderate publish" */
    const char *words; /* what follows, as it is shown: "FILE" */
    const char *line;  /* what it does, in one line */
    const char *help;  /* more, in sentences */
    size_t words_least, words_most;
    VerbFlag flags[VERB_FLAGS_MAX + 1]; /* ends with a NULL name */
    VerbNeed need;
    int (*run)(VerbIo *io);
} Verb;

struct VerbIo {
    Arena *mem;
    const Settings *settings;
    const Verb *verb;
    const Site *site; /* NULL with NEED_NOTHING */
    bool made;        /* the database was made, or brought up to date, just now */
    Lang lang;        /* of the sentences that a room gives */
    Str words[VERB_WORDS_MAX];
    size_t word_count;
    Str values[VERB_FLAGS_MAX]; /* of verb->flags; .at NULL: not given */
    void *ctx;                  /* of the three below */
    void (*write)(void *ctx, bool error, Str text);
    Fault (*read)(void *ctx, Arena *mem, Str path, size_t max, Str *ret);
    void (*changed)(void *ctx); /* what the site shows may differ now; may be NULL */
};

PRINTF_LIKE(2, 3) void verb_say(VerbIo *io, const char *fmt, ...); /* a line of output */
void verb_write(VerbIo *io, Str text);                             /* output, as it is */
/* A line on the error stream; gives VERB_FAILED. */
PRINTF_LIKE(2, 3) int verb_fail(VerbIo *io, const char *fmt, ...);
/* The same for a Fault of a unit: what was being done, and why it failed. */
int verb_fault(VerbIo *io, const Work *w, const char *doing, Fault f);
/* A line on the error stream that is no failure. */
PRINTF_LIKE(2, 3) void verb_note(VerbIo *io, const char *fmt, ...);

/* Was the flag given?  *ret_value may be NULL. */
bool verb_flag(const VerbIo *io, const char *name, Str *ret_value);
/* The whole number of a flag, at least least; false: said why. */
MUST_USE bool verb_number(VerbIo *io, const char *name, int64_t least, int64_t *ret);
/* The id that is the first word; false: said why. */
MUST_USE bool verb_id(VerbIo *io, int64_t *ret);
/* A file that the user named; false: said why. */
MUST_USE bool verb_file(VerbIo *io, size_t max, Str *ret);
/* A unit of work; who: the role that acts. */
Work verb_work(const VerbIo *io, Str who);

#endif
