#include "rooms/account/account_words.h"

#include "geo/geo.h"
#include "mail/address.h"
#include "text/moment.h"

Str account_role_say(const Work *w, int64_t role)
{
    static const Say sayings[ROLES] = {
        [ROLE_FACILITATOR] = SAY_role_facilitator,
        [ROLE_COORDINATOR] = SAY_role_coordinator,
        [ROLE_NETWORK_HEAD] = SAY_role_network_head,
        [ROLE_MODERATOR] = SAY_role_moderator,
        [ROLE_ADMINISTRATOR] = SAY_role_administrator,
    };

    return role >= 0 && role < ROLES ? say(w->lang, sayings[role]) : (Str){ 0 };
}

static Str area_say(const Work *w, Say key, Str name, Str code)
{
    return say_with(w->mem, w->lang, key, SAY_ARGS(SAY_ARG(name), SAY_ARG(code)));
}

Str account_where_say(const Work *w, int64_t scope, Str code)
{
    Area area = { 0 };

    switch ((Scope)scope) {
    case SCOPE_EVERYWHERE: return say(w->lang, SAY_where_everywhere);
    case SCOPE_REGION:
        (void)geo_region(w->site->geo, code, &area);
        return area_say(w, SAY_where_region, area.name, code);
    case SCOPE_DEPARTMENT:
        (void)geo_department(w->site->geo, code, &area);
        return area_say(w, SAY_where_department, area.name, code);
    case SCOPE_ORGANIZATION: return area_say(w, SAY_where_organization, code, (Str){ 0 });
    case SCOPE_EVENT: return say(w->lang, SAY_where_event);
    case SCOPES: break;
    }
    return (Str){ 0 };
}

Str account_until_say(const Work *w, int64_t until_at)
{
    if (until_at == 0) {
        return say(w->lang, SAY_until_none);
    }
    Str day = day_say(w->mem, w->lang, day_of(ZONE_PARIS, until_at - 1));
    return say_with(w->mem, w->lang, SAY_until_day, SAY_ARGS(SAY_ARG(day)));
}

Say account_mail_problem(Str typed)
{
    return mail_address_beyond(typed) ? SAY_mail_beyond : SAY_sign_in_mail_bad;
}
