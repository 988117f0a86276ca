/* desk_store.h - the SQL of this room: one's cafés, and letters to those who come */
#ifndef ROOMS_DESK_DESK_STORE_H
#define ROOMS_DESK_DESK_STORE_H

#include "db/db.h"
#include "rooms/desk/desk.h"

extern const DbQuery *const desk_store_all[]; /* ends with NULL */

/* What is known of a café beside what it says. */
typedef struct DeskRow {
    EventId event_id;
    int64_t starts_at;
    int64_t seats, taken, waiting;
    int64_t counted_at, came, walk_in;
    int64_t again; /* the next one of the same owner; 0: none */
    bool thanked;  /* somebody wrote after the end */
} DeskRow;

/* Where a page begins: beyond this one.  All zero: at the beginning. */
typedef struct DeskKey {
    int64_t starts_at;
    EventId id;
} DeskKey;
/* To come, the next first; past, the last first; drafts, by date. */
MUST_USE Fault desk_store_coming(Work *w, AccountId owner, DeskKey after, size_t max,
                                 DeskRow **ret, size_t *ret_len);
MUST_USE Fault desk_store_past(Work *w, AccountId owner, DeskKey before, size_t max,
                               DeskRow **ret, size_t *ret_len);
MUST_USE Fault desk_store_drafts(Work *w, AccountId owner, size_t max, DeskRow **ret,
                                 size_t *ret_len);
/* Of anybody, to come: a row for each organiser of each. */
typedef struct DeskHeld {
    EventId event_id;
    int64_t starts_at;
    Str name;
} DeskHeld;
MUST_USE Fault desk_store_held(Work *w, DeskKey after, size_t max, DeskHeld **ret,
                               size_t *ret_len);
MUST_USE Fault desk_store_one(Work *w, EventId id, DeskRow *ret);

/* Those who said what brings them: how many, and what, without their names. */
typedef struct DeskExpects {
    Str expects;
} DeskExpects;
MUST_USE Fault desk_store_expect_count(Work *w, EventId id, int64_t *ret);
MUST_USE Fault desk_store_expects(Work *w, EventId id, size_t max, DeskExpects **ret,
                                  size_t *ret_len);

typedef struct Message {
    int64_t id;
    EventId event_id;
    AccountId account_id;
    int64_t at;
    Str title, body, reply_to;
    int64_t people, after, done_at;
} Message;
/* *ret false: this form was received before. */
MUST_USE Fault desk_store_message_add(Work *w, const Message *m, Str form_token, bool *ret);
MUST_USE Fault desk_store_message(Work *w, int64_t id, Message *ret);
MUST_USE Fault desk_store_message_list(Work *w, EventId id, size_t max, Message **ret,
                                       size_t *ret_len);
/* Those up to this sign-up have their letter; done_at 0: others wait. */
MUST_USE Fault desk_store_message_sent(Work *w, int64_t id, int64_t after, int64_t done_at);
/* How many were written since then, how many in all, how many people have a
 * seat and an address; how many seats nobody can be written to for; how many
 * people have an address, and want no messages. */
typedef struct DeskWritten {
    int64_t since, total, people, silent, quiet;
} DeskWritten;
MUST_USE Fault desk_store_written(Work *w, EventId id, int64_t since, DeskWritten *ret);

#endif
