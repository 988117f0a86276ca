/* small.h - what programs look for at fixed addresses, and the import template */
#ifndef APP_SMALL_H
#define APP_SMALL_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault small_web_icon(Work *w, const Request *rq, Reply *rp);     /* /favicon.ico */
MUST_USE Fault small_web_robots(Work *w, const Request *rq, Reply *rp);   /* /robots.txt */
MUST_USE Fault small_web_security(Work *w, const Request *rq, Reply *rp); /* RFC 9116 */
MUST_USE Fault small_web_template(Work *w, const Request *rq, Reply *rp); /* CSV to fill in */

#endif
