#include "tests/scenes.h"

#include "rooms/account/account_role.h"

enum { HOUR = 3600, DAY = 86400, LETTERS_MAX = 1000 };

static EventId add(House *h, Event e)
{
    Work w = house_work(h, "test");
    SCOPED(work_undo) WorkTx tx = { 0 };

    e.theme = e.theme ? e.theme : 1;
    e.title = e.title.len > 0 ? e.title : STR("Café des voisins");
    e.starts_at = e.starts_at ? e.starts_at : w.now + 10 * DAY;
    e.ends_at = e.ends_at ? e.ends_at : e.starts_at + 2 * HOUR;
    e.hour_known = true;
    e.signup = EVENT_SIGNUP_HERE;
    e.remind = e.remind.len > 0 ? e.remind : STR("7,1");
    assert_true(event_place(h->geo, e.commune.len > 0 ? e.commune : STR("41018"), &e));
    assert_fine(work_begin(&w, &tx));
    assert_fine(event_add(&w, &e, (Parties){ 0 }));
    assert_fine(work_commit(&tx));
    work_done(&w);
    return e.id;
}

EventId scene_cafe(House *h, Event like)
{
    like.state = like.state == EVENT_DRAFT ? EVENT_PUBLISHED : like.state;
    return add(h, like);
}

EventId scene_draft(House *h, Event like)
{
    like.state = EVENT_DRAFT;
    return add(h, like);
}

Event scene_event(House *h, EventId id)
{
    Work w = house_work(h, "test");
    Event e;

    assert_fine(event_load(&w, id, &e));
    work_done(&w);
    return e;
}

AccountId scene_account(House *h, const char *mail)
{
    Work w = house_work(h, "test");
    AccountId id;

    assert_fine(account_of_mail(&w, str_from(mail), &id));
    work_done(&w);
    return id;
}

void scene_gives(House *h, const char *mail, Role role, const char *scope, int64_t until)
{
    Work w = house_work(h, "operator");
    RoleGift gift = { .mail = str_from(mail), .role = role, .until_at = until };
    RoleOutcome outcome;

    assert_true(account_scope_read(&h->mem, str_from(scope), &gift));
    assert_fine(account_role_give(&w, &gift, &outcome));
    assert_int_equal(outcome, ROLE_GIVEN);
    work_done(&w);
}

Str scene_staff(House *h, const char *mail, Role role, const char *scope)
{
    scene_gives(h, mail, role, scope, 0);
    return house_sign_in(h, mail, true);
}

size_t scene_letters(House *h, PostReason reason, const char *mail, Letter *ret)
{
    Work w = house_work(h, "test");
    Letter *list;
    size_t len, n = 0;

    assert_fine(post_list(&w, POST_WAITING, (LetterId){ 0 }, LETTERS_MAX, &list, &len));
    assert_true(len < LETTERS_MAX);
    for (size_t i = 0; i < len; i++) {
        bool theirs = !mail || str_eq(list[i].address, str_from(mail));
        if (theirs && list[i].reason == (int64_t)reason && n++ == 0 && ret) {
            assert_fine(post_load(&w, list[i].id, ret));
        }
    }
    work_done(&w);
    return n;
}

void scene_job(House *h, JobHandler *job, int64_t subject)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Work w = house_work(h, "job");

    assert_fine(work_begin(&w, &tx));
    assert_fine(job(&w, subject));
    assert_fine(work_commit(&tx));
    work_done(&w);
}

void scene_script(House *h, const char *sql)
{
    SCOPED(db_give) Db *db = NULL;

    assert_fine(db_writer(h->site.house, &db));
    assert_fine(db_script(db, sql));
}

typedef struct Count {
    int64_t n;
} Count;

int64_t scene_count(House *h, const char *sql)
{
    static const DbCol cols[] = { DB_COL(Count, n) };
    static const DbRow row = DB_ROW(Count, cols);
    DbQuery *q = NEW(&h->mem, DbQuery); /* known by its address: it stays */
    Work w = house_work(h, "test");
    Count c;

    *q = (DbQuery){ .name = sql, .sql = sql };
    assert_fine(work_one(&w, q, DB_NO_ARGS, &row, &c));
    work_done(&w);
    return c.n;
}
