/* courier_link.h - the front's end of the courier
 *
 * Starts the courier as a child of this process and keeps it alive: when it
 * dies, another is started, later each time.  One link a process. */
#ifndef APP_COURIER_LINK_H
#define APP_COURIER_LINK_H

#include "app/settings.h"
#include "courier/wire.h"
#include "work/work.h"

typedef struct CourierLink CourierLink;

/* What the courier says of letters, and that it has died. */
typedef struct CourierNews {
    enum { NEWS_MAY_SEND, NEWS_RESULT, NEWS_LOST } what;
    uint32_t ticket;      /* not of NEWS_LOST: all that it had are lost with it */
    CourierResult result; /* of NEWS_RESULT */
    char said[304];       /* what the relay said */
} CourierNews;

/* From then on, courier_fetch works.  hello: our name for the relay.  NULL: no
 * thread could be had. */
CourierLink *courier_link_open(const Settings *settings, Str hello);
/* What the courier has in hand is dropped.  Accepts NULL. */
void courier_link_close(CourierLink **link);

/* From one thread, the postman's.  FAULT_IO: there is no courier now; news will
 * say that it was lost, if it had been there. */
MUST_USE Fault courier_link_send(CourierLink *link, const CourierMessage *m);
/* The next news, waiting at most that long; false: none, or link_wake. */
MUST_USE bool courier_link_news(CourierLink *link, int ms, CourierNews *ret);
/* Ends the wait of courier_link_news. */
void courier_link_wake(CourierLink *link);
/* How many times a courier was started, since this process was. */
int64_t courier_link_starts(void);

/* Site.fetch; FAULT_IO where no link is open. */
MUST_USE Fault courier_fetch(Work *w, const FetchAsk *ask, FetchAnswer *ret);

#endif
