#include "rooms/account/account_oidc_store.h"

#include "work/work.h"

static const DbQuery q_find = {
    .name = "oidc_find",
    .sql = "SELECT id AS v FROM account WHERE subject = $1",
};

static const DbQuery q_bind = {
    .name = "oidc_bind",
    .sql = "UPDATE account SET subject = $2, name = CASE WHEN name = '' THEN $3 ELSE name END"
           " WHERE id = $1",
};

const DbQuery *const account_oidc_store_all[] = { &q_find, &q_bind, NULL };

static const DbCol id_cols[] = { { "v", DB_INT, offsetof(AccountId, v) } };
static const DbRow id_row = DB_ROW(AccountId, id_cols);

Fault account_oidc_store_find(Work *w, Str subject, AccountId *ret)
{
    return work_one(w, &q_find, DB_ARGS(DB_T(subject)), &id_row, ret);
}

Fault account_oidc_store_bind(Work *w, AccountId id, Str subject, Str name)
{
    return work_run(w, &q_bind, DB_ARGS(DB_I(id.v), DB_T(subject), DB_T(name)));
}
