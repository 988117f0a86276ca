/* signup_ledger.c - seats change hands: the book, the ledger and the row agree */
#include "rooms/signup/signup_room.h"
#include "work/job.h"

#include <assert.h>

enum { AT_ONCE = 20, LOOKED_AT = 200 };

/* What was decided on a book that is held can't fail to fit. */
static Fault move(Work *w, const Signup *s, int64_t seats, SignupState was, SignupState becomes)
{
    SignupDelta d = signup_rule_delta(was, becomes, seats);
    bool fitted = false;

    TRY(event_seats_move(w, s->event_id, d.confirmed, d.offered, d.waiting, &fitted));
    if (!fitted) {
        w->why = "the book of seats and the sign-ups disagree";
        return FAULT_BUG;
    }
    return signup_store_add_move(w, s->event_id,
                                 &(SeatMove){ .signup_id = s->id,
                                              .seats = seats,
                                              .was = (int64_t)was,
                                              .becomes = (int64_t)becomes });
}

Fault signup_ledger_add(Work *w, const Signup *s)
{
    assert(signup_rule_may_become(SIGNUP_FREE, (SignupState)s->state));
    TRY(signup_store_add(w, s));
    return move(w, s, s->seats, SIGNUP_FREE, (SignupState)s->state);
}

/* What was moved has changed after it was made, within the same second too: a
 * seat that is held for an address to be confirmed is one that never moved. */
static int64_t later(const Work *w, const Signup *s)
{
    return w->now > s->made_at ? w->now : s->made_at + 1;
}

Fault signup_ledger_become(Work *w, Signup *s, SignupState to, int64_t offered_until)
{
    assert(signup_rule_may_become((SignupState)s->state, to));
    TRY(move(w, s, s->seats, (SignupState)s->state, to));
    s->state = (int64_t)to;
    s->offered_until = offered_until;
    s->changed_at = later(w, s);
    if (to == SIGNUP_CONFIRMED) {
        TRY(signup_store_drop_guests(w, s->id, s->seats));
    }
    return signup_store_update(w, s);
}

Fault signup_ledger_shrink(Work *w, Signup *s, int64_t seats)
{
    assert(seats > 0 && seats < s->seats);
    TRY(move(w, s, s->seats - seats, (SignupState)s->state, SIGNUP_RELEASED));
    s->seats = seats;
    s->changed_at = signup_is_held(s) ? s->changed_at : later(w, s);
    TRY(signup_store_drop_guests(w, s->id, seats));
    return signup_store_update(w, s);
}

/* A café that won't take place has said so itself, and offers nothing. */
static Fault lapse(Work *w, const Event *e, bool *ret_more)
{
    bool open = event_signup_open(e, w->now);
    Signup *list;
    size_t n;

    TRY(signup_store_lapsed(w, e->id, w->now, AT_ONCE, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(signup_ledger_become(w, &list[i], SIGNUP_LAPSED, 0));
        TRY(open ? signup_letter(w, &list[i], SIGNUP_NEWS_LAPSED) : FAULT_NONE);
        TRY(work_tell(w, "signup.lapsed", list[i].id.v));
    }
    *ret_more = n == AT_ONCE;
    return FAULT_NONE;
}

/* Those who accept fewer stop waiting for the others. */
static Fault offer_to(Work *w, const Event *e, const SignupWaiting *who, int64_t free,
                      int64_t seats)
{
    Signup s;

    TRY(signup_store_load(w, who->id, &s));
    TRY(signup_store_skip(w, e->id, who->rank_at, free));
    if (seats < s.seats) {
        TRY(move(w, &s, s.seats - seats, SIGNUP_WAITING, SIGNUP_RELEASED));
        s.seats = seats;
    }
    TRY(signup_ledger_become(w, &s, SIGNUP_OFFERED,
                             signup_rule_offer_until(w->now, e->starts_at)));
    TRY(signup_letter(w, &s, SIGNUP_NEWS_OFFERED));
    return work_tell(w, "signup.offered", s.id.v);
}

/* Walks the list once: who didn't fit won't fit later, there is less and less. */
static Fault offer(Work *w, const Event *e, const Signup *releaser, int64_t free,
                   bool *ret_more)
{
    int64_t after = 0, seats = 0, offers = 0;
    SignupWaiting *list;
    size_t n = LOOKED_AT, at;

    while (free > 0 && n == LOOKED_AT && offers < AT_ONCE) {
        TRY(signup_store_waiting(w, e->id, after, LOOKED_AT, &list, &n));
        for (size_t from = 0; from < n && free > 0 && offers < AT_ONCE; from += at + 1) {
            at = signup_rule_next(list + from, n - from, free, releaser, &seats);
            if (from + at >= n) {
                break;
            }
            TRY(offer_to(w, e, &list[from + at], free, seats));
            free -= seats;
            offers++;
        }
        after = n > 0 ? list[n - 1].rank_at : 0;
    }
    *ret_more = offers == AT_ONCE && free > 0;
    return FAULT_NONE;
}

Fault signup_ledger_settle(Work *w, const Event *e, const Signup *releaser)
{
    EventSeats book;
    bool more = false, more_offers = false;

    TRY(event_seats_load(w, e->id, &book));
    if (book.offered > 0) {
        TRY(lapse(w, e, &more));
        TRY(event_seats_load(w, e->id, &book));
    }
    int64_t free = book.seats - book.confirmed - book.offered;
    if (book.waiting > 0 && event_signup_open(e, w->now) &&
        signup_rule_offer_until(w->now, e->starts_at) > 0) {
        TRY(offer(w, e, releaser, free, &more_offers));
    }
    return more || more_offers ? job_add(w, "signup_settle", e->id.v, w->now) : FAULT_NONE;
}
