#include "post/post_limit.h"

#include "post/post_store.h"
#include "sys/log.h"

#include <stdatomic.h>

enum { HOUR = 3600, DAY = 86400 };
/* TRUST, row 36. */
enum { ADDRESS_HOUR = 3, ADDRESS_DAY = 10, SITE_HOUR = 200 };

/* Figures for who looks after the site: threads that meet when an hour begins
 * may miscount one, no letter depends on them. */
static _Atomic int64_t dropped, put_off, hour, this_hour;

PostLimits post_limits(const Work *w)
{
    bool now = atomic_load(&hour) == w->now / HOUR;

    return (PostLimits){ .dropped = atomic_load(&dropped),
                         .put_off = atomic_load(&put_off),
                         .this_hour = now ? atomic_load(&this_hour) : 0 };
}

static void count_dropped(const Work *w, const PostLetter *l)
{
    if (atomic_exchange(&hour, w->now / HOUR) != w->now / HOUR) {
        atomic_store(&this_hour, 0);
    }
    atomic_fetch_add(&this_hour, 1);
    atomic_fetch_add(&dropped, 1);
    LOG(LEVEL_WARN, "mail.too-many", log_number("reason", (int64_t)l->reason));
}

static int64_t site_hour(const Work *w)
{
    int64_t most = w->site->mail.strangers_hour;

    return most > 0 ? most : SITE_HOUR;
}

/* The same statements whether the address has an account or not: the time that
 * the page takes must not tell. */
static Fault limit_sign_in(Work *w, const PostLetter *l, Str hash, bool *ret_many)
{
    int64_t in_hour, in_day, all;

    TRY(post_store_signs_to(w, hash, w->now - HOUR, &in_hour));
    TRY(post_store_signs_to(w, hash, w->now - DAY, &in_day));
    TRY(post_store_signs_all(w, w->now - HOUR, &all));
    *ret_many = in_hour >= ADDRESS_HOUR || in_day >= ADDRESS_DAY ||
                (l->trust == POST_STRANGER && all >= site_hour(w));
    return FAULT_NONE;
}

/* So long after the one that has the last place of that time. */
static void not_before(int64_t last, int64_t pause, int64_t *due)
{
    *due = last > 0 && last + pause > *due ? last + pause : *due;
}

static Fault pace(Work *w, const PostLetter *l, Str hash, int64_t *ret_due)
{
    int64_t third, tenth, all = 0, due = *ret_due;

    TRY(post_store_pace_to(w, hash, w->now - HOUR, ADDRESS_HOUR, &third));
    TRY(post_store_pace_to(w, hash, w->now - DAY, ADDRESS_DAY, &tenth));
    if (l->trust == POST_STRANGER) {
        TRY(post_store_pace_all(w, w->now - HOUR, site_hour(w), &all));
    }
    not_before(third, HOUR, &due);
    not_before(tenth, DAY, &due);
    if (all + HOUR > due) {
        atomic_fetch_add(&put_off, 1);
        LOG(LEVEL_WARN, "mail.put-off", log_number("s", all + HOUR - w->now));
    }
    not_before(all, HOUR, &due);
    *ret_due = due;
    return FAULT_NONE;
}

Fault post_limit(Work *w, const PostLetter *l, Str hash, int64_t *ret_due, bool *ret_many)
{
    int64_t due = l->due_at > 0 ? l->due_at : w->now;
    bool many = false;

    if (l->trust != POST_OURS && l->reason == POST_SIGN_IN) {
        TRY(limit_sign_in(w, l, hash, &many));
    } else if (l->trust != POST_OURS) {
        TRY(pace(w, l, hash, &due));
        many = due > w->now + DAY && due > l->due_at;
    }
    if (many) {
        count_dropped(w, l);
    }
    *ret_due = due;
    *ret_many = many;
    return FAULT_NONE;
}
