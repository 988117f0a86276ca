/* event_form.h - what the form of a café brings, and what it means */
#ifndef ROOMS_EVENT_EVENT_FORM_H
#define ROOMS_EVENT_EVENT_FORM_H

#include "rooms/event/event_room.h"
#include "web/form.h"

/* As it was typed. */
typedef struct EventForm {
    Str title, date, start, end, kind, theme, repeat, repeat_count, summary;
    Str mode, commune, code, venue, address, address_extra, directions, access, access_note;
    Str online_url;
    Str organizers, supporters, body, audience, audience_note, capacity, signup_url, contact;
    Str signup, confirm_mail, remind, owner_mail, word;
    Str twin, draft, key;
} EventForm;

/* How one signs up, in the form. */
#define SIGNUP_HERE STR("ici")
#define SIGNUP_THERE STR("ailleurs")
#define SIGNUP_FREE STR("libre")
#define REMIND_USUAL STR("7,1")

/* Its fields, in the order of their problems. */
enum {
    FORM_TITLE, FORM_DATE, FORM_START, FORM_END, FORM_KIND, FORM_THEME, FORM_REPEAT,
    FORM_REPEAT_COUNT, FORM_SUMMARY, FORM_MODE, FORM_COMMUNE, FORM_CODE, FORM_VENUE,
    FORM_ADDRESS, FORM_ADDRESS_EXTRA, FORM_DIRECTIONS, FORM_ACCESS, FORM_ACCESS_NOTE,
    FORM_ONLINE_URL, FORM_ORGANIZERS, FORM_SUPPORTERS, FORM_BODY, FORM_AUDIENCE,
    FORM_AUDIENCE_NOTE, FORM_CAPACITY, FORM_SIGNUP_URL, FORM_CONTACT, FORM_SIGNUP,
    FORM_CONFIRM_MAIL, FORM_REMIND, FORM_OWNER_MAIL, FORM_WORD, FORM_TWIN, FORM_DRAFT, FORM_KEY,
    FORM_FIELDS
};
extern const Field event_form_fields[FORM_FIELDS];

/* What it means.  Problems are added to those of the reading; communes that
 * share the name, if any, are told so that the person chooses. */
typedef struct EventMeant {
    Event event;
    Parties parties;
    GeoMatch *matches;
    size_t match_count;
    int64_t dates;   /* of a series; 1: once */
    Str rule;        /* RRULE of the series */
} EventMeant;
MUST_USE Fault event_form_meaning(Work *w, const EventForm *in, Problems *problems,
                                  EventMeant *ret);
/* A stored event as a form shows it. */
void event_form_of(Work *w, const Event *e, Parties parties, Str theme, EventForm *ret);

/* event_form_show.c - both, as the page has them */
void event_form_inputs(Work *w, const EventForm *in, const Problems *p, EventFormPage *v);
MUST_USE Fault event_form_choices(Work *w, const EventForm *in, EventFormPage *v);
/* Those that share the name that was typed; radio buttons. */
PlaceChoices event_form_communes(Work *w, const EventMeant *meant);

#endif
