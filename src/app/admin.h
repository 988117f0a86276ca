/* admin.h - a verb that writes, run by the server that holds the database
 *
 * SQLite has one writing process.  While a server runs, it listens on FILE.sock
 * (mode 0600, its own user or root only): the client sends its words, the
 * server runs the verb and sends back what it says and its exit code.  Files
 * that the user named are read by the client, with the client's rights. */
#ifndef APP_ADMIN_H
#define APP_ADMIN_H

#include "app/verb.h"

typedef struct Admin Admin;

/* Listens beside the database; NULL, and logged, when it can't, or when there
 * is no need (PostgreSQL).  changed: as in VerbIo. */
Admin *admin_open(const Settings *settings, const Site *site, void (*changed)(void *ctx),
                  void *ctx);
/* Ends after the verb that runs, if any.  Accepts NULL. */
void admin_close(Admin **admin);

/* Has the server run this line; false when no server answers. */
MUST_USE bool admin_ask(VerbIo *io, int argc, char **argv, int *ret_code);

#endif
