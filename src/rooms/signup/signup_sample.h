/* signup_sample.h - who comes to the demonstration cafés, made up */
#ifndef ROOMS_SIGNUP_SIGNUP_SAMPLE_H
#define ROOMS_SIGNUP_SIGNUP_SAMPLE_H

#include "base/fault.h"
#include "base/forward.h"

/* After event_sample_demo: some have free seats, one is full, one has people
 * waiting.  First names only, no address; run again, it changes nothing. */
MUST_USE Fault signup_sample(Work *w);

#endif
