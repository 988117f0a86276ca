/* settings.h - what the operator decides
 *
 * Each setting comes, the later winning, from: the program, one INI file
 * (--config FILE or CAFEIA_CONFIG), the environment (CAFEIA_NAME), the flags
 * (--name VALUE).  Where it came from is remembered, to be shown. */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "base/fault.h"
#include "base/str.h"

typedef enum Setting {
    SETTING_DB,
    SETTING_LISTEN,
    SETTING_NOW,
    SETTING_BASE_URL,
    SETTING_NAME,
    SETTING_PUBLISHER,
    SETTING_HOSTING,
    SETTING_CONTACT,
    SETTING_THEME,
    SETTING_DEMO,
    SETTING_THREADS,
    SETTING_TRUST_PROXY,
    SETTING_OIDC_ISSUER,
    SETTING_OIDC_CLIENT_ID,
    SETTING_OIDC_CLIENT_SECRET,
    SETTING_OIDC_SCOPE,
    SETTING_OIDC_NAME,
    SETTING_RELAY,
    SETTING_RELAY_USER,
    SETTING_RELAY_PASSWORD,
    SETTING_RELAY_PASSWORD_FILE,
    SETTING_RELAY_TLS,
    SETTING_RELAY_CA,
    SETTING_MAIL_FROM,
    SETTING_STRANGERS_HOUR,
    SETTING_COURIER_ALLOW,
    SETTING_TRUST_AFTER,
    SETTING_LOG,
    SETTING_COUNT
} Setting;

typedef enum Origin { ORIGIN_PROGRAM, ORIGIN_FILE, ORIGIN_ENVIRONMENT, ORIGIN_FLAG } Origin;

typedef struct Settings {
    struct {
        Str value;
        Origin origin;
    } at[SETTING_COUNT];
    Str file; /* that was read; empty: none */
} Settings;

/* Takes what it knows out of argv (flags of settings, "--flag value" or
 * "--flag=value") and leaves the rest in order; *argc says how many are left.
 * FAULT_INPUT: *ret_why says what is wrong, in a sentence. */
MUST_USE Fault settings_read(Arena *mem, int *argc, char **argv, Settings *ret, Str *ret_why);

Str setting(const Settings *s, Setting which);
bool setting_yes(const Settings *s, Setting which); /* yes, true, 1, on */
int64_t setting_int(const Settings *s, Setting which);
const char *setting_name(Setting which);
const char *setting_help(Setting which);
bool setting_is_secret(Setting which); /* its value is never shown */
const char *origin_name(Origin origin);

#endif
