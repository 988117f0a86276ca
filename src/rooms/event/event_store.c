#include "rooms/event/event_store.h"
#include "db/db.h"
#include "work/work.h"

/* What a list shows. */
#define BRIEF                                                                               \
    "SELECT id AS id, state, kind, mode, audience, theme, title, slug, summary, starts_at," \
    " ends_at, until_at, hour_known, zone, commune, commune_name, department, lat, lon,"    \
    " point, venue, organizers, capacity, changed_at, demo, signup,"                        \
    " coalesce(seats, 0) AS seats, coalesce(confirmed + offered, 0) AS taken,"              \
    " coalesce(waiting, 0) AS waiting"

/* All there is, secrets aside. */
#define FULL                                                                               \
    BRIEF ", body, previous_at, postal, address, address_extra, venue_kind, venue_site,"   \
          " acceslibre, access, access_note, directions, online_url, signup_url, contact," \
          " audience_note, coalesce(parent_id, 0) AS parent_id,"                           \
          " coalesce(series_id, 0) AS series_id, series_at, lang, source,"                 \
          " coalesce(external_id, '') AS external_id, edit_hash, sequence, made_at,"       \
          " published_at, owner_id, owner_mail, confirm_mail, remind, unread_at"

/* Each café has at most one book of seats. */
#define FROM_EVENT " FROM event LEFT JOIN seat_book ON seat_book.event_id = event.id"

/* clang-format off */
#define BRIEF_COLS                                                                            \
    DB_COL(Event, id), DB_COL(Event, state), DB_COL(Event, kind), DB_COL(Event, mode),        \
    DB_COL(Event, audience), DB_COL(Event, theme), DB_COL(Event, title),                      \
    DB_COL(Event, slug), DB_COL(Event, summary), DB_COL(Event, starts_at),                    \
    DB_COL(Event, ends_at), DB_COL(Event, until_at), DB_COL(Event, hour_known),               \
    DB_COL(Event, zone), DB_COL(Event, commune), DB_COL(Event, commune_name),                 \
    DB_COL(Event, department), DB_COL(Event, lat), DB_COL(Event, lon), DB_COL(Event, point),  \
    DB_COL(Event, venue), DB_COL(Event, organizers), DB_COL(Event, capacity),                 \
    DB_COL(Event, changed_at), DB_COL(Event, demo), DB_COL(Event, signup),                    \
    DB_COL(Event, seats), DB_COL(Event, taken), DB_COL(Event, waiting)
/* clang-format on */

static const DbCol brief_cols[] = { BRIEF_COLS };
static const DbRow brief_row = DB_ROW(Event, brief_cols);

static const DbCol full_cols[] = {
    BRIEF_COLS,
    DB_COL(Event, body),
    DB_COL(Event, previous_at),
    DB_COL(Event, postal),
    DB_COL(Event, address),
    DB_COL(Event, address_extra),
    DB_COL(Event, venue_kind),
    DB_COL(Event, venue_site),
    DB_COL(Event, acceslibre),
    DB_COL(Event, access),
    DB_COL(Event, access_note),
    DB_COL(Event, directions),
    DB_COL(Event, online_url),
    DB_COL(Event, signup_url),
    DB_COL(Event, contact),
    DB_COL(Event, audience_note),
    DB_COL(Event, parent_id),
    DB_COL(Event, series_id),
    DB_COL(Event, series_at),
    DB_COL(Event, lang),
    DB_COL(Event, source),
    DB_COL(Event, external_id),
    DB_COL(Event, edit_hash),
    DB_COL(Event, sequence),
    DB_COL(Event, made_at),
    DB_COL(Event, published_at),
    DB_COL(Event, owner_id),
    DB_COL(Event, owner_mail),
    DB_COL(Event, confirm_mail),
    DB_COL(Event, remind),
    DB_COL(Event, unread_at),
};
static const DbRow full_row = DB_ROW(Event, full_cols);

/* What an event says, $1 to $47, in this order for both; what it never changes
 * follows. */
static const DbQuery q_add = {
    .name = "event_add",
    .sql = "INSERT INTO event (id, state, kind, mode, audience, theme,"
           " title, slug, summary, body, starts_at, ends_at, until_at,"
           " hour_known, zone, commune, commune_name, department, postal,"
           " lat, lon, point, venue, address, address_extra, venue_kind,"
           " venue_site, acceslibre, access, access_note, directions,"
           " online_url, signup_url, contact, audience_note, capacity,"
           " organizers, parent_id, sequence, changed_at, published_at,"
           " previous_at, owner_id, owner_mail, signup, confirm_mail, remind,"
           " series_id, series_at, lang, source, external_id,"
           " edit_hash, form_token, demo, made_at)"
           " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
           " $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,"
           " $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36,"
           " $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48,"
           " $49, $50, $51, $52, $53, $54, $55, $56)",
};

static const DbQuery q_update = {
    .name = "event_update",
    .sql = "UPDATE event SET state = $2, kind = $3, mode = $4,"
           " audience = $5, theme = $6, title = $7, slug = $8,"
           " summary = $9, body = $10, starts_at = $11, ends_at = $12,"
           " until_at = $13, hour_known = $14, zone = $15, commune = $16,"
           " commune_name = $17, department = $18, postal = $19,"
           " lat = $20, lon = $21, point = $22, venue = $23,"
           " address = $24, address_extra = $25, venue_kind = $26,"
           " venue_site = $27, acceslibre = $28, access = $29,"
           " access_note = $30, directions = $31, online_url = $32,"
           " signup_url = $33, contact = $34, audience_note = $35,"
           " capacity = $36, organizers = $37, parent_id = $38,"
           " sequence = $39, changed_at = $40, published_at = $41,"
           " previous_at = $42, owner_id = $43, owner_mail = $44, signup = $45,"
           " confirm_mail = $46, remind = $47"
           " WHERE id = $1",
};

static const DbQuery q_load = {
    .name = "event_load",
    .sql = FULL FROM_EVENT " WHERE id = $1",
};

static const DbQuery q_by_external = {
    .name = "event_by_external",
    .sql = FULL FROM_EVENT " WHERE external_id = $1",
};

static const DbQuery q_by_form = {
    .name = "event_by_form",
    .sql = FULL FROM_EVENT " WHERE form_token = $1",
};

#define TWENTY_FOUR                                                                        \
    " WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16," \
    " $17, $18, $19, $20, $21, $22, $23, $24)"

static const DbQuery q_briefs = {
    .name = "event_briefs",
    .sql = BRIEF FROM_EVENT TWENTY_FOUR,
};

static const DbQuery q_fulls = {
    .name = "event_fulls",
    .sql = FULL FROM_EVENT TWENTY_FOUR,
};

static const DbQuery q_day = {
    .name = "event_day",
    .sql = BRIEF FROM_EVENT " WHERE starts_at >= $1 AND starts_at < $2"
                            " ORDER BY starts_at, id LIMIT $3",
};

static const DbQuery q_children = {
    .name = "event_children",
    .sql = BRIEF FROM_EVENT " WHERE parent_id = $1 ORDER BY starts_at, id LIMIT 50",
};

static const DbQuery q_of_series = {
    .name = "event_of_series",
    .sql = FULL FROM_EVENT " WHERE series_id = $1 AND series_at >= $2"
                           " ORDER BY series_at LIMIT $3",
};

static const DbQuery q_proposed = {
    .name = "event_proposed",
    .sql = FULL FROM_EVENT " WHERE state = 1 ORDER BY starts_at, id LIMIT $1",
};

static const DbQuery q_unread = {
    .name = "event_unread",
    .sql = "UPDATE event SET unread_at = $2 WHERE id = $1",
};

static const DbQuery q_demo = {
    .name = "event_demo",
    .sql = FULL FROM_EVENT
    " WHERE demo = 1 ORDER BY id DESC LIMIT $1" /* a child before its parent */,
};

static const DbQuery q_erase_parties = {
    .name = "event_erase_parties",
    .sql = "DELETE FROM event_party WHERE event_id = $1"
           " AND event_id IN (SELECT id FROM event WHERE demo = 1)",
};

static const DbQuery q_erase_changes = {
    .name = "event_erase_changes",
    .sql = "DELETE FROM event_change WHERE event_id = $1"
           " AND event_id IN (SELECT id FROM event WHERE demo = 1)",
};

static const DbQuery q_erase = {
    .name = "event_erase",
    .sql = "DELETE FROM event WHERE id = $1 AND demo = 1",
};

const DbQuery *const event_store_all[] = {
    &q_add,    &q_update,        &q_load,          &q_by_external, &q_by_form,  &q_briefs,
    &q_fulls,  &q_day,           &q_children,      &q_of_series,   &q_proposed, &q_demo,
    &q_unread, &q_erase_parties, &q_erase_changes, &q_erase,       NULL,
};

/* clang-format off */
#define SAID(e)                                                                               \
    DB_I((e)->id.v), DB_I((e)->state), DB_I((e)->kind), DB_I((e)->mode), DB_I((e)->audience), \
    DB_I((e)->theme), DB_T((e)->title), DB_T((e)->slug), DB_T((e)->summary),                  \
    DB_T((e)->body), DB_I((e)->starts_at), DB_I((e)->ends_at), DB_I((e)->until_at),           \
    DB_I((e)->hour_known), DB_T((e)->zone), DB_T((e)->commune), DB_T((e)->commune_name),      \
    DB_T((e)->department), DB_T((e)->postal), DB_D((e)->lat), DB_D((e)->lon),                 \
    DB_I((e)->point), DB_T((e)->venue), DB_T((e)->address), DB_T((e)->address_extra),         \
    DB_T((e)->venue_kind), DB_T((e)->venue_site), DB_T((e)->acceslibre), DB_I((e)->access),   \
    DB_T((e)->access_note), DB_T((e)->directions), DB_T((e)->online_url),                     \
    DB_T((e)->signup_url), DB_T((e)->contact), DB_T((e)->audience_note),                      \
    DB_I((e)->capacity), DB_T((e)->organizers), DB_I_OR_NULL((e)->parent_id.v),               \
    DB_I((e)->sequence), DB_I((e)->changed_at), DB_I((e)->published_at),                      \
    DB_I((e)->previous_at), DB_I((e)->owner_id.v), DB_T((e)->owner_mail),                     \
    DB_I((e)->signup), DB_I((e)->confirm_mail), DB_T((e)->remind)
/* clang-format on */

Fault event_store_add(Work *w, const Event *e)
{
    return work_run(w, &q_add,
                    DB_ARGS(SAID(e), DB_I_OR_NULL(e->series_id.v), DB_I(e->series_at),
                            DB_T(e->lang), DB_T(e->source), DB_T_OR_NULL(e->external_id),
                            DB_T(e->edit_hash), DB_T_OR_NULL(e->form_token), DB_I(e->demo),
                            DB_I(e->made_at)));
}

Fault event_store_update(Work *w, const Event *e)
{
    return work_run(w, &q_update, DB_ARGS(SAID(e)));
}

Fault event_store_unread(Work *w, EventId id, int64_t unread_at)
{
    return work_run(w, &q_unread, DB_ARGS(DB_I(id.v), DB_I(unread_at)));
}

Fault event_store_load(Work *w, EventId id, Event *ret)
{
    return work_one(w, &q_load, DB_ARGS(DB_I(id.v)), &full_row, ret);
}

Fault event_store_by_external(Work *w, Str external_id, Event *ret)
{
    return work_one(w, &q_by_external, DB_ARGS(DB_T(external_id)), &full_row, ret);
}

Fault event_store_by_form(Work *w, Str form_token, Event *ret)
{
    return work_one(w, &q_by_form, DB_ARGS(DB_T(form_token)), &full_row, ret);
}

static const Event *find(const Event *list, size_t n, EventId id)
{
    for (size_t i = 0; i < n; i++) {
        if (list[i].id.v == id.v) {
            return &list[i];
        }
    }
    return NULL;
}

/* One statement for 24 of them; ids that are not there stay 0. */
static Fault load_some(Work *w, const DbQuery *q, const DbRow *row, const EventId *ids,
                       size_t n, Event *ret, size_t *ret_len)
{
    DbArg args[EVENTS_AT_ONCE];
    Event *got;
    size_t len;

    for (size_t i = 0; i < EVENTS_AT_ONCE; i++) {
        args[i] = DB_I(i < n ? ids[i].v : 0);
    }
    TRY(work_list(w, q, args, EVENTS_AT_ONCE, row, EVENTS_AT_ONCE, &got, &len));
    for (size_t i = 0; i < n; i++) {
        const Event *e = find(got, len, ids[i]);
        if (e) {
            ret[(*ret_len)++] = *e;
        }
    }
    return FAULT_NONE;
}

static Fault load_many(Work *w, const DbQuery *q, const DbRow *row, const EventId *ids,
                       size_t n, Event **ret, size_t *ret_len)
{
    *ret = NEW_ARRAY(w->mem, Event, n + 1);
    *ret_len = 0;
    for (size_t i = 0; i < n; i += EVENTS_AT_ONCE) {
        size_t some = n - i < EVENTS_AT_ONCE ? n - i : EVENTS_AT_ONCE;
        TRY(load_some(w, q, row, ids + i, some, *ret, ret_len));
    }
    return FAULT_NONE;
}

Fault event_store_briefs(Work *w, const EventId *ids, size_t n, Event **ret, size_t *ret_len)
{
    return load_many(w, &q_briefs, &brief_row, ids, n, ret, ret_len);
}

Fault event_store_fulls(Work *w, const EventId *ids, size_t n, Event **ret, size_t *ret_len)
{
    return load_many(w, &q_fulls, &full_row, ids, n, ret, ret_len);
}

Fault event_store_day(Work *w, int64_t from, int64_t to, size_t max, Event **ret,
                      size_t *ret_len)
{
    return work_list(w, &q_day, DB_ARGS(DB_I(from), DB_I(to), DB_I((int64_t)max)), &brief_row,
                     max, ret, ret_len);
}

Fault event_store_children(Work *w, EventId parent, Event **ret, size_t *ret_len)
{
    return work_list(w, &q_children, DB_ARGS(DB_I(parent.v)), &brief_row, 50, ret, ret_len);
}

Fault event_store_of_series(Work *w, SeriesId series, int64_t from, size_t max, Event **ret,
                            size_t *ret_len)
{
    return work_list(w, &q_of_series, DB_ARGS(DB_I(series.v), DB_I(from), DB_I((int64_t)max)),
                     &full_row, max, ret, ret_len);
}

Fault event_store_proposed(Work *w, size_t max, Event **ret, size_t *ret_len)
{
    return work_list(w, &q_proposed, DB_ARGS(DB_I((int64_t)max)), &full_row, max, ret, ret_len);
}

Fault event_store_demo(Work *w, size_t max, Event **ret, size_t *ret_len)
{
    return work_list(w, &q_demo, DB_ARGS(DB_I((int64_t)max)), &full_row, max, ret, ret_len);
}

Fault event_store_erase(Work *w, EventId id)
{
    TRY(work_run(w, &q_erase_parties, DB_ARGS(DB_I(id.v))));
    TRY(work_run(w, &q_erase_changes, DB_ARGS(DB_I(id.v))));
    return work_run(w, &q_erase, DB_ARGS(DB_I(id.v)));
}
