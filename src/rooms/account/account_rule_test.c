/* account_rule_test.c - who may do what: every role, every act, every relation
 *
 * The expected answers are written down here a second time, by hand: a change
 * of the table is made twice, or the test says so. */
#include "rooms/account/account_rule.h"

#include <string.h>

#include "tests/unit.h"

enum { ME = 7, OTHER = 8 };

static const Thing event = { .owner = { OTHER },
                             .event = STR_INIT("0000000000042"),
                             .department = STR_INIT("41"),
                             .region = STR_INIT("24"),
                             .organizers = STR_INIT("mairie de blois;reseau canope;") };

/* One letter an act, in the order of Act: '.' no, 'o' yes, 'p' once proven. */
static const struct {
    const char *name;
    Role role;
    Scope scope;
    const char *code, *want;
} cases[] = {
    /*                                                          EPDMTRA */
    { "facilitator of it", ROLE_FACILITATOR, SCOPE_EVENT, "0000000000042", "..p...." },
    { "facilitator of another", ROLE_FACILITATOR, SCOPE_EVENT, "0000000000043", "......." },
    { "facilitator of nothing", ROLE_FACILITATOR, SCOPE_EVENT, "", "......." },
    { "facilitator everywhere", ROLE_FACILITATOR, SCOPE_EVERYWHERE, "", "......." },
    { "facilitator of a department", ROLE_FACILITATOR, SCOPE_DEPARTMENT, "41", "......." },
    { "facilitator of a region", ROLE_FACILITATOR, SCOPE_REGION, "24", "......." },
    { "coordinator of its department", ROLE_COORDINATOR, SCOPE_DEPARTMENT, "41", "...pp.." },
    { "coordinator of another", ROLE_COORDINATOR, SCOPE_DEPARTMENT, "37", "......." },
    { "a department isn't a region", ROLE_COORDINATOR, SCOPE_DEPARTMENT, "24", "......." },
    { "coordinator of its region", ROLE_COORDINATOR, SCOPE_REGION, "24", "...pp.." },
    { "coordinator of another region", ROLE_COORDINATOR, SCOPE_REGION, "11", "......." },
    { "a region isn't a department", ROLE_COORDINATOR, SCOPE_REGION, "41", "......." },
    { "coordinator everywhere", ROLE_COORDINATOR, SCOPE_EVERYWHERE, "", "...pp.." },
    { "coordinator of nowhere", ROLE_COORDINATOR, SCOPE_REGION, "", "......." },
    { "coordinator of an event", ROLE_COORDINATOR, SCOPE_EVENT, "0000000000042", "......." },
    { "head of its organisation", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION, "reseau canope",
      "p...p.." },
    { "head of its first organisation", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION,
      "mairie de blois", "p...p.." },
    { "head of a part of its name", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION, "canope",
      "......." },
    { "head of a longer name", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION, "reseau canope 41",
      "......." },
    { "head of two names", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION,
      "mairie de blois;reseau canope", "......." },
    { "head of no organisation", ROLE_NETWORK_HEAD, SCOPE_ORGANIZATION, "", "......." },
    { "head everywhere", ROLE_NETWORK_HEAD, SCOPE_EVERYWHERE, "", "......." },
    { "head of a department", ROLE_NETWORK_HEAD, SCOPE_DEPARTMENT, "41", "......." },
    { "moderator everywhere", ROLE_MODERATOR, SCOPE_EVERYWHERE, "", "...pp.." },
    { "moderator of its department", ROLE_MODERATOR, SCOPE_DEPARTMENT, "41", "...pp.." },
    { "moderator of another", ROLE_MODERATOR, SCOPE_DEPARTMENT, "2A", "......." },
    { "moderator of its region", ROLE_MODERATOR, SCOPE_REGION, "24", "...pp.." },
    { "moderator of an event", ROLE_MODERATOR, SCOPE_EVENT, "0000000000042", "......." },
    { "administrator", ROLE_ADMINISTRATOR, SCOPE_EVERYWHERE, "", "...pppp" },
    { "administrator of a region", ROLE_ADMINISTRATOR, SCOPE_REGION, "24", "......." },
    { "administrator of an event", ROLE_ADMINISTRATOR, SCOPE_EVENT, "0000000000042",
      "......." },
    { "a role that isn't there", ROLES, SCOPE_EVERYWHERE, "", "......." },
    { "a scope that isn't there", ROLE_ADMINISTRATOR, SCOPES, "24", "......." },
};

static const char owner_want[] = "opp..p.";

static bool allows(char want, bool proven)
{
    return want == 'o' || (want == 'p' && proven);
}

static void judge(const char *name, const struct Person *p, const Thing *thing,
                  const char *want)
{
    for (int act = 0; act < ACTS; act++) {
        bool proven = p->proven;
        if (account_can(p, (Act)act, thing) != allows(want[act], proven)) {
            fail_msg("%s, act %d, %s: %s", name, act, proven ? "proven" : "not proven",
                     proven || want[act] != 'p' ? "wrong" : "without proof");
        }
        if (account_could(p, (Act)act, thing) != allows(want[act], true)) {
            fail_msg("%s, act %d: could", name, act);
        }
    }
}

static void each_proof(const char *name, struct Person *p, const Thing *thing, const char *want)
{
    for (int proof = 0; proof < 4; proof++) {
        p->has_factor = proof & 1; /* to have one isn't to have shown it */
        p->proven = proof & 2;
        judge(name, p, thing, want);
    }
}

static void a_role_may_do_what_the_table_says_within_its_scope(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Grant grant = { .role = cases[i].role,
                        .scope = cases[i].scope,
                        .code = str_from(cases[i].code) };
        struct Person p = { .id = { ME }, .grants = &grant, .grant_count = 1 };
        each_proof(cases[i].name, &p, &event, cases[i].want);
    }
}

static void every_role_and_scope_stands_in_the_cases(void **state)
{
    (void)state;
    for (int role = 0; role < ROLES; role++) {
        for (int scope = 0; scope < SCOPES; scope++) {
            size_t found = 0;
            for (size_t i = 0; i < COUNT(cases); i++) {
                found += (int)cases[i].role == role && (int)cases[i].scope == scope;
            }
            assert_true(found > 0 || !account_rule_fits((Role)role, (Scope)scope));
        }
    }
}

static void who_owns_an_event_may_do_what_it_needs(void **state)
{
    struct Person p = { .id = { ME } };
    Thing own = event;

    (void)state;
    each_proof("nobody's owner", &p, &event, ".......");
    own.owner.v = ME;
    each_proof("owner", &p, &own, owner_want);
    p.id.v = 0; /* an event without an owner belongs to nobody */
    own.owner.v = 0;
    each_proof("no owner", &p, &own, ".......");
}

static void who_has_not_signed_in_may_do_nothing(void **state)
{
    (void)state;
    for (int act = 0; act < ACTS; act++) {
        assert_false(account_can(NULL, (Act)act, &event));
        assert_false(account_could(NULL, (Act)act, &event));
    }
    assert_int_equal(account_rule(HOLDERS, ACT_EVENT_EDIT), PERMISSION_NONE);
    assert_int_equal(account_rule(-1, ACT_EVENT_EDIT), PERMISSION_NONE);
    assert_int_equal(account_rule(ROLE_ADMINISTRATOR, ACTS), PERMISSION_NONE);
}

static void on_the_whole_country_only_who_is_everywhere(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        Grant grant = { .role = cases[i].role,
                        .scope = cases[i].scope,
                        .code = str_from(cases[i].code) };
        struct Person p = { .id = { ME }, .grants = &grant, .grant_count = 1 };
        bool all = cases[i].scope == SCOPE_EVERYWHERE;
        each_proof(cases[i].name, &p, &(Thing){ 0 }, all ? cases[i].want : ".......");
        each_proof(cases[i].name, &p, NULL, all ? cases[i].want : ".......");
    }
}

static void several_roles_add_up(void **state)
{
    Grant grants[] = {
        { .role = ROLE_COORDINATOR, .scope = SCOPE_DEPARTMENT, .code = STR("37") },
        { .role = ROLE_FACILITATOR, .scope = SCOPE_EVENT, .code = event.event },
        { .role = ROLE_COORDINATOR, .scope = SCOPE_REGION, .code = STR("24") },
    };
    struct Person p = { .id = { ME }, .grants = grants, .grant_count = COUNT(grants) };
    Thing own = event;

    (void)state;
    each_proof("two of three", &p, &event, "..ppp..");
    own.owner.v = ME;
    each_proof("and its owner", &p, &own,
               "opppp"
               "p.");
    p.grant_count = 1;
    each_proof("the first alone", &p, &event, ".......");
}

static void who_may_give_which_role(void **state)
{
    Grant admin = { .role = ROLE_ADMINISTRATOR, .scope = SCOPE_EVERYWHERE };
    Grant moderator = { .role = ROLE_MODERATOR, .scope = SCOPE_EVERYWHERE };
    struct Person owner = { .id = { OTHER }, .has_factor = true, .proven = true };
    struct Person all = owner, some = owner, unproven = owner;

    (void)state;
    all.id.v = some.id.v = ME;
    all.grants = &admin;
    some.grants = &moderator;
    all.grant_count = some.grant_count = 1;
    unproven.proven = false;
    for (int role = 0; role < ROLES; role++) {
        for (int scope = 0; scope < SCOPES; scope++) {
            Role r = (Role)role;
            Scope s = (Scope)scope;
            bool own = r == ROLE_FACILITATOR && s == SCOPE_EVENT;
            assert_int_equal(account_may_give(&all, r, s, &event), account_rule_fits(r, s));
            assert_int_equal(account_may_give(&owner, r, s, &event), own);
            assert_false(account_may_give(&owner, r, s, NULL));
            assert_false(account_may_give(&some, r, s, &event));
            assert_false(account_may_give(&unproven, r, s, &event));
            assert_false(account_may_give(NULL, r, s, &event));
        }
    }
}

static void whose_role_reaches_something_finds_the_door_to_it(void **state)
{
    static const struct {
        Grant grant;
        bool sees, changes, administers;
    } rows[] = {
        { { .role = ROLE_NETWORK_HEAD,
            .scope = SCOPE_ORGANIZATION,
            .code = STR_INIT("reseau") },
          true,
          true,
          false },
        { { .role = ROLE_NETWORK_HEAD, .scope = SCOPE_ORGANIZATION }, false, false, false },
        { { .role = ROLE_COORDINATOR, .scope = SCOPE_DEPARTMENT, .code = STR_INIT("41") },
          true,
          false,
          false },
        { { .role = ROLE_MODERATOR, .scope = SCOPE_REGION, .code = STR_INIT("24") },
          true,
          false,
          false },
        { { .role = ROLE_FACILITATOR, .scope = SCOPE_EVENT, .code = STR_INIT("1") },
          false,
          false,
          false },
        { { .role = ROLE_ADMINISTRATOR, .scope = SCOPE_EVERYWHERE }, true, false, true },
    };

    (void)state;
    assert_false(account_could_somewhere(NULL, ACT_TERRITORY_SEE));
    for (size_t i = 0; i < COUNT(rows); i++) {
        Grant grant = rows[i].grant;
        struct Person p = { .id = { ME }, .grants = &grant, .grant_count = 1 };
        assert_int_equal(account_could_somewhere(&p, ACT_TERRITORY_SEE), rows[i].sees);
        assert_int_equal(account_could_somewhere(&p, ACT_EVENT_EDIT), rows[i].changes);
        assert_int_equal(account_could_somewhere(&p, ACT_ADMINISTER), rows[i].administers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_role_may_do_what_the_table_says_within_its_scope),
        cmocka_unit_test(every_role_and_scope_stands_in_the_cases),
        cmocka_unit_test(who_owns_an_event_may_do_what_it_needs),
        cmocka_unit_test(who_has_not_signed_in_may_do_nothing),
        cmocka_unit_test(on_the_whole_country_only_who_is_everywhere),
        cmocka_unit_test(several_roles_add_up),
        cmocka_unit_test(who_may_give_which_role),
        cmocka_unit_test(whose_role_reaches_something_finds_the_door_to_it),
    };

    return cmocka_run_group_tests_name("account_rule", tests, NULL, NULL);
}
