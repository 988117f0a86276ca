/* postman.h - the thread that carries letters from the outbox to the courier
 *
 * Looks every second, and whenever the courier has said something, for letters
 * that are due, the urgent first.  While the relay can't be reached, one letter
 * at a time tries it, after a growing delay, and the others wait untouched: so
 * an urgent one that comes meanwhile is the first to leave. */
#ifndef APP_POSTMAN_H
#define APP_POSTMAN_H

#include "app/courier_link.h"

typedef struct Postman Postman;

enum { POSTMAN_DELAY_MAX = 15 }; /* seconds between two tries of a relay that is down */

/* NULL: no thread could be had.  site and link outlive it. */
Postman *postman_start(const Site *site, CourierLink *link);
/* What the courier has in hand is found again at the next start: post_recover.
 * Accepts NULL. */
void postman_stop(Postman **postman);

#endif
