/* signup_door_web.h - what the route table calls: the door, and the export */
#ifndef ROOMS_SIGNUP_SIGNUP_DOOR_WEB_H
#define ROOMS_SIGNUP_SIGNUP_DOOR_WEB_H

#include "rooms/account/account.h"
#include "rooms/event/event.h"

/* The event of this address, for who may do that; else there is none. */
MUST_USE Fault signup_door_open(Work *w, const Request *rq, Act act, Event *ret);

MUST_USE Fault signup_door_web_list(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_door_web_tick(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_door_web_walk_in(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_door_web_finish(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault signup_door_web_export(Work *w, const Request *rq, Reply *rp);

#endif
