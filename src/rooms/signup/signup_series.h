/* signup_series.h - several dates of a series on one form, and their one letter
 *
 * Each date is its own sign-up, in its own unit: "TOKEN.DATE" is its form.  The
 * letter that says them all leads to the page of that form; with the proof that
 * stands in the letter only, seats that wait for the address to be confirmed are
 * confirmed there, all at once. */
#ifndef ROOMS_SIGNUP_SIGNUP_SERIES_H
#define ROOMS_SIGNUP_SIGNUP_SERIES_H

#include "rooms/event/event.h"
#include "rooms/signup/signup_room.h"

typedef struct SeriesDates { /* one may sign up for */
    SeriesId id;
    Str title;
    Event *at;
    size_t len;
} SeriesDates;
MUST_USE Fault signup_series_open(Work *w, SeriesId id, SeriesDates *ret);

/* The form of one date. */
Str signup_series_form(Work *w, Str token, EventId id);

typedef struct SeriesMade { /* one date, and what that form has there */
    const Event *event;
    Signup signup;
} SeriesMade;
/* In the order of the dates. */
MUST_USE Fault signup_series_made(Work *w, const SeriesDates *d, Str token, SeriesMade **ret,
                                  size_t *ret_len);

/* "/series/ID/inscription/faites", and what follows. */
Str signup_series_url(Work *w, SeriesId id, Str more);
/* What follows in the letter: "?cle=TOKEN&lettre=PROOF". */
Str signup_series_query(Work *w, Str token, const Signup *s);
/* Did this come by the letter to who signed up? */
bool signup_series_proven(Work *w, Str token, const Signup *s, Str proof);

/* Somebody whose letter isn't written by itself: when all is done, or by a job,
 * should the unit that does it never come. */
MUST_USE Fault signup_series_owe(Work *w, const Signup *s);
/* What the letter says. */
typedef struct SeriesNews {
    const SeriesDates *dates;
    Str token;
    bool proven;           /* who causes it reads what is sent there */
    const Signup *already; /* dates that this address had before */
    size_t already_len;
} SeriesNews;
/* Within the caller's transaction. */
MUST_USE Fault signup_series_letter(Work *w, const SeriesNews *news);

#endif
