#include "rooms/account/account_role_store.h"

#include "db/db.h"
#include "work/work.h"

enum { TEAM_ROWS = 40 };

static const DbQuery q_put = {
    .name = "role_put",
    .sql =
        "INSERT INTO role (id, account_id, role, scope, code, name, made_at, until_at,"
        " given_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " ON CONFLICT (account_id, role, scope, code) DO UPDATE"
        " SET name = excluded.name, until_at = excluded.until_at, given_by = excluded.given_by",
};

static const DbQuery q_drop = {
    .name = "role_drop",
    .sql = "DELETE FROM role"
           " WHERE account_id = $1 AND role = $2 AND scope = $3 AND code = $4",
};

#define HOLDER                                                                             \
    "SELECT r.id, r.account_id, a.mail, r.role, r.scope, r.code,"                          \
    " CASE WHEN r.name <> '' THEN r.name ELSE r.code END AS name,"                         \
    " r.made_at, r.until_at, r.given_by FROM role r JOIN account a ON a.id = r.account_id" \
    " WHERE (r.until_at = 0 OR r.until_at > $1)"

static const DbQuery q_list = {
    .name = "role_list",
    .sql = HOLDER " AND r.id > $2 ORDER BY r.id LIMIT $3",
};

static const DbQuery q_of_event = {
    .name = "role_of_event",
    .sql = HOLDER " AND r.scope = 4 AND r.code = $2 ORDER BY r.id LIMIT 40",
};

static const DbQuery q_close = {
    .name = "role_close",
    .sql = "DELETE FROM session WHERE account_id = $1",
};

static const DbQuery q_unprove = {
    .name = "role_unprove",
    .sql = "UPDATE session SET proven_at = 0 WHERE account_id = $1",
};

static const DbQuery q_deed = {
    .name = "deed_add",
    .sql = "INSERT INTO deed (id, at, account_id, act, subject) VALUES ($1, $2, $3, $4, $5)",
};

const DbQuery *const account_role_store_all[] = {
    &q_put, &q_drop, &q_list, &q_of_event, &q_close, &q_unprove, &q_deed, NULL,
};

static const DbCol holder_cols[] = {
    DB_COL(Holder, id),       DB_COL(Holder, account_id), DB_COL(Holder, mail),
    DB_COL(Holder, role),     DB_COL(Holder, scope),      DB_COL(Holder, code),
    DB_COL(Holder, name),     DB_COL(Holder, made_at),    DB_COL(Holder, until_at),
    DB_COL(Holder, given_by),
};
static const DbRow holder_row = DB_ROW(Holder, holder_cols);

Fault account_role_store_put(Work *w, const Holder *h)
{
    return work_run(w, &q_put,
                    DB_ARGS(DB_I(work_new_id(w)), DB_I(h->account_id.v), DB_I(h->role),
                            DB_I(h->scope), DB_T(h->code), DB_T(h->name), DB_I(w->now),
                            DB_I(h->until_at), DB_I(h->given_by.v)));
}

Fault account_role_store_drop(Work *w, const Holder *h, bool *ret)
{
    int64_t changed = 0;

    TRY(work_change(
        w, &q_drop,
        DB_ARGS(DB_I(h->account_id.v), DB_I(h->role), DB_I(h->scope), DB_T(h->code)),
        &changed));
    *ret = changed > 0;
    return FAULT_NONE;
}

Fault account_role_store_list(Work *w, int64_t after, size_t max, Holder **ret, size_t *ret_len)
{
    return work_list(w, &q_list, DB_ARGS(DB_I(w->now), DB_I(after), DB_I((int64_t)max)),
                     &holder_row, max, ret, ret_len);
}

Fault account_role_store_of_event(Work *w, Str event, Holder **ret, size_t *ret_len)
{
    return work_list(w, &q_of_event, DB_ARGS(DB_I(w->now), DB_T(event)), &holder_row, TEAM_ROWS,
                     ret, ret_len);
}

Fault account_role_store_close(Work *w, AccountId id)
{
    return work_run(w, &q_close, DB_ARGS(DB_I(id.v)));
}

Fault account_role_store_unprove(Work *w, AccountId id)
{
    return work_run(w, &q_unprove, DB_ARGS(DB_I(id.v)));
}

Fault account_deed_store_add(Work *w, AccountId who, Str act, int64_t subject)
{
    return work_run(
        w, &q_deed,
        DB_ARGS(DB_I(work_new_id(w)), DB_I(w->now), DB_I(who.v), DB_T(act), DB_I(subject)));
}
