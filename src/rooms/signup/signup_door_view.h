/* signup_door_view.h - what the list at the door shows, on a phone and on paper */
#ifndef ROOMS_SIGNUP_SIGNUP_DOOR_VIEW_H
#define ROOMS_SIGNUP_SIGNUP_DOOR_VIEW_H

#include "text/html.h"
#include "web/frame.h"

typedef struct DoorLine {
    int64_t number;
    Str name, party, needs;
    Str tick;         /* value of its button: "SIGNUP.GUEST.1" */
    bool came, relay; /* relay: the party only signed them up */
} DoorLine;

typedef struct DoorLines {
    DoorLine *at;
    size_t len;
} DoorLines;

typedef struct DoorExtra { /* who waits, or walked in */
    Str name, needs, id;
    int64_t seats;
    Str tick; /* who waits: value of its button, "SIGNUP.0.1" for all of them */
    bool came, beyond; /* beyond: not on paper, which is full */
} DoorExtra;

typedef struct DoorExtras {
    DoorExtra *at;
    size_t len;
} DoorExtras;

typedef struct DoorBlanks { /* numbers of the empty lines of the paper */
    int64_t *at;
    size_t len;
} DoorBlanks;

/* signup_door.html - /mes-cafes/ID/porte */
typedef struct SignupDoorPage {
    Frame frame;
    Str event, when, where, back;
    Str tick_action, walk_action, finish_action, token;
    DoorLines people;
    DoorExtras waiting, walk_ins;
    DoorBlanks blanks;
    int64_t expected, came, walked, waiting_seats, capacity;
    Str problem, name_problem, name; /* of a walk-in */
    bool counted, closed;            /* closed: the names are erased */
    bool early, refused;             /* early: not yet the day; refused: somebody tried */
    int64_t unprinted;               /* who waits, beyond what paper takes */
    bool nobody;                     /* neither expected nor waiting */
    Html qr;
    Str qr_url; /* to read */
} SignupDoorPage;
void signup_door_html(Buf *out, Lang lang, const SignupDoorPage *v);

#endif
