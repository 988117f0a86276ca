/* verb_moderate.c - declared events wait for somebody to look at them */
#include "app/verbs.h"
#include "rooms/moderation/moderation.h"
#include "text/moment.h"

enum { LIST_MAX = 1000, TRIES_MAX = 6 };

/* Columns are parted by tabs: no text may hold one, nor begin a line. */
static Str cell(Arena *mem, Str s)
{
    Buf b = buf_new(mem, s.len + 1);

    for (size_t i = 0; i < s.len; i++) {
        buf_char(&b, (unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f ? ' ' : s.at[i]);
    }
    return buf_str(&b);
}

static void say_one(VerbIo *io, const Event *e)
{
    Zone zone;

    if (!zone_find(e->zone, &zone)) {
        zone = ZONE_PARIS;
    }
    Str id = work_id_text(io->mem, e->id.v), day = day_iso(io->mem, day_of(zone, e->starts_at));
    Str where = e->commune_name.len > 0 ? e->commune_name : STR("-");
    Str title = cell(io->mem, e->title), who = cell(io->mem, e->organizers);

    verb_say(io, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s", STR_ARG(id), STR_ARG(day), STR_ARG(where),
             STR_ARG(title), STR_ARG(who));
}

int verb_moderate_list(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("moderator"));
    Event *list = NULL;
    size_t n = 0;
    Fault f = event_list_proposed(&w, LIST_MAX, &list, &n);

    if (f) {
        return verb_fault(io, &w, "the list", f);
    }
    for (size_t i = 0; i < n; i++) {
        say_one(io, &list[i]);
    }
    if (n == 0) {
        verb_note(io, "Nothing waits.");
    }
    return VERB_DONE;
}

/* NULL: published. */
static Fault decide_on(Work *w, int64_t id, const Refusal *refusal, ModerationOutcome *ret)
{
    Fault f = FAULT_AGAIN;

    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = refusal ? moderation_refuse(w, (EventId){ id }, refusal, ret)
                    : moderation_publish(w, (EventId){ id }, 0, ret);
    }
    return f;
}

static int decide(VerbIo *io, const Refusal *refusal, const char *done)
{
    SCOPED(work_done) Work w = verb_work(io, STR("moderator"));
    ModerationOutcome outcome = MODERATION_DONE;
    int64_t id;

    if (!verb_id(io, &id)) {
        return VERB_FAILED;
    }
    Fault f = decide_on(&w, id, refusal, &outcome);
    if (f == FAULT_ABSENT) {
        return verb_fail(io, "cafeia: %.*s: there is none with this id", STR_ARG(io->words[0]));
    }
    if (f) {
        return verb_fault(io, &w, "the decision", f);
    }
    if (outcome != MODERATION_DONE) {
        return verb_fail(io, "cafeia: %.*s doesn't wait: it was decided on before",
                         STR_ARG(io->words[0]));
    }
    verb_say(io, "%.*s: %s.", STR_ARG(io->words[0]), done);
    return VERB_DONE;
}

int verb_moderate_publish(VerbIo *io)
{
    return decide(io, NULL, "published");
}

int verb_moderate_refuse(VerbIo *io)
{
    Str reason = { 0 };

    if (!verb_flag(io, "reason", &reason) || str_trim(reason).len == 0) {
        (void)verb_fail(io,
                        "cafeia moderate refuse: --reason TEXT is wanted: whoever declared it "
                        "reads it");
        return VERB_USAGE;
    }
    Refusal refusal = { .reason = REFUSE_OTHER, .word = str_trim(reason) };
    return decide(io, &refusal, "refused");
}
