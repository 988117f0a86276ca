/* work.h - one unit of work: a request, a job or a command
 *
 * It is all that a room may use to reach the world, so the same action serves
 * the browser, the queue and the command line.  It has one instant, one
 * language, one memory and, at a time, one connection. */
#ifndef WORK_WORK_H
#define WORK_WORK_H

#include "base/fault.h"
#include "base/forward.h"
#include "db/db.h"
#include "text/say.h"
#include "work/fetch.h"

/* What is the same for every unit: set once at start, then only read. */
typedef struct Site {
    DbHouse *house;
    const Geo *geo;
    Str base_url;  /* "https://cafes.example", without a slash at the end */
    Str host;      /* "cafes.example", with its port */
    bool any_host; /* neither was configured: what a request says holds for it */
    Str name;      /* "Café IA" */
    Str publisher, hosting, contact; /* legal pages; may be empty */
    Str theme;                       /* code of the main theme */
    const struct SealKey *key;       /* signs forms, hashes secrets */
    bool demo;                       /* demonstration cafés are shown, under a banner */
    struct { /* addresses of the assets, with the hash of their content */
        Str style, script, logo, icon;
    } assets;
    const struct Listener *listeners;              /* ends with a NULL fact */
    Fault (*identify)(Work *w, const Request *rq); /* who knocks, from the cookie: account.h */
    struct {                                       /* letters; see settings.h */
        Str from;                                  /* "bonjour@cafes.example" */
        bool boxed;             /* developer mode: letters are read on /boite */
        int64_t strangers_hour; /* how many letters strangers may cause; 0: 200 */
    } mail;
    struct { /* OpenID Connect; an empty issuer: off */
        Str issuer, client_id, client_secret, scope;
        Str name; /* of the button: "ProConnect" */
    } oidc;
    int64_t trust_after; /* cafés of an organiser that were published, before theirs
                            are at once; 0: never */
    Fetch fetch;         /* asks the outside; NULL: there is no courier here.  See fetch.h */
} Site;

/* How sure we are of who asks. */
typedef enum Standing {
    NOBODY,
    SIGNED_IN,
    PROVEN
} Standing; /* PROVEN: by a second factor too */

struct Work {
    Arena *mem;
    const Site *site;
    Lang lang;
    int64_t now;          /* seconds since 1970, the same for the whole unit */
    int64_t made;         /* how many ids this unit has given */
    Str who;              /* role that acts: "organizer", "moderator", "import", "job" */
    const Person *person; /* who has signed in (account.h); NULL: nobody */
    Standing standing;    /* of that person */
    int64_t proven_at;    /* when they proved it; 0: not in this session */
    Db *db;               /* taken when first needed; see work_run */
    bool writing;         /* a transaction is open */
    int64_t queries;      /* statements run by connections already given back */
    const char *why;      /* of the last fault, for the log */
};

/* Gives back what the unit holds. */
void work_done(Work *w);

/* A transaction that isn't committed by the end of its block is undone:
 *     SCOPED(work_undo) WorkTx tx = { 0 };
 *     TRY(work_begin(w, &tx)); ... return work_commit(&tx);               */
typedef struct WorkTx {
    Work *work;
} WorkTx;

MUST_USE Fault work_begin(Work *w, WorkTx *ret);
/* Before deciding on what others may be changing: one unit at a time holds the
 * thing with this id, until its transaction ends. */
MUST_USE Fault work_hold(Work *w, int64_t id);
MUST_USE Fault work_commit(WorkTx *tx);
void work_undo(WorkTx *tx);

/* Statements, through this unit's connection: the writer within a
 * transaction, else one that reads.  As db_run, db_one, db_list. */
MUST_USE Fault work_run(Work *w, const DbQuery *q, const DbArg *args, size_t n);
MUST_USE Fault work_change(Work *w, const DbQuery *q, const DbArg *args, size_t n,
                           int64_t *ret_changed);
MUST_USE Fault work_one(Work *w, const DbQuery *q, const DbArg *args, size_t n,
                        const DbRow *row, void *ret);
MUST_USE Fault work_list(Work *w, const DbQuery *q, const DbArg *args, size_t n,
                         const DbRow *row, size_t max, void *ret_at, size_t *ret_len);
int64_t work_queries(const Work *w);

/* Leave a fact for whoever cares: it is written in the transaction that makes
 * it true, together with a job for each listener. */
MUST_USE Fault work_tell(Work *w, const char *fact, int64_t subject);

/* Who acts on a fact: a job of that kind is made, with the same subject; or, when
 * whoever asks must see what comes of it, at once, in the same transaction. */
typedef struct Listener {
    const char *fact, *job;
    Fault (*at_once)(Work *w, int64_t subject); /* instead of a job */
} Listener;

/* A number nobody else gives, later ones larger: milliseconds since 2024, a
 * node's number and a counter, so that several nodes and both engines agree. */
int64_t work_new_id(Work *w);
/* Which node this is, 0..1023; given at start by the database. */
void work_set_node(int64_t node);
int64_t work_node(void);
/* The id as it stands in addresses: 13 letters and digits; and back. */
Str work_id_text(Arena *mem, int64_t id);
MUST_USE bool work_id_read(Str s, int64_t *ret);

extern const DbQuery *const work_queries_all[]; /* ends with NULL */

#endif
