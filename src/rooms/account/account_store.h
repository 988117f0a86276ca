/* account_store.h - the rows of accounts and of their sessions */
#ifndef ROOMS_ACCOUNT_ACCOUNT_STORE_H
#define ROOMS_ACCOUNT_ACCOUNT_STORE_H

#include "rooms/account/account_session.h"
#include "work/work.h"

/* Whoever leads a café a day has rights on those of the last years. */
enum { GRANTS_MAX = 1000, SESSIONS_MAX = 50 };

extern const DbQuery *const account_store_all[]; /* ends with NULL */

typedef struct Account {
    AccountId id;
    Str mail, name, lang;
    int64_t factor_at; /* 0: no second factor */
} Account;

/* A browser that is signed in. */
typedef struct Session {
    SessionId id;
    AccountId account;
    int64_t made_at, seen_at, proven_at;
    Str agent, id_token;
    Str mail, name;
    int64_t factor_at;
    bool owns, has_role; /* staff, whose sessions are shorter */
} Session;

/* Of a folded address.  FAULT_ABSENT. */
MUST_USE Fault account_store_by_mail(Work *w, Str mail, Account *ret);
MUST_USE Fault account_store_load(Work *w, AccountId id, Account *ret);
/* Unless there is one of this address; then nothing changes. */
MUST_USE Fault account_store_add(Work *w, AccountId id, Str mail, Str lang);
/* Those that hold at that instant: of territories and organisations first, then
 * of events, the last given first; at most GRANTS_MAX. */
MUST_USE Fault account_store_grants(Work *w, AccountId id, Grant **ret, size_t *ret_len);

MUST_USE Fault account_store_session(Work *w, Str hash, Session *ret); /* FAULT_ABSENT */
MUST_USE Fault account_store_session_add(Work *w, Str hash, const Session *s);
MUST_USE Fault account_store_session_seen(Work *w, const Session *s);
/* Another cookie; proven now. */
MUST_USE Fault account_store_session_prove(Work *w, SessionId id, Str hash);
/* Those that were used or begun lately enough, the last used first. */
MUST_USE Fault account_store_session_list(Work *w, AccountId id, Session **ret,
                                          size_t *ret_len);
MUST_USE Fault account_store_session_drop(Work *w, Str hash);
/* Of that account, that one; or all but that one. */
MUST_USE Fault account_store_session_close(Work *w, AccountId account, SessionId id);
MUST_USE Fault account_store_session_close_others(Work *w, AccountId account, SessionId id);
MUST_USE Fault account_store_session_tidy(Work *w, int64_t *ret);
MUST_USE Fault account_store_session_over(Work *w, int64_t *ret);
/* That they were here, to the day. */
MUST_USE Fault account_store_seen(Work *w, AccountId id);
MUST_USE Fault account_store_name(Work *w, AccountId id, Str name, Str lang);

#endif
