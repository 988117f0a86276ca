/* account_test.c - who knocks: accounts, sessions, and how long they last */
#include "rooms/account/account_factor_store.h"
#include "rooms/account/account_oidc_store.h"
#include "rooms/account/account_session.h"
#include "rooms/account/account_sign_in_store.h"
#include "rooms/account/account_store.h"
#include "tests/house.h"
#include "web/web.h"

static Fault tell_who(Work *w, const Request *rq, Reply *rp)
{
    Str mail = w->person ? w->person->mail : (Str){ 0 };

    (void)rq;
    buf_addf(&rp->body, "%.*s %d", STR_ARG(mail), (int)w->standing);
    return FAULT_NONE;
}

static const Route asking[] = { { GET, "/", VISITOR, 0, tell_who } };
static const Routes only_asking = { asking, COUNT(asking) };

static void whoever_has_signed_in_is_known_by_the_cookie(void **state)
{
    House *h = *state;
    Str amina = house_sign_in(h, "Amina@Example.org", false);
    Str paul = house_sign_in(h, "paul@example.org", true);
    const struct {
        Str cookie;
        const char *want;
    } cases[] = {
        { amina, "amina@example.org 1" },
        { paul, "paul@example.org 2" },
        { STR("s=x"), " 0" },
        { str_slice(amina, 0, amina.len - 1), " 0" },
    };

    h->routes = &only_asking;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Answer a = house_as(h, cases[i].cookie, "/", NULL);
        assert_str(cases[i].want, a.body);
    }
}

static void an_address_has_one_account_however_it_is_typed(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    AccountId one, two, none;
    Str mail, name;

    (void)house_sign_in(h, "Amina@Example.org", false);
    (void)house_sign_in(h, "amina@example.ORG", false);
    assert_fine(account_of_mail(&w, STR("AMINA@example.org"), &one));
    assert_fine(account_of_mail(&w, STR("amina@example.org"), &two));
    assert_fine(account_of_mail(&w, STR("paul@example.org"), &none));
    assert_int_not_equal(one.v, 0);
    assert_int_equal(one.v, two.v);
    assert_int_equal(none.v, 0);
    assert_fine(account_mail(&w, one, &mail, &name));
    assert_str("amina@example.org", mail);
    assert_fault(FAULT_ABSENT, account_mail(&w, none, &mail, &name));
    work_done(&w);
}

static void every_statement_prepares(void **state)
{
    const DbQuery *const *const lists[] = { account_store_all, account_sign_in_store_all,
                                            account_factor_store_all, account_oidc_store_all };

    for (size_t i = 0; i < COUNT(lists); i++) {
        house_prepares(*state, lists[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(whoever_has_signed_in_is_known_by_the_cookie),
        HOUSE_TEST(an_address_has_one_account_however_it_is_typed),
        HOUSE_TEST(every_statement_prepares),
    };

    return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
