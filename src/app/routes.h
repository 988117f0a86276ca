/* routes.h - every address of the site, and who may knock */
#ifndef APP_ROUTES_H
#define APP_ROUTES_H

#include "web/web.h"

extern const Routes app_routes;

#endif
