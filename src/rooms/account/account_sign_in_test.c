/* account_sign_in_test.c - the life of a letter, of its figures, of a session */
#include <pthread.h>
#include <string.h>

#include "post/post_queue.h"
#include "rooms/account/account_agent.h"
#include "rooms/account/account_next.h"
#include "rooms/account/account_role.h"
#include "rooms/account/account_sign_in_store.h"
#include "rooms/account/account_store.h"
#include "seal/token.h"
#include "sys/clock.h"
#include "tests/house.h"
#include "tests/scenes.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, LETTERS = 3 };

/* What a browser keeps of our cookies. */
typedef struct Browser {
    Str pre, s;
} Browser;

typedef struct Letters { /* those of one address, as they came */
    Str link[LETTERS], code[LETTERS];
    size_t len;
} Letters;

/* Two browsers, one address, and the time. */
typedef struct Scene {
    House *h;
    Browser a, b;
    const char *mail;
    Letters letters;
    int64_t now;
    int status; /* of the last answer */
} Scene;

static Str cookies(House *h, const Browser *b)
{
    return str_from(house_text(h, "x=1%s%.*s%s%.*s", b->pre.len > 0 ? "; pre=" : "",
                               STR_ARG(b->pre), b->s.len > 0 ? "; s=" : "", STR_ARG(b->s)));
}

static void keep(House *h, Browser *b, const char *name, Str value)
{
    if (strcmp(name, "pre") == 0) {
        b->pre = str_copy(&h->mem, value);
    } else if (strcmp(name, "s") == 0) {
        b->s = str_copy(&h->mem, value);
    }
}

static void take_cookies(House *h, Browser *b, const Answer *a)
{
    for (size_t i = 0; i < a->reply.header_count; i++) {
        Str name, rest, value;
        if (strcmp(a->reply.headers[i].name, "Set-Cookie") == 0 &&
            str_cut(a->reply.headers[i].value, '=', &name, &rest)) {
            assert_true(str_has(rest, STR("HttpOnly; SameSite=Lax")));
            str_cut(rest, ';', &value, &rest);
            keep(h, b, str_c(&h->mem, name), value);
        }
    }
}

static Answer ask(Scene *s, Browser *b, Method method, const char *target, const char *form)
{
    sys_clock_start(s->now);
    Answer a = house_ask(s->h, &(Ask){ .method = method,
                                       .target = target,
                                       .form = form,
                                       .headers = { .cookie = cookies(s->h, b),
                                                    .sec_fetch_site = STR("same-origin") } });
    take_cookies(s->h, b, &a);
    s->status = a.status;
    return a;
}

/* The line of the letter that holds "123 456". */
static Str figures_in(Str text)
{
    Str line;

    while (str_cut(text, '\n', &line, &text)) {
        if (line.len == 7 && line.at[3] == ' ' && line.at[0] >= '0' && line.at[0] <= '9') {
            return line;
        }
    }
    return (Str){ 0 };
}

static void read_letters(Scene *s)
{
    Work w = house_work(s->h, "postman");
    Letter *list;
    size_t n;

    assert_fine(post_take(&w, LETTERS, &list, &n));
    for (size_t i = 0; i < n && s->letters.len < LETTERS; i++) {
        Str text = list[i].body_text;
        s->letters.link[s->letters.len] = between(text, "/connexion/lien?cle=", "\n");
        s->letters.code[s->letters.len++] = figures_in(text);
        assert_fine(post_sent(&w, list[i].id));
    }
    work_done(&w);
}

static void ask_letter(Scene *s, Browser *b)
{
    (void)ask(s, b, POST, "/connexion", house_text(s->h, "mail=%s", s->mail));
    assert_int_equal(s->status, 303);
    read_letters(s);
}

static Str newest(const Scene *s, const Str *of)
{
    assert_true(s->letters.len > 0);
    return of[s->letters.len - 1];
}

static const char *link_page(Scene *s)
{
    return house_text(s->h, "/connexion/lien?cle=%.*s", STR_ARG(newest(s, s->letters.link)));
}

static void press(Scene *s, Browser *b, Str link)
{
    (void)ask(s, b, POST, "/connexion/lien", house_text(s->h, "cle=%.*s", STR_ARG(link)));
}

static void type(Scene *s, Browser *b, Str code)
{
    (void)ask(s, b, POST, "/connexion/code",
              house_text(s->h, "code=%s", house_escape(s->h, code)));
}

static void type_wrong(Scene *s)
{
    char *code = str_c(&s->h->mem, newest(s, s->letters.code));

    code[0] = code[0] == '9' ? '0' : (char)(code[0] + 1);
    type(s, &s->a, str_from(code));
    assert_int_equal(s->status, 422);
}

static void make_moderator(Scene *s)
{
    Work w = house_work(s->h, "operator");
    RoleGift gift = { .mail = str_from(s->mail), .role = ROLE_MODERATOR };
    RoleOutcome outcome;

    w.now = s->now;
    assert_fine(account_role_give(&w, &gift, &outcome));
    assert_int_equal(outcome, ROLE_GIVEN);
}

static void tidy(Scene *s)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t gone;
    Work w = house_work(s->h, "job");

    w.now = s->now;
    assert_fine(work_begin(&w, &tx));
    assert_fine(account_session_tidy(&w, &gone));
    assert_fine(account_sign_in_tidy(&w, &gone));
    assert_fine(work_commit(&tx));
}

static bool step_of_letter(Scene *s, Str step)
{
    if (str_eq(step, STR("ask"))) {
        ask_letter(s, &s->a);
    } else if (str_eq(step, STR("link"))) {
        press(s, &s->a, newest(s, s->letters.link));
    } else if (str_eq(step, STR("link1"))) {
        press(s, &s->a, s->letters.link[0]);
    } else if (str_eq(step, STR("linkB"))) {
        press(s, &s->b, newest(s, s->letters.link));
    } else if (str_eq(step, STR("code"))) {
        type(s, &s->a, newest(s, s->letters.code));
    } else if (str_eq(step, STR("code1"))) {
        type(s, &s->a, s->letters.code[0]);
    } else if (str_eq(step, STR("codeB"))) {
        type(s, &s->b, newest(s, s->letters.code));
    } else if (str_eq(step, STR("bad"))) {
        type_wrong(s);
    } else if (str_eq(step, STR("open")) || str_eq(step, STR("head"))) {
        (void)ask(s, &s->a, str_eq(step, STR("open")) ? GET : HEAD, link_page(s), NULL);
        assert_int_equal(s->status, 200);
    } else if (str_eq(step, STR("openB"))) {
        (void)ask(s, &s->b, GET, link_page(s), NULL);
    } else {
        return false;
    }
    return true;
}

static void step_of_session(Scene *s, Str step)
{
    int64_t n;

    if (str_eq(step, STR("out"))) {
        (void)ask(s, &s->a, POST, "/deconnexion", "");
    } else if (str_eq(step, STR("again"))) { /* as if the cookie had been copied before */
        Browser copy = s->a;
        (void)ask(s, &s->a, POST, "/deconnexion", "");
        s->a = copy;
    } else if (str_eq(step, STR("see"))) {
        (void)ask(s, &s->a, GET, "/compte", NULL);
    } else if (str_eq(step, STR("others"))) {
        (void)ask(s, &s->a, POST, "/compte/sessions", "session=others");
    } else if (str_eq(step, STR("askB"))) {
        ask_letter(s, &s->b);
    } else if (str_eq(step, STR("role"))) {
        make_moderator(s);
    } else if (str_eq(step, STR("tidy"))) {
        tidy(s);
    } else if (step.at[0] == '+' && str_to_int(str_slice(step, 1, step.len), &n)) {
        s->now += n;
    } else {
        fail_msg("no such step: %.*s", STR_ARG(step));
    }
}

/* Which of the two is signed in: "A", "B", "AB" or "". */
static const char *who_is_in(Scene *s)
{
    bool a = ask(s, &s->a, GET, "/compte", NULL).status == 200;
    bool b = ask(s, &s->b, GET, "/compte", NULL).status == 200;

    return a && b ? "AB" : a ? "A" : b ? "B" : "";
}

#define VISITS "+39600 see +39600 see +39600 see "

/* Steps: ask, askB a letter; open, head, link, code, bad: what A does with the
 * last one; link1, code1: with the first; a number: so many seconds go by. */
static const struct {
    const char *steps, *want;
} lives[] = {
    { "ask link", "A" },
    { "ask code", "A" },
    { "ask", "" },
    { "ask open", "" },
    { "ask head", "" },
    { "ask open head open link", "A" },
    { "ask openB", "" },
    { "ask linkB", "" },
    { "ask linkB link", "A" },
    { "ask codeB", "" },
    { "ask codeB codeB codeB codeB codeB codeB code", "A" },
    { "ask askB linkB", "B" },
    { "ask askB link", "" }, /* that one was for B */
    { "ask askB link1", "A" },
    { "ask +599 link", "A" },
    { "ask +600 link", "" },
    { "ask +601 link", "" },
    { "ask +599 code", "A" },
    { "ask +600 code", "" },
    { "ask link out", "" },
    { "ask link out link", "" },
    { "ask link out code", "" },
    { "ask code out code", "" },
    { "ask code out link", "" },
    { "ask link linkB", "A" },
    { "ask bad bad bad bad code", "A" },
    { "ask bad bad bad bad bad code", "" },
    { "ask bad bad bad bad bad link", "A" },
    { "ask bad bad bad bad bad ask code", "A" },
    { "ask bad bad bad bad bad ask code1", "" },
    { "ask ask link1", "A" },
    { "ask ask code1", "A" },
    { "ask ask link out link1", "" },
    { "ask ask ask ask link", "A" }, /* the fourth one isn't sent */
    { "ask link again", "" },
    { "ask link askB linkB", "AB" },
    { "ask link askB linkB others", "A" },
    { "ask link role", "" },
    { "ask link role ask link", "A" },
    { "ask link +1209599", "A" },
    { "ask link +1209600", "" },
    { "ask link +1209599 see +1209599", "A" },
    { "ask link +1209599 see +1209599 see +172801", "A" },
    { "ask link +1209599 see +1209599 see +172802", "" },
    { "role ask link +43199", "A" },
    { "role ask link +43200", "" },
    { "role ask link " VISITS VISITS VISITS VISITS VISITS "+10799", "A" },
    { "role ask link " VISITS VISITS VISITS VISITS VISITS "+10800", "" },
    { "ask +599 tidy link", "A" },
    { "ask link +1209599 tidy", "A" },
    { "role ask link +43199 tidy", "A" },
};

static void every_life_of_a_letter_and_a_session_ends_as_it_should(void **state)
{
    Scene s = { .h = *state };
    int wrong = 0;

    for (size_t i = 0; i < COUNT(lives); i++) {
        Str step, rest = str_from(lives[i].steps);
        s = (Scene){ .h = s.h,
                     .now = HOUSE_NOON + (int64_t)i * 60 * DAY,
                     .mail = house_text(s.h, "amina%zu@example.org", i) };
        do {
            str_cut(rest, ' ', &step, &rest);
            if (!step_of_letter(&s, step)) {
                step_of_session(&s, step);
            }
        } while (rest.len > 0);
        const char *got = who_is_in(&s);
        if (strcmp(got, lives[i].want) != 0) {
            print_error("%s: \"%s\", not \"%s\"\n", lives[i].steps, got, lives[i].want);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static Answer post_mail(House *h, const char *mail)
{
    return house_as(h, STR("x=1"), "/connexion", house_text(h, "mail=%s", mail));
}

static void the_answer_is_the_same_for_everybody(void **state)
{
    House *h = *state;
    static const char *const mails[] = { "known@example.org", "unknown@example.org",
                                         "asked@example.org" };
    int64_t statements[COUNT(mails)];

    (void)house_sign_in(h, mails[0], false);
    for (int i = 0; i < 4; i++) {
        (void)post_mail(h, mails[2]);
    }
    for (size_t i = 0; i < COUNT(mails); i++) {
        Answer a = post_mail(h, mails[i]);
        assert_int_equal(a.status, 303);
        assert_str("/connexion/code", a.reply.location);
        assert_str("", a.body);
        Str pre = between(header(&a, "Set-Cookie"), "pre=", ";");
        assert_int_equal(pre.len, 26);
        Answer page = house_as(h, str_from(house_text(h, "pre=%.*s", STR_ARG(pre))),
                               "/connexion/code", NULL);
        assert_int_equal(page.status, 200);
        assert_says(&page, house_text(h, "Une lettre part pour %s.", mails[i]));
        assert_says(&page, "il faut attendre une heure");
        statements[i] = a.statements;
    }
    assert_int_equal(statements[0], statements[1]); /* known or not: no more work */
}

static size_t letters_to(House *h, const char *mail)
{
    return scene_letters(h, POST_SIGN_IN, mail, NULL);
}

/* Whoever types two hundred addresses an hour shuts the door for new ones only. */
static void a_flood_of_strangers_does_not_keep_out_who_has_an_account(void **state)
{
    House *h = *state;

    h->site.mail.strangers_hour = 5;
    (void)house_sign_in(h, "known@example.org", false);
    for (int i = 0; i < 8; i++) {
        (void)post_mail(h, house_text(h, "flood%d@example.org", i));
    }
    assert_int_equal(scene_letters(h, POST_SIGN_IN, NULL, NULL), 5);
    Answer unknown = post_mail(h, "unknown@example.org");
    Answer known = post_mail(h, "Known@example.org");
    assert_int_equal(letters_to(h, "unknown@example.org"), 0);
    assert_int_equal(letters_to(h, "Known@example.org"), 1);
    assert_int_equal(known.status, unknown.status);
    assert_str(str_c(&h->mem, known.reply.location), unknown.reply.location);
    assert_str(str_c(&h->mem, known.body), unknown.body);
}

/* The link and the figures are good for ten minutes: so is the letter. */
static void a_letter_to_sign_in_does_not_leave_when_its_link_is_over(void **state)
{
    House *h = *state;
    Letter l;

    (void)post_mail(h, "amina@example.org");
    assert_int_equal(scene_letters(h, POST_SIGN_IN, "amina@example.org", &l), 1);
    assert_int_equal(l.until_at - l.made_at, 600);
}

/* The fourth letter of the hour isn't sent: nobody may guess its figures. */
static void figures_that_nobody_was_sent_open_nothing(void **state)
{
    House *h = *state;
    Work w = house_work(h, "test");
    SignIn *list;
    size_t n;

    for (int i = 0; i < 4; i++) {
        assert_fine(
            account_sign_in_ask(&w, STR("amina@example.org"), STR("/compte"), STR("b")));
    }
    w.now += 1;
    Str hash = seal_hash_text(w.mem, h->site.key, "pre:", STR("b"));
    assert_fine(account_sign_in_store_live(&w, hash, &list, &n));
    assert_int_equal(n, 3);
    work_done(&w);
}

static void no_cookie_is_set_before_a_letter_is_asked_for(void **state)
{
    static const char *const pages[] = { "/", "/cafes", "/connexion", "/connexion/code" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(pages); i++) {
        Answer a = house_get(h, pages[i]);
        assert_int_equal(a.status, 200);
        assert_int_equal(header(&a, "Set-Cookie").len, 0);
    }
}

static void what_is_no_address_is_asked_again(void **state)
{
    static const char *const bad[] = { "", "amina", "amina@example", "a%20b@example.org" };
    House *h = *state;

    for (size_t i = 0; i < COUNT(bad); i++) {
        Answer a = post_mail(h, bad[i]);
        assert_int_equal(a.status, 422);
        assert_says(&a, "id=\"mail-err\" role=\"alert\"");
        assert_int_equal(header(&a, "Set-Cookie").len, 0);
    }
    /* What isn't the reason isn't said. */
    Answer accents = post_mail(h, "%C3%A9%40exemple.fr");
    assert_int_equal(accents.status, 422);
    assert_says(&accents, "sans accents");
    assert_says_not(&accents, "ne semble pas complète");
    Answer a = post_mail(h, "amina%40example&suite=%2Fmes-cafes");
    assert_says(&a, "value=\"amina@example\"");
    assert_says(&a, "name=\"suite\" value=\"/mes-cafes\"");
}

static void one_comes_back_to_where_one_was_going(void **state)
{
    House *h = *state;
    Scene s = { .h = h,
                .now = HOUSE_NOON,
                .mail = "amina@example.org&suite=%2Fmes-cafes%3Fx%3D1" };
    Answer a = house_get(h, "/compte");

    assert_int_equal(a.status, 303);
    assert_str("/connexion?suite=%2Fcompte", a.reply.location);
    ask_letter(&s, &s.a);
    a = ask(&s, &s.a, POST, "/connexion/lien",
            house_text(h, "cle=%.*s", STR_ARG(s.letters.link[0])));
    assert_str("/mes-cafes?x=1", a.reply.location);
    assert_int_equal(s.a.s.len, 52);
    assert_int_equal(s.a.pre.len, 0);
    a = ask(&s, &s.a, GET, "/connexion?suite=%2F%2Fevil.example", NULL);
    assert_str("/compte", a.reply.location);
}

static void the_former_session_of_a_browser_ends_when_it_signs_in_again(void **state)
{
    Scene s = { .h = *state, .now = HOUSE_NOON, .mail = "amina@example.org" };

    ask_letter(&s, &s.a);
    press(&s, &s.a, s.letters.link[0]);
    Browser former = s.a;
    ask_letter(&s, &s.a);
    press(&s, &s.a, s.letters.link[1]);
    assert_string_equal(who_is_in(&s), "A");
    assert_int_equal(ask(&s, &former, GET, "/compte", NULL).status, 303);
}

typedef struct Runner {
    Scene scene;
    const char *form;
    _Atomic int *won;
} Runner;

enum { RUNNERS = 8, TIMES = 13 };

static void *run(void *arg)
{
    Runner *r = arg;

    for (int i = 0; i < TIMES; i++) {
        Arena mem = { 0 };
        House h = *r->scene.h;
        h.mem = mem;
        Answer a = house_ask(&h, &(Ask){ .method = POST,
                                         .target = "/connexion/lien",
                                         .form = r->form,
                                         .headers = { .cookie = cookies(&h, &r->scene.a),
                                                      .sec_fetch_site = STR("same-origin") } });
        *r->won += a.status == 303;
        arena_done(&h.mem);
    }
    return NULL;
}

static void of_a_hundred_at_once_one_comes_in(void **state)
{
    Runner runners[RUNNERS];
    pthread_t threads[RUNNERS];
    _Atomic int won = 0;
    Scene s = { .h = *state, .now = HOUSE_NOON, .mail = "amina@example.org" };

    ask_letter(&s, &s.a);
    const char *form = house_text(s.h, "cle=%.*s", STR_ARG(s.letters.link[0]));
    for (size_t i = 0; i < RUNNERS; i++) {
        runners[i] = (Runner){ .scene = s, .form = form, .won = &won };
        assert_int_equal(pthread_create(&threads[i], NULL, run, &runners[i]), 0);
    }
    for (size_t i = 0; i < RUNNERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(won, 1);
}

/* URL-1. */
static void only_an_address_of_ours_is_followed(void **state)
{
    static const char *const ours[][2] = {
        { "/mes-cafes", "/mes-cafes" },
        { "/cafes/nouveau?type=cafe&x=%C3%A9", "/cafes/nouveau?type=cafe&x=%C3%A9" },
        { "/en/compte", "/compte" },
        { "/fr/moderation", "/moderation" },
    };
    static const char *const others[] = {
        "",
        "//e",
        "/\\e",
        "\\\\e",
        "/%2Fe",
        "/%5Ce",
        "/\t/e",
        "\t//e",
        " //e",
        "/ /e",
        "/.//e",
        "/..//e",
        "///e",
        "/en//e",
        "/en/%2Fe",
        "https://e",
        "https:e",
        "https:/e",
        "javascript:alert(1)",
        "data:text/html,x",
        "e",
        "user@e",
        "//user@e",
        "/@e",
        "/a@e",
        "/a\\@e",
        "/a\n/b",
        "/a\r\nSet-Cookie: s=1",
        "/a#b",
        "/a\xc3\xa9",
        "/connexion?suite=/connexion",
        "/deconnexion",
        "/a<b",
        "/a\"b",
    };
    char longer[ACCOUNT_NEXT_MAX + 2];

    (void)state;
    for (size_t i = 0; i < COUNT(ours); i++) {
        assert_str(ours[i][1], account_next(str_from(ours[i][0])));
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        assert_str("/compte", account_next(str_from(others[i])));
    }
    memset(longer, 'a', sizeof longer);
    longer[0] = '/';
    assert_str("/compte", account_next((Str){ longer, sizeof longer }));
}

static void a_browser_is_named_without_its_version(void **state)
{
    static const char *const cases[][2] = {
        { "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
          "Firefox, Linux" },
        { "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
          "Chrome, Android" },
        { "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
          "Edge, Windows" },
        { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
          "Safari, iPhone" },
        { "curl/8.8", "" },
        { "<script>Firefox", "Firefox" },
        { "Linux", "Linux" },
        { "", "" },
    };
    Arena mem = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_str(cases[i][1], account_agent(&mem, str_from(cases[i][0])));
    }
    arena_done(&mem);
}

static void what_is_over_is_forgotten_on_its_day(void **state)
{
    Scene s = { .h = *state, .now = HOUSE_NOON, .mail = "amina@example.org" };
    Work w = house_work(s.h, "test");
    SignIn one;

    ask_letter(&s, &s.a);
    Str hash = seal_hash_text(w.mem, s.h->site.key, "link:", s.letters.link[0]);
    s.now = HOUSE_NOON + DAY - 1;
    tidy(&s);
    assert_fine(account_sign_in_store_load(&w, hash, &one));
    work_done(&w);
    s.now++;
    tidy(&s);
    assert_fault(FAULT_ABSENT, account_sign_in_store_load(&w, hash, &one));
    work_done(&w);
}

static void somebody_elses_session_is_not_closed(void **state)
{
    House *h = *state;
    Str amina = house_sign_in(h, "amina@example.org", false);
    Str paul = house_sign_in(h, "paul@example.org", false);
    (void)house_sign_in(h, "amina@example.org", false);
    Answer a = house_as(h, amina, "/compte", NULL);

    assert_says(&a, "amina@example.org");
    assert_says_not(&a, "paul@example.org");
    assert_int_equal(says_times(&a, "name=\"session\""), 2);
    const char *form = house_text(h, "session=%.*s",
                                  STR_ARG(between(a.body, "name=\"session\" value=\"", "\"")));
    assert_int_equal(house_as(h, paul, "/compte/sessions", form).status, 303);
    a = house_as(h, amina, "/compte", NULL);
    assert_int_equal(says_times(&a, "name=\"session\""), 2);
    assert_int_equal(house_as(h, amina, "/compte/sessions", form).status, 303);
    a = house_as(h, amina, "/compte", NULL);
    assert_int_equal(says_times(&a, "name=\"session\""), 0);
}

static void name_and_language_are_kept(void **state)
{
    House *h = *state;
    Str amina = house_sign_in(h, "amina@example.org", false);
    Answer a = house_as(h, amina, "/compte", "name=Amina%20%3Cb%3E&lang=en");

    assert_int_equal(a.status, 303);
    a = house_as(h, amina, "/compte", NULL);
    assert_says(&a, "value=\"Amina &lt;b&gt;\"");
    assert_says(&a, "lang=\"en\" selected");
    const char *longer = house_text(h, "name=%090d&lang=fr", 7);
    a = house_as(h, amina, "/compte", longer);
    assert_int_equal(a.status, 422);
    assert_says(&a, "id=\"name-err\" role=\"alert\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOUSE_TEST(every_life_of_a_letter_and_a_session_ends_as_it_should),
        HOUSE_TEST(the_answer_is_the_same_for_everybody),
        HOUSE_TEST(a_flood_of_strangers_does_not_keep_out_who_has_an_account),
        HOUSE_TEST(a_letter_to_sign_in_does_not_leave_when_its_link_is_over),
        HOUSE_TEST(figures_that_nobody_was_sent_open_nothing),
        HOUSE_TEST(no_cookie_is_set_before_a_letter_is_asked_for),
        HOUSE_TEST(what_is_no_address_is_asked_again),
        HOUSE_TEST(one_comes_back_to_where_one_was_going),
        HOUSE_TEST(the_former_session_of_a_browser_ends_when_it_signs_in_again),
        HOUSE_TEST(of_a_hundred_at_once_one_comes_in),
        cmocka_unit_test(only_an_address_of_ours_is_followed),
        cmocka_unit_test(a_browser_is_named_without_its_version),
        HOUSE_TEST(what_is_over_is_forgotten_on_its_day),
        HOUSE_TEST(somebody_elses_session_is_not_closed),
        HOUSE_TEST(name_and_language_are_kept),
    };

    return cmocka_run_group_tests_name("account_sign_in", tests, NULL, NULL);
}
