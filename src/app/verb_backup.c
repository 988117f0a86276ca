/* verb_backup.c - a copy with its hash, and back again, proved by reading it */
#include "app/app_store.h"
#include "app/check_store.h"
#include "app/verbs.h"
#include "db/migrate.h"
#include "seal/token.h"
#include "sys/file.h"

#include <unistd.h>

enum { HASH_DIGITS = 64, HASH_FILE_MAX = 8192, PRIVATE = 0600 };

/* As b2sum -l 256 writes and checks it. */
static Fault hash_of(Arena *mem, const char *file, Str *ret)
{
    SCOPED(file_unmap) Str bytes = { 0 };

    TRY(file_map(file, SIZE_MAX, &bytes));
    *ret = seal_hex(mem, bytes, HASH_DIGITS);
    return FAULT_NONE;
}

static const char *hash_file(const VerbIo *io)
{
    return str_c(io->mem, str_format(io->mem, "%.*s.blake2b", STR_ARG(io->words[0])));
}

static Str last_part(Str path)
{
    Str part = path, rest = path;

    while (str_cut(rest, '/', &part, &rest)) {
        part = rest;
    }
    return part;
}

static Fault write_hash(const VerbIo *io, const char *file)
{
    Str hash, name = last_part(io->words[0]);

    TRY(hash_of(io->mem, file, &hash));
    Str line = str_format(io->mem, "%.*s  %.*s\n", STR_ARG(hash), STR_ARG(name));
    return file_write(io->mem, hash_file(io), line, PRIVATE);
}

int verb_copy_made(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    SCOPED(work_undo) WorkTx tx = { 0 };
    Fault f = work_begin(&w, &tx);

    f = f ? f : app_store_copied(&w);
    f = f ? f : work_commit(&tx);
    return f ? verb_fault(io, &w, "the note", f) : VERB_DONE;
}

/* The copy was made beside whoever writes; who writes notes it. */
static void note_copy(VerbIo *io)
{
    char program[] = "cafeia", copy[] = "copy", made[] = "made";
    char *argv[] = { program, copy, made, NULL };
    VerbIo note = { .mem = io->mem,
                    .settings = io->settings,
                    .lang = io->lang,
                    .ctx = io->ctx,
                    .write = io->write,
                    .read = io->read };

    if (verbs_run(&note, 3, argv) != VERB_DONE) {
        verb_note(io, "cafeia: the copy is whole; that it was made couldn't be written down");
    }
}

int verb_backup(VerbIo *io)
{
    const char *file = str_c(io->mem, io->words[0]);
    Str why = { 0 };

    if (db_is_postgres(io->site->house)) {
        return verb_fail(io, "cafeia: this database is PostgreSQL's: copy it with pg_dump");
    }
    Fault f = db_backup(io->site->house, file, &why, io->mem);
    if (f) {
        return verb_fail(io, "cafeia: no copy was made: %.*s", STR_ARG(why));
    }
    f = write_hash(io, file);
    if (f) {
        (void)unlink(file);
        return verb_fail(io, "cafeia: no copy was made: its hash can't be written (%s)",
                         fault_name(f));
    }
    verb_say(io, "%s and %s are written.", file, hash_file(io));
    note_copy(io);
    return VERB_DONE;
}

/* true: the copy is what was written; else said why. */
static bool is_intact(VerbIo *io, const char *file)
{
    Str line, want, rest, got;

    if (file_read(io->mem, hash_file(io), HASH_FILE_MAX, &line)) {
        verb_note(io,
                  "cafeia: %s can't be read: without it nobody knows whether the copy is whole",
                  hash_file(io));
        return false;
    }
    if (hash_of(io->mem, file, &got)) {
        verb_note(io, "cafeia: %s can't be read", file);
        return false;
    }
    str_cut(line, ' ', &want, &rest);
    if (!str_eq(str_trim(want), got)) {
        verb_note(io, "cafeia: %s is damaged: its hash isn't that of %s; take another copy",
                  file, hash_file(io));
        return false;
    }
    return true;
}

/* Where it shall stand; NULL: said why. */
static const char *target_of(VerbIo *io)
{
    Str where = setting(io->settings, SETTING_DB), engine, file;

    (void)verb_flag(io, "to", &where);
    if (!str_cut(where, ':', &engine, &file) || !str_eq(engine, STR("sqlite")) ||
        file.len == 0 || str_eq(file, STR(":memory:"))) {
        verb_note(io,
                  "cafeia: a copy is restored to sqlite:FILE; for PostgreSQL use pg_restore");
        return NULL;
    }
    const char *path = str_c(io->mem, file);
    const char *journal = str_c(io->mem, str_format(io->mem, "%s-wal", path));
    if (access(path, F_OK) == 0 || access(journal, F_OK) == 0) {
        verb_note(io, "cafeia: %s: a database is there already; move it away first", path);
        return NULL;
    }
    return path;
}

static Fault copy(VerbIo *io, const char *from, const char *to)
{
    SCOPED(file_unmap) Str bytes = { 0 };

    TRY(file_map(from, SIZE_MAX, &bytes));
    return file_write(io->mem, to, bytes, PRIVATE);
}

static Fault version_of(DbHouse *house, int64_t *ret)
{
    SCOPED(db_give) Db *db = NULL;

    TRY(db_reader(house, &db));
    return migrate_version(db, ret);
}

/* What stands there now, read from end to end. */
static Fault read_back(VerbIo *io, DbHouse *house, Str *ret_why)
{
    Site site = { .house = house };
    SCOPED(work_done) Work w = { .mem = io->mem, .site = &site };
    CheckCounts n = { 0 };
    int64_t version = 0;
    Str said;

    *ret_why = STR("it can't be read");
    TRY(db_integrity(house, io->mem, &said));
    if (!str_eq(said, STR("ok"))) {
        *ret_why = said;
        return FAULT_INPUT;
    }
    TRY(version_of(house, &version));
    TRY(check_store_counts(&w, &n));
    if (version > migrations[migrations_count - 1].number || version == 0) {
        *ret_why = STR("its tables are not those of this version of cafeia");
        return FAULT_INPUT;
    }
    verb_say(io, "Read back: integrity ok, tables %lld, %lld events.", (long long)version,
             (long long)n.events);
    return FAULT_NONE;
}

static Fault prove(VerbIo *io, const char *path, Str *ret_why)
{
    SCOPED(db_close) DbHouse *house = NULL;
    const char *where = str_c(io->mem, str_format(io->mem, "sqlite:%s", path));
    DbOptions options = { .read_only = true, .read_ms = 600000 };

    TRY(db_open(io->mem, where, &options, &house, ret_why));
    return read_back(io, house, ret_why);
}

int verb_restore(VerbIo *io)
{
    const char *from = str_c(io->mem, io->words[0]), *to = target_of(io);
    Str why = { 0 };

    if (!to || !is_intact(io, from)) {
        return VERB_FAILED;
    }
    Fault f = copy(io, from, to);
    if (f) {
        return verb_fail(io, "cafeia: %s can't be written: %s", to,
                         f == FAULT_FULL ? "the disk is full" : fault_name(f));
    }
    f = prove(io, to, &why);
    if (f) {
        (void)unlink(to);
        return verb_fail(io, "cafeia: %s was not kept: %.*s", to, STR_ARG(why));
    }
    if (!verb_erase_again(io, to)) {
        (void)unlink(to);
        return verb_fail(io, "cafeia: %s was not kept", to);
    }
    verb_say(io, "%s is in its place.", to);
    return VERB_DONE;
}
