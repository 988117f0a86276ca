#include "rooms/site/site_purge_store.h"

#include "db/db.h"
#include "work/work.h"

enum { DAY_SECONDS = 86400, FADED_MAX = 100 };

static const DbQuery counts[] = {
#define PURGE(rule, part, days, change, table, where) \
    { .name = "purge_count_" #rule "_" #part,         \
      .sql = "SELECT count(*) AS n FROM " table " WHERE " where },
#include "rooms/site/purge.def"
#undef PURGE
};

static const DbQuery erasures[] = {
#define PURGE(rule, part, days, change, table, where) \
    { .name = "purge_" #rule "_" #part, .sql = change " WHERE " where },
#include "rooms/site/purge.def"
#undef PURGE
};

static const PurgeLine lines[] = {
#define PURGE(rule_, part_, days_, change, table, where) \
    { .rule = #rule_, .part = #part_, .days = (days_) },
#include "rooms/site/purge.def"
#undef PURGE
};

static const DbQuery q_faded = {
    .name = "purge_faded",
    .sql = "SELECT id, mail, name, lang FROM account a WHERE seen_at <= $1"
           " AND NOT EXISTS (SELECT 1 FROM deed d WHERE d.subject = a.id"
           "  AND d.act = 'account.fading' AND d.at > a.seen_at)"
           " ORDER BY id LIMIT 100",
};

static const DbQuery q_fading = {
    .name = "purge_fading",
    .sql = "SELECT id, mail, name, lang FROM account a WHERE seen_at <= $4"
           " AND EXISTS (SELECT 1 FROM deed d WHERE d.subject = a.id"
           "  AND d.act = $1 AND d.at > a.seen_at AND d.at <= $2)"
           " AND NOT EXISTS (SELECT 1 FROM deed d WHERE d.subject = a.id"
           "  AND d.act = $3 AND d.at > a.seen_at)"
           " ORDER BY id LIMIT 100",
};

enum {
#define PURGE(rule, part, ...) LINE_##rule##_##part,
#include "rooms/site/purge.def"
#undef PURGE
};

const DbQuery *const site_purge_store_all[] = {
#define PURGE(rule, part, ...) &counts[LINE_##rule##_##part], &erasures[LINE_##rule##_##part],
#include "rooms/site/purge.def"
#undef PURGE
    &q_faded,
    &q_fading,
    NULL,
};

typedef struct Count {
    int64_t n;
} Count;
static const DbCol count_cols[] = { DB_COL(Count, n) };
static const DbRow count_row = DB_ROW(Count, count_cols);

static const DbCol faded_cols[] = { DB_COL(Faded, id), DB_COL(Faded, mail), DB_COL(Faded, name),
                                    DB_COL(Faded, lang) };
static const DbRow faded_row = DB_ROW(Faded, faded_cols);

size_t site_purge_store_len(void)
{
    return COUNT(lines);
}

PurgeLine site_purge_store_line(size_t i)
{
    return lines[i];
}

static int64_t before(const Work *w, size_t i)
{
    return w->now - lines[i].days * DAY_SECONDS;
}

Fault site_purge_store_count(Work *w, size_t i, int64_t *ret)
{
    Count count = { 0 };

    TRY(work_one(w, &counts[i], DB_ARGS(DB_I(before(w, i))), &count_row, &count));
    *ret = count.n;
    return FAULT_NONE;
}

Fault site_purge_store_erase(Work *w, size_t i, int64_t *ret)
{
    return work_change(w, &erasures[i], DB_ARGS(DB_I(before(w, i))), ret);
}

Fault site_purge_store_faded(Work *w, int64_t seen, Faded **ret, size_t *ret_len)
{
    return work_list(w, &q_faded, DB_ARGS(DB_I(seen)), &faded_row, FADED_MAX, ret, ret_len);
}

Fault site_purge_store_fading(Work *w, Str told, int64_t at, Str next, int64_t seen,
                              Faded **ret, size_t *ret_len)
{
    return work_list(w, &q_fading, DB_ARGS(DB_T(told), DB_I(at), DB_T(next), DB_I(seen)),
                     &faded_row, FADED_MAX, ret, ret_len);
}
