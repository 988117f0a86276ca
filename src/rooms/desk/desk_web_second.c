/* desk_web_second.c - many people wait: the same café a week later, in one tap */
#include "rooms/desk/desk_room.h"
#include "rooms/event/event_rule.h"
#include "rooms/event/event_turn.h"
#include "rooms/signup/signup_door_web.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/web.h"

enum { WEEK = 7, WEEKS_LOOKED_AT = 8 };

bool desk_second_offered(const DeskFacts *facts)
{
    return !facts->over && !facts->off && !facts->again &&
           desk_rule_second(facts->capacity, facts->waiting);
}

/* On the wall it is the same hour, even when the clocks change in between. */
static int64_t weeks_later(const Event *e, int64_t weeks)
{
    Civil c = civil_at(event_zone(e), e->starts_at);

    c.date = day_from_number(day_number(c.date) + weeks * WEEK);
    return civil_instant(event_zone(e), c);
}

Fault desk_second_at(Work *w, const Event *e, int64_t *ret)
{
    Event copy = *e, *twins;
    size_t n = 1;

    for (int64_t i = 1; i <= WEEKS_LOOKED_AT && n > 0; i++) {
        copy.starts_at = weeks_later(e, i);
        if (copy.starts_at > w->now) {
            TRY(event_find_twins(w, &copy, 1, &twins, &n));
        }
    }
    *ret = copy.starts_at;
    return FAULT_NONE;
}

typedef struct SecondForm {
    Str token;
} SecondForm;

static const Field second_fields[] = { FIELD(SecondForm, token, FIELD_LINE, .max = 200) };

/* When the offer is over: the one that stands, or all that one may choose. */
static Fault elsewhere(Work *w, Reply *rp, const Event *e, const DeskRow *row)
{
    return web_see_other(rp, row->again > 0
                                 ? desk_url(w, (EventId){ row->again }, "?deuxieme=1")
                                 : desk_url(w, e->id, "/refaire"));
}

Fault desk_web_second(Work *w, const Request *rq, Reply *rp)
{
    SecondForm in;
    Problems p;
    DeskRow row;
    EventId id;
    Event e;
    int64_t starts_at;

    TRY(signup_door_open(w, rq, ACT_EVENT_EDIT, &e));
    TRY(form_read(w, rq, second_fields, COUNT(second_fields), &in, &p));
    TRY(desk_store_one(w, e.id, &row));
    DeskFacts facts = desk_facts(w, &e, &row);
    if (!desk_second_offered(&facts)) {
        return elsewhere(w, rp, &e, &row);
    }
    TRY(desk_second_at(w, &e, &starts_at));
    Str token = guard_token_good(w->site, in.token, w->now) ? in.token : guard_token(w);
    TRY(desk_again(w, &e, starts_at, e.hour_known, token, &id));
    return web_see_other(rp, desk_url(w, id, "?deuxieme=1"));
}
