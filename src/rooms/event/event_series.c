#include "rooms/event/event_letter.h"
#include "rooms/event/event_rhythm.h"

#include "text/fold.h"

/* Dates are known 24 months ahead, and looked for again a month later. */
enum { DAY = 86400, AHEAD = 700 * DAY, LOOK_BACK = 400 * DAY, AT_ONCE = 100 };

const int64_t series_over = INT64_C(253402300799); /* the end of the year 9999 */

Fault event_series_begin(Work *w, Series *s, const SeriesDates *dates)
{
    s->id = (SeriesId){ work_new_id(w) };
    s->slug = slug(w->mem, s->title);
    s->made_at = s->changed_at = w->now;
    s->known_until = dates->over ? series_over : dates->known_until;
    return event_series_store_add(w, s);
}

/* An event like e on that date.  A form counts once: only one keeps its token. */
static Fault add_date(Work *w, const Series *s, const Event *e, Parties parties, int64_t at)
{
    Event one = *e;

    one.id = (EventId){ 0 };
    one.series_id = s->id;
    one.series_at = one.starts_at = at;
    one.ends_at = event_series_end(s, at);
    one.external_id = event_series_date_id(w->mem, e->external_id, at);
    one.sequence = 0;
    one.previous_at = 0;
    return event_add(w, &one, parties);
}

Fault event_series_add(Work *w, Series *s, const Event *e, Parties parties, size_t *ret_dates)
{
    Event one = *e;
    SeriesDates dates;

    TRY(event_series_dates(w->mem, s, s->starts_at, &dates));
    if (dates.len == 0) {
        return FAULT_INPUT;
    }
    TRY(event_series_begin(w, s, &dates));
    for (size_t i = 0; i < dates.len; i++) {
        TRY(add_date(w, s, &one, parties, dates.at[i]));
        one.form_token = (Str){ 0 };
    }
    *ret_dates = dates.len;
    return FAULT_NONE;
}

Fault event_declare_series(Work *w, Event *e, Parties parties, Str rule, int64_t *ret_dates,
                           EventOutcome *ret)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Event first = *e;
    size_t dates;
    Series s = { .title = e->title,
                 .body = e->body,
                 .rule = rule,
                 .zone = e->zone,
                 .starts_at = e->starts_at,
                 .ends_at = e->ends_at };

    TRY(work_begin(w, &tx));
    TRY(event_hold_declaring(w));
    Fault f = event_store_by_form(w, e->form_token, &first);
    if (!f) {
        e->id = first.id;
        *ret = EVENT_TWICE;
        return FAULT_NONE;
    }
    if (f != FAULT_ABSENT) {
        return f;
    }
    TRY(event_series_add(w, &s, e, parties, &dates));
    TRY(event_store_by_form(w, e->form_token, &first));
    e->id = first.id;
    TRY(work_tell(w, "event.declared", e->id.v));
    TRY(event_letter_declared(w, e));
    *ret_dates = (int64_t)dates;
    *ret = EVENT_OK;
    return work_commit(&tx);
}

/* What the next dates look like: the last one that still stands. */
static const Event *model_of(const Event *list, size_t n)
{
    for (size_t i = n; i-- > 0;) {
        if (list[i].state == EVENT_PUBLISHED || list[i].state == EVENT_PROPOSED) {
            return &list[i];
        }
    }
    return NULL;
}

/* An import may have brought it before its turn. */
static Fault has_date(Work *w, const Series *s, const Event *model, int64_t at, bool *ret)
{
    Str name = event_series_date_id(w->mem, model->external_id, at);
    Event *list, same;
    size_t n;

    TRY(event_store_of_series(w, s->id, at, 1, &list, &n));
    *ret = n == 1 && list[0].series_at == at;
    if (*ret || name.len == 0) {
        return FAULT_NONE;
    }
    Fault f = event_store_by_external(w, name, &same);
    *ret = !f;
    return f == FAULT_ABSENT ? FAULT_NONE : f;
}

static Fault add_next(Work *w, const Series *s, const Event *model, const SeriesDates *dates)
{
    Parties parties;
    bool there;

    TRY(event_parties(w, model->id, &parties));
    for (size_t i = 0; i < dates->len; i++) {
        TRY(has_date(w, s, model, dates->at[i], &there));
        if (!there) {
            TRY(add_date(w, s, model, parties, dates->at[i]));
        }
    }
    return FAULT_NONE;
}

/* A series of which nothing stands any more, or whose rule is spent, ends. */
static Fault extend(Work *w, const Series *s)
{
    Event *list;
    size_t n;
    SeriesDates dates;

    TRY(event_store_of_series(w, s->id, s->known_until - LOOK_BACK, SERIES_DATES_MAX, &list,
                              &n));
    const Event *model = model_of(list, n);
    if (!model || event_series_dates(w->mem, s, s->known_until, &dates)) {
        return event_series_store_known(w, s->id, series_over);
    }
    int64_t until = w->now + AHEAD + DAY * 30;
    while (dates.len > 0 && dates.at[dates.len - 1] >= until) {
        dates.len--;
        dates.over = false;
        dates.known_until = until;
    }
    TRY(add_next(w, s, model, &dates));
    return event_series_store_known(w, s->id, dates.over ? series_over : dates.known_until);
}

Fault event_series_extend(Work *w, int64_t subject)
{
    Series *list;
    size_t n;

    (void)subject; /* a clocked job has none */
    TRY(event_series_store_due(w, w->now + AHEAD, AT_ONCE, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(extend(w, &list[i]));
    }
    return FAULT_NONE;
}

Str event_series_rhythm(const Work *w, const Series *s)
{
    return event_rhythm_say(w->mem, w->lang, s->rule, event_series_zone(s), s->starts_at);
}

Str event_series_url(Arena *mem, const Series *s)
{
    return str_format(mem, "/series/%.*s/%.*s", STR_ARG(work_id_text(mem, s->id.v)),
                      STR_ARG(s->slug));
}
