/* desk_web_list.c - /mes-cafes: to come, past, drafts, and those one helps with */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_store.h"
#include "web/web.h"

enum { PAGE = 20, DRAFTS_MAX = 20 };

static const Event *event_of(const Event *list, size_t n, EventId id)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].id.v == id.v) {
            return &list[i];
        }
    }
    return NULL;
}

/* What these rows say, in two statements whatever their number. */
static Fault cards_of(Work *w, const DeskRow *rows, size_t n, DeskCards *ret)
{
    EventId *ids = NEW_ARRAY(w->mem, EventId, n + 1);
    Event *list;
    size_t len;

    ret->at = NEW_ARRAY(w->mem, DeskCard, n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[i] = rows[i].event_id;
    }
    if (n == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_fulls(w, ids, n, &list, &len));
    for (size_t i = 0; i < n; i++) {
        const Event *e = event_of(list, len, rows[i].event_id);
        if (e) {
            ret->at[ret->len++] = desk_card(w, e, &rows[i]);
        }
    }
    return FAULT_NONE;
}

/* "STARTS.ID" of the last one that was shown. */
static DeskKey key_of(Str s)
{
    DeskKey key = { 0 }, none = { 0 };
    Str at, id;

    bool good = str_cut(s, '.', &at, &id) && str_to_int(at, &key.starts_at) &&
                work_id_read(id, &key.id.v);
    return good ? key : none;
}

static Str more_url(Work *w, const DeskRow *last, bool past)
{
    Str id = work_id_text(w->mem, last->event_id.v);

    return str_format(w->mem, "/mes-cafes?%sapres=%lld.%.*s", past ? "vue=passes&" : "",
                      (long long)last->starts_at, STR_ARG(id));
}

static Fault fill_list(Work *w, const Request *rq, DeskListPage *v)
{
    AccountId me = w->person->id;
    DeskKey key = key_of(web_query(rq, "apres"));
    DeskRow *rows;
    size_t n;

    TRY(v->past ? desk_store_past(w, me, key, PAGE + 1, &rows, &n)
                : desk_store_coming(w, me, key, PAGE + 1, &rows, &n));
    if (n > PAGE) {
        n = PAGE;
        v->more_url = more_url(w, &rows[n - 1], v->past);
    }
    return cards_of(w, rows, n, &v->list);
}

static Fault fill_drafts(Work *w, DeskListPage *v)
{
    DeskRow *rows;
    size_t n;

    TRY(desk_store_drafts(w, w->person->id, DRAFTS_MAX, &rows, &n));
    return cards_of(w, rows, n, &v->drafts);
}

/* Those of others that one animates, from the roles; the list at the door is
 * what one may see of them. */
static Fault fill_helped(Work *w, DeskListPage *v)
{
    EventId ids[EVENTS_AT_ONCE];
    Event *list;
    size_t n = 0, len;

    for (size_t i = 0; i < w->person->grant_count && n < EVENTS_AT_ONCE; i++) {
        const Grant *g = &w->person->grants[i];
        n += g->scope == SCOPE_EVENT && work_id_read(g->code, &ids[n].v);
    }
    if (n == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_fulls(w, ids, n, &list, &len));
    v->helped.at = NEW_ARRAY(w->mem, DeskCard, len + 1);
    for (size_t i = 0; i < len; i++) {
        v->helped.at[v->helped.len++] = (DeskCard){ .url = desk_url(w, list[i].id, "/porte"),
                                                    .title = list[i].title,
                                                    .when = event_when(w, &list[i]),
                                                    .place = desk_place_say(w, &list[i]),
                                                    .next_say = desk_step_say(w, DESK_DOOR) };
    }
    return FAULT_NONE;
}

/* Those of one's organisation: absent for whoever heads none. */
static Fault network(Work *w, const Request *rq, Reply *rp)
{
    DeskListPage v = { .frame = frame_of(w, rq, say(w->lang, SAY_desk_network), (Str){ 0 }),
                       .heads = true,
                       .network = true };

    if (!desk_heads(w)) {
        return FAULT_ABSENT;
    }
    web_private(rp);
    if (!w->person->proven) {
        return web_see_other(rp,
                             STR("/connexion/preuve?suite=%2Fmes-cafes%3Fvue%3Dorganisation"));
    }
    v.frame.no_index = true;
    TRY(desk_network_fill(w, key_of(web_query(rq, "apres")), &v));
    desk_list_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

/* What an edit link made of who came with it. */
static Str done_say(const Work *w, Str done)
{
    return str_eq(done, STR("ajoute"))   ? say(w->lang, SAY_desk_claimed)
           : str_eq(done, STR("equipe")) ? say(w->lang, SAY_desk_joined)
                                         : (Str){ 0 };
}

Fault desk_web_list(Work *w, const Request *rq, Reply *rp)
{
    if (str_eq(web_query(rq, "vue"), STR("organisation"))) {
        return network(w, rq, rp);
    }
    bool past = str_eq(web_query(rq, "vue"), STR("passes"));
    Say title = past ? SAY_desk_past : SAY_desk_title;
    DeskListPage v = { .frame = frame_of(w, rq, say(w->lang, title), (Str){ 0 }),
                       .past = past,
                       .heads = desk_heads(w),
                       .done = done_say(w, web_query(rq, "fait")) };

    v.frame.no_index = true;
    TRY(fill_list(w, rq, &v));
    if (!past && web_query(rq, "apres").len == 0) {
        TRY(fill_drafts(w, &v));
        TRY(fill_helped(w, &v));
    }
    web_private(rp);
    desk_list_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
