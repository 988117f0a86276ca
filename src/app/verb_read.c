/* verb_read.c - from the words of a command line to a verb, or to help */
#include "app/verbs.h"

#include <string.h>

static void put(VerbIo *io, bool error, Str text)
{
    io->write(io->ctx, error, text);
}

static void overview(VerbIo *io, bool error)
{
    Buf b = buf_new(io->mem, 16 * 1024);

    buf_add(&b, STR("Usage: cafeia VERB [WORD...] [--SETTING VALUE...]\n\n"));
    for (const Verb *v = verbs; v->name; v++) {
        Str call = str_format(io->mem, "%s%s%s", v->name, v->words[0] ? " " : "", v->words);
        buf_addf(&b, "  %-24.*s %s\n", STR_ARG(call), v->line);
    }
    buf_add(&b,
            STR("\nSettings of all of them, also in the environment (CAFEIA_DB...) or a file"
                " (--config FILE):\n\n"));
    for (int i = 0; i < SETTING_COUNT; i++) {
        buf_addf(&b, "  --%-22s %s\n", setting_name((Setting)i), setting_help((Setting)i));
    }
    buf_add(&b, STR("\n\"cafeia VERB --help\" tells more; so does man cafeia.\n"));
    put(io, error, buf_str(&b));
}

static void usage_line(Buf *b, const Verb *v)
{
    buf_addf(b, "cafeia %s%s%s", v->name, v->words[0] ? " " : "", v->words);
    for (const VerbFlag *f = v->flags; f->name; f++) {
        buf_addf(b, " [--%s%s%s]", f->name, f->value ? " " : "", f->value ? f->value : "");
    }
    buf_char(b, '\n');
}

static void help_of(VerbIo *io, const Verb *v)
{
    Buf b = buf_new(io->mem, 4 * 1024);

    usage_line(&b, v);
    buf_addf(&b, "\n%s.\n%s%s", v->line, v->help, v->help[0] ? "\n" : "");
    put(io, false, buf_str(&b));
}

/* "moderate" is no verb by itself, but begins three. */
static bool begins(const Verb *v, const char *word)
{
    size_t n = strlen(word);

    return strncmp(v->name, word, n) == 0 && v->name[n] == ' ';
}

static bool help_of_group(VerbIo *io, const char *word, bool error)
{
    Buf b = buf_new(io->mem, 8 * 1024);

    for (const Verb *v = verbs; v->name; v++) {
        if (begins(v, word)) {
            usage_line(&b, v);
            buf_addf(&b, "    %s\n", v->line);
        }
    }
    put(io, error, buf_str(&b));
    return b.len > 0;
}

static bool is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static const Verb *find(int argc, char **argv, int *ret_taken)
{
    for (const Verb *v = verbs; v->name; v++) {
        bool pair = strchr(v->name, ' ') != NULL;
        if (!pair && strcmp(v->name, argv[1]) == 0) {
            *ret_taken = 2;
            return v;
        }
        if (pair && argc > 2 && begins(v, argv[1]) &&
            strcmp(strchr(v->name, ' ') + 1, argv[2]) == 0) {
            *ret_taken = 3;
            return v;
        }
    }
    return NULL;
}

typedef struct Reading {
    VerbIo *io;
    int argc, at;
    char **argv;
    bool help, wrong;
} Reading;

static void wrong(Reading *r, const char *what, const char *about)
{
    Buf b = buf_new(r->io->mem, 4 * 1024);

    buf_addf(&b, "cafeia %s: %s %s\nUsage: ", r->io->verb->name, what, about);
    usage_line(&b, r->io->verb);
    put(r->io, true, buf_str(&b));
    r->wrong = true;
}

/* "--reason TEXT" or "--reason=TEXT". */
static void read_flag(Reading *r, char *word)
{
    Str name, value;
    bool joined = str_cut(str_from(word + 2), '=', &name, &value);

    for (size_t i = 0; r->io->verb->flags[i].name; i++) {
        const VerbFlag *f = &r->io->verb->flags[i];
        if (!str_eq(str_from(f->name), name)) {
            continue;
        }
        if (f->value && !joined && r->at + 1 < r->argc) {
            value = str_from(r->argv[++r->at]);
            joined = true;
        }
        if (joined != (f->value != NULL)) {
            wrong(r, f->value ? "a value is missing after" : "no value is wanted after", word);
        }
        r->io->values[i] = f->value ? value : STR("yes");
        return;
    }
    wrong(r, "unknown flag", word);
}

static void read_word(Reading *r, char *word)
{
    VerbIo *io = r->io;

    if (is_help(word)) {
        r->help = true;
    } else if (strncmp(word, "--", 2) == 0) {
        read_flag(r, word);
    } else if (word[0] == '-' && word[1] != '\0') {
        wrong(r, "unknown flag", word);
    } else if (io->word_count == io->verb->words_most) {
        wrong(r, "too much:", word);
    } else {
        io->words[io->word_count++] = str_from(word);
    }
}

static bool read_all(VerbIo *io, int argc, char **argv, int from, int *ret_code)
{
    Reading r = { .io = io, .argc = argc, .at = from, .argv = argv };

    for (; r.at < argc && !r.wrong && !r.help; r.at++) {
        read_word(&r, argv[r.at]);
    }
    if (r.help) {
        help_of(io, io->verb);
    } else if (!r.wrong && io->word_count < io->verb->words_least) {
        wrong(&r, "what is missing:", io->verb->words);
    }
    *ret_code = r.help ? VERB_DONE : VERB_USAGE;
    return !r.help && !r.wrong;
}

/* No verb has this name. */
static int unknown(VerbIo *io, int argc, char **argv)
{
    bool more = argc > 2 && !is_help(argv[2]);

    if (help_of_group(io, argv[1], argc < 3 || more)) {
        return argc > 2 && !more ? VERB_DONE : VERB_USAGE;
    }
    verb_note(io, "cafeia: unknown verb \"%s\"\n", argv[1]);
    overview(io, true);
    return VERB_USAGE;
}

bool verbs_read(VerbIo *io, int argc, char **argv, int *ret_code)
{
    int taken = 0;

    if (argc < 2 || is_help(argv[1]) || strcmp(argv[1], "help") == 0) {
        overview(io, false);
        *ret_code = VERB_DONE;
        return false;
    }
    if (strcmp(argv[1], "--version") == 0) {
        static char word[] = "version";
        argv[1] = word;
    }
    io->verb = find(argc, argv, &taken);
    if (!io->verb) {
        *ret_code = unknown(io, argc, argv);
        return false;
    }
    return read_all(io, argc, argv, taken, ret_code);
}
