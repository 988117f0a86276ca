#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/random.h"
#include "sys/signal.h"
#include "tests/unit.h"

static void a_value_never_makes_a_second_field_or_line(void **state)
{
    static const struct {
        Str value, want;
    } cases[] = {
        { STR_INIT("127.0.0.1:80"), STR_INIT("=127.0.0.1:80\n") },
        { STR_INIT(""), STR_INIT("=\"\"\n") },
        { STR_INIT("two words"), STR_INIT("=\"two words\"\n") },
        { STR_INIT("a=b"), STR_INIT("=\"a=b\"\n") },
        { STR_INIT("a\nlevel=error"), STR_INIT("=\"a\\u000alevel=error\"\n") },
        { STR_INIT("say \"no\" \\"), STR_INIT("=\"say \\\"no\\\" \\\\\"\n") },
        { STR_INIT("caf\xc3\xa9"), STR_INIT("=\"caf\xc3\xa9\"\n") },
        { STR_INIT("\xff"), STR_INIT("=\"\\ufffd\"\n") },
        { STR_INIT("\x1b[31m\x7f\0"), STR_INIT("=\"\\u001b[31m\\u007f\\ufffd\"\n") },
        { STR_INIT("\xc2\x85\xe2\x80\xa8"), STR_INIT("=\"\\u0085\\u2028\"\n") },
    };
    char line[LOG_LINE_MAX];

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        LogField f = log_text("k", cases[i].value);
        Str got = { line, log_line(line, LEVEL_WARN, "a.b", &f, 1) };

        assert_true(str_has(got, STR("Z level=warn event=a.b k=")));
        assert_true(str_ends(got, cases[i].want));
    }
}

static void a_long_value_is_cut_and_the_line_still_ends(void **state)
{
    char line[LOG_LINE_MAX], text[2 * LOG_LINE_MAX];

    (void)state;
    memset(text, ' ', sizeof text);
    LogField f = log_text("k", (Str){ text, sizeof text });
    Str got = { line, log_line(line, LEVEL_INFO, "a", &f, 1) };
    assert_true(got.len < LOG_LINE_MAX);
    assert_true(str_ends(got, STR("\" cut=1\n")));
}

static void a_level_is_read_by_its_word(void **state)
{
    LogLevel level = LEVEL_ERROR;

    (void)state;
    assert_true(log_level_read(STR("debug"), &level));
    assert_int_equal(level, LEVEL_DEBUG);
    assert_false(log_level_read(STR("loud"), &level));
    assert_int_equal(level, LEVEL_DEBUG);
}

static void a_moved_clock_begins_at_its_instant(void **state)
{
    (void)state;
    int64_t before = sys_monotonic_ns();
    sys_clock_start(1717660800);
    int64_t now = sys_now_ms();
    int64_t passed = (sys_monotonic_ns() - before) / 1000000 + 1;
    assert_in_range(now, 1717660800000 - 1, 1717660800000 + passed + 1);
    assert_in_range(sys_now(), now / 1000, now / 1000 + 1 + passed / 1000);
}

static void random_bytes_fill_all_and_differ(void **state)
{
    unsigned char a[640] = { 0 }, b[640] = { 0 };
    unsigned seen = 0;

    (void)state;
    sys_random(a, sizeof a);
    sys_random(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    for (size_t i = 0; i < 80; i++) { /* no eight bytes are left as they were */
        seen += memcmp(a + 8 * i, (char[8]){ 0 }, 8) != 0;
    }
    assert_int_equal(seen, 80);
}

typedef struct Folder {
    char path[64], file[96];
} Folder;

static Folder folder_new(void)
{
    Folder f;

    const char *where = getenv("TMPDIR");
    bool fits = where && strlen(where) < 40;

    (void)snprintf(f.path, sizeof f.path, "%s/sys-test-XXXXXX", fits ? where : "/tmp");
    assert_non_null(mkdtemp(f.path));
    (void)snprintf(f.file, sizeof f.file, "%s/file", f.path);
    return f;
}

static void folder_done(Folder *f)
{
    (void)unlink(f->file);
    assert_int_equal(rmdir(f->path), 0); /* nothing was left beside */
}

static void a_file_is_written_whole_and_read_back(void **state)
{
    Arena mem = { 0 };
    Folder f = folder_new();
    struct stat st;
    Str got;

    (void)state;
    assert_int_equal(file_read(&mem, f.file, 10, &got), FAULT_ABSENT);
    assert_int_equal(file_write(&mem, f.file, STR("first one"), 0600), FAULT_NONE);
    assert_int_equal(file_write(&mem, f.file, STR("second"), 0640), FAULT_NONE);
    assert_int_equal(stat(f.file, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_read(&mem, f.file, 6, &got), FAULT_NONE);
    assert_true(str_eq(got, STR("second")));
    assert_int_equal(file_read(&mem, f.file, 5, &got), FAULT_LIMIT);
    assert_int_equal(file_read(&mem, f.path, 5000, &got), FAULT_IO);
    folder_done(&f);
    arena_done(&mem);
}

static void a_file_is_mapped_and_an_empty_one_too(void **state)
{
    Arena mem = { 0 };
    Folder f = folder_new();
    Str got = { 0 };

    (void)state;
    assert_int_equal(file_write(&mem, f.file, STR(""), 0600), FAULT_NONE);
    assert_int_equal(file_map(f.file, 5, &got), FAULT_NONE);
    assert_int_equal(got.len, 0);
    assert_int_equal(file_write(&mem, f.file, STR("12345"), 0600), FAULT_NONE);
    assert_int_equal(file_map(f.file, 4, &got), FAULT_LIMIT);
    assert_int_equal(file_map(f.file, 5, &got), FAULT_NONE);
    assert_true(str_eq(got, STR("12345")));
    file_unmap(&got);
    assert_int_equal(got.len, 0);
    folder_done(&f);
    arena_done(&mem);
}

static void a_write_that_fails_leaves_nothing(void **state)
{
    Arena mem = { 0 };
    Folder f = folder_new();

    (void)state;
    assert_int_equal(mkdir(f.file, 0700), 0);
    assert_int_equal(file_write(&mem, f.file, STR("x"), 0600), FAULT_IO);
    assert_int_equal(rmdir(f.file), 0);
    folder_done(&f);
    arena_done(&mem);
}

static void free_space_is_known_where_a_folder_is(void **state)
{
    int64_t space = -1;

    (void)state;
    assert_int_equal(file_space("/", &space), FAULT_NONE);
    assert_true(space >= 0);
    assert_int_equal(file_space("/no/such/folder", &space), FAULT_ABSENT);
}

static void a_signal_waits_for_the_one_who_asks(void **state)
{
    (void)state;
    signal_block();
    assert_int_equal(signal_wait_ms(0), 0);
    assert_int_equal(kill(getpid(), SIGHUP), 0);
    assert_int_equal(signal_wait(), SIGHUP);
    assert_int_equal(kill(getpid(), SIGTERM), 0);
    assert_int_equal(signal_wait_ms(60000), SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_never_makes_a_second_field_or_line),
        cmocka_unit_test(a_long_value_is_cut_and_the_line_still_ends),
        cmocka_unit_test(a_level_is_read_by_its_word),
        cmocka_unit_test(a_moved_clock_begins_at_its_instant),
        cmocka_unit_test(random_bytes_fill_all_and_differ),
        cmocka_unit_test(a_file_is_written_whole_and_read_back),
        cmocka_unit_test(a_file_is_mapped_and_an_empty_one_too),
        cmocka_unit_test(a_write_that_fails_leaves_nothing),
        cmocka_unit_test(free_space_is_known_where_a_folder_is),
        cmocka_unit_test(a_signal_waits_for_the_one_who_asks),
    };

    return cmocka_run_group_tests_name("sys", tests, NULL, NULL);
}
