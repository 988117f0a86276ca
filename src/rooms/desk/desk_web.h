/* desk_web.h - what the route table calls: the pages of an organiser's desk */
#ifndef ROOMS_DESK_DESK_WEB_H
#define ROOMS_DESK_DESK_WEB_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault desk_web_list(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_event(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_seats(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_again(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_again_do(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_second(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_write(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_write_do(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_team(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_team_add(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_team_remove(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault desk_web_team_link(Work *w, const Request *rq, Reply *rp);

#endif
