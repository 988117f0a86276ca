/* signup_watch_tell.c - a café was published: who asked to hear of it, and the
 * letter that tells them */
#include <math.h>

#include "geo/geo.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_notices.h"
#include "rooms/signup/signup_watch.h"
#include "web/web.h"
#include "work/job.h"

enum { WATCHES_AT_ONCE = 500, DAY = 86400 };

static const double DEGREE = 111.0; /* km between two parallels, a little less */

/* Somebody may come to it, and knows where it is. */
static bool is_news(const Event *e, int64_t now)
{
    return e->state == EVENT_PUBLISHED && e->audience == EVENT_PUBLIC && !e->demo &&
           e->mode != EVENT_ONLINE && e->point != EVENT_POINT_NONE && e->starts_at > now;
}

/* Could one of its communes be near enough?  A little too often. */
static bool may_reach(const Area *a, GeoPoint p)
{
    double up = WATCH_RADIUS_MAX / DEGREE * 1.02;
    double aside = up / fmax(0.05, cos(fmin(89.0, fabs(p.lat) + 1.0) * M_PI / 180.0));

    return p.lat >= a->south_west.lat - up && p.lat <= a->north_east.lat + up &&
           p.lon >= a->south_west.lon - aside && p.lon <= a->north_east.lon + aside;
}

static bool fits(const Work *w, const Watch *watch, const Event *e)
{
    Commune c;

    return (watch->theme == 0 || watch->theme == e->theme) &&
           geo_commune(w->site->geo, watch->commune, &c) &&
           geo_distance(c.point, (GeoPoint){ e->lat, e->lon }) <=
               (double)watch->radius_km * 1000.0;
}

/* All codes of communes of a département lie between "41000" and "41999". */
static WatchRange range_of(Arena *mem, Str department)
{
    Str low = str_slice(STR("000"), 0, 5 - department.len);
    Str high = str_slice(STR("999"), 0, 5 - department.len);

    return (WatchRange){ .from = STR_JOIN(mem, department, low),
                         .to = STR_JOIN(mem, department, high) };
}

static Fault look_in(Work *w, Str department, const Event *e)
{
    WatchRange range = range_of(w->mem, department);
    Watch *list;
    size_t n = WATCHES_AT_ONCE;

    while (n == WATCHES_AT_ONCE) {
        TRY(signup_watch_store_list(w, &range, WATCHES_AT_ONCE, &list, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(fits(w, &list[i], e) ? signup_watch_store_find(w, list[i].id, e->id)
                                     : FAULT_NONE);
            range.after_commune = list[i].commune;
            range.after_id = list[i].id;
        }
    }
    return FAULT_NONE;
}

Fault signup_watch(Work *w, int64_t event)
{
    const Area *departments;
    size_t n = geo_departments(w->site->geo, &departments);
    Event e;
    Fault f = event_load(w, (EventId){ event }, &e);

    if (f || !is_news(&e, w->now)) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    for (size_t i = 0; i < n; i++) {
        if (may_reach(&departments[i], (GeoPoint){ e.lat, e.lon })) {
            TRY(look_in(w, departments[i].code, &e));
        }
    }
    return FAULT_NONE;
}

/* Those that are still to come, in the order in which they were announced. */
static Fault load_finds(Work *w, const Watch *watch, Event *ret, size_t *ret_len)
{
    EventId *ids;
    size_t n;

    *ret_len = 0;
    TRY(signup_watch_store_finds(w, watch->id, POST_FACTS_MAX, &ids, &n));
    for (size_t i = 0; i < n; i++) {
        Fault f = event_load(w, ids[i], &ret[*ret_len]);
        if (f && f != FAULT_ABSENT) {
            return f;
        }
        *ret_len += !f && is_news(&ret[*ret_len], w->now);
    }
    return FAULT_NONE;
}

static void add_cafes(Work *w, Notice *n, const Event *events, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        EventTold told = event_told(w, &events[i]);
        Str value = told.where.len > 0 ? STR_JOIN(w->mem, told.title, STR(", "), told.where)
                                       : told.title;
        n->letter.facts[n->facts++] = (PostFact){ told.when, value };
    }
}

static void add_action(Work *w, Notice *n, const Watch *watch, const Event *events, size_t len)
{
    Str key = signup_watch_key(w, watch->id);
    Str list = str_format(w->mem, "/cafes?lieu=%.*s&rayon=%lld", STR_ARG(watch->commune),
                          (long long)watch->radius_km);

    n->letter.action = say(w->lang, len == 1 ? SAY_watch_found_do : SAY_watch_see);
    n->letter.action_url =
        len == 1 ? event_told(w, &events[0]).url : web_absolute_said(w, list);
    n->letter.unsubscribe_url =
        web_absolute_said(w, STR_JOIN(w->mem, STR("/prevenez-moi/arreter?cle="), key));
}

static Fault tell(Work *w, const Watch *watch)
{
    Event events[POST_FACTS_MAX];
    size_t len;

    TRY(load_finds(w, watch, events, &len));
    TRY(signup_watch_store_told(w, watch->id));
    if (len == 0) {
        return FAULT_NONE;
    }
    w->lang = lang_accept(watch->lang);
    int64_t many = (int64_t)len;
    Str where = signup_watch_where(w, watch);
    Notice n = { .letter = { .reason = POST_WATCH,
                             .subject = watch->id,
                             .occasion = w->now,
                             .to = watch->mail,
                             .lang = w->lang,
                             .title = say_with(w->mem, w->lang, SAY_watch_found,
                                               SAY_ARGS(SAY_ARG(many), SAY_ARG(where))),
                             .why = web_about_site(w, SAY_watch_found_why) } };
    signup_notice_para(&n, say(w->lang, len == 1 ? SAY_watch_found_say : SAY_watch_found_many));
    add_cafes(w, &n, events, len);
    add_action(w, &n, watch, events, len);
    return signup_notice_put(w, &n);
}

Fault signup_watch_tell(Work *w, int64_t subject)
{
    Lang own = w->lang;
    Watch *list;
    size_t n;

    (void)subject;
    TRY(signup_watch_store_forget_old(w, w->now - WATCH_KEPT_SECONDS,
                                      w->now - WATCH_FOUND_SECONDS));
    TRY(signup_watch_store_due(w, w->now - WATCH_APART_SECONDS, SIGNUP_LETTERS_AT_ONCE, &list,
                               &n));
    for (size_t i = 0; i < n; i++) {
        TRY(tell(w, &list[i]));
    }
    w->lang = own;
    return n == SIGNUP_LETTERS_AT_ONCE ? job_add(w, "signup_watch_on", 0, w->now) : FAULT_NONE;
}
