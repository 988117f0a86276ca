/* event_sample.h - events to begin with, and plausible ones for load tests */
#ifndef ROOMS_EVENT_EVENT_SAMPLE_H
#define ROOMS_EVENT_EVENT_SAMPLE_H

#include "rooms/event/event.h"

/* The cafés that are known of 2024 and 2025, and the two series of 2024; run
 * again, it changes nothing.  External ids: "sample:A1"... */
MUST_USE Fault event_sample_real(Work *w);
/* Made up ones in the coming weeks, marked as such (event.demo); run again,
 * their dates count from the new today.  External ids: "sample:demo-01"... */
MUST_USE Fault event_sample_demo(Work *w);
/* One of the samples: "A1", "demo-01"; FAULT_ABSENT. */
MUST_USE Fault event_sample_find(Work *w, Str id, EventId *ret);

/* Called after each batch that was committed. */
typedef void SampleProgress(void *context, int64_t done, int64_t count);

/* That many plausible events, the same for the same seed and day: from four
 * years ago to one year ahead, in communes drawn by population.  Commits by
 * batches of 5,000; progress may be NULL.  FAULT_INPUT: count isn't positive. */
MUST_USE Fault event_sample_many(Work *w, int64_t count, int64_t seed, SampleProgress *progress,
                                 void *context);

#endif
