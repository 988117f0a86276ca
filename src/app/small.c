#include "app/small.h"

#include "http/http.h"
#include "rooms/event/event_import.h"
#include "text/moment.h"
#include "web/web.h"

enum { YEAR = 365 * 86400 };

Fault small_web_icon(Work *w, const Request *rq, Reply *rp)
{
    (void)rq;
    return web_moved(rp, w->site->assets.icon);
}

/* All may be read; the pages of one person have addresses that nobody guesses. */
Fault small_web_robots(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    rp->type = "text/plain; charset=utf-8";
    buf_add(&rp->body, STR("User-agent: *\nDisallow: /cafes/nouveau\n"));
    return FAULT_NONE;
}

/* A contact is an address of mail or of the web; anything else is for people. */
static Str contact_uri(const Work *w)
{
    Str contact = w->site->contact;

    if (str_starts(contact, STR("https://"))) {
        return contact;
    }
    bool mail = str_has(contact, STR("@")) && !str_has(contact, STR(" "));
    return mail ? str_format(w->mem, "mailto:%.*s", STR_ARG(contact)) : (Str){ 0 };
}

Fault small_web_security(Work *w, const Request *rq, Reply *rp)
{
    Str contact = contact_uri(w);
    Str self = web_absolute(w, STR("/.well-known/security.txt"));
    Str until = moment_iso(w->mem, ZONE_UTC, (w->now / YEAR + 2) * YEAR);

    (void)rq;
    if (contact.len == 0) {
        return FAULT_ABSENT;
    }
    rp->type = "text/plain; charset=utf-8";
    buf_addf(&rp->body,
             "Contact: %.*s\nExpires: %.*s\nPreferred-Languages: fr, en\nCanonical: %.*s\n",
             STR_ARG(contact), STR_ARG(until), STR_ARG(self));
    return FAULT_NONE;
}

Fault small_web_template(Work *w, const Request *rq, Reply *rp)
{
    (void)w, (void)rq;
    rp->type = "text/csv; charset=utf-8; header=present";
    http_header(rp, "Content-Disposition", STR("attachment; filename=\"modele-cafes.csv\""));
    buf_add(&rp->body, event_import_template());
    return FAULT_NONE;
}
