/* account_deed.c - who did what, without content: what a journal needs, no more */
#include "rooms/account/account.h"
#include "rooms/account/account_role_store.h"
#include "work/work.h"

Fault account_deed(Work *w, const char *act, int64_t subject)
{
    AccountId who = w->person ? w->person->id : (AccountId){ 0 };

    return account_deed_store_add(w, who, str_from(act), subject);
}
