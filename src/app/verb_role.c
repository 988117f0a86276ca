/* verb_role.c - who may look after the others' cafes: how the first one is made */
#include "app/verbs.h"
#include "rooms/account/account_role.h"
#include "text/moment.h"

enum { TRIES_MAX = 6, WORD_MAIL = 0, WORD_ROLE, WORD_SCOPE };

/* The last day counts whole. */
static bool read_until(VerbIo *io, int64_t *ret)
{
    Str typed = { 0 };
    Day day;

    *ret = 0;
    if (!verb_flag(io, "until", &typed)) {
        return true;
    }
    if (!day_read(typed, &day)) {
        (void)verb_fail(io, "cafeia: --until %.*s: a day as 2025-06-30 is wanted",
                        STR_ARG(typed));
        return false;
    }
    *ret = day_start(ZONE_PARIS, day_from_number(day_number(day) + 1));
    return true;
}

static bool read_gift(VerbIo *io, RoleGift *ret)
{
    Str scope = io->word_count > WORD_SCOPE ? io->words[WORD_SCOPE] : STR("everywhere");

    *ret = (RoleGift){ .mail = io->words[WORD_MAIL] };
    if (!account_role_read(io->words[WORD_ROLE], &ret->role)) {
        (void)verb_fail(io,
                        "cafeia: %.*s: no such role; there are facilitator, coordinator, "
                        "network-head, moderator, administrator",
                        STR_ARG(io->words[WORD_ROLE]));
        return false;
    }
    if (!account_scope_read(io->mem, scope, ret)) {
        (void)verb_fail(io,
                        "cafeia: %.*s: no such scope; there are everywhere, region:CODE, "
                        "department:CODE, organization:NAME, event:ID",
                        STR_ARG(scope));
        return false;
    }
    return true;
}

static int answer(VerbIo *io, const RoleGift *gift, RoleOutcome outcome)
{
    const char *role = account_role_name((int64_t)gift->role);
    Str scope = account_scope_text(io->mem, (int64_t)gift->scope,
                                   gift->name.len > 0 ? gift->name : gift->code);

    switch (outcome) {
    case ROLE_GIVEN:
    case ROLE_TAKEN:
        verb_say(io, "%.*s: %s, %.*s: %s.", STR_ARG(gift->mail), role, STR_ARG(scope),
                 outcome == ROLE_GIVEN ? "given" : "taken away");
        return VERB_DONE;
    case ROLE_WITHOUT:
        return verb_fail(io, "cafeia: %.*s doesn't have this role there", STR_ARG(gift->mail));
    case ROLE_MISFIT:
        return verb_fail(io, "cafeia: nobody can be %s of %.*s", role, STR_ARG(scope));
    case ROLE_BAD_MAIL: return verb_fail(io, "cafeia: %.*s is no address", STR_ARG(gift->mail));
    case ROLE_OVER:
        return verb_fail(io,
                         "cafeia: --until: this day is past, the role would be over already");
    case ROLE_CROWDED:
    case ROLE_HELD:
    case ROLE_OUTCOMES: break;
    }
    return verb_fail(io, "cafeia: this event has %d facilitators already", ROLE_TEAM_MAX);
}

static int change(VerbIo *io, Fault (*act)(Work *, const RoleGift *, RoleOutcome *))
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    RoleOutcome outcome = ROLE_OUTCOMES;
    RoleGift gift;
    Fault f = FAULT_AGAIN;

    if (!read_gift(io, &gift) || !read_until(io, &gift.until_at)) {
        return VERB_FAILED;
    }
    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = act(&w, &gift, &outcome);
    }
    return f ? verb_fault(io, &w, "the role", f) : answer(io, &gift, outcome);
}

int verb_role_give(VerbIo *io)
{
    return change(io, account_role_give);
}

int verb_role_take(VerbIo *io)
{
    return change(io, account_role_take);
}

static void say_one(VerbIo *io, const Holder *h)
{
    Str scope = account_scope_text(io->mem, h->scope, h->name), until = STR("-");

    if (h->until_at > 0) {
        until = day_iso(io->mem, day_of(ZONE_PARIS, h->until_at - 1));
    }
    verb_say(io, "%.*s\t%s\t%.*s\t%.*s", STR_ARG(h->mail), account_role_name(h->role),
             STR_ARG(scope), STR_ARG(until));
}

int verb_role_list(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    Holder *list = NULL;
    size_t n = 0;
    int64_t after = 0;

    do {
        Fault f = account_role_list(&w, after, &list, &n);
        if (f) {
            return verb_fault(io, &w, "the list", f);
        }
        for (size_t i = 0; i < n; i++) {
            say_one(io, &list[i]);
            after = list[i].id;
        }
    } while (n == ROLE_LIST_MAX);
    if (after == 0) {
        verb_note(io, "Nobody has a role.");
    }
    return VERB_DONE;
}
