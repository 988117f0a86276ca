#include "rooms/site/site_mine_store.h"

#include "db/db.h"
#include "work/work.h"

typedef enum By { BY_ACCOUNT, BY_MAIL } By;

/* $1 is the account, or the address.  A column is text, whatever the table says. */
typedef struct Section {
    MineTable table;
    By by;
    size_t columns;
    DbQuery query;
} Section;

static const Section sections[] = {
    { { "account", { "mail", "name", "lang", "made_at", "seen_at", "factor_at", "subject" } },
      BY_ACCOUNT,
      7,
      { .name = "mine_account",
        .sql = "SELECT mail AS c0, name AS c1, lang AS c2,"
               " CAST(made_at AS text) AS c3, CAST(seen_at AS text) AS c4,"
               " CAST(factor_at AS text) AS c5, subject AS c6"
               " FROM account WHERE id = $1" } },
    { { "sessions", { "agent", "made_at", "seen_at", "proven_at" } },
      BY_ACCOUNT,
      4,
      { .name = "mine_sessions",
        .sql = "SELECT agent AS c0, CAST(made_at AS text) AS c1,"
               " CAST(seen_at AS text) AS c2, CAST(proven_at AS text) AS c3"
               " FROM session WHERE account_id = $1 ORDER BY id LIMIT 1000" } },
    { { "sign_ins", { "made_at", "used_at", "next" } },
      BY_MAIL,
      3,
      { .name = "mine_sign_ins",
        .sql = "SELECT CAST(made_at AS text) AS c0, CAST(used_at AS text) AS c1,"
               " next AS c2"
               " FROM sign_in WHERE lower(mail) = $1 ORDER BY made_at LIMIT 1000" } },
    { { "roles", { "role", "scope", "code", "made_at", "until_at" } },
      BY_ACCOUNT,
      5,
      { .name = "mine_roles",
        .sql = "SELECT CAST(role AS text) AS c0, CAST(scope AS text) AS c1,"
               " CASE WHEN name <> '' THEN name ELSE code END AS c2,"
               " CAST(made_at AS text) AS c3, CAST(until_at AS text) AS c4"
               " FROM role WHERE account_id = $1 ORDER BY id LIMIT 1000" } },
    { { "cafes", { "cafe_id", "title", "starts_at", "mail" } },
      BY_ACCOUNT,
      4,
      { .name = "mine_cafes",
        .sql = "SELECT CAST(id AS text) AS c0, title AS c1,"
               " CAST(starts_at AS text) AS c2, owner_mail AS c3"
               " FROM event WHERE owner_id = $1 AND owner_id <> 0 ORDER BY starts_at"
               " LIMIT 1000" } },
    { { "declared", { "cafe_id", "title", "starts_at", "mail" } },
      BY_MAIL,
      4,
      { .name = "mine_declared",
        .sql = "SELECT CAST(id AS text) AS c0, title AS c1,"
               " CAST(starts_at AS text) AS c2, owner_mail AS c3"
               " FROM event WHERE lower(owner_mail) = $1 AND owner_mail <> ''"
               " AND owner_id = 0 ORDER BY starts_at LIMIT 1000" } },
    { { "signups",
        { "signup_id", "cafe_id", "name", "mail", "seats", "needs", "expects", "made_at" } },
      BY_MAIL,
      8,
      { .name = "mine_signups",
        .sql = "SELECT CAST(id AS text) AS c0, CAST(event_id AS text) AS c1,"
               " name AS c2, mail AS c3, CAST(seats AS text) AS c4, needs AS c5,"
               " expects AS c6, CAST(made_at AS text) AS c7"
               " FROM signup WHERE lower(mail) = $1 ORDER BY id LIMIT 1000" } },
    { { "guests", { "signup_id", "number", "name", "came" } },
      BY_MAIL,
      4,
      { .name = "mine_guests",
        .sql = "SELECT CAST(g.signup_id AS text) AS c0,"
               " CAST(g.number AS text) AS c1, g.name AS c2,"
               " CAST(g.came AS text) AS c3"
               " FROM guest g JOIN signup s ON s.id = g.signup_id"
               " WHERE lower(s.mail) = $1 ORDER BY g.signup_id, g.number LIMIT 1000" } },
    { { "watches", { "commune", "radius_km", "mail", "made_at", "confirmed_at", "told_at" } },
      BY_MAIL,
      6,
      { .name = "mine_watches",
        .sql = "SELECT commune AS c0, CAST(radius_km AS text) AS c1, mail AS c2,"
               " CAST(made_at AS text) AS c3, CAST(confirmed_at AS text) AS c4,"
               " CAST(told_at AS text) AS c5"
               " FROM watch WHERE lower(mail) = $1 ORDER BY id LIMIT 1000" } },
    { { "messages", { "cafe_id", "sent_at", "title", "body", "people", "reply_to" } },
      BY_ACCOUNT,
      6,
      { .name = "mine_messages",
        .sql = "SELECT CAST(event_id AS text) AS c0, CAST(at AS text) AS c1,"
               " title AS c2, body AS c3, CAST(people AS text) AS c4,"
               " reply_to AS c5"
               " FROM message WHERE account_id = $1 ORDER BY id LIMIT 1000" } },
    { { "questions", { "cafe_id", "sent_at", "body", "answer" } },
      BY_ACCOUNT,
      4,
      { .name = "mine_questions",
        .sql = "SELECT CAST(event_id AS text) AS c0, CAST(at AS text) AS c1,"
               " body AS c2, answer AS c3"
               " FROM review_question WHERE account_id = $1 ORDER BY id LIMIT 1000" } },
    { { "reports", { "cafe_id", "made_at", "mail", "body", "decision", "decided_at" } },
      BY_MAIL,
      6,
      { .name = "mine_reports",
        .sql = "SELECT CAST(event_id AS text) AS c0, CAST(at AS text) AS c1,"
               " mail AS c2, body AS c3, decision AS c4,"
               " CAST(decided_at AS text) AS c5"
               " FROM report WHERE lower(mail) = $1 ORDER BY id LIMIT 1000" } },
    { { "letters", { "mail", "name", "title", "made_at", "sent_at" } },
      BY_MAIL,
      5,
      { .name = "mine_letters",
        .sql = "SELECT address AS c0, name AS c1, title AS c2,"
               " CAST(made_at AS text) AS c3, CAST(sent_at AS text) AS c4"
               " FROM letter WHERE lower(address) = $1 ORDER BY id LIMIT 1000" } },
    { { "deeds", { "made_at", "act" } },
      BY_ACCOUNT,
      2,
      { .name = "mine_deeds",
        .sql = "SELECT CAST(at AS text) AS c0, act AS c1"
               " FROM deed WHERE account_id = $1 ORDER BY id LIMIT 1000" } },
};

/* In this order: what hangs on an account goes before it. */
static const DbQuery of_account[] = {
    { .name = "mine_drop_sessions", .sql = "DELETE FROM session WHERE account_id = $1" },
    { .name = "mine_drop_codes", .sql = "DELETE FROM recovery_code WHERE account_id = $1" },
    { .name = "mine_drop_roles", .sql = "DELETE FROM role WHERE account_id = $1" },
    { .name = "mine_drop_given", .sql = "UPDATE role SET given_by = 0 WHERE given_by = $1" },
    { .name = "mine_drop_deeds",
      .sql = "DELETE FROM deed WHERE account_id = $1 OR subject = $1" },
    { .name = "mine_drop_messages", .sql = "DELETE FROM message WHERE account_id = $1" },
    { .name = "mine_drop_questions",
      .sql = "UPDATE review_question SET account_id = 0 WHERE account_id = $1" },
    { .name = "mine_drop_changes",
      .sql = "UPDATE event_change SET account_id = 0 WHERE account_id = $1" },
    { .name = "mine_drop_decisions",
      .sql = "UPDATE report SET decided_by = 0 WHERE decided_by = $1" },
    { .name = "mine_drop_counts",
      .sql = "UPDATE attendance SET owner_id = 0 WHERE owner_id = $1" },
    { .name = "mine_drop_cafes",
      .sql = "UPDATE event SET owner_id = 0, owner_mail = '', contact = CASE WHEN contact ="
             " owner_mail THEN '' ELSE contact END WHERE owner_id = $1 AND owner_id <> 0" },
    { .name = "mine_drop_account", .sql = "DELETE FROM account WHERE id = $1" },
};

static const DbQuery of_holder[] = {
    { .name = "mine_drop_sign_ins", .sql = "DELETE FROM sign_in WHERE lower(mail) = $1" },
    { .name = "mine_drop_declared",
      .sql = "UPDATE event SET owner_mail = '' WHERE lower(owner_mail) = $1" },
};

static const DbQuery of_mail[] = {
    { .name = "mine_drop_guests",
      .sql = "DELETE FROM guest WHERE signup_id IN"
             " (SELECT id FROM signup WHERE lower(mail) = $1)" },
    { .name = "mine_drop_signups", .sql = "DELETE FROM signup WHERE lower(mail) = $1" },
    { .name = "mine_drop_watches", .sql = "DELETE FROM watch WHERE lower(mail) = $1" },
    { .name = "mine_drop_reporter",
      .sql = "UPDATE report SET mail = '' WHERE lower(mail) = $1" },
    { .name = "mine_drop_letters", .sql = "DELETE FROM letter WHERE lower(address) = $1" },
};

static const DbQuery q_remember = {
    .name = "mine_remember",
    .sql = "INSERT INTO erasure (hash, at) VALUES ($1, $2)"
           " ON CONFLICT (hash) DO UPDATE SET at = excluded.at",
};

static const DbQuery q_seats = {
    .name = "mine_seats",
    .sql = "SELECT s.id FROM signup s JOIN event e ON e.id = s.event_id"
           " WHERE lower(s.mail) = $1 AND s.state BETWEEN 1 AND 3 AND e.until_at > $2"
           " ORDER BY s.id LIMIT 200",
};

static const DbQuery q_mails = {
    .name = "mine_mails",
    .sql = "SELECT m.mail, min(m.made_at) AS made_at FROM (SELECT mail, made_at FROM account"
           " UNION ALL SELECT lower(mail), made_at FROM signup"
           " UNION ALL SELECT lower(mail), made_at FROM watch"
           " UNION ALL SELECT lower(owner_mail), made_at FROM event) m"
           " WHERE m.mail > $1 GROUP BY m.mail ORDER BY m.mail LIMIT 500",
};

static const DbQuery q_erasures = {
    .name = "mine_erasures",
    .sql = "SELECT hash, at FROM erasure WHERE hash > $1 ORDER BY hash LIMIT 500",
};

const DbQuery *const site_mine_store_all[] = {
    &sections[0].query,
    &sections[1].query,
    &sections[2].query,
    &sections[3].query,
    &sections[4].query,
    &sections[5].query,
    &sections[6].query,
    &sections[7].query,
    &sections[8].query,
    &sections[9].query,
    &sections[10].query,
    &sections[11].query,
    &sections[12].query,
    &sections[13].query,
    &of_account[0],
    &of_account[1],
    &of_account[2],
    &of_account[3],
    &of_account[4],
    &of_account[5],
    &of_account[6],
    &of_account[7],
    &of_account[8],
    &of_account[9],
    &of_account[10],
    &of_account[11],
    &of_holder[0],
    &of_holder[1],
    &of_mail[0],
    &of_mail[1],
    &of_mail[2],
    &of_mail[3],
    &of_mail[4],
    &q_remember,
    &q_seats,
    &q_mails,
    &q_erasures,
    NULL,
};

#define CELL(i)                                                    \
    {                                                              \
        "c" #i, DB_TEXT, offsetof(MineRow, at) + (i) * sizeof(Str) \
    }
static const DbCol row_cols[] = { CELL(0), CELL(1), CELL(2), CELL(3),
                                  CELL(4), CELL(5), CELL(6), CELL(7) };
#define FIRST(n)                       \
    {                                  \
        row_cols, (n), sizeof(MineRow) \
    }
static const DbRow mine_rows[] = { FIRST(0), FIRST(1), FIRST(2), FIRST(3), FIRST(4),
                                   FIRST(5), FIRST(6), FIRST(7), FIRST(8) };

static const DbCol mail_cols[] = { DB_COL(MineMail, mail), DB_COL(MineMail, made_at) };
static const DbRow mail_row = DB_ROW(MineMail, mail_cols);

typedef struct Seat {
    SignupId id;
} Seat;
static const DbCol seat_cols[] = { DB_COL(Seat, id) };
static const DbRow seat_row = DB_ROW(Seat, seat_cols);

static const DbCol erasure_cols[] = { DB_COL(Erasure, hash), DB_COL(Erasure, at) };
static const DbRow erasure_row = DB_ROW(Erasure, erasure_cols);

size_t site_mine_store_len(void)
{
    return COUNT(sections);
}

MineTable site_mine_store_table(size_t i)
{
    return sections[i].table;
}

Fault site_mine_store_rows(Work *w, size_t i, AccountId id, Str mail, MineRow **ret,
                           size_t *ret_len)
{
    DbArg who = sections[i].by == BY_ACCOUNT ? DB_I(id.v) : DB_T(mail);

    return work_list(w, &sections[i].query, &who, 1, &mine_rows[sections[i].columns],
                     MINE_ROWS_MAX, ret, ret_len);
}

static Fault run_each(Work *w, const DbQuery *queries, size_t n, DbArg who)
{
    for (size_t i = 0; i < n; i++) {
        TRY(work_run(w, &queries[i], &who, 1));
    }
    return FAULT_NONE;
}

Fault site_mine_store_erase_account(Work *w, AccountId id, Str mail)
{
    TRY(run_each(w, of_account, COUNT(of_account), DB_I(id.v)));
    return run_each(w, of_holder, COUNT(of_holder), DB_T(mail));
}

Fault site_mine_store_erase_mail(Work *w, Str mail)
{
    return run_each(w, of_mail, COUNT(of_mail), DB_T(mail));
}

Fault site_mine_store_remember(Work *w, Str hash)
{
    return work_run(w, &q_remember, DB_ARGS(DB_T(hash), DB_I(w->now)));
}

Fault site_mine_store_seats(Work *w, Str mail, size_t max, SignupId **ret, size_t *ret_len)
{
    Seat *list = NULL;

    TRY(work_list(w, &q_seats, DB_ARGS(DB_T(mail), DB_I(w->now)), &seat_row, max, (void *)&list,
                  ret_len));
    *ret = NEW_ARRAY(w->mem, SignupId, *ret_len + 1);
    for (size_t i = 0; i < *ret_len; i++) {
        (*ret)[i] = list[i].id;
    }
    return FAULT_NONE;
}

Fault site_mine_store_mails(Work *w, Str after, size_t max, MineMail **ret, size_t *ret_len)
{
    return work_list(w, &q_mails, DB_ARGS(DB_T(after)), &mail_row, max, ret, ret_len);
}

Fault site_mine_store_erasures(Work *w, Str after, size_t max, Erasure **ret, size_t *ret_len)
{
    return work_list(w, &q_erasures, DB_ARGS(DB_T(after)), &erasure_row, max, ret, ret_len);
}
