/* fetch.h - one question to the web, and its answer
 *
 * The name is resolved here, every address it has is looked at, one that is
 * fine is connected to, and looked at again once it is; a redirection is
 * followed to the same host only, and looked at as if it had been asked for. */
#ifndef COURIER_FETCH_H
#define COURIER_FETCH_H

#include "courier/wire.h"

enum { FETCH_REDIRECTS = 2, FETCH_CONNECT_SECONDS = 3 };

typedef struct Fetching {
    Str url;
    bool post;
    Str body;
    const Str *headers;  /* name, value, name, value... */
    size_t header_count; /* of these Strs */
    Str allow;           /* see guard.h */
    size_t max;          /* bytes of the answer */
    int seconds;         /* in all */
} Fetching;

typedef struct Fetched {
    Fault fault; /* as Site.fetch gives it */
    int status;
    Str type, body; /* in mem */
    Str why;
} Fetched;

/* Waits for the answer.  Any thread. */
void fetch_run(Arena *mem, const Fetching *f, Fetched *ret);

#endif
