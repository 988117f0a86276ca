/* signup_watch_web.h - what the route table calls: /prevenez-moi */
#ifndef ROOMS_SIGNUP_SIGNUP_WATCH_WEB_H
#define ROOMS_SIGNUP_SIGNUP_WATCH_WEB_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault signup_watch_web_form(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_watch_web_ask(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_watch_web_sent(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_watch_web_see(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_watch_web_confirm(Work *w, const Request *rq, Reply *rp);
/* A button; what mail programs send (RFC 8058) does the same. */
MUST_USE Fault signup_watch_web_leaving(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_watch_web_stop(Work *w, const Request *rq, Reply *rp);

#endif
