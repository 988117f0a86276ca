/* frame.h - what stands around every page: head, banner, navigation, foot
 *
 * A page's view has a Frame among its fields; its template begins with
 * {{>frame_top frame}} and ends with {{>frame_bottom frame}}. */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "base/buf.h"
#include "base/forward.h"
#include "text/html.h"
#include "text/say.h"

typedef struct Frame {
    Str title;       /* of the page; the template adds the site's name */
    Str description; /* one sentence, for search engines and shared links */
    Str site;        /* "Café IA": the name of this instance */
    Str canonical;   /* absolute address of the page */
    Str path;        /* the same without scheme and host, query included, no language */
    Str other_path;  /* this page in the other language: "/en/cafes?lieu=41018" */
    Str feed;        /* address of the Atom feed of what is shown; may be empty */
    Str style, script, icon; /* addresses of the assets */
    Str home_url;    /* absolute address of the site */
    Json ld;         /* JSON-LD for the head; may be empty */
    bool boxed;      /* developer mode: letters are read on /boite */
    bool demo;       /* demonstration cafés are shown: say so in a banner */
    bool no_index;   /* private pages, errors */
    bool has_script; /* this page has something for the script to do */
    bool at_home, at_list, at_map, at_new, at_data; /* where we are, for aria-current */
} Frame;

void frame_top_html(Buf *out, Lang lang, const Frame *v);
void frame_bottom_html(Buf *out, Lang lang, const Frame *v);

/* The frame of a page of this request: its title and description. */
Frame frame_of(const Work *w, const Request *rq, Str title, Str description);
/* That of a page with a form, for no search engine.  Once rp is 422 the title
 * says so: whoever hears it first knows that the form came back. */
Frame frame_of_form(const Work *w, const Request *rq, const Reply *rp, Str title);

/* error.html */
typedef struct ErrorPage {
    Frame frame;
    int64_t status;
    Str what, then; /* what happened; what to do */
} ErrorPage;
void error_html(Buf *out, Lang lang, const ErrorPage *v);

#endif
