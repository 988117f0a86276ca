/* cookie.c - the two cookies of a person who signs in */
#include "web/web.h"

static Str full_name(Arena *mem, const Request *rq, const char *name)
{
    return str_format(mem, "%s%s", rq->https ? "__Host-" : "", name);
}

void web_cookie_set(Work *w, const Request *rq, Reply *rp, const char *name, Str value,
                    int64_t seconds)
{
    Str full = full_name(w->mem, rq, name);

    http_header(rp, "Set-Cookie",
                str_format(w->mem, "%.*s=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s",
                           STR_ARG(full), STR_ARG(value), (long long)seconds,
                           rq->https ? "; Secure" : ""));
}

Str web_cookie(const Work *w, const Request *rq, const char *name)
{
    Str value;

    return http_cookie(rq->headers.cookie, full_name(w->mem, rq, name), &value) ? (Str){ 0 }
                                                                                : value;
}
