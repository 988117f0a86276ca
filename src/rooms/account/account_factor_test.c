/* account_factor_test.c - the second factor: set up, shown, lost, changed */
#include "rooms/account/account_factor.h"

#include "rooms/account/account_session.h"
#include "seal/box.h"
#include "seal/totp.h"
#include "sys/clock.h"
#include "tests/scenes.h"
#include "web/web.h"

static Fault see_people(Work *w, const Request *rq, Reply *rp)
{
    (void)w;
    (void)rq;
    buf_add(&rp->body, STR("names"));
    return FAULT_NONE;
}

static const Route guarded[] = { { GET, "/gens", STAFF, 0, see_people } };
static const Routes only_guarded = { guarded, COUNT(guarded) };

/* Somebody with a telephone. */
typedef struct Amina {
    House *h;
    AccountId id;
    Str cookie, secret, codes; /* codes: the page that showed them */
    int64_t now;
} Amina;

static Amina amina(void **state)
{
    Amina a = { .h = *state, .now = HOUSE_NOON };
    Work w = house_work(a.h, "test");

    a.cookie = house_sign_in(a.h, "amina@example.org", false);
    assert_fine(account_of_mail(&w, STR("amina@example.org"), &a.id));
    work_done(&w);
    return a;
}

static Answer as(Amina *a, const char *target, const char *form)
{
    sys_clock_start(a->now);
    return house_as(a->h, a->cookie, target, form);
}

static void take_cookie(Amina *a, const Answer *answer)
{
    Str value = between(header(answer, "Set-Cookie"), "s=", ";");

    assert_int_equal(value.len, 52);
    a->cookie = str_from(house_text(a->h, "s=%.*s", STR_ARG(value)));
}

static const char *code_at(Amina *a, int64_t at)
{
    char code[TOTP_DIGITS + 1];

    assert_fine(totp_code(a->secret, at / TOTP_STEP, code));
    return house_text(a->h, "%s", code);
}

static Str secret_of(Amina *a, Str box)
{
    const char *purpose = house_text(a->h, "factor new %lld", (long long)a->id.v);
    Str plain, when, secret;

    assert_fine(seal_unbox(&a->h->mem, a->h->site.key, purpose, box, &plain));
    assert_true(str_cut(plain, ' ', &when, &secret));
    return secret;
}

static void set_up(Amina *a)
{
    Answer page = as(a, "/compte/second-facteur?suite=%2Fgens", NULL);
    Str box = between(page.body, "name=\"box\" value=\"", "\"");

    assert_int_equal(page.status, 200);
    assert_says(&page, "<svg class=\"qr\"");
    a->secret = secret_of(a, box);
    page = as(
        a, "/compte/second-facteur",
        house_text(a->h, "box=%.*s&suite=%%2Fgens&code=%s", STR_ARG(box), code_at(a, a->now)));
    assert_int_equal(page.status, 200);
    a->codes = page.body;
    take_cookie(a, &page);
}

static void sign_in_again(Amina *a)
{
    sys_clock_start(a->now);
    a->cookie = house_sign_in(a->h, "amina@example.org", false);
}

static Answer prove(Amina *a, const char *code)
{
    return as(a, "/connexion/preuve", house_text(a->h, "code=%s&suite=%%2Fgens", code));
}

static Answer see(Amina *a)
{
    const Routes *all = a->h->routes;

    a->h->routes = &only_guarded;
    Answer page = as(a, "/gens", NULL);
    a->h->routes = all;
    return page;
}

static bool enters(Amina *a)
{
    return see(a).status == 200;
}

/* The nth recovery code, from the page that showed them. */
static const char *recovery(Amina *a, int nth)
{
    Str rest = a->codes, code = { 0 };

    for (int i = 0; i <= nth; i++) {
        code = between(rest, "<li><code>", "</code>");
        assert_int_equal(code.len, RECOVERY_LEN + 2);
        rest = str_slice(rest, (size_t)(code.at - rest.at), rest.len);
    }
    return house_text(a->h, "%.*s", STR_ARG(code));
}

static void whoever_has_none_is_led_to_it_kindly(void **state)
{
    Amina a = amina(state);
    Answer sent = see(&a);

    assert_int_equal(sent.status, 303);
    assert_str("/connexion/preuve?suite=%2Fgens", sent.reply.location);
    Answer page = as(&a, "/connexion/preuve?suite=%2Fgens", NULL);
    assert_int_equal(page.status, 200);
    assert_says(&page, "href=\"/compte/second-facteur?suite=%2Fgens\"");
    assert_says(&page, "une seule fois");
    assert_int_equal(prove(&a, "123456").status, 422);
}

static void once_set_up_it_opens_and_the_cookie_is_another(void **state)
{
    Amina a = amina(state);
    Str before = a.cookie;

    set_up(&a);
    assert_true(enters(&a));
    Str after = a.cookie;
    a.cookie = before;
    assert_false(enters(&a));
    assert_int_equal(as(&a, "/compte", NULL).status, 303);
    a.cookie = after;
    Answer page = as(&a, "/compte/second-facteur", NULL);
    assert_says(&page, "Il vous reste 10 codes de secours.");
    assert_says_not(&page, "name=\"box\"");
}

static void setting_it_up_signs_out_the_other_devices(void **state)
{
    Amina a = amina(state);
    Str other = house_sign_in(a.h, "amina@example.org", false);

    set_up(&a);
    assert_int_equal(house_as(a.h, other, "/compte", NULL).status, 303);
}

static void a_wrong_code_keeps_the_same_square(void **state)
{
    Amina a = amina(state);
    Answer page = as(&a, "/compte/second-facteur", NULL);
    Str box = between(page.body, "name=\"box\" value=\"", "\"");

    a.secret = secret_of(&a, box);
    page = as(&a, "/compte/second-facteur",
              house_text(a.h, "box=%.*s&code=%s", STR_ARG(box), code_at(&a, a.now + 300)));
    assert_int_equal(page.status, 422);
    assert_says(&page, "aria-describedby=\"code-err\"");
    /* The square hides the field on a telephone: it is said above, with a way there. */
    Str above = between(page.body, "<h1>", "<svg");
    assert_true(str_has(above, STR("role=\"alert\"")));
    assert_true(str_has(above, STR("href=\"#code\"")));
    assert_true(str_has(above, STR("Vérifiez que l’heure")));
    assert_true(str_eq(box, between(page.body, "name=\"box\" value=\"", "\"")));
    assert_false(enters(&a));
}

static void the_box_of_somebody_else_or_of_yesterday_is_refused(void **state)
{
    Amina a = amina(state);
    Answer page = as(&a, "/compte/second-facteur", NULL);
    Str box = between(page.body, "name=\"box\" value=\"", "\"");
    Str paul = house_sign_in(a.h, "paul@example.org", false);

    a.secret = secret_of(&a, box);
    const char *form = house_text(a.h, "box=%.*s&code=%s", STR_ARG(box), code_at(&a, a.now));
    assert_int_equal(house_as(a.h, paul, "/compte/second-facteur", form).status, 400);
    a.now += FACTOR_BEGIN_SECONDS + 1;
    form = house_text(a.h, "box=%.*s&code=%s", STR_ARG(box), code_at(&a, a.now));
    assert_int_equal(as(&a, "/compte/second-facteur", form).status, 400);
}

/* d: seconds from now of the code that is shown. */
static void a_code_opens_within_a_step_and_never_twice(void **state)
{
    static const struct {
        int64_t wait, d;
        bool opens;
    } cases[] = {
        { 0, 0, false }, /* it set the factor up */
        { 30, 0, true },   { 60, 30, true },   { 60, -30, true },
        { 90, 60, false }, { 90, -60, false }, { 30, -30, false },
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        Amina a = amina(state);
        if (i > 0) {
            Work w = house_work(a.h, "operator");
            assert_fine(account_factor_forget(&w, a.id));
            work_done(&w);
            sign_in_again(&a);
        }
        set_up(&a);
        a.now += cases[i].wait;
        sign_in_again(&a);
        assert_false(enters(&a));
        const char *code = code_at(&a, a.now + cases[i].d);
        Answer page = prove(&a, code);
        assert_int_equal(page.status, cases[i].opens ? 303 : 422);
        if (cases[i].opens) {
            assert_str("/gens", page.reply.location);
            take_cookie(&a, &page);
            assert_true(enters(&a));
            sign_in_again(&a);
            assert_int_equal(prove(&a, code).status, 422);
        }
    }
}

static void after_five_wrong_codes_one_waits_ten_minutes(void **state)
{
    Amina a = amina(state);

    set_up(&a);
    sign_in_again(&a);
    a.now += 60;
    for (int i = 0; i < FACTOR_TRIES; i++) {
        Answer page = prove(&a, "000000");
        assert_says(&page, "Attendez le suivant");
    }
    Answer page = prove(&a, code_at(&a, a.now));
    assert_int_equal(page.status, 422);
    assert_says(&page, "attendez dix minutes");
    a.now += FACTOR_WAIT_SECONDS - 1;
    assert_int_equal(prove(&a, code_at(&a, a.now)).status, 422);
    a.now += 1;
    assert_int_equal(prove(&a, code_at(&a, a.now)).status, 303);
}

static void a_recovery_code_opens_once_however_it_is_typed(void **state)
{
    Amina a = amina(state);

    set_up(&a);
    const char *code = recovery(&a, 3);
    sign_in_again(&a);
    char *spaced = str_c(&a.h->mem, str_from(code));
    spaced[4] = '+'; /* a space, in a form */
    spaced[0] = (char)(spaced[0] >= 'a' ? spaced[0] - 32 : spaced[0]);
    Answer page = prove(&a, spaced);
    assert_int_equal(page.status, 303);
    take_cookie(&a, &page);
    assert_true(enters(&a));
    page = as(&a, "/compte/second-facteur", NULL);
    assert_says(&page, "Il vous reste 9 codes de secours.");
    sign_in_again(&a);
    assert_int_equal(prove(&a, code).status, 422);
    assert_int_equal(prove(&a, recovery(&a, 9)).status, 303);
}

static void new_codes_end_the_former_ones(void **state)
{
    Amina a = amina(state);

    set_up(&a);
    const char *former = recovery(&a, 0);
    Answer page = as(&a, "/compte/second-facteur/codes", "");
    assert_int_equal(page.status, 200);
    a.codes = page.body;
    sign_in_again(&a);
    assert_int_equal(prove(&a, former).status, 422);
    assert_int_equal(prove(&a, recovery(&a, 0)).status, 303);
}

static void what_changes_the_factor_needs_the_factor(void **state)
{
    static const char *const targets[] = { "/compte/second-facteur/codes",
                                           "/compte/second-facteur/retirer" };
    Amina a = amina(state);

    for (size_t i = 0; i < COUNT(targets); i++) {
        assert_int_equal(as(&a, targets[i], "").status, 403);
    }
    set_up(&a);
    Str proven = a.cookie;
    sign_in_again(&a);
    for (size_t i = 0; i < COUNT(targets); i++) {
        assert_int_equal(as(&a, targets[i], "").status, 403);
    }
    Answer page = as(&a, "/compte/second-facteur", NULL);
    assert_str("/connexion/preuve?suite=/compte/second-facteur", page.reply.location);
    Str other = a.cookie;
    a.cookie = proven;
    assert_int_equal(as(&a, "/compte/second-facteur/retirer", "").status, 303);
    assert_false(enters(&a));
    assert_int_equal(as(&a, "/compte", NULL).status, 200);
    a.cookie = other;
    assert_int_equal(as(&a, "/compte", NULL).status, 303);
}

/* What changes the key, and what carries all of one's data off. */
static void a_proof_of_long_ago_is_asked_for_again(void **state)
{
    static const struct {
        const char *target, *form, *back;
        int status; /* once proven again */
    } cases[] = {
        { "/compte/second-facteur/codes", "", "%2Fcompte%2Fsecond-facteur", 200 },
        { "/compte/donnees", "", "%2Fcompte%2Fdonnees", 200 },
        { "/en/compte/second-facteur/codes", "", "%2Fcompte%2Fsecond-facteur", 200 },
        { "/compte/second-facteur/retirer", "", "%2Fcompte%2Fsecond-facteur", 303 },
    };
    Amina a = amina(state);

    set_up(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        a.now += WEB_FRESH_SECONDS + 1;
        Answer sent = as(&a, cases[i].target, cases[i].form);
        assert_int_equal(sent.status, 303);
        assert_true(
            str_ends(sent.reply.location,
                     str_from(house_text(a.h, "/connexion/preuve?suite=%s", cases[i].back))));
        Answer page = as(&a, "/connexion/preuve?suite=%2Fcompte%2Fsecond-facteur", NULL);
        assert_int_equal(page.status, 200);
        assert_says(&page, "encore une fois");
        assert_true(enters(&a)); /* what is only seen stays open */
        page = prove(&a, code_at(&a, a.now));
        assert_int_equal(page.status, 303);
        take_cookie(&a, &page);
        assert_str("/gens", as(&a, "/connexion/preuve?suite=%2Fgens", NULL).reply.location);
        a.now += WEB_FRESH_SECONDS;
        assert_int_equal(as(&a, cases[i].target, cases[i].form).status, cases[i].status);
    }
}

static size_t told(Amina *a, const char *title)
{
    Letter l = { 0 };
    size_t n = scene_letters(a->h, POST_ACCOUNT, "amina@example.org", &l);

    assert_str(title, l.title);
    assert_true(str_has(l.body_text, STR("/compte")));
    return n;
}

static void whatever_becomes_of_the_key_is_told_by_a_letter(void **state)
{
    Amina a = amina(state);
    Work w = house_work(a.h, "operator");

    set_up(&a);
    assert_int_equal(told(&a, "Votre deuxième clé est en place"), 1);
    assert_int_equal(as(&a, "/compte/second-facteur/codes", "").status, 200);
    assert_int_equal(told(&a, "Vos codes de secours ont changé"), 2);
    assert_int_equal(as(&a, "/compte", "lang=en").status, 303);
    assert_int_equal(as(&a, "/compte/second-facteur/retirer", "").status, 303);
    assert_int_equal(told(&a, "Your second key is removed"), 3);
    assert_fine(account_factor_forget(&w, a.id));
    assert_int_equal(told(&a, "The team has removed your second key"), 4);
    work_done(&w);
}

static void a_second_one_is_not_set_over_the_first(void **state)
{
    Amina a = amina(state);
    Answer page = as(&a, "/compte/second-facteur", NULL);
    Str box = between(page.body, "name=\"box\" value=\"", "\"");

    set_up(&a);
    a.secret = secret_of(&a, box);
    const char *form = house_text(a.h, "box=%.*s&code=%s", STR_ARG(box), code_at(&a, a.now));
    assert_int_equal(as(&a, "/compte/second-facteur", form).status, 403);
}

static void an_operator_removes_what_is_lost(void **state)
{
    Amina a = amina(state);
    Work w = house_work(a.h, "operator");

    set_up(&a);
    assert_fine(account_factor_forget(&w, a.id));
    work_done(&w);
    assert_int_equal(as(&a, "/compte", NULL).status, 303);
    sign_in_again(&a);
    Answer page = as(&a, "/connexion/preuve", NULL);
    assert_says(&page, "href=\"/compte/second-facteur?suite=%2Fcompte\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(whoever_has_none_is_led_to_it_kindly),
        HOUSE_TEST(once_set_up_it_opens_and_the_cookie_is_another),
        HOUSE_TEST(setting_it_up_signs_out_the_other_devices),
        HOUSE_TEST(a_wrong_code_keeps_the_same_square),
        HOUSE_TEST(the_box_of_somebody_else_or_of_yesterday_is_refused),
        HOUSE_TEST(a_code_opens_within_a_step_and_never_twice),
        HOUSE_TEST(after_five_wrong_codes_one_waits_ten_minutes),
        HOUSE_TEST(a_recovery_code_opens_once_however_it_is_typed),
        HOUSE_TEST(new_codes_end_the_former_ones),
        HOUSE_TEST(what_changes_the_factor_needs_the_factor),
        HOUSE_TEST(a_proof_of_long_ago_is_asked_for_again),
        HOUSE_TEST(whatever_becomes_of_the_key_is_told_by_a_letter),
        HOUSE_TEST(a_second_one_is_not_set_over_the_first),
        HOUSE_TEST(an_operator_removes_what_is_lost),
    };

    return cmocka_run_group_tests_name("account_factor", tests, NULL, NULL);
}
