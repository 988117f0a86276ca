/* signup_series_letter.c - one letter for several dates: what became of each */
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_series.h"
#include "web/web.h"

enum { DATES_SAID = POST_FACTS_MAX, SEATED_BEYOND = 64 };

typedef struct Words {
    Say title, say, then, act;
} Words;

typedef enum Kind { KIND_HELD, KIND_SEATED, KIND_QUEUED } Kind;

/* clang-format off */
static const Words words_of[] = {
    [KIND_HELD]   = { SAY_series_held, SAY_series_held_say, SAY_notice_held_then,
                      SAY_series_confirm },
    [KIND_SEATED] = { SAY_series_seated, SAY_series_seated_say, SAY_notice_seated_then,
                      SAY_series_see },
    [KIND_QUEUED] = { SAY_notice_queued, SAY_series_queued_say, SAY_notice_queued_then,
                      SAY_series_see },
};
/* clang-format on */

typedef struct Count {
    size_t live, seated, held;
} Count;

static Count count(const SeriesMade *made, size_t n)
{
    Count c = { 0 };

    for (size_t i = 0; i < n; i++) {
        c.live += signup_is_live(&made[i].signup);
        c.seated += made[i].signup.state == SIGNUP_CONFIRMED;
        c.held += signup_is_held(&made[i].signup);
    }
    return c;
}

static Kind kind_of(const Count *c)
{
    if (c->held > 0) {
        return KIND_HELD;
    }
    return c->seated > 0 ? KIND_SEATED : KIND_QUEUED;
}

static Str state_say(Work *w, const Signup *s)
{
    if (s->state == SIGNUP_WAITING) {
        return say(w->lang, SAY_series_waits);
    }
    return say_with(w->mem, w->lang,
                    s->state == SIGNUP_CONFIRMED ? SAY_series_has : SAY_series_confirms,
                    SAY_ARGS(SAY_ARG(s->seats)));
}

static void add_date(Notice *n, Str when, Str what)
{
    if (n->facts < DATES_SAID) {
        n->letter.facts[n->facts] = (PostFact){ when, what };
    }
    n->facts++;
}

static const Event *date_of(const SeriesDates *d, EventId id)
{
    for (size_t i = 0; i < d->len; i++) {
        if (d->at[i].id.v == id.v) {
            return &d->at[i];
        }
    }
    return NULL;
}

/* What doesn't fit is on the page. */
static void add_dates(Work *w, Notice *n, const SeriesMade *made, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (signup_is_live(&made[i].signup)) {
            add_date(n, event_told(w, made[i].event).when, state_say(w, &made[i].signup));
        }
    }
}

static void add_already(Work *w, Notice *n, const SeriesNews *news)
{
    for (size_t i = 0; i < news->already_len; i++) {
        const Event *e = date_of(news->dates, news->already[i].event_id);
        if (e) {
            add_date(n, event_told(w, e).when, say(w->lang, SAY_series_already));
        }
    }
}

static void add_more(Work *w, Notice *n)
{
    if (n->facts > DATES_SAID) {
        int64_t more = (int64_t)(n->facts - DATES_SAID);
        signup_notice_para(n,
                           say_with(w->mem, w->lang, SAY_series_more, SAY_ARGS(SAY_ARG(more))));
        n->facts = DATES_SAID;
    }
}

/* Several events, published: RFC 5546 allows no more than one in an invitation.
 * Each keeps its own UID, so that a change or a cancellation finds it. */
static void add_calendar(Work *w, Notice *n, const SeriesMade *made, size_t len)
{
    EventInvited *list = NEW_ARRAY(w->mem, EventInvited, len + 1);
    size_t seated = 0;

    for (size_t i = 0; i < len; i++) {
        const Signup *s = &made[i].signup;
        if (s->state == SIGNUP_CONFIRMED) {
            EventGuest guest = { .page = signup_notice_page(w, s, (Str){ 0 }), .seat = true };
            list[seated++] = (EventInvited){ made[i].event, guest };
        }
    }
    if (seated > 0) {
        n->letter.ics = event_invitations(w, list, seated);
        n->letter.method = ICS_PUBLISH;
    }
}

static void add_action(Work *w, Notice *n, const SeriesNews *news, const Signup *s, Say act)
{
    Str path = signup_series_url(w, news->dates->id, signup_series_query(w, news->token, s));

    n->letter.action = say(w->lang, act);
    n->letter.action_url = web_absolute_said(w, path);
    n->letter.note = say(w->lang, SAY_notice_personal);
}

/* The same dates of the same form are said once: while they are held, and when
 * they are not. */
static int64_t occasion_of(Kind kind, size_t made)
{
    return -(int64_t)made - (kind == KIND_HELD ? 0 : SEATED_BEYOND);
}

static Str where_say(Work *w, const SeriesMade *made)
{
    Str where = event_told(w, made->event).where;

    return where.len > 0 ? say_with(w->mem, w->lang, SAY_series_where, SAY_ARGS(SAY_ARG(where)))
                         : (Str){ 0 };
}

/* The seats of one form are all held as long. */
static Str first_para(Work *w, Kind kind, const SeriesMade *made, size_t n)
{
    for (size_t i = 0; i < n && kind == KIND_HELD; i++) {
        if (signup_is_held(&made[i].signup)) {
            Str until = event_told_instant(w, made[i].event, made[i].signup.offered_until);
            return say_with(w->mem, w->lang, words_of[kind].say, SAY_ARGS(SAY_ARG(until)));
        }
    }
    return say(w->lang, words_of[kind].say);
}

static Notice begin(Work *w, const SeriesNews *news, const SeriesMade *made, size_t len)
{
    const Signup *first = &made[0].signup;
    Count c = count(made, len);
    Kind kind = kind_of(&c);
    const Words *words = &words_of[kind];
    Notice n = signup_notice_new(w, first, POST_SEAT);

    n.letter.occasion = occasion_of(kind, len);
    n.letter.trust = news->proven ? POST_OURS : signup_notice_trust(w, first->mail);
    signup_notice_title(w, &n, words->title, news->dates->title);
    signup_notice_para(&n, first_para(w, kind, made, len));
    signup_notice_para(&n, where_say(w, &made[0]));
    signup_notice_para(&n, say(w->lang, words->then));
    add_action(w, &n, news, first, words->act);
    return n;
}

static Fault write_letter(Work *w, const SeriesNews *news, const SeriesMade *made, size_t len)
{
    Notice n = begin(w, news, made, len);

    add_dates(w, &n, made, len);
    add_already(w, &n, news);
    add_more(w, &n);
    add_calendar(w, &n, made, len);
    return signup_notice_put(w, &n);
}

/* Nothing is new: each has its page, in the letter that says it again. */
static Fault write_again(Work *w, const SeriesNews *news)
{
    for (size_t i = 0; i < news->already_len; i++) {
        TRY(signup_letter(w, &news->already[i], SIGNUP_NEWS_ALREADY));
    }
    return FAULT_NONE;
}

Fault signup_series_letter(Work *w, const SeriesNews *news)
{
    Lang own = w->lang;
    SeriesMade *made;
    size_t n;

    TRY(signup_series_made(w, news->dates, news->token, &made, &n));
    if (count(made, n).live == 0) {
        return write_again(w, news);
    }
    w->lang = lang_accept(made[0].signup.lang);
    Fault f = write_letter(w, news, made, n);
    w->lang = own;
    return f;
}
