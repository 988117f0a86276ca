/* signup_store.h - the SQL of this room: who signed up, their guests, the ledger */
#ifndef ROOMS_SIGNUP_SIGNUP_STORE_H
#define ROOMS_SIGNUP_SIGNUP_STORE_H

#include "db/db.h"
#include "rooms/signup/signup.h"
#include "rooms/signup/signup_rule.h"

extern const DbQuery *const signup_store_all[]; /* ends with NULL */
MUST_USE Fault signup_store_add(Work *w, const Signup *s);
/* State, seats, offered_until, changed_at, relay. */
MUST_USE Fault signup_store_update(Work *w, const Signup *s);
MUST_USE Fault signup_store_quiet(Work *w, SignupId id, bool quiet);
MUST_USE Fault signup_store_load(Work *w, SignupId id, Signup *ret);
MUST_USE Fault signup_store_by_form(Work *w, Str form_token, Signup *ret);
/* Of SIGNUP_DATES_MAX tokens, in the order of ids; "" is nobody's. */
MUST_USE Fault signup_store_by_forms(Work *w, const Str *tokens, Signup **ret, size_t *ret_len);
MUST_USE Fault signup_store_by_code(Work *w, EventId id, Str code, Signup *ret);
/* The one of this address that still counts: waiting, offered or confirmed. */
MUST_USE Fault signup_store_by_mail(Work *w, EventId id, Str mail_hash, Signup *ret);
MUST_USE Fault signup_store_list(Work *w, EventId id, SignupState state, SignupId after,
                                 size_t max, Signup **ret, size_t *ret_len);
/* Those who wait, in order, after that place. */
MUST_USE Fault signup_store_waiting(Work *w, EventId id, int64_t after, size_t max,
                                    SignupWaiting **ret, size_t *ret_len);
/* Those before this place were too large for what was free. */
MUST_USE Fault signup_store_skip(Work *w, EventId id, int64_t rank_at, int64_t free);
/* Counted in people, as the café says how many wait; 1 is the next one. */
MUST_USE Fault signup_store_rank(Work *w, EventId id, int64_t rank_at, int64_t *ret);
/* Offers of this event that have lapsed. */
MUST_USE Fault signup_store_lapsed(Work *w, EventId id, int64_t now, size_t max, Signup **ret,
                                   size_t *ret_len);
/* Events that have some. */
MUST_USE Fault signup_store_lapsing(Work *w, int64_t now, size_t max, EventId **ret,
                                    size_t *ret_len);

MUST_USE Fault signup_store_add_guest(Work *w, SignupId id, const Guest *guest);
MUST_USE Fault signup_store_guests(Work *w, SignupId id, Guest **ret, size_t *ret_len);
MUST_USE Fault signup_store_drop_guests(Work *w, SignupId id, int64_t above);

/* Wrong codes typed for a name, in that hour since 1970. */
MUST_USE Fault signup_store_wrong_code(Work *w, EventId id, Str name_hash, int64_t hour);
MUST_USE Fault signup_store_wrong_codes(Work *w, EventId id, Str name_hash, int64_t hour,
                                        int64_t *ret);
MUST_USE Fault signup_store_forget_codes(Work *w, int64_t before_hour);

typedef struct SeatMove { /* a row of the ledger */
    int64_t number, at;
    SignupId signup_id;
    int64_t seats, was, becomes;
    Str who;
} SeatMove;
/* Its number follows the last one. */
MUST_USE Fault signup_store_add_move(Work *w, EventId id, const SeatMove *move);
MUST_USE Fault signup_store_moves(Work *w, EventId id, int64_t after, size_t max,
                                  SeatMove **ret, size_t *ret_len);

#endif
