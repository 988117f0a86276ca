#include "rooms/site/site_purge.h"

#include "post/post_queue.h"
#include "rooms/account/account_session.h"
#include "rooms/account/account_sign_in.h"
#include "rooms/site/site_fade.h"
#include "rooms/site/site_purge_store.h"
#include "work/work.h"

enum { DAY_SECONDS = 86400 };

/* What is public stays; the rest goes by a line of purge.def or by one of these,
 * which their own rooms know how to do. */
#define PUBLIC "published"

typedef Fault Sweep(Work *w, int64_t *ret);

static const struct {
    PurgeLine line;
    Sweep *erase, *count;
} sweeps[] = {
    { { "account", "account", FADE_DAYS, 0 }, site_fade, site_fade_count },
    { { "letter", "words", POST_ERASED_AFTER / DAY_SECONDS, 0 }, post_erase, post_erase_count },
    { { "letter", "letter", POST_KEPT / DAY_SECONDS, 0 }, post_forget, post_forget_count },
    { { "session", "session", SESSION_IDLE / DAY_SECONDS, 0 },
      account_session_tidy,
      account_session_tidy_count },
    { { "sign_in", "sign_in", SIGN_IN_KEPT / DAY_SECONDS, 0 },
      account_sign_in_tidy,
      account_sign_in_tidy_count },
};

bool site_purge_knows(Str rule)
{
    for (size_t i = 0; i < COUNT(sweeps); i++) {
        if (str_eq(rule, str_from(sweeps[i].line.rule))) {
            return true;
        }
    }
    for (size_t i = 0; i < site_purge_store_len(); i++) {
        if (str_eq(rule, str_from(site_purge_store_line(i).rule))) {
            return true;
        }
    }
    return str_eq(rule, STR(PUBLIC));
}

static PurgeLine *new_lines(Work *w, size_t *ret_len)
{
    size_t rows = site_purge_store_len();
    PurgeLine *lines = NEW_ARRAY(w->mem, PurgeLine, rows + COUNT(sweeps));

    for (size_t i = 0; i < rows; i++) {
        lines[i] = site_purge_store_line(i);
    }
    for (size_t i = 0; i < COUNT(sweeps); i++) {
        lines[rows + i] = sweeps[i].line;
    }
    *ret_len = rows + COUNT(sweeps);
    return lines;
}

Fault site_purge_run(Work *w, PurgeLine **ret, size_t *ret_len)
{
    size_t rows = site_purge_store_len();

    *ret = new_lines(w, ret_len);
    for (size_t i = 0; i < rows; i++) {
        TRY(site_purge_store_erase(w, i, &(*ret)[i].count));
    }
    for (size_t i = 0; i < COUNT(sweeps); i++) {
        TRY(sweeps[i].erase(w, &(*ret)[rows + i].count));
    }
    return FAULT_NONE;
}

Fault site_purge_report(Work *w, PurgeLine **ret, size_t *ret_len)
{
    size_t rows = site_purge_store_len();

    *ret = new_lines(w, ret_len);
    for (size_t i = 0; i < rows; i++) {
        TRY(site_purge_store_count(w, i, &(*ret)[i].count));
    }
    for (size_t i = 0; i < COUNT(sweeps); i++) {
        TRY(sweeps[i].count(w, &(*ret)[rows + i].count));
    }
    return FAULT_NONE;
}

Fault site_purge(Work *w, int64_t subject)
{
    PurgeLine *lines;
    size_t n;

    (void)subject;
    return site_purge_run(w, &lines, &n);
}
