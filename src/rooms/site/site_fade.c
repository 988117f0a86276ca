#include "rooms/site/site_fade.h"

#include "post/post.h"
#include "rooms/account/account.h"
#include "rooms/site/site_mine.h"
#include "rooms/site/site_purge_store.h"
#include "text/moment.h"
#include "web/web.h"
#include "work/work.h"

enum { DAY_SECONDS = 86400, FIRST_WAIT_DAYS = FADE_FIRST_DAYS - FADE_LAST_DAYS };

#define TOLD_FIRST "account.fading"
#define TOLD_LAST "account.fading-last"
#define TOLD_NEVER "account.kept" /* nobody writes this deed: none is told after the last */

static int64_t ago(const Work *w, int64_t days)
{
    return w->now - days * DAY_SECONDS;
}

static Fault write_letter(Work *w, const Faded *who, int64_t days)
{
    Lang lang = str_eq(who->lang, STR("en")) ? LANG_EN : LANG_FR;
    Str day = day_say(w->mem, lang, day_of(ZONE_PARIS, w->now + days * DAY_SECONDS));
    PostOutcome outcome;
    PostLetter letter = {
        .reason = POST_REVIEW,
        .subject = who->id.v,
        .occasion = w->now + days,
        .to = who->mail,
        .to_name = who->name,
        .lang = lang,
        .title = say(lang, SAY_fade_title),
        .paras = { say(lang, SAY_fade_what),
                   say_with(w->mem, lang, SAY_fade_when, SAY_ARGS(SAY_ARG(day))) },
        .action = say(lang, SAY_fade_action),
        .action_url = web_absolute(w, STR("/connexion")),
        .note = say(lang, SAY_fade_note),
        .why = say(lang, SAY_fade_why),
    };

    return post_put(w, &letter, &outcome);
}

static Fault tell(Work *w, const Faded *list, size_t n, const char *deed, int64_t days)
{
    for (size_t i = 0; i < n; i++) {
        TRY(write_letter(w, &list[i], days));
        TRY(account_deed(w, deed, list[i].id.v));
    }
    return FAULT_NONE;
}

/* Those whose last letter left long enough ago. */
static Fault gone(Work *w, Faded **ret, size_t *ret_len)
{
    return site_purge_store_fading(w, STR(TOLD_LAST), ago(w, FADE_LAST_DAYS), STR(TOLD_NEVER),
                                   ago(w, FADE_DAYS), ret, ret_len);
}

static Fault first_letters(Work *w)
{
    Faded *list = NULL;
    size_t n = 0;

    TRY(site_purge_store_faded(w, ago(w, FADE_DAYS - FADE_FIRST_DAYS), &list, &n));
    return tell(w, list, n, TOLD_FIRST, FADE_FIRST_DAYS);
}

static Fault last_letters(Work *w)
{
    Faded *list = NULL;
    size_t n = 0;

    TRY(site_purge_store_fading(w, STR(TOLD_FIRST), ago(w, FIRST_WAIT_DAYS), STR(TOLD_LAST),
                                ago(w, FADE_DAYS - FADE_LAST_DAYS), &list, &n));
    return tell(w, list, n, TOLD_LAST, FADE_LAST_DAYS);
}

Fault site_fade(Work *w, int64_t *ret)
{
    Faded *list = NULL;
    size_t n = 0;

    TRY(first_letters(w));
    TRY(last_letters(w));
    TRY(gone(w, &list, &n));
    for (size_t i = 0; i < n; i++) {
        TRY(site_mine_erase(w, list[i].id, list[i].mail));
    }
    *ret = (int64_t)n;
    return FAULT_NONE;
}

Fault site_fade_count(Work *w, int64_t *ret)
{
    Faded *list = NULL;
    size_t n = 0;

    TRY(gone(w, &list, &n));
    *ret = (int64_t)n;
    return FAULT_NONE;
}
