/* signup_export.c - the file of those who signed up, for who organises */
#include "rooms/event/event_front.h"
#include "rooms/signup/signup_door.h"
#include "rooms/signup/signup_door_web.h"
#include "text/csv.h"
#include "web/web.h"

static void put_head(const Work *w, CsvWriter *csv)
{
    static const Say heads[] = { SAY_door_csv_number, SAY_door_csv_name,  SAY_door_csv_party,
                                 SAY_door_csv_mail,   SAY_door_csv_needs, SAY_door_csv_expects,
                                 SAY_door_csv_state,  SAY_door_csv_came };

    for (size_t i = 0; i < COUNT(heads); i++) {
        csv_put(csv, say(w->lang, heads[i]));
    }
    csv_end_row(csv);
}

static Str came_say(const Work *w, int64_t came)
{
    return came == 1   ? say(w->lang, SAY_door_csv_here)
           : came == 2 ? say(w->lang, SAY_door_csv_not_here)
                       : (Str){ 0 };
}

static void put_person(const Work *w, CsvWriter *csv, const DoorPerson *p)
{
    csv_put_int(csv, p->number);
    csv_put(csv, p->name);
    csv_put(csv, p->party);
    csv_put(csv, p->mail);
    csv_put(csv, p->needs);
    csv_put(csv, p->expects);
    csv_put(csv, say(w->lang, SAY_door_csv_seat));
    csv_put(csv, came_say(w, p->came));
    csv_end_row(csv);
}

static void put_waiting(const Work *w, CsvWriter *csv, const DoorWaiting *p)
{
    csv_put(csv, (Str){ 0 });
    csv_put(csv, p->name);
    csv_put(csv, say_with(w->mem, w->lang, SAY_door_people, SAY_ARGS(SAY_ARG(p->seats))));
    csv_put(csv, p->mail);
    csv_put(csv, p->needs);
    csv_put(csv, p->expects);
    csv_put(csv, say(w->lang, SAY_door_csv_waits));
    csv_put(csv, (Str){ 0 });
    csv_end_row(csv);
}

static void put_walk_in(const Work *w, CsvWriter *csv, const DoorWalkIn *p)
{
    csv_put(csv, (Str){ 0 });
    csv_put(csv, p->name);
    for (int empty = 0; empty < 4; empty++) {
        csv_put(csv, (Str){ 0 });
    }
    csv_put(csv, say(w->lang, SAY_door_csv_walked));
    csv_put(csv, came_say(w, 1));
    csv_end_row(csv);
}

/* Spreadsheets of a French house take the semicolon. */
static void put_rows(const Work *w, const DoorList *list, Buf *out)
{
    CsvWriter csv = { .out = out,
                      .separator = w->lang == LANG_FR ? ';' : ',',
                      .for_people = true };

    put_head(w, &csv);
    for (size_t i = 0; i < list->len; i++) {
        put_person(w, &csv, &list->people[i]);
    }
    for (size_t i = 0; i < list->waiting_len; i++) {
        put_waiting(w, &csv, &list->waiting[i]);
    }
    for (size_t i = 0; i < list->walk_in_len; i++) {
        put_walk_in(w, &csv, &list->walk_ins[i]);
    }
}

static Fault write_down(Work *w, const Event *e)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_deed(w, "signup.export", e->id.v));
    return work_commit(&tx);
}

/* Only while the names live; the deed is on record before the file leaves. */
Fault signup_door_web_export(Work *w, const Request *rq, Reply *rp)
{
    Event e;
    DoorList list;

    TRY(signup_door_open(w, rq, ACT_EVENT_PEOPLE, &e));
    if (e.until_at + SIGNUP_KEPT_SECONDS <= w->now) {
        return FAULT_ABSENT;
    }
    TRY(write_down(w, &e));
    TRY(signup_door_list(w, e.id, &list));
    put_rows(w, &list, &rp->body);
    rp->type = "text/csv; charset=utf-8";
    http_header(rp, "Content-Disposition",
                STR_JOIN(w->mem, STR("attachment; filename=\""), e.slug, STR(".csv\"")));
    web_private(rp);
    return rp->body.cut ? FAULT_LIMIT : FAULT_NONE;
}
