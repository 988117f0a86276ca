#include "app/control.h"

#include "app/app_store.h"
#include "app/control_room.h"
#include "app/control_store.h"
#include "app/control_view.h"
#include "app/courier_link.h"
#include "post/post_limit.h"
#include "post/post_queue.h"
#include "sys/file.h"

enum { DAY = 86400, COPY_DAYS = 7, FACTS_MAX = 8, WARNINGS_MAX = 6, KILO = 1000 };

static const Settings *watched;

void control_watch(const Settings *settings)
{
    watched = settings;
}

/* ---- /admin/reglages ---- */

static Str origin_say(Lang lang, Origin origin)
{
    static const Say words[] = {
        [ORIGIN_PROGRAM] = SAY_control_origin_program,
        [ORIGIN_FILE] = SAY_control_origin_file,
        [ORIGIN_ENVIRONMENT] = SAY_control_origin_environment,
        [ORIGIN_FLAG] = SAY_control_origin_flag,
    };

    return say(lang, words[origin]);
}

static Str value_say(const Work *w, Setting which)
{
    Str value = setting(watched, which);

    if (setting_is_secret(which)) {
        return say(w->lang, value.len > 0 ? SAY_control_set : SAY_control_not_set);
    }
    return value.len > 0 ? control_mask_url(w->mem, value) : say(w->lang, SAY_control_empty);
}

static void put_settings(const Work *w, ControlSettings *v)
{
    v->settings.at = NEW_ARRAY(w->mem, ControlSetting, SETTING_COUNT);
    for (size_t i = 0; watched && i < SETTING_COUNT; i++) {
        Origin origin = watched->at[i].origin;
        v->settings.at[v->settings.len++] = (ControlSetting){
            .name = str_from(setting_name((Setting)i)),
            .value = value_say(w, (Setting)i),
            .origin = origin_say(w->lang, origin),
            .own = origin != ORIGIN_PROGRAM,
        };
    }
}

Fault control_web_settings(Work *w, const Request *rq, Reply *rp)
{
    TRY(control_may(w));
    ControlSettings v = { .frame = control_frame(w, rq, rp, SAY_control_settings),
                          .file = watched ? watched->file : (Str){ 0 } };
    put_settings(w, &v);
    control_settings_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* ---- /admin ---- */

static Str number_say(const Work *w, int64_t n)
{
    return str_format(w->mem, "%lld", (long long)n);
}

static Str size_say(const Work *w, int64_t bytes)
{
    static const Say units[] = { SAY_control_kilobytes, SAY_control_megabytes,
                                 SAY_control_gigabytes };
    int64_t n = bytes / KILO;
    size_t unit = 0;

    while (n >= 10 * KILO && unit + 1 < COUNT(units)) {
        n /= KILO;
        unit++;
    }
    return say_with(w->mem, w->lang, units[unit], SAY_ARGS(SAY_ARG(n)));
}

static void put(const Work *w, ControlFacts *facts, Say name, Str value)
{
    if (!facts->at) {
        facts->at = NEW_ARRAY(w->mem, ControlFact, FACTS_MAX);
    }
    facts->at[facts->len++] = (ControlFact){ say(w->lang, name), value };
}

static void warn(const Work *w, ControlHome *v, Str sentence)
{
    if (!v->warnings.at) {
        v->warnings.at = NEW_ARRAY(w->mem, Str, WARNINGS_MAX);
    }
    v->warnings.at[v->warnings.len++] = sentence;
}

/* The room left where the file of SQLite is. */
static bool find_space(const Work *w, int64_t *ret)
{
    Str engine, file, where = watched ? setting(watched, SETTING_DB) : (Str){ 0 };

    return str_cut(where, ':', &engine, &file) && str_eq(engine, STR("sqlite")) &&
           !file_space(str_c(w->mem, file), ret);
}

static Fault put_kept(Work *w, ControlHome *v)
{
    Kept kept = { 0 };
    int64_t space = 0;

    TRY(control_store_kept(w, &kept));
    put(w, &v->kept, SAY_control_events, number_say(w, kept.events));
    put(w, &v->kept, SAY_control_signups, number_say(w, kept.signups));
    put(w, &v->kept, SAY_control_accounts, number_say(w, kept.accounts));
    put(w, &v->kept, SAY_control_kept_letters, number_say(w, kept.letters));
    put(w, &v->kept, SAY_control_database, size_say(w, kept.bytes));
    if (find_space(w, &space)) {
        put(w, &v->kept, SAY_control_space, size_say(w, space));
        if (space < kept.bytes) {
            warn(w, v, say(w->lang, SAY_control_space_short));
        }
    }
    return FAULT_NONE;
}

static Fault put_copy(Work *w, ControlHome *v)
{
    int64_t at = 0;

    TRY(app_store_copied_at(w, &at));
    v->copied =
        at == 0
            ? say(w->lang, SAY_control_copy_never)
            : say_with(w->mem, w->lang, SAY_control_copy_last,
                       SAY_ARGS(SAY_ARG(control_when(w, at)), SAY_ARG((w->now - at) / DAY)));
    v->copy_late = at < w->now - (int64_t)COPY_DAYS * DAY;
    return FAULT_NONE;
}

static Fault put_jobs(Work *w, ControlHome *v)
{
    JobCounts counts = { 0 };

    TRY(control_store_job_counts(w, &counts));
    v->jobs = say_with(w->mem, w->lang, SAY_control_jobs_words,
                       SAY_ARGS(SAY_ARG(counts.waiting), SAY_ARG(counts.failed)));
    if (counts.failed > 0) {
        warn(
            w, v,
            say_with(w->mem, w->lang, SAY_control_jobs_warn, SAY_ARGS(SAY_ARG(counts.failed))));
    }
    return FAULT_NONE;
}

static Fault put_letters(Work *w, ControlHome *v)
{
    int64_t n[POST_STATES], dropped = post_limits(w).this_hour;

    TRY(post_counts(w, n));
    v->letters = say_with(w->mem, w->lang, SAY_control_letters_words,
                          SAY_ARGS(SAY_ARG(n[POST_WAITING] + n[POST_TAKEN]),
                                   SAY_ARG(n[POST_IN_DOUBT]), SAY_ARG(n[POST_REFUSED])));
    if (n[POST_IN_DOUBT] > 0) {
        warn(w, v,
             say_with(w->mem, w->lang, SAY_control_letters_warn,
                      SAY_ARGS(SAY_ARG(n[POST_IN_DOUBT]))));
    }
    if (dropped > 0) {
        warn(
            w, v,
            say_with(w->mem, w->lang, SAY_control_letters_dropped, SAY_ARGS(SAY_ARG(dropped))));
    }
    return FAULT_NONE;
}

static Str relay_say(const Work *w)
{
    Str relay = watched ? setting(watched, SETTING_RELAY) : (Str){ 0 };

    if (w->site->mail.boxed) {
        return say(w->lang, SAY_control_relay_box);
    }
    return relay.len > 0 ? control_mask_url(w->mem, relay)
                         : say(w->lang, SAY_control_relay_none);
}

static void put_house(const Work *w, ControlHome *v)
{
    int64_t starts = courier_link_starts();

    put(w, &v->house, SAY_control_version, STR(CAFEIA_VERSION));
    put(w, &v->house, SAY_control_engine,
        db_is_postgres(w->site->house) ? STR("PostgreSQL") : STR("SQLite"));
    put(w, &v->house, SAY_control_node, number_say(w, work_node()));
    put(w, &v->house, SAY_control_relay, relay_say(w));
    put(w, &v->house, SAY_control_courier,
        starts == 0
            ? say(w->lang, SAY_control_courier_none)
            : say_with(w->mem, w->lang, SAY_control_courier_starts, SAY_ARGS(SAY_ARG(starts))));
}

static Str settings_say(const Work *w)
{
    int64_t own = 0;

    for (size_t i = 0; watched && i < SETTING_COUNT; i++) {
        own += watched->at[i].origin != ORIGIN_PROGRAM;
    }
    return say_with(w->mem, w->lang, SAY_control_settings_words, SAY_ARGS(SAY_ARG(own)));
}

Fault control_web_home(Work *w, const Request *rq, Reply *rp)
{
    TRY(control_may(w));
    ControlHome v = { .frame = control_frame(w, rq, rp, SAY_control_heading),
                      .settings = settings_say(w),
                      .boxed = w->site->mail.boxed };
    TRY(put_jobs(w, &v));
    TRY(put_letters(w, &v));
    TRY(put_kept(w, &v));
    TRY(put_copy(w, &v));
    put_house(w, &v);
    control_home_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
