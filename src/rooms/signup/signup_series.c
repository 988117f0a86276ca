/* signup_series.c - the dates of one form, and the secret of its page */
#include "rooms/signup/signup_series.h"

#include "post/post.h"
#include "rooms/event/event_front.h"
#include "rooms/signup/signup_notices.h"
#include "seal/token.h"
#include "work/job.h"

enum { PROOF_LEN = 32, OWED_SECONDS = 60 };

Fault signup_series_open(Work *w, SeriesId id, SeriesDates *ret)
{
    ret->id = id;
    return event_front_dates(w, id, SIGNUP_DATES_MAX, &ret->title, &ret->at, &ret->len);
}

Str signup_series_form(Work *w, Str token, EventId id)
{
    return STR_JOIN(w->mem, token, STR("."), work_id_text(w->mem, id.v));
}

Fault signup_series_made(Work *w, const SeriesDates *d, Str token, SeriesMade **ret,
                         size_t *ret_len)
{
    Str forms[SIGNUP_DATES_MAX];
    SeriesMade *made = NEW_ARRAY(w->mem, SeriesMade, d->len + 1);
    size_t n, len = 0;
    Signup *list;

    for (size_t i = 0; i < SIGNUP_DATES_MAX; i++) {
        forms[i] = i < d->len ? signup_series_form(w, token, d->at[i].id) : (Str){ 0 };
    }
    TRY(signup_store_by_forms(w, forms, &list, &n));
    for (size_t i = 0; i < d->len; i++) {
        for (size_t j = 0; j < n; j++) {
            if (list[j].event_id.v == d->at[i].id.v) {
                made[len++] = (SeriesMade){ &d->at[i], list[j] };
            }
        }
    }
    *ret = made;
    *ret_len = len;
    return FAULT_NONE;
}

static Str proof_of(Work *w, Str token, const Signup *s)
{
    Str whole = STR_JOIN(w->mem, token, STR(" "), s->mail_hash);

    return str_slice(seal_hash_text(w->mem, w->site->key, "series:", whole), 0, PROOF_LEN);
}

Str signup_series_url(Work *w, SeriesId id, Str more)
{
    return STR_JOIN(w->mem, STR("/series/"), work_id_text(w->mem, id.v),
                    STR("/inscription/faites"), more);
}

Str signup_series_query(Work *w, Str token, const Signup *s)
{
    return STR_JOIN(w->mem, STR("?cle="), token, STR("&lettre="), proof_of(w, token, s));
}

bool signup_series_proven(Work *w, Str token, const Signup *s, Str proof)
{
    return s->mail.len > 0 && seal_same_text(w->site->key, proof_of(w, token, s), proof);
}

Fault signup_series_owe(Work *w, const Signup *s)
{
    return s->mail.len > 0 ? job_add(w, "signup_series", s->id.v, w->now + OWED_SECONDS)
                           : FAULT_NONE;
}

/* "TOKEN" of "TOKEN.DATE" */
static Str token_of(const Signup *s)
{
    size_t at = s->form_token.len;

    while (at > 0 && s->form_token.at[at - 1] != '.') {
        at--;
    }
    return str_slice(s->form_token, 0, at > 0 ? at - 1 : 0);
}

/* Where the unit that writes it came to its end, this one finds it written. */
Fault signup_series(Work *w, int64_t subject)
{
    SeriesDates dates;
    Signup s;
    Event e;

    TRY(post_hold_strangers(w));
    Fault f = signup_load(w, (SignupId){ subject }, &s);
    f = f ? f : event_load(w, s.event_id, &e);
    f = f ? f : signup_series_open(w, e.series_id, &dates);
    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    return signup_series_letter(w, &(SeriesNews){ .dates = &dates, .token = token_of(&s) });
}
