/* db_lite_copy.c - SQLite behind db.h: backup and integrity */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "db/db_lite.h"

enum { COMPLAINTS_MAX = 64 * 1024 };

static void connection_done(sqlite3 **c)
{
    (void)sqlite3_close(*c);
}

static void descriptor_done(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static Fault why_lite(sqlite3 *c, Arena *mem, const char *file, Str *ret_why)
{
    int code = sqlite3_errcode(c);

    *ret_why = str_format(mem, "%s: %s", file, sqlite3_errmsg(c));
    return code == SQLITE_FULL ? FAULT_FULL : FAULT_DB;
}

static Fault why_file(Arena *mem, const char *file, Str *ret_why)
{
    *ret_why = str_format(mem, "%s: %s", file, strerror(errno));
    return errno == ENOSPC ? FAULT_FULL : FAULT_IO;
}

/* The whole in one step: readers don't hinder the writer, and a copy made in
 * several steps starts again at every commit in between. */
static Fault copy_pages(sqlite3 *from, const char *file, Arena *mem, Str *ret_why)
{
    SCOPED(connection_done) sqlite3 *to = NULL;

    if (sqlite3_open_v2(file, &to, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
        return why_lite(to, mem, file, ret_why);
    }
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup) {
        (void)sqlite3_backup_step(backup, -1);
        (void)sqlite3_backup_finish(backup);
    }
    /* One file, that can be read where nothing may be written. */
    if (sqlite3_errcode(to) != SQLITE_OK ||
        sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK) {
        return why_lite(to, mem, file, ret_why);
    }
    return FAULT_NONE;
}

static Fault sync_folder(const char *file, Arena *mem, Str *ret_why)
{
    const char *folder = dirname(str_c(mem, str_from(file)));
    SCOPED(descriptor_done) int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    return fd < 0 || fsync(fd) != 0 ? why_file(mem, folder, ret_why) : FAULT_NONE;
}

static Fault copy_house(DbHouse *house, const char *file, Str *ret_why, Arena *mem)
{
    SCOPED(lite_close_apart) Lite *from = NULL;

    *ret_why = STR("the database can't be opened a second time");
    TRY(lite_open_apart(house, &from));
    TRY(copy_pages(from->c, file, mem, ret_why));
    TRY(sync_folder(file, mem, ret_why));
    *ret_why = (Str){ 0 };
    return FAULT_NONE;
}

Fault lite_backup(DbHouse *house, const char *file, Str *ret_why, Arena *mem)
{
    int fd = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0) {
        return why_file(mem, file, ret_why);
    }
    (void)close(fd);
    Fault f = copy_house(house, file, ret_why, mem);
    if (f) {
        (void)unlink(file);
    }
    return f;
}

static int add_line(void *to, int n, char **values, char **names)
{
    Buf *b = to;

    (void)names;
    for (int i = 0; i < n; i++) {
        buf_addf(b, "%s%s", i ? " " : "", values[i] ? values[i] : "-");
    }
    buf_char(b, '\n');
    return 0;
}

/* Its rows are: table, row, table pointed at, number of the constraint. */
static int add_orphan(void *to, int n, char **values, char **names)
{
    buf_addf(to, "foreign key: ");
    return add_line(to, n, values, names);
}

Fault lite_integrity(DbHouse *house, Arena *mem, Str *ret)
{
    SCOPED(lite_close_apart) Lite *lite = NULL;
    Buf b = buf_new(mem, COMPLAINTS_MAX);

    TRY(lite_open_apart(house, &lite));
    if (sqlite3_exec(lite->c, "PRAGMA integrity_check", add_line, &b, NULL) != SQLITE_OK ||
        sqlite3_exec(lite->c, "PRAGMA foreign_key_check", add_orphan, &b, NULL) != SQLITE_OK) {
        return lite_fault(lite, "integrity");
    }
    Str all = str_trim(buf_str(&b));
    *ret = str_starts(all, STR("ok\n")) ? str_slice(all, 3, all.len) : all;
    return FAULT_NONE;
}
