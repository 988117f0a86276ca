#include "rooms/signup/signup_sample.h"

#include "rooms/event/event_sample.h"
#include "rooms/signup/signup_room.h"

/* How many sign up for which, one after the other. */
static const struct {
    Str id;
    int parties;
} comers[] = {
    /* clang-format off */
    { STR_INIT("demo-01"), 9 },  /* of 12: 3 seats are free */
    { STR_INIT("demo-05"), 10 }, /* of 10: full */
    { STR_INIT("demo-32"), 15 }, /* of 12: 3 wait */
    { STR_INIT("demo-17"), 5 },
    { STR_INIT("demo-09"), 1 },
    /* clang-format on */
};

static const Str names[] = {
    STR_INIT("Amina"),  STR_INIT("Paul"), STR_INIT("Lou"),  STR_INIT("Karim"),
    STR_INIT("Marie"),  STR_INIT("Sam"),  STR_INIT("Nina"), STR_INIT("Yves"),
    STR_INIT("Rosa"),   STR_INIT("Hugo"), STR_INIT("Lina"), STR_INIT("Claude"),
    STR_INIT("Jeanne"),
};

static Fault come(Work *w, EventId id, Str sample, int number)
{
    Signup s;
    SignupOutcome how;

    return signup_join(w,
                       &(SignupWish){ .event_id = id,
                                      .seats = 1,
                                      .name = names[(size_t)number % COUNT(names)],
                                      .form_token = str_format(w->mem, "sample:%.*s:%d",
                                                               STR_ARG(sample), number) },
                       &s, &how);
}

Fault signup_sample(Work *w)
{
    EventId id;

    for (size_t i = 0; i < COUNT(comers); i++) {
        TRY(event_sample_find(w, comers[i].id, &id));
        for (int n = 0; n < comers[i].parties; n++) {
            TRY(come(w, id, comers[i].id, n));
        }
    }
    return FAULT_NONE;
}
