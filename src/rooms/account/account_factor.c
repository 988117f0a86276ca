#include "rooms/account/account_factor.h"

#include "rooms/account/account_factor_store.h"
#include "rooms/account/account_letter.h"
#include "rooms/account/account_session.h"
#include "rooms/account/account_store.h"
#include "seal/box.h"
#include "seal/totp.h"

/* What is sealed for one account opens for no other. */
static const char *purpose(Work *w, const char *use, AccountId id)
{
    return str_c(w->mem, str_format(w->mem, "factor %s %lld", use, (long long)id.v));
}

Str account_factor_begin(Work *w, Str *ret_secret)
{
    *ret_secret = totp_secret(w->mem);
    Str when = str_format(w->mem, "%lld ", (long long)w->now);
    return seal_box(w->mem, w->site->key, purpose(w, "new", w->person->id),
                    STR_JOIN(w->mem, when, *ret_secret));
}

Fault account_factor_begun(Work *w, Str box, Str *ret_secret)
{
    Str plain, when, secret;
    int64_t made;

    TRY(seal_unbox(w->mem, w->site->key, purpose(w, "new", w->person->id), box, &plain));
    if (!str_cut(plain, ' ', &when, &secret) || !str_to_int(when, &made) || made > w->now ||
        w->now - made > FACTOR_BEGIN_SECONDS) {
        return FAULT_INPUT;
    }
    *ret_secret = secret;
    return FAULT_NONE;
}

static Str in_fours(Arena *mem, Str code)
{
    return STR_JOIN(mem, str_slice(code, 0, 4), STR("-"), str_slice(code, 4, 4), STR("-"),
                    str_slice(code, 8, 4));
}

static char letter_of(char c)
{
    c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    return c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c;
}

/* As people type it: capitals, spaces, hyphens, o for 0. */
static Str as_shown(Arena *mem, Str typed)
{
    char *to = arena_alloc(mem, typed.len + 1);
    size_t n = 0;

    for (size_t i = 0; i < typed.len; i++) {
        if (typed.at[i] != ' ' && typed.at[i] != '-') {
            to[n++] = letter_of(typed.at[i]);
        }
    }
    return (Str){ to, n };
}

static bool is_of_telephone(Str code)
{
    size_t digits = 0;

    for (size_t i = 0; i < code.len; i++) {
        digits += code.at[i] >= '0' && code.at[i] <= '9';
    }
    return code.len == TOTP_DIGITS && digits == TOTP_DIGITS;
}

typedef struct Hashes {
    Str at[RECOVERY_CODES];
} Hashes;

static Fault slow_hash(Work *w, Str code, Str *ret)
{
    return seal_slow_hash(w->mem, w->site->key, w->person->id.v, code, ret);
}

/* Before any transaction: they take their time. */
static Fault new_codes(Work *w, Recovery *ret, Hashes *ret_hashes)
{
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        Str code = str_slice(seal_token(w->mem), 0, RECOVERY_LEN);
        TRY(slow_hash(w, code, &ret_hashes->at[i]));
        ret->at[i] = in_fours(w->mem, code);
    }
    return FAULT_NONE;
}

static Fault store_codes(Work *w, const Hashes *hashes)
{
    TRY(account_factor_store_drop_codes(w, w->person->id));
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        TRY(account_factor_store_code(w, w->person->id, hashes->at[i]));
    }
    return FAULT_NONE;
}

static Fault end_others(Work *w)
{
    return account_store_session_close_others(w, w->person->id, w->person->session);
}

static Fault store_factor(Work *w, Str secret, int64_t step)
{
    AccountId id = w->person->id;
    Factor f = { .box = seal_box(w->mem, w->site->key, purpose(w, "kept", id), secret),
                 .since = w->now,
                 .step = step };
    bool done;

    TRY(account_factor_store_set(w, id, &f, &done));
    return done ? FAULT_NONE : FAULT_DENIED;
}

Fault account_factor_set(Work *w, Str box, Str code, Recovery *ret, Str *ret_cookie,
                         FactorOutcome *ret_how)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Str secret;
    int64_t step;
    Hashes hashes;

    if (w->person->has_factor) {
        return FAULT_DENIED;
    }
    TRY(account_factor_begun(w, box, &secret));
    Fault f = totp_check(secret, as_shown(w->mem, code), w->now, 0, &step);
    if (f == FAULT_DENIED) {
        *ret_how = FACTOR_WRONG;
        return FAULT_NONE;
    }
    TRY(f);
    TRY(new_codes(w, ret, &hashes));
    TRY(work_begin(w, &tx));
    TRY(store_factor(w, secret, step));
    TRY(store_codes(w, &hashes));
    TRY(end_others(w));
    TRY(account_session_prove(w, ret_cookie));
    TRY(account_deed(w, "factor.set", w->person->id.v));
    TRY(account_letter_key(w, w->person->id, KEY_SET));
    *ret_how = FACTOR_DONE;
    return work_commit(&tx);
}

/* A transaction of its own: the try counts whatever comes after. */
static Fault may_try(Work *w, bool *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_factor_store_try(w, w->person->id, ret));
    return work_commit(&tx);
}

/* Which step of the telephone this is; 0: none. */
static Fault step_of(Work *w, Str code, int64_t *ret)
{
    Factor f;
    Str secret;

    *ret = 0;
    TRY(account_factor_store_load(w, w->person->id, &f));
    if (f.box.len == 0) {
        return FAULT_NONE;
    }
    TRY(seal_unbox(w->mem, w->site->key, purpose(w, "kept", w->person->id), f.box, &secret));
    Fault bad = totp_check(secret, code, w->now, f.step, ret);
    return bad == FAULT_DENIED ? FAULT_NONE : bad;
}

/* What was typed: a step, or the hash of a recovery code. */
typedef struct Proof {
    int64_t step;
    Str hash;
} Proof;

static Fault proof_of(Work *w, Str typed, Proof *ret)
{
    Str code = as_shown(w->mem, typed);

    *ret = (Proof){ 0 };
    if (is_of_telephone(code)) {
        return step_of(w, code, &ret->step);
    }
    return code.len == RECOVERY_LEN ? slow_hash(w, code, &ret->hash) : FAULT_NONE;
}

static Fault take(Work *w, const Proof *p, bool *ret)
{
    *ret = false;
    if (p->step > 0) {
        return account_factor_store_take(w, w->person->id, p->step, ret);
    }
    return p->hash.len > 0 ? account_factor_store_use(w, w->person->id, p->hash, ret)
                           : FAULT_NONE;
}

Fault account_factor_prove(Work *w, Str typed, Str *ret_cookie, FactorOutcome *ret_how)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Proof proof;
    bool good;

    *ret_how = FACTOR_WAIT;
    TRY(may_try(w, &good));
    if (!good) {
        return FAULT_NONE;
    }
    TRY(proof_of(w, typed, &proof));
    TRY(work_begin(w, &tx));
    TRY(take(w, &proof, &good));
    *ret_how = good ? FACTOR_DONE : FACTOR_WRONG;
    if (good) {
        TRY(account_factor_store_right(w, w->person->id));
        TRY(account_session_prove(w, ret_cookie));
        TRY(account_deed(w, proof.step > 0 ? "factor.code" : "factor.recovery",
                         w->person->id.v));
    }
    return work_commit(&tx);
}

static bool is_proven(const Work *w)
{
    return w->standing == PROVEN && w->person->has_factor;
}

Fault account_factor_renew(Work *w, Recovery *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Hashes hashes;

    if (!is_proven(w)) {
        return FAULT_DENIED;
    }
    TRY(new_codes(w, ret, &hashes));
    TRY(work_begin(w, &tx));
    TRY(store_codes(w, &hashes));
    TRY(end_others(w));
    TRY(account_deed(w, "factor.renew", w->person->id.v));
    TRY(account_letter_key(w, w->person->id, KEY_CODES));
    return work_commit(&tx);
}

static Fault remove_of(Work *w, AccountId id)
{
    TRY(account_factor_store_remove(w, id));
    TRY(account_factor_store_drop_codes(w, id));
    TRY(account_factor_store_unprove(w, id));
    return account_deed(w, "factor.remove", id.v);
}

Fault account_factor_remove(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    if (!is_proven(w)) {
        return FAULT_DENIED;
    }
    TRY(work_begin(w, &tx));
    TRY(end_others(w));
    TRY(remove_of(w, w->person->id));
    TRY(account_letter_key(w, w->person->id, KEY_REMOVED));
    return work_commit(&tx);
}

Fault account_factor_state(Work *w, int64_t *ret_since, int64_t *ret_left)
{
    Factor f;

    TRY(account_factor_store_load(w, w->person->id, &f));
    *ret_since = f.since;
    *ret_left = f.left;
    return FAULT_NONE;
}

Fault account_factor_forget(Work *w, AccountId id)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_store_session_close_others(w, id, (SessionId){ 0 }));
    TRY(remove_of(w, id));
    TRY(account_letter_key(w, id, KEY_LOST));
    return work_commit(&tx);
}
