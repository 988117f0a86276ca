/* verb_mail.c - letters that wait, are in doubt or were refused */
#include "app/verbs.h"
#include "post/post_queue.h"
#include "text/moment.h"

enum { LIST_MAX = 200 };

static const struct {
    PostState state;
    const char *name;
} shown[] = {
    { POST_WAITING, "waits" },
    { POST_TAKEN, "leaving" },
    { POST_IN_DOUBT, "in doubt" },
    { POST_REFUSED, "refused" },
};

static void say_one(VerbIo *io, const char *state, const Letter *l)
{
    Str id = work_id_text(io->mem, l->id.v);
    Str due = moment_iso(io->mem, ZONE_UTC, l->due_at);

    verb_say(io, "%.*s\t%s\t%.*s\t%lld tries\t%.*s\t%.*s\t%.*s", STR_ARG(id), state,
             STR_ARG(due), (long long)l->tries, STR_ARG(l->address), STR_ARG(l->title),
             STR_ARG(l->last_error));
}

static Fault say_state(VerbIo *io, Work *w, PostState state, const char *name)
{
    Letter *list = NULL;
    size_t n = 0;

    TRY(post_list(w, state, (LetterId){ 0 }, LIST_MAX, &list, &n));
    for (size_t i = 0; i < n; i++) {
        say_one(io, name, &list[i]);
    }
    return FAULT_NONE;
}

static Fault say_counts(VerbIo *io, Work *w)
{
    int64_t n[POST_STATES];

    TRY(post_counts(w, n));
    verb_say(io, "%lld wait, %lld in doubt, %lld refused, %lld sent, %lld in the mailbox page.",
             (long long)n[POST_WAITING] + n[POST_TAKEN], (long long)n[POST_IN_DOUBT],
             (long long)n[POST_REFUSED], (long long)n[POST_SENT], (long long)n[POST_BOXED]);
    return FAULT_NONE;
}

int verb_mail_list(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    Fault f = FAULT_NONE;

    for (size_t i = 0; i < COUNT(shown) && !f; i++) {
        f = say_state(io, &w, shown[i].state, shown[i].name);
    }
    f = f ? f : say_counts(io, &w);
    return f ? verb_fault(io, &w, "the list", f) : VERB_DONE;
}

static int all_refused(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    int64_t n = 0;
    Fault f = post_again_refused(&w, &n);

    if (f) {
        return verb_fault(io, &w, "the letters", f);
    }
    verb_say(io, "%lld letters that were refused: due now.", (long long)n);
    return VERB_DONE;
}

static int one_again(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    bool found = false;
    int64_t id;

    if (!verb_id(io, &id)) {
        return VERB_FAILED;
    }
    Fault f = post_again(&w, (LetterId){ id }, &found);
    if (f) {
        return verb_fault(io, &w, "the letter", f);
    }
    if (!found) {
        return verb_fail(io,
                         "cafeia: %.*s: no letter waits, is in doubt or was refused under "
                         "this id, or its words are erased",
                         STR_ARG(io->words[0]));
    }
    verb_say(io, "%.*s: due now.", STR_ARG(io->words[0]));
    return VERB_DONE;
}

int verb_mail_again(VerbIo *io)
{
    bool all = verb_flag(io, "refused", NULL);

    if (all == (io->word_count > 0)) {
        (void)verb_fail(io, "cafeia: mail again: an ID or --refused is wanted");
        return VERB_USAGE;
    }
    return all ? all_refused(io) : one_again(io);
}
