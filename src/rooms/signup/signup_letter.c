/* signup_letter.c - what a letter says to who signed up, when their seat moves */
#include "rooms/account/account.h"
#include "rooms/event/event_told.h"
#include "rooms/signup/signup_notice.h"
#include "rooms/signup/signup_notice_store.h"

enum { DAY = 86400 };

typedef struct Words {
    PostReason reason;
    Say title, say, then, act;
} Words;

/* clang-format off */
static const Words words_of[SIGNUP_NEWS_COUNT] = {
    [SIGNUP_NEWS_SEATED]   = { POST_SEAT, SAY_notice_seated, SAY_notice_seated_say,
                               SAY_notice_seated_then, SAY_notice_see },
    [SIGNUP_NEWS_HELD]     = { POST_SEAT, SAY_notice_held, SAY_notice_held_say,
                               SAY_notice_held_then, SAY_notice_held_do },
    [SIGNUP_NEWS_QUEUED]   = { POST_SEAT, SAY_notice_queued, SAY_notice_queued_say,
                               SAY_notice_queued_then, SAY_notice_see_list },
    [SIGNUP_NEWS_OFFERED]  = { POST_OFFER, SAY_notice_offered, SAY_notice_offered_say,
                               SAY_notice_offered_then, SAY_notice_offered_do },
    [SIGNUP_NEWS_RELEASED] = { POST_CANCEL, SAY_notice_released, SAY_notice_released_say,
                               SAY_notice_lapsed_then, SAY_notice_see_event },
    [SIGNUP_NEWS_LAPSED]   = { POST_OFFER, SAY_notice_lapsed, SAY_notice_lapsed_say,
                               SAY_notice_lapsed_then, SAY_notice_see_event },
    [SIGNUP_NEWS_SHRUNK]   = { POST_SEAT, SAY_notice_seated, SAY_notice_seated_say,
                               SAY_notice_seated_then, SAY_notice_see },
    [SIGNUP_NEWS_ALREADY]  = { POST_SEAT, SAY_notice_already, SAY_notice_already_say,
                               SAY_notice_seated_then, SAY_notice_see },
};
/* clang-format on */

/* The same thing may happen again to the same sign-up, and is told again; but
 * who types somebody's address all day causes one letter. */
static int64_t occasion_of(const Work *w, SignupNews what)
{
    int64_t at = what == SIGNUP_NEWS_ALREADY ? w->now / DAY : w->now;

    return at * SIGNUP_NEWS_COUNT + (int64_t)what;
}

static Fault rank_say(Work *w, const Signup *s, Str *ret)
{
    int64_t rank;

    TRY(signup_rank(w, s, &rank));
    *ret = rank <= 1
               ? say(w->lang, SAY_notice_queued_first)
               : say_with(w->mem, w->lang, SAY_notice_queued_say, SAY_ARGS(SAY_ARG(rank - 1)));
    return FAULT_NONE;
}

static Fault first_para(Work *w, const Signup *s, SignupNews what, Str *ret)
{
    bool seated = what == SIGNUP_NEWS_SEATED || what == SIGNUP_NEWS_SHRUNK;

    if (what == SIGNUP_NEWS_QUEUED) {
        return rank_say(w, s, ret);
    }
    if (seated && s->relay) {
        *ret = say(w->lang, SAY_notice_seated_relay);
    } else if (seated) {
        *ret = say_with(w->mem, w->lang, SAY_notice_seated_say, SAY_ARGS(SAY_ARG(s->seats)));
    } else {
        *ret = say(w->lang, words_of[what].say);
    }
    return FAULT_NONE;
}

static void add_action(Work *w, Notice *n, const Event *e, const Signup *s, SignupNews what)
{
    bool gone = what == SIGNUP_NEWS_RELEASED || what == SIGNUP_NEWS_LAPSED;

    n->letter.action = say(w->lang, words_of[what].act);
    if (gone) {
        n->letter.action_url = event_told(w, e).url;
        signup_notice_gone(w, n);
    } else {
        n->letter.action_url = signup_notice_page(w, s, (Str){ 0 });
        n->letter.note = say(w->lang, SAY_notice_personal);
    }
}

/* Who only waited had nothing in their calendar, and leaves a list. */
static Fault say_goodbye(Work *w, Notice *n, const Event *e, const Signup *s)
{
    int64_t was;

    TRY(signup_notice_store_was(w, s->event_id, s->id, &was));
    if (was == SIGNUP_CONFIRMED) {
        signup_notice_invite(w, n, e, s, ICS_CANCEL);
    } else {
        signup_notice_title(w, n, SAY_notice_left, e->title);
        n->letter.paras[0] = say(w->lang, SAY_notice_left_say);
    }
    return post_withdraw(w, POST_REMINDER, s->id.v);
}

static Fault add_what_follows(Work *w, Notice *n, const Event *e, const Signup *s,
                              SignupNews what)
{
    if (what == SIGNUP_NEWS_HELD || what == SIGNUP_NEWS_OFFERED) {
        signup_notice_fact(w, n, SAY_notice_until, event_told_instant(w, e, s->offered_until));
    } else if (what == SIGNUP_NEWS_SEATED || what == SIGNUP_NEWS_SHRUNK) {
        signup_notice_invite(w, n, e, s, ICS_REQUEST);
    } else if (what == SIGNUP_NEWS_RELEASED) {
        return say_goodbye(w, n, e, s);
    }
    return FAULT_NONE;
}

/* Whether an address has an account is asked when the seat moves, not when it is
 * typed: the answer to the form would take another time, and tell.  Who is
 * offered a seat did nothing now, and has little time to answer. */
static Fault trust_in(Work *w, const Signup *s, SignupNews what, PostTrust *ret)
{
    bool typed = what == SIGNUP_NEWS_ALREADY || s->changed_at == s->made_at;
    AccountId known = { 0 };

    if (typed) {
        *ret = signup_notice_trust(w, s->mail);
        return FAULT_NONE;
    }
    if (what == SIGNUP_NEWS_OFFERED) {
        *ret = POST_OURS;
        return FAULT_NONE;
    }
    TRY(account_of_mail(w, s->mail, &known));
    *ret = known.v > 0 ? POST_OURS : POST_STRANGER;
    return FAULT_NONE;
}

static Fault write_letter(Work *w, const Signup *s, SignupNews what)
{
    Notice n = signup_notice_new(w, s, words_of[what].reason);
    Event e;
    Str first;

    TRY(event_load(w, s->event_id, &e));
    TRY(trust_in(w, s, what, &n.letter.trust));
    n.letter.occasion = occasion_of(w, what);
    signup_notice_title(w, &n, words_of[what].title, e.title);
    TRY(first_para(w, s, what, &first));
    signup_notice_para(&n, first);
    signup_notice_para(&n, say(w->lang, words_of[what].then));
    TRY(signup_notice_facts(w, &n, &e, s));
    add_action(w, &n, &e, s, what);
    TRY(add_what_follows(w, &n, &e, s, what));
    return signup_notice_put(w, &n);
}

Fault signup_letter(Work *w, const Signup *s, SignupNews what)
{
    Lang own = w->lang;

    if (s->mail.len == 0) {
        return FAULT_NONE;
    }
    w->lang = lang_accept(s->lang);
    Fault f = write_letter(w, s, what);
    w->lang = own;
    return f;
}
