/* site_mine.h - what is kept about me: all of it, in my hands; and erased at once */
#ifndef ROOMS_SITE_SITE_MINE_H
#define ROOMS_SITE_SITE_MINE_H

#include "base/base.h"
#include "base/buf.h"
#include "base/fault.h"
#include "base/forward.h"

/* Everything about w->person, as one JSON object: a list a table. */
MUST_USE Fault site_mine_json(Work *w, Buf *out);
/* The account and what hangs on it; sign-ups stay, which need no account.  Cafés
 * stay published, without owner.  Within the caller's transaction. */
MUST_USE Fault site_mine_erase(Work *w, AccountId id, Str mail);
/* All of that, and all that has this address: its seats are given back first.
 * Several transactions: cut short, it can be asked again. */
MUST_USE Fault site_mine_erase_all(Work *w, AccountId id, Str mail);
/* After a backup was put back: erases again who had been erased since.  ledger:
 * a unit of the database that remembers; *ret: how many addresses. */
MUST_USE Fault site_mine_replay(Work *ledger, Work *restored, int64_t *ret);

#endif
