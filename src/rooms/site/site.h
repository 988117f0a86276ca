/* site.h - the home page, and the pages about the site itself */
#ifndef ROOMS_SITE_SITE_H
#define ROOMS_SITE_SITE_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault site_web_home(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_data(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_legal(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_access(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_privacy(Work *w, const Request *rq, Reply *rp);
/* site_web_mine.c: /compte/donnees, /compte/effacer, /compte/au-revoir */
MUST_USE Fault site_web_mine(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_mine_file(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_erase(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_erase_do(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault site_web_goodbye(Work *w, const Request *rq, Reply *rp);

#endif
