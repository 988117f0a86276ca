/* signup_web_view.c - what the private page says: of the seat, of the café, and
 * of what one may do */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_web_room.h"
#include "web/guard.h"
#include "web/qr.h"

enum { NAMES_MAX = 8000 };

/* ---- the seat ---- */

static void fill_state(const Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    v->confirmed = s->state == SIGNUP_CONFIRMED;
    v->waiting = s->state == SIGNUP_WAITING;
    v->offered = s->state == SIGNUP_OFFERED;
    v->held = signup_is_held(s);
    v->released = s->state == SIGNUP_RELEASED;
    v->lapsed = s->state == SIGNUP_LAPSED;
    v->over = !event_signup_open(e, w->now);
    v->no_mail = s->mail.len == 0 && !v->over && signup_is_live(s);
}

static Str heading_of(const Work *w, const Signup *s)
{
    static const Say says[SIGNUP_STATES] = {
        [SIGNUP_WAITING] = SAY_signup_waits,
        [SIGNUP_OFFERED] = SAY_signup_is_offered,
        [SIGNUP_RELEASED] = SAY_signup_gave_back,
        [SIGNUP_LAPSED] = SAY_signup_has_lapsed,
    };

    if (s->state == SIGNUP_CONFIRMED) {
        return say_with(w->mem, w->lang, SAY_signup_has_seat,
                        SAY_ARGS(SAY_ARG(s->seats), SAY_ARG(s->name)));
    }
    Say what = signup_is_held(s) ? SAY_signup_is_held : says[s->state];
    return say_with(w->mem, w->lang, what, SAY_ARGS(SAY_ARG(s->name)));
}

static Str guest_say(const Work *w, const Signup *s, const Guest *g)
{
    return g->name.len > 0 ? g->name
                           : say_with(w->mem, w->lang, SAY_signup_absent_unnamed,
                                      SAY_ARGS(SAY_ARG(s->name)));
}

/* With two names or more one can say who doesn't come, not only how many. */
static Fault fill_people(Work *w, const Signup *s, uint64_t absent, SignupPage *v)
{
    Buf names = buf_new(w->mem, NAMES_MAX);
    size_t n, named = 0;
    Guest *guests;

    TRY(signup_guests(w, s->id, &guests, &n));
    v->people.at = NEW_ARRAY(w->mem, Choice, n + 1);
    for (size_t i = 0; i < n && guests[i].number <= s->seats; i++) {
        v->people.at[v->people.len++] =
            (Choice){ .value = str_format(w->mem, "%lld", (long long)guests[i].number),
                      .say = guest_say(w, s, &guests[i]),
                      .chosen = (absent >> guests[i].number & 1U) != 0 };
        if (guests[i].name.len > 0) {
            buf_add(&names, named++ > 0 ? STR(", ") : (Str){ 0 });
            buf_add(&names, guests[i].name);
        }
    }
    v->people.len = named > 1 ? v->people.len : 0;
    v->names = buf_str(&names);
    return FAULT_NONE;
}

static Fault fill_waiting(Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    int64_t rank, seats = event_seats_shown(e);

    if (!v->waiting || v->over) {
        return FAULT_NONE;
    }
    TRY(signup_rank(w, s, &rank));
    v->before = rank - 1;
    v->is_party = s->seats > 1;
    v->fewer = s->fewer && v->is_party;
    v->too_many = s->skipped > 0 && v->is_party;
    v->too_large = seats > 0 && s->seats > seats && !s->fewer ? seats : 0;
    v->may_take = signup_rule_is_late(w->now, e->starts_at) && e->seats - e->taken >= s->seats;
    return FAULT_NONE;
}

/* ---- the café ---- */

/* For who gave no address this page is all that tells them.  What a moderator
 * wrote is for the organiser. */
static Fault fill_word(Work *w, const Signup *s, SignupPage *v, const Event *e)
{
    Change last;
    Fault f = event_last_word(w, e->id, &last);

    if (!f && str_eq(last.who, STR("organizer")) && (last.at >= s->made_at || v->news)) {
        v->word_say =
            say_with(w->mem, w->lang, SAY_change_word, SAY_ARGS(SAY_ARG(last.reason)));
    }
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

/* What a moderator took away has no word of its organiser, and no page. */
static Fault fill_news(Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    EventCard card = event_front_card(w, e);
    bool gone = !event_is_public(e), off = gone || e->state == EVENT_CANCELLED;
    bool past = e->until_at <= w->now && !off;

    v->heading = heading_of(w, s);
    if (off || past) {
        Say what = gone ? SAY_signup_is_gone : off ? SAY_signup_is_off : SAY_signup_is_past;
        v->heading = say_with(w->mem, w->lang, what, SAY_ARGS(SAY_ARG(s->name)));
    }
    if (off) {
        v->off_say = say(w->lang, gone ? SAY_change_refused_say : SAY_change_cancelled_say);
        v->other_url = e->commune.len > 0 ? STR_JOIN(w->mem, STR("/cafes?lieu="), e->commune)
                                          : STR("/cafes");
    }
    if (!gone) {
        v->event_url = card.url;
        v->state_say = off ? (Str){ 0 } : card.state_say;
        v->previous_when = e->previous_at > 0
                               ? event_told_when(w, e, e->previous_at, 0, e->hour_known)
                               : (Str){ 0 };
        v->news = off || v->state_say.len > 0;
        TRY(fill_word(w, s, v, e));
    }
    v->news = v->news || gone || v->word_say.len > 0;
    return FAULT_NONE;
}

/* ---- what one may do ---- */

static Str url_of(Work *w, const Signup *s, const char *page)
{
    return str_format(w->mem, "/inscriptions/%.*s%s", STR_ARG(work_id_text(w->mem, s->id.v)),
                      page);
}

static void fill_links(Work *w, const Signup *s, const Event *e, Str key, SignupPage *v)
{
    Str find = web_absolute(w, signup_web_url(w, e->id, "/retrouver"));
    size_t scheme = str_has(find, STR("https://")) ? 8 : 7;

    v->key = key;
    v->token = guard_token(w);
    v->accept_url = url_of(w, s, "/accepter");
    v->release_url = url_of(w, s, "/rendre");
    v->shrink_url = url_of(w, s, "/reduire");
    v->ics_url = str_format(w->mem, "/inscriptions/%.*s.ics?cle=%.*s",
                            STR_ARG(work_id_text(w->mem, s->id.v)), STR_ARG(key));
    v->again_url = signup_web_url(w, e->id, "");
    v->page_url = web_absolute(w, signup_url(w, s));
    v->printed_url = str_slice(find, scheme, find.len);
    v->qr = qr_svg(w->mem, v->page_url, say(w->lang, SAY_signup_qr));
}

static Choices sizes(Work *w, const Signup *s)
{
    Choices list = { .at = NEW_ARRAY(w->mem, Choice, (size_t)s->seats) };

    for (int64_t n = s->seats - 1; n > 0; n--) {
        list.at[list.len++] = (Choice){ .value = str_format(w->mem, "%lld", (long long)n),
                                        .say = say_with(w->mem, w->lang, SAY_signup_people,
                                                        SAY_ARGS(SAY_ARG(n))) };
    }
    return list;
}

static void fill_acts(Work *w, const Signup *s, const Event *e, SignupPage *v)
{
    v->may_leave = !v->over && signup_is_live(s);
    v->many = v->may_leave && s->seats > 1;
    v->sizes = sizes(w, s);
    if (v->offered) {
        v->until = event_told_instant(w, e, s->offered_until);
    }
    if (v->confirmed && !v->over && event_told(w, e).online) {
        v->online_url = e->online_url; /* nowhere else than here and in letters */
    }
}

Fault signup_web_view(Work *w, const Signup *s, const Event *e, Str key, uint64_t absent,
                      SignupPage *ret)
{
    EventTold told = event_told(w, e);

    ret->title = told.title;
    ret->when = told.when;
    ret->where = told.where;
    ret->name = s->name;
    ret->code = s->code;
    ret->party = s->seats;
    ret->relay = s->relay;
    fill_state(w, s, e, ret);
    TRY(fill_people(w, s, absent, ret));
    TRY(fill_waiting(w, s, e, ret));
    TRY(fill_news(w, s, e, ret));
    fill_links(w, s, e, key, ret);
    fill_acts(w, s, e, ret);
    bool looks_on = ret->other_url.len > 0 || (ret->waiting && !ret->over);
    return looks_on ? signup_web_elsewhere(w, e, &ret->elsewhere) : FAULT_NONE;
}
