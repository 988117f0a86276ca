/* account_view.h - what the pages of the room show */
#ifndef ROOMS_ACCOUNT_ACCOUNT_VIEW_H
#define ROOMS_ACCOUNT_ACCOUNT_VIEW_H

#include "web/frame.h"

/* account_sign_in.html - /connexion */
typedef struct AccountSignIn {
    Frame frame;
    Str token, mail, next;
    Str problem;                /* of the address */
    Str trouble;                /* with another door */
    Str provider, provider_url; /* OpenID Connect; empty: off */
} AccountSignIn;
void account_sign_in_html(Buf *out, Lang lang, const AccountSignIn *v);

/* account_end.html - signed out here, maybe not there */
typedef struct AccountEnd {
    Frame frame;
    Str url, provider;
} AccountEnd;
void account_end_html(Buf *out, Lang lang, const AccountEnd *v);

/* account_code.html - /connexion/code */
typedef struct AccountCode {
    Frame frame;
    Str token, mail; /* where the letter went; empty: this browser asked for none */
    Str problem;
} AccountCode;
void account_code_html(Buf *out, Lang lang, const AccountCode *v);

/* account_link.html - /connexion/lien */
typedef struct AccountLink {
    Frame frame;
    Str token, key;
    bool good, elsewhere; /* neither: it is over */
} AccountLink;
void account_link_html(Buf *out, Lang lang, const AccountLink *v);

/* account_prove.html - /connexion/preuve */
typedef struct AccountProve {
    Frame frame;
    Str token, next, problem;
    bool has_factor; /* else it must be set up first, and why is said */
    bool again;      /* it was proven before, too long ago for this */
} AccountProve;
void account_prove_html(Buf *out, Lang lang, const AccountProve *v);

/* account_factor.html - /compte/second-facteur */
typedef struct AccountFactor {
    Frame frame;
    Str token, next, problem;
    bool has_factor;
    Str since;    /* it is set up */
    int64_t left; /* recovery codes not used yet */
    Str box;      /* else: the new secret, sealed */
    Str letters;  /* to be typed, in groups of four */
    Html qr;
} AccountFactor;
void account_factor_html(Buf *out, Lang lang, const AccountFactor *v);

typedef struct AccountWords {
    Str *at;
    size_t len;
} AccountWords;

/* account_codes.html - shown once */
typedef struct AccountCodes {
    Frame frame;
    AccountWords codes;
    Str next;
} AccountCodes;
void account_codes_html(Buf *out, Lang lang, const AccountCodes *v);

typedef struct AccountSession {
    Str id, agent, since, seen;
    bool here;
} AccountSession;

typedef struct AccountSessions {
    AccountSession *at;
    size_t len;
} AccountSessions;

/* account_home.html - /compte */
typedef struct AccountHome {
    Frame frame;
    Str token, mail, name, problem;
    bool english, saved, has_factor, others;
    bool looks_after; /* would, once proven: is shown the way to /moderation */
    bool administers; /* would, once proven: is shown the way to /admin */
    bool gives_roles; /* the same, to /admin/roles */
    AccountSessions sessions;
} AccountHome;
void account_home_html(Buf *out, Lang lang, const AccountHome *v);

#endif
