/* event_face_csv.c - /cafes.csv: one row an event, RFC 4180
 *
 * For programs as it is; with ?tableur=1 for a spreadsheet: a BOM, semicolons,
 * and no text that would be taken for a formula. */
#include "rooms/event/event_face.h"
#include "text/csv.h"

enum { CSV_ROWS_MAX = 1000 };

static const char list_path[] = "/cafes.csv";

static Str id_of(const FaceRow *row)
{
    return face_id(row->work->mem, row->event->id);
}

static Str url_of(const FaceRow *row)
{
    return web_absolute(row->work, event_url(row->work->mem, row->event));
}

static Str state_of(const FaceRow *row)
{
    return event_state_code(event_state_shown(row->event, row->work->now));
}

static Str kind_of(const FaceRow *row)
{
    return event_kind_code(row->event->kind);
}

static Str mode_of(const FaceRow *row)
{
    return event_mode_code(row->event->mode);
}

static Str theme_of(const FaceRow *row)
{
    return face_theme(row->themes, row->event).code;
}

static Str audience_of(const FaceRow *row)
{
    return event_audience_code(row->event->audience);
}

static Str date_of(const FaceRow *row)
{
    return face_date(row->work->mem, row->event);
}

static Str end_date_of(const FaceRow *row)
{
    return face_end_date(row->work->mem, row->event);
}

static Str starts_of(const FaceRow *row)
{
    return face_starts(row->work->mem, row->event);
}

static Str ends_of(const FaceRow *row)
{
    return face_ends(row->work->mem, row->event);
}

static Str flag(bool yes)
{
    return yes ? STR("true") : STR("false");
}

static Str hour_known_of(const FaceRow *row)
{
    return flag(row->event->hour_known);
}

static Str demo_of(const FaceRow *row)
{
    return flag(row->event->demo);
}

static Str degrees(const FaceRow *row, double v)
{
    return face_has_point(row->event) ? str_format(row->work->mem, "%.5f", v) : (Str){ 0 };
}

static Str latitude_of(const FaceRow *row)
{
    return degrees(row, row->event->lat);
}

static Str longitude_of(const FaceRow *row)
{
    return degrees(row, row->event->lon);
}

static Str point_of(const FaceRow *row)
{
    return face_has_point(row->event) ? face_point_code(row->event->point) : (Str){ 0 };
}

/* "step_free|toilet", joined as the national standard of venues does. */
static Str access_of(const FaceRow *row)
{
    Buf out = buf_new(row->work->mem, 256);

    for (int bit = 0; bit < ACCESS_COUNT; bit++) {
        if (row->event->access & (INT64_C(1) << bit)) {
            buf_add(&out, out.len > 0 ? STR("|") : (Str){ 0 });
            buf_add(&out, face_access_code(bit));
        }
    }
    return buf_str(&out);
}

static Str number(Work *w, int64_t v)
{
    return str_format(w->mem, "%lld", (long long)v);
}

static Str capacity_of(const FaceRow *row)
{
    return row->event->capacity > 0 ? number(row->work, row->event->capacity) : (Str){ 0 };
}

static Str sequence_of(const FaceRow *row)
{
    return number(row->work, row->event->sequence);
}

static Str series_of(const FaceRow *row)
{
    return row->event->series_id.v ? work_id_text(row->work->mem, row->event->series_id.v)
                                   : (Str){ 0 };
}

static Str parent_of(const FaceRow *row)
{
    return row->event->parent_id.v ? work_id_text(row->work->mem, row->event->parent_id.v)
                                   : (Str){ 0 };
}

static Str updated_of(const FaceRow *row)
{
    return face_utc(row->work->mem, face_changed(row->event));
}

static Str point_word(int64_t which)
{
    return face_point_code(which + 1);
}

#define INSEE "^([013-9]\\d|2[AB1-9])\\d{3}$"
#define DEPARTMENT "^(\\d{2}|2[AB]|\\d{3})$"
#define COLUMN(word, k) .name = STR_INIT(#word), .kind = COLUMN_##k, .say = SAY_face_##word
#define OF(field) .at = offsetof(Event, field)

/* clang-format off */
const Column face_columns[] = {
    { COLUMN(id, TEXT), .value = id_of, .required = true, .pattern = "^[0-9a-z]{13}$" },
    { COLUMN(url, ADDRESS), .value = url_of, .required = true },
    { COLUMN(title, TEXT), OF(title), .required = true },
    { COLUMN(summary, TEXT), OF(summary) },
    { COLUMN(state, TEXT), .value = state_of, .required = true,
      .word = event_state_code, .words = EVENT_STATES },
    { COLUMN(kind, TEXT), .value = kind_of, .required = true,
      .word = event_kind_code, .words = EVENT_KINDS },
    { COLUMN(mode, TEXT), .value = mode_of, .required = true,
      .word = event_mode_code, .words = EVENT_MODES },
    { COLUMN(theme, TEXT), .value = theme_of, .required = true, .pattern = "^[a-z0-9_-]+$" },
    { COLUMN(audience, TEXT), .value = audience_of, .required = true,
      .word = event_audience_code, .words = EVENT_AUDIENCES },
    { COLUMN(audience_note, TEXT), OF(audience_note) },
    { COLUMN(date, DATE), .value = date_of, .required = true },
    { COLUMN(end_date, DATE), .value = end_date_of },
    { COLUMN(starts_at, INSTANT), .value = starts_of },
    { COLUMN(ends_at, INSTANT), .value = ends_of },
    { COLUMN(hour_known, FLAG), .value = hour_known_of, .required = true },
    { COLUMN(timezone, TEXT), OF(zone), .required = true },
    { COLUMN(venue, TEXT), OF(venue) },
    { COLUMN(address, TEXT), OF(address) },
    { COLUMN(address_extra, TEXT), OF(address_extra) },
    { COLUMN(postal_code, TEXT), OF(postal), .pattern = "^\\d{5}$" },
    { COLUMN(municipality, TEXT), OF(commune_name) },
    { COLUMN(insee_code, TEXT), OF(commune), .pattern = INSEE },
    { COLUMN(department, TEXT), OF(department), .pattern = DEPARTMENT },
    { COLUMN(latitude, NUMBER), .value = latitude_of },
    { COLUMN(longitude, NUMBER), .value = longitude_of },
    { COLUMN(point, TEXT), .value = point_of, .word = point_word, .words = EVENT_POINT_ABOUT },
    { COLUMN(access, TEXT), .value = access_of, .pattern = "^[a-z_]+(\\|[a-z_]+)*$" },
    { COLUMN(acceslibre, ADDRESS), OF(acceslibre) },
    { COLUMN(organizers, TEXT), OF(organizers) },
    { COLUMN(capacity, INTEGER), .value = capacity_of },
    { COLUMN(signup_url, ADDRESS), OF(signup_url) },
    { COLUMN(contact, TEXT), OF(contact) },
    { COLUMN(series, TEXT), .value = series_of },
    { COLUMN(parent, TEXT), .value = parent_of },
    { COLUMN(demo, FLAG), .value = demo_of, .required = true },
    { COLUMN(updated_at, INSTANT), .value = updated_of, .required = true },
    { COLUMN(sequence, INTEGER), .value = sequence_of, .required = true },
};
/* clang-format on */
const size_t face_column_count = COUNT(face_columns);

static void put_head(CsvWriter *csv)
{
    for (size_t i = 0; i < face_column_count; i++) {
        csv_put(csv, face_columns[i].name);
    }
    csv_end_row(csv);
}

static void put_row(CsvWriter *csv, const FaceRow *row)
{
    for (size_t i = 0; i < face_column_count; i++) {
        const Column *column = &face_columns[i];
        csv_put(csv, column->value ? column->value(row)
                                   : *(const Str *)((const char *)row->event + column->at));
    }
    csv_end_row(csv);
}

Fault event_face_list_csv(Work *w, const Request *rq, Reply *rp)
{
    bool people = str_eq(web_query(rq, "tableur"), STR("1"));
    CsvWriter csv = { .out = &rp->body, .separator = people ? ';' : ',', .for_people = people };
    Found found;
    size_t n = 0;

    TRY(face_find(w, rq, CSV_ROWS_MAX, &found));
    if (!face_can_search(&found.asked)) {
        face_refuse(w, &found.asked, rp);
        return FAULT_NONE;
    }
    put_head(&csv);
    for (; n < found.len && rp->body.len < FACE_BYTES_MAX; n++) {
        put_row(&csv,
                &(FaceRow){ .work = w, .event = &found.events[n], .themes = found.themes });
    }
    Str next = face_next(w->mem, &found, list_path, n);
    if (people && next.len > 0) {
        next = str_format(w->mem, "%.*s&tableur=1", STR_ARG(next));
    }
    face_link_next(w, rp, next);
    face_is(w, rp, "text/csv; charset=utf-8; header=present", STR("cafes.csv"));
    return FAULT_NONE;
}
