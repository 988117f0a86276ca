/* desk_words.c - a café of one's own in words: what is known, what to do next */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_rule.h"
#include "rooms/signup/signup.h"
#include "text/moment.h"

Str desk_url(Work *w, EventId id, const char *tail)
{
    Str text = work_id_text(w->mem, id.v);

    return str_format(w->mem, "/mes-cafes/%.*s%s", STR_ARG(text), tail);
}

static bool same_day(const Work *w, const Event *e)
{
    Zone zone = event_zone(e);

    return day_number(day_of(zone, e->starts_at)) == day_number(day_of(zone, w->now));
}

DeskFacts desk_facts(const Work *w, const Event *e, const DeskRow *row)
{
    bool online = e->mode == EVENT_ONLINE;

    return (DeskFacts){
        .draft = e->state == EVENT_DRAFT,
        .proposed = e->state == EVENT_PROPOSED,
        .refused = e->state == EVENT_REFUSED,
        .off = e->state == EVENT_CANCELLED,
        .today = same_day(w, e),
        .over = e->until_at <= w->now,
        .has_hour = e->hour_known,
        .has_place = online ? e->online_url.len > 0 : e->venue.len > 0 || e->address.len > 0,
        .has_access = online || e->access != 0 || e->access_note.len > 0,
        .has_seats = e->capacity > 0,
        .signs_up = e->signup == EVENT_SIGNUP_HERE,
        .seats = row->seats,
        .taken = row->taken,
        .waiting = row->waiting,
        .capacity = e->capacity,
        .counted = row->counted_at > 0,
        .names_live = e->until_at + SIGNUP_KEPT_SECONDS > w->now,
        .thanked = row->thanked,
        .again = row->again > 0,
    };
}

Str desk_place_say(Work *w, const Event *e)
{
    Str commune = e->mode == EVENT_ONLINE ? say(w->lang, SAY_say_mode_online) : e->commune_name;

    return e->venue.len > 0 && commune.len > 0 ? STR_JOIN(w->mem, e->venue, STR(", "), commune)
                                               : commune;
}

Str desk_state_say(Work *w, const Event *e)
{
    EventState shown = event_state_shown(e, w->now);

    return shown == EVENT_PUBLISHED ? (Str){ 0 } : event_state_say(w, (int64_t)shown);
}

Str desk_seats_say(Work *w, const Event *e, const DeskRow *row)
{
    if (e->signup != EVENT_SIGNUP_HERE) {
        return (Str){ 0 };
    }
    return e->capacity == 0
               ? say_with(w->mem, w->lang, SAY_desk_seats_free, SAY_ARGS(SAY_ARG(row->taken)))
               : say_with(w->mem, w->lang, SAY_desk_seats,
                          SAY_ARGS(SAY_ARG(row->taken), SAY_ARG(row->seats)));
}

Str desk_counted_say(Work *w, const DeskRow *row)
{
    return row->counted_at == 0 ? (Str){ 0 }
                                : say_with(w->mem, w->lang, SAY_desk_counted,
                                           SAY_ARGS(SAY_ARG(row->came), SAY_ARG(row->walk_in)));
}

typedef struct StepWords {
    Say title, hint;
    const char *tail; /* of /mes-cafes/ID; NULL: elsewhere */
} StepWords;

/* clang-format off */
static const StepWords step_words[DESK_STEPS] = {
    [DESK_PUBLISH] = { SAY_desk_step_publish, SAY_desk_hint_publish, NULL },
    [DESK_ANSWER]  = { SAY_desk_step_answer, SAY_desk_hint_answer, NULL },
    [DESK_LOOKED]  = { SAY_desk_step_looked, SAY_desk_hint_looked, NULL },
    [DESK_HOUR]    = { SAY_desk_step_hour, SAY_desk_hint_hour, NULL },
    [DESK_PLACE]   = { SAY_desk_step_place, SAY_desk_hint_place, NULL },
    [DESK_ACCESS]  = { SAY_desk_step_access, SAY_desk_hint_access, NULL },
    [DESK_SEATS]   = { SAY_desk_step_seats, SAY_desk_hint_seats, NULL },
    [DESK_SHARE]   = { SAY_desk_step_share, SAY_desk_hint_share, NULL },
    [DESK_SECOND]  = { SAY_desk_step_second, SAY_desk_hint_second, "/refaire" },
    [DESK_TEAM]    = { SAY_desk_step_team, SAY_desk_hint_team, "/equipe" },
    [DESK_DOOR]    = { SAY_desk_step_door, SAY_desk_hint_door, "/porte" },
    [DESK_COUNT]   = { SAY_desk_step_count, SAY_desk_hint_count, "/porte" },
    [DESK_THANK]   = { SAY_desk_step_thank, SAY_desk_hint_thank, "/ecrire" },
    [DESK_AGAIN]   = { SAY_desk_step_again, SAY_desk_hint_again, "/refaire" },
};
/* clang-format on */

Str desk_step_say(const Work *w, DeskStep step)
{
    return step < DESK_STEPS ? say(w->lang, step_words[step].title) : (Str){ 0 };
}

/* Printing is done on the public page, waiting nowhere, all else in the form. */
Str desk_step_url(Work *w, const Event *e, DeskStep step)
{
    Str id = work_id_text(w->mem, e->id.v);

    if (step_words[step].tail) {
        return desk_url(w, e->id, step_words[step].tail);
    }
    if (step == DESK_LOOKED) {
        return (Str){ 0 };
    }
    return step == DESK_SHARE ? event_url(w->mem, e)
                              : STR_JOIN(w->mem, STR("/cafes/"), id, STR("/modifier"));
}

DeskLine desk_line(Work *w, const Event *e, const DeskItem *item)
{
    return (DeskLine){ .title = say(w->lang, step_words[item->step].title),
                       .hint =
                           item->done ? (Str){ 0 } : say(w->lang, step_words[item->step].hint),
                       .url = item->done ? (Str){ 0 } : desk_step_url(w, e, item->step),
                       .done = item->done,
                       .offer = item->offer };
}

DeskCard desk_card(Work *w, const Event *e, const DeskRow *row)
{
    DeskFacts facts = desk_facts(w, e, row);
    Str counted = desk_counted_say(w, row);

    return (DeskCard){ .url = desk_url(w, e->id, ""),
                       .title = e->title,
                       .when = event_when(w, e),
                       .place = desk_place_say(w, e),
                       .state_say = desk_state_say(w, e),
                       .seats_say = counted.len > 0 ? counted : desk_seats_say(w, e, row),
                       .next_say = desk_step_say(w, desk_rule_next(&facts)) };
}
