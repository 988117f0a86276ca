/* moderation_web_queue.c - what waits in my territory */
#include "rooms/account/account.h"
#include "rooms/moderation/moderation_room.h"
#include "rooms/moderation/moderation_view.h"
#include "rooms/moderation/moderation_web.h"
#include "text/moment.h"
#include "web/web.h"

enum { QUEUE_PAGE = 20, CODES_MAX = 1000 };

typedef struct Territory {
    Str codes; /* ",41,37,"; "" everywhere; "," nowhere */
    Choices choices;
} Territory;

static bool sees(const Work *w, Str department, Str region)
{
    Thing thing = { .department = department, .region = region };

    return account_can(w->person, ACT_TERRITORY_SEE, &thing);
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

static Fault fill_waiting(Work *w, const Territory *t, Str chosen, Str after, QueuePage *v)
{
    Waiting *list;
    size_t n;
    EventId from = { 0 };

    if (after.len > 0 && !work_id_read(after, &from.v)) {
        return FAULT_INPUT;
    }
    TRY(moderation_store_waiting(w, t->codes, from, QUEUE_PAGE + 1, &list, &n));
    if (n > QUEUE_PAGE) {
        n = QUEUE_PAGE;
        Str last = work_id_text(w->mem, list[n - 1].id.v);
        v->next_url = str_format(w->mem, "/moderation?departement=%.*s&apres=%.*s",
                                 STR_ARG(chosen), STR_ARG(last));
    }
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
    if (t.choices.len == 1 && t.codes.len > 0) {
        return FAULT_ABSENT; /* looks after nothing */
    }
    v.frame.no_index = true;
    v.departments = t.choices;
    TRY(fill_waiting(w, &t, chosen, after, &v));
    if (after.len == 0) {
        TRY(moderation_store_unread(w, t.codes, MODERATION_LIST_MAX, &list, &n));
        v.unread = lines_of(w, list, n);
        TRY(moderation_store_reported(w, t.codes, MODERATION_LIST_MAX, &list, &n));
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
