/* signup_view.h - what the pages of this room show */
#ifndef ROOMS_SIGNUP_SIGNUP_VIEW_H
#define ROOMS_SIGNUP_SIGNUP_VIEW_H

#include "rooms/event/event_front.h"

typedef struct SignupInput {
    Str value, problem; /* problem empty: none */
    int64_t max;        /* characters */
} SignupInput;

typedef struct SignupDate { /* one of a series */
    Str value, say, seats_say;
    bool chosen;
} SignupDate;

typedef struct SignupDates {
    SignupDate *at;
    size_t len;
} SignupDates;

/* signup_elsewhere.html - where there is room, for who finds a café full */
typedef struct SignupElsewhere {
    EventCards later; /* other dates of its series with a seat */
    EventCards near;
    Str watch_url; /* "tell me about the next one"; may be empty */
} SignupElsewhere;
void signup_elsewhere_html(Buf *out, Lang lang, const SignupElsewhere *v);

/* signup_form.html - /cafes/ID/inscription and /series/ID/inscription */
typedef struct SignupFormPage {
    Frame frame;
    Str title, when, where, back_url;
    Str problem; /* of no field; may be empty */
    Str action, token, find_url;
    Str seats_say; /* "3 places libres sur 12" */
    bool full;
    int64_t before; /* full: so many people wait already */
    SignupElsewhere elsewhere;
    bool closed;       /* nobody can sign up any more */
    SignupDates dates; /* of a series: which ones? */
    Str dates_problem;
    bool has_problems;
    SignupInput name, mail, seats, others, needs, expects;
    bool relay, fewer, more; /* more: "others" is open */
    bool must_mail;          /* the seat counts once the address is confirmed */
} SignupFormPage;
void signup_form_html(Buf *out, Lang lang, const SignupFormPage *v);

/* signup_page.html - /inscriptions/ID?cle=...: what one has */
typedef struct SignupPage {
    Frame frame;
    Str title, when, where, by;
    Str event_url; /* empty: nobody may see it any more */
    Str done;      /* what has just happened; may be empty */
    Str problem;   /* with what was sent; may be empty */
    Str heading;   /* what one has, in a sentence */
    bool news;     /* of the café; each of these may be empty: */
    Str state_say, off_say, word_say, previous_when;
    Str other_url; /* it won't take place: cafés around */
    bool confirmed, waiting, offered, released, lapsed;
    bool held; /* offered: until the address is confirmed */
    bool over; /* nothing can be done any more: cancelled, past... */
    bool no_mail;
    bool may_take; /* waiting, late, and there is room: whoever comes first */
    bool may_leave;
    int64_t before; /* people who wait before */
    int64_t party;
    int64_t too_large; /* seats of the whole café, when the party never fits; else 0 */
    bool too_many;     /* was passed over: too large for what was free */
    bool fewer, is_party, relay, many;
    Str until; /* "mardi 2 juillet, 18 h" */
    Str name, code, online_url;
    Str names; /* "Amina, Paul" */
    Str accept_url, release_url, shrink_url, token, key, ics_url, page_url, again_url;
    Choices people; /* who comes no more?  Empty: a party without names */
    Choices sizes;  /* then it becomes so many */
    Html qr;
    Str printed_url; /* where the code works, to type: "cafe.example/cafes/..." */
    SignupElsewhere elsewhere;
} SignupPage;
void signup_page_html(Buf *out, Lang lang, const SignupPage *v);

/* signup_find.html - /cafes/ID/inscription/retrouver */
typedef struct SignupFindPage {
    Frame frame;
    Str title, back_url, action, token, problem;
    SignupInput code, name;
} SignupFindPage;
void signup_find_html(Buf *out, Lang lang, const SignupFindPage *v);

typedef struct SignupMade { /* one of several dates */
    Str when, say, url;
} SignupMade;

typedef struct SignupMades {
    SignupMade *at;
    size_t len;
} SignupMades;

/* signup_told.html - look at your letters; or the pages of several dates */
typedef struct SignupToldPage {
    Frame frame;
    Str title, back_url;
    SignupMades made;              /* len 0: a letter says it */
    Str action, token, key, proof; /* to confirm those that are held; action may be empty */
} SignupToldPage;
void signup_told_html(Buf *out, Lang lang, const SignupToldPage *v);

#endif
