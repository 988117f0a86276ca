/* desk_view.h - what the pages of an organiser's desk show */
#ifndef ROOMS_DESK_DESK_VIEW_H
#define ROOMS_DESK_DESK_VIEW_H

#include "text/html.h"
#include "web/frame.h"

/* One café in the list. */
typedef struct DeskCard {
    Str url, title, when, place, state_say;
    Str seats_say; /* "5 personnes inscrites pour 12 places", or who came */
    Str next_say;  /* what to do; empty: nothing */
} DeskCard;

typedef struct DeskCards {
    DeskCard *at;
    size_t len;
} DeskCards;

/* desk_list.html - /mes-cafes */
typedef struct DeskListPage {
    Frame frame;
    DeskCards list, drafts, helped; /* helped: those one animates for others */
    bool past;                      /* of those that are over */
    bool heads, network;            /* heads an organisation; and these are its cafés */
    Str done;                       /* what an edit link made of them; may be empty */
    Str more_url;                   /* the next page; may be empty */
} DeskListPage;
/* desk_card.html */
void desk_card_html(Buf *out, Lang lang, const DeskCard *v);
void desk_list_html(Buf *out, Lang lang, const DeskListPage *v);

/* One step of the checklist. */
typedef struct DeskLine {
    Str title, hint, url;
    bool done, offer;
} DeskLine;

typedef struct DeskLines {
    DeskLine *at;
    size_t len;
} DeskLines;

typedef struct DeskSayings {
    Str *at;
    size_t len;
} DeskSayings;

/* desk_event.html - /mes-cafes/ID */
typedef struct DeskEventPage {
    Frame frame;
    Str title, when, place, state_say, public_url, edit_url, team_url, write_url, again_url,
        export_action, seats_action, token;
    Str next_url, next_say; /* the one thing to do now; may be empty */
    bool acts;              /* there is one of the two */
    Str list_url;           /* at the door; empty: it is not for now */
    Str seats_say, waiting_say, counted_say;
    DeskLines before, during, after;
    int64_t expects; /* how many said what brings them */
    DeskSayings sayings;
    bool proven;     /* names may be seen */
    bool hidden;     /* ... once one has proven who one is */
    bool may_people; /* ... by this person, once proven */
    bool names_live;
    bool second; /* a second café is offered */
    Str second_action, second_when;
    bool copied; /* this one has just been made of another */
    int64_t past_cafes, past_seats, past_away, advice; /* advice 0: none */
    int64_t chairs, seats;
    bool extra, may_return; /* more seats than chairs; these are not taken */
    bool seats_changed;
} DeskEventPage;
/* desk_line.html */
void desk_line_html(Buf *out, Lang lang, const DeskLine *v);
void desk_event_html(Buf *out, Lang lang, const DeskEventPage *v);

typedef struct DeskInput {
    Str value, problem;
} DeskInput;

/* desk_again.html - /mes-cafes/ID/refaire */
typedef struct DeskAgainPage {
    Frame frame;
    Str title, when, place, back, action, token;
    DeskInput date, start;
    bool has_problems;
} DeskAgainPage;
void desk_again_html(Buf *out, Lang lang, const DeskAgainPage *v);

typedef struct DeskSent {
    Str title, day;
    int64_t people;
} DeskSent;

typedef struct DeskSents {
    DeskSent *at;
    size_t len;
} DeskSents;

/* desk_write.html - /mes-cafes/ID/ecrire */
typedef struct DeskWritePage {
    Frame frame;
    Str title, when, back, action, token;
    DeskInput subject, body;
    Str mail; /* of the organiser */
    bool reply, has_problems;
    bool preview; /* shows it as it will be, and asks once more */
    bool sent;
    Str refused;                  /* why nothing can be written now; may be empty */
    int64_t people, silent, left; /* silent: people who left no address */
    int64_t quiet;                /* who wants no messages */
    DeskSents sents;
} DeskWritePage;
void desk_write_html(Buf *out, Lang lang, const DeskWritePage *v);

#endif
