/* matrix_test.c - every private route, everybody who may knock
 *
 * Each route that isn't a visitor's has a row in matrix.def: what each of them
 * is answered, on an event of their own, of others, of another territory, in
 * each of its states.  A route without a row, or a row without a route, fails. */
#include "app/routes.h"
#include "rooms/account/account.h"
#include "rooms/event/event.h"
#include "rooms/event/event_secret.h"
#include "rooms/signup/signup.h"
#include "tests/scenes.h"

/* Who knocks; the letters are the columns of matrix.def. */
typedef enum Actor {
    VISITOR_WITHOUT,    /* n: nobody, without the secret */
    MEMBER_ELSE,        /* m: has signed in, and nothing more */
    OWNER_PROVEN,       /* o */
    OWNER_UNPROVEN,     /* u */
    FACILITATOR_HERE,   /* f */
    FACILITATOR_ELSE,   /* g: of another event */
    COORDINATOR_HERE,   /* c: of its department */
    COORDINATOR_ELSE,   /* d: of another */
    HEAD_HERE,          /* h: of an organisation that holds it */
    HEAD_ELSE,          /* k: of another */
    MODERATOR_PROVEN,   /* r */
    MODERATOR_UNPROVEN, /* s */
    ADMINISTRATOR,      /* a */
    VISITOR_WRONG,      /* w: nobody, with a wrong secret */
    VISITOR_RIGHT,      /* y: nobody, with the right one */
    ACTORS
} Actor;

static const char letters[] = "nmoufgcdhkrsawy";

/* On what: the :id of the path. */
typedef enum What { ON_NOTHING, ON_EVENT, ON_SEAT, ON_REPORT, ON_QUESTION, ON_SERIES } What;

/* Where the secret stands. */
typedef enum Secret { NO_SECRET, SECRET_EDIT, SECRET_SEAT, SECRET_OTHER } Secret;

typedef struct Row {
    Method method;
    const char *path;
    What what;
    Secret secret;
    const char *form; /* of a POST; {key} is the secret */
    const char *want; /* one answer an actor; several by '|': one a state */
} Row;

/* clang-format off */
static const Row rows[] = {
#define ROW(method, path, what, secret, form, want) { method, path, what, secret, form, want },
#include "tests/matrix.def"
#undef ROW
};
/* clang-format on */

/* Where the event stands. */
static const struct {
    const char *name;
    EventState state;
    int64_t starts; /* after now */
} states[] = {
    { "proposed", EVENT_PROPOSED, 86400 },
    { "published", EVENT_PUBLISHED, 86400 },
    { "cancelled", EVENT_CANCELLED, 86400 },
    { "held", EVENT_PUBLISHED, -86400 },
};

typedef struct Scene {
    House *house;
    Event event;
    Str key, seat_url;
    int64_t number; /* of the thing the path names */
} Scene;

/* ---- the scene: a new event for each knock, so that none leaves traces ---- */

static void everybody(House *h)
{
    scene_gives(h, "c@example.org", ROLE_COORDINATOR, "department:41", 0);
    scene_gives(h, "d@example.org", ROLE_COORDINATOR, "department:37", 0);
    scene_gives(h, "h@example.org", ROLE_NETWORK_HEAD, "organization:reseau canope", 0);
    scene_gives(h, "k@example.org", ROLE_NETWORK_HEAD, "organization:reseau", 0);
    scene_gives(h, "r@example.org", ROLE_MODERATOR, "everywhere", 0);
    scene_gives(h, "s@example.org", ROLE_MODERATOR, "everywhere", 0);
    scene_gives(h, "a@example.org", ROLE_ADMINISTRATOR, "everywhere", 0);
    scene_gives(h, "g@example.org", ROLE_FACILITATOR, "event:0000000000001", 0);
}

static const char *mail_of(House *h, Actor actor)
{
    /* The owner is one, proven or not. */
    return house_text(h, "%c@example.org", actor == OWNER_UNPROVEN ? 'o' : letters[actor]);
}

static Str sign_in(House *h, Actor actor)
{
    bool proven =
        actor != OWNER_UNPROVEN && actor != MODERATOR_UNPROVEN && actor != MEMBER_ELSE;

    switch (actor) {
    case VISITOR_WITHOUT:
    case VISITOR_WRONG:
    case VISITOR_RIGHT: return STR("test=1");
    case MEMBER_ELSE:
    case OWNER_PROVEN:
    case OWNER_UNPROVEN:
    case FACILITATOR_HERE:
    case FACILITATOR_ELSE:
    case COORDINATOR_HERE:
    case COORDINATOR_ELSE:
    case HEAD_HERE:
    case HEAD_ELSE:
    case MODERATOR_PROVEN:
    case MODERATOR_UNPROVEN:
    case ADMINISTRATOR:
    case ACTORS: break;
    }
    return house_sign_in(h, mail_of(h, actor), proven);
}

static void take_a_seat(Scene *s)
{
    Work w = house_work(s->house, "visitor");
    SignupWish wish = { .event_id = s->event.id,
                        .seats = 1,
                        .name = STR("Zoe"),
                        .form_token = work_id_text(&s->house->mem, work_new_id(&w)) };
    Signup seat;
    SignupOutcome how;

    assert_fine(signup_join(&w, &wish, &seat, &how));
    s->number = seat.id.v;
    s->seat_url = signup_url(&w, &seat);
    work_done(&w);
}

static void add_event(Scene *s, size_t state)
{
    House *h = s->house;
    Work w = house_work(h, "operator");
    Party party = { EVENT_ORGANIZER, STR("Réseau Canopé"), { 0 } };
    bool cancelled = states[state].state == EVENT_CANCELLED;
    EventOutcome outcome;

    s->key = STR("0123456789abcdef0123456789abcdef");
    s->event = (Event){ .state = cancelled ? EVENT_PUBLISHED : states[state].state,
                        .theme = 1,
                        .title = STR("Café"),
                        .starts_at = w.now + states[state].starts,
                        .hour_known = true,
                        .capacity = 12,
                        .signup = EVENT_SIGNUP_HERE,
                        .owner_id = scene_account(h, "o@example.org"),
                        .edit_hash = event_secret_hash(&w, s->key) };
    assert_true(event_place(h->geo, STR("41018"), &s->event));
    assert_fine(event_declare(&w, &s->event, (Parties){ &party, 1 }, &outcome));
    s->number = s->event.id.v;
    work_done(&w);
}

static void cancel(Scene *s)
{
    Work w = house_work(s->house, "operator");
    EventOutcome outcome;

    assert_fine(
        event_become(&w, s->event.id, EVENT_CANCELLED, STR("Salle fermée"), 0, &outcome));
    work_done(&w);
}

static void add_report(Scene *s)
{
    scene_script(s->house,
                 house_text(s->house,
                            "INSERT INTO report (id, event_id, at, reason, secret_hash)"
                            " VALUES (%lld, %lld, 0, 0, 'x')",
                            (long long)s->event.id.v + 1, (long long)s->event.id.v));
    s->number = s->event.id.v + 1;
}

static void add_question(Scene *s)
{
    scene_script(s->house,
                 house_text(s->house,
                            "INSERT INTO review_question (id, event_id, account_id, at, body,"
                            " secret_hash) VALUES (%lld, %lld, 0, 0, 'b', 'x')",
                            (long long)s->event.id.v + 1, (long long)s->event.id.v));
    s->number = s->event.id.v + 1;
}

static void set_up(Scene *s, const Row *row, size_t state)
{
    if (row->what == ON_NOTHING) {
        return;
    }
    add_event(s, state);
    if (row->what == ON_SEAT && states[state].state == EVENT_PUBLISHED &&
        states[state].starts > 0) {
        take_a_seat(s);
    }
    if (row->what == ON_REPORT) {
        add_report(s);
    }
    if (row->what == ON_QUESTION) {
        add_question(s);
    }
    if (states[state].state == EVENT_CANCELLED) {
        cancel(s);
    }
}

/* ---- one knock ---- */

static Str replace(House *h, Str text, const char *mark, Str with)
{
    Str m = str_from(mark);

    for (size_t i = 0; i + m.len <= text.len; i++) {
        if (str_starts(str_slice(text, i, m.len), m)) {
            return STR_JOIN(&h->mem, str_slice(text, 0, i), with,
                            str_slice(text, i + m.len, text.len));
        }
    }
    return text;
}

static Str secret_of(const Scene *s, const Row *row, Actor actor)
{
    Str head, key;

    if (actor != VISITOR_RIGHT) {
        return actor == VISITOR_WRONG ? STR("ffffffffffffffffffffffffffffffff") : (Str){ 0 };
    }
    if (row->secret == SECRET_SEAT && str_cut(s->seat_url, '=', &head, &key)) {
        return key;
    }
    return row->secret == SECRET_EDIT ? s->key : (Str){ 0 };
}

static char answer_of(const Answer *a)
{
    Str to = a->reply.location;

    if (a->status >= 500) {
        return '!';
    }
    if (a->status == 403 || a->status == 404) {
        return a->status == 403 ? 'x' : '.';
    }
    if (str_starts(to, STR("/connexion?")) || str_eq(to, STR("/connexion"))) {
        return 'l';
    }
    return str_starts(to, STR("/connexion/preuve?")) ? 'p' : a->status == 400 ? '4' : '+';
}

static char knock(Scene *s, const Row *row, Actor actor)
{
    House *h = s->house;
    Str id = work_id_text(&h->mem, s->number), key = secret_of(s, row, actor);
    Str path = replace(h, str_from(row->path), ":id", id);
    Str form = replace(h, str_from(row->form), "{key}", key);

    if (actor == FACILITATOR_HERE && s->event.id.v != 0) {
        Str event = work_id_text(&h->mem, s->event.id.v);
        scene_gives(h, "f@example.org", ROLE_FACILITATOR,
                    house_text(h, "event:%.*s", STR_ARG(event)), 0);
    }
    Str cookie = sign_in(h, actor);

    form = replace(h, form, "{id}", id);
    if (row->secret != NO_SECRET && key.len > 0) {
        path = str_format(&h->mem, "%.*s?cle=%.*s", STR_ARG(path), STR_ARG(key));
    }
    Answer a = house_as(h, cookie, str_c(&h->mem, path),
                        row->method == POST ? str_c(&h->mem, form) : NULL);
    return answer_of(&a);
}

/* ---- all of them ---- */

/* What is wanted in that state: the last one stands for those that follow. */
static Str wanted(const Row *row, size_t state)
{
    Str head = { 0 }, rest = str_from(row->want);

    for (size_t i = 0; i <= state; i++) {
        if (!str_cut(rest, '|', &head, &rest)) {
            break;
        }
    }
    return head;
}

static size_t judge(House *h, const Row *row, size_t state)
{
    Str want = wanted(row, state);
    char got[ACTORS + 1] = { 0 };
    size_t deviations = 0;

    assert_int_equal(want.len, ACTORS);
    for (int i = 0; i < ACTORS; i++) {
        Scene s = { .house = h };
        got[i] = '-';
        if (want.at[i] != '-') {
            set_up(&s, row, state);
            got[i] = knock(&s, row, (Actor)i);
        }
        deviations += got[i] != want.at[i];
    }
    if (deviations > 0) {
        print_error("%s %s, %s:\n       %s\n  want %.*s\n  got  %s\n",
                    row->method == POST ? "POST" : "GET", row->path, states[state].name,
                    letters, STR_ARG(want), got);
    }
    return deviations;
}

static void everybody_gets_the_answer_of_the_table(void **state)
{
    House *h = *state;
    size_t deviations = 0, knocks = 0;

    (void)house_sign_in(h, "o@example.org", true);
    everybody(h);
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t n = rows[i].what == ON_NOTHING ? 1 : COUNT(states);
        for (size_t j = 0; j < n; j++) {
            deviations += judge(h, &rows[i], j);
            knocks += ACTORS;
        }
    }
    print_message("matrix: %zu routes, %zu rows, %zu knocks, %zu deviations\n", app_routes.len,
                  COUNT(rows), knocks, deviations);
    assert_int_equal(deviations, 0);
}

/* ---- what a proof of long ago isn't enough for ---- */

/* Who gives or ends a role, changes a key, carries off what others said. */
static const struct {
    Method method;
    const char *path;
    What what;
    Actor actor;
    const char *form, *back; /* back: where they come once they have proven it again */
    bool typed;              /* a form is filled in there: taken for an hour */
} fresh[] = {
    { POST, "/mes-cafes/:id/inscrits.csv", ON_EVENT, OWNER_PROVEN, "", "/mes-cafes/:id", 0 },
    { GET, "/mes-cafes/:id/equipe", ON_EVENT, OWNER_PROVEN, "", "/mes-cafes/:id/equipe", 0 },
    { POST, "/mes-cafes/:id/equipe", ON_EVENT, OWNER_PROVEN, "mail=z%40example.org",
      "/mes-cafes/:id/equipe", 1 },
    { POST, "/mes-cafes/:id/equipe/retirer", ON_EVENT, OWNER_PROVEN, "mail=z%40example.org",
      "/mes-cafes/:id/equipe", 0 },
    { POST, "/mes-cafes/:id/equipe/lien", ON_EVENT, OWNER_PROVEN, "", "/mes-cafes/:id/equipe",
      0 },
    { POST, "/compte/second-facteur/codes", ON_NOTHING, OWNER_PROVEN, "",
      "/compte/second-facteur", 0 },
    { POST, "/compte/second-facteur/retirer", ON_NOTHING, OWNER_PROVEN, "",
      "/compte/second-facteur", 0 },
    { POST, "/compte/donnees", ON_NOTHING, OWNER_PROVEN, "", "/compte/donnees", 0 },
    { GET, "/admin/roles", ON_NOTHING, ADMINISTRATOR, "", "/admin/roles", 0 },
    { POST, "/admin/roles", ON_NOTHING, ADMINISTRATOR,
      "mail=z%40example.org&role=moderator&scope=everywhere", "/admin/roles", 1 },
    { POST, "/admin/roles/retirer", ON_NOTHING, ADMINISTRATOR,
      "mail=z%40example.org&role=moderator&scope=everywhere", "/admin/roles", 0 },
};

/* Is who proved it so many seconds ago asked again, and led back to the form? */
static bool is_asked_again(House *h, size_t i, int64_t ago)
{
    Scene s = { .house = h };
    Row row = { .what = fresh[i].what };

    set_up(&s, &row, 1);
    Str id = work_id_text(&h->mem, s.number), cookie = sign_in(h, fresh[i].actor);
    scene_script(
        h, house_text(h, "UPDATE session SET proven_at = proven_at - %lld", (long long)ago));
    Str path = replace(h, str_from(fresh[i].path), ":id", id);
    Str back = replace(h, str_from(fresh[i].back), ":id", id);
    Answer a = house_as(h, cookie, str_c(&h->mem, path),
                        fresh[i].method == POST ? fresh[i].form : NULL);
    Str to = a.reply.location;
    while (str_has(to, STR("%2F"))) {
        to = replace(h, to, "%2F", STR("/"));
    }
    if (a.status != 303 || !str_starts(to, STR("/connexion"))) {
        return false;
    }
    assert_str(house_text(h, "/connexion/preuve?suite=%.*s", STR_ARG(back)), to);
    return true;
}

static void what_weighs_asks_for_a_proof_of_late(void **state)
{
    House *h = *state;

    (void)house_sign_in(h, "o@example.org", true);
    everybody(h);
    for (size_t i = 0; i < COUNT(fresh); i++) {
        int64_t most = fresh[i].typed ? WEB_FRESH_FORM_SECONDS : WEB_FRESH_SECONDS;
        if (is_asked_again(h, i, most - 5) || !is_asked_again(h, i, most + 1)) {
            fail_msg("%s", fresh[i].path);
        }
    }
}

static void the_routes_that_weigh_are_these(void **state)
{
    size_t routes = 0;

    (void)state;
    for (size_t i = 0; i < app_routes.len; i++) {
        routes += (app_routes.at[i].traits & ROUTE_FRESH) != 0;
    }
    assert_int_equal(routes, COUNT(fresh));
}

static bool same(const Route *r, const Row *row)
{
    return r->method == row->method && str_eq(str_from(r->path), str_from(row->path));
}

static void every_private_route_has_its_row(void **state)
{
    size_t missing = 0;

    (void)state;
    for (size_t i = 0; i < app_routes.len; i++) {
        const Route *r = &app_routes.at[i];
        size_t found = 0;
        for (size_t j = 0; j < COUNT(rows); j++) {
            found += same(r, &rows[j]);
        }
        if (r->guard != VISITOR && found != 1) {
            print_error("%s %s: %zu rows in tests/matrix.def\n",
                        r->method == POST ? "POST" : "GET", r->path, found);
            missing++;
        }
    }
    assert_int_equal(missing, 0);
}

static void every_row_has_its_route(void **state)
{
    (void)state;
    for (size_t j = 0; j < COUNT(rows); j++) {
        size_t found = 0;
        for (size_t i = 0; i < app_routes.len; i++) {
            found += same(&app_routes.at[i], &rows[j]);
        }
        if (found != 1) {
            fail_msg("%s", rows[j].path);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_private_route_has_its_row),
        cmocka_unit_test(every_row_has_its_route),
        HOUSE_TEST(everybody_gets_the_answer_of_the_table),
        HOUSE_TEST(what_weighs_asks_for_a_proof_of_late),
        cmocka_unit_test(the_routes_that_weigh_are_these),
    };

    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
