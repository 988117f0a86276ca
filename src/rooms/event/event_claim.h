/* event_claim.h - whose a café becomes: by its address, by its edit link
 *
 * The address that declared it comes first: whoever reads its letters is the
 * owner, whoever else had the link.  A link alone makes an owner only where
 * there is no address; else it makes somebody of the team, and who declared
 * it is told. */
#ifndef ROOMS_EVENT_EVENT_CLAIM_H
#define ROOMS_EVENT_EVENT_CLAIM_H

#include "rooms/event/event.h"

/* On "account.signed_in", at once: those declared with the address become theirs. */
MUST_USE Fault event_claim_mail(Work *w, int64_t account);
/* Job of "event.declared": the address it was declared with has an account.  Not
 * at once: an answer that took longer would tell. */
MUST_USE Fault event_claim_declared(Work *w, int64_t event);

/* What the link makes of who has signed in. */
typedef enum EventClaim {
    EVENT_CLAIM_OWNS,    /* their café */
    EVENT_CLAIM_HELPS,   /* one of its team: another address declared it, and is told */
    EVENT_CLAIM_OVER,    /* nobody joins the team of what is over */
    EVENT_CLAIM_CROWDED, /* the team is full */
    EVENT_CLAIM_LATER,   /* too many letters have left for the address that declared it */
} EventClaim;
/* What it would be, before w->person asks. */
EventClaim event_claim_would(Work *w, const Event *e);
/* Who calls has seen the link. */
MUST_USE Fault event_claim(Work *w, EventId id, EventClaim *ret);

/* Another edit link: the one of before, of all dates of its series too, opens
 * nothing any more. */
MUST_USE Fault event_relink(Work *w, EventId id);

#endif
