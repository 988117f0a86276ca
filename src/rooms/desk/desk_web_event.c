/* desk_web_event.c - /mes-cafes/ID: what to do before, during, after */
#include "rooms/desk/desk_room.h"
#include "rooms/signup/signup_door.h"
#include "rooms/signup/signup_door_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { SAYINGS_MAX = 60 };

static void put_lines(Work *w, const Event *e, const DeskFacts *facts, DeskEventPage *v)
{
    DeskItem items[DESK_STEPS];
    size_t n = desk_rule_items(facts, items);
    DeskLines *const lists[DESK_PHASES] = {
        [DESK_BEFORE] = &v->before, [DESK_DURING] = &v->during, [DESK_AFTER] = &v->after
    };

    for (int i = 0; i < DESK_PHASES; i++) {
        lists[i]->at = NEW_ARRAY(w->mem, DeskLine, DESK_STEPS);
    }
    for (size_t i = 0; i < n; i++) {
        DeskLines *list = lists[items[i].phase];
        list->at[list->len++] = desk_line(w, e, &items[i]);
    }
}

/* One thing to do now stands out; the list at the door is never far. */
static void put_next(Work *w, const Event *e, const DeskFacts *facts, DeskEventPage *v)
{
    DeskStep next = desk_rule_next(facts);
    bool public = !facts->draft && !facts->proposed && !facts->refused && !facts->off;
    bool door = next == DESK_DOOR || next == DESK_COUNT;

    if (next < DESK_STEPS && !(next == DESK_SECOND && v->second)) {
        v->next_say = desk_step_say(w, next);
        v->next_url = desk_step_url(w, e, next);
    }
    if (v->may_people && v->names_live && public && !door) {
        v->list_url = desk_url(w, e->id, "/porte");
    }
    v->acts = v->next_url.len > 0 || v->list_url.len > 0;
    v->hidden = v->may_people && !v->proven && v->names_live;
}

static Fault put_second(Work *w, const Event *e, const DeskFacts *facts, DeskEventPage *v)
{
    Event copy = *e;

    v->second = desk_second_offered(facts);
    if (!v->second) {
        return FAULT_NONE;
    }
    TRY(desk_second_at(w, e, &copy.starts_at));
    copy.ends_at = e->ends_at > 0 ? copy.starts_at + e->ends_at - e->starts_at : 0;
    v->second_when = event_when(w, &copy);
    v->second_action = desk_url(w, e->id, "/deuxieme");
    return FAULT_NONE;
}

static void put_urls(Work *w, const Event *e, DeskEventPage *v)
{
    Str id = work_id_text(w->mem, e->id.v);

    v->public_url = event_url(w->mem, e);
    v->edit_url = STR_JOIN(w->mem, STR("/cafes/"), id, STR("/modifier"));
    v->write_url = desk_url(w, e->id, "/ecrire");
    v->again_url = desk_url(w, e->id, "/refaire");
    v->export_action = desk_url(w, e->id, "/inscrits.csv");
    v->seats_action = desk_url(w, e->id, "/places");
}

/* Without the second factor, only how many said something. */
static Fault put_expects(Work *w, const Event *e, const Thing *thing, DeskEventPage *v)
{
    DeskExpects *list;
    size_t n;

    v->may_people = account_could(w->person, ACT_EVENT_PEOPLE, thing);
    v->proven = account_can(w->person, ACT_EVENT_PEOPLE, thing);
    TRY(desk_store_expect_count(w, e->id, &v->expects));
    if (!v->proven || v->expects == 0) {
        return FAULT_NONE;
    }
    TRY(desk_store_expects(w, e->id, SAYINGS_MAX, &list, &n));
    v->sayings.at = NEW_ARRAY(w->mem, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->sayings.at[v->sayings.len++] = list[i].expects;
    }
    return FAULT_NONE;
}

/* How many sign-ups to accept, from the last cafés; 0: nothing to propose. */
static Fault advice(Work *w, const Event *e, const DeskRow *row, DoorPast *ret_past,
                    int64_t *ret)
{
    *ret = 0;
    if (e->signup != EVENT_SIGNUP_HERE || e->capacity == 0 || e->until_at <= w->now ||
        e->owner_id.v == 0) {
        return FAULT_NONE;
    }
    TRY(signup_door_past(w, e->owner_id, ret_past));
    int64_t seats = signup_door_advice(ret_past, e->capacity);
    *ret = seats > row->seats ? seats : 0;
    return FAULT_NONE;
}

/* More sign-ups were accepted than there are chairs. */
static bool has_extra(const Work *w, const Event *e, const DeskRow *row)
{
    return e->signup == EVENT_SIGNUP_HERE && e->capacity > 0 && row->seats > e->capacity &&
           e->until_at > w->now;
}

static Fault put_advice(Work *w, const Event *e, const DeskRow *row, DeskEventPage *v)
{
    DoorPast past = { 0 };

    TRY(advice(w, e, row, &past, &v->advice));
    v->past_cafes = past.cafes;
    v->past_seats = past.seats;
    v->past_away = past.seats - past.came;
    v->chairs = e->capacity;
    v->seats = row->seats;
    v->extra = has_extra(w, e, row);
    v->may_return = row->taken <= e->capacity;
    return FAULT_NONE;
}

static void put_words(Work *w, const Event *e, const DeskRow *row, DeskEventPage *v)
{
    v->title = e->title;
    v->when = event_when(w, e);
    v->place = desk_place_say(w, e);
    v->state_say = desk_state_say(w, e);
    v->token = guard_token(w);
    v->seats_say = desk_seats_say(w, e, row);
    v->counted_say = desk_counted_say(w, row);
    if (row->waiting > 0 && e->until_at > w->now) {
        v->waiting_say =
            say_with(w->mem, w->lang, SAY_desk_waiting, SAY_ARGS(SAY_ARG(row->waiting)));
    }
}

Fault desk_web_event(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    DeskRow row;
    Thing thing;
    DeskEventPage v = { .seats_changed = web_query(rq, "places").len > 0,
                        .copied = web_query(rq, "deuxieme").len > 0 };

    TRY(signup_door_open(w, rq, ACT_EVENT_EDIT, &e));
    TRY(event_thing(w, &e, &thing));
    TRY(desk_store_one(w, e.id, &row));
    DeskFacts facts = desk_facts(w, &e, &row);
    v.frame = frame_of(w, rq, e.title, (Str){ 0 });
    v.frame.no_index = true;
    v.names_live = facts.names_live && facts.signs_up;
    TRY(put_second(w, &e, &facts, &v));
    put_words(w, &e, &row, &v);
    put_urls(w, &e, &v);
    put_lines(w, &e, &facts, &v);
    TRY(put_expects(w, &e, &thing, &v));
    TRY(put_advice(w, &e, &row, &v));
    put_next(w, &e, &facts, &v);
    web_private(rp);
    desk_event_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

typedef struct SeatsForm {
    Str token, seats;
} SeatsForm;

static const Field seats_fields[] = {
    FIELD(SeatsForm, token, FIELD_LINE, .max = 200),
    FIELD(SeatsForm, seats, FIELD_LINE, .max = 8, .required = true),
};

/* What is accepted is what the page proposed, no more; or as many as chairs,
 * while the others aren't taken. */
Fault desk_web_seats(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    DeskRow row;
    SeatsForm in;
    Problems p;
    DoorPast past;
    int64_t seats, most;

    TRY(signup_door_open(w, rq, ACT_EVENT_EDIT, &e));
    TRY(form_read(w, rq, seats_fields, COUNT(seats_fields), &in, &p));
    TRY(desk_store_one(w, e.id, &row));
    TRY(advice(w, &e, &row, &past, &most));
    if (p.count > 0 || !str_to_int(in.seats, &seats) || seats < 1) {
        return FAULT_INPUT;
    }
    bool back = has_extra(w, &e, &row) && seats == e.capacity && row.taken <= e.capacity;
    if (back || (seats <= most && seats > row.seats)) {
        TRY(desk_seats(w, &e, seats));
    }
    return web_see_other(rp, desk_url(w, e.id, "?places=1"));
}
