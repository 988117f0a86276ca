#include "rooms/account/account_letter.h"

#include "post/post.h"
#include "rooms/account/account_store.h"
#include "text/moment.h"
#include "web/web.h"

static const struct {
    Say title, what;
} changes[KEY_CHANGES] = {
    [KEY_SET] = { SAY_key_letter_set, SAY_key_letter_set_say },
    [KEY_CODES] = { SAY_key_letter_codes, SAY_key_letter_codes_say },
    [KEY_REMOVED] = { SAY_key_letter_removed, SAY_key_letter_removed_say },
    [KEY_LOST] = { SAY_key_letter_lost, SAY_key_letter_lost_say },
};

static Fault put(Work *w, const Account *a, KeyChange what)
{
    Moment now = { .starts = w->now, .zone = ZONE_PARIS, .hour_known = true };
    PostOutcome outcome;
    PostLetter letter = {
        .reason = POST_ACCOUNT,
        .subject = a->id.v,
        .occasion = work_new_id(w), /* each change is told, two of a minute too */
        .to = a->mail,
        .to_name = a->name,
        .lang = w->lang,
        .title = say(w->lang, changes[what].title),
        .paras = { web_about_site(w, changes[what].what), say(w->lang, SAY_key_letter_you),
                   say(w->lang, SAY_key_letter_not_you) },
        .facts = { { say(w->lang, SAY_key_letter_when),
                     moment_say(w->mem, w->lang, now, w->now) } },
        .action = say(w->lang, SAY_key_letter_action),
        .action_url = web_absolute_said(w, STR("/compte")),
        .why = web_about_site(w, SAY_key_letter_why),
    };

    return post_put(w, &letter, &outcome);
}

Fault account_letter_key(Work *w, AccountId id, KeyChange what)
{
    Lang own = w->lang;
    Account a;

    TRY(account_store_load(w, id, &a));
    w->lang = lang_accept(a.lang);
    Fault f = put(w, &a, what);
    w->lang = own;
    return f;
}
