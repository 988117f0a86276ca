/* signup.c - what may be done with a seat; load, decide, save, tell */
#include "mail/address.h"
#include "post/post.h"
#include "rooms/signup/signup_series.h"
#include "seal/token.h"
#include "text/fold.h"

enum { CODE_TRIES = 8, SECRET_LEN = 32 };

/* ---- secrets: they follow from the form and the key of the house ---- */

static Str sealed(Work *w, const char *purpose, Str s)
{
    return seal_hash_text(w->mem, w->site->key, purpose, s);
}

static Str secret_of(Work *w, Str form_token)
{
    return str_slice(sealed(w, "seat:", form_token), 0, SECRET_LEN);
}

Str signup_mail_hash(Work *w, Str mail)
{
    return mail.len > 0 ? sealed(w, "mail:", mail_address_fold(w->mem, mail)) : (Str){ 0 };
}

Str signup_name_hash(Work *w, Str name)
{
    return sealed(w, "name:", fold(w->mem, name));
}

bool signup_secret_good(Work *w, const Signup *s, Str secret)
{
    return secret.len > 0 &&
           seal_same_text(w->site->key, s->secret_hash, sealed(w, "key:", secret));
}

Str signup_url(Work *w, const Signup *s)
{
    return STR_JOIN(w->mem, STR("/inscriptions/"), work_id_text(w->mem, s->id.v), STR("?cle="),
                    secret_of(w, s->form_token));
}

bool signup_is_held(const Signup *s)
{
    return s->state == SIGNUP_OFFERED && s->changed_at == s->made_at;
}

bool signup_is_live(const Signup *s)
{
    return signup_rule_may_become((SignupState)s->state, SIGNUP_RELEASED);
}

/* ---- joining ---- */

/* Another one as long as somebody of this event has it. */
static Fault find_code(Work *w, Signup *s)
{
    Signup other;

    for (int i = 0; i < CODE_TRIES; i++) {
        Str seed = str_format(w->mem, "code:%d:%.*s", i, STR_ARG(s->form_token));
        s->code = signup_rule_code(w->mem, seal_hash(w->site->key, seed).at);
        Fault f = signup_store_by_code(w, s->event_id, s->code, &other);
        if (f) {
            return f == FAULT_ABSENT ? FAULT_NONE : f;
        }
    }
    return FAULT_AGAIN;
}

static Fault fill(Work *w, const SignupWish *wish, const Event *e, SignupPlan plan, Signup *ret)
{
    *ret = (Signup){ .event_id = wish->event_id,
                     .state = (int64_t)plan.state,
                     .seats = plan.seats,
                     .name = wish->name,
                     .mail = wish->mail,
                     .mail_hash = signup_mail_hash(w, wish->mail),
                     .lang = str_from(lang_code(w->lang)),
                     .relay = wish->relay,
                     .fewer = wish->fewer,
                     .needs = wish->needs,
                     .expects = wish->expects,
                     .secret_hash = sealed(w, "key:", secret_of(w, wish->form_token)),
                     .form_token = wish->form_token,
                     .made_at = w->now,
                     .changed_at = w->now,
                     .source = wish->source.len > 0 ? wish->source : STR("web") };
    ret->id.v = ret->rank_at = work_new_id(w);
    if (plan.state == SIGNUP_OFFERED) {
        ret->offered_until = signup_rule_hold_until(w->now, e->until_at);
    }
    return find_code(w, ret);
}

/* A relay isn't one of those who come: all are named by the list. */
static Fault add_guests(Work *w, const SignupWish *wish, const Signup *s)
{
    size_t first = wish->relay ? 0 : 1;

    for (size_t i = 0; i < (size_t)s->seats; i++) {
        Guest g = { .number = (int64_t)i + 1 };
        if (i < first) {
            g.name = s->name;
        } else if (i - first < wish->guest_count) {
            g.name = wish->guests[i - first];
        }
        TRY(signup_store_add_guest(w, s->id, &g));
    }
    return FAULT_NONE;
}

/* A café that said no number has a book too, with room enough. */
static Fault open_book(Work *w, const Event *e, EventSeats *ret)
{
    int64_t seats;

    TRY(event_seats_load(w, e->id, ret));
    if (ret->seats > 0 || ret->event_id.v != 0) {
        return FAULT_NONE;
    }
    TRY(event_seats_set(w, e->id, e->capacity > 0 ? e->capacity : EVENT_UNCOUNTED, &seats));
    return event_seats_load(w, e->id, ret);
}

static Fault tell(Work *w, const Signup *s, bool quiet, SignupNews news, const char *fact)
{
    TRY(quiet ? signup_series_owe(w, s) : signup_letter(w, s, news));
    return work_tell(w, fact, s->id.v);
}

static Fault say_it(Work *w, const Signup *s, bool quiet, SignupOutcome *ret)
{
    switch ((SignupState)s->state) {
    case SIGNUP_CONFIRMED:
        *ret = SIGNUP_SEATED;
        return tell(w, s, quiet, SIGNUP_NEWS_SEATED, "signup.seated");
    case SIGNUP_OFFERED:
        *ret = SIGNUP_HELD;
        return tell(w, s, quiet, SIGNUP_NEWS_HELD, "signup.held");
    case SIGNUP_WAITING:
        *ret = SIGNUP_QUEUED;
        return tell(w, s, quiet, SIGNUP_NEWS_QUEUED, "signup.queued");
    case SIGNUP_FREE:
    case SIGNUP_RELEASED:
    case SIGNUP_LAPSED:
    case SIGNUP_STATES: break;
    }
    return FAULT_BUG;
}

/* Those who waited before have what is free before a newcomer. */
static Fault join(Work *w, const SignupWish *wish, const Event *e, Signup *ret,
                  SignupOutcome *ret_how)
{
    EventSeats book;
    bool confirm = e->confirm_mail && wish->mail.len > 0;

    TRY(open_book(w, e, &book));
    if (book.offered > 0 || book.waiting > 0) {
        TRY(signup_ledger_settle(w, e, NULL));
        TRY(event_seats_load(w, e->id, &book));
    }
    int64_t free = book.seats - book.confirmed - book.offered;
    SignupPlan plan = signup_rule_join(free, wish->seats, wish->fewer, confirm);
    if (plan.state == SIGNUP_WAITING && book.waiting + plan.seats > SIGNUP_WAITING_MAX) {
        *ret_how = SIGNUP_CROWDED;
        return FAULT_NONE;
    }
    TRY(fill(w, wish, e, plan, ret));
    TRY(signup_ledger_add(w, ret));
    TRY(add_guests(w, wish, ret));
    return say_it(w, ret, wish->quiet, ret_how);
}

static Fault find_before(Work *w, const SignupWish *wish, Signup *ret, SignupOutcome *ret_how,
                         bool *ret_found)
{
    Fault f = signup_store_by_form(w, wish->form_token, ret);

    *ret_how = SIGNUP_TWICE;
    if (f == FAULT_ABSENT && wish->mail.len > 0) {
        *ret_how = SIGNUP_ALREADY;
        f = signup_store_by_mail(w, wish->event_id, signup_mail_hash(w, wish->mail), ret);
    }
    *ret_found = !f;
    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    return *ret_how == SIGNUP_ALREADY && !wish->quiet
               ? signup_letter(w, ret, SIGNUP_NEWS_ALREADY)
               : FAULT_NONE;
}

Fault signup_join(Work *w, const SignupWish *wish, Signup *ret, SignupOutcome *ret_how)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool found = false;
    Event e;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, wish->event_id.v));
    TRY(wish->mail.len > 0 ? post_hold_strangers(w) : FAULT_NONE);
    TRY(find_before(w, wish, ret, ret_how, &found));
    if (!found) {
        TRY(event_load(w, wish->event_id, &e));
        if (!event_signup_open(&e, w->now)) {
            *ret_how = SIGNUP_CLOSED;
            return FAULT_NONE;
        }
        TRY(join(w, wish, &e, ret, ret_how));
    }
    return work_commit(&tx);
}

/* ---- afterwards ---- */

/* Its event is held first of all, so it is read before, and again after. */
static Fault begin(Work *w, SignupId id, WorkTx *tx, Signup *ret, Event *ret_event)
{
    TRY(signup_store_load(w, id, ret));
    TRY(work_begin(w, tx));
    TRY(work_hold(w, ret->event_id.v));
    TRY(signup_store_load(w, id, ret));
    return event_load(w, ret->event_id, ret_event);
}

static Fault may_take(Work *w, const Signup *s, const Event *e, bool *ret)
{
    EventSeats book;

    *ret = false;
    if (!event_signup_open(e, w->now)) {
        return FAULT_NONE;
    }
    if (s->state == SIGNUP_OFFERED) {
        *ret = s->offered_until > w->now;
        return FAULT_NONE;
    }
    if (s->state != SIGNUP_WAITING || !signup_rule_is_late(w->now, e->starts_at)) {
        return FAULT_NONE;
    }
    TRY(event_seats_load(w, e->id, &book));
    *ret = book.seats - book.confirmed - book.offered >= s->seats;
    return FAULT_NONE;
}

static Fault accept(Work *w, SignupId id, bool quiet, bool *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool takes = false;
    Signup s;
    Event e;

    TRY(begin(w, id, &tx, &s, &e));
    if (s.state == SIGNUP_CONFIRMED) {
        *ret = true;
        return FAULT_NONE;
    }
    TRY(signup_ledger_settle(w, &e, NULL));
    TRY(signup_store_load(w, id, &s));
    TRY(may_take(w, &s, &e, &takes));
    if (takes) {
        SignupOutcome how;
        TRY(signup_ledger_become(w, &s, SIGNUP_CONFIRMED, 0));
        TRY(say_it(w, &s, quiet, &how));
    }
    TRY(work_commit(&tx));
    *ret = takes;
    return FAULT_NONE;
}

Fault signup_accept(Work *w, SignupId id, bool *ret)
{
    return accept(w, id, false, ret);
}

Fault signup_accept_quietly(Work *w, SignupId id, bool *ret)
{
    return accept(w, id, true, ret);
}

Fault signup_release(Work *w, SignupId id)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Signup s;
    Event e;

    TRY(begin(w, id, &tx, &s, &e));
    if (!signup_is_live(&s)) {
        return FAULT_NONE;
    }
    TRY(signup_ledger_become(w, &s, SIGNUP_RELEASED, 0));
    TRY(signup_letter(w, &s, SIGNUP_NEWS_RELEASED));
    TRY(work_tell(w, "signup.released", id.v));
    TRY(signup_ledger_settle(w, &e, &s));
    return work_commit(&tx);
}

static bool may_shrink(const Signup *s, int64_t seats)
{
    return signup_is_live(s) && seats > 0 && seats < s->seats;
}

/* Who waits and is fewer now may fit, and then the offer says all; who has given
 * some back isn't asked again.  Who has yet to answer has the page before them. */
static Fault shrink(Work *w, const Event *e, Signup *s, int64_t seats)
{
    bool waited = s->state == SIGNUP_WAITING;

    TRY(signup_ledger_shrink(w, s, seats));
    TRY(work_tell(w, "signup.shrunk", s->id.v));
    TRY(signup_ledger_settle(w, e, waited ? NULL : s));
    TRY(signup_store_load(w, s->id, s));
    if (s->state == SIGNUP_CONFIRMED || s->state == SIGNUP_WAITING) {
        return signup_letter(w, s, waited ? SIGNUP_NEWS_QUEUED : SIGNUP_NEWS_SHRUNK);
    }
    return FAULT_NONE;
}

Fault signup_shrink(Work *w, SignupId id, int64_t seats)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Signup s;
    Event e;

    TRY(begin(w, id, &tx, &s, &e));
    if (!may_shrink(&s, seats)) {
        return FAULT_NONE;
    }
    TRY(shrink(w, &e, &s, seats));
    return work_commit(&tx);
}

/* Numbers stay 1, 2, 3...: those who come are the first so many. */
static Fault keep_guests(Work *w, const Signup *s, const Guest *kept, size_t n)
{
    TRY(signup_store_drop_guests(w, s->id, 0));
    for (size_t i = 0; i < n; i++) {
        Guest g = kept[i];
        g.number = (int64_t)i + 1;
        TRY(signup_store_add_guest(w, s->id, &g));
    }
    return FAULT_NONE;
}

Fault signup_excuse(Work *w, SignupId id, uint64_t absent)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    size_t n, kept = 0;
    Guest *guests;
    Signup s;
    Event e;

    TRY(begin(w, id, &tx, &s, &e));
    TRY(signup_store_guests(w, id, &guests, &n));
    for (size_t i = 0; i < n && guests[i].number <= s.seats; i++) {
        if ((absent >> guests[i].number & 1U) == 0) {
            guests[kept++] = guests[i];
        }
    }
    if (!may_shrink(&s, (int64_t)kept)) {
        return FAULT_NONE;
    }
    /* Whoever signed them up and doesn't come still receives all for them. */
    s.relay = s.relay || (absent >> 1 & 1U) != 0;
    TRY(keep_guests(w, &s, guests, kept));
    TRY(shrink(w, &e, &s, (int64_t)kept));
    return work_commit(&tx);
}

Fault signup_offer_free(Work *w, EventId id)
{
    Event e;

    TRY(event_load(w, id, &e));
    return signup_ledger_settle(w, &e, NULL);
}

/* ---- reading ---- */

Fault signup_load(Work *w, SignupId id, Signup *ret)
{
    return signup_store_load(w, id, ret);
}

Fault signup_guests(Work *w, SignupId id, Guest **ret, size_t *ret_len)
{
    return signup_store_guests(w, id, ret, ret_len);
}

Fault signup_list(Work *w, EventId id, SignupState state, SignupId after, size_t max,
                  Signup **ret, size_t *ret_len)
{
    return signup_store_list(w, id, state, after, max, ret, ret_len);
}

Fault signup_rank(Work *w, const Signup *s, int64_t *ret)
{
    return signup_store_rank(w, s->event_id, s->rank_at, ret);
}

Fault signup_by_code(Work *w, EventId id, Str code, Str name, Signup *ret)
{
    Signup s;

    TRY(signup_store_by_code(w, id, code, &s));
    if (!str_eq(fold(w->mem, s.name), fold(w->mem, name))) {
        return FAULT_ABSENT;
    }
    *ret = s;
    return FAULT_NONE;
}
