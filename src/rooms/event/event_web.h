/* event_web.h - what the route table calls: the pages about cafés, and their
 * other faces (of a search, of one, of a series) */
#ifndef ROOMS_EVENT_EVENT_WEB_H
#define ROOMS_EVENT_EVENT_WEB_H

#include "base/fault.h"
#include "base/forward.h"

MUST_USE Fault event_web_list(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_embed(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_page(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_series(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_map(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_new(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_declare(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_declared(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_edit(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_save(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_claim(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_web_become(Work *w, const Request *rq, Reply *rp);

MUST_USE Fault event_face_list_json(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_atom(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_csv(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_list_geojson(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_json(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_series_ics(Work *w, const Request *rq, Reply *rp);
MUST_USE Fault event_face_schema(Work *w, const Request *rq, Reply *rp); /* Table Schema of the CSV */

#endif
