#include "rooms/account/account_sign_in.h"

#include "post/post.h"
#include "rooms/account/account_agent.h"
#include "rooms/account/account_sign_in_store.h"
#include "rooms/account/account_store.h"
#include "seal/token.h"
#include "sys/random.h"
#include "web/web.h"

enum { CODES = 1000000 };

static Str hashed(Work *w, const char *purpose, Str secret)
{
    return seal_hash_text(w->mem, w->site->key, purpose, secret);
}

static Str browser_hash(Work *w, Str browser)
{
    return hashed(w, "pre:", browser);
}

/* Tied to its link: the same figures elsewhere have another hash. */
static Str code_hash(Work *w, Str link_hash, Str code)
{
    return hashed(w, "code:", STR_JOIN(w->mem, link_hash, STR(":"), code));
}

/* Six figures, each of the million as likely as the others. */
static Str new_code(Arena *mem)
{
    uint64_t n;

    do {
        sys_random(&n, sizeof n);
    } while (n >= UINT64_MAX - UINT64_MAX % CODES);
    return str_format(mem, "%06d", (int)(n % CODES));
}

static Str link_of(const Work *w, Str secret)
{
    return web_absolute_said(w, STR_JOIN(w->mem, STR("/connexion/lien?cle="), secret));
}

static Fault put_letter(Work *w, Str mail, Str secret, Str code, PostTrust trust,
                        PostOutcome *ret)
{
    Str spaced = STR_JOIN(w->mem, str_slice(code, 0, 3), STR(" "), str_slice(code, 3, 3));
    PostLetter letter = { .reason = POST_SIGN_IN,
                          .occasion = work_new_id(w),
                          .to = mail,
                          .lang = w->lang,
                          .trust = trust,
                          .until = w->now + SIGN_IN_SECONDS,
                          .title = web_about_site(w, SAY_sign_in_letter_title),
                          .paras = { web_about_site(w, SAY_sign_in_letter_asked),
                                     say(w->lang, SAY_sign_in_letter_how) },
                          .action = say(w->lang, SAY_sign_in_letter_action),
                          .action_url = link_of(w, secret),
                          .code = spaced,
                          .note = say(w->lang, SAY_sign_in_letter_note),
                          .why = web_about_site(w, SAY_sign_in_letter_why) };

    return post_put(w, &letter, ret);
}

/* Strangers who ask for letters don't keep out who has an account, or was just
 * given a role.  One statement whatever the answer: the time doesn't tell it. */
static Fault trust_in(Work *w, Str mail, PostTrust *ret)
{
    AccountId id = { 0 };

    TRY(account_of_mail(w, mail, &id));
    *ret = id.v > 0 ? POST_KNOWN : POST_STRANGER;
    return FAULT_NONE;
}

/* No letter: its figures, which nobody has read, must not be guessed either. */
Fault account_sign_in_ask(Work *w, Str mail, Str next, Str browser)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Str secret = STR_JOIN(w->mem, seal_token(w->mem), seal_token(w->mem));
    Str code = new_code(w->mem), hash = hashed(w, "link:", secret);
    PostOutcome outcome;
    PostTrust trust;

    TRY(work_begin(w, &tx));
    TRY(post_hold_strangers(w));
    TRY(trust_in(w, mail, &trust));
    TRY(put_letter(w, mail, secret, code, trust, &outcome));
    SignIn s = { .hash = hash,
                 .browser_hash = browser_hash(w, browser),
                 .code_hash = code_hash(w, hash, code),
                 .mail = mail,
                 .next = next,
                 .made_at = w->now,
                 .used_at = outcome == POST_PUT ? 0 : w->now };
    TRY(account_sign_in_store_add(w, &s));
    return work_commit(&tx);
}

Fault account_sign_in_asked(Work *w, Str browser, Str *ret_mail)
{
    SignIn s = { 0 };
    Fault f = account_sign_in_store_last(w, browser_hash(w, browser), &s);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    *ret_mail = s.mail;
    return FAULT_NONE;
}

Fault account_sign_in_look(Work *w, Str secret, Str browser, SignInOutcome *ret)
{
    SignIn s;
    Fault f = account_sign_in_store_load(w, hashed(w, "link:", secret), &s);

    if (f && f != FAULT_ABSENT) {
        return f;
    }
    bool over = f || s.used_at != 0 || w->now - s.made_at >= SIGN_IN_SECONDS;
    bool mine = !over && str_eq(s.browser_hash, browser_hash(w, browser));
    *ret = over ? SIGN_IN_OVER : mine ? SIGN_IN_DONE : SIGN_IN_ELSEWHERE;
    return FAULT_NONE;
}

/* Within the transaction in which the letter was used. */
static Fault come_in(Work *w, const Request *rq, const SignIn *s, Str *ret_cookie)
{
    SessionWish wish = { .agent = account_agent(w->mem, rq->headers.user_agent) };

    TRY(account_sign_in_store_end(w, s->browser_hash));
    TRY(account_make(w, s->mail, &wish.account));
    return account_session_begin(w, rq, &wish, ret_cookie);
}

Fault account_sign_in_by_link(Work *w, const Request *rq, Str secret, SignedIn *ret,
                              SignInOutcome *ret_how)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Str browser = web_cookie(w, rq, "pre");
    SignIn s;

    TRY(work_begin(w, &tx));
    Fault f =
        account_sign_in_store_use(w, hashed(w, "link:", secret), browser_hash(w, browser), &s);
    if (f == FAULT_ABSENT) {
        work_undo(&tx);
        TRY(account_sign_in_look(w, secret, browser, ret_how));
        *ret_how = *ret_how == SIGN_IN_DONE ? SIGN_IN_OVER : *ret_how;
        return FAULT_NONE;
    }
    TRY(f);
    TRY(come_in(w, rq, &s, &ret->cookie));
    ret->next = s.next;
    *ret_how = SIGN_IN_DONE;
    return work_commit(&tx);
}

/* All are compared, in a time that doesn't depend on the figures. */
static const SignIn *meant(Work *w, const SignIn *list, size_t n, Str code)
{
    const SignIn *found = NULL;

    for (size_t i = 0; i < n; i++) {
        Str have = code_hash(w, list[i].hash, code);
        found = seal_same_text(w->site->key, list[i].code_hash, have) ? &list[i] : found;
    }
    return found;
}

Fault account_sign_in_by_code(Work *w, const Request *rq, Str code, SignedIn *ret,
                              SignInOutcome *ret_how)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Str browser = browser_hash(w, web_cookie(w, rq, "pre"));
    SignIn *list, used;
    size_t n;

    TRY(work_begin(w, &tx));
    TRY(account_sign_in_store_try(w, browser));
    TRY(account_sign_in_store_live(w, browser, &list, &n));
    const SignIn *s = meant(w, list, n, code);
    *ret_how = s ? SIGN_IN_DONE : n > 0 ? SIGN_IN_WRONG : SIGN_IN_OVER;
    if (s) {
        TRY(account_sign_in_store_use(w, s->hash, browser, &used));
        TRY(come_in(w, rq, &used, &ret->cookie));
        ret->next = used.next;
    }
    return work_commit(&tx); /* a wrong try counts too */
}
