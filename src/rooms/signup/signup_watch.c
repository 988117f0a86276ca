/* signup_watch.c - asked, confirmed, stopped; see signup_watch_tell.c */
#include "rooms/signup/signup_watch.h"

#include "geo/geo.h"
#include "rooms/signup/signup_notice.h"
#include "seal/token.h"
#include "web/web.h"

enum { ID_LEN = 13, SECRET_LEN = 32, DAY = 86400 };

static Str sealed(Work *w, const char *purpose, Str text)
{
    return str_slice(seal_hash_text(w->mem, w->site->key, purpose, text), 0, SECRET_LEN);
}

Str signup_watch_key(Work *w, int64_t id)
{
    Str text = work_id_text(w->mem, id);

    return STR_JOIN(w->mem, text, sealed(w, "watch-secret:", text));
}

Fault signup_watch_open(Work *w, Str key, Watch *ret)
{
    int64_t id;

    if (key.len != ID_LEN + SECRET_LEN || !work_id_read(str_slice(key, 0, ID_LEN), &id)) {
        return FAULT_ABSENT;
    }
    bool same = seal_same_text(w->site->key, signup_watch_key(w, id), key);
    return same ? signup_watch_store_load(w, id, ret) : FAULT_ABSENT;
}

Str signup_watch_where(const Work *w, const Watch *watch)
{
    Commune c;

    return geo_commune(w->site->geo, watch->commune, &c) ? c.name : watch->commune;
}

/* The reader is whoever fills the form: their language is that of the unit. */
static Fault write_confirm(Work *w, const Watch *watch)
{
    Str where = signup_watch_where(w, watch);
    Str path =
        STR_JOIN(w->mem, STR("/prevenez-moi/confirmer?cle="), signup_watch_key(w, watch->id));
    Notice n = { .letter = { .reason = POST_WATCH_CONFIRM,
                             .subject = watch->id,
                             .occasion =
                                 w->now / DAY, /* once a day, however often it is asked */
                             .to = watch->mail,
                             .lang = w->lang,
                             .action = say(w->lang, SAY_watch_confirm_do),
                             .action_url = web_absolute_said(w, path),
                             .why = web_about_site(w, SAY_watch_confirm_why) } };

    n.letter.trust = signup_notice_trust(w, watch->mail);
    signup_notice_title(w, &n, SAY_watch_confirm, where);
    signup_notice_para(
        &n, say_with(w->mem, w->lang, SAY_watch_confirm_say, SAY_ARGS(SAY_ARG(where))));
    signup_notice_para(&n, say(w->lang, SAY_watch_confirm_then));
    return signup_notice_put(w, &n);
}

Fault signup_watch_ask(Work *w, Str mail, Str commune, int64_t radius_km, int64_t theme)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Watch watch = { .id = work_new_id(w),
                    .mail = mail,
                    .mail_hash = signup_mail_hash(w, mail),
                    .lang = str_from(lang_code(w->lang)),
                    .commune = commune,
                    .radius_km = radius_km,
                    .theme = theme,
                    .made_at = w->now };

    watch.secret_hash = sealed(w, "watch-kept:", signup_watch_key(w, watch.id));
    TRY(work_begin(w, &tx));
    TRY(signup_watch_store_put(w, &watch, &watch));
    TRY(write_confirm(w, &watch));
    return work_commit(&tx);
}

Fault signup_watch_confirm(Work *w, const Watch *watch)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(signup_watch_store_confirm(w, watch->id));
    return work_commit(&tx);
}

Fault signup_watch_stop(Work *w, const Watch *watch)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_withdraw(w, POST_WATCH, watch->id));
    TRY(post_withdraw(w, POST_WATCH_CONFIRM, watch->id));
    TRY(signup_watch_store_forget(w, watch->id));
    return work_commit(&tx);
}
