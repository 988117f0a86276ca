/* exchange.h - one request and its answer, while they live
 *
 * Begun when the request line is known, given back when the answer has gone;
 * its memory is emptied then and kept for the next one. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <pthread.h>

#include "http/http.h"

typedef struct Exchange Exchange;
struct Exchange {
    Exchange *next;
    Arena mem;
    Request rq;
    Buf body;
    char *target;      /* rq.target, to be put back as it came */
    int64_t length;    /* Content-Length */
    bool chunked;      /* a Transfer-Encoding */
    bool encoded;      /* a Content-Encoding */
    int refused;       /* status of the refusal, or 0 */
    bool begun, ended; /* the head was read; the answer was given */
};

typedef struct Exchanges {
    pthread_mutex_t lock;
    pthread_cond_t none_left;
    Exchange *free;
    size_t open, kept;
} Exchanges;

void exchanges_init(Exchanges *all);
/* Only when none is open. */
void exchanges_done(Exchanges *all);
Exchange *exchange_begin(Exchanges *all, Str target);
void exchange_end(Exchanges *all, Exchange *x);
/* Waits until none is open; false when that instant (monotonic) came first. */
bool exchanges_wait(Exchanges *all, int64_t until_ns);

#endif
