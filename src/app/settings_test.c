#include "app/settings.h"
#include "sys/file.h"
#include "tests/unit.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS_MAX = 8 };

typedef struct Case {
    const char *file, *environment; /* a settings file; CAFEIA_LISTEN; NULL: none */
    const char *argv[WORDS_MAX];
    const char *want; /* --listen, or what the complaint says */
    Origin origin;
    bool refused;
    int left;
} Case;

/* clang-format off */
static const Case cases[] = {
    { NULL, NULL, { "cafeia" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { "listen = a:1\n", NULL, { "cafeia" }, "a:1", ORIGIN_FILE, false, 1 },
    { "[any]\nlisten = a:1\n", "b:2", { "cafeia" }, "b:2", ORIGIN_ENVIRONMENT, false, 1 },
    { "listen = a:1\n", "b:2", { "cafeia", "serve", "--listen", "c:3" }, "c:3", ORIGIN_FLAG, false, 2 },
    { NULL, NULL, { "cafeia", "--listen=c:3", "import", "--apply", "f" }, "c:3", ORIGIN_FLAG, false, 4 },
    { NULL, "", { "cafeia" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { NULL, NULL, { "cafeia", "--listening", "x" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 3 },
    { NULL, NULL, { "cafeia", "--listen" }, "value is missing", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--config" }, "name of a file", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--threads", "many" }, "whole number", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--threads", "-1" }, "whole number", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--trust-proxy", "maybe" }, "yes or no", ORIGIN_PROGRAM, true, 1 },
    { "trust_proxy = on\n", NULL, { "cafeia" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { "listne = a:1\n", NULL, { "cafeia" }, "unknown setting \"listne\"", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--relay", "http://relay" }, "smtp://", ORIGIN_PROGRAM, true, 1 },
    { "relay = smtps://relay.example\n", NULL, { "cafeia", "--mail-from=a@b.fr" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { NULL, NULL, { "cafeia", "--relay-tls", "maybe" }, "required, try or no", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--mail-from", "nobody" }, "an address", ORIGIN_PROGRAM, true, 1 },
    { NULL, NULL, { "cafeia", "--relay-password-file", "/nowhere/at/all" }, "can't be read", ORIGIN_PROGRAM, true, 1 },
    { "oidc-issuer = https://id.example\n", NULL, { "cafeia" }, "oidc-client-id is wanted", ORIGIN_PROGRAM, true, 1 },
    { "oidc-issuer = https://id.example\n", NULL, { "cafeia", "--oidc-client-id=c" }, "oidc-client-secret is wanted", ORIGIN_PROGRAM, true, 1 },
    { "oidc-issuer = https://id.example\noidc-client-secret = s\n", NULL, { "cafeia", "--oidc-client-id=c" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { "oidc-client-id = c\n", NULL, { "cafeia" }, "127.0.0.1:8080", ORIGIN_PROGRAM, false, 1 },
    { NULL, NULL, { "cafeia", "--relay-ca", "/nowhere/at/all.pem" }, "/nowhere/at/all.pem can't be read", ORIGIN_PROGRAM, true, 1 },
    { "log = info\nno equals\n", NULL, { "cafeia" }, ":2:", ORIGIN_PROGRAM, true, 1 },
};
/* clang-format on */

static const char *write_settings(Arena *mem, const char *text)
{
    char name[] = "/tmp/cafeia-settings-XXXXXX";
    int fd = mkstemp(name);

    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(file_write(mem, name, str_from(text), 0600), FAULT_NONE);
    return str_c(mem, str_from(name));
}

static void read_as(const Case *c, Arena *mem, Settings *ret, int *ret_argc, Fault *ret_fault,
                    Str *ret_why)
{
    const char *file = c->file ? write_settings(mem, c->file) : NULL;
    char *argv[WORDS_MAX] = { NULL };

    for (*ret_argc = 0; c->argv[*ret_argc]; (*ret_argc)++) {
        argv[*ret_argc] = str_c(mem, str_from(c->argv[*ret_argc]));
    }
    unsetenv("CAFEIA_CONFIG");
    unsetenv("CAFEIA_LISTEN");
    if (file) {
        setenv("CAFEIA_CONFIG", file, 1);
    }
    if (c->environment) {
        setenv("CAFEIA_LISTEN", c->environment, 1);
    }
    *ret_fault = settings_read(mem, ret_argc, argv, ret, ret_why);
    if (file) {
        unlink(file);
    }
}

static void the_last_word_wins_and_its_origin_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const Case *c = &cases[i];
        Arena mem = { 0 };
        Settings s;
        Fault f;
        Str why;
        int argc;
        read_as(c, &mem, &s, &argc, &f, &why);
        print_message("case %zu: %.*s\n", i, STR_ARG(why));
        assert_int_equal(f, c->refused ? FAULT_INPUT : FAULT_NONE);
        if (c->refused) {
            assert_true(str_has(why, str_from(c->want)));
        } else {
            assert_true(str_eq(setting(&s, SETTING_LISTEN), str_from(c->want)));
            assert_int_equal(s.at[SETTING_LISTEN].origin, c->origin);
            assert_int_equal(argc, c->left);
        }
        arena_done(&mem);
    }
}

static void a_settings_file_that_is_not_there_is_told(void **state)
{
    char program[] = "cafeia", flag[] = "--config", path[] = "/nowhere/cafeia.ini";
    char *argv[] = { program, flag, path, NULL };
    Arena mem = { 0 };
    Settings s;
    Str why;
    int argc = 3;

    (void)state;
    assert_int_equal(settings_read(&mem, &argc, argv, &s, &why), FAULT_ABSENT);
    assert_true(str_has(why, STR("/nowhere/cafeia.ini can't be read")));
    arena_done(&mem);
}

static void yes_has_several_words(void **state)
{
    static const struct {
        const char *word;
        bool yes;
    } words[] = { { "yes", true }, { "TRUE", true }, { "1", true }, { "on", true },
                  { "no", false }, { "Off", false }, { "0", false } };

    (void)state;
    unsetenv("CAFEIA_CONFIG");
    for (size_t i = 0; i < COUNT(words); i++) {
        char program[] = "cafeia", flag[] = "--trust-proxy";
        Arena mem = { 0 };
        char *argv[] = { program, flag, str_c(&mem, str_from(words[i].word)), NULL };
        int argc = 3;
        Settings s;
        Str why;
        assert_int_equal(settings_read(&mem, &argc, argv, &s, &why), FAULT_NONE);
        assert_int_equal(setting_yes(&s, SETTING_TRUST_PROXY), words[i].yes);
        assert_int_equal(argc, 1);
        arena_done(&mem);
    }
}

static void every_setting_has_a_name_and_a_help(void **state)
{
    (void)state;
    for (int i = 0; i < SETTING_COUNT; i++) {
        assert_true(strlen(setting_name((Setting)i)) > 0);
        assert_true(strlen(setting_help((Setting)i)) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_word_wins_and_its_origin_is_known),
        cmocka_unit_test(a_settings_file_that_is_not_there_is_told),
        cmocka_unit_test(yes_has_several_words),
        cmocka_unit_test(every_setting_has_a_name_and_a_help),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
