#include "web/guard.h"

#include "seal/token.h"

static const Str purpose = STR_INIT("form");

Str guard_token(Work *w)
{
    return seal_form_token(w->mem, w->site->key, purpose, w->now);
}

bool guard_token_good(const Site *site, Str token, int64_t now)
{
    return !seal_form_check(site->key, purpose, now, token);
}

/* "https://cafes.example" against "cafes.example"; "null" never fits. */
static bool origin_is(Str origin, Str host)
{
    Str scheme, rest;

    return str_cut(origin, ':', &scheme, &rest) && str_starts(rest, STR("//")) &&
           str_eq_nocase(str_slice(rest, 2, rest.len), host);
}

bool guard_same_site(const Site *site, const Request *rq, int64_t now)
{
    const RequestHeaders *h = &rq->headers;
    Str token;

    if (h->sec_fetch_site.len > 0) {
        return str_eq(h->sec_fetch_site, STR("same-origin")) ||
               str_eq(h->sec_fetch_site, STR("none"));
    }
    if (h->origin.len > 0) {
        /* Without a configured address, the one that was asked must do. */
        bool known = site->host.len > 0 && !site->any_host;
        return origin_is(h->origin, known ? site->host : h->host);
    }
    return !http_find(&rq->form, STR("token"), &token) && guard_token_good(site, token, now);
}
