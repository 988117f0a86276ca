#include "rooms/account/account_store.h"

static const DbQuery q_by_mail = {
    .name = "account_by_mail",
    .sql = "SELECT id, mail, name, lang, factor_at FROM account WHERE mail = $1",
};

static const DbQuery q_load = {
    .name = "account_load",
    .sql = "SELECT id, mail, name, lang, factor_at FROM account WHERE id = $1",
};

static const DbQuery q_add = {
    .name = "account_add",
    .sql = "INSERT INTO account (id, mail, lang, made_at, seen_at) VALUES ($1, $2, $3, $4, $4)"
           " ON CONFLICT (mail) DO NOTHING",
};

static const DbQuery q_grants = {
    .name = "account_grants",
    .sql = "SELECT id, role, scope, code, CASE WHEN name <> '' THEN name ELSE code END AS name,"
           " made_at, until_at FROM role"
           " WHERE account_id = $1 AND (until_at = 0 OR until_at > $2)"
           " ORDER BY CASE WHEN scope = 4 THEN 1 ELSE 0 END, id DESC LIMIT 1000",
};

/* $2: now.  A role that has ended shortens nothing. */
static const DbQuery q_session = {
    .name = "account_session",
    .sql =
        "SELECT s.id, s.account_id, s.made_at, s.seen_at, s.proven_at, s.agent, s.id_token,"
        " a.mail, a.name, a.factor_at,"
        " EXISTS (SELECT 1 FROM event e WHERE e.owner_id = a.id AND e.owner_id <> 0) AS owns,"
        " EXISTS (SELECT 1 FROM role r WHERE r.account_id = a.id"
        "  AND (r.until_at = 0 OR r.until_at > $2)) AS has_role"
        " FROM session s JOIN account a ON a.id = s.account_id WHERE s.hash = $1",
};

static const DbQuery q_session_add = {
    .name = "account_session_add",
    .sql = "INSERT INTO session (hash, id, account_id, made_at, seen_at, proven_at, id_token,"
           " agent) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
};

static const DbQuery q_session_seen = {
    .name = "account_session_seen",
    .sql = "UPDATE session SET seen_at = $2 WHERE id = $1",
};

static const DbQuery q_session_prove = {
    .name = "account_session_prove",
    .sql = "UPDATE session SET hash = $2, proven_at = $3, seen_at = $3 WHERE id = $1",
};

static const DbQuery q_session_list = {
    .name = "account_session_list",
    .sql = "SELECT s.id, s.account_id, s.made_at, s.seen_at, s.proven_at, s.agent, s.id_token,"
           " a.mail, a.name, a.factor_at, FALSE AS owns, FALSE AS has_role"
           " FROM session s JOIN account a ON a.id = s.account_id"
           " WHERE s.account_id = $1 AND s.made_at > $2 AND s.seen_at > $3"
           " ORDER BY s.seen_at DESC, s.id DESC LIMIT 50",
};

static const DbQuery q_session_drop = {
    .name = "account_session_drop",
    .sql = "DELETE FROM session WHERE hash = $1",
};

static const DbQuery q_session_close = {
    .name = "account_session_close",
    .sql = "DELETE FROM session WHERE account_id = $1 AND id = $2",
};

static const DbQuery q_session_close_others = {
    .name = "account_session_close_others",
    .sql = "DELETE FROM session WHERE account_id = $1 AND id <> $2",
};

/* $1 to $4: begun, used before these; the same for staff.  $5: now. */
#define SESSION_OVER                                                                     \
    " FROM session WHERE made_at <= $1 OR seen_at <= $2"                                 \
    " OR ((made_at <= $3 OR seen_at <= $4) AND (EXISTS (SELECT 1 FROM role r"            \
    "  WHERE r.account_id = session.account_id AND (r.until_at = 0 OR r.until_at > $5))" \
    " OR EXISTS (SELECT 1 FROM event e WHERE e.owner_id = session.account_id"            \
    "  AND e.owner_id <> 0)))"

static const DbQuery q_session_tidy = {
    .name = "account_session_tidy",
    .sql = "DELETE" SESSION_OVER,
};

static const DbQuery q_session_over = {
    .name = "account_session_over",
    .sql = "SELECT count(*) AS n" SESSION_OVER,
};

static const DbQuery q_seen = {
    .name = "account_seen",
    .sql = "UPDATE account SET seen_at = $2 WHERE id = $1",
};

static const DbQuery q_name = {
    .name = "account_name",
    .sql = "UPDATE account SET name = $2, lang = $3 WHERE id = $1",
};

const DbQuery *const account_store_all[] = {
    &q_by_mail,
    &q_load,
    &q_add,
    &q_grants,
    &q_session,
    &q_session_add,
    &q_session_seen,
    &q_session_prove,
    &q_session_list,
    &q_session_drop,
    &q_session_close,
    &q_session_close_others,
    &q_session_tidy,
    &q_session_over,
    &q_seen,
    &q_name,
    NULL,
};

static const DbCol account_cols[] = {
    DB_COL(Account, id),   DB_COL(Account, mail),      DB_COL(Account, name),
    DB_COL(Account, lang), DB_COL(Account, factor_at),
};
static const DbRow account_row = DB_ROW(Account, account_cols);

typedef struct Count {
    int64_t n;
} Count;
static const DbCol count_cols[] = { DB_COL(Count, n) };
static const DbRow count_row = DB_ROW(Count, count_cols);

static const DbCol grant_cols[] = {
    DB_COL(Grant, id),   DB_COL(Grant, role),    DB_COL(Grant, scope),    DB_COL(Grant, code),
    DB_COL(Grant, name), DB_COL(Grant, made_at), DB_COL(Grant, until_at),
};
static const DbRow grant_row = DB_ROW(Grant, grant_cols);

static const DbCol session_cols[] = {
    DB_COL(Session, id),        DB_COL_AS(Session, account, "account_id"),
    DB_COL(Session, made_at),   DB_COL(Session, seen_at),
    DB_COL(Session, proven_at), DB_COL(Session, agent),
    DB_COL(Session, id_token),  DB_COL(Session, mail),
    DB_COL(Session, name),      DB_COL(Session, factor_at),
    DB_COL(Session, owns),      DB_COL(Session, has_role),
};
static const DbRow session_row = DB_ROW(Session, session_cols);

Fault account_store_by_mail(Work *w, Str mail, Account *ret)
{
    return work_one(w, &q_by_mail, DB_ARGS(DB_T(mail)), &account_row, ret);
}

Fault account_store_load(Work *w, AccountId id, Account *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &account_row, ret);
}

Fault account_store_add(Work *w, AccountId id, Str mail, Str lang)
{
    return work_run(w, &q_add, DB_ARGS(DB_I(id.v), DB_T(mail), DB_T(lang), DB_I(w->now)));
}

Fault account_store_grants(Work *w, AccountId id, Grant **ret, size_t *ret_len)
{
    return work_list(w, &q_grants, DB_ARGS(DB_I(id.v), DB_I(w->now)), &grant_row, GRANTS_MAX,
                     ret, ret_len);
}

Fault account_store_session(Work *w, Str hash, Session *ret)
{
    return work_one(w, &q_session, DB_ARGS(DB_T(hash), DB_I(w->now)), &session_row, ret);
}

Fault account_store_session_add(Work *w, Str hash, const Session *s)
{
    return work_run(w, &q_session_add,
                    DB_ARGS(DB_T(hash), DB_I(s->id.v), DB_I(s->account.v), DB_I(s->made_at),
                            DB_I(s->seen_at), DB_I(s->proven_at), DB_T(s->id_token),
                            DB_T(s->agent)));
}

Fault account_store_session_seen(Work *w, const Session *s)
{
    return work_run(w, &q_session_seen, DB_ARGS(DB_I(s->id.v), DB_I(w->now)));
}

Fault account_store_session_prove(Work *w, SessionId id, Str hash)
{
    return work_run(w, &q_session_prove, DB_ARGS(DB_I(id.v), DB_T(hash), DB_I(w->now)));
}

Fault account_store_session_list(Work *w, AccountId id, Session **ret, size_t *ret_len)
{
    return work_list(
        w, &q_session_list,
        DB_ARGS(DB_I(id.v), DB_I(w->now - SESSION_MOST), DB_I(w->now - SESSION_IDLE)),
        &session_row, SESSIONS_MAX, ret, ret_len);
}

Fault account_store_session_drop(Work *w, Str hash)
{
    return work_run(w, &q_session_drop, DB_ARGS(DB_T(hash)));
}

Fault account_store_session_close(Work *w, AccountId account, SessionId id)
{
    return work_run(w, &q_session_close, DB_ARGS(DB_I(account.v), DB_I(id.v)));
}

Fault account_store_session_close_others(Work *w, AccountId account, SessionId id)
{
    return work_run(w, &q_session_close_others, DB_ARGS(DB_I(account.v), DB_I(id.v)));
}

#define OVER_ARGS                                                                 \
    DB_ARGS(DB_I(w->now - SESSION_MOST), DB_I(w->now - SESSION_IDLE),             \
            DB_I(w->now - SESSION_MOST_STAFF), DB_I(w->now - SESSION_IDLE_STAFF), \
            DB_I(w->now))

Fault account_store_session_tidy(Work *w, int64_t *ret)
{
    return work_change(w, &q_session_tidy, OVER_ARGS, ret);
}

Fault account_store_session_over(Work *w, int64_t *ret)
{
    Count count = { 0 };

    TRY(work_one(w, &q_session_over, OVER_ARGS, &count_row, &count));
    *ret = count.n;
    return FAULT_NONE;
}

Fault account_store_seen(Work *w, AccountId id)
{
    enum { DAY = 86400 };

    return work_run(w, &q_seen, DB_ARGS(DB_I(id.v), DB_I(w->now / DAY * DAY)));
}

Fault account_store_name(Work *w, AccountId id, Str name, Str lang)
{
    return work_run(w, &q_name, DB_ARGS(DB_I(id.v), DB_T(name), DB_T(lang)));
}
