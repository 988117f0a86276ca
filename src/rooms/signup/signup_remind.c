/* signup_remind.c - those who have a seat are reminded */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_notice_store.h"
#include "rooms/signup/signup_notices.h"
#include "rooms/signup/signup_remind_rule.h"
#include "work/job.h"

/* One may sign up for it, and it is still to come. */
static bool takes_place(const Event *e, int64_t now)
{
    bool on = e->state == EVENT_PUBLISHED || e->state == EVENT_POSTPONED ||
              e->state == EVENT_MOVED_ONLINE;

    return on && !e->demo && e->signup == EVENT_SIGNUP_HERE && e->starts_at > now;
}

static Zone zone_of(const Event *e)
{
    Zone zone;

    return zone_find(e->zone, &zone) ? zone : ZONE_PARIS;
}

Fault signup_remind_plan(Work *w, const Event *e)
{
    Remind list[REMIND_MAX + 1];
    bool on = takes_place(e, w->now);

    TRY(signup_notice_store_unplan(w, e->id, on ? e->starts_at : 0, w->now));
    if (!on) {
        return FAULT_NONE;
    }
    size_t n = signup_remind_rule(e->remind, zone_of(e), e->starts_at, w->now, list);
    for (size_t i = 0; i < n; i++) {
        TRY(signup_notice_store_plan(w, &(Reminder){ .event_id = e->id,
                                                     .days = list[i].days,
                                                     .starts_at = e->starts_at,
                                                     .due_at = list[i].due_at }));
    }
    return FAULT_NONE;
}

/* Days between today and the café, where it takes place: a reminder that was
 * late tells the truth. */
static void title_of(const Work *w, Notice *n, const Event *e)
{
    Zone zone = zone_of(e);
    int64_t days = day_number(day_of(zone, e->starts_at)) - day_number(day_of(zone, w->now));

    if (days < 2) {
        signup_notice_title(w, n, days < 1 ? SAY_remind_today : SAY_remind_tomorrow, e->title);
    } else {
        n->letter.title = say_with(w->mem, w->lang, SAY_remind_days,
                                   SAY_ARGS(SAY_ARG(days), SAY_ARG(e->title)));
    }
}

static Fault remind(Work *w, const Event *e, const Reminder *r, const Signup *s)
{
    w->lang = lang_accept(s->lang);
    Notice n = signup_notice_new(w, s, POST_REMINDER);
    n.letter.occasion = r->due_at;
    title_of(w, &n, e);
    signup_notice_para(&n, say(w->lang, SAY_remind_say));
    signup_notice_para(&n, say(w->lang, SAY_remind_then));
    TRY(signup_notice_facts(w, &n, e, s));
    n.letter.action = say(w->lang, SAY_remind_not_coming);
    n.letter.action_url = signup_notice_page(w, s, STR("#rendre"));
    n.letter.note = say(w->lang, SAY_notice_personal);
    return signup_notice_put(w, &n);
}

/* At most max letters of this one; *ret_written says how many. */
static Fault remind_some(Work *w, const Event *e, Reminder *r, size_t max, size_t *ret_written)
{
    Signup *list;

    TRY(signup_notice_store_seated(w, e->id, r->after, max, &list, ret_written));
    for (size_t i = 0; i < *ret_written; i++) {
        TRY(remind(w, e, r, &list[i]));
        r->after = list[i].id.v;
    }
    return signup_notice_store_reminded(w, r, *ret_written < max ? w->now : 0);
}

/* Those who come: after an outage two are due at once, and the later one says
 * all that the earlier one would. */
static Fault remind_people(Work *w, const Event *e, Reminder *r, size_t max,
                           size_t *ret_written)
{
    bool later;

    TRY(signup_notice_store_later(w, r, w->now, &later));
    return later ? signup_notice_store_reminded(w, r, w->now)
                 : remind_some(w, e, r, max, ret_written);
}

/* One café of those that are due. */
static Fault remind_event(Work *w, Reminder *r, size_t max, size_t *ret_written)
{
    Event e;
    Fault f = event_load(w, r->event_id, &e);

    *ret_written = 0;
    if (f && f != FAULT_ABSENT) {
        return f;
    }
    if (f || !takes_place(&e, w->now) || e.starts_at != r->starts_at) {
        return signup_notice_store_reminded(w, r, w->now);
    }
    if (r->days == REMIND_ORGANIZER) {
        *ret_written = 1;
        TRY(signup_organizer_tomorrow(w, &e, r->due_at));
        return signup_notice_store_reminded(w, r, w->now);
    }
    return remind_people(w, &e, r, max, ret_written);
}

Fault signup_remind(Work *w, int64_t subject)
{
    enum { CAFES_AT_ONCE = 50 };
    Lang own = w->lang;
    size_t n, i = 0, left = SIGNUP_LETTERS_AT_ONCE, written;
    Reminder *list;

    (void)subject;
    TRY(signup_notice_store_due(w, w->now, CAFES_AT_ONCE, &list, &n));
    for (; i < n && left > 0; i++) {
        TRY(remind_event(w, &list[i], left, &written));
        left -= written;
    }
    w->lang = own;
    return left == 0 || n == CAFES_AT_ONCE ? job_add(w, "signup_remind_on", 0, w->now)
                                           : FAULT_NONE;
}
