#include "app/routes.h"

#include "app/assets.h"
#include "app/box.h"
#include "app/health.h"
#include "app/small.h"
#include "rooms/account/account_web.h"
#include "rooms/event/event_web.h"
#include "rooms/signup/signup_web.h"
#include "rooms/signup/signup_door_web.h"
#include "rooms/moderation/moderation_web.h"
#include "rooms/site/site.h"

enum { PAGE = ROUTE_KEPT, DATA = ROUTE_KEPT | ROUTE_OPEN | ROUTE_QUIET, LINK = ROUTE_SECRET };

/* clang-format off */
static const Route routes[] = {
    { GET,  "/",                          VISITOR, PAGE, site_web_home },
    { GET,  "/cafes",                     VISITOR, PAGE, event_web_list },
    { GET,  "/cafes.json",                VISITOR, DATA, event_face_list_json },
    { GET,  "/cafes.ics",                 VISITOR, DATA, event_face_list_ics },
    { GET,  "/cafes.atom",                VISITOR, DATA, event_face_list_atom },
    { GET,  "/cafes.csv",                 VISITOR, DATA, event_face_list_csv },
    { GET,  "/cafes.geojson",             VISITOR, DATA, event_face_list_geojson },
    { GET,  "/cafes/nouveau",             VISITOR, 0,    event_web_new },
    { POST, "/cafes/nouveau",             VISITOR, 0,    event_web_declare },
    { GET,  "/cafes/integrer",            VISITOR, PAGE | ROUTE_FRAMED, event_web_embed },
    { GET,  "/cafes/:id/declare",         BEARER,  LINK, event_web_declared },
    { GET,  "/cafes/:id/modifier",        BEARER,  LINK, event_web_edit },
    { POST, "/cafes/:id/modifier",        BEARER,  LINK, event_web_save },
    { POST, "/cafes/:id/etat",            BEARER,  LINK, event_web_become },
    { POST, "/cafes/:id/ajouter",         BEARER,  LINK, event_web_claim },
    { GET,  "/cafes/:id/inscription",     VISITOR, 0,    signup_web_form },
    { POST, "/cafes/:id/inscription",     VISITOR, 0,    signup_web_join },
    { GET,  "/cafes/:id/inscription/lettre", VISITOR, 0, signup_web_told },
    { GET,  "/cafes/:id/inscription/retrouver", VISITOR, 0, signup_web_find },
    { POST, "/cafes/:id/inscription/retrouver", VISITOR, 0, signup_web_found },
    { GET,  "/inscriptions/:id.ics",      BEARER,  LINK | ROUTE_QUIET, signup_web_ics },
    { GET,  "/inscriptions/:id",          BEARER,  LINK, signup_web_page },
    { POST, "/inscriptions/:id/accepter", BEARER,  LINK, signup_web_accept },
    { POST, "/inscriptions/:id/rendre",   BEARER,  LINK, signup_web_release },
    { POST, "/inscriptions/:id/reduire",  BEARER,  LINK, signup_web_shrink },
    { GET,  "/series/:id/inscription",    VISITOR, 0,    signup_web_series },
    { POST, "/series/:id/inscription",    VISITOR, 0,    signup_web_join_series },
    { GET,  "/series/:id/inscription/faites", BEARER, LINK, signup_web_made },
    { GET,  "/cafes/:id/signaler",        VISITOR, 0,    moderation_web_report },
    { POST, "/cafes/:id/signaler",        VISITOR, 0,    moderation_web_report_send },
    { GET,  "/cafes/:id.json",            VISITOR, DATA, event_face_json },
    { GET,  "/cafes/:id.ics",             VISITOR, DATA, event_face_ics },
    { GET,  "/cafes/:id",                 VISITOR, PAGE, event_web_page },
    { GET,  "/cafes/:id/:slug",           VISITOR, PAGE, event_web_page },
    { GET,  "/moderation",                STAFF,   0,    moderation_web_queue },
    { POST, "/moderation/signalements/:id", STAFF, 0,    moderation_web_decide },
    { GET,  "/moderation/:id",            STAFF,   0,    moderation_web_case },
    { POST, "/moderation/:id",            STAFF,   0,    moderation_web_act },
    { GET,  "/reponses/:id",              BEARER,  LINK, moderation_web_question },
    { POST, "/reponses/:id",              BEARER,  LINK, moderation_web_answer },
    { GET,  "/signalements/:id",          BEARER,  LINK, moderation_web_reported },
    { POST, "/signalements/:id",          BEARER,  LINK, moderation_web_reported_answer },
    { GET,  "/ce-que-nous-publions",      VISITOR, PAGE, moderation_web_rules },
    { GET,  "/series/:id.ics",            VISITOR, DATA, event_face_series_ics },
    { GET,  "/series/:id",                VISITOR, PAGE, event_web_series },
    { GET,  "/series/:id/:slug",          VISITOR, PAGE, event_web_series },
    { GET,  "/mes-cafes/:id/porte",       STAFF,   0,    signup_door_web_list },
    { POST, "/mes-cafes/:id/porte",       STAFF,   0,    signup_door_web_tick },
    { POST, "/mes-cafes/:id/porte/sans-inscription", STAFF, 0, signup_door_web_walk_in },
    { POST, "/mes-cafes/:id/porte/compte", STAFF,  0,    signup_door_web_finish },
    { POST, "/mes-cafes/:id/inscrits.csv", STAFF,  0,    signup_door_web_export },
    { GET,  "/carte",                     VISITOR, PAGE, event_web_map },
    { GET,  "/connexion",                 VISITOR, 0,    account_web_sign_in },
    { POST, "/connexion",                 VISITOR, 0,    account_web_ask },
    { GET,  "/connexion/code",            VISITOR, 0,    account_web_code },
    { POST, "/connexion/code",            VISITOR, 0,    account_web_type_code },
    { GET,  "/connexion/lien",            BEARER,  LINK, account_web_link },
    { POST, "/connexion/lien",            BEARER,  LINK, account_web_use_link },
    { GET,  "/connexion/preuve",          MEMBER,  0,    account_web_prove },
    { POST, "/connexion/preuve",          MEMBER,  0,    account_web_give_proof },
    { GET,  "/connexion/pro",             VISITOR, 0,    account_web_oidc_go },
    { GET,  "/connexion/pro/retour",      VISITOR, LINK, account_web_oidc_back },
    { POST, "/deconnexion",               VISITOR, 0,    account_web_sign_out },
    { GET,  "/compte",                    MEMBER,  0,    account_web_home },
    { POST, "/compte",                    MEMBER,  0,    account_web_save },
    { GET,  "/compte/second-facteur",     MEMBER,  0,    account_web_factor },
    { POST, "/compte/second-facteur",     MEMBER,  0,    account_web_set_up },
    { POST, "/compte/second-facteur/codes", MEMBER, 0,   account_web_new_codes },
    { POST, "/compte/second-facteur/retirer", MEMBER, 0, account_web_remove },
    { POST, "/compte/sessions",           MEMBER,  0,    account_web_close },
    { GET,  "/donnees",                   VISITOR, PAGE, site_web_data },
    { GET,  "/donnees/cafes.schema.json", VISITOR, DATA, event_face_schema },
    { GET,  "/donnees/modele-cafes.csv",  VISITOR, DATA, small_web_template },
    { GET,  "/mentions-legales",          VISITOR, PAGE, site_web_legal },
    { GET,  "/accessibilite",             VISITOR, PAGE, site_web_access },
    { GET,  "/donnees-personnelles",      VISITOR, PAGE, site_web_privacy },
    { GET,  "/boite",                     VISITOR, 0,    box_web_list },
    { GET,  "/boite/:id.ics",             VISITOR, 0,    box_web_calendar },
    { GET,  "/boite/:id.eml",             VISITOR, 0,    box_web_bytes },
    { GET,  "/boite/:id",                 VISITOR, 0,    box_web_letter },
    { GET,  "/a/:name",                   VISITOR, ROUTE_QUIET, assets_web },
    { GET,  "/favicon.ico",               VISITOR, ROUTE_QUIET, small_web_icon },
    { GET,  "/robots.txt",                VISITOR, ROUTE_QUIET, small_web_robots },
    { GET,  "/.well-known/security.txt",  VISITOR, ROUTE_QUIET, small_web_security },
    { GET,  "/healthz",                   VISITOR, ROUTE_QUIET, health_web_live },
    { GET,  "/readyz",                    VISITOR, ROUTE_QUIET, health_web_ready },
    { GET,  "/metrics",                   VISITOR, ROUTE_QUIET, health_web_metrics },
};
/* clang-format on */

const Routes app_routes = { routes, COUNT(routes) };
