#include "rooms/event/event_front.h"
#include "rooms/site/site.h"
#include "rooms/site/site_view.h"
#include "rooms/theme/theme.h"
#include "web/web.h"

enum { HOME_CAFES = 6, SENTENCES_MAX = 8 };

/* The sentences of a theme stand one a line. */
static Words sentences(Work *w, Str text)
{
    Words words = { .at = NEW_ARRAY(w->mem, Str, SENTENCES_MAX) };
    Str line;

    while (text.len > 0 && words.len < SENTENCES_MAX) {
        str_cut(text, '\n', &line, &text);
        words.at[words.len++] = str_trim(line);
    }
    return words;
}

static Words how(Work *w)
{
    static const Say steps[] = { SAY_home_how_place, SAY_home_how_tell, SAY_home_how_welcome };
    Words words = { .at = NEW_ARRAY(w->mem, Str, COUNT(steps)), .len = COUNT(steps) };

    for (size_t i = 0; i < COUNT(steps); i++) {
        words.at[i] = say(w->lang, steps[i]);
    }
    return words;
}

Fault site_web_home(Work *w, const Request *rq, Reply *rp)
{
    SiteHome v = { .how = how(w) };
    Theme theme;

    TRY(theme_main(w, &theme));
    TRY(event_front_next(w, HOME_CAFES, &v.next));
    TRY(event_front_map(w, &v.map));
    v.frame = frame_of(w, rq, w->site->name, say(w->lang, SAY_home_description));
    v.frame.has_script = true;
    v.frame.feed = STR("/cafes.atom");
    v.cafe = theme.cafe;
    v.tagline = theme.tagline;
    v.what = sentences(w, theme.what);
    v.empty = v.next.len == 0;
    site_home_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

typedef struct Line {
    Str name, type;
    Say say;
    Str example;
} Line;

/* clang-format off */
static const Line parameters[] = {
    { STR_INIT("lieu"),   STR_INIT(""), SAY_param_lieu,   STR_INIT("41018") },
    { STR_INIT("rayon"),  STR_INIT(""), SAY_param_rayon,  STR_INIT("50") },
    { STR_INIT("pres"),   STR_INIT(""), SAY_param_pres,   STR_INIT("47.58,1.33") },
    { STR_INIT("dep"),    STR_INIT(""), SAY_param_dep,    STR_INIT("41") },
    { STR_INIT("region"), STR_INIT(""), SAY_param_region, STR_INIT("24") },
    { STR_INIT("du"),     STR_INIT(""), SAY_param_du,     STR_INIT("2024-06-21") },
    { STR_INIT("au"),     STR_INIT(""), SAY_param_au,     STR_INIT("2024-07-31") },
    { STR_INIT("theme"),  STR_INIT(""), SAY_param_theme,  STR_INIT("parentalite") },
    { STR_INIT("type"),   STR_INIT(""), SAY_param_type,   STR_INIT("ouvert") },
    { STR_INIT("mode"),   STR_INIT(""), SAY_param_mode,   STR_INIT("distance") },
    { STR_INIT("public"), STR_INIT(""), SAY_param_public, STR_INIT("scolaire") },
    { STR_INIT("q"),      STR_INIT(""), SAY_param_q,      STR_INIT("mairie") },
    { STR_INIT("passes"), STR_INIT(""), SAY_param_passes, STR_INIT("1") },
    { STR_INIT("apres"),  STR_INIT(""), SAY_param_apres,  STR_INIT("") },
};
static const Line json_fields[] = {
    { STR_INIT("items"),               STR_INIT("array"),  SAY_field_items,        STR_INIT("") },
    { STR_INIT("next"),                STR_INIT("string"), SAY_field_next,         STR_INIT("") },
    { STR_INIT("choices"),             STR_INIT("array"),  SAY_field_choices,      STR_INIT("") },
    { STR_INIT("items[].venue"),       STR_INIT("object"), SAY_field_venue,        STR_INIT("") },
    { STR_INIT("items[].organizers"),  STR_INIT("array"),  SAY_field_organizers,   STR_INIT("") },
    { STR_INIT("items[].supporters"),  STR_INIT("array"),  SAY_field_supporters,   STR_INIT("") },
    { STR_INIT("items[].facilitators"), STR_INIT("array"), SAY_field_facilitators, STR_INIT("") },
    { STR_INIT("items[].distance_km"), STR_INIT("number"), SAY_field_distance,     STR_INIT("12.4") },
    { STR_INIT("description"),         STR_INIT("string"), SAY_field_description,  STR_INIT("") },
};
/* clang-format on */

static SiteFields fields_of(Work *w, const Line *lines, size_t n)
{
    SiteFields list = { .at = NEW_ARRAY(w->mem, SiteField, n), .len = n };

    for (size_t i = 0; i < n; i++) {
        list.at[i] = (SiteField){ .name = lines[i].name,
                                  .type = lines[i].type,
                                  .say = say(w->lang, lines[i].say),
                                  .example = lines[i].example };
    }
    return list;
}

static SiteFields columns(Work *w)
{
    EventColumns all = event_front_columns(w);
    SiteFields list = { .at = NEW_ARRAY(w->mem, SiteField, all.len), .len = all.len };

    for (size_t i = 0; i < all.len; i++) {
        list.at[i] = (SiteField){ .name = all.at[i].name,
                                  .type = all.at[i].type,
                                  .say = all.at[i].say,
                                  .example = all.at[i].example };
    }
    return list;
}

Fault site_web_data(Work *w, const Request *rq, Reply *rp)
{
    SiteData v = {
        .frame = frame_of(w, rq, say(w->lang, SAY_data_title), say(w->lang, SAY_data_lead)),
        .csv = columns(w),
        .json = fields_of(w, json_fields, COUNT(json_fields)),
        .parameters = fields_of(w, parameters, COUNT(parameters)),
    };

    site_data_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static SiteText text_of(Work *w, const Request *rq, Say title)
{
    return (SiteText){
        .frame = frame_of(w, rq, say(w->lang, title), (Str){ 0 }),
        .publisher = w->site->publisher,
        .host = w->site->hosting,
        .contact = w->site->contact,
    };
}

Fault site_web_legal(Work *w, const Request *rq, Reply *rp)
{
    SiteText v = text_of(w, rq, SAY_legal_title);

    site_legal_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault site_web_access(Work *w, const Request *rq, Reply *rp)
{
    SiteText v = text_of(w, rq, SAY_access_title);

    site_access_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* What stands in several columns is one thing to whom it is told. */
static size_t one_of_each(SiteDatum *at, size_t n)
{
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        while (same < len && !str_eq(at[same].what, at[i].what)) {
            same++;
        }
        if (same == len) {
            at[len++] = at[i];
        }
    }
    return len;
}

static Str cookie_kept(Work *w, int64_t seconds)
{
    enum { MINUTE = 60, DAY = 86400 };
    bool days = seconds >= DAY;
    Str n = str_format(w->mem, "%lld", (long long)(seconds / (days ? DAY : MINUTE)));

    return say_with(w->mem, w->lang, days ? SAY_cookie_days : SAY_cookie_minutes,
                    SAY_ARGS(SAY_ARG(n)));
}

static SiteCookies cookies_of(Work *w, const Request *rq)
{
    static const struct {
        const char *name;
        int64_t seconds;
        Say what;
    } all[] = {
#define COOKIE(name, most, what) { name, most, SAY_##what },
#include "web/cookie.def"
#undef COOKIE
    };
    SiteCookies list = { .at = NEW_ARRAY(w->mem, SiteCookie, COUNT(all)), .len = COUNT(all) };

    for (size_t i = 0; i < COUNT(all); i++) {
        list.at[i] = (SiteCookie){ .name = web_cookie_name(w->mem, rq, all[i].name),
                                   .what = say(w->lang, all[i].what),
                                   .kept = cookie_kept(w, all[i].seconds) };
    }
    return list;
}

Fault site_web_privacy(Work *w, const Request *rq, Reply *rp)
{
    SiteText v = text_of(w, rq, SAY_privacy_title);
    SiteDatum kept[] = {
#define PERSONAL(table, column, what_, why_, basis_, kept_, seen_, rule) \
    { .what = say(w->lang, SAY_##what_),                                 \
      .why = say(w->lang, SAY_##why_),                                   \
      .basis = say(w->lang, SAY_##basis_),                               \
      .kept = say(w->lang, SAY_##kept_),                                 \
      .seen_by = say(w->lang, SAY_##seen_) },
#include "rooms/site/personal.def"
#undef PERSONAL
    };

    v.cookies = cookies_of(w, rq);
    v.inventory = (SiteInventory){ .at = kept, .len = one_of_each(kept, COUNT(kept)) };
    site_privacy_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
