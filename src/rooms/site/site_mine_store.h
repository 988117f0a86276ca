/* site_mine_store.h - all that is kept about somebody, and its erasure */
#ifndef ROOMS_SITE_SITE_MINE_STORE_H
#define ROOMS_SITE_SITE_MINE_STORE_H

#include "base/base.h"
#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

enum { MINE_KEYS_MAX = 8, MINE_ROWS_MAX = 1000 };

extern const DbQuery *const site_mine_store_all[]; /* ends with NULL */

/* A table, as the export names it, and the names of its columns.  One whose
 * name ends in "_at" holds instants; one in "_id" what work_id_text writes. */
typedef struct MineTable {
    const char *name;
    const char *keys[MINE_KEYS_MAX + 1]; /* ends with NULL */
} MineTable;

typedef struct MineRow {
    Str at[MINE_KEYS_MAX];
} MineRow;

size_t site_mine_store_len(void);
MineTable site_mine_store_table(size_t i);
/* What table i holds of this account and address (folded). */
MUST_USE Fault site_mine_store_rows(Work *w, size_t i, AccountId id, Str mail, MineRow **ret,
                                    size_t *ret_len);

/* Within the caller's transaction.  The account and what hangs on it; cafes
 * stay, without owner. */
MUST_USE Fault site_mine_store_erase_account(Work *w, AccountId id, Str mail);
/* Sign-ups, requests to be told, reports and letters of this address. */
MUST_USE Fault site_mine_store_erase_mail(Work *w, Str mail);
MUST_USE Fault site_mine_store_remember(Work *w, Str hash);

/* Sign-ups of this address to what isn't over, at most max. */
MUST_USE Fault site_mine_store_seats(Work *w, Str mail, size_t max, SignupId **ret,
                                     size_t *ret_len);

/* For a backup that is put back: addresses after that one, with the instant of
 * their oldest row; and what was erased. */
typedef struct MineMail {
    Str mail;
    int64_t made_at;
} MineMail;
MUST_USE Fault site_mine_store_mails(Work *w, Str after, size_t max, MineMail **ret,
                                     size_t *ret_len);
typedef struct Erasure {
    Str hash;
    int64_t at;
} Erasure;
MUST_USE Fault site_mine_store_erasures(Work *w, Str after, size_t max, Erasure **ret,
                                        size_t *ret_len);

#endif
