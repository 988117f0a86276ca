/* desk.c - a café once more, more seats, a letter to those who come */
#include "rooms/desk/desk.h"

#include "mail/address.h"
#include "rooms/account/account.h"
#include "rooms/desk/desk_rule.h"
#include "rooms/desk/desk_store.h"
#include "rooms/event/event_seats.h"
#include "rooms/signup/signup.h"
#include "work/job.h"
#include "work/work.h"

enum { DAY = 86400 };

/* What it says stays; who came, what became of it and where it is from don't. */
static Event copy_of(Work *w, const Event *e, int64_t starts_at, bool hour_known, Str token)
{
    Event copy = *e;
    int64_t lasts = e->ends_at > 0 ? e->ends_at - e->starts_at : 0;

    copy.id = (EventId){ 0 };
    copy.starts_at = starts_at;
    copy.ends_at = lasts > 0 && hour_known ? starts_at + lasts : 0;
    copy.hour_known = hour_known;
    copy.previous_at = copy.series_at = copy.sequence = copy.published_at = 0;
    copy.parent_id = (EventId){ 0 };
    copy.series_id = (SeriesId){ 0 };
    copy.source = STR("web");
    copy.external_id = copy.slug = (Str){ 0 };
    copy.unread_at = 0;
    event_take_form(w, &copy, token);
    copy.demo = false;
    if (w->person) {
        copy.owner_id = w->person->id;
        copy.owner_mail = mail_address_fold(w->mem, w->person->mail);
    }
    return copy;
}

Fault desk_again(Work *w, const Event *e, int64_t starts_at, bool hour_known, Str token,
                 EventId *ret)
{
    Event copy = copy_of(w, e, starts_at, hour_known, token);
    EventState state;
    EventOutcome outcome;
    Parties parties;

    TRY(event_parties(w, e->id, &parties));
    TRY(event_first_state(w, copy.owner_id, &state));
    copy.state = (int64_t)state;
    w->who = STR("organizer");
    TRY(event_declare(w, &copy, parties, &outcome));
    *ret = copy.id;
    return FAULT_NONE;
}

Fault desk_seats(Work *w, const Event *e, int64_t seats)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t now_has;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(event_seats_set(w, e->id, seats, &now_has));
    TRY(signup_offer_free(w, e->id));
    TRY(account_deed(w, "event.seats", e->id.v));
    return work_commit(&tx);
}

static DeskOutcome may_write(const DeskWritten *written)
{
    switch (desk_rule_may_write(written->since, written->total)) {
    case DESK_WROTE_TODAY: return DESK_TODAY;
    case DESK_WROTE_ENOUGH: return DESK_ENOUGH;
    case DESK_MAY_WRITE: break;
    }
    return written->people > 0 ? DESK_SENT : DESK_NOBODY;
}

Fault desk_write(Work *w, const Event *e, Str title, Str body, Str reply_to, Str token,
                 DeskOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    DeskWritten written;
    bool added;
    Message m = { .event_id = e->id, .at = w->now, .title = title, .body = body };

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, e->id.v));
    TRY(desk_store_written(w, e->id, w->now - DAY, &written));
    m.id = work_new_id(w);
    m.account_id = w->person ? w->person->id : (AccountId){ 0 };
    m.reply_to = reply_to;
    m.people = written.people;
    TRY(desk_store_message_add(w, &m, token, &added));
    *ret = added ? may_write(&written) : DESK_TWICE;
    if (*ret != DESK_SENT) {
        return FAULT_NONE; /* undone */
    }
    TRY(account_deed(w, "event.write", e->id.v));
    TRY(job_add(w, "desk_letters", m.id, w->now));
    return work_commit(&tx);
}
