/* headers.c - what every answer of the house carries, errors included */
#include "web/web_inside.h"

#define CSP(ancestors)                                                                        \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src "      \
    "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "       \
    ancestors "; require-trusted-types-for 'script'"

static void set_origin_policy(Reply *rp, int traits)
{
    bool open = (traits & ROUTE_OPEN) != 0;

    http_header(rp, "Cross-Origin-Resource-Policy",
                open || (traits & ROUTE_FRAMED) ? STR("cross-origin") : STR("same-origin"));
    if (open) {
        http_header(rp, "Access-Control-Allow-Origin", STR("*"));
    }
    if (!(traits & ROUTE_FRAMED)) {
        http_header(rp, "Cross-Origin-Opener-Policy", STR("same-origin"));
    }
}

void headers_set(const Request *rq, int traits, Reply *rp)
{
    bool framed = (traits & ROUTE_FRAMED) != 0, secret = (traits & ROUTE_SECRET) != 0;

    http_header(rp, "Content-Security-Policy",
                framed ? STR(CSP("*")) : STR(CSP("'none'")));
    http_header(rp, "X-Content-Type-Options", STR("nosniff"));
    http_header(rp, "Referrer-Policy", secret ? STR("no-referrer") : STR("same-origin"));
    http_header(rp, "Permissions-Policy",
                STR("geolocation=(self), camera=(), microphone=(), payment=(), usb=()"));
    set_origin_policy(rp, traits);
    if (rq->https) {
        http_header(rp, "Strict-Transport-Security", STR("max-age=31536000; includeSubDomains"));
    }
    if (secret) {
        web_private(rp);
    }
}
