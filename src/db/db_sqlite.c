/* db_sqlite.c - SQLite behind db.h: connections and transactions
 *
 * One process, one writing connection, which alone checkpoints: this keeps
 * clear of the WAL-reset race of 3.7.0-3.51.2, where two connections of one
 * file checkpoint at the same moment.  A lock on FILE.lock makes sure of the
 * "one process". */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "db/db_lite.h"

enum {
    CHECKPOINT_FRAMES = 1000,   /* of 4 KiB, as SQLite itself would */
    STEPS_BETWEEN_LOOKS = 4000, /* of its machine: well under a millisecond */
    DISK_LOST = 71,             /* EX_OSERR */
};

typedef struct LiteHouse {
    DbHouse house;
    char *file;
    bool memory;
    int lock;
    uint64_t serial;
    pthread_mutex_t turn; /* of the writer */
    Lite *writer;
    _Atomic(Lite *) readers; /* only ever grows, until db_close */
    _Atomic(uint64_t) generation;
} LiteHouse;

/* The reader this thread had last time, likely to be free and warm.  The
 * serial of its house, never used twice, tells when it is gone. */
static _Thread_local struct {
    uint64_t serial;
    Lite *lite;
} mine;

static LiteHouse *house_of(const Lite *lite)
{
    return (LiteHouse *)lite->house;
}

/* After a failed fsync nobody knows what is on the disk, and asking again
 * may answer "fine" for pages that the kernel has dropped: stop, and let
 * recovery read what is really there. */
static void stop_if_disk_lost(int code)
{
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
        (void)fprintf(stderr, "db: fsync failed, stopping: what is not on the disk is lost\n");
        _exit(DISK_LOST);
    }
}

static bool disk_is_full(sqlite3 *c, int code)
{
    int why = sqlite3_system_errno(c);
    bool io = (code & 0xff) == SQLITE_IOERR && (why == ENOSPC || why == EDQUOT);

    return io || (code & 0xff) == SQLITE_FULL;
}

Fault lite_fault(Lite *lite, const char *doing)
{
    int code = sqlite3_extended_errcode(lite->c);

    stop_if_disk_lost(code);
    (void)db_fault(&lite->db, FAULT_DB, "%s: %s (%d)", doing, sqlite3_errmsg(lite->c), code);
    if (disk_is_full(lite->c, code)) {
        return FAULT_FULL;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return FAULT_AGAIN;
    case SQLITE_INTERRUPT: return FAULT_SLOW;
    case SQLITE_TOOBIG: return FAULT_LIMIT;
    default: return FAULT_DB;
    }
}

static Fault exec(Lite *lite, const char *sql)
{
    return sqlite3_exec(lite->c, sql, NULL, NULL, NULL) == SQLITE_OK ? FAULT_NONE
                                                                     : lite_fault(lite, sql);
}

static int look_at_clock(void *at)
{
    const int64_t *deadline = at;

    return *deadline && db_millis() > *deadline;
}

/* SQLite's own automatic checkpoint drops its errors, a failed fsync among
 * them: count the frames here, and checkpoint after the commit. */
static int count_frames(void *at, sqlite3 *c, const char *name, int frames)
{
    Lite *lite = at;

    (void)c, (void)name;
    lite->frames = frames;
    return SQLITE_OK;
}

static void checkpoint(Lite *lite, int how)
{
    (void)sqlite3_wal_checkpoint_v2(lite->c, NULL, how, NULL, NULL);
    stop_if_disk_lost(sqlite3_extended_errcode(lite->c));
    lite->frames = 0;
}

/* What was written is durable and visible: say so before anyone acknowledges. */
static void committed(Lite *lite)
{
    atomic_fetch_add(&house_of(lite)->generation, 1);
    if (lite->frames >= CHECKPOINT_FRAMES) {
        checkpoint(lite, SQLITE_CHECKPOINT_PASSIVE);
    }
}

void lite_wrote(Lite *lite)
{
    if (!lite->db.begun) {
        committed(lite);
    }
}

static const char settings[] = "PRAGMA foreign_keys = ON;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA wal_autocheckpoint = 0;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -8192;";
static const char settings_writer[] = "PRAGMA journal_mode = WAL;"
                                      "PRAGMA synchronous = FULL;"
                                      "PRAGMA secure_delete = ON;"
                                      "PRAGMA journal_size_limit = 67108864;";
static const char settings_reader[] = "PRAGMA query_only = ON;";

static Fault furnish(Lite *lite, int64_t busy_ms)
{
    (void)sqlite3_extended_result_codes(lite->c, 1);
    (void)sqlite3_busy_timeout(lite->c, (int)busy_ms);
    (void)sqlite3_db_config(lite->c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* Else a statement whose plan could lean on a value ("where shelf = 0" of an
     * index, "shelf = $1" asked) is prepared again each time it is run. */
    (void)sqlite3_db_config(lite->c, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    TRY(exec(lite, settings));
    TRY(exec(lite, lite->db.writes ? settings_writer : settings_reader));
    if (lite->db.writes) {
        (void)sqlite3_wal_hook(lite->c, count_frames, lite);
    }
    sqlite3_progress_handler(lite->c, STEPS_BETWEEN_LOOKS, look_at_clock, lite->deadline);
    return FAULT_NONE;
}

static Fault connect(Lite *lite, const LiteHouse *house)
{
    int how = lite->db.writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    int threads = house->memory ? SQLITE_OPEN_FULLMUTEX : SQLITE_OPEN_NOMUTEX;

    if (sqlite3_open_v2(house->file, &lite->c, how | threads, NULL) != SQLITE_OK) {
        return lite_fault(lite, house->file);
    }
    return furnish(lite, lite->limit_ms);
}

static Lite *lite_new(LiteHouse *house, bool writes)
{
    Lite *lite = db_alloc(1, sizeof *lite);

    lite->db.engine = &db_sqlite;
    lite->db.writes = writes;
    lite->house = &house->house;
    lite->limit_ms = writes ? house->house.options.write_ms : house->house.options.read_ms;
    lite->deadline = &lite->deadline_at;
    return lite;
}

static void lite_free(Lite *lite)
{
    if (lite) {
        lite_statements_done(lite);
        if (!lite->borrowed) {
            (void)sqlite3_close(lite->c);
        }
        free(lite);
    }
}

/* A database in memory has one connection: its readers borrow the writer's. */
static void borrow(Lite *reader, Lite *writer)
{
    reader->c = writer->c;
    reader->deadline = writer->deadline;
    reader->borrowed = true;
}

static Fault new_reader(LiteHouse *house, Lite **ret)
{
    Lite *lite = lite_new(house, false);
    Fault f = FAULT_NONE;

    if (house->memory) {
        borrow(lite, house->writer);
    } else {
        f = connect(lite, house);
    }
    if (f) {
        lite_free(lite);
        return f;
    }
    *ret = lite;
    return FAULT_NONE;
}

static Fault add_reader(LiteHouse *house, Lite **ret)
{
    Lite *lite = NULL;

    TRY(new_reader(house, &lite));
    atomic_store(&lite->taken, true);
    lite->next = atomic_load(&house->readers);
    while (!atomic_compare_exchange_weak(&house->readers, &lite->next, lite)) {
    }
    *ret = lite;
    return FAULT_NONE;
}

static bool take(Lite *lite)
{
    return !atomic_exchange_explicit(&lite->taken, true, memory_order_acquire);
}

static Lite *find_free(const LiteHouse *house)
{
    if (mine.serial == house->serial && take(mine.lite)) {
        return mine.lite;
    }
    for (Lite *lite = atomic_load(&house->readers); lite; lite = lite->next) {
        if (take(lite)) {
            return lite;
        }
    }
    return NULL;
}

static Fault lite_reader(DbHouse *door, Db **ret)
{
    LiteHouse *house = (LiteHouse *)door;
    Lite *lite = find_free(house);

    if (!lite) {
        TRY(add_reader(house, &lite));
    }
    mine.serial = house->serial;
    mine.lite = lite;
    *ret = &lite->db;
    return FAULT_NONE;
}

/* Behind a long import, whoever has a page to answer is told so in time. */
static Fault lite_writer(DbHouse *door, Db **ret)
{
    LiteHouse *house = (LiteHouse *)door;
    int64_t at = db_millis() + house->house.options.write_ms;
    struct timespec until = { .tv_sec = (time_t)(at / 1000),
                              .tv_nsec = (long)(at % 1000) * 1000000 };

    if (pthread_mutex_clocklock(&house->turn, CLOCK_MONOTONIC, &until) != 0) {
        return FAULT_SLOW;
    }
    *ret = &house->writer->db;
    return FAULT_NONE;
}

static void lite_give(Db *db)
{
    Lite *lite = (Lite *)db;

    if (db->writes) {
        (void)pthread_mutex_unlock(&house_of(lite)->turn);
        return;
    }
    lite_leave_snapshot(lite);
    atomic_store_explicit(&lite->taken, false, memory_order_release);
}

static void lite_undo(Db *db)
{
    Lite *lite = (Lite *)db;

    *lite->deadline = 0;
    if (!sqlite3_get_autocommit(lite->c)) {
        (void)sqlite3_exec(lite->c, "ROLLBACK", NULL, NULL, NULL);
    }
}

static Fault lite_begin(Db *db)
{
    return lite_step_plain((Lite *)db, LITE_BEGIN);
}

static Fault lite_commit(Db *db)
{
    Lite *lite = (Lite *)db;
    Fault f = lite_step_plain(lite, LITE_COMMIT);

    if (f) {
        lite_undo(db);
        return f;
    }
    committed(lite);
    return FAULT_NONE;
}

static Fault lite_hold(Db *db, int64_t id)
{
    (void)db, (void)id; /* BEGIN IMMEDIATE holds everything already */
    return FAULT_NONE;
}

uint64_t lite_generation_now(const Lite *lite)
{
    return atomic_load(&house_of(lite)->generation);
}

/* Within a snapshot: what was true when it was taken. */
static Fault lite_generation(Db *db, uint64_t *ret)
{
    const Lite *lite = (const Lite *)db;

    *ret = lite->reading ? lite->seen : lite_generation_now(lite);
    return FAULT_NONE;
}

static Fault lite_script(Db *db, const char *sql)
{
    Lite *lite = (Lite *)db;

    *lite->deadline = 0;
    TRY(exec(lite, sql));
    lite_wrote(lite);
    return FAULT_NONE;
}

static void lite_close(DbHouse *door)
{
    LiteHouse *house = (LiteHouse *)door;

    for (Lite *lite = atomic_load(&house->readers); lite;) {
        Lite *next = lite->next;
        lite_free(lite);
        lite = next;
    }
    if (house->writer && house->writer->c) {
        checkpoint(house->writer, SQLITE_CHECKPOINT_TRUNCATE);
    }
    lite_free(house->writer);
    if (house->lock >= 0) {
        (void)close(house->lock);
    }
    (void)pthread_mutex_destroy(&house->turn);
    free(house->file);
    free(house);
}

static Fault refuse(Arena *mem, const char *file, const char *why, Fault f, Str *ret_why)
{
    *ret_why = str_format(mem, "%s: %s", file, why);
    return f;
}

/* The lock is on a file of its own: SQLite's locks on the database are lost
 * when any descriptor of that file is closed by this process.  It belongs to
 * the descriptor, so that a second house of this process is refused too. */
static Fault lock_house(LiteHouse *house, Arena *mem, Str *ret_why)
{
    const char *name = str_c(mem, str_format(mem, "%s.lock", house->file));
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

    house->lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (house->lock < 0) {
        return refuse(mem, name, strerror(errno), FAULT_IO, ret_why);
    }
    if (fcntl(house->lock, F_OFD_SETLK, &whole) != 0) {
        return refuse(mem, house->file, "a running server holds this database", FAULT_DENIED,
                      ret_why);
    }
    return FAULT_NONE;
}

/* Made by us, so that nobody else may read it; WAL and index inherit this. */
static Fault make_file(const LiteHouse *house, Arena *mem, Str *ret_why)
{
    int fd = open(house->file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0 && errno != EEXIST) {
        return refuse(mem, house->file, strerror(errno), FAULT_IO, ret_why);
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    return FAULT_NONE;
}

static Fault find_file(LiteHouse *house, Arena *mem, Str *ret_why)
{
    const DbOptions *o = &house->house.options;

    if (house->memory) {
        return FAULT_NONE;
    }
    if (access(house->file, F_OK) != 0 && !o->make_missing) {
        return refuse(mem, house->file, "no such database", FAULT_ABSENT, ret_why);
    }
    if (!o->read_only) {
        TRY(lock_house(house, mem, ret_why));
    }
    return o->make_missing ? make_file(house, mem, ret_why) : FAULT_NONE;
}

static Fault open_first(LiteHouse *house, Arena *mem, Str *ret_why)
{
    bool writes = house->memory || !house->house.options.read_only;
    Lite *lite = lite_new(house, writes);
    Fault f = connect(lite, house);

    if (f) {
        *ret_why = str_copy(mem, str_from(lite->db.why));
        lite_free(lite);
        return f;
    }
    if (writes) {
        house->writer = lite;
    } else {
        house->readers = lite;
    }
    return FAULT_NONE;
}

static LiteHouse *house_new(const char *file, const DbOptions *options)
{
    static _Atomic(uint64_t) houses;
    LiteHouse *house = db_alloc(1, sizeof *house);

    house->house.engine = &db_sqlite;
    house->house.options = *options;
    house->file = strdup(file);
    house->memory = strcmp(file, ":memory:") == 0;
    house->lock = -1;
    house->serial = atomic_fetch_add(&houses, 1) + 1;
    house->generation = 1;
    (void)pthread_mutex_init(&house->turn, NULL);
    return house;
}

Fault db_sqlite_open(Arena *mem, const char *file, const DbOptions *options, DbHouse **ret,
                     Str *ret_why)
{
    LiteHouse *house = house_new(file, options);
    Fault f = find_file(house, mem, ret_why);

    f = f ? f : open_first(house, mem, ret_why);
    if (f) {
        lite_close(&house->house);
        return f;
    }
    *ret = &house->house;
    return FAULT_NONE;
}

Fault lite_open_apart(DbHouse *door, Lite **ret)
{
    LiteHouse *house = (LiteHouse *)door;

    TRY(new_reader(house, ret));
    *(*ret)->deadline = 0;
    return FAULT_NONE;
}

void lite_close_apart(Lite **lite)
{
    lite_free(*lite);
    *lite = NULL;
}

const DbEngine db_sqlite = {
    .close = lite_close,
    .reader = lite_reader,
    .writer = lite_writer,
    .give = lite_give,
    .begin = lite_begin,
    .commit = lite_commit,
    .undo = lite_undo,
    .hold = lite_hold,
    .run = lite_run,
    .one = lite_one,
    .list = lite_list,
    .generation = lite_generation,
    .check = lite_check,
    .script = lite_script,
    .backup = lite_backup,
    .integrity = lite_integrity,
};
