/* courier.h - the process that goes outside
 *
 * The only one that connects to anybody: it hands letters to the relay, and
 * fetches what is asked for.  It has no database and no settings of its own;
 * it hears and answers the front through one socket (wire.h), and ends when
 * that is closed. */
#ifndef COURIER_COURIER_H
#define COURIER_COURIER_H

/* What the command line says of such a child (process.h). */
#define COURIER_ROLE "--courier"

/* The whole life of the process, over that socket; gives its exit code. */
int courier_run(int socket);

#endif
