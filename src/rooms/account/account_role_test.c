/* account_role_test.c - roles given, taken, ended; what is written down of it */
#include "rooms/account/account_role.h"

#include "rooms/account/account_role_store.h"
#include "rooms/account/account_rule.h"
#include "rooms/account/account_store.h"
#include "tests/house.h"
#include "web/web.h"

static RoleOutcome give(House *h, const char *mail, Role role, const char *scope, int64_t until)
{
    Work w = house_work(h, "operator");
    RoleGift gift = { .mail = str_from(mail), .role = role, .until_at = until };
    RoleOutcome outcome;

    assert_true(account_scope_read(&h->mem, str_from(scope), &gift));
    assert_fine(account_role_give(&w, &gift, &outcome));
    work_done(&w);
    return outcome;
}

static RoleOutcome take(House *h, const char *mail, Role role, const char *scope)
{
    Work w = house_work(h, "operator");
    RoleGift gift = { .mail = str_from(mail), .role = role };
    RoleOutcome outcome;

    assert_true(account_scope_read(&h->mem, str_from(scope), &gift));
    assert_fine(account_role_take(&w, &gift, &outcome));
    work_done(&w);
    return outcome;
}

static size_t grants_of(House *h, const char *mail)
{
    Work w = house_work(h, "test");
    AccountId id;
    Grant *grants = NULL;
    size_t n = 0;

    assert_fine(account_of_mail(&w, str_from(mail), &id));
    assert_fine(account_store_grants(&w, id, &grants, &n));
    work_done(&w);
    return n;
}

static void a_role_is_given_once_and_taken_once(void **state)
{
    House *h = *state;

    assert_int_equal(give(h, "amina@example.org", ROLE_MODERATOR, "everywhere", 0), ROLE_GIVEN);
    assert_int_equal(give(h, "Amina@Example.org", ROLE_MODERATOR, "everywhere", 0), ROLE_GIVEN);
    assert_int_equal(grants_of(h, "amina@example.org"), 1);
    assert_int_equal(give(h, "amina@example.org", ROLE_COORDINATOR, "department:41", 0),
                     ROLE_GIVEN);
    assert_int_equal(grants_of(h, "amina@example.org"), 2);
    assert_int_equal(take(h, "amina@example.org", ROLE_MODERATOR, "region:24"), ROLE_WITHOUT);
    assert_int_equal(take(h, "amina@example.org", ROLE_MODERATOR, "everywhere"), ROLE_TAKEN);
    assert_int_equal(take(h, "amina@example.org", ROLE_MODERATOR, "everywhere"), ROLE_WITHOUT);
    assert_int_equal(take(h, "paul@example.org", ROLE_MODERATOR, "everywhere"), ROLE_WITHOUT);
    assert_int_equal(grants_of(h, "amina@example.org"), 1);
}

static void what_is_not_a_role_somewhere_is_not_given(void **state)
{
    static const struct {
        const char *mail;
        Role role;
        const char *scope;
        RoleOutcome want;
    } cases[] = {
        { "a@example.org", ROLE_ADMINISTRATOR, "department:41", ROLE_MISFIT },
        { "a@example.org", ROLE_FACILITATOR, "everywhere", ROLE_MISFIT },
        { "a@example.org", ROLE_COORDINATOR, "department:99", ROLE_MISFIT },
        { "a@example.org", ROLE_COORDINATOR, "region:41", ROLE_MISFIT },
        { "a@example.org", ROLES, "everywhere", ROLE_MISFIT },
        { "a.example.org", ROLE_MODERATOR, "everywhere", ROLE_BAD_MAIL },
        { "", ROLE_MODERATOR, "everywhere", ROLE_BAD_MAIL },
        { "a@example.org\n", ROLE_NETWORK_HEAD, "organization:R\xc3\xa9seau", ROLE_GIVEN },
        { "a@example.org", ROLE_COORDINATOR, "department:2A", ROLE_GIVEN },
        { "a@example.org", ROLE_COORDINATOR, "region:24", ROLE_GIVEN },
        { "a@example.org", ROLE_FACILITATOR, "event:0000000000001", ROLE_GIVEN },
    };
    House *h = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        RoleOutcome got = give(h, cases[i].mail, cases[i].role, cases[i].scope, 0);
        if (got != cases[i].want) {
            fail_msg("case %zu: %d", i, got);
        }
    }
    assert_int_equal(give(h, "a@example.org", ROLE_MODERATOR, "everywhere", HOUSE_NOON - 1),
                     ROLE_OVER);
    assert_int_equal(grants_of(h, "a@example.org"), 4);
}

static void scopes_are_read_as_they_are_written(void **state)
{
    static const struct {
        const char *typed;
        const char *want; /* NULL: none */
    } cases[] = {
        { "everywhere", "everywhere" },
        { "department:41", "department:41" },
        { "department: 2A ", "department:2A" },
        { "region:24", "region:24" },
        { "organization:R\xc3\xa9seau Canop\xc3\xa9", "organization:reseau canope" },
        { "event:0000000000001", "event:0000000000001" },
        { "everywhere:41", NULL },
        { "department", NULL },
        { "department:", NULL },
        { "department:41;", NULL },
        { "department:12345", NULL },
        { "organization:--", NULL },
        { "event:1", NULL },
        { "nowhere", NULL },
        { "", NULL },
    };
    Arena mem = { 0 };
    RoleGift gift;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        bool read = account_scope_read(&mem, str_from(cases[i].typed), &gift);
        if (read != (cases[i].want != NULL)) {
            fail_msg("%s", cases[i].typed);
        }
        if (read) {
            assert_str(cases[i].want, account_scope_text(&mem, (int64_t)gift.scope, gift.code));
        }
    }
    arena_done(&mem);
}

static void a_role_that_has_ended_is_as_if_it_were_not(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    Holder *list;
    size_t n;

    give(h, "amina@example.org", ROLE_MODERATOR, "everywhere", HOUSE_NOON + 86400);
    assert_int_equal(grants_of(h, "amina@example.org"), 1);
    assert_fine(account_role_list(&w, 0, &list, &n));
    assert_int_equal(n, 1);
    work_done(&w);
    house_at(h, "2024-06-22T11:59:50+02:00");
    assert_int_equal(grants_of(h, "amina@example.org"), 1);
    house_at(h, "2024-06-22T12:00:00+02:00");
    assert_int_equal(grants_of(h, "amina@example.org"), 0);
    w = house_work(h, "test");
    assert_fine(account_role_list(&w, 0, &list, &n));
    assert_int_equal(n, 0);
    work_done(&w);
}

static Fault tell_who(Work *w, const Request *rq, Reply *rp)
{
    (void)rq;
    buf_addf(&rp->body, "%d", (int)w->standing);
    return FAULT_NONE;
}

static const Route asking[] = { { GET, "/", VISITOR, 0, tell_who } };
static const Routes only_asking = { asking, COUNT(asking) };

static void a_session_does_not_survive_what_raises_it(void **state)
{
    House *h = *state;
    Str amina = house_sign_in(h, "amina@example.org", true);
    Str paul = house_sign_in(h, "paul@example.org", true);
    Str other = house_sign_in(h, "other@example.org", true);

    h->routes = &only_asking;
    give(h, "amina@example.org", ROLE_COORDINATOR, "department:41", 0);
    give(h, "paul@example.org", ROLE_FACILITATOR, "event:0000000000001", 0);
    assert_str("0", house_as(h, amina, "/", NULL).body);
    assert_str("1", house_as(h, paul, "/", NULL).body);
    assert_str("2", house_as(h, other, "/", NULL).body);
}

static void a_team_has_its_limit(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    Holder *team;
    size_t n;

    for (int i = 0; i < ROLE_TEAM_MAX; i++) {
        assert_int_equal(give(h, house_text(h, "a%d@example.org", i), ROLE_FACILITATOR,
                              "event:0000000000001", 0),
                         ROLE_GIVEN);
    }
    assert_int_equal(give(h, "late@example.org", ROLE_FACILITATOR, "event:0000000000001", 0),
                     ROLE_CROWDED);
    assert_int_equal(give(h, "a3@example.org", ROLE_FACILITATOR, "event:0000000000001", 0),
                     ROLE_GIVEN);
    assert_fine(account_role_team(&w, STR("0000000000001"), &team, &n));
    assert_int_equal(n, ROLE_TEAM_MAX);
    work_done(&w);
}

static void who_is_named_is_written_to_in_french(void **state)
{
    House *h = *state;
    Work w = house_work(h, "operator");
    RoleGift gift = { .mail = STR("amina@example.org"), .role = ROLE_MODERATOR };
    RoleOutcome outcome;
    Account a;

    w.lang = LANG_EN; /* the command line */
    assert_fine(account_role_give(&w, &gift, &outcome));
    assert_int_equal(w.lang, LANG_EN);
    assert_fine(account_store_by_mail(&w, STR("amina@example.org"), &a));
    assert_str("fr", a.lang);
    work_done(&w);
}

/* The last given is not the one that falls off, nor is what is more than a café. */
static void whoever_leads_many_cafes_keeps_every_right(void **state)
{
    enum { CAFES = 160 };
    House *h = *state;
    Work w = house_work(h, "test");
    Grant *grants = NULL;
    size_t n = 0;
    AccountId id;

    for (int i = 1; i <= CAFES; i++) {
        Str event = work_id_text(&h->mem, i);
        give(h, "amina@example.org", ROLE_FACILITATOR,
             house_text(h, "event:%.*s", STR_ARG(event)), 0);
    }
    give(h, "amina@example.org", ROLE_COORDINATOR, "department:41", 0);
    assert_fine(account_of_mail(&w, STR("amina@example.org"), &id));
    assert_fine(account_store_grants(&w, id, &grants, &n));
    assert_int_equal(n, CAFES + 1);
    assert_int_equal(grants[0].role, ROLE_COORDINATOR);
    for (size_t i = 1; i < n; i++) {
        assert_str(house_text(h, "%.*s", STR_ARG(work_id_text(&h->mem, CAFES + 1 - (int)i))),
                   grants[i].code);
    }
    work_done(&w);
}

typedef struct Deeds {
    Str act;
    int64_t subject;
} Deeds;

static void what_was_done_is_written_down(void **state)
{
    static const DbQuery q = { .name = "test.deeds",
                               .sql = "SELECT act, subject FROM deed ORDER BY id LIMIT 10" };
    static const DbCol cols[] = { DB_COL(Deeds, act), DB_COL(Deeds, subject) };
    static const DbRow row = DB_ROW(Deeds, cols);
    House *h = *state;
    Deeds *deeds;
    size_t n;
    AccountId id;

    give(h, "amina@example.org", ROLE_MODERATOR, "everywhere", 0);
    take(h, "amina@example.org", ROLE_MODERATOR, "everywhere");
    Work w = house_work(h, "test");
    assert_fine(account_of_mail(&w, STR("amina@example.org"), &id));
    assert_fine(work_list(&w, &q, DB_NO_ARGS, &row, 10, &deeds, &n));
    assert_int_equal(n, 2);
    assert_str("role.give", deeds[0].act);
    assert_str("role.take", deeds[1].act);
    assert_int_equal(deeds[0].subject, id.v);
    work_done(&w);
}

static void every_statement_is_understood(void **state)
{
    house_prepares(*state, account_role_store_all);
    house_prepares(*state, account_store_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(a_role_is_given_once_and_taken_once),
        HOUSE_TEST(what_is_not_a_role_somewhere_is_not_given),
        HOUSE_TEST(scopes_are_read_as_they_are_written),
        HOUSE_TEST(a_role_that_has_ended_is_as_if_it_were_not),
        HOUSE_TEST(a_session_does_not_survive_what_raises_it),
        HOUSE_TEST(a_team_has_its_limit),
        HOUSE_TEST(who_is_named_is_written_to_in_french),
        HOUSE_TEST(whoever_leads_many_cafes_keeps_every_right),
        HOUSE_TEST(what_was_done_is_written_down),
        HOUSE_TEST(every_statement_is_understood),
    };

    return cmocka_run_group_tests_name("account_role", tests, NULL, NULL);
}
