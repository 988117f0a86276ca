#include "app/settings.h"

#include "mail/address.h"
#include "sys/file.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024, PASSWORD_MAX = 1024, CA_MAX = 1 << 20 };

typedef struct Known {
    const char *name, *usual, *help;
    bool yes_no, number, secret;
} Known;

/* clang-format off */
static const Known known[SETTING_COUNT] = {
    [SETTING_DB]          = { "db", "sqlite:cafeia.db", "sqlite:FILE or postgres://USER@HOST/NAME", 0, 0, 0 },
    [SETTING_LISTEN]      = { "listen", "127.0.0.1:8080", "ADDRESS:PORT, unix:/PATH or systemd", 0, 0, 0 },
    [SETTING_NOW]         = { "now", "", "start the clock at this instant, e.g. 2024-06-21T12:00:00+02:00", 0, 0, 0 },
    [SETTING_BASE_URL]    = { "base-url", "", "public address of the site, e.g. https://cafes.example", 0, 0, 0 },
    [SETTING_NAME]        = { "name", "Caf\303\251 IA", "name of the site", 0, 0, 0 },
    [SETTING_PUBLISHER]   = { "publisher", "", "who publishes it, for the legal notice", 0, 0, 0 },
    [SETTING_HOSTING]     = { "hosting", "", "who hosts it, for the legal notice", 0, 0, 0 },
    [SETTING_CONTACT]     = { "contact", "", "a public address to write to", 0, 0, 0 },
    [SETTING_THEME]       = { "theme", "ia", "code of the main theme", 0, 0, 0 },
    [SETTING_DEMO]        = { "demo", "auto", "say that demonstration caf\303\251s are shown: yes, no or auto", 0, 0, 0 },
    [SETTING_THREADS]     = { "threads", "0", "threads that answer; 0: one a processor", 0, 1, 0 },
    [SETTING_TRUST_PROXY] = { "trust-proxy", "no", "believe X-Forwarded-Proto", 1, 0, 0 },
    [SETTING_OIDC_ISSUER] = { "oidc-issuer", "", "address of an OpenID Connect issuer; empty: off", 0, 0, 0 },
    [SETTING_OIDC_CLIENT_ID] = { "oidc-client-id", "", "what it calls this site", 0, 0, 0 },
    [SETTING_OIDC_CLIENT_SECRET] = { "oidc-client-secret", "", "the secret it gave to this site", 0, 0, 1 },
    [SETTING_OIDC_SCOPE]  = { "oidc-scope", "openid email given_name usual_name", "what is asked of it", 0, 0, 0 },
    [SETTING_OIDC_NAME]   = { "oidc-name", "ProConnect", "what its button says", 0, 0, 0 },
    [SETTING_RELAY]       = { "relay", "", "where letters go: smtp://HOST:PORT, smtps://HOST or boite; else they wait", 0, 0, 0 },
    [SETTING_RELAY_USER]  = { "relay-user", "", "name under which the relay knows us", 0, 0, 0 },
    [SETTING_RELAY_PASSWORD] = { "relay-password", "", "what it wants to hear; never shown", 0, 0, 1 },
    [SETTING_RELAY_PASSWORD_FILE] = { "relay-password-file", "", "the file in which that stands", 0, 0, 0 },
    [SETTING_RELAY_TLS]   = { "relay-tls", "required", "to the relay: required, try or no", 0, 0, 0 },
    [SETTING_RELAY_CA]    = { "relay-ca", "", "PEM file of who signs the relay's certificate", 0, 0, 0 },
    [SETTING_MAIL_FROM]   = { "mail-from", "", "address that letters come from; else contact, or bonjour@ the site", 0, 0, 0 },
    [SETTING_STRANGERS_HOUR] = { "strangers-hour", "200", "letters an hour that people whom nobody knows may cause", 0, 1, 0 },
    [SETTING_COURIER_ALLOW] = { "courier-allow", "", "HOST:PORT, ... that may be asked though they aren't public", 0, 0, 0 },
    [SETTING_TRUST_AFTER] = { "trust-after", "3", "published caf\303\251s after which an organiser's are published at once; 0: never", 0, 1, 0 },
    [SETTING_LOG]         = { "log", "info", "debug, info, warn or error", 0, 0, 0 },
};
/* clang-format on */

const char *setting_name(Setting which)
{
    return known[which].name;
}

const char *setting_help(Setting which)
{
    return known[which].help;
}

bool setting_is_secret(Setting which)
{
    return known[which].secret;
}

const char *origin_name(Origin origin)
{
    static const char *const names[] = { "default", "file", "environment", "flag" };

    return names[origin];
}

Str setting(const Settings *s, Setting which)
{
    return s->at[which].value;
}

bool setting_yes(const Settings *s, Setting which)
{
    static const Str words[] = { STR_INIT("yes"), STR_INIT("true"), STR_INIT("1"),
                                 STR_INIT("on") };

    for (size_t i = 0; i < COUNT(words); i++) {
        if (str_eq_nocase(setting(s, which), words[i])) {
            return true;
        }
    }
    return false;
}

int64_t setting_int(const Settings *s, Setting which)
{
    int64_t v = 0;

    return str_to_int(setting(s, which), &v) ? v : 0;
}

static bool is_no(Str s)
{
    return str_eq_nocase(s, STR("no")) || str_eq_nocase(s, STR("false")) ||
           str_eq(s, STR("0")) || str_eq_nocase(s, STR("off"));
}

typedef struct Reading {
    Arena *mem;
    Settings *to;
    Str why; /* empty: all well */
} Reading;

static void complain(Reading *r, Setting which, Origin origin, const char *what)
{
    r->why =
        str_format(r->mem, "setting %s (%s): %s", known[which].name, origin_name(origin), what);
}

static bool is_relay(Str value)
{
    return value.len == 0 || str_eq(value, STR("boite")) || str_starts(value, STR("smtp://")) ||
           str_starts(value, STR("smtps://"));
}

static bool is_address(Reading *r, Str value)
{
    return value.len == 0 || !mail_address_read(r->mem, value, &value);
}

static bool is_tls(Str value)
{
    return str_eq(value, STR("required")) || str_eq(value, STR("try")) ||
           str_eq(value, STR("no"));
}

static void look_at_mail(Reading *r, Setting which, Str value, Origin origin)
{
    if (which == SETTING_RELAY && !is_relay(value)) {
        complain(r, which, origin, "smtp://HOST:PORT, smtps://HOST:PORT or boite is wanted");
    } else if (which == SETTING_RELAY_TLS && !is_tls(value)) {
        complain(r, which, origin, "required, try or no is wanted");
    } else if (which == SETTING_MAIL_FROM && !is_address(r, value)) {
        complain(r, which, origin, "an address such as bonjour@cafes.example is wanted");
    }
}

static void set(Reading *r, Setting which, Str value, Origin origin)
{
    int64_t number;

    look_at_mail(r, which, value, origin);

    r->to->at[which].value = str_copy(r->mem, value);
    r->to->at[which].origin = origin;
    if (known[which].number && (!str_to_int(value, &number) || number < 0)) {
        complain(r, which, origin, "a whole number is wanted");
    } else if (known[which].yes_no && !setting_yes(r->to, which) && !is_no(value)) {
        complain(r, which, origin, "yes or no is wanted");
    }
}

/* "base_url" in a file and in the environment, "base-url" as a flag. */
static bool find(Str name, Setting *ret)
{
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        Str want = str_from(known[i].name);
        bool same = name.len == want.len;
        for (size_t k = 0; same && k < want.len; k++) {
            same = name.at[k] == want.at[k] || (name.at[k] == '_' && want.at[k] == '-');
        }
        if (same) {
            *ret = (Setting)i;
            return true;
        }
    }
    return false;
}

/* inih calls this for each line; 0 stops at that line. */
static int ini_line(void *ctx, const char *section, const char *name, const char *value)
{
    Reading *r = ctx;
    Setting which;

    (void)section; /* sections only help the eye */
    if (!find(str_from(name), &which)) {
        r->why = str_format(r->mem, "unknown setting \"%s\"", name);
        return 0;
    }
    set(r, which, str_from(value), ORIGIN_FILE);
    return r->why.len == 0;
}

static Fault read_file(Reading *r, const char *path)
{
    Str text;
    Fault f = file_read(r->mem, path, FILE_MAX, &text);

    if (f) {
        r->why = str_format(r->mem, "%s can't be read", path);
        return f;
    }
    r->to->file = str_copy(r->mem, str_from(path));
    int line = ini_parse_string(text.at, ini_line, r);
    if (line != 0) {
        Str why = r->why.len > 0 ? r->why : STR("this line can't be read");
        r->why = str_format(r->mem, "%s:%d: %.*s", path, line, STR_ARG(why));
    }
    return r->why.len > 0 ? FAULT_INPUT : FAULT_NONE;
}

static const char *environment(Setting which)
{
    char name[40] = "CAFEIA_";
    size_t n = strlen(name);

    for (const char *c = known[which].name; *c && n + 1 < sizeof name; c++) {
        name[n++] = *c == '-' ? '_' : (char)(*c - ('a' - 'A'));
    }
    return getenv(name);
}

/* Is argv[i] this flag?  Its value, and how many words it takes. */
static int flag_at(char **argv, int argc, int i, const char *name, const char **ret)
{
    size_t n = strlen(name);
    const char *a = argv[i];

    if (!a || strncmp(a, "--", 2) != 0 || strncmp(a + 2, name, n) != 0) {
        return 0;
    }
    if (a[2 + n] == '=') {
        *ret = a + 3 + n;
        return 1;
    }
    *ret = a[2 + n] == '\0' && i + 1 < argc ? argv[i + 1] : NULL;
    return a[2 + n] == '\0' ? 2 : 0;
}

static int take_flag(Reading *r, char **argv, int argc, int i)
{
    const char *value = NULL;

    for (size_t s = 0; s < SETTING_COUNT; s++) {
        int words = flag_at(argv, argc, i, known[s].name, &value);
        if (words > 0 && !value) {
            complain(r, (Setting)s, ORIGIN_FLAG, "a value is missing");
        } else if (words > 0) {
            set(r, (Setting)s, str_from(value), ORIGIN_FLAG);
        }
        if (words > 0) {
            return words;
        }
    }
    return 0;
}

static const char *config_path(int argc, char **argv)
{
    const char *path = getenv("CAFEIA_CONFIG");

    for (int i = 1; i < argc; i++) {
        const char *value = NULL;
        if (flag_at(argv, argc, i, "config", &value) > 0 && value) {
            path = value;
        }
    }
    return path;
}

/* Its file was read before. */
static int take_config(Reading *r, char **argv, int argc, int i)
{
    const char *value = NULL;
    int words = flag_at(argv, argc, i, "config", &value);

    if (words > 0 && !value) {
        r->why = STR("--config: the name of a file is missing");
    }
    return words;
}

static void take_flags(Reading *r, int *argc, char **argv)
{
    int left = 0;

    for (int i = 0; i < *argc; i++) {
        int words = i > 0 ? take_flag(r, argv, *argc, i) : 0;
        if (words == 0 && i > 0) {
            words = take_config(r, argv, *argc, i);
        }
        if (words > 0) {
            i += words - 1;
        } else {
            argv[left++] = argv[i];
        }
    }
    *argc = left;
}

/* A secret that stands in a file of its own is shown to no one by "ps". */
static Fault read_password(Reading *r)
{
    Str text, path = setting(r->to, SETTING_RELAY_PASSWORD_FILE);

    if (path.len == 0 || setting(r->to, SETTING_RELAY_PASSWORD).len > 0) {
        return FAULT_NONE;
    }
    if (file_read(r->mem, str_c(r->mem, path), PASSWORD_MAX, &text)) {
        r->why = str_format(r->mem, "%.*s can't be read", STR_ARG(path));
        return FAULT_INPUT;
    }
    r->to->at[SETTING_RELAY_PASSWORD].value = str_trim(text);
    r->to->at[SETTING_RELAY_PASSWORD].origin = ORIGIN_FILE;
    return FAULT_NONE;
}

/* The issuer asks who sends people to it: without that, its door never opens. */
static Fault look_at_oidc(Reading *r)
{
    bool issuer = setting(r->to, SETTING_OIDC_ISSUER).len > 0;
    bool id = setting(r->to, SETTING_OIDC_CLIENT_ID).len > 0;
    bool secret = setting(r->to, SETTING_OIDC_CLIENT_SECRET).len > 0;

    if (!issuer || (id && secret)) {
        return FAULT_NONE;
    }
    complain(r, SETTING_OIDC_ISSUER, r->to->at[SETTING_OIDC_ISSUER].origin,
             id ? "oidc-client-secret is wanted too" : "oidc-client-id is wanted too");
    return FAULT_INPUT;
}

/* Now rather than by letters that don't leave. */
static Fault look_at_ca(Reading *r)
{
    Str text, path = setting(r->to, SETTING_RELAY_CA);

    if (path.len > 0 && file_read(r->mem, str_c(r->mem, path), CA_MAX, &text)) {
        r->why = str_format(r->mem, "%.*s can't be read", STR_ARG(path));
        return FAULT_INPUT;
    }
    return FAULT_NONE;
}

Fault settings_read(Arena *mem, int *argc, char **argv, Settings *ret, Str *ret_why)
{
    Reading r = { .mem = mem, .to = ret };
    const char *path = config_path(*argc, argv);

    *ret = (Settings){ 0 };
    for (size_t i = 0; i < SETTING_COUNT; i++) {
        ret->at[i].value = str_from(known[i].usual);
    }
    Fault f = path ? read_file(&r, path) : FAULT_NONE;
    for (size_t i = 0; i < SETTING_COUNT && r.why.len == 0; i++) {
        const char *value = environment((Setting)i);
        if (value && value[0]) {
            set(&r, (Setting)i, str_from(value), ORIGIN_ENVIRONMENT);
        }
    }
    if (r.why.len == 0) {
        take_flags(&r, argc, argv);
    }
    f = f || r.why.len > 0 ? f : read_password(&r);
    f = f || r.why.len > 0 ? f : look_at_oidc(&r);
    f = f || r.why.len > 0 ? f : look_at_ca(&r);
    *ret_why = r.why;
    return f ? f : r.why.len > 0 ? FAULT_INPUT : FAULT_NONE;
}
