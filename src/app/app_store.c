#include "app/app_store.h"

static const DbQuery q_setting = {
    .name = "app_setting",
    .sql = "SELECT value FROM setting WHERE name = $1",
};

static const DbQuery q_set = {
    .name = "app_set",
    .sql = "INSERT INTO setting (name, value) VALUES ($1, $2)"
           " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
};

static const DbQuery q_set_once = {
    .name = "app_set_once",
    .sql = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
};

static const DbQuery q_count = {
    .name = "app_count",
    .sql = "INSERT INTO setting (name, value) VALUES ($1, '1') ON CONFLICT (name)"
           " DO UPDATE SET value = CAST(CAST(setting.value AS bigint) + 1 AS text)"
           " RETURNING value",
};

static const DbQuery q_asset = {
    .name = "app_asset",
    .sql = "SELECT bytes FROM asset WHERE name = $1",
};

static const DbQuery q_put_asset = {
    .name = "app_put_asset",
    .sql = "INSERT INTO asset (name, made_at, bytes) VALUES ($1, $2, $3) ON CONFLICT (name)"
           " DO UPDATE SET made_at = excluded.made_at, bytes = excluded.bytes",
};

static const DbQuery q_waiting = {
    .name = "app_jobs_waiting",
    .sql = "SELECT count(*) AS number FROM job WHERE done_at = 0",
};

const DbQuery *const app_store_all[] = {
    &q_setting, &q_set, &q_set_once, &q_count, &q_asset, &q_put_asset, &q_waiting, NULL,
};

typedef struct Value {
    Str value;
} Value;
static const DbCol value_cols[] = { DB_COL(Value, value) };
static const DbRow value_row = DB_ROW(Value, value_cols);

typedef struct Bytes {
    Str bytes;
} Bytes;
static const DbCol bytes_cols[] = { DB_COL_BYTES(Bytes, bytes) };
static const DbRow bytes_row = DB_ROW(Bytes, bytes_cols);

typedef struct Number {
    int64_t number;
} Number;
static const DbCol number_cols[] = { DB_COL(Number, number) };
static const DbRow number_row = DB_ROW(Number, number_cols);

Fault app_store_setting(Work *w, Str name, Str *ret)
{
    Value v = { 0 };
    Fault f = work_one(w, &q_setting, DB_ARGS(DB_T(name)), &value_row, &v);

    *ret = v.value;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

Fault app_store_set(Work *w, Str name, Str value, bool keep)
{
    return work_run(w, keep ? &q_set_once : &q_set, DB_ARGS(DB_T(name), DB_T(value)));
}

Fault app_store_count(Work *w, Str name, int64_t *ret)
{
    Value v = { 0 };

    TRY(work_one(w, &q_count, DB_ARGS(DB_T(name)), &value_row, &v));
    return str_to_int(v.value, ret) ? FAULT_NONE : FAULT_DB;
}

Fault app_store_copied(Work *w)
{
    Str now = str_format(w->mem, "%lld", (long long)w->now);

    return app_store_set(w, STR("copied_at"), now, false);
}

Fault app_store_copied_at(Work *w, int64_t *ret)
{
    Str said;

    TRY(app_store_setting(w, STR("copied_at"), &said));
    *ret = 0;
    return said.len == 0 || str_to_int(said, ret) ? FAULT_NONE : FAULT_DB;
}

Fault app_store_asset(Work *w, Str name, Str *ret)
{
    Bytes v = { 0 };

    TRY(work_one(w, &q_asset, DB_ARGS(DB_T(name)), &bytes_row, &v));
    *ret = v.bytes;
    return FAULT_NONE;
}

Fault app_store_put_asset(Work *w, Str name, Str bytes)
{
    return work_run(w, &q_put_asset, DB_ARGS(DB_T(name), DB_I(w->now), DB_B(bytes)));
}

Fault app_store_jobs_waiting(Work *w, int64_t *ret)
{
    Number v = { 0 };

    TRY(work_one(w, &q_waiting, DB_NO_ARGS, &number_row, &v));
    *ret = v.number;
    return FAULT_NONE;
}
