/* event_face.h - what the faces of a search have in common
 *
 * A face says the same events as the page, in another form.  What never
 * leaves, whatever the form: online_url, edit_hash, form_token. */
#ifndef ROOMS_EVENT_EVENT_FACE_H
#define ROOMS_EVENT_EVENT_FACE_H

#include "rooms/event/event_room.h"
#include "rooms/theme/theme.h"
#include "text/ics.h"
#include "text/json.h"
#include "web/web.h"

/* A list stops before it is too long for a reply: the rest is the next page. */
enum { FACE_BYTES_MAX = HTTP_REPLY_MAX - 64 * 1024 };

/* All of them, read once a unit. */
typedef struct FaceThemes {
    Theme *at;
    size_t len;
} FaceThemes;

typedef struct Found {
    Asked asked;
    EventHit *hits;
    size_t hit_count;
    Event *events; /* in full, in the order of hits */
    size_t len;
    bool more;
    FaceThemes themes;
} Found;

/* What the address of this request asks for, at most max; nothing when it asks
 * for no search: see face_can_search. */
MUST_USE Fault face_find(Work *w, const Request *rq, size_t max, Found *ret);
/* False when the place is unknown or ambiguous, or the address has a problem. */
bool face_can_search(const Asked *asked);
/* Answers 400 and a sentence that says why there is no search. */
void face_refuse(const Work *w, const Asked *asked, Reply *rp);

/* "/cafes.json?lieu=41018", as it was asked but without a cursor. */
Str face_path(Arena *mem, const Asked *asked, const char *path);
/* The same after the first `written` of what was found; empty when that was all. */
Str face_next(Arena *mem, const Found *found, const char *path, size_t written);
void face_link_next(Work *w, Reply *rp, Str next); /* header Link, when there is one */

/* Its media type, and the name under which a browser saves it. */
void face_is(Work *w, Reply *rp, const char *type, Str file);
/* An ETag that doesn't change with the instant of making: the n bytes after
 * each mark are left out. */
void face_etag(Work *w, Reply *rp, Str mark, size_t n);

/* "Café IA : Cafés près de Blois": what a feed is called. */
Str face_name(const Work *w, const Asked *asked);
/* A key and its value, unless it is empty. */
void face_add(JsonWriter *j, Str key, Str value);

/* One that anybody may read: FAULT_ABSENT for others. */
MUST_USE Fault face_load(Work *w, const Request *rq, Event *ret);

MUST_USE Fault face_themes(Work *w, FaceThemes *ret);
/* Nothing but zeros when it isn't among them. */
Theme face_theme(FaceThemes themes, const Event *e);

/* ---- parts of an event, as data; empty: not said ---- */
Str face_title(const Work *w, const Event *e); /* it says when it is cancelled */
Str face_id(Arena *mem, EventId id);
Str face_event_url(const Work *w, const Event *e); /* absolute, without its slug: for ever */
Str face_date(Arena *mem, const Event *e);
Str face_end_date(Arena *mem, const Event *e); /* only when it isn't the same day */
Str face_starts(Arena *mem, const Event *e);
Str face_ends(Arena *mem, const Event *e);
Str face_utc(Arena *mem, int64_t at); /* "2024-06-21T10:00:00Z" */
bool face_has_place(const Event *e);  /* it takes place somewhere on Earth */
bool face_has_point(const Event *e);
Str face_point_code(int64_t point);
Str face_access_code(int bit); /* of 1 << bit */
/* "Médiathèque, 8 avenue X, 23000 Guéret", or that it is online. */
Str face_where(const Work *w, const Event *e);
int64_t face_changed(const Event *e); /* its content, not its age */
/* What calendars say of it, whoever reads them: no description, no organiser. */
IcsEvent face_ics_event(Work *w, const Event *e);

/* event_face_csv.c: the columns, for the table and for its schema */
typedef enum ColumnKind {
    COLUMN_TEXT,
    COLUMN_INTEGER,
    COLUMN_NUMBER,
    COLUMN_FLAG,
    COLUMN_DATE,
    COLUMN_INSTANT,
    COLUMN_ADDRESS /* of the web */
} ColumnKind;

/* What a cell is made from. */
typedef struct FaceRow {
    Work *work;
    const Event *event;
    FaceThemes themes;
} FaceRow;

typedef struct Column {
    Str name;
    ColumnKind kind;
    Say say;
    size_t at; /* the Str of Event that fills it, when value is NULL */
    Str (*value)(const FaceRow *row);
    bool required;
    const char *pattern;        /* NULL: any */
    Str (*word)(int64_t which); /* a closed list: its words */
    int64_t words;
} Column;

extern const Column face_columns[];
extern const size_t face_column_count;

#endif
