/* event_form_show.c - a form as its page shows it */
#include "rooms/event/event_choices.h"
#include "rooms/event/event_form.h"

static Choice choice(Work *w, Str value, Say words, Str chosen)
{
    return (
        Choice){ .value = value, .say = say(w->lang, words), .chosen = str_eq(value, chosen) };
}

static Choices repeat_choices(Work *w, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, 4), .len = 4 };

    list.at[0] = choice(w, (Str){ 0 }, SAY_repeat_none, chosen);
    list.at[1] = choice(w, STR("weekly"), SAY_repeat_weekly, chosen);
    list.at[2] = choice(w, STR("fortnight"), SAY_repeat_fortnight, chosen);
    list.at[3] = choice(w, STR("monthly"), SAY_repeat_monthly, chosen);
    return list;
}

static Choices signup_choices(Work *w, Str chosen)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, 3), .len = 3 };

    list.at[0] = choice(w, SIGNUP_HERE, SAY_form_signup_here, chosen);
    list.at[1] = choice(w, SIGNUP_THERE, SAY_form_signup_there, chosen);
    list.at[2] = choice(w, SIGNUP_FREE, SAY_form_signup_free, chosen);
    return list;
}

static Input input(const EventForm *in, const Problems *p, size_t field)
{
    const Field *f = &event_form_fields[field];

    return (Input){ .value = *(const Str *)(const void *)((const char *)in + f->at),
                    .problem = p->at[field],
                    .max = f->kind == FIELD_INT ? 4 : f->max };
}

void event_form_inputs(Work *w, const EventForm *in, const Problems *p, EventFormPage *v)
{
    v->title = input(in, p, FORM_TITLE);
    v->date = input(in, p, FORM_DATE);
    v->start = input(in, p, FORM_START);
    v->end = input(in, p, FORM_END);
    v->commune = input(in, p, FORM_COMMUNE);
    v->venue = input(in, p, FORM_VENUE);
    v->address = input(in, p, FORM_ADDRESS);
    v->address_extra = input(in, p, FORM_ADDRESS_EXTRA);
    v->directions = input(in, p, FORM_DIRECTIONS);
    v->access_note = input(in, p, FORM_ACCESS_NOTE);
    v->online_url = input(in, p, FORM_ONLINE_URL);
    v->summary = input(in, p, FORM_SUMMARY);
    v->body = input(in, p, FORM_BODY);
    v->organizers = input(in, p, FORM_ORGANIZERS);
    v->supporters = input(in, p, FORM_SUPPORTERS);
    v->audience_note = input(in, p, FORM_AUDIENCE_NOTE);
    v->capacity = input(in, p, FORM_CAPACITY);
    v->signup_url = input(in, p, FORM_SIGNUP_URL);
    v->contact = input(in, p, FORM_CONTACT);
    v->repeat_count = input(in, p, FORM_REPEAT_COUNT);
    v->remind = input(in, p, FORM_REMIND);
    v->owner_mail = input(in, p, FORM_OWNER_MAIL);
    v->word = input(in, p, FORM_WORD);
    v->confirm_mail = in->confirm_mail.len > 0;
    v->asks_mail = !v->editing && !w->person;
    v->has_problems = p->count > 0;
}

static Str or_else(Str typed, Str usual)
{
    return typed.len > 0 ? typed : usual;
}

Fault event_form_choices(Work *w, const EventForm *in, EventFormPage *v)
{
    v->kinds = event_choices_kind(w, or_else(in->kind, event_kind_address(EVENT_CAFE)));
    v->modes = event_choices_mode(w, or_else(in->mode, event_mode_address(EVENT_ON_SITE)));
    v->audiences =
        event_choices_audience(w, or_else(in->audience, event_audience_address(EVENT_PUBLIC)));
    v->access = event_choices_access(w, event_access_read(in->access));
    v->repeats = repeat_choices(w, in->repeat);
    v->signups = signup_choices(w, in->signup);
    return event_choices_theme(w, or_else(in->theme, w->site->theme), &v->themes);
}

/* Radio buttons: .url is the value, an INSEE code. */
PlaceChoices event_form_communes(Work *w, const EventMeant *meant)
{
    PlaceChoices list = { .at = NEW_ARRAY(w->mem, PlaceChoice, meant->match_count + 1) };

    for (size_t i = 0; i < meant->match_count; i++) {
        const Commune *c = &meant->matches[i].commune;
        Area department = { 0 };
        geo_department(w->site->geo, c->department, &department);
        list.at[list.len++] = (PlaceChoice){ .url = c->code,
                                             .name = c->name,
                                             .department_say = department.name,
                                             .postal = meant->matches[i].postal,
                                             .population = c->population };
    }
    return list;
}
