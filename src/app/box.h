/* box.h - the mailbox of the developer mode: what would have been sent
 *
 * Only where the relay is "boite"; elsewhere these pages don't exist. */
#ifndef APP_BOX_H
#define APP_BOX_H

#include "web/web.h"

Fault box_web_list(Work *w, const Request *rq, Reply *rp);
Fault box_web_letter(Work *w, const Request *rq, Reply *rp);
Fault box_web_calendar(Work *w, const Request *rq, Reply *rp);
Fault box_web_bytes(Work *w, const Request *rq, Reply *rp);

#endif
