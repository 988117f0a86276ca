#include "rooms/event/event_claim.h"

#include "mail/address.h"
#include "rooms/account/account_role.h"
#include "rooms/event/event_letter.h"
#include "rooms/event/event_room.h"
#include "rooms/event/event_secret.h"
#include "web/guard.h"

Fault event_claim_mail(Work *w, int64_t account)
{
    AccountId id = { account };
    Str mail, name;
    Fault f = account_mail(w, id, &mail, &name);

    if (f == FAULT_ABSENT) { /* erased meanwhile */
        return FAULT_NONE;
    }
    TRY(f);
    return event_owner_store_claim(w, id, mail_address_fold(w->mem, mail));
}

Fault event_claim_declared(Work *w, int64_t event)
{
    AccountId id = { 0 };
    Event e;
    Fault f = event_store_load(w, (EventId){ event }, &e);

    if (f || e.owner_id.v != 0 || e.owner_mail.len == 0) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    TRY(account_of_mail(w, e.owner_mail, &id));
    return id.v != 0 ? event_owner_store_claim(w, id, e.owner_mail) : FAULT_NONE;
}

static bool is_nobodys(const Event *e)
{
    return e->owner_id.v == 0 && e->owner_mail.len == 0;
}

static bool is_declarer(Work *w, const Event *e)
{
    return e->owner_id.v != 0
               ? e->owner_id.v == w->person->id.v
               : str_eq(e->owner_mail, mail_address_fold(w->mem, w->person->mail));
}

EventClaim event_claim_would(Work *w, const Event *e)
{
    if (is_nobodys(e) || is_declarer(w, e)) {
        return EVENT_CLAIM_OWNS;
    }
    return e->until_at > w->now ? EVENT_CLAIM_HELPS : EVENT_CLAIM_OVER;
}

static Fault own(Work *w, const Event *e)
{
    if (e->owner_id.v != 0) {
        return FAULT_NONE;
    }
    TRY(event_owner_store_set(w, e->id, w->person->id,
                              mail_address_fold(w->mem, w->person->mail)));
    return account_deed(w, "event.claim", e->id.v);
}

/* Nobody joins whom the declared address couldn't be told of. */
static Fault help(Work *w, const Event *e, EventClaim *ret)
{
    RoleOutcome role;
    PostOutcome letter = POST_PUT;

    TRY(account_role_help(w, work_id_text(w->mem, e->id.v), e->until_at + ROLE_TEAM_SECONDS,
                          &role));
    if (role == ROLE_GIVEN) {
        TRY(account_deed(w, "event.join", e->id.v));
        TRY(event_letter_joined(w, e, &letter));
    }
    if (role == ROLE_CROWDED) {
        *ret = EVENT_CLAIM_CROWDED;
    } else if (letter == POST_TOO_MANY) {
        *ret = EVENT_CLAIM_LATER;
    }
    return FAULT_NONE;
}

Fault event_claim(Work *w, EventId id, EventClaim *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;

    TRY(work_begin(w, &tx));
    TRY(post_hold_strangers(w));
    TRY(work_hold(w, id.v));
    TRY(event_store_load(w, id, &e));
    *ret = event_claim_would(w, &e);
    if (*ret == EVENT_CLAIM_OWNS) {
        TRY(own(w, &e));
    } else if (*ret == EVENT_CLAIM_HELPS) {
        TRY(help(w, &e, ret));
    }
    bool done = *ret == EVENT_CLAIM_OWNS || *ret == EVENT_CLAIM_HELPS;
    return done ? work_commit(&tx) : FAULT_NONE;
}

Fault event_relink(Work *w, EventId id)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event e;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, id.v));
    TRY(event_store_load(w, id, &e));
    /* A token that no form ever held: it can't be sent again to be told the link. */
    event_take_form(w, &e, guard_token(w));
    TRY(event_owner_store_relink(w, &e));
    TRY(account_deed(w, "event.link", id.v));
    return work_commit(&tx);
}
