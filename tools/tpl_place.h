/* tpl_place.h - where in the markup would a value land?
 *
 * The template compiler feeds a template byte by byte; Place follows tags and
 * attributes, drops the white space that nobody will see, and refuses what no
 * page of ours may hold: inline scripts and styles, event handlers, attributes
 * without double quotes. */
#ifndef TOOLS_TPL_PLACE_H
#define TOOLS_TPL_PLACE_H

#include "base/buf.h"

typedef enum Kind { KIND_HTML, KIND_XML, KIND_TEXT } Kind;

typedef enum Spot {
    SPOT_TEXT,   /* between tags */
    SPOT_NAME,   /* in the name of a tag */
    SPOT_TAG,    /* in a tag, between attributes */
    SPOT_ATTR,   /* in the name of an attribute */
    SPOT_EQUALS, /* after the = of an attribute */
    SPOT_QUOTED, /* between the quotes of an attribute */
    SPOT_SCRIPT, /* between <script> and </script> */
    SPOT_NOTE,   /* in a comment: not written */
    SPOT_DECL    /* in <!doctype> or <?xml?> */
} Spot;

typedef struct Place {
    Kind kind;
    Spot spot;
    Str tag, attr, value; /* of the source; value holds what marks it holds */
    bool closing;         /* in </tag> */
    bool src, ld_json;    /* this <script> has a src; is structured data */
    bool begun;           /* QUOTED: something stands already in the value */
    bool unsure;          /* QUOTED: something may stand there, or not */
    bool keep;            /* in <pre> or <textarea>: white space counts */
    bool block;           /* TEXT: what was written last makes a new line */
    bool gap;             /* white space was seen, none written yet */
    bool spaced;          /* TAG: white space was written before a mark */
} Place;

/* The place where a template of this kind begins. */
Place place_start(Kind kind);
/* Move past the byte src.at[at], writing to lit what of it is kept.  The
 * answer is NULL, or the complaint. */
MUST_USE const char *place_step(Place *p, Str src, size_t at, Buf *lit);
/* A mark begins here: end the name that was being read, write the gap. */
MUST_USE const char *place_settle(Place *p, Buf *lit);
/* Is this an attribute that holds an address? */
bool place_in_url(const Place *p);
/* After a section: what is known whether or not it was written.  The answer
 * is NULL, or the complaint. */
MUST_USE const char *place_join(Place *p, const Place *at_open);

#endif
