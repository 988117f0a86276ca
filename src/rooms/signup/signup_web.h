/* signup_web.h - the pages of this room, for app/routes.c */
#ifndef ROOMS_SIGNUP_SIGNUP_WEB_H
#define ROOMS_SIGNUP_SIGNUP_WEB_H

#include "web/web.h"

Handler signup_web_form, signup_web_join, signup_web_told, signup_web_find, signup_web_found;
Handler signup_web_series, signup_web_join_series, signup_web_made, signup_web_confirm_made;
Handler signup_web_page, signup_web_ics, signup_web_accept, signup_web_release,
    signup_web_shrink;
/* signup_quiet.c: no messages of the organiser; a button, or what mail programs send
 * (RFC 8058). */
Handler signup_web_quiet, signup_web_quiet_do;

#endif
