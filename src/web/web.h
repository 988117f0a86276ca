/* web.h - from a request to a room, and back to a page
 *
 * One table of routes; deny by default.  The dispatcher finds the route,
 * checks who knocks and from where, picks the language, keeps finished pages,
 * tries a unit again when two met, sets the headers that every answer
 * carries, and turns a Fault into a page. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "http/http.h"
#include "work/work.h"

/* Who may knock.  What they may see is decided by the room's queries. */
typedef enum Guard {
    VISITOR, /* anybody */
    BEARER,  /* whoever has the secret of an address: the room checks it */
    MEMBER,  /* whoever has signed in; others are sent to /connexion */
    STAFF,   /* and has proven it by a second factor: sees what others said of themselves */
} Guard;

typedef enum RouteTrait {
    ROUTE_KEPT = 1,       /* the same for all who read this language: may be kept */
    ROUTE_OPEN = 2,       /* data: any site may read it (CORS) */
    ROUTE_FRAMED = 4,     /* may stand in another site's <iframe> */
    ROUTE_SECRET = 8,     /* its address holds a secret: not stored, not told further */
    ROUTE_QUIET = 16,     /* for machines: faults are answered in plain text */
    ROUTE_ONE_CLICK = 32, /* mail programs post here (RFC 8058): the secret of the
                             address is all the proof there is */
    ROUTE_FRESH = 64, /* a role, a key, what others said: a proof of long ago isn't enough */
} RouteTrait;

/* A session may be left open on a desk: what it was proven for then is asked
 * again after a quarter of an hour.  A form whose page asks, too, is taken a
 * while longer, so that who fills it in slowly loses nothing. */
enum { WEB_FRESH_SECONDS = 15 * 60, WEB_FRESH_FORM_SECONDS = 60 * 60 };

typedef Fault Handler(Work *w, const Request *rq, Reply *rp);

typedef struct Route {
    Method method;
    const char *path; /* ":x" matches one part, ":x.json" one that ends so */
    Guard guard;
    int traits;
    Handler *handler;
} Route;

typedef struct Routes {
    const Route *at;
    size_t len;
} Routes;

/* Answers always: a page, a redirect, or the page of a Fault. */
void web_dispatch(const Routes *routes, const Site *site, Arena *mem, Request *rq, Reply *rp);
/* The page of an answer that was given before any route (serve.h, HttpRefuser). */
void web_refuse(const Site *site, Arena *mem, int status, const Request *rq, Reply *rp);
/* How many statements the database ran for all requests since the start. */
int64_t web_statements(void);

/* The :parts of the path. */
MUST_USE Fault web_arg_id(const Request *rq, int which, int64_t *ret);
Str web_arg(const Request *rq, int which);
/* A parameter of the query; empty when it isn't there. */
Str web_query(const Request *rq, const char *name);
/* The house is full or slow: what was typed comes back with a 503. */
bool web_busy(Fault f);
/* Has whoever asks proven, not long ago, who they are? */
bool web_fresh(const Work *w);
/* 303 after a POST, 308 to where a thing lives. */
Fault web_see_other(Reply *rp, Str where);
Fault web_moved(Reply *rp, Str where);
/* base_url + path, for feeds and links that leave the site. */
Str web_absolute(const Work *w, Str path);
/* The same in the language of w, for letters: not that of who opens it. */
Str web_absolute_said(const Work *w, Str path);
/* A sentence about the site, whose only argument is its name. */
Str web_about_site(const Work *w, Say key);
/* A cookie of web/cookie.def, no other, no longer: __Host-NAME over TLS, NAME in
 * the clear (developer mode); HttpOnly, SameSite=Lax.  seconds 0: it is removed. */
void web_cookie_set(Work *w, const Request *rq, Reply *rp, const char *name, Str value,
                    int64_t seconds);
Str web_cookie_name(Arena *mem, const Request *rq, const char *name); /* as browsers keep it */
Str web_cookie(const Work *w, const Request *rq, const char *name);   /* empty: none */
/* A page that is private to whoever asked: never kept, never cached. */
void web_private(Reply *rp);

#endif
