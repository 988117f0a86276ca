/* control_letters.c - /admin/lettres: what waits, and why; again */
#include "app/control.h"
#include "app/control_room.h"
#include "app/control_view.h"
#include "post/post_limit.h"
#include "post/post_queue.h"
#include "rooms/account/account.h"
#include "web/guard.h"

enum { PAGE = 15 };

/* clang-format off */
static const struct {
    const char *name; /* in addresses */
    Say say, why;
} states[POST_STATES] = {
    [POST_WAITING]  = { "attend", SAY_control_waiting, SAY_control_waiting_why },
    [POST_TAKEN]    = { "part", SAY_control_taken, SAY_control_taken_why },
    [POST_IN_DOUBT] = { "doute", SAY_control_in_doubt, SAY_control_in_doubt_why },
    [POST_SENT]     = { "partie", SAY_control_sent, SAY_control_sent_why },
    [POST_REFUSED]  = { "refusee", SAY_control_refused, SAY_control_refused_why },
    [POST_BOXED]    = { "boite", SAY_control_boxed, SAY_control_boxed_why },
};

static const Say reasons[POST_REASONS] = {
    [POST_SIGN_IN]       = SAY_control_reason_sign_in,
    [POST_SEAT]          = SAY_control_reason_seat,
    [POST_OFFER]         = SAY_control_reason_offer,
    [POST_REMINDER]      = SAY_control_reason_reminder,
    [POST_CHANGE]        = SAY_control_reason_change,
    [POST_CANCEL]        = SAY_control_reason_cancel,
    [POST_DECLARED]      = SAY_control_reason_declared,
    [POST_REVIEW]        = SAY_control_reason_review,
    [POST_ORGANIZER]     = SAY_control_reason_organizer,
    [POST_MESSAGE]       = SAY_control_reason_message,
    [POST_WATCH]         = SAY_control_reason_watch,
    [POST_WATCH_CONFIRM] = SAY_control_reason_watch_confirm,
    [POST_ACCOUNT]       = SAY_control_reason_account,
};
/* clang-format on */

static bool find_state(Str name, PostState *ret)
{
    for (size_t i = 0; i < POST_STATES; i++) {
        if (str_eq(name, str_from(states[i].name))) {
            *ret = (PostState)i;
            return true;
        }
    }
    *ret = POST_WAITING;
    return name.len == 0;
}

/* Those that a hand may help: see post_again. */
static bool may_again(const Letter *l)
{
    return l->address.len > 0 &&
           (l->state == POST_WAITING || l->state == POST_IN_DOUBT || l->state == POST_REFUSED);
}

static Str then_say(const Work *w, const Letter *l)
{
    int64_t at = l->sent_at > 0 ? l->sent_at : l->taken_at;

    if (l->state == POST_WAITING) {
        return l->due_at <= w->now ? say(w->lang, SAY_control_due_now)
                                   : say_with(w->mem, w->lang, SAY_control_due,
                                              SAY_ARGS(SAY_ARG(control_when(w, l->due_at))));
    }
    return say_with(w->mem, w->lang, SAY_control_since,
                    SAY_ARGS(SAY_ARG(control_when(w, at > 0 ? at : l->made_at))));
}

static ControlLetter shown(const Work *w, const Letter *l)
{
    bool known = l->reason >= 0 && l->reason < POST_REASONS;

    return (ControlLetter){
        .id = work_id_text(w->mem, l->id.v),
        .reason = say(w->lang, known ? reasons[l->reason] : SAY_control_reason_other),
        .to = l->address.len > 0 ? control_mask_mail(w->mem, l->address)
                                 : say(w->lang, SAY_control_erased),
        .made = control_when(w, l->made_at),
        .then = then_say(w, l),
        .error = control_mask_in(w->mem, l->last_error, l->address),
        .tries = l->tries,
        .again = may_again(l),
    };
}

static Fault put_states(Work *w, PostState here, ControlLetters *v)
{
    int64_t n[POST_STATES];

    TRY(post_counts(w, n));
    v->states.at = NEW_ARRAY(w->mem, ControlState, POST_STATES);
    for (size_t i = 0; i < POST_STATES; i++) {
        if (i == POST_BOXED && !w->site->mail.boxed && n[i] == 0) {
            continue;
        }
        v->states.at[v->states.len++] = (ControlState){
            .url = STR_JOIN(w->mem, STR("/admin/lettres?etat="), str_from(states[i].name)),
            .name = say(w->lang, states[i].say),
            .count = n[i],
            .here = i == here,
        };
    }
    return FAULT_NONE;
}

static Fault put_letters(Work *w, PostState state, LetterId before, ControlLetters *v)
{
    Letter *list;
    size_t n;

    TRY(post_list(w, state, before, PAGE + 1, &list, &n));
    size_t here = n < PAGE ? n : PAGE;
    v->letters.at = NEW_ARRAY(w->mem, ControlLetter, here + 1);
    v->letters.len = here;
    for (size_t i = 0; i < here; i++) {
        v->letters.at[i] = shown(w, &list[i]);
    }
    if (n > here) {
        v->older = STR_JOIN(w->mem, STR("/admin/lettres?etat="), v->state, STR("&avant="),
                            v->letters.at[here - 1].id);
    }
    return FAULT_NONE;
}

Fault control_web_letters(Work *w, const Request *rq, Reply *rp)
{
    Str before = web_query(rq, "avant");
    LetterId from = { 0 };
    PostState state;

    TRY(control_may(w));
    if (!find_state(web_query(rq, "etat"), &state) ||
        (before.len > 0 && !work_id_read(before, &from.v))) {
        return FAULT_INPUT;
    }
    ControlLetters v = { .frame = control_frame(w, rq, rp, SAY_control_letters),
                         .token = guard_token(w),
                         .state = str_from(states[state].name),
                         .state_say = say(w->lang, states[state].say),
                         .state_why = say(w->lang, states[state].why),
                         .dropped = post_limits(w).this_hour,
                         .again = web_query(rq, "fait").len > 0 };
    TRY(put_states(w, state, &v));
    TRY(put_letters(w, state, from, &v));
    control_letters_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault control_web_letter_again(Work *w, const Request *rq, Reply *rp)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    bool found = false;
    LetterId id;

    TRY(control_may(w));
    TRY(control_read_id(w, rq, &id.v));
    TRY(post_again(w, id, &found));
    if (!found) {
        return FAULT_ABSENT;
    }
    TRY(work_begin(w, &tx));
    TRY(account_deed(w, "admin.letter", id.v));
    TRY(work_commit(&tx));
    return web_see_other(rp, STR("/admin/lettres?fait=1"));
}
