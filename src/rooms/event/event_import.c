/* event_import.c - settle - plan - put: entries become events, all or none */
#include "rooms/event/event_import.h"

#include "rooms/event/event_series.h"
#include "rooms/event/event_settle.h"
#include "rooms/theme/theme.h"
#include "text/fold.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { DAY = 86400, LOOK_AHEAD = 30 * DAY, LOOK_BACK = 365 * DAY, PLANNED_MAX = 50000 };

/* Dates of one series. */
typedef struct Group {
    Str key;
    Series series;
    SeriesDates dates;
} Group;

/* One event to be put. */
typedef struct Planned {
    const Entry *entry;
    Event event;
    Str parent; /* external id */
    Group *group;
    bool expanded, dropped;
} Planned;

typedef struct Import {
    Work *w;
    const ImportPlan *plan;
    Entries *all;
    EventReport *report;
    Planned *at;
    size_t len, size;
    Group **groups;
    size_t group_count;
    size_t line_size;
} Import;

/* ---- the report ---- */

static void tell(Import *im, int64_t line, bool refused, Say why, Str a, Str b)
{
    EventReport *r = im->report;

    if (r->line_count == im->line_size) {
        size_t size = im->line_size ? im->line_size * 2 : 64;
        EventReportLine *at = NEW_ARRAY(im->w->mem, EventReportLine, size);
        if (r->line_count > 0) {
            memcpy(at, r->lines, r->line_count * sizeof *at);
        }
        r->lines = at;
        im->line_size = size;
    }
    r->lines[r->line_count++] = (EventReportLine){
        .line = line,
        .refused = refused,
        .reason =
            say_with(im->w->mem, im->w->lang, why, SAY_ARGS(say_arg_str(a), say_arg_str(b))),
    };
    r->refused += refused;
}

static void tell_refused(Import *im, const Entry *e)
{
    tell(im, e->line, true, e->why, e->about[0], e->about[1]);
}

static int by_line(const void *a, const void *b)
{
    const EventReportLine *x = a, *y = b;

    return (x->line > y->line) - (x->line < y->line);
}

/* ---- settle: what follows from what the file says ---- */

static Fault settle_theme(Import *im, Entry *e)
{
    Theme theme;
    Fault f =
        e->theme.len > 0 ? theme_find(im->w, e->theme, &theme) : theme_main(im->w, &theme);

    if (f == FAULT_ABSENT) {
        entry_refuse(e, SAY_import_theme, e->theme, (Str){ 0 });
        return FAULT_NONE;
    }
    e->event.theme = f ? 0 : theme.number;
    return f;
}

/* FNV-1a: names what has no identifier of its own. */
static uint64_t hash(uint64_t h, Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        h = (h ^ (unsigned char)s.at[i]) * UINT64_C(0x100000001b3);
    }
    return (h ^ 0xff) * UINT64_C(0x100000001b3);
}

static Str id_of(Import *im, const Entry *e)
{
    Arena *mem = im->w->mem;

    if (e->event.external_id.len > 0) {
        return e->event.external_id;
    }
    uint64_t h = hash(UINT64_C(0xcbf29ce484222325), fold(mem, e->event.title));
    h = hash(h, day_iso(mem, day_of(event_zone(&e->event), e->event.starts_at)));
    h = hash(h, e->event.commune);
    return str_format(mem, "%016" PRIx64, h);
}

static Str external(Import *im, Str id)
{
    return str_format(im->w->mem, "%.*s%.*s%.*s", STR_ARG(im->plan->head), STR_ARG(id),
                      STR_ARG(im->plan->tail));
}

static Fault settle(Import *im, Entry *e)
{
    if (e->when.relative && !im->plan->demo) {
        entry_refuse(e, SAY_import_relative, (Str){ 0 }, (Str){ 0 });
    }
    if (e->refused) {
        return FAULT_NONE;
    }
    TRY(settle_theme(im, e));
    entry_place(im->w->site->geo, im->w->mem, e);
    entry_when(im->w->mem, im->w->now, e);
    e->event.external_id = external(im, id_of(im, e));
    e->event.source = im->plan->source;
    e->event.demo = im->plan->demo;
    return FAULT_NONE;
}

/* ---- plan: one event each, dates of rules too ---- */

static Planned *add_planned(Import *im)
{
    if (im->len == im->size) {
        size_t size = im->size ? im->size * 2 : 64;
        Planned *at = NEW_ARRAY(im->w->mem, Planned, size);
        if (im->len > 0) {
            memcpy(at, im->at, im->len * sizeof *at);
        }
        im->at = at;
        im->size = size;
    }
    return &im->at[im->len++];
}

static Group *group_of(Import *im, const Entry *e)
{
    for (size_t i = 0; i < im->group_count; i++) {
        if (str_eq(im->groups[i]->key, e->series)) {
            return im->groups[i];
        }
    }
    Group *g = NEW(im->w->mem, Group);
    if (!im->groups) {
        im->groups = NEW_ARRAY(im->w->mem, Group *, ENTRIES_MAX);
    }
    im->groups[im->group_count++] = g;
    g->key = e->series;
    g->dates.over = true;
    g->series = (Series){ .title = e->series_title.len ? e->series_title : e->event.title,
                          .body = e->event.body,
                          .rule = e->rhythm,
                          .zone = str_from(zone_name(event_zone(&e->event))),
                          .starts_at = e->event.starts_at,
                          .ends_at = e->event.ends_at };
    return g;
}

static Planned *plan_one(Import *im, const Entry *e, Group *g)
{
    Planned *p = add_planned(im);

    *p = (Planned){ .entry = e, .event = e->event, .group = g };
    if (e->parent.len > 0) {
        p->parent = external(im, e->parent);
    }
    if (g) {
        p->event.series_at = e->event.starts_at;
    }
    return p;
}

/* From the beginning; of an old one that goes on, what is near. */
static Fault dates_of(Import *im, Group *g)
{
    int64_t now = im->w->now;

    TRY(event_series_dates(im->w->mem, &g->series, g->series.starts_at, &g->dates));
    if (!g->dates.over && g->dates.known_until < now + LOOK_AHEAD) {
        TRY(event_series_dates(im->w->mem, &g->series, now - LOOK_BACK, &g->dates));
    }
    return g->dates.len > 0 ? FAULT_NONE : FAULT_INPUT;
}

static void plan_rule(Import *im, Entry *e)
{
    if (e->series.len == 0) {
        e->series = e->event.external_id;
    }
    Group *g = group_of(im, e);
    g->series.rule = e->rule;
    g->series.starts_at = e->event.starts_at;
    g->series.ends_at = e->event.ends_at;
    g->series.except_at = entry_exceptions(im->w->mem, e);
    if (dates_of(im, g) || im->len + g->dates.len > PLANNED_MAX) {
        entry_refuse(e, SAY_import_rule, str_slice(e->rule, 0, 80), (Str){ 0 });
        return;
    }
    for (size_t i = 0; i < g->dates.len; i++) {
        Planned *p = plan_one(im, e, g);
        p->expanded = true;
        p->event.starts_at = p->event.series_at = g->dates.at[i];
        p->event.ends_at = event_series_end(&g->series, g->dates.at[i]);
        p->event.external_id =
            event_series_date_id(im->w->mem, e->event.external_id, g->dates.at[i]);
    }
}

/* One date that was changed: it keeps the name of the date it was to be. */
static void plan_stamped(Import *im, const Entry *e)
{
    Event was = { 0 };
    Planned *p = plan_one(im, e, group_of(im, e));

    entry_instants(&e->stamp, event_zone(&e->event), im->w->now, &was);
    p->event.series_at = was.starts_at;
    p->event.external_id =
        event_series_date_id(im->w->mem, e->event.external_id, was.starts_at);
}

static void plan(Import *im, Entry *e)
{
    if (!e->refused && e->rule.len > 0) {
        plan_rule(im, e);
    } else if (!e->refused && e->stamped) {
        plan_stamped(im, e);
    } else if (!e->refused) {
        plan_one(im, e, e->series.len > 0 ? group_of(im, e) : NULL);
    }
    if (e->refused) {
        tell_refused(im, e);
    }
}

static int by_name(const void *a, const void *b)
{
    const Planned *x = *(Planned *const *)a, *y = *(Planned *const *)b;
    int way = str_cmp(x->event.external_id, y->event.external_id);

    if (way == 0) {
        way = x->expanded - y->expanded;
    }
    return way ? way : (x->entry->line > y->entry->line) - (x->entry->line < y->entry->line);
}

static int by_date(const void *a, const void *b)
{
    const Planned *x = *(Planned *const *)a, *y = *(Planned *const *)b;

    if (x->group != y->group) {
        return (uintptr_t)x->group < (uintptr_t)y->group ? -1 : 1;
    }
    int64_t d = x->event.series_at - y->event.series_at;
    return d ? (d > 0) - (d < 0) : x->expanded - y->expanded;
}

/* What a date of a rule has in common with one that stands by itself gives
 * way; else the second is refused. */
static void give_way(Import *im, const Planned *first, Planned *second)
{
    second->dropped = true;
    if (!second->expanded) {
        tell(im, second->entry->line, true, SAY_import_twice,
             str_format(im->w->mem, "%" PRId64, first->entry->line), (Str){ 0 });
    }
}

static bool same_name(const Planned *a, const Planned *b)
{
    return str_eq(a->event.external_id, b->event.external_id);
}

static bool same_date(const Planned *a, const Planned *b)
{
    return a->group && a->group == b->group && a->event.series_at == b->event.series_at;
}

static void find_twice(Import *im, int (*order)(const void *, const void *),
                       bool (*same)(const Planned *, const Planned *))
{
    Planned **sorted = NEW_ARRAY(im->w->mem, Planned *, im->len);
    const Planned *first = NULL;
    size_t n = 0;

    for (size_t i = 0; i < im->len; i++) {
        if (!im->at[i].dropped) {
            sorted[n++] = &im->at[i];
        }
    }
    qsort(sorted, n, sizeof(void *), order); /* pointers are put in order */
    for (size_t i = 0; i < n; i++) {
        if (first && same(first, sorted[i])) {
            give_way(im, first, sorted[i]);
        } else {
            first = sorted[i];
        }
    }
}

static Fault plan_all(Import *im)
{
    for (size_t i = 0; i < im->all->len; i++) {
        TRY(settle(im, &im->all->at[i]));
    }
    for (size_t i = 0; i < im->all->len; i++) {
        plan(im, &im->all->at[i]);
    }
    for (size_t i = 0; i < im->all->notes; i++) {
        const EntryNote *note = &im->all->note[i];
        tell(im, note->line, false, note->what, note->about, (Str){ 0 });
    }
    find_twice(im, by_name, same_name);
    find_twice(im, by_date, same_date);
    im->report->read = im->report->refused;
    for (size_t i = 0; i < im->len; i++) {
        im->report->read += !im->at[i].dropped;
    }
    return FAULT_NONE;
}

/* ---- put: within one transaction ---- */

/* The series of a group, if one of its dates is already there. */
static Fault find_series(Import *im, const Planned *p)
{
    Event was;

    if (!p->group || p->group->series.id.v != 0) {
        return FAULT_NONE;
    }
    Fault f = event_store_by_external(im->w, p->event.external_id, &was);
    if (!f) {
        p->group->series.id = was.series_id;
    }
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault begin_series(Import *im)
{
    for (size_t i = 0; i < im->len; i++) {
        TRY(find_series(im, &im->at[i]));
    }
    for (size_t i = 0; i < im->group_count; i++) {
        Group *g = im->groups[i];
        if (g->series.id.v == 0) {
            TRY(event_series_begin(im->w, &g->series, &g->dates));
        }
    }
    return FAULT_NONE;
}

/* A date that the series already has under another name stands alone. */
static Fault join_series(Import *im, Planned *p)
{
    Event *list;
    size_t n;

    if (!p->group) {
        return FAULT_NONE;
    }
    p->event.series_id = p->group->series.id;
    TRY(event_store_of_series(im->w, p->event.series_id, p->event.series_at, 1, &list, &n));
    if (n == 1 && list[0].series_at == p->event.series_at &&
        !str_eq(list[0].external_id, p->event.external_id)) {
        p->event.series_id = (SeriesId){ 0 };
        p->event.series_at = 0;
    }
    return FAULT_NONE;
}

static Fault join_parent(Import *im, Planned *p, bool *ret_found)
{
    Event parent;

    *ret_found = true;
    if (p->parent.len == 0) {
        return FAULT_NONE;
    }
    Fault f = event_store_by_external(im->w, p->parent, &parent);
    if (f == FAULT_ABSENT) {
        tell(im, p->entry->line, true, SAY_import_parent, p->entry->parent, (Str){ 0 });
        *ret_found = false;
        return FAULT_NONE;
    }
    p->event.parent_id = f ? (EventId){ 0 } : parent.id;
    return f;
}

/* What was decided here (cancelled, refused) isn't undone by a file that still
 * says "published"; what the file says has happened, happens. */
static int64_t state_after(int64_t was, int64_t said)
{
    bool waited = was == EVENT_DRAFT || was == EVENT_PROPOSED;
    bool happened = said == EVENT_CANCELLED || said == EVENT_POSTPONED ||
                    said == EVENT_MOVED_ONLINE || (said == EVENT_PUBLISHED && waited);

    return happened && event_rule_may_become((EventState)was, (EventState)said) ? said : was;
}

static Fault keep_change(Import *im, const Planned *p, int64_t was)
{
    if (was == p->event.state) {
        return FAULT_NONE;
    }
    return event_change_store_add(
        im->w, p->event.id,
        &(Change){
            .at = im->w->now, .was = was, .becomes = p->event.state, .who = im->w->who });
}

static void count(EventReport *r, bool fresh, EventOutcome outcome)
{
    r->fresh += fresh;
    r->unchanged += !fresh && outcome == EVENT_UNCHANGED;
    r->changed += !fresh && outcome != EVENT_UNCHANGED;
}

static Fault put(Import *im, Planned *p)
{
    Event was;
    bool found, fresh;
    EventOutcome outcome;

    TRY(join_parent(im, p, &found));
    if (!found) {
        return FAULT_NONE;
    }
    TRY(join_series(im, p));
    Fault f = event_store_by_external(im->w, p->event.external_id, &was);
    if (f && f != FAULT_ABSENT) {
        return f;
    }
    int64_t before = f ? p->event.state : was.state;
    p->event.state = state_after(before, p->event.state);
    TRY(event_put(im->w, &p->event, p->entry->parties, &fresh, &outcome));
    TRY(keep_change(im, p, before));
    count(im->report, fresh, outcome);
    return FAULT_NONE;
}

/* Those that contain others come first. */
static Fault put_all(Import *im)
{
    TRY(begin_series(im));
    for (size_t i = 0; i < im->len; i++) {
        if (!im->at[i].dropped && im->at[i].parent.len == 0) {
            TRY(put(im, &im->at[i]));
        }
    }
    for (size_t i = 0; i < im->len; i++) {
        if (!im->at[i].dropped && im->at[i].parent.len > 0) {
            TRY(put(im, &im->at[i]));
        }
    }
    return FAULT_NONE;
}

Fault event_import_entries(Work *w, Entries *all, const ImportPlan *plan, EventReport *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    EventReport report = { 0 };
    Import im = { .w = w, .plan = plan, .all = all, .report = &report };

    TRY(plan_all(&im));
    TRY(work_begin(w, &tx));
    TRY(put_all(&im));
    if (report.line_count > 1) {
        qsort(report.lines, report.line_count, sizeof *report.lines, by_line);
    }
    if (plan->apply && report.refused == 0) {
        TRY(work_commit(&tx));
        report.applied = true;
    }
    *ret = report;
    return FAULT_NONE;
}

Fault event_import(Work *w, EventImportKind kind, Str bytes, bool apply, EventReport *ret)
{
    static const struct {
        Entries (*read)(Arena *mem, Str bytes);
        Str source, tail;
    } kinds[EVENT_IMPORT_KINDS] = {
        [EVENT_IMPORT_CSV] = { entries_of_csv, STR_INIT("csv"), STR_INIT("@csv") },
        [EVENT_IMPORT_ICS] = { entries_of_ics, STR_INIT("ics"), STR_INIT("@ics") },
        [EVENT_IMPORT_OPENAGENDA] = { entries_of_openagenda, STR_INIT("openagenda"),
                                      STR_INIT("@openagenda") },
    };
    ImportPlan plan = { .source = kinds[kind].source,
                        .tail = kinds[kind].tail,
                        .apply = apply };
    Entries all = kinds[kind].read(w->mem, bytes);

    return event_import_entries(w, &all, &plan, ret);
}
