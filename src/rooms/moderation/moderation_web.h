/* moderation_web.h - what the route table calls: looking after cafés */
#ifndef ROOMS_MODERATION_MODERATION_WEB_H
#define ROOMS_MODERATION_MODERATION_WEB_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault moderation_web_queue(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_case(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_act(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_decide(Work *w, const Request *rq, Reply *rp);
/* Of who declared it, with the secret of a letter. */
MUST_USE Fault moderation_web_question(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_answer(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_reported(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_reported_answer(Work *w, const Request *rq, Reply *rp);
/* Of anybody. */
MUST_USE Fault moderation_web_report(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_report_send(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault moderation_web_rules(Work *w, const Request *rq, Reply *rp);

#endif
