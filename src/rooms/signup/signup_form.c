#include "rooms/signup/signup_form.h"

#include "mail/address.h"

/* clang-format off */
#define F(f, k, ...) FIELD(SignupForm, f, k, __VA_ARGS__)
const Field signup_form_fields[JOIN_FIELDS] = {
    [JOIN_NAME]    = F(name, FIELD_LINE, .max = SIGNUP_NAME_MAX, .required = true),
    [JOIN_MAIL]    = F(mail, FIELD_LINE, .max = MAIL_ADDRESS_MAX),
    [JOIN_SEATS]   = F(seats, FIELD_INT, .min = 1, .max = SIGNUP_SEATS_MAX),
    [JOIN_OTHERS]  = F(others, FIELD_TEXT, .max = (SIGNUP_NAME_MAX + 1) * SIGNUP_SEATS_MAX),
    [JOIN_RELAY]   = F(relay, FIELD_LINE, .max = 1),
    [JOIN_FEWER]   = F(fewer, FIELD_LINE, .max = 1),
    [JOIN_NEEDS]   = F(needs, FIELD_TEXT, .max = SIGNUP_NEEDS_MAX),
    [JOIN_EXPECTS] = F(expects, FIELD_TEXT, .max = SIGNUP_EXPECTS_MAX),
    [JOIN_DATE]    = F(date, FIELD_MANY, .max = 1000),
};
/* clang-format on */

static SignupInput input(const SignupForm *in, const Problems *p, size_t field)
{
    const Field *f = &signup_form_fields[field];

    return (SignupInput){ .value = *(const Str *)(const void *)((const char *)in + f->at),
                          .problem = p->at[field],
                          .max = f->kind == FIELD_INT ? 2 : f->max };
}

void signup_form_inputs(const SignupForm *in, const Problems *p, SignupFormPage *v)
{
    v->name = input(in, p, JOIN_NAME);
    v->mail = input(in, p, JOIN_MAIL);
    v->seats = input(in, p, JOIN_SEATS);
    v->others = input(in, p, JOIN_OTHERS);
    v->needs = input(in, p, JOIN_NEEDS);
    v->expects = input(in, p, JOIN_EXPECTS);
    v->dates_problem = p->at[JOIN_DATE];
    v->relay = in->relay.len > 0;
    v->fewer = in->fewer.len > 0;
    v->more = v->relay || in->others.len > 0;
    v->has_problems = p->count > 0;
}

/* One name a line; empty lines count for nothing. */
static void read_others(Work *w, const SignupForm *in, Problems *p, SignupWish *ret)
{
    Str *names = NEW_ARRAY(w->mem, Str, SIGNUP_SEATS_MAX), rest = in->others, line;
    size_t chars;

    ret->guests = names;
    while (rest.len > 0) {
        (void)str_cut(rest, '\n', &line, &rest);
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        if (!str_is_text(line, &chars) || chars > SIGNUP_NAME_MAX) {
            form_problem(p, JOIN_OTHERS,
                         say_with(w->mem, w->lang, SAY_signup_others_long,
                                  SAY_ARGS(SAY_ARG((int64_t)SIGNUP_NAME_MAX))));
            return;
        }
        if (ret->guest_count == SIGNUP_SEATS_MAX) {
            ret->guest_count++; /* too many, whatever they are */
            return;
        }
        names[ret->guest_count++] = line;
    }
}

/* Names make people, even when the number was forgotten. */
static void count_seats(Work *w, const SignupForm *in, Problems *p, SignupWish *ret)
{
    int64_t named = (int64_t)ret->guest_count + (ret->relay ? 0 : 1), typed = 0;

    if (in->seats.len > 0 && (!str_to_int(in->seats, &typed) || typed > SIGNUP_SEATS_MAX)) {
        typed = 0; /* the reading has said so */
    }
    ret->seats = typed > named ? typed : named;
    if (ret->relay && ret->guest_count == 0) {
        form_problem(p, JOIN_OTHERS, say(w->lang, SAY_signup_relay_needed));
    } else if (ret->relay) {
        ret->seats = named;
    }
    if (named > SIGNUP_SEATS_MAX) {
        form_problem(p, JOIN_OTHERS,
                     say_with(w->mem, w->lang, SAY_signup_others_many,
                              SAY_ARGS(SAY_ARG((int64_t)SIGNUP_SEATS_MAX))));
    }
}

static Fault read_mail(Work *w, const SignupForm *in, bool must_mail, Problems *p,
                       SignupWish *ret)
{
    if (in->mail.len == 0) {
        if (must_mail) {
            form_problem(p, JOIN_MAIL, say(w->lang, SAY_signup_mail_needed));
        }
        return FAULT_NONE;
    }
    Fault f = mail_address_read(w->mem, in->mail, &ret->mail);
    if (f == FAULT_INPUT) {
        bool beyond = mail_address_beyond(in->mail);
        form_problem(p, JOIN_MAIL,
                     say(w->lang, beyond ? SAY_mail_beyond : SAY_signup_mail_bad));
        return FAULT_NONE;
    }
    return f;
}

Fault signup_form_meaning(Work *w, const SignupForm *in, bool must_mail, Problems *p,
                          SignupWish *ret)
{
    *ret = (SignupWish){ .name = in->name,
                         .relay = in->relay.len > 0,
                         .fewer = in->fewer.len > 0,
                         .needs = in->needs,
                         .expects = in->expects,
                         .source = STR("web") };
    read_others(w, in, p, ret);
    count_seats(w, in, p, ret);
    return read_mail(w, in, must_mail, p, ret);
}
