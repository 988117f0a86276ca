/* health.h - is it alive, is it ready, how is it: for machines */
#ifndef APP_HEALTH_H
#define APP_HEALTH_H

#include "http/serve.h"
#include "work/work.h"

/* Whose counters /metrics shows. */
void health_watch(const HttpServer *server);

MUST_USE Fault health_web_live(Work *w, const Request *rq, Reply *rp);    /* GET /healthz */
MUST_USE Fault health_web_ready(Work *w, const Request *rq, Reply *rp);   /* GET /readyz */
MUST_USE Fault health_web_metrics(Work *w, const Request *rq, Reply *rp); /* OpenMetrics 1.0 */

#endif
