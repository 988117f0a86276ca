#include "rooms/site/site_purge.h"

#include "rooms/site/site_fade.h"
#include "rooms/site/site_purge_store.h"
#include "work/work.h"

/* Whoever else sees to what is kept: their own jobs, or nobody, since it is
 * public, or lasts as long as its account. */
static const char *const elsewhere[] = { "published", "account",    "letter",
                                         "session",   "wrong_code", "sign_in" };

bool site_purge_knows(Str rule)
{
    for (size_t i = 0; i < COUNT(elsewhere); i++) {
        if (str_eq(rule, str_from(elsewhere[i]))) {
            return true;
        }
    }
    for (size_t i = 0; i < site_purge_store_len(); i++) {
        if (str_eq(rule, str_from(site_purge_store_line(i).rule))) {
            return true;
        }
    }
    return false;
}

typedef Fault Step(Work *w, size_t i, int64_t *ret);

static Fault each(Work *w, Step *step, PurgeLine **ret, size_t *ret_len)
{
    size_t n = site_purge_store_len();
    PurgeLine *lines = NEW_ARRAY(w->mem, PurgeLine, n + 1);

    for (size_t i = 0; i < n; i++) {
        lines[i] = site_purge_store_line(i);
        TRY(step(w, i, &lines[i].count));
    }
    *ret = lines;
    *ret_len = n;
    return FAULT_NONE;
}

/* The accounts that nobody uses stand on a line of their own. */
static Fault add_accounts(int64_t count, PurgeLine *lines, size_t *len)
{
    lines[(*len)++] =
        (PurgeLine){ .rule = "account", .part = "account", .days = FADE_DAYS, .count = count };
    return FAULT_NONE;
}

Fault site_purge_run(Work *w, PurgeLine **ret, size_t *ret_len)
{
    int64_t gone = 0;

    TRY(each(w, site_purge_store_erase, ret, ret_len));
    TRY(site_fade(w, &gone));
    return add_accounts(gone, *ret, ret_len);
}

Fault site_purge_report(Work *w, PurgeLine **ret, size_t *ret_len)
{
    int64_t going = 0;

    TRY(each(w, site_purge_store_count, ret, ret_len));
    TRY(site_fade_count(w, &going));
    return add_accounts(going, *ret, ret_len);
}

Fault site_purge(Work *w, int64_t subject)
{
    PurgeLine *lines;
    size_t n;

    (void)subject;
    return site_purge_run(w, &lines, &n);
}
