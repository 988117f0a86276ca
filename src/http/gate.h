/* gate.h - what a byte stream must look like to come in (RFC 9112, strictly)
 *
 * libmicrohttpd forgives much: bare CR or LF, folded fields, odd chunks; and
 * it answers by itself to what it refuses.  So all that comes is looked at
 * here first, and only whole, well-formed heads and chunks pass.  What is
 * refused is replaced by a small request or trailer of our own that carries
 * the status, and is answered as any other: by a page of the house.  Nothing
 * that a client sends can look like it.  Pure: no socket, no clock.
 *
 * Two changes are made to what passes, so that libmicrohttpd spends no memory
 * on what we read ourselves: '?' in the target becomes '#', and the name
 * Cookie becomes ~ookie.  (A client may send neither.) */
#ifndef HTTP_GATE_H
#define HTTP_GATE_H

#include "base/str.h"

typedef enum GatePhase {
    GATE_HEAD,
    GATE_BODY, /* Content-Length */
    GATE_CHUNK_SIZE,
    GATE_CHUNK,
    GATE_CHUNK_END,
    GATE_TRAILER, /* no field in it is accepted */
    GATE_SHUT,    /* nothing more passes */
} GatePhase;

typedef struct Gate {
    GatePhase phase;
    /* of the head that is being looked at */
    size_t seen, line; /* looked at up to here; where this line begins */
    size_t first_line; /* size of the request line with its end; 0: not yet */
    int fields, hosts, lengths, transfers;
    bool old;    /* HTTP/1.0 */
    size_t left; /* of the body or the chunk */
    size_t body; /* bytes of body that passed */
    int status;  /* of the refusal; 0: none */
    char refusal[48];
    size_t refusal_len;
} Gate;

/* How many of these bytes may pass; the others are offered again, followed by
 * more.  When g->status was set, g->refusal comes after those that pass. */
size_t gate_look(Gate *g, char *at, size_t len);
/* Refuses what stands at the gate: a head of which only a part came. */
void gate_refuse(Gate *g, int status);
/* What the refusal said, from the method of a request; 0: it is a real one. */
int gate_method_status(Str method);
/* '#' back to '?', in place. */
void gate_restore_target(char *target);

#define GATE_TRAILER_NAME "r" /* the status of a refusal in the middle of a body */
#define GATE_COOKIE_NAME "~ookie"

#endif
