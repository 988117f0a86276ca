/* control.h - /admin: how the house is, for who looks after it
 *
 * Settings with their origin, jobs, letters, what is kept, copies.  Only for an
 * administrator who has proven it; for others these pages don't exist.  Of a
 * letter its kind, its state and what the relay said are shown, never its
 * words nor the whole of its address. */
#ifndef APP_CONTROL_H
#define APP_CONTROL_H

#include "app/settings.h"
#include "web/web.h"

/* Whose settings are shown, from the start of the server to its end. */
void control_watch(const Settings *settings);

Fault control_web_home(Work *w, const Request *rq, Reply *rp);
Fault control_web_settings(Work *w, const Request *rq, Reply *rp);
Fault control_web_jobs(Work *w, const Request *rq, Reply *rp);
Fault control_web_job_again(Work *w, const Request *rq, Reply *rp);
Fault control_web_letters(Work *w, const Request *rq, Reply *rp);
Fault control_web_letter_again(Work *w, const Request *rq, Reply *rp);

#endif
