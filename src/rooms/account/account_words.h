/* account_words.h - roles and scopes as people say them */
#ifndef ROOMS_ACCOUNT_ACCOUNT_WORDS_H
#define ROOMS_ACCOUNT_ACCOUNT_WORDS_H

#include "rooms/account/account.h"
#include "work/work.h"

/* "animateur ou animatrice"; empty: there is no such role. */
Str account_role_say(const Work *w, int64_t role);
/* "dans le département Loir-et-Cher (41)"; of an event: "pour un café". */
Str account_where_say(const Work *w, int64_t scope, Str code);
/* The last day it counts, "jusqu'au jeudi 4 juillet 2024"; 0: without end. */
Str account_until_say(const Work *w, int64_t until_at);

/* What is wrong with an address that can't be read. */
Say account_mail_problem(Str typed);

#endif
