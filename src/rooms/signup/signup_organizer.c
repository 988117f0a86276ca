/* signup_organizer.c - the two letters to who holds a café: the list is long;
 * tomorrow, so many people */
#include "rooms/account/account.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_notices.h"
#include "web/web.h"

/* Nobody's address when it is empty. */
static Fault find_organizer(Work *w, const Event *e, PostLetter *l)
{
    if (e->owner_id.v != 0) {
        Fault f = account_mail(w, e->owner_id, &l->to, &l->to_name);
        if (f != FAULT_ABSENT) {
            return f;
        }
    }
    l->to = e->owner_mail;
    return FAULT_NONE;
}

static Fault begin(Work *w, const Event *e, Say title, Say first, Notice *ret)
{
    EventTold told = event_told(w, e);

    *ret = (Notice){ .letter = { .reason = POST_ORGANIZER,
                                 .subject = e->id.v,
                                 .lang = w->lang,
                                 .why = web_about_site(w, SAY_organizer_why) } };
    TRY(find_organizer(w, e, &ret->letter));
    signup_notice_title(w, ret, title, e->title);
    signup_notice_para(ret, say(w->lang, first));
    signup_notice_fact(w, ret, SAY_notice_when, told.when);
    signup_notice_fact(w, ret, SAY_notice_where, told.where);
    return FAULT_NONE;
}

static void count(const Work *w, Notice *n, Say name, int64_t people)
{
    if (people > 0) {
        signup_notice_fact(w, n, name, str_format(w->mem, "%lld", (long long)people));
    }
}

static void counts(const Work *w, Notice *n, const EventSeats *seats)
{
    bool counted = seats->seats > 0 && seats->seats < EVENT_UNCOUNTED;
    Str of = say_with(w->mem, w->lang, SAY_organizer_of,
                      SAY_ARGS(SAY_ARG(seats->confirmed), SAY_ARG(seats->seats)));
    Str all = str_format(w->mem, "%lld", (long long)seats->confirmed);

    signup_notice_fact(w, n, SAY_organizer_taken, counted ? of : all);
    count(w, n, SAY_organizer_offered, seats->offered);
    count(w, n, SAY_organizer_waiting, seats->waiting);
}

static Str page_of(const Work *w, const Event *e, Str more)
{
    Str path = STR_JOIN(w->mem, STR("/mes-cafes/"), work_id_text(w->mem, e->id.v), more);

    return web_absolute_said(w, path);
}

static Fault write_tomorrow(Work *w, const Event *e, int64_t occasion)
{
    EventSeats seats;
    Notice n;

    TRY(begin(w, e, SAY_organizer_tomorrow, SAY_organizer_tomorrow_say, &n));
    TRY(event_seats_load(w, e->id, &seats));
    counts(w, &n, &seats);
    n.letter.occasion = occasion;
    n.letter.action = say(w->lang, SAY_organizer_list);
    n.letter.action_url = page_of(w, e, (Str){ 0 });
    return signup_notice_put(w, &n);
}

static Fault write_long(Work *w, const Event *e, const EventSeats *seats)
{
    Notice n;

    TRY(begin(w, e, SAY_organizer_long, SAY_organizer_long_say, &n));
    counts(w, &n, seats);
    n.letter.action = say(w->lang, SAY_organizer_again);
    n.letter.action_url = page_of(w, e, STR("#second"));
    return signup_notice_put(w, &n);
}

Fault signup_organizer_tomorrow(Work *w, const Event *e, int64_t occasion)
{
    w->lang = lang_accept(e->lang);
    return write_tomorrow(w, e, occasion);
}

/* More than half as many people wait as there are seats. */
static bool is_long(const EventSeats *seats)
{
    return seats->seats > 0 && seats->waiting * 2 > seats->seats;
}

Fault signup_long(Work *w, int64_t signup)
{
    Lang own = w->lang;
    EventSeats seats;
    Signup s;
    Event e;
    Fault f = signup_load(w, (SignupId){ signup }, &s);

    if (f) {
        return f == FAULT_ABSENT ? FAULT_NONE : f;
    }
    TRY(event_load(w, s.event_id, &e));
    TRY(event_seats_load(w, e.id, &seats));
    if (!is_long(&seats) || e.starts_at <= w->now) {
        return FAULT_NONE;
    }
    w->lang = lang_accept(e.lang);
    f = write_long(w, &e, &seats);
    w->lang = own;
    return f;
}
