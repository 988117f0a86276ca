/* signup_form.h - what the form of a sign-up brings, and what it means */
#ifndef ROOMS_SIGNUP_SIGNUP_FORM_H
#define ROOMS_SIGNUP_SIGNUP_FORM_H

#include "rooms/signup/signup_room.h"
#include "rooms/signup/signup_view.h"
#include "web/form.h"

/* As it was typed. */
typedef struct SignupForm {
    Str name, mail, seats, others, relay, fewer, needs, expects, date;
} SignupForm;

enum {
    JOIN_NAME, JOIN_MAIL, JOIN_SEATS, JOIN_OTHERS, JOIN_RELAY, JOIN_FEWER, JOIN_NEEDS,
    JOIN_EXPECTS, JOIN_DATE, JOIN_FIELDS
};
extern const Field signup_form_fields[JOIN_FIELDS];

/* Fills all of the wish but the event and the token.  Problems are added to
 * those of the reading. */
MUST_USE Fault signup_form_meaning(Work *w, const SignupForm *in, bool must_mail, Problems *p,
                                   SignupWish *ret);
/* What was typed, into the page that shows it again. */
void signup_form_inputs(const SignupForm *in, const Problems *p, SignupFormPage *v);

#endif
