#include "db/db.h"
#include "rooms/event/event_store.h"
#include "work/work.h"

static const DbQuery q_set = {
    .name = "owner_set",
    .sql = "UPDATE event SET owner_id = $2, owner_mail = $3 WHERE id = $1",
};

static const DbQuery q_claim = {
    .name = "owner_claim",
    .sql = "UPDATE event SET owner_id = $1 WHERE owner_mail = $2 AND owner_mail <> ''"
           " AND owner_id = 0",
};

/* States: published, or what became of it but refused. */
static const DbQuery q_good = {
    .name = "owner_good",
    .sql = "SELECT count(DISTINCT coalesce(series_id, id)) AS v FROM event"
           " WHERE owner_id = $1 AND owner_id <> 0 AND state IN (2, 3, 4, 5, 6)"
           " AND demo = 0",
};

static const DbQuery q_form = {
    .name = "owner_form",
    .sql = "SELECT coalesce(e.form_token, (SELECT f.form_token FROM event f"
           " WHERE f.series_id = e.series_id AND f.edit_hash = e.edit_hash"
           " AND f.form_token IS NOT NULL ORDER BY f.series_at LIMIT 1), '') AS token"
           " FROM event e WHERE e.id = $1 AND e.edit_hash <> ''",
};

/* The token is its own; what it opens, theirs. */
static const DbQuery q_relink = {
    .name = "owner_relink",
    .sql = "UPDATE event SET edit_hash = $2, form_token = NULL WHERE id = $1 OR (series_id ="
           " (SELECT s.series_id FROM event s WHERE s.id = $1) AND edit_hash ="
           " (SELECT h.edit_hash FROM event h WHERE h.id = $1))",
};

static const DbQuery q_token = {
    .name = "owner_token",
    .sql = "UPDATE event SET form_token = $2 WHERE id = $1",
};

const DbQuery *const event_owner_store_all[] = {
    &q_set, &q_claim, &q_good, &q_form, &q_relink, &q_token, NULL,
};

static const DbCol count_cols[] = { DB_COL(EventId, v) };
static const DbRow count_row = DB_ROW(EventId, count_cols);

typedef struct FormOf {
    Str token;
} FormOf;

static const DbCol form_cols[] = { DB_COL(FormOf, token) };
static const DbRow form_row = DB_ROW(FormOf, form_cols);

Fault event_owner_store_set(Work *w, EventId id, AccountId owner, Str mail)
{
    return work_run(w, &q_set, DB_ARGS(DB_I(id.v), DB_I(owner.v), DB_T(mail)));
}

Fault event_owner_store_claim(Work *w, AccountId owner, Str mail)
{
    return work_run(w, &q_claim, DB_ARGS(DB_I(owner.v), DB_T(mail)));
}

Fault event_owner_store_relink(Work *w, const Event *e)
{
    TRY(work_run(w, &q_relink, DB_ARGS(DB_I(e->id.v), DB_T(e->edit_hash))));
    return work_run(w, &q_token, DB_ARGS(DB_I(e->id.v), DB_T(e->form_token)));
}

Fault event_owner_store_good(Work *w, AccountId owner, int64_t *ret)
{
    EventId count;

    TRY(work_one(w, &q_good, DB_ARGS(DB_I(owner.v)), &count_row, &count));
    *ret = count.v;
    return FAULT_NONE;
}

Fault event_owner_store_form(Work *w, EventId id, Str *ret)
{
    FormOf form = { 0 };
    Fault f = work_one(w, &q_form, DB_ARGS(DB_I(id.v)), &form_row, &form);

    *ret = form.token;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}
