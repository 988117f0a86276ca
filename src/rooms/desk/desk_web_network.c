/* desk_web_network.c - /mes-cafes?vue=organisation: those that one's organisation holds */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_store.h"
#include "text/fold.h"
#include "web/web.h"

/* A page looks through so many rows; the next one goes on from there. */
enum { SHOWN = 20, LOOKED_AT = 400, LOOKS = 10 };

typedef struct Found {
    EventId ids[SHOWN];
    size_t len;
    DeskKey last; /* the last that was looked at, with all who hold it */
    bool more;
} Found;

bool desk_heads(const Work *w)
{
    for (size_t i = 0; i < w->person->grant_count; i++) {
        Thing thing = { .organizers = w->person->grants[i].code };
        if (w->person->grants[i].scope == SCOPE_ORGANIZATION &&
            account_could(w->person, ACT_EVENT_EDIT, &thing)) {
            return true;
        }
    }
    return false;
}

static bool is_theirs(const Work *w, Str name)
{
    Thing thing = { .organizers = fold(w->mem, name) };

    return account_can(w->person, ACT_EVENT_EDIT, &thing);
}

/* False: the page is full, and this one stands on the next. */
static bool look_at(const Work *w, const DeskHeld *one, Found *f)
{
    bool again = f->len > 0 && f->ids[f->len - 1].v == one->event_id.v;
    bool theirs = !again && is_theirs(w, one->name);

    if (theirs && f->len == SHOWN) {
        return false;
    }
    if (theirs) {
        f->ids[f->len++] = one->event_id;
    }
    return true;
}

/* Without the last café of a page that is full: others may hold it, too. */
static size_t whole(const DeskHeld *list, size_t n)
{
    size_t end = n;

    while (n == LOOKED_AT && end > 0 && list[end - 1].event_id.v == list[n - 1].event_id.v) {
        end--;
    }
    return end;
}

static Fault find(Work *w, DeskKey after, Found *ret)
{
    DeskHeld *list;
    size_t n = LOOKED_AT;

    *ret = (Found){ .last = after };
    for (int looks = 0; looks < LOOKS && n == LOOKED_AT; looks++) {
        TRY(desk_store_held(w, ret->last, LOOKED_AT, &list, &n));
        size_t end = whole(list, n);
        for (size_t i = 0; i < end; i++) {
            if (i > 0 && list[i].event_id.v != list[i - 1].event_id.v) {
                ret->last = (DeskKey){ list[i - 1].starts_at, list[i - 1].event_id };
            }
            ret->more = !look_at(w, &list[i], ret);
            if (ret->more) {
                return FAULT_NONE;
            }
        }
        if (end > 0) {
            ret->last = (DeskKey){ list[end - 1].starts_at, list[end - 1].event_id };
        }
    }
    ret->more = n == LOOKED_AT;
    return FAULT_NONE;
}

static const Event *event_of(const Event *list, size_t n, EventId id)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].id.v == id.v) {
            return &list[i];
        }
    }
    return NULL;
}

static Fault cards(Work *w, const Found *f, DeskCards *ret)
{
    Event *list;
    size_t n;

    if (f->len == 0) {
        return FAULT_NONE;
    }
    TRY(event_store_fulls(w, f->ids, f->len, &list, &n));
    ret->at = NEW_ARRAY(w->mem, DeskCard, f->len);
    for (size_t i = 0; i < f->len; i++) {
        const Event *e = event_of(list, n, f->ids[i]);
        if (e) {
            ret->at[ret->len++] = (DeskCard){ .url = desk_url(w, e->id, ""),
                                              .title = e->title,
                                              .when = event_when(w, e),
                                              .place = desk_place_say(w, e),
                                              .state_say = desk_state_say(w, e) };
        }
    }
    return FAULT_NONE;
}

Fault desk_network_fill(Work *w, DeskKey after, DeskListPage *v)
{
    Found found;

    TRY(find(w, after, &found));
    if (found.more) {
        Str id = work_id_text(w->mem, found.last.id.v);
        v->more_url = str_format(w->mem, "/mes-cafes?vue=organisation&apres=%lld.%.*s",
                                 (long long)found.last.starts_at, STR_ARG(id));
    }
    return cards(w, &found, &v->list);
}
