/* assets.h - style, script, logo and icon, compiled in; their names carry the
 * hash of their content, so that browsers keep them for a year */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H

#include "http/serve.h"
#include "work/work.h"

/* Makes the pages to keep; once, at the start. */
void assets_open(Arena *mem, Site *ret);
void assets_close(void);
MUST_USE Fault assets_web(Work *w, const Request *rq, Reply *rp); /* GET /a/:name */

#endif
