/* moderation_web_queue.c - what waits in my territory */
#include "rooms/account/account.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_view.h"
#include "rooms/moderation/moderation_web.h"
#include "text/fold.h"
#include "text/moment.h"
#include "web/web.h"

enum { QUEUE_PAGE = 20, LOOKED_AT = 200, CODES_MAX = 1000 };

typedef struct Territory {
    Str codes;    /* ",41,37,"; "" everywhere; "," nowhere */
    Str chosen;   /* one of them; empty: all */
    bool network; /* cafés of an organisation too, wherever they are */
    Choices choices;
} Territory;

static bool sees(const Work *w, Str department, Str region)
{
    Thing thing = { .department = department, .region = region };

    return account_can(w->person, ACT_TERRITORY_SEE, &thing);
}

static bool heads(const Work *w, const Grant *grant)
{
    Thing thing = { .organizers = STR_JOIN(w->mem, grant->code, STR(";")) };

    return grant->scope == SCOPE_ORGANIZATION && grant->code.len > 0 &&
           account_can(w->person, ACT_TERRITORY_SEE, &thing);
}

static bool heads_some(const Work *w)
{
    for (size_t i = 0; i < w->person->grant_count; i++) {
        if (heads(w, &w->person->grants[i])) {
            return true;
        }
    }
    return false;
}

/* Does its line name an organisation that they head? Cheap, and not yet sure. */
static bool may_be_theirs(const Work *w, const Waiting *one)
{
    Str names = fold(w->mem, one->organizers);

    for (size_t i = 0; i < w->person->grant_count; i++) {
        const Grant *grant = &w->person->grants[i];
        if (heads(w, grant) && str_has(names, grant->code)) {
            return true;
        }
    }
    return false;
}

static Fault is_theirs(Work *w, const Territory *t, const Waiting *one, bool *ret)
{
    Event e = { .id = one->id, .department = one->department };
    Str code = str_format(w->mem, ",%.*s,", STR_ARG(one->department));
    Thing thing;

    *ret = one->department.len > 0 && str_has(t->codes, code);
    bool elsewhere = t->chosen.len > 0 && !str_eq(t->chosen, one->department);
    if (*ret || elsewhere || !may_be_theirs(w, one)) {
        return FAULT_NONE;
    }
    TRY(event_thing(w, &e, &thing));
    *ret = account_can(w->person, ACT_TERRITORY_SEE, &thing);
    return FAULT_NONE;
}

/* Statements know départements; who holds a café is looked at here. */
static Fault keep_theirs(Work *w, const Territory *t, Waiting *list, size_t *n)
{
    size_t kept = 0;
    bool theirs;

    for (size_t i = 0; t->network && i < *n; i++) {
        TRY(is_theirs(w, t, &list[i], &theirs));
        if (theirs) {
            list[kept++] = list[i];
        }
    }
    *n = t->network ? kept : *n;
    return FAULT_NONE;
}

/* What the statements are asked for. */
static Str asked(const Territory *t)
{
    return t->network ? (Str){ 0 } : t->codes;
}

static size_t most(const Territory *t)
{
    return t->network ? LOOKED_AT : MODERATION_LIST_MAX;
}

/* The départements that w->person looks after; chosen: one of them. */
static void find_territory(Work *w, Str chosen, Territory *ret)
{
    const Area *areas;
    size_t n = geo_departments(w->site->geo, &areas);
    Buf codes = buf_new(w->mem, CODES_MAX);
    bool everywhere = sees(w, (Str){ 0 }, (Str){ 0 });

    ret->choices.at = NEW_ARRAY(w->mem, Choice, n + 1);
    ret->choices.at[ret->choices.len++] =
        (Choice){ .say = say(w->lang, SAY_moderation_all_departments) };
    buf_char(&codes, ',');
    for (size_t i = 0; i < n; i++) {
        if (!sees(w, areas[i].code, areas[i].region)) {
            continue;
        }
        bool this_one = str_eq(areas[i].code, chosen);
        ret->choices.at[ret->choices.len++] =
            (Choice){ .value = areas[i].code, .say = areas[i].name, .chosen = this_one };
        if (chosen.len == 0 || this_one) {
            buf_addf(&codes, "%.*s,", STR_ARG(areas[i].code));
        }
    }
    ret->codes = everywhere && chosen.len == 0 ? (Str){ 0 } : buf_str(&codes);
    ret->chosen = chosen;
    ret->network = !everywhere && heads_some(w);
}

static QueueLine line_of(Work *w, const Waiting *one)
{
    Event e = { .zone = one->zone, .starts_at = one->starts_at, .hour_known = one->hour_known };
    Str id = work_id_text(w->mem, one->id.v);

    return (QueueLine){
        .url = str_format(w->mem, "/moderation/%.*s", STR_ARG(id)),
        .title = one->title,
        .when = event_when(w, &e),
        .where = one->department.len > 0
                     ? str_format(w->mem, "%.*s (%.*s)", STR_ARG(one->commune_name),
                                  STR_ARG(one->department))
                     : one->commune_name,
        .organizers = one->organizers,
        .made = day_say(w->mem, w->lang, day_of(ZONE_PARIS, one->made_at)),
        .reports = one->reports,
    };
}

static QueueLines lines_of(Work *w, const Waiting *list, size_t n)
{
    QueueLines lines = { .at = NEW_ARRAY(w->mem, QueueLine, n + 1), .len = n };

    for (size_t i = 0; i < n; i++) {
        lines.at[i] = line_of(w, &list[i]);
    }
    return lines;
}

static Fault fill_waiting(Work *w, const Territory *t, Str after, QueuePage *v)
{
    Waiting *list;
    size_t n, max = t->network ? LOOKED_AT : QUEUE_PAGE;
    EventId from = { 0 };

    if (after.len > 0 && !work_id_read(after, &from.v)) {
        return FAULT_INPUT;
    }
    TRY(moderation_store_waiting(w, asked(t), from, max + 1, &list, &n));
    if (n > max) {
        n = max;
        Str last = work_id_text(w->mem, list[n - 1].id.v);
        v->next_url = str_format(w->mem, "/moderation?departement=%.*s&apres=%.*s",
                                 STR_ARG(t->chosen), STR_ARG(last));
    }
    TRY(keep_theirs(w, t, list, &n));
    v->waiting = lines_of(w, list, n);
    return FAULT_NONE;
}

Fault moderation_web_queue(Work *w, const Request *rq, Reply *rp)
{
    Territory t = { 0 };
    Waiting *list;
    size_t n;
    Str chosen = web_query(rq, "departement"), after = web_query(rq, "apres");
    QueuePage v = { .frame = frame_of(w, rq, say(w->lang, SAY_moderation_queue_heading),
                                      (Str){ 0 }) };

    find_territory(w, chosen, &t);
    if (t.choices.len == 1 && t.codes.len > 0 && !t.network) {
        return FAULT_ABSENT; /* looks after nothing */
    }
    v.frame.no_index = true;
    v.departments = t.choices;
    TRY(fill_waiting(w, &t, after, &v));
    if (after.len == 0) {
        TRY(moderation_store_unread(w, asked(&t), most(&t), &list, &n));
        TRY(keep_theirs(w, &t, list, &n));
        v.unread = lines_of(w, list, n);
        TRY(moderation_store_reported(w, asked(&t), most(&t), &list, &n));
        TRY(keep_theirs(w, &t, list, &n));
        v.reported = lines_of(w, list, n);
    }
    v.nothing = v.waiting.len + v.unread.len + v.reported.len == 0;
    web_private(rp);
    moderation_queue_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault moderation_web_rules(Work *w, const Request *rq, Reply *rp)
{
    RulesPage v = { .frame = frame_of(w, rq, say(w->lang, SAY_moderation_rules_heading),
                                      say(w->lang, SAY_moderation_rules_lead)),
                    .refusals.at = NEW_ARRAY(w->mem, Str, REFUSE_REASONS),
                    .trust_after = w->site->trust_after };

    for (int i = 0; i < REFUSE_OTHER; i++) {
        v.refusals.at[v.refusals.len++] = say(w->lang, moderation_refuse_say((RefuseReason)i));
    }
    moderation_rules_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
