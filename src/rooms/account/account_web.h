/* account_web.h - the pages of signing in, of one's own space, of the second
 * factor: handlers for app/routes.c */
#ifndef ROOMS_ACCOUNT_ACCOUNT_WEB_H
#define ROOMS_ACCOUNT_ACCOUNT_WEB_H

#include "base/fault.h"
#include "base/forward.h"
#include "text/say.h"

/* account_web_sign_in.c: /connexion, /connexion/code, /connexion/lien, /deconnexion */
Fault account_web_sign_in(Work *w, const Request *rq, Reply *rp);
Fault account_web_ask(Work *w, const Request *rq, Reply *rp);
Fault account_web_code(Work *w, const Request *rq, Reply *rp);
Fault account_web_type_code(Work *w, const Request *rq, Reply *rp);
Fault account_web_link(Work *w, const Request *rq, Reply *rp);
Fault account_web_use_link(Work *w, const Request *rq, Reply *rp);
Fault account_web_sign_out(Work *w, const Request *rq, Reply *rp);

/* /connexion again, with what went wrong (422). */
Fault account_web_refused(Work *w, const Request *rq, Reply *rp, Str next, Say problem);

/* account_web_oidc.c: /connexion/pro, and back from there; absent when it is off */
Fault account_web_oidc_go(Work *w, const Request *rq, Reply *rp);
Fault account_web_oidc_back(Work *w, const Request *rq, Reply *rp);

/* account_web_home.c: /compte, /compte/sessions */
Fault account_web_home(Work *w, const Request *rq, Reply *rp);
Fault account_web_save(Work *w, const Request *rq, Reply *rp);
Fault account_web_close(Work *w, const Request *rq, Reply *rp);

/* account_web_factor.c: /connexion/preuve, /compte/second-facteur and below */
Fault account_web_prove(Work *w, const Request *rq, Reply *rp);
Fault account_web_give_proof(Work *w, const Request *rq, Reply *rp);
Fault account_web_factor(Work *w, const Request *rq, Reply *rp);
Fault account_web_set_up(Work *w, const Request *rq, Reply *rp);
Fault account_web_new_codes(Work *w, const Request *rq, Reply *rp);
Fault account_web_remove(Work *w, const Request *rq, Reply *rp);

/* account_web_who.c: /qui-fait-quoi */
Fault account_web_who(Work *w, const Request *rq, Reply *rp);

/* account_web_roles.c: /admin/roles, for whoever gives them */
Fault account_web_roles(Work *w, const Request *rq, Reply *rp);
Fault account_web_roles_give(Work *w, const Request *rq, Reply *rp);
Fault account_web_roles_take(Work *w, const Request *rq, Reply *rp);

#endif
