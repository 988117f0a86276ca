/* signup_jobs.h - what this room does by itself: handlers of app/listeners.c */
#ifndef ROOMS_SIGNUP_SIGNUP_JOBS_H
#define ROOMS_SIGNUP_SIGNUP_JOBS_H

#include "base/fault.h"
#include "base/forward.h"

enum { SIGNUP_LAPSE_EVERY = 60 };

/* A job "signup_settle" for each event with offers that lapsed. */
MUST_USE Fault signup_lapse(Work *w, int64_t subject);
/* Lapses what wasn't taken in time and offers what is free; subject: event. */
MUST_USE Fault signup_settle(Work *w, int64_t subject);

#endif
