/* fetch.h - what a room asks of the outside, through the courier
 *
 *     FetchAsk ask = { .url = STR("https://id.example/token"), .body = form,
 *                      .headers = { { STR("Content-Type"), STR("...") } } };
 *     TRY(w->site->fetch(w, &ask, &answer));
 *
 * The process that answers pages never connects to anybody: the courier does,
 * to public addresses, by https on port 443, or to those of the setting
 * courier-allow.  It waits: never ask within a transaction.  Site.fetch is NULL
 * where there is no courier (most verbs, most tests). */
#ifndef WORK_FETCH_H
#define WORK_FETCH_H

#include "base/fault.h"
#include "base/forward.h"
#include "base/str.h"

enum {
    FETCH_URL_MAX = 2048,
    FETCH_HEADERS_MAX = 8,
    FETCH_HEADER_MAX = 4096,   /* a name and its value */
    FETCH_BODY_MAX = 64 << 10, /* of what is asked */
    FETCH_ANSWER_USUAL = 1 << 20,
    FETCH_ANSWER_MAX = 48 << 20,
    FETCH_SECONDS_USUAL = 10,
    FETCH_SECONDS_MAX = 60,
};

typedef enum FetchMethod { FETCH_GET, FETCH_POST } FetchMethod;

typedef struct FetchHeader {
    Str name, value; /* neither CR, LF nor NUL */
} FetchHeader;

typedef struct FetchAsk {
    FetchMethod method;
    Str url;
    FetchHeader headers[FETCH_HEADERS_MAX]; /* ends with an empty name, or when full */
    Str body;                               /* of a POST */
    size_t max;                             /* bytes of the answer; 0: FETCH_ANSWER_USUAL */
    int seconds;                            /* in all; 0: FETCH_SECONDS_USUAL */
} FetchAsk;

/* Whatever its status: 404 is an answer. */
typedef struct FetchAnswer {
    int status;
    Str type; /* Content-Type, as it came; "" */
    Str body; /* in w->mem, as type and why */
    Str why;  /* on a fault: for the log, without address of anybody */
} FetchAnswer;

/* FAULT_DENIED: an address that the courier doesn't go to.  FAULT_INPUT: the
 * ask is malformed.  FAULT_LIMIT: the answer is longer than max.  FAULT_SLOW:
 * not within its seconds.  FAULT_IO: no answer (no courier, no network, a
 * certificate that doesn't hold...).  On a fault, only ret->why is filled. */
typedef Fault (*Fetch)(Work *w, const FetchAsk *ask, FetchAnswer *ret);

#endif
