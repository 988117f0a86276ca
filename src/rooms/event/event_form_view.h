/* event_form_view.h - what the form of a café shows, and what follows it */
#ifndef ROOMS_EVENT_EVENT_FORM_VIEW_H
#define ROOMS_EVENT_EVENT_FORM_VIEW_H

#include "rooms/event/event_front.h"

/* One field of a form: what was typed, and what is wrong with it. */
typedef struct Input {
    Str value, problem; /* problem empty: none */
    int64_t max;        /* characters */
} Input;

/* event_form.html - /cafes/nouveau and /cafes/ID/modifier */
typedef struct EventFormPage {
    Frame frame;
    Str action;           /* where it is sent */
    Str token;            /* hidden: proves the form is ours, makes it count once */
    Str key;              /* hidden when editing: the secret of the edit link */
    bool editing;
    bool has_problems;    /* a summary on top links to the fields */
    Str problem;          /* one that belongs to no field; empty: none */
    /* step 1: what and when */
    Input title, date, start, end;
    Choices kinds, themes;
    /* step 2: where */
    Choices modes;
    Input commune, venue, address, address_extra, directions, access_note;
    PlaceChoices communes; /* len > 0: ask which; radio buttons named "code" */
    Choices access;        /* check boxes named "access" */
    Input online_url;
    /* step 3: more, all optional */
    Input summary, body, organizers, supporters, audience_note, capacity, signup_url, contact;
    Choices audiences;
    Choices signups;       /* radio buttons named "signup": here, elsewhere, one simply comes */
    bool confirm_mail;     /* check box: a seat counts once its address is confirmed */
    Input remind;          /* "7,1": days before */
    Input owner_mail;      /* private; not asked of whoever has signed in */
    bool asks_mail;
    int64_t people;        /* editing: how many count on it; then word is asked */
    int64_t told, silent;  /* of these, who can be written to, and who left no address */
    Input word;
    Input repeat_count;    /* how many weeks in a row; empty: once */
    Choices repeats;       /* none, weekly, every two weeks, monthly */
    /* the likely twin: side by side */
    EventCards twins;      /* len > 0: "is it one of these?" */
    Str code;              /* hidden: the commune that was chosen */
    Str state_say;         /* editing: where it stands ("proposé : ...") */
    Str reason;            /* editing: the word said with a change of state */
    Input state_reason, new_date, room; /* editing: cancel, postpone, move online */
    Choices becomes;       /* radio buttons named "become": what it may still become */
    bool asks_room;        /* one of them is online */
    bool has_room;         /* its address is known: an empty one keeps it */
    bool is_draft;         /* editing: may be proposed now (draft = "no") */
    bool can_cancel;       /* editing a published one: the second form is shown */
    bool can_return;       /* editing one that was called off: it may take place after all */
    Str state_action;      /* where the second form is sent */
    Str claim_action;      /* editing with the link, signed in: make it mine; may be empty */
    bool claim_helps;      /* ... somebody declared it: join the team instead */
} EventFormPage;
void event_form_html(Buf *out, Lang lang, const EventFormPage *v);

/* event_declared.html - thank you, here is your link */
typedef struct EventDeclaredPage {
    Frame frame;
    EventCard card;
    Str when;
    Str edit_url; /* absolute, with its secret */
    Html qr;      /* SVG of edit_url */
    int64_t dates; /* how many dates of a series were made; 1: one café */
    bool draft;    /* kept as a draft, not proposed yet */
    bool published; /* at once */
    bool other;    /* the same form had been received with other words: these are kept */
    Str mail;      /* where the link was sent too; may be empty */
} EventDeclaredPage;
void event_declared_html(Buf *out, Lang lang, const EventDeclaredPage *v);

#endif
