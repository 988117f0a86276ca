#include "app/check_store.h"

/* Public: published (2), cancelled, postponed, moved online, held (6); not internal (1). */
static const DbQuery q_counts = {
    .name = "check_counts",
    .sql = "SELECT"
           " (SELECT count(*) FROM event) AS events,"
           " (SELECT count(*) FROM job WHERE done_at = 0 AND tries >= 10) AS jobs_given_up,"
           " (SELECT count(*) FROM shelf s WHERE NOT EXISTS (SELECT 1 FROM event e"
           "   WHERE e.id = s.event_id AND e.state BETWEEN 2 AND 6 AND e.audience <> 1))"
           "   AS bare_shelves,"
           " (SELECT count(*) FROM event e WHERE e.state BETWEEN 2 AND 6 AND e.audience <> 1"
           "   AND NOT EXISTS (SELECT 1 FROM shelf s WHERE s.shelf = 0 AND s.event_id = e.id))"
           "   AS unshelved,"
           " (SELECT count(*) FROM shelf s WHERE s.shelf = 0 AND NOT EXISTS"
           "   (SELECT 1 FROM shelf_words v WHERE v.rowid = s.at * 16777216 + s.slot))"
           "   AS wordless",
    .pg = "SELECT"
          " (SELECT count(*) FROM event) AS events,"
          " (SELECT count(*) FROM job WHERE done_at = 0 AND tries >= 10) AS jobs_given_up,"
          " (SELECT count(*) FROM shelf s WHERE NOT EXISTS (SELECT 1 FROM event e"
          "   WHERE e.id = s.event_id AND e.state BETWEEN 2 AND 6 AND e.audience <> 1))"
          "   AS bare_shelves,"
          " (SELECT count(*) FROM event e WHERE e.state BETWEEN 2 AND 6 AND e.audience <> 1"
          "   AND NOT EXISTS (SELECT 1 FROM shelf s WHERE s.shelf = 0 AND s.event_id = e.id))"
          "   AS unshelved,"
          " (SELECT count(*) FROM shelf s WHERE s.shelf = 0 AND NOT EXISTS"
          "   (SELECT 1 FROM shelf_words v WHERE v.at_slot = s.at * 16777216 + s.slot))"
          "   AS wordless",
};

static const DbQuery q_communes = {
    .name = "check_communes",
    .sql = "SELECT DISTINCT commune AS code FROM event WHERE commune <> '' LIMIT 50000",
};

const DbQuery *const check_store_all[] = { &q_counts, &q_communes, NULL };

static const DbCol counts_cols[] = {
    DB_COL(CheckCounts, events),       DB_COL(CheckCounts, jobs_given_up),
    DB_COL(CheckCounts, bare_shelves), DB_COL(CheckCounts, unshelved),
    DB_COL(CheckCounts, wordless),
};
static const DbRow counts_row = DB_ROW(CheckCounts, counts_cols);

typedef struct Code {
    Str code;
} Code;
static const DbCol code_cols[] = { DB_COL(Code, code) };
static const DbRow code_row = DB_ROW(Code, code_cols);

Fault check_store_counts(Work *w, CheckCounts *ret)
{
    return work_one(w, &q_counts, DB_NO_ARGS, &counts_row, ret);
}

Fault check_store_communes(Work *w, Str **ret, size_t *ret_len)
{
    Code *list = NULL;

    TRY(work_list(w, &q_communes, DB_NO_ARGS, &code_row, 50000, (void *)&list, ret_len));
    *ret = NEW_ARRAY(w->mem, Str, *ret_len + 1);
    for (size_t i = 0; i < *ret_len; i++) {
        (*ret)[i] = list[i].code;
    }
    return FAULT_NONE;
}
