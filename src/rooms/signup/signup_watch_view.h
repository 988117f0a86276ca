/* signup_watch_view.h - what the pages of "tell me about the next one" show */
#ifndef ROOMS_SIGNUP_SIGNUP_WATCH_VIEW_H
#define ROOMS_SIGNUP_SIGNUP_WATCH_VIEW_H

#include "rooms/event/event_front.h"

typedef struct WatchInput {
    Str value, problem; /* problem empty: none */
} WatchInput;

/* signup_watch.html - /prevenez-moi */
typedef struct SignupWatchPage {
    Frame frame;
    Str token;
    bool has_problems;
    WatchInput mail, commune;
    PlaceChoices communes; /* len > 0: which one?  url: its code */
    Choices radii, themes; /* themes empty: there is a single one */
} SignupWatchPage;
void signup_watch_html(Buf *out, Lang lang, const SignupWatchPage *v);

/* signup_watch_said.html - what was done, or one button to do it */
typedef struct SignupWatchSaid {
    Frame frame;
    Str title, what, then;   /* then: may be empty */
    Str action, token;       /* where the button leads; empty: no button */
    Str button, button_name; /* the name: may be empty */
    Str stop_url;            /* may be empty */
    bool again;              /* a link to the form */
} SignupWatchSaid;
void signup_watch_said_html(Buf *out, Lang lang, const SignupWatchSaid *v);

#endif
