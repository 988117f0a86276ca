/* event_sample_many.c - a million plausible cafés from a few hundred words */
#include "rooms/event/event_files.h"
#include "rooms/event/event_room.h"
#include "rooms/event/event_sample.h"
#include "rooms/theme/theme.h"

#include <assert.h>
#include <stdlib.h>

enum {
    BATCH = 5000,
    LIST_MAX = 256,
    DAYS_BEFORE = 4 * 365,
    DAYS_AFTER = 365,
    HUNDRED = 100,
    TEXT_MAX = 2000,
    DEEP = 2 /* a title may hold a topic, an organiser a commune */
};

typedef enum ListName {
    LIST_TITLE,
    LIST_TOPIC,
    LIST_RARE,
    LIST_VENUE,
    LIST_ORGANIZER,
    LIST_SENTENCE,
    LIST_STREET,
    LISTS
} ListName;

typedef struct List {
    Str at[LIST_MAX];
    size_t len;
} List;

typedef struct Town {
    Commune commune;
    Str postal;
    Str department; /* its name */
    Zone zone;
    int64_t up_to; /* people of this one and of all before it */
} Town;

typedef struct Maker {
    Work *w;
    List list[LISTS];
    Town *towns;
    size_t town_count;
    int64_t people;
    int64_t themes[3];
    uint64_t state;
} Maker;

/* ---- chance: splitmix64 ---- */

static uint64_t draw(Maker *m)
{
    uint64_t z = m->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t below(Maker *m, int64_t n)
{
    assert(n > 0);
    return (int64_t)(draw(m) % (uint64_t)n);
}

/* One of a list whose first are the most common. */
static Str pick(Maker *m, ListName name)
{
    const List *l = &m->list[name];
    int64_t n = (int64_t)l->len, a = below(m, n), b = below(m, n);

    return l->at[a < b ? a : b];
}

/* shares in hundredths, in order; the last takes what is left. */
static int64_t share(Maker *m, const unsigned char *shares, int64_t n)
{
    int64_t dice = below(m, HUNDRED), i = 0;

    while (i < n - 1 && dice >= shares[i]) {
        dice -= shares[i++];
    }
    return i;
}

/* ---- what the file of words says ---- */

static List *list_named(Maker *m, Str name)
{
    static const Str names[LISTS] = {
        [LIST_TITLE] = STR_INIT("[title]"),         [LIST_TOPIC] = STR_INIT("[topic]"),
        [LIST_RARE] = STR_INIT("[rare]"),           [LIST_VENUE] = STR_INIT("[venue]"),
        [LIST_ORGANIZER] = STR_INIT("[organizer]"), [LIST_SENTENCE] = STR_INIT("[sentence]"),
        [LIST_STREET] = STR_INIT("[street]"),
    };

    for (size_t i = 0; i < LISTS; i++) {
        if (str_eq(name, names[i])) {
            return &m->list[i];
        }
    }
    return NULL;
}

static void read_words(Maker *m)
{
    List *list = NULL;
    Str line, rest = event_file_words();

    while (rest.len > 0) {
        str_cut(rest, '\n', &line, &rest);
        if (str_starts(line, STR("["))) {
            list = list_named(m, line);
        } else if (line.len > 0 && line.at[0] != '#' && list && list->len < LIST_MAX) {
            list->at[list->len++] = line;
        }
    }
}

static void read_towns(Maker *m)
{
    const Geo *geo = m->w->site->geo;
    size_t n = geo_count(geo);

    m->towns = NEW_ARRAY(m->w->mem, Town, n);
    for (size_t i = 0; i < n; i++) {
        Town *t = &m->towns[m->town_count];
        Area area = { 0 };
        t->commune = geo_commune_at(geo, i);
        if (t->commune.district || t->commune.population <= 0) {
            continue;
        }
        geo_postal_codes(geo, t->commune.code, &t->postal, 1);
        geo_department(geo, t->commune.department, &area);
        t->department = area.name;
        t->zone = zone_of_department(t->commune.department);
        t->up_to = m->people += t->commune.population;
        m->town_count++;
    }
}

static Fault read_themes(Maker *m)
{
    Theme *list;
    size_t n;

    TRY(theme_list(m->w, &list, &n));
    if (n == 0) {
        return FAULT_ABSENT;
    }
    for (size_t i = 0; i < COUNT(m->themes); i++) {
        m->themes[i] = list[i < n ? i : 0].number;
    }
    return FAULT_NONE;
}

static const Town *town(Maker *m)
{
    int64_t who = below(m, m->people);
    size_t from = 0, to = m->town_count - 1;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (m->towns[middle].up_to > who) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    return &m->towns[from];
}

/* ---- words with holes ---- */

static void fill(Maker *m, Buf *out, const Town *t, Str s, int depth);

static void fill_hole(Maker *m, Buf *out, const Town *t, char hole, int depth)
{
    switch (hole) {
    case 'c': buf_add(out, t->commune.name); return;
    case 'd': buf_add(out, t->department); return;
    case 't': buf_add(out, pick(m, LIST_TOPIC)); return;
    case 'r':
        buf_add(out, m->list[LIST_RARE].at[below(m, (int64_t)m->list[LIST_RARE].len)]);
        return;
    case 'o': fill(m, out, t, pick(m, LIST_ORGANIZER), depth + 1); return;
    default: buf_char(out, hole);
    }
}

static void fill(Maker *m, Buf *out, const Town *t, Str s, int depth)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '{' && i + 2 < s.len && s.at[i + 2] == '}' && depth < DEEP) {
            fill_hole(m, out, t, s.at[i + 1], depth);
            i += 2;
        } else {
            buf_char(out, s.at[i]);
        }
    }
}

static Str words(Maker *m, const Town *t, ListName name)
{
    Buf out = buf_new(m->w->mem, TEXT_MAX);

    fill(m, &out, t, pick(m, name), 0);
    return buf_str(&out);
}

static Str sentences(Maker *m, const Town *t, int64_t n)
{
    Buf out = buf_new(m->w->mem, TEXT_MAX);

    for (int64_t i = 0; i < n; i++) {
        buf_add(&out, i ? STR(" ") : (Str){ 0 });
        fill(m, &out, t, pick(m, LIST_SENTENCE), 0);
    }
    return buf_str(&out);
}

/* ---- one event ---- */

static const unsigned char weekdays[] = { 8, 22, 18, 22, 10, 17, 3 }; /* of a hundred */

/* The day on which falls this share of all: dates go on from first to last, so
 * that what is written lies together.  More on Tuesdays to Thursdays and
 * Saturdays. */
static Day day_at(Maker *m, int64_t i, int64_t count, Zone zone)
{
    int64_t first = day_number(day_of(zone, m->w->now)) - DAYS_BEFORE;
    int64_t weeks = (DAYS_BEFORE + DAYS_AFTER) / 7;
    int64_t share_of_all =
        (int64_t)((double)i / (double)count * (double)weeks * (double)HUNDRED);
    int64_t n = first - day_weekday(day_from_number(first)) + share_of_all / HUNDRED * 7;
    int64_t rest = share_of_all % HUNDRED;

    for (int k = 0; k < 6 && rest >= weekdays[k]; k++, n++) {
        rest -= weekdays[k];
    }
    return day_from_number(n);
}

/* Mornings, noon, afternoons, evenings. */
static void set_when(Maker *m, Event *e, Zone zone, Day day)
{
    static const int minutes[] = { 9 * 60 + 30,  10 * 60, 12 * 60 + 30, 14 * 60, 14 * 60 + 30,
                                   17 * 60 + 30, 18 * 60, 18 * 60 + 30, 20 * 60 };
    int at = minutes[below(m, (int64_t)COUNT(minutes))];

    e->hour_known = below(m, HUNDRED) < 95;
    e->starts_at = civil_instant(
        zone, (Civil){ day, e->hour_known ? at / 60 : 0, e->hour_known ? at % 60 : 0, 0 });
    e->ends_at = e->hour_known ? e->starts_at + (below(m, 3) + 2) * 1800 : 0;
    e->zone = str_from(zone_name(zone));
}

static void set_kind(Maker *m, Event *e)
{
    static const unsigned char kinds[] = { 88, 3, 2, 2, 3, 2 }, modes[] = { 90, 5, 5 },
                               audiences[] = { 93, 3, 4 }, themes[] = { 80, 12, 8 },
                               states[] = { 96, 2, 1, 1 };
    static const EventState state[] = { EVENT_PUBLISHED, EVENT_CANCELLED, EVENT_POSTPONED,
                                        EVENT_MOVED_ONLINE };

    e->kind = share(m, kinds, EVENT_KINDS);
    e->mode = share(m, modes, EVENT_MODES);
    e->audience = share(m, audiences, EVENT_AUDIENCES);
    e->theme = m->themes[share(m, themes, COUNT(themes))];
    e->state = state[share(m, states, COUNT(states))];
    if (e->kind == EVENT_OPEN || e->kind == EVENT_FACILITATION || e->kind == EVENT_WEBINAR ||
        e->state == EVENT_MOVED_ONLINE) {
        e->mode = EVENT_ONLINE;
    }
}

static void set_place(Maker *m, Event *e, const Town *t)
{
    if (e->mode == EVENT_ONLINE) {
        return;
    }
    e->commune = t->commune.code;
    e->commune_name = t->commune.name;
    e->department = t->commune.department;
    e->postal = t->postal;
    e->lat = t->commune.point.lat;
    e->lon = t->commune.point.lon;
    e->point = t->commune.estimated ? EVENT_POINT_ABOUT : EVENT_POINT_COMMUNE;
    e->venue = pick(m, LIST_VENUE);
    Str street = pick(m, LIST_STREET);
    e->address = str_format(m->w->mem, "%d %.*s", (int)below(m, 120) + 1, STR_ARG(street));
}

typedef struct Made {
    Event event;
    Party party;
} Made;

static void make(Maker *m, int64_t i, int64_t count, Made *ret)
{
    Work *w = m->w;
    const Town *t = town(m);
    Event e = { .source = STR("sample"), .made_at = w->now, .changed_at = w->now };

    ret->party = (Party){ .role = EVENT_ORGANIZER, .name = words(m, t, LIST_ORGANIZER) };
    set_kind(m, &e);
    set_when(m, &e, t->zone, day_at(m, i, count, t->zone));
    set_place(m, &e, t);
    e.published_at = e.starts_at < w->now ? e.starts_at : w->now;
    e.title = words(m, t, LIST_TITLE);
    e.summary = sentences(m, t, 1);
    e.body = sentences(m, t, 1 + below(m, 4));
    e.capacity = below(m, 3) ? 0 : 6 + below(m, 15);
    event_rule_complete(w->mem, &e, (Parties){ &ret->party, 1 });
    ret->event = e;
}

static Fault keep(Work *w, Made *one)
{
    one->event.id = (EventId){ work_new_id(w) };
    TRY(event_store_add(w, &one->event));
    TRY(event_party_store_put(w, one->event.id, (Parties){ &one->party, 1 }));
    return event_shelve(w, &one->event);
}

static int by_start(const void *a, const void *b)
{
    const Made *x = a, *y = b;

    return (x->event.starts_at > y->event.starts_at) -
           (x->event.starts_at < y->event.starts_at);
}

static Fault make_batch(Maker *m, int64_t from, int64_t n, int64_t count)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Made *made = NEW_ARRAY(m->w->mem, Made, (size_t)n);

    for (int64_t i = 0; i < n; i++) {
        make(m, from + i, count, &made[i]);
    }
    qsort(made, (size_t)n, sizeof *made, by_start);
    TRY(work_begin(m->w, &tx));
    for (int64_t i = 0; i < n; i++) {
        TRY(keep(m->w, &made[i]));
    }
    return work_commit(&tx);
}

/* What a batch allocates goes with it. */
static Fault make_all(Maker *m, int64_t count, SampleProgress *progress, void *context)
{
    SCOPED(arena_done) Arena batch = { 0 };
    Arena *mem = m->w->mem;
    Fault f = FAULT_NONE;

    m->w->mem = &batch;
    for (int64_t done = 0; done < count && !f;) {
        int64_t n = count - done < BATCH ? count - done : BATCH;
        f = make_batch(m, done, n, count);
        done += n;
        if (!f && progress) {
            progress(context, done, count);
        }
        if (!f) {
            arena_reset(&batch);
        }
    }
    if (f && m->w->why) {
        m->w->why = str_c(mem, str_from(m->w->why));
    }
    m->w->mem = mem;
    return f;
}

Fault event_sample_many(Work *w, int64_t count, int64_t seed, SampleProgress *progress,
                        void *context)
{
    Maker *m = NEW(w->mem, Maker);

    if (count <= 0) {
        return FAULT_INPUT;
    }
    *m = (Maker){ .w = w, .state = (uint64_t)seed };
    read_words(m);
    read_towns(m);
    TRY(read_themes(m));
    return make_all(m, count, progress, context);
}
