/* web_inside.h - what the files of this floor share, and nobody else sees */
#ifndef WEB_WEB_INSIDE_H
#define WEB_WEB_INSIDE_H

#include "web/web.h"

/* headers.c */
void headers_set(const Request *rq, int traits, Reply *rp);

/* lang.c: "/en/cafes" is "/cafes" in English; the links of the page then keep
 * the choice.  Without it the browser's own preference decides. */
typedef struct LangChoice {
    Lang lang;
    bool explicit; /* it stands in the address */
} LangChoice;
LangChoice lang_choose(Request *rq); /* takes the prefix off rq->path */
void lang_keep_in_links(Arena *mem, Lang lang, Reply *rp);

#endif
