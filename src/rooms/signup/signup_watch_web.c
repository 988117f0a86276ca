/* signup_watch_web.c - /prevenez-moi: a form, a letter, a button */
#include "rooms/signup/signup_watch_web.h"

#include "geo/geo.h"
#include "mail/address.h"
#include "rooms/signup/signup_watch.h"
#include "rooms/signup/signup_watch_view.h"
#include "rooms/theme/theme.h"
#include "web/form.h"
#include "web/guard.h"

enum { MATCHES_MAX = 12, COMMUNE_MAX = 100, RADIUS_USUAL = 20 };

static const int64_t radii[] = { 5, 10, 20, WATCH_RADIUS_MAX };

typedef struct WatchForm {
    Str mail, commune, code, radius, theme;
} WatchForm;

enum { MAIL, COMMUNE };
static const Field fields[] = {
    FIELD(WatchForm, mail, FIELD_LINE, .max = MAIL_ADDRESS_MAX, .required = true),
    FIELD(WatchForm, commune, FIELD_LINE, .max = COMMUNE_MAX, .required = true),
    FIELD(WatchForm, code, FIELD_LINE, .max = 5),
    FIELD(WatchForm, radius, FIELD_LINE, .max = 3),
    FIELD(WatchForm, theme, FIELD_LINE, .max = 60),
};

/* What the form means. */
typedef struct Meant {
    Str mail, commune;
    int64_t radius, theme;
    GeoMatch matches[MATCHES_MAX];
    size_t match_count; /* > 0: which of these? */
} Meant;

/* One of the list, else the usual one. */
static int64_t radius_read(Str typed)
{
    int64_t km;

    for (size_t i = 0; i < COUNT(radii); i++) {
        if (str_to_int(typed, &km) && km == radii[i]) {
            return km;
        }
    }
    return RADIUS_USUAL;
}

/* An INSEE code and a postal code may be the same digits: the code that is
 * typed whole names one commune. */
static void find_commune(Work *w, const WatchForm *in, Problems *p, Meant *ret)
{
    size_t exact, n;
    Commune c;

    if (in->code.len > 0 && geo_commune(w->site->geo, in->code, &c)) {
        ret->commune = c.code;
        return;
    }
    n = geo_search(w->site->geo, w->mem, in->commune, ret->matches, MATCHES_MAX, &exact);
    if (n == 0) {
        form_problem(p, COMMUNE, say(w->lang, SAY_watch_commune_unknown));
    } else if (exact == 1 || n == 1) {
        ret->commune = ret->matches[0].commune.code;
    } else {
        ret->match_count = exact > 1 ? exact : n;
        form_problem(p, COMMUNE, say(w->lang, SAY_watch_commune_which));
    }
}

static Fault find_theme(Work *w, Str code, int64_t *ret)
{
    Theme theme;
    Fault f = code.len > 0 ? theme_find(w, code, &theme) : FAULT_ABSENT;

    *ret = f ? 0 : theme.number;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault meaning(Work *w, const WatchForm *in, Problems *p, Meant *ret)
{
    *ret = (Meant){ .radius = radius_read(in->radius) };
    if (p->at[MAIL].len == 0 && mail_address_read(w->mem, in->mail, &ret->mail)) {
        bool beyond = mail_address_beyond(in->mail);
        form_problem(p, MAIL, say(w->lang, beyond ? SAY_mail_beyond : SAY_watch_mail_bad));
    }
    if (p->at[COMMUNE].len == 0) {
        find_commune(w, in, p, ret);
    }
    return find_theme(w, in->theme, &ret->theme);
}

static Choices radius_choices(Work *w, int64_t chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, COUNT(radii)), .len = COUNT(radii) };

    for (size_t i = 0; i < COUNT(radii); i++) {
        list.at[i] = (Choice){
            .value = str_format(w->mem, "%lld", (long long)radii[i]),
            .say = say_with(w->mem, w->lang, SAY_watch_km, SAY_ARGS(SAY_ARG(radii[i]))),
            .chosen = radii[i] == chosen,
        };
    }
    return list;
}

static Fault theme_choices(Work *w, Str chosen, Choices *ret)
{
    Theme *themes;
    size_t n;

    TRY(theme_list(w, &themes, &n));
    *ret = (Choices){ .at = NEW_ARRAY(w->mem, Choice, n + 1), .len = n > 1 ? n : 0 };
    for (size_t i = 0; i < ret->len; i++) {
        ret->at[i] = (Choice){ .value = themes[i].code,
                               .say = themes[i].name,
                               .chosen = str_eq(themes[i].code, chosen) };
    }
    return FAULT_NONE;
}

static PlaceChoices commune_choices(Work *w, const Meant *meant)
{
    PlaceChoices list = { .at = NEW_ARRAY(w->mem, PlaceChoice, MATCHES_MAX),
                          .len = meant->match_count };

    for (size_t i = 0; i < list.len; i++) {
        const Commune *c = &meant->matches[i].commune;
        Area department = { 0 };
        geo_department(w->site->geo, c->department, &department);
        list.at[i] = (PlaceChoice){ .url = c->code,
                                    .name = c->name,
                                    .department_say = department.name,
                                    .postal = meant->matches[i].postal,
                                    .population = c->population };
    }
    return list;
}

static Fault show_form(Work *w, const Request *rq, Reply *rp, const WatchForm *in,
                       const Problems *p, const Meant *meant)
{
    SignupWatchPage v = {
        .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_watch_title)),
        .token = guard_token(w),
        .has_problems = p->count > 0,
        .mail = { in->mail, p->at[MAIL] },
        .commune = { in->commune, p->at[COMMUNE] },
        .communes = commune_choices(w, meant),
        .radii = radius_choices(w, meant->radius),
    };

    v.frame.no_index = p->count > 0;
    v.frame.description = say(w->lang, SAY_watch_description);
    TRY(theme_choices(w, in->theme, &v.themes));
    web_private(rp);
    signup_watch_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* ?lieu=41018 comes from our own pages; else it is what somebody typed. */
Fault signup_watch_web_form(Work *w, const Request *rq, Reply *rp)
{
    WatchForm in = { .commune = str_slice(str_trim(web_query(rq, "lieu")), 0, COMMUNE_MAX),
                     .theme = web_query(rq, "theme") };
    Meant meant = { .radius = radius_read(web_query(rq, "rayon")) };
    Problems none = { 0 };
    Commune c;

    if (geo_commune(w->site->geo, in.commune, &c)) {
        in.commune = str_format(w->mem, "%.*s (%.*s)", STR_ARG(c.name), STR_ARG(c.department));
    }
    return show_form(w, rq, rp, &in, &none, &meant);
}

Fault signup_watch_web_ask(Work *w, const Request *rq, Reply *rp)
{
    WatchForm in;
    Problems p;
    Meant meant;

    TRY(form_read(w, rq, fields, COUNT(fields), &in, &p));
    TRY(meaning(w, &in, &p, &meant));
    if (p.count > 0) {
        rp->status = 422;
        return show_form(w, rq, rp, &in, &p, &meant);
    }
    TRY(signup_watch_ask(w, meant.mail, meant.commune, meant.radius, meant.theme));
    return web_see_other(rp, STR("/prevenez-moi/envoye"));
}

static Fault show_said(Work *w, const Request *rq, Reply *rp, SignupWatchSaid v)
{
    v.frame = frame_of(w, rq, v.title, (Str){ 0 });
    v.frame.no_index = true;
    v.token = v.action.len > 0 ? guard_token(w) : (Str){ 0 };
    signup_watch_said_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_watch_web_sent(Work *w, const Request *rq, Reply *rp)
{
    return show_said(w, rq, rp,
                     (SignupWatchSaid){ .title = say(w->lang, SAY_watch_sent),
                                        .what = say(w->lang, SAY_watch_sent_say),
                                        .then = say(w->lang, SAY_watch_sent_then) });
}

static Fault show_gone(Work *w, const Request *rq, Reply *rp)
{
    return show_said(w, rq, rp,
                     (SignupWatchSaid){ .title = say(w->lang, SAY_watch_gone),
                                        .what = say(w->lang, SAY_watch_gone_say),
                                        .again = true });
}

static Str url_of(Work *w, const char *page, const Watch *watch)
{
    return STR_JOIN(w->mem, STR("/prevenez-moi/"), str_from(page), STR("?cle="),
                    signup_watch_key(w, watch->id));
}

static Str about(Work *w, Say key, const Watch *watch)
{
    Str where = signup_watch_where(w, watch);

    return say_with(w->mem, w->lang, key, SAY_ARGS(SAY_ARG(where), SAY_ARG(watch->radius_km)));
}

/* Opening the link does nothing: what reads letters ahead of people opens it too. */
Fault signup_watch_web_see(Work *w, const Request *rq, Reply *rp)
{
    Watch watch;
    Fault f = signup_watch_open(w, web_query(rq, "cle"), &watch);

    if (f) {
        return f == FAULT_ABSENT ? show_gone(w, rq, rp) : f;
    }
    if (watch.confirmed_at > 0) {
        return show_said(w, rq, rp,
                         (SignupWatchSaid){ .title = say(w->lang, SAY_watch_confirmed),
                                            .what = about(w, SAY_watch_confirmed_say, &watch),
                                            .stop_url = url_of(w, "arreter", &watch) });
    }
    return show_said(w, rq, rp,
                     (SignupWatchSaid){ .title = about(w, SAY_watch_confirm, &watch),
                                        .what = say(w->lang, SAY_watch_lead),
                                        .action = url_of(w, "confirmer", &watch),
                                        .button = say(w->lang, SAY_watch_confirm_do) });
}

Fault signup_watch_web_confirm(Work *w, const Request *rq, Reply *rp)
{
    Watch watch;
    Fault f = signup_watch_open(w, web_query(rq, "cle"), &watch);

    if (f) {
        return f == FAULT_ABSENT ? show_gone(w, rq, rp) : f;
    }
    TRY(signup_watch_confirm(w, &watch));
    return web_see_other(rp, url_of(w, "confirmer", &watch));
}

Fault signup_watch_web_leaving(Work *w, const Request *rq, Reply *rp)
{
    Watch watch;
    Fault f = signup_watch_open(w, web_query(rq, "cle"), &watch);

    if (f) {
        return f == FAULT_ABSENT ? show_gone(w, rq, rp) : f;
    }
    return show_said(w, rq, rp,
                     (SignupWatchSaid){ .title = say(w->lang, SAY_watch_stop),
                                        .what = about(w, SAY_watch_stop_say, &watch),
                                        .action = url_of(w, "arreter", &watch),
                                        .button = say(w->lang, SAY_watch_stop_do) });
}

/* No redirect: mail programs don't follow it.  Once more does no harm. */
Fault signup_watch_web_stop(Work *w, const Request *rq, Reply *rp)
{
    Watch watch;
    Fault f = signup_watch_open(w, web_query(rq, "cle"), &watch);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    if (!f) {
        TRY(signup_watch_stop(w, &watch));
    }
    return show_said(w, rq, rp,
                     (SignupWatchSaid){ .title = say(w->lang, SAY_watch_stopped),
                                        .what = say(w->lang, SAY_watch_stopped_say),
                                        .again = true });
}
