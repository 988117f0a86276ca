/* account_session.c - who knocks: the cookie, the session, the person */
#include "rooms/account/account_session.h"

#include "mail/address.h"
#include "rooms/account/account_sign_in_store.h"
#include "rooms/account/account_store.h"
#include "seal/token.h"
#include "web/web.h"

enum { COOKIE_LEN = 2 * SEAL_TOKEN_LEN, SEEN_EVERY = 600 };

static Str new_cookie(Work *w)
{
    return STR_JOIN(w->mem, seal_token(w->mem), seal_token(w->mem));
}

static Str cookie_hash(Work *w, Str cookie)
{
    return seal_hash_text(w->mem, w->site->key, "session:", cookie);
}

Fault account_of_mail(Work *w, Str mail, AccountId *ret)
{
    Account a = { 0 };
    Fault f = account_store_by_mail(w, mail_address_fold(w->mem, mail), &a);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    *ret = a.id;
    return FAULT_NONE;
}

Fault account_mail(Work *w, AccountId id, Str *ret_mail, Str *ret_name)
{
    Account a;

    TRY(account_store_load(w, id, &a));
    *ret_mail = a.mail;
    *ret_name = a.name;
    return FAULT_NONE;
}

Fault account_make(Work *w, Str mail, AccountId *ret)
{
    AccountId id = { work_new_id(w) };
    Str folded = mail_address_fold(w->mem, mail);

    TRY(account_store_add(w, id, folded, str_from(lang_code(w->lang))));
    return account_of_mail(w, folded, ret);
}

Fault account_session_open(Work *w, const SessionWish *wish, Str *ret_cookie)
{
    Str cookie = new_cookie(w);
    Session s = { .id = { work_new_id(w) },
                  .account = wish->account,
                  .made_at = w->now,
                  .seen_at = w->now,
                  .proven_at = wish->proven ? w->now : 0,
                  .agent = wish->agent,
                  .id_token = wish->id_token };

    TRY(account_store_session_add(w, cookie_hash(w, cookie), &s));
    *ret_cookie = cookie;
    return FAULT_NONE;
}

static bool is_over(const Session *s, int64_t now)
{
    bool staff = s->owns || s->has_role;
    int64_t idle = staff ? SESSION_IDLE_STAFF : SESSION_IDLE;
    int64_t most = staff ? SESSION_MOST_STAFF : SESSION_MOST;

    return now - s->seen_at >= idle || now - s->made_at >= most;
}

/* Not worth a page: a disk that is full or a busy writer must not lock out. */
static void mark_seen(Work *w, const Session *s)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    if (w->now - s->seen_at >= SEEN_EVERY && !work_begin(w, &tx) &&
        !account_store_session_seen(w, s)) {
        Fault f = work_commit(&tx);
        (void)f;
    }
}

static Person *person_of(Work *w, const Session *s)
{
    Person *p = NEW(w->mem, Person);

    *p = (Person){ .id = s->account,
                   .session = s->id,
                   .mail = s->mail,
                   .name = s->name,
                   .id_token = s->id_token,
                   .has_factor = s->factor_at > 0,
                   .proven = s->proven_at > 0 };
    return p;
}

Fault account_identify(Work *w, const Request *rq)
{
    Str cookie = web_cookie(w, rq, "s");
    Session s;

    w->person = NULL;
    w->standing = NOBODY;
    w->proven_at = 0;
    if (cookie.len != COOKIE_LEN) {
        return FAULT_NONE;
    }
    Fault f = account_store_session(w, cookie_hash(w, cookie), &s);
    if (f == FAULT_ABSENT || (!f && is_over(&s, w->now))) {
        return FAULT_NONE;
    }
    TRY(f);
    mark_seen(w, &s);
    Person *p = person_of(w, &s);
    TRY(account_store_grants(w, p->id, &p->grants, &p->grant_count));
    w->person = p;
    w->standing = p->proven ? PROVEN : SIGNED_IN;
    w->proven_at = s.proven_at;
    return FAULT_NONE;
}

Fault account_session_begin(Work *w, const Request *rq, const SessionWish *wish,
                            Str *ret_cookie)
{
    Str former = web_cookie(w, rq, "s");
    Person *p = NEW(w->mem, Person);

    *p = (Person){ .id = wish->account };
    w->person = p;
    TRY(account_store_session_drop(w, cookie_hash(w, former)));
    TRY(account_session_open(w, wish, ret_cookie));
    TRY(account_store_seen(w, wish->account));
    TRY(account_deed(w, "sign-in", wish->account.v));
    return work_tell(w, "account.signed_in", wish->account.v);
}

Fault account_session_welcome(Work *w, const Request *rq, Reply *rp, Str cookie, Str next)
{
    web_cookie_set(w, rq, rp, "s", cookie, SESSION_MOST);
    web_cookie_set(w, rq, rp, "pre", (Str){ 0 }, 0);
    web_private(rp);
    return web_see_other(rp, next);
}

Fault account_session_prove(Work *w, Str *ret_cookie)
{
    *ret_cookie = new_cookie(w);
    return account_store_session_prove(w, w->person->session, cookie_hash(w, *ret_cookie));
}

Fault account_session_close(Work *w, SessionId id)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_store_session_close(w, w->person->id, id));
    return work_commit(&tx);
}

Fault account_session_close_others(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(account_store_session_close_others(w, w->person->id, w->person->session));
    return work_commit(&tx);
}

Fault account_session_tidy(Work *w, int64_t *ret)
{
    return account_store_session_tidy(w, ret);
}

Fault account_session_tidy_count(Work *w, int64_t *ret)
{
    return account_store_session_over(w, ret);
}

Fault account_sign_in_tidy(Work *w, int64_t *ret)
{
    return account_sign_in_store_forget(w, w->now - SIGN_IN_KEPT, ret);
}

Fault account_sign_in_tidy_count(Work *w, int64_t *ret)
{
    return account_sign_in_store_forgettable(w, w->now - SIGN_IN_KEPT, ret);
}
