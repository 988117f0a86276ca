/* verb_account.c - for whoever has lost their telephone, and the codes too */
#include "app/verbs.h"
#include "rooms/account/account.h"
#include "rooms/account/account_factor.h"

enum { TRIES_MAX = 6 };

/* FAULT_ABSENT: nobody has this address. */
static Fault forget(Work *w, Str mail)
{
    AccountId id = { 0 };

    TRY(account_of_mail(w, mail, &id));
    return id.v == 0 ? FAULT_ABSENT : account_factor_forget(w, id);
}

int verb_account_forget_factor(VerbIo *io)
{
    SCOPED(work_done) Work w = verb_work(io, STR("operator"));
    Str mail = io->words[0];
    Fault f = FAULT_AGAIN;

    for (int tries = 0; f == FAULT_AGAIN && tries < TRIES_MAX; tries++) {
        f = forget(&w, mail);
    }
    if (f == FAULT_ABSENT) {
        return verb_fail(io, "cafeia: nobody signs in with %.*s", STR_ARG(mail));
    }
    if (f) {
        return verb_fault(io, &w, "the second factor", f);
    }
    verb_say(io, "%.*s: no second factor any more, signed out everywhere.", STR_ARG(mail));
    return VERB_DONE;
}
