/* account_web_factor.c - the second factor: set it up, show it, change it */
#include "rooms/account/account_factor.h"
#include "rooms/account/account_next.h"
#include "rooms/account/account_session.h"
#include "rooms/account/account_view.h"
#include "rooms/account/account_web.h"
#include "seal/totp.h"
#include "text/moment.h"
#include "web/form.h"
#include "web/guard.h"
#include "web/qr.h"

enum { URL_MAX = 1000, CODE_CHARS = 40, BOX_CHARS = 400 };

typedef struct ProveForm {
    Str code, suite;
} ProveForm;

static const Field prove_fields[] = {
    FIELD(ProveForm, code, FIELD_LINE, .max = CODE_CHARS, .required = true),
    FIELD(ProveForm, suite, FIELD_LINE, .max = ACCOUNT_NEXT_MAX),
};

static Fault show_prove(Work *w, const Request *rq, Reply *rp, Str next, Str problem)
{
    bool has = w->person->has_factor;
    AccountProve v = { .frame = frame_of_form(
                           w, rq, rp,
                           say(w->lang, has ? SAY_prove_title : SAY_prove_why_title)),
                       .token = guard_token(w),
                       .next = next,
                       .problem = problem,
                       .has_factor = has,
                       .again = w->standing == PROVEN };

    account_prove_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_prove(Work *w, const Request *rq, Reply *rp)
{
    Str next = account_next(web_query(rq, "suite"));

    return web_fresh(w) ? web_see_other(rp, next) : show_prove(w, rq, rp, next, (Str){ 0 });
}

Fault account_web_give_proof(Work *w, const Request *rq, Reply *rp)
{
    ProveForm in;
    Problems p;
    Str cookie;
    FactorOutcome how = FACTOR_WRONG;

    TRY(form_read(w, rq, prove_fields, COUNT(prove_fields), &in, &p));
    Str next = account_next(in.suite);
    if (w->person->has_factor && p.at[0].len == 0) {
        TRY(account_factor_prove(w, in.code, &cookie, &how));
    }
    if (how == FACTOR_DONE) {
        return account_session_welcome(w, rq, rp, cookie, next);
    }
    rp->status = 422;
    return show_prove(w, rq, rp, next,
                      say(w->lang, how == FACTOR_WAIT ? SAY_prove_wait : SAY_prove_wrong));
}

/* What an authenticator reads in the square. */
static Str factor_url(Work *w, Str letters)
{
    Buf url = buf_new(w->mem, URL_MAX);

    buf_add(&url, STR("otpauth://totp/"));
    html_url_part(&url, w->site->name);
    buf_char(&url, ':');
    html_url_part(&url, w->person->mail);
    buf_add(&url, STR("?secret="));
    buf_add(&url, letters);
    buf_add(&url, STR("&issuer="));
    html_url_part(&url, w->site->name);
    buf_add(&url, STR("&algorithm=SHA1&digits=6&period=30"));
    return buf_str(&url);
}

static Str in_fours(Arena *mem, Str letters)
{
    Buf out = buf_new(mem, 2 * letters.len + 1);

    for (size_t i = 0; i < letters.len; i += 4) {
        buf_add(&out, i > 0 ? STR(" ") : (Str){ 0 });
        buf_add(&out, str_slice(letters, i, 4));
    }
    return buf_str(&out);
}

static Fault show_set_up(Work *w, const Request *rq, Reply *rp, AccountFactor v, Str secret)
{
    Str letters = totp_letters(w->mem, secret), url = factor_url(w, letters);

    v.frame = frame_of_form(w, rq, rp, say(w->lang, SAY_factor_title));
    v.token = guard_token(w);
    v.letters = in_fours(w->mem, letters);
    v.qr = qr_svg(w->mem, url, say(w->lang, SAY_factor_qr));
    account_factor_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

static Fault show_factor(Work *w, const Request *rq, Reply *rp)
{
    AccountFactor v = { .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_factor_title)),
                        .token = guard_token(w),
                        .has_factor = true };
    int64_t since;

    TRY(account_factor_state(w, &since, &v.left));
    v.since = moment_say_day(w->mem, w->lang, (Moment){ .starts = since, .zone = ZONE_PARIS },
                             w->now);
    account_factor_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_factor(Work *w, const Request *rq, Reply *rp)
{
    AccountFactor v = { .next = account_next(web_query(rq, "suite")) };
    Str secret;

    if (w->person->has_factor && w->standing != PROVEN) {
        return web_see_other(rp, STR("/connexion/preuve?suite=/compte/second-facteur"));
    }
    if (w->person->has_factor) {
        return show_factor(w, rq, rp);
    }
    v.box = account_factor_begin(w, &secret);
    return show_set_up(w, rq, rp, v, secret);
}

typedef struct SetUpForm {
    Str box, code, suite;
} SetUpForm;

static const Field set_up_fields[] = {
    FIELD(SetUpForm, box, FIELD_LINE, .max = BOX_CHARS, .required = true),
    FIELD(SetUpForm, code, FIELD_LINE, .max = CODE_CHARS),
    FIELD(SetUpForm, suite, FIELD_LINE, .max = ACCOUNT_NEXT_MAX),
};

static Fault show_codes(Work *w, const Request *rq, Reply *rp, Recovery *codes, Str next)
{
    AccountCodes v = { .frame = frame_of_form(w, rq, rp, say(w->lang, SAY_codes_title)),
                       .codes = { codes->at, RECOVERY_CODES },
                       .next = next };

    v.frame.has_script = true;
    account_codes_html(&rp->body, w->lang, &v);
    return FAULT_NONE;
}

Fault account_web_set_up(Work *w, const Request *rq, Reply *rp)
{
    SetUpForm in;
    Problems p;
    Recovery codes;
    Str secret, cookie;
    FactorOutcome how;

    TRY(form_read(w, rq, set_up_fields, COUNT(set_up_fields), &in, &p));
    TRY(account_factor_set(w, in.box, in.code, &codes, &cookie, &how));
    if (how == FACTOR_DONE) {
        web_cookie_set(w, rq, rp, "s", cookie, SESSION_MOST);
        return show_codes(w, rq, rp, &codes, account_next(in.suite));
    }
    TRY(account_factor_begun(w, in.box, &secret));
    rp->status = 422;
    return show_set_up(w, rq, rp,
                       (AccountFactor){ .box = in.box,
                                        .next = account_next(in.suite),
                                        .problem = say(w->lang, SAY_factor_wrong) },
                       secret);
}

Fault account_web_new_codes(Work *w, const Request *rq, Reply *rp)
{
    Recovery codes;

    TRY(account_factor_renew(w, &codes));
    return show_codes(w, rq, rp, &codes, STR("/compte"));
}

Fault account_web_remove(Work *w, const Request *rq, Reply *rp)
{
    (void)rq;
    TRY(account_factor_remove(w));
    return web_see_other(rp, STR("/compte?fait=1"));
}
