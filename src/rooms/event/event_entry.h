/* event_entry.h - one event as a file says it, before anything is known of it
 *
 * Parsers fill entries: pure, no clock, no database, no gazetteer.  Then
 * event_import.c finds the commune, the instants, the series. */
#ifndef ROOMS_EVENT_EVENT_ENTRY_H
#define ROOMS_EVENT_EVENT_ENTRY_H

#include "rooms/event/event_import.h"
#include "rooms/event/event_room.h"

enum { ENTRIES_MAX = 20000, ICS_BYTES_MAX = 1 << 20, ICS_COMPONENTS_MAX = 2000 };

/* When: either an instant, or a wall clock whose zone may follow from the place. */
typedef struct EntryWhen {
    bool instant, relative;
    int64_t starts_at, ends_at; /* instant; ends_at 0: not said */
    int64_t in_days;            /* relative: that many days from today */
    Day date, last;             /* last.year 0: the same day */
    int from, to;               /* minutes since midnight; -1: not said */
} EntryWhen;

typedef struct Entry {
    int64_t line;
    Event event; /* external_id: as the file has it */
    Parties parties;
    EntryWhen when;
    Str place;  /* the commune's name, as typed */
    Str theme;  /* its code; empty: the main one */
    Str parent; /* the file's id of the event that contains it */
    Str series, series_title;
    Str rule, rhythm; /* RRULE: to expand; only to be said */
    Str except_days;  /* "2024-06-04|2024-06-18": left out of the rule */
    EntryWhen *except;
    size_t except_len;
    bool stamped; /* one date of a series: when it was to be is stamp */
    EntryWhen stamp;
    bool mode_said;
    bool refused;
    Say why;
    Str about[2]; /* fills the holes of why */
} Entry;

typedef struct EntryNote {
    int64_t line;
    Say what;
    Str about;
} EntryNote;

typedef struct Entries {
    Arena *mem;
    Entry *at;
    size_t len, size;
    EntryNote note[64]; /* worth knowing; the first ones */
    size_t notes;
} Entries;

/* A new one, all empty; NULL when there are too many: then the last is refused. */
Entry *entry_new(Entries *all, int64_t line);
/* The first reason stays. */
void entry_refuse(Entry *e, Say why, Str about, Str more);
/* Text without control characters, trimmed, at most max characters; lines keep
 * their ends; what can't be seen is taken away.  name says which in the reason. */
void entry_text(Entries *all, Entry *e, Str name, Str value, size_t max, Str *ret);
void entry_lines(Entries *all, Entry *e, Str name, Str value, size_t max, Str *ret);
/* An address of the web; anything else is refused. */
void entry_url(Entries *all, Entry *e, Str name, Str value, Str *ret);
void entry_party(Entries *all, Entry *e, EventRole role, Str name);
/* "a | b; c": one party each. */
void entry_parties(Entries *all, Entry *e, EventRole role, Str names);
void entry_point(Entry *e, double lat, double lon);
bool entry_is_url(Str s);

Entries entries_of_csv(Arena *mem, Str bytes);
Entries entries_of_ics(Arena *mem, Str bytes);
Entries entries_of_openagenda(Arena *mem, Str bytes);

/* event_import.c: what to do with entries */
typedef struct ImportPlan {
    Str source;     /* kept with each event */
    Str head, tail; /* around the id: "sample:" A1, or UID "@ics" */
    bool demo;      /* demonstration events; dates may count from today */
    bool apply;
} ImportPlan;
MUST_USE Fault event_import_entries(Work *w, Entries *all, const ImportPlan *plan,
                                    EventReport *ret);

#endif
