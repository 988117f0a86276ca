#include "rooms/event/event_form.h"

#include "mail/address.h"
#include "rooms/account/account.h"
#include "rooms/event/event_choices.h"
#include "rooms/theme/theme.h"

enum {
    MATCHES_MAX = 12,
    REPEAT_MAX = 52,
    YEAR = 366 * 86400,
    PARTIES_TEXT_MAX = 1500,
    REMIND_TEXT_MAX = 20,
    REMIND_MAX = 4,
    REMIND_DAYS_MAX = 60,
};

/* clang-format off */
#define F(f, k, ...) FIELD(EventForm, f, k, __VA_ARGS__)
const Field event_form_fields[FORM_FIELDS] = {
    [FORM_TITLE]         = F(title, FIELD_LINE, .min = 3, .max = EVENT_TITLE_MAX, .required = true),
    [FORM_DATE]          = F(date, FIELD_LINE, .max = 20, .required = true),
    [FORM_START]         = F(start, FIELD_LINE, .max = 10),
    [FORM_END]           = F(end, FIELD_LINE, .max = 10),
    [FORM_KIND]          = F(kind, FIELD_LINE, .max = 30),
    [FORM_THEME]         = F(theme, FIELD_LINE, .max = 40),
    [FORM_REPEAT]        = F(repeat, FIELD_LINE, .max = 20),
    [FORM_REPEAT_COUNT]  = F(repeat_count, FIELD_INT, .min = 1, .max = REPEAT_MAX),
    [FORM_SUMMARY]       = F(summary, FIELD_TEXT, .max = EVENT_SUMMARY_MAX),
    [FORM_MODE]          = F(mode, FIELD_LINE, .max = 30),
    [FORM_COMMUNE]       = F(commune, FIELD_LINE, .max = 100, .required = true),
    [FORM_CODE]          = F(code, FIELD_LINE, .max = 5),
    [FORM_VENUE]         = F(venue, FIELD_LINE, .max = EVENT_LINE_MAX),
    [FORM_ADDRESS]       = F(address, FIELD_LINE, .max = EVENT_LINE_MAX),
    [FORM_ADDRESS_EXTRA] = F(address_extra, FIELD_LINE, .max = EVENT_LINE_MAX),
    [FORM_DIRECTIONS]    = F(directions, FIELD_TEXT, .max = EVENT_NOTE_MAX),
    [FORM_ACCESS]        = F(access, FIELD_MANY, .max = 60),
    [FORM_ACCESS_NOTE]   = F(access_note, FIELD_TEXT, .max = EVENT_NOTE_MAX),
    [FORM_ONLINE_URL]    = F(online_url, FIELD_URL, .max = EVENT_LINE_MAX),
    [FORM_ORGANIZERS]    = F(organizers, FIELD_TEXT, .max = PARTIES_TEXT_MAX),
    [FORM_SUPPORTERS]    = F(supporters, FIELD_TEXT, .max = PARTIES_TEXT_MAX),
    [FORM_BODY]          = F(body, FIELD_TEXT, .max = EVENT_BODY_MAX),
    [FORM_AUDIENCE]      = F(audience, FIELD_LINE, .max = 30),
    [FORM_AUDIENCE_NOTE] = F(audience_note, FIELD_LINE, .max = EVENT_LINE_MAX),
    [FORM_CAPACITY]      = F(capacity, FIELD_INT, .min = 1, .max = EVENT_CAPACITY_MAX),
    [FORM_SIGNUP_URL]    = F(signup_url, FIELD_URL, .max = EVENT_LINE_MAX),
    [FORM_CONTACT]       = F(contact, FIELD_LINE, .max = EVENT_LINE_MAX),
    [FORM_SIGNUP]        = F(signup, FIELD_LINE, .max = 20),
    [FORM_CONFIRM_MAIL]  = F(confirm_mail, FIELD_LINE, .max = 5),
    [FORM_REMIND]        = F(remind, FIELD_LINE, .max = REMIND_TEXT_MAX),
    [FORM_OWNER_MAIL]    = F(owner_mail, FIELD_LINE, .max = MAIL_ADDRESS_MAX),
    [FORM_WORD]          = F(word, FIELD_TEXT, .max = EVENT_NOTE_MAX),
    [FORM_TWIN]          = F(twin, FIELD_LINE, .max = 10),
    [FORM_DRAFT]         = F(draft, FIELD_LINE, .max = 5),
    [FORM_KEY]           = F(key, FIELD_LINE, .max = 60),
};
/* clang-format on */

typedef struct Reading {
    Work *w;
    const EventForm *in;
    Problems *problems;
    EventMeant *out;
} Reading;

static void complain(const Reading *r, size_t field, Say sentence)
{
    form_problem(r->problems, field, say(r->w->lang, sentence));
}

static void read_choices(const Reading *r)
{
    Event *e = &r->out->event;

    if (r->in->kind.len > 0 && !event_kind_read(r->in->kind, &e->kind)) {
        e->kind = EVENT_CAFE;
    }
    if (r->in->mode.len > 0 && !event_mode_read(r->in->mode, &e->mode)) {
        e->mode = EVENT_ON_SITE;
    }
    if (r->in->audience.len > 0 && !event_audience_read(r->in->audience, &e->audience)) {
        e->audience = EVENT_PUBLIC;
    }
}

static Fault read_theme(const Reading *r)
{
    Theme theme;
    Fault f = r->in->theme.len > 0 ? theme_find(r->w, r->in->theme, &theme) : FAULT_ABSENT;

    if (f == FAULT_ABSENT) {
        f = theme_main(r->w, &theme);
    }
    TRY(f);
    r->out->event.theme = theme.number;
    return FAULT_NONE;
}

static void place_it(const Reading *r, Str code)
{
    if (!event_place(r->w->site->geo, code, &r->out->event)) {
        complain(r, FORM_COMMUNE, SAY_form_commune_unknown);
    }
}

/* The commune that was chosen among those of its name, unless another name was
 * typed since. */
static bool chosen(const Reading *r, const GeoMatch *matches, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(matches[i].commune.code, r->in->code)) {
            return true;
        }
    }
    return false;
}

static void read_place(const Reading *r)
{
    GeoMatch *matches = NEW_ARRAY(r->w->mem, GeoMatch, MATCHES_MAX);
    size_t exact;

    if (r->in->commune.len == 0) {
        return;
    }
    size_t n =
        geo_search(r->w->site->geo, r->w->mem, r->in->commune, matches, MATCHES_MAX, &exact);
    if (n == 0) {
        complain(r, FORM_COMMUNE, SAY_form_commune_unknown);
    } else if (r->in->code.len > 0 && chosen(r, matches, n)) {
        place_it(r, r->in->code);
    } else if (exact == 1 || n == 1) {
        place_it(r, matches[0].commune.code);
    } else {
        r->out->matches = matches;
        r->out->match_count = exact > 1 ? exact : n;
        complain(r, FORM_COMMUNE, SAY_form_commune_which);
    }
}

static void check_year(const Reading *r, int64_t at)
{
    if (at < r->w->now - 3 * (int64_t)YEAR) {
        complain(r, FORM_DATE, SAY_form_past_date);
    } else if (at > r->w->now + 2 * (int64_t)YEAR) {
        complain(r, FORM_DATE, SAY_form_far_date);
    }
}

static void read_end(const Reading *r, int start)
{
    Event *e = &r->out->event;
    int end;

    if (r->in->end.len == 0) {
        return;
    }
    if (!hour_read(r->in->end, &end)) {
        complain(r, FORM_END, SAY_form_bad_hour);
    } else if (end <= start) {
        complain(r, FORM_END, SAY_form_end_first);
    } else {
        e->ends_at = e->starts_at + (end - start) * 60;
    }
}

static void read_time(const Reading *r)
{
    Event *e = &r->out->event;
    Zone zone = event_zone(e);
    Day day;
    int start = 0;

    if (r->in->date.len == 0) {
        return;
    }
    if (!day_read(r->in->date, &day)) {
        complain(r, FORM_DATE, SAY_form_bad_date);
        return;
    }
    e->starts_at = day_start(zone, day);
    check_year(r, e->starts_at);
    if (r->in->start.len == 0) {
        return;
    }
    if (!hour_read(r->in->start, &start)) {
        complain(r, FORM_START, SAY_form_bad_hour);
        return;
    }
    e->hour_known = true;
    e->starts_at =
        civil_instant(zone, (Civil){ .date = day, .hour = start / 60, .minute = start % 60 });
    read_end(r, start);
}

/* One name a line; "name https://..." gives its page. */
static void read_parties(const Reading *r, Str text, EventRole role, size_t field)
{
    Parties *parties = &r->out->parties;
    size_t n = 0;
    Str line;

    while (text.len > 0) {
        str_cut(text, '\n', &line, &text);
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        if (n++ == EVENT_PARTIES_MAX) {
            complain(r, field, SAY_form_too_many);
            return;
        }
        parties->at[parties->len++] =
            (Party){ .role = (int64_t)role, .name = str_slice(line, 0, EVENT_LINE_MAX) };
    }
}

static void read_repeat(const Reading *r)
{
    static const struct {
        Str word, rule;
    } rules[] = {
        { STR_INIT("weekly"), STR_INIT("FREQ=WEEKLY") },
        { STR_INIT("fortnight"), STR_INIT("FREQ=WEEKLY;INTERVAL=2") },
        { STR_INIT("monthly"), STR_INIT("FREQ=MONTHLY") },
    };

    r->out->dates = 1;
    for (size_t i = 0; i < COUNT(rules); i++) {
        if (str_eq(r->in->repeat, rules[i].word) &&
            str_to_int(r->in->repeat_count, &r->out->dates) && r->out->dates > 1) {
            r->out->rule = str_format(r->w->mem, "%.*s;COUNT=%lld", STR_ARG(rules[i].rule),
                                      (long long)r->out->dates);
        }
    }
}

static void read_signup(const Reading *r)
{
    Event *e = &r->out->event;
    Str said = r->in->signup;
    bool here = str_eq(said, SIGNUP_HERE), there = str_eq(said, SIGNUP_THERE);

    /* Seats without a word on how to take one: they are taken here. */
    here = here || (said.len == 0 && e->capacity > 0 && e->signup_url.len == 0);
    if (here && e->capacity == 0) {
        complain(r, FORM_CAPACITY, SAY_form_seats_wanted);
    } else if (there && e->signup_url.len == 0) {
        complain(r, FORM_SIGNUP_URL, SAY_form_signup_wanted);
    }
    if (here || str_eq(said, SIGNUP_FREE)) {
        e->signup_url = (Str){ 0 };
    }
    e->signup = here ? EVENT_SIGNUP_HERE : EVENT_SIGNUP_NONE;
    e->confirm_mail = r->in->confirm_mail.len > 0;
}

/* "7, 1": the largest first, each once; "0": none; nothing said: as usual. */
static void read_remind(const Reading *r)
{
    Buf out = buf_new(r->w->mem, REMIND_TEXT_MAX * 2);
    Str rest = r->in->remind, one;
    int64_t days, last = REMIND_DAYS_MAX + 1;
    size_t n = 0;

    if (rest.len == 0) {
        rest = REMIND_USUAL;
    }
    while (rest.len > 0) {
        str_cut(rest, ',', &one, &rest);
        if (!str_to_int(str_trim(one), &days) || days < 0 || days >= last || ++n > REMIND_MAX) {
            complain(r, FORM_REMIND, SAY_form_bad_remind);
            return;
        }
        last = days;
        if (days > 0) {
            buf_addf(&out, "%s%lld", out.len > 0 ? "," : "", (long long)days);
        }
    }
    r->out->event.remind = buf_str(&out);
}

/* Whoever has signed in has proven an address. */
static void read_owner(const Reading *r)
{
    const Person *person = r->w->person;
    Str mail = { 0 };

    if (person) {
        r->out->event.owner_id = person->id;
        mail = person->mail;
    } else if (r->in->owner_mail.len > 0 &&
               mail_address_read(r->w->mem, r->in->owner_mail, &mail)) {
        bool beyond = mail_address_beyond(r->in->owner_mail);
        complain(r, FORM_OWNER_MAIL, beyond ? SAY_mail_beyond : SAY_form_bad_mail);
    }
    r->out->event.owner_mail = mail_address_fold(r->w->mem, mail);
}

static void read_words(const Reading *r)
{
    Event *e = &r->out->event;

    e->title = r->in->title;
    e->summary = r->in->summary;
    e->body = r->in->body;
    e->venue = r->in->venue;
    e->address = r->in->address;
    e->address_extra = r->in->address_extra;
    e->directions = r->in->directions;
    e->access_note = r->in->access_note;
    e->online_url = r->in->online_url;
    e->signup_url = r->in->signup_url;
    e->contact = r->in->contact;
    e->audience_note = r->in->audience_note;
    if (!str_to_int(r->in->capacity, &e->capacity)) {
        e->capacity = 0;
    }
    e->lang = str_from(lang_code(r->w->lang));
}

Fault event_form_meaning(Work *w, const EventForm *in, Problems *problems, EventMeant *ret)
{
    Reading r = { w, in, problems, ret };

    *ret = (EventMeant){
        .parties.at = NEW_ARRAY(w->mem, Party, (size_t)EVENT_ROLES * EVENT_PARTIES_MAX + 1),
    };
    read_words(&r);
    read_choices(&r);
    TRY(read_theme(&r));
    read_place(&r); /* before the time: it gives the zone */
    read_time(&r);
    ret->event.access = event_access_read(in->access);
    read_repeat(&r);
    read_signup(&r);
    read_remind(&r);
    read_owner(&r);
    read_parties(&r, in->organizers, EVENT_ORGANIZER, FORM_ORGANIZERS);
    read_parties(&r, in->supporters, EVENT_SUPPORTER, FORM_SUPPORTERS);
    return FAULT_NONE;
}

static Str names(Work *w, Parties parties, EventRole role)
{
    Buf out = buf_new(w->mem, PARTIES_TEXT_MAX * 2);

    for (size_t i = 0; i < parties.len; i++) {
        if (parties.at[i].role == (int64_t)role) {
            buf_add(&out, out.len > 0 ? STR("\n") : (Str){ 0 });
            buf_add(&out, parties.at[i].name);
        }
    }
    return buf_str(&out);
}

static Str hour_text(Work *w, Zone zone, int64_t at)
{
    Civil c = civil_at(zone, at);

    return at > 0 ? str_format(w->mem, "%02d:%02d", c.hour, c.minute) : (Str){ 0 };
}

static Str access_text(Work *w, int64_t access)
{
    return str_format(w->mem, "%lld", (long long)access);
}

void event_form_of(Work *w, const Event *e, Parties parties, Str theme, EventForm *ret)
{
    Zone zone = event_zone(e);

    *ret = (EventForm){
        .title = e->title,
        .date = day_iso(w->mem, day_of(zone, e->starts_at)),
        .start = e->hour_known ? hour_text(w, zone, e->starts_at) : (Str){ 0 },
        .end = e->hour_known ? hour_text(w, zone, e->ends_at) : (Str){ 0 },
        .kind = event_kind_address(e->kind),
        .theme = theme,
        .summary = e->summary,
        .mode = event_mode_address(e->mode),
        .commune = e->commune_name,
        .code = e->commune,
        .venue = e->venue,
        .address = e->address,
        .address_extra = e->address_extra,
        .directions = e->directions,
        .access = access_text(w, e->access),
        .access_note = e->access_note,
        .online_url = e->online_url,
        .organizers = names(w, parties, EVENT_ORGANIZER),
        .supporters = names(w, parties, EVENT_SUPPORTER),
        .body = e->body,
        .audience = event_audience_address(e->audience),
        .audience_note = e->audience_note,
        .capacity =
            e->capacity > 0 ? str_format(w->mem, "%lld", (long long)e->capacity) : (Str){ 0 },
        .signup_url = e->signup_url,
        .contact = e->contact,
        .signup = e->signup == EVENT_SIGNUP_HERE ? SIGNUP_HERE
                  : e->signup_url.len > 0        ? SIGNUP_THERE
                                                 : SIGNUP_FREE,
        .confirm_mail = e->confirm_mail ? STR("oui") : (Str){ 0 },
        .remind = e->remind.len > 0                ? e->remind
                  : e->signup == EVENT_SIGNUP_HERE ? STR("0")
                                                   : REMIND_USUAL,
    };
}
