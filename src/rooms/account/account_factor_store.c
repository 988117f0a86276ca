#include "rooms/account/account_factor_store.h"

static const DbQuery q_load = {
    .name = "factor_load",
    .sql = "SELECT factor AS box, factor_at AS since, factor_step AS step,"
           " (SELECT count(*) FROM recovery_code r WHERE r.account_id = a.id AND r.used_at = 0)"
           " AS codes FROM account a WHERE id = $1",
};

static const DbQuery q_set = {
    .name = "factor_set",
    .sql = "UPDATE account SET factor = $2, factor_at = $3, factor_step = $4, tries = 0"
           " WHERE id = $1 AND factor = ''",
};

static const DbQuery q_remove = {
    .name = "factor_remove",
    .sql = "UPDATE account SET factor = '', factor_at = 0, factor_step = 0, tries = 0"
           " WHERE id = $1",
};

/* $2: before then, tries are forgotten; $3: now; $4: how many. */
static const DbQuery q_try = {
    .name = "factor_try",
    .sql = "UPDATE account SET tries = CASE WHEN tried_at <= $2 THEN 1 ELSE tries + 1 END,"
           " tried_at = CASE WHEN tried_at <= $2 THEN $3 ELSE tried_at END"
           " WHERE id = $1 AND (tries < $4 OR tried_at <= $2)",
};

static const DbQuery q_take = {
    .name = "factor_take",
    .sql = "UPDATE account SET factor_step = $2 WHERE id = $1 AND factor_step < $2",
};

static const DbQuery q_right = {
    .name = "factor_right",
    .sql = "UPDATE account SET tries = 0 WHERE id = $1",
};

static const DbQuery q_code = {
    .name = "factor_code",
    .sql = "INSERT INTO recovery_code (account_id, hash) VALUES ($1, $2)",
};

static const DbQuery q_use = {
    .name = "factor_use",
    .sql = "UPDATE recovery_code SET used_at = $3"
           " WHERE account_id = $1 AND hash = $2 AND used_at = 0",
};

static const DbQuery q_drop_codes = {
    .name = "factor_drop_codes",
    .sql = "DELETE FROM recovery_code WHERE account_id = $1",
};

static const DbQuery q_unprove = {
    .name = "factor_unprove",
    .sql = "UPDATE session SET proven_at = 0 WHERE account_id = $1",
};

const DbQuery *const account_factor_store_all[] = {
    &q_load, &q_set, &q_remove,     &q_try,     &q_take, &q_right,
    &q_code, &q_use, &q_drop_codes, &q_unprove, NULL,
};

static const DbCol cols[] = {
    DB_COL(Factor, box),
    DB_COL(Factor, since),
    DB_COL(Factor, step),
    DB_COL_AS(Factor, left, "codes"),
};
static const DbRow row = DB_ROW(Factor, cols);

static Fault change(Work *w, const DbQuery *q, const DbArg *args, size_t n, bool *ret)
{
    int64_t changed = 0;

    TRY(work_change(w, q, args, n, &changed));
    *ret = changed > 0;
    return FAULT_NONE;
}

Fault account_factor_store_load(Work *w, AccountId id, Factor *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &row, ret);
}

Fault account_factor_store_set(Work *w, AccountId id, const Factor *f, bool *ret)
{
    return change(w, &q_set, DB_ARGS(DB_I(id.v), DB_T(f->box), DB_I(f->since), DB_I(f->step)),
                  ret);
}

Fault account_factor_store_remove(Work *w, AccountId id)
{
    return work_run(w, &q_remove, DB_ARGS(DB_I(id.v)));
}

Fault account_factor_store_try(Work *w, AccountId id, bool *ret)
{
    return change(w, &q_try,
                  DB_ARGS(DB_I(id.v), DB_I(w->now - FACTOR_WAIT_SECONDS), DB_I(w->now),
                          DB_I(FACTOR_TRIES)),
                  ret);
}

Fault account_factor_store_take(Work *w, AccountId id, int64_t step, bool *ret)
{
    return change(w, &q_take, DB_ARGS(DB_I(id.v), DB_I(step)), ret);
}

Fault account_factor_store_right(Work *w, AccountId id)
{
    return work_run(w, &q_right, DB_ARGS(DB_I(id.v)));
}

Fault account_factor_store_code(Work *w, AccountId id, Str hash)
{
    return work_run(w, &q_code, DB_ARGS(DB_I(id.v), DB_T(hash)));
}

Fault account_factor_store_use(Work *w, AccountId id, Str hash, bool *ret)
{
    return change(w, &q_use, DB_ARGS(DB_I(id.v), DB_T(hash), DB_I(w->now)), ret);
}

Fault account_factor_store_drop_codes(Work *w, AccountId id)
{
    return work_run(w, &q_drop_codes, DB_ARGS(DB_I(id.v)));
}

Fault account_factor_store_unprove(Work *w, AccountId id)
{
    return work_run(w, &q_unprove, DB_ARGS(DB_I(id.v)));
}
