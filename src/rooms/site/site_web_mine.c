/* site_web_mine.c - /compte/donnees and /compte/effacer: mine to take, mine to erase */
#include "mail/address.h"
#include "rooms/account/account.h"
#include "rooms/account/account_words.h"
#include "rooms/site/site.h"
#include "rooms/site/site_mine.h"
#include "rooms/site/site_mine_store.h"
#include "rooms/site/site_mine_view.h"
#include "text/moment.h"
#include "web/guard.h"
#include "web/web.h"

enum { ROWS_SHOWN = 8, FILE_MAX = 16 << 20 };

/* clang-format off */
static const struct { const char *name; Say say; } titles[] = {
    { "account", SAY_mine_account },     { "sessions", SAY_mine_sessions },
    { "sign_ins", SAY_mine_sign_ins },   { "roles", SAY_mine_roles },
    { "cafes", SAY_mine_cafes },         { "declared", SAY_mine_declared },
    { "signups", SAY_mine_signups },     { "guests", SAY_mine_guests },
    { "watches", SAY_mine_watches },     { "messages", SAY_mine_messages },
    { "questions", SAY_mine_questions }, { "reports", SAY_mine_reports },
    { "letters", SAY_mine_letters },     { "deeds", SAY_mine_deeds },
};
/* What says nothing to people stands in the file alone. */
static const struct { const char *name; Say say; } keys[] = {
    { "mail", SAY_mine_key_mail },           { "name", SAY_mine_key_name },
    { "lang", SAY_mine_key_lang },           { "made_at", SAY_mine_key_made },
    { "seen_at", SAY_mine_key_seen },        { "factor_at", SAY_mine_key_factor },
    { "agent", SAY_mine_key_agent },         { "proven_at", SAY_mine_key_proven },
    { "used_at", SAY_mine_key_used },        { "role", SAY_mine_key_role },
    { "scope", SAY_mine_key_scope },         { "until_at", SAY_mine_key_until },
    { "title", SAY_mine_key_title },         { "starts_at", SAY_mine_key_starts },
    { "seats", SAY_mine_key_seats },         { "needs", SAY_mine_key_needs },
    { "expects", SAY_mine_key_expects },     { "commune", SAY_mine_key_commune },
    { "radius_km", SAY_mine_key_radius },    { "confirmed_at", SAY_mine_key_confirmed },
    { "told_at", SAY_mine_key_told },        { "sent_at", SAY_mine_key_sent },
    { "body", SAY_mine_key_body },           { "people", SAY_mine_key_people },
    { "reply_to", SAY_mine_key_reply },      { "answer", SAY_mine_key_answer },
    { "decision", SAY_mine_key_decision },   { "decided_at", SAY_mine_key_decided },
    { "act", SAY_mine_key_act },
};
/* What was written down, by how it begins: account.h. */
static const struct { const char *begins; Say say; } acts[] = {
    { "sign-in", SAY_mine_act_sign_in },    { "account.export", SAY_mine_act_export },
    { "factor.", SAY_mine_act_factor },     { "role.", SAY_mine_act_role },
    { "moderate.", SAY_mine_act_moderate }, { "report.", SAY_mine_act_report },
    { "event.write", SAY_mine_act_write },  { "event.claim", SAY_mine_act_claim },
    { "event.join", SAY_mine_act_join },    { "event.link", SAY_mine_act_link },
    { "event.", SAY_mine_act_event },       { "signup.", SAY_mine_act_signup },
};
/* clang-format on */

static Str act_say(const Work *w, Str act)
{
    for (size_t i = 0; i < COUNT(acts); i++) {
        if (str_starts(act, str_from(acts[i].begins))) {
            return say(w->lang, acts[i].say);
        }
    }
    return act;
}

static Str title_of(const Work *w, Str name)
{
    for (size_t i = 0; i < COUNT(titles); i++) {
        if (str_eq(name, str_from(titles[i].name))) {
            return say(w->lang, titles[i].say);
        }
    }
    return name;
}

static bool find_key(const Work *w, Str name, Str *ret)
{
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (str_eq(name, str_from(keys[i].name))) {
            *ret = say(w->lang, keys[i].say);
            return true;
        }
    }
    return false;
}

static Str instant_say(const Work *w, int64_t at)
{
    Moment m = { .starts = at, .zone = ZONE_PARIS, .hour_known = true };

    return at > 0 ? moment_say(w->mem, w->lang, m, w->now) : (Str){ 0 };
}

/* Of an account, the day it was last used is kept, not the hour. */
static bool is_day(const MineTable *t, Str key)
{
    return str_eq(str_from(t->name), STR("account")) && str_eq(key, STR("seen_at"));
}

static Str value_say(const Work *w, Str key, const MineTable *t, const MineRow *row, size_t i)
{
    Str value = row->at[i];
    int64_t number;

    if (!str_to_int(value, &number)) {
        return str_eq(key, STR("act")) ? act_say(w, value) : value;
    }
    if (is_day(t, key)) {
        return number > 0 ? day_say(w->mem, w->lang, day_of(ZONE_PARIS, number)) : (Str){ 0 };
    }
    if (str_ends(key, STR("_at"))) {
        return instant_say(w, number);
    }
    if (str_eq(key, STR("role"))) {
        return account_role_say(w, number);
    }
    /* The code of a scope is its neighbour. */
    if (str_eq(key, STR("scope")) && t->keys[i + 1]) {
        return account_where_say(w, number, row->at[i + 1]);
    }
    return value;
}

static MineCells cells_of(const Work *w, const MineTable *t, const MineRow *row)
{
    MineCells cells = { .at = NEW_ARRAY(w->mem, MineCell, MINE_KEYS_MAX) };

    for (size_t i = 0; i < MINE_KEYS_MAX && t->keys[i]; i++) {
        Str key = str_from(t->keys[i]), value = value_say(w, key, t, row, i), said;
        if (value.len > 0 && find_key(w, key, &said)) {
            cells.at[cells.len++] = (MineCell){ said, value };
        }
    }
    return cells;
}

static MineSection section_of(const Work *w, const MineTable *t, const MineRow *rows, size_t n)
{
    size_t shown = n < ROWS_SHOWN ? n : ROWS_SHOWN;
    MineSection one = { .title = title_of(w, str_from(t->name)),
                        .items.at = NEW_ARRAY(w->mem, MineItem, shown),
                        .more = (int64_t)(n - shown) };

    for (size_t i = 0; i < shown; i++) {
        one.items.at[one.items.len++] = (MineItem){ cells_of(w, t, &rows[i]) };
    }
    return one;
}

static Fault put_sections(Work *w, SiteMine *v)
{
    Str mail = mail_address_fold(w->mem, w->person->mail);
    size_t tables = site_mine_store_len();

    v->sections.at = NEW_ARRAY(w->mem, MineSection, tables);
    for (size_t i = 0; i < tables; i++) {
        MineTable t = site_mine_store_table(i);
        MineRow *rows = NULL;
        size_t n = 0;
        TRY(site_mine_store_rows(w, i, w->person->id, mail, &rows, &n));
        if (n > 0) {
            v->sections.at[v->sections.len++] = section_of(w, &t, rows, n);
        }
    }
    return FAULT_NONE;
}

static Frame frame(Work *w, const Request *rq, Say title)
{
    Frame f = frame_of(w, rq, say(w->lang, title), (Str){ 0 });

    f.no_index = true;
    return f;
}

/* A stolen letter is not enough to carry all away: whoever has a second factor
 * shows it, and whoever may see what others said has one. */
static bool must_prove(const Work *w)
{
    const struct Person *p = w->person;

    return !p->proven && (p->has_factor || p->grant_count > 0);
}

Fault site_web_mine(Work *w, const Request *rq, Reply *rp)
{
    SiteMine v = { .frame = frame(w, rq, SAY_mine_title),
                   .token = guard_token(w),
                   .mail = w->person->mail };

    if (must_prove(w)) {
        return web_see_other(rp, STR("/connexion/preuve?suite=%2Fcompte%2Fdonnees"));
    }
    TRY(put_sections(w, &v));
    web_private(rp);
    site_mine_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static Fault note(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_deed(w, "account.export", w->person->id.v));
    return work_commit(&tx);
}

Fault site_web_mine_file(Work *w, const Request *rq, Reply *rp)
{
    Buf out = buf_new(w->mem, FILE_MAX);

    (void)rq;
    if (must_prove(w)) {
        return FAULT_DENIED;
    }
    TRY(note(w));
    TRY(site_mine_json(w, &out));
    buf_add(&rp->body, buf_str(&out));
    rp->type = "application/json; charset=utf-8";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"mes-donnees.json\""));
    web_private(rp);
    return FAULT_NONE;
}

/* One doesn't have to set up a second factor to leave; who has one shows it. */
static bool must_prove_to_leave(const Work *w)
{
    return !w->person->proven && w->person->has_factor;
}

Fault site_web_erase(Work *w, const Request *rq, Reply *rp)
{
    SiteErase v = { .frame = frame(w, rq, SAY_erase_title),
                    .token = guard_token(w),
                    .mail = w->person->mail,
                    .has_role = w->person->grant_count > 0 };

    if (must_prove_to_leave(w)) {
        return web_see_other(rp, STR("/connexion/preuve?suite=%2Fcompte%2Feffacer"));
    }
    web_private(rp);
    site_erase_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault site_web_erase_do(Work *w, const Request *rq, Reply *rp)
{
    AccountId id = w->person->id;
    Str mail = w->person->mail;

    if (must_prove_to_leave(w)) {
        return FAULT_DENIED;
    }
    w->person = NULL; /* who gives the seats back has no name any more */
    TRY(site_mine_erase_all(w, id, mail));
    web_cookie_set(w, rq, rp, "s", (Str){ 0 }, 0);
    web_private(rp);
    return web_see_other(rp, STR("/compte/au-revoir"));
}

Fault site_web_goodbye(Work *w, const Request *rq, Reply *rp)
{
    SiteGoodbye v = { .frame = frame(w, rq, SAY_goodbye_title) };

    site_goodbye_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}
