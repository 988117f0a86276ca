#include "app/site.h"

#include "app/app_store.h"
#include "app/listeners.h"
#include "db/migrate.h"
#include "geo/geo.h"
#include "mail/address.h"
#include "rooms/account/account.h"
#include "sys/clock.h"
#include "sys/file.h"

#include <unistd.h>

enum {
    MORE_READERS = 3,
    SLOW_MS = 600000,
    KEY_DIGITS = 2 * SEAL_KEY_BYTES,
    ROOM_TO_OPEN = 64 * 1024
};

typedef struct Opening {
    Arena *mem;
    const Settings *settings;
    SiteUse use;
    House *to;
    Str why;
} Opening;

static Work work_of(const Opening *o)
{
    return (
        Work){ .mem = o->mem, .site = &o->to->site, .now = sys_now(), .who = STR("operator") };
}

static Fault because(Opening *o, Fault f, const char *what, const Work *w)
{
    if (f && o->why.len == 0) {
        Str full = STR("the disk is full; nothing was changed");
        Str why = f == FAULT_FULL ? full : str_from(w->why ? w->why : fault_name(f));
        o->why = str_format(o->mem, "%s: %.*s", what, STR_ARG(why));
    }
    return f;
}

static int threads_of(const Settings *s)
{
    int64_t n = setting_int(s, SETTING_THREADS);

    n = n > 0 ? n : sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 && n < 1024 ? (int)n : 1;
}

static DbOptions options_of(const Opening *o)
{
    DbOptions d = { .read_only = o->use == SITE_READ, .make_missing = o->use == SITE_MAKE };

    if (o->use == SITE_SERVE) {
        d.readers = threads_of(o->settings) + MORE_READERS;
    } else {
        d.readers = MORE_READERS;
        d.read_ms = d.write_ms = SLOW_MS; /* nobody waits for a page */
    }
    return d;
}

/* An engine that finds no room for its journal says so in many ways. */
static bool disk_is_full(Opening *o, Str where)
{
    Str engine, file;
    int64_t space = ROOM_TO_OPEN;

    return str_cut(where, ':', &engine, &file) && str_eq(engine, STR("sqlite")) &&
           !file_space(str_c(o->mem, file), &space) && space < ROOM_TO_OPEN;
}

static Fault open_database(Opening *o)
{
    Str where = setting(o->settings, SETTING_DB);
    DbOptions options = options_of(o);
    Fault f = db_open(o->mem, str_c(o->mem, where), &options, &o->to->site.house, &o->why);

    if (f == FAULT_ABSENT) {
        o->why =
            str_format(o->mem, "%.*s: there is no database here; make it with \"cafeia init\"",
                       STR_ARG(where));
    } else if ((f == FAULT_FULL || f == FAULT_DB) && disk_is_full(o, where)) {
        o->why = str_format(o->mem, "%.*s: the disk is full; make room, then start again",
                            STR_ARG(where));
    }
    return f;
}

static Fault refuse_outcome(Opening *o, MigrateOutcome outcome)
{
    Str where = setting(o->settings, SETTING_DB);

    if (outcome == MIGRATE_FUTURE) {
        o->why = str_format(o->mem,
                            "%.*s was written by a newer version of cafeia: use that version",
                            STR_ARG(where));
        return FAULT_DENIED;
    }
    if (outcome == MIGRATE_CHANGED) {
        o->why = str_format(o->mem,
                            "%.*s was made by another variant of cafeia: its tables are not "
                            "those of this program",
                            STR_ARG(where));
        return FAULT_DENIED;
    }
    o->to->made = outcome == MIGRATE_DONE;
    return FAULT_NONE;
}

static Fault migrate_it(Opening *o)
{
    SCOPED(db_give) Db *db = NULL;
    MigrateOutcome outcome = MIGRATE_NOTHING;
    Work w = work_of(o);

    TRY(db_writer(o->to->site.house, &db));
    Fault f = migrate_on(db, migrations, migrations_count, w.now, &outcome);
    w.why = f ? str_c(o->mem, str_from(db_why(db))) : NULL;
    TRY(because(o, f, "the tables can't be made", &w));
    return refuse_outcome(o, outcome);
}

static Fault version(Opening *o, int64_t *ret)
{
    SCOPED(db_give) Db *db = NULL;
    Work w = work_of(o);
    Fault f = db_reader(o->to->site.house, &db);

    f = f ? f : migrate_version(db, ret);
    w.why = db ? str_c(o->mem, str_from(db_why(db))) : NULL;
    return because(o, f, "the database can't be read", &w);
}

/* Neither a server nor a verb makes the tables of an empty database: it may be
 * another one than the operator meant. */
static Fault look_at_version(Opening *o)
{
    Str where = setting(o->settings, SETTING_DB);
    int64_t newest = migrations[migrations_count - 1].number, found = 0;

    TRY(version(o, &found));
    if (found > newest) {
        return refuse_outcome(o, MIGRATE_FUTURE);
    }
    if (found == 0 || (found < newest && o->use != SITE_SERVE)) {
        o->why = str_format(o->mem, "%.*s %s; run \"cafeia init\"", STR_ARG(where),
                            found == 0 ? "is empty" : "is from an older version");
        return FAULT_ABSENT;
    }
    return o->use == SITE_SERVE ? migrate_it(o) : FAULT_NONE;
}

/* The hash of a key is as good a key, and stands as one is written. */
static Str new_key(Arena *mem)
{
    SealKey key = seal_key();

    return seal_hex(mem, (Str){ (const char *)key.at, sizeof key.at }, KEY_DIGITS);
}

static Fault make_key(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(app_store_set(w, STR("key"), new_key(w->mem), true));
    return work_commit(&tx);
}

static Fault take_node(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t node = 0;

    TRY(work_begin(w, &tx));
    TRY(app_store_count(w, STR("node"), &node));
    TRY(work_commit(&tx));
    work_set_node(node);
    return FAULT_NONE;
}

static Fault read_key(Opening *o, Work *w)
{
    Str hex;

    TRY(app_store_setting(w, STR("key"), &hex));
    if (seal_key_read(hex, &o->to->key)) {
        o->why = STR("the key of the house is missing; run \"cafeia init\"");
        return FAULT_ABSENT;
    }
    o->to->site.key = &o->to->key;
    return FAULT_NONE;
}

/* The table that an operator brought, or the one of the program. */
static Fault open_geo(Opening *o, Work *w)
{
    Str bytes;
    Fault f = app_store_asset(w, STR("gazetteer"), &bytes);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    f = f ? geo_open_built_in(&o->to->geo) : geo_open(bytes, &o->to->geo);
    if (f) {
        o->why = STR("the imported table of communes can't be read; import it again");
    }
    o->to->site.geo = o->to->geo;
    return f;
}

static Fault read_demo(Opening *o, Work *w)
{
    Str said = setting(o->settings, SETTING_DEMO);

    if (str_eq_nocase(said, STR("auto"))) {
        return site_demo(w, &o->to->site.demo);
    }
    o->to->site.demo = setting_yes(o->settings, SETTING_DEMO);
    return FAULT_NONE;
}

static Fault furnish(Opening *o)
{
    SCOPED(work_done) Work w = work_of(o);

    if (o->use == SITE_MAKE) {
        TRY(because(o, make_key(&w), "the key of the house can't be made", &w));
    }
    if (o->use != SITE_READ) {
        TRY(because(o, take_node(&w), "the database can't be written", &w));
    }
    TRY(because(o, read_key(o, &w), "the key of the house can't be read", &w));
    TRY(because(o, open_geo(o, &w), "the table of communes can't be read", &w));
    return because(o, read_demo(o, &w), "the settings can't be read", &w);
}

Str site_address(Arena *mem, Str listen)
{
    static const Str everywhere[] = { STR_INIT("0.0.0.0:"), STR_INIT("[::]:"), STR_INIT(":") };

    for (size_t i = 0; i < COUNT(everywhere); i++) {
        if (str_starts(listen, everywhere[i])) {
            Str port = str_slice(listen, everywhere[i].len, listen.len);
            return str_format(mem, "http://127.0.0.1:%.*s", STR_ARG(port));
        }
    }
    if (str_starts(listen, STR("unix:")) || str_eq(listen, STR("systemd"))) {
        return STR("http://localhost");
    }
    return str_format(mem, "http://%.*s", STR_ARG(listen));
}

/* "https://cafes.example/" to "https://cafes.example". */
static Str without_slash(Str url)
{
    while (url.len > 0 && url.at[url.len - 1] == '/') {
        url.len--;
    }
    return url;
}

void site_set_address(Arena *mem, const Settings *settings, Str listen, Site *ret)
{
    Str scheme, rest, base = without_slash(setting(settings, SETTING_BASE_URL));

    ret->any_host = base.len == 0;
    ret->base_url = base.len > 0 ? base : site_address(mem, listen);
    str_cut(ret->base_url, ':', &scheme, &rest);
    ret->host = str_slice(rest, 2, rest.len);
}

/* Letters come from a person's address where there is one. */
static Str mail_from(Opening *o, const Site *site)
{
    Str host, port, address, said = setting(o->settings, SETTING_MAIL_FROM);

    if (said.len == 0 && !mail_address_read(o->mem, site->contact, &address)) {
        said = address;
    }
    str_cut(site->host, ':', &host, &port);
    if (said.len == 0) {
        said = STR_JOIN(o->mem, STR("bonjour@"), host);
    }
    return mail_address_read(o->mem, said, &address) ? STR("bonjour@cafeia.invalid") : address;
}

static void name_it(Opening *o)
{
    const Settings *s = o->settings;
    Site *site = &o->to->site;

    site_set_address(o->mem, s, setting(s, SETTING_LISTEN), site);
    site->name = setting(s, SETTING_NAME);
    site->publisher = setting(s, SETTING_PUBLISHER);
    site->hosting = setting(s, SETTING_HOSTING);
    site->contact = setting(s, SETTING_CONTACT);
    site->theme = setting(s, SETTING_THEME);
    site->oidc.issuer = without_slash(setting(s, SETTING_OIDC_ISSUER));
    site->oidc.client_id = setting(s, SETTING_OIDC_CLIENT_ID);
    site->oidc.client_secret = setting(s, SETTING_OIDC_CLIENT_SECRET);
    site->oidc.scope = setting(s, SETTING_OIDC_SCOPE);
    site->oidc.name = setting(s, SETTING_OIDC_NAME);
    site->mail.from = mail_from(o, site);
    site->mail.boxed = str_eq(setting(s, SETTING_RELAY), STR("boite"));
    site->mail.strangers_hour = setting_int(s, SETTING_STRANGERS_HOUR);
    site->trust_after = setting_int(s, SETTING_TRUST_AFTER);
    site->listeners = app_listeners;
    site->identify = account_identify;
}

Fault site_open(Arena *mem, const Settings *settings, SiteUse use, House *ret, Str *ret_why)
{
    Opening o = { .mem = mem, .settings = settings, .use = use, .to = ret };

    *ret = (House){ 0 };
    name_it(&o);
    Fault f = open_database(&o);
    if (!f) {
        f = use == SITE_MAKE ? migrate_it(&o) : look_at_version(&o);
        /* FAULT_DENIED is for a database that somebody else holds. */
        f = f == FAULT_DENIED ? FAULT_INPUT : f;
    }
    f = f ? f : furnish(&o);
    if (f) {
        site_close(ret);
    }
    *ret_why = o.why.len > 0 ? o.why : str_from(fault_name(f));
    return f;
}

void site_close(House *house)
{
    db_close(&house->site.house);
    if (house->geo) {
        geo_close(&house->geo);
    }
}

Fault site_demo(Work *w, bool *ret)
{
    Str said;

    TRY(app_store_setting(w, STR("demo"), &said));
    *ret = str_eq(said, STR("yes"));
    return FAULT_NONE;
}

Fault site_demo_set(Work *w, bool demo)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(app_store_set(w, STR("demo"), demo ? STR("yes") : STR("no"), false));
    return work_commit(&tx);
}
