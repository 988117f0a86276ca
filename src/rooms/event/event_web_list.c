/* event_web_list.c - /cafes, and the same for an <iframe> elsewhere */
#include "rooms/event/event_choices.h"
#include "web/web.h"

enum { NEAREST = 3, ONLINE = 3, EMBED_MAX = 10 };

/* "/cafes" or "/cafes.ics" with the search in it, and one parameter more. */
static Str address(Work *w, const Asked *a, const char *path, const char *more)
{
    bool query = a->address.len > 0 || more[0];

    return str_format(w->mem, "%s%s%.*s%s%s", path, query ? "?" : "", STR_ARG(a->address),
                      a->address.len > 0 && more[0] ? "&" : "", more);
}

static Fault load_hits(Work *w, const EventHit *hits, size_t n, Event **ret, size_t *ret_len)
{
    EventId *ids = NEW_ARRAY(w->mem, EventId, n + 1);

    for (size_t i = 0; i < n; i++) {
        ids[i] = hits[i].event_id;
    }
    return event_store_briefs(w, ids, n, ret, ret_len);
}

/* Cafés come in order of date: a new day opens a new heading.  One that began
 * before and still goes on stands under the first day shown. */
static EventDays by_day(Work *w, EventCards cards)
{
    EventDays days = { .at = NEW_ARRAY(w->mem, EventDay, cards.len + 1) };

    for (size_t i = 0; i < cards.len; i++) {
        EventCard *card = &cards.at[i];
        EventDay *day = days.len > 0 ? &days.at[days.len - 1] : NULL;
        if (!day || !str_eq(day->iso, card->day_iso)) {
            day = &days.at[days.len++];
            *day = (EventDay){ .iso = card->day_iso,
                               .say = card->day_say,
                               .cards = { .at = card } };
        }
        day->cards.len++;
    }
    return days;
}

static Choices radii(Work *w, const Asked *a)
{
    static const int64_t km[] = { 5, 10, 20, 30, 50, 100, 200 };
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, COUNT(km) + 1) };
    bool known = false;

    for (size_t i = 0; i < COUNT(km); i++) {
        known = known || km[i] == a->radius_km;
    }
    for (size_t i = 0; i <= COUNT(km); i++) {
        int64_t v = i < COUNT(km) ? km[i] : a->radius_km;
        if (i < COUNT(km) || !known) {
            list.at[list.len++] = (Choice){
                .value = str_format(w->mem, "%lld", (long long)v),
                .say = say_with(w->mem, w->lang, SAY_list_radius, SAY_ARGS(SAY_ARG(v))),
                .chosen = v == a->radius_km,
            };
        }
    }
    return list;
}

/* Those that a search may find: internal ones never are. */
static Choices audiences(Work *w, int64_t chosen)
{
    Choices list =
        event_choices_audience(w, chosen >= 0 ? event_audience_address(chosen) : (Str){ 0 });
    size_t kept = 0;

    for (size_t i = 0; i < list.len; i++) {
        if (i != EVENT_INTERNAL) {
            list.at[kept++] = list.at[i];
        }
    }
    list.len = kept;
    return list;
}

/* The same search in another span of days. */
static Choice period(Work *w, const Asked *a, Say words, Day from, Day to)
{
    Buf out = buf_new(w->mem, 2100);
    Str rest = a->address, pair;
    Str from_iso = day_iso(w->mem, from), to_iso = day_iso(w->mem, to);

    buf_add(&out, STR("/cafes?"));
    while (rest.len > 0) {
        str_cut(rest, '&', &pair, &rest);
        if (!str_starts(pair, STR("du=")) && !str_starts(pair, STR("au=")) &&
            !str_starts(pair, STR("passes="))) {
            buf_add(&out, pair);
            buf_char(&out, '&');
        }
    }
    buf_addf(&out, "du=%.*s&au=%.*s", STR_ARG(from_iso), STR_ARG(to_iso));
    return (Choice){ .value = buf_str(&out),
                     .say = say(w->lang, words),
                     .chosen = str_eq(a->from_iso, from_iso) && str_eq(a->to_iso, to_iso) };
}

static Choices periods(Work *w, const Asked *a)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, 2) };
    Day today = day_of(ZONE_PARIS, w->now);
    Day sunday = day_from_number(day_number(today) + 6 - day_weekday(today));
    Day first = { today.year + (today.month == 12), today.month % 12 + 1, 1 };
    Day month_end = day_from_number(day_number(first) - 1);

    list.at[list.len++] = period(w, a, SAY_list_period_week, today, sunday);
    list.at[list.len++] = period(w, a, SAY_list_period_month, today, month_end);
    return list;
}

static PlaceChoices which_place(Work *w, const Asked *a)
{
    PlaceChoices list = { .at = NEW_ARRAY(w->mem, PlaceChoice, a->match_count + 1) };

    for (size_t i = 0; i < a->match_count; i++) {
        const GeoMatch *m = &a->matches[i];
        Area department = { 0 };
        geo_department(w->site->geo, m->commune.department, &department);
        list.at[list.len++] = (PlaceChoice){
            .url = str_format(w->mem, "/cafes?lieu=%.*s&rayon=%lld", STR_ARG(m->commune.code),
                              (long long)a->radius_km),
            .name = m->commune.name,
            .department_say = department.name,
            .postal = m->postal,
            .population = m->commune.population,
        };
    }
    return list;
}

static Fault fill_filters(Work *w, const Asked *a, EventListPage *v)
{
    const EventSearch *s = &a->search;

    v->radii = radii(w, a);
    v->kinds = event_choices_kind(w, s->kind >= 0 ? event_kind_address(s->kind) : (Str){ 0 });
    v->modes = event_choices_mode(w, s->mode >= 0 ? event_mode_address(s->mode) : (Str){ 0 });
    v->audiences = audiences(w, s->audience);
    v->periods = periods(w, a);
    v->place_typed = a->place_typed;
    v->words = a->words;
    v->from_iso = a->from_iso;
    v->to_iso = a->to_iso;
    v->filtered = s->kind >= 0 || s->mode >= 0 || s->audience >= 0 || s->theme >= 0 ||
                  a->words.len > 0 || a->from_iso.len > 0 || a->to_iso.len > 0;
    return event_choices_theme(w, a->theme, &v->themes);
}

/* The scheme that a calendar subscribes to. */
static Str webcal(Work *w, Str path)
{
    Str scheme, rest;

    str_cut(web_absolute(w, path), ':', &scheme, &rest);
    return str_format(w->mem, "webcal:%.*s", STR_ARG(rest));
}

static void fill_links(Work *w, const Asked *a, EventListPage *v)
{
    v->ics_url = address(w, a, "/cafes.ics", "");
    v->atom_url = address(w, a, "/cafes.atom", "");
    v->csv_url = address(w, a, "/cafes.csv", "");
    v->embed_url = address(w, a, "/cafes/integrer", "");
    v->map_url = a->search.department_count == 1
                     ? str_format(w->mem, "/carte?dep=%.*s", STR_ARG(a->search.departments[0]))
                     : STR("/carte");
    v->webcal_url = webcal(w, v->ics_url);
    v->archive = a->search.past;
    if (v->archive) {
        v->upcoming_url = STR("/cafes");
    } else {
        v->archive_url = address(w, a, "/cafes", "passes=1");
    }
    v->frame.feed = v->atom_url;
}

/* Nothing within the radius: the nearest ones beyond, and those online. */
static Fault fill_none(Work *w, const Asked *a, EventListPage *v)
{
    EventSearch online = event_search_all();
    EventHit *hits;
    Event *list;
    size_t n, len;
    bool more;

    v->none_near = true;
    v->watch_url = STR_JOIN(w->mem, STR("/prevenez-moi?"), a->address);
    v->none_say = say_with(w->mem, w->lang, SAY_list_none_near,
                           SAY_ARGS(SAY_ARG(a->radius_km), SAY_ARG(a->place_name)));
    TRY(event_search_nearest(w, &a->search, NEAREST, &hits, &n));
    TRY(load_hits(w, hits, n, &list, &len));
    v->nearest = event_cards(w, list, len, &a->from);
    online.mode = EVENT_ONLINE;
    online.from = a->search.from;
    online.alive = a->search.alive;
    TRY(event_search(w, &online, ONLINE, &hits, &n, &more));
    TRY(load_hits(w, hits, n, &list, &len));
    v->online = event_cards(w, list, len, NULL);
    return FAULT_NONE;
}

static Fault fill_cafes(Work *w, const Asked *a, EventListPage *v)
{
    EventHit *hits;
    Event *list;
    size_t n, len;
    bool more;

    TRY(event_search(w, &a->search, EVENT_LIST_PAGE, &hits, &n, &more));
    TRY(load_hits(w, hits, n, &list, &len));
    v->days = by_day(w, event_cards(w, list, len, &a->from));
    v->empty = len == 0;
    if (more) {
        Str cursor = event_cursor_text(w->mem, &hits[n - 1]);
        v->next_url = address(w, a, "/cafes",
                              str_c(w->mem, str_format(w->mem, "apres=%.*s", STR_ARG(cursor))));
    }
    if (a->search.after.set) {
        v->first_url = address(w, a, "/cafes", "");
    }
    bool nothing = v->empty && a->search.near && !a->search.past && !a->search.after.set &&
                   a->words.len == 0;
    return nothing ? fill_none(w, a, v) : FAULT_NONE;
}

Fault event_web_list(Work *w, const Request *rq, Reply *rp)
{
    Asked a;

    TRY(event_asked(w, rq, &a));
    EventListPage v = {
        .frame = frame_of(w, rq, a.heading, say(w->lang, SAY_list_description)),
        .heading = a.heading,
        .problem = a.problem,
        .choices = which_place(w, &a),
        .which_say = a.search.near ? say_with(w->mem, w->lang, SAY_event_which_other,
                                              SAY_ARGS(SAY_ARG(a.place_name)))
                                   : say(w->lang, SAY_event_which),
        .place_unknown = a.place_unknown ? a.place_typed : (Str){ 0 },
    };
    TRY(fill_filters(w, &a, &v));
    fill_links(w, &a, &v);
    if (event_asked_somewhere(&a)) {
        TRY(fill_cafes(w, &a, &v));
    } else {
        v.empty = true;
    }
    event_list_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault event_web_embed(Work *w, const Request *rq, Reply *rp)
{
    EventHit *hits;
    Event *list = NULL;
    size_t n, len = 0;
    bool more;
    Asked a;

    TRY(event_asked(w, rq, &a));
    if (event_asked_somewhere(&a)) {
        TRY(event_search(w, &a.search, EMBED_MAX, &hits, &n, &more));
        TRY(load_hits(w, hits, n, &list, &len));
    }
    EventEmbedPage v = {
        .title = a.heading,
        .site = w->site->name,
        .style = w->site->assets.style,
        .icon = w->site->assets.icon,
        .cards = event_cards(w, list, len, &a.from),
        .empty = len == 0,
        .all_url = web_absolute(w, address(w, &a, "/cafes", "")),
    };
    for (size_t i = 0; i < len; i++) {
        v.cards.at[i].url = web_absolute(w, v.cards.at[i].url);
    }
    event_embed_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
