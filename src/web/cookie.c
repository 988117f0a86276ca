/* cookie.c - the cookies of a person who signs in */
#include "web/web.h"

#include <assert.h>
#include <string.h>

/* What the page about personal data doesn't tell isn't set. */
static bool is_told(const char *name, int64_t seconds)
{
    static const struct {
        const char *name;
        int64_t most;
    } told[] = {
#define COOKIE(name, most, what) { name, most },
#include "web/cookie.def"
#undef COOKIE
    };

    for (size_t i = 0; i < COUNT(told); i++) {
        if (strcmp(name, told[i].name) == 0) {
            return seconds <= told[i].most;
        }
    }
    return false;
}

Str web_cookie_name(Arena *mem, const Request *rq, const char *name)
{
    return str_format(mem, "%s%s", rq->https ? "__Host-" : "", name);
}

void web_cookie_set(Work *w, const Request *rq, Reply *rp, const char *name, Str value,
                    int64_t seconds)
{
    Str full = web_cookie_name(w->mem, rq, name);

    assert(is_told(name, seconds));
    http_header(rp, "Set-Cookie",
                str_format(w->mem, "%.*s=%.*s; Path=/; Max-Age=%lld; HttpOnly; SameSite=Lax%s",
                           STR_ARG(full), STR_ARG(value), (long long)seconds,
                           rq->https ? "; Secure" : ""));
}

Str web_cookie(const Work *w, const Request *rq, const char *name)
{
    Str value;

    return http_cookie(rq->headers.cookie, web_cookie_name(w->mem, rq, name), &value)
               ? (Str){ 0 }
               : value;
}
