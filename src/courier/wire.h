/* wire.h - what the front and the courier say to each other
 *
 * Over a socket pair, in frames: a head of 12 bytes (version, kind, how many
 * numbers, how many texts, ticket, length), the numbers of 8 bytes, then the
 * texts, each after its length of 4 bytes; in the order of the machine, which
 * both share.  A kind has its numbers and texts, in the order below; a frame
 * that has others, or is longer than COURIER_FRAME_MAX, is refused.
 *
 *     front                                     courier
 *     SETUP relay...                 ->
 *     SEND letter                    ->
 *                                    <-         MAY_SEND: the relay waits for the body
 *     GO: it is written down, or DROP ->
 *                                    <-         RESULT
 *     FETCH                          ->
 *                                    <-         FETCHED                              */
#ifndef COURIER_WIRE_H
#define COURIER_WIRE_H

#include "base/fault.h"
#include "base/str.h"

enum {
    COURIER_VERSION = 1,
    COURIER_HEAD = 12,
    COURIER_NUMBERS_MAX = 3,
    COURIER_TEXTS_MAX = 20,
    COURIER_ANSWER_MAX = 48 << 20, /* of a fetch */
    COURIER_FRAME_MAX = COURIER_ANSWER_MAX + (64 << 10),
    COURIER_SECONDS_MAX = 60,
    COURIER_LETTERS_MAX = 20, /* in flight */
    COURIER_FETCHES_MAX = 8,  /* at once */
};

typedef enum CourierKind {
    COURIER_SETUP,    /* texts: see CourierSetupText */
    COURIER_SEND,     /* texts: from, to, bytes (with CR LF) */
    COURIER_MAY_SEND, /* the body hasn't left; it waits for GO */
    COURIER_GO,       /* it may leave */
    COURIER_DROP,     /* it may not: forget it */
    COURIER_RESULT,   /* a CourierResult; text: what the relay said, without addresses */
    COURIER_FETCH,    /* POST? (0, 1), max, seconds; texts: url, body, then names and values */
    COURIER_FETCHED,  /* the Fault, status; texts: type, body, why */
    COURIER_KINDS
} CourierKind;

typedef enum CourierSetupText {
    COURIER_RELAY, /* smtp://host:port or smtps://host:port; empty: none */
    COURIER_USER,  /* empty: no authentication */
    COURIER_PASSWORD,
    COURIER_TLS,   /* required, try or no */
    COURIER_CA,    /* PEM of who signs the relay's certificate; empty: the system's */
    COURIER_ALLOW, /* see guard.h */
    COURIER_HELLO, /* by which name we say hello */
    COURIER_SETUP_TEXTS
} CourierSetupText;

typedef enum CourierResult {
    COURIER_SENT,
    COURIER_LATER,    /* not now: it may work on another try */
    COURIER_REFUSED,  /* for good */
    COURIER_IN_DOUBT, /* all of it has left, and no answer came */
    COURIER_NO_RELAY, /* later, and the cause lies with the relay, not with this letter */
    COURIER_DENIED, /* the relay doesn't want letters from us: this one says nothing of to whom
                     */
    COURIER_RESULTS
} CourierResult;

typedef struct CourierMessage {
    CourierKind kind;
    uint32_t ticket; /* of the front: says which letter or fetch is meant */
    int64_t numbers[COURIER_NUMBERS_MAX];
    Str texts[COURIER_TEXTS_MAX];
    size_t text_count;
} CourierMessage;

/* The whole frame, from bytes that came; the texts are views of it.
 * FAULT_INPUT: it isn't one. */
MUST_USE Fault courier_read(Str frame, CourierMessage *ret);
/* The length of the frame that begins with these COURIER_HEAD bytes. */
MUST_USE Fault courier_frame(Str head, size_t *ret);
/* FAULT_LIMIT: more than a frame may hold. */
MUST_USE Fault courier_write(Arena *mem, const CourierMessage *m, Str *ret);

/* Through a socket that blocks.  FAULT_IO: the other side is gone, which is the
 * end.  Whole frames, so several threads need a lock around courier_send. */
MUST_USE Fault courier_send(int fd, const CourierMessage *m);
MUST_USE Fault courier_receive(int fd, Arena *mem, CourierMessage *ret);

#endif
