#include "rooms/signup/signup_rule.h"

enum { HOUR = 3600, DAY = 86400 };

bool signup_rule_may_become(SignupState from, SignupState to)
{
    static const unsigned after[SIGNUP_STATES] = {
        [SIGNUP_FREE] = 1U << SIGNUP_WAITING | 1U << SIGNUP_OFFERED | 1U << SIGNUP_CONFIRMED,
        [SIGNUP_WAITING] =
            1U << SIGNUP_OFFERED | 1U << SIGNUP_CONFIRMED | 1U << SIGNUP_RELEASED,
        [SIGNUP_OFFERED] = 1U << SIGNUP_CONFIRMED | 1U << SIGNUP_RELEASED | 1U << SIGNUP_LAPSED,
        [SIGNUP_CONFIRMED] = 1U << SIGNUP_RELEASED,
    };

    return (after[from] >> to & 1U) != 0;
}

bool signup_rule_is_late(int64_t now, int64_t starts_at)
{
    return now >= starts_at - SIGNUP_LAST_SECONDS;
}

int64_t signup_rule_offer_until(int64_t now, int64_t starts_at)
{
    int64_t left = starts_at - now, last = starts_at - SIGNUP_LAST_SECONDS;
    int64_t lasts = left < DAY ? 2 * HOUR : left < 3 * DAY ? 6 * HOUR : DAY;

    if (signup_rule_is_late(now, starts_at)) {
        return 0;
    }
    return now + lasts < last ? now + lasts : last;
}

int64_t signup_rule_hold_until(int64_t now, int64_t until_at)
{
    int64_t until = now + SIGNUP_HOLD_SECONDS;

    return until < until_at ? until : until_at;
}

SignupPlan signup_rule_join(int64_t free, int64_t seats, bool fewer, bool confirm)
{
    int64_t gets = seats <= free ? seats : fewer && free > 0 ? free : 0;
    SignupState seated = confirm ? SIGNUP_OFFERED : SIGNUP_CONFIRMED;

    return gets > 0 ? (SignupPlan){ .state = seated, .seats = gets }
                    : (SignupPlan){ .state = SIGNUP_WAITING, .seats = seats };
}

static bool is_releaser(const SignupWaiting *s, const Signup *releaser)
{
    if (!releaser) {
        return false;
    }
    return s->id.v == releaser->id.v ||
           (s->mail_hash.len > 0 && str_eq(s->mail_hash, releaser->mail_hash));
}

size_t signup_rule_next(const SignupWaiting *list, size_t list_len, int64_t free,
                        const Signup *releaser, int64_t *ret_seats)
{
    for (size_t i = 0; i < list_len && free > 0; i++) {
        bool fits = list[i].seats <= free || list[i].fewer;
        if (fits && !is_releaser(&list[i], releaser)) {
            *ret_seats = list[i].seats <= free ? list[i].seats : free;
            return i;
        }
    }
    return list_len;
}

static void add(SignupDelta *d, SignupState state, int64_t seats)
{
    d->confirmed += state == SIGNUP_CONFIRMED ? seats : 0;
    d->offered += state == SIGNUP_OFFERED ? seats : 0;
    d->waiting += state == SIGNUP_WAITING ? seats : 0;
}

SignupDelta signup_rule_delta(SignupState was, SignupState becomes, int64_t seats)
{
    SignupDelta d = { 0 };

    add(&d, was, -seats);
    add(&d, becomes, seats);
    return d;
}

/* No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: said aloud or written by hand, each is itself. */
static const char letters[] = "34679ACDEFGHJKMNPQRTVWXY";
enum { LETTERS = sizeof letters - 1 };

Str signup_rule_code(Arena *mem, const unsigned char *bytes)
{
    char *at = arena_alloc(mem, SIGNUP_CODE_LEN);

    for (size_t i = 0; i < SIGNUP_CODE_LEN; i++) {
        at[i] = letters[bytes[i] % LETTERS];
    }
    return (Str){ at, SIGNUP_CODE_LEN };
}

static bool is_letter(char c)
{
    for (size_t i = 0; i < LETTERS; i++) {
        if (letters[i] == c) {
            return true;
        }
    }
    return false;
}

Str signup_rule_code_read(Arena *mem, Str typed)
{
    char *at = arena_alloc(mem, SIGNUP_CODE_LEN);
    size_t n = 0;

    for (size_t i = 0; i < typed.len; i++) {
        char c = typed.at[i];
        c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (c == ' ' || c == '-' || c == '.') {
            continue;
        }
        if (!is_letter(c) || n == SIGNUP_CODE_LEN) {
            return (Str){ 0 };
        }
        at[n++] = c;
    }
    return n == SIGNUP_CODE_LEN ? (Str){ at, n } : (Str){ 0 };
}
