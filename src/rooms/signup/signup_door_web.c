/* signup_door_web.c - the list at the door: tick, walk in, count, print */
#include "rooms/signup/signup_door_web.h"

#include "rooms/event/event_front.h"
#include "rooms/event/event_rule.h"
#include "rooms/signup/signup_door.h"
#include "rooms/signup/signup_door_view.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/qr.h"
#include "web/web.h"

Fault signup_door_open(Work *w, const Request *rq, Act act, Event *ret)
{
    EventId id;
    Thing thing;

    TRY(web_arg_id(rq, 0, &id.v));
    TRY(event_load(w, id, ret));
    TRY(event_thing(w, ret, &thing));
    return account_can(w->person, act, &thing) ? FAULT_NONE : FAULT_ABSENT;
}

static Str desk_url(Work *w, const Event *e, const char *tail)
{
    Str id = work_id_text(w->mem, e->id.v);

    return str_format(w->mem, "/mes-cafes/%.*s%s", STR_ARG(id), tail);
}

static DoorLines lines_of(Work *w, const DoorList *list)
{
    DoorLines lines = { .at = NEW_ARRAY(w->mem, DoorLine, list->len + 1), .len = list->len };

    for (size_t i = 0; i < list->len; i++) {
        const DoorPerson *p = &list->people[i];
        Str id = work_id_text(w->mem, p->signup.v);
        lines.at[i] =
            (DoorLine){ .number = p->number,
                        .name = p->name,
                        .party = p->party,
                        .needs = p->needs,
                        .came = p->came == 1,
                        .relay = p->relay,
                        .tick = str_format(w->mem, "%.*s.%lld.%d", STR_ARG(id),
                                           (long long)p->guest, p->came == 1 ? 0 : 1) };
    }
    return lines;
}

static DoorExtras waiting_of(Work *w, const DoorList *list, size_t printed)
{
    DoorExtras extras = { .at = NEW_ARRAY(w->mem, DoorExtra, list->waiting_len + 1),
                          .len = list->waiting_len };

    for (size_t i = 0; i < list->waiting_len; i++) {
        const DoorWaiting *p = &list->waiting[i];
        Str id = work_id_text(w->mem, p->signup.v);
        extras.at[i] = (DoorExtra){ .name = p->name,
                                    .needs = p->needs,
                                    .seats = p->seats,
                                    .came = p->came > 0,
                                    .beyond = i >= printed,
                                    .tick = str_format(w->mem, "%.*s.0.%d", STR_ARG(id),
                                                       p->came > 0 ? 0 : 1) };
    }
    return extras;
}

static DoorExtras walk_ins_of(Work *w, const DoorList *list)
{
    DoorExtras extras = { .at = NEW_ARRAY(w->mem, DoorExtra, list->walk_in_len + 1),
                          .len = list->walk_in_len };

    for (size_t i = 0; i < list->walk_in_len; i++) {
        const DoorWalkIn *p = &list->walk_ins[i];
        extras.at[i] = (DoorExtra){ .name = p->name, .id = work_id_text(w->mem, p->id) };
    }
    return extras;
}

/* Empty lines of the paper, numbered after those who are listed. */
static DoorBlanks blanks_of(Work *w, size_t listed, size_t len)
{
    DoorBlanks blanks = { .at = NEW_ARRAY(w->mem, int64_t, len + 1), .len = len };

    for (size_t i = 0; i < len; i++) {
        blanks.at[i] = (int64_t)(listed + i) + 1;
    }
    return blanks;
}

static DoorSheet sheet_of(const Event *e, const DoorList *list)
{
    size_t rows = 0;

    for (size_t i = 0; i < list->len; i++) {
        rows += signup_door_rows(list->people[i].needs);
    }
    return signup_door_sheet(rows, list->len, e->capacity, list->waiting_len);
}

static Str where_of(Work *w, const Event *e)
{
    Str address = event_address_say(w->mem, e);
    Str place = address.len > 0 ? address : e->commune_name;

    return e->venue.len == 0 ? place : STR_JOIN(w->mem, e->venue, STR(", "), place);
}

/* "https://cafes.example/cafes/ID/inscription", without its scheme to be read. */
static void put_qr(Work *w, const Event *e, SignupDoorPage *v)
{
    Str path =
        STR_JOIN(w->mem, STR("/cafes/"), work_id_text(w->mem, e->id.v), STR("/inscription"));
    Str url = web_absolute(w, path), scheme, rest;

    if (e->signup == EVENT_SIGNUP_HERE) {
        v->qr = qr_svg(w->mem, url, say(w->lang, SAY_door_qr));
        v->qr_url = str_cut(url, ':', &scheme, &rest) ? str_slice(rest, 2, rest.len) : url;
    }
}

static void put_list(Work *w, const Event *e, const DoorList *list, SignupDoorPage *v)
{
    DoorSheet sheet = sheet_of(e, list);

    v->people = lines_of(w, list);
    v->waiting = waiting_of(w, list, sheet.waiting);
    v->unprinted = (int64_t)(list->waiting_len - sheet.waiting);
    v->walk_ins = walk_ins_of(w, list);
    v->blanks = blanks_of(w, list->len, sheet.blanks);
    v->expected = (int64_t)list->len;
    v->came = list->came;
    v->walked = (int64_t)list->walk_in_len + list->waiting_came;
    v->waiting_seats = list->waiting_seats;
    v->nobody = list->len == 0 && list->waiting_len == 0;
}

static bool is_early(const Work *w, const Event *e)
{
    return !signup_door_day(event_zone(e), e->starts_at, w->now);
}

static Fault show(Work *w, const Request *rq, Reply *rp, const Event *e, SignupDoorPage v)
{
    DoorList list;
    DoorCounts counts;

    TRY(signup_door_list(w, e->id, &list));
    TRY(signup_door_counts(w, e->id, &counts));
    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_door_title));
    v.frame.has_script = true;
    v.event = e->title;
    v.when = event_when(w, e);
    v.where = where_of(w, e);
    v.back = desk_url(w, e, "");
    v.tick_action = desk_url(w, e, "/porte");
    v.walk_action = desk_url(w, e, "/porte/sans-inscription");
    v.finish_action = desk_url(w, e, "/porte/compte");
    v.token = guard_token(w);
    v.counted = counts.counted_at > 0;
    v.early = is_early(w, e);
    v.closed = e->until_at + SIGNUP_KEPT_SECONDS <= w->now;
    v.capacity = e->capacity;
    put_list(w, e, &list, &v);
    if (v.closed) {
        v.expected = counts.seats;
        v.came = counts.came;
        v.walked = counts.walk_in;
    }
    put_qr(w, e, &v);
    web_private(rp);
    signup_door_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault signup_door_web_list(Work *w, const Request *rq, Reply *rp)
{
    Event e;

    TRY(signup_door_open(w, rq, ACT_EVENT_DOOR, &e));
    return show(w, rq, rp, &e, (SignupDoorPage){ 0 });
}

/* Nobody has come yet: a page that was opened elsewhere, or kept open too long. */
static Fault refuse(Work *w, const Request *rq, Reply *rp, const Event *e)
{
    rp->status = 409;
    return show(w, rq, rp, e, (SignupDoorPage){ .refused = true });
}

typedef struct TickForm {
    Str token, tick;
} TickForm;

static const Field tick_fields[] = {
    FIELD(TickForm, token, FIELD_LINE, .max = 200),
    FIELD(TickForm, tick, FIELD_LINE, .max = 40, .required = true),
};

/* "SIGNUP.GUEST.1"; guest 0: all of a party that waits */
static bool tick_read(Str s, SignupId *ret_id, int64_t *ret_guest, bool *ret_came)
{
    Str id = { 0 }, guest = { 0 }, came = { 0 }, rest;

    *ret_came = str_cut(s, '.', &id, &rest) && str_cut(rest, '.', &guest, &came) &&
                str_eq(came, STR("1"));
    return work_id_read(id, &ret_id->v) && str_to_int(guest, ret_guest) && *ret_guest >= 0;
}

Fault signup_door_web_tick(Work *w, const Request *rq, Reply *rp)
{
    TickForm in;
    Problems p;
    Event e;
    SignupId id;
    int64_t guest;
    bool came, found;

    TRY(signup_door_open(w, rq, ACT_EVENT_DOOR, &e));
    TRY(form_read(w, rq, tick_fields, COUNT(tick_fields), &in, &p));
    if (p.count > 0 || !tick_read(in.tick, &id, &guest, &came)) {
        return FAULT_INPUT;
    }
    if (is_early(w, &e)) {
        return refuse(w, rq, rp, &e);
    }
    /* Who gave the seat back meanwhile is simply no longer in the list. */
    TRY(guest > 0 ? signup_door_tick(w, &e, id, guest, came, &found)
                  : signup_door_tick_waiting(w, &e, id, came, &found));
    return web_see_other(rp, desk_url(w, &e, "/porte"));
}

typedef struct WalkForm {
    Str token, name, remove;
} WalkForm;

static const Field walk_fields[] = {
    FIELD(WalkForm, token, FIELD_LINE, .max = 200),
    FIELD(WalkForm, name, FIELD_LINE, .max = DOOR_NAME_MAX),
    FIELD(WalkForm, remove, FIELD_LINE, .max = 20),
};

static Fault walk(Work *w, const Event *e, const WalkForm *in)
{
    int64_t id;

    if (in->remove.len == 0) {
        Str token = guard_token_good(w->site, in->token, w->now) ? in->token : guard_token(w);
        return signup_door_walk_in(w, e, in->name, token);
    }
    return work_id_read(in->remove, &id) ? signup_door_walk_out(w, e, id) : FAULT_INPUT;
}

Fault signup_door_web_walk_in(Work *w, const Request *rq, Reply *rp)
{
    WalkForm in;
    Problems p;
    Event e;

    TRY(signup_door_open(w, rq, ACT_EVENT_DOOR, &e));
    if (is_early(w, &e)) {
        return refuse(w, rq, rp, &e);
    }
    TRY(form_read(w, rq, walk_fields, COUNT(walk_fields), &in, &p));
    if (p.count > 0) {
        rp->status = 422;
        return show(w, rq, rp, &e,
                    (SignupDoorPage){ .name = in.name, .name_problem = p.at[1] });
    }
    TRY(walk(w, &e, &in));
    return web_see_other(rp, desk_url(w, &e, "/porte#walk"));
}

Fault signup_door_web_finish(Work *w, const Request *rq, Reply *rp)
{
    Event e;

    TRY(signup_door_open(w, rq, ACT_EVENT_DOOR, &e));
    if (is_early(w, &e)) {
        return refuse(w, rq, rp, &e);
    }
    TRY(signup_door_finish(w, &e));
    return web_see_other(rp, desk_url(w, &e, "/porte#count"));
}
