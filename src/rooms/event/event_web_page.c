/* event_web_page.c - one café: everything one needs to come; and a series */
#include "rooms/event/event_room.h"
#include "rooms/theme/theme.h"
#include "text/markdown.h"
#include "web/qr.h"
#include "web/web.h"

enum { NEXT_DATES = 5, SERIES_SHOWN = 40 };

static Html body_of(Work *w, Str markdown)
{
    Html html = { 0 };

    if (markdown.len > 0 && markdown_html(w->mem, markdown, &html)) {
        return (Html){ 0 };
    }
    return html;
}

static EventParties parties_of(Work *w, Parties all, EventRole role)
{
    EventParties list = { .at = NEW_ARRAY(w->mem, EventParty, all.len + 1) };

    for (size_t i = 0; i < all.len; i++) {
        if (all.at[i].role == (int64_t)role) {
            list.at[list.len++] = (EventParty){ .name = all.at[i].name, .url = all.at[i].url };
        }
    }
    return list;
}

/* A contact that is an address can be tapped. */
static Str contact_url(Work *w, Str contact)
{
    bool mail = str_has(contact, STR("@")) && !str_has(contact, STR(" "));
    size_t digits = 0;

    for (size_t i = 0; i < contact.len; i++) {
        char c = contact.at[i];
        digits += c >= '0' && c <= '9';
        if (!(c >= '0' && c <= '9') && c != ' ' && c != '.' && c != '+') {
            digits = 0;
            break;
        }
    }
    if (mail) {
        return str_format(w->mem, "mailto:%.*s", STR_ARG(contact));
    }
    return digits >= 8 ? str_format(w->mem, "tel:%.*s", STR_ARG(contact)) : (Str){ 0 };
}

/* What nobody has read over isn't shown, not even by its neighbours. */
static size_t keep_public(Event *list, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (event_is_public(&list[i])) {
            list[kept++] = list[i];
        }
    }
    return kept;
}

/* Why it is cancelled, postponed or online now, and since when. */
static Fault fill_state(Work *w, const Event *e, EventPage *v)
{
    Change change;

    v->past = e->until_at <= w->now;
    if (e->previous_at > 0) {
        Event before = *e;
        before.starts_at = e->previous_at;
        before.ends_at = 0;
        v->previous_when = event_when(w, &before);
    }
    if (v->card.state_say.len == 0) {
        return FAULT_NONE;
    }
    Fault f = event_change_store_last(w, e->id, (EventState)e->state, &change);
    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    v->state_reason = change.reason;
    v->state_at = day_say(w->mem, w->lang, day_of(event_zone(e), change.at));
    return FAULT_NONE;
}

static Fault fill_family(Work *w, const Event *e, EventPage *v)
{
    Event parent, *list;
    size_t n;

    if (e->parent_id.v != 0) {
        Fault f = event_store_load(w, e->parent_id, &parent);
        if (!f && event_is_public(&parent)) {
            v->parent_url = event_url(w->mem, &parent);
            v->parent_title = parent.title;
        } else if (f && f != FAULT_ABSENT) {
            return f;
        }
    }
    TRY(event_store_children(w, e->id, &list, &n));
    v->children = event_cards(w, list, keep_public(list, n), NULL);
    return FAULT_NONE;
}

static Fault fill_series(Work *w, const Event *e, EventPage *v)
{
    Series series;
    Event *list;
    size_t n;

    if (e->series_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(event_series_store_load(w, e->series_id, &series));
    v->series_url = event_series_url(w->mem, &series);
    v->series_title = series.title;
    TRY(event_store_of_series(w, e->series_id, e->series_at + 1, NEXT_DATES, &list, &n));
    v->next_dates = event_cards(w, list, keep_public(list, n), NULL);
    return FAULT_NONE;
}

static void fill_place(Work *w, const Event *e, EventPage *v)
{
    v->address = event_address_say(w->mem, e);
    v->address_extra = e->address_extra;
    v->venue_site = e->venue_site;
    v->venue_acceslibre = e->acceslibre;
    v->directions = e->directions;
    v->access = event_access_words(w, e->access);
    v->access_note = e->access_note;
    v->online = e->mode != EVENT_ON_SITE;
    if (e->mode != EVENT_ONLINE && e->department.len > 0) {
        v->map_url = str_format(w->mem, "/carte?dep=%.*s", STR_ARG(e->department));
    }
}

static void fill_links(Work *w, const Event *e, EventPage *v)
{
    Str id = v->card.id, where = v->card.commune.len > 0 ? v->card.commune : v->card.mode_say;
    Str url = web_absolute(w, v->card.url), scheme;

    v->ics_url = str_format(w->mem, "/cafes/%.*s.ics", STR_ARG(id));
    v->report_url =
        e->demo ? (Str){ 0 } : str_format(w->mem, "/cafes/%.*s/signaler", STR_ARG(id));
    v->share_text =
        say_with(w->mem, w->lang, SAY_say_share,
                 SAY_ARGS(SAY_ARG(e->title), SAY_ARG(v->when), SAY_ARG(where), SAY_ARG(url)));
    v->qr = qr_svg(w->mem, url, say(w->lang, SAY_qr_page));
    v->printed_url = url;
    if (str_cut(url, '/', &scheme, &v->printed_url)) {
        v->printed_url = str_slice(v->printed_url, 1, v->printed_url.len);
    }
    v->contact = e->contact;
    v->contact_url = contact_url(w, e->contact);
    v->signup_url = e->signup_url;
}

static void fill_seats(Work *w, const Event *e, EventPage *v)
{
    v->signup_free = e->signup == EVENT_SIGNUP_NONE && e->signup_url.len == 0;
    if (event_signup_open(e, w->now)) {
        v->seats_say = event_front_seats(w, e);
        v->signup_page = str_format(w->mem, "/cafes/%.*s/inscription", STR_ARG(v->card.id));
    }
}

static Str description_of(Work *w, const Event *e, const EventPage *v)
{
    if (e->summary.len > 0) {
        return e->summary;
    }
    Str where = v->card.commune.len > 0 ? v->card.commune : v->card.mode_say;
    return say_with(w->mem, w->lang, SAY_say_description,
                    SAY_ARGS(SAY_ARG(v->when), SAY_ARG(where)));
}

/* What it is about, when that isn't what the whole site is about. */
static Fault fill_theme(Work *w, const Event *e, EventPage *v)
{
    Theme theme;
    Fault f = theme_load(w, e->theme, &theme);

    if (!f && !str_eq(theme.code, w->site->theme)) {
        v->card.theme_say = theme.name;
    }
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e)
{
    Parties parties;
    EventPage v = { .card = event_card(w, e, NULL),
                    .when = event_when(w, e),
                    .price_free = true };

    TRY(event_party_store_list(w, e->id, &parties));
    v.frame = frame_of(w, rq, e->title, description_of(w, e, &v));
    v.frame.ld = event_json_ld(w, e, parties);
    v.frame.canonical = web_absolute(w, v.card.url);
    v.frame.no_index = e->audience == EVENT_INTERNAL || e->demo;
    v.frame.has_script = true;
    v.body = body_of(w, e->body);
    v.audience_note = e->audience_note;
    v.capacity = e->capacity;
    v.organizers = parties_of(w, parties, EVENT_ORGANIZER);
    v.supporters = parties_of(w, parties, EVENT_SUPPORTER);
    v.facilitators = parties_of(w, parties, EVENT_FACILITATOR);
    TRY(fill_theme(w, e, &v));
    fill_place(w, e, &v);
    fill_links(w, e, &v);
    fill_seats(w, e, &v);
    TRY(fill_state(w, e, &v));
    TRY(fill_family(w, e, &v));
    TRY(fill_series(w, e, &v));
    event_page_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* /cafes/ID and /cafes/ID/SLUG: the slug of today; another one leads there. */
Fault event_web_page(Work *w, const Request *rq, Reply *rp)
{
    EventId id;
    Event e;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_store_load(w, id, &e));
    if (!event_is_public(&e)) {
        return FAULT_ABSENT;
    }
    if (!str_eq(web_arg(rq, 1), e.slug)) {
        return web_moved(rp, event_url(w->mem, &e));
    }
    return show(w, rq, rp, &e);
}

static Fault fill_dates(Work *w, SeriesId id, EventSeriesPage *v)
{
    Event *list;
    size_t n, past = 0;

    TRY(event_store_of_series(w, id, w->now - INT64_C(366) * 86400, 2 * SERIES_SHOWN, &list,
                              &n));
    n = keep_public(list, n);
    if (n == 0) {
        return FAULT_ABSENT; /* its words wait for a moderator, as its dates do */
    }
    while (past < n && list[past].until_at <= w->now) {
        past++;
    }
    v->past = event_cards(w, list, past < SERIES_SHOWN ? past : SERIES_SHOWN, NULL);
    size_t coming = n - past < SERIES_SHOWN ? n - past : SERIES_SHOWN;
    v->coming = event_cards(w, list + past, coming, NULL);
    for (size_t i = past; i < n; i++) {
        if (event_signup_open(&list[i], w->now)) {
            v->signup_page = str_format(w->mem, "/series/%.*s/inscription",
                                        STR_ARG(work_id_text(w->mem, id.v)));
        }
    }
    return FAULT_NONE;
}

Fault event_web_series(Work *w, const Request *rq, Reply *rp)
{
    SeriesId id;
    Series s;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_series_store_load(w, id, &s));
    if (!str_eq(web_arg(rq, 1), s.slug)) {
        return web_moved(rp, event_series_url(w->mem, &s));
    }
    EventSeriesPage v = {
        .title = s.title,
        .rhythm = event_series_rhythm(w, &s),
        .body = body_of(w, s.body),
        .ics_url = str_format(w->mem, "/series/%.*s.ics", STR_ARG(work_id_text(w->mem, id.v))),
    };
    v.frame = frame_of(w, rq, s.title, v.rhythm);
    TRY(fill_dates(w, id, &v));
    event_series_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
