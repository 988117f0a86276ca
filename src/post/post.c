#include "post/post.h"

#include "mail/address.h"
#include "post/post_limit.h"
#include "post/post_store.h"
#include "post/post_view.h"
#include "seal/token.h"

enum { BODY_MAX = 64 * 1024, NAME_MAX_LEN = 200 };

/* Who counts the letters of strangers holds this number, on whatever node. */
enum { STRANGERS_HOLD = 3 };

/* 0: somebody waits in front of the page; 2: may be sent twice by no means. */
static const char urgency[POST_REASONS] = {
    [POST_SIGN_IN] = 0,   [POST_SEAT] = 1,    [POST_OFFER] = 1,    [POST_REMINDER] = 1,
    [POST_CHANGE] = 1,    [POST_CANCEL] = 1,  [POST_DECLARED] = 1, [POST_REVIEW] = 1,
    [POST_ORGANIZER] = 1, [POST_MESSAGE] = 2, [POST_WATCH] = 2,    [POST_WATCH_CONFIRM] = 1,
    [POST_ACCOUNT] = 1,
};

bool post_is_transactional(PostReason reason)
{
    return reason < POST_REASONS && urgency[reason] < 2;
}

static Str hash_of(const Work *w, Str address)
{
    return seal_hash_text(w->mem, w->site->key, "address:", mail_address_fold(w->mem, address));
}

static PostView view_of(const Work *w, const PostLetter *l)
{
    PostView v = {
        .site = w->site->name,
        .name = l->to_name,
        .title = l->title,
        .paras = { l->paras, 0 },
        .facts = { l->facts, 0 },
        .action = l->action,
        .action_url = l->action_url,
        .code = l->code,
        .note = l->note,
        .why = l->why,
        .unsubscribe_url = l->unsubscribe_url,
        .unsubscribe = l->unsubscribe.len > 0 ? l->unsubscribe : say(l->lang, SAY_letter_stop),
    };

    while (v.paras.len < POST_PARAS_MAX && l->paras[v.paras.len].len > 0) {
        v.paras.len++;
    }
    while (v.facts.len < POST_FACTS_MAX && l->facts[v.facts.len].name.len > 0) {
        v.facts.len++;
    }
    v.has_facts = v.facts.len > 0;
    return v;
}

static Letter letter_of(Work *w, const PostLetter *l, const Buf *text, const Buf *html)
{
    return (Letter){
        .id = { work_new_id(w) },
        .reason = (int64_t)l->reason,
        .subject = l->subject,
        .occasion = l->occasion,
        .state = POST_WAITING,
        .due_at = l->due_at,
        .urgency = urgency[l->reason],
        .trust = (int64_t)l->trust,
        .until_at = l->until,
        .lang = str_from(lang_code(l->lang)),
        .address = l->to,
        .name = str_slice(l->to_name, 0, NAME_MAX_LEN),
        .title = l->title,
        .body_text = buf_str(text),
        .body_html = buf_str(html),
        .calendar = l->ics,
        .method = (int64_t)l->method,
        .unsubscribe = l->unsubscribe_url,
        .reply_to = l->reply_to,
        .made_at = w->now,
    };
}

static Fault add(Work *w, const PostLetter *l, Str hash, bool *ret_new)
{
    PostView v = view_of(w, l);
    Buf text = buf_new(w->mem, BODY_MAX), html = buf_new(w->mem, BODY_MAX);

    letter_text(&text, l->lang, &v);
    letter_html(&html, l->lang, &v);
    if (text.cut || html.cut) {
        return FAULT_LIMIT;
    }
    PostRow row = { .letter = letter_of(w, l, &text, &html), .hash = hash };
    return post_store_add(w, &row, ret_new);
}

Fault post_hold_strangers(Work *w)
{
    return work_hold(w, STRANGERS_HOLD);
}

Fault post_put(Work *w, const PostLetter *l, PostOutcome *ret)
{
    PostLetter letter = *l;
    bool many, is_new;

    TRY(mail_address_read(w->mem, l->to, &letter.to));
    if (l->reply_to.len > 0) {
        TRY(mail_address_read(w->mem, l->reply_to, &letter.reply_to));
    }
    Str hash = hash_of(w, letter.to);
    TRY(post_limit(w, l, hash, &letter.due_at, &many));
    if (many) {
        *ret = POST_TOO_MANY;
        return FAULT_NONE;
    }
    TRY(add(w, &letter, hash, &is_new));
    *ret = is_new ? POST_PUT : POST_TWICE;
    return FAULT_NONE;
}

Fault post_withdraw(Work *w, PostReason reason, int64_t subject)
{
    return post_store_withdraw(w, reason, subject);
}

Fault post_withdraw_one(Work *w, PostReason reason, int64_t subject, int64_t occasion,
                        bool *ret)
{
    return post_store_withdraw_one(w, reason, subject, occasion, ret);
}
