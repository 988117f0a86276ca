#include "rooms/account/account_sign_in_store.h"

#define COLS "hash, browser_hash, code_hash, mail, next, made_at, tries, used_at"

static const DbQuery q_add = {
    .name = "sign_in_add",
    .sql = "INSERT INTO sign_in (hash, browser_hash, code_hash, mail, next, lang, made_at,"
           " used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
};

static const DbQuery q_load = {
    .name = "sign_in_load",
    .sql = "SELECT " COLS " FROM sign_in WHERE hash = $1",
};

static const DbQuery q_last = {
    .name = "sign_in_last",
    .sql = "SELECT " COLS " FROM sign_in WHERE browser_hash = $1 AND made_at > $2"
           " ORDER BY made_at DESC, hash LIMIT 1",
};

static const DbQuery q_try = {
    .name = "sign_in_try",
    .sql = "UPDATE sign_in SET tries = tries + 1"
           " WHERE browser_hash = $1 AND made_at > $2 AND used_at = 0",
};

/* After the try was counted: the fifth one is still good. */
static const DbQuery q_live = {
    .name = "sign_in_live",
    .sql = "SELECT " COLS " FROM sign_in"
           " WHERE browser_hash = $1 AND made_at > $2 AND used_at = 0 AND tries <= $3"
           " ORDER BY made_at DESC, hash LIMIT 20",
};

static const DbQuery q_use = {
    .name = "sign_in_use",
    .sql = "UPDATE sign_in SET used_at = $3 WHERE hash = $1 AND browser_hash = $2"
           " AND used_at = 0 AND made_at > $4 RETURNING " COLS,
};

static const DbQuery q_end = {
    .name = "sign_in_end",
    .sql = "UPDATE sign_in SET used_at = $2 WHERE browser_hash = $1 AND used_at = 0",
};

static const DbQuery q_forget = {
    .name = "sign_in_forget",
    .sql = "DELETE FROM sign_in WHERE made_at <= $1",
};

static const DbQuery q_forgettable = {
    .name = "sign_in_forgettable",
    .sql = "SELECT count(*) AS n FROM sign_in WHERE made_at <= $1",
};

const DbQuery *const account_sign_in_store_all[] = {
    &q_add, &q_load, &q_last, &q_try, &q_live, &q_use, &q_end, &q_forget, &q_forgettable, NULL,
};

static const DbCol cols[] = {
    DB_COL(SignIn, hash),  DB_COL(SignIn, browser_hash), DB_COL(SignIn, code_hash),
    DB_COL(SignIn, mail),  DB_COL(SignIn, next),         DB_COL(SignIn, made_at),
    DB_COL(SignIn, tries), DB_COL(SignIn, used_at),
};
static const DbRow row = DB_ROW(SignIn, cols);

typedef struct Count {
    int64_t n;
} Count;
static const DbCol count_cols[] = { DB_COL(Count, n) };
static const DbRow count_row = DB_ROW(Count, count_cols);

static int64_t oldest(const Work *w)
{
    return w->now - SIGN_IN_SECONDS;
}

Fault account_sign_in_store_add(Work *w, const SignIn *s)
{
    return work_run(w, &q_add,
                    DB_ARGS(DB_T(s->hash), DB_T(s->browser_hash), DB_T(s->code_hash),
                            DB_T(s->mail), DB_T(s->next), DB_T(str_from(lang_code(w->lang))),
                            DB_I(s->made_at), DB_I(s->used_at)));
}

Fault account_sign_in_store_load(Work *w, Str hash, SignIn *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_T(hash)), &row, ret);
}

Fault account_sign_in_store_last(Work *w, Str browser_hash, SignIn *ret)
{
    return work_one(w, &q_last, DB_ARGS(DB_T(browser_hash), DB_I(oldest(w))), &row, ret);
}

Fault account_sign_in_store_try(Work *w, Str browser_hash)
{
    return work_run(w, &q_try, DB_ARGS(DB_T(browser_hash), DB_I(oldest(w))));
}

Fault account_sign_in_store_live(Work *w, Str browser_hash, SignIn **ret, size_t *ret_len)
{
    return work_list(w, &q_live,
                     DB_ARGS(DB_T(browser_hash), DB_I(oldest(w)), DB_I(SIGN_IN_TRIES)), &row,
                     SIGN_IN_ROWS_MAX, ret, ret_len);
}

Fault account_sign_in_store_use(Work *w, Str hash, Str browser_hash, SignIn *ret)
{
    return work_one(w, &q_use,
                    DB_ARGS(DB_T(hash), DB_T(browser_hash), DB_I(w->now), DB_I(oldest(w))),
                    &row, ret);
}

Fault account_sign_in_store_end(Work *w, Str browser_hash)
{
    return work_run(w, &q_end, DB_ARGS(DB_T(browser_hash), DB_I(w->now)));
}

Fault account_sign_in_store_forget(Work *w, int64_t before, int64_t *ret)
{
    return work_change(w, &q_forget, DB_ARGS(DB_I(before)), ret);
}

Fault account_sign_in_store_forgettable(Work *w, int64_t before, int64_t *ret)
{
    Count count = { 0 };

    TRY(work_one(w, &q_forgettable, DB_ARGS(DB_I(before)), &count_row, &count));
    *ret = count.n;
    return FAULT_NONE;
}
