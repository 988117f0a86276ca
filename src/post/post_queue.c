#include "post/post_queue.h"

#include "mail/letter.h"
#include "post/post_queue_store.h"
#include "sys/log.h"

/* Who takes letters holds this number, on whatever node. */
enum { POST_HOLD = 2 };
enum { URGENCIES = 3, LAST_TRANSACTIONAL = 1 };

Str post_message_id(const Work *w, LetterId id)
{
    Str host, port, name = work_id_text(w->mem, id.v);

    str_cut(w->site->host, ':', &host, &port);
    return STR_JOIN(w->mem, name, STR(".letter@"), host.len > 0 ? host : STR("localhost"));
}

Fault post_bytes(const Work *w, const Letter *l, Str *ret)
{
    MailLetter letter = {
        .from = w->site->mail.from,
        .from_name = w->site->name,
        .to = l->address,
        .to_name = l->name,
        .reply_to = l->reply_to,
        .message_id = post_message_id(w, l->id),
        .date = l->made_at,
        .lang = l->lang,
        .subject = l->title,
        .text = l->body_text,
        .html = l->body_html,
        .calendar = l->calendar,
        .method = (IcsMethod)l->method,
        .unsubscribe_url = l->unsubscribe,
    };

    return mail_letter(w->mem, &letter, ret);
}

/* Rather never than too late: a link that has lapsed helps nobody. */
static Fault drop_late(Work *w, int64_t *ret)
{
    TRY(post_queue_store_drop(w, ret));
    if (*ret > 0) {
        LOG(LEVEL_WARN, "mail.too-late", log_number("letters", *ret));
    }
    return FAULT_NONE;
}

static Fault take_due(Work *w, size_t max, Letter *to, size_t *len)
{
    Letter *some;
    size_t n;
    bool moved;

    for (int64_t urgency = 0; urgency < URGENCIES && *len < max; urgency++) {
        TRY(post_queue_store_due(w, urgency, max - *len, &some, &n));
        for (size_t i = 0; i < n; i++) {
            TRY(post_queue_store_move(w, some[i].id, POST_WAITING, POST_TAKEN, &moved));
            some[i].state = POST_TAKEN;
            some[i].taken_at = w->now;
            to[*len] = some[i];
            *len += moved;
        }
    }
    return FAULT_NONE;
}

Fault post_take(Work *w, size_t max, Letter **ret, size_t *ret_len)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t late;
    bool any;

    *ret = NEW_ARRAY(w->mem, Letter, max + 1);
    *ret_len = 0;
    TRY(post_queue_store_any(w, &any));
    if (!any) {
        return FAULT_NONE;
    }
    TRY(work_begin(w, &tx));
    TRY(work_hold(w, POST_HOLD));
    TRY(post_queue_store_expire(w, w->now - POST_LEASE, LAST_TRANSACTIONAL));
    TRY(drop_late(w, &late));
    TRY(take_due(w, max, *ret, ret_len));
    return work_commit(&tx);
}

Fault post_doubt(Work *w, LetterId id, bool *ret_go)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_queue_store_move(w, id, POST_TAKEN, POST_IN_DOUBT, ret_go));
    return work_commit(&tx);
}

/* What another program said goes to logs and pages: text, of a decent length. */
static Str decent(Work *w, Str why)
{
    Buf out = buf_new(w->mem, POST_ERROR_MAX);
    size_t at = 0;

    while (at < why.len) {
        size_t from = at;
        uint32_t c = str_next_char(why, &at);
        bool odd = c < 0x20 || c == 0x7f || c == 0xfffd || (c >= 0x80 && c < 0xa0);
        buf_add(&out, odd ? STR(" ") : str_slice(why, from, at - from));
    }
    return buf_str(&out);
}

static Fault gone(Work *w, LetterId id, PostState state, Str why)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_queue_store_gone(w, id, state, decent(w, why)));
    return work_commit(&tx);
}

Fault post_sent(Work *w, LetterId id)
{
    return gone(w, id, POST_SENT, (Str){ 0 });
}

Fault post_refused(Work *w, LetterId id, Str why)
{
    return gone(w, id, POST_REFUSED, why);
}

static int64_t delay(int64_t tries)
{
    int64_t seconds = (int64_t)POST_DELAY_FIRST << (tries < 10 ? tries : 10);

    return seconds < POST_DELAY_MAX ? seconds : POST_DELAY_MAX;
}

static Fault put_off(Work *w, const Letter *l, Str why)
{
    if (l->tries + 1 >= POST_TRIES_MAX) {
        return post_queue_store_gone(w, l->id, POST_REFUSED, why);
    }
    return post_queue_store_wait(w, l->id, w->now + delay(l->tries), l->tries + 1, why);
}

/* Tries that said nothing of the addressee leave enough for those that do. */
static Fault put_off_denied(Work *w, const Letter *l, Str why)
{
    int64_t tries = l->tries < POST_TRIES_DENIED ? l->tries + 1 : l->tries;

    if (w->now - l->made_at >= POST_KEPT) {
        return post_queue_store_gone(w, l->id, POST_REFUSED, why);
    }
    return post_queue_store_wait(w, l->id, w->now + delay(l->tries), tries, why);
}

static Fault give_back(Work *w, const Letter *l, Str why)
{
    return post_queue_store_wait(w, l->id, l->due_at, l->tries, why);
}

static Fault wait_again(Work *w, LetterId id, Str why,
                        Fault (*put)(Work *w, const Letter *l, Str why))
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Letter letter;

    TRY(work_begin(w, &tx));
    Fault f = post_queue_store_load(w, id, &letter);
    if (f == FAULT_ABSENT) {
        return FAULT_NONE; /* withdrawn meanwhile */
    }
    TRY(f);
    TRY(put(w, &letter, decent(w, why)));
    return work_commit(&tx);
}

Fault post_later(Work *w, LetterId id, Str why)
{
    return wait_again(w, id, why, put_off);
}

Fault post_denied(Work *w, LetterId id, Str why)
{
    return wait_again(w, id, why, put_off_denied);
}

Fault post_give_back(Work *w, LetterId id, Str why)
{
    return wait_again(w, id, why, give_back);
}

Fault post_recover(Work *w)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    int64_t lease = db_is_postgres(w->site->house) ? POST_LEASE : -1;

    TRY(work_begin(w, &tx));
    TRY(work_hold(w, POST_HOLD));
    TRY(post_queue_store_expire(w, w->now - lease, LAST_TRANSACTIONAL));
    return work_commit(&tx);
}

Fault post_box(Work *w, int64_t *ret_count)
{
    SCOPED(work_undo) WorkTx tx = { 0 };
    Letter *list = NULL;
    size_t len = 0;
    bool any;

    *ret_count = 0;
    TRY(post_queue_store_any(w, &any));
    if (!any) {
        return FAULT_NONE;
    }
    TRY(work_begin(w, &tx));
    TRY(post_queue_store_expire(w, w->now - POST_LEASE, LAST_TRANSACTIONAL));
    TRY(drop_late(w, ret_count));
    *ret_count = 0;
    for (int64_t urgency = 0; urgency < URGENCIES; urgency++) {
        TRY(post_queue_store_due(w, urgency, 100, &list, &len));
        for (size_t i = 0; i < len; i++) {
            TRY(post_queue_store_gone(w, list[i].id, POST_BOXED, (Str){ 0 }));
            (*ret_count)++;
        }
    }
    return work_commit(&tx);
}

Fault post_load(Work *w, LetterId id, Letter *ret)
{
    return post_queue_store_load(w, id, ret);
}

Fault post_list(Work *w, PostState state, LetterId before, size_t max, Letter **ret,
                size_t *ret_len)
{
    return post_queue_store_list(w, state, before.v > 0 ? before.v : INT64_MAX, max, ret,
                                 ret_len);
}

Fault post_counts(Work *w, int64_t ret[POST_STATES])
{
    return post_queue_store_counts(w, ret);
}

Fault post_again(Work *w, LetterId id, bool *ret_found)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_queue_store_again(w, id, ret_found));
    return work_commit(&tx);
}

Fault post_again_refused(Work *w, int64_t *ret_count)
{
    SCOPED(work_undo) WorkTx tx = { 0 };

    TRY(work_begin(w, &tx));
    TRY(post_queue_store_again_refused(w, ret_count));
    return work_commit(&tx);
}

Fault post_erase(Work *w, int64_t *ret)
{
    return post_queue_store_erase(w, w->now - POST_ERASED_AFTER, w->now - POST_DOUBTED, ret);
}

Fault post_erase_count(Work *w, int64_t *ret)
{
    return post_queue_store_erasable(w, w->now - POST_ERASED_AFTER, w->now - POST_DOUBTED, ret);
}

Fault post_forget(Work *w, int64_t *ret)
{
    int64_t late;

    TRY(drop_late(w, &late));
    TRY(post_queue_store_forget(w, w->now - POST_KEPT, ret));
    *ret += late;
    return FAULT_NONE;
}

Fault post_forget_count(Work *w, int64_t *ret)
{
    return post_queue_store_forgettable(w, w->now - POST_KEPT, ret);
}
